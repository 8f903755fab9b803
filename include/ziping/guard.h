/* What keeps an open form safe: the lock that says who has it, and the journal that outlives the program. Works by
   comparing the session with what it was, so that nothing that changes a form can forget to tell. Pure of terminals; an
   event loop calls it with a clock. */
#ifndef ZIPING_GUARD_H
#define ZIPING_GUARD_H

#include "ziping/journal.h"
#include "ziping/lock.h"
#include "ziping/recover.h"
#include "ziping/session.h"

struct guard {
    struct session *session;
    const char *state; /* folder for journals that can't stand beside their forms, or NULL */
    struct lock lock;
    bool locked_out; /* another person has the form: the session is read-only until guard_take_over */

    struct arena found_arena; /* a journal of an earlier run */
    struct journal_found found;
    struct recovery recovery; /* what it has that the form hasn't */

    struct journal journal;
    bool journaling;
    struct str rules;   /* what [form] rules says of a form that was never saved */
    struct arena arena; /* the form as its file has it: what the journal is held against */
    struct form *base;
    struct str base_rows;
    unsigned long version; /* of the session, when it was last compared */
    bool failed;           /* the journal could not be written the last time, and that was said */
};

/* Takes the lock of an open session and looks for a journal. `time`: seconds since 1970. A session that is read-only
   only looks, and not where somebody has the form open: that journal is theirs. False when memory is short. */
bool guard_begin(struct guard *g, struct session *s, const char *state, int64_t time);

/* Whether an earlier run left changes that the form doesn't have. */
static inline bool guard_has_found(const struct guard *g) {
    return recover_changes(&g->recovery) > 0;
}

/* Takes them into the session as one step of undo. Texts that the form has no field for stay in a file of the journal's
   name with a `~`. False when memory is short: then nothing is changed. */
bool guard_recover(struct guard *g);
/* Throws them away for good; why that failed, or W_EMPTY. */
enum word guard_discard(struct guard *g);
/* Leaves them for another time: until then the form can only be read. */
void guard_later(struct guard *g);

/* Notes what has changed since the last call. `path` and `text`: of the field that is being typed into and isn't
   committed; empty where none is. `now`: milliseconds of a clock that never goes back. False when memory is short. */
bool guard_note(struct guard *g, struct str path, struct str text, int64_t now);

/* Milliseconds until guard_flush is to be called; -1 never. */
int guard_due(const struct guard *g, int64_t now);
/* Writes what is not in the journal yet. Why that failed, said once for each failure, or W_EMPTY. */
enum word guard_flush(struct guard *g, int64_t now);

/* The form was saved, under whatever name: the journal begins anew. False when memory is short. */
bool guard_saved(struct guard *g, int64_t time);

/* Takes the form over if the other person has gone: the session is read anew and can be changed. False where they
   haven't; *why says why it could not be read, else W_EMPTY. */
bool guard_take_over(struct guard *g, int64_t time, enum word *why);

/* Gives the lock back. `clean`: nothing is unsaved that anybody wants: the journal goes too; else it is kept with all
   that was noted. */
void guard_end(struct guard *g, bool clean, int64_t now);

/* The name of the journal's file, empty while there is none. */
static inline const char *guard_file(const struct guard *g) {
    return g->journaling ? g->journal.name : "";
}

#endif
