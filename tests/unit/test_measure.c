/* Targets and actual values as people write them: signs, numbers, units, ranges, dates, and what is none of these. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/measure.h"

static const char *const kinds[] = {"none", "number", "range", "date", "text"};
static const char *const sign_names[] = {">=", "<=", "=", ">", "<", "no sign"};

static struct measure read_as(const char *text, enum measure_kind kind, enum sign sign) {
    struct measure m = measure_read(str_of(text));

    if (m.kind != kind || m.sign != sign) {
        print_error("\"%s\" is %s, %s; it should be %s, %s\n", text, kinds[m.kind], sign_names[m.sign], kinds[kind],
                    sign_names[sign]);
        fail();
    }
    return m;
}

struct wanted {
    const char *text;
    enum sign sign;
    const char *number, *unit;
};

static void assert_number(const struct wanted *w) {
    struct measure m = read_as(w->text, MEASURE_NUMBER, w->sign);
    dec number = 0;

    assert_int_equal(dec_parse(str_of(w->number), &number), DEC_OK);
    if (m.number != number || !str_eq(m.unit, str_of(w->unit))) {
        char is[DEC_TEXT];
        struct str got = dec_text(m.number, 0, is);
        print_error("\"%s\" is %.*s \"%.*s\"\n", w->text, STR_ARG(got), STR_ARG(m.unit));
        fail();
    }
}

#define ASSERT_NUMBERS(table)                                                                                          \
    for (size_t i_ = 0; i_ < sizeof(table) / sizeof *(table); i_++) {                                                  \
        assert_number(&(table)[i_]);                                                                                   \
    }

static void signs_in_half_and_full_width(void **state) {
    static const struct wanted table[] = {
        {"≥50个", SIGN_GE, "50", "个"},      {"≧50个", SIGN_GE, "50", "个"},     {">=50个", SIGN_GE, "50", "个"},
        {"＞＝50个", SIGN_GE, "50", "个"},   {"≤5300元", SIGN_LE, "5300", "元"}, {"≦5300元", SIGN_LE, "5300", "元"},
        {"<=5300元", SIGN_LE, "5300", "元"}, {"＜＝3天", SIGN_LE, "3", "天"},    {">50", SIGN_GT, "50", ""},
        {"＞50场", SIGN_GT, "50", "场"},     {"<3%", SIGN_LT, "3", "%"},         {"＜3次", SIGN_LT, "3", "次"},
        {"=100%", SIGN_EQ, "100", "%"},      {"＝1套", SIGN_EQ, "1", "套"},      {" ≥ 50 个 ", SIGN_GE, "50", "个"},
        {"50个", SIGN_NONE, "50", "个"},
    };
    (void)state;
    ASSERT_NUMBERS(table);
}

static void signs_in_words(void **state) {
    static const struct wanted table[] = {
        {"不少于50个", SIGN_GE, "50", "个"},
        {"不低于90分", SIGN_GE, "90", "分"},
        {"不小于3次", SIGN_GE, "3", "次"},
        {"大于等于5项", SIGN_GE, "5", "项"},
        {"至少3次", SIGN_GE, "3", "次"},
        {"达到95%", SIGN_GE, "95", "%"},
        {"不超过5300元", SIGN_LE, "5300", "元"},
        {"不高于5%", SIGN_LE, "5", "%"},
        {"不大于2小时", SIGN_LE, "2", "小时"},
        {"小于等于5件", SIGN_LE, "5", "件"},
        {"不多于10人", SIGN_LE, "10", "人"},
        {"至多2次", SIGN_LE, "2", "次"},
        {"大于5", SIGN_GT, "5", ""},
        {"高于80分", SIGN_GT, "80", "分"},
        {"超过3000人次", SIGN_GT, "3000", "人次"},
        {"小于3起", SIGN_LT, "3", "起"},
        {"低于1‰", SIGN_LT, "1", "‰"},
        {"少于5起", SIGN_LT, "5", "起"},
        {"等于12期", SIGN_EQ, "12", "期"},
        {"不少于 1,200 人", SIGN_GE, "1200", "人"},
        {"50个以上", SIGN_GE, "50", "个"},
        {"95%以上", SIGN_GE, "95", "%"},
        {"95%及以上", SIGN_GE, "95", "%"},
        {"10人以下", SIGN_LE, "10", "人"},
        {"5起及以下", SIGN_LE, "5", "起"},
        {"3天以内", SIGN_LE, "3", "天"},
        {"24小时之内", SIGN_LE, "24", "小时"},
        {"1万人以上", SIGN_GE, "10000", "人"},
    };
    (void)state;
    ASSERT_NUMBERS(table);
}

static void numbers_and_units(void **state) {
    static const struct wanted table[] = {
        {"0", SIGN_NONE, "0", ""},
        {"52场", SIGN_NONE, "52", "场"},
        {"3.85", SIGN_NONE, "3.85", ""},
        {"-2.5%", SIGN_NONE, "-2.5", "%"},
        {"+3个", SIGN_NONE, "3", "个"},
        {"1,234人", SIGN_NONE, "1234", "人"},
        {"12,345,678.90元", SIGN_NONE, "12345678.9", "元"},
        {"９５．５％", SIGN_NONE, "95.5", "%"},
        {"１，２３４人", SIGN_NONE, "1234", "人"},
        {"－３度", SIGN_NONE, "-3", "度"},
        {"99.6％", SIGN_NONE, "99.6", "%"},
        {"5‰", SIGN_NONE, "5", "‰"},
        {"100 %", SIGN_NONE, "100", "%"},
        {"1.2万人次", SIGN_NONE, "12000", "人次"},
        {"227万元", SIGN_NONE, "2270000", "元"},
        {"227 万 元", SIGN_NONE, "2270000", "元"},
        {"3万", SIGN_NONE, "30000", ""},
        {"0.5亿元", SIGN_NONE, "50000000", "元"},
        {"≥２万份", SIGN_GE, "20000", "份"},
        {"3年", SIGN_NONE, "3", "年"},       /* a time, no date */
        {"2024人", SIGN_NONE, "2024", "人"}, /* as large as a year */
        {"50元/人", SIGN_NONE, "50", "元/人"},
        {"999999999999", SIGN_NONE, "999999999999", ""},
        {"0.000001", SIGN_NONE, "0.000001", ""},
    };
    (void)state;
    ASSERT_NUMBERS(table);
    /* Too much for a number: the largest there is, and no overflow. */
    assert_true(read_as("999999999999亿元", MEASURE_NUMBER, SIGN_NONE).number == INT64_MAX);
}

static void ranges(void **state) {
    static const struct {
        const char *text;
        enum sign sign;
        const char *lower, *upper, *unit;
    } table[] = {
        {"50-60", SIGN_NONE, "50", "60", ""},
        {"50~60分", SIGN_NONE, "50", "60", "分"},
        {"50—60分", SIGN_NONE, "50", "60", "分"},
        {"50–60分", SIGN_NONE, "50", "60", "分"},
        {"50～60分", SIGN_NONE, "50", "60", "分"},
        {"50－60分", SIGN_NONE, "50", "60", "分"},
        {"5至8次", SIGN_NONE, "5", "8", "次"},
        {"50 - 60 人", SIGN_NONE, "50", "60", "人"},
        {"50%-60%", SIGN_NONE, "50", "60", "%"},
        {"50-60%", SIGN_NONE, "50", "60", "%"},
        {"50％～60％", SIGN_NONE, "50", "60", "%"},
        {"1-2万元", SIGN_NONE, "10000", "20000", "元"},
        {"1万-2万元", SIGN_NONE, "10000", "20000", "元"},
        {"1.5～2亿元", SIGN_NONE, "150000000", "200000000", "元"},
        {"1,000-1,500人", SIGN_NONE, "1000", "1500", "人"},
        {"５０－６０％", SIGN_NONE, "50", "60", "%"},
        {"达到50-60次", SIGN_GE, "50", "60", "次"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct measure m = read_as(table[i].text, MEASURE_RANGE, table[i].sign);
        assert_dec(m.number, table[i].lower);
        assert_dec(m.upper, table[i].upper);
        assert_text(m.unit, table[i].unit);
    }
}

static void dates(void **state) {
    static const char *const table[] = {
        "2024年",    "2024年6月",  "2024年6月30日",  "2024年12月底前", "2024-06-30",      "2024-6-30",  "2024/06/30",
        "2024.6.30", "2024.12.31", " 2024 年 6 月 ", "1998年",         "2024年6月至12月", "２０２４年", "2024年上半年",
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        read_as(table[i], MEASURE_DATE, SIGN_NONE);
    }
    read_as("≤2024年12月", MEASURE_DATE, SIGN_LE);
    read_as("≤2024.12.31", MEASURE_DATE, SIGN_LE);
    read_as("2024.5", MEASURE_NUMBER, SIGN_NONE); /* one point: a number */
    read_as("1500年", MEASURE_NUMBER, SIGN_NONE);
}

static void what_is_no_number(void **state) {
    static const char *const none[] = {"", "  ", "—", "-", "–", "——", "--", "/", "－", " / "};
    static const char *const texts[] = {
        "优",     "有所提高",        "全部完成",  "约50场",          "第3名",        "三次", "长期",
        "1,23人", "12,34,567元",     "1..5",      "1.2.3",           "--5",          ".5",   "5.",
        "1.场",   "1234567890123人", "0.1234567", "按期（6月底前）", "达成年度指标", "个50", "％",
    };
    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        read_as(none[i], MEASURE_NONE, SIGN_NONE);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        read_as(texts[i], MEASURE_TEXT, SIGN_NONE);
    }
    read_as("≥", MEASURE_TEXT, SIGN_GE);
    read_as("不少于若干次", MEASURE_TEXT, SIGN_GE);
}

static void a_sign_by_itself(void **state) {
    static const struct {
        const char *text;
        enum sign sign;
        size_t bytes;
    } table[] = {
        {"≥50", SIGN_GE, 3}, {">=50", SIGN_GE, 2},  {"＞＝50", SIGN_GE, 6}, {"≤", SIGN_LE, 3},
        {"<=", SIGN_LE, 2},  {"＜＝", SIGN_LE, 6},  {">", SIGN_GT, 1},      {"＞", SIGN_GT, 3},
        {"<5", SIGN_LT, 1},  {"＜", SIGN_LT, 3},    {"=", SIGN_EQ, 1},      {"＝", SIGN_EQ, 3},
        {"", SIGN_NONE, 0},  {"50≥", SIGN_NONE, 0}, {" ≥", SIGN_NONE, 0},   {"不少于50", SIGN_NONE, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        size_t bytes = 99;
        assert_int_equal(measure_sign(str_of(table[i].text), &bytes), table[i].sign);
        assert_int_equal(bytes, table[i].bytes);
    }
}

static void units_that_say_ten_thousand(void **state) {
    (void)state;
    assert_dec(measure_scale(STR("万元"), DEC_INT(12)), "120000");
    assert_dec(measure_scale(STR(" 万人次"), DEC_INT(3)), "30000");
    assert_dec(measure_scale(STR("亿元"), DEC_ONE / 2), "50000000");
    assert_dec(measure_scale(STR("元"), DEC_INT(12)), "12");
    assert_dec(measure_scale(STR(""), DEC_INT(12)), "12");
    assert_dec(measure_scale(STR("元（万）"), DEC_INT(12)), "12");
}

static void rates(void **state) {
    static const struct {
        const char *text, *number;
        bool percent;
    } table[] = {
        {"100%", "100", true},  {"99.6％", "99.6", true}, {"99.6", "99.6", false}, {" 95 % ", "95", true},
        {"９５％", "95", true}, {"0%", "0", true},        {"-5%", "-5", true},
    };
    static const char *const wrong[] = {"", "%", "％", "100%以上", "≥95%", "九成", "95%%", "1e2%"};
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        bool percent = !table[i].percent;
        dec d = 0;
        assert_true(measure_rate(str_of(table[i].text), &d, &percent));
        assert_dec(d, table[i].number);
        assert_int_equal(percent, table[i].percent);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        bool percent;
        dec d;
        assert_false(measure_rate(str_of(wrong[i]), &d, &percent));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_in_half_and_full_width),
        cmocka_unit_test(signs_in_words),
        cmocka_unit_test(numbers_and_units),
        cmocka_unit_test(ranges),
        cmocka_unit_test(dates),
        cmocka_unit_test(what_is_no_number),
        cmocka_unit_test(a_sign_by_itself),
        cmocka_unit_test(units_that_say_ten_thousand),
        cmocka_unit_test(rates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
