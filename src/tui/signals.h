/* Signals of a program that has the screen. Handlers only set a flag; they are let in while it waits for input. */
#ifndef ZIPING_TUI_SIGNALS_H
#define ZIPING_TUI_SIGNALS_H

#include <sys/types.h>

enum wake {
    WAKE_INPUT, /* the file can be read */
    WAKE_TIMEOUT,
    WAKE_RESIZED,
    WAKE_CONTINUED,
    WAKE_STOP, /* it is asked to stop: give the terminal back and call signals_stop */
    WAKE_END   /* it is asked to end, or the file can't be waited for; so again each time */
};

/* SIGWINCH, SIGCONT, SIGTSTP, SIGHUP, SIGTERM, SIGINT, SIGQUIT from now on; SIGPIPE and SIGXFSZ are ignored. */
void signals_catch(void);

/* Waits for input; timeout_ms < 0: for ever. */
enum wake signals_wait(int fd, int timeout_ms);

/* Stops this process, or with 0 its whole group; returns when it goes on. */
void signals_stop(pid_t who);

#endif
