/* Finding a text on the screen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "form_term.h"

static void as_it_is_typed(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_keys(t, "<F8>");
    term_wait_text(t, "查找：");
    term_wait_cursor(t, 22, 7);
    term_type(t, "方案执行");
    term_wait_text(t, "(1/1)");
    term_wait_text(t, "[4绩效指标]");
    term_wait_cursor(t, 22, 15);
    int y, x;
    assert_true(term_find(t, "方案执行率", &y, &x));
    term_wait_for(t, term_cell(t, y, x).reverse && !term_cell(t, y, x + 8).reverse);
    term_keys(t, "<Enter>");
    term_wait_text(t, "F10退出");
    term_wait_for(t, strcmp(cell_before_caret(t), "3.85") == 0);
}

/* 137.85 stands twice in each of two rows: four places, round the end. */
static void next_and_previous(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_keys(t, "<M-/> 137.85");
    term_wait_text(t, "(1/4)");
    term_keys(t, "<Down> <F8> <Down>");
    term_wait_text(t, "(4/4)");
    term_keys(t, "<Down>");
    term_wait_text(t, "(1/4)");
    term_keys(t, "<Up>");
    term_wait_text(t, "(4/4)");
    term_keys(t, "<Enter>");
    term_wait_text(t, "其中：当年财政拨款 · 全年执行数");
    term_keys(t, "<F8> <F8>"); /* the same again, from here on */
    term_wait_text(t, "(4/4)");
    term_keys(t, "<F8>");
    term_wait_text(t, "(1/4)");
}

static void back_to_where_it_was(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    int y, x;
    term_keys(t, "<M-3> <Home> <Right> <Right>");
    term_wait_for(t, strcmp(cell_before_caret(t), "1.") == 0);
    term_cursor(t, &y, &x);
    term_keys(t, "<F8>");
    term_type(t, "预算金额");
    term_wait_text(t, "[4绩效指标]");
    term_type(t, "没有");
    term_wait_text(t, "没有找到");
    term_wait_text(t, "[3总体目标]");
    term_keys(t, "<Backspace> <Backspace>");
    term_wait_text(t, "(1/1)");
    term_wait_text(t, "[4绩效指标]");
    term_keys(t, "<Esc>");
    term_wait_text(t, "[3总体目标]");
    term_wait_cursor(t, y, x);
}

static bool ends(const char *text, const char *end) {
    return strlen(text) >= strlen(end) && strcmp(text + strlen(text) - strlen(end), end) == 0;
}

/* In a text that is longer than the screen the caret is at the place. */
static void in_a_long_text(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_keys(t, "<F8>");
    term_type(t, "简约 生活");
    term_wait_text(t, "(1/1)");
    term_keys(t, "<Enter>");
    term_wait_text(t, "[3总体目标]");
    term_wait_for(t, ends(cell_before_caret(t), "传承延续“"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(as_it_is_typed),
        term_test(next_and_previous),
        term_test(back_to_where_it_was),
        term_test(in_a_long_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
