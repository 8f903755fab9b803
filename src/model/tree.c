#include "tree.h"

int tree_find(const struct tree *t, struct str path) {
    for (size_t i = 0; i < t->n; i++) {
        if (str_eq_nocase(t->node[i].path, path)) {
            return (int)i;
        }
    }
    return -1;
}

/* Bytes up to and with the last dot, or 0. */
static size_t last_dot(struct str path) {
    size_t n = path.n;
    while (n > 0 && path.p[n - 1] != '.') {
        n--;
    }
    return n;
}

struct str tree_leaf(struct str path) {
    return str_sub(path, last_dot(path), path.n);
}

/* The path of the heading above: the first part of two, the first two of more. Empty for a path of one part. */
static struct str path_above(struct str path) {
    size_t first = str_find(path, STR(".")), n = last_dot(path);
    if (first < path.n && n > first + 1) {
        n = first + 2 + str_find(str_sub(path, first + 1, path.n), STR("."));
    }
    return str_trim(str_sub(path, 0, n > 0 ? n - 1 : 0));
}

static int parent_of(struct tree *t, const struct node *node) {
    struct str above = path_above(node->path);
    if (above.n == 0) {
        return -1;
    }
    int parent = tree_find(t, above);
    if (parent < 0) {
        parent = tree_add(t, (struct node){.path = above,
                                           .name = tree_leaf(above),
                                           .sign = SIGN_NONE,
                                           .line = node->line,
                                           .own = node->own,
                                           .implied = true});
    }
    return parent;
}

int tree_add(struct tree *t, struct node node) {
    int there = tree_find(t, node.path);
    if (there >= 0 && t->node[there].implied && !node.implied) {
        node.level = t->node[there].level;
        node.parent = t->node[there].parent;
        t->node[there] = node; /* the heading stands behind what is below it in the file */
        return there;
    }
    if (there >= 0 || t->n >= TREE_MAX) {
        return -1;
    }
    node.parent = parent_of(t, &node);
    struct node *v = arena_grow(t->arena, t->node, t->n, &t->cap, sizeof *v);
    if (!v) {
        return -1;
    }
    t->node = v;
    node.level = node.parent < 0 ? 1 : v[node.parent].level + 1;
    v[t->n] = node;
    return (int)t->n++;
}

static size_t place(const struct tree *t, int from, int parent, struct node *to, size_t n) {
    size_t index = n;
    to[n] = t->node[from];
    to[n++].parent = parent;
    for (size_t i = 0; i < t->n; i++) {
        if (t->node[i].parent == from) {
            n = place(t, (int)i, (int)index, to, n);
        }
    }
    return n;
}

static bool placed(const struct node *to, size_t n, struct str path) {
    for (size_t i = 0; i < n; i++) {
        if (str_eq_nocase(to[i].path, path)) {
            return true;
        }
    }
    return false;
}

size_t tree_arrange(const struct tree *t, struct str order, struct node *to) {
    size_t n = 0;
    for (struct str word; (word = str_word(&order)).n > 0;) {
        int i = tree_find(t, word);
        if (i >= 0 && t->node[i].parent < 0 && !placed(to, n, word)) {
            n = place(t, i, -1, to, n);
        }
    }
    for (size_t i = 0; i < t->n; i++) {
        if (t->node[i].parent < 0 && !placed(to, n, t->node[i].path)) {
            n = place(t, (int)i, -1, to, n);
        }
    }
    return n;
}
