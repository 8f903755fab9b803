/* Whatever ends the program, what was typed is offered when the form is opened again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"
#include "safety.h"

#define PROJECT "全区科普经费"
#define ENDS_WITHIN 2000 /* ms */

static struct term *at_project(const char *forms, const struct term_options *o) {
    struct term *t = form_start(forms, o, "kepu-2024.ini");
    term_keys(t, "<M-1><Tab>");
    term_wait_for(t, cell_shows(t, PROJECT));
    return t;
}

/* The project's name with 半句 behind it, in the journal and not in the form; the program is no more. */
static const char *killed_in_a_field(void) {
    const char *forms = forms_copy();
    struct term *t = at_project(forms, NULL);
    type_journaled(t, form_in(forms), "header.project", PROJECT, "半句");
    term_kill(t);
    return forms;
}

static void recovered_in_one_step(void **state) {
    (void)state;
    const char *forms = killed_in_a_field(), *journal = journal_beside(form_in(forms));
    struct term *t = start_found(forms, "kepu-2024.ini");
    term_wait_text(t, "基本信息·项目名称 (header.project)（正在输入）: 全区科普经费 -> 全区科普经费半句");
    term_keys(t, "<Enter>");
    term_wait_text(t, "已找回 1 处修改");
    term_wait_text(t, "* 已修改");
    term_keys(t, "<M-1><Tab>");
    term_wait_for(t, cell_shows(t, PROJECT "半句"));
    term_keys(t, "<F6>");
    term_wait_for(t, cell_shows(t, PROJECT));
    term_wait_gone(t, "已修改");
    term_keys(t, "<F6>");
    term_wait_text(t, "没有可撤销的操作");
    term_keys(t, "<F7>");
    term_wait_for(t, cell_shows(t, PROJECT "半句"));
    assert_true(disk_exists(journal));
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    assert_false(disk_exists(journal));
    assert_string_equal(form_file_value(form_in(forms), "header.project"), PROJECT "半句");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_false(disk_exists(lock_beside(form_in(forms))));
}

/* Recovered, and killed again before anything else happened. */
static void killed_again(void **state) {
    (void)state;
    const char *forms = killed_in_a_field();
    for (int i = 0; i < 3; i++) {
        term_kill(start_recovered(forms, "kepu-2024.ini"));
    }
    struct term *t = start_recovered(forms, "kepu-2024.ini");
    term_keys(t, "<M-1><Tab>");
    type_journaled(t, form_in(forms), "header.project", PROJECT "半句", "话");
    term_kill(t);
    t = start_found(forms, "kepu-2024.ini");
    term_wait_text(t, "-> 全区科普经费半句话");
}

static void thrown_away(void **state) {
    (void)state;
    const char *forms = killed_in_a_field(), *journal = journal_beside(form_in(forms));
    struct term *t = start_found(forms, "kepu-2024.ini");
    term_keys(t, "<C-Delete>");
    term_wait_text(t, "放弃上次没有保存的修改？无法再找回");
    term_keys(t, "n");
    term_wait_gone(t, "无法再找回");
    term_wait_text(t, SAFETY_LIST);
    assert_true(disk_exists(journal));
    term_keys(t, "<M-d>");
    term_wait_text(t, "无法再找回");
    term_keys(t, "y");
    term_wait_text(t, "已放弃未保存的修改");
    assert_false(disk_exists(journal));
    term_keys(t, "<M-1><Tab>");
    term_wait_for(t, cell_shows(t, PROJECT));
    type_journaled(t, form_in(forms), "header.project", PROJECT, "新"); /* a journal of its own from now on */
    term_keys(t, "<F10>");
    term_wait_text(t, "有未保存的修改");
    term_keys(t, "n");
    assert_int_equal(term_wait_exit(t), 0);
    assert_false(disk_exists(journal));
    assert_string_equal(form_file_value(form_in(forms), "header.project"), PROJECT);
}

static void decided_later(void **state) {
    (void)state;
    static const char *const ways[] = {"<Esc>", "<F10>", "<C-c>"};
    const char *forms = killed_in_a_field();
    struct untouched journal = remember(journal_beside(form_in(forms)));
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct term *t = start_found(forms, "kepu-2024.ini");
        term_keys(t, ways[i]);
        term_wait_text(t, "上次的修改仍在恢复日志中；本次只读");
        term_keys(t, "<Tab> 字");
        term_wait_for(t, strcmp(term_row(t, 22), " 只读") == 0);
        term_keys(t, "<F10>");
        assert_int_equal(term_wait_exit(t), 0);
        assert_untouched(&journal);
        term_end(t);
    }
    struct term *t = start_found(forms, "kepu-2024.ini");
    term_signal(t, SIGHUP); /* nor does this decide anything */
    assert_int_equal(term_wait_exit(t), 2);
    assert_untouched(&journal);
    term_end(start_recovered(forms, "kepu-2024.ini"));
}

/* ---- signals that ask it to end ---- */

static void assert_recovers(const char *forms, const char *text) {
    struct term *t = start_found(forms, "kepu-2024.ini");
    char *row = test_alloc(strlen(text) + 8);
    sprintf(row, "-> %s", text);
    const char *shown = term_row(t, 1), *at = strstr(shown, row);
    if (at == NULL || strcmp(at, row) != 0) {
        term_fail(t, "not recovered: %s", text);
    }
    term_end(t);
}

/* All that the terminal had taken when the signal came counts, seen or not. */
static void ended_by_signals(void **state) {
    (void)state;
    static const int signals[] = {SIGHUP, SIGTERM, SIGINT, SIGQUIT};
    for (int i = 0; i < 40; i++) {
        const char *forms = forms_copy();
        struct term *t = at_project(forms, NULL);
        term_type(t, "半");
        if (i % 2 == 0) {
            term_wait_for(t, cell_shows(t, PROJECT "半"));
        }
        term_type(t, "句话");
        term_signal(t, signals[i % 4]);
        long since = term_now_ms();
        assert_int_equal(term_wait_exit(t), 2);
        assert_true(term_now_ms() - since < ENDS_WITHIN);
        assert_restored(t);
        assert_false(disk_exists(lock_beside(form_in(forms))));
        assert_string_equal(form_file_value(form_in(forms), "header.project"), PROJECT);
        term_end(t);
        assert_recovers(forms, PROJECT "半句话");
    }
}

/* The line is dropped: what the program had read is kept, though the terminal has gone. */
static void line_dropped(void **state) {
    (void)state;
    for (int i = 0; i < 5; i++) {
        const char *forms = forms_copy();
        struct term *t = at_project(forms, NULL);
        term_type(t, "半句话");
        term_wait_for(t, cell_shows(t, PROJECT "半句话"));
        term_hangup(t);
        long since = term_now_ms();
        assert_int_equal(term_wait_exit(t), 2);
        assert_true(term_now_ms() - since < ENDS_WITHIN);
        term_end(t);
        assert_recovers(forms, PROJECT "半句话");
    }
}

/* Of a paste what has come, and of a key that was cut off nothing: it must not read as Esc, which takes back. */
static void ended_in_the_middle(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *text;
    } cases[] = {{"\033[200~贴了一半", PROJECT "贴了一半"},
                 {"\033[200~贴完\033[20", PROJECT "贴完"},
                 {"半句\033", PROJECT "半句"},
                 {"半句\033[", PROJECT "半句"},
                 {"半句\345\217", PROJECT "半句"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *forms = forms_copy();
        struct term *t = at_project(forms, &(struct term_options){.env = (const char *const[]){"ESCDELAY=9000", NULL}});
        term_type(t, cases[i].bytes);
        term_signal(t, i % 2 == 0 ? SIGTERM : SIGHUP);
        assert_int_equal(term_wait_exit(t), 2);
        term_end(t);
        assert_recovers(forms, cases[i].text);
    }
}

/* The same in every place where something can be typed or asked. */
static void ended_anywhere(void **state) {
    (void)state;
    static const char *const places[] = {"<F3>", "<F1>", "<F11>", "<F8>科", "<F10>", "<S-F2>x", "<M-4>", "<S-F8>"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *forms = forms_copy();
        struct term *t = at_project(forms, NULL);
        term_type(t, "半句");
        term_wait_for(t, cell_shows(t, PROJECT "半句"));
        term_keys(t, places[i]);
        term_signal(t, SIGTERM);
        assert_int_equal(term_wait_exit(t), 2);
        term_end(t);
        assert_recovers(forms, PROJECT "半句");
    }
}

/* ---- signals that break it ---- */

static void broken(void **state) {
    (void)state;
    static const int signals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        const char *forms = forms_copy();
        struct term_options o = {.env = own_handlers, .cols = 132};
        struct term *t = at_project(forms, &o);
        type_journaled(t, form_in(forms), "header.project", PROJECT, "半句");
        term_wait_quiet(t, 50);
        term_signal(t, signals[i]);
        assert_int_equal(term_wait_exit(t), -signals[i]);
        assert_restored(t);
        assert_true(term_has(t, "ziping: 未保存的修改在恢复日志中"));
        assert_true(term_has(t, "kepu-2024.ini.ziping-journal"));
        term_end(t);
        assert_recovers(forms, PROJECT "半句");
    }
}

/* Once it is saved there is no journal to speak of. */
static void broken_after_saving(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term_options o = {.env = own_handlers};
    struct term *t = at_project(forms, &o);
    type_journaled(t, form_in(forms), "header.project", PROJECT, "半句");
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    term_signal(t, SIGSEGV);
    assert_int_equal(term_wait_exit(t), -SIGSEGV);
    assert_restored(t);
    assert_false(term_has(t, "ziping-journal"));
}

/* ---- signals that it lives through ---- */

static void signals_while_typing(void **state) {
    (void)state;
    static const int signals[] = {SIGPIPE, SIGWINCH, SIGCONT, SIGTSTP, SIGXFSZ};
    static const int sizes[][2] = {{10, 40}, {50, 132}, {24, 80}};
    const char *forms = forms_copy();
    struct term *t = at_project(forms, NULL);
    char text[1024] = PROJECT;
    for (int i = 0; i < 60; i++) {
        term_type(t, "字");
        strcat(text, "字");
        int sig = signals[i % 5];
        if (sig == SIGWINCH) {
            term_resize(t, sizes[i / 5 % 3][0], sizes[i / 5 % 3][1]);
        }
        term_signal(t, sig);
        term_signal(t, SIGCONT);
    }
    journal_wait(t, journal_beside(form_in(forms)), "header.project", text);
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    assert_string_equal(form_file_value(form_in(forms), "header.project"), text);
}

/* Ctrl-Z and the signal both write down what was typed before the program stops: it may never go on. */
static void killed_while_stopped(void **state) {
    (void)state;
    for (int i = 0; i < 2; i++) {
        const char *forms = forms_copy();
        struct term_options o = {.cwd = forms};
        struct term *t =
            term_start(&o, "sh", "-c", "set -m; \"$0\" kepu-2024.ini; echo stopped; read x", getenv("ZIPING"));
        term_wait_text(t, "F10退出");
        term_keys(t, "<M-1><Tab>");
        term_wait_for(t, cell_shows(t, PROJECT));
        pid_t pid = child_of(term_pid(t));
        term_type(t, "半句");
        term_wait_for(t, cell_shows(t, PROJECT "半句"));
        if (i == 0) {
            term_keys(t, "话<C-z>");
        } else {
            term_type(t, "话");
            kill(pid, SIGTSTP);
        }
        term_wait_text(t, "stopped");
        kill(pid, SIGKILL);
        term_wait_for(t, process_ended(pid)); /* a zombie now: the lock is stale all the same */
        assert_recovers(forms, PROJECT "半句话");
    }
}

/* ---- forms that are not there yet, and rows ---- */

static void new_form(void **state) {
    (void)state;
    const char *forms = forms_copy(), *form = disk_path(forms, "new.ini");
    struct term *t = form_start(forms, NULL, "-r", "rules/kepu-2024.ini", "new.ini");
    term_keys(t, "<M-1><Tab>");
    type_journaled(t, form, "header.project", "", "新项目");
    term_keys(t, "<Tab>部门<Tab>");
    journal_wait(t, journal_beside(form), "header.department", "部门");
    term_kill(t);
    assert_false(disk_exists(form));
    t = start_found(forms, "-r", "rules/kepu-2024.ini", "new.ini");
    term_wait_text(t, "（空） -> 新项目");
    term_keys(t, "<Enter>");
    term_wait_text(t, "已找回 2 处修改");
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    assert_string_equal(form_file_value(form, "header.project"), "新项目");
    assert_string_equal(form_file_value(form, "header.department"), "部门");
    assert_string_equal(form_file_value(form, "form.rules"), "rules/kepu-2024.ini");
    assert_false(disk_exists(journal_beside(form)));
}

/* Whether the journal has rows, any at all. */
static bool journal_has_rows(const char *form) {
    return disk_exists(journal_beside(form)) && strstr(disk_read(journal_beside(form), NULL), "form.(rows)\t") != NULL;
}

static const char *form_with_own_rows(void) {
    const char *forms = forms_copy();
    struct term *t = form_start(forms, NULL, "-r", "rules/mof-2020.ini", "own.ini");
    term_keys(t, "<M-4> <M-o>");
    term_wait_text(t, "（未命名）");
    term_keys(t, "甲指标 <M-o>");
    term_wait_text(t, "（未命名）");
    term_keys(t, "乙指标 <F2>");
    term_wait_text(t, "已保存");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(form_file_value(disk_path(forms, "own.ini"), "output.quantity.item2.name"), "乙指标");
    return forms;
}

static struct term *at_own_row(const char *forms, const char *name) {
    struct term *t = form_start(forms, NULL, "own.ini");
    term_keys(t, "<M-4>");
    term_wait_text(t, "[4绩效指标]");
    char keys[64];
    snprintf(keys, sizeof keys, "<F8>%s<Enter>", name);
    term_keys(t, keys);
    term_wait_for(t, strcmp(cell_line(t), name) == 0);
    return t;
}

static void rows_with_text(void **state) {
    (void)state;
    const char *forms = form_with_own_rows(), *form = disk_path(forms, "own.ini");
    struct term *t = at_own_row(forms, "乙指标");
    term_keys(t, "<M-o>");
    term_wait_text(t, "（未命名）");
    term_keys(t, "丙指标<Tab>≥3<Tab>");
    journal_wait(t, journal_beside(form), "output.quantity.item3.target", "≥3");
    term_keys(t, "<M-3>");
    term_wait_text(t, "[3总体目标]");
    term_keys(t, "目标一<Tab>");
    term_wait_text(t, "目标一");
    term_keys(t, "<Insert>目标二<Tab>");
    journal_wait(t, journal_beside(form), "goal.2.expected", "目标二");
    term_kill(t);
    t = start_recovered(forms, "own.ini");
    term_keys(t, "<M-3>");
    term_wait_text(t, "目标二");
    term_keys(t, "<F6>"); /* all of it is one step */
    term_wait_gone(t, "目标二");
    term_wait_gone(t, "已修改");
    term_keys(t, "<F7> <F2>");
    term_wait_text(t, "已保存");
    assert_string_equal(form_file_value(form, "output.quantity.item3.name"), "丙指标");
    assert_string_equal(form_file_value(form, "output.quantity.item3.target"), "≥3");
    assert_string_equal(form_file_value(form, "goal.1.expected"), "目标一");
    assert_string_equal(form_file_value(form, "goal.2.expected"), "目标二");
}

/* Nothing but rows was changed: that counts too. */
static void rows_alone(void **state) {
    (void)state;
    static const struct { const char *name, *keys; } cases[] = {{"乙指标", "<M-d>"}, {"甲指标", "<S-Down>"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *forms = form_with_own_rows(), *form = disk_path(forms, "own.ini");
        struct term *t = at_own_row(forms, cases[i].name);
        term_keys(t, cases[i].keys);
        term_wait_for(t, journal_has_rows(form));
        term_kill(t);
        t = start_recovered(forms, "own.ini");
        term_wait_text(t, "* 已修改");
        term_keys(t, "<F2>");
        term_wait_text(t, "已保存");
        const char *text = disk_read(form, NULL), *a = strstr(text, "甲指标"), *b = strstr(text, "乙指标");
        assert_non_null(a);
        assert_true(i == 0 ? b == NULL : b != NULL && b < a);
        term_end(t);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(recovered_in_one_step),
        term_test(killed_again),
        term_test(thrown_away),
        term_test(decided_later),
        term_test(ended_by_signals),
        term_test(line_dropped),
        term_test(ended_in_the_middle),
        term_test(ended_anywhere),
        term_test(broken),
        term_test(broken_after_saving),
        term_test(signals_while_typing),
        term_test(killed_while_stopped),
        term_test(new_form),
        term_test(rows_with_text),
        term_test(rows_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
