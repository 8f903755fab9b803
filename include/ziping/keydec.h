/* Bytes of a terminal's keyboard into keys: pure, so that any way of cutting the bytes into reads gives the same keys.

   Understood are UTF-8 characters, control characters, ESC before another key as Alt, the CSI and SS3 forms of xterm,
   VT100/VT220, rxvt, PuTTY, screen, tmux and the Linux console with their modifiers, and bracketed paste. Reports of
   the terminal (of its type, modes, colours, title, focus, a mouse nobody asked for) are no keys and leave nothing
   behind. The numeric keypad gives its characters, also where VT100's terminfo has F5 … F10 on it: people type numbers
   with it, and each command has a key that isn't a function key. */
#ifndef ZIPING_KEYDEC_H
#define ZIPING_KEYDEC_H

#include <stdint.h>

#include "ziping/buf.h"

enum key_code {
    KEYCODE_CHAR,  /* a character: `cp`, with the bytes in `text` */
    KEYCODE_PASTE, /* `text` is what was pasted */
    KEYCODE_BAD,   /* a byte that is no part of UTF-8 */
    KEYCODE_MOUSE, /* a button pressed at a place: `cp` is MOUSE_… */
    KEYCODE_UP,
    KEYCODE_DOWN,
    KEYCODE_LEFT,
    KEYCODE_RIGHT,
    KEYCODE_HOME,
    KEYCODE_END,
    KEYCODE_PGUP,
    KEYCODE_PGDN,
    KEYCODE_INSERT,
    KEYCODE_DELETE,
    KEYCODE_BACKSPACE,
    KEYCODE_TAB,
    KEYCODE_ENTER,
    KEYCODE_ESC,
    KEYCODE_F1, /* F2 … F12 follow */
    KEYCODE_F12 = KEYCODE_F1 + 11,
    KEYCODES
};

enum { MOUSE_LEFT = 0, MOUSE_WHEEL_UP = 64, MOUSE_WHEEL_DOWN = 65 }; /* as SGR mode (1006) has them */

enum { KEYMOD_SHIFT = 1, KEYMOD_ALT = 2, KEYMOD_CTRL = 4 };

struct key_event {
    enum key_code code;
    unsigned mods; /* of a character: Alt, or Ctrl with `cp` a lower-case letter or one of @ [ \ ] ^ _ ? */
    uint32_t cp;
    int row, column; /* of the mouse, from 0 */
    struct str text; /* valid until the next call */
};

struct keydec {
    struct buf in; /* bytes not decoded yet start at `at` */
    size_t at;
    bool linux_console; /* set by the caller: F13 … are Shift with F1 …, not with F3 … */
    bool in_string;     /* inside a report that ends with BEL or ESC \ */
    bool pasting;
    struct buf paste; /* what has come of it so far */
    bool paste_done;  /* it was handed out: empty it at the next call */
    char text[4];
    unsigned cursor_column; /* from 1: the terminal's last answer to the question where its cursor is; 0: none yet. An
                               answer from the first row can't be told from F3 with modifiers and isn't taken for one */
};

void keydec_feed(struct keydec *d, const char *bytes, size_t n);

/* The next key, or false when what is there is no whole key yet. `late`: nothing more came for the escape delay, so
   what is there is all: a lone ESC is the Esc key, and the start of the mark that ends a paste is no part of it. */
bool keydec_next(struct keydec *d, bool late, struct key_event *out);

/* Some bytes wait for more: call again with `late` after the escape delay. */
bool keydec_waiting(const struct keydec *d);

/* What waits can't be the Esc key: a paste, a report or half a character, whose rest a slow line keeps back. */
bool keydec_begun(const struct keydec *d);

void keydec_free(struct keydec *d);

#endif
