/* Characters of ambiguous width, on terminals that draw them one column wide or two. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "form_term.h"

#define TEXT "“科普”…—·①℃é\u0301☆"

static const struct term_options wide = {.wide = true}, narrow = {0};

/* Every rule and every row of the paper ends in the last column. */
static void borders_stand(struct term *t) {
    int rows, cols;
    term_size(t, &rows, &cols);
    for (int y = 2; y < rows - 2; y++) {
        char first = term_cell(t, y, 0).text[0], last = term_cell(t, y, cols - 1).text[0];
        bool paper = first == '|' || first == '+' || first == '>' || first == '!';
        if (paper && last != '|' && last != '+') {
            term_fail(t, "row %d ends in something else than a border", y);
        }
    }
}

static void walk(struct term *t) {
    static const char *const sections[] = {"基本信息", "项目资金", "总体目标", "绩效指标", "核对"};
    for (int i = 5; i-- > 0;) {
        char key[8], tab[32];
        snprintf(key, sizeof key, "<M-%d>", i + 1);
        snprintf(tab, sizeof tab, "[%d%s]", i + 1, sections[i]);
        term_keys(t, key);
        term_wait_text(t, tab);
        term_wait_quiet(t, 20);
        borders_stand(t);
    }
}

/* Typed, moved over, deleted in the middle; what is there then is what a new drawing of everything shows. */
static void edit(struct term *t, const char *forms) {
    term_keys(t, "<M-1> <Tab> <M-a>");
    term_type(t, TEXT);
    term_wait_for(t, cell_shows(t, TEXT));
    borders_stand(t);
    term_keys(t, "<Left> <Left> <Backspace> <Home> <Delete>");
    term_wait_text(t, "科普”…—·①é\u0301☆");
    term_wait_quiet(t, 20);
    borders_stand(t);
    const char *before = term_screen_text(t);
    term_keys(t, "<C-l>");
    term_wait_quiet(t, 50);
    assert_string_equal(term_screen_text(t), before);
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    assert_string_equal(form_file_value(form_in(forms), "header.project"), "科普”…—·①é\u0301☆");
}

static void as_asked(const struct term_options *o, const char *option) {
    const char *forms = forms_copy();
    struct term *t = form_start(forms, o, option, "kepu-2024.ini");
    walk(t);
    edit(t, forms);
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    term_end(t);
}

static void both_kinds(void **state) {
    (void)state;
    as_asked(&wide, "--ambiguous=wide");
    as_asked(&narrow, "--ambiguous=narrow");
}

static void the_terminal_says(void **state) {
    (void)state;
    as_asked(&wide, "--ambiguous=auto");
    as_asked(&narrow, "--ambiguous=auto");
}

static void keys_before_the_answer_arrive(void **state) {
    (void)state;
    struct term_options o = {.wide = true, .cwd = forms_copy()};
    struct term *t = term_start_ziping(&o, "--ambiguous=auto", "kepu-2024.ini");
    term_keys(t, "<Tab> <M-a> 新“名”");
    term_wait_text(t, "F10退出");
    term_wait_for(t, cell_shows(t, "新“名”"));
    borders_stand(t);
    assert_false(term_has(t, "3R"));
}

/* No answer: narrow. One that comes late is taken then, and is never typed. */
static void silent_terminals(void **state) {
    (void)state;
    struct term_options o = {.wide = true, .silent = true};
    struct term *t = form_start(forms_copy(), &o, "--ambiguous=auto", "kepu-2024.ini");
    assert_true(term_raw_has(t, "\033[6n"));
    term_keys(t, "<Tab>");
    term_wait_for(t, cell_shows(t, "全区科普经费"));
    term_send(t, "\033[2;3R", 6);
    term_keys(t, "<M-a>");
    term_type(t, TEXT);
    term_wait_for(t, cell_shows(t, TEXT));
    term_wait_quiet(t, 20);
    borders_stand(t);
}

/* Only asked where it was opted for; answers to nothing change nothing. */
static void unasked(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    assert_false(term_raw_has(t, "\033[6n"));
    term_keys(t, "<Tab>");
    term_send(t, "\033[2;3R", 6);
    term_keys(t, "<M-a>");
    term_type(t, TEXT);
    term_wait_for(t, cell_shows(t, TEXT));
    borders_stand(t);
    struct term_options o = {.cwd = forms_copy()};
    t = term_start_ziping(&o, "--ambiguous=sometimes", "kepu-2024.ini");
    assert_int_equal(term_wait_exit(t), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(both_kinds),       term_test(the_terminal_says), term_test(keys_before_the_answer_arrive),
        term_test(silent_terminals), term_test(unasked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
