/* What follows from what a form states: execution rate and points, subtotals, total, grade, and the points of a number
   indicator. Sources: 财预〔2020〕10号 for the execution rate, the number indicators and the grades; the rule set for
   weights, bounds and local variants. All of it exact. */
#ifndef ZIPING_SCORE_H
#define ZIPING_SCORE_H

#include "ziping/form.h"
#include "ziping/measure.h"

/* A number as a form states it. */
enum stated { STATED_NONE, STATED_NUMBER, STATED_WRONG };

/* Reads a number field; empty and `—` are STATED_NONE. */
enum stated stated_number(struct str value, dec *out);

struct tally {
    dec weight, score; /* sums over the indicators below (or of the indicator itself) */
    size_t indicators; /* how many there are, and how many of them have a score */
    size_t scored;
    bool stated; /* a score among them is a number that the form states, not one that follows */
};

struct score {
    bool has_rate;
    dec rate;             /* execution in per cent, cut at 10^-6 */
    dec paid, planned;    /* what the rate is made of, for exact comparisons */
    dec execution_weight; /* as the funds table states it, else the rule set's */
    dec execution_points; /* rate × weight, never above the weight, rounded to the rule set's decimals; 0 without a rate
                           */
    struct tally *node;   /* by node of the schema */
    struct tally all;     /* the whole form; the funds row included, once */
    bool has_cap;         /* the execution rate caps the total */
    dec cap;
    dec total; /* all.score, capped */
    int grade; /* of the unrounded total: index in rules->grade, or -1 */
};

/* Computes it all; the arrays live in the arena. False when memory is short. */
bool score_form(struct arena *a, const struct form *f, struct score *out);

/* The grade for a total: index in rules->grade of the highest bound reached, or -1. */
int score_grade(const struct ruleset *rules, dec total);

/* The row of the funds table that an indicator has its points from, or -1. */
int score_counts_row(const struct ruleset *rules, const struct node *node);

/* Points of a number indicator: full weight when the target is met, else in proportion, never below 0 nor above the
   weight; cut at 10^-6, so that rounding them is exact. False where the rule gives no number (target 0 that is missed,
   say). */
bool score_number(const struct ruleset *rules, enum sign sign, dec target, dec actual, dec weight, dec *points);

/* Target and actual value of an indicator as numbers that can be held against each other. */
struct indicator_values {
    bool comparable; /* both are numbers of the same unit */
    enum sign sign;  /* >= where neither form nor rule set gives one */
    bool assumed;    /* it is an assumption */
    dec target, actual;
    struct measure target_read, actual_read;
};
struct indicator_values score_values(const struct form *f, size_t node);

/* The value that follows for a field, where one does: the printed weight, execution rate and points, subtotals, total,
   grade, a number indicator's points. Empty where none follows. */
struct str score_computed(struct arena *a, const struct form *f, const struct score *s, int field);

#endif
