#include "ziping/account.h"

#include "engine_sum.h"

static struct str cell(const struct form *f, int node, enum key id) {
    return str_trim(form_value(f, schema_cell(f->schema, PART_INDICATORS, node, id)));
}

/* A number with the sign and the unit that stand elsewhere; any other text as it is. */
static struct str with_unit(struct arena *a, struct str sign, struct str value, struct str unit) {
    struct measure m = measure_read(value);
    if (m.kind != MEASURE_NUMBER) {
        return value;
    }
    value = m.sign == SIGN_NONE && sign.n > 0 ? arena_join(a, sign, value) : value;
    return m.unit.n == 0 && unit.n > 0 ? arena_join(a, value, unit) : value;
}

static struct str unit_of(const struct form *f, int node) {
    struct str unit = cell(f, node, KEY_UNIT);
    return unit.n > 0 ? unit : f->schema->node[node].unit;
}

static struct str target_text(struct arena *a, const struct form *f, int node) {
    const struct node *n = &f->schema->node[node];
    struct str target = cell(f, node, KEY_TARGET), sign = cell(f, node, KEY_SIGN);
    return with_unit(a, sign.n > 0 ? sign : measure_sign_text(n->sign), target.n > 0 ? target : n->target,
                     unit_of(f, node));
}

/* A bare 0.96 of an indicator in per cent may be meant as 96 %: nothing is put behind it. */
static struct str actual_text(struct arena *a, const struct form *f, int node) {
    struct str unit = unit_of(f, node);
    bool percent = str_eq(unit, STR("%")) || str_eq(unit, STR("％"));
    return with_unit(a, STR(""), cell(f, node, KEY_ACTUAL), percent ? STR("") : unit);
}

/* ---- one row ---- */

static void settle(const struct ruleset *rules, enum stated stated, struct account_row *r) {
    r->rule = r->points.rule;
    r->has_stated = stated == STATED_NUMBER;
    r->has_computed = r->points.why == ENGINE_COMPUTED;
    /* An empty cell of the execution rate has the points that follow from the amounts; see score_form. */
    bool follows = r->rule == ENGINE_EXECUTION && r->has_computed && stated == STATED_NONE;
    r->computed = r->has_computed ? r->points.rounded : 0;
    r->difference = r->has_computed && r->has_stated ? r->computed - r->stated : 0;
    r->has_points = r->has_stated || follows;
    r->counts = r->has_stated ? r->stated : follows ? r->computed : 0;
    r->lost = r->left_out || r->counts > r->weight ? 0 : r->weight - r->counts;
    r->lost = r->lost > 0 ? r->lost : 0;
    r->out_of_band = r->rule == ENGINE_TIER && r->points.why == ENGINE_JUDGED && r->has_stated && r->weight > 0 &&
                     !engine_band_holds(rules, r->points.index, r->stated, r->weight);
}

static struct account_row indicator_row(struct arena *a, const struct form *f, const struct score *s, int node) {
    struct account_row r = {.node = node,
                            .target = target_text(a, f, node),
                            .actual = actual_text(a, f, node),
                            .points = score_points(f, s, (size_t)node),
                            .left_out = score_left_out(f, (size_t)node),
                            .weight = s->node[node].weight};
    settle(f->schema->rules, stated_number(cell(f, node, KEY_SCORE), &r.stated), &r);
    return r;
}

static struct account_row funds_row(const struct form *f, const struct score *s) {
    int field = schema_cell(f->schema, PART_FUNDS, 0, KEY_SCORE);
    struct account_row r = {.node = -1, .points = s->execution, .weight = s->execution_weight};
    settle(f->schema->rules, stated_number(form_value(f, field), &r.stated), &r);
    return r;
}

/* ---- added up ---- */

static void add_row(struct account_sum *sum, const struct account_row *r) {
    sum->rows++;
    sum->stated_rows += r->has_stated;
    sum->computed_rows += r->has_computed;
    sum->weight = dec_add(sum->weight, r->weight);
    sum->stated = dec_add(sum->stated, r->has_stated ? r->stated : 0);
    sum->computed = dec_add(sum->computed, r->has_computed ? r->computed : r->has_stated ? r->stated : 0);
    sum->lost = dec_add(sum->lost, r->lost);
}

static struct engine_part part_of(const struct account_row *r) {
    struct engine_part part = {.weight = r->weight, .left_out = r->left_out};
    if (!r->left_out && r->has_computed) {
        part = engine_part_computed(&r->points);
        part.weight = r->weight;
    } else if (!r->left_out && r->has_stated) {
        part = engine_part_stated(r->weight, r->stated);
    }
    return part;
}

static bool add_computed(struct arena *a, const struct ruleset *rules, const struct score *s, struct account *c) {
    struct engine_part *part = arena_array(a, struct engine_part, c->rows + 1);
    for (size_t i = 0; part && i < c->rows; i++) {
        part[i] = part_of(&c->row[i]);
    }
    if (part) {
        engine_total(rules, part, c->rows, &s->execution, &c->computed);
    }
    return part != NULL;
}

bool account_make(struct arena *a, const struct form *f, const struct score *s, struct account *out) {
    const struct schema *schema = f->schema;
    *out = (struct account){.row = arena_array(a, struct account_row, schema->nodes + 1),
                            .sum = arena_array(a, struct account_sum, schema->nodes + 1)};
    if (!out->row || !out->sum) {
        return false;
    }
    for (size_t i = 0; i < schema->nodes; i++) {
        if (schema->node[i].level == 3) {
            out->row[out->rows++] = indicator_row(a, f, s, (int)i);
        }
    }
    if (score_counts_funds(f, s)) {
        out->row[out->rows++] = funds_row(f, s);
    }
    for (size_t i = 0; i < out->rows; i++) {
        const struct account_row *r = &out->row[i];
        out->open += !r->has_points && !r->left_out;
        out->unknown += !r->has_stated && !r->has_computed && !r->left_out;
        add_row(&out->all, r);
        for (int n = r->node < 0 ? -1 : schema->node[r->node].parent; n >= 0; n = schema->node[n].parent) {
            add_row(&out->sum[n], r);
        }
    }
    out->filled = s->whole;
    return add_computed(a, schema->rules, s, out) && !a->failed;
}

bool account_sum_differs(const struct account *c, const struct schema *schema, size_t node) {
    const struct node *n = &schema->node[node];
    return n->has_weight && c->sum[node].rows > 0 && n->weight != c->sum[node].weight;
}

dec account_rounding(const struct ruleset *rules, const struct engine_total *t) {
    return rules->round_at == ROUND_AT_NONE ? 0
                                            : dec_round(t->parts, rules->decimals, rules->rounding) - t->exact_rounded;
}
