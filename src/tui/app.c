/* The loop: bytes to keys, keys to actions, one drawing for each burst of input. */
#include "app.h"

#define PASTE_WAIT 3000 /* ms after which a paste whose end never came is taken as it is */
#define LEAST_ROWS 8
#define LEAST_COLUMNS 40

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
    if (!str_eq(editor_text(&a->editor), buf_str(&a->held))) {
        editor_begin(&a->editor, buf_str(&a->held), a->editor.lines);
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
        struct editor *e = &a->editor;
        editor_move(e, e->text.n);
        editor_home(e);
        editor_kill_end(e);
        editor_type(e, computed);
        field_commit(a);
    }
    arena_free(&scratch);
}

static void enter_next(struct app *a, int step) {
    field_commit(a);
    field_enter(a, field_next(a, a->field, step));
}

bool (*edit_of(enum action action))(struct editor *) {
    static bool (*const edits[ACTIONS])(struct editor *) = {
        [ACTION_HOME] = editor_home,           [ACTION_END] = editor_end,
        [ACTION_WORD_LEFT] = editor_word_left, [ACTION_WORD_RIGHT] = editor_word_right,
        [ACTION_BACKSPACE] = editor_backspace, [ACTION_DELETE] = editor_delete,
        [ACTION_KILL_END] = editor_kill_end,   [ACTION_KILL_START] = editor_kill_start,
        [ACTION_KILL_WORD] = editor_kill_word, [ACTION_YANK] = editor_yank,
    };
    return action == ACTION_NONE ? NULL : edits[action];
}

bool edit_moves(enum action action) {
    return action == ACTION_HOME || action == ACTION_END || action == ACTION_WORD_LEFT || action == ACTION_WORD_RIGHT;
}

/* What changes the text. */
static bool edit_action(struct app *a, enum action action) {
    bool (*edit)(struct editor *) = edit_of(action), moves = edit_moves(action);
    if (!edit) {
        return false;
    }
    if (a->session->read_only && !moves) {
        app_say(a, W_READ_ONLY);
        return true;
    }
    if (edit(&a->editor) && !moves) {
        typed(a);
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
    case ACTION_CANCEL:
        cancel(a);
        break;
    default:
        break;
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
    case ACTION_FIND:
        find_open(a);
        return true;
    case ACTION_CHOOSE:
        chooser_open(a);
        return true;
    case ACTION_REDRAW:
        screen_redraw();
        return true;
    case ACTION_SUSPEND:
        screen_suspend();
        a->stale = true;
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

static void handle_key(struct app *a, const struct key_event *e) {
    enum action action = key_action(e);
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
}

/* ---- drawing ---- */

static void draw(struct app *a) {
    screen_erase();
    if (screen_rows() < LEAST_ROWS || screen_columns() < LEAST_COLUMNS) {
        draw_str(a, 0, 0, str_of(word(app_lang(a), W_TOO_SMALL)), screen_columns(), STYLE_NORMAL);
        screen_cursor(0, 0);
        screen_flush();
        return;
    }
    enum mode below = a->mode == MODE_ASK ? a->before : a->mode == MODE_PROMPT ? a->prompt.back : a->mode;
    if (below == MODE_HELP) {
        help_draw(a);
    } else if (below == MODE_LIST) {
        list_draw(a);
    } else if (below == MODE_TEXT) {
        text_draw(a);
    } else {
        form_draw(a);
    }
    if (a->mode == MODE_FIND) {
        find_draw(a);
    }
    if (a->mode == MODE_PROMPT) {
        prompt_draw(a);
    }
    if (a->mode == MODE_ASK) {
        leave_draw_question(a);
    }
    screen_flush();
}

/* ---- the loop ---- */

/* How long the rest of a key may take. A lone ESC is soon the Esc key; half a character only comes of a slow line. */
static int wait_for(const struct keydec *d) {
    if (d->pasting) {
        return PASTE_WAIT;
    }
    if (!keydec_waiting(d)) {
        return -1;
    }
    return d->in.p[d->at] == '\033' ? screen_escape_delay() : PASTE_WAIT;
}

/* Takes in all input that is there. False when it is time to end. */
static bool take_input(struct app *a, struct keydec *d) {
    char bytes[4096];
    size_t n = 0;
    struct key_event e;
    int wait = wait_for(d);
    for (;;) {
        enum screen_input got = screen_read(bytes, sizeof bytes, &n, wait);
        switch (got) {
        case SCREEN_CLOSED:
            return false;
        case SCREEN_RESIZED:
        case SCREEN_CONTINUED:
            a->stale = true;
            if (got == SCREEN_CONTINUED) {
                screen_redraw();
            }
            return true;
        case SCREEN_BYTES:
            keydec_feed(d, bytes, n);
            break;
        case SCREEN_TIMEOUT:
            if (wait == 0) {
                return true;
            }
            break;
        }
        while (!a->leaving && keydec_next(d, got == SCREEN_TIMEOUT, &e)) {
            handle_key(a, &e);
        }
        if (a->leaving || got == SCREEN_TIMEOUT) {
            return true;
        }
        wait = 0; /* what else has come already belongs to the same drawing */
    }
}

enum tui_end app_run(struct app *a, enum screen_status *status) {
    struct keydec d = {0};
    *status = screen_open(a->ambiguous);
    bool open = *status == SCREEN_OK;
    if (open && a->session->form) {
        field_enter(a, 0);
    }
    while (open && !a->leaving) {
        draw(a);
        open = take_input(a, &d);
    }
    screen_close();
    keydec_free(&d);
    editor_free(&a->editor);
    editor_free(&a->find.query);
    editor_free(&a->prompt.editor);
    buf_free(&a->find.last);
    arena_free(&a->find.arena);
    buf_free(&a->held);
    buf_free(&a->message);
    buf_free(&a->out);
    arena_free(&a->page);
    arena_free(&a->change);
    return *status != SCREEN_OK ? TUI_FAILED : open ? TUI_DONE : TUI_CLOSED;
}

enum tui_end tui_run(struct session *s, enum text_ambiguous ambiguous, enum screen_status *status) {
    struct app a = {.session = s, .ambiguous = ambiguous, .stale = true};
    return app_run(&a, status);
}
