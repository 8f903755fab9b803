/* A rewrite is a list of edits, each a stretch of the document's text and what takes its place; what no edit covers is
   copied. */
#ifndef ZIPING_INI_WRITE_H
#define ZIPING_INI_WRITE_H

#include "ini_parts.h"

#define INI_QUOTES 2    /* bytes around a value */
#define INI_ROOM_MIN 16 /* bytes that a line gives to its value, even behind a key that leaves no room */

enum ini_edit_kind {
    INI_IN_LINE,
    INI_LINES, /* whole lines */
    INI_BLOCK  /* whole lines that are set off by blank ones */
};

struct ini_edit {
    uint32_t from, to; /* in the document */
    size_t text, n;    /* in ini_edits.text */
    size_t order;
    enum ini_edit_kind kind;
};

struct ini_bounds {
    uint32_t at, stop, next; /* of a logical line, as in ini_logical */
    bool pending;
};

struct ini_edits {
    const struct ini_doc *doc;
    struct arena scratch;
    struct ini_bounds *line; /* all logical lines of the document */
    size_t lines, line_cap;
    struct ini_edit *edit;
    size_t edits, edit_cap;
    struct buf text; /* what the edits put in */
    bool failed;
};

/* ---- ini_put.c: one value ---- */

/* Whether s is a word that everybody reads the same without quotes. */
bool ini_put_is_word(struct str s);

/* The end of the longest piece of the value from `at` that takes at most `room` bytes when it is written; behind a line
   break it ends in any case. At least one character. */
size_t ini_put_end(struct str value, size_t at, long room);
void ini_put_piece(struct buf *out, struct str value, size_t from, size_t end, bool quoted);

/* One line of its own for the part from `at`; returns where the part ends. */
size_t ini_put_line(struct buf *out, struct str key, uint32_t number, struct str value, size_t at);

/* All lines of a value; returns their number. */
uint32_t ini_put_lines(struct buf *out, struct str key, struct str value);

/* The value without CR: itself, or a copy in *room. */
struct str ini_without_cr(struct str value, struct buf *room);

/* ---- ini_edit.c: what there is already ---- */

/* An edit whose text is what was added to w->text since `text`. */
void ini_edit_add(struct ini_edits *w, uint32_t from, uint32_t to, size_t text, enum ini_edit_kind kind);

/* Finds the logical lines; to be called first. */
void ini_edit_bounds(struct ini_edits *w);

/* The index of the logical line that the byte `at` stands in. */
size_t ini_edit_line(const struct ini_edits *w, uint32_t at);
const struct ini_bounds *ini_edit_entry_line(const struct ini_edits *w, const struct ini_entry *e);

void ini_edit_value(struct ini_edits *w, const struct ini_entry *e, struct str value);

/* Removes the key in all blocks of the section, with its parts. */
void ini_edit_remove(struct ini_edits *w, struct str section, struct str key);

/* Deletes lines of the block that would now be read as parts of `key`, which has `parts`: those with a number above
   `known` (the lower ones are dealt with), up to the first that leaves a gap. */
void ini_edit_strays(struct ini_edits *w, const struct ini_section *s, struct str key, uint32_t known, uint32_t parts);

/* ---- ini_sections.c: whole sections ---- */

/* Where a block begins: at the comments right above its header, which belong to it. Those at the very top of the file
   are about the file. */
uint32_t ini_edit_section_start(const struct ini_edits *w, const struct ini_section *s);

/* Where it ends: behind its keys and the comments that follow them, unless these stand right above the next header. */
uint32_t ini_edit_section_end(const struct ini_edits *w, const struct ini_section *s);

/* Where its keys end. */
uint32_t ini_edit_keys_end(const struct ini_edits *w, const struct ini_section *s);

/* ---- ini_write.c: putting it together ---- */

/* Copies text of the document with \n for \r\n. */
void ini_edit_text(struct buf *out, struct str s);

/* The document with the edits made. */
void ini_edit_copy(struct ini_edits *w, struct buf *out);

#endif
