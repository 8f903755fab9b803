/* What the scoring engine keeps to whatever the numbers are, and what each of its keys may change: seeded, so that a
   failure comes again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/engine.h"

#define ROUNDS 20000

static struct arena arena;
static uint64_t seed;

static int start(void **state) {
    (void)state;
    seed = UINT64_C(0x9E3779B97F4A7C15);
    return 0;
}

static int free_arena(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

static uint64_t next_random(void) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

/* least … most */
static int64_t between(int64_t least, int64_t most) {
    return least + (int64_t)(next_random() % (uint64_t)(most - least + 1));
}

/* Small whole numbers, money, and anything up to the largest; around 0 as well as far from it. */
static dec some_number(void) {
    switch (between(0, 4)) {
    case 0:
        return DEC_INT(between(-3, 20));
    case 1:
        return between(-2000, 20000) * (DEC_ONE / 100);
    case 2:
        return between(-5, 5);
    case 3:
        return DEC_INT(between(1, 5000));
    default:
        return between(-DEC_MAX, DEC_MAX);
    }
}

static dec some_weight(void) {
    return between(0, 1) ? DEC_INT(between(0, 50)) : between(0, 10000) * (DEC_ONE / 100) + between(0, 9);
}

static enum sign some_sign(void) {
    return (enum sign)between(SIGN_GE, SIGN_LT);
}

static struct ruleset some_rules(void) {
    return (struct ruleset){
        .decimals = (int)between(0, 6),
        .inverse = (enum inverse)between(0, 1),
        .overshoot_note = DEC_INT(120),
        .overshoot_reason = DEC_INT(130),
        .overshoot_cut = (enum overshoot_cut)between(0, 2),
        .overshoot_cut_from = DEC_INT(between(100, 300)),
        .overshoot_cut_points = between(0, 1000) * (DEC_ONE / 100),
        .not_applicable = (enum not_applicable)between(0, 2),
        .rounding = (enum dec_round)between(0, 1),
        .round_at = (enum round_at)between(0, 2),
    };
}

/* ---- one indicator ---- */

static void a_score_never_leaves_its_weight(void **state) {
    size_t computed = 0, inside = 0;

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct ruleset rules = some_rules();
        dec weight = some_weight();
        struct engine_points p = engine_number(&rules, some_sign(), some_number(), some_number(), weight);
        if (p.why != ENGINE_COMPUTED) {
            assert_true(p.why == ENGINE_TARGET_ZERO || p.why == ENGINE_TOO_LARGE);
            continue;
        }
        computed++;
        inside += p.points > 0 && p.points < weight;
        assert_true(p.points >= 0 && p.points <= weight);
        assert_true(p.rounded >= 0 && p.rounded <= weight);
        assert_true(p.over > 0);
        assert_int_equal(dec_mul_div_cut(p.of, p.by, p.over), p.points);
    }
    assert_true(computed > ROUNDS / 2);
    assert_true(inside > ROUNDS / 50); /* not only none and all */
}

static void execution_never_leaves_its_weight(void **state) {
    size_t inside = 0;

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct ruleset rules = some_rules();
        struct engine_funds f = {.has_budget = true, .has_executed = true, 0, some_number(), some_number()};
        dec weight = some_weight();
        struct engine_points p = engine_execution(&rules, &f, weight);
        assert_int_equal(p.why == ENGINE_COMPUTED, f.budget > 0);
        if (p.why == ENGINE_COMPUTED) {
            assert_true(p.points >= 0 && p.points <= weight && p.rounded >= 0 && p.rounded <= weight);
            inside += p.points > 0 && p.points < weight;
        }
    }
    assert_true(inside > ROUNDS / 50);
}

/* Better of the two: more for >= > =, less for <= <. A cut for overshoot is made to break this, so there is none. */
static void better_never_scores_less(void **state) {
    size_t rose = 0;

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct ruleset rules = some_rules();
        rules.overshoot_cut = OVERSHOOT_KEEPS;
        enum sign sign = some_sign();
        dec target = some_number(), worse = some_number(), weight = some_weight();
        dec better = worse + (sign == SIGN_LE || sign == SIGN_LT ? -1 : 1) * (dec)(next_random() % (uint64_t)DEC_MAX);
        struct engine_points a = engine_number(&rules, sign, target, worse, weight);
        struct engine_points b = engine_number(&rules, sign, target, better, weight);
        if (a.why != ENGINE_COMPUTED || (sign == SIGN_EQ && target <= 0)) { /* `= 0` is met by 0 alone */
            continue;
        }
        assert_int_equal(b.why, ENGINE_COMPUTED); /* what is better has a verdict where the worse has one */
        assert_true(b.points >= a.points);
        assert_true(b.rounded >= a.rounded);
        rose += b.points > a.points;
    }
    assert_true(rose > ROUNDS / 50);
}

/* With a cut the points fall from its threshold on, and never before it. */
static void further_over_never_scores_more(void **state) {
    size_t fell = 0;

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct ruleset rules = some_rules();
        dec target = DEC_INT(between(1, 1000)), weight = some_weight();
        dec less = target + DEC_INT(between(0, 4000)), more = less + between(0, 4000) * (DEC_ONE / 10);
        struct engine_points a = engine_number(&rules, SIGN_GE, target, less, weight);
        struct engine_points b = engine_number(&rules, SIGN_GE, target, more, weight);
        assert_true(b.points <= a.points);
        fell += b.points < a.points;
        if (rules.overshoot_cut == OVERSHOOT_KEEPS ||
            dec_cmp_ratio(more, target, rules.overshoot_cut_from, DEC_INT(100)) < 0) {
            assert_int_equal(b.points, weight);
        }
    }
    assert_true(fell > ROUNDS / 50);
}

static void a_better_band_has_a_better_score(void **state) {
    struct tier tiers[] = {{DEC_INT(100), DEC_INT(80)}, {DEC_INT(80), DEC_INT(60)}, {DEC_INT(60), 0}};
    struct ruleset rules = {.tier = tiers, .tiers = 3};

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        dec weight = some_weight() + 1, low = between(0, weight), high = between(low, weight);
        int worse = engine_band_of(&rules, low, weight), better = engine_band_of(&rules, high, weight);
        assert_true(better >= 0 && better <= worse && worse <= 2);
        assert_int_equal(engine_band_of(&rules, weight + 1, weight), -1);
    }
}

/* ---- a sum ---- */

#define PARTS_MOST 12
#define COMMON 27720 /* divisible by 1 … 12 */

struct drawn {
    struct engine_part part[PARTS_MOST];
    size_t n;
    int64_t over; /* what they come to, in 1/COMMON of 10^-6 */
    dec rounded;
};

/* Indicators with targets of 1 … 12, so that a fraction with a small denominator has their sum. */
static struct drawn draw(const struct ruleset *rules) {
    struct drawn d = {.n = (size_t)between(1, PARTS_MOST)};
    for (size_t i = 0; i < d.n; i++) {
        int64_t target = between(1, 12), actual = between(0, target);
        dec weight = between(0, 3000) * (DEC_ONE / 100);
        struct engine_points p = engine_number(rules, SIGN_GE, DEC_INT(target), DEC_INT(actual), weight);
        assert_int_equal(p.why, ENGINE_COMPUTED);
        d.part[i] = engine_part_computed(&p);
        d.over += weight * actual * (COMMON / target);
        d.rounded += p.rounded;
    }
    return d;
}

static int64_t unit_of(int decimals) {
    int64_t unit = DEC_ONE;
    for (int i = 0; i < decimals; i++) {
        unit /= 10;
    }
    return unit;
}

/* Rounds over ÷ COMMON to a multiple of `unit` without the engine's own means. */
static dec rounded_once(int64_t over, int64_t unit, enum dec_round how) {
    int64_t step = COMMON * unit, whole = over / step;
    return (whole + (how == DEC_HALF_UP && (over % step) * 2 >= step)) * unit;
}

static void both_sums_are_there(void **state) {
    size_t differ = 0;

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct ruleset rules = some_rules();
        rules.overshoot_cut = OVERSHOOT_KEEPS;
        struct drawn d = draw(&rules);
        struct engine_total t;
        int64_t unit = unit_of(rules.decimals);
        engine_total(&rules, d.part, d.n, NULL, &t);
        assert_false(t.inexact);
        assert_int_equal(t.parts, d.rounded);
        assert_int_equal(t.exact, d.over / COMMON);
        assert_int_equal(t.exact_rounded, rounded_once(d.over, unit, rules.rounding));
        if (rules.round_at == ROUND_AT_INDICATOR) {
            differ += t.parts != t.exact_rounded;
            /* Each part is off by less than a unit, and so is the sum. */
            assert_true(t.parts - t.exact_rounded < (dec)(d.n + 1) * unit);
            assert_true(t.exact_rounded - t.parts < (dec)(d.n + 1) * unit);
        }
        assert_int_equal(t.total, rules.round_at == ROUND_AT_INDICATOR ? t.parts : t.exact);
        assert_int_equal(t.shown, rules.round_at == ROUND_AT_INDICATOR ? t.parts
                                  : rules.round_at == ROUND_AT_TOTAL   ? t.exact_rounded
                                                                       : t.exact);
    }
    assert_true(differ > ROUNDS / 50); /* else nothing would have been compared */
}

static void swap(struct engine_part *a, struct engine_part *b) {
    struct engine_part c = *a;
    *a = *b;
    *b = c;
}

static void the_order_of_indicators_does_not_matter(void **state) {
    struct grade grade[] = {{STR("优"), DEC_INT(90)}, {STR("差"), 0}};
    size_t moved = 0;

    (void)state;
    for (int i = 0; i < ROUNDS / 4; i++) {
        struct ruleset rules = some_rules();
        struct drawn d = draw(&rules);
        struct engine_total a, b;
        rules.grade = grade;
        rules.grades = 2;
        for (size_t k = 0; k < d.n; k++) {
            d.part[k].left_out = between(0, 5) == 0;
        }
        engine_total(&rules, d.part, d.n, NULL, &a);
        for (size_t k = d.n; k-- > 1;) {
            size_t to = (size_t)between(0, (int64_t)k);
            moved += to != k;
            swap(&d.part[k], &d.part[to]);
        }
        engine_total(&rules, d.part, d.n, NULL, &b);
        assert_int_equal(a.weight, b.weight);
        assert_int_equal(a.applicable, b.applicable);
        assert_int_equal(a.parts, b.parts);
        assert_int_equal(a.exact, b.exact);
        assert_int_equal(a.exact_rounded, b.exact_rounded);
        assert_int_equal(a.total, b.total);
        assert_int_equal(a.shown, b.shown);
        assert_int_equal(a.grade, b.grade);
    }
    assert_true(moved > ROUNDS / 4);
}

/* Rescaling full points gives the full total, and never more than it. */
static void what_is_left_out_costs_nothing(void **state) {
    size_t scaled = 0;

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct ruleset rules = some_rules();
        struct engine_part part[PARTS_MOST];
        size_t n = (size_t)between(2, PARTS_MOST);
        struct engine_total t;
        rules.not_applicable = NOT_APPLICABLE_RESCALE;
        for (size_t k = 0; k < n; k++) {
            dec weight = between(1, 3000) * (DEC_ONE / 100);
            part[k] = engine_part_stated(weight, weight);
            part[k].left_out = k > 0 && between(0, 2) == 0;
        }
        engine_total(&rules, part, n, NULL, &t);
        assert_int_equal(t.exact, t.weight);
        scaled += t.rescaled;
    }
    assert_true(scaled > ROUNDS / 2);
}

/* ---- each key changes what its help says, and nothing else ---- */

enum result {
    MET,      /* ≥ 10, 12 */
    MISSED,   /* ≥ 8, 5 of 5 points: 3.125 */
    LIMIT,    /* ≤ 10, 15 */
    NOTED,    /* ≥ 100, 125 */
    FAR,      /* ≥ 100, 135 */
    FURTHER,  /* ≥ 100, 150 */
    BAND,     /* 部分达成: its range */
    ANSWER,   /* 是 */
    STEP,     /* 85 of >=90:100 >=80:80 */
    EXECUTED, /* 10 × 5 ÷ 7, of a budget of 7 and an initial one of 8 */
    TOTAL,    /* MISSED four times and 60 */
    SCALED,   /* 81 of 90, 10 left out */
    LOW,      /* 95, at an execution of 5 ÷ 7 */
    GRADE,    /* of 85 */
    RESULTS
};

static const char *const result_names[RESULTS] = {"MET",     "MISSED", "LIMIT",  "NOTED", "FAR",
                                                  "FURTHER", "BAND",   "ANSWER", "STEP",  "EXECUTED",
                                                  "TOTAL",   "SCALED", "LOW",    "GRADE"};

#define ONLY(result) (1u << (result))
/* 3.125, 6.666… and 7.142857…: what has more than two decimals by itself */
#define UNROUNDED (ONLY(MISSED) | ONLY(LIMIT) | ONLY(EXECUTED))

static const struct {
    const char *section, *key, *one, *other;
    unsigned changes;
} keys[] = {
    {"scoring", "inverse", "ratio", "linear", ONLY(LIMIT)},
    {"scoring", "tiers", "\"100-80 80-60 60-0\"", "\"100-80 80-50 50-0\"", ONLY(BAND)},
    {"scoring", "overshoot_note", "120", "130", ONLY(NOTED)},
    {"scoring", "overshoot_reason", "130", "140", ONLY(FAR)},
    {"scoring", "overshoot_cut", "none", "fixed", ONLY(FAR) | ONLY(FURTHER)},
    {"scoring", "overshoot_cut", "none", "proportional", ONLY(FAR) | ONLY(FURTHER)},
    {"scoring", "overshoot_cut", "fixed", "proportional", ONLY(FAR) | ONLY(FURTHER)},
    {"scoring", "overshoot_cut_from", "130", "140", 0}, /* nothing is cut without overshoot_cut */
    {"scoring", "overshoot_cut_points", "1", "2", 0},
    {"scoring", "overshoot_cut = fixed\novershoot_cut_from", "130", "140", ONLY(FAR)},
    {"scoring", "overshoot_cut = fixed\novershoot_cut_points", "1", "2", ONLY(FAR) | ONLY(FURTHER)},
    {"scoring", "overshoot_cut = proportional\novershoot_cut_from", "130", "134", ONLY(FAR) | ONLY(FURTHER)},
    {"scoring", "overshoot_cut = proportional\novershoot_cut_points", "1", "2", 0},
    {"scoring", "not_applicable", "rescale", "full", ONLY(SCALED)},
    {"scoring", "not_applicable", "rescale", "zero", ONLY(SCALED)},
    {"scoring", "not_applicable", "full", "zero", ONLY(SCALED)},
    {"scoring", "rounding", "half_up", "cut", ONLY(MISSED) | ONLY(LIMIT) | ONLY(TOTAL)},
    {"scoring", "round_at", "indicator", "total", UNROUNDED | ONLY(TOTAL)},
    {"scoring", "round_at", "indicator", "none", UNROUNDED | ONLY(TOTAL)},
    {"scoring", "round_at", "total", "none", 0}, /* 72.5 has no more than two decimals */
    {"ruleset", "decimals", "2", "0", UNROUNDED | ONLY(TOTAL)},
    {"execution", "base", "budget", "initial",
     ONLY(EXECUTED) | ONLY(LOW)}, /* 5 ÷ 8 = 62.5 % is below 70 %, 5 ÷ 7 is not */
    {"execution", "cap.70", "79", "78", 0},
    {"execution", "cap.80", "89", "85", ONLY(LOW)},
    {"grades", "良", "80", "86", ONLY(GRADE)},
    {"grades", "优", "90", "85", ONLY(GRADE)},
};

struct outcome {
    dec points, rounded, least, most;
    int grade;
    enum engine_overshoot overshoot;
};

static struct ruleset *rules_with(const char *section, const char *key, const char *value) {
    static const char *const sections[] = {"ruleset", "scoring", "execution", "grades"};
    static const char *const others[] = {"format = 1\n", "", "cap.70 = 79\n", "优 = 90\n良 = 80\n差 = 0\n"};
    struct buf b = {0};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        bool here = strcmp(sections[i], section) == 0, grade = here && i == 3;
        bool cap = here && str_starts(str_of(key), STR("cap."));
        buf_printf(&b, "[%s]\n", sections[i]);
        if (here) {
            buf_printf(&b, "%s = %s\n", key, value);
        }
        buf_text(&b, grade ? strcmp(key, "优") == 0 ? "良 = 80\n差 = 0\n" : "优 = 90\n差 = 0\n" : cap ? "" : others[i]);
    }
    buf_text(&b, "[a]\n[a.b]\n[a.b.number]\n[a.b.tier]\nkind = tier\n[a.b.answer]\nkind = yesno\n[a.b.steps]\n"
                 "steps = \">=90:100 >=80:80\"\n");
    struct ruleset *rs = ruleset_from(&arena, "rules.ini", arena_copy(&arena, buf_str(&b)));
    buf_free(&b);
    assert_non_null(rs);
    return rs;
}

static struct outcome of_points(const struct engine_points *p) {
    return (struct outcome){p->points, p->rounded, p->least, p->most, -1, p->overshoot};
}

static struct outcome of_total(const struct ruleset *rs, const struct engine_part *part, size_t n,
                               const struct engine_points *execution) {
    struct engine_total t;
    engine_total(rs, part, n, execution, &t);
    return (struct outcome){t.total, t.shown, 0, 0, t.grade, ENGINE_NOT_OVER};
}

static struct engine_points indicator(const struct ruleset *rs, const char *path, const char *target,
                                      const char *actual, int weight) {
    int node = ruleset_node(rs, str_of(path));
    struct engine_input in = {.target = str_of(target), .actual = str_of(actual), .has_weight = true};
    in.weight = DEC_INT(weight);
    assert_true(node >= 0);
    return engine_indicator(rs, &rs->node[node], &in);
}

static void outcomes(const struct ruleset *rs, struct outcome *o) {
    static const struct {
        enum result result;
        const char *path, *target, *actual;
        int weight;
    } rows[] = {
        {MET, "a.b.number", "≥10", "11.9", 10},     {MISSED, "a.b.number", "≥8", "5", 5},
        {LIMIT, "a.b.number", "≤10", "15", 10},     {NOTED, "a.b.number", "≥100", "125", 10},
        {FAR, "a.b.number", "≥100", "135", 10},     {FURTHER, "a.b.number", "≥100", "150", 10},
        {BAND, "a.b.tier", "提高", "部分达成", 10}, {ANSWER, "a.b.answer", "", "是", 10},
        {STEP, "a.b.steps", "", "85", 10},
    };
    struct engine_funds funds = {true, true, true, DEC_INT(8), DEC_INT(7), DEC_INT(5)};
    struct engine_points rate = engine_execution(rs, &funds, DEC_INT(10));
    struct engine_part part[5] = {0}, ninety[] = {engine_part_stated(DEC_INT(90), DEC_INT(81)),
                                                  {.weight = DEC_INT(10), .left_out = true}};
    struct engine_part high = engine_part_stated(DEC_INT(100), DEC_INT(95));
    struct engine_part middle = engine_part_stated(DEC_INT(100), DEC_INT(85));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct engine_points p = indicator(rs, rows[i].path, rows[i].target, rows[i].actual, rows[i].weight);
        o[rows[i].result] = of_points(&p);
        if (rows[i].result == MISSED) {
            part[0] = part[1] = part[2] = part[3] = engine_part_computed(&p);
        }
    }
    part[4] = engine_part_stated(DEC_INT(80), DEC_INT(60));
    o[EXECUTED] = of_points(&rate);
    o[TOTAL] = of_total(rs, part, 5, NULL); /* 4 × 3.125 + 60 = 72.5, or 4 × 3.13 + 60 = 72.52 */
    o[SCALED] = of_total(rs, ninety, 2, NULL);
    o[LOW] = of_total(rs, &high, 1, &rate);
    o[GRADE] = of_total(rs, &middle, 1, NULL);
}

static bool same(const struct outcome *a, const struct outcome *b) {
    return a->points == b->points && a->rounded == b->rounded && a->least == b->least && a->most == b->most &&
           a->grade == b->grade && a->overshoot == b->overshoot;
}

static void a_key_changes_what_its_help_says(void **state) {
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct outcome a[RESULTS], b[RESULTS];
        outcomes(rules_with(keys[i].section, keys[i].key, keys[i].one), a);
        outcomes(rules_with(keys[i].section, keys[i].key, keys[i].other), b);
        for (int k = 0; k < RESULTS; k++) {
            bool wanted = (keys[i].changes & ONLY(k)) != 0;
            if (same(&a[k], &b[k]) == wanted) {
                print_error("%s %s, %s or %s: %s %s\n", keys[i].section, keys[i].key, keys[i].one, keys[i].other,
                            result_names[k], wanted ? "stays" : "changes");
                wrong++;
            }
        }
    }
    assert_int_equal(wrong, 0);
}

/* Every key of [scoring] has a pair. */
static void no_scoring_key_is_left_out(void **state) {
    (void)state;
    for (size_t i = 0; rule_key_at(i); i++) {
        bool seen = strcmp(rule_key_at(i)->section, "scoring") != 0;
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            seen = seen || strcmp(keys[k].key, rule_key_at(i)->key) == 0;
        }
        if (!seen) {
            fail_msg("[scoring] %s", rule_key_at(i)->key);
        }
    }
}

#define T(test) cmocka_unit_test_setup_teardown(test, start, free_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(a_score_never_leaves_its_weight),
        T(execution_never_leaves_its_weight),
        T(better_never_scores_less),
        T(further_over_never_scores_more),
        T(a_better_band_has_a_better_score),
        T(both_sums_are_there),
        T(the_order_of_indicators_does_not_matter),
        T(what_is_left_out_costs_nothing),
        T(a_key_changes_what_its_help_says),
        T(no_scoring_key_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
