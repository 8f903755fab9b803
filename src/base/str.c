#include "ziping/str.h"

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_eq_nocase(struct str a, struct str b) {
    if (a.n != b.n) {
        return false;
    }
    if (a.n == 0 || memcmp(a.p, b.p, a.n) == 0) {
        return true;
    }
    for (size_t i = 0; i < a.n; i++) {
        if (lower(a.p[i]) != lower(b.p[i])) {
            return false;
        }
    }
    return true;
}

size_t str_find(struct str s, struct str needle) {
    /* Chinese characters share their first bytes but not their third: that one is looked for. */
    size_t probe = needle.n >= 3 && (unsigned char)needle.p[0] >= 0xE0 ? 2 : 0;
    size_t at = 0;

    if (needle.n == 0) {
        return 0;
    }
    while (at + needle.n <= s.n) {
        const char *hit = memchr(s.p + at + probe, needle.p[probe], s.n - at - needle.n + 1);

        if (!hit) {
            break;
        }
        hit -= probe;
        if (hit[0] == needle.p[0] && memcmp(hit, needle.p, needle.n) == 0) {
            return (size_t)(hit - s.p);
        }
        at = (size_t)(hit - s.p) + 1;
    }
    return s.n;
}

struct str str_trim(struct str s) {
    while (s.n > 0 && is_space(s.p[s.n - 1])) {
        s.n--;
    }
    while (s.n > 0 && is_space(s.p[0])) {
        s = str_sub(s, 1, s.n);
    }
    return s;
}

struct str str_word(struct str *rest) {
    size_t from = 0;
    size_t to;
    struct str word;

    while (from < rest->n && is_space(rest->p[from])) {
        from++;
    }
    to = from;
    while (to < rest->n && !is_space(rest->p[to])) {
        to++;
    }
    word = str_sub(*rest, from, to);
    *rest = str_sub(*rest, to, rest->n);
    return word;
}
