/* What a person sees: every section of the form of 2024, help and the full-screen text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "form_term.h"

static const char *const sections[] = {"基本信息", "项目资金", "总体目标", "绩效指标", "核对"};

/* The sections by Alt with their number, in a window of this size. */
static void sections_at(int rows, int cols) {
    struct term_options o = {.rows = rows, .cols = cols};
    struct term *t = form_start(forms_copy(), &o, "kepu-2024.ini");
    for (int i = 5; i-- > 0;) {
        char key[8], tab[32], name[32];
        snprintf(key, sizeof key, "<M-%d>", i + 1);
        snprintf(tab, sizeof tab, "[%d%s]", i + 1, sections[i]);
        snprintf(name, sizeof name, "screen-%dx%d-%d", cols, rows, i + 1);
        term_keys(t, key);
        term_wait_text(t, tab);
        golden_check(t, name);
    }
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
}

static void sections_at_80x24(void **state) {
    (void)state;
    sections_at(24, 80);
}

static void sections_at_120x40(void **state) {
    (void)state;
    sections_at(40, 120);
}

static void wide(void **state) {
    (void)state;
    struct term_options o = {.rows = 60, .cols = 200};
    struct term *t = form_start(forms_copy(), &o, "kepu-2024.ini");
    term_keys(t, "<M-4>");
    term_wait_text(t, "[4绩效指标]");
    golden_check(t, "screen-200x60-4");
}

/* The rest of a section that is longer than the screen. */
static void scrolled(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_keys(t, "<M-5> <S-Tab>"); /* the last indicator */
    term_wait_text(t, "[4绩效指标]");
    golden_check(t, "screen-80x24-4-end");
    term_keys(t, "<M-4> <S-Tab>"); /* the row for one more goal */
    term_wait_text(t, "[3总体目标]");
    golden_check(t, "screen-80x24-3-end");
}

/* A field with a finding; the README shows this screen. */
static void finding(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_keys(t, "<M-4> <Tab> <Down> <Down> <Down> <Down>");
    term_wait_text(t, "F301 方案执行率");
    golden_check(t, "finding-80x24");
}

static void help(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_keys(t, "<F4> <F1>");
    term_wait_text(t, "按键");
    golden_check(t, "help-80x24");
    term_keys(t, "<End>");
    term_wait_text(t, "^Z");
    golden_check(t, "help-80x24-end");
    term_keys(t, "<Esc>");
    term_wait_text(t, "F10退出");
}

static void full_screen_text(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_keys(t, "<M-3> <F3>");
    term_wait_text(t, "总体目标 · 预期目标");
    golden_check(t, "text-80x24");
    term_keys(t, "<F3>");
    term_wait_text(t, "[3总体目标]");
}

/* An empty form, as one starts with it: what follows from other cells stands in brackets. */
static void empty_form(void **state) {
    (void)state;
    struct term *t = form_start(forms_copy(), NULL, "--rules", "rules/kepu-2024.ini", "new.ini");
    golden_check(t, "new-80x24-1");
    term_keys(t, "<M-2> 138.40 <Tab> 137.85 <Tab> 137.85 <Tab>");
    term_wait_text(t, "(100%)");
    golden_check(t, "new-80x24-2");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(sections_at_80x24),
        term_test(sections_at_120x40),
        term_test(wide),
        term_test(scrolled),
        term_test(finding),
        term_test(help),
        term_test(full_screen_text),
        term_test(empty_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
