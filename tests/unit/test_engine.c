/* The scoring engine against worked examples (engine_examples.c), and what its answers say of themselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "engine_examples.h"
#include "support.h"
#include "ziping/document.h"
#include "ziping/score.h"
#include "ziping/steps.h"

static struct arena arena;
static struct library library;

static int free_arena(void **state) {
    (void)state;
    arena_free(&arena);
    library_free(&library);
    return 0;
}

static struct str text_of(const char *s) {
    return s ? str_of(s) : STR("");
}

/* Rules with these lines in `section`; the lines may go on with another section. */
static struct ruleset *rules_with(const char *section, const char *settings, const char *node) {
    struct buf b = {0};
    bool own = settings && str_find(str_of(settings), STR("[ruleset]")) < strlen(settings);
    buf_printf(&b, "[%s]\n%.*s\n", section, STR_ARG(text_of(settings)));
    buf_printf(&b, "%s[grades]\n优 = 90\n良 = 80\n中 = 60\n差 = 0\n", own ? "" : "[ruleset]\n");
    buf_printf(&b, "[a]\n[a.b]\n[a.b.c]\n%.*s\n", STR_ARG(text_of(node)));
    struct ruleset *rs = ruleset_from(&arena, "rules.ini", arena_copy(&arena, buf_str(&b)));
    buf_free(&b);
    assert_non_null(rs);
    assert_int_equal(rs->file[0].status, RULE_FILE_OK);
    return rs;
}

static dec number(struct str s) {
    dec d = 0;
    assert_int_equal(dec_parse(s, &d), DEC_OK);
    return d;
}

static const struct node *leaf(const struct ruleset *rs) {
    int i = ruleset_node(rs, STR("a.b.c"));
    assert_true(i >= 0);
    return &rs->node[i];
}

static struct engine_points indicator(const struct ruleset *rs, const char *target, const char *actual,
                                      const char *weight, const char *score) {
    struct engine_input in = {
        .target = text_of(target),
        .actual = text_of(actual),
        .score = text_of(score),
        .has_weight = weight != NULL,
        .weight = weight ? number(str_of(weight)) : 0,
    };
    return engine_indicator(rs, leaf(rs), &in);
}

static struct str working(const struct engine_points *p) {
    struct buf b = {0};
    engine_working(p, &b);
    struct str s = arena_copy(&arena, buf_str(&b));
    buf_free(&b);
    return s;
}

static bool is_dec(dec d, const char *wanted) {
    return d == number(str_of(wanted));
}

static const char *wrong_in(const struct engine_example *e, const struct engine_points *p) {
    if (p->why != e->why || p->rule != e->rule) {
        return "another rule or reason";
    }
    if (!e->points) {
        return p->over != 0 ? "points without a verdict" : NULL;
    }
    if (!is_dec(p->points, e->points)) {
        return "other points";
    }
    if (!is_dec(p->rounded, e->rounded ? e->rounded : e->points)) {
        return "other rounded points";
    }
    return e->working && !str_eq(working(p), str_of(e->working)) ? "another working" : NULL;
}

static void indicators(void **state) {
    size_t wrong = 0;

    (void)state;
    assert_true(engine_examples_n >= 60);
    for (size_t i = 0; i < engine_examples_n; i++) {
        const struct engine_example *e = &engine_examples[i];
        struct ruleset *rs = rules_with("scoring", e->settings, e->node);
        struct engine_points p = indicator(rs, e->target, e->actual, e->weight, NULL);
        const char *what = wrong_in(e, &p);
        if (what) {
            char text[DEC_TEXT];
            dec_text(p.points, 0, text);
            print_error("row %zu, %s, T %s A %s w %s: %s: rule %d why %d points %s, %.*s (%s)\n", i,
                        e->settings ? e->settings : "", e->target, e->actual, e->weight ? e->weight : "none", what,
                        p.rule, p.why, text, STR_ARG(working(&p)), e->arithmetic);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void every_rule_and_reason_has_an_example(void **state) {
    bool rule[ENGINE_NOT_APPLICABLE + 1] = {0}, why[ENGINE_TOO_LARGE + 1] = {0};

    (void)state;
    for (size_t i = 0; i < engine_examples_n; i++) {
        rule[engine_examples[i].rule] = true;
        why[engine_examples[i].why] = true;
    }
    /* These three have tests of their own. */
    rule[ENGINE_EXECUTION] = rule[ENGINE_NOT_APPLICABLE] = true;
    why[ENGINE_NO_RATE] = why[ENGINE_LEFT_OUT] = why[ENGINE_TOO_LARGE] = true;
    for (size_t i = 0; i < sizeof rule / sizeof *rule; i++) {
        assert_true(rule[i]);
    }
    for (size_t i = 0; i < sizeof why / sizeof *why; i++) {
        assert_true(why[i]);
    }
}

/* ---- what an answer says beside its points ---- */

static void completion_and_overshoot(void **state) {
    static const struct {
        const char *target, *actual, *completion;
        enum engine_overshoot overshoot;
    } rows[] = {
        {"≥50", "25", "50", ENGINE_NOT_OVER},           {"≥3", "1", "33.333333", ENGINE_NOT_OVER},
        {"≥100", "119.99", "119.99", ENGINE_NOT_OVER},  {"≥100", "120", "120", ENGINE_OVER_NOTE},
        {"≥100", "129.99", "129.99", ENGINE_OVER_NOTE}, {"≥100", "130", "130", ENGINE_OVER_REASON},
        {">100", "130", "130", ENGINE_OVER_REASON},     {"≥2", "50", "2500", ENGINE_OVER_REASON},
        {"=100", "200", "200", ENGINE_NOT_OVER}, /* no sign of the more the better */
        {"≤100", "50", "50", ENGINE_NOT_OVER},          {"≤100", "150", "150", ENGINE_NOT_OVER},
        {"≥0", "150", NULL, ENGINE_NOT_OVER},
    };
    struct ruleset *rs = rules_with("scoring", NULL, NULL);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct engine_points p = indicator(rs, rows[i].target, rows[i].actual, "10", NULL);
        assert_int_equal(p.has_completion, rows[i].completion != NULL);
        if (rows[i].completion) {
            assert_dec(p.completion, rows[i].completion);
        }
        assert_int_equal(p.overshoot, rows[i].overshoot);
    }
}

static void operands(void **state) {
    struct engine_points p = indicator(rules_with("scoring", NULL, NULL), "≥4754人", "4604人", "5", NULL);

    (void)state;
    assert_int_equal(p.sign, SIGN_GE);
    assert_dec(p.target, "4754");
    assert_dec(p.actual, "4604");
    assert_dec(p.weight, "5");
    assert_dec(p.of, "5");
    assert_dec(p.by, "4604");
    assert_dec(p.over, "4754");
    p = indicator(rules_with("scoring", NULL, "steps = \">=90:100 >=80:80\"\n"), "", "85", "5", NULL);
    assert_int_equal(p.index, 1);
    assert_dec(p.operand, "80");
}

static void the_range_of_a_band(void **state) {
    static const struct {
        const char *tiers, *words, *least, *most;
        int band;
    } rows[] = {
        {"100-80 80-60 60-0", "达成年度指标", "12", "15", 0},
        {"100-80 80-60 60-0", "部分达成年度指标并具有一定效果", "9", "12", 1},
        {"100-80 80-60 60-0", "未达成年度指标且效果较差", "0", "9", 2},
        {"100-80 80-50 50-0", "部分完成", "7.5", "12", 1},
        {"100-80 80-50 50-0", "未完成", "0", "7.5", 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char settings[64];
        snprintf(settings, sizeof settings, "tiers = \"%s\"\n", rows[i].tiers);
        struct engine_points p =
            indicator(rules_with("scoring", settings, "kind = tier\n"), "有所提高", rows[i].words, "15", NULL);
        assert_int_equal(p.rule, ENGINE_TIER);
        assert_int_equal(p.why, ENGINE_JUDGED);
        assert_int_equal(p.index, rows[i].band);
        assert_dec(p.least, rows[i].least);
        assert_dec(p.most, rows[i].most);
        assert_int_equal(p.most_belongs, rows[i].band == 0);
    }
}

static void a_band_that_the_rules_lack(void **state) {
    struct ruleset *rs = rules_with("scoring", "tiers = \"100-60 60-0\"\n", "kind = tier\n");

    (void)state;
    assert_int_equal(indicator(rs, "", "未达成", "15", NULL).why, ENGINE_NO_BAND);
    assert_int_equal(indicator(rs, "", "部分达成", "15", NULL).why, ENGINE_JUDGED);
}

static void bands(void **state) {
    (void)state;
    for (size_t i = 0; i < band_examples_n; i++) {
        const struct band_example *e = &band_examples[i];
        char settings[64];
        snprintf(settings, sizeof settings, "tiers = \"%s\"\n", e->tiers);
        struct ruleset *rs = rules_with("scoring", settings, NULL);
        int band = engine_band_of(rs, number(str_of(e->score)), number(str_of(e->weight)));
        if (band != e->band) {
            fail_msg("%s of %s is in band %d, not %d: %s", e->score, e->weight, e->band, band, e->arithmetic);
        }
        for (int k = 0; k < (int)rs->tiers; k++) {
            assert_int_equal(engine_band_holds(rs, k, number(str_of(e->score)), number(str_of(e->weight))), k == band);
        }
    }
}

static void beyond_exact_numbers(void **state) {
    struct ruleset rules = {.overshoot_cut = OVERSHOOT_PROPORTIONAL, .overshoot_cut_from = DEC_INT(130)};
    /* (T × 230 − A × 100) ÷ (T × 100) has (8T + 5) ÷ 10T as its lowest terms for A = (3T − 1) ÷ 2; 10T is too large. */
    dec huge = INT64_C(999999999999000007);

    (void)state;
    struct engine_points p = engine_number(&rules, SIGN_GE, huge, huge + huge / 2, DEC_INT(10));
    assert_int_equal(p.why, ENGINE_TOO_LARGE);
    assert_int_equal(working(&p).n, 0);
    rules.overshoot_cut = OVERSHOOT_KEEPS;
    assert_int_equal(engine_number(&rules, SIGN_GE, huge, huge + huge / 2, DEC_INT(10)).why, ENGINE_COMPUTED);
    assert_int_equal(engine_number(&rules, SIGN_GE, DEC_ONE, DEC_ONE, -1).why, ENGINE_NO_WEIGHT);
}

/* ---- execution ---- */

static bool amount(const char *text, dec *out) {
    return dec_parse(str_of(text), out) == DEC_OK;
}

static struct engine_points execution(const struct ruleset *rs, const struct execution_example *e) {
    struct engine_funds f = {0};
    f.has_initial = amount(e->initial, &f.initial);
    f.has_budget = amount(e->budget, &f.budget);
    f.has_executed = amount(e->executed, &f.executed);
    return engine_execution(rs, &f, number(str_of(e->weight)));
}

static void execution_rates(void **state) {
    (void)state;
    for (size_t i = 0; i < execution_examples_n; i++) {
        const struct execution_example *e = &execution_examples[i];
        struct ruleset *rs = rules_with("execution", e->settings, NULL);
        struct engine_points p = execution(rs, e);
        struct engine_part full = engine_part_stated(DEC_INT(100), DEC_INT(100));
        struct engine_total t;
        engine_total(rs, &full, 1, &p, &t);
        if (p.has_completion != (e->points != NULL) || t.has_cap != (e->cap != NULL)) {
            fail_msg("row %zu: rate %d, cap %d (%s)", i, p.has_completion, t.has_cap, e->arithmetic);
        }
        assert_int_equal(p.why, e->points ? ENGINE_COMPUTED : ENGINE_NO_RATE);
        assert_int_equal(p.rule, ENGINE_EXECUTION);
        if (e->points) {
            assert_dec(p.rounded, e->points);
            assert_dec(p.completion, e->percent);
        }
        assert_dec(t.total, e->cap ? e->cap : "100");
    }
}

static void an_indicator_that_counts_the_funds_row(void **state) {
    struct ruleset *rs = rules_with("execution", NULL, "counts = funds.total\nweight = 10\n");
    struct engine_funds funds = {.has_budget = true, .has_executed = true, DEC_INT(0), DEC_INT(7), DEC_INT(5)};
    struct engine_points rate = engine_execution(rs, &funds, DEC_INT(10));
    struct engine_input in = {.target = STR("≥100%"), .actual = STR("1%"), .has_weight = true, .weight = DEC_INT(10)};

    (void)state;
    assert_dec(engine_indicator(rs, leaf(rs), &in).rounded, "0.1"); /* 1 ÷ 100 × 10 */
    in.execution = &rate;
    struct engine_points p = engine_indicator(rs, leaf(rs), &in);
    assert_int_equal(p.rule, ENGINE_EXECUTION);
    assert_dec(p.rounded, "7.14"); /* 50 ÷ 7 = 7.142857… */
    assert_text(working(&p), "5 ÷ 7 × 10 = 7.14");
}

/* ---- what doesn't apply ---- */

static void indicators_that_do_not_apply(void **state) {
    static const struct {
        const char *node, *score;
        bool left_out;
    } rows[] = {
        {"optional = yes\n", "不适用", true},  {"optional = yes\n", " 不适用 ", true}, {"optional = yes\n", "—", true},
        {"optional = yes\n", "/", true},       {"optional = yes\n", "", false},        {"optional = yes\n", "0", false},
        {"optional = yes\n", "不适合", false}, {"optional = no\n", "不适用", false},   {"", "—", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ruleset *rs = rules_with("scoring", NULL, rows[i].node);
        struct engine_points p = indicator(rs, "≥50", "25", "10", rows[i].score);
        assert_int_equal(engine_left_out(leaf(rs), str_of(rows[i].score)), rows[i].left_out);
        assert_int_equal(p.why, rows[i].left_out ? ENGINE_LEFT_OUT : ENGINE_COMPUTED);
        assert_int_equal(p.rule, rows[i].left_out ? ENGINE_NOT_APPLICABLE : ENGINE_RATIO);
        assert_int_equal(engine_part_computed(&p).left_out, rows[i].left_out);
        assert_text(working(&p), rows[i].left_out ? "" : "25 ÷ 50 × 10 = 5");
    }
}

/* ---- the total ---- */

static struct engine_part part_of(const struct ruleset *rs, struct str word) {
    size_t mark = 0;
    while (mark < word.n && word.p[mark] != ':' && word.p[mark] != '=') {
        mark++;
    }
    dec weight = number(str_sub(word, 0, mark));
    struct str rest = str_sub(word, mark + 1, word.n);
    if (word.p[mark] == '=') {
        return engine_part_stated(weight, number(rest));
    }
    if (str_eq(rest, STR("x"))) {
        return (struct engine_part){.weight = weight, .left_out = true};
    }
    size_t colon = str_find(rest, STR(":"));
    struct engine_points p =
        engine_number(rs, SIGN_GE, number(str_sub(rest, 0, colon)), number(str_sub(rest, colon + 1, rest.n)), weight);
    return engine_part_computed(&p);
}

static size_t parts_of(const struct ruleset *rs, const char *text, struct engine_part *part, size_t most) {
    struct str rest = str_of(text);
    size_t n = 0;
    for (struct str w; (w = str_word(&rest)).n > 0; n++) {
        assert_true(n < most);
        part[n] = part_of(rs, w);
    }
    return n;
}

static void totals(void **state) {
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < total_examples_n; i++) {
        const struct total_example *e = &total_examples[i];
        struct ruleset *rs = rules_with("scoring", e->settings, NULL);
        struct engine_part part[8];
        struct engine_total t;
        engine_total(rs, part, parts_of(rs, e->parts, part, 8), NULL, &t);
        if (!is_dec(t.parts, e->sum) || !is_dec(t.exact, e->exact) || !is_dec(t.exact_rounded, e->rounded) ||
            !is_dec(t.total, e->total) || !is_dec(t.shown, e->shown) || t.grade < 0 ||
            !str_eq(rs->grade[t.grade].name, str_of(e->grade)) || t.inexact) {
            print_error("row %zu: parts %lld exact %lld rounded %lld total %lld shown %lld grade %d (%s)\n", i,
                        (long long)t.parts, (long long)t.exact, (long long)t.exact_rounded, (long long)t.total,
                        (long long)t.shown, t.grade, e->arithmetic);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void weights_of_the_total(void **state) {
    struct ruleset *rs = rules_with("scoring", NULL, NULL);
    struct engine_part part[8];
    struct engine_total t;

    (void)state;
    engine_total(rs, part, parts_of(rs, "40=35 40=30 10:x 10:x", part, 8), NULL, &t);
    assert_true(t.rescaled);
    assert_dec(t.weight, "100");
    assert_dec(t.applicable, "80");
    engine_total(rs, part, parts_of(rs, "40=35 60=30", part, 8), NULL, &t);
    assert_false(t.rescaled);
    assert_dec(t.applicable, "100");
    engine_total(rs, part, 0, NULL, &t);
    assert_dec(t.total, "0");
}

/* A cap is held against the total after rescaling, and decides the grade. */
static void caps_come_last(void **state) {
    struct ruleset *rs = rules_with("scoring", "[execution]\ncap.80 = 89\ncap.70 = 79\n", NULL);
    struct engine_funds funds = {.has_budget = true, .has_executed = true, 0, DEC_INT(100), DEC_INT(75)};
    struct engine_points rate = engine_execution(rs, &funds, DEC_INT(10));
    struct engine_part part[8];
    struct engine_total t;

    (void)state;
    engine_total(rs, part, parts_of(rs, "90=81 10:x", part, 8), &rate, &t); /* 81 × 100 ÷ 90 = 90 */
    assert_dec(t.exact, "90");
    assert_dec(t.total, "89");
    assert_dec(t.shown, "89");
    assert_text(rs->grade[t.grade].name, "良");
    engine_total(rs, part, parts_of(rs, "100=89.000001", part, 8), &rate, &t);
    assert_dec(t.total, "89");
    engine_total(rs, part, parts_of(rs, "90=80 10:x", part, 8), &rate, &t); /* 80 × 100 ÷ 90 = 88.888… */
    assert_true(t.has_cap);
    assert_dec(t.total, "88.888888");
    assert_dec(t.shown, "88.89");
}

/* What one form's indicators of thirds and sevenths come to: denominators far beyond 64 bits. */
static void long_denominators(void **state) {
    enum { PAIRS = 40 };
    struct ruleset *rs = rules_with("scoring", "round_at = total\n", NULL);
    struct engine_part part[2 * PAIRS];
    struct engine_total t;
    dec target = INT64_C(999999999999000007);

    (void)state;
    for (int i = 0; i < PAIRS; i++, target -= 2 * 17) {
        struct engine_points a = engine_number(rs, SIGN_GE, target, target / 3 + i, DEC_INT(1));
        struct engine_points b = engine_number(rs, SIGN_GE, target, target - (target / 3 + i), DEC_INT(1));
        part[i] = engine_part_computed(&a);
        part[2 * PAIRS - 1 - i] = engine_part_computed(&b);
    }
    engine_total(rs, part, 2 * PAIRS, NULL, &t);
    assert_false(t.inexact);
    assert_dec(t.exact, "40"); /* A ÷ T + (T − A) ÷ T = 1, forty times; cut one by one the parts are less */
    assert_true(t.parts < t.exact);
}

/* More than there is room for is said, never hidden. */
static void longer_denominators(void **state) {
    enum { MANY = 200 };
    struct ruleset *rs = rules_with("scoring", "round_at = total\n", NULL);
    struct engine_part part[MANY];
    struct engine_total t;
    dec target = INT64_C(999999999999000007), cut = 0;

    (void)state;
    for (int i = 0; i < MANY; i++, target -= 2 * 17) {
        struct engine_points p = engine_number(rs, SIGN_GE, target, target / 3 + i, DEC_INT(1));
        part[i] = engine_part_computed(&p);
        cut += p.points;
    }
    engine_total(rs, part, MANY, NULL, &t);
    assert_true(t.inexact);
    assert_true(t.exact >= cut && t.exact < cut + MANY);
}

/* ---- dates and steps by themselves ---- */

static void dates(void **state) {
    static const struct {
        const char *text;
        int32_t first, last;
    } rows[] = {
        {"2024-12-31", 20241231, 20241231},    {"2024/6/30", 20240630, 20240630},
        {"2024.6.3", 20240603, 20240603},      {"2024年6月30日", 20240630, 20240630},
        {"2024年6月", 20240601, 20240630},     {"2024年2月", 20240201, 20240229},
        {"2023年2月", 20230201, 20230228},     {"2000年2月", 20000201, 20000229},
        {"2100年2月", 21000201, 21000228},     {"2024年", 20240101, 20241231},
        {"2024年2月下旬", 20240221, 20240229}, {"2024年6月中旬", 20240611, 20240620},
        {"2024年6月上旬", 20240601, 20240610}, {"2024年6月底", 20240621, 20240630},
        {" 2024-02-29 ", 20240229, 20240229},
    };
    static const char *const none[] = {"",           "2024",          "2023-02-29",  "2024-13-01",      "2024-00-01",
                                       "2024-06-31", "2024-06-00",    "2024-06",     "2024-06/30",      "1899-01-01",
                                       "3000-01-01", "2024年6月31日", "2024年6月30", "2024年6月30日前", "24-06-30"};
    struct days d;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!days_read(str_of(rows[i].text), &d)) {
            fail_msg("%s is not read", rows[i].text);
        }
        assert_int_equal(d.first, rows[i].first);
        assert_int_equal(d.last, rows[i].last);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        if (days_read(str_of(none[i]), &d)) {
            fail_msg("%s is read as a date", none[i]);
        }
    }
}

static void steps_of_each_sign(void **state) {
    static const struct {
        const char *step;
        enum step_fit below, at, above; /* 89, 90, 91; 2024-05, 2024-06, 2024-07 */
    } rows[] = {
        {">=90:1", STEP_FITS_NOT, STEP_FITS, STEP_FITS},
        {">90:1", STEP_FITS_NOT, STEP_FITS_NOT, STEP_FITS},
        {"<=90:1", STEP_FITS, STEP_FITS, STEP_FITS_NOT},
        {"<90:1", STEP_FITS, STEP_FITS_NOT, STEP_FITS_NOT},
        {"=90:1", STEP_FITS_NOT, STEP_FITS, STEP_FITS_NOT},
        {"≥2024年6月:1", STEP_FITS_NOT, STEP_FITS, STEP_FITS},
        {">2024年6月:1", STEP_FITS_NOT, STEP_FITS_NOT, STEP_FITS},
        {"≤2024年6月:1", STEP_FITS, STEP_FITS, STEP_FITS_NOT},
        {"<2024年6月:1", STEP_FITS, STEP_FITS_NOT, STEP_FITS_NOT},
        {"=2024年6月:1", STEP_FITS_NOT, STEP_FITS, STEP_FITS_NOT},
        {"=2024-06-15:1", STEP_FITS_NOT, STEP_UNSURE, STEP_FITS_NOT},
        {">=2024-06-15:1", STEP_FITS_NOT, STEP_UNSURE, STEP_FITS},
        {"=2024-06-01:1", STEP_FITS_NOT, STEP_UNSURE, STEP_FITS_NOT},
        {"=2024-06-30:1", STEP_FITS_NOT, STEP_UNSURE, STEP_FITS_NOT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str rest = str_of(rows[i].step);
        const enum step_fit wanted[] = {rows[i].below, rows[i].at, rows[i].above};
        struct step s;
        assert_int_equal(step_next(&rest, &s), STEP_OK);
        for (int k = 0; k < 3; k++) {
            struct days d = {20240501 + 100 * k, 20240531 + 100 * k - (k == 1)};
            enum step_fit fit = s.dated ? step_days(&s, d) : step_number(&s, DEC_INT(89 + k));
            if (fit != wanted[k]) {
                fail_msg("%s, %d: %d", rows[i].step, k, fit);
            }
            /* A number is no date and a date no number. */
            assert_int_equal(s.dated ? step_number(&s, DEC_INT(90)) : step_days(&s, d), STEP_FITS_NOT);
        }
        assert_int_equal(step_next(&rest, &s), STEP_END);
    }
}

/* ---- a form ---- */

static struct form *changed(const char *form, const char *rules) {
    static int number_of_rules;
    char name[32], link[64];
    struct document d;
    snprintf(name, sizeof name, "engine-%d.ini", ++number_of_rules);
    snprintf(link, sizeof link, "[form] rules = %s", name);
    support_write(&arena, name, support_change(&arena, support_read(&arena, "tests/data/sound-rules.ini"), rules));
    struct str text = support_change(&arena, support_read(&arena, "tests/data/sound-form.ini"), link);
    assert_true(
        document_read(&arena, &library, support_write(&arena, "form.ini", support_change(&arena, text, form)), &d));
    assert_non_null(d.form);
    return d.form;
}

static void assert_computed(const struct form *f, const struct score *s, const char *section, const char *key,
                            const char *wanted) {
    int field = schema_field(f->schema, str_of(section), str_of(key));
    assert_true(field >= 0);
    assert_text(score_computed(&arena, f, s, field), wanted);
}

static void computed_by_kind(void **state) {
    struct form *f = changed("[output.quantity.events] actual = 30场\n[output.quality.pass] actual = 85%\n"
                             "[benefit.social.reach] actual = 否\n[satisfaction.service.audience] score = 不适用",
                             "[scoring] inverse = linear\n[output.quality.pass] steps = \">=95%:100 >=80%:60\"\n"
                             "[benefit.social.reach] kind = yesno\n[satisfaction.service.audience] optional = yes\n"
                             "[ruleset] decimals = 1");
    struct score s;

    (void)state;
    assert_true(score_form(&arena, f, &s));
    assert_computed(f, &s, "output.quantity.events", "score", "6"); /* 30 ÷ 50 × 10 */
    assert_computed(f, &s, "output.quality.pass", "score", "9");    /* 60 % of 15 */
    assert_computed(f, &s, "benefit.social.reach", "score", "");    /* 否 against a target that is no answer */
    assert_computed(f, &s, "satisfaction.service.audience", "score", "");
    /* Stated: 99 with 10 of the audience; 89 of 90 applicable × 100 = 98.888… */
    assert_dec(s.total, "98.888888");
    assert_computed(f, &s, "total", "score", "98.9");
    assert_computed(f, &s, "total", "grade", "优");
    assert_int_equal(s.all.scored, s.all.indicators);
}

static void subtotals_with_what_does_not_apply(void **state) {
    static const struct {
        const char *rules, *subtotal, *total;
    } rows[] = {
        {"", "0", "98.888888"}, /* 89 × 100 ÷ 90 */
        {"\n[scoring] not_applicable = full", "10", "99"},
        {"\n[scoring] not_applicable = zero", "0", "89"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str rules =
            arena_join(&arena, STR("[satisfaction.service.audience] optional = yes"), str_of(rows[i].rules));
        struct form *f = changed("[satisfaction.service.audience] score = 不适用", rules.p);
        const struct schema_section *section = schema_section(f->schema, STR("satisfaction"));
        struct score s;
        assert_true(score_form(&arena, f, &s));
        assert_dec(s.node[section->row].score, rows[i].subtotal);
        assert_dec(s.node[section->row].weight, "10");
        assert_int_equal(s.node[section->row].scored, 1);
        assert_dec(s.total, rows[i].total);
    }
}

static void rounding_of_a_form(void **state) {
    static const struct {
        const char *rules, *execution, *total;
    } rows[] = {
        /* 10 × 6 ÷ 7 = 8.5714285…; 99 − 10 + that = 97.5714285… */
        {"", "8.57", "97.57"},
        {"[scoring] round_at = total", "8.571428", "97.57"},
        {"[scoring] round_at = none", "8.571428", "97.571428"},
        {"[ruleset] decimals = 0", "9", "98"},
        {"[ruleset] decimals = 1", "8.6", "97.6"},
        {"[ruleset] decimals = 1\n[scoring] rounding = cut", "8.5", "97.5"},
        {"[ruleset] decimals = 1\n[scoring] rounding = cut\n[scoring] round_at = total", "8.571428", "97.5"},
        {"[ruleset] decimals = 5", "8.57143", "97.57143"},
        {"[ruleset] decimals = 5\n[scoring] rounding = cut", "8.57142", "97.57142"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct form *f =
            changed("[funds.total] budget = 7\n[funds.total] executed = 6\n[funds.total] -score", rows[i].rules);
        struct score s;
        assert_true(score_form(&arena, f, &s));
        assert_computed(f, &s, "funds.total", "score", rows[i].execution);
        assert_computed(f, &s, "total", "score", rows[i].total);
    }
}

#define T(test) cmocka_unit_test_teardown(test, free_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(indicators),
        T(every_rule_and_reason_has_an_example),
        T(completion_and_overshoot),
        T(operands),
        T(the_range_of_a_band),
        T(a_band_that_the_rules_lack),
        T(bands),
        T(beyond_exact_numbers),
        T(execution_rates),
        T(an_indicator_that_counts_the_funds_row),
        T(indicators_that_do_not_apply),
        T(totals),
        T(weights_of_the_total),
        T(caps_come_last),
        T(long_denominators),
        T(longer_denominators),
        T(dates),
        T(steps_of_each_sign),
        T(computed_by_kind),
        T(subtotals_with_what_does_not_apply),
        T(rounding_of_a_form),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
