/* F2: sums, total and grade. */
#include "run.h"

/* The parts that score_form adds up, as a text: `6+6+6+4.8+…`. */
static struct str parts_text(struct run *r, bool weights) {
    struct sum sum = {0};
    dec whole = weights ? r->score->all.weight : r->score->all.score;
    for (size_t i = 0; i < r->form->schema->nodes; i++) {
        if (r->form->schema->node[i].level == 3) {
            sum_add(&sum, weights ? r->score->node[i].weight : r->score->node[i].score);
        }
    }
    if (whole != sum.total) { /* the funds row, where no indicator counts it */
        sum_add(&sum, whole - sum.total);
    }
    struct str text = sum_text(r, &sum);
    const struct engine_total *t = &r->score->whole;
    if (weights || !t->rescaled) {
        return text;
    }
    struct str scaled = run_join(r, run_join(r, STR("("), "", text), ") × ", run_dec(r, t->weight));
    return run_join(r, scaled, " ÷ ", run_dec(r, t->applicable));
}

/* An indicator that is missing or unknown is reported as such; that the sum is then another one follows from it. */
static bool lacks_indicators(const struct run *r) {
    for (size_t i = 0; i < r->form->schema->nodes; i++) {
        const struct node *n = &r->form->schema->node[i];
        if (n->level == 3 && (n->own ? !r->rules->open : !run_has_node(r, i))) {
            return true;
        }
    }
    return false;
}

/* The sum of the weights against the total that is stated, and that against the rule set's. */
static void check_weights(struct run *r) {
    dec total = r->rules->total, stated = total, sum = r->score->all.weight;
    int field = run_cell(r, PART_TOTAL, 0, KEY_WEIGHT);
    bool has = stated_number(form_value(r->form, field), &stated) == STATED_NUMBER;
    struct finding f = {.code = CHECK_WEIGHTS_NOT_TOTAL, .expected = run_dec(r, total)};
    if (field < 0) {
        return;
    }
    if (r->score->all.indicators > 0 && sum != stated) {
        if (!lacks_indicators(r)) {
            f.arg[0] = parts_text(r, true);
            f.arg[1] = run_dec(r, sum);
            f.arg[2] = run_dec(r, stated);
            run_report_field(r, field, &f);
        }
    } else if (has && stated != total) {
        f.code = CHECK_WEIGHT_DIFFERS;
        f.arg[0] = STR("总分");
        f.arg[1] = run_dec(r, stated);
        f.arg[2] = f.expected;
        run_report_field(r, field, &f);
    }
}

static void check_total(struct run *r) {
    const struct score *s = r->score;
    dec stated;
    int field = run_cell(r, PART_TOTAL, 0, KEY_SCORE);
    struct str value = form_value(r->form, field);
    if (s->all.scored < s->all.indicators || s->all.indicators == 0 || stated_number(value, &stated) != STATED_NUMBER) {
        return;
    }
    if (s->has_cap && stated > s->cap) {
        struct finding f = {.code = CHECK_TOTAL_OVER_CAP, .expected = run_dec(r, s->total)};
        f.arg[0] = arena_join(r->arena, run_dec(r, dec_round(s->rate, 2, DEC_HALF_UP)), STR("%"));
        f.arg[1] = run_dec(r, s->cap);
        f.arg[2] = value;
        run_report_field(r, field, &f);
    } else if (stated != s->total && stated != s->whole.shown) {
        struct finding f = {.code = CHECK_SCORES_NOT_TOTAL};
        f.expected = run_dec(r, s->whole.shown);
        f.arg[0] = parts_text(r, false);
        f.arg[1] = run_dec(r, s->total);
        f.arg[2] = value;
        run_report_field(r, field, &f);
    }
}

/* The grade goes by the unrounded total: 89.95 printed as 90.0 is 良. */
static void check_grade(struct run *r) {
    const struct score *s = r->score;
    int field = run_cell(r, PART_TOTAL, 0, KEY_GRADE);
    struct str value = form_value(r->form, field);
    if (value.n == 0 || s->grade < 0 || s->all.scored < s->all.indicators) {
        return;
    }
    struct str right = r->rules->grade[s->grade].name;
    if (!str_eq(str_trim(value), right)) {
        struct finding f = {.code = CHECK_GRADE_WRONG, .arg = {run_dec(r, s->total), right, value}, .expected = right};
        run_report_field(r, field, &f);
    }
}

void check_totals(struct run *r) {
    check_weights(r);
    check_total(r);
    check_grade(r);
    check_decimals(r, run_cell(r, PART_TOTAL, 0, KEY_SCORE));
}
