/* Keys and pastes as they come over a line: broken apart, malformed, hostile. And what can be taken back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form_term.h"

/* The unit of the form: the last field of the first section. */
static struct term *at_unit(const char *forms, const struct term_options *o) {
    struct term *t = form_start(forms, o, "kepu-2024.ini");
    term_keys(t, "<Tab> <Tab> <Tab>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会"));
    return t;
}

static void save(struct term *t) {
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
}

/* Until the program has taken in what was sent and waits again. */
static void wait_taken(struct term *t, long switches_before) {
    term_wait_for(t, term_proc(t, "voluntary_ctxt_switches") > switches_before);
}

static void a_character_in_pieces(void **state) {
    (void)state;
    const char *forms = forms_copy(), *text = "汉字𠮷";
    struct term_options o = {.env = (const char *const[]){"ESCDELAY=9000", NULL}};
    struct term *t = at_unit(forms, &o);
    for (size_t i = 0; i < strlen(text); i++) {
        term_wait_quiet(t, 20);
        long before = term_proc(t, "voluntary_ctxt_switches");
        term_send(t, text + i, 1);
        wait_taken(t, before);
    }
    term_wait_for(t, cell_shows(t, "西城区科学技术协会汉字𠮷"));
    save(t);
    assert_string_equal(form_file_value(form_in(forms), "header.unit"), "西城区科学技术协会汉字𠮷");
}

static void keys_behind_malformed_bytes_arrive(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *arrives;
    } cases[] = {
        {"\xff", ""},
        {"\xd6\xd0", ""},         /* 中 in GBK */
        {"\xb9\xfa\xbc\xd2", ""}, /* 国家 in GBK */
        {"\xe4"
         "aQ",
         "aQ"},
        {"\xc0\x80", ""},
        {"\xed\xa0\x80", ""},
    };
    const char *forms = forms_copy();
    struct term *t = at_unit(forms, NULL);
    char wanted[256] = "西城区科学技术协会";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        term_send(t, cases[i].bytes, strlen(cases[i].bytes));
        if (cases[i].arrives[0] == '\0') {
            term_wait_text(t, "收到的不是 UTF-8");
        }
        term_type(t, "好");
        snprintf(wanted + strlen(wanted), sizeof wanted - strlen(wanted), "%s好", cases[i].arrives);
        term_wait_for(t, cell_shows(t, wanted));
        term_wait_gone(t, "收到的不是 UTF-8");
    }
    save(t);
    assert_string_equal(form_file_value(form_in(forms), "header.unit"), wanted);
}

/* Escape sequences, C1 controls, marks that turn the direction of writing, a bell. */
#define EVIL                                                                                                           \
    "\033[38;5;201m红\033]0;title\007\302\233"                                                                        \
    "31m\342\200\256反\033[2J\033c\b\177"

static void assert_harmless(struct term *t) {
    assert_false(term_raw_has(t, "\033[38;5;201m"));
    assert_false(term_raw_has(t, "\033]0;"));
    assert_false(term_raw_has(t, "\033c"));
    assert_false(term_raw_has(t, "\302\233"));
    assert_false(term_raw_has(t, "\342\200\256"));
    assert_int_equal(term_bells(t), 0);
}

static void assert_plain_text(const char *value, const char *controls_allowed) {
    for (const char *p = value; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        assert_true((c >= 0x20 && c != 0x7f) || strchr(controls_allowed, *p) != NULL);
    }
    assert_null(strstr(value, "\302\233"));
    assert_null(strstr(value, "\342\200\256"));
}

static void paste_into_one_line(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = at_unit(forms, NULL);
    term_paste(t, "一\r\n二\r三\n四\t五" EVIL "完");
    term_wait_text(t, "完");
    term_wait_for(t, strstr(cell_before_caret(t), "一二三四五红") != NULL);
    term_wait_text(t, "[1基本信息]"); /* no line break has gone on to the next field or section */
    save(t);
    const char *value = form_file_value(form_in(forms), "header.unit"), *head = "西城区科学技术协会一 二 三 四 五红";
    assert_int_equal(strncmp(value, head, strlen(head)), 0);
    assert_string_equal(value + strlen(value) - strlen("完"), "完");
    assert_plain_text(value, "");
    assert_harmless(t);
}

static void a_paste_is_one_step(void **state) {
    (void)state;
    struct term *t = at_unit(forms_copy(), NULL);
    term_type(t, "甲");
    term_paste(t, "一 二\r三 四");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会甲一二三四"));
    term_keys(t, "<F6>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会甲"));
    term_keys(t, "<F7>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会甲一二三四"));
    term_keys(t, "<F6> <F6>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会"));
}

static void paste_into_long_text(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = form_start(forms, NULL, "kepu-2024.ini");
    term_keys(t, "<M-3>");
    term_wait_text(t, "[3总体目标]");
    term_keys(t, "<End> <C-u>");
    term_wait_for(t, strcmp(cell_before_caret(t), "") == 0);
    term_paste(t, "第一行\r\n第二行\r\r第四行\n第五\t行" EVIL "完");
    term_wait_text(t, "第五 行红");
    term_wait_text(t, "完");
    save(t);
    const char *value = form_file_value(form_in(forms), "goal.1.expected");
    const char *head = "第一行\n第二行\n\n第四行\n第五 行红";
    assert_int_equal(strncmp(value, head, strlen(head)), 0);
    assert_plain_text(value, "\n");
    assert_harmless(t);
    int first = 0, second = 0;
    term_wait_for(t, term_find(t, "第一行", &first, NULL) && term_find(t, "第二行", &second, NULL));
    assert_int_equal(second, first + 1);
    term_keys(t, "<F6>"); /* the paste, all of it */
    term_wait_for(t, strcmp(cell_before_caret(t), "") == 0);
    term_wait_gone(t, "第一行");
}

/* A paste whose closing mark is in two pieces, and one that holds an opening mark itself. */
static void marks_of_a_paste(void **state) {
    (void)state;
    struct term_options o = {.env = (const char *const[]){"ESCDELAY=9000", NULL}};
    struct term *t = at_unit(forms_copy(), &o);
    long before = term_proc(t, "voluntary_ctxt_switches");
    const char start[] = "\033[200~粘贴\033[20", end[] = "1~后";
    term_send(t, start, sizeof start - 1);
    wait_taken(t, before);
    term_send(t, end, sizeof end - 1);
    term_wait_for(t, cell_shows(t, "西城区科学技术协会粘贴后"));
    term_paste(t, "甲\033[200~乙");
    term_type(t, "丙");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会粘贴后甲乙丙"));
}

/* What is no number is said so at once, stays as typed, and is saved; what may still become one is let be. */
static void a_wrong_number_is_marked_and_kept(void **state) {
    (void)state;
    static const char says[] = "只能是数字";
    static const struct {
        const char *typed;
        bool wrong;
    } cases[] = {{"-", false},       {"12.", false},        {"1,2", false}, {"１，２３４．５", false},
                 {"1,234.5", false}, {"12,3456", true},     {"1.2.", true}, {"十二", true},
                 {"12万", true},     {"12345678901", false}};
    const char *forms = forms_copy();
    struct term *t = form_start(forms, NULL, "kepu-2024.ini");
    term_keys(t, "<M-2>");
    term_wait_for(t, cell_shows(t, "138.40"));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        term_keys(t, "<M-a> <C-k>");
        term_wait_for(t, cell_shows(t, ""));
        form_enter(t, cases[i].typed);
        term_keys(t, "<Left> <Right>"); /* it stays marked */
        term_wait_quiet(t, 20);
        assert_true(cell_shows(t, cases[i].typed));
        assert_int_equal(term_has(t, says), cases[i].wrong);
        assert_int_equal(term_has(t, ">"), !cases[i].wrong); /* the caret's mark gives way to ! */
    }
    term_keys(t, "<M-a> 12万 <Tab> <S-Tab>");
    term_wait_text(t, "F402");
    save(t);
    assert_string_equal(form_file_value(form_in(forms), "funds.total.initial"), "12万");
}

static void the_whole_field(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = at_unit(forms, NULL);
    term_keys(t, "<M-w>");
    term_wait_text(t, "已复制");
    term_keys(t, "<M-a>");
    term_wait_text(t, "已全选");
    term_type(t, "新");
    term_wait_for(t, cell_shows(t, "新"));
    term_type(t, "名");
    term_wait_for(t, cell_shows(t, "新名"));
    term_keys(t, "<F6>"); /* one step */
    term_wait_for(t, cell_shows(t, "西城区科学技术协会"));
    term_keys(t, "<M-a> <Right>");
    term_type(t, "，");
    term_keys(t, "<C-y>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会，西城区科学技术协会"));
    term_keys(t, "<M-a> <Esc>");
    term_wait_gone(t, "已全选");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会，西城区科学技术协会"));
    term_keys(t, "<M-a> <Backspace>");
    term_wait_for(t, cell_shows(t, ""));
    term_keys(t, "<F3> <C-y> <M-a>");
    term_wait_text(t, "已全选");
    term_keys(t, "<C-u> 甲 <F3>");
    term_wait_for(t, cell_shows(t, "甲"));
    save(t);
    assert_string_equal(form_file_value(form_in(forms), "header.unit"), "甲");
}

/* Moved through by screen lines, the column is kept over shorter lines: back below, the caret is where it was. */
static void five_thousand_characters(void **state) {
    (void)state;
    static const char words[] = "持续推进改革，提升服务能力。";
    const char *forms = forms_copy();
    struct term *t = form_start(forms, NULL, "kepu-2024.ini");
    char text[5000 * 3 + 64] = "";
    for (size_t i = 0; i < 5000 / 14; i++) {
        memcpy(text + i * (sizeof words - 1), words, sizeof words);
    }
    term_keys(t, "<M-3> <C-u>");
    term_wait_for(t, cell_shows(t, ""));
    term_paste(t, text);
    term_wait_for(t, cell_shows(t, text));
    term_keys(t, "<Up> <Up> <Up> <Down> <Down> <Down>");
    term_type(t, "末");
    strcat(text, "末");
    term_wait_for(t, cell_shows(t, text));
    term_keys(t, "<F3> <PageUp> <PageUp> <PageDown> <PageDown>");
    term_type(t, "尾");
    strcat(text, "尾");
    term_wait_text(t, "5000 字");
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    assert_string_equal(form_file_value(form_in(forms), "goal.1.expected"), text);
}

static void undo_over_fields(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_keys(t, "<Tab>");
    term_wait_for(t, cell_shows(t, "全区科普经费"));
    term_keys(t, "甲 <Tab> 乙 <Tab>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会"));
    term_wait_text(t, "|全区科普经费甲 ");
    term_wait_text(t, "|科普部乙 ");
    term_keys(t, "<F6>");
    term_wait_for(t, cell_shows(t, "科普部"));
    term_wait_text(t, "|全区科普经费甲 ");
    term_keys(t, "<M-u>");
    term_wait_for(t, cell_shows(t, "全区科普经费"));
    term_wait_gone(t, "已修改");
    term_keys(t, "<F6>");
    term_wait_text(t, "没有可撤销的操作");
    term_keys(t, "<F7>");
    term_wait_for(t, cell_shows(t, "全区科普经费甲"));
    term_keys(t, "<M-r>");
    term_wait_for(t, cell_shows(t, "科普部乙"));
    term_keys(t, "<F7>");
    term_wait_text(t, "没有可重做的操作");
}

static void undo_within_a_field(void **state) {
    (void)state;
    struct term *t = at_unit(forms_copy(), NULL);
    term_type(t, " one two");
    term_keys(t, "<Backspace> <Backspace>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会onet"));
    term_keys(t, "<F6>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会onetwo"));
    term_keys(t, "<F6>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会one"));
    term_keys(t, "<F6>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会"));
    term_keys(t, "<F7> <F7>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会onetwo"));
    term_keys(t, "<C-u>");
    term_wait_for(t, cell_shows(t, ""));
    term_keys(t, "<F6>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会onetwo"));
}

static void escape_restores(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = at_unit(forms, NULL);
    term_type(t, "错了");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会错了"));
    term_keys(t, "<Esc>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会"));
    term_keys(t, "<C-u> 又错 <C-c>");
    term_wait_for(t, cell_shows(t, "西城区科学技术协会"));
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(form_file_value(form_in(forms), "header.unit"), "西城区科学技术协会");
}

/* The number I of `(I/N)` on the message line; 0 where there is none. */
static int problem_number(struct term *t, int *of) {
    const char *row = term_row(t, 22), *at = strrchr(row, '(');
    int i = 0;
    return at != NULL && sscanf(at, "(%d/%d)", &i, of) == 2 ? i : 0;
}

static void all_problems_in_turn(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    int of = 0, last = 0, reasons = 0, walked = 0;
    term_wait_text(t, "错误11 "); /* every indicator that lost points lacks its reason */
    for (;;) {
        term_keys(t, "<F4>");
        term_wait_for(t, problem_number(t, &of) > 0 && problem_number(t, &of) != last);
        term_wait_quiet(t, 20); /* the number may have come in two pieces */
        int now = problem_number(t, &of);
        if (now < last) {
            break; /* round the end */
        }
        last = now;
        reasons += strstr(term_row(t, 22), " F301 ") != NULL;
        walked++;
    }
    assert_int_equal(problem_number(t, &of), 1);
    assert_int_equal(reasons, 11);
    assert_true(walked > reasons && walked <= of);
    term_keys(t, "<M-p>");
    term_wait_for(t, problem_number(t, &of) == last);
}

static void the_computed_value_is_taken(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = form_start(forms, NULL, "--rules", "rules/kepu-2024.ini", "new.ini");
    term_keys(t, "<M-2> 138.40 <Tab> 200 <Tab> 100 <Tab>");
    term_wait_text(t, "(50%)");
    term_keys(t, "<F9>");
    term_wait_for(t, cell_shows(t, "50%"));
    term_keys(t, "<Tab>");
    term_wait_text(t, "(5)");
    term_keys(t, "<M-c> <S-Tab> <S-Tab>");
    term_wait_for(t, cell_shows(t, "100"));
    term_wait_gone(t, "(5)");
    term_keys(t, "<F9>");
    term_wait_text(t, "本栏没有计算值");
    save(t);
    assert_string_equal(form_file_value(disk_path(forms, "new.ini"), "funds.total.rate"), "50%");
    assert_string_equal(form_file_value(disk_path(forms, "new.ini"), "funds.total.score"), "5");
    assert_string_equal(form_file_value(disk_path(forms, "new.ini"), "funds.total.executed"), "100");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(a_character_in_pieces),    term_test(keys_behind_malformed_bytes_arrive),
        term_test(paste_into_one_line),      term_test(a_paste_is_one_step),
        term_test(paste_into_long_text),     term_test(marks_of_a_paste),
        term_test(five_thousand_characters), term_test(a_wrong_number_is_marked_and_kept),
        term_test(the_whole_field),          term_test(undo_over_fields),
        term_test(undo_within_a_field),      term_test(escape_restores),
        term_test(all_problems_in_turn),     term_test(the_computed_value_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
