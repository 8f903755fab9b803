/* What differs between two rule sets, last year's and this year's say, as they act: what a base gives counts as if the
   file itself said it, so that a key moved from a file to its base is no difference. */
#ifndef ZIPING_RULES_DIFF_H
#define ZIPING_RULES_DIFF_H

#include "ziping/rulesettings.h"

enum rules_change {
    RULES_CHANGED,   /* another value */
    RULES_ADDED,     /* only in the new one */
    RULES_REMOVED,   /* only in the old one */
    RULES_RENAMED,   /* a heading or indicator: the same path, another name; a field: another label */
    RULES_MOVED,     /* a heading or indicator: the same name, another place in the tree or another path */
    RULES_REORDERED, /* the same ones in another order: the children of a heading, fields, columns */
    RULES_CHANGES
};

struct rules_difference {
    enum rules_change change;
    const struct rule_key *row; /* of the key; NULL where a heading or indicator is added, removed, moved, reordered */
    struct str section;         /* of the setting, or the path of the heading or indicator (the new one; empty: the
                                   level-1 headings, in their order) */
    struct str key;             /* of the setting; empty for a heading or indicator as a whole */
    struct str item;            /* the field, row or column, the word of a list */
    struct str name;            /* of the heading or indicator, the label of the item; may be empty */
    bool has_old, has_new;      /* false: it has no value on that side */
    struct str old_value, new_value; /* values; weights of what is added or removed; paths of what moved */
};

struct rules_diff {
    struct rules_difference *v;
    size_t n, cap;
};

/* Compares two rule sets that could be read. The differences are in the order of the key table and then of the new
   tree, with what was removed where it stood; the texts are those of the rule sets and of the arena. False when memory
   is short. */
bool rules_diff(struct arena *a, const struct ruleset *old_rules, const struct ruleset *new_rules,
                const struct rule_checks *checks, struct rules_diff *out);

/* The word for a change in machine-readable output: changed, added, removed, … */
const char *rules_change_name(enum rules_change change);

/* ---- for rules_diff.c ---- */

/* Adds what differs in the trees. */
void rules_diff_trees(struct arena *a, const struct ruleset *x, const struct ruleset *y, struct rules_diff *out);
void rules_diff_add(struct arena *a, struct rules_diff *out, struct rules_difference d);

#endif
