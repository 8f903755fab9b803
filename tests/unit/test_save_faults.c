/* Saving and the journal on a machine where things go wrong: every system call that they make fails in turn, in each
   way that it can, or the process is killed before or behind it. The file is whole each time, old or new, and what the
   journal had synced is still in it. The calls are intercepted by the linker (--wrap, see the Makefile). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "support.h"
#include "ziping/journal.h"

/* ---- the calls ---- */

enum fault { NO_FAULT, FAILS_EIO, FAILS_ENOSPC, FAILS_EINTR, SHORT_WRITE, KILLED_BEFORE, KILLED_BEHIND, FAULTS };

static const char *wrong_call; /* its name */
static size_t calls, fault_at; /* the call that goes wrong, from 1 */
static enum fault fault;
static size_t hits; /* how often it went wrong: an interrupted call once */

/* True when this call is to fail; errno is set. */
static bool fails(const char *name) {
    static const int code[FAULTS] = {[FAILS_EIO] = EIO, [FAILS_ENOSPC] = ENOSPC, [FAILS_EINTR] = EINTR};

    if (++calls != fault_at || fault == NO_FAULT) {
        return false;
    }
    hits++;
    wrong_call = name;
    if (fault == KILLED_BEFORE) {
        kill(getpid(), SIGKILL);
    }
    errno = code[fault];
    return code[fault] != 0;
}

static void behind(void) {
    if (calls == fault_at && fault == KILLED_BEHIND) {
        kill(getpid(), SIGKILL);
    }
}

#define WRAP(type, name, parameters, arguments)                                                                        \
    type __real_##name parameters;                                                                                     \
    type __wrap_##name parameters;                                                                                     \
    type __wrap_##name parameters {                                                                                    \
        if (fails(#name)) {                                                                                            \
            return -1;                                                                                                 \
        }                                                                                                              \
        type result = __real_##name arguments;                                                                         \
        behind();                                                                                                      \
        return result;                                                                                                 \
    }

static bool unsynced; /* something was written since the last sync */
static size_t renamed_unsynced;

static void note_sync(bool done) {
    unsynced = unsynced && !done;
}

static void note_rename(bool done) {
    renamed_unsynced += done && unsynced; /* after a power cut the new name might have no text */
}

WRAP(int, fsync, (int fd), (fd); note_sync(result == 0))
WRAP(int, fdatasync, (int fd), (fd); note_sync(result == 0))
WRAP(int, rename, (const char *from, const char *to), (from, to); note_rename(result == 0))
WRAP(int, link, (const char *from, const char *to), (from, to))
WRAP(int, unlink, (const char *path), (path))
WRAP(ssize_t, readlink, (const char *path, char *out, size_t n), (path, out, n))
WRAP(int, stat, (const char *path, struct stat *st), (path, st))
WRAP(int, fstat, (int fd, struct stat *st), (fd, st))
WRAP(int, lstat, (const char *path, struct stat *st), (path, st))
WRAP(int, faccessat, (int fd, const char *path, int mode, int flags), (fd, path, mode, flags))
WRAP(int, fchown, (int fd, uid_t uid, gid_t gid), (fd, uid, gid))
WRAP(int, fchmod, (int fd, mode_t mode), (fd, mode))
WRAP(int, ftruncate, (int fd, off_t n), (fd, n))
WRAP(ssize_t, getxattr, (const char *path, const char *name, void *value, size_t n), (path, name, value, n))
WRAP(ssize_t, listxattr, (const char *path, char *names, size_t n), (path, names, n))
WRAP(int, fsetxattr, (int fd, const char *name, const void *value, size_t n, int flags), (fd, name, value, n, flags))
WRAP(int, fremovexattr, (int fd, const char *name), (fd, name))
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(ssize_t, read, (int fd, void *out, size_t n), (fd, out, n))

int __real_close(int fd);
int __wrap_close(int fd);
/* What fails to close is closed all the same. */
int __wrap_close(int fd) {
    bool wrong = fails("close");
    int code = errno, result = __real_close(fd);
    behind();
    errno = wrong ? code : errno;
    return wrong ? -1 : result;
}

ssize_t __real_pwrite(int fd, const void *p, size_t n, off_t at);
ssize_t __wrap_pwrite(int fd, const void *p, size_t n, off_t at);
ssize_t __wrap_pwrite(int fd, const void *p, size_t n, off_t at) {
    if (fails("pwrite")) {
        /* A disk that fills up takes a part first. */
        return fault == FAILS_ENOSPC && n > 1 ? (__real_pwrite(fd, p, n / 2, at), errno = ENOSPC, -1) : -1;
    }
    bool cut = calls == fault_at && fault == SHORT_WRITE && n > 1;
    bool killed = calls == fault_at && fault == KILLED_BEHIND; /* in the middle of it */
    unsynced = true;
    ssize_t result = __real_pwrite(fd, p, cut || killed ? n / 2 : n, at);
    behind();
    return result;
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...) {
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    if (fails("open")) {
        return -1;
    }
    int fd = __real_open(path, flags, mode);
    behind();
    return fd;
}

/* ---- a folder for each point ---- */

struct place {
    struct arena a;
    const char *form;
};

static void empty_folder(void) {
    struct arena a = {0};
    const char *folder = support_path(&a, "");
    DIR *d = opendir(folder);

    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        __real_unlink(support_path(&a, e->d_name));
    }
    closedir(d);
    arena_free(&a);
}

static size_t names(void) {
    struct arena a = {0};
    DIR *d = opendir(support_path(&a, ""));
    size_t n = 0;

    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    }
    closedir(d);
    arena_free(&a);
    return n;
}

/* ---- saving ---- */

static char old_text[5000], new_text[9000];

static void put_old(struct place *p) {
    empty_folder();
    p->form = support_write(&p->a, "form.ini", (struct str){old_text, sizeof old_text});
    assert_int_equal(__real_stat(p->form, &(struct stat){0}), 0);
    chmod(p->form, 0640);
    setxattr(p->form, "user.note", "kept", 4, 0); /* where the file system has such */
}

static bool is_text(const char *path, const char *text, size_t n) {
    struct arena a = {0};
    struct str s = support_read(&a, path);
    bool same = str_eq(s, (struct str){text, n});

    arena_free(&a);
    return same;
}

/* Old or new, whole; says whether it is the new one. */
static bool whole(const struct place *p) {
    bool is_new = is_text(p->form, new_text, sizeof new_text);
    struct stat st;

    assert_true(is_new || is_text(p->form, old_text, sizeof old_text));
    assert_int_equal(__real_stat(p->form, &st), 0);
    assert_true((st.st_mode & 0777 & ~0640) == 0); /* nobody has more rights than before */
    return is_new;
}

static struct file_result save(const struct place *p, bool backup) {
    return file_save(p->form, (struct str){new_text, sizeof new_text}, backup);
}

/* Runs the save with the fault at one call; false when there are not so many calls. */
static void show_point(enum fault what, size_t at) {
    print_message("at call %zu (%s), fault %d:\n", at, wrong_call ? wrong_call : "none", what);
}

static bool save_at(struct place *p, enum fault what, size_t at, bool backup) {
    struct file_result r = {.status = FILE_OK};
    int status = 0;
    bool killing = what == KILLED_BEFORE || what == KILLED_BEHIND, is_new;

    arena_reset(&p->a);
    put_old(p);
    calls = hits = 0;
    fault_at = at;
    fault = what;
    if (killing) {
        pid_t pid = fork();
        if (pid == 0) {
            save(p, backup);
            _exit(0);
        }
        fault = NO_FAULT;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        whole(p);
        return WIFSIGNALED(status);
    }
    r = save(p, backup);
    size_t done = calls;
    fault = NO_FAULT;
    assert_int_equal(renamed_unsynced, 0);
    is_new = whole(p);
    assert_true(is_new == (r.status == FILE_OK));
    if (what == FAILS_EINTR || what == SHORT_WRITE) {
        assert_int_equal(r.status, FILE_OK); /* these are no failures */
    }
    if (names() > 1u + backup + (hits > 0 && what != FAILS_EINTR)) {
        show_point(what, at);
    }
    /* Nothing is left behind but the backup, if taking it away is not what failed. */
    assert_true(names() <= 1u + backup + (hits > 0 && what != FAILS_EINTR));
    if (r.status == FILE_OK && backup) {
        struct str name = arena_join(&p->a, str_of(p->form), STR("~"));
        assert_true(is_text(name.p, old_text, sizeof old_text));
    }
    return done >= at;
}

static void saving(void **state) {
    struct place p = {0};
    size_t points = 0;

    (void)state;
    memset(old_text, 'o', sizeof old_text);
    memset(new_text, 'n', sizeof new_text);
    for (int backup = 0; backup < 2; backup++) {
        for (int what = FAILS_EIO; what < FAULTS; what++) {
            for (size_t at = 1; save_at(&p, (enum fault)what, at, backup); at++) {
                points++;
            }
        }
    }
    print_message("%zu points of failure while saving\n", points);
    assert_true(points > 200);
    arena_free(&p.a);
}

/* ---- the journal ---- */

#define FIELDS 4

static struct str field_path(int i) {
    static const char *const paths[FIELDS] = {"header.unit", "goal.1.actual", "total.score", "header.project"};
    return str_of(paths[i]);
}

/* Text i of round n, of some length; with what has to be escaped. */
static struct str field_text(struct arena *a, int i, int n) {
    struct buf b = {0};

    buf_printf(&b, "第 %d 次\n\t\\%d", n, i);
    buf_fill(&b, (char)('a' + i), (size_t)(i * 50 + n));
    return buf_keep(&b, a);
}

/* Keeps a journal for some rounds: made, appended to, compacted. A round that is not flushed stays for the next one.
   What was synced last is written into the pipe. */
static int keep_journal(const char *form, int out) {
    struct arena a = {0};
    struct journal j;
    struct journal_base b = {.path = form, .bytes = {old_text, sizeof old_text}, .time = 1};
    int synced = 0;

    if (!journal_begin(&j, &b)) {
        return -1;
    }
    for (int n = 1; n <= 7; n++) { /* the seventh only tries again */
        for (int i = 0; n < 7 && i < FIELDS; i++) {
            if (!journal_set(&j, field_path(i), field_text(&a, i, n), n * 100000)) {
                return -1;
            }
        }
        if (n == 4) {
            j.size = 1 << 20; /* as if it had grown, so that it is written anew */
        }
        if (journal_flush(&j, n * 100000).status == FILE_OK) {
            synced = n < 7 ? n : 6;
            if (out >= 0 && write(out, &synced, sizeof synced) != sizeof synced) {
                return -1;
            }
        }
    }
    journal_close(&j);
    arena_free(&a);
    return synced;
}

/* The journal holds a round that is not older than the one that was synced. */
static void holds_round(const char *form, int synced, int most) {
    struct arena a = {0};
    struct journal_found found;
    struct journal_base b = {.path = form, .bytes = {old_text, sizeof old_text}};

    journal_find(&a, &b, &found);
    if (synced == 0) {
        assert_true(found.state == JOURNAL_NONE || found.state == JOURNAL_DAMAGED || found.state == JOURNAL_READ);
        arena_free(&a);
        return;
    }
    assert_int_equal(found.state, JOURNAL_READ);
    assert_true(found.same_base);
    assert_int_equal(found.records, FIELDS);
    for (size_t k = 0; k < found.records; k++) {
        bool known = false;
        for (int i = 0; i < FIELDS; i++) {
            for (int n = synced; n <= most && str_eq(found.record[k].path, field_path(i)); n++) {
                known = known || str_eq(found.record[k].text, field_text(&a, i, n));
            }
        }
        assert_true(known);
    }
    arena_free(&a);
}

static bool journal_at(struct place *p, enum fault what, size_t at) {
    bool killing = what == KILLED_BEFORE || what == KILLED_BEHIND, more;
    int ends[2], synced = 0, last = 0, status;

    arena_reset(&p->a);
    put_old(p);
    calls = hits = 0;
    fault_at = at;
    fault = what;
    if (!killing) {
        synced = keep_journal(p->form, -1);
        more = calls >= at;
        fault = NO_FAULT;
        if (synced != 6) {
            show_point(what, at);
        }
        assert_int_equal(renamed_unsynced, 0);
        assert_int_equal(synced, 6); /* what failed once is made good by the next flush */
        holds_round(p->form, 6, 6);
        return more;
    }
    fault = NO_FAULT;
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        calls = 0;
        fault = what;
        _exit(keep_journal(p->form, ends[1]) < 0);
    }
    close(ends[1]);
    while (read(ends[0], &last, sizeof last) == (ssize_t)sizeof last) {
        synced = last;
    }
    close(ends[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    holds_round(p->form, synced, 6);
    return WIFSIGNALED(status);
}

static void journal(void **state) {
    struct place p = {0};
    size_t points = 0;

    (void)state;
    for (int what = FAILS_EIO; what < FAULTS; what++) {
        for (size_t at = 1; journal_at(&p, (enum fault)what, at); at++) {
            points++;
        }
    }
    print_message("%zu points of failure while a journal is kept\n", points);
    assert_true(points > 150);
    arena_free(&p.a);
    empty_folder();
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(saving), cmocka_unit_test(journal)};
    return cmocka_run_group_tests_name("save faults", tests, support_folder_make, support_folder_remove);
}
