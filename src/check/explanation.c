/* F3: whatever was not reached, or was passed by far, is explained with its cause and measures (财预〔2020〕10号,
   偏差原因分析及改进措施). */
#include "run.h"

#include "ziping/text.h"

/* The first of the words that the text holds, or empty. */
static struct str held_word(struct str text, struct str words) {
    for (struct str w; (w = str_word(&words)).n > 0;) {
        if (str_find(text, w) < text.n) {
            return w;
        }
    }
    return STR("");
}

/* Nothing but one of the words that are no reason, punctuation aside, or too short for one. */
static bool explains_nothing(const struct ruleset *rules, struct str reason) {
    struct str words = rules->empty_words, text = str_trim(reason);
    while (str_ends(text, STR("。")) || str_ends(text, STR("！"))) {
        text.n -= 3;
    }
    for (struct str w; (w = str_word(&words)).n > 0;) {
        if (str_eq(text, w)) {
            return true;
        }
    }
    return text_count(text) < (size_t)rules->reason_min_chars;
}

struct scored {
    size_t node;
    int reason;
    struct str reason_text, score_text;
    dec score, weight;
};

static bool scored_of(const struct run *r, size_t node, struct scored *s) {
    const struct tally *t = &r->score->node[node];
    *s = (struct scored){.node = node, .weight = t->weight, .score = t->score};
    s->reason = run_cell(r, PART_INDICATORS, (int)node, KEY_REASON);
    if (s->reason < 0 || s->weight <= 0 || !t->stated) {
        return false;
    }
    s->reason_text = str_trim(form_value(r->form, s->reason));
    s->score_text = run_value(r, PART_INDICATORS, (int)node, KEY_SCORE);
    return true;
}

static bool reason_required(const struct ruleset *rules, const struct scored *s) {
    return dec_cmp_ratio(s->score, s->weight, rules->reason_required_below, DEC_INT(100)) < 0;
}

static void check_required(struct run *r, const struct scored *s) {
    struct finding f = {.code = CHECK_REASON_MISSING, .arg = {{0}, s->score_text, {0}, s->reason_text}};
    if (s->reason_text.n > 0) {
        bool empty = explains_nothing(r->rules, s->reason_text);
        if (!empty && held_word(s->reason_text, r->rules->measure_words).n > 0) {
            return;
        }
        f.code = empty ? CHECK_REASON_EMPTY_WORD : CHECK_REASON_WITHOUT_MEASURE;
    }
    f.arg[0] = run_node_name(r, s->node);
    f.arg[2] = run_dec(r, s->weight);
    run_report_field(r, s->reason, &f);
}

static void check_full_score(struct run *r, const struct scored *s) {
    struct str failure = s->score == s->weight ? held_word(s->reason_text, r->rules->failure_words) : STR("");
    if (failure.n > 0) {
        struct finding f = {.code = CHECK_REASON_AT_FULL_SCORE,
                            .arg = {run_node_name(r, s->node), s->score_text, failure}};
        run_report_field(r, s->reason, &f);
    }
}

static struct str percent(struct run *r, dec d) {
    return arena_join(r->arena, run_dec(r, dec_round(d, 2, DEC_HALF_UP)), STR("%"));
}

/* No national threshold: [scoring] overshoot_note and overshoot_reason. */
static void check_overshoot(struct run *r, size_t node) {
    struct indicator_values v = r->values[node];
    int reason = run_cell(r, PART_INDICATORS, (int)node, KEY_REASON);
    int actual = run_cell(r, PART_INDICATORS, (int)node, KEY_ACTUAL);
    if (!v.comparable || v.target <= 0 || (v.sign != SIGN_GE && v.sign != SIGN_GT) ||
        str_trim(form_value(r->form, reason)).n > 0 ||
        dec_cmp_ratio(v.actual > 0 ? v.actual : 0, v.target, r->rules->overshoot_note, DEC_INT(100)) < 0) {
        return;
    }
    bool required = dec_cmp_ratio(v.actual, v.target, r->rules->overshoot_reason, DEC_INT(100)) >= 0;
    struct finding f = {.code = CHECK_OVERSHOOT_UNEXPLAINED, .at_most = required ? SEV_OFF : SEV_NOTE};
    f.arg[0] = run_node_name(r, node);
    f.arg[1] = run_dec(r, v.actual);
    f.arg[2] = run_dec(r, v.target);
    f.arg[3] = percent(r, dec_mul_div(v.actual, DEC_INT(100), v.target));
    f.arg[4] = percent(r, required ? r->rules->overshoot_reason : r->rules->overshoot_note);
    run_report_field(r, actual, &f);
}

/* ---- the budget ---- */

/* Where a word about the budget may stand: the funds table's own reason, the reason of the indicator with its points, a
   note at the foot. */
static bool budget_explained(const struct run *r) {
    const struct schema *schema = r->form->schema;
    if (str_trim(run_value(r, PART_FUNDS, 0, KEY_REASON)).n > 0) {
        return true;
    }
    for (size_t i = 0; i < schema->nodes; i++) {
        if (score_counts_row(r->rules, &schema->node[i]) == 0 &&
            str_trim(run_value(r, PART_INDICATORS, (int)i, KEY_REASON)).n > 0) {
            return true;
        }
    }
    for (size_t i = 0; i < schema->fields; i++) {
        struct str text = r->form->value[i];
        if (schema->field[i].part == PART_NOTES && str_find(text, STR("预算")) < text.n) {
            return true;
        }
    }
    return false;
}

static void check_budget(struct run *r) {
    dec initial, budget;
    if (stated_number(run_value(r, PART_FUNDS, 0, KEY_INITIAL), &initial) == STATED_NUMBER &&
        stated_number(run_value(r, PART_FUNDS, 0, KEY_BUDGET), &budget) == STATED_NUMBER && initial != budget) {
        struct str change = run_dec(r, budget - initial);
        struct finding f = {.code = CHECK_BUDGET_CHANGE_UNEXPLAINED,
                            .arg = {run_dec(r, initial), run_dec(r, budget),
                                    budget > initial ? arena_join(r->arena, STR("+"), change) : change}};
        run_report_field(r, run_cell(r, PART_FUNDS, 0, KEY_BUDGET), &f);
    }
}

/* The indicator with the funds table's points asks for its reason itself where it lost any. */
static bool asked_elsewhere(const struct run *r) {
    struct scored s;
    for (size_t i = 0; i < r->form->schema->nodes; i++) {
        if (score_counts_row(r->rules, &r->form->schema->node[i]) == 0 && scored_of(r, i, &s) &&
            reason_required(r->rules, &s)) {
            return true;
        }
    }
    return false;
}

static void check_low_execution(struct run *r) {
    const struct score *s = r->score;
    if (s->has_rate &&
        dec_cmp_ratio(s->paid > 0 ? s->paid : 0, s->planned, r->rules->execution_reason_below, DEC_INT(100)) < 0 &&
        !asked_elsewhere(r)) {
        struct finding f = {.code = CHECK_LOW_EXECUTION_UNEXPLAINED,
                            .arg = {percent(r, s->rate), percent(r, r->rules->execution_reason_below)}};
        run_report_field(r, run_cell(r, PART_FUNDS, 0, KEY_EXECUTED), &f);
    }
}

void check_explanations(struct run *r) {
    struct scored s;
    for (size_t i = 0; i < r->form->schema->nodes; i++) {
        if (r->form->schema->node[i].level < 3) {
            continue;
        }
        if (scored_of(r, i, &s)) {
            if (reason_required(r->rules, &s)) {
                check_required(r, &s);
            } else if (s.reason_text.n > 0) {
                check_full_score(r, &s);
            }
        }
        if (r->values) {
            check_overshoot(r, i);
        }
    }
    if (!budget_explained(r)) {
        check_budget(r);
        check_low_execution(r);
    }
}
