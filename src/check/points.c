/* F2: weight and score of each indicator. */
#include "run.h"

struct indicator {
    size_t node;
    int weight_field, score_field;
    bool has_weight, has_score;
    dec weight, score;
    struct str score_text;
};

static struct indicator indicator_of(struct run *r, size_t node) {
    struct indicator i = {.node = node};
    i.weight_field = run_cell(r, PART_INDICATORS, (int)node, KEY_WEIGHT);
    i.score_field = run_cell(r, PART_INDICATORS, (int)node, KEY_SCORE);
    i.score_text = form_value(r->form, i.score_field);
    i.weight = r->score->node[node].weight;
    i.has_weight = r->form->schema->node[node].has_weight ||
                   stated_number(form_value(r->form, i.weight_field), &i.weight) == STATED_NUMBER;
    i.score = r->score->node[node].score;
    i.has_score = r->score->node[node].stated;
    return i;
}

static void check_weight(struct run *r, const struct indicator *i) {
    const struct node *node = &r->form->schema->node[i->node];
    if (node->has_weight && i->weight != node->weight && i->weight_field >= 0) {
        struct finding f = {.code = CHECK_WEIGHT_DIFFERS, .arg = {run_node_name(r, i->node), run_dec(r, i->weight)}};
        f.expected = f.arg[2] = run_dec(r, node->weight);
        run_report_field(r, i->weight_field, &f);
    }
}

static void check_bounds(struct run *r, const struct indicator *i) {
    if (i->score < 0 || (i->has_weight && i->score > i->weight)) {
        struct finding f = {.code = i->score < 0 ? CHECK_SCORE_NEGATIVE : CHECK_SCORE_OVER_WEIGHT,
                            .arg = {run_node_name(r, i->node), i->score_text, run_dec(r, i->weight)}};
        run_report_field(r, i->score_field, &f);
    }
}

void check_decimals(struct run *r, int field) {
    dec d;
    struct str value = form_value(r->form, field);
    if (field >= 0 && stated_number(value, &d) == STATED_NUMBER && dec_places(value) > r->rules->decimals) {
        const struct field *fd = &r->form->schema->field[field];
        struct finding f = {.code = CHECK_TOO_MANY_DECIMALS,
                            .arg = {fd->part == PART_TOTAL ? STR("总分") : run_row_name(r, fd), value,
                                    run_dec(r, DEC_INT(r->rules->decimals))},
                            .expected = run_dec(r, dec_round(d, r->rules->decimals, DEC_HALF_UP))};
        run_report_field(r, field, &f);
    }
}

static bool met(enum sign sign, dec target, dec actual) {
    switch (sign) {
    case SIGN_LE:
        return actual <= target;
    case SIGN_LT:
        return actual < target;
    case SIGN_GT:
        return actual > target;
    case SIGN_EQ:
    case SIGN_GE:
    case SIGN_NONE:
        break;
    }
    return actual >= target;
}

/* `4604 ÷ 4754 × 5`, or its inverse. */
static struct str formula(struct run *r, const struct indicator_values *v, dec weight) {
    struct str t = run_dec(r, v->target), a = run_dec(r, v->actual), w = run_dec(r, weight);
    if (v->sign != SIGN_LE && v->sign != SIGN_LT) {
        return run_join(r, run_join(r, a, " ÷ ", t), " × ", w);
    }
    if (r->rules->inverse == INVERSE_RATIO) {
        return run_join(r, run_join(r, t, " ÷ ", a), " × ", w);
    }
    struct str over = run_join(r, run_join(r, STR("(1 − ("), "", a), " − ", t);
    return run_join(r, run_join(r, over, ") ÷ ", t), ") × ", w);
}

static void check_formula(struct run *r, const struct indicator *i) {
    struct indicator_values v = r->values ? r->values[i->node] : (struct indicator_values){0};
    dec points;
    if (!v.comparable || !i->has_weight || i->score > i->weight || i->score < 0 ||
        score_counts_row(r->rules, &r->form->schema->node[i->node]) == 0) { /* that one is the funds table's rate */
        return;
    }
    bool limit = v.sign == SIGN_LE || v.sign == SIGN_LT;
    bool is_met = met(v.sign, v.target, v.actual);
    struct str target = run_join(r, measure_sign_text(v.sign), "", run_dec(r, v.target));
    struct finding f = {.at_most = v.assumed ? SEV_WARNING : SEV_OFF};
    f.arg[0] = run_node_name(r, i->node);
    f.arg[1] = run_dec(r, v.actual);
    f.arg[2] = target;
    f.arg[3] = i->score_text;
    f.arg[4] = v.assumed ? str_of(word(r->options->lang, W_SIGN_ASSUMED)) : STR("");
    if (is_met && i->score < i->weight) {
        f.code = CHECK_MET_BUT_DEDUCTED;
        f.expected = run_dec(r, i->weight);
        run_report_field(r, i->score_field, &f);
        return;
    }
    bool computed = score_number(r->rules, v.sign, v.target, v.actual, i->weight, &points);
    if (is_met || !computed) {
        return;
    }
    dec right = dec_round(points, r->rules->decimals, DEC_HALF_UP);
    f.expected = run_dec(r, right);
    int places = dec_places(i->score_text);
    if (i->score == i->weight && right == i->weight) {
        return; /* 2999 of 3000, rounded */
    }
    if (i->score == i->weight) {
        f.code = limit ? CHECK_LIMIT_EXCEEDED_FULL_SCORE : CHECK_UNMET_FULL_SCORE;
        run_report_field(r, i->score_field, &f);
    } else if (dec_round(points, places, DEC_HALF_UP) != i->score && dec_round(points, places, DEC_CUT) != i->score &&
               right != i->score) {
        f.code = CHECK_FORMULA_SCORE;
        f.arg[1] = formula(r, &v, i->weight);
        f.arg[2] = f.expected;
        run_report_field(r, i->score_field, &f);
    }
}

/* The band that an actual value names in the words of 财预〔2020〕10号, from the best one, or -1. */
static int stated_tier(struct str actual) {
    if (str_find(actual, STR("未达成")) < actual.n || str_find(actual, STR("未完成")) < actual.n) {
        return 2;
    }
    if (str_find(actual, STR("部分达成")) < actual.n || str_find(actual, STR("部分完成")) < actual.n) {
        return 1;
    }
    if (str_find(actual, STR("达成年度指标")) < actual.n || str_find(actual, STR("达成预期")) < actual.n ||
        str_find(actual, STR("全部达成")) < actual.n) {
        return 0;
    }
    return -1;
}

static void check_tier(struct run *r, const struct indicator *i) {
    struct str actual = run_value(r, PART_INDICATORS, (int)i->node, KEY_ACTUAL);
    int tier = stated_tier(actual);
    if (r->form->schema->node[i->node].kind != KIND_TIER || tier < 0 || tier >= (int)r->rules->tiers ||
        !i->has_weight) {
        return;
    }
    if (i->score < 0 || i->score > i->weight) {
        return; /* reported as such */
    }
    const struct tier *band = &r->rules->tier[tier];
    dec most = dec_mul_div(i->weight, band->from, DEC_INT(100)), least = dec_mul_div(i->weight, band->to, DEC_INT(100));
    bool inside = i->score >= least && (tier == 0 ? i->score <= most : i->score < most);
    if (!inside) {
        struct finding f = {.code = CHECK_TIER_SCORE, .arg = {run_node_name(r, i->node), actual}};
        f.arg[2] = run_join(r, run_dec(r, least), "–", run_dec(r, most));
        f.arg[3] = i->score_text;
        run_report_field(r, i->score_field, &f);
    }
}

static bool names_execution(const struct run *r, size_t node) {
    struct str name = form_node_name(r->form, node);
    return str_find(name, STR("预算执行率")) < name.n;
}

/* An indicator that is the execution rate by its name, beside a funds row that has points as well. */
static void check_counted_twice(struct run *r, const struct indicator *i) {
    const struct node *node = &r->form->schema->node[i->node];
    if (node->counts.n == 0 && r->score->execution_weight > 0 && run_cell(r, PART_FUNDS, 0, KEY_SCORE) >= 0 &&
        names_execution(r, i->node) && i->has_weight && i->weight > 0) {
        struct finding f = {.code = CHECK_EXECUTION_COUNTED_TWICE, .arg[0] = run_node_name(r, i->node)};
        int field = i->weight_field >= 0 ? i->weight_field : i->score_field;
        run_report_field(r, field >= 0 ? field : run_cell(r, PART_INDICATORS, (int)i->node, KEY_NAME), &f);
    }
}

void check_points(struct run *r) {
    size_t full = 0, n = 0;
    for (size_t node = 0; node < r->form->schema->nodes; node++) {
        if (r->form->schema->node[node].level < 3) {
            continue;
        }
        struct indicator i = indicator_of(r, node);
        check_weight(r, &i);
        check_counted_twice(r, &i);
        n++;
        if (!i.has_score) {
            continue;
        }
        full += i.has_weight && i.score == i.weight;
        check_bounds(r, &i);
        check_decimals(r, i.score_field);
        check_formula(r, &i);
        check_tier(r, &i);
    }
    if (n > 1 && full == n) {
        struct finding f = {.code = CHECK_ALL_FULL_SCORE, .arg[0] = run_dec(r, DEC_INT(n))};
        run_report_field(r, run_cell(r, PART_TOTAL, 0, KEY_SCORE), &f);
    }
}
