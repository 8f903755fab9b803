/* Text by reference: a pointer and a length in bytes, owned by somebody else (an arena, a file's bytes, a literal). */
#ifndef ZIPING_STR_H
#define ZIPING_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
    const char *p; /* not terminated; may be NULL when n is 0 */
    size_t n;      /* bytes */
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
/* The two arguments that "%.*s" takes. */
#define STR_ARG(s) (int)(s).n, (s).p

static inline struct str str_of(const char *c) {
    return (struct str){c, c ? strlen(c) : 0};
}

static inline bool str_eq(struct str a, struct str b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* The bytes [from, to) of s. */
static inline struct str str_sub(struct str s, size_t from, size_t to) {
    return (struct str){s.p ? s.p + from : NULL, to - from};
}

static inline bool str_starts(struct str s, struct str prefix) {
    return s.n >= prefix.n && str_eq(str_sub(s, 0, prefix.n), prefix);
}

static inline bool str_ends(struct str s, struct str suffix) {
    return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, s.n), suffix);
}

/* Equal when ASCII letters of either case are taken as the same; other bytes must be equal. */
bool str_eq_nocase(struct str a, struct str b);

/* Position of the first `needle` in s, or s.n. */
size_t str_find(struct str s, struct str needle);

/* s without ASCII white space at both ends. */
struct str str_trim(struct str s);

/* Takes the next word (run of bytes other than ASCII white space) off the front of *rest; empty when there is none. */
struct str str_word(struct str *rest);

#endif
