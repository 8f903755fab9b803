/* A list on the full screen: long rows are wrapped, the selected one has a `>` and the cursor. */
#include "app.h"

static int list_rows(void) {
    return screen_rows() - 2; /* title, keys */
}

void list_open(struct app *a, const struct list_ops *ops, size_t at) {
    a->before = MODE_FORM;
    a->mode = MODE_LIST;
    a->list = (struct list_view){.ops = ops, .at = at};
}

static void leave(struct app *a) {
    a->mode = MODE_FORM;
    a->stale = true; /* its rows were laid out where the page's typed text is */
}

static void select_row(struct app *a, size_t rows, size_t by, bool down) {
    struct list_view *l = &a->list;
    size_t last = rows > 0 ? rows - 1 : 0;
    l->at = down ? (last - l->at > by ? l->at + by : last) : l->at > by ? l->at - by : 0;
}

void list_action(struct app *a, enum action action) {
    struct list_view *l = &a->list;
    size_t rows = l->ops->rows(a), page = l->shown > 1 ? l->shown - 1 : 1;
    if (l->ops->act && l->ops->act(a, action)) {
        return;
    }
    switch (action) {
    case ACTION_UP:
    case ACTION_PREV:
    case ACTION_DOWN:
    case ACTION_NEXT:
        select_row(a, rows, 1, action == ACTION_DOWN || action == ACTION_NEXT);
        break;
    case ACTION_PREV_PART:
    case ACTION_NEXT_PART:
        select_row(a, rows, page, action == ACTION_NEXT_PART);
        break;
    case ACTION_HOME:
    case ACTION_END:
        select_row(a, rows, rows, action == ACTION_END);
        break;
    case ACTION_ENTER:
        leave(a);
        if (rows > 0) {
            l->ops->take(a, l->at);
        }
        break;
    case ACTION_HELP:
        help_open(a, l->ops->explain && rows > 0 ? l->ops->explain(a, l->at) : -1);
        break;
    case ACTION_CANCEL:
    case ACTION_QUIT:
        leave(a);
        break;
    default:
        break;
    }
}

/* A row's text, harmless, in lines. */
struct row {
    struct str number, text;
    struct wrap wrap;
    enum style style;
};

static bool lay_out(struct app *a, size_t i, struct row *r) {
    buf_clear(&a->out);
    r->style = a->list.ops->row(a, i, &a->out);
    struct str text = text_visible(&a->change, buf_str(&a->out), TEXT_FOR_SCREEN);
    size_t number = text_fit(text, a->list.ops->number, a->ambiguous);
    r->number = arena_copy(&a->change, str_sub(text, 0, number));
    r->text = arena_copy(&a->change, str_sub(text, number, text.n));
    r->wrap = wrap_text(&a->change, r->text, screen_columns() - LIST_MARK - a->list.ops->number, a->ambiguous);
    return r->wrap.n > 0;
}

/* The first row to show, so that all of the selected one is in sight. */
static void scroll(struct app *a) {
    struct list_view *l = &a->list;
    int room = list_rows();
    size_t first = l->at;
    struct row r;
    l->top = l->top < l->at ? l->top : l->at;
    for (size_t i = l->at + 1; i-- > l->top;) {
        room -= lay_out(a, i, &r) ? (int)r.wrap.n : 1;
        if (room < 0) {
            break;
        }
        first = i;
    }
    l->top = first;
}

/* Returns the screen rows that it took. */
static int draw_row(struct app *a, int y, int room, size_t i) {
    struct row r;
    bool selected = i == a->list.at;
    if (!lay_out(a, i, &r)) {
        return room;
    }
    if (selected) {
        screen_text(y, 0, STR(">"), LIST_MARK, STYLE_TITLE);
    }
    enum style style = selected ? STYLE_FOCUS : r.style;
    int x = LIST_MARK + screen_text(y, LIST_MARK, r.number, a->list.ops->number, style);
    for (int line = 0; line < (int)r.wrap.n && line < room; line++) {
        const struct wrap_line *w = &r.wrap.line[line];
        screen_text(y + line, x, str_sub(r.text, w->start, w->end), screen_columns() - x, style);
    }
    return (int)r.wrap.n;
}

void list_draw(struct app *a) {
    struct list_view *l = &a->list;
    size_t rows = l->ops->rows(a);
    int y = 1, end = screen_rows() - 1, cursor = 1;
    arena_reset(&a->change);
    l->at = rows == 0 ? 0 : l->at < rows ? l->at : rows - 1;
    scroll(a);
    l->shown = 0;
    for (size_t i = l->top; i < rows && y < end; i++) {
        cursor = i == l->at ? y : cursor;
        y += draw_row(a, y, end - y, i);
        l->shown += y <= end;
    }
    buf_clear(&a->out);
    buf_printf(&a->out, " %s (%zu/%zu)", word(app_lang(a), l->ops->title), rows > 0 ? l->at + 1 : 0, rows);
    draw_str(a, 0, 0, buf_str(&a->out), screen_columns(), STYLE_TITLE);
    struct str said = buf_str(&a->message);
    buf_clear(&a->out);
    keymap_words(a->keys, app_lang(a), l->ops->keys, &a->out);
    draw_str(a, end, 0, said.n > 0 ? said : buf_str(&a->out), screen_columns(), said.n > 0 ? STYLE_TITLE : STYLE_KEY);
    screen_cursor(cursor, 0);
}
