/* Keys of the terminal driver in every mode, an input method that stays on, and how long Esc waits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form_term.h"

/* Each mode: how to get there from the project's field with 改 typed behind it, and what is seen there alone. */
static const struct mode {
    const char *keys, *shows;
} modes[] = {
    {"<End>", "[1基本信息]"}, {"<F3>", "7 字"},       {"<F1>", "header.project"},
    {"<F11>", "全部问题"},    {"<M-g>", "填写进度"},  {"<F8>", "查找："},
    {"<F10>", "保存？"},      {"<S-F2>", "另存为："}, {"<F11> <F1>", "F306 "},
};

#define MODES (sizeof modes / sizeof *modes)

static void change(struct term *t) {
    term_wait_text(t, "F10退出");
    term_keys(t, "<Tab> 改");
    term_wait_for(t, cell_shows(t, "全区科普经费改"));
}

/* Back on the form, whatever was open. */
static void wait_form(struct term *t) {
    term_wait_text(t, "F1帮助");
    term_wait_text(t, "[1基本信息]");
}

static void control_c_is_cancel(void **state) {
    (void)state;
    for (size_t i = 1; i < MODES; i++) {
        struct term *t = form_start_2024();
        change(t);
        term_keys(t, modes[i].keys);
        term_wait_text(t, modes[i].shows);
        term_keys(t, strchr(modes[i].keys, ' ') ? "<C-c> <C-c>" : "<C-c>");
        term_wait_gone(t, modes[i].shows);
        wait_form(t);
        term_wait_for(t, cell_shows(t, "全区科普经费改"));
        term_end(t);
    }
    /* in a field it restores, and however often it comes the program stays */
    struct term *t = form_start_2024();
    change(t);
    term_keys(t, "<C-c>");
    term_wait_for(t, cell_shows(t, "全区科普经费"));
    term_keys(t, "<C-c> <C-c> <C-c> <C-c> 好");
    term_wait_for(t, cell_shows(t, "全区科普经费好"));
}

/* Neither a core nor an end, nor an answer to a question. */
static void control_backslash_is_nothing(void **state) {
    (void)state;
    for (size_t i = 0; i < MODES; i++) {
        struct term *t = form_start_2024();
        bool help = strstr(modes[i].keys, "<F1>") != NULL; /* any other key leaves it */
        change(t);
        term_keys(t, modes[i].keys);
        term_wait_text(t, modes[i].shows);
        term_keys(t, "<C-\\> <C-]> <C-^>");
        term_wait_quiet(t, 20);
        assert_true(help || term_has(t, modes[i].shows));
        term_keys(t, help ? "<C-c> <C-c> <C-c>" : i == 0 ? "<End>" : "<C-c>");
        wait_form(t);
        term_wait_for(t, cell_shows(t, "全区科普经费改"));
        term_end(t);
    }
}

static void control_z_stops_it_anywhere(void **state) {
    (void)state;
    static const char script[] =
        "set -m; \"$0\" kepu-2024.ini; n=0; while :; do echo \"stopped $n\"; n=$((n + 1)); read x; fg >/dev/null; done";
    struct term_options o = {.cwd = forms_copy()};
    struct term *t = term_start(&o, "sh", "-c", script, getenv("ZIPING"));
    change(t);
    for (size_t i = 0; i < MODES; i++) {
        term_keys(t, modes[i].keys);
        term_wait_text(t, modes[i].shows);
        term_keys(t, "<C-z>");
        term_wait_for(t, !term_alt_screen(t));
        char stopped[32]; /* this time: before, the terminal would not yet take Enter as the shell does */
        snprintf(stopped, sizeof stopped, "stopped %zu", i);
        term_wait_text(t, stopped);
        term_keys(t, "<Enter>");
        term_wait_for(t, term_alt_screen(t));
        term_wait_text(t, modes[i].shows);
        if (i > 0) {
            term_keys(t, strchr(modes[i].keys, ' ') ? "<C-c> <C-c>" : "<C-c>");
            term_wait_gone(t, modes[i].shows);
        }
        wait_form(t);
        term_wait_for(t, cell_shows(t, "全区科普经费改"));
    }
}

static void control_z_on_the_first_page(void **state) {
    (void)state;
    static const char script[] = "set -m; \"$0\" .; echo stopped; read x; fg >/dev/null; echo back $?; read x";
    struct term_options o = {.cwd = forms_copy()};
    struct term *t = term_start(&o, "sh", "-c", script, getenv("ZIPING"));
    term_wait_text(t, "F10 退出");
    term_keys(t, "<C-z>");
    term_wait_text(t, "stopped");
    term_keys(t, "<Enter>");
    term_wait_text(t, "F10 退出");
    term_keys(t, "<F10>");
    term_wait_text(t, "back 0");
}

/* Everything is sent anew: what has spoilt the screen from outside is gone. */
static void control_l_redraws_anywhere(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    change(t);
    for (size_t i = 0; i < MODES; i++) {
        term_keys(t, modes[i].keys);
        term_wait_text(t, modes[i].shows);
        term_wait_quiet(t, 20);
        char *before = test_alloc(strlen(term_screen_text(t)));
        strcpy(before, term_screen_text(t));
        term_raw_clear(t);
        term_keys(t, "<C-l>");
        term_wait_for(t, term_raw_has(t, "\033[2J") || term_raw_has(t, "\033[J"));
        term_wait_quiet(t, 20);
        assert_string_equal(term_screen_text(t), before);
        assert_true(term_has(t, modes[i].shows));
        if (i > 0) {
            term_keys(t, strchr(modes[i].keys, ' ') ? "<C-c> <C-c>" : "<C-c>");
            term_wait_gone(t, modes[i].shows);
        }
        wait_form(t);
    }
}

/* ---- an input method that stays on ---- */

static void full_width_in_lists_and_help(void **state) {
    static const struct {
        const char *leaves, *explains;
    } kinds[] = {{"q", "?"}, {"Q", "?"}, {"ｑ", "？"}, {"Ｑ", "？"}};
    (void)state;
    struct term *t = form_start_2024();
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        term_keys(t, "<F11>");
        term_wait_text(t, "全部问题");
        term_type(t, kinds[i].explains);
        term_wait_text(t, "F306 budget-change-unexplained");
        term_type(t, kinds[i].leaves);
        term_wait_text(t, "全部问题");
        term_type(t, kinds[i].leaves);
        wait_form(t);
        term_keys(t, "<M-g>"); /* a list that has nothing to explain shows the keys */
        term_wait_text(t, "填写进度");
        term_type(t, kinds[i].explains);
        term_wait_text(t, "header.year");
        term_type(t, kinds[i].leaves);
        term_wait_text(t, "填写进度");
        term_type(t, kinds[i].leaves);
        wait_form(t);
    }
    term_type(t, "？ｑ"); /* in a field they are typed */
    term_wait_for(t, cell_shows(t, "2024？ｑ"));
}

static void full_width_on_the_first_page(void **state) {
    static const char *const leaves[] = {"q", "ｑ"}, *const helps[] = {"?", "？"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct term *t = term_start_ziping(NULL, forms_copy());
        term_wait_text(t, "F10 退出");
        term_type(t, helps[i]);
        term_wait_text(t, "F2  ^S            保存");
        term_type(t, "x");
        term_wait_text(t, "F10 退出");
        term_keys(t, "<F1>");
        term_wait_text(t, "F2  ^S            保存");
        term_keys(t, "<Esc>");
        term_wait_text(t, "F10 退出");
        term_type(t, leaves[i]);
        assert_int_equal(term_wait_exit(t), 0);
        term_end(t);
    }
}

/* ---- Esc ---- */

/* The program has taken in what was sent and waits again. */
static void wait_taken(struct term *t, long switches_before) {
    term_wait_for(t, term_proc(t, "voluntary_ctxt_switches") > switches_before);
}

/* With a long delay Esc and a key that comes behind it are Alt with that key, however late. */
static void a_long_delay(void **state) {
    (void)state;
    struct term_options o = {.env = (const char *const[]){"ESCDELAY=9000", NULL}};
    struct term *t = form_start(forms_copy(), &o, "kepu-2024.ini");
    term_wait_quiet(t, 20);
    long before = term_proc(t, "voluntary_ctxt_switches");
    term_send(t, "\033", 1);
    wait_taken(t, before);
    term_send(t, "3", 1);
    term_wait_text(t, "[3总体目标]");
    before = term_proc(t, "voluntary_ctxt_switches");
    term_send(t, "\033", 1);
    wait_taken(t, before);
    term_send(t, "[", 1);
    term_wait_quiet(t, 20);
    term_send(t, "5~", 2); /* PgUp */
    term_wait_text(t, "[2项目资金]");
}

/* With a short one Esc is soon a key of its own, and what follows is typed. */
static void a_short_delay(void **state) {
    (void)state;
    struct term_options o = {.env = (const char *const[]){"ESCDELAY=1", NULL}};
    struct term *t = form_start(forms_copy(), &o, "kepu-2024.ini");
    change(t);
    term_send(t, "\033", 1);
    term_wait_for(t, cell_shows(t, "全区科普经费"));
    term_send(t, "3", 1);
    term_wait_for(t, cell_shows(t, "全区科普经费3"));
}

/* At the end of a burst Esc is the key; inside of one it is Alt with what follows; before a sequence it is a key again
   where two of them come. */
static void esc_in_a_burst(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_keys(t, "<Tab>");
    term_wait_for(t, cell_shows(t, "全区科普经费"));
    term_send(t, "abc\033", 4);
    term_wait_for(t, term_raw_has(t, "abc"));
    term_wait_for(t, cell_shows(t, "全区科普经费"));
    term_send(t, "abc\033ux", 6); /* undo takes the run of typing back */
    term_wait_for(t, cell_shows(t, "全区科普经费x"));
    term_send(t, "\033\033[Dy", 6); /* a word to the left */
    term_wait_text(t, "全区科普经费yx");
    term_send(t, "\033\033", 2);
    term_wait_for(t, strstr(cell_line(t), "全区科普经费") != NULL && strchr(cell_line(t), 'x') == NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(control_c_is_cancel),
        term_test(control_backslash_is_nothing),
        term_test(control_z_stops_it_anywhere),
        term_test(control_z_on_the_first_page),
        term_test(control_l_redraws_anywhere),
        term_test(full_width_in_lists_and_help),
        term_test(full_width_on_the_first_page),
        term_test(a_long_delay),
        term_test(a_short_delay),
        term_test(esc_in_a_burst),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
