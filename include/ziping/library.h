/* Rule sets that have been read already, with the schemas built from them: thousands of forms of one rule set read it
   once. What it hands out is read-only and lives as long as the library. */
#ifndef ZIPING_LIBRARY_H
#define ZIPING_LIBRARY_H

#include "ziping/schema.h"

struct library_book;

/* Zero-initialised is an empty library. */
struct library {
    struct arena arena;
    struct library_book *book; /* the newest; older ones hang behind it */
};

/* The rule set at `path`, read at the first call. NULL only when memory is short. */
const struct ruleset *library_rules(struct library *l, const char *path);

/* The schema of a rule set from this library for forms with so many goals, fewer than LIBRARY_GOALS, and no indicators
   of their own. NULL when memory is short. */
#define LIBRARY_GOALS 16
const struct schema *library_schema(struct library *l, const struct ruleset *rules, size_t goals);

void library_free(struct library *l);

#endif
