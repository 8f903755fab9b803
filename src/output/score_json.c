/* How the points of a form come about, as a JSON object: what `ziping score -f json` prints for each form. */
#include "json_put.h"
#include "score_how.h"

struct json_form {
    const struct output_scored *scored;
    enum lang lang;
    struct buf *out;
};

static void put(const struct json_form *j, json_t *o, const char *key, json_t *value) {
    json_put(j->out, o, key, value);
}

static void put_text(const struct json_form *j, json_t *o, const char *key, struct str value) {
    put(j, o, key, json_visible(value));
}

static json_t *working(const struct json_form *j, const struct account_row *r) {
    struct buf b = {0};
    score_working(j->scored->form, r, j->lang, &b);
    json_t *text = b.failed ? NULL : b.n > 0 ? json_visible(buf_str(&b)) : json_null();
    buf_free(&b);
    return text;
}

/* ---- indicators ---- */

static json_t *band(const struct json_form *j, const struct account_row *r) {
    if (r->points.why != ENGINE_JUDGED) {
        return json_null();
    }
    json_t *o = json_object();
    put(j, o, "band", json_integer(r->points.index + 1));
    put(j, o, "least", json_dec(r->points.least));
    put(j, o, "most", json_dec(r->points.most));
    put(j, o, "most_belongs", json_boolean(r->points.most_belongs));
    put(j, o, "holds_stated", r->has_stated ? json_boolean(!r->out_of_band) : json_null());
    return o;
}

static json_t *row_object(const struct json_form *j, const struct account_row *r) {
    const struct form *f = j->scored->form;
    const struct engine_points *p = &r->points;
    struct str reason = score_reason(f, r, j->lang);
    json_t *o = json_object();
    put(j, o, "path", r->node < 0 ? json_string("funds.total") : json_visible(f->schema->node[r->node].path));
    put_text(j, o, "name", score_row_name(f, r, j->lang));
    put_text(j, o, "target", r->target);
    put_text(j, o, "actual", r->actual);
    put(j, o, "completion", json_dec_if(p->has_completion, p->completion));
    put(j, o, "weight", json_dec(r->weight));
    put(j, o, "rule", json_string(score_rule_code(r->rule)));
    put(j, o, "why", json_string(score_why_code(p->why)));
    put(j, o, "working", working(j, r));
    put(j, o, "reason", reason.n > 0 ? json_visible(reason) : json_null());
    put(j, o, "step", p->rule == ENGINE_STEP && r->has_computed ? json_integer(p->index + 1) : json_null());
    put(j, o, "tier", band(j, r));
    put(j, o, "exact", json_dec_if(r->has_computed, p->points));
    put(j, o, "computed", json_dec_if(r->has_computed, r->computed));
    put(j, o, "stated", json_dec_if(r->has_stated, r->stated));
    put(j, o, "difference", json_dec_if(r->has_computed && r->has_stated, r->difference));
    put(j, o, "lost", json_dec(r->lost));
    put(j, o, "applies", json_boolean(!r->left_out));
    return o;
}

static json_t *rows(const struct json_form *j) {
    json_t *all = json_array();
    for (size_t i = 0; i < j->scored->account->rows; i++) {
        json_push(j->out, all, row_object(j, &j->scored->account->row[i]));
    }
    return all;
}

/* ---- sums ---- */

static json_t *sums(const struct json_form *j) {
    const struct schema *schema = j->scored->form->schema;
    const struct account *c = j->scored->account;
    json_t *all = json_array();
    for (size_t i = 0; i < schema->nodes; i++) {
        const struct node *n = &schema->node[i];
        const struct account_sum *sum = &c->sum[i];
        if (n->level == 3) {
            continue;
        }
        json_t *o = json_object();
        put_text(j, o, "path", n->path);
        put_text(j, o, "name", form_node_name(j->scored->form, i));
        put(j, o, "level", json_integer(n->level));
        put(j, o, "indicators", json_integer((json_int_t)sum->rows));
        put(j, o, "rule_weight", json_dec_if(n->has_weight, n->weight));
        put(j, o, "weight", json_dec(sum->weight));
        put(j, o, "weight_differs", json_boolean(account_sum_differs(c, schema, i)));
        put(j, o, "computed", json_dec_if(sum->computed_rows > 0, sum->computed));
        put(j, o, "stated", json_dec_if(sum->stated_rows > 0, sum->stated));
        put(j, o, "lost", json_dec(sum->lost));
        json_push(j->out, all, o);
    }
    return all;
}

static json_t *execution(const struct json_form *j) {
    const struct score *s = j->scored->score;
    const struct schema *schema = j->scored->form->schema;
    struct str text = form_value(j->scored->form, schema_cell(schema, PART_FUNDS, 0, KEY_SCORE));
    dec stated = 0;
    bool has = stated_number(text, &stated) == STATED_NUMBER, computed = s->execution.why == ENGINE_COMPUTED;
    json_t *o = json_object();
    put(j, o, "planned", json_dec_if(s->has_rate, s->planned));
    put(j, o, "executed", json_dec_if(s->has_rate, s->paid));
    put(j, o, "rate", json_dec_if(s->has_rate, s->rate));
    put(j, o, "weight", json_dec(s->execution_weight));
    put(j, o, "computed", json_dec_if(computed, s->execution_points));
    put(j, o, "stated", json_dec_if(has, stated));
    put(j, o, "difference", json_dec_if(has && computed, s->execution_points - stated));
    put(j, o, "counts", json_boolean(score_counts_funds(j->scored->form, s)));
    return o;
}

/* ---- total and grade ---- */

static json_t *grade_name(const struct json_form *j, int grade) {
    const struct ruleset *rules = j->scored->form->schema->rules;
    return grade >= 0 ? json_visible(rules->grade[grade].name) : json_null();
}

/* `open`: rows without points in this total. */
static json_t *total_object(const struct json_form *j, const struct engine_total *t, size_t open) {
    json_t *o = json_object();
    put(j, o, "weight", json_dec(t->weight));
    put(j, o, "applicable", json_dec(t->applicable));
    put(j, o, "rescaled", json_boolean(t->rescaled));
    put(j, o, "sum_of_rounded", json_dec(t->parts));
    put(j, o, "sum", json_dec(t->exact));
    put(j, o, "sum_rounded", json_dec(t->exact_rounded));
    put(j, o, "inexact", json_boolean(t->inexact));
    put(j, o, "cap", json_dec_if(t->has_cap, t->cap));
    put(j, o, "total", json_dec(t->total));
    put(j, o, "shown", json_dec(t->shown));
    put(j, o, "grade", open == 0 && j->scored->account->rows > 0 ? grade_name(j, t->grade) : json_null());
    return o;
}

static json_t *stated_total(const struct json_form *j) {
    static const enum key ids[] = {KEY_WEIGHT, KEY_SCORE};
    static const char *const names[] = {"weight", "score"};
    const struct form *f = j->scored->form;
    json_t *o = json_object();
    for (int i = 0; i < 2; i++) {
        dec d = 0;
        struct str text = form_value(f, schema_cell(f->schema, PART_TOTAL, 0, ids[i]));
        bool has = stated_number(text, &d) == STATED_NUMBER;
        put(j, o, names[i], json_dec_if(has, d));
    }
    struct str grade = str_trim(form_value(f, schema_cell(f->schema, PART_TOTAL, 0, KEY_GRADE)));
    put(j, o, "grade", grade.n > 0 ? json_visible(grade) : json_null());
    return o;
}

static json_t *better_grades(const struct json_form *j) {
    const struct ruleset *rules = j->scored->form->schema->rules;
    const struct outlook *o = j->scored->outlook;
    json_t *all = json_array();
    for (size_t i = 0; i < o->betters; i++) {
        const struct outlook_grade *g = &o->better[i];
        json_t *one = json_object();
        put(j, one, "grade", grade_name(j, g->grade));
        put(j, one, "from", json_dec(rules->grade[g->grade].from));
        put(j, one, "missing", json_dec(g->missing));
        put(j, one, "capped_below_rate", json_dec_if(g->capped, g->rate));
        json_push(j->out, all, one);
    }
    return all;
}

static json_t *losses(const struct json_form *j) {
    const struct output_scored *s = j->scored;
    json_t *all = json_array();
    for (size_t i = 0; i < s->outlook->losses; i++) {
        const struct account_row *r = &s->account->row[s->outlook->loss[i]];
        json_t *one = json_object();
        put(j, one, "path",
            r->node < 0 ? json_string("funds.total") : json_visible(s->form->schema->node[r->node].path));
        put(j, one, "lost", json_dec(r->lost));
        put(j, one, "suffices", json_boolean(i < s->outlook->enough));
        json_push(j->out, all, one);
    }
    return all;
}

/* Losses and missing points stand even while a grade is open. */
static json_t *outlook(const struct json_form *j) {
    const struct outlook *o = j->scored->outlook;
    const struct ruleset *rules = j->scored->form->schema->rules;
    json_t *all = json_object();
    put(j, all, "grade", j->scored->account->open == 0 ? grade_name(j, o->grade) : json_null());
    put(j, all, "from", json_dec_if(o->grade >= 0, o->grade >= 0 ? rules->grade[o->grade].from : 0));
    put(j, all, "above", json_dec_if(o->grade >= 0, o->above));
    put(j, all, "held_by_cap", json_boolean(o->held));
    put(j, all, "better", better_grades(j));
    put(j, all, "losses", losses(j));
    return all;
}

bool output_score_json(const struct output_scored *s, enum lang lang, struct buf *out) {
    struct json_form j = {s, lang, out};
    json_t *o = json_object();
    put_text(&j, o, "file", s->path);
    put_text(&j, o, "project", form_get(s->form, STR("header"), STR("project")));
    put_text(&j, o, "year", form_get(s->form, STR("header"), STR("year")));
    put(&j, o, "indicators", rows(&j));
    put(&j, o, "unscored", json_integer((json_int_t)s->account->open));
    put(&j, o, "subtotals", sums(&j));
    put(&j, o, "execution", execution(&j));
    put(&j, o, "stated", stated_total(&j));
    put(&j, o, "added", total_object(&j, &s->account->filled, s->account->open));
    put(&j, o, "computed", total_object(&j, &s->account->computed, s->account->unknown));
    put(&j, o, "outlook", outlook(&j));
    json_write(o, out);
    return !out->failed;
}
