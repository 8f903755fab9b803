/* Two people and one form: the second one may read it, is told who has it, and takes it over once they have gone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "batch.h"
#include "safety.h"

#define PROJECT "全区科普经费"

static struct term *start_first(const char *forms) {
    struct term *t = form_start(forms, NULL, "kepu-2024.ini");
    term_keys(t, "<Tab>");
    term_wait_for(t, cell_shows(t, PROJECT));
    return t;
}

static struct term *start_second(const char *forms, const char *command) {
    struct term *t = form_start(forms, &(struct term_options){.cols = 132}, command, "kepu-2024.ini");
    term_wait_text(t, "只读");
    return t;
}

/* `root（host，进程 123，自 2026-11-23 16:` of the first one, as the second one is told. */
static const char *holder(struct term *first) {
    char host[256] = "", *out = test_alloc(512);
    const struct passwd *p = getpwuid(geteuid());
    gethostname(host, sizeof host - 1);
    snprintf(out, 512, "正由 %s 打开（%s，进程 %ld，自 ", p != NULL ? p->pw_name : "?", host, (long)term_pid(first));
    return out;
}

static void who_where_since(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *first = start_first(forms), *second = start_second(forms, "edit");
    time_t now = time(NULL);
    char day[32];
    strftime(day, sizeof day, "%Y-%m-%d", gmtime(&now));
    term_wait_text(second, holder(first));
    term_wait_text(second, day);
    term_wait_text(second, " 只读，对方退出后按 F2 接手：正由 ");
    term_keys(second, "<Tab>字");
    term_wait_for(second, strcmp(term_row(second, 22), " 只读") == 0);
    term_keys(second, "<F2>");
    term_wait_text(second, holder(first));
    term_keys(second, "<S-F2>");
    term_wait_for(second, strcmp(term_row(second, 22), " 只读") == 0);
    term_keys(second, "<F10>");
    assert_int_equal(term_wait_exit(second), 0);
    assert_true(disk_exists(lock_beside(form_in(forms)))); /* it is not the second one's to remove */
    term_keys(first, "改<F2>");
    term_wait_text(first, "已保存");
    term_keys(first, "<F10>");
    assert_int_equal(term_wait_exit(first), 0);
    assert_false(disk_exists(lock_beside(form_in(forms))));
}

/* On a screen of 80 columns what to do must be in sight too, whatever the host is called. */
static void told_on_a_small_screen(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *first = start_first(forms), *second = form_start(forms, NULL, "kepu-2024.ini");
    term_wait_text(second, "正由 ");
    term_wait_text(second, "F2 接手");
    term_end(first);
}

static void taken_over_when_the_first_quits(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *first = start_first(forms), *second = start_second(forms, "edit");
    term_keys(second, "<M-1><Tab>");
    term_wait_for(second, cell_shows(second, PROJECT));
    term_keys(first, "改<F2>");
    term_wait_text(first, "已保存");
    term_keys(second, "<F2>"); /* saved, and still open */
    term_wait_text(second, holder(first));
    term_keys(first, "<F10>");
    assert_int_equal(term_wait_exit(first), 0);
    term_keys(second, "<F2>");
    term_wait_text(second, "对方已退出，现在可以修改");
    term_wait_gone(second, "只读");
    term_wait_for(second, cell_shows(second, PROJECT "改")); /* what was saved meanwhile, with the caret where it was */
    assert_true(disk_exists(lock_beside(form_in(forms))));
    type_journaled(second, form_in(forms), "header.project", PROJECT "改", "二");
    struct term *third = start_second(forms, "edit");
    term_wait_text(third, holder(second));
    term_keys(second, "<F2>");
    term_wait_text(second, "已保存");
    assert_string_equal(form_file_value(form_in(forms), "header.project"), PROJECT "改二");
}

static void taken_over_when_the_first_is_killed(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *first = start_first(forms), *second = start_second(forms, "edit");
    term_keys(first, "改<F2>");
    term_wait_text(first, "已保存");
    type_journaled(first, form_in(forms), "header.project", PROJECT "改", "半句");
    term_kill(first);
    term_keys(second, "<F2>");
    term_wait_text(second, SAFETY_LIST);
    term_wait_text(second, "（正在输入）: 全区科普经费改 -> 全区科普经费改半句");
    term_keys(second, "<Enter>");
    term_wait_text(second, "已找回 1 处修改");
    term_keys(second, "<M-1><Tab>");
    term_wait_for(second, cell_shows(second, PROJECT "改半句"));
    term_keys(second, "<F2>");
    term_wait_text(second, "已保存");
    assert_string_equal(form_file_value(form_in(forms), "header.project"), PROJECT "改半句");
    assert_false(disk_exists(journal_beside(form_in(forms))));
}

/* The first one had not saved yet: the second begins the same form, and is offered what the first typed. */
static void a_new_form_taken_over(void **state) {
    (void)state;
    const char *forms = forms_copy(), *form = disk_path(forms, "new.ini");
    struct term *first = form_start(forms, NULL, "-r", "rules/kepu-2024.ini", "new.ini");
    struct term *second =
        form_start(forms, &(struct term_options){.cols = 132}, "-r", "rules/kepu-2024.ini", "new.ini");
    term_wait_text(second, holder(first));
    term_keys(first, "<Tab>");
    type_journaled(first, form, "header.project", "", "新项目");
    term_kill(first);
    term_keys(second, "<F2>");
    term_wait_text(second, SAFETY_LIST);
    term_keys(second, "<Enter>");
    term_wait_text(second, "已找回 1 处修改");
    term_keys(second, "<F2>");
    term_wait_text(second, "已保存");
    assert_string_equal(form_file_value(form, "header.project"), "新项目");
    assert_string_equal(form_file_value(form, "form.rules"), "rules/kepu-2024.ini");
}

/* Whoever only looks leaves lock and journal alone, and is not told that there is something to recover. */
static void looking_at_an_open_form(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *first = start_first(forms);
    type_journaled(first, form_in(forms), "header.project", PROJECT, "半句");
    struct untouched journal = remember(journal_beside(form_in(forms))), lock = remember(lock_beside(form_in(forms)));
    struct term *second = start_second(forms, "view");
    term_wait_quiet(second, 50);
    assert_false(term_has(second, "没有保存的修改"));
    term_keys(second, "<F2>");
    term_wait_for(second, strcmp(term_row(second, 22), " 只读") == 0);
    term_keys(second, "<F10>");
    assert_int_equal(term_wait_exit(second), 0);
    assert_untouched(&journal);
    assert_untouched(&lock);
    term_kill(first);
    second = start_second(forms, "view");
    term_wait_text(second, "有上次没有保存的修改，用 ziping edit 打开可找回");
    term_end(second);
    assert_untouched(&journal);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(who_where_since),
        term_test(told_on_a_small_screen),
        term_test(taken_over_when_the_first_quits),
        term_test(taken_over_when_the_first_is_killed),
        term_test(a_new_form_taken_over),
        term_test(looking_at_an_open_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
