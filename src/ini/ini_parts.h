/* What the files of this floor share: characters, the text of a file, and logical lines. */
#ifndef ZIPING_INI_PARTS_H
#define ZIPING_INI_PARTS_H

#include "ziping/ini.h"

/* isspace() of the C locale, which is what iniparser strips. */
static inline bool ini_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool ini_mark(char c) {
    return c == ';' || c == '#';
}

/* The end of s without white space before it, not before `from`. */
static inline const char *ini_trim_end(const char *from, const char *end) {
    while (end > from && ini_space(end[-1])) {
        end--;
    }
    return end;
}

static inline const char *ini_skip_space(const char *p, const char *end) {
    while (p < end && ini_space(*p)) {
        p++;
    }
    return p;
}

static inline struct str ini_slice(const char *from, const char *end) {
    return (struct str){from, (size_t)(end - from)};
}

/* ---- the text of a file ---- */

struct ini_decoded {
    struct str text; /* UTF-8 without byte order mark; the raw bytes where it is refused */
    bool refused, bom, converted;
    enum ini_fault_kind kind; /* why it is refused */
    size_t at;                /* of the first wrong byte, or the first that was converted */
};

/* False when memory is short. */
bool ini_decode(struct arena *a, struct str bytes, struct ini_decoded *out);

/* ---- logical lines: a backslash at the end of a line joins the next one to it ---- */

struct ini_piece {
    size_t from;       /* where it begins in the joined text */
    uint32_t at, line; /* and in the document */
};

struct ini_logical {
    const char *p, *end; /* its text, without white space at the end: part of the document's, or joined in the arena */
    uint32_t at, line;   /* its beginning in the document, and the number of its first line */
    uint32_t stop;       /* the end of its last line, \r and \n excluded */
    uint32_t next;       /* where the next one begins */
    uint32_t lines;      /* how many lines it takes */
    size_t bytes;        /* as iniparser counts them against INI_LINE_MAX */
    bool pending;        /* the text ends where another line should follow: iniparser drops all of it */
    struct ini_piece *piece;
    size_t pieces; /* 0: not joined */
};

/* Adds to a line that ends in a backslash the ones behind it. False when memory is short. */
bool ini_logical_join(struct arena *a, struct str text, struct ini_logical *out);

/* Reads the logical line that begins at `at` (< text.n) into *out. False when memory is short. */
static inline bool ini_logical_read(struct arena *a, struct str text, uint32_t at, uint32_t line,
                                    struct ini_logical *out) {
    const char *from = text.p + at;
    const char *newline = memchr(from, '\n', text.n - at);
    const char *end = newline ? newline : text.p + text.n;

    *out = (struct ini_logical){
        .p = from,
        .end = ini_trim_end(from, end),
        .at = at,
        .line = line,
        .next = (uint32_t)(end - text.p) + (newline != NULL),
        .lines = 1,
        .bytes = (size_t)(end - from),
    };
    while (end > from && end[-1] == '\r') {
        end--;
    }
    out->stop = (uint32_t)(end - text.p);
    return out->end == from || out->end[-1] != '\\' || ini_logical_join(a, text, out);
}

/* N of a key `base.N` that may be a part, where N is from 2 to 999999999 without a leading zero; *base is the length of
   what stands before the dot. 0 for any other key. */
uint32_t ini_part_number(struct str key, size_t *base);

/* ---- escapes ---- */

/* The length of the escape that begins at `at` (< s.n), 0 for none; *meant is what it stands for. */
size_t ini_escape_at(struct str s, size_t at, char *meant);

/* How the character at `at` has to be written, empty where it stands for itself. An & is escaped only where it would
   begin an escape. */
struct str ini_escape_of(struct str s, size_t at);

#endif
