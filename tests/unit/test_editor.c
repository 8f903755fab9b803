/* Editing the text of a field: by grapheme, by word, by paragraph, and the steps of undo. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ziping/editor.h"

/* The text with `|` for the caret is `wanted`. */
static void looks(const struct editor *e, const char *wanted) {
    struct buf b = {0};

    assert_true(e->caret <= e->text.n);
    assert_false(e->failed);
    buf_add(&b, str_sub(editor_text(e), 0, e->caret));
    buf_char(&b, '|');
    buf_add(&b, str_sub(editor_text(e), e->caret, e->text.n));
    buf_char(&b, '\0');
    assert_string_equal(b.p, wanted);
    buf_free(&b);
}

/* Starts with a text that has `|` where the caret shall be. */
static void begin(struct editor *e, const char *text, bool lines) {
    struct str s = str_of(text);
    size_t caret = str_find(s, STR("|"));
    struct buf b = {0};

    buf_add(&b, str_sub(s, 0, caret));
    buf_add(&b, str_sub(s, caret + 1, s.n));
    editor_begin(e, buf_str(&b), lines);
    assert_int_equal(e->caret, s.n - 1);
    editor_move(e, caret);
    buf_free(&b);
    looks(e, text);
}

static void type(struct editor *e, const char *text) {
    editor_type(e, str_of(text));
}

static void paste(struct editor *e, const char *text) {
    editor_paste(e, str_of(text));
}

typedef bool operation(struct editor *e);

/* One operation on a text; it says whether there was anything to do. */
static void expect(operation *op, const char *before, bool done, const char *after) {
    struct editor e = {0};

    begin(&e, before, true);
    assert_int_equal(op(&e), done);
    looks(&e, after);
    editor_free(&e);
}

#define FAMILY "👨‍👩‍👧"
#define FLAG "🇨🇳"
#define ACUTE "\xCC\x81"

static void by_grapheme(void **state) {
    (void)state;
    expect(editor_left, "中文|", true, "中|文");
    expect(editor_right, "|中文", true, "中|文");
    expect(editor_left, "e" ACUTE ACUTE "|x", true, "|e" ACUTE ACUTE "x");
    expect(editor_right, "a|" FAMILY "b", true, "a" FAMILY "|b");
    expect(editor_left, FLAG FLAG "|", true, FLAG "|" FLAG);
    expect(editor_left, "|ab", false, "|ab");
    expect(editor_right, "ab|", false, "ab|");
    expect(editor_backspace, "中e" ACUTE "|文", true, "中|文");
    expect(editor_backspace, "中" FAMILY "|", true, "中|");
    expect(editor_backspace, FLAG FLAG "|", true, FLAG "|");
    expect(editor_backspace, "|中", false, "|中");
    expect(editor_delete, "|e" ACUTE "中", true, "|中");
    expect(editor_delete, "a|" FAMILY "b", true, "a|b");
    expect(editor_delete, "a|\nb", true, "a|b");
    expect(editor_delete, "中|", false, "中|");
}

/* What is typed or deleted may join its neighbours: the caret never stands inside a grapheme. */
static void joining(void **state) {
    struct editor e = {0};

    (void)state;
    begin(&e, "|" ACUTE "y", false);
    type(&e, "e");
    looks(&e, "e" ACUTE "|y");
    begin(&e, "👨|👧", false);
    type(&e, "\xE2\x80\x8D");
    looks(&e, "👨\xE2\x80\x8D👧|");
    begin(&e, "e-|\n" ACUTE "z", true);
    assert_true(editor_delete(&e));
    looks(&e, "e-" ACUTE "|z");
    assert_true(editor_undo(&e));
    looks(&e, "e-\n|" ACUTE "z");
    assert_true(editor_redo(&e));
    looks(&e, "e-" ACUTE "|z");
    assert_true(editor_backspace(&e));
    looks(&e, "e|z");
    begin(&e, "|" FAMILY "e" ACUTE, false);
    for (size_t at = 1; at <= strlen(FAMILY); at++) {
        editor_move(&e, at);
        looks(&e, FAMILY "|e" ACUTE);
    }
    editor_move(&e, strlen(FAMILY) + 1);
    looks(&e, FAMILY "e" ACUTE "|");
    editor_move(&e, 1000);
    looks(&e, FAMILY "e" ACUTE "|");
    editor_free(&e);
}

static void by_word(void **state) {
    (void)state;
    expect(editor_word_left, "完成项目，效果良好|", true, "完成项目，|效果良好");
    expect(editor_word_left, "完成项目，|效果良好", true, "完成项目|，效果良好");
    expect(editor_word_left, "完成项目|，效果良好", true, "|完成项目，效果良好");
    expect(editor_word_left, "|完成", false, "|完成");
    expect(editor_word_left, "预算137.85万元|", true, "预算137.85|万元");
    expect(editor_word_left, "预算137.85|万元", true, "预算|137.85万元");
    expect(editor_word_left, "one two  |", true, "one |two  ");
    expect(editor_word_left, "一\n　 |", true, "|一\n　 ");
    expect(editor_word_right, "|完成项目，效果良好", true, "完成项目|，效果良好");
    expect(editor_word_right, "完成项目|，效果良好", true, "完成项目，|效果良好");
    expect(editor_word_right, "|达到30%以上", true, "达到|30%以上");
    expect(editor_word_right, "达到|30%以上", true, "达到30%|以上");
    expect(editor_word_right, "|one  two", true, "one  |two");
    expect(editor_word_right, "“科普|”、《自评》", true, "“科普”、《|自评》");
    expect(editor_word_right, "two|", false, "two|");
    expect(editor_kill_word, "完成项目，效果良好|。", true, "完成项目，|。");
    expect(editor_kill_word, "one two |three", true, "one |three");
    expect(editor_kill_word, "|one", false, "|one");
}

static void by_paragraph(void **state) {
    (void)state;
    expect(editor_home, "一\n二三|四\n五", true, "一\n|二三四\n五");
    expect(editor_home, "一\n|二", false, "一\n|二");
    expect(editor_end, "一\n二|三四\n五", true, "一\n二三四|\n五");
    expect(editor_end, "一|\n二", false, "一|\n二");
    expect(editor_kill_end, "一\n二|三四\n五", true, "一\n二|\n五");
    expect(editor_kill_end, "一|\n二", true, "一|二"); /* at the end: the line break */
    expect(editor_kill_end, "一二|", false, "一二|");
    expect(editor_kill_start, "一\n二三|四", true, "一\n|四");
    expect(editor_kill_start, "一\n|二", false, "一\n|二");
}

static void kill_and_yank(void **state) {
    struct editor e = {0};

    (void)state;
    begin(&e, "一二|三四\n五", true);
    assert_false(editor_yank(&e));
    assert_true(editor_kill_end(&e));
    assert_true(editor_yank(&e));
    assert_true(editor_yank(&e));
    looks(&e, "一二三四三四|\n五");
    assert_true(editor_kill_word(&e));
    looks(&e, "|\n五");
    assert_false(editor_kill_start(&e)); /* nothing is cut, and what was cut stays */
    assert_true(editor_undo(&e));
    looks(&e, "一二三四三四|\n五");
    assert_true(editor_home(&e));
    assert_true(editor_yank(&e));
    looks(&e, "一二三四三四|一二三四三四\n五");
    /* It goes along to the next field, where line breaks are none. */
    begin(&e, "甲\n|乙", true);
    assert_true(editor_left(&e));
    assert_true(editor_kill_end(&e));
    begin(&e, "丙|丁", false);
    assert_true(editor_yank(&e));
    looks(&e, "丙 |丁");
    editor_free(&e);
}

/* What happens to a text that is selected, and that undoing it once brings all of it back. */
static void expect_selected(operation *op, const char *after, bool changes) {
    struct editor e = {0};

    begin(&e, "一二|三\n四", true);
    assert_true(editor_select_all(&e));
    looks(&e, "一二三\n四|");
    assert_true(op(&e));
    assert_false(e.all);
    looks(&e, after);
    assert_int_equal(editor_undo(&e), changes);
    looks(&e, "一二三\n四|");
    editor_free(&e);
}

static bool type_two(struct editor *e) {
    type(e, "五");
    type(e, "六");
    return true;
}

static bool paste_one(struct editor *e) {
    paste(e, "五\n六");
    return true;
}

static bool nothing_typed(struct editor *e) {
    type(e, "\x01");
    assert_true(e->all);
    return editor_end(e);
}

static void all_selected(void **state) {
    struct editor e = {0};

    (void)state;
    expect_selected(type_two, "五六|", true);
    expect_selected(paste_one, "五\n六|", true);
    expect_selected(editor_backspace, "|", true);
    expect_selected(editor_delete, "|", true);
    expect_selected(editor_kill_end, "|", true);
    expect_selected(editor_kill_start, "|", true);
    expect_selected(editor_kill_word, "|", true);
    expect_selected(editor_left, "一二三\n四|", false);
    expect_selected(editor_right, "一二三\n四|", false);
    expect_selected(editor_end, "一二三\n四|", false);
    expect_selected(nothing_typed, "一二三\n四|", false);
    begin(&e, "|", false);
    assert_false(editor_select_all(&e) || editor_copy_all(&e));
    begin(&e, "一|二", false);
    assert_true(editor_copy_all(&e));
    looks(&e, "一|二");
    assert_true(editor_yank(&e));
    looks(&e, "一一二|二");
    assert_true(editor_select_all(&e) && editor_yank(&e));
    looks(&e, "一二|");
    assert_true(editor_select_all(&e));
    assert_true(editor_undo(&e));
    assert_false(e.all);
    assert_true(editor_select_all(&e));
    editor_begin(&e, STR("三"), false);
    type(&e, "四");
    looks(&e, "三四|");
    editor_free(&e);
}

static void what_may_stand_in_a_field(void **state) {
    struct editor e = {0};

    (void)state;
    begin(&e, "|", false);
    type(&e, "a\tb\nc\rd\r\ne");
    looks(&e, "a b c d e|");
    begin(&e, "|", true);
    type(&e, "a\tb\nc\rd\r\ne");
    looks(&e, "a b\nc\nd\ne|");
    begin(&e, "|", true);
    type(&e, "x\x01\x1F\x7F\xC2\x85\xE2\x80\xAE\xE2\x81\xA6\xEF\xBB\xBF\xFF\xE4y"); /* C0, DEL, C1, bidi, BOM, bad */
    looks(&e, "xy|");
    type(&e, "\xEF\xBF\xBD"); /* a real U+FFFD is a character */
    looks(&e, "xy\xEF\xBF\xBD|");
    begin(&e, "a|", true);
    type(&e, "\x01");
    looks(&e, "a|");
    assert_int_equal(e.steps, 0);
    editor_free(&e);
}

static void pasting(void **state) {
    struct editor e = {0};

    (void)state;
    begin(&e, "前|后", true);
    paste(&e, "一，二 三\r\n四\r五\n");
    looks(&e, "前一，二 三\n四\n五\n|后");
    assert_true(editor_undo(&e)); /* one step */
    looks(&e, "前|后");
    assert_false(editor_undo(&e));
    begin(&e, "前|后", false);
    paste(&e, "一\r\n二");
    looks(&e, "前一 二|后");
    begin(&e, "|", true);
    paste(&e, "a\033[1;31mb\033[0mc\033[?25ld\033[200~e");
    looks(&e, "abcde|");
    begin(&e, "|", true);
    paste(&e, "a\033[中\033[1\nb\033c\033"); /* broken sequences take nothing with them */
    looks(&e, "a中\nbc|");
    begin(&e, "ab|", true);
    paste(&e, "\033[A");
    assert_false(editor_undo(&e));
    type(&e, "c");
    paste(&e, "d");
    paste(&e, "e");
    assert_true(editor_undo(&e));
    looks(&e, "abcd|");
    assert_true(editor_undo(&e));
    looks(&e, "abc|");
    editor_free(&e);
}

/* Undoes all, the caret behind what came back; each text on the way is the next of `states`, which NULL ends. Then
   redoes all, the same way back. */
static void walk_back(struct editor *e, const char *const *states) {
    size_t n = 1;

    looks(e, states[0]);
    for (; states[n]; n++) {
        assert_true(editor_undo(e));
        looks(e, states[n]);
    }
    assert_false(editor_undo(e));
    for (size_t i = n - 1; i > 0; i--) {
        assert_true(editor_redo(e));
        assert_int_equal(e->done, n - i);
    }
    assert_false(editor_redo(e));
    looks(e, states[0]);
}

#define WALK_BACK(e, ...) walk_back(e, (const char *const[]){__VA_ARGS__, NULL})

static void steps_of_undo(void **state) {
    struct editor e = {0};

    (void)state;
    begin(&e, "|", true);
    for (const char *p = "one two"; *p; p++) {
        editor_type(&e, (struct str){p, 1});
    }
    WALK_BACK(&e, "one two|", "one |", "|");
    /* Chinese has no blanks: a phrase is a step. */
    begin(&e, "|", true);
    type(&e, "完成");
    type(&e, "项目");
    type(&e, "，");
    type(&e, "效果");
    type(&e, "良好");
    type(&e, "。");
    type(&e, "\n");
    type(&e, "预算");
    WALK_BACK(&e, "完成项目，效果良好。\n预算|", "完成项目，效果良好。\n|", "完成项目，效果良好。|", "完成项目，|",
              "|");
    /* Deleting one behind the other is one step; another kind of change, or another place, is another. */
    begin(&e, "abc|def", true);
    assert_true(editor_backspace(&e) && editor_backspace(&e));
    assert_true(editor_delete(&e) && editor_delete(&e));
    type(&e, "x");
    assert_true(editor_home(&e));
    type(&e, "y");
    WALK_BACK(&e, "y|axf", "|axf", "a|f", "ade|f", "abc|def");
    /* A change after undo takes away what could be redone. */
    assert_true(editor_undo(&e));
    looks(&e, "|axf");
    type(&e, "z");
    looks(&e, "z|axf");
    assert_false(editor_redo(&e));
    editor_begin(&e, STR("new"), true);
    assert_false(editor_undo(&e) || editor_redo(&e));
    looks(&e, "new|");
    editor_free(&e);
}

/* Memory gone short in the middle of a step: the change is not made, and undo does no harm. */
static void short_of_memory(void **state) {
    struct editor e = {0};

    (void)state;
    begin(&e, "|", true);
    type(&e, "abc");
    assert_true(editor_backspace(&e));
    e.step[1].removed.failed = true;
    assert_false(editor_backspace(&e));
    assert_true(e.failed);
    assert_true(str_eq(editor_text(&e), STR("ab")));
    while (editor_undo(&e)) {
        assert_true(e.text.n <= 3);
    }
    type(&e, "d");
    assert_true(str_eq(editor_text(&e), STR("abd")));
    editor_free(&e);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_grapheme),     cmocka_unit_test(joining),       cmocka_unit_test(by_word),
        cmocka_unit_test(by_paragraph),    cmocka_unit_test(kill_and_yank), cmocka_unit_test(what_may_stand_in_a_field),
        cmocka_unit_test(all_selected),    cmocka_unit_test(pasting),       cmocka_unit_test(steps_of_undo),
        cmocka_unit_test(short_of_memory),
    };

    return cmocka_run_group_tests_name("editor", tests, NULL, NULL);
}
