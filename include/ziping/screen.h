/* The terminal. screen.c is the only file that includes curses; porting to another library means writing it anew.

   Drawing goes to a picture in memory; screen_flush sends the difference. Rows and columns count from 0. Text is made
   harmless by the caller (text_visible); what would pass the right edge is cut at a grapheme. */
#ifndef ZIPING_SCREEN_H
#define ZIPING_SCREEN_H

#include "ziping/text.h"
#include "ziping/words.h"

enum style {
    STYLE_NORMAL,
    STYLE_LABEL, /* printed words of the paper */
    STYLE_BORDER,
    STYLE_TITLE,
    STYLE_TAB,      /* the section that is shown */
    STYLE_FOCUS,    /* the field with the caret */
    STYLE_COMPUTED, /* a value that follows and isn't stated */
    STYLE_ERROR,
    STYLE_WARNING,
    STYLE_NOTE,
    STYLE_KEY, /* a key on the key bar */
    STYLES
};

enum screen_status {
    SCREEN_OK,
    SCREEN_NO_TERMINAL, /* standard input or output is none */
    SCREEN_NO_UTF8,     /* no UTF-8 locale can be had */
    SCREEN_DUMB,        /* TERM=dumb, or unknown and unlike any that is known */
    SCREEN_FAILED
};

enum screen_input {
    SCREEN_BYTES, /* *n bytes were read */
    SCREEN_TIMEOUT,
    SCREEN_RESIZED,
    SCREEN_CONTINUED, /* after a stop: everything is to be drawn anew */
    SCREEN_STOP,      /* a signal asks to stop: call screen_stop */
    SCREEN_CLOSED     /* the terminal has gone, or a signal asks to end and all that came before it was read */
};

/* Takes the terminal over. Where it fails, the terminal is as it was. */
/* `mouse`: its buttons are reported too. */
enum screen_status screen_open(enum text_ambiguous ambiguous, bool mouse);
/* Gives it back as it was. May be called at any time, also twice. */
void screen_close(void);

/* Where it wasn't known to screen_open. Everything is to be drawn anew when it changes. */
void screen_ambiguous(enum text_ambiguous ambiguous);
/* Before anything is drawn: asks the terminal, by printing an ambiguous character and asking where the cursor went. The
   answer comes as input, from column SCREEN_WIDE_ANSWER of a row below the first where it is wide. False where the
   terminal is none that answers. */
bool screen_ask_ambiguous(void);
#define SCREEN_WIDE_ANSWER 3

int screen_rows(void);
int screen_columns(void);

void screen_erase(void);
/* Draws text from (y, x) on, at most `columns` wide; returns the columns drawn. */
int screen_text(int y, int x, struct str text, int columns, enum style style);
void screen_fill(int y, int x, char c, int columns, enum style style);
void screen_cursor(int y, int x);
void screen_flush(void);
/* The next flush sends everything. */
void screen_redraw(void);
void screen_bell(void);

/* Waits for input; timeout_ms < 0: for ever. */
enum screen_input screen_read(char *bytes, size_t size, size_t *n, int timeout_ms);

/* Stops this program, or as Ctrl-Z does (`group`) all that it runs with, with the terminal given back meanwhile. Then
   everything is to be drawn anew. */
void screen_stop(bool group);

/* Milliseconds after which a lone ESC is the Esc key: $ESCDELAY, else 100. */
int screen_escape_delay(void);

#endif
