/* Rows by keyboard at 80x24: goals and own indicators are added, removed and moved, and a whole form with indicators
   of its own is filled in, saved and checked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"
#include "form_term.h"

#define FIXED "本行由评分规则规定，不能增删或移动"

static struct term *start_new(const char *forms) {
    struct term *t = form_start(forms, NULL, "--rules", "rules/mof-2020.ini", "new.ini");
    term_keys(t, "<M-4>");
    term_wait_text(t, "[4绩效指标]");
    return t;
}

static const char *new_in(const char *forms, const char *field) {
    static char path[512];
    snprintf(path, sizeof path, "%s/new.ini", forms);
    return form_file_value(path, field);
}

/* The screen row that a text is in. */
static int row_of(struct term *t, const char *text) {
    int y = -1, x;
    return term_find(t, text, &y, &x) ? y : -1;
}

static void goals(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct untouched m = remember(form_in(forms));
    struct term *t = form_start(forms, NULL, "kepu-2024.ini");
    term_keys(t, "<M-3> <Insert>");
    term_wait_text(t, "已加一行：总体目标 2");
    term_keys(t, "新的目标 <S-Up>");
    term_wait_for(t, row_of(t, "新的目标") == 5); /* the first row below the heads */
    term_keys(t, "<S-Down>");
    term_wait_for(t, row_of(t, "新的目标") > 5);
    term_keys(t, "<M-k>");
    term_wait_for(t, row_of(t, "新的目标") == 5);
    term_keys(t, "<M-k>");
    term_wait_text(t, "不能再上移");
    term_keys(t, "<M-j>");
    term_wait_for(t, row_of(t, "新的目标") > 5);
    term_keys(t, "<C-Delete>");
    term_wait_text(t, "已删除（F6 恢复）：总体目标 2");
    term_wait_gone(t, "新的目标");
    term_keys(t, "<F6>");
    term_wait_text(t, "新的目标");
    term_keys(t, "<M-d>");
    term_wait_gone(t, "新的目标");
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    struct untouched now = remember(form_in(forms));
    assert_int_equal(now.n, m.n);
    assert_memory_equal(now.bytes, m.bytes, m.n);
}

/* What the rule set gives stays, and the message line says so. */
static void rows_of_the_rule_set(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    static const char *const keys[] = {"<Insert>", "<M-o>", "<C-Delete>", "<M-d>",
                                       "<S-Up>",   "<M-k>", "<S-Down>",   "<M-j>"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        term_keys(t, "<M-4>");
        term_wait_gone(t, FIXED);
        term_keys(t, keys[i]);
        term_wait_text(t, FIXED);
        term_keys(t, "<M-1>");
        term_wait_gone(t, FIXED);
        term_keys(t, keys[i]);
        term_wait_text(t, FIXED);
    }
    term_keys(t, "<F10>"); /* nothing was changed */
    assert_int_equal(term_wait_exit(t), 0);
}

static void own_indicators(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = start_new(forms);
    term_keys(t, "<M-o>");
    term_wait_text(t, "已加一行：数量指标");
    term_wait_text(t, "（未命名）");
    term_keys(t, "甲指标 <M-o>");
    term_wait_text(t, "（未命名）");
    term_keys(t, "乙指标 <S-Up>");
    term_wait_for(t, row_of(t, "乙指标") == 6 && row_of(t, "甲指标") == 7);
    term_keys(t, "<S-Down>");
    term_wait_for(t, row_of(t, "甲指标") == 6 && row_of(t, "乙指标") == 7);
    term_keys(t, "<M-d>");
    term_wait_text(t, "已删除（F6 恢复）：乙指标");
    term_wait_for(t, !strstr(term_row(t, 7), "乙指标"));
    term_keys(t, "<M-u> <F2>");
    term_wait_text(t, "已保存");
    assert_string_equal(new_in(forms, "output.quantity.item1.name"), "甲指标");
    assert_string_equal(new_in(forms, "output.quantity.item2.name"), "乙指标");
    term_keys(t, "<F3> <M-d>"); /* from the full screen too */
    term_wait_text(t, "已删除（F6 恢复）：乙指标");
    term_wait_text(t, "[4绩效指标]");
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    assert_string_equal(new_in(forms, "output.quantity.item2.name"), "");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
}

/* One indicator: from its name by Tab to its last cell. */
static void fill_indicator(struct term *t, const char *name, const char *target, const char *actual,
                           const char *points) {
    const char *const values[] = {name, target, actual, points, points};
    for (size_t i = 0; i < 5; i++) {
        form_enter(t, values[i]);
        term_keys(t, "<Tab>");
    }
    term_keys(t, "<S-Tab>"); /* back from the row below: the reason stays empty */
}

/* 预算执行率 10, and three indicators of 50, 30 and 10: 100 points. */
static void a_whole_form(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = form_start(forms, NULL, "--rules", "rules/mof-2020.ini", "new.ini");
    static const char *const header[] = {"2024", "社区文化活动", "文化和旅游局", "文化馆"};
    for (size_t i = 0; i < 4; i++) {
        form_enter(t, header[i]);
        term_keys(t, "<Tab>");
    }
    static const char *const funds[] = {"100", "100", "100", "100%", "10"};
    for (size_t i = 0; i < 5; i++) {
        form_enter(t, funds[i]);
        term_keys(t, "<Tab>");
    }
    term_keys(t, "<M-3>");
    form_enter(t, "举办文化活动10场。");
    term_keys(t, "<Tab>");
    form_enter(t, "春节、端午、中秋期间共办10场，演出、讲座各半。");
    term_keys(t, "<M-4> <Insert>");
    fill_indicator(t, "文化活动场次", "≥10场", "10场", "50");
    term_wait_text(t, " 60/100");
    for (int i = 0; i < 5; i++) {
        term_keys(t, "<Home> <Left>"); /* to the name */
    }
    term_keys(t, "<Down> <Down> <Down> <Down> <Down> <Insert>");
    term_wait_text(t, "已加一行：社会效益指标");
    fill_indicator(t, "参与居民人数", "≥500人次", "500人次", "30");
    term_wait_text(t, " 90/100");
    for (int i = 0; i < 5; i++) {
        term_keys(t, "<Home> <Left>");
    }
    term_keys(t, "<Down> <Down> <Down> <Insert>");
    term_wait_text(t, "已加一行：服务对象满意度指标");
    fill_indicator(t, "居民满意度", "≥90%", "92%", "10");
    term_wait_text(t, " 100/100");
    term_keys(t, "<M-5>");
    form_enter(t, "100");
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(new_in(forms, "benefit.social.item1.name"), "参与居民人数");
    assert_string_equal(new_in(forms, "satisfaction.service.item1.target"), "≥90%");
    struct batch_options o = {.cwd = forms};
    struct batch b = batch_run(&o, "check", "new.ini");
    assert_int_equal(b.status, 0);
    assert_int_equal(lines_with(b.out, "error"), 0);
    assert_int_equal(lines_with(b.out, "warning"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(goals),
        term_test(rows_of_the_rule_set),
        term_test(own_indicators),
        term_test(a_whole_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
