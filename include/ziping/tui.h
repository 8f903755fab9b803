/* Filling in or viewing a form on the screen. */
#ifndef ZIPING_TUI_H
#define ZIPING_TUI_H

#include "ziping/screen.h"
#include "ziping/session.h"

enum tui_end {
    TUI_DONE,   /* the person left */
    TUI_CLOSED, /* the terminal went away, or a signal asked to end */
    TUI_FAILED  /* the screen could not be had: see *screen */
};

/* Runs the screen on an open session until it is left. `ask`: the terminal says itself how wide ambiguous characters
   are; where it doesn't, they are as `ambiguous` says. */
enum tui_end tui_run(struct session *s, enum text_ambiguous ambiguous, bool ask, enum screen_status *screen);

#endif
