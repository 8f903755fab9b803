/* One fault, in the field that the check names. */
#include "generate_model.h"

static const char *cell(struct gen *g, const struct gen_indicator *i, const char *key) {
    return gen_text(g, "%s.%s", i->path, key);
}

static bool measured_fault(enum code code) {
    return code == CHECK_FORMULA_SCORE || code == CHECK_UNMET_FULL_SCORE || code == CHECK_LIMIT_EXCEEDED_FULL_SCORE ||
           code == CHECK_MET_BUT_DEDUCTED;
}

/* ---- before there are values ---- */

void gen_fault_needs(struct gen *g) {
    switch (g->fault) {
    case CHECK_TOTAL_OVER_CAP:
        g->caps = g->caps > 0 ? g->caps : 1;
        if (g->cap[0].below == 0) {
            g->cap[0].below = gen_between(g, 75, 100) * UNIT;
            g->cap[0].most = gen_between(g, 30, 95) * UNIT;
        }
        break;
    case CHECK_WEIGHT_DIFFERS:
    case CHECK_TIER_SCORE:
        g->open = false; /* of an indicator that the form adds the rule set knows neither weight nor kind */
        g->actual_column = true;
        break;
    case CHECK_RATE_WRONG:
        g->funds_rate = true;
        break;
    case CHECK_EXECUTION_SCORE_WRONG:
        g->execution_weight = g->execution_weight > 0 ? g->execution_weight : 10 * UNIT;
        g->funds_points = g->funds_points || !g->counted;
        break;
    case CHECK_SUBROW_SCORED:
    case CHECK_EXECUTION_COUNTED_TWICE:
        g->counted = g->fault == CHECK_SUBROW_SCORED && g->counted;
        g->execution_weight = g->execution_weight > 0 ? g->execution_weight : 20 * UNIT;
        g->funds_points = true;
        break;
    default:
        g->actual_column = g->actual_column || measured_fault(g->fault);
        break;
    }
}

/* The heaviest indicator that is no execution rate: it has the most room for a wrong score. */
static struct gen_indicator *heaviest(struct gen *g) {
    struct gen_indicator *best = NULL;
    for (int i = 0; i < g->indicators; i++) {
        struct gen_indicator *in = &g->indicator[i];
        if (!in->counted && (!best || in->weight > best->weight)) {
            best = in;
        }
    }
    return best;
}

static struct gen_indicator *any(struct gen *g) {
    struct gen_indicator *i;
    do {
        i = &g->indicator[gen_pick(g, g->indicators)];
    } while (i->counted);
    return i;
}

/* An indicator that is measured with such a sign, and can be. */
static void make_measured(struct gen *g, struct gen_indicator *i) {
    static const enum sign up[] = {SIGN_GE, SIGN_GT, SIGN_EQ}, down[] = {SIGN_LE, SIGN_LT};
    bool limit =
        g->fault == CHECK_LIMIT_EXCEEDED_FULL_SCORE || (g->fault != CHECK_UNMET_FULL_SCORE && gen_chance(g, 2));
    i->kind = KIND_NUMBER;
    i->measured = true;
    i->unit = "件";
    i->sign = limit ? down[gen_pick(g, 2)] : up[gen_pick(g, 3)];
    i->target = gen_between(g, 10, 500) * UNIT;
    g->target_column = g->target_column || i->own;
}

void gen_fault_weights(struct gen *g) {
    struct gen_indicator *i;
    if (measured_fault(g->fault)) {
        make_measured(g, heaviest(g));
    } else if (g->fault == CHECK_TIER_SCORE) {
        i = heaviest(g);
        i->kind = KIND_TIER;
        i->measured = false;
        i->unit = NULL;
        i->tier = gen_pick(g, 3);
    } else if (g->fault == CHECK_WEIGHT_DIFFERS || g->fault == CHECK_WEIGHTS_NOT_TOTAL) {
        i = &g->indicator[gen_pick(g, g->indicators)];
        i->stated_weight += gen_between(g, 1, 5) * g->step;
        g->path = g->fault == CHECK_WEIGHT_DIFFERS ? cell(g, i, "weight") : "total.weight";
    } else if (g->fault == CHECK_EXECUTION_COUNTED_TWICE) {
        i = any(g);
        i->name = gen_chance(g, 2) ? "预算执行率" : "本项目预算执行率（含追加）";
        g->path = cell(g, i, "weight");
    }
}

/* ---- money ---- */

static void too_much_paid(struct gen *g) {
    int r;
    do {
        r = (int)gen_between(g, 1, g->rows - 1);
    } while (!g->row[r].used);
    units *paid = &g->row[r].amount[EXECUTED], before = *paid;
    *paid = g->row[r].amount[g->initial_base ? INITIAL : BUDGET] + gen_between(g, 1, 5000) * 100;
    g->row[0].amount[EXECUTED] += *paid - before;
    g->path = gen_text(g, "funds.%s.executed", g->row[r].key);
}

static const char *const columns[MONEY] = {"initial", "budget", "executed"};

static void wrong_sum(struct gen *g) {
    int column = gen_pick(g, MONEY);
    units *total = &g->row[0].amount[column];
    units by = gen_between(g, 1, *total > 200 ? *total / 100 - 1 : 1) * (*total > 200 ? 100 : *total / 2);
    *total += column == EXECUTED ? -by : by;
    g->path = gen_text(g, "funds.total.%s", columns[column]);
}

static void no_total(struct gen *g) {
    static const char *const texts[] = {NULL, "—", "", "/", "-"};
    int column = gen_pick(g, MONEY);
    g->row[0].text[column] = texts[gen_pick(g, 5)];
    g->row[0].amount[column] = 0;
    g->path = gen_text(g, "funds.total.%s", columns[column]);
}

void gen_fault_money(struct gen *g) {
    if (g->fault == CHECK_RATE_OVER_100) {
        too_much_paid(g);
    } else if (g->fault == CHECK_FUNDS_SUM) {
        wrong_sum(g);
    } else if (g->fault == CHECK_FUNDS_ZERO_TOTAL) {
        no_total(g);
    } else if (g->fault == CHECK_SUBROW_SCORED) {
        struct gen_row *row = &g->row[gen_between(g, 1, g->rows - 1)];
        const char *text = gen_number(g, gen_between(g, 0, 20) * g->step, 0);
        bool weight = gen_chance(g, 2);
        *(weight ? &row->weight_text : &row->score_text) = text;
        g->path = gen_text(g, "funds.%s.%s", row->key, weight ? "weight" : "score");
    }
}

/* ---- values ---- */

/* A score that neither rounding nor cutting the formula's result gives; -1 where there is none. */
static units off_formula(struct gen *g, const struct gen_indicator *i) {
    int64_t steps = i->stated_weight / g->step, right = gen_points(g, i, i->stated_weight) / g->step;
    for (int tries = 0; tries < 20; tries++) {
        int64_t other = gen_between(g, 0, steps - 1);
        if (other != right && other != right - 1) {
            return other * g->step;
        }
    }
    return -1;
}

static void wrong_points(struct gen *g, struct gen_indicator *i) {
    bool met = g->fault == CHECK_MET_BUT_DEDUCTED, limit = i->sign == SIGN_LE || i->sign == SIGN_LT;
    int64_t t = i->target / UNIT;
    units points, wrong;
    do {
        i->actual = (met != limit ? t + gen_between(g, 1, met ? t / 10 : 8 * t) : gen_between(g, limit, t - 1)) * UNIT;
        points = gen_points(g, i, i->stated_weight);
        wrong = g->fault == CHECK_FORMULA_SCORE ? off_formula(g, i)
                : met                           ? gen_between(g, 0, i->stated_weight / g->step - 1) * g->step
                                                : i->stated_weight;
    } while (gen_met(i) != met || (!met && points == i->stated_weight) || wrong < 0);
    i->score = wrong;
    i->score_text = gen_number(g, wrong, g->decimals);
    g->path = cell(g, i, "score");
}

static void wrong_band(struct gen *g, struct gen_indicator *i) {
    units w = i->stated_weight, bound[] = {w, w * 80 / 100, w * g->tier_bound / 100, 0};
    bool inside;
    do {
        i->tier = gen_pick(g, 3);
        i->score = gen_between(g, 0, w / g->step) * g->step;
        inside = i->score >= bound[i->tier + 1] && (i->tier == 0 || i->score < bound[i->tier]);
    } while (inside);
    g->path = cell(g, i, "score");
}

static void too_fine(struct gen *g) {
    struct gen_indicator *i = any(g);
    if (g->funds_points && gen_chance(g, 4)) {
        g->row[0].score_text = gen_number(g, g->execution_points, g->decimals + 1);
        g->path = "funds.total.score";
        return;
    }
    if (i->kind != KIND_NUMBER && i->tier < 0 && i->score >= g->step && gen_chance(g, 2)) {
        i->score -= gen_between(g, 1, 9) * g->step / 10;
    }
    i->score_text = gen_number(g, i->score, g->decimals + 1);
    g->path = cell(g, i, "score");
}

/* More than a point off: neither rounding nor cutting explains it. */
static void wrong_execution(struct gen *g) {
    units points = g->execution_points, wrong = points, least = UNIT / g->step + 1;
    wrong += points >= 2 * UNIT ? -gen_between(g, least, points / g->step) * g->step
                                : gen_between(g, least, (g->execution_weight - points) / g->step) * g->step;
    if (g->counted && (!g->funds_points || gen_chance(g, 2))) {
        for (int i = 0; i < g->indicators; i++) {
            if (g->indicator[i].counted) {
                g->indicator[i].score = wrong;
                g->path = cell(g, &g->indicator[i], "score");
            }
        }
        return;
    }
    g->row[0].score_text = gen_number(g, wrong, g->decimals);
    g->execution_points = g->counted ? points : wrong;
    g->path = "funds.total.score";
}

void gen_fault_values(struct gen *g) {
    struct gen_indicator *i = any(g);
    if (measured_fault(g->fault)) {
        wrong_points(g, heaviest(g));
    } else if (g->fault == CHECK_TIER_SCORE) {
        wrong_band(g, heaviest(g));
    } else if (g->fault == CHECK_TOO_MANY_DECIMALS && !gen_chance(g, 8)) {
        too_fine(g);
    } else if (g->fault == CHECK_EXECUTION_SCORE_WRONG) {
        wrong_execution(g);
    } else if (g->fault == CHECK_SCORE_OVER_WEIGHT) {
        i->score = i->stated_weight + gen_between(g, 1, 100) * g->step;
        g->path = cell(g, i, "score");
    } else if (g->fault == CHECK_SCORE_NEGATIVE) {
        i->score = -gen_between(g, 1, 30) * g->step;
        g->path = cell(g, i, "score");
    }
}

/* ---- totals ---- */

static units lowest_cap(const struct gen *g) {
    const struct gen_row *all = &g->row[0];
    units lowest = -1, planned = all->amount[g->initial_base ? INITIAL : BUDGET];
    for (int c = 0; c < g->caps; c++) {
        bool below = all->has_rate && all->amount[EXECUTED] * 100 < g->cap[c].below / UNIT * planned;
        lowest = below && (lowest < 0 || g->cap[c].most < lowest) ? g->cap[c].most : lowest;
    }
    return lowest;
}

static void wrong_total(struct gen *g) {
    bool more = lowest_cap(g) < 0 && gen_chance(g, 2);
    int64_t steps = g->total_score / g->step;
    g->total_score +=
        more || steps < 1 ? gen_between(g, 1, 50) * g->step : -gen_between(g, 1, steps < 50 ? steps : 50) * g->step;
    g->path = "total.score";
}

static void wrong_rate(struct gen *g) {
    static const units per_place[] = {UNIT, UNIT / 10, UNIT / 100};
    struct gen_row *row;
    do {
        row = &g->row[gen_pick(g, g->rows)];
    } while (!row->has_rate);
    units by = gen_between(g, 2, 90) * per_place[row->rate_places];
    row->rate += by > row->rate || gen_chance(g, 2) ? by : -by;
    g->path = gen_text(g, "funds.%s.rate", row->key);
}

void gen_fault_totals(struct gen *g) {
    bool total = g->fault == CHECK_ALL_FULL_SCORE;
    if (g->fault == CHECK_SCORES_NOT_TOTAL) {
        wrong_total(g);
    } else if (g->fault == CHECK_RATE_WRONG) {
        wrong_rate(g);
    } else if (g->fault == CHECK_GRADE_WRONG) {
        g->grade = (g->grade + (int)gen_between(g, 1, GRADES - 1)) % GRADES;
        g->path = "total.grade";
    } else if (g->fault == CHECK_TOTAL_OVER_CAP) {
        g->total_score = lowest_cap(g) + gen_between(g, 1, 100) * g->step;
        total = true;
    } else if (g->fault == CHECK_TOO_MANY_DECIMALS) {
        g->total_score = gen_divide(g->total_score, g->step) * g->step;
        total = *g->path == '\0';
        g->total_score_text = total ? gen_number(g, g->total_score, g->decimals + 1) : NULL;
    }
    g->path = total ? "total.score" : g->path;
}
