#include "table.h"

#include "ziping/wrap.h"

bool table_begin(struct table *t, struct arena *a, size_t columns) {
    *t = (struct table){.arena = a, .columns = columns, .column = arena_array(a, struct table_column, columns)};
    return t->column != NULL;
}

struct table_row *table_add(struct table *t) {
    struct table_row *v = arena_grow(t->arena, t->row, t->rows, &t->cap, sizeof *v);
    if (!v) {
        return NULL;
    }
    t->row = v;
    v[t->rows] = (struct table_row){.cell = arena_array(t->arena, struct str, t->columns)};
    return v[t->rows].cell ? &v[t->rows++] : NULL;
}

/* ---- widths ---- */

static int natural(const struct table *t, size_t column, enum text_ambiguous ambiguous) {
    int most = text_columns(t->column[column].head, ambiguous);
    for (size_t i = 0; i < t->rows; i++) {
        struct str text = text_visible(t->arena, t->row[i].cell[column], TEXT_FOR_SCREEN);
        int w = text_columns(text, ambiguous) + (column == 0 ? t->row[i].indent : 0);
        most = w > most ? w : most;
    }
    return most > 0 ? most : 1;
}

static int sum_of(const int *width, size_t columns) {
    int sum = 0;
    for (size_t i = 0; i < columns; i++) {
        sum += width[i] + (i > 0 ? TABLE_GAP : 0);
    }
    return sum;
}

int table_width(const struct table *t, enum text_ambiguous ambiguous) {
    int sum = 0;
    for (size_t i = 0; i < t->columns; i++) {
        int w = natural(t, i, ambiguous), least = t->column[i].least;
        sum += (least > 0 && least < w ? least : w) + (i > 0 ? TABLE_GAP : 0);
    }
    return sum;
}

/* What is too much is taken from the widest column that may give. */
static void choose_widths(const struct table *t, int width, enum text_ambiguous ambiguous, int *w) {
    for (size_t i = 0; i < t->columns; i++) {
        w[i] = natural(t, i, ambiguous);
    }
    for (int over = sum_of(w, t->columns) - width; over > 0; over--) {
        size_t widest = t->columns;
        for (size_t i = 0; i < t->columns; i++) {
            int least = t->column[i].least;
            if (least > 0 && w[i] > least && (widest == t->columns || w[i] > w[widest])) {
                widest = i;
            }
        }
        if (widest == t->columns) {
            return;
        }
        w[widest]--;
    }
}

/* ---- lines ---- */

struct line {
    struct buf *out;
    int at, text_end; /* column; that behind the last text */
};

/* Spaces are written when something follows them. */
static void put_at(struct line *l, int x, struct str text, int columns) {
    if (text.n > 0) {
        buf_fill(l->out, ' ', x > l->text_end ? (size_t)(x - l->text_end) : 0);
        buf_add(l->out, text);
        l->text_end = x + columns;
    }
}

static int aligned(enum align align, int room, int columns) {
    int left = room > columns ? room - columns : 0;
    return align == ALIGN_RIGHT ? left : align == ALIGN_CENTER ? left / 2 : 0;
}

static bool put_cells(const struct table *t, const struct str *cell, int indent, const int *w,
                      enum text_ambiguous ambiguous, struct buf *out) {
    struct wrap *wrap = arena_array(t->arena, struct wrap, t->columns);
    struct str *text = arena_array(t->arena, struct str, t->columns);
    size_t lines = 1;
    for (size_t i = 0; wrap && text && i < t->columns; i++) {
        int room = w[i] - (i == 0 ? indent : 0);
        text[i] = text_visible(t->arena, cell[i], TEXT_FOR_SCREEN);
        wrap[i] = wrap_text(t->arena, text[i], room > 0 ? room : 1, ambiguous);
        lines = wrap[i].n > lines ? wrap[i].n : lines;
    }
    for (size_t y = 0; wrap && text && y < lines; y++) {
        struct line l = {.out = out};
        for (size_t i = 0; i < t->columns; i++) {
            int left = i == 0 ? indent : 0;
            if (y < wrap[i].n) {
                const struct wrap_line *part = &wrap[i].line[y];
                put_at(&l, l.at + left + aligned(t->column[i].align, w[i] - left, part->columns),
                       str_sub(text[i], part->start, part->end), part->columns);
            }
            l.at += w[i] + TABLE_GAP;
        }
        buf_char(out, '\n');
    }
    return wrap && text;
}

bool table_text(struct arena *a, struct str text, int indent, int width, enum text_ambiguous ambiguous,
                struct buf *out) {
    text = text_visible(a, text, TEXT_FOR_SCREEN);
    struct wrap wrap = wrap_text(a, text, width > indent ? width - indent : 1, ambiguous);
    for (size_t i = 0; i < wrap.n; i++) {
        buf_fill(out, ' ', (size_t)indent);
        buf_add(out, str_sub(text, wrap.line[i].start, wrap.line[i].end));
        buf_char(out, '\n');
    }
    return wrap.n > 0;
}

bool table_put(const struct table *t, int width, enum text_ambiguous ambiguous, struct buf *out) {
    int *w = arena_array(t->arena, int, t->columns);
    struct str *head = arena_array(t->arena, struct str, t->columns);
    if (!w || !head) {
        return false;
    }
    for (size_t i = 0; i < t->columns; i++) {
        head[i] = t->column[i].head;
    }
    choose_widths(t, width, ambiguous, w);
    size_t whole = (size_t)sum_of(w, t->columns);
    bool ok = put_cells(t, head, 0, w, ambiguous, out);
    for (size_t i = 0; ok && i < t->rows; i++) {
        const struct table_row *r = &t->row[i];
        if (i == 0 || r->ruled) {
            buf_fill(out, '-', whole);
            buf_char(out, '\n');
        }
        ok = put_cells(t, r->cell, r->indent, w, ambiguous, out);
        ok = ok && (r->below.n == 0 || table_text(t->arena, r->below, r->indent + 2, width, ambiguous, out));
    }
    return ok && !t->arena->failed && !out->failed;
}
