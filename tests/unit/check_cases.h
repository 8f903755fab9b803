/* The table of what each check finds and what it leaves alone: a sound form and a sound rule set
   (tests/data/sound-*.ini), changed in one way. */
#ifndef ZIPING_TESTS_CHECK_CASES_H
#define ZIPING_TESTS_CHECK_CASES_H

#include "ziping/catalogue.h"

enum case_kind {
    POSITIVE, /* the check finds something */
    NEGATIVE, /* the form is like one that it finds something in, but sound */
    BOUNDARY  /* the last value on either side of the line */
};

struct check_case {
    enum code code;
    enum case_kind kind;
    bool of_rules;                     /* the rule set is checked, not the form */
    const char *form, *rules;          /* changes, as for support_change */
    const char *swap[2];               /* in the checked file: the first text gives way to the second */
    const char *head, *tail;           /* before and behind the checked file */
    const char *base;                  /* text of base.ini beside it */
    struct str text;                   /* the whole checked file, where `p` is set */
    bool gb18030;                      /* the checked file is converted to it */
    const char *at;                    /* where the finding stands, as for support_place; NULL: there is none */
    const char *path;                  /* of the finding; NULL: the one that `at` names */
    const char *expected, *suggestion; /* NULL is none */
    const char *also;                  /* names of all other findings, in file order */
    enum severity severity;            /* 0: the catalogue's */
};

extern const struct check_case file_cases[], rules_cases[], points_cases[], content_cases[], wording_cases[];
extern const size_t file_cases_n, rules_cases_n, points_cases_n, content_cases_n, wording_cases_n;

/* A text with any bytes in it, for `text`. */
#define BYTES(literal)                                                                                                 \
    { (literal), sizeof(literal) - 1 }

/* A reason as a reviewer wants it: cause and measure. */
#define REASON "\"通知发得晚，部分居民未到；改进措施：明年提前两周通知，由社区逐户告知。\""

#endif
