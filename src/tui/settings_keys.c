/* [keys] of the settings file: which keys a command shall have, and which of them it can. */
#include "settings_parts.h"
#include "ziping/suggest.h"

/* A key that a line gives a command. */
struct wish {
    struct str name;
    uint32_t at;
    enum action holder; /* the command that has it already, or ACTION_NONE: it is granted */
};

struct line {
    enum action action;
    const struct ini_entry *entry;
    struct wish *wish;
    size_t wishes;
    bool dropped; /* nothing of it can be used: the command keeps the keys that it has by default */
};

struct plan {
    struct line *line;
    size_t lines;
};

/* Nobody can leave, go back or get anywhere without these. */
static bool is_needed(enum action a) {
    return a == ACTION_QUIT || a == ACTION_CANCEL || a == ACTION_UP || a == ACTION_DOWN || a == ACTION_LEFT ||
           a == ACTION_RIGHT;
}

/* ---- reading ---- */

/* Where a word of an entry's value stands in the file; the value's start where escapes or parts move it. */
static uint32_t word_at(const struct ini_entry *e, struct str word) {
    uint32_t quotes = e->quoted ? 2 : 0;
    bool straight = e->parts == 1 && e->value_end - e->value_at == e->value.n + quotes;
    return straight ? e->value_at + quotes / 2 + (uint32_t)(word.p - e->value.p) : e->value_at;
}

static void say_key(struct reading *r, const struct ini_entry *e, struct str name, enum key_meant meant,
                    const struct key_event *key) {
    static const enum word words[] = {
        [KEY_OK] = W_EMPTY,
        [KEY_UNKNOWN] = W_SETTING_NO_KEY,
        [KEY_TYPED] = W_SETTING_TYPED,
        [KEY_ARRIVES_AS] = W_SETTING_ARRIVES_AS,
        [KEY_NEVER] = W_SETTING_NEVER,
    };
    char arrives[KEY_NAME_SIZE] = "";
    struct suggest best = {0};
    if (meant == KEY_ARRIVES_AS) {
        key_name(key, arrives);
    }
    for (size_t i = 0; meant == KEY_UNKNOWN && key_known(i); i++) {
        suggest_try(&best, name, str_of(key_known(i)));
    }
    settings_say(r, &(struct settings_word){.word = words[meant],
                                            .arg = {name, str_of(arrives)},
                                            .meant = best.best,
                                            .entry = e,
                                            .at = word_at(e, name)});
}

static bool wished(const struct line *l, struct str name) {
    for (size_t i = 0; i < l->wishes; i++) {
        if (str_eq(l->wish[i].name, name)) {
            return true;
        }
    }
    return false;
}

static void read_wishes(struct reading *r, struct line *l) {
    struct str rest = l->entry->value;
    l->wish = arena_array(r->arena, struct wish, rest.n / 2 + 1);
    for (struct str k; l->wish && (k = str_word(&rest)).n > 0;) {
        struct key_event key;
        char name[KEY_NAME_SIZE];
        enum key_meant meant = key_parse(k, &key);
        if (meant != KEY_OK) {
            say_key(r, l->entry, k, meant, &key);
            continue;
        }
        key_name(&key, name);
        if (!wished(l, str_of(name))) {
            struct str kept = arena_copy(r->arena, str_of(name));
            l->wish[l->wishes++] = (struct wish){kept, word_at(l->entry, k), ACTION_NONE};
        }
    }
}

static void say_command(struct reading *r, const struct ini_entry *e) {
    struct suggest best = {0};
    char name[ACTIONS][ACTION_NAME_SIZE];
    for (int i = 0; i < ACTIONS; i++) {
        suggest_try(&best, e->key, action_name((enum action)i, name[i]));
    }
    settings_say(r, &(struct settings_word){
                        .word = W_SETTING_COMMAND, .arg = {e->key}, .meant = best.best, .entry = e, .at = e->key_at});
}

static void read_lines(struct reading *r, struct plan *p) {
    const struct ini_doc *doc = r->doc;
    p->line = arena_array(r->arena, struct line, doc->entries + 1);
    for (size_t i = 0; p->line && i < doc->entries; i++) {
        const struct ini_entry *e = &doc->entry[i];
        struct str section = doc->section[e->section].name;
        if (!str_eq_nocase(section, STR("keys")) || ini_find(doc, section, e->key) != e) {
            continue; /* another section, a part of a value, or a line that a later one overrules */
        }
        enum action action = action_named(e->key);
        if (action == ACTION_NONE) {
            say_command(r, e);
            continue;
        }
        struct line *l = &p->line[p->lines++];
        *l = (struct line){.action = action, .entry = e};
        read_wishes(r, l);
    }
}

/* ---- who has which key ---- */

static const struct line *line_of(const struct plan *p, enum action a) {
    for (size_t i = 0; i < p->lines; i++) {
        if (p->line[i].action == a && !p->line[i].dropped) {
            return &p->line[i];
        }
    }
    return NULL;
}

/* The command that has a key before line `n`, of the defaults that stay and of the lines above, or ACTION_NONE. */
static enum action holder(const struct plan *p, size_t n, struct str name) {
    for (int i = 0; i < ACTIONS; i++) {
        if (!line_of(p, (enum action)i) && keymap_has(keymap_default(), (enum action)i, name)) {
            return (enum action)i;
        }
    }
    for (size_t i = 0; i < n; i++) {
        const struct line *l = &p->line[i];
        for (size_t k = 0; !l->dropped && k < l->wishes; k++) {
            if (l->wish[k].holder == ACTION_NONE && str_eq(l->wish[k].name, name)) {
                return l->action;
            }
        }
    }
    return ACTION_NONE;
}

/* Grants a line what it can have; false where that leaves a command without a key that was to have one. */
static bool grant(const struct plan *p, size_t n) {
    struct line *l = &p->line[n];
    size_t granted = 0;
    for (size_t k = 0; k < l->wishes; k++) {
        l->wish[k].holder = holder(p, n, l->wish[k].name);
        granted += l->wish[k].holder == ACTION_NONE;
    }
    bool meant_empty = str_trim(l->entry->value).n == 0;
    return granted > 0 || (meant_empty && !is_needed(l->action));
}

/* A line that is dropped gives keys back to its command, which others may not have then: so all is granted anew. */
static void grant_all(const struct plan *p) {
    for (size_t i = 0; i < p->lines;) {
        if (!p->line[i].dropped && !grant(p, i)) {
            p->line[i].dropped = true;
            i = 0;
        } else {
            i++;
        }
    }
}

static void report(struct reading *r, const struct line *l) {
    char name[ACTION_NAME_SIZE];
    if (str_trim(l->entry->value).n == 0 && l->dropped) {
        settings_say(
            r, &(struct settings_word){
                   .word = W_SETTING_NEEDED, .arg = {l->entry->key}, .entry = l->entry, .at = l->entry->value_at});
    }
    for (size_t k = 0; k < l->wishes; k++) {
        const struct wish *w = &l->wish[k];
        if (w->holder != ACTION_NONE) {
            settings_say(r, &(struct settings_word){.word = W_SETTING_TAKEN,
                                                    .arg = {w->name, action_name(w->holder, name)},
                                                    .entry = l->entry,
                                                    .at = w->at});
        }
    }
}

static struct str granted_keys(struct reading *r, const struct line *l) {
    struct buf b = {0};
    for (size_t k = 0; k < l->wishes; k++) {
        if (l->wish[k].holder == ACTION_NONE) {
            buf_text(&b, b.n > 0 ? " " : "");
            buf_add(&b, l->wish[k].name);
        }
    }
    return buf_keep(&b, r->arena);
}

void settings_keys(struct reading *r) {
    struct plan p = {0};
    read_lines(r, &p);
    grant_all(&p);
    for (size_t i = 0; i < p.lines; i++) {
        report(r, &p.line[i]);
        if (!p.line[i].dropped) {
            r->settings->keys.keys[p.line[i].action] = granted_keys(r, &p.line[i]);
        }
    }
}
