/* Filling in or viewing a form on the screen. */
#ifndef ZIPING_TUI_H
#define ZIPING_TUI_H

#include "ziping/folder.h"
#include "ziping/keys.h"
#include "ziping/screen.h"
#include "ziping/session.h"

enum tui_end {
    TUI_DONE,   /* the person left */
    TUI_CLOSED, /* the terminal went away, or a signal asked to end */
    TUI_FAILED  /* the screen could not be had: see *screen */
};

struct tui_options {
    enum text_ambiguous ambiguous;
    bool ask;          /* the terminal says itself how wide ambiguous characters are; where it doesn't, as above */
    bool mouse;        /* a click goes to a field, the wheel moves by lines */
    bool restricted;   /* no file outside the working directory can be named, and the program can't be suspended */
    const char *state; /* folder for journals that can't stand beside their forms, or NULL */
    const struct keymap *keys;
    bool linux_console;    /* the terminal counts F13 as Shift-F1 */
    size_t settings_wrong; /* lines of the settings that were not taken: said first */
};

/* Runs the screen on an open session until it is left. */
enum tui_end tui_run(struct session *s, const struct tui_options *o, enum screen_status *screen);

/* What was chosen on the first page. */
enum tui_what { TUI_EDIT, TUI_VIEW, TUI_NEW };
struct tui_choice {
    enum tui_what what;
    const char *path;  /* of the form; NULL: nothing was, the person left */
    const char *after; /* TUI_NEW: the rule set, or last year's form, that it begins with */
};

/* The first page: the forms of a folder. `at` is the one that is selected first, or NULL. The choice's texts live as
   long as the folder. */
enum tui_end tui_browse(struct folder *f, enum lang lang, const struct tui_options *o, const char *at,
                        struct tui_choice *choice, enum screen_status *screen);

#endif
