/* Reading what is measured, and what follows from a form: execution, subtotals, total, grade, points of an
   indicator. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "support.h"
#include "ziping/document.h"
#include "ziping/score.h"

static struct arena arena;
static struct library library;

static int free_arena(void **state) {
    (void)state;
    arena_free(&arena);
    library_free(&library);
    return 0;
}

/* ---- measures ---- */

static void measures(void **state) {
    static const struct {
        const char *text;
        enum measure_kind kind;
        enum sign sign;
        const char *number, *upper, *unit;
    } rows[] = {
        {"≥50个", MEASURE_NUMBER, SIGN_GE, "50", "0", "个"},
        {"≤5300元", MEASURE_NUMBER, SIGN_LE, "5300", "0", "元"},
        {"100%", MEASURE_NUMBER, SIGN_NONE, "100", "0", "%"},
        {"≥95", MEASURE_NUMBER, SIGN_GE, "95", "0", ""},
        {"３０％", MEASURE_NUMBER, SIGN_NONE, "30", "0", "%"}, /* the same unit, whichever key was hit */
        {"5‰", MEASURE_NUMBER, SIGN_NONE, "5", "0", "‰"},
        {"1,234.5万元", MEASURE_NUMBER, SIGN_NONE, "12345000", "0", "元"}, /* 1234.5 × 10000 */
        {"1.5亿元", MEASURE_NUMBER, SIGN_NONE, "150000000", "0", "元"},
        {"2万", MEASURE_NUMBER, SIGN_NONE, "20000", "0", ""},
        {">= 50 场", MEASURE_NUMBER, SIGN_GE, "50", "0", "场"},
        {"＜＝10", MEASURE_NUMBER, SIGN_LE, "10", "0", ""},
        {"≧1", MEASURE_NUMBER, SIGN_GE, "1", "0", ""},
        {"≦1", MEASURE_NUMBER, SIGN_LE, "1", "0", ""},
        {"＞3", MEASURE_NUMBER, SIGN_GT, "3", "0", ""},
        {"<3", MEASURE_NUMBER, SIGN_LT, "3", "0", ""},
        {"＝3个", MEASURE_NUMBER, SIGN_EQ, "3", "0", "个"},
        {"-5℃", MEASURE_NUMBER, SIGN_NONE, "-5", "0", "℃"},
        {"2024", MEASURE_NUMBER, SIGN_NONE, "2024", "0", ""},
        {"1899年", MEASURE_NUMBER, SIGN_NONE, "1899", "0", "年"}, /* so many years, not a year */
        {"50-60", MEASURE_RANGE, SIGN_NONE, "50", "60", ""},
        {"50%-60%", MEASURE_RANGE, SIGN_NONE, "50", "60", "%"},
        {"50～60人", MEASURE_RANGE, SIGN_NONE, "50", "60", "人"},
        {"50至60", MEASURE_RANGE, SIGN_NONE, "50", "60", ""},
        {"2024年12月底前", MEASURE_DATE, SIGN_NONE, NULL, NULL, ""},
        {"≤2024年", MEASURE_DATE, SIGN_LE, NULL, NULL, ""},
        {"2024-06-30", MEASURE_DATE, SIGN_NONE, NULL, NULL, ""},
        {"2024/6/30", MEASURE_DATE, SIGN_NONE, NULL, NULL, ""},
        {"2024.6.30", MEASURE_DATE, SIGN_NONE, NULL, NULL, ""},
        {"有所提高", MEASURE_TEXT, SIGN_NONE, NULL, NULL, ""},
        {"第3名", MEASURE_TEXT, SIGN_NONE, NULL, NULL, ""},
        {"≥**人", MEASURE_TEXT, SIGN_GE, NULL, NULL, ""},
        {"1,23", MEASURE_TEXT, SIGN_NONE, NULL, NULL, ""},            /* no group of three */
        {"1234567890123个", MEASURE_TEXT, SIGN_NONE, NULL, NULL, ""}, /* 13 digits */
        {"", MEASURE_NONE, SIGN_NONE, NULL, NULL, ""},
        {"  ", MEASURE_NONE, SIGN_NONE, NULL, NULL, ""},
        {"—", MEASURE_NONE, SIGN_NONE, NULL, NULL, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct measure m = measure_read(str_of(rows[i].text));
        if (m.kind != rows[i].kind || m.sign != rows[i].sign) {
            fail_msg("%s: kind %d sign %d", rows[i].text, m.kind, m.sign);
        }
        if (rows[i].number) {
            assert_dec(m.number, rows[i].number);
            assert_dec(m.upper, rows[i].upper);
        }
        assert_text(m.unit, rows[i].unit);
    }
}

static void signs(void **state) {
    size_t bytes = 9;

    (void)state;
    assert_int_equal(measure_sign(STR("≥50"), &bytes), SIGN_GE);
    assert_int_equal(bytes, 3);
    assert_int_equal(measure_sign(STR(">=50"), &bytes), SIGN_GE);
    assert_int_equal(bytes, 2);
    assert_int_equal(measure_sign(STR("50"), &bytes), SIGN_NONE);
    assert_int_equal(bytes, 0);
}

static void rates(void **state) {
    bool percent = false;
    dec d = 0;

    (void)state;
    assert_true(measure_rate(STR(" 99.60% "), &d, &percent));
    assert_dec(d, "99.6");
    assert_true(percent);
    assert_true(measure_rate(STR("99.6 ％"), &d, &percent));
    assert_dec(d, "99.6");
    assert_true(percent);
    assert_true(measure_rate(STR("100"), &d, &percent));
    assert_dec(d, "100");
    assert_false(percent);
    assert_false(measure_rate(STR(""), &d, &percent));
    assert_false(measure_rate(STR("%"), &d, &percent));
    assert_false(measure_rate(STR("—"), &d, &percent));
    assert_false(measure_rate(STR("约100%"), &d, &percent));
}

static void stated_numbers(void **state) {
    dec d = -1;

    (void)state;
    assert_int_equal(stated_number(STR("3.85"), &d), STATED_NUMBER);
    assert_dec(d, "3.85");
    assert_int_equal(stated_number(STR(""), &d), STATED_NONE);
    assert_int_equal(stated_number(STR(" — "), &d), STATED_NONE);
    assert_int_equal(stated_number(STR("3.85分"), &d), STATED_WRONG);
    assert_int_equal(stated_number(STR("10%"), &d), STATED_WRONG);
    assert_dec(d, "3.85");
}

/* ---- points of a number indicator ---- */

static void assert_points(enum inverse inverse, enum sign sign, const char *numbers, const char *wanted) {
    struct ruleset rules = {.inverse = inverse};
    struct str rest = str_of(numbers);
    dec v[3] = {0}, points = 0;

    for (int i = 0; i < 3; i++) {
        assert_int_equal(dec_parse(str_word(&rest), &v[i]), DEC_OK);
    }
    bool computed = score_number(&rules, sign, v[0], v[1], v[2], &points);
    assert_int_equal(computed, wanted != NULL);
    if (wanted) {
        assert_dec(points, wanted);
    }
}

/* The numbers are target, actual, weight. */
static void points_of_a_number(void **state) {
    (void)state;
    assert_points(INVERSE_RATIO, SIGN_GE, "50 50 10", "10");
    assert_points(INVERSE_RATIO, SIGN_GE, "50 80 10", "10");
    assert_points(INVERSE_RATIO, SIGN_GE, "50 49 10", "9.8");
    assert_points(INVERSE_RATIO, SIGN_GE, "4754 4604 5", "4.842238"); /* 23020 ÷ 4754 = 4.8422381… */
    assert_points(INVERSE_RATIO, SIGN_GE, "50 -1 10", "0");
    assert_points(INVERSE_RATIO, SIGN_GE, "0 -1 10", NULL);
    assert_points(INVERSE_RATIO, SIGN_GE, "0 0 10", "10");
    assert_points(INVERSE_RATIO, SIGN_EQ, "4 3 10", "7.5");
    assert_points(INVERSE_RATIO, SIGN_EQ, "4 5 10", "10");
    assert_points(INVERSE_RATIO, SIGN_GT, "50 51 10", "10");
    assert_points(INVERSE_RATIO, SIGN_GT, "50 25 10", "5");
}

static void points_of_a_limit(void **state) {
    (void)state;
    assert_points(INVERSE_RATIO, SIGN_LE, "10 10 10", "10");
    assert_points(INVERSE_RATIO, SIGN_LE, "10 15 10", "6.666666");    /* 10 × 10 ÷ 15 */
    assert_points(INVERSE_LINEAR, SIGN_LE, "10 15 10", "5");          /* 10 × (1 − 5 ÷ 10) */
    assert_points(INVERSE_RATIO, SIGN_LE, "5300 5830 5", "4.545454"); /* 5 ÷ 1.1 */
    assert_points(INVERSE_LINEAR, SIGN_LE, "5300 5830 5", "4.5");     /* 5 × 0.9 */
    assert_points(INVERSE_LINEAR, SIGN_LE, "10 20 10", "0");          /* from A = 2T */
    assert_points(INVERSE_LINEAR, SIGN_LE, "10 19 10", "1");
    assert_points(INVERSE_LINEAR, SIGN_LE, "10 25 10", "0");
    assert_points(INVERSE_RATIO, SIGN_LE, "0 1 10", NULL);
    assert_points(INVERSE_RATIO, SIGN_LT, "10 9 10", "10");
    assert_points(INVERSE_RATIO, SIGN_LT, "10 20 10", "5");
}

/* ---- forms ---- */

static struct form *read_form(const char *path) {
    struct document d;
    assert_true(document_read(&arena, &library, path, &d));
    assert_non_null(d.form);
    return d.form;
}

/* The sound form with changes of form and rules; a name of its own for each, as rules are read once. */
static struct form *changed(const char *form, const char *rules) {
    static int number;
    char name[32], link[64];
    snprintf(name, sizeof name, "rules-%d.ini", ++number);
    snprintf(link, sizeof link, "[form] rules = %s", name);
    support_write(&arena, name, support_change(&arena, support_read(&arena, "tests/data/sound-rules.ini"), rules));
    struct str text = support_change(&arena, support_read(&arena, "tests/data/sound-form.ini"), link);
    return read_form(support_write(&arena, "form.ini", support_change(&arena, text, form)));
}

static struct score score_of(const struct form *f) {
    struct score s;
    assert_true(score_form(&arena, f, &s));
    return s;
}

static void assert_grade(const struct form *f, const struct score *s, const char *wanted) {
    assert_true(s->grade >= 0);
    assert_text(f->schema->rules->grade[s->grade].name, wanted);
}

static const struct tally *tally_of(const struct form *f, const struct score *s, const char *path) {
    const struct schema_section *section = schema_section(f->schema, str_of(path));
    assert_non_null(section);
    return &s->node[section->row];
}

static void assert_computed(const struct form *f, const struct score *s, const char *section, const char *key,
                            const char *wanted) {
    int field = schema_field(f->schema, str_of(section), str_of(key));
    assert_true(field >= 0);
    assert_text(score_computed(&arena, f, s, field), wanted);
}

static void kepu_2024(void **state) {
    struct form *f = read_form("forms/kepu-2024.ini");
    struct score s = score_of(f);

    (void)state;
    assert_true(s.has_rate);
    assert_dec(s.rate, "100"); /* 137.85 ÷ 137.85 */
    assert_dec(s.execution_weight, "10");
    assert_dec(s.execution_points, "10");
    assert_dec(tally_of(f, &s, "budget")->score, "10");
    /* 6+6+6, 4.8+3.85+3.6+3 = 15.25, 7.8, 9.4: 50.45 */
    assert_dec(tally_of(f, &s, "output.quantity")->score, "18");
    assert_dec(tally_of(f, &s, "output.quality")->score, "15.25");
    assert_dec(tally_of(f, &s, "output.timeliness")->score, "7.8");
    assert_dec(tally_of(f, &s, "output.cost")->score, "9.4");
    assert_dec(tally_of(f, &s, "output")->score, "50.45");
    assert_dec(tally_of(f, &s, "output")->weight, "55");
    assert_int_equal(tally_of(f, &s, "output")->indicators, 9);
    assert_int_equal(tally_of(f, &s, "output")->scored, 9);
    /* 4+3.6+3.6+4.6 = 15.8, and 8.8: 24.6 */
    assert_dec(tally_of(f, &s, "benefit.social")->score, "15.8");
    assert_dec(tally_of(f, &s, "benefit")->score, "24.6");
    assert_dec(tally_of(f, &s, "satisfaction")->score, "4.4");
    /* 10 + 50.45 + 24.6 + 4.4: the funds row's 10 points are counted in [budget.execution.rate] alone */
    assert_dec(s.all.score, "89.45");
    assert_dec(s.all.weight, "100");
    assert_int_equal(s.all.indicators, 16);
    assert_int_equal(s.all.scored, 16);
    assert_false(s.has_cap);
    assert_dec(s.total, "89.45");
    assert_grade(f, &s, "良");
    assert_computed(f, &s, "total", "score", "89.45");
    assert_computed(f, &s, "total", "weight", "100");
    assert_computed(f, &s, "total", "grade", "良");
    assert_computed(f, &s, "funds.total", "rate", "100%");
    assert_computed(f, &s, "funds.total", "score", "10");
    assert_computed(f, &s, "budget.execution.rate", "score", "10");
    assert_computed(f, &s, "output.quality.plan", "weight", "5");
    assert_computed(f, &s, "output.quality.plan", "score", ""); /* the form has no values to compute it from */
    assert_computed(f, &s, "output.quality.plan", "reason", "");
}

/* The sound form has 99 points: 14 of 15 for awareness, everything else full. */
static void grade_of_the_unrounded_total(void **state) {
    static const struct {
        const char *change, *total, *grade;
    } rows[] = {
        {"[benefit.social.awareness] score = 4.95", "89.95", "良"}, /* 99 − 14 + 4.95 */
        {"[benefit.social.awareness] score = 5", "90", "优"},
        {"[benefit.social.awareness] score = 4.999999", "89.999999", "良"},
        {"[benefit.social.awareness] score = 0\n[benefit.social.reach] score = 10", "80", "良"},
        {"[benefit.social.awareness] score = 0\n[benefit.social.reach] score = 9.99", "79.99", "中"},
        {"[benefit.social.awareness] score = 0\n[benefit.social.reach] score = 0\n[output.quality.pass] score = 5",
         "60", "中"}, /* 99 − 14 − 15 − 10 */
        {"[benefit.social.awareness] score = 0\n[benefit.social.reach] score = 0\n[output.quality.pass] score = 4.99",
         "59.99", "差"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct form *f = changed(rows[i].change, "[ruleset] decimals = 0");
        struct score s = score_of(f);
        assert_dec(s.total, rows[i].total);
        assert_grade(f, &s, rows[i].grade);
    }
}

static void grades_of_a_rule_set(void **state) {
    struct grade grade[] = {{STR("中"), DEC_INT(60)}, {STR("优"), DEC_INT(90)}, {STR("良"), DEC_INT(80)}};
    struct ruleset rules = {.grade = grade, .grades = 3};

    (void)state;
    assert_int_equal(score_grade(&rules, DEC_INT(95)), 1); /* the highest bound reached, in whatever order they stand */
    assert_int_equal(score_grade(&rules, DEC_INT(90) - 1), 2);
    assert_int_equal(score_grade(&rules, DEC_INT(60)), 0);
    assert_int_equal(score_grade(&rules, DEC_INT(60) - 1), -1);
}

/* Of a budget of 20 that is spent but for a part; the caps are 89 below 80 % and 79 below 70 %. */
static void execution_caps_the_total(void **state) {
    static const struct {
        const char *executed, *rate, *points, *cap, *total;
    } rows[] = {
        {"16", "80", "8", NULL, "97"}, /* 99 − 10 + 8 */
        {"15.999999", "79.999995", "8", "89", "89"},
        {"14", "70", "7", "89", "89"},
        {"13.9", "69.5", "6.95", "79", "79"},
        {"20.52", "102.6", "10", NULL, "99"}, /* never above the weight */
        {"0", "0", "0", "79", "79"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char change[160];
        snprintf(change, sizeof change, "[funds.total] executed = %s\n[funds.total] -score", rows[i].executed);
        struct form *f = changed(change, "");
        struct score s = score_of(f);
        assert_true(s.has_rate);
        assert_dec(s.rate, rows[i].rate);
        assert_dec(s.execution_points, rows[i].points);
        assert_int_equal(s.has_cap, rows[i].cap != NULL);
        if (s.has_cap) {
            assert_dec(s.cap, rows[i].cap);
        }
        assert_dec(s.total, rows[i].total);
    }
}

static void a_total_below_its_cap_stays(void **state) {
    /* 99 − 10 + 7.5 − 15 = 81.5 under a cap of 89 */
    struct score s =
        score_of(changed("[funds.total] executed = 15\n[funds.total] -score\n[output.quality.pass] score = 0", ""));

    (void)state;
    assert_true(s.has_cap);
    assert_dec(s.total, "81.5");
}

static void execution_on_the_initial_budget(void **state) {
    struct form *f = changed("[funds.total] initial = 25\n[funds.total] executed = 24\n[funds.total] -score",
                             "[execution] base = initial\n[execution] weight = 20\n[ruleset] decimals = 1");
    struct score s;

    (void)state;
    s = score_of(f); /* 24 ÷ 25; the form's own weight of 10 stands above the rule set's 20 */
    assert_dec(s.rate, "96");
    assert_dec(s.execution_points, "9.6");
    f = changed("[funds.total] initial = 7\n[funds.total] executed = 5\n[funds.total] -score\n[funds.total] -weight",
                "[execution] base = initial\n[execution] weight = 20\n[ruleset] decimals = 1");
    s = score_of(f);
    assert_dec(s.execution_points, "14.3"); /* 20 × 5 ÷ 7 = 14.2857… */
    assert_computed(f, &s, "funds.total", "score", "14.3");
    assert_computed(f, &s, "funds.total", "rate", "71.43%");
    assert_computed(f, &s, "funds.total", "weight", "20");
}

static void no_rate_without_a_budget(void **state) {
    static const char *const changes[] = {"[funds.total] budget = 0", "[funds.total] -budget",
                                          "[funds.total] budget = 二十", "[funds.total] executed = \"—\""};

    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct form *f = changed(changes[i], "");
        struct score s = score_of(f);
        assert_false(s.has_rate);
        assert_false(s.has_cap);
        assert_computed(f, &s, "funds.total", "rate", "");
        assert_dec(s.total, "99"); /* the stated points stand */
    }
}

static void what_has_no_score_yet(void **state) {
    struct form *f =
        changed("[output.quality.pass] score = \"\"\n[benefit.social.reach] score = \"—\"\n[funds.total] -score", "");
    struct score s = score_of(f);

    (void)state;
    assert_int_equal(s.all.indicators, 8); /* with the funds row */
    assert_int_equal(s.all.scored, 6);
    assert_dec(s.all.score, "69"); /* 99 − 15 − 15; the execution's 10 follow from the amounts */
    assert_dec(s.all.weight, "100");
    assert_int_equal(tally_of(f, &s, "benefit.social")->scored, 1);
    assert_computed(f, &s, "total", "score", "69");
    assert_computed(f, &s, "total", "grade", "");
    assert_computed(f, &s, "output.quality.pass", "score", "15"); /* 96 % of ≥ 95 % */
    assert_computed(f, &s, "output.cost.event", "score", "15");
}

static void computed_points(void **state) {
    struct form *f = changed("[output.cost.event] actual = 4100元\n[output.quality.pass] actual = ９０％\n"
                             "[output.quantity.people] actual = 0.2万人\n[output.quantity.events] actual = 40次",
                             "");
    struct score s = score_of(f);

    (void)state;
    assert_computed(f, &s, "output.cost.event", "score", "14.63");     /* 15 × 4000 ÷ 4100 = 14.634… */
    assert_computed(f, &s, "output.quality.pass", "score", "14.21");   /* 15 × 90 ÷ 95 = 14.2105… */
    assert_computed(f, &s, "output.quantity.people", "score", "6.67"); /* 10 × 2000 ÷ 3000 */
    assert_computed(f, &s, "output.quantity.events", "score", "");     /* 次 against 场 */
    assert_computed(f, &s, "benefit.social.awareness", "score", "");
}

static void where_the_sign_comes_from(void **state) {
    struct form *f = changed("[output.quantity.events] target = 50场\n[output.quantity.people] target = ≤3000人\n"
                             "[output.quality.pass] target = \"\"\n[satisfaction.service.audience] target = 90%",
                             "[satisfaction.service.audience] -sign\n[output.quality.pass] target = ≤95%");
    static const struct {
        const char *section;
        enum sign sign;
        bool assumed;
    } rows[] = {
        {"output.quantity.events", SIGN_GE, false}, /* the rule set's */
        {"output.quantity.people", SIGN_LE, false}, /* the form's own */
        {"output.quality.pass", SIGN_LE, false},    /* that of the rule set's target */
        {"satisfaction.service.audience", SIGN_GE, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct schema_section *section = schema_section(f->schema, str_of(rows[i].section));
        struct indicator_values v = score_values(f, (size_t)section->row);
        assert_true(v.comparable);
        assert_int_equal(v.sign, rows[i].sign);
        assert_int_equal(v.assumed, rows[i].assumed);
    }
}

#define T(test) cmocka_unit_test_teardown(test, free_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(measures),
        T(signs),
        T(rates),
        T(stated_numbers),
        T(points_of_a_number),
        T(points_of_a_limit),
        T(kepu_2024),
        T(grade_of_the_unrounded_total),
        T(grades_of_a_rule_set),
        T(execution_caps_the_total),
        T(a_total_below_its_cap_stays),
        T(execution_on_the_initial_budget),
        T(no_rate_without_a_budget),
        T(what_has_no_score_yet),
        T(computed_points),
        T(where_the_sign_comes_from),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
