/* Help: the field at hand, then all keys, from the key table. */
#include "app.h"

#include <limits.h>

#include "ziping/governing.h"
#include "ziping/output.h"
#include "ziping/working.h"

void help_open(struct app *a, int code) {
    a->before = a->mode;
    a->mode = MODE_HELP;
    a->help_top = 0;
    a->explained = code;
}

/* How long the text may be, and the checks that it is held to. */
static void put_rules(const struct app *a, struct buf *b) {
    enum code code[CHECKS];
    size_t checks = governing_checks(app_schema(a), a->field, code), limit = schema_limit(app_schema(a), a->field);
    if (checks + limit > 0) {
        buf_printf(b, "\n%s\n", word(app_lang(a), W_THIS_FIELD_RULES));
    }
    if (limit > 0) {
        buf_text(b, "  ");
        word_numbers(b, app_lang(a), W_LIMIT, (const size_t[]){limit, text_count(editor_text(&a->editor))}, 2);
        buf_text(b, "\n");
    }
    for (size_t i = 0; i < checks; i++) {
        buf_printf(b, "  %s ", catalogue(code[i])->code);
        buf_add(b, output_check_sentence(code[i], app_lang(a)));
        buf_text(b, "\n");
    }
}

static void put_field(struct app *a, struct buf *b) {
    const struct field *f = app_field(a);
    struct str computed = session_computed(a->session, a->field);
    buf_printf(b, "%s\n  %.*s.%.*s\n  %.*s\n", word(app_lang(a), W_THIS_FIELD), STR_ARG(f->section), STR_ARG(f->key),
               STR_ARG(f->label));
    if (computed.n > 0) {
        buf_printf(b, "  %s %.*s\n", word(app_lang(a), W_COMPUTED), STR_ARG(computed));
    }
    if (a->session->last) {
        buf_text(b, "  ");
        compare_put(a, 0, b);
        buf_text(b, "\n");
    }
    for (size_t i = 0; i < a->session->problems; i++) {
        if (a->session->problem[i].field == a->field) {
            buf_text(b, "  ");
            buf_text(b, catalogue((enum code)a->session->problem[i].diag->code)->code);
            buf_text(b, " ");
            catalogue_message(a->session->problem[i].diag, app_lang(a), b);
            buf_text(b, "\n");
        }
    }
    size_t before = b->n;
    buf_printf(b, "\n%s\n", word(app_lang(a), W_WORKING));
    size_t head = b->n;
    working_full(a->session->form, &a->session->score, a->field, app_lang(a), 2, b);
    b->n = b->n == head && !b->failed ? before : b->n;
    put_rules(a, b);
    buf_text(b, "\n");
}

static void put_help(struct app *a, struct buf *b) {
    if (a->session->form) { /* not on the first page */
        put_field(a, b);
    }
    buf_printf(b, "%s\n", word(app_lang(a), W_ALL_KEYS));
    keys_list(a->keys, app_lang(a), false, b);
}

static struct wrap help_lines(struct app *a) {
    buf_clear(&a->out);
    if (a->explained >= 0) {
        output_explanation((enum code)a->explained, app_lang(a), &a->out);
    } else {
        put_help(a, &a->out);
    }
    arena_reset(&a->change);
    a->stale = true;
    struct str text = text_visible(&a->change, buf_str(&a->out), TEXT_FOR_LINES);
    return wrap_text(&a->change, text, screen_columns() - 2, a->ambiguous);
}

void help_action(struct app *a, enum action action) {
    int page = screen_rows() - 2;
    switch (action) {
    case ACTION_UP:
        a->help_top--;
        break;
    case ACTION_DOWN:
    case ACTION_ENTER:
        a->help_top++;
        break;
    case ACTION_PREV_PART:
        a->help_top -= page;
        break;
    case ACTION_NEXT_PART:
        a->help_top += page;
        break;
    case ACTION_HOME:
        a->help_top = 0;
        break;
    case ACTION_END:
        a->help_top = INT_MAX / 2; /* help_draw knows how many lines there are */
        break;
    default:
        a->mode = a->before;
        break;
    }
}

void help_draw(struct app *a) {
    struct wrap w = help_lines(a);
    struct str text = text_visible(&a->change, buf_str(&a->out), TEXT_FOR_LINES);
    int rows = screen_rows() - 1, most = (int)w.n - rows;
    a->help_top = a->help_top > most ? most : a->help_top;
    a->help_top = a->help_top < 0 ? 0 : a->help_top;
    for (int i = 0; i < rows && a->help_top + i < (int)w.n; i++) {
        const struct wrap_line *l = &w.line[a->help_top + i];
        screen_text(i, 1, str_sub(text, l->start, l->end), screen_columns() - 1, STYLE_NORMAL);
    }
    draw_str(a, screen_rows() - 1, 0, str_of(word(app_lang(a), W_HELP_KEYS)), screen_columns(), STYLE_KEY);
    screen_cursor(screen_rows() - 2, 0);
}
