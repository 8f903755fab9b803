/* Memory that is given out piece by piece and freed as a whole: all strings of one loaded document live in its arena.
 */
#ifndef ZIPING_ARENA_H
#define ZIPING_ARENA_H

#include "ziping/str.h"

struct arena_block;

/* Zero-initialised is an empty arena. */
struct arena {
    struct arena_block *block; /* the newest; older ones hang behind it */
    bool failed;               /* an allocation failed since the last reset: some result is incomplete */
};

/* `size` zeroed bytes aligned for any object, or NULL (and `failed` set) when memory is short. */
void *arena_alloc(struct arena *a, size_t size);

/* The same, but the bytes hold anything: for what is written before it is read. */
void *arena_raw(struct arena *a, size_t size);

#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
/* An array of n elements; NULL when memory is short or n * size overflows. */
#define arena_array(a, type, n) ((type *)arena_alloc_array((a), (n), sizeof(type)))
void *arena_alloc_array(struct arena *a, size_t n, size_t size);

/* A copy of the bytes, with a NUL behind it that is not counted. On failure an empty str whose p is NULL. */
struct str arena_copy(struct arena *a, struct str s);

/* a and b joined, with a NUL behind. On failure as arena_copy. */
struct str arena_join(struct arena *a, struct str x, struct str y);

/* Empties the arena and keeps its largest block for the next document. */
void arena_reset(struct arena *a);

/* Frees everything; the arena is empty and usable again. */
void arena_free(struct arena *a);

/* Makes room in a growing array that lives in an arena: returns `v` or a larger copy of it with *cap raised, so that
   element `n` can be written; NULL when memory is short (the old array stays valid). The new elements hold anything. */
void *arena_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size);

#endif
