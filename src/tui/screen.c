/* For wide curses. */
#define _GNU_SOURCE 1 /* memfd_create */
#define _XOPEN_SOURCE_EXTENDED 1

#include "ziping/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "restore.h"
#include "signals.h"
#include "ziping/standin.h"

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define LAST_INPUT 65536 /* bytes that are still read when it is time to end */
#define MOUSE_ON "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"

/* Curses itself is one global screen, so what belongs to it is kept the same way. */
static struct {
    SCREEN *curses;
    bool up;
    bool mouse;
    enum text_ambiguous ambiguous;
    attr_t attr[STYLES];
    short pair[STYLES];
} screen;

/* Characters that stand in for others must not reach the terminal: what curses sends is caught first. */
static struct {
    bool on;
    int caught, terminal; /* files: what curses sends, and where it goes then */
    struct stand_ins stand_ins;
    struct buf out;
} wide;

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

/* ---- ambiguous characters that are wide ---- */

static bool wide_start(void) {
    if (wide.terminal == 0) {
        wide.caught = memfd_create("screen", MFD_CLOEXEC);
        wide.terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    }
    return wide.caught > 0 && wide.terminal > 0 && wcwidth((wchar_t)STAND_IN_FIRST) == 2 &&
           wcwidth((wchar_t)(STAND_IN_FIRST + STAND_INS - 1)) == 2;
}

static void wide_end(void) {
    if (wide.terminal > 0) {
        close(wide.terminal);
    }
    if (wide.caught > 0) {
        close(wide.caught);
    }
    buf_free(&wide.out);
    memset(&wide, 0, sizeof wide);
}

static void write_all(int fd, struct str s) {
    while (s.n > 0) {
        ssize_t n = write(fd, s.p, s.n);
        if (n > 0) {
            s = str_sub(s, (size_t)n, s.n);
        } else if (n < 0 && errno != EINTR) {
            return; /* the terminal has gone: reading will say so */
        }
    }
}

static void wide_flush(void) {
    fflush(stdout);
    if (dup2(wide.caught, STDOUT_FILENO) < 0) {
        return;
    }
    refresh();
    dup2(wide.terminal, STDOUT_FILENO);
    off_t n = lseek(wide.caught, 0, SEEK_CUR);
    void *sent = n > 0 ? mmap(NULL, (size_t)n, PROT_READ, MAP_SHARED, wide.caught, 0) : MAP_FAILED;
    if (sent != MAP_FAILED) {
        buf_clear(&wide.out);
        stand_in_undo(&wide.stand_ins, (struct str){sent, (size_t)n}, &wide.out);
        write_all(STDOUT_FILENO, buf_str(&wide.out));
        munmap(sent, (size_t)n);
    }
    if (lseek(wide.caught, 0, SEEK_SET) < 0 || ftruncate(wide.caught, 0) < 0 || wide.out.failed || sent == MAP_FAILED) {
        wide.out.failed = false;
        clearok(curscr, n > 0); /* some of it is lost: all of it comes the next time */
    }
}

void screen_ambiguous(enum text_ambiguous ambiguous) {
    screen.ambiguous = ambiguous;
    wide.on = ambiguous == TEXT_WIDE && wide_start();
}

static void send(const char *sequence) {
    fputs(sequence, stdout);
    fflush(stdout);
}

static const char *modes_off(void) {
    return screen.mouse ? MOUSE_OFF PASTE_OFF : PASTE_OFF;
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

/* A sequence of terminfo without its delays ($<5>), which only terminals of old need. */
static void put_sequence(struct buf *b, const char *name) {
    const char *p = tigetstr(name);
    struct str rest = p && p != (char *)-1 ? str_of(p) : STR("");
    while (rest.n > 0) {
        size_t delay = str_find(rest, STR("$<"));
        buf_add(b, str_sub(rest, 0, delay));
        rest = str_sub(rest, delay, rest.n);
        size_t end = str_find(rest, STR(">"));
        rest = str_sub(rest, end < rest.n ? end + 1 : end, rest.n);
    }
}

/* What gives this terminal back, made ready while all is well. */
static void arm(void) {
    static const char *const names[] = {"sgr0", "rmkx", "cnorm", "rmcup"};
    struct buf b = {0};
    buf_text(&b, modes_off());
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        put_sequence(&b, names[i]);
    }
    restore_arm(buf_str(&b));
    buf_free(&b);
}

enum screen_status screen_open(enum text_ambiguous ambiguous, bool mouse) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        return SCREEN_NO_TERMINAL;
    }
    if (!utf8_locale()) {
        return SCREEN_NO_UTF8;
    }
    signals_catch();
    restore_begin();
    screen.curses = open_curses();
    if (!screen.curses) {
        restore_end();
        return SCREEN_DUMB;
    }
    set_term(screen.curses);
    screen.up = true;
    screen.mouse = mouse;
    screen_ambiguous(ambiguous);
    take_terminal();
    set_styles();
    arm();
    send(screen.mouse ? PASTE_ON MOUSE_ON : PASTE_ON);
    return SCREEN_OK;
}

void screen_close(void) {
    if (!screen.up) {
        return;
    }
    screen.up = false;
    send(modes_off());
    endwin();
    delscreen(screen.curses);
    screen.curses = NULL;
    wide_end();
    restore_end();
}

bool screen_ask_ambiguous(void) {
    const char *question = tigetstr("u7"); /* as ncurses' entries have it: where is the cursor? */
    if (!question || question == (char *)-1 || strcmp(question, "\033[6n") != 0) {
        return false;
    }
    send("\033[2;1H\342\200\246\033[6n"); /* … ; the first drawing clears it away */
    return true;
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

/* Where curses counts one column for an ambiguous character that takes two, its stand-in; returns curses' columns. */
static int settle_width(wchar_t *text, int width, int columns) {
    if (!wide.on || columns != 2 || !stand_in_needed((uint32_t)text[0])) {
        return width;
    }
    text[0] = (wchar_t)stand_in(&wide.stand_ins, (uint32_t)text[0]);
    return text[0] != 0 ? 2 : 0;
}

/* U+FFFD is an ambiguous character too. */
static void put_replacement(int y, int x, int columns, enum style style) {
    uint32_t two = wide.on && columns == 2 ? stand_in(&wide.stand_ins, TEXT_REPLACEMENT) : 0;
    wchar_t text[2] = {two ? (wchar_t)two : wide.on ? L'?' : (wchar_t)TEXT_REPLACEMENT, L'\0'};
    cchar_t cell;
    setcchar(&cell, text, screen.attr[style], screen.pair[style], NULL);
    for (int i = 0; i < (two ? 1 : columns); i++) {
        mvadd_wch(y, x + i, &cell);
    }
}

/* One grapheme as curses takes it: a character and what combines with it. Where curses would count other columns than
   we do, its place is kept with replacement characters. */
static void put_grapheme(int y, int x, struct str g, int columns, enum style style) {
    wchar_t text_wide[CCHARW_MAX + 1];
    size_t n = 0;
    int width = 0;
    for (size_t at = 0; at < g.n && n < CCHARW_MAX;) {
        uint32_t cp;
        at += text_decode(g, at, &cp);
        int w = wcwidth((wchar_t)cp);
        if (n > 0 && w != 0) {
            break; /* joined: curses can't hold a second base */
        }
        if (cp == TEXT_JOINER) {
            continue; /* without what it joins, it would join what stands behind the cell */
        }
        text_wide[n++] = (wchar_t)cp;
        width = w > width ? w : width;
    }
    text_wide[n] = L'\0';
    width = settle_width(text_wide, width, columns);
    cchar_t cell;
    if (width != columns || setcchar(&cell, text_wide, screen.attr[style], screen.pair[style], NULL) != OK) {
        put_replacement(y, x, columns, style);
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
    if (wide.on) {
        wide_flush();
    } else {
        refresh();
    }
}

void screen_redraw(void) {
    clearok(stdscr, TRUE);
}

void screen_bell(void) {
    beep();
}

/* ---- input ---- */

static void take_back(void) {
    reset_prog_mode();
    fit_size();
    send(screen.mouse ? PASTE_ON MOUSE_ON : PASTE_ON);
}

void screen_stop(bool group) {
    send(modes_off());
    endwin();
    signals_stop(group ? 0 : getpid());
    take_back();
}

static enum screen_input read_bytes(char *bytes, size_t size, size_t *n) {
    ssize_t got = read(STDIN_FILENO, bytes, size);
    if (got <= 0) {
        return got < 0 && (errno == EINTR || errno == EAGAIN) ? SCREEN_TIMEOUT : SCREEN_CLOSED;
    }
    *n = (size_t)got;
    return SCREEN_BYTES;
}

/* What had come when a signal asked to end was typed before it. */
static enum screen_input read_last(char *bytes, size_t size, size_t *n) {
    static size_t most = LAST_INPUT;
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    if (most == 0 || poll(&in, 1, 0) <= 0 || read_bytes(bytes, size < most ? size : most, n) != SCREEN_BYTES) {
        return SCREEN_CLOSED;
    }
    most -= *n;
    return SCREEN_BYTES;
}

enum screen_input screen_read(char *bytes, size_t size, size_t *n, int timeout_ms) {
    switch (signals_wait(STDIN_FILENO, timeout_ms)) {
    case WAKE_INPUT:
        return read_bytes(bytes, size, n);
    case WAKE_TIMEOUT:
        return SCREEN_TIMEOUT;
    case WAKE_RESIZED:
        fit_size();
        return SCREEN_RESIZED;
    case WAKE_CONTINUED:
        take_back();
        return SCREEN_CONTINUED;
    case WAKE_STOP:
        return SCREEN_STOP;
    case WAKE_END:
        break;
    }
    return read_last(bytes, size, n);
}

int screen_escape_delay(void) {
    const char *given = getenv("ESCDELAY");
    long ms = given ? strtol(given, NULL, 10) : 0;
    return ms > 0 && ms <= 10000 ? (int)ms : 100;
}
