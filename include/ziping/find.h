/* Finding a text on a form: in the values of its fields and in the words that the paper prints. Upper and lower case,
   half and full width and other compatibility forms (NFKC) are the same; white space doesn't count. Pure. */
#ifndef ZIPING_FIND_H
#define ZIPING_FIND_H

#include "ziping/form.h"

struct find_hit {
    int field;      /* that holds it; of a printed word the field that it leads to */
    bool printed;   /* it is a printed word */
    size_t at, end; /* bytes of the value, where it isn't */
};

struct find_hits {
    struct find_hit *v; /* in the order of the fields */
    size_t n, cap;
};

/* A text as it is compared. What it allocates lives in the arena; empty for nothing but white space. */
struct str find_fold(struct arena *a, struct str query);

/* The first place at or behind `from` in a text where a folded query stands: bytes [*at, *end), whole graphemes. */
bool find_in(struct str text, struct str folded, size_t from, size_t *at, size_t *end);

/* All places on the form. False when memory is short. */
bool find_all(struct arena *a, const struct form *f, struct str query, struct find_hits *out);

/* Index of the first hit at or behind a place (`caret` in the value of `field`), or of the last one before it; round
   the end. `out->n` must not be 0. */
size_t find_from(const struct find_hits *hits, int field, size_t caret, bool forward);

#endif
