/* The paper on the screen: one section at a time, scrolled so that the caret is in sight. */
#include "app.h"

#define FOCUS_MOST 16 /* columns of a text that stands out as a whole where the caret is */

int view_rows(void) {
    return screen_rows() - 4; /* title, tabs, message, keys */
}

/* ---- the page: grid and layout of the section ---- */

/* What is drawn in a cell: the value, else what is printed there, else what is computed, in brackets. A value that is
   being typed is copied: the editor's text moves. */
static struct str text_of_now(struct app *a, struct arena *arena, const struct cell *c) {
    bool focused = c->field >= 0 && c->field == a->field;
    struct str value = focused ? arena_copy(arena, editor_text(&a->editor)) : form_value(a->session->form, c->field);
    if (value.n > 0 || c->text.n > 0 || c->field < 0) {
        return value.n > 0 ? value : c->text;
    }
    struct str computed = score_computed(arena, a->session->form, &a->session->score, c->field);
    return computed.n == 0 ? computed : arena_join(arena, STR("("), arena_join(arena, computed, STR(")")));
}

static struct str last_of(struct app *a, struct arena *arena, int field) {
    struct str value = field == a->field ? editor_text(&a->editor) : form_value(a->session->form, field);
    return compare_below(a, arena, field, value);
}

/* What the template prints has no column of its own for last year. */
static struct str below(struct app *a, struct arena *arena, int field) {
    bool shown = a->comparing && field >= 0 && (!a->beside || app_schema(a)->field[field].printed);
    return shown ? last_of(a, arena, field) : STR("");
}

static struct str text_in(struct app *a, struct arena *arena, const struct cell *c) {
    if (c->last >= 0) {
        return last_of(a, arena, c->last);
    }
    struct str now = text_of_now(a, arena, c), last = below(a, arena, c->field);
    return last.n > 0 ? arena_join(arena, now, arena_join(arena, STR("\n"), last)) : now;
}

static struct str cell_text(void *context, const struct cell *c) {
    struct app *a = context;
    return text_in(a, &a->page, c);
}

static size_t grid_of(const struct app *a) {
    for (size_t i = 0; i < a->paper->grids; i++) {
        if (a->paper->grid[i].part == app_field(a)->part) {
            return i;
        }
    }
    return 0;
}

void page_build(struct app *a) {
    if (!a->stale) {
        return;
    }
    a->stale = a->typed = false;
    arena_reset(&a->page);
    arena_reset(&a->change);
    a->layout = NULL;
    a->paper = paper_form(&a->page, a->session->form, &a->session->score, PAPER_ENTRY);
    if (!a->paper) {
        return;
    }
    a->grid = grid_of(a);
    int columns = screen_columns() - panel_columns(a);
    const struct grid *grid = compare_grid(a, &a->paper->grid[a->grid], columns);
    a->layout = grid ? layout_grid(&a->page, grid, columns, a->ambiguous, cell_text, a) : NULL;
    a->mask = a->layout ? arena_alloc(&a->page, (size_t)a->layout->width) : NULL;
    if (!a->mask) {
        a->layout = NULL;
    }
    for (size_t i = 0; a->layout && i < a->layout->cells; i++) {
        if (a->layout->cell[i].cell->field == a->field) {
            a->cell = i;
        }
    }
    panel_build(a);
}

static bool change_cell(struct app *a, size_t i) {
    struct str text = text_in(a, &a->change, a->layout->cell[i].cell);
    return layout_change(&a->change, a->layout, i, text, a->ambiguous);
}

void page_typed(struct app *a) {
    if (a->stale || !a->layout) {
        return;
    }
    arena_reset(&a->change);
    a->typed = true;
    bool ok = change_cell(a, a->cell);
    for (size_t i = 0; ok && a->beside && i < a->layout->cells; i++) {
        ok = a->layout->cell[i].cell->last != a->field || change_cell(a, i);
    }
    if (!ok) {
        a->layout = NULL;
        a->stale = true;
    }
}

/* ---- the caret ---- */

/* The lines of the text itself, without those of last year. */
static struct lines cell_lines(const struct app *a) {
    const struct placed *p = &a->layout->cell[a->cell];
    struct str text = editor_text(&a->editor);
    struct lines l = {text, p->text, p->wrap, a->ambiguous};
    l.shown.n = text_visible_at(text, text.n, TEXT_FOR_LINES);
    l.wrap.n = (size_t)wrap_line_at(&p->wrap, l.shown.n) + 1;
    return l;
}

int page_lines(const struct app *a) {
    return a->layout && a->editor.text.n > 0 ? (int)cell_lines(a).wrap.n : 1;
}

void page_caret(const struct app *a, int *line, int *column) {
    *line = *column = 0;
    if (!a->layout || a->editor.text.n == 0) {
        return;
    }
    struct lines l = cell_lines(a);
    int w = a->layout->cell[a->cell].w;
    lines_place(&l, a->editor.caret, line, column);
    *column = *column < w ? *column : w;
}

bool page_put_caret(struct app *a, int line, int column) {
    struct lines l = cell_lines(a);
    if (line < 0 || line >= (int)l.wrap.n) {
        return false;
    }
    editor_move(&a->editor, lines_caret(&l, line, column));
    return true;
}

/* ---- drawing ---- */

int draw_str(struct app *a, int y, int x, struct str text, int columns, enum style style) {
    struct arena scratch = {0};
    (void)a;
    int used = screen_text(y, x, text_visible(&scratch, text, TEXT_FOR_SCREEN), columns, style);
    arena_free(&scratch);
    return used;
}

/* Rows of the section that stay in sight when it is scrolled: its column heads. */
static int head_rows(const struct app *a) {
    int rows = view_rows(), head = 0;
    if (app_field(a)->part == PART_HEADER || app_field(a)->part == PART_NOTES) {
        return 0;
    }
    for (int y = 1; head == 0 && y < a->layout->height; y++) {
        head = a->layout->line[y] ? y + 1 : 0;
    }
    return head > 0 && head <= 5 && rows >= head + 6 ? head : 0;
}

/* Half a page further, so that the lines to come are in sight before the caret gets there and most steps send nothing
   but the cursor; less or more where all of the field can be in sight with it. */
static int new_top(const struct app *a, int caret, int below) {
    const struct placed *p = &a->layout->cell[a->cell];
    int head = head_rows(a), rows = view_rows(), from = p->y - 1, end = p->y + p->h;
    int top = caret - head - (rows - head) / 2;
    if (end - top >= rows && caret - (end - rows + 1) > head) {
        top = end - rows + 1;
    }
    if (from < top + head && caret + below - (from - head) < rows) {
        top = from - head;
    }
    return top;
}

static void scroll(struct app *a, int content) {
    int rows = view_rows(), head = head_rows(a), line, column;
    const struct placed *p = &a->layout->cell[a->cell];
    page_caret(a, &line, &column);
    int y = p->y + p->text_y + line;
    int below = line + 1 < page_lines(a) ? 0 : p->y + p->h - y; /* all of its row and the rule below it, if that fits */
    int last = below < (rows - head) / 2 ? below : y + 1 < content;
    if (y + last - a->top >= rows || y - a->top < head + (y > head)) {
        a->top = new_top(a, y, last);
    }
    if (a->top > content - rows) {
        a->top = content - rows;
    }
    if (a->top < 0) {
        a->top = 0;
    }
}

/* The section's row that screen row `i` of the view shows. */
static int content_row(const struct app *a, int i) {
    return i < head_rows(a) ? i : i + a->top;
}

/* The cell of the paper at a place of the screen that can be gone to; NULL for none. */
static const struct placed *cell_at(const struct app *a, int y, int x, int *row) {
    *row = content_row(a, y - 2);
    if (y < 2 || y - 2 >= view_rows() || *row >= a->layout->height) {
        return NULL;
    }
    for (size_t i = 0; i < a->layout->cells; i++) {
        const struct placed *p = &a->layout->cell[i];
        bool inside = x >= p->x && x < p->x + p->w && *row >= p->y && *row < p->y + p->h;
        if (inside && p->cell->field >= 0 && !app_schema(a)->field[p->cell->field].printed) {
            return p;
        }
    }
    return NULL;
}

void page_click(struct app *a, int y, int x) {
    int row;
    page_build(a);
    const struct placed *p = a->layout ? cell_at(a, y, x, &row) : NULL;
    if (!p) {
        return;
    }
    const struct field *f = &app_schema(a)->field[p->cell->field];
    struct str section = f->section, key = f->key;
    int line = row - p->y - p->text_y, column = x - p->x;
    if (p->cell->field != a->field) {
        field_commit(a); /* the schema may be a new one */
        field_enter(a, schema_field(app_schema(a), section, key));
        page_build(a);
    }
    if (a->layout && a->editor.text.n > 0) {
        p = &a->layout->cell[a->cell];
        int spare = p->cell->align == ALIGN_RIGHT ? p->w - p->wrap.line[0].columns : 0;
        line = line < 0 ? 0 : line < page_lines(a) ? line : page_lines(a) - 1;
        page_put_caret(a, line, column > spare ? column - spare : 0);
        a->editor.goal_column = -1;
    }
}

/* Names of headings stay in sight while any of their rows is; centred ones in the middle of those rows. */
static void keep_names_in_sight(struct app *a) {
    int from = a->top > 0 ? a->top + head_rows(a) : 0, to = a->top + view_rows();
    for (size_t i = 0; i < a->layout->cells; i++) {
        struct placed *p = &a->layout->cell[i];
        int spare = p->h - (int)p->wrap.n, first = p->y > from ? p->y : from, end = p->y + p->h < to ? p->y + p->h : to;
        bool centred = p->cell->align == ALIGN_CENTER && p->cell->field < 0;
        if (spare > 0 && p->cell->rows > 1 && (centred || p->cell->align == ALIGN_LEFT)) {
            int wanted = (centred ? (first + end - (int)p->wrap.n) / 2 : first) - p->y;
            p->text_y = wanted < 0 ? 0 : wanted < spare ? wanted : spare;
        }
    }
}

/* A short text stands out until it is changed: typing in plain text sends little more than the character. */
static enum style focus_style(const struct app *a, const struct placed *p) {
    bool number = p->cell->align == ALIGN_RIGHT, small = page_lines(a) == 1 && p->wrap.line[0].columns <= FOCUS_MOST;
    if (a->editor.all || ((number || (small && a->editor.text.n > 0)) && !field_changed(a))) {
        return STYLE_FOCUS;
    }
    return a->editor.text.n == 0 && p->text.n > 0 ? STYLE_COMPUTED : STYLE_NORMAL;
}

static enum style cell_style(const struct app *a, const struct placed *p) {
    int field = p->cell->field;
    if (field < 0) {
        return p->cell->last >= 0 ? STYLE_COMPUTED : STYLE_LABEL;
    }
    if (field == a->field) {
        return focus_style(a, p);
    }
    if (a->session->form->value[field].n == 0) {
        return p->cell->text.n > 0 ? STYLE_LABEL : STYLE_COMPUTED;
    }
    const struct diag *d = session_problem(a->session, field);
    return d ? severity_style(d->severity, STYLE_NORMAL) : STYLE_NORMAL;
}

/* Where last year's value begins in a cell's text, or its length. */
static size_t last_begins(struct app *a, const struct placed *p) {
    struct arena scratch = {0};
    size_t n = text_visible(&scratch, below(a, &scratch, p->cell->field), TEXT_FOR_LINES).n;
    arena_free(&scratch);
    return n > 0 && n < p->text.n ? p->text.n - n : p->text.n;
}

static void draw_borders(const struct app *a, int y, int row) {
    unsigned char *mask = a->mask;
    layout_borders(a->layout, row, mask);
    for (int x = 0; x < a->layout->width;) {
        bool across = mask[x] & (BORDER_LEFT | BORDER_RIGHT), down = mask[x] & (BORDER_UP | BORDER_DOWN);
        int run = 1;
        while (across && !down && x + run < a->layout->width &&
               (mask[x + run] & (BORDER_UP | BORDER_DOWN | BORDER_LEFT | BORDER_RIGHT)) == mask[x]) {
            run++;
        }
        if (across || down) {
            screen_fill(y, x, across && down ? '+' : across ? '-' : '|', run, STYLE_BORDER);
        }
        x += run;
    }
}

/* A mark at the border of a cell whose field has a finding: words say what, colour only adds. */
static void draw_mark(const struct app *a, int y, const struct placed *p, int row) {
    int field = p->cell->field;
    if (field < 0 || row != p->y) {
        return;
    }
    const struct diag *d = session_problem(a->session, field);
    if (field == a->field && field_wrong(a) != W_EMPTY) {
        screen_fill(y, p->x - 1, '!', 1, STYLE_ERROR);
    } else if (field == a->field) {
        screen_fill(y, p->x - 1, '>', 1, STYLE_FOCUS);
    } else if (d) {
        screen_fill(y, p->x - 1, d->severity == SEV_NOTE ? '|' : '!', 1, severity_style(d->severity, STYLE_BORDER));
    }
}

static void draw_row(struct app *a, int y, int row) {
    draw_borders(a, y, row);
    for (uint32_t k = a->layout->row_first[row]; k < a->layout->row_first[row + 1]; k++) {
        size_t i = a->layout->row_cell[k];
        const struct placed *p = &a->layout->cell[i];
        int x, columns;
        struct str text;
        if (i == a->cell && row == p->y && p->cell->align == ALIGN_RIGHT && cell_style(a, p) == STYLE_FOCUS) {
            screen_fill(y, p->x, ' ', p->w, STYLE_FOCUS); /* as wide as what may be typed */
        }
        if (layout_line(a->layout, i, row, &x, &text, &columns)) {
            bool last = a->comparing && (size_t)(text.p - p->text.p) >= last_begins(a, p);
            screen_text(y, x, text, columns, last ? STYLE_COMPUTED : cell_style(a, p));
            if (a->mode == MODE_FIND) {
                find_mark(a, y, x, p->text, text);
            }
        }
        draw_mark(a, y, p, row);
    }
}

/* Below the totals: every finding, one line each. */
static void draw_problems(struct app *a, int y, int row) {
    size_t i = (size_t)(row - a->layout->height - 1 + a->problem_top);
    if (row == a->layout->height) {
        struct str head = str_of(word(app_lang(a), a->session->problems > 0 ? W_PROBLEMS : W_NO_PROBLEMS));
        draw_str(a, y, 0, head, screen_columns(), STYLE_TITLE);
    } else if (i < a->session->problems) {
        const struct diag *d = a->session->problem[i].diag;
        buf_clear(&a->out);
        buf_printf(&a->out, " %s %s ", severity_label(app_lang(a), d->severity), catalogue((enum code)d->code)->code);
        catalogue_message(d, app_lang(a), &a->out);
        draw_str(a, y, 0, buf_str(&a->out), screen_columns(), severity_style(d->severity, STYLE_NOTE));
    }
}

static void place_cursor(const struct app *a) {
    const struct placed *p = &a->layout->cell[a->cell];
    int line, column;
    page_caret(a, &line, &column);
    int spare = p->w - p->wrap.line[line].columns;
    int x = p->x + column;
    if (a->editor.text.n > 0 && p->cell->align == ALIGN_RIGHT && spare > 0) {
        x += spare;
    } else if (a->editor.text.n == 0 && p->cell->align == ALIGN_RIGHT) {
        x = p->x + p->w - 1;
    }
    int y = p->y + p->text_y + line;
    screen_cursor(2 + (y < head_rows(a) ? y : y - a->top), x);
}

void form_scroll_problems(struct app *a, int by) {
    int shown = view_rows() - (a->layout ? a->layout->height : 0) - 1, most = (int)a->session->problems - shown;
    a->problem_top += by;
    a->problem_top = a->problem_top > most ? most : a->problem_top;
    a->problem_top = a->problem_top < 0 ? 0 : a->problem_top;
}

void form_draw(struct app *a) {
    page_build(a);
    head_draw(a);
    if (!a->layout) {
        draw_str(a, 2, 0, str_of(word(app_lang(a), W_NO_MEMORY)), screen_columns(), STYLE_ERROR);
        return;
    }
    int content = a->layout->height;
    if (app_field(a)->part == PART_TOTAL) {
        content += 1 + (int)a->session->problems;
    }
    a->problem_top = app_field(a)->part == PART_TOTAL ? a->problem_top : 0;
    content = content < view_rows() || app_field(a)->part != PART_TOTAL ? content : view_rows();
    scroll(a, content);
    keep_names_in_sight(a);
    for (int i = 0; i < view_rows(); i++) {
        int row = content_row(a, i);
        if (row < a->layout->height) {
            draw_row(a, 2 + i, row);
        } else if (row < content) {
            draw_problems(a, 2 + i, row);
        }
    }
    panel_draw(a);
    bar_draw(a);
    place_cursor(a);
}
