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
    if (field < 0) {
        return;
    }
    const struct field *fd = &r->form->schema->field[field];
    bool rounded =
        r->rules->round_at == ROUND_AT_INDICATOR || (r->rules->round_at == ROUND_AT_TOTAL && fd->part == PART_TOTAL);
    if (rounded && stated_number(value, &d) == STATED_NUMBER && dec_places(value) > r->rules->decimals) {
        struct finding f = {.code = CHECK_TOO_MANY_DECIMALS,
                            .arg = {fd->part == PART_TOTAL ? STR("总分") : run_row_name(r, fd), value,
                                    run_dec(r, DEC_INT(r->rules->decimals))},
                            .expected = run_dec(r, dec_round(d, r->rules->decimals, r->rules->rounding))};
        run_report_field(r, field, &f);
    }
}

static bool by_number(enum engine_rule rule) {
    return rule == ENGINE_MET || rule == ENGINE_RATIO || rule == ENGINE_INVERSE_RATIO || rule == ENGINE_INVERSE_LINEAR;
}

/* `4604 ÷ 4754 × 5 = 4.84` against the score, where another number of decimals would do as well. */
static void report_formula(struct run *r, const struct indicator *i, const struct engine_points *p, struct finding *f) {
    struct buf text = {0};
    int places = dec_places(i->score_text);
    if (dec_round(p->points, places, DEC_HALF_UP) == i->score || dec_round(p->points, places, DEC_CUT) == i->score ||
        p->rounded == i->score) {
        return;
    }
    engine_formula(p, &text);
    f->code = CHECK_FORMULA_SCORE;
    f->arg[1] = run_text(r, &text);
    f->arg[2] = f->expected;
    run_report_field(r, i->score_field, f);
}

static void check_formula(struct run *r, const struct indicator *i) {
    if (!r->values || !i->has_weight || i->score > i->weight || i->score < 0 ||
        score_counts_row(r->rules, &r->form->schema->node[i->node]) == 0) { /* that one is the funds table's rate */
        return;
    }
    struct engine_points p = score_points(r->form, r->score, i->node);
    bool number = by_number(p.rule), assumed = number && r->values[i->node].assumed;
    if (p.why != ENGINE_COMPUTED) {
        return;
    }
    struct finding f = {.at_most = assumed ? SEV_WARNING : SEV_OFF, .expected = run_dec(r, p.rounded)};
    f.arg[0] = run_node_name(r, i->node);
    f.arg[1] = run_dec(r, p.actual);
    f.arg[2] = run_join(r, measure_sign_text(p.sign), "", run_dec(r, p.target));
    f.arg[3] = i->score_text;
    f.arg[4] = assumed ? str_of(word(r->options->lang, W_SIGN_ASSUMED)) : STR("");
    if (p.rule == ENGINE_MET && i->score < i->weight) {
        f.code = CHECK_MET_BUT_DEDUCTED;
        run_report_field(r, i->score_field, &f);
    } else if (p.rule == ENGINE_MET || (i->score == i->weight && p.rounded == i->weight)) {
        return; /* 2999 of 3000, rounded */
    } else if (number && i->score == i->weight) {
        f.code = p.rule == ENGINE_RATIO ? CHECK_UNMET_FULL_SCORE : CHECK_LIMIT_EXCEEDED_FULL_SCORE;
        run_report_field(r, i->score_field, &f);
    } else {
        report_formula(r, i, &p, &f);
    }
}

static void check_tier(struct run *r, const struct indicator *i) {
    if (r->form->schema->node[i->node].kind != KIND_TIER || !i->has_weight) {
        return;
    }
    struct str actual = run_value(r, PART_INDICATORS, (int)i->node, KEY_ACTUAL);
    int tier = engine_band_named(actual);
    if (tier < 0 || tier >= (int)r->rules->tiers) {
        return;
    }
    if (i->score < 0 || i->score > i->weight || i->weight == 0) {
        return; /* reported as such */
    }
    if (!engine_band_holds(r->rules, tier, i->score, i->weight)) {
        struct finding f = {.code = CHECK_TIER_SCORE, .arg = {run_node_name(r, i->node), actual}};
        struct engine_band band = engine_band_points(r->rules, tier, i->weight);
        f.arg[2] = run_join(r, run_dec(r, band.least), "–", run_dec(r, band.most));
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
