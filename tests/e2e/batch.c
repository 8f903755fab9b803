#include "batch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "golden.h"
#include "term.h"

enum { SECONDS = 20 };

static void open_as(int fd, const char *path, int flags) {
    int from = open(path, flags, 0600);
    if (from < 0 || dup2(from, fd) < 0) {
        _exit(126);
    }
    close(from);
}

static _Noreturn void become(const char *program, const struct batch_options *o, const char *const *argv,
                             const char *dir) {
    int nobody[2];
    open_as(STDIN_FILENO, o->input != NULL ? o->input : "/dev/null", O_RDONLY);
    open_as(STDOUT_FILENO, disk_path(dir, "out"), O_WRONLY | O_CREAT | O_TRUNC);
    open_as(STDERR_FILENO, disk_path(dir, "err"), O_WRONLY | O_CREAT | O_TRUNC);
    if (o->closed_pipe && (pipe(nobody) != 0 || close(nobody[0]) != 0 || dup2(nobody[1], STDOUT_FILENO) < 0)) {
        _exit(126);
    }
    if ((o->cwd != NULL && chdir(o->cwd) != 0) || (o->lang != NULL && setenv("ZIPING_LANG", o->lang, 1) != 0)) {
        _exit(126);
    }
    signal(SIGPIPE, SIG_DFL);
    alarm(SECONDS);
    execv(program, (char *const *)(uintptr_t)argv);
    _exit(127);
}

struct batch batch_run_args(const struct batch_options *o, const char *const args[]) {
    static const struct batch_options none;
    const char *named = getenv("ZIPING"), *dir = term_tmpdir();
    char program[PATH_MAX];
    if (named == NULL || realpath(named, program) == NULL) {
        term_fail(NULL, "the variable ZIPING must name the program under test");
    }
    size_t n = 0;
    while (args[n] != NULL) {
        n++;
    }
    const char **argv = (const char **)(void *)test_alloc((n + 2) * sizeof *argv);
    argv[0] = program;
    memcpy(argv + 1, args, n * sizeof *argv);
    fflush(NULL);
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        become(program, o != NULL ? o : &none, argv, dir);
    }
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) {
            term_fail(NULL, "the program was not started: %s", strerror(errno));
        }
    }
    struct batch b = {WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status),
                      disk_read(disk_path(dir, "out"), NULL), disk_read(disk_path(dir, "err"), NULL)};
    return b;
}

struct untouched remember(const char *path) {
    struct untouched u = {.path = path};
    u.bytes = disk_read(path, &u.n);
    if (stat(path, &u.st) != 0) {
        term_fail(NULL, "no file %s", path);
    }
    return u;
}

void assert_untouched_at(const struct untouched *u, const char *file, int line) {
    struct stat now;
    size_t n;
    if (stat(u->path, &now) != 0 || now.st_ino != u->st.st_ino || now.st_mtim.tv_sec != u->st.st_mtim.tv_sec ||
        now.st_mtim.tv_nsec != u->st.st_mtim.tv_nsec) {
        term_fail_at(NULL, file, line, "%s was written", u->path);
    }
    const char *bytes = disk_read(u->path, &n);
    if (n != u->n || memcmp(bytes, u->bytes, n) != 0) {
        term_fail_at(NULL, file, line, "%s was changed", u->path);
    }
}

void assert_has_at(const char *text, const char *part, const char *file, int line) {
    if (strstr(text, part) == NULL) {
        term_fail_at(NULL, file, line, "no \"%s\" in:\n%s", part, text);
    }
}

size_t lines_with(const char *text, const char *part) {
    size_t n = 0;
    for (const char *p = text; (p = strstr(p, part)) != NULL; n++) {
        p += strcspn(p, "\n");
    }
    return n;
}

void assert_clean_at(const char *text, const char *file, int line) {
    bool clean = strstr(text, "\342\200\256") == NULL; /* turns the direction of writing */
    for (const char *p = text; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        bool c1 = c == 0xc2 && (unsigned char)p[1] < 0xa0;
        clean = clean && !c1 && (c == '\n' || (c >= 0x20 && c != 0x7f));
    }
    if (!clean) {
        term_fail_at(NULL, file, line, "control characters in:\n%s", text);
    }
}
