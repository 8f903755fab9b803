/* The parts of text.h that make a text into another one: what may be shown, and what counts in a name. */
#include "ziping/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <unictype.h>
#include <uninorm.h>

#include "ziping/buf.h"

static const struct str NONE = {NULL, 0};

bool text_unsafe_char(uint32_t cp) {
    if (cp < 0xA0) {
        return cp < 0x20 || cp >= 0x7F;
    }
    return cp == 0x00AD || cp == 0x061C || cp == 0x180E || cp == 0x200B || cp == 0x200C || cp == 0x200E ||
           cp == 0x200F || (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF ||
           (cp >= 0xFFF9 && cp <= 0xFFFB) || (cp >= 0xD800 && cp <= 0xDFFF) || (cp >= 0xFDD0 && cp <= 0xFDEF) ||
           (cp & 0xFFFE) == 0xFFFE || (cp >= 0xE0000 && cp <= 0xE007F) || cp > 0x10FFFF;
}

/* Whether the three bytes at p are one of U+4E00…9FFF. */
static bool is_ideograph(const unsigned char *p) {
    return p[0] >= 0xE4 && p[0] <= 0xE9 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80 &&
           (p[0] != 0xE4 || p[1] >= 0xB8);
}

/* A joiner is harmless within an emoji of several; anywhere else it is one more character that nobody sees. */
static bool joins(struct str s, size_t behind) {
    uint32_t cp = 0;

    if (behind < s.n) {
        text_decode(s, behind, &cp);
    }
    return uc_is_property_extended_pictographic(cp);
}

/* Offset of the first invalid byte or unsafe character at or behind `at` and before `end`, or `end`: a character's
 * start. */
static size_t find_unsafe_before(struct str s, size_t at, size_t end) {
    const unsigned char *p = (const unsigned char *)s.p;

    while (at < end) {
        uint32_t cp;
        unsigned length;

        if (p[at] >= 0x20 && p[at] < 0x7F) {
            at++;
            continue;
        }
        if (end - at >= 3 && is_ideograph(p + at)) {
            at += 3;
            continue;
        }
        length = text_decode(s, at, &cp);
        if ((length == 1 && cp == TEXT_REPLACEMENT) || text_unsafe_char(cp) ||
            (cp == TEXT_JOINER && !joins(s, at + length))) {
            break;
        }
        at += length;
    }
    return at;
}

static size_t find_unsafe(struct str s, size_t at) {
    return find_unsafe_before(s, at, s.n);
}

/* What stands in for one character. */
struct stand_in {
    size_t behind; /* offset behind the character */
    char text[16];
    size_t n;
};

/* The harmless stand-in for what find_unsafe found. */
static struct stand_in stand_in(struct str s, size_t at, enum text_show how) {
    uint32_t cp;
    unsigned length = text_decode(s, at, &cp);
    struct stand_in in = {.behind = at + length};

    if (how == TEXT_FOR_REPORT && length == 1 && cp == TEXT_REPLACEMENT) {
        in.n = (size_t)snprintf(in.text, sizeof in.text, "\\x%02X", (unsigned)(unsigned char)s.p[at]);
    } else if (how == TEXT_FOR_REPORT) {
        in.n = (size_t)snprintf(in.text, sizeof in.text, "U+%04X", (unsigned)cp);
    } else if (how == TEXT_FOR_LINES && cp == '\n') {
        in.text[in.n++] = '\n';
    } else if (cp < 0x80) {
        in.text[in.n++] = '^';
        in.text[in.n++] = (char)(cp ^ 0x40);
    } else {
        in.n = text_encode(TEXT_REPLACEMENT, in.text);
    }
    return in;
}

struct str text_visible(struct arena *a, struct str s, enum text_show how) {
    struct buf b = {0};
    size_t at = 0;

    for (;;) {
        size_t unsafe = find_unsafe(s, at);

        if (unsafe == s.n && at == 0) {
            return s;
        }
        buf_add(&b, str_sub(s, at, unsafe));
        if (unsafe == s.n) {
            return buf_keep(&b, a);
        }
        struct stand_in in = stand_in(s, unsafe, how);
        buf_add(&b, (struct str){in.text, in.n});
        at = in.behind;
    }
}

size_t text_visible_at(struct str s, size_t at, enum text_show how) {
    size_t shown = 0;

    for (size_t from = 0;;) {
        size_t unsafe = find_unsafe_before(s, from, at);

        shown += unsafe - from;
        if (unsafe == at) {
            return shown;
        }
        struct stand_in in = stand_in(s, unsafe, how);
        shown += in.n;
        from = in.behind;
    }
}

size_t text_visible_from(struct str s, size_t shown, enum text_show how) {
    size_t passed = 0; /* of what is shown */

    for (size_t from = 0;;) {
        size_t unsafe = find_unsafe(s, from);

        passed += unsafe - from;
        if (passed >= shown || unsafe == s.n) { /* in the run before it */
            return passed >= shown ? unsafe - (passed - shown) : s.n;
        }
        struct stand_in in = stand_in(s, unsafe, how);
        passed += in.n;
        if (passed > shown) {
            return unsafe;
        }
        from = in.behind;
    }
}

/* Whether folding leaves the name as it is. Says so only of texts that need no table to know it; nearly all names are
   such: ideographs, printable ASCII and U+3001…3029, but no brackets. */
static bool is_folded(struct str s) {
    const unsigned char *p = (const unsigned char *)s.p;
    size_t at = 0;

    while (at < s.n) {
        unsigned char c = p[at];

        if (c > 0x20 && c < 0x7F) {
            if (c == '(' || c == ')' || c == '[' || c == ']') {
                return false;
            }
            at++;
        } else if (s.n - at >= 3 && is_ideograph(p + at)) {
            at += 3;
        } else if (s.n - at >= 3 && c == 0xE3 && p[at + 1] == 0x80 && p[at + 2] > 0x80 && p[at + 2] <= 0xA9 &&
                   p[at + 2] != 0x90 && p[at + 2] != 0x91) {
            at += 3;
        } else {
            return false;
        }
    }
    return true;
}

/* The closing bracket that belongs to an opening one, or 0. Full-width forms have become ASCII by NFKC. */
static uint32_t closing(uint32_t cp) {
    return cp == '(' ? ')' : cp == '[' ? ']' : cp == 0x3010 ? 0x3011 : 0;
}

static bool is_closing(uint32_t cp) {
    return cp == ')' || cp == ']' || cp == 0x3011;
}

/* A bracket that is open: the one that would close it, and where it stands in the output. */
struct open_bracket {
    uint32_t closing;
    size_t at;
};

/* The index of the innermost open bracket that cp closes, or n. Those inside it have no partner: mere characters. */
static size_t partner(const struct open_bracket *open, size_t n, uint32_t cp) {
    for (size_t i = n; i > 0; i--) {
        if (open[i - 1].closing == cp) {
            return i - 1;
        }
    }
    return n;
}

#define MOST_OPEN 16 /* brackets inside each other; those further inside are only counted */

/* s without white space and, unless they are to stay, brackets that close with what is in them. */
static struct str squeeze(struct arena *a, struct str s, bool keep_brackets) {
    struct open_bracket open[MOST_OPEN];
    size_t n_open = 0;
    size_t deeper = 0;
    struct buf b = {0};
    unsigned length;

    for (size_t at = 0; at < s.n; at += length) {
        uint32_t cp;

        length = text_decode(s, at, &cp);
        if (uc_is_property_white_space(cp) || cp == 0x200B || cp == 0xFEFF) {
            continue;
        }
        if (keep_brackets) {
            /* mere characters */
        } else if (closing(cp) != 0 && n_open < MOST_OPEN) {
            open[n_open++] = (struct open_bracket){closing(cp), b.n};
        } else if (closing(cp) != 0) {
            deeper++;
        } else if (is_closing(cp) && deeper > 0) {
            deeper--;
        } else if (is_closing(cp) && partner(open, n_open, cp) < n_open) {
            n_open = partner(open, n_open, cp);
            b.n = open[n_open].at;
            continue;
        }
        buf_add(&b, str_sub(s, at, at + length));
    }
    return buf_keep(&b, a);
}

struct str text_fold_name(struct arena *a, struct str s) {
    struct str normal = NONE;
    struct str folded;
    uint8_t *p;

    if (is_folded(s)) {
        return s;
    }
    p = u8_normalize(UNINORM_NFKC, (const uint8_t *)s.p, s.n, NULL, &normal.n);
    if (!p) {
        a->failed = a->failed || errno == ENOMEM;
        return errno == ENOMEM ? NONE : s;
    }
    normal.p = (const char *)p;
    folded = squeeze(a, normal, false);
    /* A name that is nothing but brackets would equal every other such name. */
    if (folded.n == 0 && folded.p) {
        folded = squeeze(a, normal, true);
    }
    free(p);
    return str_eq(folded, s) ? s : folded;
}
