#include "engine_parts.h"

#include "ziping/form.h"

/* ---- target and actual value ---- */

/* 5‰ as 0.5%. */
static void to_percent(struct measure *m) {
    if (str_eq(m->unit, STR("‰"))) {
        m->number = m->number / 10;
        m->unit = STR("%");
    }
}

static bool percent(struct str unit) {
    return str_eq(unit, STR("%")) || str_eq(unit, STR("％"));
}

static bool same_unit(struct str a, struct str b) {
    return str_eq(a, b) || (percent(a) && percent(b));
}

/* The sign of the form's own target, its column of signs, the rule set, or none. */
static enum sign sign_of(const struct node *n, const struct engine_input *in, const struct measure *target) {
    size_t bytes;
    enum sign sign = target->sign != SIGN_NONE ? target->sign : measure_sign(str_trim(in->sign), &bytes);
    if (sign != SIGN_NONE) {
        return sign;
    }
    return n->sign != SIGN_NONE ? n->sign : measure_read(n->target).sign;
}

struct indicator_values engine_values(const struct node *n, const struct engine_input *in) {
    struct indicator_values v = {.target_read = measure_read(in->target.n > 0 ? in->target : n->target),
                                 .actual_read = measure_read(in->actual)};
    v.sign = sign_of(n, in, &v.target_read);
    v.assumed = v.sign == SIGN_NONE;
    if (v.assumed) {
        v.sign = SIGN_GE;
    }
    if (str_eq(v.target_read.unit, STR("‰")) != str_eq(v.actual_read.unit, STR("‰"))) {
        to_percent(&v.target_read);
        to_percent(&v.actual_read);
    }
    struct str tu = v.target_read.unit, au = v.actual_read.unit;
    v.comparable = n->kind == KIND_NUMBER && v.target_read.kind == MEASURE_NUMBER &&
                   v.actual_read.kind == MEASURE_NUMBER && (tu.n == 0 || au.n == 0 || same_unit(tu, au));
    /* 0.96 against 95%: an odd rate, and no verdict on the points. */
    if (percent(tu) && au.n == 0 && v.target_read.number > DEC_ONE && v.actual_read.number <= DEC_ONE) {
        v.comparable = false;
    }
    v.target = v.target_read.number;
    v.actual = v.actual_read.number;
    if (v.comparable && (tu.n == 0) != (au.n == 0)) { /* 276 of the row's 万元 against 227万元 */
        dec *bare = tu.n == 0 ? &v.target : &v.actual;
        *bare = measure_scale(in->unit.n > 0 ? in->unit : n->unit, *bare);
    }
    return v;
}

/* ---- by kind ---- */

/* What keeps target and actual value from being held against each other. */
static enum engine_why why_not(const struct indicator_values *v) {
    if (v->target_read.kind == MEASURE_NONE || v->actual_read.kind == MEASURE_NONE) {
        return v->target_read.kind == MEASURE_NONE ? ENGINE_NO_TARGET : ENGINE_NO_ACTUAL;
    }
    if (v->target_read.kind != MEASURE_NUMBER || v->actual_read.kind != MEASURE_NUMBER) {
        return v->target_read.kind != MEASURE_NUMBER ? ENGINE_ODD_TARGET : ENGINE_ODD_ACTUAL;
    }
    return ENGINE_OTHER_UNIT;
}

static void by_number(const struct ruleset *rules, const struct node *node, const struct engine_input *in,
                      struct engine_points *p) {
    struct indicator_values v = engine_values(node, in);
    if (v.comparable) {
        *p = engine_number(rules, v.sign, v.target, v.actual, in->weight);
    } else {
        p->why = why_not(&v);
    }
}

bool engine_yes_no(struct str s, bool *yes) {
    static const struct {
        const char *word;
        bool yes;
    } words[] = {{"是", true},      {"完成", true},    {"已完成", true},    {"yes", true},
                 {"否", false},     {"不是", false},   {"未完成", false},   {"没有完成", false},
                 {"没完成", false}, {"不完成", false}, {"尚未完成", false}, {"no", false}};
    s = str_trim(s);
    while (str_ends(s, STR("。"))) {
        s = str_trim(str_sub(s, 0, s.n - 3));
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_eq_nocase(s, str_of(words[i].word))) {
            *yes = words[i].yes;
            return true;
        }
    }
    return false;
}

/* Without a target the answer asked for is 是. */
static void by_answer(const struct ruleset *rules, const struct node *node, const struct engine_input *in,
                      struct engine_points *p) {
    struct str target = in->target.n > 0 ? in->target : node->target;
    bool wanted = true, given;
    p->rule = ENGINE_YES_NO;
    if (str_trim(in->actual).n == 0 || form_not_applicable(in->actual)) {
        p->why = ENGINE_NO_ACTUAL;
    } else if (str_trim(target).n > 0 && !form_not_applicable(target) && !engine_yes_no(target, &wanted)) {
        p->why = ENGINE_ODD_TARGET;
    } else if (!engine_yes_no(in->actual, &given)) {
        p->why = ENGINE_ODD_ACTUAL;
    } else {
        p->operand = given == wanted ? DEC_INT(100) : 0;
        engine_settle(rules, p, p->weight, p->operand, DEC_INT(100));
    }
}

static void by_tier(const struct ruleset *rules, const struct engine_input *in, struct engine_points *p) {
    int band = engine_band_named(in->actual);
    p->rule = ENGINE_TIER;
    p->why = ENGINE_JUDGED;
    if (str_trim(in->actual).n == 0 || form_not_applicable(in->actual)) {
        p->why = ENGINE_NO_ACTUAL;
    } else if (band < 0 || band >= (int)rules->tiers) {
        p->why = ENGINE_NO_BAND;
    } else {
        struct engine_band b = engine_band_points(rules, band, p->weight);
        p->index = band;
        p->least = b.least;
        p->most = b.most;
        p->most_belongs = b.most_belongs;
    }
}

bool engine_left_out(const struct node *node, struct str score) {
    return node->optional && (form_not_applicable(score) || str_eq(str_trim(score), STR("不适用")));
}

struct engine_points engine_indicator(const struct ruleset *rules, const struct node *node,
                                      const struct engine_input *in) {
    struct engine_points p = {.sign = SIGN_NONE, .weight = in->weight};
    if (engine_left_out(node, in->score)) {
        p.rule = ENGINE_NOT_APPLICABLE;
        p.why = ENGINE_LEFT_OUT;
    } else if (in->execution) {
        p = *in->execution;
    } else if (!in->has_weight || in->weight < 0) {
        p.why = ENGINE_NO_WEIGHT;
    } else if (node->steps.n > 0) {
        engine_steps(rules, node, in, &p);
    } else if (node->kind == KIND_NUMBER) {
        by_number(rules, node, in, &p);
    } else if (node->kind == KIND_YES_NO) {
        by_answer(rules, node, in, &p);
    } else if (node->kind == KIND_TIER) {
        by_tier(rules, in, &p);
    } else {
        p.why = ENGINE_IS_TEXT;
    }
    return p;
}

/* ---- tiers ---- */

static bool holds(struct str s, const char *word) {
    return str_find(s, str_of(word)) < s.n;
}

struct str engine_band_words(int band) {
    static const char *const words[] = {"达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差"};
    return str_of(band >= 0 && band < 3 ? words[band] : "");
}

struct engine_band engine_band_points(const struct ruleset *rules, int band, dec weight) {
    const struct tier *t = &rules->tier[band];
    return (struct engine_band){.least = dec_mul_div(weight, t->to, DEC_INT(100)),
                                .most = dec_mul_div(weight, t->from, DEC_INT(100)),
                                .most_belongs = band == 0};
}

int engine_band_named(struct str actual) {
    if (holds(actual, "未达成") || holds(actual, "未完成")) {
        return 2;
    }
    if (holds(actual, "部分达成") || holds(actual, "部分完成")) {
        return 1;
    }
    return holds(actual, "达成年度指标") || holds(actual, "达成预期") || holds(actual, "全部达成") ? 0 : -1;
}

bool engine_band_holds(const struct ruleset *rules, int band, dec score, dec weight) {
    const struct tier *t = &rules->tier[band];
    if (weight <= 0) {
        return false;
    }
    int above = score < 0 ? -1 : dec_cmp_ratio(score, weight, t->from, DEC_INT(100));
    return score >= 0 && dec_cmp_ratio(score, weight, t->to, DEC_INT(100)) >= 0 && (band == 0 ? above <= 0 : above < 0);
}

bool engine_band_nearest(const struct ruleset *rules, int band, dec weight, dec score, dec *out) {
    if (engine_band_holds(rules, band, score, weight)) {
        *out = score;
        return true;
    }
    dec unit = DEC_ONE;
    for (int i = 0; i < rules->decimals; i++) {
        unit /= 10;
    }
    struct engine_band b = engine_band_points(rules, band, weight);
    bool above = score > b.least;
    dec at = (above ? b.most : b.least) / unit * unit;
    /* A bound that was rounded, or that is not in the band: the next one inside. */
    for (int i = 0; i < 2 && !engine_band_holds(rules, band, at, weight); i++) {
        at += above ? -unit : unit;
    }
    *out = at;
    return engine_band_holds(rules, band, at, weight);
}

int engine_band_of(const struct ruleset *rules, dec score, dec weight) {
    for (size_t i = 0; i < rules->tiers; i++) {
        if (engine_band_holds(rules, (int)i, score, weight)) {
            return (int)i;
        }
    }
    return -1;
}
