/* A rule set from a form: the fields of its header and notes, the rows and columns of its tables. */
#include "rules_from_parts.h"

static bool has_name(const struct from_names *list, struct str name) {
    for (size_t i = 0; i < list->n; i++) {
        if (str_eq_nocase(list->v[i], name)) {
            return true;
        }
    }
    return false;
}

/* Names stand in one value with blanks between them. */
static bool is_word(struct str name) {
    struct str rest = name, word = str_word(&rest);
    return name.n > 0 && str_eq(word, name);
}

static void add_name(struct from_names *list, struct str name) {
    if (list->n < FROM_NAMES && is_word(name) && !has_name(list, name)) {
        list->v[list->n++] = name;
    }
}

/* `reason.3` without `reason.2` is a slip and no column. */
static bool is_stray_part(const struct ini_doc *doc, const struct ini_entry *e) {
    for (size_t i = 0; i < doc->faults; i++) {
        if (doc->fault[i].kind == INI_PART_GAP && doc->fault[i].at == e->key_at) {
            return true;
        }
    }
    return false;
}

static void add_keys(const struct from *f, const struct ini_section *s, const char *but, struct from_names *list) {
    for (size_t i = 0; i < s->n; i++) {
        const struct ini_entry *e = &f->doc->entry[s->first + i];
        if (!e->is_part && !str_eq_nocase(e->key, str_of(but)) && !is_stray_part(f->doc, e)) {
            add_name(list, e->key);
        }
    }
}

static void add_labels(const struct rule_labels *labels, const char *but, struct from_names *list) {
    for (size_t i = 0; i < labels->n; i++) {
        if (!str_eq_nocase(labels->v[i].key, str_of(but))) {
            add_name(list, labels->v[i].key);
        }
    }
    list->known = list->n;
}

/* The row that a section of the funds table is; empty for any other section. */
static struct str funds_row(struct str section) {
    bool row = section.n > 6 && str_eq_nocase(str_sub(section, 0, 6), STR("funds."));
    return row ? str_sub(section, 6, section.n) : STR("");
}

static bool is_indicator(const struct from *f, struct str section) {
    for (size_t i = 0; i < f->schema->nodes; i++) {
        if (f->schema->node[i].level == 3 && str_eq_nocase(f->schema->node[i].path, section)) {
            return true;
        }
    }
    return false;
}

static void read_section(struct from *f, const struct ini_section *s) {
    struct str row = funds_row(s->name);
    size_t goal;
    if (str_eq_nocase(s->name, STR("header"))) {
        add_keys(f, s, "year", &f->header);
    } else if (str_eq_nocase(s->name, STR("notes"))) {
        add_keys(f, s, "", &f->notes);
    } else if (row.n > 0) {
        add_name(&f->rows, row);
        add_keys(f, s, "", &f->fund_columns);
    } else if (schema_goal_number(s->name, &goal)) {
        add_keys(f, s, "", &f->goals);
    } else if (schema_is_tree_section(s->name) && is_indicator(f, s->name)) {
        add_keys(f, s, "name", &f->columns);
    }
}

/* The first row is the total. */
static void put_total_first(struct from_names *rows) {
    for (size_t i = 1; i < rows->n; i++) {
        if (str_eq_nocase(rows->v[i], STR("total"))) {
            struct str total = rows->v[i];
            memmove(rows->v + 1, rows->v, i * sizeof *rows->v);
            rows->v[0] = total;
        }
    }
}

void from_read_fields(struct from *f) {
    if (f->has_rules) {
        add_labels(&f->rules->header, "year", &f->header);
        add_labels(&f->rules->fund_rows, "", &f->rows);
        add_labels(&f->rules->fund_columns, "", &f->fund_columns);
        add_labels(&f->rules->goal_columns, "", &f->goals);
        add_labels(&f->rules->columns, "name", &f->columns);
        add_labels(&f->rules->notes, "", &f->notes);
    }
    for (size_t i = 1; i < f->doc->sections; i++) {
        read_section(f, &f->doc->section[i]);
    }
    if (!f->has_rules) {
        put_total_first(&f->rows);
    }
}

/* ---- writing ---- */

static const struct from_names *names_of(const struct from *f, const struct rule_labels *labels) {
    const struct ruleset *rs = f->rules;
    return labels == &rs->header         ? &f->header
           : labels == &rs->fund_rows    ? &f->rows
           : labels == &rs->fund_columns ? &f->fund_columns
           : labels == &rs->goal_columns ? &f->goals
           : labels == &rs->columns      ? &f->columns
                                         : &f->notes;
}

static enum part part_of(const struct rule_key *row) {
    return strcmp(row->section, "header") == 0  ? PART_HEADER
           : strcmp(row->section, "funds") == 0 ? PART_FUNDS
           : strcmp(row->section, "goals") == 0 ? PART_GOALS
           : strcmp(row->section, "notes") == 0 ? PART_NOTES
                                                : PART_INDICATORS;
}

void from_put_fields(struct from *f, const struct rule_key *row) {
    const struct rule_labels *labels = rulesettings_labels(f->rules, row);
    const struct from_names *list = names_of(f, labels);
    struct buf words = {0};
    for (size_t i = 0; i < list->n; i++) {
        buf_text(&words, i > 0 ? " " : "");
        buf_add(&words, list->v[i]);
    }
    from_put(f, str_of(row->section), str_of(row->key), buf_keep(&words, f->arena));
    for (size_t i = 0; f->has_rules && i < labels->n; i++) {
        const struct rule_label *l = &labels->v[i];
        const struct paper_word *usual = paper_word(part_of(row), l->key, strcmp(row->key, "rows") == 0);
        const struct rule_key *label_row = rule_key_find(str_of(row->section), l->key);
        if (label_row && strcmp(label_row->key, "*") == 0 && !str_eq(l->label, usual ? str_of(usual->label) : l->key)) {
            from_put(f, str_of(row->section), l->key, l->label);
        }
    }
}

void from_put_added(const struct from *f, struct buf *out) {
    const struct from_names *all[] = {&f->header, &f->rows, &f->fund_columns, &f->goals, &f->columns, &f->notes};
    for (size_t l = 0; f->has_rules && l < sizeof all / sizeof *all; l++) {
        for (size_t i = all[l]->known; i < all[l]->n; i++) {
            buf_text(out, out->n > 0 ? " " : "");
            buf_add(out, all[l]->v[i]);
        }
    }
}
