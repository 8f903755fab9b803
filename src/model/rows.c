#include "ziping/rows.h"

/* ---- which rows there are ---- */

bool rows_is_empty(const struct form *f, const struct schema_section *section) {
    for (size_t i = section->first; i < section->first + section->n; i++) {
        if (f->value[i].n > 0) {
            return false;
        }
    }
    return true;
}

static bool is_row(const struct form *f, size_t node) {
    const struct schema *s = f->schema;
    return s->node[node].own &&
           !(s->node[node].implied && rows_is_empty(f, &s->section[schema_section_of(s, PART_INDICATORS, (int)node)]));
}

bool rows_of_form(struct arena *a, const struct form *f, struct schema_rows *out) {
    const struct schema *s = f->schema;
    *out = (struct schema_rows){.goals = s->goals, .own = arena_array(a, struct str, s->nodes + 1)};
    for (size_t i = 0; out->own && i < s->nodes; i++) {
        if (is_row(f, i)) {
            out->own[out->owns++] = s->node[i].path;
        }
    }
    return out->own != NULL;
}

struct str rows_text(struct arena *a, const struct schema_rows *rows) {
    struct buf b = {0};
    buf_number(&b, rows->goals);
    for (size_t i = 0; i < rows->owns; i++) {
        buf_char(&b, '\n');
        buf_add(&b, rows->own[i]);
    }
    return buf_keep(&b, a);
}

bool rows_read(struct arena *a, struct str text, struct schema_rows *out) {
    size_t at = 0, lines = 1;
    *out = (struct schema_rows){0};
    for (; at < text.n && text.p[at] >= '0' && text.p[at] <= '9' && out->goals <= SCHEMA_GOALS_MAX; at++) {
        out->goals = out->goals * 10 + (size_t)(text.p[at] - '0');
    }
    if (out->goals == 0 || out->goals > SCHEMA_GOALS_MAX || (at < text.n && text.p[at] != '\n')) {
        return false;
    }
    for (size_t i = at; i < text.n; i++) {
        lines += text.p[i] == '\n';
    }
    out->own = arena_array(a, struct str, lines);
    while (out->own && at < text.n) {
        struct str rest = str_sub(text, at + 1, text.n);
        struct str name = str_sub(rest, 0, str_find(rest, STR("\n")));
        if (schema_is_tree_section(name)) {
            out->own[out->owns++] = name;
        }
        at += 1 + name.n;
    }
    return out->own != NULL;
}

static const struct schema_section *goal_of(const struct form *f, size_t row) {
    return &f->schema->section[schema_section_of(f->schema, PART_GOALS, (int)row)];
}

size_t rows_goals_used(const struct form *f) {
    size_t used = f->schema->goals;
    while (used > 0 && rows_is_empty(f, goal_of(f, used - 1))) {
        used--;
    }
    return used;
}

/* ---- an operation while it is put together ---- */

struct maker {
    struct arena *arena;
    const struct form *form;
    struct schema_rows rows; /* as they are to be */
    struct rows_change out;
};

static void put(struct maker *m, struct str section, struct str key, struct str value) {
    struct change *v = arena_grow(m->arena, m->out.change, m->out.n, &m->out.cap, sizeof *v);
    if (v) {
        m->out.change = v;
        v[m->out.n++] = (struct change){section, key, value};
    }
}

static void put_rows(struct maker *m) {
    put(m, ROWS_SECTION, ROWS_KEY, rows_text(m->arena, &m->rows));
}

static struct rows_change refused(struct maker *m, enum word why) {
    m->out.why = why;
    return m->out;
}

/* Why no row of this field's part can be added, removed or moved, or W_EMPTY. */
static enum word begin(struct maker *m, struct arena *a, const struct form *f, int field) {
    enum part part = f->schema->field[field].part;
    *m = (struct maker){.arena = a, .form = f};
    if (part != PART_GOALS && part != PART_INDICATORS) {
        return W_ROW_FIXED;
    }
    m->out.from = f->schema->field[field].section;
    if (f->schema->full) {
        return W_ROWS_FULL;
    }
    return rows_of_form(a, f, &m->rows) ? W_EMPTY : W_NO_MEMORY;
}

static struct rows_change finish(struct maker *m) {
    return m->arena->failed ? refused(m, W_NO_MEMORY) : m->out;
}

/* ---- goals: their values go from row to row ---- */

static struct str goal_name(struct maker *m, size_t row) {
    struct buf name = {0};
    buf_text(&name, "goal.");
    buf_number(&name, row + 1);
    return buf_keep(&name, m->arena);
}

/* The row gets the values of another one, or none. */
static void put_goal(struct maker *m, size_t to, const struct schema_section *from) {
    const struct schema *s = m->form->schema;
    struct str name = goal_name(m, to);
    for (size_t c = 0; c < s->rules->goal_columns.n; c++) {
        struct str key = s->rules->goal_columns.v[c].key;
        struct str value = from ? m->form->value[from->first + c] : STR("");
        if (!str_eq(value, form_get(m->form, name, key))) {
            put(m, name, key, value);
        }
    }
}

static struct rows_change add_goal(struct maker *m, size_t row) {
    size_t used = rows_goals_used(m->form), to = row + 1;
    bool here = row >= used || rows_is_empty(m->form, goal_of(m->form, row));
    if (here || to >= used || rows_is_empty(m->form, goal_of(m->form, to))) {
        bool last = !here && to >= m->form->schema->goals;
        m->out.to = here || last ? m->out.from : goal_name(m, to);
        return refused(m, last ? W_ROWS_FULL : W_ROW_EMPTY_HERE);
    }
    if (used >= SCHEMA_GOALS_MAX) {
        return refused(m, W_ROWS_FULL);
    }
    m->rows.goals += m->rows.goals < SCHEMA_GOALS_MAX;
    put_rows(m);
    for (size_t i = used; i > to; i--) {
        put_goal(m, i, goal_of(m->form, i - 1));
    }
    put_goal(m, to, NULL);
    m->out.to = goal_name(m, to);
    return finish(m);
}

static struct rows_change remove_goal(struct maker *m, size_t row) {
    size_t rows = m->form->schema->goals;
    if (row + 1 == rows && rows_is_empty(m->form, goal_of(m->form, row))) {
        return refused(m, W_ROW_STAYS);
    }
    for (size_t i = row; i < rows; i++) {
        put_goal(m, i, i + 1 < rows ? goal_of(m->form, i + 1) : NULL);
    }
    m->rows.goals -= rows > 1;
    put_rows(m);
    m->out.to = m->out.from;
    return finish(m);
}

static struct rows_change move_goal(struct maker *m, size_t row, bool down) {
    size_t used = rows_goals_used(m->form), to = down ? row + 1 : row - 1;
    if (row >= used) {
        return refused(m, W_ROW_STAYS);
    }
    if (down ? to >= used : row == 0) {
        return refused(m, down ? W_ROW_BOTTOM : W_ROW_TOP);
    }
    put_goal(m, row, goal_of(m->form, to));
    put_goal(m, to, goal_of(m->form, row));
    m->out.to = goal_name(m, to);
    return finish(m);
}

/* ---- indicators: their sections come and go ---- */

static size_t own_index(const struct schema_rows *rows, struct str path) {
    size_t i = 0;
    while (i < rows->owns && !str_eq(rows->own[i], path)) {
        i++;
    }
    return i;
}

/* The level-2 heading that a new indicator goes under, or -1: of a level-1 heading it is the first one. */
static int heading_for(const struct schema *s, int node) {
    while (node >= 0 && s->node[node].level > 2) {
        node = s->node[node].parent;
    }
    if (node >= 0 && s->node[node].level == 1) {
        node = (size_t)node + 1 < s->nodes && s->node[node + 1].level == 2 ? node + 1 : -1;
    }
    return node;
}

static void note_number(struct str heading, struct str section, size_t *most) {
    size_t n;
    bool below =
        section.n > heading.n && section.p[heading.n] == '.' && str_eq_nocase(str_sub(section, 0, heading.n), heading);
    if (below && schema_made_number(section, &n) && n > *most) {
        *most = n;
    }
}

/* A section that neither the form nor its file has; the numbers of rows that were removed aren't given again while the
   file has them. Empty where there is none that both iniparsers take. */
static struct str new_section(struct maker *m, struct str heading) {
    const struct schema *s = m->form->schema;
    const struct ini_doc *doc = &m->form->doc;
    struct buf name = {0};
    size_t most = 0, n;
    for (size_t i = 0; i < s->nodes; i++) {
        note_number(heading, s->node[i].path, &most);
    }
    for (size_t i = 1; i < doc->sections; i++) {
        note_number(heading, doc->section[i].name, &most);
    }
    buf_add(&name, heading);
    buf_text(&name, ".item");
    buf_number(&name, most + 1);
    struct str section = buf_keep(&name, m->arena);
    return section.n < INI_LINE_WRITE - 2 && schema_made_number(section, &n) ? section : STR("");
}

/* Where the new row stands among the form's own: behind the node, or for a heading behind all of its own. */
static size_t place_for(const struct maker *m, int heading, int node) {
    const struct schema *s = m->form->schema;
    size_t end = schema_subtree_end(s, (size_t)heading), place = m->rows.owns;
    if (s->node[node].level == 3 && s->node[node].own) {
        return own_index(&m->rows, s->node[node].path) + 1;
    }
    for (size_t i = end; i > (size_t)heading && s->node[i].own; i--) {
        size_t at = own_index(&m->rows, s->node[i].path);
        if (s->node[node].level < 3) {
            return at + 1;
        }
        place = at; /* the rule set's rows come first */
    }
    return place;
}

static struct rows_change add_indicator(struct maker *m, int node) {
    const struct schema *s = m->form->schema;
    int heading = heading_for(s, node);
    if (!s->rules->open) {
        return refused(m, W_ROW_FIXED);
    }
    if (heading < 0) {
        return refused(m, W_ROW_NO_HEADING);
    }
    struct str section = new_section(m, s->node[heading].path);
    size_t place = place_for(m, heading, node);
    if (section.n == 0) {
        return refused(m, m->arena->failed ? W_NO_MEMORY : W_ROWS_FULL);
    }
    memmove(m->rows.own + place + 1, m->rows.own + place, (m->rows.owns - place) * sizeof *m->rows.own);
    m->rows.own[place] = section;
    m->rows.owns++;
    put_rows(m);
    m->out.to = section;
    return finish(m);
}

/* Where the caret goes when a row is gone: to its neighbour, or to the nearest heading that stays. */
static struct str neighbour(const struct form *f, int node) {
    const struct schema *s = f->schema;
    int parent = s->node[node].parent;
    if ((size_t)node + 1 < s->nodes && s->node[node + 1].parent == parent) {
        return s->node[node + 1].path;
    }
    for (int i = node - 1; i > parent; i--) {
        if (s->node[i].parent == parent) {
            return s->node[i].path;
        }
    }
    while (parent >= 0 && s->node[parent].own && !is_row(f, (size_t)parent) &&
           schema_subtree_end(s, (size_t)parent) == (size_t)node) {
        parent = s->node[parent].parent;
    }
    return parent >= 0 ? s->node[parent].path : STR("");
}

static struct rows_change remove_indicator(struct maker *m, int node) {
    const struct schema *s = m->form->schema;
    const struct schema_section *section = &s->section[schema_section_of(s, PART_INDICATORS, node)];
    if (!s->node[node].own) {
        return refused(m, W_ROW_FIXED);
    }
    if (schema_subtree_end(s, (size_t)node) > (size_t)node) {
        return refused(m, W_ROW_HAS_ROWS);
    }
    for (size_t i = section->first; i < section->first + section->n; i++) {
        if (m->form->value[i].n > 0) {
            put(m, section->name, s->field[i].key, STR(""));
        }
    }
    size_t at = own_index(&m->rows, section->name);
    m->rows.owns -= at < m->rows.owns;
    memmove(m->rows.own + at, m->rows.own + at + 1, (m->rows.owns - at) * sizeof *m->rows.own);
    put_rows(m);
    m->out.to = neighbour(m->form, node);
    return finish(m);
}

static struct rows_change move_indicator(struct maker *m, int node, bool down) {
    const struct schema *s = m->form->schema;
    if (!s->node[node].own || s->node[node].level < 3) {
        return refused(m, s->node[node].own ? W_ROW_HAS_ROWS : W_ROW_FIXED);
    }
    int other = down ? node + 1 : node - 1;
    if (other < 0 || (size_t)other >= s->nodes || !s->node[other].own ||
        s->node[other].parent != s->node[node].parent) {
        return refused(m, down ? W_ROW_BOTTOM : W_ROW_TOP);
    }
    size_t here = own_index(&m->rows, s->node[node].path), there = own_index(&m->rows, s->node[other].path);
    struct str path = m->rows.own[here];
    m->rows.own[here] = m->rows.own[there];
    m->rows.own[there] = path;
    put_rows(m);
    m->out.to = m->out.from;
    return finish(m);
}

/* ---- by part ---- */

struct rows_change rows_add(struct arena *a, const struct form *f, int field) {
    struct maker m;
    const struct field *fd = &f->schema->field[field];
    enum word why = begin(&m, a, f, field);
    if (why != W_EMPTY) {
        return refused(&m, why);
    }
    return fd->part == PART_GOALS ? add_goal(&m, (size_t)fd->row) : add_indicator(&m, fd->row);
}

struct rows_change rows_remove(struct arena *a, const struct form *f, int field) {
    struct maker m;
    const struct field *fd = &f->schema->field[field];
    enum word why = begin(&m, a, f, field);
    if (why != W_EMPTY) {
        return refused(&m, why);
    }
    return fd->part == PART_GOALS ? remove_goal(&m, (size_t)fd->row) : remove_indicator(&m, fd->row);
}

struct rows_change rows_move(struct arena *a, const struct form *f, int field, bool down) {
    struct maker m;
    const struct field *fd = &f->schema->field[field];
    enum word why = begin(&m, a, f, field);
    if (why != W_EMPTY) {
        return refused(&m, why);
    }
    return fd->part == PART_GOALS ? move_goal(&m, (size_t)fd->row, down) : move_indicator(&m, fd->row, down);
}
