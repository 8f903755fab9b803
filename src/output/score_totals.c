/* Subtotals and totals, and what lies between the points and the total. */
#include "score_how.h"
#include "score_parts.h"

/* ---- by heading ---- */

static bool is_shown(const struct output_scored *s, size_t node) {
    const struct node *n = &s->form->schema->node[node];
    return n->level < 3 && (s->account->sum[node].rows > 0 || (n->level == 1 && n->has_weight));
}

static void put_sum_row(struct page *p, struct table *t, struct str name, const struct account_sum *sum, dec weight,
                        int indent) {
    struct table_row *row = table_add(t);
    if (!row) {
        return;
    }
    bool stated = sum->stated_rows > 0, computed = sum->computed_rows > 0;
    row->indent = indent;
    row->cell[0] = name;
    row->cell[1] = page_dec(p, weight);
    row->cell[2] = computed ? page_dec(p, sum->computed) : STR("—");
    row->cell[3] = stated ? page_dec(p, sum->stated) : STR("—");
    row->cell[4] = computed && stated ? score_difference(p, sum->computed - sum->stated) : STR("—");
    row->cell[5] = sum->rows > 0 ? page_dec(p, sum->lost) : STR("—");
}

static void put_sum_notes(struct page *p, const struct output_scored *s) {
    const struct schema *schema = s->form->schema;
    for (size_t i = 0; i < schema->nodes; i++) {
        if (account_sum_differs(s->account, schema, i) && schema->node[i].level < 3) {
            page_sentence(p, 0, W_SCORE_WEIGHT_DIFFERS, form_node_name(s->form, i), page_dec(p, schema->node[i].weight),
                          page_dec(p, s->account->sum[i].weight));
        }
    }
    if (s->account->all.weight != schema->rules->total) {
        page_sentence(p, 0, W_SCORE_WEIGHTS_NOT_TOTAL, page_dec(p, s->account->all.weight),
                      page_dec(p, schema->rules->total));
    }
}

void score_put_sums(struct page *p, const struct output_scored *s) {
    static const enum word heads[] = {W_HEAD_HEADING, W_HEAD_WEIGHT,     W_HEAD_COMPUTED,
                                      W_HEAD_STATED,  W_HEAD_DIFFERENCE, W_HEAD_LOST};
    const struct schema *schema = s->form->schema;
    const struct account *c = s->account;
    struct table t;
    if (!table_begin(&t, &p->arena, sizeof heads / sizeof *heads)) {
        p->out->failed = true;
        return;
    }
    for (size_t i = 0; i < t.columns; i++) {
        page_column(p, &t, i, heads[i], i == 0 ? ALIGN_LEFT : ALIGN_RIGHT, i == 0 ? 16 : 0);
    }
    for (size_t i = 0; i < schema->nodes; i++) {
        if (is_shown(s, i)) {
            const struct node *n = &schema->node[i];
            put_sum_row(p, &t, form_node_name(s->form, i), &c->sum[i],
                        c->sum[i].rows > 0 ? c->sum[i].weight : n->weight, (n->level - 1) * 2);
        }
    }
    for (size_t i = 0; i < c->rows; i++) {
        if (c->row[i].node < 0) {
            const struct account_row *r = &c->row[i];
            struct account_sum sum = {1,
                                      r->has_stated,
                                      r->has_computed,
                                      r->weight,
                                      r->stated,
                                      r->lost,
                                      r->has_computed ? r->computed : r->stated};
            put_sum_row(p, &t, score_row_name(s->form, r, p->of.lang), &sum, r->weight, 0);
        }
    }
    if (t.rows > 0 && !table_put(&t, p->of.width, p->of.ambiguous, p->out)) {
        p->out->failed = true;
    }
    put_sum_notes(p, s);
}

/* ---- the funds table's row ---- */

static void put_funds(struct page *p, const struct output_scored *s) {
    const struct schema *schema = s->form->schema;
    int field = schema_cell(schema, PART_FUNDS, 0, KEY_SCORE);
    struct str stated = form_value(s->form, field);
    if (score_counts_funds(s->form, s->score) || schema->rules->fund_rows.n == 0) {
        return; /* it has a row of its own, or there is none */
    }
    for (size_t i = 0; i < schema->nodes; i++) {
        if (schema->node[i].level == 3 && score_counts_row(schema->rules, &schema->node[i]) == 0) {
            struct str name = form_node_name(s->form, i);
            struct str text = page_template(p, W_SCORE_FUNDS_COUNTED, &name, 1);
            struct str more = page_template(p, W_SCORE_FUNDS_STATED, &stated, 1);
            page_say(p, 0, stated.n > 0 ? arena_join(&p->arena, text, more) : text);
            return;
        }
    }
    page_say(p, 0, page_word(p, W_SCORE_FUNDS_NOT_SCORED));
}

/* ---- the total ---- */

static struct str marked(struct page *p, bool differs, struct str text) {
    return differs ? arena_join(&p->arena, STR("! "), text) : text.n > 0 ? text : STR("—");
}

/* A grade while `open` rows have no points. */
static struct str grade_name(const struct output_scored *s, int grade, size_t open) {
    const struct ruleset *rules = s->form->schema->rules;
    return open == 0 && s->account->rows > 0 && grade >= 0 ? rules->grade[grade].name : STR("—");
}

static void put_total_row(struct table *t, struct str name, struct str weight, struct str score, struct str grade) {
    struct table_row *row = table_add(t);
    if (row) {
        row->cell[0] = name;
        row->cell[1] = weight;
        row->cell[2] = score;
        row->cell[3] = grade;
    }
}

static struct str total_field(const struct output_scored *s, enum key id) {
    return str_trim(form_value(s->form, schema_cell(s->form->schema, PART_TOTAL, 0, id)));
}

static void put_total_table(struct page *p, const struct output_scored *s) {
    static const enum word heads[] = {W_HEAD_TOTAL, W_HEAD_WEIGHT, W_HEAD_SCORE, W_HEAD_GRADE};
    const struct account *c = s->account;
    struct table t;
    if (!table_begin(&t, &p->arena, sizeof heads / sizeof *heads)) {
        return;
    }
    for (size_t i = 0; i < t.columns; i++) {
        page_column(p, &t, i, heads[i], i == 1 || i == 2 ? ALIGN_RIGHT : ALIGN_LEFT, i == 0 ? 16 : 0);
    }
    dec weight = 0, score = 0;
    struct str weight_text = total_field(s, KEY_WEIGHT), score_text = total_field(s, KEY_SCORE);
    struct str grade = total_field(s, KEY_GRADE), right = grade_name(s, c->filled.grade, c->open);
    bool has_weight = stated_number(weight_text, &weight) == STATED_NUMBER;
    bool has_score = stated_number(score_text, &score) == STATED_NUMBER;
    bool whole = c->open == 0, any = c->open < c->rows;
    struct str all = page_dec(p, c->all.weight);
    put_total_row(&t, page_word(p, W_TOTAL_STATED), marked(p, has_weight && weight != c->all.weight, weight_text),
                  marked(p, whole && has_score && score != c->filled.total && score != c->filled.shown, score_text),
                  marked(p, whole && grade.n > 0 && !str_eq(grade, right), grade));
    put_total_row(&t, page_word(p, W_TOTAL_FILLED), all, any ? page_dec(p, c->filled.shown) : STR("—"), right);
    if (c->all.computed_rows > 0) {
        struct str arg[] = {page_count(p, c->rows), page_count(p, c->all.computed_rows)};
        put_total_row(&t, page_template(p, W_TOTAL_COMPUTED, arg, 2), all, page_dec(p, c->computed.shown),
                      grade_name(s, c->computed.grade, c->unknown));
    }
    if (!table_put(&t, p->of.width, p->of.ambiguous, p->out)) {
        p->out->failed = true;
    }
}

static void put_rounding(struct page *p, const struct output_scored *s) {
    const struct ruleset *rules = s->form->schema->rules;
    const struct engine_total *t = &s->account->computed;
    dec apart = account_rounding(rules, t);
    if (apart != 0) {
        dec parts = dec_round(t->parts, rules->decimals, rules->rounding);
        page_sentence(p, 0, W_SCORE_ROUNDING, page_dec(p, parts), page_dec(p, t->exact_rounded), page_dec(p, apart),
                      page_dec(p, rules->round_at == ROUND_AT_INDICATOR ? parts : t->exact_rounded));
    }
    if (t->inexact) {
        page_say(p, 0, page_word(p, W_SCORE_INEXACT));
    }
}

void score_put_totals(struct page *p, const struct output_scored *s) {
    const struct engine_total *t = &s->account->filled;
    put_total_table(p, s);
    put_funds(p, s);
    if (t->rescaled) {
        page_sentence(p, 0, W_SCORE_RESCALED, page_dec(p, t->weight), page_dec(p, t->applicable));
    }
    put_rounding(p, s);
    if (t->has_cap) {
        struct str arg[] = {page_dec(p, dec_round(s->score->rate, 2, DEC_CUT)), page_dec(p, t->cap)};
        struct str text = page_template(p, W_SCORE_CAP, arg, 2), sum = page_dec(p, s->outlook->sum);
        page_say(p, 0,
                 s->outlook->held ? arena_join(&p->arena, text, page_template(p, W_SCORE_CAP_HOLDS, &sum, 1)) : text);
    }
}
