/* Last year's values in columns of their own. */
#include "grid.h"

/* Which columns get a neighbour, and where each one goes. */
struct places {
    bool *doubled;
    int *at;
};

static int last_column(const struct cell *c) {
    return c->col + c->cols - 1;
}

static bool find_places(struct arena *a, const struct grid *g, paper_has_last *has, void *context, struct places *p) {
    p->doubled = arena_array(a, bool, (size_t)g->cols + 1);
    p->at = arena_array(a, int, (size_t)g->cols + 1);
    if (!p->doubled || !p->at) {
        return false;
    }
    for (size_t i = 0; i < g->cells; i++) {
        const struct cell *c = &g->cell[i];
        bool *doubled = &p->doubled[last_column(c)];
        *doubled = *doubled || (c->field >= 0 && has(context, c->field));
    }
    for (int c = 0; c < g->cols; c++) {
        p->at[c + 1] = p->at[c] + 1 + p->doubled[c];
    }
    return true;
}

static void place_cell(struct grid_builder *b, const struct cell *c, const struct places *p, struct str head,
                       bool last) {
    struct cell now = *c;
    bool doubled = p->doubled[last_column(c)], heads = c->field < 0 && c->row == 0 && c->cols == 1;
    now.col = p->at[c->col];
    now.cols = p->at[last_column(c) + 1] - now.col;
    if (doubled && (last || heads)) {
        now.cols--;
        grid_add(b, (struct cell){c->row, now.col + now.cols, c->rows, 1, -1, heads ? head : STR(""), c->align,
                                  last ? c->field : -1});
    }
    grid_add(b, now);
}

struct grid *paper_beside(struct arena *a, const struct grid *g, struct str head, paper_has_last *has, void *context) {
    struct grid_builder b = {.arena = a};
    struct places p;
    struct grid *now = arena_new(a, struct grid);
    if (!now || !find_places(a, g, has, context, &p) || !grid_begin(&b, now, g->part, g->rows, p.at[g->cols])) {
        return NULL;
    }
    for (int row = 0; row < g->rows; row++) {
        now->ruled[row] = g->ruled[row];
    }
    for (int c = 0; c < g->cols; c++) {
        for (int k = p.at[c]; k < p.at[c + 1]; k++) {
            now->column[k] = g->column[c];
        }
    }
    for (size_t i = 0; i < g->cells; i++) {
        const struct cell *c = &g->cell[i];
        place_cell(&b, c, &p, head, c->field >= 0 && has(context, c->field));
    }
    return a->failed ? NULL : now;
}
