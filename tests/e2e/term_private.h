/* What the files of the terminal share. */
#ifndef E2E_TERM_PRIVATE_H
#define E2E_TERM_PRIVATE_H

#include "term.h"

#include <vterm.h>

enum { MODES = 4096, SLICE_MS = 20 };

struct bytes {
    char *p;
    size_t n, cap;
};

struct term {
    struct term *next;
    pid_t pid;
    int fd;                 /* the master's side; -1 after a hang-up */
    bool eof;               /* no program has the terminal open any more */
    int idle;               /* how often, a millisecond each, nothing was to be read since it was reaped */
    bool reaped;            /* `status` is known, the pid is no longer ours */
    int rows, cols, margin; /* the emulator's, and how many of them the program isn't told of */
    int status, deadline_ms, esc_pause_ms, bells;
    long last_ms, first_us, last_us; /* when output came: the last, the first and last since term_measure */
    long esc_until;                  /* nothing is sent before */
    bool hidden, alt, unwrapped;
    bool wide, silent;           /* see term_options */
    bool linux_keys, tilde_home; /* how TERM sends F1 and Home */
    const char *home;
    VTerm *vt;
    VTermScreen *screen;
    struct bytes out, raw; /* still to be written; read since term_raw_clear */
    struct bytes pass;     /* on its way to the emulator */
    size_t unseen;         /* bytes read since term_bytes */
    /* The output as far as the emulator must be helped with it. */
    enum { GROUND, ESCAPE, CSI, STRING } in;
    char csi[64], glyph[8];
    size_t csi_n, glyph_n;
    bool modes[MODES];
};

/* Where ambiguous characters are wide, the emulator gets a wide character in place of one, and its cell the one again.
 */
uint32_t term_widen(uint32_t cp);
uint32_t term_narrow(struct term *t, uint32_t cp);

void bytes_add(struct bytes *b, const char *p, size_t n);

long term_now_us(void);
/* Sees whether the program has ended, without waiting. */
void term_reap(struct term *t);
/* Waits up to ms for something to read or write, and reads and writes it. True if something was read. */
bool term_step(struct term *t, long ms);
/* It has ended and its output is read. Something it started may keep the terminal open: then a while of quiet will do.
 */
bool term_ended(struct term *t);
/* The emulator for a terminal of t->rows and t->cols. */
void term_emulate(struct term *t);

#endif
