#include "engine_parts.h"

__extension__ typedef __int128 wide;

dec engine_round(const struct ruleset *rules, dec of, dec by, dec over) {
    struct engine_sum s = {0};
    if (rules->round_at != ROUND_AT_INDICATOR) {
        return dec_mul_div_cut(of, by, over);
    }
    engine_sum_add(&s, of, by, over);
    return engine_sum_round(&s, rules->decimals, rules->rounding);
}

void engine_settle(const struct ruleset *rules, struct engine_points *p, dec of, dec by, dec over) {
    p->why = ENGINE_COMPUTED;
    p->of = of;
    p->by = by;
    p->over = over;
    p->points = dec_mul_div_cut(of, by, over);
    p->rounded = engine_round(rules, of, by, over);
    if (p->rounded > p->weight) { /* a weight with more decimals than a score may have */
        p->rounded = dec_round(p->points, rules->decimals, DEC_CUT);
    }
}

/* The factor that a ratio gives, held between 0 and 1: by ÷ over. */
static void settle_share(const struct ruleset *rules, struct engine_points *p, dec by, dec over) {
    engine_settle(rules, p, p->weight, by < 0 ? 0 : by > over ? over : by, over);
}

static bool is_limit(enum sign sign) {
    return sign == SIGN_LE || sign == SIGN_LT;
}

bool engine_met(enum sign sign, dec target, dec actual) {
    switch (sign) {
    case SIGN_LE:
        return actual <= target;
    case SIGN_LT:
        return actual < target;
    case SIGN_GT:
        return actual > target;
    case SIGN_EQ:
        if (target <= 0) {
            return actual == target;
        }
        break;
    case SIGN_GE:
    case SIGN_NONE:
        break;
    }
    return actual >= target;
}

/* ---- far over the target ---- */

/* Only what is the better the more there is of it can be far over; a target of 0 has no per cent. */
static bool reaches(const struct engine_points *p, dec percent) {
    return p->target > 0 && p->actual >= 0 && (p->sign == SIGN_GE || p->sign == SIGN_GT) &&
           dec_cmp_ratio(p->actual, p->target, percent, DEC_INT(100)) >= 0;
}

static wide greatest_factor(wide a, wide b) {
    while (b > 0) {
        wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* (1 − (A ÷ T − from)) × w = w × (T × (100 + from) − A × 100) ÷ (T × 100) */
static void cut_by_deviation(const struct ruleset *rules, struct engine_points *p) {
    dec from = rules->overshoot_cut_from;
    wide left = (wide)p->target * (DEC_INT(100) + from) - (wide)p->actual * DEC_INT(100);
    wide whole = (wide)p->target * DEC_INT(100);
    p->rule = ENGINE_CUT_DEVIATION;
    p->operand = from;
    if (left <= 0) {
        settle_share(rules, p, 0, DEC_ONE);
        return;
    }
    wide common = greatest_factor(whole, left);
    if (whole / common > INT64_MAX) {
        p->why = ENGINE_TOO_LARGE;
        return;
    }
    settle_share(rules, p, (dec)(left / common), (dec)(whole / common));
}

static void settle_met(const struct ruleset *rules, struct engine_points *p) {
    p->rule = ENGINE_MET;
    p->overshoot = reaches(p, rules->overshoot_reason) ? ENGINE_OVER_REASON
                   : reaches(p, rules->overshoot_note) ? ENGINE_OVER_NOTE
                                                       : ENGINE_NOT_OVER;
    if (rules->overshoot_cut == OVERSHOOT_KEEPS || !reaches(p, rules->overshoot_cut_from)) {
        engine_settle(rules, p, p->weight, DEC_ONE, DEC_ONE);
    } else if (rules->overshoot_cut == OVERSHOOT_PROPORTIONAL) {
        cut_by_deviation(rules, p);
    } else {
        dec left = p->weight - rules->overshoot_cut_points;
        p->rule = ENGINE_CUT_FIXED;
        p->operand = rules->overshoot_cut_points;
        engine_settle(rules, p, left > 0 ? left : 0, DEC_ONE, DEC_ONE);
    }
}

/* ---- the rules ---- */

static void settle_missed(const struct ruleset *rules, struct engine_points *p) {
    if (p->target <= 0) {
        p->why = ENGINE_TARGET_ZERO;
    } else if (!is_limit(p->sign)) {
        p->rule = ENGINE_RATIO;
        settle_share(rules, p, p->actual, p->target);
    } else if (rules->inverse == INVERSE_LINEAR) {
        p->rule = ENGINE_INVERSE_LINEAR;
        settle_share(rules, p, p->target - (p->actual - p->target), p->target);
    } else {
        p->rule = ENGINE_INVERSE_RATIO;
        settle_share(rules, p, p->target, p->actual);
    }
}

struct engine_points engine_number(const struct ruleset *rules, enum sign sign, dec target, dec actual, dec weight) {
    struct engine_points p = {.weight = weight, .sign = sign, .target = target, .actual = actual};
    if (target > 0) {
        p.has_completion = true;
        p.completion = dec_mul_div_cut(actual, DEC_INT(100), target);
    }
    if (weight < 0) {
        p.why = ENGINE_NO_WEIGHT;
    } else if (engine_met(sign, target, actual)) {
        settle_met(rules, &p);
    } else {
        settle_missed(rules, &p);
    }
    return p;
}

struct engine_points engine_execution(const struct ruleset *rules, const struct engine_funds *funds, dec weight) {
    bool initial = rules->execution_base == EXECUTION_INITIAL;
    struct engine_points p = {.rule = ENGINE_EXECUTION, .sign = SIGN_NONE, .weight = weight};
    if (!funds->has_executed || !(initial ? funds->has_initial : funds->has_budget)) {
        p.why = ENGINE_NO_RATE;
        return p;
    }
    p.target = initial ? funds->initial : funds->budget;
    p.actual = funds->executed;
    if (p.target <= 0) {
        p.why = ENGINE_NO_RATE;
        return p;
    }
    p.has_completion = true;
    p.completion = dec_mul_div_cut(p.actual, DEC_INT(100), p.target);
    if (weight < 0) {
        p.why = ENGINE_NO_WEIGHT;
    } else {
        settle_share(rules, &p, p.actual, p.target);
    }
    return p;
}
