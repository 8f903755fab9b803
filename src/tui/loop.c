/* The loop: bytes to keys, one drawing for each burst of input, and the journal in its time. */
#include <time.h>

#include "app.h"

#define PASTE_WAIT 3000 /* ms after which a paste or a report whose end never came is taken as it is */
#define ANSWER_WAIT 300 /* ms that the first drawing waits for the terminal to say how wide it draws */
#define LEAST_ROWS 8
#define LEAST_COLUMNS 40

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

/* ---- input ---- */

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void app_stop(struct app *a, bool group) {
    guard_write(a, now_ms());
    screen_stop(group);
    screen_redraw();
    a->stale = true;
}

/* How long the rest of a key may still take; -1: nothing is waited for. A lone ESC is soon the Esc key; half a
   character only comes of a slow line. */
static int rest_of_key(const struct app *a, const struct keydec *d) {
    if (!keydec_waiting(d)) {
        return -1;
    }
    int64_t left = a->heard + (keydec_begun(d) ? PASTE_WAIT : screen_escape_delay()) - now_ms();
    return left > 0 ? (int)left : 0;
}

/* The sooner of two waits; below 0 is for ever. */
static int sooner(int a, int b) {
    return a < 0 ? b : b < 0 || a < b ? a : b;
}

/* Of a paste that was cut off, what has come; of a key nothing: it could read as Esc, which takes back. */
static void take_rest(struct app *a, struct keydec *d) {
    struct key_event e;
    if (d->pasting && !a->leaving && keydec_next(d, true, &e)) {
        app_key(a, &e);
    }
}

/* Takes in all input that is there, or waits for some for `most` ms (< 0: as long as it takes). False when it is time
   to end. */
static bool take_input(struct app *a, struct keydec *d, int most) {
    char bytes[4096];
    size_t n = 0;
    struct key_event e;
    int rest = rest_of_key(a, d), wait = sooner(rest, most);
    for (;;) {
        enum screen_input got = screen_read(bytes, sizeof bytes, &n, wait);
        switch (got) {
        case SCREEN_CLOSED:
            take_rest(a, d);
            return false;
        case SCREEN_STOP: /* kill -TSTP: it is for this program alone */
            app_stop(a, false);
            return true;
        case SCREEN_RESIZED:
        case SCREEN_CONTINUED:
            a->stale = true;
            if (got == SCREEN_CONTINUED) {
                screen_redraw();
            }
            return true;
        case SCREEN_BYTES:
            keydec_feed(d, bytes, n);
            a->heard = now_ms();
            break;
        case SCREEN_TIMEOUT:
            if (rest < 0 || wait < rest) {
                return true;
            }
            break;
        }
        while (!a->leaving && keydec_next(d, got == SCREEN_TIMEOUT, &e)) {
            app_key(a, &e);
        }
        if (a->leaving || got == SCREEN_TIMEOUT) {
            return true;
        }
        wait = 0; /* what else has come already belongs to the same drawing */
        rest = -1;
    }
}

/* The terminal's answer, whenever it comes. */
static void take_answer(struct app *a, struct keydec *d) {
    enum text_ambiguous drawn = d->cursor_column == SCREEN_WIDE_ANSWER ? TEXT_WIDE : TEXT_NARROW;
    if (d->cursor_column != 0 && drawn != a->ambiguous) {
        a->ambiguous = drawn;
        a->stale = true;
        screen_ambiguous(drawn);
        screen_redraw();
    }
    d->cursor_column = 0;
}

/* Waits a little for the answer. Keys that come before it are taken as ever. */
static bool await_answer(struct app *a, struct keydec *d) {
    bool open = true;
    for (int64_t end = now_ms() + ANSWER_WAIT, now; open && !a->leaving && d->cursor_column == 0;) {
        now = now_ms();
        if (now >= end) {
            break;
        }
        open = take_input(a, d, (int)(end - now));
    }
    take_answer(a, d);
    return open;
}

static void app_free(struct app *a) {
    editor_free(&a->editor);
    editor_free(&a->find.query);
    editor_free(&a->prompt.editor);
    session_merge_free(&a->merge);
    buf_free(&a->find.last);
    arena_free(&a->find.arena);
    arena_free(&a->progress_arena);
    buf_free(&a->held);
    buf_free(&a->message);
    buf_free(&a->out);
    arena_free(&a->page);
    arena_free(&a->change);
}

static void begin(struct app *a) {
    const struct session *s = a->session;
    if (!s->form) {
        return; /* the first page */
    }
    field_enter(a, 0);
    guard_greet(a);
    if (s->last_wrong != W_EMPTY && !s->last) {
        app_say(a, W_LAST_WRONG);
        buf_text(&a->message, word(s->lang, s->last_wrong));
    }
}

enum tui_end app_run(struct app *a, const struct tui_options *o, enum screen_status *status) {
    struct keydec d = {.linux_console = o->linux_console};
    a->keys = o->keys;
    a->ambiguous = o->ambiguous;
    a->mouse = o->mouse;
    a->restricted = o->restricted;
    *status = screen_open(o->ambiguous, o->mouse);
    if (*status != SCREEN_OK) {
        return TUI_FAILED;
    }
    begin(a);
    if (o->settings_wrong > 0 && a->message.n == 0) {
        word_numbers(&a->message, app_lang(a), W_SETTINGS_WRONG, &o->settings_wrong, 1);
    }
    bool ask = o->ask && screen_ask_ambiguous();
    bool open = !ask || await_answer(a, &d);
    while (open && !a->leaving) {
        draw(a);
        open = take_input(a, &d, a->guard ? guard_due(a->guard, now_ms()) : -1);
        guard_step(a, now_ms());
        if (ask) {
            take_answer(a, &d);
        }
    }
    screen_close();
    keydec_free(&d);
    app_free(a);
    return open ? TUI_DONE : TUI_CLOSED;
}

enum tui_end tui_run(struct session *s, const struct tui_options *o, enum screen_status *status) {
    struct guard guard;
    struct app a = {.session = s, .guard = &guard, .stale = true};
    enum tui_end end = TUI_FAILED;
    *status = SCREEN_FAILED;
    if (guard_begin(&guard, s, o->state, (int64_t)time(NULL))) {
        end = app_run(&a, o, status);
    }
    guard_end(&guard, end != TUI_CLOSED, now_ms());
    return end;
}
