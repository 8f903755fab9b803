/* What the files of the settings share. */
#ifndef ZIPING_TUI_SETTINGS_PARTS_H
#define ZIPING_TUI_SETTINGS_PARTS_H

#include "ziping/ini.h"
#include "ziping/settings.h"

struct reading {
    struct arena *arena;
    const struct ini_doc *doc;
    struct settings *settings;
    enum lang lang; /* of messages */
};

/* A fault: a sentence with two places, and a word that was probably meant or empty. */
struct settings_word {
    enum word word;
    struct str arg[2], meant;
    const struct ini_entry *entry; /* its line; NULL: `line` */
    unsigned line;
    uint32_t at; /* byte in the document */
};
void settings_say(struct reading *r, const struct settings_word *w);

/* The same with a text of its own, which is freed. */
void settings_fault_at(struct reading *r, unsigned line, uint32_t at, struct buf *text);

/* [keys] (settings_keys.c). */
void settings_keys(struct reading *r);

#endif
