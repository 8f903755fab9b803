#define _GNU_SOURCE /* memfd_create */

#include "restore.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

/* Signals of a program that is broken. */
static const int fatal[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
#define FATALS (sizeof fatal / sizeof *fatal)

static struct {
    int terminal, errors, kept; /* files: the terminal, standard error as it was, what goes there meanwhile; or -1 */
    bool armed, modes_known;
    struct termios modes;
    char sequence[RESTORE_MOST], note[RESTORE_NOTE];
    size_t n, note_n;
    char stack[16384]; /* the program's own may be used up */
} restore = {.terminal = -1, .errors = -1, .kept = -1};

/* ---- async-signal-safe from here on ---- */

static void write_all(int fd, const char *p, size_t n) {
    while (n > 0) {
        ssize_t done = write(fd, p, n);
        if (done > 0) {
            p += done;
            n -= (size_t)done;
        } else if (done < 0 && errno != EINTR) {
            return;
        }
    }
}

/* What was kept back goes where it belongs; control characters, which could be anything, don't. */
static void release_errors(void) {
    char bytes[512];
    ssize_t n;
    if (restore.kept < 0 || restore.errors < 0) {
        return;
    }
    dup2(restore.errors, STDERR_FILENO);
    for (off_t at = 0; (n = pread(restore.kept, bytes, sizeof bytes, at)) > 0; at += n) {
        for (ssize_t i = 0; i < n; i++) {
            bool control = (unsigned char)bytes[i] < 0x20 || bytes[i] == 0x7F;
            bytes[i] = control && bytes[i] != '\n' && bytes[i] != '\t' ? '?' : bytes[i];
        }
        write_all(STDERR_FILENO, bytes, (size_t)n);
    }
}

/* The action is the default one again, so raising the signal ends the program as if there were no handler. */
static void on_fatal(int signal) {
    if (restore.armed) {
        restore.armed = false;
        write_all(restore.terminal, restore.sequence, restore.n);
        if (restore.modes_known) {
            tcsetattr(restore.terminal, TCSANOW, &restore.modes);
        }
        release_errors();
        write_all(STDERR_FILENO, restore.note, restore.note_n);
    }
    raise(signal);
}

/* ---- setting up ---- */

static void catch_fatal(void) {
    stack_t stack = {.ss_sp = restore.stack, .ss_size = sizeof restore.stack};
    struct sigaction action = {.sa_handler = on_fatal, .sa_flags = (int)(SA_RESETHAND | SA_NODEFER | SA_ONSTACK)}, was;
    sigemptyset(&action.sa_mask);
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < FATALS; i++) { /* a sanitizer's or a debugger's own handler stays */
        if (sigaction(fatal[i], NULL, &was) == 0 && was.sa_handler == SIG_DFL) {
            sigaction(fatal[i], &action, NULL);
        }
    }
}

static void keep_errors(void) {
    if (!isatty(STDERR_FILENO)) {
        return; /* it goes elsewhere already */
    }
    restore.errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    restore.kept = memfd_create("errors", MFD_CLOEXEC);
    if (restore.errors >= 0 && restore.kept >= 0) {
        fcntl(restore.kept, F_SETFL, O_APPEND);
        dup2(restore.kept, STDERR_FILENO);
    }
}

void restore_begin(void) {
    restore.terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    restore.modes_known = tcgetattr(STDIN_FILENO, &restore.modes) == 0;
    keep_errors();
    catch_fatal();
}

void restore_arm(struct str sequence) {
    restore.n = sequence.n < RESTORE_MOST ? sequence.n : RESTORE_MOST;
    memcpy(restore.sequence, sequence.p, restore.n);
    restore.armed = restore.terminal >= 0;
}

void restore_note(struct str text, struct str file) {
    int n = snprintf(restore.note, sizeof restore.note, "ziping: %.*s %.*s\n", STR_ARG(text), STR_ARG(file));
    restore.note_n = file.n > 0 && n > 0 && (size_t)n < sizeof restore.note ? (size_t)n : 0;
}

static void drop(int *fd) {
    if (*fd >= 0) {
        close(*fd);
    }
    *fd = -1;
}

void restore_end(void) {
    restore.armed = false;
    release_errors();
    drop(&restore.terminal);
    drop(&restore.errors);
    drop(&restore.kept);
}
