/* A form while it is filled in: its values, undo across fields, and everything that follows from them (scores,
   findings), brought up to date after each change. Pure: no terminal. */
#ifndef ZIPING_SESSION_H
#define ZIPING_SESSION_H

#include "ziping/check.h"
#include "ziping/document.h"
#include "ziping/rows.h"
#include "ziping/score.h"

/* One committed change, by path: the schema may have been built anew since. The path is a field's or the one that
   stands for the rows (rows.h). */
struct session_step {
    struct str section, key, before, after;
    bool within;         /* of one change with the one before it */
    bool joined;         /* undone and redone with the change before it */
    struct str from, to; /* sections that the caret goes to when it is undone or redone; empty: to the field */
};

struct problem {
    int field; /* the field that it is about, or that stands nearest; -1: none */
    const struct diag *diag;
};

struct session {
    struct arena arena; /* the document and all its values */
    struct library library;
    struct arena now; /* what follows from them: built anew after each change */
    enum lang lang;
    struct str path; /* of the file */
    struct str disk; /* the bytes that the file had when it was read or saved; empty for a new one */
    bool is_new;     /* there is no file yet */
    bool read_only;
    bool backup; /* saving keeps the file as it was under its name and a `~` */
    const struct ruleset *rules;
    struct form *form;
    const struct form *last; /* last year's, to hold this one against; NULL where none is known */
    enum word last_wrong;    /* why the form that [form] last names can't be read, or W_EMPTY */
    struct score score;
    struct diags diags;
    struct problem *problem; /* in the order of the fields; */
    size_t problems;         /* behind these the findings about no field, */
    size_t findings;         /* so many in all */
    struct session_step *step;
    size_t steps, done, cap; /* step[0 … done) are in effect */
    size_t saved;            /* `done` when it was last saved */
    unsigned long version;   /* another one after each change */
};

/* What a form that isn't there yet begins with. */
struct session_new {
    const char *rules;        /* the rule file, */
    const char *in_form;      /* and what [form] rules shall say */
    const char *last;         /* last year's form, or NULL, */
    const char *last_in_form; /* and what [form] last shall say */
};

/* Opens a form, or starts a new one when there is no file and `begin` isn't NULL. W_EMPTY (0) when all is well, else
   why not; the session is then empty. */
enum word session_open(struct session *s, const char *path, const struct session_new *begin, enum lang lang);

/* The rule file of a form, as it can be opened; in the arena. Empty where it has none that can be read. */
struct str session_rules_of(struct arena *a, const char *form);
void session_close(struct session *s);

/* Sets a field: one step of undo. False when nothing changed. The schema may be new afterwards (a row of goals was
   added), so fields are to be looked up again by path. */
bool session_set(struct session *s, int field, struct str value);

/* Makes several changes, of a path each, at once: one step of undo. Rows come first, whatever the order; a value of a
   goal or an indicator that isn't there then gets a row, any other path that the form doesn't have is passed over.
   `from` and `to`: the sections that the caret is in before and afterwards; empty for the fields' own. False when
   nothing changed, or memory was short: then nothing did. */
bool session_change(struct session *s, const struct change *change, size_t n, struct str from, struct str to);

/* Adds, removes or moves the row of *field: one step of undo. W_EMPTY when it was done, else why not; *field is where
   the caret goes in either case. */
enum session_row { SESSION_ROW_ADD, SESSION_ROW_REMOVE, SESSION_ROW_UP, SESSION_ROW_DOWN };
enum word session_row(struct session *s, enum session_row what, int *field);

/* Makes one step of undo of all that was set since `done` had this value. */
void session_join(struct session *s, size_t since);

/* Undoes or redoes one step; returns its field, or -1 when there is none. */
int session_undo(struct session *s);
int session_redo(struct session *s);

static inline bool session_modified(const struct session *s) {
    return s->done != s->saved;
}

/* ---- another person's changes of the same file ---- */

struct session_conflict {
    struct str section, key, label; /* of the field */
    struct str base, mine, theirs;
    bool take_theirs;
};

struct session_merge {
    struct arena arena;
    enum word why; /* W_EMPTY: it can be merged; else why not */
    struct str bytes;
    struct ini_doc theirs;
    struct change *change; /* what only they changed */
    size_t changes;
    struct session_conflict *conflict; /* what both did, not in the same way */
    size_t conflicts;
};

/* Reads the file as it is now and compares. False when memory is short. */
bool session_merge_read(struct session *s, struct session_merge *m);
/* Takes their changes over as one step of undo, and their file as the one that later changes are held against: saving
   then writes into that. False when memory is short. */
bool session_merge_apply(struct session *s, const struct session_merge *m);
void session_merge_free(struct session_merge *m);

/* Saves under another name, which has no file: the rule file and last year's form stay the same ones, seen from there.
   Where that fails the session stays with the name that it had. */
struct file_result session_save_as(struct session *s, const char *path, const char *rules_in_form,
                                   const char *last_in_form);

/* Reads the file anew, in place of what the session has; nothing may be unsaved. W_EMPTY when all is well; else the
   session is empty. */
enum word session_reload(struct session *s);

enum session_save {
    SESSION_SAVED,
    SESSION_CONFLICT, /* the file is not what was read: somebody else changed it */
    SESSION_FAILED    /* see *result */
};

/* Writes the file. `overwrite`: even if somebody else changed it. */
enum session_save session_save(struct session *s, bool overwrite, struct file_result *result);

/* The worst finding at a field, or NULL. */
const struct diag *session_problem(const struct session *s, int field);

/* Index in s->problem of the next one behind (`forward`) or before a field, round the end; -1 when there is none. */
int session_next_problem(const struct session *s, int field, bool forward);

/* Takes the form at `path` as last year's. W_EMPTY when all is well, else why not. */
enum word session_compare(struct session *s, const char *path);

/* How a value stands to last year's: the field with the same path. */
enum last_year {
    LAST_UNKNOWN, /* there is no form of last year, or it has no such field */
    LAST_SAME,    /* the same text, or the same number */
    LAST_DIFFERS
};
enum last_year session_last(const struct session *s, int field, struct str value, struct str *last);

/* The value that follows for an empty field; empty where none does. Lives until the next change. */
struct str session_computed(struct session *s, int field);

#endif
