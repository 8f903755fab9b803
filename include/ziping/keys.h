/* Which key does what: one table (keys.def) for dispatch, key bar, help screen and manual; a person may have other keys
   for its commands (settings.h). */
#ifndef ZIPING_KEYS_H
#define ZIPING_KEYS_H

#include "ziping/keydec.h"
#include "ziping/words.h"

enum action {
#define A(id, keys, zh_label, en_label, zh, en) ACTION_##id,
#include "ziping/keys.def"
#undef A
    ACTIONS,
    ACTION_NONE = ACTIONS
};

struct key_row {
    const char *id;
    const char *keys;     /* names separated by spaces */
    const char *label[2]; /* by enum lang; "" is not on the bar */
    const char *help[2];
};

const struct key_row *key_row(enum action a);

/* The name of a command, as settings have it: its id in lower case, with dashes. Into out[ACTION_NAME_SIZE]. */
enum { ACTION_NAME_SIZE = 24 };
struct str action_name(enum action a, char out[ACTION_NAME_SIZE]);
/* The command of that name in any case, or ACTION_NONE. */
enum action action_named(struct str name);

/* ---- the keys in effect ---- */

struct keymap {
    struct str keys[ACTIONS]; /* names as key_name spells them, separated by blanks */
};

/* The keys of the table. */
const struct keymap *keymap_default(void);

/* The action of a key, or ACTION_NONE: a character is typed. */
enum action key_action(const struct keymap *m, const struct key_event *e);

/* Where nothing is typed (help, lists, questions): the character of a key that has no modifiers, as it is meant when an
   input method is on: of full width, a Chinese punctuation mark or a capital as the plain ASCII one, others as they
   are. 0: it is no character. */
uint32_t key_letter(const struct key_event *e);
/* The action of a key there: besides key_action's, ? is help and q leaves. */
enum action key_command(const struct keymap *m, const struct key_event *e);

/* Whether a command has this key, by its name. */
bool keymap_has(const struct keymap *m, enum action a, struct str name);
/* The name of a command's first key; `-` where it has none. */
struct str keymap_first(const struct keymap *m, enum action a);

/* A sentence about keys, with the first key of a command in each of its places:
   {0} enter, {1} cancel, {2} help, {3} save, {4} text, {5} new, {6} quit, {7} yank, {8} remove-row. */
void keymap_words(const struct keymap *m, enum lang lang, enum word id, struct buf *out);

/* All keys with their help, a line each. `names`: the commands' names before them. */
void keys_list(const struct keymap *m, enum lang lang, bool names, struct buf *out);

/* ---- names of keys (key_names.c) ---- */

enum { KEY_NAME_SIZE = 16 };

/* A key's name as the table spells it, into out[KEY_NAME_SIZE]. Empty for one that has none. */
void key_name(const struct key_event *e, char out[KEY_NAME_SIZE]);

enum key_meant {
    KEY_OK,
    KEY_UNKNOWN,    /* no such name; *e is not set */
    KEY_TYPED,      /* a character that is typed into fields */
    KEY_ARRIVES_AS, /* terminals send what another key sends: *e is that one (^I is Tab) */
    KEY_NEVER       /* terminals don't send it as one key of its own (S-Enter) */
};

/* The key of that name: modifiers A- C- S- in any order or ^, then a name in any case or a character. */
enum key_meant key_parse(struct str name, struct key_event *e);

/* The name of the i-th named key, or NULL behind the last: for what was probably meant. */
const char *key_known(size_t i);

#endif
