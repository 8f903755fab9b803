/* The lists: all findings with what they mean, and how far the form is filled in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "form_term.h"

static void findings(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_keys(t, "<F11>");
    term_wait_text(t, "全部问题 (1/18)");
    term_wait_text(t, "Esc返回");
    assert_int_equal(
        strncmp(term_row(t, 1), ">   1 F306 警告 项目资金·全年预算数 | 预算由", strlen(">   1 F306 警告 项目资金")), 0);
    term_wait_cursor(t, 1, 0);
    term_wait_for(t, term_cell(t, 1, 2).reverse && !term_cell(t, 3, 2).reverse);
    term_keys(t, "<End>");
    term_wait_text(t, "(18/18)");
    term_keys(t, "<PageUp>");
    term_wait_gone(t, "(18/18)");
    term_keys(t, "<Home>");
    term_wait_text(t, "(1/18)");
    term_keys(t, "<Down>");
    term_wait_text(t, "(2/18)");
    term_wait_cursor(t, 3, 0);
    assert_string_equal(term_row(t, 2), "      说明"); /* the first, clear of its number */
    term_keys(t, "<F1>");                              /* what it means, as `ziping explain` prints it */
    term_wait_text(t, "F502 goal-number-unanswered (warning)");
    term_wait_text(t, " 说明");
    term_keys(t, "<Esc>");
    term_wait_text(t, "全部问题 (2/18)");
    term_keys(t, "<Enter>");
    term_wait_text(t, "[3总体目标]");
    term_wait_text(t, "F502 目标 2 提出的“30%”");
    term_wait_for(t, strstr(cell_before_caret(t), "2.增强科技教育") != NULL);
    term_keys(t, "<M-e>"); /* begins with the one at hand */
    term_wait_text(t, "全部问题 (2/18)");
    term_keys(t, "<Esc>");
    term_wait_text(t, "[3总体目标]");
}

static void progress(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_keys(t, "<M-g>");
    term_wait_text(t, "填写进度 (1/18)");
    term_wait_text(t, "Esc返回");
    term_wait_text(t, "必填 28/28，全部 38/63");
    term_keys(t, "<Down> <Down>");
    term_wait_cursor(t, 3, 0);
    term_keys(t, "<Enter>"); /* the first that is empty */
    term_wait_text(t, "[2项目资金]");
    term_wait_text(t, "结转资金");
    term_keys(t, "<M-1> <Down> <C-u> <S-F8>");
    term_wait_text(t, "填写进度");
    term_wait_text(t, "! 全表                     必填 27/28，全部 37/63");
    term_wait_text(t, "! 基本信息                 必填 3/4，全部 3/4");
    term_keys(t, "<Enter>");
    term_wait_text(t, "F401 基本信息 项目名称 未填写");
}

static void in_a_small_window(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_resize(t, 8, 40);
    term_wait_gone(t, "F10退出");
    term_keys(t, "<F11> <End>");
    term_wait_text(t, "(18/18)");
    term_wait_text(t, "Esc返回");
    int y, x;
    term_cursor(t, &y, &x);
    assert_true(y >= 1 && y <= 6 && x == 0);
    assert_string_equal(term_cell(t, y, 0).text, ">");
    term_keys(t, "<Home>");
    term_wait_text(t, "(1/18)");
    term_wait_cursor(t, 1, 0);
    term_resize(t, 16, 60);
    term_wait_for(t, strstr(term_row(t, 15), "Esc返回") != NULL);
    term_wait_cursor(t, 1, 0);
}

static void in_english(void **state) {
    (void)state;
    struct term_options o = {.cwd = forms_copy()};
    struct term *t = term_start_ziping(&o, "--lang=en", "kepu-2024.ini");
    term_wait_text(t, "F10Quit");
    term_keys(t, "<F11>");
    term_wait_text(t, "All findings (1/18)");
    term_wait_text(t, "F306 warning ");
    term_keys(t, "<Up> <End>"); /* the last is about no field */
    term_wait_text(t, "F414 note ");
    term_keys(t, "<Enter>");
    term_wait_text(t, "there is no field to go to");
}

/* On a wide screen they stand beside the section, with the numbers that they have in the list of all. */
static void findings_beside_the_section(void **state) {
    (void)state;
    struct term_options o = {.rows = 40, .cols = 160};
    struct term *t = form_start(forms_copy(), &o, "kepu-2024.ini");
    term_wait_text(t, "本部分没有发现问题");
    term_keys(t, "<M-2>");
    term_wait_text(t, "本部分的问题 (1)");
    term_keys(t, "<M-3> <F4>");
    term_wait_text(t, "本部分的问题 (2)");
    term_wait_text(t, ">2 F502 警告");
    term_wait_text(t, ">3 F503 警告"); /* of the same field */
    term_keys(t, "<M-4>");
    term_wait_text(t, " 4 F407 警告");
    term_keys(t, "<M-5>");
    term_wait_gone(t, "本部分");
    term_resize(t, 40, 159);
    term_keys(t, "<M-3>");
    term_wait_text(t, "[3总体目标]");
    assert_false(term_has(t, "本部分"));
    term_keys(t, "<F11>");
    term_wait_text(t, "   2 F502 警告");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(findings),
        term_test(progress),
        term_test(in_a_small_window),
        term_test(in_english),
        term_test(findings_beside_the_section),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
