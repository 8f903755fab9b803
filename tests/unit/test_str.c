/* Text by reference, the arena that owns text, and the buffer that builds it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "ziping/arena.h"
#include "ziping/buf.h"
#include "ziping/str.h"

static void assert_str(struct str s, const char *expected) {
    assert_int_equal(s.n, strlen(expected));
    assert_memory_equal(s.n > 0 ? s.p : "", expected, s.n);
}

static void compare(void **state) {
    struct str none = {NULL, 0};

    (void)state;
    assert_true(str_eq(none, STR("")));
    assert_true(str_eq(STR("得分"), str_of("得分")));
    assert_false(str_eq(STR("a"), STR("b")));
    assert_false(str_eq(STR("a"), STR("ab")));
    assert_int_equal(str_of(NULL).n, 0);
    assert_true(str_eq_nocase(STR("Weight-A1"), STR("wEIGHT-a1")));
    assert_false(str_eq_nocase(STR("weight"), STR("weigh")));
    assert_false(str_eq_nocase(STR("@"), STR("`")));
    assert_false(str_eq_nocase(STR("["), STR("{")));
    assert_true(str_eq_nocase(STR("分A"), STR("分a")));
    assert_false(str_eq_nocase(STR("\xC3\x80"), STR("\xC3\xA0"))); /* À à */
    assert_true(str_eq_nocase(none, STR("")));
}

static void ends(void **state) {
    struct str none = {NULL, 0};

    (void)state;
    assert_true(str_starts(STR("output.quality"), STR("output.")));
    assert_true(str_starts(STR("a"), STR("")));
    assert_false(str_starts(STR("out"), STR("output")));
    assert_true(str_ends(STR("form.ini"), STR(".ini")));
    assert_false(str_ends(STR("ini"), STR(".ini")));
    assert_true(str_ends(none, none));
    assert_str(str_sub(STR("绩效"), 3, 6), "效");
    assert_str(str_sub(none, 0, 0), "");
}

static void find(void **state) {
    struct str none = {NULL, 0};

    (void)state;
    assert_int_equal(str_find(STR("abcabd"), STR("abd")), 3);
    assert_int_equal(str_find(STR("aaab"), STR("ab")), 2);
    assert_int_equal(str_find(STR("abc"), STR("abcd")), 3);
    assert_int_equal(str_find(STR("abc"), STR("c")), 2);
    assert_int_equal(str_find(STR("abc"), STR("x")), 3);
    assert_int_equal(str_find(STR("abc"), STR("cd")), 3);
    assert_int_equal(str_find(STR("abc"), STR("")), 0);
    assert_int_equal(str_find(none, STR("a")), 0);
    assert_int_equal(str_find(none, none), 0);
    assert_int_equal(str_find(STR("指标体系"), STR("体系")), 6);
}

static void trim(void **state) {
    struct str none = {NULL, 0};

    (void)state;
    assert_str(str_trim(STR(" \t\r\n\v\fa b \n")), "a b");
    assert_str(str_trim(STR("  ")), "");
    assert_str(str_trim(none), "");
    assert_str(str_trim(STR("\xE3\x80\x80x")), "\xE3\x80\x80x");
}

static void words(void **state) {
    struct str rest = STR("  >= 95%\t优 ");
    struct str none = {NULL, 0};

    (void)state;
    assert_str(str_word(&rest), ">=");
    assert_str(str_word(&rest), "95%");
    assert_str(str_word(&rest), "优");
    assert_str(str_word(&rest), "");
    assert_str(rest, "");
    assert_str(str_word(&rest), "");
    assert_str(str_word(&none), "");
}

static void arena_pieces(void **state) {
    struct arena a = {0};
    char *piece[200];

    (void)state;
    for (size_t i = 0; i < 200; i++) {
        size_t size = i * 37 % 1000;

        piece[i] = arena_alloc(&a, size);
        assert_non_null(piece[i]);
        assert_int_equal((uintptr_t)piece[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++) {
            assert_int_equal(piece[i][k], 0);
        }
        memset(piece[i], (int)i, size);
    }
    for (size_t i = 0; i < 200; i++) {
        for (size_t k = 0; k < i * 37 % 1000; k++) {
            assert_int_equal((unsigned char)piece[i][k], i);
        }
    }
    assert_false(a.failed);
    arena_free(&a);
    assert_null(a.block);
    arena_free(&a);
}

static void arena_text(void **state) {
    struct arena a = {0};
    struct str none = {NULL, 0};
    struct str s;

    (void)state;
    s = arena_copy(&a, STR("自评"));
    assert_str(s, "自评");
    assert_int_equal(s.p[s.n], '\0');
    s = arena_copy(&a, none);
    assert_non_null(s.p);
    assert_int_equal(s.n, 0);
    assert_int_equal(s.p[0], '\0');
    s = arena_join(&a, STR("output."), STR("plan"));
    assert_str(s, "output.plan");
    assert_int_equal(s.p[s.n], '\0');
    assert_str(arena_join(&a, none, STR("x")), "x");
    assert_str(arena_join(&a, STR("x"), none), "x");
    arena_free(&a);
}

/* The bytes are copied, not a C string. */
static void arena_text_with_nul(void **state) {
    struct arena a = {0};
    struct str s = arena_copy(&a, (struct str){"a\0b", 3});

    (void)state;
    assert_int_equal(s.n, 3);
    assert_memory_equal(s.p, "a\0b", 4);
    arena_free(&a);
}

static void arena_short_of_memory(void **state) {
    struct arena a = {0};

    (void)state;
    assert_null(arena_alloc(&a, SIZE_MAX));
    assert_true(a.failed);
    arena_reset(&a);
    assert_false(a.failed);
    assert_null(arena_alloc(&a, SIZE_MAX - 8));
    assert_true(a.failed);
    arena_reset(&a);
    assert_null(arena_array(&a, int, SIZE_MAX / 2));
    assert_true(a.failed);
    arena_reset(&a);
    assert_null(arena_copy(&a, (struct str){"", SIZE_MAX}).p);
    assert_true(a.failed);
    assert_non_null(arena_new(&a, int)); /* later pieces may still be had, and the failure is remembered */
    assert_true(a.failed);
    arena_free(&a);
    assert_false(a.failed);
}

static void arena_used_again(void **state) {
    struct arena a = {0};
    unsigned char *p;

    (void)state;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 100; i++) {
            p = arena_alloc(&a, 3000);
            assert_non_null(p);
            assert_int_equal(p[0] | p[1500] | p[2999], 0);
            memset(p, 0xFF, 3000);
        }
        arena_reset(&a);
    }
    p = arena_alloc(&a, 1 << 22);
    assert_non_null(p);
    assert_int_equal(p[(1 << 22) - 1], 0);
    assert_non_null(arena_alloc(&a, 1));
    arena_free(&a);
}

static void arena_growing(void **state) {
    struct arena a = {0};
    uint32_t *v = NULL;
    uint32_t *other = NULL;
    size_t cap = 0;
    size_t other_cap = 0;

    (void)state;
    for (uint32_t i = 0; i < 20000; i++) {
        v = arena_grow(&a, v, i, &cap, sizeof *v);
        assert_non_null(v);
        assert_true(cap > i);
        v[i] = i;
        /* Two arrays in turn: neither may grow into the other. */
        other = arena_grow(&a, other, i, &other_cap, sizeof *other);
        assert_non_null(other);
        other[i] = ~i;
    }
    for (uint32_t i = 0; i < 20000; i++) {
        assert_int_equal(v[i], i);
        assert_int_equal(other[i], ~i);
    }
    assert_ptr_equal(arena_grow(&a, v, 5, &cap, sizeof *v), v);
    assert_null(arena_grow(&a, v, SIZE_MAX / 2, &cap, sizeof *v));
    assert_true(a.failed);
    assert_int_equal(v[19999], 19999);
    arena_free(&a);
}

static void arena_grows_to_what_is_asked(void **state) {
    struct arena a = {0};
    size_t cap = 0;
    char *v = arena_grow(&a, NULL, 1000, &cap, 1);

    (void)state;
    assert_non_null(v);
    assert_true(cap > 1000);
    size_t before = cap;
    memset(v, 'x', cap);
    v = arena_grow(&a, v, cap, &cap, 1);
    assert_true(cap > before);
    for (size_t i = 0; i < before; i++) {
        assert_int_equal(v[i], 'x');
    }
    memset(v, 'y', cap);
    arena_free(&a);
}

static void buf_building(void **state) {
    struct buf b = {0};
    struct str none = {NULL, 0};

    (void)state;
    assert_int_equal(buf_str(&b).n, 0);
    buf_add(&b, none);
    buf_fill(&b, 'x', 0);
    buf_text(&b, "");
    assert_int_equal(b.n, 0);
    buf_add(&b, STR("得分"));
    buf_char(&b, ' ');
    buf_number(&b, 0);
    buf_char(&b, ' ');
    buf_number(&b, 18446744073709551615u);
    buf_fill(&b, '-', 3);
    buf_printf(&b, "%s=%d", "a", -5);
    buf_text(&b, "!");
    assert_str(buf_str(&b), "得分 0 18446744073709551615---a=-5!");
    buf_clear(&b);
    assert_int_equal(b.n, 0);
    assert_true(b.cap > 0);
    buf_free(&b);
    assert_null(b.p);
    buf_free(&b);
}

static void buf_large(void **state) {
    struct buf b = {0};
    char *long_text = malloc(70001);

    (void)state;
    assert_non_null(long_text);
    memset(long_text, 'y', 70000);
    long_text[70000] = '\0';
    for (int i = 0; i < 300; i++) {
        buf_char(&b, 'x');
    }
    buf_printf(&b, "<%s>", long_text);
    assert_int_equal(b.n, 300 + 70002);
    assert_int_equal(b.p[300], '<');
    assert_int_equal(b.p[70301], '>');
    /* Each length around the end of the room: vsnprintf's own NUL must not cost a character. */
    for (size_t n = 200; n < 300; n++) {
        buf_free(&b);
        buf_fill(&b, 'a', n);
        buf_printf(&b, "%.*s", 20, long_text);
        assert_int_equal(b.n, n + 20);
        assert_int_equal(b.p[b.n - 1], 'y');
    }
    assert_false(b.failed);
    buf_free(&b);
    free(long_text);
}

static void buf_short_of_memory(void **state) {
    struct buf b = {0};

    (void)state;
    buf_text(&b, "kept");
    buf_fill(&b, 'x', SIZE_MAX - 10);
    assert_true(b.failed);
    buf_text(&b, "lost");
    buf_char(&b, 'x');
    buf_printf(&b, "%d", 1);
    assert_str(buf_str(&b), "kept");
    buf_clear(&b);
    assert_false(b.failed);
    buf_text(&b, "again");
    assert_str(buf_str(&b), "again");
    buf_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compare),
        cmocka_unit_test(ends),
        cmocka_unit_test(find),
        cmocka_unit_test(trim),
        cmocka_unit_test(words),
        cmocka_unit_test(arena_pieces),
        cmocka_unit_test(arena_text),
        cmocka_unit_test(arena_text_with_nul),
        cmocka_unit_test(arena_short_of_memory),
        cmocka_unit_test(arena_used_again),
        cmocka_unit_test(arena_growing),
        cmocka_unit_test(arena_grows_to_what_is_asked),
        cmocka_unit_test(buf_building),
        cmocka_unit_test(buf_large),
        cmocka_unit_test(buf_short_of_memory),
    };

    return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
