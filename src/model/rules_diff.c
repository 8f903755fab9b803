#include "ziping/rules_diff.h"

const char *rules_change_name(enum rules_change change) {
    static const char *const names[RULES_CHANGES] = {"changed", "added", "removed", "renamed", "moved", "reordered"};
    return names[change];
}

void rules_diff_add(struct arena *a, struct rules_diff *out, struct rules_difference d) {
    struct rules_difference *v = arena_grow(a, out->v, out->n, &out->cap, sizeof *v);
    if (v) {
        out->v = v;
        v[out->n++] = d;
    }
}

struct comparison {
    struct arena *arena;
    const struct ruleset *x, *y;
    struct rule_settings old_settings, new_settings;
    struct rules_diff *out;
};

static struct rules_difference of_row(const struct rule_key *row, enum rules_change change) {
    return (struct rules_difference){
        .change = change, .row = row, .section = str_of(row->section), .key = str_of(row->key)};
}

/* ---- lists of fields, rows and columns ---- */

static const struct rule_label *find_label(const struct rule_labels *list, struct str key) {
    for (size_t i = 0; i < list->n; i++) {
        if (str_eq_nocase(list->v[i].key, key)) {
            return &list->v[i];
        }
    }
    return NULL;
}

/* A key that is named twice is one field, the first. */
static bool is_first(const struct rule_labels *list, size_t i) {
    return find_label(list, list->v[i].key) == &list->v[i];
}

/* The keys of a list that the other one has too, in their order; the year of a header is always the first. */
static struct str common_keys(struct arena *a, const struct rule_labels *list, const struct rule_labels *other) {
    struct buf b = {0};
    for (size_t i = 0; i < list->n; i++) {
        if (list->v[i].id != KEY_YEAR && is_first(list, i) && find_label(other, list->v[i].key)) {
            buf_text(&b, b.n > 0 ? " " : "");
            buf_add(&b, list->v[i].key);
        }
    }
    return buf_keep(&b, a);
}

static void add_labels(struct comparison *c, const struct rule_key *row, enum rules_change change,
                       const struct rule_labels *list, const struct rule_labels *other) {
    for (size_t i = 0; i < list->n; i++) {
        if (is_first(list, i) && !find_label(other, list->v[i].key)) {
            struct rules_difference d = of_row(row, change);
            d.item = list->v[i].key;
            d.name = list->v[i].label;
            rules_diff_add(c->arena, c->out, d);
        }
    }
}

static void compare_labels(struct comparison *c, const struct rule_key *row) {
    const struct rule_labels *x = rulesettings_labels(c->x, row), *y = rulesettings_labels(c->y, row);
    add_labels(c, row, RULES_REMOVED, x, y);
    add_labels(c, row, RULES_ADDED, y, x);
    for (size_t i = 0; i < y->n; i++) {
        const struct rule_label *before = is_first(y, i) ? find_label(x, y->v[i].key) : NULL;
        if (before && !str_eq(before->label, y->v[i].label)) {
            struct rules_difference d = of_row(row, RULES_RENAMED);
            d.item = y->v[i].key;
            d.has_old = d.has_new = true;
            d.old_value = before->label;
            d.new_value = d.name = y->v[i].label;
            rules_diff_add(c->arena, c->out, d);
        }
    }
    struct rules_difference d = of_row(row, RULES_REORDERED);
    d.old_value = common_keys(c->arena, x, y);
    d.new_value = common_keys(c->arena, y, x);
    d.has_old = d.has_new = true;
    if (!str_eq(d.old_value, d.new_value)) {
        rules_diff_add(c->arena, c->out, d);
    }
}

/* ---- lists of words, whose order says nothing ---- */

static bool has_word(struct str words, struct str word) {
    for (struct str w; (w = str_word(&words)).n > 0;) {
        if (str_eq(w, word)) {
            return true;
        }
    }
    return false;
}

static void add_words(struct comparison *c, const struct rule_key *row, enum rules_change change, struct str words,
                      struct str other) {
    for (struct str w, rest = words; (w = str_word(&rest)).n > 0;) {
        struct str before = str_sub(words, 0, (size_t)(w.p - words.p));
        if (!has_word(other, w) && !has_word(before, w)) {
            struct rules_difference d = of_row(row, change);
            d.item = w;
            rules_diff_add(c->arena, c->out, d);
        }
    }
}

/* ---- values ---- */

static bool is_set(const struct rule_key *row) {
    return row->type == RULE_WORDS && strcmp(row->key, "order") != 0;
}

static void compare_values(struct comparison *c, const struct rule_setting *x, const struct rule_setting *y) {
    const struct rule_setting *any = y ? y : x;
    struct str old_value = x ? x->value : any->preset, new_value = y ? y->value : any->preset;
    if (str_eq(old_value, new_value)) {
        return;
    }
    if (is_set(any->row)) {
        add_words(c, any->row, RULES_REMOVED, old_value, new_value);
        add_words(c, any->row, RULES_ADDED, new_value, old_value);
        return;
    }
    struct rules_difference d = of_row(any->row, RULES_CHANGED);
    d.key = any->key;
    d.old_value = old_value;
    d.new_value = new_value;
    d.has_old = old_value.n > 0 || (x && x->given);
    d.has_new = new_value.n > 0 || (y && y->given);
    d.change = !x && !d.has_old ? RULES_ADDED : !y && !d.has_new ? RULES_REMOVED : RULES_CHANGED;
    rules_diff_add(c->arena, c->out, d);
}

/* All settings of one row: those of the new rule set in their order, and what only the old one has behind them. */
static void compare_row(struct comparison *c, const struct rule_key *row) {
    for (size_t i = 0; i < c->new_settings.n; i++) {
        const struct rule_setting *y = &c->new_settings.v[i];
        if (y->row == row) {
            compare_values(c, rulesettings_find(&c->old_settings, row, y->key), y);
        }
    }
    for (size_t i = 0; i < c->old_settings.n; i++) {
        const struct rule_setting *x = &c->old_settings.v[i];
        if (x->row == row && !rulesettings_find(&c->new_settings, row, x->key)) {
            compare_values(c, x, NULL);
        }
    }
}

bool rules_diff(struct arena *a, const struct ruleset *old_rules, const struct ruleset *new_rules,
                const struct rule_checks *checks, struct rules_diff *out) {
    struct comparison c = {.arena = a, .x = old_rules, .y = new_rules, .out = out};
    *out = (struct rules_diff){0};
    if (!rulesettings_read(a, old_rules, checks, &c.old_settings) ||
        !rulesettings_read(a, new_rules, checks, &c.new_settings)) {
        return false;
    }
    for (size_t i = 0; rule_key_at(i); i++) {
        const struct rule_key *row = rule_key_at(i);
        if (rulesettings_labels(old_rules, row)) {
            compare_labels(&c, row);
        } else {
            compare_row(&c, row);
        }
    }
    rules_diff_trees(a, old_rules, new_rules, out);
    return !a->failed;
}
