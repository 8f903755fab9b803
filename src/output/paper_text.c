/* A paper as text: what `ziping show` prints. */
#include "ziping/output.h"

#include "ziping/layout.h"

static char border_char(unsigned char mask) {
    bool across = mask & (BORDER_LEFT | BORDER_RIGHT), down = mask & (BORDER_UP | BORDER_DOWN);
    return across && down ? '+' : across ? '-' : down ? '|' : ' ';
}

/* One screen row: borders, and the cells' texts between them. `above` are the borders of the grid above that end in
   this row, or NULL. */
static void put_row(const struct layout *l, int y, unsigned char *mask, const unsigned char *above, struct buf *out) {
    layout_borders(l, y, mask);
    for (int x = 0; above && x < l->width; x++) {
        mask[x] |= above[x];
    }
    int at = 0;
    /* Cells are in the order in which they were added; texts of a row must go out from left to right. */
    for (;;) {
        int x = l->width, columns = 0;
        struct str text = {0};
        for (size_t i = 0; i < l->cells; i++) {
            int cx, cw;
            struct str t;
            if (layout_line(l, i, y, &cx, &t, &cw) && cx >= at && cx < x) {
                x = cx;
                columns = cw;
                text = t;
            }
        }
        while (at < x) {
            buf_char(out, border_char(mask[at++]));
        }
        if (text.n == 0) {
            break;
        }
        buf_add(out, text);
        at += columns;
    }
    buf_char(out, '\n');
}

static void put_centered(struct str text, int width, enum text_ambiguous ambiguous, struct buf *out) {
    int columns = text_columns(text, ambiguous);
    buf_fill(out, ' ', columns < width ? (size_t)(width - columns) / 2 : 0);
    buf_add(out, text);
    buf_char(out, '\n');
}

static void put_title(struct arena *a, struct str title, int width, enum text_ambiguous ambiguous, struct buf *out) {
    struct str text = text_visible(a, title, TEXT_FOR_SCREEN);
    struct wrap w = wrap_text(a, text, width, ambiguous);
    for (size_t i = 0; title.n > 0 && i < w.n; i++) {
        put_centered(str_sub(text, w.line[i].start, w.line[i].end), width, ambiguous, out);
    }
}

static struct str cell_text(void *form, const struct cell *c) {
    return paper_text(form, c);
}

bool output_paper(const struct paper *p, const struct form *f, int width, enum text_ambiguous ambiguous,
                  struct buf *out) {
    struct arena a = {0};
    for (size_t g = 0; g < p->grids; g++) { /* all grids are as wide as the widest */
        width = layout_width(&p->grid[g], width);
    }
    unsigned char *mask = arena_array(&a, unsigned char, (size_t)width);
    unsigned char *above = arena_array(&a, unsigned char, (size_t)width);
    bool ok = mask && above;
    put_title(&a, p->title, width, ambiguous, out);
    put_title(&a, p->subtitle, width, ambiguous, out);
    for (size_t g = 0; ok && g < p->grids; g++) {
        struct layout *l = layout_grid(&a, &p->grid[g], width, ambiguous, cell_text, (void *)f);
        ok = l != NULL;
        /* Neighbouring grids share a line. */
        for (int y = 0; ok && y < l->height - (g + 1 < p->grids); y++) {
            put_row(l, y, mask, y == 0 && g > 0 ? above : NULL, out);
        }
        if (ok) {
            layout_borders(l, l->height - 1, above);
        }
    }
    arena_free(&a);
    return ok && !out->failed;
}
