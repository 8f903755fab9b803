/* A rule set from a form: the indicator tree. */
#include "engine_sum.h"
#include "rules_from_parts.h"
#include "tree.h"

#define WEIGHT_MOST DEC_INT(10000) /* of the key table */

/* ---- target, sign and unit ---- */

/* `≥50场` into its sign, 50 and 场; anything that is no such number stays whole, with what it says of itself. */
static void split_target(struct str text, struct from_node *n) {
    struct measure m = measure_read(text);
    size_t sign = 0;
    dec d;
    n->target = text;
    if (m.kind != MEASURE_NUMBER) {
        return;
    }
    enum sign before = measure_sign(text, &sign);
    struct str rest = str_trim(str_sub(text, sign, text.n));
    struct str number = str_ends(rest, m.unit) ? str_trim(str_sub(rest, 0, rest.n - m.unit.n)) : rest;
    if (dec_parse(number, &d) == DEC_OK) {
        n->target = number;
        n->sign = before;
        n->unit = m.unit;
    }
}

static void read_target(const struct from *f, struct from_node *n) {
    const struct node *old = n->node;
    struct str path = old->path, target = from_text(f, path, STR("target")), unit = from_text(f, path, STR("unit"));
    struct str sign = from_text(f, path, STR("sign"));
    size_t bytes;
    *n = (struct from_node){.node = old, .used = true, .sign = SIGN_NONE};
    if (target.n == 0 || form_not_applicable(target)) {
        n->sign = old->sign;
        n->target = old->target;
        n->unit = old->unit;
        return;
    }
    split_target(target, n);
    struct measure m = measure_read(n->target);
    bool number = m.kind == MEASURE_NUMBER;
    if (number && n->sign == SIGN_NONE && m.sign == SIGN_NONE) {
        enum sign known = old->sign != SIGN_NONE ? old->sign : measure_read(old->target).sign;
        n->sign = measure_sign(sign, &bytes) != SIGN_NONE ? measure_sign(sign, &bytes) : known;
    }
    if (number && n->unit.n == 0 && m.unit.n == 0) {
        n->unit = unit.n > 0 && !form_not_applicable(unit) ? unit : old->unit;
    }
}

/* ---- one node ---- */

/* What an indicator that no rule set tells of is, by the values that the form has. */
static enum kind kind_by_values(const struct from *f, const struct from_node *n) {
    struct str actual = from_text(f, n->node->path, STR("actual"));
    enum measure_kind target = measure_read(n->target).kind, reached = measure_read(actual).kind;
    bool yes;
    if (engine_yes_no(n->target, &yes)) {
        return KIND_YES_NO;
    }
    if (target == MEASURE_NUMBER) {
        return KIND_NUMBER;
    }
    if (engine_band_named(actual) >= 0) {
        return KIND_TIER;
    }
    bool number = target == MEASURE_NONE && (reached == MEASURE_NONE || reached == MEASURE_NUMBER);
    return number ? KIND_NUMBER : KIND_TEXT;
}

static void read_indicator(const struct from *f, struct from_node *n) {
    read_target(f, n);
    const struct node *old = n->node;
    n->kind_assumed = old->own;
    n->kind = old->own ? kind_by_values(f, n) : old->kind;
    n->counts = old->counts;
    n->optional = old->optional || str_eq(from_text(f, old->path, STR("score")), STR("不适用"));
    n->weight = old->weight;
    n->has_weight = from_number(f, old->path, STR("weight"), &n->weight) || old->has_weight;
}

static void read_name(const struct from *f, struct from_node *n) {
    struct str own = from_text(f, n->node->path, STR("name"));
    n->name = own.n > 0 ? own : n->node->name;
}

/* A heading has the points of what is below it. */
static void sum_heading(struct from *f, size_t at) {
    struct from_node *n = &f->node[at];
    size_t end = schema_subtree_end(f->schema, at), indicators = 0;
    bool all = true;
    for (size_t i = at + 1; i <= end; i++) {
        if (f->node[i].used && f->node[i].node->level == 3) {
            n->weight = dec_add(n->weight, f->node[i].weight);
            all = all && f->node[i].has_weight;
            indicators++;
        }
        n->used = n->used || f->node[i].used;
    }
    n->has_weight = indicators > 0 && all && n->weight >= 0 && n->weight <= WEIGHT_MOST;
}

/* ---- the execution rate ---- */

static bool has_name(const struct from_names *names, struct str name) {
    for (size_t i = 0; i < names->n; i++) {
        if (str_eq_nocase(names->v[i], name)) {
            return true;
        }
    }
    return false;
}

static struct str total_row(const struct from *f) {
    return f->rows.n > 0 ? arena_join(f->arena, STR("funds."), f->rows.v[0]) : STR("");
}

/* All points of the indicators. */
static dec sum_of(const struct from *f) {
    dec sum = 0;
    for (size_t i = 0; i < f->schema->nodes; i++) {
        const struct from_node *n = &f->node[i];
        if (n->used && n->node->level == 3) {
            sum = dec_add(sum, n->weight);
        }
    }
    return sum;
}

static bool is_called_execution(const struct node *n) {
    return str_find(n->path, STR("execution")) < n->path.n || str_find(n->path, STR("执行率")) < n->path.n;
}

/* Where the indicators alone come to the total although the funds table has points, one of them has these: the only one
   with the same weight and score, or the only one of these whose section is called so. It is looked for where no rule
   set says which. */
static struct from_node *counted_by_points(struct from *f, dec weight) {
    struct from_node *found[2] = {NULL, NULL}; /* by points alone, and by the section's name too */
    size_t n[2] = {0, 0};
    dec score, other;
    if (f->has_rules || !f->has_total || weight <= 0 || sum_of(f) != f->total ||
        !from_number(f, total_row(f), STR("score"), &score)) {
        return NULL;
    }
    for (size_t i = 0; i < f->schema->nodes; i++) {
        struct from_node *node = &f->node[i];
        if (node->used && node->node->level == 3 && node->has_weight && node->weight == weight &&
            from_number(f, node->node->path, STR("score"), &other) && other == score) {
            found[0] = node;
            n[0]++;
            if (is_called_execution(node->node)) {
                found[1] = node;
                n[1]++;
            }
        }
    }
    struct from_node *one = n[0] == 1 ? found[0] : n[1] == 1 ? found[1] : NULL;
    f->counted_assumed = one != NULL;
    return one;
}

/* The indicator that has the points of the funds table: as its rule set says, else the one called so whose points these
   are. NULL where there is none. */
static struct from_node *counted_node(struct from *f, bool stated, dec weight) {
    struct from_node *called = NULL;
    bool funds_count = has_name(&f->fund_columns, STR("score")) && (!f->has_rules || f->rules->execution_weight > 0);
    for (size_t i = 0; i < f->schema->nodes; i++) {
        struct from_node *n = &f->node[i];
        if (!n->used || n->node->level < 3) {
            continue;
        }
        if (score_counts_row(f->rules, n->node) == 0) {
            return n;
        }
        bool so = str_find(n->name, STR("预算执行率")) < n->name.n && n->counts.n == 0;
        bool same = !stated || (n->has_weight && n->weight == weight);
        called = !called && so && same && funds_count && f->rows.n > 0 ? n : called;
    }
    if (!called && stated) {
        called = counted_by_points(f, weight);
    }
    if (called) {
        called->counts = total_row(f);
    }
    return called;
}

static void read_execution(struct from *f) {
    dec stated = 0;
    bool is_stated = f->rows.n > 0 && from_number(f, total_row(f), STR("weight"), &stated);
    struct from_node *counted = counted_node(f, is_stated, stated);
    dec others = dec_add(sum_of(f), counted ? -counted->weight : 0); /* but the one that counts the funds table's */
    dec rest = f->has_total ? dec_add(f->total, -others) : 0;
    if (is_stated || f->rows.n == 0) {
        f->execution = stated;
    } else if (counted && counted->has_weight) {
        f->execution = counted->weight;
    } else if (f->has_rules) {
        f->execution = f->rules->execution_weight;
    } else {
        f->execution = rest > 0 && rest <= WEIGHT_MOST ? rest : 0;
        f->execution_assumed = true;
    }
    if (!f->has_total) {
        f->total = f->has_rules ? f->rules->total : dec_add(others, f->execution);
    }
}

bool from_read_tree(struct from *f) {
    f->node = arena_array(f->arena, struct from_node, f->schema->nodes + 1);
    if (!f->node) {
        return false;
    }
    for (size_t i = 0; i < f->schema->nodes; i++) {
        const struct node *node = &f->schema->node[i];
        struct from_node *n = &f->node[i];
        bool there = ini_find_section(f->doc, node->path) != NULL;
        *n = (struct from_node){.node = node, .used = there && (node->level > 1 || !node->own), .sign = SIGN_NONE};
        if (node->level == 3 && there) {
            read_indicator(f, n);
        }
        read_name(f, n);
    }
    for (size_t i = 0; i < f->schema->nodes; i++) {
        if (f->node[i].node->level < 3) {
            sum_heading(f, i);
        }
    }
    f->has_total = from_number(f, STR("total"), STR("weight"), &f->total) && f->total > 0 && f->total <= WEIGHT_MOST;
    read_execution(f);
    return true;
}

/* ---- writing ---- */

/* The value of a key that follows from the form; false for one that only a rule set has. */
static bool value_of(struct from *f, const struct from_node *n, const struct rule_key *row, struct str *out) {
    const char *key = row->key;
    char text[DEC_TEXT];
    *out = STR("");
    if (strcmp(key, "name") == 0) {
        *out = str_eq(n->name, tree_leaf(n->node->path)) ? STR("") : n->name;
    } else if (strcmp(key, "weight") == 0) {
        *out = n->has_weight ? arena_copy(f->arena, dec_text(n->weight, 0, text)) : STR("");
    } else if (n->node->level < 3) {
        return false;
    } else if (strcmp(key, "kind") == 0) {
        *out = n->kind == KIND_NUMBER ? STR("") : rulesettings_choice(row, n->kind);
    } else if (strcmp(key, "sign") == 0) {
        *out = n->sign == SIGN_NONE || n->target.n == 0 ? STR("") : rulesettings_choice(row, n->sign);
    } else if (strcmp(key, "target") == 0) {
        *out = n->target;
    } else if (strcmp(key, "unit") == 0) {
        *out = n->unit;
    } else if (strcmp(key, "counts") == 0) {
        *out = n->counts;
    } else if (strcmp(key, "optional") == 0) {
        *out = n->optional ? STR("yes") : STR("");
    } else {
        return false;
    }
    return true;
}

static struct str value_in_rules(const struct from *f, const struct node *node, const struct rule_key *row) {
    const struct ini_doc *doc = f->rules->tree_file >= 0 ? &f->rules->file[f->rules->tree_file].doc : NULL;
    const struct ini_entry *e = doc ? ini_find(doc, node->path, str_of(row->key)) : NULL;
    return e ? e->value : STR("");
}

static void put_node(struct from *f, const struct from_node *n) {
    buf_text(f->out, "\n[");
    buf_add(f->out, n->node->path);
    buf_text(f->out, "]\n");
    f->section = n->node->path;
    for (size_t i = 0; rule_key_at(i); i++) {
        const struct rule_key *row = rule_key_at(i);
        struct str value;
        if (row->section[0] != '*') {
            continue;
        }
        if (!value_of(f, n, row, &value)) {
            value = value_in_rules(f, n->node, row);
        }
        if (value.n > 0) {
            from_put(f, n->node->path, str_of(row->key), value);
        }
    }
}

void from_put_tree(struct from *f) {
    for (size_t i = 0; i < f->schema->nodes; i++) {
        if (f->node[i].used) {
            put_node(f, &f->node[i]);
        }
    }
}
