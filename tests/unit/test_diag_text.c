/* A finding as people read it: place, message, code, the line of the file, and a caret below the right column. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/output.h"

static struct arena arena;

static int free_arena(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct str shown(const struct diag *d, enum lang lang, bool color) {
    struct buf b = {0};
    output_diag(d, lang, color, &b);
    assert_false(b.failed);
    struct str s = arena_copy(&arena, buf_str(&b));
    buf_free(&b);
    return s;
}

static struct diag missing_reason(void) {
    return (struct diag){
        .code = CHECK_REASON_MISSING,
        .severity = SEV_ERROR,
        .line = 61,
        .column = 10,
        .file = STR("forms/kepu-2024.ini"),
        .source = STR("reason = \"\""),
        .path = STR("output.quality.plan.reason"),
        .arg = {STR("方案执行率"), STR("3.85"), STR("5")},
    };
}

/* `reason = ` takes nine columns: the caret is below the quote. */
static void one_finding(void **state) {
    struct diag d = missing_reason();

    (void)state;
    assert_text(shown(&d, LANG_ZH, false), "forms/kepu-2024.ini:61:10: error: 方案执行率 得分 3.85 低于分值 "
                                           "5，未填写偏差原因及改进措施 [F301 reason-missing]\n"
                                           "   61 | reason = \"\"\n"
                                           "      |          ^\n");
    assert_text(
        shown(&d, LANG_EN, false),
        "forms/kepu-2024.ini:61:10: error: 方案执行率: score 3.85 below the weight 5 without a reason and measures"
        " [F301 reason-missing]\n"
        "   61 | reason = \"\"\n"
        "      |          ^\n");
}

static void colors_of_the_severities(void **state) {
    struct diag d = missing_reason();

    (void)state;
    d.line = 0;
    d.arg[0] = STR("甲");
    assert_text(shown(&d, LANG_EN, true),
                "forms/kepu-2024.ini: \033[1;31merror:\033[0m 甲: score 3.85 below the weight 5"
                " without a reason and measures [F301 reason-missing]\n");
    d.severity = SEV_WARNING;
    assert_int_equal(str_find(shown(&d, LANG_EN, true), STR(" \033[1;35mwarning:\033[0m ")), 20);
    d.severity = SEV_NOTE;
    assert_int_equal(str_find(shown(&d, LANG_EN, true), STR(" \033[1;36mnote:\033[0m ")), 20);
    d.line = 1;
    assert_true(str_ends(shown(&d, LANG_EN, true), STR("\n      |          \033[1;32m^\033[0m\n")));
}

/* A finding about the file as a whole has neither place nor line. */
static void the_file_as_a_whole(void **state) {
    struct diag d = {.code = CHECK_INDICATOR_MISSING, .severity = SEV_ERROR, .file = STR("a.ini")};

    (void)state;
    d.arg[0] = STR("活动场次");
    d.arg[1] = STR("6");
    assert_text(shown(&d, LANG_ZH, false),
                "a.ini: error: 缺少评分规则中的指标“活动场次”（6 分） [F408 indicator-missing]\n");
}

static void a_suggestion(void **state) {
    struct diag d = {.code = CHECK_UNKNOWN_KEY, .severity = SEV_WARNING, .line = 3, .column = 1, .file = STR("a.ini")};

    (void)state;
    d.source = STR("wieght = 6");
    d.suggestion = STR("weight");
    d.arg[0] = STR("wieght");
    d.arg[1] = STR("a.b");
    assert_text(shown(&d, LANG_ZH, false),
                "a.ini:3:1: warning: [a.b] 中没有名为 wieght 的键（是否应为 weight？） [I014 unknown-key]\n"
                "    3 | wieght = 6\n"
                "      | ^\n");
    assert_text(shown(&d, LANG_EN, false),
                "a.ini:3:1: warning: [a.b] has no key wieght (did you mean weight?) [I014 unknown-key]\n"
                "    3 | wieght = 6\n"
                "      | ^\n");
}

/* The lines below the message. */
static void assert_source(const char *source, unsigned column, const char *wanted) {
    struct diag d = {.code = CHECK_NUL_BYTE, .severity = SEV_ERROR, .line = 7, .column = column, .file = STR("f")};
    d.source = str_of(source);
    struct str s = shown(&d, LANG_ZH, false);
    size_t end = str_find(s, STR("\n"));
    assert_text(str_sub(s, end + 1, s.n), wanted);
}

static void caret_below_chinese(void **state) {
    (void)state;
    /* `unit = "` 8 columns, three characters of two columns, `" ` 2: sixteen before the fourteenth character. */
    assert_source("unit = \"区科协\" 甲", 14,
                  "    7 | unit = \"区科协\" 甲\n"
                  "      |                 ^\n");
    /* An ambiguous one is one column wide: 8 + 1 + 2. */
    assert_source("unit = \"“区”\"", 11,
                  "    7 | unit = \"“区”\"\n"
                  "      |            ^\n");
    /* Behind the end of the line. */
    assert_source("目标 =", 5,
                  "    7 | 目标 =\n"
                  "      |       ^\n");
    /* A letter and an accent of its own are two characters in one column. */
    assert_source("e\xCC\x81x", 3,
                  "    7 | e\xCC\x81x\n"
                  "      |  ^\n");
}

static void a_long_line_is_cut(void **state) {
    struct buf line = {0}, wanted = {0};

    (void)state;
    buf_fill(&line, 'a', 149);
    buf_text(&line, "bcd");
    buf_fill(&line, 'e', 148);
    buf_char(&line, '\0');
    /* 50 columns before the caret, 50 from it on. */
    buf_text(&wanted, "    7 | ");
    buf_fill(&wanted, 'a', 50);
    buf_text(&wanted, "bcd");
    buf_fill(&wanted, 'e', 47);
    buf_text(&wanted, "\n      | ");
    buf_fill(&wanted, ' ', 50);
    buf_text(&wanted, "^\n");
    buf_char(&wanted, '\0');
    assert_source(line.p, 150, wanted.p);
    buf_free(&line);
    buf_free(&wanted);
}

/* A line of a megabyte is shown at once, not after a day. */
static void a_huge_line(void **state) {
    struct buf line = {0};

    (void)state;
    for (int i = 0; i < 400000; i++) {
        buf_text(&line, "科");
    }
    struct diag d = {.code = CHECK_NUL_BYTE, .severity = SEV_ERROR, .line = 1, .column = 400000, .file = STR("f")};
    d.source = buf_str(&line);
    struct str s = shown(&d, LANG_ZH, false);
    assert_true(s.n < 400);
    buf_free(&line);
}

/* Nothing of a file reaches the terminal raw. */
static void hostile_texts(void **state) {
    struct diag d = {.code = CHECK_UNKNOWN_KEY, .severity = SEV_WARNING, .line = 2, .column = 11};

    (void)state;
    d.file = STR("a\033]0;x\007.ini");
    d.source = STR("unit = \"区\033[31m\xC2\x9B"
                   "2J\xE2\x80\xAE甲\r\"");
    d.suggestion = STR("\x7F");
    d.arg[0] = STR("k\033\xE2\x81\xA6");
    d.arg[1] = STR("s\xC2\x85\n");
    /* The caret's column is the [ behind ESC, which is shown in six columns: 8 + 2 + 6 stand before it. */
    assert_text(shown(&d, LANG_EN, false),
                "aU+001B]0;xU+0007.ini:2:11: warning: [sU+0085U+000A] has no key kU+001BU+2066 (did you mean U+007F?)"
                " [I014 unknown-key]\n"
                "    2 | unit = \"区U+001B[31mU+009B2JU+202E甲U+000D\"\n"
                "      |                 ^\n");
}

/* The line of a file that is no text at all. */
static void a_line_of_wrong_bytes(void **state) {
    (void)state;
    assert_source("a\xFF\x80z", 2,
                  "    7 | a\\xFF\\x80z\n"
                  "      |  ^\n");
}

#define T(test) cmocka_unit_test_teardown(test, free_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(one_finding),           T(colors_of_the_severities), T(the_file_as_a_whole), T(a_suggestion),
        T(caret_below_chinese),   T(a_long_line_is_cut),       T(a_huge_line),         T(hostile_texts),
        T(a_line_of_wrong_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
