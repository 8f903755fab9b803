/* A form in a few words: what a list of many forms shows of each. */
#ifndef ZIPING_SUMMARY_H
#define ZIPING_SUMMARY_H

#include "ziping/check.h"

struct summary {
    enum document_kind kind;
    enum word why;                  /* why nothing is known of it but its kind; W_EMPTY for a form that was read */
    struct str project, unit, year; /* as the form has them; empty where it says nothing */
    struct str total;               /* computed; empty while there is no score */
    struct str grade;               /* of that total; empty while scores are missing */
    size_t count[SEV_ERROR + 1];    /* findings by severity */
    struct str title;               /* of a rule set */
};

/* Reads the file at `path` and checks it. The texts live in the arena, or in the library. False when memory is short.
 */
bool summary_read(struct arena *a, struct library *l, const char *path, enum lang lang, struct summary *out);

#endif
