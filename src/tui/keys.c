/* The commands of the screen and the keys that they have. */
#include "ziping/keys.h"

#include "ziping/text.h"

static const struct key_row rows[ACTIONS] = {
#define A(id, keys, zh_label, en_label, zh, en) [ACTION_##id] = {#id, keys, {zh_label, en_label}, {zh, en}},
#include "ziping/keys.def"
#undef A
};

#define A(id, keys, zh_label, en_label, zh, en) _Static_assert(sizeof(#id) <= ACTION_NAME_SIZE, "a long name: " #id);
#include "ziping/keys.def"
#undef A

const struct key_row *key_row(enum action a) {
    return &rows[a];
}

struct str action_name(enum action a, char out[ACTION_NAME_SIZE]) {
    size_t n = 0;
    for (const char *p = rows[a].id; *p; p++) {
        out[n++] = *p == '_' ? '-' : *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
    }
    out[n] = '\0';
    return (struct str){out, n};
}

enum action action_named(struct str name) {
    char one[ACTION_NAME_SIZE];
    for (int i = 0; i < ACTIONS; i++) {
        if (str_eq_nocase(name, action_name((enum action)i, one))) {
            return (enum action)i;
        }
    }
    return ACTION_NONE;
}

/* ---- the keys in effect ---- */

const struct keymap *keymap_default(void) {
    static const struct keymap map = {{
#define A(id, keys, zh_label, en_label, zh, en) [ACTION_##id] = {keys, sizeof(keys) - 1},
#include "ziping/keys.def"
#undef A
    }};
    return &map;
}

bool keymap_has(const struct keymap *m, enum action a, struct str name) {
    struct str keys = m->keys[a];
    for (struct str k; (k = str_word(&keys)).n > 0;) {
        if (str_eq(k, name)) {
            return true;
        }
    }
    return false;
}

struct str keymap_first(const struct keymap *m, enum action a) {
    struct str keys = m->keys[a], first = str_word(&keys);
    return first.n > 0 ? first : STR("-");
}

enum action key_action(const struct keymap *m, const struct key_event *e) {
    char name[KEY_NAME_SIZE];
    key_name(e, name);
    for (int i = 0; name[0] && i < ACTIONS; i++) {
        if (keymap_has(m, (enum action)i, str_of(name))) {
            return (enum action)i;
        }
    }
    return ACTION_NONE;
}

uint32_t key_letter(const struct key_event *e) {
    uint32_t c = e->code == KEYCODE_CHAR && e->mods == 0 ? e->cp : 0;
    switch (c) {
    case 0x3000:
        return ' ';
    case 0x3001: /* 、 is the key of / or \ */
        return '/';
    case 0x3002: /* 。 */
        return '.';
    default:
        c = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
}

enum action key_command(const struct keymap *m, const struct key_event *e) {
    uint32_t c = key_letter(e);
    return c == '?' ? ACTION_HELP : c == 'q' ? ACTION_QUIT : key_action(m, e);
}

void keymap_words(const struct keymap *m, enum lang lang, enum word id, struct buf *out) {
    static const enum action places[] = {ACTION_ENTER, ACTION_CANCEL, ACTION_HELP, ACTION_SAVE,      ACTION_TEXT,
                                         ACTION_NEW,   ACTION_QUIT,   ACTION_YANK, ACTION_REMOVE_ROW};
    struct str key[sizeof places / sizeof *places];
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        key[i] = keymap_first(m, places[i]);
    }
    buf_template(out, word(lang, id), key, sizeof places / sizeof *places);
}

void keys_list(const struct keymap *m, enum lang lang, bool names, struct buf *out) {
    char name[ACTION_NAME_SIZE];
    for (int i = 0; i < ACTIONS; i++) {
        struct str keys = m->keys[i], command = action_name((enum action)i, name);
        if (names) {
            buf_add(out, command);
            buf_fill(out, ' ', 14 - (command.n < 13 ? command.n : 13));
        }
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
