/* A terminal for tests: a program behind a pseudo-terminal of its own, its screen kept by an emulator.

   Nothing here sleeps for luck: the term_wait_* functions read the program's output until what they wait for is there.
   When the deadline passes first, or the program has ended without it, they print the screen and fail the test at the
   line of the caller. Rows and columns count from 0. Texts are UTF-8; those returned live until the test ends.

       static void quits(void **state) {
           (void)state;
           struct term *t = term_start_ziping(NULL, "forms/kepu-2024.ini");
           term_wait_text(t, "绩效指标");
           term_keys(t, "<F10>");
           assert_int_equal(term_wait_exit(t), 0);
       }
       ... cmocka_run_group_tests of { term_test(quits), ... } */
#ifndef E2E_TERM_H
#define E2E_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct term;

struct term_options {       /* zero means the default */
    int rows, cols;         /* 24, 80 */
    const char *term;       /* TERM: xterm-256color */
    const char *cwd;        /* the folder the program starts in: the test's own */
    const char *home;       /* HOME: a fresh temporary folder */
    const char *const *env; /* more variables, "NAME=value"; "NAME" alone takes one away; ends with NULL */
    int deadline_ms;        /* of each wait: 10,000 */
    bool wide;              /* ambiguous characters take two columns */
    bool silent;            /* it answers no question */
    int margin; /* rows and columns that the emulator has more than the program is told: it must not write there */
    int esc_pause_ms; /* what follows <Esc> comes no sooner, or it would read as an Alt key: 300 */
};

/* Starts a program (found by PATH; its name, then its arguments) in a session of its own with the terminal as its
   controlling one. The environment is PATH, HOME, LC_ALL=C.UTF-8, TZ=UTC, TERM, the sanitizers' options, and o->env. o
   may be NULL. */
#define term_start(o, ...) term_start_at((o), (const char *const[]){__VA_ARGS__, NULL}, __FILE__, __LINE__)
/* The program under test, named by the variable ZIPING, with these arguments; a sole NULL for none. */
#define term_start_ziping(o, ...)                                                                                      \
    term_start_ziping_at((o), (const char *const[]){__VA_ARGS__, NULL}, __FILE__, __LINE__)

/* Kills the program's process group, unless it has ended, and frees t. term_cleanup does it for terminals left open. */
void term_end(struct term *t);
/* For cmocka's teardown, after a failure too: ends all terminals, removes the temporary folders, frees the texts
   returned. Every test that uses a terminal or a file helper needs it. */
int term_cleanup(void **state);
#define term_test(f) cmocka_unit_test_teardown(f, term_cleanup)

/* Input. All return when the program's side of the terminal has taken every byte; the output is read meanwhile. They
   fail the test if the program has ended, or takes nothing before the deadline. */
#define term_send(t, bytes, n) term_send_at((t), (bytes), (n), __FILE__, __LINE__)
#define term_type(t, utf8) term_type_at((t), (utf8), __FILE__, __LINE__)
/* Keys by name; other characters stand for themselves, blanks between them are not sent. Up to the next <Esc> they are
   one burst. Names: Up Down Left Right Home End Insert Delete PageUp PageDown F1…F12 Tab Enter Esc Space Backspace lt
   gt, and any one character, with S- M- C- before: "<F2> <S-Tab> <C-s> <M-4> <C-Right> 汉字 <Space> <lt>". They are
   what the terminal named by TERM sends, the arrows as the program has set them (application mode or not). */
#define term_keys(t, keys) term_keys_at((t), (keys), __FILE__, __LINE__)
/* As typed between the marks of a bracketed paste, the text as it is (terminals send a line's end as "\r"). Fails the
   test if the program has not asked for the marks. */
#define term_paste(t, text) term_paste_at((t), (text), __FILE__, __LINE__)

/* Waiting. */
#define term_wait_text(t, text) term_wait_text_at((t), (text), true, __FILE__, __LINE__)
#define term_wait_gone(t, text) term_wait_text_at((t), (text), false, __FILE__, __LINE__)
#define term_wait_cursor(t, y, x) term_wait_for((t), term_cursor_is((t), (y), (x)))
/* Until the program has written nothing for `ms` milliseconds, counted from this call on. */
#define term_wait_quiet(t, ms) term_wait_quiet_at((t), (ms), __FILE__, __LINE__)
/* The exit status, or minus the number of the signal that ended the program. All of its output has been read then. */
#define term_wait_exit(t) term_wait_exit_at((t), __FILE__, __LINE__)
/* Until the expression holds; it is looked at again after each piece of output, and every 20 ms. */
#define term_wait_for(t, condition)                                                                                    \
    do {                                                                                                               \
        long term_since_ = term_now_ms();                                                                              \
        while (!(condition)) {                                                                                         \
            term_wait_step_at((t), term_since_, #condition, __FILE__, __LINE__);                                       \
        }                                                                                                              \
    } while (0)
/* Reads the terminal for that long: to send the bytes of one key apart, or to see that nothing comes. */
void term_pause(struct term *t, int ms);

/* The screen. */
struct term_cell {
    char text[32]; /* the character and what combines with it; "" for a blank never written and a right half */
    int width;     /* 1, 2, or 0 for the right half of a wide character */
    bool bold, reverse, underline, italic, blink;
    int fg, bg; /* the palette's index, or one of those below */
};
enum { TERM_DEFAULT = -1, TERM_RGB = -2 };

const char *term_row(struct term *t, int y);     /* without trailing blanks; a wide character once */
const char *term_screen_text(struct term *t);    /* all rows, each with "\n" */
bool term_has(struct term *t, const char *text); /* a text within one row; what has not been read yet does not count */
bool term_find(struct term *t, const char *text, int *y, int *x); /* the place of the first; y, x may be NULL */
struct term_cell term_cell(struct term *t, int y, int x);
void term_size(struct term *t, int *rows, int *cols);
void term_cursor(struct term *t, int *y, int *x);
bool term_cursor_is(struct term *t, int y, int x);
bool term_cursor_visible(struct term *t);
bool term_alt_screen(struct term *t);
bool term_mode(struct term *t, int mode); /* a private mode the program has set (\033[?2004h: 2004), below 4096 */
int term_bells(struct term *t);
void term_print(struct term *t); /* the screen in a frame and the cursor's place, on stderr */

/* The raw output. */
size_t term_bytes(struct term *t);               /* how many bytes came since the last call */
const char *term_raw(struct term *t, size_t *n); /* all since the start or term_raw_clear; n may be NULL */
bool term_raw_has(struct term *t, const char *bytes);
void term_raw_clear(struct term *t);

struct term_cost {
    size_t bytes;  /* of the answer */
    long first_us; /* from the keys to its first piece, in microseconds; -1 without an answer */
    long last_us;  /* and to its last */
};
/* Waits for quiet, sends the keys, and reads the answer until it has been quiet for quiet_ms. */
#define term_measure(t, keys, quiet_ms) term_measure_at((t), (keys), (quiet_ms), __FILE__, __LINE__)

/* The program. */
void term_resize(struct term *t, int rows, int cols); /* the kernel sends SIGWINCH */
void term_signal(struct term *t, int sig);            /* to the program alone; nothing if it has ended */
void term_hangup(struct term *t);                     /* the connection is lost: SIGHUP, and reads end */
pid_t term_pid(struct term *t);
const char *term_home(struct term *t);
/* A number of /proc/PID/status, as "VmRSS" (kB) or "voluntary_ctxt_switches"; -1 if there is none. */
long term_proc(struct term *t, const char *name);

/* Prints the screen (t may be NULL) and the message and fails the test. */
#define term_fail(t, ...) term_fail_at((t), __FILE__, __LINE__, __VA_ARGS__)

/* What the macros above call. */
struct term *term_start_at(const struct term_options *o, const char *const argv[], const char *file, int line);
struct term *term_start_ziping_at(const struct term_options *o, const char *const args[], const char *file, int line);
void term_send_at(struct term *t, const char *bytes, size_t n, const char *file, int line);
void term_type_at(struct term *t, const char *utf8, const char *file, int line);
void term_keys_at(struct term *t, const char *keys, const char *file, int line);
void term_paste_at(struct term *t, const char *text, const char *file, int line);
void term_wait_text_at(struct term *t, const char *text, bool there, const char *file, int line);
void term_wait_quiet_at(struct term *t, int ms, const char *file, int line);
int term_wait_exit_at(struct term *t, const char *file, int line);
void term_wait_step_at(struct term *t, long since, const char *what, const char *file, int line);
struct term_cost term_measure_at(struct term *t, const char *keys, int quiet_ms, const char *file, int line);
long term_now_ms(void);
_Noreturn void term_fail_at(struct term *t, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
