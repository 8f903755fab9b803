/* Breaking text into lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "ziping/wrap.h"

#define NARROWEST 2
#define WIDEST 60

static const char *const paragraphs[] = {
    "项目实施单位严格按照《项目支出绩效评价管理办法》（财预〔2020〕10号）的要求，对照年初设定的绩效目标，逐项核对完成情"
    "况："
    "全年组织培训12场，参训人员1,355人次，满意度达到95.5%，较上年提高3.2个百分点；预算执行率为99.60%"
    "，未发生超预算支出。",
    "一是“走出去”与“请进来”相结合，开展“科普进校园”“科普进社区”“科普进乡村”系列活动；二是编印《科普知识手册》"
    "（第二版）、《应急避险指南》等读物……受到群众“一致好评”，社会效益显著——后续将继续推广。（详见附件：《活动统计表》"
    "）",
    "因天气原因，两场户外活动（“全国科普日”主会场、“科技周”分会场）未按期举行，方案执行率为92.3%≤95%，扣1.15分。"
    "改进措施：①提前与气象部门沟通；②制定应急预案；③建立“周调度、月通报”机制。",
    "The project's web site is at https://www.example.gov.cn/kepu/2024/index.html?year=2024&unit=kexie and was visited "
    "4,604 times (target: >= 4,754); see the report \"Annual results\" of 2024-12-31.",
    "甲，乙。丙；丁：（戊）《己》“庚”！辛？壬、癸",
    "　　首行缩进两个汉字的段落，中间有 空 格 和　全角　空格　，还有Tab\t以及English "
    "words混排，字母ABCdef与数字123456789相连。",
    "e\u0301e\u0301e\u0301组合字符，\U0001F468\u200D\U0001F469\u200D\U0001F467一家人\U0001F1E8\U0001F1F3国旗"
    "\U0001F44D\U0001F3FD表情。",
};

static bool is_white(struct str s) {
    while (s.n > 0) {
        if (s.p[0] == ' ' || s.p[0] == '\t' || s.p[0] == '\r' || s.p[0] == '\n') {
            s = str_sub(s, 1, s.n);
        } else if (str_starts(s, STR("\u3000"))) {
            s = str_sub(s, 3, s.n);
        } else {
            return false;
        }
    }
    return true;
}

/* What holds for the lines of any text. */
static void assert_whole(struct str s, struct wrap w, int columns, enum text_ambiguous ambiguous) {
    size_t at = 0;

    assert_true(w.n >= 1);
    for (size_t i = 0; i < w.n; i++) {
        const struct wrap_line *line = &w.line[i];
        struct str text;

        assert_int_equal(line->start, at);
        assert_true(line->start <= line->end && line->end <= line->next && line->next <= s.n);
        assert_true(line->next > line->start || i + 1 == w.n);
        text = str_sub(s, line->start, line->end);
        assert_true(is_white(str_sub(s, line->end, line->next)));
        assert_int_equal(line->columns, text_columns(text, ambiguous));
        if (line->columns > columns) {
            assert_int_equal(text_next(text, 0), text.n);
        }
        assert_int_equal(str_find(text, STR("\n")), text.n);
        assert_false(text.n > 0 && str_ends(text, STR(" ")));
        if (at > 0) {
            assert_int_equal(text_next(s, text_prev(s, at)), at);
        }
        at = line->next;
    }
    assert_int_equal(at, s.n);
}

static void assert_no_bad_edge(struct str s, struct wrap w) {
    static const char *const not_first[] = {"，", "。", "；", "：", "）", "》", "”", "、", "！", "？", "〕"};

    for (size_t i = 0; i < w.n; i++) {
        struct str text = str_sub(s, w.line[i].start, w.line[i].end);

        for (size_t k = 0; k < sizeof not_first / sizeof not_first[0]; k++) {
            if (str_starts(text, str_of(not_first[k]))) {
                fail_msg("line `%.*s`", STR_ARG(text));
            }
        }
    }
}

/* The lines of the text, parted by `|`. */
static void wraps_as(const char *text, int columns, enum text_ambiguous ambiguous, const char *expected) {
    struct arena a = {0};
    struct buf {
        char text[512];
        size_t n;
    } got = {.n = 0};
    struct str s = str_of(text);
    struct wrap w = wrap_text(&a, s, columns, ambiguous);

    assert_whole(s, w, columns, ambiguous);
    for (size_t i = 0; i < w.n; i++) {
        size_t n = w.line[i].end - w.line[i].start;

        if (i > 0) {
            got.text[got.n++] = '|';
        }
        memcpy(got.text + got.n, text + w.line[i].start, n);
        got.n += n;
    }
    got.text[got.n] = '\0';
    if (strcmp(got.text, expected) != 0) {
        fail_msg("`%s` at %d: `%s` instead of `%s`", text, columns, got.text, expected);
    }
    arena_free(&a);
}

static void narrow(const char *text, int columns, const char *expected) {
    wraps_as(text, columns, TEXT_NARROW, expected);
}

static void chinese(void **state) {
    (void)state;
    narrow("", 10, "");
    narrow("项目支出绩效自评表", 18, "项目支出绩效自评表");
    narrow("项目支出绩效自评表", 17, "项目支出绩效自评|表");
    narrow("项目支出绩效自评表", 6, "项目支|出绩效|自评表");
    narrow("完成率，达到", 6, "完成|率，达|到");
    narrow("完成率，达到", 7, "完成|率，达|到");
    narrow("完成率，达到", 8, "完成率，|达到");
    narrow("见《办法》第三条", 6, "见《办|法》第|三条");
    narrow("见《办法》第三条", 4, "见|《办|法》|第三|条");
    narrow("满意度95.5%以上", 8, "满意度|95.5%以|上");
    narrow("甲……乙", 5, "甲……|乙");
    narrow("结论——好", 5, "结论|——好");
}

static void quotes(void **state) {
    (void)state;
    narrow("“优”“良”", 4, "“优”|“良”");
    narrow("“优”“良”", 7, "“优”|“良”");
    narrow("他说“优秀”了", 6, "他说|“优秀”|了");
    narrow("他说：“优秀”。", 7, "他说：|“优|秀”。");
    narrow("‘优秀’与‘良好’", 6, "‘优秀’|与‘良|好’");
    narrow("称“ABC”类", 6, "称|“ABC”|类");
    narrow("don’t do", 6, "don’t|do");
    narrow("say “well” so", 10, "say “well”|so");
    wraps_as("“优”“良”", 6, TEXT_WIDE, "“优”|“良”");
    wraps_as("“优”“良”", 7, TEXT_WIDE, "“优”|“良”");
    wraps_as("①②③", 4, TEXT_WIDE, "①②|③");
    wraps_as("①②③", 4, TEXT_NARROW, "①②③");
    wraps_as("≥95%≥96%", 5, TEXT_WIDE, "≥95%|≥96%");
}

static void spaces(void **state) {
    (void)state;
    narrow("hello world foo", 11, "hello world|foo");
    narrow("hello world foo", 10, "hello|world foo");
    narrow("hello     world", 6, "hello|world");
    narrow("ab    ", 2, "ab");
    narrow("ab    \ncd", 2, "ab|cd");
    narrow("  ab", 4, "  ab");
    narrow("   ", 2, "");
    narrow("     a", 2, "|a");
    narrow("得分　　优", 4, "得分|优");
    narrow("得　分", 4, "得|分");
    narrow("得分　", 4, "得分");
    narrow("　　得分", 8, "　　得分");
    narrow("a\t", 1, "a");
}

static void line_feeds(void **state) {
    (void)state;
    narrow("\n", 5, "|");
    narrow("a\n\nb\n", 5, "a||b|");
    narrow("ab\r\ncd\r", 5, "ab|cd");
    narrow("一二三\n四", 4, "一二|三|四");
    narrow("一二\n三四", 4, "一二|三四");
    narrow("\n\n\n", 1, "|||");
    narrow("a \n b", 3, "a| b");
}

static void forced(void **state) {
    (void)state;
    narrow("hello", 2, "he|ll|o");
    narrow("项目", 1, "项|目");
    narrow("a项b", 1, "a|项|b");
    narrow("abc项目", 2, "ab|c|项|目");
    narrow("1,234,567.89，", 12, "1,234,567.8|9，");
    narrow("100,000.00元", 6, "100,00|0.00元");
    narrow("，，，，", 4, "，，|，，");
    narrow("（《甲》）", 6, "（《|甲》）");
    narrow("e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301");
    narrow("\U0001F468\u200D\U0001F469x", 1, "\U0001F468\u200D\U0001F469|x");
    narrow("\U0001F1E8\U0001F1F3\U0001F1E8\U0001F1F3", 2, "\U0001F1E8\U0001F1F3|\U0001F1E8\U0001F1F3");
    narrow("a\xC2\xA0"
           "b",
           2, "a\xC2\xA0|b"); /* a no-break space is kept together while there is room */
}

static void control_characters(void **state) {
    (void)state;
    narrow("a\vb", 1, "a\v|b");
    narrow("\u2028", 5, "\u2028");
    narrow(" \xC2\x80", 5, " \xC2\x80"); /* its last byte is also U+3000's */
    narrow("ab \u0301", 5, "ab \u0301");
}

static void any_width(void **state) {
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof paragraphs / sizeof paragraphs[0]; i++) {
        struct str s = str_of(paragraphs[i]);

        for (int columns = NARROWEST; columns <= WIDEST; columns++) {
            struct wrap narrow_lines = wrap_text(&a, s, columns, TEXT_NARROW);
            struct wrap wide_lines = wrap_text(&a, s, columns, TEXT_WIDE);

            assert_whole(s, narrow_lines, columns, TEXT_NARROW);
            assert_whole(s, wide_lines, columns, TEXT_WIDE);
            if (columns >= 6) {
                assert_no_bad_edge(s, narrow_lines);
            }
            if (columns >= 8) {
                assert_no_bad_edge(s, wide_lines);
            }
            arena_reset(&a);
        }
    }
    arena_free(&a);
}

/* A line is as full as it can be: its successor's first character did not fit, or may not be parted from what follows.
 */
static void lines_are_filled(void **state) {
    struct arena a = {0};
    struct str s = STR("项目支出绩效自评表项目支出绩效自评表项目支出绩效自评表abc项目支出");

    (void)state;
    for (int columns = NARROWEST; columns <= WIDEST; columns++) {
        struct wrap w = wrap_text(&a, s, columns, TEXT_NARROW);

        for (size_t i = 0; i + 1 < w.n; i++) {
            assert_true(w.line[i].columns >= columns - 3);
        }
    }
    arena_free(&a);
}

static uint32_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 16);
}

static void random_text(void **state) {
    static const char *const pieces[] = {
        "项",
        "目",
        "，",
        "。",
        "（",
        "）",
        "《",
        "》",
        "“",
        "”",
        "‘",
        "’",
        "a",
        "b",
        "7",
        ",",
        ".",
        " ",
        "　",
        "\n",
        "\r",
        "%",
        "-",
        "/",
        "…",
        "—",
        "①",
        "e\u0301",
        "\U0001F468\u200D",
        "\U0001F1E8",
        "\t",
        "\u200B",
        "\u00A0",
        "\v",
    };
    struct arena a = {0};
    uint64_t seed = 61;

    (void)state;
    for (int i = 0; i < 30000; i++) {
        char text[512] = "";
        struct str s = {text, 0};
        int columns = (int)(next_random(&seed) % 20) + 1;
        enum text_ambiguous ambiguous = i & 1 ? TEXT_WIDE : TEXT_NARROW;

        for (uint32_t n = next_random(&seed) % 60; n > 0; n--) {
            const char *piece = pieces[next_random(&seed) % (sizeof pieces / sizeof pieces[0])];

            memcpy(text + s.n, piece, strlen(piece));
            s.n += strlen(piece);
        }
        assert_whole(s, wrap_text(&a, s, columns, ambiguous), columns, ambiguous);
        if (i % 64 == 0) {
            arena_reset(&a);
        }
    }
    arena_free(&a);
}

/* `n` bytes of the piece over and over. */
static struct str repeated(struct arena *a, const char *piece, size_t n) {
    char *p = arena_alloc(a, n);
    size_t length = strlen(piece);

    assert_non_null(p);
    for (size_t at = 0; at + length <= n; at += length) {
        memcpy(p + at, piece, length);
    }
    return (struct str){p, n / length * length};
}

static void five_thousand_characters(void **state) {
    struct arena a = {0};
    struct str s = repeated(&a, "绩效目标，", 15000);

    (void)state;
    assert_int_equal(text_count(s), 5000);
    for (int columns = 6; columns <= WIDEST; columns++) {
        struct wrap w = wrap_text(&a, s, columns, TEXT_NARROW);

        assert_whole(s, w, columns, TEXT_NARROW);
        assert_no_bad_edge(s, w);
    }
    assert_int_equal(wrap_text(&a, s, 10, TEXT_NARROW).n, 1000);
    assert_int_equal(wrap_text(&a, s, 10001, TEXT_NARROW).n, 1);
    arena_free(&a);
}

/* Large texts without any good place to break: the time must not grow with the square of the length. */
static void large(void **state) {
    static const char *const pieces[] = {"x",      "，", " ",  "\u0301", "“",     "\U0001F1E8",
                                         "\u200B", "\n", "（", "项",     "\u3000"};
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        struct str s = repeated(&a, pieces[i], 400000);

        assert_whole(s, wrap_text(&a, s, 60, TEXT_NARROW), 60, TEXT_NARROW);
        arena_reset(&a);
    }
    assert_int_equal(wrap_text(&a, repeated(&a, "x", 1000), 60, TEXT_NARROW).n, 17);
    arena_free(&a);
}

static void too_large(void **state) {
    struct arena a = {0};

    (void)state;
    assert_int_equal(wrap_text(&a, (struct str){"", (size_t)UINT32_MAX + 1}, 10, TEXT_NARROW).n, 0);
    assert_true(a.failed);
    arena_free(&a);
    assert_int_equal(wrap_text(&a, (struct str){NULL, 0}, 10, TEXT_NARROW).n, 1);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese),     cmocka_unit_test(quotes),
        cmocka_unit_test(spaces),      cmocka_unit_test(line_feeds),
        cmocka_unit_test(forced),      cmocka_unit_test(control_characters),
        cmocka_unit_test(any_width),   cmocka_unit_test(lines_are_filled),
        cmocka_unit_test(random_text), cmocka_unit_test(five_thousand_characters),
        cmocka_unit_test(large),       cmocka_unit_test(too_large),
    };

    return cmocka_run_group_tests_name("wrap", tests, NULL, NULL);
}
