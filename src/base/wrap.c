#include "ziping/wrap.h"

#include <unilbrk.h>

/* One paragraph (the text between two line feeds) at a time. */
struct wrapper {
    struct arena *a;
    struct str text;
    int columns;
    enum text_ambiguous ambiguous;
    struct wrap lines;
    size_t cap;
    char *copy, *breaks; /* scratch as long as the text; NULL until a paragraph is too long for one line */
};

/* A place in the line being filled, and what the line holds up to there. */
struct place {
    size_t at;          /* offset in the text */
    size_t end;         /* behind the last character before it that is not a space */
    int columns;        /* of everything before it */
    int columns_to_end; /* of what is before `end` */
};

static bool add_line(struct wrapper *w, size_t start, size_t end, size_t next, int columns) {
    struct wrap_line *line = arena_grow(w->a, w->lines.line, w->lines.n, &w->cap, sizeof *line);

    if (!line) {
        return false;
    }
    w->lines.line = line;
    line[w->lines.n++] = (struct wrap_line){(uint32_t)start, (uint32_t)end, (uint32_t)next, columns};
    return true;
}

/* The bytes of the space at `at`, or 0. Spaces hang over the end of a line instead of going to the next one; U+3000 is
   one of them. */
static size_t space_at(struct str s, size_t at) {
    char c = s.p[at];

    return c == ' ' || c == '\t' || c == '\r' ? 1 : str_starts(str_sub(s, at, s.n), STR("\xE3\x80\x80")) ? 3 : 0;
}

/* The end of [start, end) without the spaces there. */
static size_t content_end(struct str s, size_t start, size_t end) {
    for (;;) {
        if (end - start >= 1 && space_at(s, end - 1) == 1) {
            end -= 1;
        } else if (end - start >= 3 && space_at(s, end - 3) == 3) {
            end -= 3;
        } else {
            return end;
        }
    }
}

/* Whether the character at p is of a Chinese text: an ideograph, full-width, or punctuation that such text shares. */
static bool is_chinese(const unsigned char *p) {
    if (p[0] == 0xE2) {
        return p[1] == 0x80 && (p[2] == 0x94 || p[2] == 0xA6 || (p[2] >= 0x98 && p[2] <= 0x9D));
    }
    return p[0] >= 0xE3;
}

/* To UAX #14 a quotation mark may open or close, so it forbids a break on both its sides, and lines of Chinese text,
   which has no spaces, get ragged. There “ opens and ” closes: in the copy that breaks are looked for in, they are
   「 and 」, which have the same number of bytes. */
static void settle_quotes(unsigned char *p, size_t n) {
    for (size_t i = 0; i + 3 <= n; i++) {
        bool opens;

        if (p[i] != 0xE2 || p[i + 1] != 0x80 || p[i + 2] < 0x98 || p[i + 2] > 0x9D) {
            continue;
        }
        opens = p[i + 2] == 0x98 || p[i + 2] == 0x9C;
        if (!opens && p[i + 2] != 0x99 && p[i + 2] != 0x9D) {
            continue;
        }
        if ((i >= 3 && p[i - 3] >= 0xE0 && is_chinese(p + i - 3)) || (i + 6 <= n && is_chinese(p + i + 3))) {
            p[i] = 0xE3;
            p[i + 2] = opens ? 0x8C : 0x8D;
        }
    }
}

/* Finds where the paragraph [start, end) may be broken. */
static bool find_breaks(struct wrapper *w, size_t start, size_t end) {
    if (!w->breaks) {
        w->breaks = arena_alloc(w->a, w->text.n);
        w->copy = arena_alloc(w->a, w->text.n);
        if (!w->breaks || !w->copy) {
            return false;
        }
    }
    memcpy(w->copy + start, w->text.p + start, end - start);
    settle_quotes((unsigned char *)w->copy + start, end - start);
    u8_possible_linebreaks((const uint8_t *)w->copy + start, end - start, "UTF-8", w->breaks + start);
    return true;
}

static bool is_one_of(uint32_t cp, const uint32_t *list) {
    while (*list != 0 && *list != cp) {
        list++;
    }
    return *list != 0;
}

/* Whether a line may be cut at `at` where no break is possible: still not before 」 nor, if that can be had, behind 「.
 */
static bool cut_is_fair(struct str s, size_t at, bool may_end_open) {
    static const uint32_t not_first[] = {')',    ']',    '}',    ',',    '.',    ':',    ';',    '!',
                                         '?',    '%',    0x2019, 0x201D, 0x2026, 0x3001, 0x3002, 0x3009,
                                         0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0xFF01, 0xFF05, 0xFF09,
                                         0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D, 0};
    static const uint32_t not_last[] = {'(',    '[',    '{',    0x2018, 0x201C, 0x3008, 0x300A, 0x300C,
                                        0x300E, 0x3010, 0x3014, 0xFF08, 0xFF3B, 0xFF5B, 0};
    uint32_t cp;

    text_decode(s, at, &cp);
    if (is_one_of(cp, not_first)) {
        return false;
    }
    if (may_end_open) {
        return true;
    }
    text_decode(s, text_prev(s, at), &cp);
    return !is_one_of(cp, not_last);
}

/* The last fair cut in (start, full], or `start`. */
static size_t fair_cut(struct str s, size_t start, size_t full, bool may_end_open) {
    while (full > start && !cut_is_fair(s, full, may_end_open)) {
        full = text_prev(s, full);
    }
    return full;
}

/* The cut for a line from `start` that is full at `full` and has no place to break: there, or a little before. */
static struct place forced_cut(const struct wrapper *w, size_t start, const struct place *full) {
    struct place cut = *full;

    cut.at = fair_cut(w->text, start, full->at, false);
    if (cut.at <= start) {
        cut.at = fair_cut(w->text, start, full->at, true);
    }
    if (cut.at <= start) {
        return *full;
    }
    if (cut.at < full->at) {
        cut.columns -= text_columns(str_sub(w->text, cut.at, full->at), w->ambiguous);
        cut.end = content_end(w->text, start, cut.at);
        cut.columns_to_end = text_columns(str_sub(w->text, start, cut.end), w->ambiguous);
    }
    return cut;
}

/* Makes `here`, a place in the line that was cut, a place in the line that starts with the cut. */
static void carry_over(struct place *here, const struct place *cut) {
    here->columns -= cut->columns;
    here->columns_to_end -= cut->columns;
    if (here->end <= cut->at) {
        here->end = cut->at;
        here->columns_to_end = 0;
    }
}

/* Breaks the text [start, end), which does not end in a space, into lines; the last one's next is `next`. */
static bool fill_lines(struct wrapper *w, size_t start, size_t end, size_t next) {
    struct str s = str_sub(w->text, 0, end);
    struct place here = {start, start, 0, 0};
    struct place chance = here; /* the last place where a break is possible, if behind `start` */

    while (here.at < end) {
        size_t behind = text_next(s, here.at);
        struct str grapheme = str_sub(s, here.at, behind);
        bool space = space_at(s, here.at) == grapheme.n;
        int columns = text_columns(grapheme, w->ambiguous);

        if (w->breaks[here.at] == UC_BREAK_POSSIBLE) {
            chance = here;
        }
        if (!space && here.at > start && here.columns + columns > w->columns) {
            struct place cut = chance.at > start ? chance : forced_cut(w, start, &here);

            if (!add_line(w, start, cut.end, cut.at, cut.columns_to_end)) {
                return false;
            }
            carry_over(&here, &cut);
            start = cut.at;
            continue;
        }
        here.at = behind;
        here.columns += columns;
        if (!space) {
            here.end = here.at;
            here.columns_to_end = here.columns;
        }
    }
    return add_line(w, start, end, next, here.columns_to_end);
}

static bool wrap_paragraph(struct wrapper *w, size_t start, size_t end, size_t next) {
    size_t content = content_end(w->text, start, end);
    struct str s = str_sub(w->text, start, content);

    if (text_fit(s, w->columns, w->ambiguous) == s.n) {
        return add_line(w, start, content, next, text_columns(s, w->ambiguous));
    }
    return find_breaks(w, start, content) && fill_lines(w, start, content, next);
}

struct wrap wrap_text(struct arena *a, struct str s, int columns, enum text_ambiguous ambiguous) {
    struct wrapper w = {.a = a, .text = s, .columns = columns, .ambiguous = ambiguous};
    const struct wrap none = {NULL, 0};

    if (s.n > UINT32_MAX) {
        a->failed = true;
        return none;
    }
    for (size_t start = 0;;) {
        const char *feed = start < s.n ? memchr(s.p + start, '\n', s.n - start) : NULL;
        size_t end = feed ? (size_t)(feed - s.p) : s.n;
        size_t next = feed ? end + 1 : end;

        if (!wrap_paragraph(&w, start, end, next)) {
            return none;
        }
        if (!feed) {
            return w.lines;
        }
        start = next;
    }
}

int wrap_line_at(const struct wrap *w, size_t at) {
    size_t line = 0;
    size_t end = w->n; /* it is in [line, end) */

    while (end - line > 1) {
        size_t middle = line + (end - line) / 2;

        if (w->line[middle].start <= at) {
            line = middle;
        } else {
            end = middle;
        }
    }
    return (int)line;
}
