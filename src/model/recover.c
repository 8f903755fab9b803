#include "ziping/recover.h"

#include <stdlib.h>

/* Section and key of a path: a key has no dot. */
static bool split_path(struct str path, struct str *section, struct str *key) {
    size_t dot = path.n;

    while (dot > 0 && path.p[dot - 1] != '.') {
        dot--;
    }
    if (dot == 0) {
        return false;
    }
    *section = str_sub(path, 0, dot - 1);
    *key = str_sub(path, dot, path.n);
    return true;
}

/* A journal may have rows of goals that the file doesn't have yet. */
static struct form *with_goals(struct arena *a, const struct form *f, const struct journal_found *j) {
    const struct schema *schema = f->schema;
    size_t goals = schema->goals, n;
    struct str section, key;

    for (size_t i = 0; i <= j->records; i++) {
        struct str path = i < j->records ? j->record[i].path : j->typing.path;
        if (split_path(path, &section, &key) && schema_goal_number(section, &n) && n > goals && n <= SCHEMA_GOALS_MAX) {
            goals = n;
        }
    }
    if (goals > schema->goals) {
        schema = schema_build(a, schema->rules, &f->doc, goals);
    }
    return schema ? form_move(a, f, schema) : NULL;
}

static void add(struct recovery *r, struct journal_record record, bool typing) {
    struct str section, key;
    int field = split_path(record.path, &section, &key) ? schema_field(r->form->schema, section, key) : -1;

    if (str_eq(record.path, STR(RECOVER_RULES))) {
        return;
    }
    if (field < 0) {
        r->unknown[r->unknowns++] = record;
        return;
    }
    r->row[r->rows++] = (struct recover_row){record.path, field, r->form->value[field], record.text, typing};
}

static int by_field(const void *x, const void *y) {
    const struct recover_row *a = x, *b = y;

    return a->field != b->field ? (a->field < b->field ? -1 : 1) : (a->typing > b->typing) - (a->typing < b->typing);
}

bool recover_compare(struct arena *a, const struct form *f, const struct journal_found *j, struct recovery *out) {
    size_t n = 0;

    *out = (struct recovery){.form = with_goals(a, f, j),
                             .row = arena_array(a, struct recover_row, j->records + 2),
                             .unknown = arena_array(a, struct journal_record, j->records + 2)};
    if (!out->form || !out->row || !out->unknown || a->failed) {
        return false;
    }
    for (size_t i = 0; i < j->records; i++) {
        add(out, j->record[i], false);
    }
    if (j->typing.path.n > 0) {
        add(out, j->typing, true);
    }
    if (out->rows > 1) {
        qsort(out->row, out->rows, sizeof *out->row, by_field);
    }
    /* What was being typed comes behind what was committed to the same field, and counts. */
    for (size_t i = 0; i < out->rows; i++) {
        bool later = i + 1 < out->rows && out->row[i + 1].field == out->row[i].field;
        if (!later && !str_eq(out->row[i].disk, out->row[i].recovered)) {
            out->row[n++] = out->row[i];
        }
    }
    out->rows = n;
    return true;
}

bool recover_apply(const struct recovery *r) {
    bool ok = true;

    for (size_t i = 0; ok && i < r->rows; i++) {
        ok = form_set(r->form, r->row[i].field, r->row[i].recovered);
    }
    return ok;
}
