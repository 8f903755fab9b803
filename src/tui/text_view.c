/* One long text on the full screen. */
#include "app.h"

static struct wrap wrap_all(struct app *a) {
    arena_reset(&a->change);
    a->stale = true; /* the page's layout of this text is void */
    struct str text = text_visible(&a->change, editor_text(&a->editor), TEXT_FOR_LINES);
    return wrap_text(&a->change, text, screen_columns() - 2, a->ambiguous);
}

/* The text view shows unsafe characters as the page does; carets are counted in what is shown. */
static struct str shown(struct app *a) {
    return text_visible(&a->change, editor_text(&a->editor), TEXT_FOR_LINES);
}

static size_t shown_caret(struct app *a) {
    return text_visible(&a->change, str_sub(editor_text(&a->editor), 0, a->editor.caret), TEXT_FOR_LINES).n;
}

static void move_lines(struct app *a, int by) {
    struct wrap w = wrap_all(a);
    struct str text = shown(a);
    if (w.n == 0) {
        return;
    }
    size_t caret = shown_caret(a);
    int line = wrap_line_at(&w, caret), to = line + by;
    int column = a->editor.goal_column >= 0 ? a->editor.goal_column
                                            : text_columns(str_sub(text, w.line[line].start, caret), a->ambiguous);
    to = to < 0 ? 0 : to < (int)w.n ? to : (int)w.n - 1;
    const struct wrap_line *l = &w.line[to];
    size_t at = l->start + text_fit(str_sub(text, l->start, l->end), column, a->ambiguous);
    if (to + 1 < (int)w.n && at == l->next && at > l->start) {
        at = text_prev(text, at);
    }
    size_t real = 0;
    while (real < a->editor.text.n &&
           text_visible(&a->change, str_sub(editor_text(&a->editor), 0, real), TEXT_FOR_LINES).n < at) {
        real = text_next(editor_text(&a->editor), real);
    }
    editor_move(&a->editor, real);
    a->editor.goal_column = column;
}

bool text_action(struct app *a, enum action action) {
    switch (action) {
    case ACTION_UP:
        move_lines(a, -1);
        return true;
    case ACTION_DOWN:
        move_lines(a, 1);
        return true;
    case ACTION_PREV_PART:
        move_lines(a, -(screen_rows() - 4));
        return true;
    case ACTION_NEXT_PART:
        move_lines(a, screen_rows() - 4);
        return true;
    case ACTION_LEFT:
        editor_left(&a->editor);
        return true;
    case ACTION_RIGHT:
        editor_right(&a->editor);
        return true;
    case ACTION_NEXT:
    case ACTION_PREV:
        return true; /* the text is left first */
    case ACTION_TEXT:
    case ACTION_CANCEL:
        a->mode = MODE_FORM;
        return true;
    default:
        return false;
    }
}

void text_draw(struct app *a) {
    struct wrap w = wrap_all(a);
    struct str text = shown(a);
    int rows = screen_rows() - 3;
    buf_clear(&a->out);
    buf_text(&a->out, " ");
    buf_add(&a->out, app_field(a)->part == PART_INDICATORS ? form_node_name(a->session->form, (size_t)app_field(a)->row)
                                                           : str_of(part_title(app_field(a)->part)));
    buf_text(&a->out, " · ");
    buf_add(&a->out, app_field(a)->label);
    buf_printf(&a->out, "  %zu %s", text_count(editor_text(&a->editor)), word(app_lang(a), W_CHARACTERS));
    draw_str(a, 0, 0, buf_str(&a->out), screen_columns(), STYLE_TITLE);
    bar_draw(a);
    if (w.n == 0) {
        return;
    }
    size_t caret = shown_caret(a);
    int line = wrap_line_at(&w, caret);
    a->text_top = line < a->text_top ? line : line >= a->text_top + rows ? line - rows + 1 : a->text_top;
    for (int i = 0; i < rows && a->text_top + i < (int)w.n; i++) {
        const struct wrap_line *l = &w.line[a->text_top + i];
        screen_text(1 + i, 1, str_sub(text, l->start, l->end), screen_columns() - 1, STYLE_NORMAL);
    }
    int column = text_columns(str_sub(text, w.line[line].start, caret), a->ambiguous);
    screen_cursor(1 + line - a->text_top, 1 + (column < screen_columns() - 2 ? column : screen_columns() - 2));
}
