/* What the files that make a rule set from a form share. */
#ifndef ZIPING_MODEL_RULES_FROM_PARTS_H
#define ZIPING_MODEL_RULES_FROM_PARTS_H

#include "ziping/engine.h"
#include "ziping/rules_from.h"
#include "ziping/score.h"

/* A heading or indicator as the rule set will have it. */
struct from_node {
    const struct node *node; /* of the schema */
    bool used;               /* the form has it, or something below it */
    bool kind_assumed;
    struct str name;
    bool has_weight;
    dec weight;
    enum kind kind;
    enum sign sign;
    struct str target, unit, counts;
    bool optional;
};

/* Names of fields, rows or columns, in their order. */
#define FROM_NAMES 256
struct from_names {
    struct str v[FROM_NAMES];
    size_t n, known; /* the first `known` ones are the rule set's */
};

struct from {
    struct arena *arena;
    const struct ini_doc *doc;   /* the form */
    const struct ruleset *rules; /* its rule set, or an empty one */
    bool has_rules;
    const struct schema *schema;
    struct from_node *node; /* by node of the schema */
    struct from_names header, rows, fund_columns, goals, columns, notes;
    bool has_total;
    dec total;
    dec execution; /* weight of the execution rate */
    bool execution_assumed, counted_assumed;
    struct buf *out;
    struct str section; /* that is being written */
};

/* The form's text for section and key, without white space at its ends; empty where there is none. */
struct str from_text(const struct from *f, struct str section, struct str key);
/* The same as a number. */
bool from_number(const struct from *f, struct str section, struct str key, dec *out);

/* ---- rules_from_tree.c ---- */

/* Fills in the nodes and what follows from them: total and weight of the execution rate. */
bool from_read_tree(struct from *f);
void from_put_tree(struct from *f);

/* ---- rules_from_fields.c ---- */

/* Fills in the names of fields, rows and columns. */
void from_read_fields(struct from *f);
/* Writes one of these lists with the labels that are not the usual ones. */
void from_put_fields(struct from *f, const struct rule_key *row);
/* Adds the names that the rule set doesn't have. */
void from_put_added(const struct from *f, struct buf *out);

/* Writes a key, before it the section's line where another one was written last. */
void from_put(struct from *f, struct str section, struct str key, struct str value);
void from_put_number(struct from *f, struct str section, struct str key, dec value);

#endif
