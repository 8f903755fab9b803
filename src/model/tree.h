/* The indicator tree while it is put together: headings that are missing are added, so that every indicator has its two
   headings, and the nodes are brought into depth-first order. */
#ifndef ZIPING_MODEL_TREE_H
#define ZIPING_MODEL_TREE_H

#include "ziping/ruleset.h"

#define TREE_MAX 5000 /* nodes: a file with more is no indicator system */

struct tree {
    struct arena *arena;
    struct node *node;
    size_t n, cap;
};

/* Index of the node with this path, or -1. */
int tree_find(const struct tree *t, struct str path);

/* Adds a node and the headings above it that are missing (implied ones, `own` as the node itself). Its level and parent
   are set here; a path of more than three parts hangs below its second part. -1 when memory is short, the tree
   is full or the path is there already. */
int tree_add(struct tree *t, struct node node);

/* Writes the nodes depth first into `to` (room for t->n), level-1 headings that `order` names first, the others as they
   were added; parents become indices of `to`. Returns their number. */
size_t tree_arrange(const struct tree *t, struct str order, struct node *to);

/* The last part of a path. */
struct str tree_leaf(struct str path);

#endif
