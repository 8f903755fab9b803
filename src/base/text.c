#include "ziping/text.h"

#include <unictype.h>
#include <unigbrk.h>

static bool is_tail(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

/* Length of the valid character at p of which `left` bytes are there, or 0. */
static unsigned valid_length(const unsigned char *p, size_t left) {
    unsigned char c = p[0];
    unsigned char second = left > 1 ? p[1] : 0;

    if (c < 0x80) {
        return 1;
    }
    if (c < 0xC2 || c > 0xF4 || !is_tail(second)) {
        return 0;
    }
    if (c < 0xE0) {
        return 2;
    }
    if (left < 3 || !is_tail(p[2]) || (c == 0xE0 && second < 0xA0) || (c == 0xED && second > 0x9F)) {
        return 0;
    }
    if (c < 0xF0) {
        return 3;
    }
    if (left < 4 || !is_tail(p[3]) || (c == 0xF0 && second < 0x90) || (c == 0xF4 && second > 0x8F)) {
        return 0;
    }
    return 4;
}

/* Eight bytes of ASCII at once. */
static bool ascii8(const unsigned char *p) {
    uint64_t eight;

    memcpy(&eight, p, sizeof eight);
    return (eight & UINT64_C(0x8080808080808080)) == 0;
}

/* A whole three-byte character that needs no look at its second byte's range, with a byte behind it: Chinese text
   consists of these. */
static bool simple3(const unsigned char *p) {
    static const unsigned char lengths[] = {0xF0, 0xC0, 0xC0, 0}, three[] = {0xE0, 0x80, 0x80, 0};
    uint32_t four, mask, wanted;

    memcpy(&four, p, sizeof four);
    memcpy(&mask, lengths, sizeof mask);
    memcpy(&wanted, three, sizeof wanted);
    return (four & mask) == wanted && p[0] != 0xE0 && p[0] != 0xED;
}

size_t text_check(struct str s) {
    const unsigned char *p = (const unsigned char *)s.p;
    size_t at = 0;

    while (at < s.n) {
        unsigned length;

        while (s.n - at >= 4 && simple3(p + at)) {
            at += 3;
        }
        while (s.n - at >= 8 && ascii8(p + at)) {
            at += 8;
        }
        while (at < s.n && p[at] < 0x80) {
            at++;
        }
        if (at == s.n) {
            break;
        }
        length = valid_length(p + at, s.n - at);
        if (length == 0) {
            break;
        }
        at += length;
    }
    return at;
}

unsigned text_decode(struct str s, size_t at, uint32_t *cp) {
    const unsigned char *p = (const unsigned char *)s.p + at;
    unsigned length = valid_length(p, s.n - at);

    switch (length) {
    case 1:
        *cp = p[0];
        break;
    case 2:
        *cp = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
        break;
    case 3:
        *cp = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        break;
    case 4:
        *cp = (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
        break;
    default:
        *cp = TEXT_REPLACEMENT;
        length = 1;
    }
    return length;
}

unsigned text_encode(uint32_t cp, char out[4]) {
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) {
        cp = TEXT_REPLACEMENT;
    }
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

bool text_is_blank(struct str s) {
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        at += text_decode(s, at, &cp);
        if (cp != ' ' && !(cp >= '\t' && cp <= '\r') && cp != 0xA0 && cp != 0x3000) {
            return false;
        }
    }
    return true;
}

size_t text_count(struct str s) {
    size_t count = 0;

    for (size_t i = 0; i < s.n; i++) {
        count += !is_tail((unsigned char)s.p[i]);
    }
    return count;
}

/* Length of the character at `at` if it is plain: printable ASCII, or three bytes of an ideograph, of punctuation or of
   a full-width form; 0 for any other. Between two plain characters there is always a grapheme boundary, and no table is
   needed to know it. */
static unsigned plain_length(struct str s, size_t at) {
    const unsigned char *p = (const unsigned char *)s.p + at;

    if (p[0] < 0x80) {
        return p[0] >= 0x20 && p[0] != 0x7F;
    }
    if (s.n - at < 3) {
        return 0;
    }
    switch (p[0]) {
    case 0xE2: /* U+2010…2027 */
        return p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xA7 ? 3 : 0;
    case 0xE3: /* U+3000…3029 */
        return p[1] == 0x80 && p[2] <= 0xA9 ? 3 : 0;
    case 0xE4: /* U+4E00… */
        return p[1] >= 0xB8 ? 3 : 0;
    case 0xE5:
    case 0xE6:
    case 0xE7:
    case 0xE8:
    case 0xE9: /* …U+9FFF */
        return 3;
    case 0xEF: /* U+FF01…FF3F */
        return p[1] == 0xBC && p[2] >= 0x81 ? 3 : 0;
    default:
        return 0;
    }
}

/* UAX #29 for two characters where nothing before them matters; GB11 and GB12 are for the caller. */
static bool joined(int before, int after) {
    if (before == GBP_CR || before == GBP_LF || before == GBP_CONTROL) {
        return before == GBP_CR && after == GBP_LF;
    }
    switch (after) {
    case GBP_EXTEND:
    case GBP_ZWJ:
    case GBP_SPACINGMARK:
        return true;
    case GBP_CR:
    case GBP_LF:
    case GBP_CONTROL:
        return false;
    case GBP_L:
    case GBP_LV:
    case GBP_LVT:
        return before == GBP_L || before == GBP_PREPEND;
    case GBP_V:
        return before == GBP_L || before == GBP_V || before == GBP_LV || before == GBP_PREPEND;
    case GBP_T:
        return before == GBP_V || before == GBP_T || before == GBP_LV || before == GBP_LVT || before == GBP_PREPEND;
    default:
        return before == GBP_PREPEND;
    }
}

static bool is_pictograph(uint32_t cp) {
    return uc_is_property_extended_pictographic(cp);
}

size_t text_next(struct str s, size_t at) {
    unsigned length = plain_length(s, at);
    bool pictograph; /* the grapheme so far is a pictograph and what extends it, as GB11 asks */
    int before;
    int flags; /* regional indicators at its end */
    uint32_t cp;

    if (length > 0 && (at + length == s.n || plain_length(s, at + length) > 0)) {
        return at + length;
    }
    at += text_decode(s, at, &cp);
    before = uc_graphemeclusterbreak_property(cp);
    pictograph = is_pictograph(cp);
    flags = before == GBP_RI;
    for (; at < s.n; at += length) {
        int after;

        length = text_decode(s, at, &cp);
        after = uc_graphemeclusterbreak_property(cp);
        if (before == GBP_ZWJ && pictograph && is_pictograph(cp)) {
            flags = 0;
        } else if (before == GBP_RI && after == GBP_RI && flags == 1) {
            flags = 2;
        } else if (joined(before, after)) {
            pictograph =
                is_pictograph(cp) || (pictograph && before != GBP_ZWJ && (after == GBP_EXTEND || after == GBP_ZWJ));
            flags = after == GBP_RI;
        } else {
            break;
        }
        before = after;
    }
    return at;
}

/* The character before `at` (> 0). */
static size_t char_before(struct str s, size_t at) {
    size_t from = at - 1;

    while (from > 0 && at - from < 4 && is_tail((unsigned char)s.p[from])) {
        from--;
    }
    return from;
}

/* Whether there is a boundary at `at` whatever stands before the two characters that meet there. */
static bool sure_boundary(struct str s, size_t from, size_t at) {
    uint32_t a;
    uint32_t b;
    int before;
    int after;

    if (plain_length(s, from) > 0 && plain_length(s, at) > 0) {
        return true;
    }
    text_decode(s, from, &a);
    text_decode(s, at, &b);
    before = uc_graphemeclusterbreak_property(a);
    after = uc_graphemeclusterbreak_property(b);
    return !joined(before, after) && !(before == GBP_RI && after == GBP_RI) && !(before == GBP_ZWJ && is_pictograph(b));
}

size_t text_prev(struct str s, size_t at) {
    size_t from = char_before(s, at);

    /* Backwards the rules do not decide alone: go to a boundary that is sure, and forward from there. */
    while (from > 0) {
        size_t earlier = char_before(s, from);

        if (sure_boundary(s, earlier, from)) {
            break;
        }
        from = earlier;
    }
    for (;;) {
        size_t next = text_next(s, from);

        if (next >= at) {
            return from;
        }
        from = next;
    }
}

/* The end of the grapheme at `at`, and its columns. */
static size_t measure(struct str s, size_t at, enum text_ambiguous ambiguous, int *columns) {
    unsigned length = plain_length(s, at);
    size_t end = at + length;

    /* What is plain and of three bytes is wide, but for U+2010…2027. */
    if (length > 0 && (end == s.n || plain_length(s, end) > 0) && (unsigned char)s.p[at] != 0xE2) {
        *columns = length == 1 ? 1 : 2;
        return end;
    }
    end = text_next(s, at);
    *columns = 0;
    while (at < end && *columns < 2) {
        uint32_t cp;

        at += text_decode(s, at, &cp);
        *columns += text_char_columns(cp, ambiguous);
    }
    *columns = *columns < 2 ? *columns : 2;
    return end;
}

int text_columns(struct str s, enum text_ambiguous ambiguous) {
    int total = 0;

    for (size_t at = 0; at < s.n;) {
        int columns;

        at = measure(s, at, ambiguous, &columns);
        total += columns;
    }
    return total;
}

size_t text_fit(struct str s, int columns, enum text_ambiguous ambiguous) {
    size_t at = 0;

    while (at < s.n) {
        int needed;
        size_t next = measure(s, at, ambiguous, &needed);

        if (needed > columns) {
            break;
        }
        columns -= needed;
        at = next;
    }
    return at;
}
