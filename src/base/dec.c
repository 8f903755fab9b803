#include "ziping/dec.h"

#include <stdbool.h>

__extension__ typedef __int128 wide;

#define WHOLE_DIGITS 12

/* The text is read as a run of marks, so that full-width forms need no second grammar. */
enum mark {
    /* 0…9 are the digits */
    MARK_END = -1,
    MARK_OTHER = -2,
    MARK_SPACE = -3,
    MARK_PLUS = -4,
    MARK_MINUS = -5,
    MARK_COMMA = -6,
    MARK_POINT = -7
};

struct reader {
    struct str rest;
    int mark;      /* the mark at the front of `rest` */
    size_t length; /* its bytes */
};

static int mark_of(unsigned char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    switch (c) {
    case '+':
        return MARK_PLUS;
    case '-':
        return MARK_MINUS;
    case ',':
        return MARK_COMMA;
    case '.':
        return MARK_POINT;
    case ' ':
    case '\t':
    case '\n':
    case '\v':
    case '\f':
    case '\r':
        return MARK_SPACE;
    default:
        return MARK_OTHER;
    }
}

static void look(struct reader *r) {
    const unsigned char *p = (const unsigned char *)r->rest.p;

    r->length = 1;
    if (r->rest.n == 0) {
        r->mark = MARK_END;
        r->length = 0;
    } else if (p[0] < 0x80) {
        r->mark = mark_of(p[0]);
    } else if (r->rest.n >= 3 && p[0] == 0xEF && p[1] == 0xBC && p[2] >= 0x81 && p[2] <= 0xBF) {
        /* U+FF01…FF3F stand for U+0021…005F */
        r->mark = mark_of((unsigned char)(p[2] - 0x60));
        r->length = 3;
    } else if (str_starts(r->rest, STR("\xE3\x80\x80"))) { /* U+3000 */
        r->mark = MARK_SPACE;
        r->length = 3;
    } else if (str_starts(r->rest, STR("\xC2\xA0"))) { /* U+00A0 */
        r->mark = MARK_SPACE;
        r->length = 2;
    } else {
        r->mark = MARK_OTHER;
    }
}

static void step(struct reader *r) {
    r->rest = str_sub(r->rest, r->length, r->rest.n);
    look(r);
}

static void skip_space(struct reader *r) {
    while (r->mark == MARK_SPACE) {
        step(r);
    }
}

/* The digits before the point, with commas between groups of three or with none. */
static bool read_whole(struct reader *r, int64_t *whole, bool *too_large) {
    int significant = 0;
    int group = 0; /* digits since the last comma */
    bool grouped = false;

    *whole = 0;
    for (;; step(r)) {
        if (r->mark >= 0) {
            group++;
            significant += significant > 0 || r->mark > 0;
            if (significant > WHOLE_DIGITS) {
                significant = WHOLE_DIGITS;
                *too_large = true;
            } else {
                *whole = *whole * 10 + r->mark;
            }
            if (grouped && group > 3) {
                return false;
            }
        } else if (r->mark == MARK_COMMA) {
            if (group == 0 || group > 3 || (grouped && group != 3)) {
                return false;
            }
            grouped = true;
            group = 0;
        } else {
            return grouped ? group == 3 : group > 0;
        }
    }
}

/* The digits behind the point, in units of 10^-6. */
static bool read_fraction(struct reader *r, int64_t *fraction, bool *too_fine) {
    int64_t unit = DEC_ONE;

    *fraction = 0;
    if (r->mark < 0) {
        return false;
    }
    for (; r->mark >= 0; step(r)) {
        unit /= 10;
        *fraction += unit * r->mark;
        *too_fine = *too_fine || (unit == 0 && r->mark > 0);
    }
    return true;
}

/* ASCII digits with or without a point, as nearly every number is written. False for anything else, right or wrong. */
static bool read_plain(struct str s, dec *out) {
    int64_t unit = DEC_ONE, n = 0;
    size_t at = 0, point;

    for (; at < s.n && at < WHOLE_DIGITS && s.p[at] >= '0' && s.p[at] <= '9'; at++) {
        n = n * 10 + (s.p[at] - '0') * DEC_ONE;
    }
    if (at > 0 && at == s.n) {
        *out = n;
        return true;
    }
    point = at++;
    for (; at < s.n && unit > 1 && s.p[at] >= '0' && s.p[at] <= '9'; at++) {
        unit /= 10;
        n += (s.p[at] - '0') * unit;
    }
    if (point == 0 || at < s.n || at == point + 1 || s.p[point] != '.') {
        return false;
    }
    *out = n;
    return true;
}

enum dec_status dec_parse(struct str s, dec *out) {
    struct reader r = {.rest = s};
    bool negative;
    bool too_large = false;
    bool too_fine = false;
    int64_t whole;
    int64_t fraction = 0;

    if (read_plain(s, out)) {
        return DEC_OK;
    }
    look(&r);
    skip_space(&r);
    if (r.mark == MARK_END) {
        return DEC_EMPTY;
    }
    negative = r.mark == MARK_MINUS;
    if (negative || r.mark == MARK_PLUS) {
        step(&r);
    }
    if (!read_whole(&r, &whole, &too_large)) {
        return DEC_MALFORMED;
    }
    if (r.mark == MARK_POINT) {
        step(&r);
        if (!read_fraction(&r, &fraction, &too_fine)) {
            return DEC_MALFORMED;
        }
    }
    skip_space(&r);
    if (r.mark != MARK_END) {
        return DEC_MALFORMED;
    }
    if (too_large || too_fine) {
        return too_large ? DEC_TOO_LARGE : DEC_TOO_FINE;
    }
    *out = (whole * DEC_ONE + fraction) * (negative ? -1 : 1);
    return DEC_OK;
}

int dec_places(struct str s) {
    struct reader r = {.rest = s};
    int places = 0;

    look(&r);
    while (r.mark != MARK_END && r.mark != MARK_POINT) {
        step(&r);
    }
    if (r.mark == MARK_POINT) {
        for (step(&r); r.mark >= 0; step(&r)) {
            places++;
        }
    }
    return places;
}

struct str dec_text(dec d, int min, char out[DEC_TEXT]) {
    uint64_t rest = d < 0 ? 0 - (uint64_t)d : (uint64_t)d;
    size_t at = DEC_TEXT - 1;
    size_t n;
    bool written = false; /* a digit behind the point */

    out[at] = '\0';
    for (int place = DEC_PLACES; place > 0; place--, rest /= 10) {
        if (written || place <= min || rest % 10 != 0) {
            out[--at] = (char)('0' + rest % 10);
            written = true;
        }
    }
    if (written) {
        out[--at] = '.';
    }
    do {
        out[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (d < 0) {
        out[--at] = '-';
    }
    n = DEC_TEXT - 1 - at;
    memmove(out, out + at, n + 1);
    return (struct str){out, n};
}

void dec_put(struct buf *b, dec d, int min) {
    char text[DEC_TEXT];

    buf_add(b, dec_text(d, min, text));
}

static dec clamp(wide value) {
    return value > INT64_MAX ? INT64_MAX : value < -INT64_MAX ? -INT64_MAX : (dec)value;
}

static wide magnitude(wide value) {
    return value < 0 ? -value : value;
}

dec dec_add(dec a, dec b) {
    const dec most = INT64_MAX / 2;

    if (b > 0 ? a > most - b : a < -most - b) {
        return b > 0 ? most : -most;
    }
    return a + b;
}

dec dec_round(dec d, int places, enum dec_round how) {
    int64_t unit = DEC_ONE;
    int64_t rest;
    wide rounded;

    for (int i = 0; i < places && unit > 1; i++) {
        unit /= 10;
    }
    rest = d % unit;
    rounded = (wide)d - rest;
    if (how == DEC_HALF_UP && magnitude(rest) * 2 >= unit) {
        rounded += d < 0 ? -unit : unit;
    }
    return clamp(rounded);
}

dec dec_mul_div(dec a, dec b, dec c) {
    wide product = (wide)a * b;
    wide quotient = product / c;
    wide rest = product % c;

    if (magnitude(rest) * 2 >= magnitude(c)) {
        quotient += (product < 0) == (c < 0) ? 1 : -1;
    }
    return clamp(quotient);
}

dec dec_mul_div_cut(dec a, dec b, dec c) {
    return clamp((wide)a * b / c);
}

int dec_cmp_ratio(dec a, dec b, dec c, dec d) {
    wide left = (wide)a * d;
    wide right = (wide)c * b;

    return left < right ? -1 : left > right;
}
