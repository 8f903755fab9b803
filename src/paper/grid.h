/* Putting grids together: what the builders of the paper's parts share. */
#ifndef ZIPING_PAPER_GRID_H
#define ZIPING_PAPER_GRID_H

#include "ziping/paper.h"

struct grid_builder {
    struct arena *arena;
    struct grid *grid;
    size_t cap;
};

/* Starts a grid with `cols` columns and at most `rows` rows, every row ruled. False when memory is short. */
bool grid_begin(struct grid_builder *b, struct grid *grid, enum part part, int rows, int cols);

void grid_column(struct grid_builder *b, int col, int least, int most, int share);
/* The width that its texts may take where there is room for all. */
void grid_wide(struct grid_builder *b, int col, int wide);
void grid_label(struct grid_builder *b, int row, int col, int rows, int cols, struct str text, enum align align);
void grid_field(struct grid_builder *b, int row, int col, int rows, int cols, int field, struct str printed,
                enum align align);

/* A copy of a cell, at another place. */
void grid_add(struct grid_builder *b, struct cell cell);

/* Width and alignment that a column of this kind has. */
void grid_column_for(struct grid_builder *b, int col, enum key id, enum field_type type);
enum align grid_align_for(enum field_type type);

#endif
