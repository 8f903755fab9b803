/* A lossless INI document: every section and key with its value and its place, every fault that iniparser would pass
   over in silence or refuse the file for, and writing changes back without touching anything else.

   What counts as a section, a key and a value is what iniparser 4.1 and 4.2 take for it (see ziping-form(5)): keys and
   section names regardless of ASCII case, values plain or in double or single quotes, `;` and `#` start a comment.
   On top of it: a value may go on in `key.2`, `key.3`, … of the same section, joined with nothing between, and in the
   text of each line &#10; is a line break, &quot; a ", &#92; a backslash and &amp; an &. */
#ifndef ZIPING_INI_H
#define ZIPING_INI_H

#include <stdint.h>

#include "ziping/arena.h"
#include "ziping/buf.h"
#include "ziping/str.h"

#define INI_LINE_MAX 1022  /* bytes of a line that iniparser takes, its \n not counted */
#define INI_LINE_WRITE 900 /* a written line is not longer, bytes */

enum ini_fault_kind {
    INI_NOT_UTF8,            /* neither UTF-8 nor GB18030: refused; `at` is the first wrong byte */
    INI_GB18030,             /* read as GB18030 and converted */
    INI_BOM,                 /* starts with a byte order mark, which iniparser takes for a syntax error */
    INI_NUL_BYTE,            /* refused */
    INI_LINE_TOO_LONG,       /* over INI_LINE_MAX bytes: iniparser refuses the file */
    INI_NO_EQUALS_SIGN,      /* neither section, comment nor `key = value`: iniparser refuses the file */
    INI_UNCLOSED_SECTION,    /* `[name` */
    INI_UNCLOSED_QUOTE,      /* `key = "text` */
    INI_TEXT_AFTER_QUOTE,    /* `key = "text" more` */
    INI_UNQUOTED_COMMENT,    /* a ; or # directly behind an unquoted value's text, where it may have been meant as text:
                                `^[0-9]#x`. One behind white space (`10 ; note`) is a comment and no fault */
    INI_BACKSLASH_IN_QUOTES, /* 4.1 and 4.2 read it differently; also a backslash that ends a line (continuation) */
    INI_DUPLICATE_KEY,       /* the last one wins, silently; `first` is the earlier one */
    INI_DUPLICATE_SECTION,   /* merged, silently; `first` is the earlier one */
    INI_KEY_BEFORE_SECTION,
    INI_PART_GAP, /* `key.3` without `key.2`, where `key` is there: its text is not part of the value */
    INI_FAULTS
};

struct ini_fault {
    enum ini_fault_kind kind;
    uint32_t line;      /* from 1 */
    uint32_t at;        /* byte offset in the document's text */
    uint32_t first;     /* line of the earlier one for duplicates, else 0 */
    struct str subject; /* the key or section, or the text in question */
};

struct ini_entry {
    struct str key;     /* as written, trimmed */
    struct str value;   /* parts joined, escapes resolved */
    uint32_t section;   /* index in doc->section */
    uint32_t line;      /* of the key, from 1 */
    uint32_t key_at;    /* byte offset of the key */
    uint32_t value_at;  /* of the value, its opening quote included; where there is none, of the comment or line end */
    uint32_t value_end; /* behind the value (of this line's part), its closing quote included */
    uint32_t parts;     /* lines that the value takes: 1, or more with key.2 … */
    bool quoted;
    bool is_part; /* this line is key.2, key.3, … of an earlier entry, and was joined to it */
};

struct ini_section {
    struct str name; /* as written between the brackets, trimmed */
    uint32_t line, at;
    uint32_t first, n; /* its entries: doc->entry[first … first + n) */
};

enum ini_status {
    INI_OK,
    INI_REFUSED, /* not text: the faults say why and where; there are no entries */
    INI_NO_MEMORY
};

struct ini_doc {
    struct arena *arena;
    struct str text; /* UTF-8, without byte order mark; otherwise byte for byte the file */
    struct ini_section *section;
    size_t sections; /* section 0 is the nameless one before the first header */
    struct ini_entry *entry;
    size_t entries;
    struct ini_fault *fault; /* in file order */
    size_t faults;
};

/* Scans the bytes of a file. `bytes` must live as long as the arena; slices of it are kept. */
enum ini_status ini_scan(struct arena *a, struct str bytes, struct ini_doc *out);

/* The entry that counts for section and key (the last one, parts excluded), or NULL. */
const struct ini_entry *ini_find(const struct ini_doc *doc, struct str section, struct str key);

/* The first section of that name, or NULL. */
const struct ini_section *ini_find_section(const struct ini_doc *doc, struct str name);

/* The whole line (without its end) that the byte `at` stands in, and the column of `at` in characters from 1. */
struct str ini_line(const struct ini_doc *doc, uint32_t at);
unsigned ini_column(const struct ini_doc *doc, uint32_t at);

/* Resolves &#10; &quot; &#92; &amp;: s itself where there is none. */
struct str ini_unescape(struct arena *a, struct str s);

/* ---- writing ---- */

struct ini_change {
    struct str section, key;
    struct str value;  /* any text without NUL; CR is written as nothing */
    bool remove;       /* remove the key with all its parts, or the section where the key is empty; its comments stay */
    struct str after;  /* where the section is new: put it behind this section, or at the end when it is empty or
                          missing */
    struct str before; /* where the section is new: put it in front of this section, where there is one */
    bool anew;         /* write the key anew even if its value is the same */
};

/* Writes the document with the changes made: only changed values change; comments, blank lines, order, unknown keys and
   the spelling of keys stay. A new key stands behind its section's last key. Line ends become \n and the text UTF-8
   without a byte order mark. Later changes of the same key win. Problems: out->failed. */
void ini_rewrite(const struct ini_doc *doc, const struct ini_change *change, size_t n, struct buf *out);

/* Writes the document without these sections: all blocks of each, with their keys and the comments that belong to them,
   which are those between its lines, those that follow and, but for the top of the file, those right above its header.
   The other sections and their comments stay. Problems: out->failed. */
void ini_remove_sections(const struct ini_doc *doc, const struct str *name, size_t n, struct buf *out);

/* Writes the document with these sections in this order: they take each other's places, comments with them. Several
   blocks of a section come to stand together, in the order that they have. A name that the document doesn't have is
   passed over; none may be there twice. Problems: out->failed. */
void ini_order_sections(const struct ini_doc *doc, const struct str *name, size_t n, struct buf *out);

/* Writes `key = value` with its line end: quoted and escaped as needed, over several lines where it is long or holds
   line breaks, so that both iniparser versions and ini_scan read exactly `value`. */
void ini_put(struct buf *out, struct str key, struct str value);

#endif
