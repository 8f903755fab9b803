/* A program behind a terminal of its own, whose output is read and thrown away. */
#ifndef ZIPING_TESTS_BENCH_TTY_H
#define ZIPING_TESTS_BENCH_TTY_H

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "bench.h"

struct tty {
    int fd;
    pid_t pid;
};

static inline struct tty tty_start(const char *program, const char *path) {
    struct tty t = {.fd = posix_openpt(O_RDWR | O_NOCTTY)};
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    if (t.fd < 0 || grantpt(t.fd) != 0 || unlockpt(t.fd) != 0 || ioctl(t.fd, TIOCSWINSZ, &size) != 0) {
        perror("terminal");
        exit(2);
    }
    t.pid = fork();
    if (t.pid == 0) {
        setsid();
        int tty = open(ptsname(t.fd), O_RDWR);
        for (int i = 0; i < 3; i++) {
            dup2(tty, i);
        }
        setenv("TERM", "xterm-256color", 1);
        setenv("LC_ALL", "C.UTF-8", 1);
        execlp(program, program, path, (char *)NULL);
        _exit(127);
    }
    return t;
}

/* Reads until nothing comes for `quiet` ms; the time of the last piece, or `since` where there was none. */
static inline double tty_quiet(const struct tty *t, int quiet, double since) {
    struct pollfd p = {.fd = t->fd, .events = POLLIN};
    char bytes[65536];
    double last = since;
    while (poll(&p, 1, quiet) > 0 && read(t->fd, bytes, sizeof bytes) > 0) {
        last = now_ms();
    }
    return last;
}

static inline void tty_keys(const struct tty *t, const char *keys) {
    if (write(t->fd, keys, strlen(keys)) < 0) {
        perror("write");
        exit(2);
    }
}

static inline void tty_kill(const struct tty *t) {
    kill(t->pid, SIGKILL);
    waitpid(t->pid, NULL, 0);
    close(t->fd);
}

#endif
