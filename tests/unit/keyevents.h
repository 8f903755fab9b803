/* Keys as words that a test can compare: `C-up`, `A-x`, `中`, `^q`, `bad`, `paste(…)`, one blank between two. */
#ifndef ZIPING_TEST_KEYEVENTS_H
#define ZIPING_TEST_KEYEVENTS_H

#include "ziping/keydec.h"
#include "ziping/text.h"

static inline void event_word(const struct key_event *e, struct buf *out) {
    static const char *const names[] = {"up",   "down", "left",   "right",  "home", "end",   "pgup",
                                        "pgdn", "ins",  "delete", "backsp", "tab",  "enter", "esc"};
    char text[4];

    if (out->n > 0) {
        buf_char(out, ' ');
    }
    buf_text(out, e->mods & KEYMOD_CTRL && e->code != KEYCODE_CHAR ? "C-" : "");
    buf_text(out, e->mods & KEYMOD_ALT ? "A-" : "");
    buf_text(out, e->mods & KEYMOD_SHIFT ? "S-" : "");
    if (e->code == KEYCODE_CHAR && e->mods & KEYMOD_CTRL) {
        buf_char(out, '^');
        buf_char(out, (char)e->cp);
    } else if (e->code == KEYCODE_CHAR) {
        bool same = str_eq(e->text, (struct str){text, text_encode(e->cp, text)});

        buf_text(out, same ? "" : "(text and character differ)");
        buf_add(out, e->text);
    } else if (e->code == KEYCODE_PASTE) {
        buf_text(out, "paste(");
        buf_add(out, e->text);
        buf_text(out, ")");
    } else if (e->code == KEYCODE_MOUSE) {
        buf_printf(out, "mouse(%u,%d,%d)", (unsigned)e->cp, e->row, e->column);
    } else if (e->code == KEYCODE_BAD) {
        buf_text(out, "bad");
    } else if (e->code >= KEYCODE_F1) {
        buf_text(out, "F");
        buf_number(out, (size_t)(e->code - KEYCODE_F1) + 1);
    } else {
        buf_text(out, names[e->code - KEYCODE_UP]);
    }
}

/* All keys that can be had now. */
static inline void drain(struct keydec *d, bool late, struct buf *out) {
    struct key_event e;

    while (keydec_next(d, late, &e)) {
        event_word(&e, out);
    }
}

/* The keys of some bytes that come in one piece, with nothing behind them. */
static inline void events_of(struct str bytes, struct buf *out) {
    struct keydec d = {0};

    keydec_feed(&d, bytes.p, bytes.n);
    drain(&d, false, out);
    drain(&d, true, out);
    keydec_free(&d);
}

/* The same when they come in reads of `step` bytes. */
static inline void events_by_steps(struct str bytes, size_t step, struct buf *out) {
    struct keydec d = {0};

    for (size_t at = 0; at < bytes.n; at += step) {
        keydec_feed(&d, bytes.p + at, bytes.n - at < step ? bytes.n - at : step);
        drain(&d, false, out);
    }
    drain(&d, true, out);
    keydec_free(&d);
}

#endif
