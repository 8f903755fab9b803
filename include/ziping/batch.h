/* B7: what only shows when several forms are looked at together: the same sentences in different projects, the same
   project twice, full scores throughout.

   Gathering the facts of one form is pure and may be done by any thread; adding them is done in the order of the files.
   Of a form 16 bytes are kept for each different long text, and 16 for the project. Only so many are remembered
   (BATCH_TEXTS); then the older half of the files is forgotten, so that memory stays flat however many forms come. */
#ifndef ZIPING_BATCH_H
#define ZIPING_BATCH_H

#include "ziping/check.h"

#define BATCH_TEXTS 98304 /* three quarters of 2^17 */

struct batch_text {
    uint64_t hash;
    int field;
};

struct batch_facts {
    bool is_form;
    bool full;        /* every indicator has a score, and it is its weight */
    uint64_t project; /* project and unit; 0 where the form names no project */
    uint64_t year;
    struct batch_text *text;
    size_t texts;
};

/* False when memory is short. */
bool batch_gather(struct arena *a, const struct form *f, const struct score *s, struct batch_facts *out);

struct batch_slot {
    uint64_t hash;
    uint32_t file, project; /* index of the first file that has it; the low half of its project */
};

/* Zero-initialised is an empty batch. */
struct batch {
    struct batch_slot *slot;
    size_t slots, used;
    size_t forms, full;
    size_t first_full; /* file */
    size_t oldest;     /* the first file that is still remembered */
};

struct batch_hit {
    enum code code;
    int field;    /* of this form */
    size_t other; /* the file that it is like */
};

/* Adds a form's facts; what it shares with earlier ones is put into hit[0 … n), which has room for texts + 1. False
   when memory is short. */
bool batch_add(struct batch *b, size_t file, const struct batch_facts *facts, struct batch_hit *hit, size_t *n);

/* True when half of at least three forms or more have full scores throughout. */
bool batch_all_full(const struct batch *b);

void batch_free(struct batch *b);

#endif
