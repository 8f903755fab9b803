/* The text of a form to save: rows that came, went and moved, then values. */
#include "ziping/rows.h"

struct saver {
    const struct form *form;
    struct arena arena; /* the documents on the way */
    struct ini_doc doc; /* what has been done so far */
};

/* The document is now what was written. */
static bool step(struct saver *v, struct buf *text) {
    struct str bytes = buf_keep(text, &v->arena);
    return bytes.p && ini_scan(&v->arena, bytes, &v->doc) == INI_OK;
}

/* ---- sections that are needed no more ---- */

/* The document gives the section a value, and nothing that the form doesn't know. */
static bool had_values(const struct form *f, const struct schema_section *section) {
    bool some = false;
    for (size_t i = 0; i < f->doc.sections; i++) {
        const struct ini_section *s = &f->doc.section[i];
        for (size_t e = s->first; str_eq_nocase(s->name, section->name) && e < s->first + s->n; e++) {
            const struct ini_entry *entry = &f->doc.entry[e];
            if (!entry->is_part && schema_field(f->schema, section->name, entry->key) < 0) {
                return false;
            }
        }
    }
    for (size_t i = section->first; i < section->first + section->n; i++) {
        some = some || (f->entry[i] && f->entry[i]->value.n > 0);
    }
    return some;
}

/* A row that isn't the rule set's, and for goals none that others count on. */
static bool is_spare(const struct form *f, const struct schema_section *section, size_t goals_used) {
    if (section->part == PART_GOALS) {
        return (size_t)section->row >= goals_used;
    }
    const struct node *node = section->part == PART_INDICATORS ? &f->schema->node[section->row] : NULL;
    return node && node->own && node->level == 3;
}

static bool is_gone(const struct form *f, struct str name, size_t goals_used) {
    const struct schema_section *section = schema_section(f->schema, name);
    size_t n;
    if (!section) {
        return f->rows_gone && !f->schema->full && (schema_goal_number(name, &n) || schema_is_tree_section(name));
    }
    return is_spare(f, section, goals_used) && rows_is_empty(f, section) && had_values(f, section);
}

static bool take_rows_out(struct saver *v) {
    const struct form *f = v->form;
    size_t n = 0, goals_used = rows_goals_used(f);
    struct str *name = arena_array(&v->arena, struct str, f->doc.sections + 1);
    for (size_t i = 1; name && i < f->doc.sections; i++) {
        if (is_gone(f, f->doc.section[i].name, goals_used)) {
            name[n++] = f->doc.section[i].name;
        }
    }
    struct buf text = {0};
    if (n == 0) {
        return name != NULL;
    }
    ini_remove_sections(&v->doc, name, n, &text);
    return step(v, &text);
}

/* ---- the order of the form's own indicators ---- */

/* The own indicators in a heading that the document has, in the form's order; true where the document's is another. */
static bool out_of_order(const struct saver *v, size_t heading, struct str *name, size_t *n) {
    const struct schema *s = v->form->schema;
    const struct ini_section *last = NULL;
    bool wrong = false;
    *n = 0;
    for (size_t i = heading + 1; i < s->nodes && s->node[i].level == 3; i++) {
        const struct ini_section *here = s->node[i].own ? ini_find_section(&v->doc, s->node[i].path) : NULL;
        if (here) {
            name[(*n)++] = s->node[i].path;
            wrong = wrong || (last && here < last);
            last = here;
        }
    }
    return wrong;
}

static bool put_in_order(struct saver *v) {
    const struct schema *s = v->form->schema;
    struct str *name = arena_array(&v->arena, struct str, s->nodes + 1);
    size_t n;
    for (size_t i = 0; name && s->own && i < s->nodes; i++) {
        struct buf text = {0};
        if (s->node[i].level != 2 || !out_of_order(v, i, name, &n)) {
            continue;
        }
        ini_order_sections(&v->doc, name, n, &text);
        if (!step(v, &text)) {
            return false;
        }
    }
    return name != NULL;
}

/* ---- values ---- */

/* The own indicator of the document that a new one has to stand in front of: the next one in its heading, where `after`
   isn't one of them. Empty where there is none. */
static struct str next_own(const struct saver *v, const struct schema_section *section, struct str after) {
    const struct schema *s = v->form->schema;
    size_t node = (size_t)section->row;
    if (section->part != PART_INDICATORS || !s->node[node].own || s->node[node].level < 3) {
        return STR("");
    }
    const struct schema_section *last = schema_section(s, after);
    if (last && last->part == PART_INDICATORS && s->node[last->row].own &&
        s->node[last->row].parent == s->node[node].parent) {
        return STR("");
    }
    for (size_t i = node + 1; i < s->nodes && s->node[i].parent == s->node[node].parent; i++) {
        if (ini_find_section(&v->doc, s->node[i].path)) {
            return s->node[i].path;
        }
    }
    return STR("");
}

/* Adds the changed values of one section; true if there were any. */
static bool changed_values(const struct saver *v, const struct schema_section *section, struct str after,
                           struct ini_change *change, size_t *n) {
    const struct form *f = v->form;
    size_t before = *n;
    for (size_t i = section->first; i < section->first + section->n; i++) {
        struct str old = f->entry[i] ? f->entry[i]->value : STR("");
        if (!str_eq(old, f->value[i])) {
            change[(*n)++] = (struct ini_change){.section = section->name,
                                                 .key = f->schema->field[i].key,
                                                 .value = f->value[i],
                                                 .after = after,
                                                 .before = next_own(v, section, after)};
        }
    }
    return *n > before;
}

static bool put_values(struct saver *v, struct buf *out) {
    const struct form *f = v->form;
    struct ini_change *change = arena_array(&v->arena, struct ini_change, f->schema->fields);
    size_t n = 0;
    struct str after = STR("form"); /* a new section stands behind the nearest one before it that the file has */
    for (size_t i = 0; change && i < f->schema->sections; i++) {
        const struct schema_section *section = &f->schema->section[i];
        bool there = ini_find_section(&v->doc, section->name) != NULL, gone = f->section[i] && !there;
        if (!gone && (changed_values(v, section, after, change, &n) || there)) {
            after = section->name;
        }
    }
    if (change) {
        ini_rewrite(&v->doc, change, n, out);
    }
    return change != NULL;
}

void form_text(const struct form *f, struct buf *out) {
    struct saver v = {.form = f, .doc = f->doc};
    if (!take_rows_out(&v) || !put_in_order(&v) || !put_values(&v, out)) {
        out->failed = true;
    }
    arena_free(&v.arena);
}
