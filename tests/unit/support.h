/* What several unit tests share: files of their own in a temporary folder, texts that assertions print, golden
   texts, and editing the text of an INI file without the program's own writer. */
#ifndef ZIPING_TESTS_SUPPORT_H
#define ZIPING_TESTS_SUPPORT_H

#include "ziping/arena.h"

/* ---- assertions ---- */

/* The text is exactly `wanted`; prints both otherwise. */
#define assert_text(text, wanted) support_assert_text((text), (wanted), __FILE__, __LINE__)
void support_assert_text(struct str text, const char *wanted, const char *file, int line);

/* The decimal `d` is what `wanted` spells. */
#define assert_dec(d, wanted) support_assert_dec((d), (wanted), __FILE__, __LINE__)
void support_assert_dec(long long d, const char *wanted, const char *file, int line);

/* The text is that of tests/golden/`name`; REGEN=1 writes it there. */
#define assert_golden(text, name) support_assert_golden((text), (name), __FILE__, __LINE__)
void support_assert_golden(struct str text, const char *name, const char *file, int line);

/* ---- files ---- */

/* The bytes of a file of the tree. */
struct str support_read(struct arena *a, const char *path);

/* Fixtures: a temporary folder, made before the group's tests and removed with the files in it behind them. */
int support_folder_make(void **state);
int support_folder_remove(void **state);

/* The path of the file `name` in that folder, in the arena; support_write puts the bytes there. */
const char *support_path(struct arena *a, const char *name);
const char *support_write(struct arena *a, const char *name, struct str bytes);

/* ---- the text of an INI file ---- */

/* Applies changes, one a line, to plain INI text that has one line for each key:
     [section] key = value    changes the key's line, or adds it behind the section's last one; a section that the text
                              doesn't have is added at the end
     [section] -key           takes the key's line out
     -[section]               takes the section out with its keys
     +[section]               adds the section at the end, without keys */
struct str support_change(struct arena *a, struct str text, const char *changes);

/* Where something stands in such a text: `[section] key` is the key's value (its quotes included), `[section]` the
   section's bracket, `[section] key:` the key itself, `3:7` line and column, "" the file as a whole (0, 0). */
void support_place(struct str text, const char *what, unsigned *line, unsigned *column);

#endif
