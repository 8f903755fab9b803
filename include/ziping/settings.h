/* What a person has set for the screen in config.ini: keys of commands, and what options would say. Pure. */
#ifndef ZIPING_SETTINGS_H
#define ZIPING_SETTINGS_H

#include "ziping/arena.h"
#include "ziping/keys.h"

#define SETTINGS_LIMIT ((size_t)64 << 10) /* bytes of a file */

/* Why a line was not taken, or not all of it. */
struct settings_fault {
    unsigned line, column; /* from 1; a column counts characters; 0: the file as a whole */
    struct str text;
};

struct settings {
    struct keymap keys;
    enum lang lang;
    const char *ambiguous; /* narrow, wide, auto; NULL where the file doesn't say */
    bool mouse;
    struct settings_fault *fault; /* in file order */
    size_t faults, cap;
    size_t lines; /* so many have a fault */
};

/* The settings without a file. */
void settings_default(struct settings *s, enum lang lang);

/* Reads the bytes of a file; what is sound in it counts. Texts live in the arena and in `bytes`. `lang` is that of
   messages; the file may say another, unless `lang_given`. False when memory is short: the defaults then.

   A command's line replaces its keys. A key that another command has (by default, or by an earlier line) is not taken;
   nor is a line that leaves nothing to use, except an empty one, and that not for the commands that nobody can do
   without: these keep the keys that they have by default. */
bool settings_read(struct arena *a, struct str bytes, enum lang lang, bool lang_given, struct settings *s);

/* Each fault in a line: `PATH:LINE:COLUMN: TEXT`, made harmless. */
void settings_report(const struct settings *s, struct str path, struct buf *out);

#endif
