/* The one table of all checks (catalogue.def): code, name, severity, message, and what it means. */
#ifndef ZIPING_CATALOGUE_H
#define ZIPING_CATALOGUE_H

#include "ziping/buf.h"
#include "ziping/diag.h"
#include "ziping/words.h"

enum code {
#define C(id, code, name, severity, zh, en) CHECK_##id,
#include "ziping/catalogue.def"
    CHECKS
};

struct check {
    const char *code; /* F301 */
    const char *name; /* reason-missing */
    enum severity severity;
    const char *message[2]; /* by enum lang */
};

/* What a check means, for people. Two-language texts are by enum lang. */
struct explanation {
    const char *source;         /* the regulation, program or practice that the rule comes from */
    const char *why[2];         /* what the finding says and why it matters; the first sentence says it all in short */
    const char *mend[2];        /* what to do about it */
    const char *before, *after; /* a piece of a form or rule file that has the finding, and the same mended; where it is
                                   several files, each begins with a comment `; a.ini` */
};

const struct check *catalogue(enum code code);

/* The severities of all checks, by code. */
const enum severity *catalogue_severities(void);
const struct explanation *catalogue_explanation(enum code code);

/* The check with this code or name, regardless of ASCII case, or -1. */
int catalogue_find(struct str code_or_name);

/* The check that was probably meant by a text that is none's code or name, or -1. */
int catalogue_nearest(struct str text);

/* The diagnostic's message with its arguments put in. Texts are as in the file: not made harmless. */
void catalogue_message(const struct diag *d, enum lang lang, struct buf *out);

/* note, warning, error, off: as files and reports spell it. */
const char *severity_name(enum severity s);
bool severity_find(struct str name, enum severity *out);

#endif
