/* The screen: what the emulator shows. */
#include "term_private.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "golden.h"

/* An emulated cell can keep half of a wide character whose other half was overwritten; terminals show a blank there. */
static bool is_wide(struct term *t, int y, int x) {
    VTermScreenCell here, right;
    return x >= 0 && x + 1 < t->cols && vterm_screen_get_cell(t->screen, (VTermPos){y, x}, &here) &&
           vterm_screen_get_cell(t->screen, (VTermPos){y, x + 1}, &right) && right.chars[0] == (uint32_t)-1 &&
           here.chars[0] != (uint32_t)-1 && wcwidth((wchar_t)here.chars[0]) == 2;
}

static int color(const VTermColor *c) {
    if (VTERM_COLOR_IS_DEFAULT_FG(c) || VTERM_COLOR_IS_DEFAULT_BG(c)) {
        return TERM_DEFAULT;
    }
    return VTERM_COLOR_IS_INDEXED(c) ? c->indexed.idx : TERM_RGB;
}

static size_t put_utf8(char *out, uint32_t c) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n; --i > 0; c >>= 6) {
        out[i] = (char)(0x80 | (c & 0x3f));
    }
    out[0] = (char)((n == 2 ? 0xc0 : n == 3 ? 0xe0 : 0xf0) | c);
    return n;
}

struct term_cell term_cell(struct term *t, int y, int x) {
    VTermScreenCell cell;
    struct term_cell c = {.width = 1, .fg = TERM_DEFAULT, .bg = TERM_DEFAULT};
    if (y < 0 || x < 0 || y >= t->rows || x >= t->cols || !vterm_screen_get_cell(t->screen, (VTermPos){y, x}, &cell)) {
        term_fail(t, "no cell %d,%d", y, x);
    }
    bool half = cell.chars[0] == (uint32_t)-1, wide = is_wide(t, y, x);
    c.width = wide ? 2 : half && is_wide(t, y, x - 1) ? 0 : 1;
    if (!half && (wide || wcwidth((wchar_t)cell.chars[0]) != 2)) {
        size_t n = 0;
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++) {
            n += put_utf8(c.text + n, term_narrow(t, cell.chars[i]));
        }
    }
    c.bold = cell.attrs.bold;
    c.reverse = cell.attrs.reverse;
    c.underline = cell.attrs.underline != VTERM_UNDERLINE_OFF;
    c.italic = cell.attrs.italic;
    c.blink = cell.attrs.blink;
    c.fg = color(&cell.fg);
    c.bg = color(&cell.bg);
    return c;
}

/* The row into out[cols * 32 + 1], and into column[] (or NULL) the column of each of its bytes; returns its bytes. */
static size_t row_text(struct term *t, int y, char *out, int *column) {
    size_t n = 0, end = 0;
    for (int x = 0; x < t->cols; x++) {
        struct term_cell c = term_cell(t, y, x);
        const char *text = c.width > 0 && c.text[0] == '\0' ? " " : c.text;
        for (; *text != '\0'; text++) {
            if (column != NULL) {
                column[n] = x;
            }
            out[n++] = *text;
            end = *text != ' ' ? n : end;
        }
    }
    if (column == NULL) {
        n = end;
    }
    out[n] = '\0';
    return n;
}

static char *room(struct term *t, size_t rows, size_t each) {
    char *p = malloc(rows * ((size_t)t->cols * 32 + 2) * each);
    if (p == NULL) {
        abort();
    }
    return p;
}

const char *term_screen_text(struct term *t) {
    char *text = room(t, (size_t)t->rows, 1);
    size_t n = 0;
    for (int y = 0; y < t->rows; y++) {
        n += row_text(t, y, text + n, NULL);
        text[n++] = '\n';
    }
    char *kept = test_alloc(n);
    memcpy(kept, text, n);
    free(text);
    return kept;
}

const char *term_row(struct term *t, int y) {
    char *text = room(t, 1, 1);
    size_t n = row_text(t, y, text, NULL);
    char *kept = test_alloc(n);
    memcpy(kept, text, n);
    free(text);
    return kept;
}

bool term_find(struct term *t, const char *text, int *y, int *x) {
    char *row = room(t, 1, 1);
    int *column = (int *)(void *)room(t, 1, sizeof *column);
    bool found = false;
    for (int i = 0; i < t->rows && !found; i++) {
        row_text(t, i, row, column);
        const char *at = strstr(row, text);
        found = at != NULL;
        if (found && y != NULL) {
            *y = i;
        }
        if (found && x != NULL) {
            *x = at[0] != '\0' ? column[at - row] : 0;
        }
    }
    free(row);
    free(column);
    return found;
}

bool term_has(struct term *t, const char *text) {
    return term_find(t, text, NULL, NULL);
}

void term_size(struct term *t, int *rows, int *cols) {
    *rows = t->rows;
    *cols = t->cols;
}

void term_cursor(struct term *t, int *y, int *x) {
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &at);
    *y = at.row;
    *x = at.col;
}

bool term_cursor_is(struct term *t, int y, int x) {
    int row, col;
    term_cursor(t, &row, &col);
    return row == y && col == x;
}

bool term_cursor_visible(struct term *t) {
    return !t->hidden;
}

bool term_alt_screen(struct term *t) {
    return t->alt;
}

bool term_mode(struct term *t, int mode) {
    return mode >= 0 && mode < MODES && t->modes[mode];
}

int term_bells(struct term *t) {
    return t->bells;
}
