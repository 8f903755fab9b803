/* The word that was probably meant by one that nobody knows. */
#ifndef ZIPING_SUGGEST_H
#define ZIPING_SUGGEST_H

#include "ziping/str.h"

/* Zero-initialised is empty. */
struct suggest {
    struct str best; /* of the candidates tried, the most like what was written; empty where none is like it */
    size_t distance;
};

/* Takes the candidate where it is more like `wanted` than those before; at most a third of it may differ. */
void suggest_try(struct suggest *s, struct str wanted, struct str candidate);

#endif
