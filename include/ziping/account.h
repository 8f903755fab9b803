/* How each point of a form comes about: what the rules give for it, what the form states, and both added up by heading
   and as a whole. */
#ifndef ZIPING_ACCOUNT_H
#define ZIPING_ACCOUNT_H

#include "ziping/score.h"

/* An indicator, or the funds table's row where no indicator counts it. */
struct account_row {
    int node;              /* in schema->node; -1: the funds table's row */
    struct str target;     /* as the form has them, else the rule set, with sign and unit; empty where there are none */
    struct str actual;     /* likewise */
    enum engine_rule rule; /* of `points`, which may be empty where the row doesn't apply */
    struct engine_points points;
    bool left_out; /* it doesn't apply */
    dec weight;
    bool has_computed, has_stated;
    dec computed, stated;
    dec difference;   /* computed − stated, where there are both, else 0 */
    bool out_of_band; /* the stated score is in another tier than the one that the actual value names */
    bool has_points;  /* it adds `counts` to the form's total: what is stated, or follows from the execution rate */
    dec counts;
    dec lost; /* weight − counts; the whole weight where it has no points yet; 0 where it doesn't apply, never below 0
               */
};

/* Sums over the rows below a heading, or over all. */
struct account_sum {
    size_t rows, stated_rows, computed_rows; /* all; with a stated score; with a computed one */
    dec weight, stated, lost;
    dec computed; /* the computed scores, and the stated ones of the rows that have no other */
};

struct account {
    struct account_row *row; /* in the order of the form; the funds table's row is the last */
    size_t rows;
    size_t open;             /* rows that have no points yet; */
    size_t unknown;          /* and those of them that none can be computed for */
    struct account_sum *sum; /* by node of the schema: level 1 and 2 */
    struct account_sum all;
    struct engine_total filled;   /* of `counts`: the score's whole */
    struct engine_total computed; /* of the computed scores, and the stated ones of the rows that have no other */
};

/* Builds it in the arena. False when memory is short. */
bool account_make(struct arena *a, const struct form *f, const struct score *s, struct account *out);

/* A heading has a weight of its own that is not the sum of what is below it. */
bool account_sum_differs(const struct account *c, const struct schema *schema, size_t node);

/* What the rounded scores add up to, less the sum that is rounded once; 0 where the rule set doesn't round. */
dec account_rounding(const struct ruleset *rules, const struct engine_total *t);

#endif
