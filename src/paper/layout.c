#include "ziping/layout.h"

/* ---- widths ---- */

/* By column: what the texts would need on one line, between least and most, and up to `wide`. */
struct widths {
    int *natural, *roomy;
};

static int text_need(struct str s, enum text_ambiguous ambiguous) {
    int most = 0;
    while (s.n > 0) {
        size_t end = str_find(s, STR("\n"));
        int n = text_columns(str_sub(s, 0, end), ambiguous);
        most = n > most ? n : most;
        s = str_sub(s, end < s.n ? end + 1 : end, s.n);
    }
    return most;
}

static void measure(const struct layout *l, enum text_ambiguous ambiguous, struct widths *w) {
    const struct grid *g = l->grid;
    for (int c = 0; c < g->cols; c++) {
        w->natural[c] = w->roomy[c] = g->column[c].least;
    }
    for (size_t i = 0; i < l->cells; i++) {
        const struct cell *cell = l->cell[i].cell;
        int most = g->column[cell->col].most, wide = g->column[cell->col].wide;
        wide = wide > most ? wide : most;
        if (cell->cols == 1 && w->roomy[cell->col] < wide) {
            int need = text_need(l->cell[i].text, ambiguous), *natural = &w->natural[cell->col];
            *natural = need > *natural ? (need < most ? need : most) : *natural;
            int *roomy = &w->roomy[cell->col];
            *roomy = need > *roomy ? (need < wide ? need : wide) : *roomy;
        }
    }
}

/* Hands `room` out among columns in proportion to `part`, the last of them taking what rounding leaves. */
static void hand_out(int *w, const int *part, int cols, int room) {
    int parts = 0;
    for (int c = 0; c < cols; c++) {
        parts += part[c];
    }
    for (int c = 0; c < cols && parts > 0; c++) {
        int share = room * part[c] / parts;
        w[c] += share;
        room -= share;
        parts -= part[c];
    }
}

/* First what every column needs at least, then its natural width, then what its texts take where there is room, then
   the rest by share. A column that takes no share holds numbers or short names, which are not broken while anything
   else can give way. Where even the least is too much, all give way in proportion, down to 2 columns: one Chinese
   character. */
static bool set_widths(struct arena *a, const struct layout *l, enum text_ambiguous ambiguous, int *w) {
    const struct grid *g = l->grid;
    struct widths of = {arena_array(a, int, (size_t)g->cols), arena_array(a, int, (size_t)g->cols)};
    int *part = arena_array(a, int, (size_t)g->cols), *least = arena_array(a, int, (size_t)g->cols);
    if (!of.natural || !of.roomy || !part || !least) {
        return false;
    }
    measure(l, ambiguous, &of);
    int room = l->width - (g->cols + 1), needs = 0, wish = 0, most = 0, shares = 0, used = 0;
    for (int c = 0; c < g->cols; c++) {
        least[c] = g->column[c].share == 0 ? of.natural[c] : g->column[c].least;
        needs += least[c];
        wish += of.natural[c];
        most += of.roomy[c];
        shares += g->column[c].share;
    }
    for (int c = 0; c < g->cols; c++) {
        if (room < needs) {
            w[c] = 2;
            part[c] = least[c] > 2 ? least[c] - 2 : 0;
        } else if (room < wish) {
            w[c] = least[c];
            part[c] = of.natural[c] - least[c];
        } else if (room < most) {
            w[c] = of.natural[c];
            part[c] = of.roomy[c] - of.natural[c];
        } else {
            w[c] = of.roomy[c];
            part[c] = shares > 0 ? g->column[c].share : 1;
        }
        used += w[c];
    }
    hand_out(w, part, g->cols, room - used);
    return true;
}

/* ---- places ---- */

static void set_columns(struct layout *l, const int *w) {
    for (size_t i = 0; i < l->cells; i++) {
        const struct cell *c = l->cell[i].cell;
        int x = 1;
        for (int k = 0; k < c->col; k++) {
            x += w[k] + 1;
        }
        l->cell[i].x = x;
        l->cell[i].w = c->cols - 1;
        for (int k = c->col; k < c->col + c->cols; k++) {
            l->cell[i].w += w[k];
        }
    }
}

static bool wrap_cell(struct arena *a, struct placed *p, enum text_ambiguous ambiguous) {
    p->wrap = wrap_text(a, p->text, p->w > 0 ? p->w : 1, ambiguous);
    return p->wrap.n > 0;
}

static bool wrap_cells(struct arena *a, struct layout *l, enum text_ambiguous ambiguous) {
    for (size_t i = 0; i < l->cells; i++) {
        if (!wrap_cell(a, &l->cell[i], ambiguous)) {
            return false;
        }
    }
    return true;
}

/* Screen rows that a span of grid rows has, the rules between them included. */
static int span_height(const struct grid *g, const int *h, int row, int rows) {
    int sum = 0;
    for (int r = row; r < row + rows; r++) {
        sum += h[r] + (r > row && g->ruled[r]);
    }
    return sum;
}

static void set_heights(const struct layout *l, int *h) {
    const struct grid *g = l->grid;
    for (int r = 0; r < g->rows; r++) {
        h[r] = 1;
    }
    for (int spans = 0; spans < 2; spans++) {
        for (size_t i = 0; i < l->cells; i++) {
            const struct cell *c = l->cell[i].cell;
            int lack = (int)l->cell[i].wrap.n - span_height(g, h, c->row, c->rows);
            if ((c->rows > 1) == (spans == 1) && lack > 0) {
                h[c->row + c->rows - 1] += lack;
            }
        }
    }
}

/* Which cells a screen row is made of, so that drawing one doesn't look at all. */
static bool index_rows(struct arena *a, struct layout *l) {
    uint32_t *first = arena_array(a, uint32_t, (size_t)l->height + 2);
    for (size_t i = 0; first && i < l->cells; i++) {
        for (int y = l->cell[i].y - 1; y <= l->cell[i].y + l->cell[i].h && y < l->height; y++) {
            first[y + 2]++;
        }
    }
    for (int y = 1; first && y < l->height + 2; y++) {
        first[y] += first[y - 1];
    }
    l->row_first = first;
    l->row_cell = first ? arena_array(a, uint32_t, (size_t)first[l->height + 1] + 1) : NULL;
    for (size_t i = 0; l->row_cell && i < l->cells; i++) {
        for (int y = l->cell[i].y - 1; y <= l->cell[i].y + l->cell[i].h && y < l->height; y++) {
            l->row_cell[first[y + 1]++] =
                (uint32_t)i; /* moves each start to the next row's: it ends where it belongs */
        }
    }
    return l->row_cell != NULL;
}

static bool set_rows(struct arena *a, struct layout *l) {
    const struct grid *g = l->grid;
    int *h = arena_array(a, int, (size_t)g->rows + 1), *top = arena_array(a, int, (size_t)g->rows + 1);
    if (!h || !top) {
        return false;
    }
    set_heights(l, h);
    int y = 0;
    for (int r = 0; r < g->rows; r++) {
        y += g->ruled[r] || r == 0;
        top[r] = y;
        y += h[r];
    }
    l->height = y + 1;
    l->line = arena_array(a, bool, (size_t)l->height);
    if (!l->line) {
        return false;
    }
    l->line[y] = true;
    for (int r = 0; r < g->rows; r++) {
        if (g->ruled[r] || r == 0) {
            l->line[top[r] - 1] = true;
        }
    }
    for (size_t i = 0; i < l->cells; i++) {
        struct placed *p = &l->cell[i];
        p->y = top[p->cell->row];
        p->h = span_height(g, h, p->cell->row, p->cell->rows);
        /* Labels stand in the middle of a span, as on paper; fields start at its top, where the caret is looked for. */
        p->text_y = p->cell->field < 0 && p->cell->align == ALIGN_CENTER ? (p->h - (int)p->wrap.n) / 2 : 0;
    }
    return index_rows(a, l);
}

bool layout_has_room(const struct grid *g, int width) {
    int wish = g->cols + 1;
    for (int c = 0; c < g->cols; c++) {
        wish += g->column[c].least + (g->column[c].most - g->column[c].least) / 3;
    }
    return wish <= width;
}

int layout_width(const struct grid *g, int width) {
    int least = 3 * g->cols + 1; /* two columns of text and a border each */
    least = least < LAYOUT_LEAST ? LAYOUT_LEAST : least;
    return width < least ? least : width;
}

struct layout *layout_grid(struct arena *a, const struct grid *g, int width, enum text_ambiguous ambiguous,
                           layout_text *text, void *context) {
    struct layout *l = arena_new(a, struct layout);
    int *w = arena_array(a, int, (size_t)g->cols + 1);
    if (!l || !w) {
        return NULL;
    }
    *l = (struct layout){.width = layout_width(g, width), .grid = g, .cells = g->cells};
    l->cell = arena_array(a, struct placed, g->cells + 1);
    for (size_t i = 0; l->cell && i < g->cells; i++) {
        struct str raw = text(context, &g->cell[i]);
        /* Line breaks lay the text out; anything else that is unsafe is shown, not sent. */
        l->cell[i] = (struct placed){.cell = &g->cell[i], .text = text_visible(a, raw, TEXT_FOR_LINES)};
    }
    bool ok = l->cell && set_widths(a, l, ambiguous, w);
    if (ok) {
        set_columns(l, w);
        ok = wrap_cells(a, l, ambiguous) && set_rows(a, l);
    }
    return ok && !a->failed ? l : NULL;
}

bool layout_change(struct arena *a, struct layout *l, size_t i, struct str text, enum text_ambiguous ambiguous) {
    l->cell[i].text = text_visible(a, text, TEXT_FOR_LINES);
    return wrap_cell(a, &l->cell[i], ambiguous) && set_rows(a, l) && !a->failed;
}

/* ---- drawing ---- */

static void mark(unsigned char *mask, int x, unsigned char bits) {
    mask[x] |= bits;
}

void layout_borders(const struct layout *l, int y, unsigned char *mask) {
    memset(mask, 0, (size_t)l->width);
    for (uint32_t k = l->row_first[y]; k < l->row_first[y + 1]; k++) {
        const struct placed *p = &l->cell[l->row_cell[k]];
        int left = p->x - 1, right = p->x + p->w, top = p->y - 1, bottom = p->y + p->h;
        if (y < top || y > bottom) {
            continue;
        }
        bool over = y == top && l->line[y], under = y == bottom && l->line[y];
        if (y >= p->y && y < bottom) {
            mark(mask, left, BORDER_UP | BORDER_DOWN);
            mark(mask, right, BORDER_UP | BORDER_DOWN);
        }
        if (over || under) {
            unsigned char side = over ? BORDER_DOWN : BORDER_UP;
            mark(mask, left, (unsigned char)(BORDER_RIGHT | side));
            mark(mask, right, (unsigned char)(BORDER_LEFT | side));
            for (int x = p->x; x < right; x++) {
                mark(mask, x, BORDER_LEFT | BORDER_RIGHT);
            }
        }
    }
}

bool layout_line(const struct layout *l, size_t i, int y, int *x, struct str *text, int *columns) {
    const struct placed *p = &l->cell[i];
    int n = y - p->y - p->text_y;
    if (n < 0 || n >= (int)p->wrap.n || y >= p->y + p->h) {
        return false;
    }
    const struct wrap_line *line = &p->wrap.line[n];
    int free_columns = p->w > line->columns ? p->w - line->columns : 0;
    *columns = line->columns;
    *text = str_sub(p->text, line->start, line->end);
    *x = p->x + (p->cell->align == ALIGN_RIGHT ? free_columns : p->cell->align == ALIGN_CENTER ? free_columns / 2 : 0);
    return line->columns > 0;
}
