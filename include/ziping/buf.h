/* A growing run of bytes, for building output. A failed allocation is remembered, not fatal: look at `failed` once at
   the end. Zero-initialised is empty. */
#ifndef ZIPING_BUF_H
#define ZIPING_BUF_H

#include "ziping/arena.h"
#include "ziping/str.h"

struct buf {
    char *p;
    size_t n, cap;
    bool failed; /* memory was short: what was added since is missing */
};

void buf_add(struct buf *b, struct str s);
void buf_text(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
void buf_fill(struct buf *b, char c, size_t times);
void buf_number(struct buf *b, size_t number); /* in decimal */
/* A template whose places {0} … {9} are filled in with the arguments. */
void buf_template(struct buf *b, const char *text, const struct str *arg, size_t args);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline struct str buf_str(const struct buf *b) {
    return (struct str){b->p, b->n};
}

/* A copy of the text in the arena; the buffer is freed. Where memory was short at any time, the arena's `failed` is set
   and the result is empty. */
struct str buf_keep(struct buf *b, struct arena *a);

/* Empty again; keeps the memory. */
void buf_clear(struct buf *b);
void buf_free(struct buf *b);

#endif
