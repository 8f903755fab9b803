/* --restricted: nothing outside one folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"
#include "form_term.h"

#define SKIP_WITHOUT_LANDLOCK(forms)                                                                                   \
    if (!can_confine(forms)) {                                                                                         \
        skip();                                                                                                        \
    }

/* Where the kernel can't do it the program says so, and does nothing. */
static bool can_confine(const char *forms) {
    struct batch b = batch_run(NULL, "--restricted", forms, "kepu-2024.ini");
    assert_int_equal(b.status, 2);
    assert_string_equal(b.out, "");
    return strstr(b.err, "Landlock") == NULL;
}

static void assert_refused(const char *forms, const char *path, const char *why) {
    struct batch b = batch_run(NULL, "--restricted", forms, path);
    assert_int_equal(b.status, 2);
    assert_string_equal(b.out, "");
    assert_has(b.err, why);
    assert_has(b.err, path);
}

static void what_lies_outside(void **state) {
    (void)state;
    const char *forms = forms_copy(), *outside = disk_path(term_tmpdir(), "secret.ini");
    disk_write(outside, "[form]\n", 7);
    assert_int_equal(symlink(outside, disk_path(forms, "link.ini")), 0);
    assert_int_equal(symlink("/etc", disk_path(forms, "etc")), 0);
    assert_int_equal(symlink("/nowhere/at/all", disk_path(forms, "dangling.ini")), 0);
    SKIP_WITHOUT_LANDLOCK(forms);
    assert_refused(forms, outside, "在允许的目录之外");
    assert_refused(forms, "link.ini", "在允许的目录之外");
    assert_refused(forms, "etc/passwd", "在允许的目录之外");
    assert_refused(forms, "dangling.ini", "在允许的目录之外");
    assert_refused(forms, "../forms/kepu-2024.ini", "在允许的目录之外");
    assert_refused(forms, "none.ini", "没有这个文件");
    struct batch b = batch_run(NULL, "--restricted", forms, "--compare", outside, "kepu-2024.ini");
    assert_has(b.err, "在允许的目录之外");
    b = batch_run(NULL, "--restricted", forms, "--rules", outside, "new.ini");
    assert_has(b.err, "在允许的目录之外");
    b = batch_run(NULL, "--restricted", disk_path(forms, "none"), "kepu-2024.ini");
    assert_has(b.err, "没有这个文件");
}

/* A form may name any rule set; one outside can't be read. */
static void rules_outside(void **state) {
    (void)state;
    const char *forms = forms_copy(), *rules = disk_path(forms_copy(), "rules/kepu-2024.ini");
    char text[600];
    int n = snprintf(text, sizeof text, "[form]\nformat = 1\nrules = %s\n", rules);
    disk_write(disk_path(forms, "far.ini"), text, (size_t)n);
    SKIP_WITHOUT_LANDLOCK(forms);
    struct batch b = batch_run(NULL, "--restricted", forms, "far.ini");
    assert_int_equal(b.status, 2);
    assert_has(b.err, "所用的评分规则无法读取");
    b = batch_run(NULL, disk_path(forms, "far.ini"));
    assert_has(b.err, "需要在终端中运行"); /* without the option it can be read */
}

static void filling_in_a_form(void **state) {
    (void)state;
    const char *forms = forms_copy();
    SKIP_WITHOUT_LANDLOCK(forms);
    struct term *t = form_start("/", NULL, "--restricted", forms, "kepu-2024.ini");
    term_keys(t, "<Tab><End>改");
    term_wait_for(t, cell_shows(t, "全区科普经费改"));
    term_keys(t, "<C-z>"); /* nobody could bring it back */
    term_keys(t, "<M-m>");
    term_wait_text(t, "另存为");
    term_keys(t, "<C-u>");
    term_type(t, "../other.ini");
    term_keys(t, "<Enter>");
    term_wait_text(t, "在允许的目录之外");
    term_keys(t, "<M-m><C-u>");
    term_type(t, "other.ini");
    term_keys(t, "<Enter>");
    term_wait_text(t, "已保存 other.ini");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(form_file_value(disk_path(forms, "other.ini"), "header.project"), "全区科普经费改");
    assert_string_equal(form_file_value(form_in(forms), "header.project"), "全区科普经费");
}

static void the_first_page(void **state) {
    (void)state;
    const char *forms = forms_copy();
    SKIP_WITHOUT_LANDLOCK(forms);
    struct term *t = term_start_ziping(NULL, "--restricted", forms);
    term_wait_text(t, "F10 退出");
    assert_true(term_has(t, "kepu-2024.ini"));
    term_keys(t, "<M-m>");
    term_wait_text(t, "kepu-2025.ini");
    term_keys(t, "<C-u>");
    term_type(t, "/tmp/elsewhere.ini");
    term_keys(t, "<Enter>");
    term_wait_text(t, "在允许的目录之外");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
}

/* A sanitizer looks for leaks by /proc, which is out of reach then. */
static int without_leak_check(void **state) {
    const char *given = getenv("ASAN_OPTIONS");
    char options[400];
    (void)state;
    snprintf(options, sizeof options, "%.300s:detect_leaks=0", given ? given : "");
    return setenv("ASAN_OPTIONS", options, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {term_test(what_lies_outside), term_test(rules_outside),
                                       term_test(filling_in_a_form), term_test(the_first_page)};
    return cmocka_run_group_tests(tests, without_leak_check, NULL);
}
