/* The state of a scan, shared by the files that make it up. */
#ifndef ZIPING_INI_SCAN_H
#define ZIPING_INI_SCAN_H

#include "ini_parts.h"

/* A hash table of indices, with open addressing; its size is a power of two. */
struct ini_table {
    struct ini_slot {
        uint32_t hash;
        uint32_t owner; /* of a key: its section */
        uint32_t index; /* from 1; 0 is a free slot */
    } * slot;
    size_t size, n;
};

/* A line that may be a part of another key: its entry, and later the base's, and its number. */
struct ini_part {
    uint32_t entry, base, number;
};

struct ini_scan_state {
    struct arena *a;
    struct ini_doc *doc;
    struct ini_logical line;
    size_t section_cap, entry_cap, fault_cap;
    struct ini_table keys, names;
    uint32_t section;      /* the first one of the current section's name */
    struct ini_part *part; /* of the current block */
    size_t parts, part_cap;
    const char *amp, *backslash; /* the next & and \ of the text, or its end */
    bool unsorted;               /* a fault was added behind a later one */
    bool failed;
};

/* ---- faults ---- */

void ini_fault_add(struct ini_scan_state *s, struct ini_fault fault);

/* A fault at a byte of the current logical line. */
void ini_fault_at(struct ini_scan_state *s, enum ini_fault_kind kind, const char *p, struct str subject);

/* ---- sections, keys and parts ---- */

/* False when memory is short. */
bool ini_index_make(struct ini_scan_state *s, size_t keys, size_t names);

/* Enters a section; returns the first one of that name. */
uint32_t ini_index_section(struct ini_scan_state *s, uint32_t section);

/* Enters an entry of the current section; returns the latest one of that key in it, in whichever block, counted from 1,
   or 0. */
uint32_t ini_index_key(struct ini_scan_state *s, uint32_t entry);

/* Keeps an entry in mind whose key ends in a digit. */
void ini_part_note(struct ini_scan_state *s, uint32_t entry);

/* At the end of a block: joins the values of parts to those of their bases. */
void ini_parts_resolve(struct ini_scan_state *s);

/* ---- values ---- */

/* A value as its line has it. */
struct ini_raw {
    const char *from, *end;      /* the value, its quotes included */
    const char *text, *text_end; /* what iniparser takes for its text */
    bool quoted;
};

/* `v` … `end` is what stands behind the `=` of `key`, without white space at either end, not empty. */
struct ini_raw ini_value_read(struct ini_scan_state *s, const char *v, const char *end, struct str key);

/* The first place of the byte in `from` … `end` of the current line, or NULL. Of a byte that is rare in the text
 *next remembers where the next one is. */
static inline const char *ini_rare_byte(const struct ini_scan_state *s, const char **next, char byte, const char *from,
                                        const char *end) {
    struct str text = s->doc->text;

    if (s->line.pieces > 0) {
        return from < end ? memchr(from, byte, (size_t)(end - from)) : NULL;
    }
    if (*next < from) {
        const char *found = memchr(from, byte, (size_t)(text.p + text.n - from));
        *next = found ? found : text.p + text.n;
    }
    return *next < end ? *next : NULL;
}

/* ---- places ---- */

static inline const struct ini_piece *ini_piece_of(const struct ini_logical *line, const char *p) {
    const struct ini_piece *piece = &line->piece[line->pieces - 1];

    while (piece > line->piece && piece->from > (size_t)(p - line->p)) {
        piece--;
    }
    return piece;
}

/* The place in the document of a byte of the logical line, and its line's number. */
static inline uint32_t ini_place(const struct ini_logical *line, const char *p) {
    if (line->pieces > 0) {
        const struct ini_piece *piece = ini_piece_of(line, p);
        return piece->at + (uint32_t)((size_t)(p - line->p) - piece->from);
    }
    return line->at + (uint32_t)(p - line->p);
}

static inline uint32_t ini_place_line(const struct ini_logical *line, const char *p) {
    return line->pieces > 0 ? ini_piece_of(line, p)->line : line->line;
}

/* The place behind `from` … `end`. */
static inline uint32_t ini_place_end(const struct ini_logical *line, const char *from, const char *end) {
    return end > from ? ini_place(line, end - 1) + 1 : ini_place(line, from);
}

#endif
