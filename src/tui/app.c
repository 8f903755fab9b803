/* What each key does. */
#include "app.h"

/* ---- actions on the form ---- */

static void typed(struct app *a) {
    if (a->mode == MODE_FORM) {
        page_typed(a);
    }
}

static void go_part(struct app *a, size_t grid) {
    field_commit(a);
    page_build(a);
    int field = a->paper ? field_of_part(a, grid) : -1;
    if (field >= 0) {
        field_enter(a, field);
    }
}

static void go_problem(struct app *a, bool forward) {
    field_commit(a);
    int i = session_next_problem(a->session, a->field, forward);
    if (i < 0) {
        app_say(a, W_NO_PROBLEMS);
    } else {
        field_enter(a, a->session->problem[i].field);
    }
}

static void undo(struct app *a, bool redo) {
    if (redo ? editor_redo(&a->editor) : editor_undo(&a->editor)) {
        typed(a);
        return;
    }
    field_commit(a);
    int field = redo ? session_redo(a->session) : session_undo(a->session);
    if (field < 0) {
        app_say(a, redo ? W_NOTHING_TO_REDO : W_NOTHING_TO_UNDO);
        return;
    }
    a->stale = true;
    field_enter(a, field);
}

static void cancel(struct app *a) {
    if (a->editor.all) {
        editor_move(&a->editor, a->editor.caret);
    } else if (!str_eq(editor_text(&a->editor), buf_str(&a->held))) {
        editor_begin(&a->editor, buf_str(&a->held), a->editor.lines);
        typed(a);
    }
}

void replace_text(struct app *a, struct str text) {
    bool lines = a->editor.lines;
    editor_begin(&a->editor, text, lines);
    if (!field_commit(a)) {
        typed(a);
    }
}

static void take_computed(struct app *a) {
    struct arena scratch = {0};
    if (a->session->read_only) {
        app_say(a, W_READ_ONLY);
        return;
    }
    struct str computed = score_computed(&scratch, a->session->form, &a->session->score, a->field);
    if (computed.n == 0) {
        app_say(a, W_NOTHING_COMPUTED);
    } else {
        replace_text(a, computed);
    }
    arena_free(&scratch);
}

static void enter_next(struct app *a, int step) {
    field_commit(a);
    field_enter(a, field_next(a, a->field, step));
}

/* What an action does to a text, and what is said then. */
struct edit {
    bool (*run)(struct editor *);
    bool changes;
    enum word done;
};

static const struct edit *edit_of(enum action action) {
    static const struct edit edits[ACTIONS] = {
        [ACTION_HOME] = {editor_home, false, W_EMPTY},
        [ACTION_END] = {editor_end, false, W_EMPTY},
        [ACTION_WORD_LEFT] = {editor_word_left, false, W_EMPTY},
        [ACTION_WORD_RIGHT] = {editor_word_right, false, W_EMPTY},
        [ACTION_SELECT_ALL] = {editor_select_all, false, W_ALL_SELECTED},
        [ACTION_COPY_ALL] = {editor_copy_all, false, W_COPIED},
        [ACTION_BACKSPACE] = {editor_backspace, true, W_EMPTY},
        [ACTION_DELETE] = {editor_delete, true, W_EMPTY},
        [ACTION_KILL_END] = {editor_kill_end, true, W_EMPTY},
        [ACTION_KILL_START] = {editor_kill_start, true, W_EMPTY},
        [ACTION_KILL_WORD] = {editor_kill_word, true, W_EMPTY},
        [ACTION_YANK] = {editor_yank, true, W_EMPTY},
    };
    return action != ACTION_NONE && edits[action].run ? &edits[action] : NULL;
}

bool edit_line(struct editor *e, enum action action) {
    const struct edit *edit = edit_of(action);
    if (action == ACTION_LEFT || action == ACTION_RIGHT) {
        return (action == ACTION_LEFT ? editor_left(e) : editor_right(e)) && false;
    }
    return edit && edit->run(e) && edit->changes;
}

static bool edit_action(struct app *a, enum action action) {
    const struct edit *edit = edit_of(action);
    if (!edit) {
        return false;
    }
    if (a->session->read_only && edit->changes) {
        app_say(a, W_READ_ONLY);
        return true;
    }
    if (edit->run(&a->editor)) {
        if (edit->changes) {
            typed(a);
        } else if (edit->done != W_EMPTY) {
            app_say(a, edit->done);
        }
    }
    return true;
}

static void form_action(struct app *a, enum action action) {
    switch (action) {
    case ACTION_NEXT:
    case ACTION_ENTER:
    case ACTION_PREV:
        enter_next(a, action == ACTION_PREV ? -1 : 1);
        break;
    case ACTION_UP:
    case ACTION_DOWN:
        move_vertical(a, action == ACTION_DOWN ? 1 : -1);
        break;
    case ACTION_LEFT:
    case ACTION_RIGHT:
        move_sideways(a, action == ACTION_RIGHT ? 1 : -1);
        break;
    case ACTION_NEXT_PART:
        go_part(a, a->paper && a->grid + 1 < a->paper->grids ? a->grid + 1 : 0);
        break;
    case ACTION_PREV_PART:
        go_part(a, a->grid > 0 ? a->grid - 1 : a->paper ? a->paper->grids - 1 : 0);
        break;
    case ACTION_PART_1:
    case ACTION_PART_2:
    case ACTION_PART_3:
    case ACTION_PART_4:
    case ACTION_PART_5:
    case ACTION_PART_6:
        go_part(a, (size_t)(action - ACTION_PART_1));
        break;
    case ACTION_TEXT:
        a->mode = MODE_TEXT;
        break;
    case ACTION_ADD_ROW:
    case ACTION_REMOVE_ROW:
    case ACTION_ROW_UP:
    case ACTION_ROW_DOWN:
        rows_action(a, action);
        break;
    case ACTION_CANCEL:
        cancel(a);
        break;
    default:
        break;
    }
}

/* Whoever has no shell could never come back. */
static void suspend(struct app *a) {
    if (!a->restricted) {
        app_stop(a, true);
    }
}

/* What does the same everywhere; false: it is for the view at hand. */
static bool common_action(struct app *a, enum action action) {
    switch (action) {
    case ACTION_HELP:
        help_open(a, -1);
        return true;
    case ACTION_SAVE:
        leave_save(a);
        return true;
    case ACTION_NEW:
        leave_save_as(a);
        return true;
    case ACTION_QUIT:
        leave_quit(a);
        return true;
    case ACTION_UNDO:
    case ACTION_REDO:
        undo(a, action == ACTION_REDO);
        return true;
    case ACTION_NEXT_PROBLEM:
    case ACTION_PREV_PROBLEM:
        a->mode = MODE_FORM;
        go_problem(a, action == ACTION_NEXT_PROBLEM);
        return true;
    case ACTION_TAKE:
        take_computed(a);
        return true;
    case ACTION_COMPARE:
        compare_toggle(a);
        return true;
    case ACTION_TAKE_LAST:
        compare_take(a);
        return true;
    case ACTION_FIND:
        find_open(a);
        return true;
    case ACTION_PROBLEMS:
        problems_open(a);
        return true;
    case ACTION_PROGRESS:
        progress_open(a);
        return true;
    case ACTION_CHOOSE:
        chooser_open(a);
        return true;
    default:
        return edit_action(a, action);
    }
}

static void insert(struct app *a, const struct key_event *e) {
    if (a->session->read_only) {
        app_say(a, W_READ_ONLY);
        return;
    }
    if (e->code == KEYCODE_PASTE) {
        editor_paste(&a->editor, e->text);
    } else {
        editor_type(&a->editor, e->text);
    }
    if (a->editor.failed) {
        app_say(a, W_NO_MEMORY);
    }
    typed(a);
}

/* Enter on the full screen: a new paragraph where the field may have some. */
static void insert_line_break(struct app *a) {
    if (a->editor.lines) {
        insert(a, &(struct key_event){.code = KEYCODE_CHAR, .text = STR("\n")});
    }
}

/* The wheel is the arrow keys, three lines at once. */
static void handle_mouse(struct app *a, const struct key_event *e) {
    enum action action = e->cp == MOUSE_WHEEL_UP ? ACTION_UP : ACTION_DOWN;
    if (!a->mouse || a->mode == MODE_ASK) {
        return;
    }
    buf_clear(&a->message);
    if (e->cp == MOUSE_LEFT) {
        if (a->mode == MODE_FORM) {
            page_click(a, e->row, e->column);
        }
        return;
    }
    for (int i = 0; i < 3; i++) {
        if (a->mode == MODE_HELP) {
            help_action(a, action);
        } else if (a->mode == MODE_LIST) {
            list_action(a, action);
        } else if (a->mode == MODE_TEXT) {
            text_action(a, action);
        } else if (a->mode == MODE_FORM) {
            form_action(a, action);
        }
    }
}

/* What is about the screen alone, whatever it shows, a question too. */
static bool screen_action(struct app *a, enum action action) {
    if (action == ACTION_REDRAW) {
        screen_redraw();
    } else if (action == ACTION_SUSPEND) {
        suspend(a);
    }
    return action == ACTION_REDRAW || action == ACTION_SUSPEND;
}

void app_key(struct app *a, const struct key_event *e) {
    if (e->code == KEYCODE_MOUSE) {
        handle_mouse(a, e);
        return;
    }
    enum action action = key_action(a->keys, e);
    if (screen_action(a, action)) {
        return;
    }
    if (a->mode == MODE_ASK) {
        leave_answer(a, e);
        return;
    }
    buf_clear(&a->message);
    if (a->mode == MODE_PROMPT) {
        prompt_key(a, e, action);
        return;
    }
    if (a->mode == MODE_HELP || a->mode == MODE_LIST) {
        action = key_command(a->keys, e);
        (a->mode == MODE_HELP ? help_action : a->folder ? first_page_action : list_action)(a, action);
        return;
    }
    if (a->mode == MODE_FIND) {
        find_key(a, e, action);
        return;
    }
    if (e->code == KEYCODE_BAD) {
        app_say(a, W_BAD_BYTES);
    } else if (e->code == KEYCODE_PASTE || (e->code == KEYCODE_CHAR && e->mods == 0)) {
        insert(a, e);
    } else if (a->mode == MODE_TEXT && action == ACTION_ENTER) {
        insert_line_break(a);
    } else if (action != ACTION_NONE && !(a->mode == MODE_TEXT && text_action(a, action)) &&
               !common_action(a, action)) {
        form_action(a, action);
    }
    enum word wrong = field_wrong(a);
    if (wrong != W_EMPTY && a->message.n == 0) {
        app_say(a, wrong);
    }
}
