/* The findings of the section right of it, on a screen that is wide enough: numbered as in the list of all. */
#include <stdio.h>

#include "app.h"

#define SCREEN_LEAST 160
#define PANEL_LEAST 40
#define PANEL_MOST 60
#define PAGE_LEAST 132 /* columns that the page keeps while it is compared */
#define GAP 1          /* between the page's border and the panel */
#define NUMBER 4       /* columns before a finding's text */

struct panel_row {
    size_t problem; /* index in session->problem */
    struct str text;
    struct wrap wrap;
    int top; /* its first line, from the panel's own */
};

struct panel {
    struct panel_row *row;
    size_t rows;
    int columns; /* of the panel without the gap */
};

int panel_columns(const struct app *a) {
    int all = screen_columns(), columns = all / 4;
    columns = columns < PANEL_LEAST ? PANEL_LEAST : columns > PANEL_MOST ? PANEL_MOST : columns;
    bool room = all >= SCREEN_LEAST && (!a->comparing || all - columns - GAP >= PAGE_LEAST);
    return room && app_field(a)->part != PART_TOTAL ? columns + GAP : 0; /* below the totals stand all findings */
}

static bool of_section(const struct app *a, size_t problem) {
    return app_schema(a)->field[a->session->problem[problem].field].part == app_field(a)->part;
}

static bool build_row(struct app *a, struct panel_row *r, size_t problem) {
    const struct diag *d = a->session->problem[problem].diag;
    buf_clear(&a->out);
    buf_printf(&a->out, "%s %s ", catalogue((enum code)d->code)->code, severity_label(app_lang(a), d->severity));
    catalogue_message(d, app_lang(a), &a->out);
    r->problem = problem;
    r->text = arena_copy(&a->page, text_visible(&a->page, buf_str(&a->out), TEXT_FOR_SCREEN));
    r->wrap = wrap_text(&a->page, r->text, a->panel->columns - NUMBER, a->ambiguous);
    return r->text.p && r->wrap.n > 0;
}

void panel_build(struct app *a) {
    int columns = panel_columns(a);
    a->panel = NULL;
    struct panel *p = columns > 0 && a->layout ? arena_new(&a->page, struct panel) : NULL;
    struct panel_row *row = p ? arena_array(&a->page, struct panel_row, a->session->problems + 1) : NULL;
    if (!row) {
        return;
    }
    *p = (struct panel){.row = row, .columns = columns - GAP};
    a->panel = p;
    for (size_t i = 0, line = 0; i < a->session->problems; i++) {
        if (of_section(a, i) && build_row(a, &row[p->rows], i)) {
            row[p->rows].top = (int)line;
            line += row[p->rows++].wrap.n;
        }
    }
}

/* The first row to show. The findings turn by pages, with the field's own, or the last before the field, in sight. */
static size_t first_row(const struct app *a, int lines) {
    const struct panel *p = a->panel;
    size_t first = 0;
    for (size_t i = 0; i < p->rows && a->session->problem[p->row[i].problem].field <= a->field; i++) {
        if (p->row[i].top + (int)p->row[i].wrap.n - p->row[first].top > lines) {
            first = i;
        }
    }
    return first;
}

static void draw_row(struct app *a, const struct panel_row *r, int y, int x, int end) {
    const struct problem *problem = &a->session->problem[r->problem];
    enum style style = severity_style(problem->diag->severity, STYLE_NOTE);
    bool own = problem->field == a->field;
    char number[24];
    int n = snprintf(number, sizeof number, "%s%zu", own ? ">" : "", r->problem + 1);
    screen_text(y, n < NUMBER ? x + NUMBER - 1 - n : x, (struct str){number, (size_t)n}, NUMBER,
                own ? STYLE_FOCUS : STYLE_NORMAL);
    for (size_t i = 0; i < r->wrap.n && y < end; i++, y++) {
        const struct wrap_line *line = &r->wrap.line[i];
        screen_text(y, x + NUMBER, str_sub(r->text, line->start, line->end), a->panel->columns - NUMBER, style);
    }
}

void panel_draw(struct app *a) {
    const struct panel *p = a->panel;
    if (!p) {
        return;
    }
    int x = screen_columns() - p->columns, y = 3, end = 2 + view_rows();
    buf_clear(&a->out);
    buf_text(&a->out, word(app_lang(a), p->rows > 0 ? W_PROBLEMS_HERE : W_NO_PROBLEMS_HERE));
    if (p->rows > 0) {
        buf_printf(&a->out, " (%zu)", p->rows);
    }
    draw_str(a, 2, x, buf_str(&a->out), p->columns, STYLE_TITLE);
    for (size_t i = first_row(a, end - y); i < p->rows && y < end; i++) {
        draw_row(a, &p->row[i], y, x, end);
        y += (int)p->row[i].wrap.n;
    }
}
