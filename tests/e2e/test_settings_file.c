/* The settings file: keys that act, what is said of the rest, and what goes before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "form_term.h"

/* A home with this settings file. */
static const char *home_with(const char *text) {
    const char *home = term_tmpdir(), *config = disk_path(home, ".config"), *own = disk_path(config, "ziping");
    assert_int_equal(mkdir(config, 0755), 0);
    assert_int_equal(mkdir(own, 0755), 0);
    disk_write(disk_path(own, "config.ini"), text, strlen(text));
    return home;
}

static void keys_act_and_are_shown(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term_options o = {
        .home = home_with("[keys]\nsave = \"^G A-S\"\nundo = \"F2\"\nquit = \"F9 ^Q\"\ntake = A-v\nproblems = ^O\n"
                          "help = ^T\ncancel = \"^X Esc\"\n"),
        .cwd = forms};
    struct term *t = term_start_ziping(&o, "kepu-2024.ini");
    term_wait_text(t, "^T帮助 ^G保存");
    term_wait_text(t, "F9退出");
    assert_false(term_has(t, "F10"));
    term_keys(t, "<Tab> 改");
    term_wait_for(t, cell_shows(t, "全区科普经费改"));
    term_keys(t, "<F2>"); /* undo */
    term_wait_for(t, cell_shows(t, "全区科普经费"));
    term_keys(t, "新 <M-s>");
    term_wait_text(t, "已保存");
    assert_string_equal(form_file_value(form_in(forms), "header.project"), "全区科普经费新");
    term_keys(t, "<C-s> <F10> <C-c>"); /* nobody's now */
    term_wait_gone(t, "已保存");
    term_keys(t, "<C-o>");
    term_wait_text(t, "^T说明 ^X返回");
    term_keys(t, "<C-x>");
    term_wait_text(t, "[1基本信息]");
    term_keys(t, "<C-t> <End>");
    term_wait_text(t, "^X  Esc");
    term_keys(t, "<PageUp> <PageUp>");
    term_wait_text(t, "^G  A-s           保存");
    term_keys(t, "<Esc> <M-w>");
    term_wait_text(t, "已复制，用 ^Y 粘贴");
    term_keys(t, "<F9>");
    assert_int_equal(term_wait_exit(t), 0);
}

static void what_is_wrong_is_said(void **state) {
    (void)state;
    struct term_options o = {.home = home_with("[keys]\nsave = \"^I F2\"\nqiut = F3\n[screen]\nmouse = maybe\n"),
                             .cols = 160,
                             .cwd = forms_copy()};
    struct term *t = term_start_ziping(&o, "kepu-2024.ini");
    term_wait_text(t, "设置文件有 3 行没有（或没有全部）采用");
    term_keys(t, "<Tab>");
    term_wait_gone(t, "设置文件");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0); /* the lines are still on the terminal */
    assert_true(term_has(t, "/.config/ziping/config.ini:2:9: 终端把 ^I 当作 Tab 发来"));
    assert_true(term_has(t, "/config.ini:3:1: 没有这个命令：qiut（是否应为 quit？）"));
    assert_true(term_has(t, "/config.ini:5:9: mouse 应为下列之一：no yes"));
}

/* Said on the first page, and not again for each form that is opened from it. */
static void it_is_said_once(void **state) {
    (void)state;
    struct term_options o = {.home = home_with("[keys]\nqiut = F3\n"), .cwd = forms_copy()};
    struct term *t = term_start_ziping(&o, NULL);
    term_wait_text(t, "设置文件有 1 行");
    term_keys(t, "<Enter>");
    term_wait_text(t, "[1基本信息]");
    assert_false(term_has(t, "设置文件"));
}

static void who_goes_before_whom(void **state) {
    static const struct {
        const char *file, *option, *variable, *shows;
        bool mouse;
    } cases[] = {
        {"[screen]\nlang = en\nmouse = yes\n", NULL, NULL, "F10Quit", true},
        {"[screen]\nlang = en\n", "--lang=zh", NULL, "F10退出", false},
        {"[screen]\nlang = en\n", NULL, "ZIPING_LANG=zh", "F10退出", false},
        {"[screen]\nlang = zh\n", NULL, "LANG=en_US.UTF-8", "F10退出", false},
        {"[screen]\nmouse = no\n", "--mouse", NULL, "F10退出", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct term_options o = {.home = home_with(cases[i].file),
                                 .cwd = forms_copy(),
                                 .env = (const char *const[]){cases[i].variable, NULL}};
        struct term *t = cases[i].option ? term_start_ziping(&o, cases[i].option, "kepu-2024.ini")
                                         : term_start_ziping(&o, "kepu-2024.ini");
        term_wait_text(t, cases[i].shows);
        assert_int_equal(term_mode(t, 1000), cases[i].mouse);
        assert_false(term_has(t, "设置"));
        term_end(t);
    }
}

static void shows(const struct term_options *o, const char *text) {
    struct term *t = term_start_ziping(o, "view", "kepu-2024.ini");
    term_wait_text(t, text);
    term_end(t);
}

static void where_it_is(void **state) {
    (void)state;
    const char *home = home_with("[keys]\nsave = ^G\n"), *forms = forms_copy();
    char xdg[512];
    snprintf(xdg, sizeof xdg, "XDG_CONFIG_HOME=%s/.config", home);
    struct term_options o = {.cwd = forms, .env = (const char *const[]){xdg, NULL}};
    shows(&o, "^G保存");
    o.env = (const char *const[]){"XDG_CONFIG_HOME=relative", NULL}; /* which is to be ignored */
    o.home = home;
    shows(&o, "^G保存");
    o.env = (const char *const[]){"XDG_CONFIG_HOME=/nowhere", NULL};
    shows(&o, "F2保存");
    /* a folder of that name is no reason not to start */
    const char *odd = term_tmpdir(), *config = disk_path(odd, ".config"), *own = disk_path(config, "ziping");
    assert_true(mkdir(config, 0755) == 0 && mkdir(own, 0755) == 0 && mkdir(disk_path(own, "config.ini"), 0755) == 0);
    o = (struct term_options){.cwd = forms, .home = odd};
    struct term *t = term_start_ziping(&o, "kepu-2024.ini");
    term_wait_text(t, "设置文件有 1 行");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_true(term_has(t, "是一个目录"));
}

static void the_wheel_moves_lists(void **state) {
    (void)state;
    struct term_options o = {.home = home_with("[screen]\nmouse = yes\n"), .cwd = forms_copy()};
    struct term *t = term_start_ziping(&o, NULL); /* the first page */
    term_wait_text(t, "F10 退出");
    term_send(t, "\033[<65;9;9M", 10);
    term_wait_text(t, "(4/");
    term_send(t, "\033[<64;9;9M", 10);
    term_wait_text(t, "(1/");
    term_keys(t, "<Enter>");
    term_wait_text(t, "[1基本信息]");
    term_keys(t, "<F11>");
    term_wait_text(t, "(1/18)");
    term_send(t, "\033[<65;9;9M", 10);
    term_wait_text(t, "(4/18)");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(keys_act_and_are_shown), term_test(what_is_wrong_is_said), term_test(it_is_said_once),
        term_test(who_goes_before_whom),   term_test(where_it_is),           term_test(the_wheel_moves_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
