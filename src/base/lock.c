#define _DEFAULT_SOURCE /* flock */

#include "ziping/lock.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "retry.h"
#include "ziping/beside.h"
#include "ziping/text.h"

#define LOCK_MOST 4096 /* bytes of a lock that are read */
#define MOST_TRIES 100

/* ---- its text ---- */

void lock_text(const struct lock_holder *h, char out[2048]) {
    const struct process *p = &h->process;

    snprintf(out, 2048,
             "ziping-lock 1\nuser=%s\nhost=%s\npid=%ld\nstart=%llu\nboot=%s\nspace=%s\nsince=%lld\nterminal=%s\nend\n",
             p->user, p->host, p->pid, (unsigned long long)p->start, p->boot, p->space, (long long)h->since,
             p->terminal);
}

/* The value of the line `key=…`, copied and NUL-terminated; false where it is missing, too long or not text. */
static bool take_value(struct str text, const char *key, char *out, size_t cap) {
    struct str k = str_of(key);

    for (size_t at = 0; at < text.n;) {
        struct str line = str_sub(text, at, text.n);
        line.n = str_find(line, STR("\n"));
        at += line.n + 1;
        if (line.n > k.n && str_starts(line, k) && line.p[k.n] == '=') {
            struct str value = str_sub(line, k.n + 1, line.n);
            if (value.n >= cap || text_check(value) < value.n || (value.n > 0 && memchr(value.p, 0, value.n))) {
                return false;
            }
            memcpy(out, value.n > 0 ? value.p : "", value.n);
            out[value.n] = '\0';
            return true;
        }
    }
    return false;
}

static bool take_number(struct str text, const char *key, long long *out) {
    char digits[24], *end;

    if (!take_value(text, key, digits, sizeof digits) || digits[0] == '\0') {
        return false;
    }
    errno = 0;
    *out = strtoll(digits, &end, 10);
    return *end == '\0' && errno == 0;
}

bool lock_parse(struct str text, struct lock_holder *out) {
    struct process *p = &out->process;
    long long pid, start, since;

    memset(out, 0, sizeof *out);
    if (!str_starts(text, STR("ziping-lock 1\n")) || !str_ends(text, STR("\nend\n"))) {
        return false;
    }
    bool ok = take_value(text, "user", p->user, sizeof p->user) && take_value(text, "host", p->host, sizeof p->host) &&
              take_value(text, "boot", p->boot, sizeof p->boot) &&
              take_value(text, "space", p->space, sizeof p->space) &&
              take_value(text, "terminal", p->terminal, sizeof p->terminal) && take_number(text, "pid", &pid) &&
              take_number(text, "start", &start) && take_number(text, "since", &since);
    if (ok) {
        p->pid = (long)pid;
        p->start = (uint64_t)start;
        out->since = since;
    }
    return ok;
}

/* ---- looking ---- */

static enum lock_state impossible(struct lock *l, int code) {
    l->file = file_failed(code);
    return l->state = LOCK_IMPOSSIBLE;
}

static enum lock_state look(struct lock *l) {
    static const enum lock_state by_life[] = {[PROCESS_RUNS] = LOCK_HELD,
                                              [PROCESS_ENDED] = LOCK_ENDED,
                                              [PROCESS_OTHER_BOOT] = LOCK_OTHER_BOOT,
                                              [PROCESS_ELSEWHERE] = LOCK_ELSEWHERE};
    struct arena a = {0};
    struct str text;

    l->file = file_read_beside(l->name, false, LOCK_MOST, &a, &text);
    if (l->file.status == FILE_MISSING) {
        l->state = LOCK_FREE;
    } else if (l->file.status != FILE_OK || !lock_parse(text, &l->holder)) {
        l->state = LOCK_UNREADABLE;
    } else {
        l->state = by_life[process_life(&l->holder.process)];
    }
    arena_free(&a);
    return l->state;
}

enum lock_state lock_look(struct lock *l, const char *path) {
    int code;

    memset(l, 0, sizeof *l);
    l->fd = -1;
    code = beside_hidden(path, "ziping-lock", l->name);
    return code != 0 ? impossible(l, code) : look(l);
}

/* ---- taking ---- */

/* A file with this process's text under a name of its own; -1 with errno. */
static int write_own(struct lock *l, int64_t now, char name[PATH_MAX], struct lock_holder *self) {
    char text[2048];
    int fd = beside_create(l->name, 0644, name);

    if (fd < 0) {
        return -1;
    }
    memset(self, 0, sizeof *self);
    process_self(&self->process);
    self->since = now;
    lock_text(self, text);
    if (!beside_write(fd, str_of(text), 0)) {
        int code = errno;
        close(fd);
        beside_remove(name);
        errno = code;
        return -1;
    }
    return fd;
}

static enum lock_state ours(struct lock *l, int fd, const struct lock_holder *self) {
    l->fd = fd;
    l->holder = *self;
    l->file = (struct file_result){.status = FILE_OK};
    return l->state = LOCK_OURS;
}

/* Where a file can have no second name the lock is made empty and then written: for an instant nobody can tell whose
   it is, but it is there. */
static int create_in_place(const struct lock *l, const struct lock_holder *self) {
    char text[2048];
    int fd;

    RETRY(fd, open(l->name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644));
    if (fd < 0) {
        return -1;
    }
    lock_text(self, text);
    if (!beside_write(fd, str_of(text), 0)) {
        int code = errno;
        beside_remove(l->name);
        close(fd);
        errno = code;
        return -1;
    }
    return fd;
}

static enum lock_state try_take(struct lock *l, const char *path, int64_t now) {
    char name[PATH_MAX];
    struct lock_holder self;
    int fd, r, code;

    if (lock_look(l, path) != LOCK_FREE) {
        return l->state;
    }
    fd = write_own(l, now, name, &self);
    if (fd < 0) {
        return impossible(l, errno);
    }
    /* A link is made whole and only once, over NFS too. */
    RETRY(r, link(name, l->name));
    code = r == 0 ? 0 : errno;
    beside_remove(name);
    if (code == 0) {
        return ours(l, fd, &self);
    }
    close(fd);
    fd = -1;
    if (code == EPERM || code == ENOTSUP || code == EOPNOTSUPP || code == ENOSYS) {
        fd = create_in_place(l, &self);
        code = errno;
    }
    if (fd >= 0) {
        return ours(l, fd, &self);
    }
    if (code != EEXIST) {
        return impossible(l, code);
    }
    return look(l); /* somebody was faster */
}

enum lock_state lock_take(struct lock *l, const char *path, int64_t now) {
    enum lock_state s;
    int tries = 0;

    do {
        s = try_take(l, path, now);
    } while (s == LOCK_FREE && ++tries < MOST_TRIES); /* who was faster has given it back already */
    return s;
}

static bool same_file(int fd, const char *name) {
    struct stat a, b;

    return fstat(fd, &a) == 0 && lstat(name, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static bool same_holder(const struct lock_holder *a, const struct lock_holder *b) {
    char x[2048], y[2048];

    lock_text(a, x);
    lock_text(b, y);
    return strcmp(x, y) == 0;
}

/* Opens the lock that stands there and keeps others from taking it over or giving it back: whoever holds this finds out
   whether it is still the one under that name, and may then replace it. -1 where that can't be had. */
static int hold_old(const struct lock *l) {
    int fd, r;

    RETRY(fd, open(l->name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    if (fd < 0) {
        return -1;
    }
    RETRY(r, flock(fd, LOCK_EX | LOCK_NB));
    if (r != 0) {
        int code = errno;
        close(fd);
        errno = code;
        return -1;
    }
    return fd;
}

enum lock_state lock_take_over(struct lock *l, int64_t now) {
    struct lock_holder seen = l->holder, self;
    bool was_readable = l->state != LOCK_UNREADABLE;
    char name[PATH_MAX];
    int old = hold_old(l), fd, code;

    if (old < 0) {
        code = errno;
        look(l);
        return l->state != LOCK_FREE && code != EWOULDBLOCK ? impossible(l, code) : l->state;
    }
    look(l);
    bool readable = l->state != LOCK_UNREADABLE;
    if (!same_file(old, l->name) || readable != was_readable || (readable && !same_holder(&seen, &l->holder))) {
        close(old);
        return l->state;
    }
    fd = write_own(l, now, name, &self);
    code = errno;
    if (fd >= 0 && !beside_rename(name, l->name)) {
        code = errno;
        beside_remove(name);
        close(fd);
        fd = -1;
    }
    close(old);
    return fd < 0 ? impossible(l, code) : ours(l, fd, &self);
}

enum lock_state lock_acquire(struct lock *l, const char *path, int64_t now) {
    enum lock_state state = lock_take(l, path, now);

    return lock_is_stale(state) ? lock_take_over(l, now) : state;
}

void lock_release(struct lock *l) {
    int r;

    if (l->state != LOCK_OURS) {
        return;
    }
    RETRY(r, flock(l->fd, LOCK_EX | LOCK_NB)); /* held: somebody is taking it over this moment */
    if (r == 0 && same_file(l->fd, l->name)) {
        beside_remove(l->name);
    }
    close(l->fd);
    l->fd = -1;
    l->state = LOCK_FREE;
}
