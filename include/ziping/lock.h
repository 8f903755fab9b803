/* The lock of a file: `.NAME.ziping-lock` beside it, which says who has the file open. It keeps two people from
   overwriting each other, and binds only those who ask. */
#ifndef ZIPING_LOCK_H
#define ZIPING_LOCK_H

#include <limits.h>

#include "ziping/file.h"
#include "ziping/process.h"

enum lock_state {
    LOCK_FREE,
    LOCK_OURS,       /* taken by lock_take or lock_take_over, of this struct */
    LOCK_HELD,       /* its process runs */
    LOCK_ENDED,      /* stale: its process is no more */
    LOCK_OTHER_BOOT, /* stale: this host was started anew since */
    LOCK_ELSEWHERE,  /* taken on another host or in another container: whether it is stale can't be known */
    LOCK_UNREADABLE, /* there is one, but not who took it: from a newer version, damaged, or not to be read */
    LOCK_IMPOSSIBLE  /* none can be made here: see `file` */
};

/* Whether nobody can be behind it any more. */
static inline bool lock_is_stale(enum lock_state s) {
    return s == LOCK_ENDED || s == LOCK_OTHER_BOOT;
}

struct lock_holder {
    struct process process;
    int64_t since; /* seconds since 1970 */
};

struct lock {
    char name[PATH_MAX];
    int fd; /* open while it is ours, so that no other file can have its inode number */
    enum lock_state state;
    struct file_result file;   /* why it is impossible, or could not be read */
    struct lock_holder holder; /* who has it, where that is known */
};

/* Says in *l who has the lock of the file at `path`. */
enum lock_state lock_look(struct lock *l, const char *path);

/* Takes the lock if it is free. `now`: seconds since 1970. Of several processes one gets it. */
enum lock_state lock_take(struct lock *l, const char *path, int64_t now);

/* Takes a lock that another one has, if it is still the one that *l describes; whether that is right the caller knows
   by its state. Of several processes one gets it. */
enum lock_state lock_take_over(struct lock *l, int64_t now);

/* Takes the lock if it is free, or its holder is known to be gone. */
enum lock_state lock_acquire(struct lock *l, const char *path, int64_t now);

/* Gives a lock back that is ours, and still is; otherwise does nothing. */
void lock_release(struct lock *l);

/* The text of a lock, and reading it: false when it is no such text. */
void lock_text(const struct lock_holder *h, char out[2048]);
bool lock_parse(struct str text, struct lock_holder *out);

#endif
