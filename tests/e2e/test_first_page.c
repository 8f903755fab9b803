/* The first page: a list of forms, from which one is opened, viewed, or begun. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "form_term.h"
#include "golden.h"
#include "term.h"

static struct term *start(const char *folder) {
    struct term *t = term_start_ziping(NULL, folder);
    term_wait_text(t, "F10 退出");
    return t;
}

static void lists_and_opens(void **state) {
    int y, x;
    (void)state;
    struct term *t = start(forms_copy());
    assert_true(term_find(t, "kepu-2024.ini", &y, &x));
    assert_int_equal(x, 2);
    term_wait_cursor(t, y, 0);
    assert_true(strncmp(term_row(t, y), ">", 1) == 0);
    assert_non_null(strstr(term_row(t, y), "全区科普经费"));
    assert_non_null(strstr(term_row(t, y), "89.45 良"));
    assert_non_null(strstr(term_row(t, y), "错误11"));
    term_keys(t, "<Enter>");
    term_wait_text(t, "[1基本信息]");
    term_keys(t, "<F10>");
    term_wait_text(t, "F10 退出"); /* back on the list, at the same form */
    term_wait_cursor(t, y, 0);
    term_keys(t, "<F3>");
    term_wait_text(t, "[1基本信息]");
    term_wait_text(t, "只读");
    term_keys(t, "<F10>");
    term_wait_text(t, "F10 退出");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
}

/* After last year's form: its header and the next year, none of its points. */
static void begins_after_last_years(void **state) {
    (void)state;
    const char *folder = forms_copy();
    struct term *t = start(folder);
    term_keys(t, "<S-F2>");
    term_wait_text(t, "kepu-2025.ini");
    term_keys(t, "<Enter>");
    term_wait_text(t, "全区科普经费 · 2025");
    term_wait_text(t, "0/100");
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    term_keys(t, "<F10>");
    term_wait_text(t, "F10 退出");
    assert_true(term_has(t, "> kepu-2025.ini"));
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
}

static void begins_after_a_rule_set(void **state) {
    (void)state;
    struct term *t = start(forms_copy());
    term_keys(t, "<End><Enter>");
    term_wait_text(t, "-1.ini");
    term_keys(t, "<Esc>");
    term_wait_gone(t, "-1.ini");
    term_keys(t, "<Enter>");
    term_wait_text(t, "-1.ini");
    term_keys(t, "<C-u>");
    term_type(t, "新表.ini");
    term_keys(t, "<Enter>");
    term_wait_text(t, "[1基本信息]");
    term_keys(t, "<F10>");
    term_wait_text(t, "F10 退出");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
}

static void a_name_that_is_taken(void **state) {
    (void)state;
    const char *folder = forms_copy();
    struct term *t = start(folder);
    term_keys(t, "<S-F2>");
    term_wait_text(t, "kepu-2025.ini");
    term_keys(t, "<Backspace><Backspace><Backspace><Backspace><Backspace>");
    term_type(t, "4.ini");
    term_keys(t, "<Enter>");
    term_wait_text(t, "已有同名文件");
    term_keys(t, "<Esc>");
    assert_int_equal(term_wait_exit(t), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {term_test(lists_and_opens), term_test(begins_after_last_years),
                                       term_test(begins_after_a_rule_set), term_test(a_name_that_is_taken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
