#define _GNU_SOURCE /* SIGWINCH */

#include "signals.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/select.h>

static volatile sig_atomic_t resized, continued, stopping, ending;
static sigset_t while_waiting;

static void on_signal(int signal) {
    switch (signal) {
    case SIGWINCH:
        resized = 1;
        break;
    case SIGCONT:
        continued = 1;
        break;
    case SIGTSTP:
        stopping = 1;
        break;
    default:
        ending = signal;
        break;
    }
}

void signals_catch(void) {
    static const int signals[] = {SIGWINCH, SIGCONT, SIGTSTP, SIGHUP, SIGTERM, SIGINT, SIGQUIT};
    struct sigaction action = {.sa_handler = on_signal};
    sigset_t ours;
    sigemptyset(&action.sa_mask);
    sigemptyset(&ours);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        sigaddset(&ours, signals[i]);
        sigaction(signals[i], &action, NULL);
    }
    sigprocmask(SIG_BLOCK, &ours, &while_waiting);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        sigdelset(&while_waiting, signals[i]);
    }
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file as large as it may be is told by its write */
}

enum wake signals_wait(int fd, int timeout_ms) {
    fd_set in;
    struct timespec wait = {timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
    FD_ZERO(&in);
    FD_SET(fd, &in);
    int ready = pselect(fd + 1, &in, NULL, NULL, timeout_ms < 0 ? NULL : &wait, &while_waiting);
    if (ending) {
        return WAKE_END;
    }
    if (stopping) {
        return WAKE_STOP;
    }
    if (continued) {
        continued = 0;
        return WAKE_CONTINUED;
    }
    if (resized) {
        resized = 0;
        return WAKE_RESIZED;
    }
    return ready > 0 ? WAKE_INPUT : ready < 0 && errno != EINTR ? WAKE_END : WAKE_TIMEOUT;
}

void signals_stop(pid_t who) {
    struct sigaction stops = {.sa_handler = SIG_DFL}, ours;
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigemptyset(&stops.sa_mask);
    sigaction(SIGTSTP, &stops, &ours);
    kill(who, SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &stop, NULL); /* here it stops */
    sigprocmask(SIG_BLOCK, &stop, NULL);
    sigaction(SIGTSTP, &ours, NULL);
    stopping = continued = 0;
}
