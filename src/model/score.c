#include "ziping/score.h"

enum stated stated_number(struct str value, dec *out) {
    switch (dec_parse(value, out)) {
    case DEC_OK:
        return STATED_NUMBER;
    case DEC_EMPTY:
        return STATED_NONE;
    case DEC_MALFORMED:
    case DEC_TOO_LARGE:
    case DEC_TOO_FINE:
        break;
    }
    return form_not_applicable(value) ? STATED_NONE : STATED_WRONG;
}

int score_grade(const struct ruleset *rules, dec total) {
    return engine_grade(rules, total);
}

int score_counts_row(const struct ruleset *rules, const struct node *node) {
    for (size_t i = 0; node->counts.n > 0 && i < rules->fund_rows.n; i++) {
        struct str row = rules->fund_rows.v[i].key;
        if (node->counts.n == row.n + 6 && str_starts(node->counts, STR("funds.")) &&
            str_eq_nocase(str_sub(node->counts, 6, node->counts.n), row)) {
            return (int)i;
        }
    }
    return -1;
}

static struct str cell(const struct form *f, size_t node, enum key id) {
    return form_value(f, schema_cell(f->schema, PART_INDICATORS, (int)node, id));
}

static bool amount(const struct form *f, int row, enum key id, dec *out) {
    return stated_number(form_value(f, schema_cell(f->schema, PART_FUNDS, row, id)), out) == STATED_NUMBER;
}

static struct engine_funds funds_of(const struct form *f, int row) {
    struct engine_funds a = {0};
    a.has_initial = amount(f, row, KEY_INITIAL, &a.initial);
    a.has_budget = amount(f, row, KEY_BUDGET, &a.budget);
    a.has_executed = amount(f, row, KEY_EXECUTED, &a.executed);
    return a;
}

static void score_execution(const struct form *f, struct score *s) {
    const struct ruleset *rules = f->schema->rules;
    struct engine_funds funds = funds_of(f, 0);
    s->execution_weight = rules->execution_weight;
    (void)amount(f, 0, KEY_WEIGHT, &s->execution_weight);
    s->execution = engine_execution(rules, &funds, s->execution_weight);
    s->has_rate = s->execution.has_completion;
    s->rate = s->execution.completion;
    s->paid = s->execution.actual;
    s->planned = s->execution.target;
    s->execution_points = s->execution.rounded;
}

/* ---- an indicator ---- */

static struct engine_input input_of(const struct form *f, size_t node) {
    struct engine_input in = {
        .target = cell(f, node, KEY_TARGET),
        .actual = cell(f, node, KEY_ACTUAL),
        .sign = cell(f, node, KEY_SIGN),
        .unit = cell(f, node, KEY_UNIT),
        .score = cell(f, node, KEY_SCORE),
        .has_weight = f->schema->node[node].has_weight,
        .weight = f->schema->node[node].weight,
    };
    in.has_weight |= stated_number(cell(f, node, KEY_WEIGHT), &in.weight) == STATED_NUMBER;
    return in;
}

struct indicator_values score_values(const struct form *f, size_t node) {
    struct engine_input in = input_of(f, node);
    return engine_values(&f->schema->node[node], &in);
}

struct engine_points score_points(const struct form *f, const struct score *s, size_t node) {
    const struct node *n = &f->schema->node[node];
    struct engine_input in = input_of(f, node);
    in.execution = score_counts_row(f->schema->rules, n) == 0 ? &s->execution : NULL;
    return engine_indicator(f->schema->rules, n, &in);
}

bool score_left_out(const struct form *f, size_t node) {
    return engine_left_out(&f->schema->node[node], cell(f, node, KEY_SCORE));
}

bool score_number(const struct ruleset *rules, enum sign sign, dec target, dec actual, dec weight, dec *points) {
    struct engine_points p = engine_number(rules, sign, target, actual, weight);
    if (p.why != ENGINE_COMPUTED) {
        return false;
    }
    *points = p.points;
    return true;
}

/* ---- subtotals and total ---- */

/* What a row adds to the total: the points that it states, else those that follow from the execution rate. */
static struct engine_part part_of(const struct score *s, enum stated stated, dec weight, dec score, bool execution) {
    if (stated == STATED_NUMBER) {
        return engine_part_stated(weight, score);
    }
    struct engine_part part = {.weight = weight};
    if (stated == STATED_NONE && execution && s->has_rate) {
        part = engine_part_computed(&s->execution);
        part.weight = weight;
    }
    return part;
}

static struct engine_part indicator_part(const struct form *f, const struct score *s, size_t node, bool *is_stated) {
    const struct node *n = &f->schema->node[node];
    dec weight = n->weight, points = 0;
    (void)stated_number(cell(f, node, KEY_WEIGHT), &weight);
    enum stated stated = stated_number(cell(f, node, KEY_SCORE), &points);
    *is_stated = stated == STATED_NUMBER;
    if (score_left_out(f, node)) {
        return (struct engine_part){.weight = weight, .left_out = true};
    }
    return part_of(s, stated, weight, points, score_counts_row(f->schema->rules, n) == 0);
}

static void tally_part(struct tally *t, const struct ruleset *rules, const struct engine_part *part, bool stated) {
    dec points = part->over > 0 ? part->rounded : 0;
    if (part->left_out && rules->not_applicable == NOT_APPLICABLE_FULL) {
        points = part->weight;
    }
    t->weight = dec_add(t->weight, part->weight);
    t->score = dec_add(t->score, points);
    t->indicators++;
    t->scored += part->over > 0 || part->left_out;
    t->stated = t->stated || stated;
}

bool score_counts_funds(const struct form *f, const struct score *s) {
    const struct schema *schema = f->schema;
    for (size_t i = 0; i < schema->nodes; i++) {
        if (schema->node[i].level == 3 && score_counts_row(schema->rules, &schema->node[i]) == 0) {
            return false;
        }
    }
    return schema_cell(schema, PART_FUNDS, 0, KEY_SCORE) >= 0 && s->execution_weight != 0;
}

/* The funds row's own points, where no indicator counts them. */
static bool funds_part(const struct form *f, const struct score *s, struct engine_part *part) {
    if (!score_counts_funds(f, s)) {
        return false;
    }
    dec points = 0;
    struct str value = form_value(f, schema_cell(f->schema, PART_FUNDS, 0, KEY_SCORE));
    enum stated stated = stated_number(value, &points);
    *part = part_of(s, stated, s->execution_weight, points, true);
    return true;
}

bool score_form(struct arena *a, const struct form *f, struct score *out) {
    const struct schema *schema = f->schema;
    *out = (struct score){.grade = -1, .node = arena_array(a, struct tally, schema->nodes + 1)};
    struct engine_part *part = arena_array(a, struct engine_part, schema->nodes + 1);
    size_t parts = 0;
    if (!out->node || !part) {
        return false;
    }
    score_execution(f, out);
    for (size_t i = 0; i < schema->nodes; i++) {
        if (schema->node[i].level < 3) {
            continue;
        }
        bool stated = false;
        part[parts] = indicator_part(f, out, i, &stated);
        tally_part(&out->all, schema->rules, &part[parts], stated);
        for (int n = (int)i; n >= 0; n = schema->node[n].parent) {
            tally_part(&out->node[n], schema->rules, &part[parts], stated);
        }
        parts++;
    }
    if (funds_part(f, out, &part[parts])) {
        tally_part(&out->all, schema->rules, &part[parts++], false);
    }
    engine_total(schema->rules, part, parts, &out->execution, &out->whole);
    out->has_cap = out->whole.has_cap;
    out->cap = out->whole.cap;
    out->total = out->whole.total;
    out->grade = out->whole.grade;
    return true;
}

/* ---- what follows for a field ---- */

static struct str dec_value(struct arena *a, dec d, int places) {
    char text[DEC_TEXT];
    return arena_copy(a, dec_text(dec_round(d, places, DEC_HALF_UP), 0, text));
}

static struct str computed_rate(struct arena *a, const struct form *f, int row) {
    const struct schema *schema = f->schema;
    enum key base = schema->rules->execution_base == EXECUTION_INITIAL ? KEY_INITIAL : KEY_BUDGET;
    dec paid, planned;
    if (stated_number(form_value(f, schema_cell(schema, PART_FUNDS, row, KEY_EXECUTED)), &paid) != STATED_NUMBER ||
        stated_number(form_value(f, schema_cell(schema, PART_FUNDS, row, base)), &planned) != STATED_NUMBER ||
        planned <= 0) {
        return STR("");
    }
    return arena_join(a, dec_value(a, dec_mul_div_cut(paid, DEC_INT(100), planned), 2), STR("%"));
}

static struct str computed_indicator(struct arena *a, const struct form *f, const struct score *s,
                                     const struct field *field) {
    const struct node *node = &f->schema->node[field->row];
    if (field->id == KEY_WEIGHT && node->has_weight) {
        return dec_value(a, node->weight, DEC_PLACES);
    }
    if (field->id != KEY_SCORE) {
        return STR("");
    }
    if (score_counts_row(f->schema->rules, node) == 0) {
        return s->has_rate ? dec_value(a, s->execution_points, DEC_PLACES) : STR("");
    }
    struct engine_points p = score_points(f, s, (size_t)field->row);
    return p.why == ENGINE_COMPUTED ? dec_value(a, p.rounded, DEC_PLACES) : STR("");
}

static struct str computed_total(struct arena *a, const struct form *f, const struct score *s, enum key id) {
    const struct ruleset *rules = f->schema->rules;
    switch (id) {
    case KEY_WEIGHT:
        return dec_value(a, s->all.weight, DEC_PLACES);
    case KEY_SCORE:
        return s->all.scored > 0 ? dec_value(a, s->whole.shown, DEC_PLACES) : STR("");
    case KEY_GRADE:
        return s->all.scored > 0 && s->all.scored == s->all.indicators && s->grade >= 0 ? rules->grade[s->grade].name
                                                                                        : STR("");
    default:
        return STR("");
    }
}

struct str score_computed(struct arena *a, const struct form *f, const struct score *s, int field) {
    const struct field *fd = &f->schema->field[field];
    if (fd->part == PART_INDICATORS) {
        return computed_indicator(a, f, s, fd);
    }
    if (fd->part == PART_TOTAL) {
        return computed_total(a, f, s, fd->id);
    }
    if (fd->part == PART_FUNDS && fd->id == KEY_RATE) {
        return computed_rate(a, f, fd->row);
    }
    if (fd->part == PART_FUNDS && fd->row == 0 && fd->id == KEY_SCORE && s->has_rate) {
        return dec_value(a, s->execution_points, DEC_PLACES);
    }
    if (fd->part == PART_FUNDS && fd->row == 0 && fd->id == KEY_WEIGHT) {
        return dec_value(a, f->schema->rules->execution_weight, DEC_PLACES);
    }
    return STR("");
}
