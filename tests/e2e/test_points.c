/* How points come about, on the screen: the working on the message line and in the help, the chooser. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "form_term.h"

/* A form of a rule set with targets and actual values, bands and answers. */
static const char rules[] = "[ruleset]\nformat = 1\ntitle = 规则\nform_title = 自评表\ntotal = 100\n"
                            "[indicators]\ncolumns = \"target actual weight score reason\"\n"
                            "[scoring]\ntiers = \"100-80 80-60 60-0\"\n"
                            "[grades]\n优 = 90\n差 = 0\n"
                            "[a]\nname = 产出\n[a.b]\nname = 数量\n"
                            "[a.b.people]\nname = 参与人数\nweight = 5\nsign = >=\ntarget = 4754\nunit = 人\n"
                            "[a.b.tier]\nname = 社会效益\nweight = 10\nkind = tier\n"
                            "[a.b.answer]\nname = 建立制度\nweight = 75\nkind = yesno\n";

static struct term *start(const char *values) {
    const char *dir = term_tmpdir();
    char form[1024] = "[form]\nformat = 1\nrules = rules.ini\n";
    strcat(form, values);
    disk_write(disk_path(dir, "rules.ini"), rules, strlen(rules));
    disk_write(disk_path(dir, "form.ini"), form, strlen(form));
    return form_start(dir, NULL, "form.ini");
}

static void working_on_the_message_line(void **state) {
    (void)state;
    struct term *t =
        start("[a.b.people]\nweight = 5\nactual = 4604人\nscore = 4.84\nreason = 因雨改期，今后提前准备。\n");
    term_keys(t, "<M-4>");
    term_wait_for(t, strcmp(no_blanks(term_row(t, 22)), "参与人数·实际完成值4604÷4754×5=4.84") == 0);
    /* 4604 × 5 ÷ 4754 is 4.84: 4.5 is 0.34 less. */
    term_keys(t, "<Tab> <C-u> 4.5 <Tab>");
    term_wait_for(t, strstr(term_row(t, 22), "4604 ÷ 4754 × 5 = 4.84，填报 4.5，少 0.34") != NULL);
    term_keys(t, "<S-Tab>"); /* its finding comes first */
    term_wait_for(t, strncmp(term_row(t, 22), " F2", 3) == 0 && !term_has(t, "少 0.34"));
}

static void working_in_help(void **state) {
    (void)state;
    struct term *t = start("[a.b.people]\nactual = 4604人\n");
    term_keys(t, "<M-4> <F1>");
    term_wait_text(t, "得分怎么来");
    term_wait_for(t, term_has(t, "  4604 ÷ 4754 × 5 = 4.84"));
    term_wait_for(t, term_has(t, "完成年度指标值的 96.84%"));
}

/* 9 of 10 points is above the middle band, 6 to less than 8. */
#define TIER "[a.b.tier]\nweight = 10\nscore = 9\n"

static void choosing_a_band(void **state) {
    (void)state;
    struct term *t = start(TIER);
    term_keys(t, "<M-4>");
    term_wait_text(t, "[4绩效指标]");
    term_keys(t, "<F12>"); /* a number has none */
    term_wait_text(t, "本栏没有档次可选");
    term_keys(t, "<Down> <F12>");
    term_wait_text(t, "选择档次 (1/3)");
    term_wait_cursor(t, 1, 0);
    term_wait_text(t, "Esc返回");
    assert_string_equal(term_row(t, 1), "> 达成年度指标                    本档 8 到 10 分");
    assert_string_equal(term_row(t, 2), "  部分达成年度指标并具有一定效果  本档 6 分起，不到 8 分");
    assert_string_equal(term_row(t, 3), "  未达成年度指标且效果较差        本档 0 分起，不到 6 分");
    term_keys(t, "<Down>");
    term_wait_cursor(t, 2, 0);
    term_wait_for(t, term_cell(t, 2, 2).reverse);
    term_keys(t, "<Enter>");
    term_wait_text(t, "|7.99");
    assert_true(term_has(t, "部分达成"));
    term_keys(t, "<F6>"); /* one step */
    term_wait_text(t, "|   9");
    term_wait_gone(t, "部分达成");
}

static void choosing_by_alt_and_leaving(void **state) {
    (void)state;
    struct term *t = start("[a.b.answer]\nactual = 否\n");
    term_keys(t, "<M-4> <Down> <Down> <Esc>");
    term_keys(t, "<M-Down>");
    term_wait_text(t, "选择档次 (2/2)");
    term_wait_text(t, "Esc返回");
    assert_string_equal(term_row(t, 1), "  是  75 分");
    assert_string_equal(term_row(t, 2), "> 否  0 分");
    term_keys(t, "<Esc>");
    term_wait_text(t, "[4绩效指标]");
    assert_false(term_has(t, "已修改"));
    term_keys(t, "<F12> <Home> <Enter>");
    term_wait_text(t, "已修改");
    term_wait_text(t, "100% × 75 = 75");
}

/* Where even one row is longer than the window, it goes on below. */
static void choosing_in_a_small_window(void **state) {
    (void)state;
    struct term *t = start(TIER);
    term_resize(t, 8, 40);
    term_wait_gone(t, "F10退出");
    term_keys(t, "<M-4> <Down> <F12> <End>");
    term_wait_text(t, "选择档次 (3/3)");
    term_wait_text(t, "Esc返回");
    assert_string_equal(term_row(t, 2), "  部分达成年度指标并具有一定效果  本档 6");
    assert_string_equal(term_row(t, 3), "  分起，不到 8 分");
    assert_string_equal(term_row(t, 4), "> 未达成年度指标且效果较差  本档 0 分");
    term_wait_cursor(t, 4, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(working_on_the_message_line),
        term_test(working_in_help),
        term_test(choosing_a_band),
        term_test(choosing_by_alt_and_leaving),
        term_test(choosing_in_a_small_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
