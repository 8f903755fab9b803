/* Plain tables: columns side by side with two spaces between them, cells wrapped where the page is narrow. */
#ifndef ZIPING_OUTPUT_TABLE_H
#define ZIPING_OUTPUT_TABLE_H

#include "ziping/buf.h"
#include "ziping/paper.h"
#include "ziping/text.h"

#define TABLE_GAP 2

struct table_column {
    struct str head;
    enum align align;
    int least; /* columns that it is not made narrower than; what it needs where that is less */
};

struct table_row {
    struct str *cell;
    struct str below; /* stands on lines of its own below the row, over all columns */
    int indent;       /* of the first cell */
    bool ruled;       /* a line above it */
};

struct table {
    struct arena *arena;
    struct table_column *column;
    size_t columns;
    struct table_row *row;
    size_t rows, cap;
};

/* `columns` empty columns. False when memory is short, as everywhere here. */
bool table_begin(struct table *t, struct arena *a, size_t columns);

/* One more row with empty cells; NULL when memory is short. It is valid up to the next call. */
struct table_row *table_add(struct table *t);

/* The width that the table has with every column as wide as it wants, but for those with `least` set: they have
   that. */
int table_width(const struct table *t, enum text_ambiguous ambiguous);

/* Writes it, at most `width` wide where the columns' least widths allow. Texts are made harmless. */
bool table_put(const struct table *t, int width, enum text_ambiguous ambiguous, struct buf *out);

/* A text over as many lines as it needs, each behind `indent` spaces. */
bool table_text(struct arena *a, struct str text, int indent, int width, enum text_ambiguous ambiguous,
                struct buf *out);

#endif
