/* The terminal for tests, tried on programs that every system has. */
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

#include "golden.h"
#include "term.h"

#define RAW "stty raw -echo; printf 'ready\\r\\n'; "

static struct term *shell(const struct term_options *o, const char *script) {
    return term_start(o, "sh", "-c", script);
}

/* Shows what it reads, control characters as ^X and high bytes as M-x. */
static struct term *key_viewer(const char *term, const char *modes) {
    struct term_options o = {.cols = 200, .term = term, .esc_pause_ms = 30};
    char script[256];
    snprintf(script, sizeof script, "stty raw -echo; printf '%sready\\r\\n'; exec cat -vT", modes);
    struct term *t = shell(&o, script);
    term_wait_text(t, "ready");
    return t;
}

static void output_and_exit_status(void **state) {
    (void)state;
    struct term *t = shell(NULL, "echo hello; echo '  two  '; exit 3");
    assert_int_equal(term_wait_exit(t), 3);
    assert_string_equal(term_row(t, 0), "hello");
    assert_string_equal(term_row(t, 1), "  two");
    assert_string_equal(term_row(t, 23), "");
    assert_int_equal(term_bytes(t), strlen("hello\r\n  two  \r\n"));
    assert_int_equal(term_bytes(t), 0);
    assert_true(term_raw_has(t, "\r\n  two"));
    assert_string_equal(term_raw(t, NULL), "hello\r\n  two  \r\n");
    term_end(t);

    t = term_start(NULL, "./no-such-program");
    assert_int_equal(term_wait_exit(t), 127);
    assert_true(term_has(t, "No such file"));
}

static void last_output_is_not_lost(void **state) {
    (void)state;
    for (int i = 0; i < 20; i++) {
        struct term *t = shell(NULL, "seq 1 3000; printf end");
        assert_int_equal(term_wait_exit(t), 0);
        assert_string_equal(term_row(t, 23), "end");
        assert_string_equal(term_row(t, 22), "3000");
        term_end(t);
    }
}

static void signals(void **state) {
    (void)state;
    struct term *t = shell(NULL, "kill -TERM $$");
    assert_int_equal(term_wait_exit(t), -SIGTERM);
    t = term_start(NULL, "cat");
    term_type(t, "x\r");
    term_wait_text(t, "x");
    term_keys(t, "<C-c>"); /* the terminal is the controlling one: it makes the signal */
    assert_int_equal(term_wait_exit(t), -SIGINT);
    t = term_start(NULL, "cat");
    term_signal(t, SIGUSR1);
    assert_int_equal(term_wait_exit(t), -SIGUSR1);
    term_signal(t, SIGKILL);
    t = term_start(NULL, "cat");
    term_type(t, "x\r");
    term_wait_text(t, "x");
    term_hangup(t);
    assert_int_equal(term_wait_exit(t), -SIGHUP);
}

static void a_child_left_behind_does_not_hold_up_the_end(void **state) {
    (void)state;
    struct term *t = shell(NULL, "trap '' HUP; sleep 2 & printf end");
    long since = term_now_ms();
    assert_int_equal(term_wait_exit(t), 0);
    assert_true(term_has(t, "end"));
    assert_true(term_now_ms() - since < 1500);
}

static void suspend_and_resume(void **state) {
    (void)state;
    struct term *t =
        shell(NULL, "set -m; sh -c 'echo started; read x; echo got $x'; echo stopped; read y; fg; echo end");
    term_wait_text(t, "started");
    term_keys(t, "<C-z>");
    term_wait_text(t, "stopped");
    term_keys(t, "<Enter>");
    term_wait_gone(t, "got");
    term_keys(t, "again <Enter>");
    term_wait_text(t, "got again");
    assert_int_equal(term_wait_exit(t), 0);
}

static void wide_characters(void **state) {
    (void)state;
    struct term *t = shell(NULL, "printf '绩效 a“b”\\r\\n|e\\314\\201|'; printf '\\033[3;79H末尾'");
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(term_row(t, 0), "绩效 a“b”");
    assert_string_equal(term_row(t, 1), "|e\314\201|");
    struct term_cell c = term_cell(t, 0, 0);
    assert_string_equal(c.text, "绩");
    assert_int_equal(c.width, 2);
    c = term_cell(t, 0, 1);
    assert_string_equal(c.text, "");
    assert_int_equal(c.width, 0);
    assert_int_equal(term_cell(t, 0, 6).width, 1); /* ambiguous is narrow */
    assert_string_equal(term_cell(t, 1, 1).text, "e\314\201");
    int y, x;
    assert_true(term_find(t, "a“", &y, &x));
    assert_int_equal(y, 0);
    assert_int_equal(x, 5);
    assert_false(term_find(t, "效a", NULL, NULL));
    assert_true(term_find(t, "末", &y, &x));
    assert_int_equal(x, 78);
    assert_true(term_find(t, "尾", &y, &x));
    assert_int_equal(y, 3);
    assert_int_equal(x, 0);
}

static void half_a_wide_character_is_a_blank(void **state) {
    (void)state;
    struct term *t = shell(NULL, "printf '汉汉|\\r\\033[1Ca\\033[1Cb\\r\\n汉|\\rc'");
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(term_row(t, 0), " a b|");
    assert_string_equal(term_row(t, 1), "c |");
    assert_int_equal(term_cell(t, 1, 0).width, 1);
    assert_int_equal(term_cell(t, 1, 1).width, 1);
}

static void attributes(void **state) {
    (void)state;
    struct term *t = shell(NULL, "printf 'a\\033[1;4;31;44mb\\033[0;7;38;5;200mc\\033[0;38;2;1;2;3md\\033[m\\007'");
    assert_int_equal(term_wait_exit(t), 0);
    struct term_cell c = term_cell(t, 0, 0);
    assert_false(c.bold || c.reverse || c.underline);
    assert_int_equal(c.fg, TERM_DEFAULT);
    assert_int_equal(c.bg, TERM_DEFAULT);
    c = term_cell(t, 0, 1);
    assert_true(c.bold && c.underline && !c.reverse);
    assert_int_equal(c.fg, 1);
    assert_int_equal(c.bg, 4);
    c = term_cell(t, 0, 2);
    assert_true(!c.bold && !c.underline && c.reverse);
    assert_int_equal(c.fg, 200);
    assert_int_equal(term_cell(t, 0, 3).fg, TERM_RGB);
    assert_int_equal(term_bells(t), 1);
}

static void cursor_and_modes(void **state) {
    (void)state;
    struct term *t = shell(NULL, "printf 'old\\033[?1049h\\033[2J\\033[?25l\\033[?1;2004h\\033[5;11H'; read x;"
                                 "printf '\\033[?2004l\\033[?25h\\033[?1049l'; read x");
    term_wait_cursor(t, 4, 10);
    assert_false(term_cursor_visible(t));
    assert_true(term_alt_screen(t));
    assert_true(term_mode(t, 1) && term_mode(t, 2004) && !term_mode(t, 1000));
    assert_false(term_has(t, "old"));
    term_keys(t, "<Enter>");
    term_wait_for(t, !term_alt_screen(t));
    assert_true(term_cursor_visible(t));
    assert_true(term_has(t, "old"));
    assert_false(term_mode(t, 2004));
}

static void repeated_and_line_characters(void **state) {
    (void)state;
    struct term *t = shell(
        NULL, "printf 'a\\033[4bb\\033[b|\\r\\n\\033(0lq\\033[3bk\\033(B|\\r\\n中\\033[2b|\\033]0;t\\007\\033[2b'");
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(term_row(t, 0), "aaaaabb|");
    assert_string_equal(term_row(t, 1), "┌────┐|");
    assert_string_equal(term_row(t, 2), "中中中|||");
}

static void keys_as_xterm_sends_them(void **state) {
    (void)state;
    struct term *t = key_viewer(NULL, "\\033[?1h");
    term_keys(t, "<Up><Home> <Delete> <F1><F5> <F12> <S-Tab> <Tab> <Enter> <Space> <lt><gt> <Backspace> a b|");
    term_wait_text(t, "^[OA^[OH^[[3~^[OP^[[15~^[[24~^[[Z^I^M <>^?ab|");
    term_keys(t, "<C-s> <M-4> <C-Right> <S-F5> <S-F1> <M-Enter> <C-M-x> <C-Space> <C-Backspace> <M-S-a>|");
    term_wait_text(t, "^S^[4^[[1;5C^[[15;2~^[[1;2P^[^M^[^X^@^H^[A|");
    term_keys(t, "汉 <M-字>|");
    term_wait_text(t, "M-fM-1M-^I^[M-eM--M-^W|");
    term_end(t);

    t = key_viewer("linux", "");
    term_keys(t, "<Down> <Home> <F1> <F5> <F6>");
    term_wait_text(t, "^[[B^[[1~^[[[A^[[[E^[[17~");
}

static void esc_stands_alone(void **state) {
    (void)state;
    struct term *t =
        shell(NULL, RAW "for i in 1 2 3; do dd bs=64 count=1 2>/dev/null | cat -v; printf '.\\r\\n'; done");
    term_wait_text(t, "ready");
    term_keys(t, "<Esc> a <Esc>");
    term_keys(t, "b");
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(term_row(t, 1), "^[.");
    assert_string_equal(term_row(t, 2), "a^[.");
    assert_string_equal(term_row(t, 3), "b.");
}

static void paste(void **state) {
    (void)state;
    struct term *t = key_viewer(NULL, "\\033[?2004h");
    term_paste(t, "中\rb");
    term_wait_text(t, "^[[200~M-dM-8M--^Mb^[[201~");
}

static void more_than_the_terminal_holds(void **state) {
    (void)state;
    enum { MUCH = 300000 };
    char *text = test_alloc(MUCH);
    memset(text, 'x', MUCH);
    struct term *t = shell(NULL, RAW "head -c 300000 | wc -c");
    term_wait_text(t, "ready");
    term_send(t, text, MUCH);
    term_wait_text(t, "300000");
    assert_int_equal(term_wait_exit(t), 0);
    term_end(t);

    t = shell(NULL, RAW "exec head -c 300000"); /* which answers all the while */
    term_wait_text(t, "ready");
    (void)term_bytes(t);
    term_send(t, text, MUCH);
    assert_int_equal(term_wait_exit(t), 0);
    assert_int_equal(term_bytes(t), MUCH);
}

static void the_terminal_answers_questions(void **state) {
    (void)state;
    struct term *t = shell(NULL, RAW "printf '\\033[3;5H\\033[6n'; dd bs=1 count=6 2>/dev/null | cat -v");
    term_wait_text(t, "^[[3;5R");
    assert_int_equal(term_wait_exit(t), 0);
}

static void resize(void **state) {
    (void)state;
    struct term_options o = {.rows = 10, .cols = 40};
    struct term *t = shell(&o, "stty size; trap 'stty size' WINCH; echo ready; while :; do read x; done");
    term_wait_text(t, "10 40");
    term_wait_text(t, "ready");
    term_resize(t, 30, 100);
    term_wait_text(t, "30 100");
    assert_string_equal(term_row(t, 29), "");
    assert_int_equal(term_cell(t, 29, 99).width, 1);
    term_resize(t, 5, 20);
    term_wait_text(t, "5 20");
}

static void environment_is_scrubbed(void **state) {
    (void)state;
    setenv("LINES", "7", 1);
    setenv("ESCDELAY", "7", 1);
    struct term_options o = {
        .term = "vt100", .cols = 200, .env = (const char *const[]){"NO_COLOR=1", "PATH", "TZ=Asia/Shanghai", NULL}};
    struct term *t = term_start(&o, "/usr/bin/env", "-u", "ASAN_OPTIONS", "-u", "UBSAN_OPTIONS");
    assert_int_equal(term_wait_exit(t), 0);
    char expected[400];
    snprintf(expected, sizeof expected, "HOME=%s\r\nLC_ALL=C.UTF-8\r\nTZ=Asia/Shanghai\r\nTERM=vt100\r\nNO_COLOR=1\r\n",
             term_home(t));
    assert_string_equal(term_raw(t, NULL), expected);
    unsetenv("LINES");
    unsetenv("ESCDELAY");
}

static void waits(void **state) {
    (void)state;
    struct term *t = shell(NULL, "printf one; read x; printf '\\033[2J\\033[Htwo'; read x");
    term_wait_text(t, "one");
    term_keys(t, "<Enter>");
    term_wait_gone(t, "one");
    term_wait_for(t, strcmp(term_row(t, 0), "two") == 0);
    long since = term_now_ms();
    term_wait_quiet(t, 40);
    assert_true(term_now_ms() - since >= 40);
    term_raw_clear(t);
    assert_false(term_raw_has(t, "t"));
}

static void cost_of_a_key(void **state) {
    (void)state;
    struct term *t = shell(NULL, RAW "exec cat");
    term_wait_text(t, "ready");
    struct term_cost cost = term_measure(t, "汉", 20);
    assert_int_equal(cost.bytes, strlen("汉"));
    assert_true(cost.first_us >= 0 && cost.last_us >= cost.first_us && cost.last_us < 5000000);
    assert_true(term_proc(t, "VmRSS") > 0);
    assert_int_equal(term_proc(t, "NoSuchName"), -1);
    term_end(t);
    t = shell(NULL, RAW "cat >/dev/null");
    term_wait_text(t, "ready");
    cost = term_measure(t, "a", 20);
    assert_int_equal(cost.bytes, 0);
    assert_int_equal(cost.last_us, -1);
}

/* Tests that must fail: run by this program in a terminal, to see what they print. */

static void fails_by_text(void **state) {
    (void)state;
    struct term_options o = {.rows = 3, .cols = 10, .deadline_ms = 200};
    struct term *t = shell(&o, "printf '%s\\r\\n汉' \"$HOME\" | tail -c 12; read x");
    term_wait_text(t, "absent");
}

static void fails_by_end(void **state) {
    (void)state;
    term_wait_text(shell(NULL, "exit 4"), "absent");
}

static void fails_by_key(void **state) {
    (void)state;
    term_keys(shell(NULL, "read x"), "<Dwon>");
}

static void fails_by_paste(void **state) {
    (void)state;
    term_paste(shell(NULL, "read x"), "x");
}

static void fails_by_golden(void **state) {
    (void)state;
    const char *dir = term_tmpdir();
    disk_write(disk_path(dir, "three.txt"), "one\ntwo\nthree\n", 14);
    golden_set_dir(dir);
    golden_text("one\nthree\nfour\n", "three");
}

static void failures_are_told(void **state) {
    (void)state;
    char self[256] = "";
    assert_true(readlink("/proc/self/exe", self, sizeof self - 1) > 0);
    const char *dir = term_tmpdir();
    char variable[300];
    snprintf(variable, sizeof variable, "TMPDIR=%s", dir);
    struct term_options o = {.rows = 150, .cols = 100, .env = (const char *const[]){variable, NULL}};
    struct term *t = term_start(&o, self, "fail");
    assert_int_equal(term_wait_exit(t), 5);
    assert_true(term_has(t, "  1 |汉        |"));
    assert_true(term_has(t, "    +----------+"));
    assert_true(term_has(t, "cursor: 1,2"));
    assert_true(term_has(t, "waited 200 ms in vain for: \"absent\" on the screen"));
    assert_true(term_has(t, "test_term.c:"));
    assert_true(term_has(t, "the program ended before: \"absent\" on the screen"));
    assert_true(term_has(t, "the program has ended with status 4"));
    assert_true(term_has(t, "no such key: <Dwon>"));
    assert_true(term_has(t, "has not asked for bracketed paste"));
    assert_true(term_has(t, "   1 - two"));
    assert_true(term_has(t, "   2 + four"));
    assert_false(term_has(t, "- three"));
    assert_int_equal(rmdir(dir), 0); /* what failed has left nothing behind */
}

int main(int argc, char **argv) {
    const struct CMUnitTest failing[] = {
        term_test(fails_by_text),  term_test(fails_by_end),    term_test(fails_by_key),
        term_test(fails_by_paste), term_test(fails_by_golden),
    };
    if (argc > 1 && strcmp(argv[1], "fail") == 0) {
        return cmocka_run_group_tests(failing, NULL, NULL);
    }
    const struct CMUnitTest tests[] = {
        term_test(output_and_exit_status),
        term_test(last_output_is_not_lost),
        term_test(signals),
        term_test(a_child_left_behind_does_not_hold_up_the_end),
        term_test(suspend_and_resume),
        term_test(wide_characters),
        term_test(half_a_wide_character_is_a_blank),
        term_test(attributes),
        term_test(cursor_and_modes),
        term_test(repeated_and_line_characters),
        term_test(keys_as_xterm_sends_them),
        term_test(esc_stands_alone),
        term_test(paste),
        term_test(more_than_the_terminal_holds),
        term_test(the_terminal_answers_questions),
        term_test(resize),
        term_test(environment_is_scrubbed),
        term_test(waits),
        term_test(cost_of_a_key),
        term_test(failures_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
