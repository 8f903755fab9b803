/* Title, tabs, message line and key bar. */
#include "app.h"

#include "ziping/working.h"

#define LAST_LEAST 10    /* columns that last year's value wants at least */
#define ROW_NAME 25      /* per cent of the screen's columns that a row's name may take */
#define MESSAGE_LEAST 20 /* columns that the field's name keeps beside how its points come about */

static struct str header_value(const struct app *a, const char *key) {
    return form_get(a->session->form, STR("header"), str_of(key));
}

/* `* 已修改   89.45/100 良` */
static void put_state(const struct app *a, struct buf *b) {
    const struct session *s = a->session;
    char text[DEC_TEXT];
    if (s->read_only) {
        buf_text(b, word(app_lang(a), W_READ_ONLY));
    } else if (session_modified(s) || s->is_new || field_changed(a)) {
        buf_text(b, word(app_lang(a), s->is_new ? W_NEW_FILE : W_MODIFIED));
    }
    if (a->guard && a->guard->failed) {
        buf_text(b, " ");
        buf_text(b, word(app_lang(a), W_NO_JOURNAL));
    }
    buf_text(b, "  ");
    buf_add(b, dec_text(s->score.total, 0, text));
    buf_text(b, "/");
    buf_add(b, dec_text(s->rules->total, 0, text));
    if (s->score.grade >= 0 && s->score.all.scored == s->score.all.indicators && s->score.all.scored > 0) {
        buf_text(b, " ");
        buf_add(b, s->rules->grade[s->score.grade].name);
    }
    buf_text(b, " ");
}

static void put_title(const struct app *a, struct buf *b) {
    static const char *const keys[] = {"project", "year", "unit"};
    for (size_t i = 0; i < 3; i++) {
        struct str value = header_value(a, keys[i]);
        if (value.n > 0) {
            buf_text(b, b->n > 1 ? " · " : "");
            buf_add(b, value);
        }
    }
    if (b->n == 1) {
        buf_add(b, a->paper ? a->paper->title : a->session->rules->form_title);
    }
}

static void put_counts(const struct app *a, struct buf *b) {
    buf_printf(b, "%s%zu %s%zu ", word(app_lang(a), W_ERRORS), a->session->diags.count[SEV_ERROR],
               word(app_lang(a), W_WARNINGS), a->session->diags.count[SEV_WARNING]);
}

/* Right-aligned text; returns the column where it starts. */
static int draw_right(struct app *a, int y, struct str text, enum style style) {
    int columns = text_columns(text, a->ambiguous), x = screen_columns() - columns;
    draw_str(a, y, x > 0 ? x : 0, text, columns, style);
    return x;
}

/* ` 3总体目标 `, in brackets the one that is shown. */
static void put_tab(const struct app *a, size_t i, bool named, struct buf *b) {
    bool on = i == a->grid;
    buf_printf(b, on ? "[%zu%s]" : " %zu%s ", i + 1, on || named ? part_title(a->paper->grid[i].part) : "");
}

/* With their numbers alone where there is no room for the names. */
static void draw_tabs(struct app *a, int end) {
    size_t n = a->paper ? a->paper->grids : 0;
    buf_clear(&a->out);
    for (size_t i = 0; i < n; i++) {
        put_tab(a, i, true, &a->out);
    }
    bool named = text_columns(buf_str(&a->out), a->ambiguous) <= end;
    int x = 0;
    for (size_t i = 0; i < n; i++) {
        buf_clear(&a->out);
        put_tab(a, i, named, &a->out);
        x += draw_str(a, 1, x, buf_str(&a->out), end - x, i == a->grid ? STYLE_TAB : STYLE_NORMAL);
    }
}

void head_draw(struct app *a) {
    buf_clear(&a->out);
    put_state(a, &a->out);
    int end = draw_right(a, 0, buf_str(&a->out), STYLE_TITLE);
    buf_clear(&a->out);
    buf_text(&a->out, " ");
    put_title(a, &a->out);
    draw_str(a, 0, 0, buf_str(&a->out), end - 1, STYLE_TITLE);
    buf_clear(&a->out);
    put_counts(a, &a->out);
    end = draw_right(a, 1, buf_str(&a->out), a->session->diags.count[SEV_ERROR] > 0 ? STYLE_ERROR : STYLE_NORMAL);
    draw_tabs(a, end - 1);
}

/* The field's own finding in the list of all, or -1. */
static int own_problem(const struct app *a) {
    for (size_t i = 0; i < a->session->problems; i++) {
        if (a->session->problem[i].field == a->field) {
            return (int)i;
        }
    }
    return -1;
}

/* Which row the field is in. A long name is cut: the table has it whole, and every field of the row sends it. */
static void put_row_name(const struct app *a, const struct field *f, struct buf *b) {
    struct str name = f->part == PART_FUNDS ? a->session->rules->fund_rows.v[f->row].label
                                            : form_node_name(a->session->form, (size_t)f->row);
    size_t fits = text_fit(name, screen_columns() * ROW_NAME / 100, a->ambiguous);
    buf_add(b, str_sub(name, 0, fits));
    buf_text(b, fits < name.n ? "… · " : " · ");
}

/* The field's own finding, else what the field is. */
static enum style put_message(const struct app *a, int problem, struct buf *b) {
    if (problem < 0) {
        const struct field *f = app_field(a);
        buf_text(b, " ");
        if (f->part == PART_INDICATORS || f->part == PART_FUNDS) {
            put_row_name(a, f, b);
        }
        buf_add(b, f->label);
        return STYLE_NORMAL;
    }
    const struct diag *d = a->session->problem[problem].diag;
    buf_printf(b, " %s ", catalogue((enum code)d->code)->code);
    catalogue_message(d, app_lang(a), b);
    return severity_style(d->severity, STYLE_NOTE);
}

static void draw_keys(struct app *a) {
    int y = screen_rows() - 1, x = 0;
    for (int i = 0; i < ACTIONS; i++) {
        struct str label = str_of(key_row((enum action)i)->label[app_lang(a)]);
        struct str first = keymap_first(a->keys, (enum action)i);
        int need = (int)first.n + text_columns(label, a->ambiguous) + 1;
        if (label.n == 0 || a->keys->keys[i].n == 0) {
            continue;
        }
        if (x + need > screen_columns()) {
            break;
        }
        x += draw_str(a, y, x, first, (int)first.n, STYLE_KEY);
        x += draw_str(a, y, x, label, need, STYLE_NORMAL) + 1;
    }
}

/* How the row's points come about. Beside a finding only what says more than that nothing follows. */
static void put_working(const struct app *a, bool beside_finding, struct buf *b) {
    struct session *s = a->session;
    size_t start = b->n;
    if (working_line(s->form, &s->score, a->field, app_lang(a), b) == WORKING_WHY && beside_finding && !b->failed) {
        b->n = start;
    }
}

/* The right half of the message line, ending at column `end`: where it stands still from field to field, it costs
   nothing to send. A finding, `left` columns long, comes first; anything else gives way. Returns where it starts. */
static int draw_working(struct app *a, int y, int end, int left) {
    bool finding = left > 0;
    buf_clear(&a->out);
    put_working(a, finding, &a->out);
    int columns = text_columns(buf_str(&a->out), a->ambiguous) + 1, room = end - (finding ? left + 1 : MESSAGE_LEAST);
    if (a->session->last && room > columns + LAST_LEAST) {
        buf_text(&a->out, a->out.n > 0 ? "  " : "");
        compare_put(a, room - columns - 2, &a->out);
        columns = text_columns(buf_str(&a->out), a->ambiguous) + 1;
    }
    if (a->out.n == 0 || columns > room) {
        return end;
    }
    draw_str(a, y, end - columns, buf_str(&a->out), columns, STYLE_NORMAL);
    return end - columns;
}

static void draw_message(struct app *a, int y) {
    int end = screen_columns(), problem = own_problem(a);
    struct arena scratch = {0};
    struct buf text = {0};
    enum style style = put_message(a, problem, &text);
    if (problem >= 0) { /* its place in the list stays in sight beside a long message */
        buf_clear(&a->out);
        buf_printf(&a->out, " (%d/%zu) ", problem + 1, a->session->problems);
        end = draw_right(a, y, buf_str(&a->out), STYLE_NORMAL);
    }
    struct str shown = text_visible(&scratch, buf_str(&text), TEXT_FOR_SCREEN);
    end = draw_working(a, y, end, problem >= 0 ? text_columns(shown, a->ambiguous) : 0);
    screen_text(y, 0, shown, end, style);
    arena_free(&scratch);
    buf_free(&text);
}

void bar_draw(struct app *a) {
    int y = screen_rows() - 2;
    if (a->message.n > 0) {
        buf_clear(&a->out);
        buf_text(&a->out, " ");
        buf_add(&a->out, buf_str(&a->message));
        draw_str(a, y, 0, buf_str(&a->out), screen_columns(), STYLE_TITLE);
    } else {
        draw_message(a, y);
    }
    draw_keys(a);
}
