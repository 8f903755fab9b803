/* Diagnostics: what was found, how bad it is, and where it stands. What a code means is in the catalogue (check/). */
#ifndef ZIPING_DIAG_H
#define ZIPING_DIAG_H

#include "ziping/arena.h"
#include "ziping/str.h"

enum severity { SEV_OFF, SEV_NOTE, SEV_WARNING, SEV_ERROR };

#define DIAG_ARGS 5

struct diag {
    int code; /* row of the catalogue */
    enum severity severity;
    unsigned line, column;     /* from 1; a column counts characters; 0: the file as a whole */
    struct str file;           /* as it was named on the command line */
    struct str source;         /* the line of the file, without its end; empty if there is none */
    struct str path;           /* the field's path, or `section.key` of a rule set */
    struct str arg[DIAG_ARGS]; /* what the message's places {0}…{4} stand for */
    struct str expected;       /* the value that would be right, or empty */
    struct str suggestion;     /* a word that was probably meant, or empty */
};

struct diags {
    struct arena *arena; /* the array and all texts of it */
    struct diag *v;
    size_t n, cap;
    size_t count[SEV_ERROR + 1]; /* by severity */
};

/* Adds a copy of *d (its texts are not copied). False when memory is short. */
bool diags_add(struct diags *list, const struct diag *d);

/* In file order: by line, then column, then code; the order of equal ones stays. */
void diags_sort(struct diags *list);

#endif
