/* Where a caret stands in the lines of a text, and how much of the text is looked at to know it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ziping/buf.h"
#include "ziping/editor.h"
#include "ziping/lines.h"

/* ---- bytes that were looked at: every function of text.h that lines.c and editor.c call is counted ---- */

static size_t looked_at;

#define COUNTED(type, name, arguments, call, bytes)                                                                    \
    type __real_##name arguments;                                                                                      \
    type __wrap_##name arguments;                                                                                      \
    type __wrap_##name arguments {                                                                                     \
        looked_at += (bytes);                                                                                          \
        return __real_##name call;                                                                                     \
    }

COUNTED(size_t, text_visible_at, (struct str s, size_t at, enum text_show how), (s, at, how), at)
COUNTED(size_t, text_visible_from, (struct str s, size_t at, enum text_show how), (s, at, how), s.n)
COUNTED(int, text_columns, (struct str s, enum text_ambiguous a), (s, a), s.n)
COUNTED(size_t, text_fit, (struct str s, int columns, enum text_ambiguous a), (s, columns, a), s.n)
COUNTED(size_t, text_next, (struct str s, size_t at), (s, at), 1)
COUNTED(size_t, text_prev, (struct str s, size_t at), (s, at), 1)
COUNTED(unsigned, text_decode, (struct str s, size_t at, uint32_t *cp), (s, at, cp), 1)

static struct lines lines_of(struct arena *a, struct str text, int columns) {
    struct lines l = {.text = text, .ambiguous = TEXT_NARROW};
    l.shown = text_visible(a, text, TEXT_FOR_LINES);
    l.wrap = wrap_text(a, l.shown, columns, l.ambiguous);
    assert_true(l.wrap.n > 0);
    return l;
}

/* ---- offsets of what is shown ---- */

static const char *const texts[] = {
    "",
    "\n",
    "abc",
    "持续推进“改革”，提升服务能力。",
    "a\tb\033[5n\177c\n\n\302\205z",
    "\342\200\256右到左\342\201\246",
    "第一段。\n第二段比较长，要断成几行才放得下，里面还有 ASCII words。\n",
    "\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F旗",
    "e\u0301\u0300 \U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F1E8\U0001F1F3",
};

#define TEXTS (sizeof texts / sizeof *texts)

static void offsets_are_those_of_the_text_that_is_shown(void **state) {
    struct arena a = {0};
    (void)state;
    for (size_t i = 0; i < TEXTS; i++) {
        struct str s = str_of(texts[i]);
        for (int how = TEXT_FOR_SCREEN; how <= TEXT_FOR_REPORT; how++) {
            size_t at = 0, last = 0;
            for (;;) {
                uint32_t cp;
                size_t shown = text_visible_at(s, at, (enum text_show)how);
                size_t behind = text_visible(&a, str_sub(s, at, s.n), (enum text_show)how).n;
                assert_int_equal(shown, text_visible(&a, s, (enum text_show)how).n - behind);
                assert_int_equal(text_visible_from(s, shown, (enum text_show)how), at);
                for (size_t inside = last + 1; inside < shown; inside++) { /* a character's bytes, or its stand-in's */
                    size_t from = text_visible_from(s, inside, (enum text_show)how);
                    assert_true(from < at);
                    assert_true(((unsigned char)s.p[from] & 0xC0) == 0x80 ||
                                text_visible_at(s, from, (enum text_show)how) <= inside);
                }
                if (at == s.n) {
                    break;
                }
                last = shown;
                at += text_decode(s, at, &cp);
            }
        }
    }
    arena_free(&a);
}

static void an_invalid_byte_is_one_character(void **state) {
    struct str s = STR("a\xff\xfe z");
    (void)state;
    assert_int_equal(text_visible_at(s, 3, TEXT_FOR_SCREEN), 7);
    assert_int_equal(text_visible_at(s, 3, TEXT_FOR_REPORT), 9);
    assert_int_equal(text_visible_from(s, 7, TEXT_FOR_SCREEN), 3);
    assert_int_equal(text_visible_from(s, 6, TEXT_FOR_SCREEN), 2);
}

/* ---- carets ---- */

static void places(void **state) {
    static const struct {
        const char *before, *behind; /* the caret */
        int columns, line, column;
    } cases[] = {
        {"", "", 10, 0, 0},
        {"", "一二", 10, 0, 0},
        {"一二", "", 10, 0, 4},
        {"一二三", "四五六", 6, 1, 0}, /* the end of a full line is the start of the next */
        {"一二三四", "五六", 6, 1, 2},
        {"一\n", "二", 10, 1, 0},
        {"一\n二\n", "", 10, 2, 0},
        {"a\t", "b", 10, 0, 3}, /* ^I */
        {"a\033", "[5nb", 9, 0, 3},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct str before = str_of(cases[i].before);
        struct lines l = lines_of(&a, arena_join(&a, before, str_of(cases[i].behind)), cases[i].columns);
        int line, column;
        lines_place(&l, before.n, &line, &column);
        assert_int_equal(line, cases[i].line);
        assert_int_equal(column, cases[i].column);
        assert_int_equal(lines_caret(&l, line, column), before.n);
        arena_free(&a);
    }
}

static void carets_between_and_beyond(void **state) {
    struct arena a = {0};
    struct lines l = lines_of(&a, STR("一二三四五六\n\nab"), 6);
    (void)state;
    assert_int_equal(l.wrap.n, 4);
    assert_int_equal(lines_caret(&l, 0, 3), 3);   /* in the middle of 二: before it */
    assert_int_equal(lines_caret(&l, 0, 100), 6); /* before 三: behind it is the next line */
    assert_int_equal(lines_caret(&l, 1, 100), 18);
    assert_int_equal(lines_caret(&l, 2, 5), 19);
    assert_int_equal(lines_caret(&l, 3, 1), 21);
    assert_int_equal(lines_caret(&l, 3, 5), 22);
    arena_free(&a);
}

/* From every caret its place, and back; and from every place a caret of the text that is in that line. */
static void places_and_carets_agree(void **state) {
    (void)state;
    for (size_t i = 0; i < TEXTS; i++) {
        for (int columns = 2; columns < 24; columns++) {
            struct arena a = {0};
            struct lines l = lines_of(&a, str_of(texts[i]), columns);
            int line, column, last = 0;
            for (size_t at = 0;; at = text_next(l.text, at)) {
                lines_place(&l, at, &line, &column);
                assert_true(line >= last && line < (int)l.wrap.n && column >= 0);
                last = line;
                size_t back = lines_caret(&l, line, column);
                int back_line, back_column;
                lines_place(&l, back, &back_line, &back_column);
                assert_true(back <= at && back_line == line && back_column <= column);
                if (at == l.text.n) {
                    break;
                }
            }
            for (line = 0; line < (int)l.wrap.n; line++) {
                for (column = 0; column <= columns; column++) {
                    size_t at = lines_caret(&l, line, column);
                    assert_true(at == 0 || at == l.text.n || text_next(l.text, text_prev(l.text, at)) == at);
                }
            }
            arena_free(&a);
        }
    }
}

/* ---- what it costs ---- */

#define COLUMNS 38

static void put_characters(struct buf *b, int n) {
    static const char *const words[] = {"持", "续", "推", "进", "改", "革", "，", "“", "能", "力", "”", "。"};
    for (int i = 0; i < n; i++) {
        buf_text(b, i % 97 == 96 ? "\t" : words[i % 12]);
    }
}

struct cost {
    size_t walk, edit; /* bytes looked at for the most expensive key */
};

static size_t of_key(size_t most) {
    most = looked_at > most ? looked_at : most;
    looked_at = 0;
    return most;
}

/* Up and down through a text of so many characters by lines, keeping the column; then typing in its middle. */
static struct cost cost_of(int characters) {
    struct cost cost = {0};
    struct arena a = {0};
    struct buf b = {0};
    struct editor e = {0};
    int line, column, lines;
    put_characters(&b, characters);
    editor_begin(&e, buf_str(&b), true);
    struct lines l = lines_of(&a, editor_text(&e), COLUMNS);
    lines = (int)l.wrap.n;
    editor_move(&e, lines_caret(&l, lines - 1, 10));
    looked_at = 0;
    for (int i = 1; i < 2 * lines - 1; i++) {
        lines_place(&l, e.caret, &line, &column);
        editor_move(&e, lines_caret(&l, i < lines ? lines - 1 - i : i - lines + 1, 10));
        cost.walk = of_key(cost.walk);
    }
    editor_move(&e, e.text.n / 2);
    for (int i = 0; i < 50; i++) {
        looked_at = 0;
        if (i < 40) {
            editor_type(&e, STR("字"));
        } else {
            editor_backspace(&e);
        }
        size_t edit = looked_at;
        arena_reset(&a);
        l = lines_of(&a, editor_text(&e), COLUMNS);
        looked_at = edit; /* wrapping is not what is counted here */
        lines_place(&l, e.caret, &line, &column);
        cost.edit = of_key(cost.edit);
    }
    editor_free(&e);
    buf_free(&b);
    arena_free(&a);
    return cost;
}

static void a_key_costs_a_few_looks_at_the_text(void **state) {
    struct cost one = cost_of(1000), five = cost_of(5000);
    (void)state;
    assert_true(five.walk <= 6 * one.walk); /* in proportion, not by the square */
    assert_true(five.walk <= 4 * 3 * 5000);
    assert_true(five.edit <= 6 * one.edit + 1000);
    assert_true(five.edit <= 4 * 3 * 5000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offsets_are_those_of_the_text_that_is_shown),
        cmocka_unit_test(an_invalid_byte_is_one_character),
        cmocka_unit_test(places),
        cmocka_unit_test(carets_between_and_beyond),
        cmocka_unit_test(places_and_carets_agree),
        cmocka_unit_test(a_key_costs_a_few_looks_at_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
