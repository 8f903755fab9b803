#include "ziping/paper.h"

#include "grid.h"

struct maker {
    struct grid_builder b;
    const struct form *form;
    const struct schema *schema;
    const struct ruleset *rules;
    const struct score *score;
    enum paper_use use;
};

struct str paper_text(const struct form *f, const struct cell *c) {
    struct str value = f ? form_value(f, c->field) : (struct str){0};
    return value.n > 0 ? value : c->text;
}

/* ---- 基本信息 ---- */

/* On paper the year stands under the title. */
static size_t header_first(const struct maker *m) {
    return m->use == PAPER_PRINT && m->rules->header.n > 0 && m->rules->header.v[0].id == KEY_YEAR ? 1 : 0;
}

static bool header_grid(struct maker *m, struct grid *g) {
    const struct schema_section *s = &m->schema->section[schema_section_of(m->schema, PART_HEADER, 0)];
    size_t n = m->rules->header.n;
    if (!grid_begin(&m->b, g, PART_HEADER, (int)n + 1, 4)) {
        return false;
    }
    grid_column(&m->b, 0, 8, 12, 0);
    grid_column(&m->b, 1, 8, 20, 1);
    grid_column(&m->b, 2, 8, 12, 0);
    grid_column(&m->b, 3, 8, 20, 1);
    int row = 0, side = 0;
    for (size_t i = header_first(m); i < n; i++) {
        const struct rule_label *l = &m->rules->header.v[i];
        bool wide = l->id == KEY_YEAR || str_eq_nocase(l->key, STR("project")) || (side == 0 && i + 1 == n);
        if (wide && side == 2) {
            grid_label(&m->b, row++, 2, 1, 2, STR(""), ALIGN_LEFT);
            side = 0;
        }
        grid_label(&m->b, row, side, 1, 1, l->label, ALIGN_CENTER);
        grid_field(&m->b, row, side + 1, 1, wide ? 3 : 1, (int)(s->first + i), STR(""), ALIGN_LEFT);
        side = wide || side == 2 ? 0 : 2;
        row += side == 0;
    }
    g->rows = row + (side == 2);
    if (side == 2) {
        grid_label(&m->b, row, 2, 1, 2, STR(""), ALIGN_LEFT);
    }
    return true;
}

/* ---- 项目资金 ---- */

static bool funds_grid(struct maker *m, struct grid *g) {
    const struct rule_labels *rows = &m->rules->fund_rows, *columns = &m->rules->fund_columns;
    if (!grid_begin(&m->b, g, PART_FUNDS, (int)rows->n + 1, (int)columns->n + 2)) {
        return false;
    }
    struct str title = arena_join(m->b.arena, STR("项目资金（"), arena_join(m->b.arena, m->rules->currency, STR("）")));
    grid_column(&m->b, 0, 8, 8, 0);
    grid_column(&m->b, 1, 10, 18, 1);
    grid_label(&m->b, 0, 0, (int)rows->n + 1, 1, title, ALIGN_CENTER);
    grid_label(&m->b, 0, 1, 1, 1, STR(""), ALIGN_LEFT);
    for (size_t c = 0; c < columns->n; c++) {
        const struct rule_label *l = &columns->v[c];
        grid_column_for(&m->b, (int)c + 2, l->id, l->type);
        grid_label(&m->b, 0, (int)c + 2, 1, 1, l->label, ALIGN_CENTER);
    }
    for (size_t r = 0; r < rows->n; r++) {
        grid_label(&m->b, (int)r + 1, 1, 1, 1, rows->v[r].label, ALIGN_LEFT);
        for (size_t c = 0; c < columns->n; c++) {
            const struct schema_section *s = &m->schema->section[schema_section_of(m->schema, PART_FUNDS, (int)r)];
            grid_field(&m->b, (int)r + 1, (int)c + 2, 1, 1, (int)(s->first + c), STR(""),
                       grid_align_for(columns->v[c].type));
        }
    }
    return true;
}

/* ---- 年度总体目标 ---- */

static bool goals_grid(struct maker *m, struct grid *g) {
    const struct rule_labels *columns = &m->rules->goal_columns;
    int goals = (int)m->schema->goals;
    if (!grid_begin(&m->b, g, PART_GOALS, goals + 1, (int)columns->n + 1)) {
        return false;
    }
    grid_column(&m->b, 0, 4, 4, 0);
    grid_label(&m->b, 0, 0, goals + 1, 1, STR("年度总体目标"), ALIGN_CENTER);
    for (size_t c = 0; c < columns->n; c++) {
        grid_column(&m->b, (int)c + 1, 10, 10, 1);
        grid_label(&m->b, 0, (int)c + 1, 1, 1, columns->v[c].label, ALIGN_CENTER);
    }
    for (int goal = 0; goal < goals; goal++) {
        g->ruled[goal + 1] = m->use == PAPER_ENTRY || goal == 0; /* on paper all goals share a cell */
        for (size_t c = 0; c < columns->n; c++) {
            int field = schema_cell(m->schema, PART_GOALS, goal, columns->v[c].id);
            grid_field(&m->b, goal + 1, (int)c + 1, 1, 1, field, STR(""), ALIGN_LEFT);
        }
    }
    return true;
}

/* ---- 绩效指标 ---- */

/* Rows that a node takes: its indicators, or one of its own where it has none. */
static int leaf_rows(const struct node *node, size_t nodes, size_t i) {
    int rows = 0;
    size_t k = i + 1;
    for (; k < nodes && node[k].level > node[i].level; k++) {
        bool leaf = k + 1 >= nodes || node[k + 1].level <= node[k].level;
        rows += leaf;
    }
    return rows > 0 ? rows : 1;
}

static int tree_rows(const struct node *node, size_t nodes) {
    int rows = 0;
    for (size_t i = 0; i < nodes; i++) {
        rows += i + 1 >= nodes || node[i + 1].level <= node[i].level;
    }
    return rows;
}

/* Places the names of a tree from `row` on in columns `col`, col + 1, col + 2; `name` adds one cell. A heading without
   anything below it fills the row up. Calls `leaf` for each indicator with its row. */
struct tree_walk {
    const struct node *node;
    size_t nodes;
    int row, col;
    void (*name)(struct maker *m, size_t node, int row, int col, int rows, int cols);
    void (*leaf)(struct maker *m, size_t node, int row);
};

static void walk_tree(struct maker *m, const struct tree_walk *w) {
    int row = w->row;
    for (size_t i = 0; i < w->nodes; i++) {
        const struct node *n = &w->node[i];
        bool leaf = i + 1 >= w->nodes || w->node[i + 1].level <= n->level;
        int cols = leaf && n->level < 3 ? 4 - n->level : 1;
        w->name(m, i, row, w->col + n->level - 1, leaf_rows(w->node, w->nodes, i), cols);
        if (leaf) {
            w->leaf(m, i, row);
            row++;
        }
    }
}

static void form_name(struct maker *m, size_t node, int row, int col, int rows, int cols) {
    int field = schema_cell(m->schema, PART_INDICATORS, (int)node, KEY_NAME);
    grid_field(&m->b, row, col, rows, cols, field, m->schema->node[node].name, ALIGN_LEFT);
    if (m->use == PAPER_ENTRY && row > 0) {
        m->b.grid->ruled[row] = m->b.grid->ruled[row] || m->schema->node[node].level == 1;
    }
}

static int names_at(const struct maker *m) {
    return m->use == PAPER_PRINT ? 1 : 0;
}

static void form_leaf(struct maker *m, size_t node, int row) {
    const struct rule_labels *columns = &m->rules->columns;
    for (size_t c = 0; c < columns->n; c++) {
        int field = schema_cell(m->schema, PART_INDICATORS, (int)node, columns->v[c].id);
        int col = names_at(m) + 3 + (int)c;
        if (field >= 0) {
            grid_field(&m->b, row, col, 1, 1, field, STR(""), grid_align_for(columns->v[c].type));
        } else {
            grid_label(&m->b, row, col, 1, 1, STR(""), ALIGN_LEFT);
        }
    }
}

static void total_row(struct maker *m, int row) {
    const struct rule_labels *columns = &m->rules->columns;
    int span = names_at(m) + 3;
    size_t first = 0;
    while (first < columns->n && columns->v[first].id != KEY_WEIGHT && columns->v[first].id != KEY_SCORE) {
        first++;
    }
    grid_label(&m->b, row, 0, 1, span + (int)first, STR("总分"), ALIGN_CENTER);
    for (size_t c = first; c < columns->n; c++) {
        int field = columns->v[c].id == KEY_WEIGHT || columns->v[c].id == KEY_SCORE
                        ? schema_cell(m->schema, PART_TOTAL, 0, columns->v[c].id)
                        : -1;
        grid_field(&m->b, row, span + (int)c, 1, 1, field, STR(""), grid_align_for(columns->v[c].type));
    }
}

static bool indicators_grid(struct maker *m, struct grid *g) {
    static const char *const levels[] = {"一级指标", "二级指标", "三级指标"};
    const struct schema *s = m->schema;
    int leaves = tree_rows(s->node, s->nodes), at = names_at(m), total = m->use == PAPER_PRINT;
    const struct rule_labels *columns = &m->rules->columns;
    if (!grid_begin(&m->b, g, PART_INDICATORS, leaves + 1 + total, at + 3 + (int)columns->n)) {
        return false;
    }
    if (at > 0) {
        grid_column(&m->b, 0, 2, 2, 0);
        grid_label(&m->b, 0, 0, leaves + 1, 1, STR("绩效指标"), ALIGN_CENTER);
    }
    for (int level = 0; level < 3; level++) {
        bool heading = level < 2, print = m->use == PAPER_PRINT;
        grid_column(&m->b, at + level, heading ? 8 : 10,
                    !heading ? (print ? 30 : 28)
                    : print  ? 18
                             : 8,
                    !heading ? 4
                    : print  ? 1
                             : 0);
        if (heading && !print) {
            grid_wide(&m->b, level, 20);
        }
        grid_label(&m->b, 0, at + level, 1, 1, str_of(levels[level]), ALIGN_CENTER);
    }
    for (size_t c = 0; c < columns->n; c++) {
        grid_column_for(&m->b, at + 3 + (int)c, columns->v[c].id, columns->v[c].type);
        grid_label(&m->b, 0, at + 3 + (int)c, 1, 1, columns->v[c].label, ALIGN_CENTER);
    }
    for (int row = 2; m->use == PAPER_ENTRY && row <= leaves; row++) {
        g->ruled[row] = false;
    }
    walk_tree(m, &(struct tree_walk){s->node, s->nodes, 1, at, form_name, form_leaf});
    if (total) {
        total_row(m, leaves + 1);
    }
    return true;
}

/* ---- 总分与核对 ---- */

static struct str number(struct maker *m, dec d) {
    char text[DEC_TEXT];
    return arena_copy(m->b.arena, dec_text(d, 0, text));
}

static void total_fields_row(struct maker *m, int row) {
    const struct score *s = m->score;
    static const enum key keys[] = {KEY_WEIGHT, KEY_SCORE, KEY_GRADE};
    grid_label(&m->b, row, 0, 1, 1, STR("总分"), ALIGN_LEFT);
    for (int i = 0; i < 3; i++) {
        int field = schema_cell(m->schema, PART_TOTAL, 0, keys[i]);
        grid_field(&m->b, row, i == 0 ? 1 : i == 1 ? 2 : 4, 1, 1, field, STR(""), i < 2 ? ALIGN_RIGHT : ALIGN_LEFT);
    }
    grid_label(&m->b, row, 3, 1, 1, s && s->all.scored > 0 ? number(m, s->total) : STR(""), ALIGN_RIGHT);
    bool complete = s && s->all.scored > 0 && s->grade >= 0;
    grid_label(&m->b, row, 5, 1, 1, complete ? m->rules->grade[s->grade].name : STR(""), ALIGN_LEFT);
}

/* One row for each level-1 heading with its subtotals, then the total with its fields. */
static bool total_grid(struct maker *m, struct grid *g) {
    static const char *const heads[] = {"", "分值", "填报得分", "计算得分", "填报等级", "计算等级"};
    const struct schema *s = m->schema;
    int rows = 1;
    for (size_t i = 0; i < s->nodes; i++) {
        rows += s->node[i].level == 1;
    }
    if (!grid_begin(&m->b, g, PART_TOTAL, rows + 1, 6)) {
        return false;
    }
    for (int c = 0; c < 6; c++) {
        grid_column(&m->b, c, c == 0 ? 10 : 8, c == 0 ? 30 : 10, c == 0);
        grid_label(&m->b, 0, c, 1, 1, str_of(heads[c]), ALIGN_CENTER);
    }
    int row = 1;
    for (size_t i = 0; i < s->nodes; i++) {
        if (s->node[i].level != 1) {
            continue;
        }
        const struct tally *t = m->score ? &m->score->node[i] : &(struct tally){0};
        grid_label(&m->b, row, 0, 1, 1, form_node_name(m->form, i), ALIGN_LEFT);
        grid_label(&m->b, row, 1, 1, 1, number(m, t->weight), ALIGN_RIGHT);
        grid_label(&m->b, row, 2, 1, 1, STR(""), ALIGN_RIGHT);
        grid_label(&m->b, row, 3, 1, 1, t->scored > 0 ? number(m, t->score) : STR(""), ALIGN_RIGHT);
        grid_label(&m->b, row, 4, 1, 2, STR(""), ALIGN_LEFT);
        g->ruled[row] = row == 1;
        row++;
    }
    total_fields_row(m, row);
    return true;
}

/* ---- 附注 ---- */

static bool notes_grid(struct maker *m, struct grid *g) {
    const struct schema_section *s = &m->schema->section[schema_section_of(m->schema, PART_NOTES, 0)];
    if (!grid_begin(&m->b, g, PART_NOTES, (int)m->rules->notes.n, 2)) {
        return false;
    }
    grid_column(&m->b, 0, 8, 12, 0);
    grid_column(&m->b, 1, 20, 20, 1);
    for (size_t i = 0; i < m->rules->notes.n; i++) {
        grid_label(&m->b, (int)i, 0, 1, 1, m->rules->notes.v[i].label, ALIGN_CENTER);
        grid_field(&m->b, (int)i, 1, 1, 1, (int)(s->first + i), STR(""), ALIGN_LEFT);
    }
    return true;
}

static struct str year_line(struct maker *m) {
    struct str year = form_value(m->form, schema_cell(m->schema, PART_HEADER, 0, KEY_YEAR));
    struct arena *a = m->b.arena;
    return year.n > 0 ? arena_join(a, STR("（ "), arena_join(a, year, STR(" 年度）"))) : STR("（      年度）");
}

struct paper *paper_form(struct arena *a, const struct form *f, const struct score *score, enum paper_use use) {
    struct maker m = {
        .b.arena = a, .form = f, .schema = f->schema, .rules = f->schema->rules, .score = score, .use = use};
    bool (*const parts[])(struct maker *, struct grid *) = {header_grid,     funds_grid, goals_grid,
                                                            indicators_grid, total_grid, notes_grid};
    struct paper *p = arena_new(a, struct paper);
    struct grid *grids = arena_array(a, struct grid, PARTS);
    if (!p || !grids) {
        return NULL;
    }
    *p = (struct paper){.title = m.rules->form_title, .subtitle = year_line(&m), .grid = grids};
    for (int part = 0; part < PARTS; part++) {
        bool absent = (part == PART_TOTAL && use == PAPER_PRINT) || (part == PART_NOTES && m.rules->notes.n == 0) ||
                      (part == PART_FUNDS && m.rules->fund_rows.n == 0);
        if (!absent && !parts[part](&m, &grids[p->grids++])) {
            return NULL;
        }
    }
    return a->failed ? NULL : p;
}

/* ---- 指标体系 ---- */

static struct str name_with_weight(struct maker *m, const struct node *n) {
    struct arena *a = m->b.arena;
    if (n->level == 3 || !n->has_weight) {
        return n->name;
    }
    return arena_join(a, n->name, arena_join(a, STR("（"), arena_join(a, number(m, n->weight), STR("分）"))));
}

static void rules_name(struct maker *m, size_t node, int row, int col, int rows, int cols) {
    const struct node *n = &m->rules->node[node];
    grid_label(&m->b, row, col, rows, cols, name_with_weight(m, n), ALIGN_LEFT);
}

static void rules_leaf(struct maker *m, size_t node, int row) {
    const struct node *n = &m->rules->node[node];
    struct str weight = n->level == 3 && n->has_weight ? number(m, n->weight) : STR("");
    grid_label(&m->b, row, 3, 1, 1, weight, ALIGN_RIGHT);
}

struct paper *paper_rules(struct arena *a, const struct ruleset *rules) {
    static const char *const heads[] = {"一级指标", "二级指标", "三级指标", "标准分"};
    struct maker m = {.b.arena = a, .rules = rules};
    struct paper *p = arena_new(a, struct paper);
    struct grid *g = arena_new(a, struct grid);
    int leaves = tree_rows(rules->node, rules->nodes);
    if (!p || !g || !grid_begin(&m.b, g, PART_INDICATORS, leaves + 2, 4)) {
        return NULL;
    }
    *p = (struct paper){.title = rules->title, .grid = g, .grids = 1};
    for (int c = 0; c < 4; c++) {
        grid_column(&m.b, c, c < 3 ? 10 : 6, c < 2 ? 26 : c == 2 ? 30 : 6, c < 2 ? 1 : c == 2 ? 8 : 0);
        grid_label(&m.b, 0, c, 1, 1, str_of(heads[c]), ALIGN_CENTER);
    }
    walk_tree(&m, &(struct tree_walk){rules->node, rules->nodes, 1, 0, rules_name, rules_leaf});
    dec sum = 0;
    for (size_t i = 0; i < rules->nodes; i++) {
        sum += rules->node[i].level == 3 ? rules->node[i].weight : 0;
    }
    grid_label(&m.b, leaves + 1, 0, 1, 3, STR("合计"), ALIGN_CENTER);
    grid_label(&m.b, leaves + 1, 3, 1, 1, number(&m, sum), ALIGN_RIGHT);
    return a->failed ? NULL : p;
}
