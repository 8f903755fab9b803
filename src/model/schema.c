#include "ziping/schema.h"

#include "tree.h"

/* ---- names of sections ---- */

/* A word and a number from 1 of at most `digits` digits behind it. */
static bool numbered(struct str name, struct str word, size_t digits, size_t *n) {
    if (name.n <= word.n || name.n > word.n + digits || !str_eq_nocase(str_sub(name, 0, word.n), word)) {
        return false;
    }
    size_t number = 0;
    for (size_t i = word.n; i < name.n; i++) {
        if (name.p[i] < '0' || name.p[i] > '9') {
            return false;
        }
        number = number * 10 + (size_t)(name.p[i] - '0');
    }
    *n = number;
    return number > 0 && name.p[word.n] != '0';
}

bool schema_goal_number(struct str section, size_t *n) {
    return numbered(section, STR("goal."), 3, n);
}

bool schema_made_number(struct str section, size_t *n) {
    return numbered(tree_leaf(section), STR("item"), 6, n);
}

bool schema_is_tree_section(struct str section) {
    static const char *const fixed[] = {"form", "header", "funds", "goal", "total", "notes"};
    struct str head = str_sub(section, 0, str_find(section, STR(".")));
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        if (str_eq_nocase(head, str_of(fixed[i]))) {
            return false; /* a heading of that name would take the place of the part */
        }
    }
    return section.n > 0;
}

size_t schema_goals(const struct ini_doc *doc) {
    size_t most = 0, n;
    for (size_t i = 1; i < doc->sections; i++) {
        if (schema_goal_number(doc->section[i].name, &n) && n > most) {
            most = n;
        }
    }
    return most;
}

/* ---- looking up ---- */

static uint32_t hash_name(struct str name) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        h = (h ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * 16777619u;
    }
    return h;
}

const struct schema_section *schema_section(const struct schema *s, struct str name) {
    for (size_t i = hash_name(name) & (s->slots - 1); s->slot[i] != 0; i = (i + 1) & (s->slots - 1)) {
        const struct schema_section *section = &s->section[s->slot[i] - 1];
        if (str_eq_nocase(section->name, name)) {
            return section;
        }
    }
    return NULL;
}

int schema_field(const struct schema *s, struct str section, struct str key) {
    const struct schema_section *found = schema_section(s, section);
    for (size_t i = 0; found && i < found->n; i++) {
        if (str_eq_nocase(s->field[found->first + i].key, key)) {
            return (int)(found->first + i);
        }
    }
    return -1;
}

size_t schema_limit(const struct schema *s, int field) {
    const struct field *fd = &s->field[field];
    struct str key = fd->part == PART_GOALS ? STR("goal") : fd->key;
    for (size_t i = 0; i < s->rules->limits; i++) {
        if (str_eq_nocase(s->rules->limit[i].key, key)) {
            return s->rules->limit[i].most;
        }
    }
    return 0;
}

/* Sections stand in the order in which schema_build adds them. */
size_t schema_section_of(const struct schema *s, enum part part, int row) {
    size_t funds = 1, goals = funds + s->rules->fund_rows.n, tree = goals + s->goals, total = tree + s->nodes;
    switch (part) {
    case PART_HEADER:
        return 0;
    case PART_FUNDS:
        return funds + (size_t)row;
    case PART_GOALS:
        return goals + (size_t)row;
    case PART_INDICATORS:
        return tree + (size_t)row;
    case PART_TOTAL:
        return total;
    case PART_NOTES:
    case PARTS:
        break;
    }
    return total + 1;
}

int schema_cell(const struct schema *s, enum part part, int row, enum key id) {
    size_t i = schema_section_of(s, part, row);
    if (row < 0 || i >= s->sections || s->section[i].part != part) {
        return -1;
    }
    int at = s->section[i].by_key[id];
    return at > 0 ? (int)s->section[i].first + at - 1 : -1;
}

struct str schema_path(struct arena *a, const struct field *f) {
    return arena_join(a, arena_join(a, f->section, STR(".")), f->key);
}

bool schema_split_path(struct str path, struct str *section, struct str *key) {
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

size_t schema_subtree_end(const struct schema *s, size_t node) {
    size_t i = node;
    while (i + 1 < s->nodes && s->node[i + 1].level > s->node[node].level) {
        i++;
    }
    return i;
}

/* What the sections of a document ask for beyond the rule set. */
static bool rows_of(struct arena *a, const struct ruleset *rules, const struct ini_doc *doc, struct schema_rows *out) {
    *out = (struct schema_rows){.goals = doc ? schema_goals(doc) : 0};
    if (!doc) {
        return true;
    }
    out->own = arena_array(a, struct str, doc->sections + 1);
    for (size_t i = 1; out->own && i < doc->sections; i++) {
        struct str name = doc->section[i].name;
        if (schema_is_tree_section(name) && ruleset_node(rules, name) < 0) {
            out->own[out->owns++] = name;
        }
    }
    return out->own != NULL;
}

/* The rule set's tree and what only the form has, in the form's order. */
static bool build_tree(struct arena *a, struct schema *s, const struct schema_rows *rows) {
    struct tree t = {.arena = a};
    for (size_t i = 0; i < s->rules->nodes; i++) {
        tree_add(&t, s->rules->node[i]);
    }
    for (size_t i = 0; i < rows->owns; i++) {
        struct str path = rows->own[i];
        int there = tree_find(&t, path);
        size_t made;
        if (there >= 0 && !(t.node[there].own && t.node[there].implied)) {
            continue;
        }
        s->own = true;
        tree_add(&t, (struct node){.path = path,
                                   .name = schema_made_number(path, &made) ? STR("（未命名）") : tree_leaf(path),
                                   .sign = SIGN_NONE,
                                   .own = true});
    }
    s->full = t.n >= TREE_MAX;
    s->node = arena_array(a, struct node, t.n + 1);
    if (!s->node || a->failed) {
        return false;
    }
    s->nodes = tree_arrange(&t, s->rules->order, s->node);
    return true;
}

/* ---- fields ---- */

struct builder {
    struct arena *arena;
    struct schema *s;
    size_t field_cap, section_cap;
};

static void begin_section(struct builder *b, struct str name, enum part part, int row) {
    struct schema_section *v = arena_grow(b->arena, b->s->section, b->s->sections, &b->section_cap, sizeof *v);
    if (v) {
        b->s->section = v;
        v[b->s->sections++] = (struct schema_section){.name = name, .part = part, .row = row, .first = b->s->fields};
    }
}

static struct field *add_field(struct builder *b, const struct rule_label *l) {
    struct field *v = arena_grow(b->arena, b->s->field, b->s->fields, &b->field_cap, sizeof *v);
    if (!v || b->s->sections == 0) {
        return NULL;
    }
    b->s->field = v;
    struct schema_section *section = &b->s->section[b->s->sections - 1];
    section->n++;
    if (l->id != KEY_OTHER && section->by_key[l->id] == 0) {
        section->by_key[l->id] = (int16_t)section->n;
    }
    v[b->s->fields] = (struct field){
        .section = section->name,
        .in = b->s->sections - 1,
        .key = l->key,
        .label = l->label,
        .part = section->part,
        .id = l->id,
        .type = l->type,
        .row = section->row,
    };
    return &v[b->s->fields++];
}

static struct field *add_word(struct builder *b, enum part part, const char *name) {
    const struct paper_word *w = paper_word(part, str_of(name), false);
    struct rule_label label = {str_of(w->name), str_of(w->label), w->key, w->type};
    return add_field(b, &label);
}

static void header_fields(struct builder *b) {
    begin_section(b, STR("header"), PART_HEADER, 0);
    for (size_t i = 0; i < b->s->rules->header.n; i++) {
        struct field *f = add_field(b, &b->s->rules->header.v[i]);
        if (f) {
            f->row = (int)i;
            f->required = true;
        }
    }
}

static void funds_fields(struct builder *b) {
    const struct ruleset *rules = b->s->rules;
    for (size_t row = 0; row < rules->fund_rows.n; row++) {
        begin_section(b, arena_join(b->arena, STR("funds."), rules->fund_rows.v[row].key), PART_FUNDS, (int)row);
        for (size_t c = 0; c < rules->fund_columns.n; c++) {
            struct field *f = add_field(b, &rules->fund_columns.v[c]);
            if (!f) {
                return;
            }
            f->printed = f->id == KEY_WEIGHT || (f->id == KEY_SCORE && row > 0);
            f->required = row == 0 && f->id != KEY_REASON;
        }
    }
}

static void goal_fields(struct builder *b) {
    for (size_t goal = 0; goal < b->s->goals; goal++) {
        struct buf name = {0};
        buf_text(&name, "goal.");
        buf_number(&name, goal + 1);
        begin_section(b, buf_keep(&name, b->arena), PART_GOALS, (int)goal);
        for (size_t c = 0; c < b->s->rules->goal_columns.n; c++) {
            struct field *f = add_field(b, &b->s->rules->goal_columns.v[c]);
            if (f) {
                f->required = goal == 0;
            }
        }
    }
}

static void indicator_fields(struct builder *b) {
    for (size_t i = 0; i < b->s->nodes; i++) {
        const struct node *node = &b->s->node[i];
        begin_section(b, node->path, PART_INDICATORS, (int)i);
        bool fill_in = node->own && node->level == 3; /* no rule set has what could be printed */
        size_t made;
        struct field *name = add_word(b, PART_INDICATORS, "name");
        if (name) {
            name->printed = !fill_in;
            name->required = fill_in && schema_made_number(node->path, &made);
        }
        for (size_t c = 0; node->level == 3 && c < b->s->rules->columns.n; c++) {
            struct field *f = add_field(b, &b->s->rules->columns.v[c]);
            if (f) {
                f->printed = !fill_in && schema_is_settled(f->id);
                f->required = f->id == KEY_WEIGHT || f->id == KEY_SCORE || f->id == KEY_ACTUAL;
            }
        }
    }
}

static void total_fields(struct builder *b) {
    begin_section(b, STR("total"), PART_TOTAL, 0);
    struct field *weight = add_word(b, PART_TOTAL, "weight");
    if (weight) {
        weight->printed = true;
        weight->required = true;
    }
    struct field *score = add_word(b, PART_TOTAL, "score");
    if (score) {
        score->required = true;
    }
    add_word(b, PART_TOTAL, "grade");
}

static void note_fields(struct builder *b) {
    if (b->s->rules->notes.n > 0) {
        begin_section(b, STR("notes"), PART_NOTES, 0);
    }
    for (size_t i = 0; i < b->s->rules->notes.n; i++) {
        struct field *f = add_field(b, &b->s->rules->notes.v[i]);
        if (f) {
            f->row = (int)i;
        }
    }
}

static bool index_sections(struct arena *a, struct schema *s) {
    s->slots = 16;
    while (s->slots < s->sections * 2) {
        s->slots *= 2;
    }
    s->slot = arena_array(a, uint32_t, s->slots);
    for (size_t i = 0; s->slot && i < s->sections; i++) {
        size_t at = hash_name(s->section[i].name) & (s->slots - 1);
        while (s->slot[at] != 0) {
            at = (at + 1) & (s->slots - 1);
        }
        s->slot[at] = (uint32_t)i + 1;
    }
    return s->slot != NULL;
}

struct schema *schema_build_rows(struct arena *a, const struct ruleset *rules, const struct schema_rows *rows) {
    struct schema *s = arena_new(a, struct schema);
    if (!s) {
        return NULL;
    }
    s->rules = rules;
    s->goals = rows->goals;
    struct builder b = {.arena = a, .s = s};
    if (!build_tree(a, s, rows)) {
        return NULL;
    }
    header_fields(&b);
    funds_fields(&b);
    goal_fields(&b);
    indicator_fields(&b);
    total_fields(&b);
    note_fields(&b);
    return index_sections(a, s) && !a->failed ? s : NULL;
}

struct schema *schema_build(struct arena *a, const struct ruleset *rules, const struct ini_doc *doc, size_t goals) {
    struct schema_rows rows;
    if (!rows_of(a, rules, doc, &rows)) {
        return NULL;
    }
    rows.goals = rows.goals < goals ? goals : rows.goals;
    return schema_build_rows(a, rules, &rows);
}
