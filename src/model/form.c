#include "ziping/form.h"

#include "ziping/measure.h"

bool form_not_applicable(struct str value) {
    static const char *const words[] = {"—", "-", "–", "――", "——", "/", "－", "--"};
    struct str s = str_trim(value);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_eq(s, str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

static struct form *blank(struct arena *a, const struct schema *schema) {
    struct form *f = arena_new(a, struct form);
    if (!f) {
        return NULL;
    }
    f->arena = a;
    f->schema = schema;
    f->value = arena_array(a, struct str, schema->fields);
    f->entry = arena_array(a, const struct ini_entry *, schema->fields);
    f->section = arena_array(a, const struct ini_section *, schema->sections);
    return f->value && f->entry && f->section ? f : NULL;
}

/* Sections mostly stand in the schema's order, but for headings that the form leaves out: the next ones first. */
static const struct schema_section *find_section(const struct schema *s, size_t *next, struct str name) {
    for (size_t i = *next; i < s->sections && i < *next + 3; i++) {
        if (str_eq(s->section[i].name, name)) {
            *next = i + 1;
            return &s->section[i];
        }
    }
    const struct schema_section *known = schema_section(s, name);
    *next = known ? (size_t)(known - s->section) + 1 : *next;
    return known;
}

struct form *form_read(struct arena *a, const struct schema *schema, const struct ini_doc *doc) {
    struct form *f = blank(a, schema);
    if (!f) {
        return NULL;
    }
    f->doc = *doc;
    size_t next_section = 0;
    for (size_t i = 0; i < doc->sections; i++) {
        const struct ini_section *s = &doc->section[i];
        const struct schema_section *known = find_section(schema, &next_section, s->name);
        if (!known) {
            f->has_own = f->has_own || schema_is_tree_section(s->name);
            f->has_unknown = f->has_unknown || (i > 0 && !str_eq_nocase(s->name, STR("form")));
            continue;
        }
        const struct ini_section **place = &f->section[known - schema->section];
        *place = *place ? *place : s;
        size_t next = known->first;
        for (size_t e = s->first; e < s->first + s->n; e++) {
            const struct ini_entry *entry = &doc->entry[e];
            /* Keys mostly stand in the schema's order: look at the next one first. */
            bool found = entry->is_part;
            for (size_t tried = 0; !found && tried < known->n; tried++) {
                size_t field = next;
                next = next + 1 < known->first + known->n ? next + 1 : known->first;
                if (str_eq_nocase(schema->field[field].key, entry->key)) {
                    f->value[field] = entry->value;
                    f->entry[field] = entry;
                    found = true;
                }
            }
            f->has_unknown = f->has_unknown || !found;
        }
    }
    return f;
}

struct str form_get(const struct form *f, struct str section, struct str key) {
    return form_value(f, schema_field(f->schema, section, key));
}

bool form_set(struct form *f, int field, struct str value) {
    struct str copy = arena_copy(f->arena, value);
    if (!copy.p) {
        return false;
    }
    f->value[field] = copy;
    return true;
}

/* What the template of these rules prints into a field, or empty. */
static struct str printed_value(struct arena *a, const struct schema *s, const struct field *f) {
    const struct ruleset *rules = s->rules;
    char text[DEC_TEXT];
    if (f->part == PART_HEADER && f->id == KEY_YEAR && rules->year > 0) {
        return arena_copy(a, dec_text(DEC_INT(rules->year), 0, text));
    }
    if (f->part == PART_TOTAL && f->id == KEY_WEIGHT) {
        return arena_copy(a, dec_text(rules->total, 0, text));
    }
    if (f->part == PART_FUNDS && f->printed) {
        return f->row > 0 ? STR("—") : arena_copy(a, dec_text(rules->execution_weight, 0, text));
    }
    if (f->part != PART_INDICATORS) {
        return STR("");
    }
    const struct node *node = &s->node[f->row];
    switch (f->id) {
    case KEY_WEIGHT:
        return node->has_weight ? arena_copy(a, dec_text(node->weight, 0, text)) : STR("");
    case KEY_SIGN:
        return measure_sign_text(node->sign);
    case KEY_UNIT:
        return node->unit;
    case KEY_TARGET: /* sign and unit have columns of their own, or stand in the one cell */
        if (node->target.n == 0 || schema_cell(s, PART_INDICATORS, f->row, KEY_SIGN) >= 0) {
            return node->target;
        }
        return arena_join(a, arena_join(a, measure_sign_text(node->sign), node->target), node->unit);
    default:
        return STR("");
    }
}

struct form *form_new(struct arena *a, const struct schema *schema, struct str rules, struct str last) {
    struct buf text = {0};
    buf_text(&text, "[form]\n");
    ini_put(&text, STR("format"), STR("1"));
    ini_put(&text, STR("rules"), rules);
    if (last.n > 0) {
        ini_put(&text, STR("last"), last);
    }
    struct str bytes = buf_keep(&text, a);
    struct ini_doc doc;
    if (!bytes.p || ini_scan(a, bytes, &doc) != INI_OK) {
        return NULL;
    }
    struct form *f = form_read(a, schema, &doc);
    for (size_t i = 0; f && i < schema->fields; i++) {
        f->value[i] = printed_value(a, schema, &schema->field[i]);
    }
    return f && !a->failed ? f : NULL;
}

struct form *form_move(struct arena *a, const struct form *from, const struct schema *schema) {
    struct form *f = form_read(a, schema, &from->doc);
    if (!f) {
        return NULL;
    }
    for (size_t i = 0; i < schema->fields; i++) {
        f->value[i] = form_get(from, schema->field[i].section, schema->field[i].key);
    }
    f->rows_gone = from->rows_gone;
    for (size_t i = 0; !f->rows_gone && i < from->schema->sections; i++) {
        f->rows_gone = !schema_section(schema, from->schema->section[i].name);
    }
    return f;
}

bool form_same(const struct form *a, const struct form *b) {
    for (int side = 0; side < 2; side++) {
        const struct form *x = side ? b : a, *y = side ? a : b;
        for (size_t i = 0; i < x->schema->fields; i++) {
            const struct field *f = &x->schema->field[i];
            if (!str_eq(x->value[i], form_get(y, f->section, f->key))) {
                return false;
            }
        }
    }
    return true;
}

struct str form_node_name(const struct form *f, size_t node) {
    int field = schema_cell(f->schema, PART_INDICATORS, (int)node, KEY_NAME);
    struct str own = form_value(f, field);
    return own.n > 0 ? own : f->schema->node[node].name;
}
