/* The program and its terminal: sizes, kinds, locales, signals, and what may never be sent to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form_term.h"

/* A shell with the program's path in $0, in the folder of the forms. */
static struct term *shell_in(const char *forms, const char *script) {
    struct term_options o = {.cwd = forms};
    return term_start(&o, "sh", "-c", script, getenv("ZIPING"));
}

static void at_project(struct term *t) {
    term_keys(t, "<Tab>");
    term_wait_for(t, cell_shows(t, "全区科普经费"));
}

/* Sends a window size and waits until the program has looked at it. */
static void resize_to(struct term *t, int rows, int cols) {
    term_wait_quiet(t, 20);
    long before = term_proc(t, "voluntary_ctxt_switches");
    term_resize(t, rows, cols);
    term_wait_for(t, term_proc(t, "voluntary_ctxt_switches") > before);
}

static void half_typed_text_outlives_every_size(void **state) {
    (void)state;
    static const int sizes[][2] = {{5, 20},   {1, 1},  {8, 40}, {7, 200}, {200, 39},
                                   {60, 200}, {1, 80}, {24, 2}, {16, 60}};
    const char *forms = forms_copy();
    struct term *t = form_start(forms, NULL, "kepu-2024.ini");
    char text[128] = "全区科普经费半句";
    at_project(t);
    term_type(t, "半句");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        resize_to(t, sizes[i][0], sizes[i][1]);
        term_type(t, "话");
        strcat(text, "话");
        if (sizes[i][0] == 5) {
            term_wait_text(t, "窗口太小，至少 40x8");
        }
    }
    term_wait_for(t, cell_shows(t, text));
    resize_to(t, 24, 80);
    term_wait_for(t, cell_shows(t, text));
    term_wait_text(t, "F10退出");
    term_keys(t, "<F6>");
    term_wait_for(t, cell_shows(t, "全区科普经费")); /* all of it was one run of typing */
    term_keys(t, "<F7> <F2>");
    term_wait_text(t, "已保存");
    assert_string_equal(form_file_value(form_in(forms), "header.project"), text);
}

static void long_text_outlives_every_size(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_keys(t, "<M-3> <F3>");
    term_wait_text(t, "83 字");
    term_type(t, "半句");
    term_wait_text(t, "85 字");
    resize_to(t, 5, 20);
    resize_to(t, 1, 1);
    resize_to(t, 24, 80);
    term_wait_text(t, "85 字");
    term_wait_text(t, "心力。半句");
    term_keys(t, "<F3>");
    term_wait_text(t, "[3总体目标]");
    term_keys(t, "<Tab>");
    term_wait_text(t, "* 已修改");
}

/* Curses keeps the memory of a terminal that it did not know. */
static const char *const curses_leaks[] = {"ASAN_OPTIONS=detect_leaks=0", NULL};

static void kinds_of_terminals(void **state) {
    (void)state;
    static const char *const terms[] = {"vt100",     "linux",          "screen", "screen-256color", "tmux", "xterm",
                                        "xterm-foo", "xterm-256color", "putty",  "vt220",           "ansi"};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        const char *forms = forms_copy();
        struct term_options o = {.term = terms[i], .env = curses_leaks};
        struct term *t = form_start(forms, &o, "kepu-2024.ini");
        term_wait_text(t, "89.45/100 良");
        term_keys(t, "<Down> <End> <Left> <Right> 改 <Home> <Delete>");
        term_wait_text(t, ">区科普经费改 ");
        term_keys(t, "<M-4>");
        term_wait_text(t, "[4绩效指标]");
        term_keys(t, "<F2>");
        term_wait_text(t, "已保存");
        term_keys(t, "<F10>");
        assert_int_equal(term_wait_exit(t), 0);
        assert_string_equal(form_file_value(form_in(forms), "header.project"), "区科普经费改");
        term_end(t);
    }
}

static void refused(struct term *t, const char *says) {
    assert_int_equal(term_wait_exit(t), 2);
    assert_true(term_has(t, "ziping: "));
    assert_true(term_has(t, says));
    assert_false(term_raw_has(t, "\033"));
    term_end(t);
}

static void terminals_that_cannot(void **state) {
    (void)state;
    static const char *const terms[] = {"nonsense", "dumb", ""};
    const char *forms = forms_copy();
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct term_options o = {.term = terms[i], .cwd = forms, .env = curses_leaks};
        refused(term_start_ziping(&o, "kepu-2024.ini"), "终端类型不支持全屏（TERM）");
        refused(term_start_ziping(&o, "view", "kepu-2024.ini"), "ziping show");
    }
    struct term_options o = {.cwd = forms, .env = (const char *const[]){"TERM", "ZIPING_LANG=en", NULL}};
    refused(term_start_ziping(&o, "kepu-2024.ini"), "this TERM can't show a screen");
}

static void no_terminal(void **state) {
    (void)state;
    static const char *const scripts[] = {
        "\"$0\" kepu-2024.ini </dev/null; exit $?",
        "{ \"$0\" kepu-2024.ini; echo $? >status; } | cat; read x <status; exit $x",
        "\"$0\" view kepu-2024.ini </dev/null >/dev/null; exit $?",
        "cat kepu-2024.ini | \"$0\" kepu-2024.ini; exit $?",
    };
    const char *forms = forms_copy();
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        refused(shell_in(forms, scripts[i]), "需要在终端中运行");
    }
}

static void suspend_and_resume(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t =
        shell_in(forms, "set -m; \"$0\" kepu-2024.ini; echo stopped; read x; fg >/dev/null; echo back $?; read x");
    term_wait_text(t, "F10退出");
    at_project(t);
    term_type(t, "半句");
    term_wait_for(t, cell_shows(t, "全区科普经费半句"));
    term_keys(t, "<C-z>");
    term_wait_text(t, "stopped");
    assert_false(term_alt_screen(t));
    assert_false(term_mode(t, 2004));
    assert_true(term_cursor_visible(t));
    term_resize(t, 30, 100);
    term_keys(t, "<Enter>");
    term_wait_for(t, term_alt_screen(t) && term_mode(t, 2004));
    term_wait_for(t, strncmp(term_row(t, 29), "F1帮助", 8) == 0);
    term_wait_for(t, cell_shows(t, "全区科普经费半句"));
    term_paste(t, "话");
    term_wait_for(t, cell_shows(t, "全区科普经费半句话"));
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    term_keys(t, "<F10>");
    term_wait_text(t, "back 0");
    assert_false(term_alt_screen(t));
    assert_string_equal(form_file_value(form_in(forms), "header.project"), "全区科普经费半句话");
}

static void assert_restored(struct term *t) {
    assert_false(term_alt_screen(t));
    assert_false(term_mode(t, 2004));
    assert_false(term_mode(t, 1));
    assert_true(term_cursor_visible(t));
}

static void signals_restore_the_terminal(void **state) {
    (void)state;
    static const int signals[] = {SIGTERM, SIGINT, SIGQUIT, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct term *t = form_start_2024();
        assert_true(term_alt_screen(t) && term_mode(t, 2004));
        at_project(t);
        term_type(t, "半句");
        term_wait_for(t, cell_shows(t, "全区科普经费半句"));
        term_signal(t, signals[i]);
        assert_int_not_equal(term_wait_exit(t), 0);
        assert_restored(t);
        term_end(t);
    }
}

/* The program that the shell of shell_in runs. */
static pid_t child_of(struct term *t) {
    char path[64];
    long pid = 0;
    snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)term_pid(t), (long)term_pid(t));
    FILE *f = fopen(path, "r");
    assert_true(f != NULL && fscanf(f, "%ld", &pid) == 1);
    fclose(f);
    return (pid_t)pid;
}

/* The program broken by a signal: it ends by that signal, the terminal and its modes as they were. */
static void a_crash_restores_the_terminal(void **state) {
    (void)state;
    static const int signals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
    static const char *const own_handlers[] = {
        "ASAN_OPTIONS=handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0", NULL};
    for (size_t i = 0; i < 2 * sizeof signals / sizeof *signals; i++) {
        struct term_options o = {.env = own_handlers, .wide = i % 2 == 1};
        const char *forms = forms_copy();
        struct term *t = form_start(forms, &o, o.wide ? "--ambiguous=wide" : "--ambiguous=narrow", "kepu-2024.ini");
        at_project(t);
        assert_true(term_mode(t, 1));
        term_signal(t, signals[i / 2]);
        assert_int_equal(term_wait_exit(t), -signals[i / 2]);
        assert_restored(t);
        term_end(t);
    }
    struct term_options o = {.env = own_handlers, .cwd = forms_copy()};
    static const char script[] =
        "ulimit -c 0; before=$(stty -g); \"$0\" kepu-2024.ini; [ \"$before\" = \"$(stty -g)\" ] && echo same";
    struct term *t = term_start(&o, "sh", "-c", script, getenv("ZIPING"));
    term_wait_text(t, "F10退出");
    kill(child_of(t), SIGSEGV);
    term_wait_exit(t);
    assert_true(term_has(t, "same"));
}

static void the_mouse_only_on_request(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = form_start_2024();
    assert_false(term_mode(t, 1000) || term_mode(t, 1006));
    term_send(t, "\033[<0;30;8M", 10); /* a report that nobody asked for */
    term_keys(t, "<Tab>");
    term_wait_for(t, cell_shows(t, "全区科普经费"));
    t = form_start(forms, NULL, "--mouse", "kepu-2024.ini");
    int y, x;
    assert_true(term_mode(t, 1000) && term_mode(t, 1006));
    term_find(t, "|西城区科学技术协会", &y, &x);
    x++;
    char click[64];
    snprintf(click, sizeof click, "\033[<0;%d;%dM\033[<0;%d;%dm", x + 5, y + 1, x + 5, y + 1); /* and released */
    term_send(t, click, strlen(click));
    term_wait_cursor(t, y, x + 4);
    assert_true(cell_shows(t, "西城")); /* the caret is behind them */
    term_type(t, "新");
    term_wait_for(t, cell_shows(t, "西城新"));
    term_send(t, "\033[<0;1;1M\033[<0;500;500M\033[<2;30;4M\033[<35;9;9M", 36); /* no field, no button of ours */
    term_keys(t, "<M-3> <Up>");
    term_wait_text(t, "[3总体目标]");
    term_keys(t, "<F3>");
    term_wait_text(t, "83 字");
    term_send(t, "\033[<64;9;9M", 10);
    term_keys(t, "<Home>");
    term_wait_cursor(t, 1, 1);
    term_send(t, "\033[<65;9;9M", 10);
    term_wait_cursor(t, 3, 1); /* three lines, of which there are two */
    term_keys(t, "<F3> <F1>");
    term_wait_text(t, "按键");
    term_send(t, "\033[<65;9;9M", 10);
    term_wait_gone(t, "goal.1.expected");
    term_keys(t, "q <F10>");
    term_wait_text(t, "Y 保存");
    term_keys(t, "n");
    assert_int_equal(term_wait_exit(t), 0);
    assert_restored(t);
    assert_false(term_mode(t, 1000) || term_mode(t, 1006));
}

/* What libraries print meanwhile never reaches the screen; it is printed when the terminal is as it was. */
static void stray_messages_come_afterwards(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/fd/2", (long)term_pid(t));
    FILE *f = fopen(path, "a");
    assert_non_null(f);
    fputs("a library says: \033]0;pwn\007 汉字\n", f);
    fclose(f);
    term_keys(t, "<C-l>");
    term_wait_quiet(t, 50);
    assert_false(term_has(t, "library"));
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_true(term_has(t, "a library says: ?]0;pwn? 汉字"));
    assert_restored(t);
}

static void stopped_from_outside(void **state) {
    (void)state;
    struct term *t = shell_in(forms_copy(), "set -m; \"$0\" kepu-2024.ini & fg; echo stopped $?; read x; fg; echo $?");
    term_wait_text(t, "F10退出");
    at_project(t);
    term_type(t, "半句");
    term_wait_for(t, cell_shows(t, "全区科普经费半句"));
    pid_t pid = child_of(t);
    for (int i = 0; i < 2; i++) {
        kill(pid, SIGTSTP);
        if (i == 0) {
            term_wait_text(t, "stopped");
            assert_restored(t);
            term_keys(t, "<Enter>");
            term_wait_for(t, term_alt_screen(t) && term_mode(t, 2004));
            term_wait_for(t, cell_shows(t, "全区科普经费半句"));
        }
    }
    term_wait_for(t, !term_alt_screen(t));
}

static void the_end_restores_the_terminal(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t =
        shell_in(forms, "before=$(stty -g); \"$0\" kepu-2024.ini; [ \"$before\" = \"$(stty -g)\" ] && echo same");
    term_wait_text(t, "F10退出");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_restored(t);
    assert_true(term_has(t, "same"));
}

static void a_lost_connection_ends_it(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_hangup(t);
    int status = term_wait_exit(t);
    assert_true(status > 0 || status == -SIGHUP);
}

static void locales_without_utf8(void **state) {
    (void)state;
    static const char *const locales[] = {"LC_ALL=C", "LC_ALL=POSIX", "LC_ALL=zh_CN.GBK", "LC_ALL=no_SUCH.locale",
                                          "LC_ALL"};
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        const char *forms = forms_copy();
        struct term_options o = {.env = (const char *const[]){locales[i], NULL}};
        struct term *t = form_start(forms, &o, "kepu-2024.ini");
        at_project(t);
        term_type(t, "汉字，“引号”—");
        term_wait_for(t, cell_shows(t, "全区科普经费汉字，“引号”—"));
        term_keys(t, "<F2>");
        term_wait_text(t, "已保存");
        assert_string_equal(form_file_value(form_in(forms), "header.project"), "全区科普经费汉字，“引号”—");
        term_end(t);
    }
}

/* Whether a colour was ever set: SGR with a parameter from 30 on. */
static bool colour_was_sent(struct term *t) {
    size_t n;
    const char *raw = term_raw(t, &n);
    for (const char *p = raw; (p = strstr(p, "\033[")) != NULL;) {
        const char *end = p + 2 + strspn(p + 2, "0123456789;");
        for (const char *q = p + 2; *end == 'm' && q < end; q += strcspn(q, ";m") + 1) {
            if (atoi(q) >= 30) {
                return true;
            }
        }
        p = end;
    }
    return false;
}

static void no_color(void **state) {
    (void)state;
    static const struct {
        const char *variable, *term;
        bool colour;
    } cases[] = {
        {"NO_COLOR=1", "xterm-256color", false},
        {"NO_COLOR=0", "linux", false},
        {"NO_COLOR=", "xterm-256color", true},
        {"NO_COLOR", "xterm-256color", true},
        {"NO_COLOR", "vt100", false},
        {"NO_COLOR", "linux", true},
        {"NO_COLOR", "screen", true},
        {"NO_COLOR", "xterm", true},
        {"NO_COLOR", "vt220", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct term_options o = {.term = cases[i].term, .env = (const char *const[]){cases[i].variable, NULL}};
        struct term *t = form_start(forms_copy(), &o, "kepu-2024.ini");
        term_keys(t, "<M-4> <F4> <F4>");
        term_wait_text(t, " F301 "); /* marks and words say it without colour too */
        term_wait_text(t, "|3.85!");
        term_keys(t, "<M-5>");
        term_wait_text(t, "[5核对]");
        term_keys(t, "<F10>");
        assert_int_equal(term_wait_exit(t), 0);
        assert_int_equal(colour_was_sent(t), cases[i].colour);
        term_end(t);
    }
}

/* Values, names, rules and the file's own name with controls in them, on every face of the screen. */
static void hostile_texts_reach_no_terminal(void **state) {
    (void)state;
    static const char evil[] = "[form]\nformat = 1\nrules = rules/kepu-2024.ini\n[header]\nyear = 2024\n"
                               "project = \"x\033]0;pwn\007y\302\2335ny\342\200\256z\342\201\246w\177v\033[5nv\"\n"
                               "department = \"\302\205\302\220$q\302\234\"\n"
                               "[goal.1]\nexpected = \"\033[5n\033c&#10;\033Z\"\n"
                               "[output.quantity.posts]\nname = \"\033[6nname\"\nscore = \"\033[c\"\n";
    static const char *const never[] = {"\033]0;", "\302\2335n",   "\302\205",     "\302\220", "\302\234",
                                        "\033[5n", "\342\200\256", "\342\201\246", "\033c",    "\033Z",
                                        "\033[6n", "\033[c",       "\177"};
    const char *forms = forms_copy();
    disk_write(disk_path(forms, "evil\033[5n.ini"), evil, sizeof evil - 1);
    struct term *t = form_start(forms, NULL, "evil\033[5n.ini");
    term_wait_text(t, "|x^[]0;pwn^Gy�5ny�z�w^?v^[[5nv ");
    term_wait_text(t, "|��$q� ");
    static const char *const walk[] = {"<M-1>", "<F1>",  "<Esc>", "<Tab> <F3>",  "<F3>", "<M-3>",
                                       "<F3>",  "<F3>",  "<M-4>", "<F4>",        "<F4>", "<F1>",
                                       "<Esc>", "<M-5>", "<M-2>", "<M-1> 1 <F2>"};
    for (size_t i = 0; i < sizeof walk / sizeof *walk; i++) {
        term_keys(t, walk[i]);
        term_wait_quiet(t, 20);
    }
    term_wait_text(t, "已保存");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        if (term_raw_has(t, never[i])) {
            term_fail(t, "control sequence %zu was sent to the terminal", i);
        }
    }
    assert_int_equal(term_bells(t), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(half_typed_text_outlives_every_size),
        term_test(long_text_outlives_every_size),
        term_test(kinds_of_terminals),
        term_test(terminals_that_cannot),
        term_test(no_terminal),
        term_test(suspend_and_resume),
        term_test(signals_restore_the_terminal),
        term_test(a_crash_restores_the_terminal),
        term_test(the_mouse_only_on_request),
        term_test(stray_messages_come_afterwards),
        term_test(stopped_from_outside),
        term_test(the_end_restores_the_terminal),
        term_test(a_lost_connection_ends_it),
        term_test(locales_without_utf8),
        term_test(no_color),
        term_test(hostile_texts_reach_no_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
