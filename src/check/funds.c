/* F2: the funds table. */
#include "run.h"

#include "ziping/measure.h"

static bool amount(const struct run *r, int row, enum key id, dec *out) {
    return stated_number(run_value(r, PART_FUNDS, row, id), out) == STATED_NUMBER;
}

static struct str percent(struct run *r, dec rate, int places) {
    return arena_join(r->arena, run_dec(r, dec_round(rate, places, DEC_HALF_UP)), STR("%"));
}

enum { RATE_PLACES = 2 }; /* decimals that a rate is printed with */

/* With as many decimals as were stated: 92.641% is what 92.640% should have been, and 92.64% would not say so. */
static struct str rate_wanted(struct run *r, dec exact, struct str stated) {
    int places = dec_places(stated);
    return percent(r, exact, places > RATE_PLACES ? places : RATE_PLACES);
}

/* True where `stated` is what `exact` gives at the decimals that were stated, rounded or cut. */
static bool agrees(struct str text, dec stated, dec exact, int places) {
    int p = dec_places(text) > places ? dec_places(text) : places;
    return dec_round(exact, p, DEC_HALF_UP) == stated || dec_round(exact, p, DEC_CUT) == stated;
}

static void check_rate(struct run *r, int row) {
    enum key base = r->rules->execution_base == EXECUTION_INITIAL ? KEY_INITIAL : KEY_BUDGET;
    dec paid, planned, stated;
    bool percent_sign;
    if (!amount(r, row, KEY_EXECUTED, &paid) || !amount(r, row, base, &planned) || planned <= 0) {
        return;
    }
    dec exact = dec_mul_div_cut(paid, DEC_INT(100), planned);
    struct str name = r->rules->fund_rows.v[row].label;
    struct str value = run_value(r, PART_FUNDS, row, KEY_RATE);
    struct str digits = str_sub(value, 0,
                                value.n - (str_ends(value, STR("%"))    ? 1
                                           : str_ends(value, STR("％")) ? 3
                                                                        : 0));
    if (measure_rate(value, &stated, &percent_sign) && !agrees(str_trim(digits), stated, exact, 0)) {
        struct finding f = {.code = CHECK_RATE_WRONG, .expected = rate_wanted(r, exact, str_trim(digits))};
        f.arg[0] = name;
        f.arg[1] = run_dec(r, paid);
        f.arg[2] = run_dec(r, planned);
        f.arg[3] = f.expected;
        f.arg[4] = value;
        run_report_field(r, run_cell(r, PART_FUNDS, row, KEY_RATE), &f);
    }
    if (paid > planned) {
        struct finding f = {.code = CHECK_RATE_OVER_100,
                            .arg = {name, run_dec(r, paid), run_dec(r, planned), percent(r, exact, RATE_PLACES)}};
        run_report_field(r, run_cell(r, PART_FUNDS, row, KEY_EXECUTED), &f);
    }
}

static void check_execution_score(struct run *r, int field, struct str name) {
    const struct score *s = r->score;
    dec stated;
    struct str value = form_value(r->form, field);
    if (field < 0 || !s->has_rate || stated_number(value, &stated) != STATED_NUMBER) {
        return;
    }
    dec exact = dec_mul_div_cut(s->paid, s->execution_weight, s->planned);
    exact = exact > s->execution_weight ? s->execution_weight : exact < 0 ? 0 : exact;
    if (stated == s->execution_points || agrees(value, stated, exact, r->rules->decimals) ||
        agrees(value, stated, exact, 0)) {
        return;
    }
    struct buf formula = {0};
    buf_add(&formula, run_dec(r, s->paid));
    buf_text(&formula, " ÷ ");
    buf_add(&formula, run_dec(r, s->planned));
    buf_text(&formula, " × ");
    buf_add(&formula, run_dec(r, s->execution_weight));
    struct finding f = {.code = CHECK_EXECUTION_SCORE_WRONG, .expected = run_dec(r, s->execution_points)};
    f.arg[0] = name;
    f.arg[1] = run_text(r, &formula);
    f.arg[2] = f.expected;
    f.arg[3] = value;
    run_report_field(r, field, &f);
}

/* A column that holds something which is no number can't be added up; that is reported as such. */
static bool column_is_wrong(const struct run *r, enum key id) {
    dec d;
    for (int row = 0; row < (int)r->rules->fund_rows.n; row++) {
        if (stated_number(run_value(r, PART_FUNDS, row, id), &d) == STATED_WRONG) {
            return true;
        }
    }
    return false;
}

static struct str column_text(struct run *r, enum key id) {
    struct sum sum = {0};
    dec d;
    for (int row = 1; row < (int)r->rules->fund_rows.n; row++) {
        if (amount(r, row, id, &d)) {
            sum_add(&sum, d);
        }
    }
    return sum_text(r, &sum);
}

/* The parts of a column against its total row. */
static void check_sum(struct run *r, enum key id) {
    dec d, total = 0, parts = 0;
    bool any = false;
    for (int row = 1; row < (int)r->rules->fund_rows.n; row++) {
        if (amount(r, row, id, &d)) {
            parts = dec_add(parts, d);
            any = true;
        }
    }
    bool has_total = amount(r, 0, id, &total);
    int field = run_cell(r, PART_FUNDS, 0, id);
    if (!any || field < 0 || parts == total || column_is_wrong(r, id)) {
        return;
    }
    struct finding f = {.expected = run_dec(r, parts)};
    f.arg[0] = r->form->schema->field[field].label;
    if (total == 0) {
        f.code = CHECK_FUNDS_ZERO_TOTAL;
        f.arg[1] = has_total ? run_dec(r, total) : str_of(word(r->options->lang, W_EMPTY));
        f.arg[2] = f.expected;
    } else {
        f.code = CHECK_FUNDS_SUM;
        f.arg[1] = column_text(r, id);
        f.arg[2] = f.expected;
        f.arg[3] = run_dec(r, total);
    }
    run_report_field(r, field, &f);
}

static void check_subrow(struct run *r, int row) {
    static const enum key points[] = {KEY_WEIGHT, KEY_SCORE};
    dec d;
    for (size_t i = 0; i < 2; i++) {
        if (amount(r, row, points[i], &d)) {
            int field = run_cell(r, PART_FUNDS, row, points[i]);
            struct str value = form_value(r->form, field);
            struct finding f = {
                .code = CHECK_SUBROW_SCORED, .arg = {r->rules->fund_rows.v[row].label}, .expected = STR("—")};
            f.arg[1] = run_join(r, r->form->schema->field[field].label, " ", value);
            run_report_field(r, field, &f);
        }
    }
}

void check_funds(struct run *r) {
    for (int row = 0; row < (int)r->rules->fund_rows.n; row++) {
        check_rate(r, row);
        if (row > 0) {
            check_subrow(r, row);
        }
    }
    check_sum(r, KEY_INITIAL);
    check_sum(r, KEY_BUDGET);
    check_sum(r, KEY_EXECUTED);
    if (r->rules->fund_rows.n > 0) {
        check_execution_score(r, run_cell(r, PART_FUNDS, 0, KEY_SCORE), r->rules->fund_rows.v[0].label);
        check_decimals(r, run_cell(r, PART_FUNDS, 0, KEY_SCORE));
    }
    for (size_t i = 0; i < r->form->schema->nodes; i++) {
        if (score_counts_row(r->rules, &r->form->schema->node[i]) == 0) {
            check_execution_score(r, run_cell(r, PART_INDICATORS, (int)i, KEY_SCORE), run_node_name(r, i));
        }
    }
}
