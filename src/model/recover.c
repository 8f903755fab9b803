#include "ziping/recover.h"

#include <stdlib.h>

#include "ziping/rows.h"

static const struct journal_record *record_at(const struct journal_found *j, size_t i) {
    return i < j->records ? &j->record[i] : &j->typing;
}

/* A path that stands for no field. */
static bool is_special(struct str path) {
    return str_eq(path, STR(RECOVER_RULES)) || str_eq(path, STR(RECOVER_ROWS));
}

/* The rows that the journal names, else the form's. */
static bool named_rows(struct arena *a, const struct form *f, const struct journal_found *j, struct schema_rows *out) {
    for (size_t i = 0; i < j->records; i++) {
        if (str_eq(j->record[i].path, STR(RECOVER_ROWS)) && rows_read(a, j->record[i].text, out)) {
            return true;
        }
    }
    return !a->failed && rows_of_form(a, f, out);
}

static bool has_row(const struct schema *schema, const struct schema_rows *rows, struct str section) {
    for (size_t i = 0; i < rows->owns; i++) {
        if (str_eq_nocase(rows->own[i], section)) {
            return true;
        }
    }
    return schema_section(schema, section) != NULL;
}

/* Goals need no comparing: theirs are told by their texts. */
static bool same_own(const struct schema_rows *x, const struct schema_rows *y) {
    bool same = x->owns == y->owns;
    for (size_t i = 0; same && i < x->owns; i++) {
        same = str_eq(x->own[i], y->own[i]);
    }
    return same;
}

/* A journal may have rows of goals and own indicators that the file doesn't have yet. */
static struct form *with_rows(struct arena *a, const struct form *f, const struct journal_found *j, bool *moved) {
    struct schema_rows rows, now;
    struct str section, key;
    if (!named_rows(a, f, j, &rows) || !rows_of_form(a, f, &now)) {
        return NULL;
    }
    *moved = !same_own(&rows, &now);
    struct str *own = arena_array(a, struct str, rows.owns + j->records + 2);
    for (size_t i = 0; own && i < rows.owns; i++) {
        own[i] = rows.own[i];
    }
    rows.own = own;
    for (size_t i = 0; own && i <= j->records; i++) {
        const struct journal_record *r = record_at(j, i);
        size_t goal = 0;
        if (r->text.n == 0 || is_special(r->path) || !schema_split_path(r->path, &section, &key)) {
            continue;
        }
        if (schema_goal_number(section, &goal)) {
            rows.goals = goal > rows.goals && goal <= SCHEMA_GOALS_MAX ? goal : rows.goals;
        } else if (schema_is_tree_section(section) && !has_row(f->schema, &rows, section)) {
            own[rows.owns++] = section;
        }
    }
    const struct schema *schema = own ? schema_build_rows(a, f->schema->rules, &rows) : NULL;
    return schema ? form_move(a, f, schema) : NULL;
}

static void add(struct recovery *r, struct journal_record record, bool typing) {
    struct str section, key;
    int field = schema_split_path(record.path, &section, &key) ? schema_field(r->form->schema, section, key) : -1;

    if (is_special(record.path)) {
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

    *out = (struct recovery){.row = arena_array(a, struct recover_row, j->records + 2),
                             .unknown = arena_array(a, struct journal_record, j->records + 2)};
    out->form = with_rows(a, f, j, &out->moved);
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
