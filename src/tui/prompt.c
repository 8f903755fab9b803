/* One line of text that is asked for on the message line. */
#include "app.h"

void prompt_open(struct app *a, enum word label, struct str text, void (*done)(struct app *a, struct str text)) {
    a->prompt.label = label;
    a->prompt.done = done;
    a->prompt.back = a->mode;
    a->mode = MODE_PROMPT;
    editor_begin(&a->prompt.editor, text, false);
    editor_move(&a->prompt.editor, text.n);
}

void prompt_key(struct app *a, const struct key_event *e, enum action action) {
    if (e->code == KEYCODE_PASTE || (e->code == KEYCODE_CHAR && e->mods == 0)) {
        editor_type(&a->prompt.editor, e->text);
        return;
    }
    switch (action) {
    case ACTION_ENTER:
    case ACTION_NEXT:
        a->mode = a->prompt.back;
        a->prompt.done(a, editor_text(&a->prompt.editor));
        break;
    case ACTION_CANCEL:
    case ACTION_QUIT:
        a->mode = a->prompt.back;
        break;
    default:
        (void)edit_line(&a->prompt.editor, action);
        break;
    }
}

/* The part of a line that ends with the caret and fits; returns the column behind it. */
int prompt_draw_line(struct app *a, int y, int x, const struct editor *e, int room) {
    struct arena scratch = {0};
    struct str shown = text_visible(&scratch, editor_text(e), TEXT_FOR_SCREEN);
    struct str before = text_visible(&scratch, str_sub(editor_text(e), 0, e->caret), TEXT_FOR_SCREEN);
    size_t skip = 0; /* what a long text has on the left out of sight */
    while (skip < before.n && text_columns(str_sub(before, skip, before.n), a->ambiguous) > room) {
        skip = text_next(before, skip);
    }
    screen_text(y, x, str_sub(shown, skip, shown.n), room, STYLE_NORMAL);
    int caret = x + text_columns(str_sub(before, skip, before.n), a->ambiguous);
    arena_free(&scratch);
    return caret;
}

void prompt_draw(struct app *a) {
    int y = screen_rows() - 2, end = screen_columns();
    screen_fill(y, 0, ' ', end, STYLE_NORMAL);
    int x = draw_str(a, y, 0, str_of(word(app_lang(a), a->prompt.label)), end, STYLE_TITLE);
    screen_cursor(y, prompt_draw_line(a, y, x, &a->prompt.editor, end - x - 1));
}
