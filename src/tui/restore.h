/* Giving the terminal back whatever ends the program, and keeping what libraries print off the screen. Knows nothing of
   curses: screen.c says what to send. */
#ifndef ZIPING_TUI_RESTORE_H
#define ZIPING_TUI_RESTORE_H

#include "ziping/str.h"

/* Before the terminal's modes are changed: keeps them. From here to restore_end, standard error is kept back too. */
void restore_begin(void);

/* What a terminal is sent when the program breaks down (at most RESTORE_MOST bytes); from now on it is. */
#define RESTORE_MOST 256
void restore_arm(struct str sequence);

/* What is said then: where unsaved work is kept. An empty `file`: nothing. The texts are harmless. */
#define RESTORE_NOTE 8192
void restore_note(struct str text, struct str file);

/* After the terminal was given back: prints what was kept back. */
void restore_end(void);

#endif
