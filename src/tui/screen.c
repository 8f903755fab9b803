/* For SIGWINCH and wide curses. */
#define _DEFAULT_SOURCE 1
#define _XOPEN_SOURCE_EXTENDED 1

#include "ziping/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <unistd.h>

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

/* Curses itself is one global screen, so what belongs to it is kept the same way. */
static struct {
    SCREEN *curses;
    bool up;
    enum text_ambiguous ambiguous;
    attr_t attr[STYLES];
    short pair[STYLES];
} screen;

static volatile sig_atomic_t resized, continued, ending;
static sigset_t all_but_ours, ours;

/* ---- signals: handlers only set a flag; they are let in while the program waits for input ---- */

static void on_signal(int signal) {
    switch (signal) {
    case SIGWINCH:
        resized = 1;
        break;
    case SIGCONT:
        continued = 1;
        break;
    default:
        ending = signal;
        break;
    }
}

static void catch_signals(void) {
    static const int signals[] = {SIGWINCH, SIGCONT, SIGHUP, SIGTERM, SIGINT, SIGQUIT};
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    sigemptyset(&ours);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        sigaddset(&ours, signals[i]);
        sigaction(signals[i], &action, NULL);
    }
    sigprocmask(SIG_BLOCK, &ours, &all_but_ours);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        sigdelset(&all_but_ours, signals[i]);
    }
    signal(SIGPIPE, SIG_IGN);
}

/* ---- opening ---- */

static bool utf8_locale(void) {
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C");
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0 || setlocale(LC_CTYPE, "C.UTF-8") ||
           setlocale(LC_CTYPE, "C.utf8") || setlocale(LC_CTYPE, "en_US.UTF-8") || setlocale(LC_CTYPE, "zh_CN.UTF-8");
}

static bool like(const char *term, const char *family) {
    return strncmp(term, family, strlen(family)) == 0;
}

/* Curses for $TERM; for one that this machine has no entry of, the nearest relative that it has. */
static SCREEN *open_curses(void) {
    static const char *const relatives[] = {"xterm-256color", "xterm", "vt100"};
    static const char *const families[] = {"xterm",     "screen", "tmux", "putty", "rxvt",
                                           "alacritty", "kitty",  "foot", "vt",    "linux"};
    const char *term = getenv("TERM");
    if (!term || !*term || strcmp(term, "dumb") == 0) {
        return NULL;
    }
    SCREEN *s = newterm(term, stdout, stdin);
    bool known = false;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        known = known || like(term, families[i]);
    }
    for (size_t i = like(term, "xterm") ? 0 : 2; !s && known && i < 3; i++) {
        s = newterm(relatives[i], stdout, stdin);
    }
    return s;
}

/* Each style by attributes that mean something without colour; a colour is added where there are any. */
static void set_styles(void) {
    static const struct {
        attr_t attr;
        short color;
    } styles[STYLES] = {
        [STYLE_NORMAL] = {A_NORMAL, -1},
        [STYLE_LABEL] = {A_NORMAL, -1},
        [STYLE_BORDER] = {A_NORMAL, -1},
        [STYLE_TITLE] = {A_BOLD, -1},
        [STYLE_TAB] = {A_REVERSE, -1},
        [STYLE_FOCUS] = {A_REVERSE, -1},
        [STYLE_COMPUTED] = {A_DIM, -1},
        [STYLE_ERROR] = {A_BOLD, COLOR_RED},
        [STYLE_WARNING] = {A_BOLD, COLOR_MAGENTA},
        [STYLE_NOTE] = {A_NORMAL, COLOR_CYAN},
        [STYLE_KEY] = {A_REVERSE, -1},
    };
    const char *none = getenv("NO_COLOR");
    bool color = !(none && *none) && has_colors() && start_color() == OK && use_default_colors() == OK;
    for (int i = 0; i < STYLES; i++) {
        screen.attr[i] = styles[i].attr;
        screen.pair[i] = 0;
        if (color && styles[i].color >= 0 && init_pair((short)(i + 1), styles[i].color, -1) == OK) {
            screen.pair[i] = (short)(i + 1);
        }
    }
}

static void send(const char *sequence) {
    fputs(sequence, stdout);
    fflush(stdout);
}

static void take_terminal(void) {
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE); /* application cursor keys; we read the bytes ourselves */
    typeahead(-1);
    leaveok(stdscr, FALSE);
    idlok(stdscr, TRUE);
    curs_set(1);
}

static void fit_size(void) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
        resizeterm(size.ws_row, size.ws_col);
    }
}

enum screen_status screen_open(enum text_ambiguous ambiguous) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        return SCREEN_NO_TERMINAL;
    }
    if (!utf8_locale()) {
        return SCREEN_NO_UTF8;
    }
    catch_signals();
    screen.curses = open_curses();
    if (!screen.curses) {
        return SCREEN_DUMB;
    }
    set_term(screen.curses);
    screen.up = true;
    screen.ambiguous = ambiguous;
    take_terminal();
    set_styles();
    send(PASTE_ON);
    return SCREEN_OK;
}

void screen_close(void) {
    if (!screen.up) {
        return;
    }
    screen.up = false;
    send(PASTE_OFF);
    endwin();
    delscreen(screen.curses);
    screen.curses = NULL;
}

/* ---- drawing ---- */

int screen_rows(void) {
    return LINES;
}

int screen_columns(void) {
    return COLS;
}

void screen_erase(void) {
    erase();
}

/* One grapheme as curses takes it: a character and what combines with it. Where curses would count other columns than
   we do, its place is kept with replacement characters. */
static void put_grapheme(int y, int x, struct str g, int columns, enum style style) {
    wchar_t wide[CCHARW_MAX + 1];
    size_t n = 0;
    int width = 0;
    for (size_t at = 0; at < g.n && n < CCHARW_MAX;) {
        uint32_t cp;
        at += text_decode(g, at, &cp);
        int w = wcwidth((wchar_t)cp);
        if (n > 0 && w != 0) {
            break; /* joined by ZWJ and the like: curses can't hold a second base */
        }
        wide[n++] = (wchar_t)cp;
        width = w > width ? w : width;
    }
    wide[n] = L'\0';
    cchar_t cell;
    if (width != columns || setcchar(&cell, wide, screen.attr[style], screen.pair[style], NULL) != OK) {
        for (int i = 0; i < columns; i++) {
            setcchar(&cell, L"\xFFFD", screen.attr[style], screen.pair[style], NULL);
            mvadd_wch(y, x + i, &cell);
        }
        return;
    }
    mvadd_wch(y, x, &cell);
}

int screen_text(int y, int x, struct str text, int columns, enum style style) {
    int used = 0;
    if (x + columns > COLS) {
        columns = COLS - x;
    }
    if (y < 0 || y >= LINES || x < 0) {
        return 0;
    }
    for (size_t at = 0; at < text.n;) {
        size_t next = text_next(text, at);
        struct str g = str_sub(text, at, next);
        int w = text_columns(g, screen.ambiguous);
        if (used + w > columns) {
            break;
        }
        if (w > 0) {
            put_grapheme(y, x + used, g, w, style);
        }
        used += w;
        at = next;
    }
    return used;
}

void screen_fill(int y, int x, char c, int columns, enum style style) {
    if (y < 0 || y >= LINES || x < 0 || x >= COLS || columns <= 0) {
        return;
    }
    attr_set(screen.attr[style], screen.pair[style], NULL);
    mvhline(y, x, (chtype)(unsigned char)c, columns < COLS - x ? columns : COLS - x);
    attr_set(A_NORMAL, 0, NULL);
}

void screen_cursor(int y, int x) {
    move(y < 0 ? 0 : y < LINES ? y : LINES - 1, x < 0 ? 0 : x < COLS ? x : COLS - 1);
}

void screen_flush(void) {
    refresh();
}

void screen_redraw(void) {
    clearok(stdscr, TRUE);
}

void screen_bell(void) {
    beep();
}

/* ---- input ---- */

static enum screen_input take_flags(void) {
    if (ending) {
        return SCREEN_CLOSED;
    }
    if (continued) {
        continued = 0;
        reset_prog_mode();
        fit_size();
        send(PASTE_ON);
        return SCREEN_CONTINUED;
    }
    resized = 0;
    fit_size();
    return SCREEN_RESIZED;
}

enum screen_input screen_read(char *bytes, size_t size, size_t *n, int timeout_ms) {
    fd_set in;
    struct timespec wait = {timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
    FD_ZERO(&in);
    FD_SET(STDIN_FILENO, &in);
    int ready = pselect(STDIN_FILENO + 1, &in, NULL, NULL, timeout_ms < 0 ? NULL : &wait, &all_but_ours);
    if (ending || continued || resized) {
        return take_flags();
    }
    if (ready <= 0) {
        return ready < 0 && errno != EINTR ? SCREEN_CLOSED : SCREEN_TIMEOUT;
    }
    ssize_t got = read(STDIN_FILENO, bytes, size);
    if (got <= 0) {
        return got < 0 && (errno == EINTR || errno == EAGAIN) ? SCREEN_TIMEOUT : SCREEN_CLOSED;
    }
    *n = (size_t)got;
    return SCREEN_BYTES;
}

void screen_suspend(void) {
    send(PASTE_OFF);
    endwin();
    kill(0, SIGTSTP);
    /* Going on: SIGCONT is pending or came already. */
    reset_prog_mode();
    fit_size();
    send(PASTE_ON);
    continued = 0;
}

int screen_escape_delay(void) {
    const char *given = getenv("ESCDELAY");
    long ms = given ? strtol(given, NULL, 10) : 0;
    return ms > 0 && ms <= 10000 ? (int)ms : 100;
}
