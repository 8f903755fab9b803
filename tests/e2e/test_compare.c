/* Last year beside this year. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "form_term.h"

/* The form of 2024 with other values, beside it in `forms`. */
static void write_last(const char *forms) {
    static const char last[] = "[form]\nformat = 1\nrules = rules/kepu-2024.ini\n[header]\nyear = 2023\n"
                               "project = \"全区科普经费\"\n[funds.total]\ninitial = 120.5\nbudget = 137.850\n"
                               "[output.quantity.events]\nscore = 5.5\n";
    disk_write(disk_path(forms, "last.ini"), last, strlen(last));
}

static void below_this_year(void **state) {
    (void)state;
    const char *forms = forms_copy();
    write_last(forms);
    struct term *t = form_start(forms, NULL, "--compare=last.ini", "kepu-2024.ini");
    term_wait_text(t, "年度"); /* the message line has it always */
    term_wait_for(t, strstr(term_row(t, 22), "去年 2023") != NULL);
    term_keys(t, "<M-2>");
    term_wait_for(t, strstr(term_row(t, 22), "去年 120.5") != NULL);
    term_wait_gone(t, "~120.5");
    int y, x;
    term_keys(t, "<F5>");
    term_wait_text(t, "~120.5");
    term_wait_text(t, "~(空)");
    term_find(t, "~120.5", &y, &x);
    term_wait_cursor(t, y - 1, x + 6);                      /* it ends below this year's digits */
    term_wait_for(t, strstr(term_row(t, y), "=|") != NULL); /* 137.85 is 137.850 */
    term_keys(t, "<Down>"); /* from the first line to the next row: last year is no line to go through */
    term_wait_for(t, strstr(term_row(t, 22), "当年财政拨款 · 年初预算数") != NULL);
    term_keys(t, "<F5>");
    term_wait_gone(t, "~");
}

/* Where the screen is wide, in a column of its own that follows what is typed. */
static void beside_this_year(void **state) {
    (void)state;
    const char *forms = forms_copy();
    write_last(forms);
    struct term_options o = {.rows = 43, .cols = 132};
    struct term *t = form_start(forms, &o, "--compare=last.ini", "kepu-2024.ini");
    int y, x;
    term_keys(t, "<M-2> <F5>");
    term_wait_text(t, "~120.5");
    term_find(t, "~120.5", &y, &x);
    assert_non_null(strstr(term_row(t, y), "138.40"));
    assert_non_null(strstr(term_row(t, y - 2), "年初预算数"));
    assert_non_null(strstr(term_row(t, y - 2), "去年"));
    term_keys(t, "<C-u> 120.5");
    term_wait_gone(t, "~120.5");
    term_wait_for(t, strcmp(cell_before_caret(t), "120.5") == 0);
    term_keys(t, "1");
    term_wait_text(t, "~120.5");
    term_resize(t, 24, 80); /* below it again */
    term_wait_for(t, term_find(t, "~120.5", &y, &x) && strstr(term_row(t, y - 1), "120.51") != NULL);
    term_resize(t, 43, 131);
    term_wait_for(t, term_find(t, "~120.5", &y, &x) && strstr(term_row(t, y - 1), "120.51") != NULL);
    term_keys(t, "<M-4>");
    term_resize(t, 43, 160); /* the page keeps its width, and gives none to the panel */
    term_wait_text(t, "~5.5");
    term_wait_gone(t, "本部分的问题");
}

static void taking_last_years_value(void **state) {
    (void)state;
    const char *forms = forms_copy();
    write_last(forms);
    struct term *t = form_start(forms, NULL, "--compare=last.ini", "kepu-2024.ini");
    term_keys(t, "<M-4> <F5> <S-F5>");
    term_wait_for(t, strcmp(cell_before_caret(t), "5.5") == 0);
    term_wait_text(t, "88.95/100");
    term_keys(t, "<F6>");
    term_wait_text(t, "89.45/100");
    term_wait_gone(t, "已修改");
    term_keys(t, "<M-l> <M-t>"); /* the same by Alt */
    term_wait_text(t, "88.95/100");
}

static void named_by_the_form(void **state) {
    (void)state;
    const char *forms = forms_copy();
    write_last(forms);
    size_t n;
    const char *text = disk_read(form_in(forms), &n), *rules = strstr(text, "rules  =");
    char changed[32768];
    snprintf(changed, sizeof changed, "%.*slast = last.ini\n%s", (int)(rules - text), text, rules);
    disk_write(form_in(forms), changed, strlen(changed));
    struct term *t = form_start(forms, NULL, "view", "kepu-2024.ini");
    term_wait_for(t, strstr(term_row(t, 22), "去年 2023") != NULL);
    term_keys(t, "<S-F5>");
    term_wait_for(t, strcmp(term_row(t, 22), " 只读") == 0);
    disk_write(disk_path(forms, "last.ini"), "", 0);
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    t = form_start(forms, NULL, "kepu-2024.ini");
    term_wait_text(t, "去年的表未能读取：");
    term_keys(t, "<F5>");
    term_wait_text(t, "没有去年的表");
}

static void that_cannot_be_read(void **state) {
    (void)state;
    struct term_options o = {.cwd = forms_copy()};
    struct term *t = term_start_ziping(&o, "--compare=none.ini", "kepu-2024.ini");
    assert_int_equal(term_wait_exit(t), 2);
    assert_true(term_has(t, "none.ini"));
    assert_false(term_alt_screen(t));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(below_this_year),   term_test(beside_this_year),    term_test(taking_last_years_value),
        term_test(named_by_the_form), term_test(that_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
