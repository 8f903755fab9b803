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
    int best = -1;
    for (size_t i = 0; i < rules->grades; i++) {
        if (total >= rules->grade[i].from && (best < 0 || rules->grade[i].from > rules->grade[best].from)) {
            best = (int)i;
        }
    }
    return best;
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

/* ---- execution: 预算执行率 = 全年执行数 ÷ 预算数, points = rate × weight, at most the weight (财预〔2020〕10号) ----
 */

static dec clamp(dec d, dec least, dec most) {
    return d < least ? least : d > most ? most : d;
}

static void score_execution(const struct form *f, struct score *s) {
    const struct ruleset *rules = f->schema->rules;
    enum key base = rules->execution_base == EXECUTION_INITIAL ? KEY_INITIAL : KEY_BUDGET;
    s->execution_weight = rules->execution_weight;
    (void)stated_number(form_value(f, schema_cell(f->schema, PART_FUNDS, 0, KEY_WEIGHT)), &s->execution_weight);
    if (stated_number(form_value(f, schema_cell(f->schema, PART_FUNDS, 0, KEY_EXECUTED)), &s->paid) != STATED_NUMBER ||
        stated_number(form_value(f, schema_cell(f->schema, PART_FUNDS, 0, base)), &s->planned) != STATED_NUMBER ||
        s->planned <= 0) {
        return;
    }
    s->has_rate = true;
    s->rate = dec_mul_div_cut(s->paid, DEC_INT(100), s->planned);
    dec points = dec_mul_div_cut(s->paid, s->execution_weight, s->planned);
    s->execution_points = dec_round(clamp(points, 0, s->execution_weight), rules->decimals, DEC_HALF_UP);
    for (size_t i = 0; i < rules->caps; i++) {
        bool below = dec_cmp_ratio(s->paid, s->planned, rules->cap[i].below, DEC_INT(100)) < 0;
        if (below && (!s->has_cap || rules->cap[i].most < s->cap)) {
            s->has_cap = true;
            s->cap = rules->cap[i].most;
        }
    }
}

/* ---- subtotals and total ---- */

static void tally_row(struct tally *t, enum stated stated, dec weight, dec score) {
    t->weight += weight;
    t->indicators++;
    if (stated == STATED_NUMBER) {
        t->score += score;
        t->scored++;
    }
}

static struct tally tally_indicator(const struct form *f, const struct score *s, size_t i) {
    const struct node *node = &f->schema->node[i];
    struct tally t = {0};
    dec weight = node->weight, points = 0;
    (void)stated_number(form_value(f, schema_cell(f->schema, PART_INDICATORS, (int)i, KEY_WEIGHT)), &weight);
    enum stated stated =
        stated_number(form_value(f, schema_cell(f->schema, PART_INDICATORS, (int)i, KEY_SCORE)), &points);
    t.stated = stated == STATED_NUMBER;
    if (stated == STATED_NONE && s->has_rate && score_counts_row(f->schema->rules, node) == 0) {
        stated = STATED_NUMBER;
        points = s->execution_points;
    }
    tally_row(&t, stated, weight, points);
    return t;
}

static void add_tally(struct tally *to, const struct tally *t) {
    to->weight += t->weight;
    to->score += t->score;
    to->indicators += t->indicators;
    to->scored += t->scored;
    to->stated = to->stated || t->stated;
}

/* The funds row's own points, where no indicator counts them. */
static void tally_funds(const struct form *f, struct score *s) {
    const struct schema *schema = f->schema;
    for (size_t i = 0; i < schema->nodes; i++) {
        if (schema->node[i].level == 3 && score_counts_row(schema->rules, &schema->node[i]) == 0) {
            return;
        }
    }
    int field = schema_cell(schema, PART_FUNDS, 0, KEY_SCORE);
    if (field < 0 || s->execution_weight == 0) {
        return;
    }
    dec points = 0;
    enum stated stated = stated_number(form_value(f, field), &points);
    if (stated == STATED_NONE && s->has_rate) {
        stated = STATED_NUMBER;
        points = s->execution_points;
    }
    tally_row(&s->all, stated, s->execution_weight, points);
}

bool score_form(struct arena *a, const struct form *f, struct score *out) {
    const struct schema *schema = f->schema;
    *out = (struct score){.grade = -1, .node = arena_array(a, struct tally, schema->nodes + 1)};
    if (!out->node) {
        return false;
    }
    score_execution(f, out);
    for (size_t i = 0; i < schema->nodes; i++) {
        if (schema->node[i].level < 3) {
            continue;
        }
        struct tally t = tally_indicator(f, out, i);
        add_tally(&out->all, &t);
        for (int n = (int)i; n >= 0; n = schema->node[n].parent) {
            add_tally(&out->node[n], &t);
        }
    }
    tally_funds(f, out);
    out->total = out->has_cap && out->all.score > out->cap ? out->cap : out->all.score;
    out->grade = score_grade(schema->rules, out->total);
    return true;
}

/* ---- number indicators ---- */

/* ≥ and >: actual ÷ target × weight. = counts a shortfall the same way. ≤ and <: by the rule set, w·T/A or
 * w·(1-(A-T)/T). */
bool score_number(const struct ruleset *rules, enum sign sign, dec target, dec actual, dec weight, dec *points) {
    bool met = sign == SIGN_LE   ? actual <= target
               : sign == SIGN_LT ? actual < target
               : sign == SIGN_GT ? actual > target
                                 : actual >= target;
    if (met) {
        *points = weight;
        return true;
    }
    dec raw;
    if (sign == SIGN_LE || sign == SIGN_LT) {
        if (target <= 0 || actual <= 0) {
            return false;
        }
        raw = rules->inverse == INVERSE_LINEAR ? dec_mul_div_cut(weight, target - (actual - target), target)
                                               : dec_mul_div_cut(weight, target, actual);
    } else {
        if (target <= 0) {
            return false;
        }
        raw = dec_mul_div_cut(weight, actual, target);
    }
    *points = clamp(raw, 0, weight);
    return true;
}

static struct str cell(const struct form *f, size_t node, enum key id) {
    return form_value(f, schema_cell(f->schema, PART_INDICATORS, (int)node, id));
}

/* 5‰ as 0.5%. */
static void to_percent(struct measure *m) {
    if (str_eq(m->unit, STR("‰"))) {
        m->number = m->number / 10;
        m->unit = STR("%");
    }
}

static bool percent(struct str unit) {
    return str_eq(unit, STR("%")) || str_eq(unit, STR("％"));
}

static bool same_unit(struct str a, struct str b) {
    return str_eq(a, b) || (percent(a) && percent(b));
}

struct indicator_values score_values(const struct form *f, size_t node) {
    const struct node *n = &f->schema->node[node];
    struct indicator_values v = {0};
    size_t bytes;
    struct str target = cell(f, node, KEY_TARGET);
    v.target_read = measure_read(target.n > 0 ? target : n->target);
    v.actual_read = measure_read(cell(f, node, KEY_ACTUAL));
    v.sign = v.target_read.sign;
    if (v.sign == SIGN_NONE) {
        v.sign = measure_sign(str_trim(cell(f, node, KEY_SIGN)), &bytes);
    }
    if (v.sign == SIGN_NONE) {
        v.sign = n->sign != SIGN_NONE ? n->sign : measure_read(n->target).sign;
    }
    v.assumed = v.sign == SIGN_NONE;
    if (v.assumed) {
        v.sign = SIGN_GE;
    }
    if (str_eq(v.target_read.unit, STR("‰")) != str_eq(v.actual_read.unit, STR("‰"))) {
        to_percent(&v.target_read);
        to_percent(&v.actual_read);
    }
    struct str tu = v.target_read.unit, au = v.actual_read.unit;
    v.comparable = n->kind == KIND_NUMBER && v.target_read.kind == MEASURE_NUMBER &&
                   v.actual_read.kind == MEASURE_NUMBER && (tu.n == 0 || au.n == 0 || same_unit(tu, au));
    /* 0.96 against 95%: an odd rate, and no verdict on the points. */
    if (percent(tu) && au.n == 0 && v.target_read.number > DEC_ONE && v.actual_read.number <= DEC_ONE) {
        v.comparable = false;
    }
    v.target = v.target_read.number;
    v.actual = v.actual_read.number;
    if (v.comparable && (tu.n == 0) != (au.n == 0)) { /* 276 of the row's 万元 against 227万元 */
        struct str unit = cell(f, node, KEY_UNIT);
        dec *bare = tu.n == 0 ? &v.target : &v.actual;
        *bare = measure_scale(unit.n > 0 ? unit : n->unit, *bare);
    }
    return v;
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
    struct indicator_values v = score_values(f, (size_t)field->row);
    dec points;
    if (v.comparable &&
        score_number(f->schema->rules, v.sign, v.target, v.actual, s->node[field->row].weight, &points)) {
        return dec_value(a, points, f->schema->rules->decimals);
    }
    return STR("");
}

static struct str computed_total(struct arena *a, const struct form *f, const struct score *s, enum key id) {
    const struct ruleset *rules = f->schema->rules;
    switch (id) {
    case KEY_WEIGHT:
        return dec_value(a, s->all.weight, DEC_PLACES);
    case KEY_SCORE:
        return s->all.scored > 0 ? dec_value(a, s->total, rules->decimals) : STR("");
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
