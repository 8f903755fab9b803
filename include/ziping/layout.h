/* Giving each cell of a grid its place for a certain width, with wrapped lines. Columns and rows are terminal cells;
   the outer border is part of the width. */
#ifndef ZIPING_LAYOUT_H
#define ZIPING_LAYOUT_H

#include "ziping/paper.h"
#include "ziping/wrap.h"

#define LAYOUT_LEAST 40 /* columns; a narrower width is taken as this */

struct placed {
    const struct cell *cell;
    int x, y, w, h;   /* inner box: without borders */
    struct str text;  /* harmless to draw (text_visible, for the screen) */
    struct wrap wrap; /* its lines, at most w wide */
    int text_y;       /* first line of the text inside the box */
};

struct layout {
    int width, height; /* with the outer borders */
    const struct grid *grid;
    struct placed *cell; /* as in the grid */
    size_t cells;
    bool *line;          /* by y: a horizontal rule */
    uint32_t *row_first; /* by y: where its cells begin in row_cell; one more behind the last */
    uint32_t *row_cell;  /* indices of the cells whose box or border is in a row, in their order */
};

/* The width that a grid has on a page of `width` columns: that, or more where it has too many columns of its own. */
int layout_width(const struct grid *g, int width);

/* Whether its columns are comfortable in that width, whatever they hold. */
bool layout_has_room(const struct grid *g, int width);

/* What is drawn in a cell, not made harmless yet. */
typedef struct str layout_text(void *context, const struct cell *cell);

/* NULL when memory is short. */
struct layout *layout_grid(struct arena *a, const struct grid *g, int width, enum text_ambiguous ambiguous,
                           layout_text *text, void *context);

/* The text of cell `i` has changed: wraps it anew and moves what is below; columns keep their widths, so that nothing
   jumps sideways while somebody types. What it allocates lives in `a`, which may be reset before the next call for the
   same cell and before nothing else. False when memory is short. */
bool layout_change(struct arena *a, struct layout *l, size_t i, struct str text, enum text_ambiguous ambiguous);

/* Directions that a border goes to from a position. */
enum { BORDER_UP = 1, BORDER_DOWN = 2, BORDER_LEFT = 4, BORDER_RIGHT = 8 };

/* The borders in screen row y: mask[0 … layout->width). */
void layout_borders(const struct layout *l, int y, unsigned char *mask);

/* The text that cell `i` shows in screen row y; false where it shows none, or nothing that takes a column. *x is its
   first column, *text the slice of the cell's text. */
bool layout_line(const struct layout *l, size_t i, int y, int *x, struct str *text, int *columns);

#endif
