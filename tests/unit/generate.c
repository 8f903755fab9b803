/* The rule set's settings, the funds table, the total. */
#include "generate_model.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- chance: splitmix64 ---- */

uint64_t gen_next(struct gen *g) {
    uint64_t z = g->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

int gen_pick(struct gen *g, int n) {
    return (int)(gen_next(g) % (uint64_t)n);
}

int64_t gen_between(struct gen *g, int64_t least, int64_t most) {
    return least + (int64_t)(gen_next(g) % (uint64_t)(most - least + 1));
}

bool gen_chance(struct gen *g, int one_in) {
    return gen_pick(g, one_in) == 0;
}

/* ---- texts ---- */

const char *gen_text(struct gen *g, const char *format, ...) {
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return arena_copy(g->arena, str_of(text)).p;
}

const char *gen_number(struct gen *g, units u, int places) {
    char text[48];
    int64_t size = u < 0 ? -u : u;
    int n = snprintf(text, sizeof text, "%s%lld.%04lld", u < 0 ? "-" : "", (long long)(size / UNIT),
                     (long long)(size % UNIT));
    for (int digits = 4; digits > places && text[n - 1] == '0'; digits--) {
        text[--n] = '\0';
    }
    if (text[n - 1] == '.') {
        text[--n] = '\0';
    }
    return gen_text(g, "%s", text);
}

/* ---- arithmetic ---- */

int64_t gen_divide(int64_t n, int64_t d) {
    return (2 * n + d) / (2 * d);
}

bool gen_met(const struct gen_indicator *i) {
    switch (i->sign) {
    case SIGN_LE:
        return i->actual <= i->target;
    case SIGN_LT:
        return i->actual < i->target;
    case SIGN_GT:
        return i->actual > i->target;
    case SIGN_GE:
    case SIGN_EQ:
    case SIGN_NONE:
        break;
    }
    return i->actual >= i->target;
}

units gen_points(const struct gen *g, const struct gen_indicator *i, units weight) {
    bool limit = i->sign == SIGN_LE || i->sign == SIGN_LT;
    if (gen_met(i)) {
        return weight;
    }
    if (!limit) {
        return gen_divide(weight * i->actual, i->target * g->step) * g->step;
    }
    if (!g->linear) {
        return gen_divide(weight * i->target, i->actual * g->step) * g->step;
    }
    units left = 2 * i->target - i->actual;
    return left > 0 ? gen_divide(weight * left, i->target * g->step) * g->step : 0;
}

/* ---- settings ---- */

const char *const gen_grade_names[][GRADES] = {
    {"优", "良", "中", "差"}, {"优", "良", "合格", "不合格"}, {"A", "B", "C", "D"}};
const units gen_grade_bounds[][GRADES] = {
    {90 * UNIT, 80 * UNIT, 60 * UNIT, 0}, {80 * UNIT, 70 * UNIT, 60 * UNIT, 0}, {95 * UNIT, 855000, 65 * UNIT, 0}};

static void caps(struct gen *g) {
    int below = (int)gen_between(g, 75, 90), most = (int)gen_between(g, 80, 92);
    for (int n = gen_pick(g, CAPS + 1); g->caps < n; g->caps++) {
        g->cap[g->caps].below = below * UNIT;
        g->cap[g->caps].most = most * UNIT;
        below -= (int)gen_between(g, 5, 12);
        most -= (int)gen_between(g, 5, 12);
    }
}

static void settings(struct gen *g) {
    static const int weights[] = {10, 10, 10, 20, 20, 0};
    g->year = (int)gen_between(g, 2019, 2026);
    g->decimals = gen_chance(g, 6) ? 0 : (int)gen_between(g, 1, 2);
    g->step = g->decimals == 0 ? UNIT : g->decimals == 1 ? UNIT / 10 : UNIT / 100;
    g->weight_places = gen_pick(g, g->decimals + 1);
    g->initial_base = gen_chance(g, 3);
    g->linear = gen_chance(g, 2);
    g->open = gen_chance(g, 3);
    g->target_column = !gen_chance(g, 4);
    g->sign_column = gen_chance(g, 3);
    g->unit_column = gen_chance(g, 3);
    g->actual_column = !gen_chance(g, 6);
    g->reason_column = !gen_chance(g, 8);
    g->other_columns = gen_chance(g, 4);
    g->counted = gen_chance(g, 3);
    g->execution_weight = weights[gen_pick(g, g->counted ? 5 : 6)] * UNIT;
    g->funds_points = g->counted ? gen_chance(g, 2) : g->execution_weight > 0;
    g->funds_rate = !gen_chance(g, 8);
    g->funds_reason = gen_chance(g, 3);
    g->notes = gen_chance(g, 3);
    g->yuan = gen_chance(g, 4);
    g->reason_below = gen_chance(g, 4) ? (int)gen_between(g, 50, 100) : 90;
    g->required_below = gen_chance(g, 4) ? (int)gen_between(g, 50, 100) : 100;
    g->tier_bound = gen_chance(g, 3) ? 50 : 60;
    g->grade_set = gen_pick(g, 3);
    caps(g);
}

/* ---- the funds table ---- */

static bool can_explain(const struct gen *g) {
    return g->funds_reason || g->notes || (g->counted && g->reason_column);
}

/* What was paid of an amount: most often all of it. */
static units paid(struct gen *g, units amount) {
    if (g->fault == CHECK_TOTAL_OVER_CAP) {
        return amount / UNIT * gen_between(g, 2000, 7000) / 100 * 100;
    }
    if (gen_chance(g, 2) || !can_explain(g) || g->fault == CHECK_ALL_FULL_SCORE) {
        return amount;
    }
    return amount / UNIT * gen_between(g, gen_chance(g, 3) ? 2000 : 9200, UNIT) / 100 * 100;
}

static units amount(struct gen *g) {
    int64_t step = gen_chance(g, 3) ? UNIT : gen_chance(g, 2) ? UNIT / 10 : UNIT / 100;
    return g->yuan ? gen_between(g, 1, 900000) * UNIT : gen_between(g, UNIT / step, 200000) * step;
}

static void money(struct gen *g) {
    static const char *const keys[ROWS] = {"total", "current", "carryover", "other"};
    g->rows = (int)gen_between(g, 2, ROWS);
    int first = (int)gen_between(g, 1, g->rows - 1);
    for (int r = 0; r < g->rows; r++) {
        struct gen_row *row = &g->row[r];
        *row = (struct gen_row){.key = keys[r], .used = r == 0 || r == first || gen_chance(g, 2)};
        if (r == 0 || !row->used) {
            continue;
        }
        row->amount[BUDGET] = row->amount[INITIAL] = amount(g);
        if (gen_chance(g, 4) && can_explain(g)) {
            row->amount[INITIAL] = amount(g);
        }
        units base = row->amount[g->initial_base ? INITIAL : BUDGET];
        row->amount[EXECUTED] = paid(g, base);
        for (int m = 0; m < MONEY; m++) {
            g->row[0].amount[m] += row->amount[m];
        }
    }
}

/* The rate of a row in as many digits as it is written with, rounded or cut. */
static void rate(struct gen *g, struct gen_row *row) {
    static const int64_t per_place[] = {1, 10, 100};
    int base = g->initial_base ? INITIAL : BUDGET;
    row->has_rate = row->used && row->amount[base] > 0 && !row->text[base] && !row->text[EXECUTED];
    row->rate_places = gen_chance(g, 3) ? gen_pick(g, 3) : 2;
    if (row->has_rate) {
        int64_t scale = per_place[row->rate_places], n = row->amount[EXECUTED] * 100 * scale;
        int64_t whole = gen_chance(g, 8) ? n / row->amount[base] : gen_divide(n, row->amount[base]);
        row->rate = whole * (UNIT / scale);
    }
}

static void execution(struct gen *g) {
    const struct gen_row *all = &g->row[0];
    units planned = all->amount[g->initial_base ? INITIAL : BUDGET], points = g->execution_weight;
    for (int r = 0; r < g->rows; r++) {
        rate(g, &g->row[r]);
    }
    if (all->has_rate && all->amount[EXECUTED] < planned) {
        points = gen_divide(g->execution_weight * all->amount[EXECUTED], planned * g->step) * g->step;
    }
    g->execution_points = points;
    for (int i = 0; i < g->indicators; i++) {
        if (g->indicator[i].counted) {
            g->indicator[i].score = points;
        }
    }
}

/* ---- the total ---- */

static bool capped(const struct gen *g, int cap) {
    const struct gen_row *all = &g->row[0];
    units planned = all->amount[g->initial_base ? INITIAL : BUDGET];
    return all->has_rate && all->amount[EXECUTED] * 100 < g->cap[cap].below / UNIT * planned;
}

static void total(struct gen *g) {
    g->total_weight = g->sum = 0;
    for (int i = 0; i < g->indicators; i++) {
        g->total_weight += g->indicator[i].stated_weight;
        g->sum += g->indicator[i].score;
    }
    if (!g->counted && g->funds_points) {
        g->total_weight += g->execution_weight;
        g->sum += g->execution_points;
    }
    g->total_score = g->sum;
    for (int c = 0; c < g->caps; c++) {
        if (capped(g, c) && g->cap[c].most < g->total_score) {
            g->total_score = g->cap[c].most;
        }
    }
    g->total_weight = g->fault == CHECK_WEIGHT_DIFFERS && gen_chance(g, 2) ? g->total_weight : 100 * UNIT;
    g->grade = 0;
    while (g->grade < GRADES - 1 && g->total_score < gen_grade_bounds[g->grade_set][g->grade]) {
        g->grade++;
    }
}

/* ---- all of it ---- */

struct generated generate_fault(struct arena *a, uint64_t seed, enum code code) {
    struct gen *g = arena_new(a, struct gen);
    struct generated out = {0};
    *g = (struct gen){.arena = a, .state = seed, .fault = code, .victim = -1, .path = ""};
    settings(g);
    gen_fault_needs(g);
    gen_tree(g);
    gen_fault_weights(g);
    money(g);
    gen_fault_money(g);
    execution(g);
    gen_values(g);
    gen_fault_values(g);
    total(g);
    gen_fault_totals(g);
    gen_write(g, &out);
    out.path = str_of(g->path);
    return out;
}

struct generated generate(struct arena *a, uint64_t seed) {
    return generate_fault(a, seed, SOUND);
}
