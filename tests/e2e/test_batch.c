/* The commands without a screen: what they print and where, how they end, and that they write nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"
#include "form_term.h"

static void help_and_version(void **state) {
    (void)state;
    static const char *const commands[] = {"edit", "view", "show", "check", "score", "rules"};
    struct batch b = batch_run(NULL, "--help");
    assert_int_equal(b.status, 0);
    assert_string_equal(b.err, "");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        char name[32];
        snprintf(name, sizeof name, "  ziping %s ", commands[i]);
        assert_has(b.out, name);
        struct batch one = batch_run(NULL, commands[i], "--help");
        assert_int_equal(one.status, 0);
        assert_string_equal(one.err, "");
        assert_int_equal(strncmp(one.out, name + 2, strlen(name + 2)), 0);
        assert_has(one.out, "--help");
    }
    assert_string_equal(batch_run(NULL, "-h").out, b.out);
    assert_has(b.out, "退出状态");
    assert_has(batch_run(NULL, "--lang=en", "--help").out, "Exit status");
    assert_has(batch_run(NULL, "--help", "--lang", "en").out, "Exit status");
    assert_has(batch_run(&(struct batch_options){.lang = "en"}, "--help").out, "Exit status");

    b = batch_run(NULL, "--version");
    assert_int_equal(b.status, 0);
    assert_int_equal(strncmp(b.out, "ziping ", 7), 0);
    assert_true(b.out[7] >= '0' && b.out[7] <= '9');
    assert_string_equal(batch_run(NULL, "-V").out, b.out);
    assert_has(batch_run(NULL, "--keys").out, "F10");
}

static void usage_errors(void **state) {
    (void)state;
    static const struct {
        const char *args[4], *says;
    } cases[] = {
        {{"--nope"}, "没有这个选项： --nope"},
        {{"check", "-z", "a"}, "没有这个选项： -z"},
        {{"check", "--width=80", "a"}, "没有这个选项"},
        {{"show", "--rules", "r", "a"}, "没有这个选项"},
        {{"check"}, "请指定文件"},
        {{"show"}, "请指定文件"},
        {{"edit", "a", "b"}, "请只指定一个文件"},
        {{"view", "a", "b"}, "请只指定一个文件"},
        {{"show", "--width"}, "选项缺少参数： --width"},
        {{"show", "-w"}, "选项缺少参数： -w"},
        {{"--help=1"}, "选项不带参数： --help=1"},
        {{"show", "--width=39", "a"}, "宽度应为 40 到 300 的整数： 39"},
        {{"show", "--width=301", "a"}, "宽度应为 40 到 300"},
        {{"show", "-w80.5", "a"}, "宽度应为 40 到 300"},
        {{"show", "-w", "8x", "a"}, "宽度应为 40 到 300"},
        {{"check", "--level=all", "a"}, "级别应为 note、warning 或 error： all"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const args[] = {cases[i].args[0], cases[i].args[1], cases[i].args[2], cases[i].args[3], NULL};
        struct batch b = batch_run_args(NULL, args);
        assert_int_equal(b.status, 2);
        assert_string_equal(b.out, "");
        assert_int_equal(strncmp(b.err, "ziping: ", 8), 0);
        assert_has(b.err, cases[i].says);
        assert_has(b.err, "用法见 ziping --help");
    }
}

static void operands_behind_two_dashes(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    disk_write(disk_path(forms, "--help"), "[form]\n", 7);
    struct batch b = batch_run(&o, "check", "--", "--help");
    assert_int_equal(b.status, 1);
    assert_has(b.out, "--help:1:1: error: ");
    b = batch_run(&o, "--", "-x");
    assert_int_equal(b.status, 2);
    assert_string_equal(b.err, "ziping: -x: 没有这个文件\n");
    b = batch_run(&o, "--", "check"); /* a file, not the command */
    assert_string_equal(b.err, "ziping: check: 没有这个文件\n");
}

static void show_prints_the_paper(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct untouched u = remember(form_in(forms)), r = remember(disk_path(forms, "rules/kepu-2024.ini"));
    struct batch_options o = {.cwd = forms};
    struct batch b = batch_run(&o, "show", "-w", "100", "kepu-2024.ini");
    assert_int_equal(b.status, 0);
    assert_string_equal(b.err, "");
    golden_text(b.out, "show-kepu-2024");
    assert_string_equal(batch_run(&o, "show", "kepu-2024.ini").out, b.out); /* 100 columns where there is no terminal */
    struct batch rules = batch_run(&o, "show", "--width=100", "rules/kepu-2024.ini");
    assert_int_equal(rules.status, 0);
    golden_text(rules.out, "show-rules-kepu-2024");
    struct batch_options from_input = {.cwd = forms, .input = disk_path(forms, "rules/kepu-2024.ini")};
    assert_string_equal(batch_run(&from_input, "show", "--width=100", "-").out, rules.out);
    struct batch both = batch_run(&o, "show", "no-such.ini", "kepu-2024.ini");
    assert_int_equal(both.status, 2);
    assert_string_equal(both.out, b.out);
    assert_string_equal(both.err, "ziping: no-such.ini: 没有这个文件\n");
    assert_untouched(&u);
    assert_untouched(&r);
}

static void check_reports_by_line(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct untouched u = remember(form_in(forms));
    struct batch_options o = {.cwd = forms};
    struct batch b = batch_run(&o, "check", "kepu-2024.ini");
    assert_int_equal(b.status, 1);
    assert_string_equal(b.err, "");
    assert_has(b.out, "kepu-2024.ini:84:10: error: 活动实际签到率 得分 4.8 低于分值 5");
    assert_has(b.out, "   84 | reason = \"\"\n      |          ^\n");
    assert_int_equal(lines_with(b.out, ": error: "), 11);
    assert_int_equal(lines_with(b.out, "[F301 reason-missing]"), 11);
    assert_has(batch_run(&o, "--lang=en", "check", "kepu-2024.ini").out, "kepu-2024.ini:84:10: error: ");
    assert_untouched(&u);
}

static void check_exit_status(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    assert_int_equal(batch_run(&o, "check", "rules/kepu-2024.ini").status, 0);
    assert_int_equal(batch_run(&o, "check", "--level=warning", "rules/kepu-2024.ini").status, 1);
    assert_int_equal(batch_run(&o, "check", "-l", "note", "rules/kepu-2024.ini").status, 1);
    assert_int_equal(batch_run(&o, "check", "rules/mof-2020.ini").status, 0);
    assert_int_equal(batch_run(&o, "check", "rules/kepu-2024.ini", "kepu-2024.ini").status, 1);
    struct batch b = batch_run(&o, "check", "kepu-2024.ini", "no-such.ini", "rules/kepu-2024.ini");
    assert_int_equal(b.status, 2);
    assert_has(b.err, "ziping: no-such.ini: 没有这个文件\n");
    assert_int_equal(lines_with(b.out, "kepu-2024.ini:84:10: error: "), 1);
    assert_has(b.out, "rules/kepu-2024.ini:");
}

static void a_folder_of_rules(void **state) {
    (void)state;
    struct batch_options o = {.cwd = forms_copy()};
    struct batch b = batch_run(&o, "check", "-l", "note", "rules");
    assert_int_equal(b.status, 1);
    assert_has(b.out, "rules/kepu-2024.ini:65:10: warning: ");
    assert_int_equal(batch_run(&o, "check", "rules").status, 0);
    assert_int_equal(batch_run(&o, "check", ".").status, 1); /* the form below it has errors */
}

static void colours_only_where_asked(void **state) {
    (void)state;
    struct batch_options o = {.cwd = forms_copy()};
    assert_clean(batch_run(&o, "check", "kepu-2024.ini").out);
    assert_clean(batch_run(&o, "check", "--color=never", "kepu-2024.ini").out);
    assert_has(batch_run(&o, "check", "--color=always", "kepu-2024.ini").out, "\033[");
}

static void a_closed_pipe_ends_quietly(void **state) {
    (void)state;
    struct batch_options o = {.cwd = forms_copy(), .closed_pipe = true};
    static const char *const commands[] = {"show", "check"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct batch b = batch_run(&o, commands[i], "kepu-2024.ini");
        assert_true(b.status == -SIGPIPE || b.status == 2);
        assert_string_equal(b.err, "");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(help_and_version),           term_test(usage_errors),
        term_test(operands_behind_two_dashes), term_test(show_prints_the_paper),
        term_test(check_reports_by_line),      term_test(check_exit_status),
        term_test(colours_only_where_asked),   term_test(a_closed_pipe_ends_quietly),
        term_test(a_folder_of_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
