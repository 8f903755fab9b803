/* The program behind the terminal: its start, its end, its signals. */
#include "term_private.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "golden.h"

static struct term *open_terms;

static void set_variable(char ***env, const char *setting) {
    size_t name = strcspn(setting, "="), n = 0;
    while ((*env)[n] != NULL && (strncmp((*env)[n], setting, name) != 0 || (*env)[n][name] != '=')) {
        n++;
    }
    bool last = (*env)[n] == NULL;
    if (setting[name] == '=') {
        char *copy = test_alloc(strlen(setting));
        (*env)[n] = strcpy(copy, setting);
        if (last) {
            char **more = (char **)(void *)test_alloc((n + 2) * sizeof *more);
            memcpy(more, *env, (n + 1) * sizeof *more);
            *env = more;
        }
    } else {
        for (; (*env)[n] != NULL; n++) {
            (*env)[n] = (*env)[n + 1];
        }
    }
}

static void set_pair(char ***env, const char *name, const char *value) {
    if (value != NULL) {
        char *setting = test_alloc(strlen(name) + strlen(value) + 1);
        sprintf(setting, "%s=%s", name, value);
        set_variable(env, setting);
    }
}

static char **environment(const struct term_options *o, const char *home) {
    static const char *const passed[] = {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", NULL};
    char **env = (char **)(void *)test_alloc(sizeof *env);
    for (size_t i = 0; passed[i] != NULL; i++) {
        set_pair(&env, passed[i], getenv(passed[i]));
    }
    set_pair(&env, "HOME", home);
    set_pair(&env, "LC_ALL", "C.UTF-8");
    set_pair(&env, "TZ", "UTC");
    set_pair(&env, "TERM", o->term);
    for (size_t i = 0; o->env != NULL && o->env[i] != NULL; i++) {
        set_variable(&env, o->env[i]);
    }
    return env;
}

struct launch {
    const char *program, *cwd, *const *argv;
    char **env;
};

static _Noreturn void run(int tty, const struct launch *l) {
    extern char **environ;
    setsid();
    ioctl(tty, TIOCSCTTY, 0);
    for (int i = 0; i < 3; i++) {
        dup2(tty, i);
    }
    if (tty > 2) {
        close(tty);
    }
    for (int sig = 1; sig < 32; sig++) {
        signal(sig, SIG_DFL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    environ = l->env;
    if (l->cwd == NULL || chdir(l->cwd) == 0) {
        execvp(l->program, (char *const *)(uintptr_t)l->argv);
    }
    fprintf(stderr, "%s: %s\n", l->program, strerror(errno));
    _exit(127);
}

/* Forks and returns once the program itself runs, so that no key or signal can come before it; false on failure. The
   pipe ends when exec closes its other end. */
static bool launch(struct term *t, int tty, const struct launch *l) {
    int started[2];
    if (tty < 0 || pipe(started) != 0) {
        return false;
    }
    fcntl(started[0], F_SETFD, FD_CLOEXEC);
    fcntl(started[1], F_SETFD, FD_CLOEXEC);
    fflush(NULL);
    t->pid = fork();
    if (t->pid == 0) {
        run(tty, l);
    }
    t->reaped = t->pid < 0;
    close(tty);
    close(started[1]);
    char byte;
    while (read(started[0], &byte, 1) < 0 && errno == EINTR) {
    }
    close(started[0]);
    return t->pid > 0;
}

/* The window that the program is told of. */
static struct winsize window(const struct term *t) {
    return (struct winsize){.ws_row = (unsigned short)(t->rows - t->margin),
                            .ws_col = (unsigned short)(t->cols - t->margin)};
}

/* The program's side with what an emulator sets on it; -1 on failure. */
static int open_tty(struct term *t) {
    t->fd = posix_openpt(O_RDWR | O_NOCTTY);
    if (t->fd < 0 || grantpt(t->fd) != 0 || unlockpt(t->fd) != 0) {
        return -1;
    }
    fcntl(t->fd, F_SETFD, FD_CLOEXEC);
    fcntl(t->fd, F_SETFL, O_NONBLOCK);
    int tty = open(ptsname(t->fd), O_RDWR | O_NOCTTY);
    struct winsize size = window(t);
    struct termios mode;
    if (tty < 0 || ioctl(tty, TIOCSWINSZ, &size) != 0 || tcgetattr(tty, &mode) != 0) {
        return -1;
    }
#ifdef IUTF8
    mode.c_iflag |= IUTF8;
#endif
    mode.c_cc[VERASE] = 0x7f;
    tcsetattr(tty, TCSANOW, &mode);
    return tty;
}

struct term *term_start_at(const struct term_options *o, const char *const argv[], const char *file, int line) {
    static const struct term_options none;
    struct term_options opt = o != NULL ? *o : none;
    opt.term = opt.term != NULL ? opt.term : "xterm-256color";
    setlocale(LC_CTYPE, "C.UTF-8");
    const char *home = opt.home != NULL ? opt.home : term_tmpdir();
    char **env = environment(&opt, home);
    char real[PATH_MAX]; /* a relative path is found from here, not from o->cwd */
    const char *program = strchr(argv[0], '/') != NULL && realpath(argv[0], real) != NULL ? real : argv[0];

    struct term *t = calloc(1, sizeof *t);
    if (t == NULL) {
        abort();
    }
    t->margin = opt.margin;
    t->rows = (opt.rows > 0 ? opt.rows : 24) + t->margin;
    t->cols = (opt.cols > 0 ? opt.cols : 80) + t->margin;
    t->deadline_ms = opt.deadline_ms > 0 ? opt.deadline_ms : 10000;
    t->esc_pause_ms = opt.esc_pause_ms > 0 ? opt.esc_pause_ms : 300;
    t->home = home;
    t->wide = opt.wide;
    t->silent = opt.silent;
    t->linux_keys = strncmp(opt.term, "linux", 5) == 0;
    t->tilde_home = t->linux_keys || strncmp(opt.term, "screen", 6) == 0 || strncmp(opt.term, "tmux", 4) == 0 ||
                    strncmp(opt.term, "putty", 5) == 0;
    term_emulate(t);
    t->reaped = true; /* nothing to kill yet */
    t->next = open_terms;
    open_terms = t;

    t->last_ms = term_now_ms();
    if (!launch(t, open_tty(t), &(struct launch){program, opt.cwd, argv, env})) {
        term_fail_at(NULL, file, line, "cannot start %s: %s", argv[0], strerror(errno));
    }
    return t;
}

struct term *term_start_ziping_at(const struct term_options *o, const char *const args[], const char *file, int line) {
    const char *program = getenv("ZIPING");
    if (program == NULL || program[0] == '\0') {
        term_fail_at(NULL, file, line, "the variable ZIPING must name the program under test");
    }
    size_t n = 0;
    while (args[n] != NULL) {
        n++;
    }
    const char **argv = (const char **)(void *)test_alloc((n + 2) * sizeof *argv);
    argv[0] = program;
    memcpy(argv + 1, args, n * sizeof *argv);
    return term_start_at(o, argv, file, line);
}

void term_end(struct term *t) {
    struct term **at = &open_terms;
    while (*at != t) {
        at = &(*at)->next;
    }
    *at = t->next;
    term_reap(t);
    if (!t->reaped) {
        kill(-t->pid, SIGKILL);
        kill(t->pid, SIGKILL);
        while (waitpid(t->pid, &t->status, 0) < 0 && errno == EINTR) {
        }
    }
    term_hangup(t);
    vterm_free(t->vt);
    free(t->out.p);
    free(t->raw.p);
    free(t->pass.p);
    free(t);
}

int term_cleanup(void **state) {
    (void)state;
    while (open_terms != NULL) {
        term_end(open_terms);
    }
    test_files_cleanup();
    return 0;
}

void term_resize(struct term *t, int rows, int cols) {
    t->rows = rows + t->margin;
    t->cols = cols + t->margin;
    struct winsize size = window(t);
    vterm_set_size(t->vt, t->rows, t->cols);
    if (t->fd >= 0) {
        ioctl(t->fd, TIOCSWINSZ, &size);
    }
}

void term_signal(struct term *t, int sig) {
    term_reap(t);
    if (!t->reaped) {
        kill(t->pid, sig);
    }
}

void term_hangup(struct term *t) {
    if (t->fd >= 0) {
        close(t->fd);
    }
    t->fd = -1;
}

pid_t term_pid(struct term *t) {
    return t->pid;
}

const char *term_home(struct term *t) {
    return t->home;
}

long term_proc(struct term *t, const char *name) {
    char text[256];
    snprintf(text, sizeof text, "/proc/%ld/status", (long)t->pid);
    FILE *f = fopen(text, "r");
    long value = -1;
    size_t n = strlen(name);
    while (f != NULL && value < 0 && fgets(text, sizeof text, f) != NULL) {
        if (strncmp(text, name, n) == 0 && text[n] == ':') {
            value = strtol(text + n + 1, NULL, 10);
        }
    }
    if (f != NULL) {
        fclose(f);
    }
    return value;
}
