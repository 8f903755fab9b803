/* The lock: who gets it, whether it is stale, and that of many processes exactly one has it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"
#include "ziping/lock.h"

#define PROCESSES 24
#define NOBODY 65534

static const char *form(struct arena *a) {
    return support_path(a, "form.ini");
}

static bool has_lock_file(void) {
    struct arena a = {0};
    bool there = access(support_path(&a, ".form.ini.ziping-lock"), F_OK) == 0;

    arena_free(&a);
    return there;
}

static void put_lock(const struct lock_holder *h) {
    struct arena a = {0};
    char text[2048];

    lock_text(h, text);
    support_write(&a, ".form.ini.ziping-lock", str_of(text));
    arena_free(&a);
}

static void take_and_release(void **state) {
    struct arena a = {0};
    struct lock one, other;

    (void)state;
    assert_int_equal(lock_look(&one, form(&a)), LOCK_FREE);
    assert_int_equal(lock_take(&one, form(&a), 1700000000), LOCK_OURS);
    assert_int_equal(lock_take(&other, form(&a), 1700000001), LOCK_HELD);
    assert_int_equal(other.holder.process.pid, getpid());
    assert_int_equal(other.holder.since, 1700000000);
    assert_true(other.holder.process.user[0] != '\0');
    assert_int_equal(process_life(&other.holder.process), PROCESS_RUNS);
    lock_release(&other); /* not its own: nothing happens */
    assert_true(has_lock_file());
    lock_release(&one);
    assert_false(has_lock_file());
    lock_release(&one);
    assert_int_equal(lock_take(&one, form(&a), 1700000000), LOCK_OURS);
    lock_release(&one);
    arena_free(&a);
}

static void stale_locks(void **state) {
    struct arena a = {0};
    struct lock_holder h = {.since = 1700000000};
    struct lock l;
    pid_t ended = fork();

    (void)state;
    if (ended == 0) {
        _exit(0);
    }
    assert_int_equal(waitpid(ended, NULL, 0), ended);
    process_self(&h.process);
    h.process.pid = (long)ended;
    put_lock(&h);
    assert_int_equal(lock_look(&l, form(&a)), LOCK_ENDED);
    process_self(&h.process);
    h.process.start++; /* the number was given to another process */
    put_lock(&h);
    assert_int_equal(lock_look(&l, form(&a)), LOCK_ENDED);
    process_self(&h.process);
    snprintf(h.process.boot, sizeof h.process.boot, "another");
    put_lock(&h);
    assert_int_equal(lock_look(&l, form(&a)), LOCK_OTHER_BOOT);
    assert_true(lock_is_stale(l.state));
    snprintf(h.process.host, sizeof h.process.host, "another");
    put_lock(&h);
    assert_int_equal(lock_look(&l, form(&a)), LOCK_ELSEWHERE);
    assert_false(lock_is_stale(l.state));
    process_self(&h.process);
    snprintf(h.process.space, sizeof h.process.space, "pid:[1]");
    put_lock(&h);
    assert_int_equal(lock_look(&l, form(&a)), LOCK_ELSEWHERE);
    assert_int_equal(lock_take(&l, form(&a), 1), LOCK_ELSEWHERE);
    assert_int_equal(lock_take_over(&l, 1700000002), LOCK_OURS);
    assert_int_equal(l.holder.since, 1700000002);
    lock_release(&l);
    assert_false(has_lock_file());
    arena_free(&a);
}

/* Only the lock that was seen is taken over. */
static void changed_meanwhile(void **state) {
    struct arena a = {0};
    struct lock_holder h = {.since = 1};
    struct lock l, other;

    (void)state;
    process_self(&h.process);
    h.process.start++;
    put_lock(&h);
    assert_int_equal(lock_look(&l, form(&a)), LOCK_ENDED);
    lock_look(&other, form(&a));
    assert_int_equal(lock_take_over(&other, 5), LOCK_OURS);
    assert_int_equal(lock_take_over(&l, 6), LOCK_HELD);
    assert_int_equal(l.holder.since, 5);
    /* Who lost the lock this way leaves the new one alone. */
    assert_int_equal(lock_take_over(&l, 7), LOCK_OURS);
    lock_release(&other);
    assert_true(has_lock_file());
    lock_release(&l);
    assert_int_equal(lock_take_over(&l, 8), LOCK_FREE);
    arena_free(&a);
}

static void damaged_locks(void **state) {
    struct arena a = {0};
    struct lock_holder h = {.since = 1};
    struct lock l;
    char text[2048];

    (void)state;
    process_self(&h.process);
    lock_text(&h, text);
    for (size_t n = 0; n < strlen(text); n++) { /* cut anywhere */
        assert_false(lock_parse((struct str){text, n}, &h));
    }
    assert_true(lock_parse(str_of(text), &h));
    static const char *const bad[] = {"", "x", "ziping-lock 2\nend\n", "ziping-lock 1\nuser=\xff\nend\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        support_write(&a, ".form.ini.ziping-lock", str_of(bad[i]));
        assert_int_equal(lock_take(&l, form(&a), 1), LOCK_UNREADABLE);
    }
    const char *name = support_path(&a, ".form.ini.ziping-lock");
    unlink(name);
    assert_int_equal(symlink("elsewhere", name), 0);
    assert_int_equal(lock_take(&l, form(&a), 1), LOCK_UNREADABLE);
    assert_int_equal(l.file.status, FILE_SPECIAL);
    assert_int_not_equal(access(support_path(&a, "elsewhere"), F_OK), 0);
    unlink(name);
    arena_free(&a);
}

static void no_place(void **state) {
    struct arena a = {0};
    struct lock l;
    char long_name[251];

    (void)state;
    memset(long_name, 'n', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    assert_int_equal(lock_take(&l, support_path(&a, long_name), 1), LOCK_IMPOSSIBLE);
    lock_release(&l);
    assert_int_equal(lock_take(&l, support_path(&a, "missing/form.ini"), 1), LOCK_IMPOSSIBLE);
    assert_int_equal(l.file.status, FILE_MISSING);
    if (geteuid() == 0) {
        assert_int_equal(chmod(support_path(&a, "."), 0755), 0);
        assert_int_equal(seteuid(NOBODY), 0);
        enum lock_state s = lock_take(&l, form(&a), 1);
        assert_int_equal(seteuid(0), 0);
        assert_int_equal(s, LOCK_IMPOSSIBLE);
        assert_int_equal(l.file.status, FILE_DENIED);
    }
    arena_free(&a);
}

/* One process of many: takes the lock as often as it can, and complains if another is inside as well. */
static int race(const char *path, const char *inside, int start, bool over) {
    struct lock l;
    char c;
    int got = 0;

    if (read(start, &c, 1) < 0) { /* until the other end is closed */
        return 255;
    }
    for (int i = 0; i < 200; i++) {
        enum lock_state s = lock_take(&l, path, 1);
        if (over && lock_is_stale(s)) {
            s = lock_take_over(&l, 1);
        }
        if (s != LOCK_OURS) {
            continue;
        }
        int fd = open(inside, O_CREAT | O_EXCL | O_WRONLY, 0600);
        if (fd < 0) {
            return 254; /* somebody is inside */
        }
        close(fd);
        got++;
        if (over) {
            return 1; /* keeps it */
        }
        unlink(inside);
        lock_release(&l);
    }
    return got > 100 ? 100 : got;
}

static int run_race(bool over) {
    struct arena a = {0};
    const char *path = form(&a), *inside = support_path(&a, "inside");
    int start[2], end[2], sum = 0, status;
    pid_t pid[PROCESSES];

    assert_int_equal(pipe(start), 0);
    assert_int_equal(pipe(end), 0);
    fflush(NULL);
    for (int i = 0; i < PROCESSES; i++) {
        pid[i] = fork();
        if (pid[i] == 0) {
            close(start[1]);
            close(end[1]);
            alarm(60);
            int got = race(path, inside, start[0], over);
            char c;
            if (over && got == 1 && read(end[0], &c, 1) < 0) { /* alive until all the others have tried */
                _exit(255);
            }
            _exit(got);
        }
        assert_true(pid[i] > 0);
    }
    close(start[0]);
    close(start[1]);
    for (int i = 0; i < PROCESSES; i++) {
        if (i == PROCESSES - 1) {
            close(end[1]);
        }
        assert_true(waitpid(-1, &status, 0) > 0);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 254);
        sum += WEXITSTATUS(status);
    }
    close(end[0]);
    unlink(inside);
    unlink(support_path(&a, ".form.ini.ziping-lock"));
    arena_free(&a);
    return sum;
}

static void race_for_it(void **state) {
    (void)state;
    assert_true(run_race(false) > 0);
}

static void race_for_a_stale_one(void **state) {
    struct lock_holder h = {.since = 1};

    (void)state;
    for (int round = 0; round < 3; round++) {
        process_self(&h.process);
        h.process.start++;
        put_lock(&h);
        assert_int_equal(run_race(true), 1);
    }
}

/* It has ended, though its parent hasn't asked for it yet. */
static void process_not_waited_for(void **state) {
    int ends[2];
    struct process p;
    siginfo_t info;

    (void)state;
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        process_self(&p);
        _exit(write(ends[1], &p, sizeof p) != sizeof p);
    }
    assert_int_equal(read(ends[0], &p, sizeof p), sizeof p);
    assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
    assert_int_equal(process_life(&p), PROCESS_ENDED);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    close(ends[0]);
    close(ends[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(take_and_release),
        cmocka_unit_test(stale_locks),
        cmocka_unit_test(changed_meanwhile),
        cmocka_unit_test(damaged_locks),
        cmocka_unit_test(no_place),
        cmocka_unit_test(race_for_it),
        cmocka_unit_test(race_for_a_stale_one),
        cmocka_unit_test(process_not_waited_for),
    };
    return cmocka_run_group_tests_name("lock", tests, support_folder_make, support_folder_remove);
}
