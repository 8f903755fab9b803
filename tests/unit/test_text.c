/* UTF-8 text: validity, characters, graphemes, columns, stand-ins for what is unsafe, folded names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <unigbrk.h>
#include <unistr.h>

#include "ziping/text.h"

#define FAMILY "\U0001F468\u200D\U0001F469\u200D\U0001F467" /* one grapheme of 18 bytes */
#define CHINA "\U0001F1E8\U0001F1F3"                        /* a flag, 8 bytes */

static void assert_text(struct str s, const char *expected) {
    if (!str_eq(s, str_of(expected))) {
        fail_msg("`%.*s` instead of `%s`", STR_ARG(s), expected);
    }
}

/* A small generator with a fixed start, so that a failure can be seen again. */
static uint32_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 16);
}

static void check_valid(void **state) {
    static const char *const texts[] = {
        "",
        "a",
        "项目支出绩效自评表",
        "\x7F",
        "\xC2\x80",
        "\u07FF",
        "\u0800",
        "\uD7FF",
        "\uE000",
        "\uFFFF",
        "\U00010000",
        "\U0010FFFF",
        "e\u0301",
        FAMILY CHINA,
        "abcdefgh项ijklmnop目qrstuvwx支",
        "1234567890123456789",
        "éééééééé项é",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(text_check(str_of(texts[i])), strlen(texts[i]));
    }
    assert_int_equal(text_check((struct str){NULL, 0}), 0);
    assert_int_equal(text_check((struct str){"a\0b", 3}), 3);
}

/* Each kind of bad bytes, alone, behind text of each kind, and before text. */
static void check_invalid(void **state) {
    static const char *const bad[] = {
        "\x80", /* a tail without a head */
        "\xBF",
        "\xC0\x80", /* overlong: 2, 3 and 4 bytes */
        "\xC1\xBF",
        "\xE0\x80\x80",
        "\xE0\x9F\xBF",
        "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF",
        "\xED\xA0\x80", /* surrogates */
        "\xED\xBF\xBF",
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\xF5\x80\x80\x80",
        "\xF8\x88\x80\x80\x80",
        "\xFE",
        "\xFF",
        "\xC3", /* cut short */
        "\xE4\xB8",
        "\xE4",
        "\xF0\x9F\x91",
        "\xC3(", /* a head without its tail */
        "\xE4\xB8(",
        "\xE4(\xAD",
        "\xF0\x9F\x91(",
        "\xF0\x9F(\xA8",
        "\xD6\xD0", /* 中 in GBK */
    };
    static const char *const before[] = {"", "a", "12345678", "项", "项目支出绩效", "é", "\U0001F468", "项a目b"};
    char text[64];

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        for (size_t k = 0; k < sizeof before / sizeof before[0]; k++) {
            size_t n = strlen(before[k]);
            uint32_t cp;

            strcpy(text, before[k]);
            strcat(text, bad[i]);
            assert_int_equal(text_check(str_of(text)), n);
            assert_int_equal(text_decode(str_of(text), n, &cp), 1);
            assert_int_equal(cp, TEXT_REPLACEMENT);
            strcat(text, "(项目12345678");
            assert_int_equal(text_check(str_of(text)), n);
        }
    }
}

/* Against libunistring, on bytes that are nearly UTF-8. Copied to memory of the exact size, where a read past the end
   is seen. */
static void check_random(void **state) {
    uint64_t seed = 99;

    (void)state;
    for (int i = 0; i < 100000; i++) {
        size_t n = next_random(&seed) % 24 + 1;
        unsigned char *p = malloc(n);
        const uint8_t *wrong;

        assert_non_null(p);
        for (size_t k = 0; k < n; k++) {
            static const unsigned char heads[] = {0x41, 0xC3, 0xE0, 0xE4, 0xED, 0xEF, 0xF0, 0xF4};
            uint32_t r = next_random(&seed);

            p[k] = (unsigned char)(r % 8 == 0 ? heads[r / 8 % 8] : r % 8 == 1 ? r / 8 : 0x80 + r / 8 % 64);
            if (r % 8 > 5 && n - k >= 3) {
                memcpy(p + k, "项", 3);
                k += 2;
            }
        }
        wrong = u8_check(p, n);
        assert_int_equal(text_check((struct str){(char *)p, n}), wrong ? (size_t)(wrong - p) : n);
        free(p);
    }
}

static void code_points(void **state) {
    char out[4];
    uint32_t cp;

    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        unsigned n = text_encode(c, out);
        struct str s = {out, n};
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;

        assert_int_equal(n, surrogate ? 3 : c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
        assert_int_equal(text_check(s), n);
        assert_int_equal(text_decode(s, 0, &cp), n);
        assert_int_equal(cp, surrogate ? TEXT_REPLACEMENT : c);
    }
    assert_int_equal(text_encode(0x110000, out), 3);
    assert_memory_equal(out, "\uFFFD", 3);
    assert_int_equal(text_encode(UINT32_MAX, out), 3);
    assert_int_equal(text_encode(0x9879, out), 3);
    assert_memory_equal(out, "项", 3);
}

static void count(void **state) {
    (void)state;
    assert_int_equal(text_count(STR("")), 0);
    assert_int_equal(text_count(STR("abc")), 3);
    assert_int_equal(text_count(STR("项目a")), 3);
    assert_int_equal(text_count(STR("e\u0301\U0001F468")), 3);
    assert_int_equal(text_count(STR("活动实际签到率（增加各分项指标数据）12345")), 23);
}

/* The text's graphemes have these lengths in bytes, counted from either end. */
static void graphemes_are(const char *text, const size_t *length) {
    struct str s = str_of(text);
    size_t start = 0;

    for (; *length > 0; length++) {
        size_t end = text_next(s, start);

        if (end != start + *length || text_prev(s, end) != start) {
            fail_msg("`%s` at %zu: next %zu, length %zu, back %zu", text, start, end, *length, text_prev(s, end));
        }
        start = end;
    }
    assert_int_equal(start, s.n);
}

static void graphemes(void **state) {
    (void)state;
    graphemes_are("ab项目，c", (size_t[]){1, 1, 3, 3, 3, 1, 0});
    graphemes_are("e\u0301项\u0301", (size_t[]){3, 5, 0});
    graphemes_are("a\u0301\u0302\u0303b", (size_t[]){7, 1, 0});
    graphemes_are(FAMILY FAMILY "x", (size_t[]){18, 18, 1, 0});
    graphemes_are(CHINA CHINA CHINA, (size_t[]){8, 8, 8, 0});
    graphemes_are(CHINA "\U0001F1E8项", (size_t[]){8, 4, 3, 0});
    graphemes_are("a" CHINA FAMILY, (size_t[]){1, 8, 18, 0});
    graphemes_are("\U0001F44D\U0001F3FD\U0001F44D", (size_t[]){8, 4, 0}); /* skin tone */
    graphemes_are("\u2764\uFE0F\u200D\U0001F525!", (size_t[]){13, 1, 0});
    graphemes_are("1\uFE0F\u20E3"
                  "2",
                  (size_t[]){7, 1, 0}); /* keycap */
    graphemes_are("\r\n\n\r项", (size_t[]){2, 1, 1, 3, 0});
    graphemes_are("\n\u0301项", (size_t[]){1, 2, 3, 0});
    graphemes_are("\u1100\u1161\u11A8\uAC00\u11A8\uAC01", (size_t[]){9, 6, 3, 0}); /* Hangul */
    graphemes_are("か\u3099き", (size_t[]){6, 3, 0});
    graphemes_are("\u0915\u093F\u0916", (size_t[]){6, 3, 0}); /* Devanagari vowel sign */
    graphemes_are("\u0600"
                  "1项",
                  (size_t[]){3, 3, 0});              /* prepended sign */
    graphemes_are("x\u200D项", (size_t[]){4, 3, 0}); /* a joiner with nothing to join */
    graphemes_are("项\uFF9E", (size_t[]){6, 0});     /* half-width voicing mark */
    graphemes_are("“甲”…—·", (size_t[]){3, 3, 3, 3, 3, 2, 0});
    graphemes_are("\u302A\u3029\u302A", (size_t[]){3, 6, 0});
    graphemes_are("\u0301", (size_t[]){2, 0});
}

/* Against libunistring, over characters of every class in random order. */
static void graphemes_random(void **state) {
    static const uint32_t cps[] = {
        'a',    ' ',    '\r',   '\n',   0x7F,   0x301,  0x200D, 0x1F468, 0x2764, 0xFE0F, 0x1F3FD, 0x1F1E8,
        0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0x903,  0x600,  0x9879,  0xFF0C, 0x3001, 0x302A,  0x201C,
        0x200B, 0xA9,   0x9FFF, 0x4E00, 0xFF9E, 0x2028, 0x3030, 0xFF3F,  0x3029, 0x2010, 0x2027,  0x1F1F3,
    };
    uint64_t seed = 4;

    (void)state;
    for (int i = 0; i < 60000; i++) {
        char text[64];
        char breaks[64];
        struct str s = {text, 0};
        size_t start = 0;

        for (uint32_t n = next_random(&seed) % 12 + 1; n > 0; n--) {
            s.n += text_encode(cps[next_random(&seed) % (sizeof cps / sizeof cps[0])], text + s.n);
        }
        u8_grapheme_breaks((const uint8_t *)text, s.n, breaks);
        while (start < s.n) {
            size_t end = text_next(s, start);

            assert_int_equal(text_prev(s, end), start);
            assert_true(end == s.n || breaks[end]);
            for (size_t k = start + 1; k < end; k++) {
                assert_false(breaks[k]);
            }
            start = end;
        }
    }
}

/* All pairs of characters that are taken for boundaries without a table are boundaries. */
static void graphemes_plain(void **state) {
    (void)state;
    for (uint32_t c = 0x20; c <= 0xFFFF; c++) {
        char text[8] = "";
        unsigned n = text_encode(c, text);
        struct str s = {text, n + 1};

        text[n] = 'a';
        if (c < 0xD800 || c > 0xDFFF) {
            int breaks = uc_is_grapheme_break(c, 'a');

            assert_int_equal(text_next(s, 0) == n, breaks);
            memmove(text + 1, text, n);
            text[0] = 'a';
            assert_int_equal(text_next(s, 0) == 1, uc_is_grapheme_break('a', c));
        }
    }
}

/* A text of one kind of character must not cost the square of its length. */
static void graphemes_long(void **state) {
    size_t n = 400000;
    char *p = malloc(n);
    struct str s = {p, n};

    (void)state;
    assert_non_null(p);
    for (size_t i = 0; i < n; i += 2) {
        memcpy(p + i, "\u0301", 2);
    }
    assert_int_equal(text_next(s, 0), n);
    assert_int_equal(text_prev(s, n), 0);
    assert_int_equal(text_columns(s, TEXT_NARROW), 0);
    for (size_t i = 0; i < n; i += 4) {
        memcpy(p + i, "\U0001F1E8", 4);
    }
    assert_int_equal(text_columns(s, TEXT_NARROW), n / 4);
    assert_int_equal(text_prev(s, n), n - 8);
    free(p);
}

static void char_columns(void **state) {
    static const struct {
        uint32_t cp;
        int narrow, wide;
    } cases[] = {
        {'a', 1, 1},      {' ', 1, 1},    {'~', 1, 1},     {0, 0, 0},      {'\n', 0, 0},   {'\t', 0, 0},
        {0x7F, 0, 0},     {0x85, 0, 0},   {0x9F, 0, 0},    {0xA0, 1, 1},   {0x9879, 2, 2}, {0x4E00, 2, 2},
        {0x9FFF, 2, 2},   {0x4DBF, 2, 2}, {0x20000, 2, 2}, {0xFF0C, 2, 2}, {0x3002, 2, 2}, {0x3000, 2, 2},
        {0x201C, 1, 2},   {0x201D, 1, 2}, {0x2026, 1, 2},  {0x2014, 1, 2}, {0xB7, 1, 2},   {0x2460, 1, 2},
        {0x2103, 1, 2},   {0x2265, 1, 2}, {0xD7, 1, 2},    {0x25A1, 1, 2}, {0x301, 0, 0},  {0x200D, 0, 0},
        {0x200B, 0, 0},   {0xFE0F, 0, 0}, {0x1F468, 2, 2}, {0xE9, 1, 2},   {0xEB, 1, 1},   {0xFF71, 1, 1},
        {0xAC00, 2, 2},   {0xAD, 1, 1},   {0xFFFD, 1, 2},  {0xA9, 1, 1},   {0xA0, 1, 1},   {0x410, 1, 2},
        {0x3B1, 1, 2},    {0x2500, 1, 2}, {0xE000, 1, 2},  {0x0E01, 1, 1}, {0x2070, 1, 1}, {0x10FFFD, 1, 2},
        {0x10FFFE, 1, 1}, {0xA1, 1, 2},   {0x300, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(text_char_columns(cases[i].cp, TEXT_NARROW), cases[i].narrow);
        assert_int_equal(text_char_columns(cases[i].cp, TEXT_WIDE), cases[i].wide);
    }
    for (uint32_t c = 0; c <= 0x110000; c++) {
        assert_in_range(text_char_columns(c, TEXT_NARROW), 0, 2);
        assert_in_range(text_char_columns(c, TEXT_WIDE), 0, 2);
    }
}

static void columns(void **state) {
    (void)state;
    assert_int_equal(text_columns(STR(""), TEXT_NARROW), 0);
    assert_int_equal(text_columns(STR("项目a"), TEXT_NARROW), 5);
    assert_int_equal(text_columns(STR("“优”…"), TEXT_NARROW), 5);
    assert_int_equal(text_columns(STR("“优”…"), TEXT_WIDE), 8);
    assert_int_equal(text_columns(STR("e\u0301"), TEXT_NARROW), 1);
    assert_int_equal(text_columns(STR(FAMILY), TEXT_NARROW), 2);
    assert_int_equal(text_columns(STR(CHINA CHINA), TEXT_NARROW), 4);
    assert_int_equal(text_columns(STR("\U0001F44D\U0001F3FD"), TEXT_NARROW), 2);
    assert_int_equal(text_columns(STR("≥95%，"), TEXT_NARROW), 6);
    assert_int_equal(text_columns(STR("≥95%，"), TEXT_WIDE), 7);
    assert_int_equal(text_columns(STR("a\nb"), TEXT_NARROW), 2);
    assert_int_equal(text_columns(STR("活动实际签到率（增加各分项指标数据）"), TEXT_NARROW), 36);
}

static void fit(void **state) {
    struct str s = STR("a项目e\u0301" CHINA);

    (void)state;
    assert_int_equal(text_fit(s, 0, TEXT_NARROW), 0);
    assert_int_equal(text_fit(s, 1, TEXT_NARROW), 1);
    assert_int_equal(text_fit(s, 2, TEXT_NARROW), 1);
    assert_int_equal(text_fit(s, 3, TEXT_NARROW), 4);
    assert_int_equal(text_fit(s, 4, TEXT_NARROW), 4);
    assert_int_equal(text_fit(s, 5, TEXT_NARROW), 7);
    assert_int_equal(text_fit(s, 6, TEXT_NARROW), 10);
    assert_int_equal(text_fit(s, 7, TEXT_NARROW), 10);
    assert_int_equal(text_fit(s, 8, TEXT_NARROW), 18);
    assert_int_equal(text_fit(s, 1000, TEXT_NARROW), 18);
    assert_int_equal(text_fit(s, -1, TEXT_NARROW), 0);
    assert_int_equal(text_fit(STR("“优”"), 3, TEXT_NARROW), 6);
    assert_int_equal(text_fit(STR("“优”"), 3, TEXT_WIDE), 3);
    assert_int_equal(text_fit(STR("\u200Bx"), 0, TEXT_NARROW), 3);
}

static void unsafe_chars(void **state) {
    static const uint32_t ranges[][2] = {
        {0, 0x1F},          {0x7F, 0x9F},       {0xAD, 0xAD},         {0x61C, 0x61C},   {0x180E, 0x180E},
        {0x200B, 0x200C},   {0x200E, 0x200F},   {0x2028, 0x202E},     {0x2060, 0x206F}, {0xD800, 0xDFFF},
        {0xFDD0, 0xFDEF},   {0xFEFF, 0xFEFF},   {0xFFF9, 0xFFFB},     {0xFFFE, 0xFFFF}, {0x1FFFE, 0x1FFFF},
        {0xE0000, 0xE007F}, {0xEFFFE, 0xEFFFF}, {0x10FFFE, 0x10FFFF},
    };
    size_t next = 0;

    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        bool between = (c & 0xFFFE) == 0xFFFE; /* the non-characters of the planes not listed */
        bool unsafe = text_unsafe_char(c);

        if (next < sizeof ranges / sizeof ranges[0] && c > ranges[next][1]) {
            next++;
        }
        if (next < sizeof ranges / sizeof ranges[0] && c >= ranges[next][0]) {
            assert_true(unsafe);
        } else {
            assert_int_equal(unsafe, between);
        }
    }
    assert_true(text_unsafe_char(0x110000));
}

static void visible_unchanged(void **state) {
    static const char *const texts[] = {"", "项目支出绩效", "plain ~", ("é“…”€" FAMILY), "\uFFFD", "\u00A0\u3000"};
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct str s = str_of(texts[i]);

        assert_ptr_equal(text_visible(&a, s, TEXT_FOR_SCREEN).p, s.p);
        assert_ptr_equal(text_visible(&a, s, TEXT_FOR_REPORT).p, s.p);
        assert_int_equal(text_visible(&a, s, TEXT_FOR_REPORT).n, s.n);
    }
    assert_null(a.block);
}

static void visible_changed(void **state) {
    static const struct {
        const char *text, *screen, *report;
    } cases[] = {
        {"\x1B[31m红", "^[[31m红", "U+001B[31m红"},
        {"a\nb\tc", "a^Jb^Ic", "aU+000AbU+0009c"},
        {"\x7F", "^?", "U+007F"},
        {"\xC2\x9B", "\uFFFD", "U+009B"},
        {"得\u202E分", "得\uFFFD分", "得U+202E分"},
        {"得\u200B\u200D分\u200D", "得\uFFFD\uFFFD分\uFFFD", "得U+200BU+200D分U+200D"},
        {FAMILY "\u200D", FAMILY "\uFFFD", FAMILY "U+200D"},
        {"\uFEFF[x]", "\uFFFD[x]", "U+FEFF[x]"},
        {"x\U000E0041", "x\uFFFD", "xU+E0041"},
        {"\u2028\u2066", "\uFFFD\uFFFD", "U+2028U+2066"},
        {"a\xFF"
         "b",
         "a\uFFFDb", "a\\xFFb"},
        {"项\xE4\xB8", "项\uFFFD\uFFFD", "项\\xE4\\xB8"},
        {"\xD6\xD0", "\uFFFD\uFFFD", "\\xD6\\xD0"},
        {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", "\\xED\\xA0\\x80"},
        {"\uFFFE", "\uFFFD", "U+FFFE"},
        {"12345678\n项目", "12345678^J项目", "12345678U+000A项目"},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_text(text_visible(&a, str_of(cases[i].text), TEXT_FOR_SCREEN), cases[i].screen);
        assert_text(text_visible(&a, str_of(cases[i].text), TEXT_FOR_REPORT), cases[i].report);
    }
    assert_text(text_visible(&a, (struct str){"\0x", 2}, TEXT_FOR_SCREEN), "^@x");
    arena_free(&a);
}

static void fold_unchanged(void **state) {
    static const char *const texts[] = {"",         "活动实际签到率", "PM2.5-a", "、《办法》", "é",
                                        "指标“甲”", "甲（",           "）",      "[(]"};
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct str s = str_of(texts[i]);

        assert_ptr_equal(text_fold_name(&a, s).p, s.p);
        assert_int_equal(text_fold_name(&a, s).n, s.n);
    }
    assert_null(a.block);
    for (size_t i = 4; i < 6; i++) {
        assert_ptr_equal(text_fold_name(&a, str_of(texts[i])).p, texts[i]);
    }
    arena_free(&a);
}

static void fold_changed(void **state) {
    static const struct {
        const char *text, *folded;
    } cases[] = {
        {"活动实际签到率（增加各分项指标数据）", "活动实际签到率"},
        {"活动实际签到率(增加各分项指标数据)", "活动实际签到率"},
        {"活动实际签到率（增加)", "活动实际签到率"},
        {"【数量】场次[场]（一）", "场次"},
        {"甲［乙］丙", "甲丙"},
        {"（一）场次", "场次"},
        {"ＡＢＣ１２３，％", "ABC123,%"},
        {" 培 训\u3000合\u00A0格\t率\n", "培训合格率"},
        {"签\u200B到\uFEFF率", "签到率"},
        {"e\u0301", "é"},
        {"㎡", "m2"},
        {"①", "1"},
        {"ﾊﾞ", "バ"},
        {"\uF900", "\u8C48"}, /* a compatibility ideograph */
        {"甲（乙（丙）丁）戊", "甲戊"},
        {"甲（乙【丙（丁）】）戊", "甲戊"},
        {"甲（乙", "甲(乙"},
        {"甲）乙", "甲)乙"},
        {"甲（乙]丙", "甲(乙]丙"},
        {"甲（乙[丙）丁", "甲丁"}, /* [ has no partner inside */
        {"甲(乙）丙)丁", "甲丙)丁"},
        {"（甲）", "(甲)"}, /* nothing but brackets */
        {"【甲】 （乙）", "【甲】(乙)"},
        {"（）", "()"},
        {"   ", ""},
        {"((((((((((((((((((((甲))))))))))))))))))))乙", "乙"},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_text(text_fold_name(&a, str_of(cases[i].text)), cases[i].folded);
    }
    arena_free(&a);
}

static void fold_random(void **state) {
    static const uint32_t cps[] = {'(',    ')',    '[',    ']', 0x3010, 0x3011, 0xFF08,
                                   0xFF09, 0x7532, 0x4E59, ' ', 0x3000, 'a'};
    struct arena a = {0};
    uint64_t seed = 12;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        char text[128];
        struct str s = {text, 0};
        struct str once;

        for (uint32_t n = next_random(&seed) % 40; n > 0; n--) {
            s.n += text_encode(cps[next_random(&seed) % (sizeof cps / sizeof cps[0])], text + s.n);
        }
        once = text_fold_name(&a, s);
        assert_int_equal(text_check(once), once.n);
        assert_int_equal(str_find(once, STR(" ")), once.n);
        assert_true(once.n <= s.n);
        if (i % 64 == 0) {
            arena_reset(&a);
        }
    }
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_valid),
        cmocka_unit_test(check_invalid),
        cmocka_unit_test(check_random),
        cmocka_unit_test(code_points),
        cmocka_unit_test(count),
        cmocka_unit_test(graphemes),
        cmocka_unit_test(graphemes_random),
        cmocka_unit_test(graphemes_plain),
        cmocka_unit_test(graphemes_long),
        cmocka_unit_test(char_columns),
        cmocka_unit_test(columns),
        cmocka_unit_test(fit),
        cmocka_unit_test(unsafe_chars),
        cmocka_unit_test(visible_unchanged),
        cmocka_unit_test(visible_changed),
        cmocka_unit_test(fold_unchanged),
        cmocka_unit_test(fold_changed),
        cmocka_unit_test(fold_random),
    };

    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
