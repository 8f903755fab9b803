/* The journal of a form: what was changed since it was last saved, beside the form, so that it outlives whatever ends
   the program.

   It is a text file of lines. The first names the format; each further one is a record:
       TYPE LENGTH SUM PAYLOAD
   LENGTH is that of the payload in bytes, SUM the 64-bit FNV-1a hash, in hexadecimal, of all types and payloads up to
   this one. A payload is fields with tabs between; a backslash, a tab, a line end and any other control character in
   them are written \\ \t \n \xNN. The records are
       h   full path of the form, size and hash of the bytes that it had, boot id, seconds since 1970
       e   path of a field, its new text
       t   path of a field, text that is being typed there and not committed; both empty: nothing is
   The last record of a path counts. As a sum covers all that is before it, a record that is torn, changed, lost or left
   over from another journal ends the good part. A hash of 64 bits, because a torn record that passes would put a wrong
   text into a form; FNV-1a, because it needs no table and names the form's bytes as well. */
#ifndef ZIPING_JOURNAL_H
#define ZIPING_JOURNAL_H

#include <limits.h>
#include <stdint.h>

#include "ziping/buf.h"
#include "ziping/file.h"

#define JOURNAL_LIMIT ((size_t)64 << 20) /* bytes; a larger one is not read */

/* The file that a journal is of. */
struct journal_base {
    const char *path;  /* of the form */
    const char *state; /* folder for journals that can't stand beside their forms, or NULL */
    struct str bytes;  /* that it has; empty where it is new */
    int64_t time;      /* now: seconds since 1970 */
};

/* $XDG_STATE_HOME/ziping, or $HOME/.local/state/ziping, by the values of the two variables, either of which may be
   NULL. False where neither says. */
bool journal_state_folder(const char *xdg_state_home, const char *home, char out[PATH_MAX]);

/* ---- writing ---- */

struct journal_entry {
    char *path, *text;
    size_t path_n, text_n, text_cap;
    bool unsaved; /* not in the file yet */
};

struct journal {
    char form[PATH_MAX];                    /* as it was named */
    char beside[PATH_MAX], apart[PATH_MAX]; /* the names it can have; empty where it can't */
    char state[PATH_MAX];                   /* the folder of `apart`, made when it is needed */
    char name[PATH_MAX];                    /* the one it has; empty before the file is made */
    int fd;                                 /* -1 where there is none */
    bool adopted;                           /* a journal of an earlier run stands under `name`: it is replaced */
    bool torn;                              /* the file may be longer than `size` */
    struct buf header;
    uint64_t header_sum, sum;
    size_t size, live; /* bytes of the file, and how many would do */
    struct journal_entry *entry;
    size_t entries, cap;
    struct journal_entry typing; /* path_n 0: nothing is being typed */
    bool unsaved;
    int64_t since, last; /* milliseconds: the first unsaved change, the last attempt to write */
    unsigned failures;   /* in a row */
};

/* Begins a journal; there is no file before the first change is flushed. False when memory is short. */
bool journal_begin(struct journal *j, const struct journal_base *b);

/* The journal found at `name` (journal_find) is replaced by this one, as a whole and not before the first flush: for
   when its texts have been taken over by journal_set. */
void journal_adopt(struct journal *j, const char *name);

/* A committed change of the field at `path`: its new text. `now` is a clock that never goes back, in milliseconds.
   False when memory is short. */
bool journal_set(struct journal *j, struct str path, struct str text, int64_t now);

/* The text in the field that is being typed into; an empty path when nothing is any more. Committing the field ends it
   too. False when memory is short. */
bool journal_typing(struct journal *j, struct str path, struct str text, int64_t now);

/* Milliseconds until journal_flush is to be called: 0 is at once, -1 never (nothing is unsaved). Never more than once a
   second, and within a second of a change; after failures less often. */
int journal_due(const struct journal *j, int64_t now);

/* Writes what is unsaved and syncs it. On an error everything stays unsaved and is tried again; FILE_EXISTS: there is a
   journal of an earlier run, which is not touched. */
struct file_result journal_flush(struct journal *j, int64_t now);

/* The form was saved, and has these bytes now: the file is removed, and a new journal begun. False when memory is
   short. */
bool journal_restart(struct journal *j, const struct journal_base *b);

/* Ends it and removes the file: nothing is to be recovered. */
void journal_remove(struct journal *j);

/* Ends it; what was flushed stays for the next start. */
void journal_close(struct journal *j);

/* ---- reading ---- */

enum journal_state {
    JOURNAL_NONE,     /* there is none */
    JOURNAL_READ,     /* there is one, and this is its good part */
    JOURNAL_REFUSED,  /* there is one, but see `file`: a link, another user's, too large, … */
    JOURNAL_DAMAGED,  /* nothing in it can be read: no journal, or torn in its first lines */
    JOURNAL_NEWER,    /* of a newer version */
    JOURNAL_OF_OTHER, /* of a file of another name */
    JOURNAL_NO_MEMORY
};

struct journal_record {
    struct str path, text; /* valid UTF-8 without NUL */
};

struct journal_found {
    enum journal_state state;
    struct file_result file;
    struct str name;               /* of the journal */
    struct str form;               /* full path of its form when it was begun */
    uint64_t size, hash;           /* of the bytes that it builds on */
    struct str boot;               /* of the machine; empty where unknown */
    int64_t time;                  /* when it was begun: seconds since 1970 */
    bool same_base;                /* the form still has those bytes */
    struct journal_record *record; /* the last text of each field, in the order in which they were last changed */
    size_t records;
    struct journal_record typing; /* its path is empty where nothing was being typed */
    size_t lost;                  /* lines behind the good part, and records that make no sense */
};

/* Reads the bytes of a journal, trusting none; everything lives in the arena or points into the bytes. The state is
   JOURNAL_READ, _DAMAGED, _NEWER or _NO_MEMORY. */
void journal_parse(struct arena *a, struct str bytes, struct journal_found *out);

/* Reads the journal called `name`. */
void journal_read(struct arena *a, const char *name, struct journal_found *out);

/* Looks for a journal of this file in both places. */
void journal_find(struct arena *a, const struct journal_base *b, struct journal_found *out);

/* FNV-1a, 64 bits, going on from `h`; JOURNAL_HASH begins. */
#define JOURNAL_HASH 0xcbf29ce484222325u
uint64_t journal_hash(uint64_t h, struct str bytes);

/* The two names that the journal of a file can have; empty where there is none. */
void journal_names(const struct journal_base *b, char beside[PATH_MAX], char apart[PATH_MAX]);

#endif
