/* The weights of a rule set's indicator tree: what each heading has and what there is below it. */
#ifndef ZIPING_WEIGHTS_H
#define ZIPING_WEIGHTS_H

#include "ziping/ruleset.h"

struct weight {
    bool has_own, has_below; /* it has a weight; something below it has points */
    bool complete;           /* it has a weight, or everything below it is complete */
    dec own;
    dec below;    /* points of what is directly below it */
    bool differs; /* what is below it is complete, and doesn't add up to its own weight */
    dec points;   /* what counts: `below` where there is any, else its own weight */
    dec share;    /* of the rule set's total in per cent, cut at 10^-6; 0 where the total is 0 or below */
};

struct weights {
    struct weight *node;     /* by node of the rule set */
    bool has_funds;          /* the funds table's row counts by itself: no indicator has its points */
    struct weight execution; /* that row's */
    dec sum;                 /* of all points */
    dec sum_share;
    bool differs; /* `sum` is not the rule set's total */
};

/* Builds them in the arena. False when memory is short. */
bool weights_make(struct arena *a, const struct ruleset *rules, struct weights *out);

#endif
