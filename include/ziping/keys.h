/* Which key does what: one table (keys.def) for dispatch, key bar, help screen and manual. */
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

/* The action of a key, or ACTION_NONE: a character is typed. */
enum action key_action(const struct key_event *e);

/* A key's name as the table spells it, into out[16]. Empty for one that has none. */
void key_name(const struct key_event *e, char out[16]);

/* All keys with their help, a line each. */
void keys_list(enum lang lang, struct buf *out);

#endif
