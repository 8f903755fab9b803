/* What differs between two indicator trees. */
#include "tree.h"
#include "ziping/rules_diff.h"

struct trees {
    struct arena *arena;
    const struct ruleset *x, *y;
    int *in_y, *in_x; /* by node of the one: its counterpart in the other, or -1 */
    struct rules_diff *out;
};

/* ---- who is whose counterpart ---- */

static void pair(struct trees *t, size_t x, size_t y) {
    t->in_y[x] = (int)y;
    t->in_x[y] = (int)x;
}

static bool same_place(const struct trees *t, const struct node *x, const struct node *y) {
    return x->parent == (y->parent < 0 ? -1 : t->in_x[y->parent]);
}

/* Pairs what is left of a level by its name, the first of that name with the first. */
static void pair_by_name(struct trees *t, int level, bool below_counterparts) {
    for (size_t y = 0; y < t->y->nodes; y++) {
        const struct node *n = &t->y->node[y];
        for (size_t x = 0; n->level == level && t->in_x[y] < 0 && x < t->x->nodes; x++) {
            const struct node *m = &t->x->node[x];
            if (m->level == level && t->in_y[x] < 0 && str_eq(m->name, n->name) &&
                (!below_counterparts || same_place(t, m, n))) {
                pair(t, x, y);
            }
        }
    }
}

/* By path; else by name, at the same place of the tree before others. It is the same in both directions. */
static void find_counterparts(struct trees *t) {
    for (size_t i = 0; i < t->x->nodes; i++) {
        t->in_y[i] = -1;
    }
    for (size_t i = 0; i < t->y->nodes; i++) {
        int there = ruleset_node(t->x, t->y->node[i].path);
        t->in_x[i] = -1;
        if (there >= 0 && t->x->node[there].level == t->y->node[i].level) {
            pair(t, (size_t)there, i);
        }
    }
    for (int level = 1; level <= 3; level++) {
        pair_by_name(t, level, true);
        pair_by_name(t, level, false);
    }
}

/* ---- one heading or indicator ---- */

static struct str weight_of(struct trees *t, const struct node *n) {
    char text[DEC_TEXT];
    return n->has_weight ? arena_copy(t->arena, dec_text(n->weight, 0, text)) : STR("");
}

static void add_whole(struct trees *t, const struct node *n, enum rules_change change) {
    struct rules_difference d = {.change = change, .section = n->path, .name = n->name};
    if (change == RULES_ADDED) {
        d.has_new = n->has_weight;
        d.new_value = weight_of(t, n);
    } else {
        d.has_old = n->has_weight;
        d.old_value = weight_of(t, n);
    }
    rules_diff_add(t->arena, t->out, d);
}

/* The value of a key of a node as it acts; false where it has none. */
static bool value_of(struct trees *t, const struct ruleset *rs, const struct node *n, const struct rule_key *row,
                     struct str *out) {
    const struct ini_entry *e = ini_find(&rs->file[rs->tree_file].doc, n->path, str_of(row->key));
    *out = rulesettings_value(t->arena, row, e ? e->value : str_of(row->preset));
    if (strcmp(row->key, "name") == 0) {
        *out = n->name;
    }
    return out->n > 0;
}

static void compare_keys(struct trees *t, const struct node *x, const struct node *y) {
    for (size_t i = 0; rule_key_at(i); i++) {
        const struct rule_key *row = rule_key_at(i);
        struct rules_difference d = {.row = row, .section = y->path, .key = str_of(row->key), .name = y->name};
        if (strcmp(row->section, "*") != 0) {
            continue;
        }
        d.has_old = value_of(t, t->x, x, row, &d.old_value);
        d.has_new = value_of(t, t->y, y, row, &d.new_value);
        d.change = strcmp(row->key, "name") == 0 ? RULES_RENAMED
                   : !d.has_old                  ? RULES_ADDED
                   : !d.has_new                  ? RULES_REMOVED
                                                 : RULES_CHANGED;
        if (d.has_old != d.has_new || !str_eq(d.old_value, d.new_value)) {
            rules_diff_add(t->arena, t->out, d);
        }
    }
}

/* Another heading above it, or another path by more than what follows from the heading's. */
static bool moved(const struct trees *t, const struct node *x, const struct node *y) {
    return !same_place(t, x, y) || !str_eq_nocase(tree_leaf(x->path), tree_leaf(y->path));
}

static void compare_nodes(struct trees *t, const struct node *x, const struct node *y) {
    if (moved(t, x, y)) {
        rules_diff_add(t->arena, t->out,
                       (struct rules_difference){.change = RULES_MOVED,
                                                 .section = y->path,
                                                 .name = y->name,
                                                 .has_old = true,
                                                 .has_new = true,
                                                 .old_value = x->path,
                                                 .new_value = y->path});
    }
    compare_keys(t, x, y);
}

/* ---- the order of the children ---- */

/* The children of a heading (-1: the level-1 headings) that both have below it, in the order of one of the two, by
   their names. */
static struct str children(struct trees *t, bool of_new, int parent, int other_parent, struct str *names) {
    const struct ruleset *rs = of_new ? t->y : t->x, *other = of_new ? t->x : t->y;
    const int *counterpart = of_new ? t->in_x : t->in_y;
    struct buf paths = {0}, text = {0};
    for (size_t i = 0; i < rs->nodes; i++) {
        int there = rs->node[i].parent == parent ? counterpart[i] : -1;
        if (there >= 0 && other->node[there].parent == other_parent) {
            /* the place of the pair in the new tree stands for both */
            buf_number(&paths, of_new ? i : (size_t)there);
            buf_char(&paths, ' ');
            buf_text(&text, text.n > 0 ? " / " : "");
            buf_add(&text, rs->node[i].name);
        }
    }
    *names = buf_keep(&text, t->arena);
    return buf_keep(&paths, t->arena);
}

static void compare_order(struct trees *t, int y) {
    int x = y < 0 ? -1 : t->in_x[y];
    struct rules_difference d = {.change = RULES_REORDERED, .has_old = true, .has_new = true};
    struct str before = children(t, false, x, y, &d.old_value), after = children(t, true, y, x, &d.new_value);
    if (!str_eq(before, after)) {
        d.section = y < 0 ? STR("") : t->y->node[y].path;
        d.name = y < 0 ? STR("") : t->y->node[y].name;
        rules_diff_add(t->arena, t->out, d);
    }
}

/* What was removed stands before the first one behind it that is still there. */
static void add_removed(struct trees *t, size_t *from, size_t to) {
    for (; *from < to; (*from)++) {
        if (t->in_y[*from] < 0) {
            add_whole(t, &t->x->node[*from], RULES_REMOVED);
        }
    }
}

void rules_diff_trees(struct arena *a, const struct ruleset *x, const struct ruleset *y, struct rules_diff *out) {
    struct trees t = {a, x, y, arena_array(a, int, x->nodes + 1), arena_array(a, int, y->nodes + 1), out};
    size_t removed = 0;
    if (!t.in_x || !t.in_y) {
        return;
    }
    find_counterparts(&t);
    compare_order(&t, -1);
    for (size_t i = 0; i < y->nodes; i++) {
        if (t.in_x[i] < 0) {
            add_whole(&t, &y->node[i], RULES_ADDED);
            continue;
        }
        add_removed(&t, &removed, (size_t)t.in_x[i]);
        compare_nodes(&t, &x->node[t.in_x[i]], &y->node[i]);
        if (y->node[i].level < 3) {
            compare_order(&t, (int)i);
        }
    }
    add_removed(&t, &removed, x->nodes);
}
