/* Changes of a form and its rows, with undo. */
#include "session_parts.h"

#include <stdlib.h>

/* ---- rows ---- */

/* The form with these rows. */
static struct form *with_rows(struct session *s, const struct schema_rows *rows) {
    struct schema *schema = schema_build_rows(&s->arena, s->rules, rows);
    return schema ? form_move(&s->arena, s->form, schema) : NULL;
}

void session_grow_goals(struct session *s) {
    const struct schema *schema = s->form->schema;
    struct schema_rows rows;
    if (s->read_only || rows_goals_used(s->form) < schema->goals || schema->goals >= SCHEMA_GOALS_MAX ||
        s->rules->goal_columns.n == 0 || schema->full || !rows_of_form(&s->arena, s->form, &rows)) {
        return;
    }
    rows.goals++;
    struct form *more = with_rows(s, &rows);
    s->form = more ? more : s->form;
}

/* ---- steps ---- */

static bool is_rows(struct str section, struct str key) {
    return str_eq(section, ROWS_SECTION) && str_eq(key, ROWS_KEY);
}

static struct str value_of(const struct session_step *step, bool redo) {
    return redo ? step->after : step->before;
}

/* The rows that a step asks for: those it names, or one for its value. False when memory is short. */
static bool make_rows(struct session *s, const struct session_step *step, struct str value) {
    struct schema_rows rows;
    struct form *form = NULL;
    size_t goal = 0;
    bool named = is_rows(step->section, step->key);
    if (!named && (value.n == 0 || schema_section(s->form->schema, step->section))) {
        return true;
    }
    bool wanted = named || schema_goal_number(step->section, &goal) || schema_is_tree_section(step->section);
    if (!wanted || (named ? !rows_read(&s->arena, value, &rows) : !rows_of_form(&s->arena, s->form, &rows))) {
        return !wanted;
    }
    if (goal > 0) {
        rows.goals = goal;
    } else if (!named) {
        rows.own[rows.owns++] = step->section;
    }
    form = with_rows(s, &rows);
    s->form = form ? form : s->form;
    return form != NULL;
}

/* Makes the n steps of one change, or takes them back. False when memory is short: then nothing is changed. */
static bool apply(struct session *s, const struct session_step *step, size_t n, bool redo) {
    struct form *form = s->form;
    for (int named = 1; named >= 0; named--) {
        for (size_t i = 0; i < n; i++) {
            if (is_rows(step[i].section, step[i].key) == named && !make_rows(s, &step[i], value_of(&step[i], redo))) {
                s->form = form;
                return false;
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        int field = schema_field(s->form->schema, step[i].section, step[i].key);
        if (field >= 0) {
            s->form->value[field] = value_of(&step[i], redo);
        }
    }
    session_grow_goals(s);
    session_refresh(s);
    return true;
}

static bool reserve(struct session *s, size_t n) {
    size_t cap = s->cap ? s->cap : 64;
    while (cap - s->done < n) {
        cap *= 2;
    }
    if (cap > s->cap) {
        struct session_step *v = realloc(s->step, cap * sizeof *v);
        if (!v) {
            return false;
        }
        s->step = v;
        s->cap = cap;
    }
    return true;
}

static struct str value_now(struct session *s, struct str section, struct str key) {
    struct schema_rows rows;
    if (!is_rows(section, key)) {
        return form_get(s->form, section, key);
    }
    return rows_of_form(&s->arena, s->form, &rows) ? rows_text(&s->arena, &rows) : STR("");
}

/* Writes down the steps behind those in effect; returns how many there are, 0 when memory is short. */
static size_t note_steps(struct session *s, const struct change *change, size_t n, struct str from, struct str to) {
    struct arena *a = &s->arena;
    size_t noted = 0;
    if (!reserve(s, n)) {
        return 0;
    }
    s->steps = s->done;
    for (size_t i = 0; i < n; i++) {
        const struct change *c = &change[i];
        struct str before = value_now(s, c->section, c->key);
        if (str_eq(before, c->value)) {
            continue;
        }
        struct session_step *step = &s->step[s->done + noted];
        *step = (struct session_step){.section = arena_copy(a, c->section),
                                      .key = arena_copy(a, c->key),
                                      .before = before,
                                      .after = arena_copy(a, c->value),
                                      .within = noted > 0,
                                      .from = arena_copy(a, from),
                                      .to = arena_copy(a, to)};
        bool whole = before.n > 0 || !is_rows(c->section, c->key);
        if (!whole || !step->section.p || !step->key.p || !step->after.p || !step->from.p || !step->to.p) {
            return 0;
        }
        noted++;
    }
    return noted;
}

bool session_change(struct session *s, const struct change *change, size_t n, struct str from, struct str to) {
    bool differs = false;
    for (size_t i = 0; i < n; i++) {
        differs = differs || !str_eq(value_now(s, change[i].section, change[i].key), change[i].value);
    }
    if (s->read_only || !differs) {
        return false;
    }
    size_t noted = note_steps(s, change, n, from, to);
    if (noted == 0 || !apply(s, &s->step[s->done], noted, true)) {
        return false;
    }
    if (s->saved > s->done) {
        s->saved = (size_t)-1; /* what was saved can't be come back to */
    }
    s->done += noted;
    s->steps = s->done;
    return true;
}

/* ---- what a person does ---- */

bool session_set(struct session *s, int field, struct str value) {
    const struct field *f = &s->form->schema->field[field];
    return session_change(s, &(struct change){f->section, f->key, value}, 1, STR(""), STR(""));
}

/* The field of a section where the caret goes: the one with this key, else its first stop; -1 where there is none. */
static int stop_in(const struct session *s, struct str section, struct str key) {
    const struct schema *schema = s->form->schema;
    const struct schema_section *found = schema_section(schema, section);
    int same = schema_field(schema, section, key);
    if (same >= 0 || !found || found->n == 0) {
        return same;
    }
    for (size_t i = found->first; i < found->first + found->n; i++) {
        if (!schema->field[i].printed) {
            return (int)i;
        }
    }
    return (int)found->first;
}

enum word session_row(struct session *s, enum session_row what, int *field) {
    struct arena scratch = {0};
    const struct field *f = &s->form->schema->field[*field];
    struct str section = f->section, key = what == SESSION_ROW_ADD ? STR("") : f->key;
    struct rows_change c = what == SESSION_ROW_ADD ? rows_add(&scratch, s->form, *field)
                           : what == SESSION_ROW_REMOVE
                               ? rows_remove(&scratch, s->form, *field)
                               : rows_move(&scratch, s->form, *field, what == SESSION_ROW_DOWN);
    if (c.why == W_EMPTY && !session_change(s, c.change, c.n, c.from, c.to)) {
        c.why = s->read_only ? W_READ_ONLY : s->arena.failed ? W_NO_MEMORY : W_EMPTY; /* two rows may be alike */
    }
    int to = c.to.n > 0 ? stop_in(s, c.to, key) : -1;
    to = to >= 0 ? to : schema_field(s->form->schema, section, f->key);
    *field = to >= 0 ? to : 0;
    arena_free(&scratch);
    return c.why;
}

/* Where the caret goes: to the row, or the first of n fields that is there; where nothing of a heading is left, to the
   first field of all. */
static int place_of(const struct session *s, const struct session_step *step, size_t n, bool redo) {
    struct str section = redo ? step->to : step->from;
    int field = section.n > 0 ? stop_in(s, section, step->key) : -1;
    for (size_t i = 0; field < 0 && i < n; i++) {
        const struct session_step *t = redo ? &step[n - 1 - i] : &step[i];
        field = schema_field(s->form->schema, t->section, t->key);
    }
    return field >= 0 ? field : 0;
}

void session_join(struct session *s, size_t since) {
    for (size_t i = since + 1; i < s->done; i++) {
        s->step[i].joined = !s->step[i].within;
    }
}

int session_undo(struct session *s) {
    int field = -1;
    bool more = s->done > 0;
    while (more) {
        size_t first = s->done - 1;
        while (s->step[first].within) {
            first--;
        }
        if (!apply(s, &s->step[first], s->done - first, false)) {
            return field;
        }
        field = place_of(s, &s->step[first], s->done - first, false);
        more = s->step[first].joined;
        s->done = first;
    }
    return field;
}

int session_redo(struct session *s) {
    int field = -1;
    bool more = s->done < s->steps;
    while (more) {
        size_t first = s->done, end = first + 1;
        while (end < s->steps && s->step[end].within) {
            end++;
        }
        if (!apply(s, &s->step[first], end - first, true)) {
            return field;
        }
        field = place_of(s, &s->step[first], end - first, true);
        more = end < s->steps && s->step[end].joined;
        s->done = end;
    }
    return field;
}
