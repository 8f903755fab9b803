/* Finding: what is looked for is typed on the message line, the form follows. */
#include "app.h"

static void go_to_origin(struct app *a) {
    struct find *f = &a->find;
    field_return(a, f->section, f->key);
    editor_move(&a->editor, f->caret < a->editor.text.n ? f->caret : a->editor.text.n);
}

static void show_hit(struct app *a) {
    const struct find_hit *hit = &a->find.hits.v[a->find.at];
    field_enter(a, hit->field);
    if (!hit->printed) {
        editor_move(&a->editor, hit->at);
    }
}

/* From where it was opened on, so that a letter more finds what is nearest. */
static void search(struct app *a) {
    struct find *f = &a->find;
    arena_reset(&f->arena);
    if (!find_all(&f->arena, a->session->form, editor_text(&f->query), &f->hits)) {
        f->hits.n = 0;
    }
    f->folded = find_fold(&f->arena, editor_text(&f->query));
    if (f->hits.n == 0) {
        go_to_origin(a);
        return;
    }
    int field = schema_field(app_schema(a), f->section, f->key);
    f->at = find_from(&f->hits, field, f->caret, true);
    show_hit(a);
}

void find_open(struct app *a) {
    struct find *f = &a->find;
    field_commit(a);
    a->mode = MODE_FIND;
    f->section = app_field(a)->section;
    f->key = app_field(a)->key;
    f->caret = a->editor.caret;
    f->hits.n = 0;
    f->folded = STR("");
    editor_begin(&f->query, STR(""), false);
}

/* With nothing typed yet: what was looked for before. */
static void step(struct app *a, bool forward) {
    struct find *f = &a->find;
    if (f->query.text.n == 0) {
        editor_begin(&f->query, buf_str(&f->last), false);
        search(a);
    } else if (f->hits.n > 0) {
        f->at = forward ? (f->at + 1) % f->hits.n : (f->at + f->hits.n - 1) % f->hits.n;
        show_hit(a);
    }
}

static void close_find(struct app *a) {
    struct find *f = &a->find;
    a->mode = MODE_FORM;
    if (f->query.text.n > 0) {
        buf_clear(&f->last);
        buf_add(&f->last, editor_text(&f->query));
    }
}

static void edit_query(struct app *a, enum action action) {
    if (edit_line(&a->find.query, action)) {
        search(a);
    }
}

void find_key(struct app *a, const struct key_event *e, enum action action) {
    bool typed = e->code == KEYCODE_PASTE || (e->code == KEYCODE_CHAR && e->mods == 0);
    if (typed) {
        editor_type(&a->find.query, e->text);
        search(a);
        return;
    }
    switch (action) {
    case ACTION_FIND:
    case ACTION_DOWN:
    case ACTION_NEXT:
        step(a, true);
        break;
    case ACTION_UP:
    case ACTION_PREV:
        step(a, false);
        break;
    case ACTION_ENTER:
        close_find(a);
        break;
    case ACTION_CANCEL:
    case ACTION_QUIT:
        close_find(a);
        go_to_origin(a);
        break;
    default:
        edit_query(a, action);
        break;
    }
}

/* Where the matches stand in a line of a cell: bytes [line, line + text.n) of `all`, drawn at (y, x). */
void find_mark(struct app *a, int y, int x, struct str all, struct str text) {
    size_t first = (size_t)(text.p - all.p), last = first + text.n;
    for (size_t from = 0, at, end; find_in(all, a->find.folded, from, &at, &end); from = end) {
        size_t start = at > first ? at : first, stop = end < last ? end : last;
        if (start < stop) {
            int before = text_columns(str_sub(all, first, start), a->ambiguous);
            screen_text(y, x + before, str_sub(all, start, stop), screen_columns(), STYLE_TAB);
        }
    }
}

void find_draw(struct app *a) {
    struct find *f = &a->find;
    int y = screen_rows() - 2, end = screen_columns();
    screen_fill(y, 0, ' ', end, STYLE_NORMAL);
    screen_fill(y + 1, 0, ' ', end, STYLE_NORMAL);
    buf_clear(&a->out);
    keymap_words(a->keys, app_lang(a), W_FIND_KEYS, &a->out);
    draw_str(a, y + 1, 0, buf_str(&a->out), end, STYLE_KEY);
    buf_clear(&a->out);
    if (f->hits.n > 0) {
        buf_printf(&a->out, " (%zu/%zu) ", f->at + 1, f->hits.n);
    } else if (f->query.text.n > 0) {
        buf_printf(&a->out, " %s ", word(app_lang(a), W_NOT_FOUND));
    }
    int columns = text_columns(buf_str(&a->out), a->ambiguous);
    draw_str(a, y, end - columns, buf_str(&a->out), columns, STYLE_TITLE);
    int x = draw_str(a, y, 0, str_of(word(app_lang(a), W_FIND)), end, STYLE_TITLE);
    screen_cursor(y, prompt_draw_line(a, y, x, &f->query, end - columns - x - 1));
}
