/* F4: targets and actual values. */
#include "run.h"

#include "ziping/measure.h"
#include "ziping/text.h"

struct pair {
    size_t node;
    int target, actual; /* fields, or -1 */
    struct indicator_values v;
    struct str target_text, actual_text;
    bool unit_apart; /* the unit has a column of its own, and it is filled in */
};

static bool is_percent(struct str unit) {
    return str_eq(unit, STR("%")) || str_eq(unit, STR("％")) || str_eq(unit, STR("‰"));
}

/* A rate by its name: 覆盖率, 合格率, 占比 … */
static bool is_rate(const struct run *r, const struct pair *p) {
    struct str name = str_trim(form_node_name(r->form, p->node));
    return str_ends(name, STR("率")) || str_ends(name, STR("占比")) || str_ends(name, STR("比例"));
}

static void report_value(struct run *r, const struct pair *p, int field, enum code code, struct str third,
                         struct str expected) {
    struct finding f = {.code = code, .arg = {run_node_name(r, p->node), {0}, form_value(r->form, field), third}};
    f.arg[1] = r->form->schema->field[field].label;
    f.expected = f.suggestion = expected;
    run_report_field(r, field, &f);
}

/* The value's own unit where it has one, else the one that target or rule set gives. */
static struct str unit_wanted(const struct run *r, const struct pair *p, const struct measure *other) {
    return other->unit.n > 0 ? other->unit : r->form->schema->node[p->node].unit;
}

/* True when the value is an odd rate; it is reported as that and as nothing else. */
static bool check_rate(struct run *r, const struct pair *p, int field, const struct measure *m,
                       const struct measure *other) {
    enum lang lang = r->options->lang;
    bool rate = is_rate(r, p);
    if (field < 0 || m->kind != MEASURE_NUMBER || p->unit_apart || (!rate && !is_percent(other->unit))) {
        return false;
    }
    if (rate && m->unit.n > 0 && !is_percent(m->unit)) {
        struct str why = run_join(r, str_of(word(lang, W_RATE_MEASURED_IN)), "", m->unit);
        report_value(r, p, field, CHECK_PERCENT_ODD, why, STR(""));
        return true;
    }
    if (m->unit.n == 0 && is_percent(other->unit) && m->number > 0 && m->number <= DEC_ONE && other->number > DEC_ONE) {
        struct str meant = arena_join(r->arena, run_dec(r, m->number * 100), STR("%"));
        report_value(r, p, field, CHECK_PERCENT_ODD, str_of(word(lang, W_RATE_AS_FRACTION)), meant);
        return true;
    }
    struct str name = form_node_name(r->form, p->node);
    bool may_pass_100 = str_find(name, STR("增")) < name.n || str_find(name, STR("完成率")) < name.n;
    if (rate && is_percent(m->unit) && m->number > DEC_INT(100) && !may_pass_100) {
        report_value(r, p, field, CHECK_PERCENT_ODD, str_of(word(lang, W_RATE_OVER_100)), STR(""));
        return true;
    }
    return false;
}

static void check_unit(struct run *r, const struct pair *p, int field, const struct measure *m,
                       const struct measure *other) {
    struct str unit = unit_wanted(r, p, other);
    if (field >= 0 && m->kind == MEASURE_NUMBER && m->unit.n == 0 && unit.n > 0 && !p->unit_apart) {
        report_value(r, p, field, CHECK_UNIT_MISSING, unit,
                     arena_join(r->arena, str_trim(form_value(r->form, field)), unit));
    }
}

static void check_sign(struct run *r, const struct pair *p) {
    size_t bytes;
    struct str text = str_trim(p->actual_text);
    if (p->actual >= 0 && measure_sign(text, &bytes) != SIGN_NONE) {
        struct finding f = {.code = CHECK_ACTUAL_REPEATS_SIGN,
                            .arg = {run_node_name(r, p->node), text, str_sub(text, 0, bytes)}};
        run_report_field(r, p->actual, &f);
    }
}

static void check_weight_as_value(struct run *r, const struct pair *p) {
    const struct measure *m = &p->v.actual_read;
    dec weight = r->form->schema->node[p->node].weight;
    (void)stated_number(run_value(r, PART_INDICATORS, (int)p->node, KEY_WEIGHT), &weight);
    if (p->actual >= 0 && m->kind == MEASURE_NUMBER && m->unit.n == 0 && !p->unit_apart && m->number == weight &&
        p->v.target_read.kind == MEASURE_NUMBER && p->v.target_read.number != weight) {
        struct finding f = {.code = CHECK_WEIGHT_AS_VALUE, .arg = {run_node_name(r, p->node), p->actual_text}};
        run_report_field(r, p->actual, &f);
    }
}

static bool unreadable(const struct measure *m) {
    return m->kind == MEASURE_TEXT || m->kind == MEASURE_RANGE || m->kind == MEASURE_DATE;
}

/* Said once: at the target where that is no number, else at the actual value. */
static void check_readable(struct run *r, const struct pair *p) {
    const struct indicator_values *v = &p->v;
    if (r->form->schema->node[p->node].steps.n > 0) { /* the steps say what can be read */
        if (p->actual >= 0 && score_points(r->form, r->score, p->node).why == ENGINE_ODD_ACTUAL) {
            report_value(r, p, p->actual, CHECK_VALUE_AS_TEXT, STR(""), STR(""));
        }
        return;
    }
    if (r->form->schema->node[p->node].kind != KIND_NUMBER || p->actual < 0 || v->actual_read.kind == MEASURE_NONE) {
        return;
    }
    if (p->target >= 0 && unreadable(&v->target_read)) {
        report_value(r, p, p->target, CHECK_VALUE_AS_TEXT, STR(""), STR(""));
    } else if (v->target_read.kind == MEASURE_NUMBER && unreadable(&v->actual_read)) {
        report_value(r, p, p->actual, CHECK_VALUE_AS_TEXT, STR(""), STR(""));
    }
}

static void check_pair(struct run *r, size_t node) {
    struct pair p = {.node = node, .v = r->values[node]};
    p.target = run_cell(r, PART_INDICATORS, (int)node, KEY_TARGET);
    p.actual = run_cell(r, PART_INDICATORS, (int)node, KEY_ACTUAL);
    p.target_text = form_value(r->form, p.target);
    p.actual_text = form_value(r->form, p.actual);
    p.unit_apart = str_trim(run_value(r, PART_INDICATORS, (int)node, KEY_UNIT)).n > 0;
    const struct measure *target = &p.v.target_read, *actual = &p.v.actual_read;
    bool target_given = p.target_text.n > 0;
    if (target_given && !check_rate(r, &p, p.target, target, actual)) {
        check_unit(r, &p, p.target, target, actual);
    }
    if (p.actual_text.n > 0) {
        if (!check_rate(r, &p, p.actual, actual, target)) {
            check_unit(r, &p, p.actual, actual, target);
        }
        check_sign(r, &p);
        check_weight_as_value(r, &p);
        check_readable(r, &p);
    }
}

/* Number indicators that have no target where the form has no column for it: the rule set gives none either. */
static size_t count_without_target(const struct run *r) {
    const struct schema *schema = r->form->schema;
    size_t n = 0;
    for (size_t i = 0; i < schema->nodes; i++) {
        const struct node *node = &schema->node[i];
        bool measured = node->level == 3 && node->kind == KIND_NUMBER && node->steps.n == 0;
        n += measured && score_counts_row(r->rules, node) < 0 && measure_read(node->target).kind == MEASURE_NONE;
    }
    return n;
}

/* What a paper without the columns of values leaves unchecked, said once. A target that the rule set gives is as good
   as one on the paper. */
static void report_columns(struct run *r, bool target, bool actual) {
    const struct ini_entry *e = ini_find(r->doc, STR("form"), STR("rules"));
    size_t without = target ? 0 : count_without_target(r);
    struct finding f = {.code = CHECK_COLUMNS_MISSING, .path = STR("form.rules")};
    if (actual && without == 0) {
        return;
    }
    f.arg[0] = actual ? STR("年度指标值") : without == 0 ? STR("实际完成值") : STR("年度指标值、实际完成值");
    if (actual) {
        struct buf why = {0};
        buf_add(&why, f.arg[0]);
        word_numbers(&why, r->options->lang, W_TARGETS_NOT_GIVEN, &without, 1);
        f.arg[0] = run_text(r, &why);
    }
    f.arg[1] = str_of("formula-score, unmet-full-score, limit-exceeded-full-score, met-but-deducted, "
                      "overshoot-unexplained, unit-missing, percent-odd");
    f.line = e ? e->line : 0;
    f.at = e ? e->value_at : 0;
    run_report(r, &f);
}

void check_values(struct run *r) {
    bool target = false, actual = false;
    for (size_t c = 0; c < r->rules->columns.n; c++) {
        target = target || r->rules->columns.v[c].id == KEY_TARGET;
        actual = actual || r->rules->columns.v[c].id == KEY_ACTUAL;
    }
    if (!target || !actual) {
        report_columns(r, target, actual);
    }
    for (size_t i = 0; r->values && i < r->form->schema->nodes; i++) {
        if (r->form->schema->node[i].level == 3) {
            check_pair(r, i);
        }
    }
}
