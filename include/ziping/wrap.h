/* Breaking a text into lines of at most so many columns, by UAX #14: no line starts with 「，。；：」 or a closing
   bracket, none ends with an opening one. Where a piece without a break is wider than the line, it is cut between
   graphemes. */
#ifndef ZIPING_WRAP_H
#define ZIPING_WRAP_H

#include <stdint.h>

#include "ziping/arena.h"
#include "ziping/text.h"

struct wrap_line {
    uint32_t start, end; /* bytes [start, end) of the text: trailing spaces and the line break itself left out */
    uint32_t next;       /* where the next line starts (the text's length for the last) */
    int columns;         /* width of [start, end), at most what was asked for unless one grapheme is wider */
};

struct wrap {
    struct wrap_line *line;
    size_t n; /* at least 1: an empty text is one empty line */
};

/* `columns` is at least 1. A line feed ends a line; a text ending in one has an empty last line. The lines live in the
   arena. On failure n is 0. */
struct wrap wrap_text(struct arena *a, struct str s, int columns, enum text_ambiguous ambiguous);

/* The line that the byte `at` stands in; the end of a wrapped line is the start of the next. */
int wrap_line_at(const struct wrap *w, size_t at);

#endif
