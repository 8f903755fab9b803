#include "ziping/keys.h"

#include <stdio.h>

#include "ziping/text.h"

static const struct key_row rows[ACTIONS] = {
#define A(id, keys, zh_label, en_label, zh, en) [ACTION_##id] = {#id, keys, {zh_label, en_label}, {zh, en}},
#include "ziping/keys.def"
#undef A
};

const struct key_row *key_row(enum action a) {
    return &rows[a];
}

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
};

void key_name(const struct key_event *e, char out[16]) {
    const char *alt = e->mods & KEYMOD_ALT ? "A-" : "", *ctrl = e->mods & KEYMOD_CTRL ? "C-" : "";
    const char *shift = e->mods & KEYMOD_SHIFT ? "S-" : "";
    out[0] = '\0';
    if (e->code == KEYCODE_CHAR) {
        /* Caps Lock doesn't change what a key does. */
        bool capital = e->mods == KEYMOD_ALT && e->cp >= 'A' && e->cp <= 'Z';
        if (capital) {
            snprintf(out, 16, "A-%c", (char)(e->cp + 32));
        } else if (e->cp > 0x20 && e->cp < 0x7F && e->mods != 0) {
            snprintf(out, 16, "%s%s%c", alt, e->mods & KEYMOD_CTRL ? "^" : "",
                     e->mods & KEYMOD_CTRL && e->cp >= 'a' && e->cp <= 'z' ? (char)(e->cp - 32) : (char)e->cp);
        }
    } else if (e->code >= KEYCODE_F1 && e->code <= KEYCODE_F12) {
        snprintf(out, 16, "%s%s%sF%d", ctrl, alt, shift, (int)(e->code - KEYCODE_F1) + 1);
    } else if (e->code < KEYCODE_F1 && names[e->code]) {
        snprintf(out, 16, "%s%s%s%s", ctrl, alt, shift, names[e->code]);
    }
}

enum action key_action(const struct key_event *e) {
    char name[16];
    key_name(e, name);
    for (int i = 0; name[0] && i < ACTIONS; i++) {
        struct str keys = str_of(rows[i].keys);
        for (struct str k; (k = str_word(&keys)).n > 0;) {
            if (str_eq(k, str_of(name))) {
                return (enum action)i;
            }
        }
    }
    return ACTION_NONE;
}

void keys_list(enum lang lang, struct buf *out) {
    for (int i = 0; i < ACTIONS; i++) {
        struct str keys = str_of(rows[i].keys);
        size_t start = out->n;
        for (struct str k; (k = str_word(&keys)).n > 0;) {
            buf_text(out, out->n == start ? "" : "  ");
            buf_add(out, k);
        }
        buf_fill(out, ' ', out->n - start < 18 ? 18 - (out->n - start) : 1);
        buf_text(out, rows[i].help[lang]);
        buf_char(out, '\n');
    }
}
