/* Names of keys, and which of them terminals send. */
#include "ziping/keys.h"

#include <stdio.h>

#include "ziping/text.h"

static const char *const names[KEYCODES] = {
    [KEYCODE_UP] = "Up",
    [KEYCODE_DOWN] = "Down",
    [KEYCODE_LEFT] = "Left",
    [KEYCODE_RIGHT] = "Right",
    [KEYCODE_HOME] = "Home",
    [KEYCODE_END] = "End",
    [KEYCODE_PGUP] = "PgUp",
    [KEYCODE_PGDN] = "PgDn",
    [KEYCODE_INSERT] = "Insert",
    [KEYCODE_DELETE] = "Delete",
    [KEYCODE_BACKSPACE] = "Backspace",
    [KEYCODE_TAB] = "Tab",
    [KEYCODE_ENTER] = "Enter",
    [KEYCODE_ESC] = "Esc",
    [KEYCODE_F1] = "F1",
    [KEYCODE_F1 + 1] = "F2",
    [KEYCODE_F1 + 2] = "F3",
    [KEYCODE_F1 + 3] = "F4",
    [KEYCODE_F1 + 4] = "F5",
    [KEYCODE_F1 + 5] = "F6",
    [KEYCODE_F1 + 6] = "F7",
    [KEYCODE_F1 + 7] = "F8",
    [KEYCODE_F1 + 8] = "F9",
    [KEYCODE_F1 + 9] = "F10",
    [KEYCODE_F1 + 10] = "F11",
    [KEYCODE_F12] = "F12",
};

const char *key_known(size_t i) {
    return KEYCODE_UP + i < KEYCODES ? names[KEYCODE_UP + i] : NULL;
}

void key_name(const struct key_event *e, char out[KEY_NAME_SIZE]) {
    const char *alt = e->mods & KEYMOD_ALT ? "A-" : "", *ctrl = e->mods & KEYMOD_CTRL ? "C-" : "";
    const char *shift = e->mods & KEYMOD_SHIFT ? "S-" : "";
    out[0] = '\0';
    if (e->code == KEYCODE_CHAR) {
        /* Caps Lock doesn't change what a key does. */
        bool capital = e->mods == KEYMOD_ALT && e->cp >= 'A' && e->cp <= 'Z';
        if (capital) {
            snprintf(out, KEY_NAME_SIZE, "A-%c", (char)(e->cp + 32));
        } else if (e->cp > 0x20 && e->cp < 0x7F && e->mods != 0) {
            snprintf(out, KEY_NAME_SIZE, "%s%s%c", alt, e->mods & KEYMOD_CTRL ? "^" : "",
                     e->mods & KEYMOD_CTRL && e->cp >= 'a' && e->cp <= 'z' ? (char)(e->cp - 32) : (char)e->cp);
        }
    } else if (e->code < KEYCODES && names[e->code]) {
        snprintf(out, KEY_NAME_SIZE, "%s%s%s%s", ctrl, alt, shift, names[e->code]);
    }
}

/* ---- reading ---- */

static unsigned modifiers(struct str *s) {
    static const struct {
        char letter;
        unsigned mod;
    } letters[] = {{'A', KEYMOD_ALT}, {'C', KEYMOD_CTRL}, {'S', KEYMOD_SHIFT}};
    unsigned mods = 0;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < sizeof letters / sizeof *letters && s->n > 2 && s->p[1] == '-'; i++) {
            if (s->p[0] == letters[i].letter || s->p[0] == letters[i].letter + 32) {
                mods |= letters[i].mod;
                *s = str_sub(*s, 2, s->n);
                more = true;
                break;
            }
        }
    }
    if (s->n == 2 && s->p[0] == '^') {
        mods |= KEYMOD_CTRL;
        *s = str_sub(*s, 1, 2);
    }
    return mods;
}

/* What Ctrl with a character is sent as: another key's byte, one of its own, or nothing. */
static enum key_meant control(struct key_event *e) {
    static const struct {
        char c;
        enum key_code code;
    } same[] = {{'h', KEYCODE_BACKSPACE}, {'i', KEYCODE_TAB}, {'j', KEYCODE_ENTER},
                {'m', KEYCODE_ENTER},     {'[', KEYCODE_ESC}, {'?', KEYCODE_BACKSPACE}};
    e->cp = e->cp >= 'A' && e->cp <= 'Z' ? e->cp + 32 : e->cp;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        if (e->cp == (uint32_t)same[i].c) {
            if (e->mods != KEYMOD_CTRL) {
                return KEY_NEVER;
            }
            *e = (struct key_event){.code = same[i].code};
            return KEY_ARRIVES_AS;
        }
    }
    return (e->cp >= 'a' && e->cp <= 'z') || (e->cp < 0x80 && strchr("@\\]^_", (char)e->cp)) ? KEY_OK : KEY_NEVER;
}

static enum key_meant character(struct key_event *e) {
    if (e->mods == 0) {
        return KEY_TYPED;
    }
    if (e->mods & KEYMOD_SHIFT) {
        return KEY_NEVER;
    }
    return e->mods & KEYMOD_CTRL ? control(e) : e->cp < 0x7F ? KEY_OK : KEY_NEVER;
}

static enum key_meant named(struct key_event *e) {
    switch (e->code) {
    case KEYCODE_TAB: /* Alt-Tab is what the Linux console sends for Shift-Tab */
        if (e->mods == KEYMOD_ALT) {
            e->mods = KEYMOD_SHIFT;
            return KEY_ARRIVES_AS;
        }
        return e->mods == 0 || (e->mods | KEYMOD_ALT) == (KEYMOD_ALT | KEYMOD_SHIFT) ? KEY_OK : KEY_NEVER;
    case KEYCODE_ENTER:
    case KEYCODE_BACKSPACE:
        return (e->mods & ~(unsigned)KEYMOD_ALT) == 0 ? KEY_OK : KEY_NEVER;
    case KEYCODE_ESC:
        return e->mods == 0 ? KEY_OK : KEY_NEVER;
    default:
        return KEY_OK;
    }
}

enum key_meant key_parse(struct str name, struct key_event *e) {
    *e = (struct key_event){.mods = modifiers(&name)};
    for (int code = KEYCODE_UP; code < KEYCODES; code++) {
        if (str_eq_nocase(name, str_of(names[code]))) {
            e->code = (enum key_code)code;
            return named(e);
        }
    }
    if (name.n == 0 || text_decode(name, 0, &e->cp) != name.n || e->cp <= 0x20 || e->cp == 0x7F) {
        return KEY_UNKNOWN;
    }
    e->code = KEYCODE_CHAR;
    return character(e);
}
