/* Windows of every size from 1x1 to 300x100, all small ones and samples of the large, with every screen in them and
   keys pressed, the window changing in the middle of a text and of a character. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "form_term.h"

#define MARGIN 3     /* rows and columns outside the window in which nothing may appear */
#define QUIET 6      /* ms */
#define TEXT_MOST 40 /* characters, before a new text is begun */

struct size {
    int rows, cols;
};

#define SIZES_MOST 1200

/* Rows and columns near the limits are all there; between them only some, each with each. `each`: every one of so many
   is taken. */
static size_t sizes(struct size *out, size_t each) {
    static const int rows[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 23, 24, 25, 43, 60, 100};
    static const int cols[] = {1,  2,  3,  4,  5,  8,  13, 21,  30,  37,  38,  39,  40,  41,  42,  50,
                               59, 60, 61, 79, 80, 81, 99, 131, 132, 133, 159, 160, 161, 200, 255, 300};
    size_t n = 0, all = 0;
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        for (size_t c = 0; c < sizeof cols / sizeof *cols; c++) {
            if (all++ % each == r % each) {
                out[n++] = (struct size){rows[r], cols[c]};
            }
        }
    }
    return n;
}

static bool has_room(struct size s) {
    return s.rows >= 8 && s.cols >= 40;
}

/* Nothing beyond the window, and the cursor in it and to be seen. */
static bool fits(struct term *t, struct size s) {
    int y, x;
    term_cursor(t, &y, &x);
    bool ok = y < s.rows && x < s.cols && term_cursor_visible(t);
    for (y = 0; ok && y < s.rows + MARGIN; y++) {
        for (x = y < s.rows ? s.cols : 0; ok && x < s.cols + MARGIN; x++) {
            ok = strspn(term_cell(t, y, x).text, " ") == strlen(term_cell(t, y, x).text);
        }
    }
    return ok;
}

/* The window may be smaller than what was drawn until the program has heard of it. */
static void look(struct term *t, struct size s) {
    term_wait_for(t, fits(t, s));
    term_wait_quiet(t, QUIET);
    if (!fits(t, s)) {
        term_fail(t, "%dx%d: something beyond it", s.cols, s.rows);
    }
}

/* What is in sight of the text before the caret is its end. */
static bool at_the_end_of(struct term *t, const char *text) {
    const char *shown = cell_before_caret(t);
    size_t n = strlen(shown), all = strlen(text);
    return n > 0 && n <= all && strcmp(shown, text + all - n) == 0;
}

static struct term *start(void) {
    struct term_options o = {.margin = MARGIN};
    return form_start(forms_copy(), &o, "kepu-2024.ini");
}

/* A character at each size; at every other one the window changes when half of it has come. */
static void type_everywhere(const char *to_field) {
    static struct size list[SIZES_MOST];
    char text[TEXT_MOST * 3 + 1] = "";
    struct term *t = start();
    term_keys(t, to_field);
    term_keys(t, "<C-u>");
    size_t n = sizes(list, 3);
    for (size_t i = 0, typed = 0; i < n; i++) {
        if (typed == TEXT_MOST) {
            term_keys(t, "<C-u>");
            typed = 0;
            text[0] = '\0';
        }
        term_send(t, "科", i % 2);
        term_resize(t, list[i].rows, list[i].cols);
        if (i % 2 == 1) {
            term_wait_quiet(t, QUIET);
        }
        term_send(t, "科" + i % 2, 3 - i % 2);
        strcat(text, "科");
        typed++;
        if (has_room(list[i])) {
            term_wait_for(t, at_the_end_of(t, text));
        }
        look(t, list[i]);
    }
    term_resize(t, 24, 80);
    term_wait_for(t, cell_shows(t, text));
}

static void typing_a_reason(void **state) {
    (void)state;
    type_everywhere("<M-4> <Tab>");
}

static void typing_a_goal(void **state) {
    (void)state;
    type_everywhere("<M-3>");
}

/* Opens a screen, then presses the keys at each size. */
static void press_everywhere(struct term *t, const char *open, const char *keys, size_t each) {
    static struct size list[SIZES_MOST];
    term_keys(t, open);
    term_wait_quiet(t, 50);
    size_t n = sizes(list, each);
    for (size_t i = 0; i < n; i++) {
        term_resize(t, list[i].rows, list[i].cols);
        look(t, list[i]);
        term_keys(t, keys);
        look(t, list[i]);
    }
    term_resize(t, 24, 80);
}

static void going_through_the_form(void **state) {
    (void)state;
    struct term *t = start();
    press_everywhere(t, "<M-4>", "<Tab> <Down> <F4>", 11);
    press_everywhere(t, "<M-1>", "<S-Tab>", 13);
    press_everywhere(t, "<M-5>", "<Down>", 13);
    press_everywhere(t, "<M-1>", "<PageDown>", 13);
    term_wait_text(t, "F10退出");
}

static void comparing(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term_options o = {.margin = MARGIN};
    struct term *t = form_start(forms, &o, "--compare=kepu-2024.ini", "kepu-2024.ini");
    press_everywhere(t, "<F5>", "<Tab>", 11);
    press_everywhere(t, "<M-2>", "1", 13);
    term_wait_text(t, "=");
}

static void other_screens(void **state) {
    static const struct {
        const char *open, *keys, *there, *close;
    } views[] = {
        {"<F1>", "<PageDown> <Up>", "其他键返回", "<Esc>"},
        {"<F11>", "<Down> <Down>", "全部问题", "<Esc>"},
        {"<S-F8>", "<Down>", "填写进度", "<Esc>"},
        {"<M-3> <F3>", "<Down> 字", "字", "<F3>"},
        {"<M-4> <F8>", "科", "科科", "<Esc>"},
        {"<C-q>", "x", "F2", "<Esc>"},
    };
    (void)state;
    struct term *t = start();
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        press_everywhere(t, views[i].open, views[i].keys, 13);
        term_wait_text(t, views[i].there);
        term_keys(t, views[i].close);
        term_wait_text(t, "F10退出");
    }
}

static void the_first_page(void **state) {
    (void)state;
    struct term_options o = {.margin = MARGIN, .cwd = forms_copy()};
    struct term *t = term_start_ziping(&o, ".");
    term_wait_text(t, "kepu-2024.ini");
    press_everywhere(t, "<Down>", "<Down> <Up>", 13);
    press_everywhere(t, "<S-F2> <C-u>", "a", 13);
    term_wait_text(t, "aaaa");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(typing_a_reason), term_test(typing_a_goal), term_test(going_through_the_form),
        term_test(comparing),       term_test(other_screens), term_test(the_first_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
