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

struct tui_options {
    enum text_ambiguous ambiguous;
    bool ask;   /* the terminal says itself how wide ambiguous characters are; where it doesn't, as above */
    bool mouse; /* a click goes to a field, the wheel moves by lines */
};

/* Runs the screen on an open session until it is left. */
enum tui_end tui_run(struct session *s, const struct tui_options *o, enum screen_status *screen);

#endif
