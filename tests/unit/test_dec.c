/* Exact decimals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ziping/dec.h"

__extension__ typedef __int128 wide;

/* Stands for "was not touched". */
#define UNTOUCHED INT64_C(-77)

static void accepts(const char *text, int64_t expected) {
    dec d = UNTOUCHED;
    enum dec_status status = dec_parse(str_of(text), &d);

    if (status != DEC_OK || d != expected) {
        fail_msg("`%s`: status %d, %lld instead of %lld", text, (int)status, (long long)d, (long long)expected);
    }
}

static void refuses(const char *text, enum dec_status expected) {
    dec d = UNTOUCHED;
    enum dec_status status = dec_parse(str_of(text), &d);

    if (status != expected || d != UNTOUCHED) {
        fail_msg("`%s`: status %d instead of %d, %lld", text, (int)status, (int)expected, (long long)d);
    }
}

static void parse_plain(void **state) {
    (void)state;
    accepts("0", 0);
    accepts("-0", 0);
    accepts("-0.0", 0);
    accepts("+1", 1000000);
    accepts("-1", -1000000);
    accepts("95.5", 95500000);
    accepts("137.85", 137850000);
    accepts("-0.55", -550000);
    accepts("0.000001", 1);
    accepts("-0.000001", -1);
    accepts("1.50", 1500000);
    accepts("007", 7000000);
    accepts("00.10", 100000);
    accepts("3.1234560000000000000000", 3123456);
}

static void parse_limits(void **state) {
    (void)state;
    accepts("999999999999", INT64_C(999999999999000000));
    accepts("999999999999.999999", INT64_C(999999999999999999));
    accepts("-999999999999.999999", INT64_C(-999999999999999999));
    accepts("0000000000000000000000000000000012", 12000000);
    refuses("1000000000000", DEC_TOO_LARGE);
    refuses("-1000000000000", DEC_TOO_LARGE);
    refuses("1,000,000,000,000", DEC_TOO_LARGE);
    refuses("123456789012345678901234567890", DEC_TOO_LARGE);
    refuses("123456789012345678901234567890.1234567", DEC_TOO_LARGE);
    refuses("0.0000001", DEC_TOO_FINE);
    refuses("1.1234567", DEC_TOO_FINE);
    refuses("1.00000000000000000000000000000000000001", DEC_TOO_FINE);
    /* What is wrong with the form of the text comes first. */
    refuses("123456789012345678901234567890x", DEC_MALFORMED);
    refuses("1.1234567x", DEC_MALFORMED);
}

static void parse_groups(void **state) {
    (void)state;
    accepts("1,234.50", 1234500000);
    accepts("12,345", INT64_C(12345000000));
    accepts("123,456", INT64_C(123456000000));
    accepts("1,234,567", INT64_C(1234567000000));
    accepts("-1,234", -1234000000);
    accepts("999,999,999,999", INT64_C(999999999999000000));
    refuses("1,23", DEC_MALFORMED);
    refuses("1,2345", DEC_MALFORMED);
    refuses(",123", DEC_MALFORMED);
    refuses("1234,567", DEC_MALFORMED);
    refuses("1,234567", DEC_MALFORMED);
    refuses("1,234,56", DEC_MALFORMED);
    refuses("1,,234", DEC_MALFORMED);
    refuses("1,234,", DEC_MALFORMED);
    refuses("1,", DEC_MALFORMED);
    refuses(",", DEC_MALFORMED);
    refuses("1,234.5,6", DEC_MALFORMED);
    refuses("1,23.4", DEC_MALFORMED);
    refuses("0.123,456", DEC_MALFORMED);
}

static void parse_malformed(void **state) {
    static const char *const texts[] = {
        "12abc", "1e5",   "1E5",   "0x10", ".5",       "5.",        ".",    "-",  "+",   "--1", "+-1",
        "- 1",   "1 2",   "1.2.3", "1..2", "95%",      "95.5％",    "95分", "五", "inf", "nan", "1-",
        "-.5",   "1.+5",  "1. 5",  "\xEF", "\xEF\xBC", "1\xEF\xBC", "\xFF", "—",  "−1", /* U+2212 */
        "1'000", "1_000", "$1",    "¥1",   "½",        "①",         "٣",                /* Arabic-Indic 3 */
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        refuses(texts[i], DEC_MALFORMED);
    }
    assert_int_equal(dec_parse((struct str){"1\0", 2}, &(dec){0}), DEC_MALFORMED);
}

static void parse_space(void **state) {
    (void)state;
    accepts(" 5", 5000000);
    accepts("\t5\r\n", 5000000);
    accepts("\xE3\x80\x80"
            "5\xE3\x80\x80",
            5000000); /* U+3000 */
    accepts("\xC2\xA0"
            "5\xC2\xA0",
            5000000); /* U+00A0 */
    refuses("", DEC_EMPTY);
    refuses("  \t\n", DEC_EMPTY);
    refuses("\xE3\x80\x80", DEC_EMPTY);
    assert_int_equal(dec_parse((struct str){NULL, 0}, &(dec){0}), DEC_EMPTY);
    refuses("5 .0", DEC_MALFORMED);
    refuses("1\xE3\x80\x80"
            "2",
            DEC_MALFORMED);
}

static void parse_full_width(void **state) {
    (void)state;
    accepts("９５．５", 95500000);
    accepts("０１２３４５６７８９", INT64_C(123456789000000));
    accepts("－１", -1000000);
    accepts("＋１", 1000000);
    accepts("１，２３４．５０", 1234500000);
    accepts("1２.5", 12500000);
    refuses("１，２３", DEC_MALFORMED);
    refuses("１ｅ５", DEC_MALFORMED);
    refuses("．５", DEC_MALFORMED);
    refuses("５％", DEC_MALFORMED);
    refuses("５。", DEC_MALFORMED);
    refuses("／", DEC_MALFORMED); /* the neighbours of ０ and ９ */
    refuses("：", DEC_MALFORMED);
}

static void places(void **state) {
    (void)state;
    assert_int_equal(dec_places(STR("1.50")), 2);
    assert_int_equal(dec_places(STR("１．５０")), 2);
    assert_int_equal(dec_places(STR(" 1.5 ")), 1);
    assert_int_equal(dec_places(STR("15")), 0);
    assert_int_equal(dec_places(STR("1,234.500")), 3);
    assert_int_equal(dec_places(STR("1.00000000")), 8);
    assert_int_equal(dec_places(STR("")), 0);
}

static void writes(dec d, int min, const char *expected) {
    char text[DEC_TEXT];
    struct str s = dec_text(d, min, text);
    struct buf b = {0};

    assert_string_equal(text, expected);
    assert_ptr_equal(s.p, text);
    assert_int_equal(s.n, strlen(expected));
    dec_put(&b, d, min);
    assert_true(str_eq(buf_str(&b), s));
    buf_free(&b);
}

static void written(void **state) {
    (void)state;
    writes(0, 0, "0");
    writes(0, 2, "0.00");
    writes(DEC_INT(95), 0, "95");
    writes(DEC_INT(-95), 0, "-95");
    writes(95500000, 0, "95.5");
    writes(95500000, 2, "95.50");
    writes(1, 0, "0.000001");
    writes(-1, 0, "-0.000001");
    writes(100000, 0, "0.1");
    writes(-550000, 2, "-0.55");
    writes(1010000, 1, "1.01");
    writes(DEC_INT(100), 6, "100.000000");
    writes(DEC_INT(100), 99, "100.000000");
    writes(DEC_INT(100), -1, "100");
    writes(DEC_MAX, 0, "999999999999");
    writes(INT64_MAX, 0, "9223372036854.775807");
    writes(INT64_MIN, 6, "-9223372036854.775808");
}

/* A small generator with a fixed start, so that a failure can be seen again. */
static uint64_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Numbers of every magnitude, of either sign. */
static int64_t random_dec(uint64_t *state) {
    uint64_t bits = next_random(state);
    int64_t d = (int64_t)(bits >> 1 >> next_random(state) % 63);

    return bits & 1 ? -d : d;
}

static void write_then_parse(void **state) {
    uint64_t seed = 20241;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        dec d = random_dec(&seed) % (DEC_MAX + DEC_ONE);
        char text[DEC_TEXT];

        accepts(dec_text(d, i % 7, text).p, d);
    }
}

static void round_to(void **state) {
    (void)state;
    assert_int_equal(dec_round(89950000, 1, DEC_HALF_UP), 90000000);
    assert_int_equal(dec_round(89949999, 1, DEC_HALF_UP), 89900000);
    assert_int_equal(dec_round(89950000, 1, DEC_CUT), 89900000);
    assert_int_equal(dec_round(-89950000, 1, DEC_HALF_UP), -90000000);
    assert_int_equal(dec_round(-89950000, 1, DEC_CUT), -89900000);
    assert_int_equal(dec_round(500000, 0, DEC_HALF_UP), 1000000);
    assert_int_equal(dec_round(499999, 0, DEC_HALF_UP), 0);
    assert_int_equal(dec_round(-500000, 0, DEC_HALF_UP), -1000000);
    assert_int_equal(dec_round(6666667, 2, DEC_HALF_UP), 6670000);
    assert_int_equal(dec_round(6664999, 2, DEC_HALF_UP), 6660000);
    assert_int_equal(dec_round(6669999, 2, DEC_CUT), 6660000);
    assert_int_equal(dec_round(1234567, 6, DEC_HALF_UP), 1234567);
    assert_int_equal(dec_round(1234567, 6, DEC_CUT), 1234567);
    assert_int_equal(dec_round(1234565, 5, DEC_HALF_UP), 1234570);
    assert_int_equal(dec_round(0, 0, DEC_HALF_UP), 0);
    assert_int_equal(dec_round(INT64_MAX, 0, DEC_HALF_UP), INT64_MAX);
    assert_int_equal(dec_round(INT64_MAX, 0, DEC_CUT), INT64_MAX / DEC_ONE * DEC_ONE);
}

/* Twice the largest number that can be written is within range, ten times isn't. */
static void adding(void **state) {
    dec most, sum = 0;

    (void)state;
    assert_int_equal(dec_parse(STR("999999999999"), &most), DEC_OK);
    assert_true(dec_add(most, 1) == most + 1);
    assert_true(dec_add(most, most) == most * 2);
    assert_true(dec_add(most, -most) == 0);
    for (int i = 0; i < 100; i++) {
        sum = dec_add(sum, most);
    }
    assert_true(sum == INT64_MAX / 2);
    assert_true(dec_add(-sum, -most) == -(INT64_MAX / 2));
    assert_true(dec_add(sum, -sum) == 0);
}

static void mul_div(void **state) {
    (void)state;
    /* 137.85 ÷ 137.85 × 10; 138.40 → 99.60 % */
    assert_int_equal(dec_mul_div(137850000, DEC_INT(10), 137850000), DEC_INT(10));
    assert_int_equal(dec_round(dec_mul_div(137850000, DEC_INT(100), 138400000), 2, DEC_HALF_UP), 99600000);
    assert_int_equal(dec_mul_div(DEC_INT(10), DEC_INT(10), DEC_INT(15)), 6666667);
    assert_int_equal(dec_mul_div(DEC_INT(-10), DEC_INT(10), DEC_INT(15)), -6666667);
    assert_int_equal(dec_mul_div(DEC_INT(10), DEC_INT(10), DEC_INT(-15)), -6666667);
    assert_int_equal(dec_mul_div(DEC_INT(-10), DEC_INT(10), DEC_INT(-15)), 6666667);
    assert_int_equal(dec_mul_div_cut(DEC_INT(10), DEC_INT(10), DEC_INT(15)), 6666666);
    assert_int_equal(dec_mul_div_cut(DEC_INT(-10), DEC_INT(10), DEC_INT(15)), -6666666);
    /* 35.4299999…: the quotient rounded first would be cut to 35.43. */
    assert_int_equal(dec_round(dec_mul_div_cut(210955180000, DEC_INT(100), 595414000000), 2, DEC_CUT), 35420000);
    assert_int_equal(dec_mul_div_cut(INT64_MAX, INT64_MAX, -1), -INT64_MAX);
    assert_int_equal(dec_mul_div(1, 1, 2), 1); /* half away from zero */
    assert_int_equal(dec_mul_div(-1, 1, 2), -1);
    assert_int_equal(dec_mul_div(1, 1, 3), 0);
    assert_int_equal(dec_mul_div(2, 1, 3), 1);
    assert_int_equal(dec_mul_div(0, 5, 7), 0);
    assert_int_equal(dec_mul_div(INT64_MAX, INT64_MAX, INT64_MAX), INT64_MAX);
    assert_int_equal(dec_mul_div(INT64_MAX, INT64_MAX, 1), INT64_MAX);
    assert_int_equal(dec_mul_div(INT64_MAX, -INT64_MAX, 1), -INT64_MAX);
    assert_int_equal(dec_mul_div(INT64_MIN, 1, 1), -INT64_MAX);
    assert_int_equal(dec_mul_div(INT64_MIN, INT64_MIN, -1), -INT64_MAX);
    assert_int_equal(dec_mul_div(INT64_MIN, 3, INT64_MIN), 3);
}

/* The rounded quotient is the only q with −|c| < 2(ab − qc) ≤ |c| (the equality on the side of zero). */
static void mul_div_against_reference(void **state) {
    uint64_t seed = 88172645463325252u;
    int clamped = 0;

    (void)state;
    for (int i = 0; i < 200000; i++) {
        dec a = random_dec(&seed);
        dec b = random_dec(&seed);
        dec c = random_dec(&seed);
        dec q;
        wide product = (wide)a * b;
        wide size;
        wide left;

        if (c == 0) {
            continue;
        }
        q = dec_mul_div(a, b, c);
        size = c < 0 ? -(wide)c : c;
        /* Mirrored so that the quotient is not negative. */
        left = product < 0 ? -product : product;
        if (left / size >= INT64_MAX) {
            assert_int_equal(q, (product < 0) == (c < 0) ? INT64_MAX : -INT64_MAX);
            clamped++;
            continue;
        }
        assert_true(q == 0 || (q < 0) == ((product < 0) != (c < 0)));
        left -= (wide)(q < 0 ? -q : q) * size;
        assert_true(2 * left < size);
        assert_true(2 * left >= -size);
    }
    assert_in_range(clamped, 1000, 150000);
}

static void compare_ratios(void **state) {
    uint64_t seed = 7;

    (void)state;
    assert_int_equal(dec_cmp_ratio(1, 3, 2, 6), 0);
    assert_int_equal(dec_cmp_ratio(1, 3, 333333, 1000000), 1);
    assert_int_equal(dec_cmp_ratio(1, 3, 333334, 1000000), -1);
    assert_int_equal(dec_cmp_ratio(-1, 3, 1, 3), -1);
    assert_int_equal(dec_cmp_ratio(0, 5, 0, 9), 0);
    assert_int_equal(dec_cmp_ratio(INT64_MAX, 1, INT64_MAX - 1, 1), 1);
    assert_int_equal(dec_cmp_ratio(INT64_MAX - 1, INT64_MAX, INT64_MAX - 2, INT64_MAX - 1), 1);
    assert_int_equal(dec_cmp_ratio(INT64_MIN, 1, INT64_MAX, INT64_MAX), -1);
    for (int i = 0; i < 1000; i++) {
        dec a = random_dec(&seed);
        dec b = (dec)(next_random(&seed) % 1000000 + 1);
        dec times = (dec)(next_random(&seed) % 1000 + 1);

        assert_int_equal(dec_cmp_ratio(a / 1000, b, a / 1000 * times, b * times), 0);
        assert_int_equal(dec_cmp_ratio(a / 1000, b, a / 1000 * times + 1, b * times), -1);
        assert_int_equal(dec_cmp_ratio(a / 1000, b, a / 1000 * times - 1, b * times), 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parse_plain),
        cmocka_unit_test(parse_limits),
        cmocka_unit_test(parse_groups),
        cmocka_unit_test(parse_malformed),
        cmocka_unit_test(parse_space),
        cmocka_unit_test(parse_full_width),
        cmocka_unit_test(places),
        cmocka_unit_test(written),
        cmocka_unit_test(write_then_parse),
        cmocka_unit_test(round_to),
        cmocka_unit_test(adding),
        cmocka_unit_test(mul_div),
        cmocka_unit_test(mul_div_against_reference),
        cmocka_unit_test(compare_ratios),
    };

    return cmocka_run_group_tests_name("dec", tests, NULL, NULL);
}
