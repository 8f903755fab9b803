#include "grid.h"

bool grid_begin(struct grid_builder *b, struct grid *grid, enum part part, int rows, int cols) {
    b->grid = grid;
    b->cap = 0;
    *grid = (struct grid){.part = part, .rows = rows, .cols = cols};
    grid->column = arena_array(b->arena, struct grid_column, (size_t)cols);
    grid->ruled = arena_array(b->arena, bool, (size_t)rows + 1);
    for (int i = 0; grid->ruled && i < rows; i++) {
        grid->ruled[i] = true;
    }
    return grid->column && grid->ruled;
}

void grid_column(struct grid_builder *b, int col, int least, int most, int share) {
    b->grid->column[col] = (struct grid_column){least, most, share, 0};
}

void grid_wide(struct grid_builder *b, int col, int wide) {
    b->grid->column[col].wide = wide;
}

void grid_add(struct grid_builder *b, struct cell cell) {
    struct cell *v = arena_grow(b->arena, b->grid->cell, b->grid->cells, &b->cap, sizeof *v);
    if (v) {
        b->grid->cell = v;
        v[b->grid->cells++] = cell;
    }
}

void grid_label(struct grid_builder *b, int row, int col, int rows, int cols, struct str text, enum align align) {
    grid_add(b, (struct cell){row, col, rows, cols, -1, text, align, -1});
}

void grid_field(struct grid_builder *b, int row, int col, int rows, int cols, int field, struct str printed,
                enum align align) {
    grid_add(b, (struct cell){row, col, rows, cols, field, printed, align, -1});
}

void grid_column_for(struct grid_builder *b, int col, enum key id, enum field_type type) {
    switch (type) {
    case FIELD_TEXT:
        grid_column(b, col, 8, 24, 4);
        break;
    case FIELD_NUMBER:
        /* Amounts are longer than points. */
        if (id == KEY_WEIGHT || id == KEY_SCORE || id == KEY_REVIEW) {
            grid_column(b, col, 4, 6, 0);
        } else {
            grid_column(b, col, 6, 12, 1);
        }
        break;
    case FIELD_RATE:
        grid_column(b, col, 6, 8, 0);
        break;
    case FIELD_VALUE:
        grid_column(b, col, 6, 14, 1);
        break;
    case FIELD_LINE:
    case FIELD_YEAR:
        grid_column(b, col, 4, id == KEY_SIGN || id == KEY_UNIT ? 8 : 24, 1);
        break;
    }
}

enum align grid_align_for(enum field_type type) {
    return type == FIELD_NUMBER || type == FIELD_RATE ? ALIGN_RIGHT : ALIGN_LEFT;
}
