/* One long text on the full screen. */
#include "app.h"

static struct lines all_lines(struct app *a) {
    arena_reset(&a->change);
    a->stale = true; /* the page's layout of this text is void */
    struct lines l = {.text = editor_text(&a->editor), .ambiguous = a->ambiguous};
    l.shown = text_visible(&a->change, l.text, TEXT_FOR_LINES);
    l.wrap = wrap_text(&a->change, l.shown, screen_columns() - 2, a->ambiguous);
    return l;
}

static void move_lines(struct app *a, int by) {
    struct lines l = all_lines(a);
    int line, column, last = (int)l.wrap.n - 1;
    if (last < 0) {
        return;
    }
    lines_place(&l, a->editor.caret, &line, &column);
    column = a->editor.goal_column >= 0 ? a->editor.goal_column : column;
    line = line + by < 0 ? 0 : line + by < last ? line + by : last;
    editor_move(&a->editor, lines_caret(&l, line, column));
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
    struct lines l = all_lines(a);
    int rows = screen_rows() - 3, line, column;
    buf_clear(&a->out);
    buf_text(&a->out, " ");
    buf_add(&a->out, app_field(a)->part == PART_INDICATORS ? form_node_name(a->session->form, (size_t)app_field(a)->row)
                                                           : str_of(part_title(app_field(a)->part)));
    buf_text(&a->out, " · ");
    buf_add(&a->out, app_field(a)->label);
    buf_printf(&a->out, "  %zu %s", text_count(editor_text(&a->editor)), word(app_lang(a), W_CHARACTERS));
    draw_str(a, 0, 0, buf_str(&a->out), screen_columns(), STYLE_TITLE);
    bar_draw(a);
    if (l.wrap.n == 0) {
        return;
    }
    lines_place(&l, a->editor.caret, &line, &column);
    a->text_top = line < a->text_top ? line : line >= a->text_top + rows ? line - rows + 1 : a->text_top;
    for (int i = 0; i < rows && a->text_top + i < (int)l.wrap.n; i++) {
        const struct wrap_line *w = &l.wrap.line[a->text_top + i];
        screen_text(1 + i, 1, str_sub(l.shown, w->start, w->end), screen_columns() - 1,
                    a->editor.all ? STYLE_FOCUS : STYLE_NORMAL);
    }
    screen_cursor(1 + line - a->text_top, 1 + (column < screen_columns() - 2 ? column : screen_columns() - 2));
}
