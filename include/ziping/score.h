/* What follows from what a form states: execution rate and points, subtotals, total, grade, and the points of its
   indicators. The rules themselves, and where they come from, are the engine's. */
#ifndef ZIPING_SCORE_H
#define ZIPING_SCORE_H

#include "ziping/engine.h"
#include "ziping/form.h"

/* A number as a form states it. */
enum stated { STATED_NONE, STATED_NUMBER, STATED_WRONG };

/* Reads a number field; empty and `—` are STATED_NONE. */
enum stated stated_number(struct str value, dec *out);

struct tally {
    dec weight, score; /* sums over the indicators below (or of the indicator itself) */
    size_t indicators; /* how many there are, and how many of them have a score */
    size_t scored;     /* (or say that it doesn't apply) */
    bool stated;       /* a score among them is a number that the form states, not one that follows */
};

struct score {
    bool has_rate;
    dec rate;             /* execution in per cent, cut at 10^-6 */
    dec paid, planned;    /* what the rate is made of, for exact comparisons */
    dec execution_weight; /* as the funds table states it, else the rule set's */
    dec execution_points; /* rate × weight, never above the weight, as the rule set rounds it; 0 without a rate */
    struct engine_points execution; /* the same with its working */
    struct tally *node;             /* by node of the schema */
    struct tally all;               /* the whole form; the funds row included, once */
    bool has_cap;                   /* the execution rate caps the total */
    dec cap;
    dec total;                 /* the sum, rescaled where an indicator doesn't apply, capped; not rounded */
    int grade;                 /* of that total: index in rules->grade, or -1 */
    struct engine_total whole; /* the same with its working */
};

/* Computes it all; the arrays live in the arena. False when memory is short. */
bool score_form(struct arena *a, const struct form *f, struct score *out);

/* The grade for a total: index in rules->grade of the highest bound reached, or -1. */
int score_grade(const struct ruleset *rules, dec total);

/* The row of the funds table that an indicator has its points from, or -1. */
int score_counts_row(const struct ruleset *rules, const struct node *node);

/* The funds table's row has points of its own in the total: no indicator counts them. */
bool score_counts_funds(const struct form *f, const struct score *s);

/* Points of a number indicator, as engine_number has them, cut at 10^-6. False where the rule gives no number (target 0
   that is missed, say). */
bool score_number(const struct ruleset *rules, enum sign sign, dec target, dec actual, dec weight, dec *points);

/* Target and actual value of an indicator of the form. */
struct indicator_values score_values(const struct form *f, size_t node);

/* The points that an indicator of the form has by the rules, whatever it states. */
struct engine_points score_points(const struct form *f, const struct score *s, size_t node);

/* The form says that the indicator doesn't apply to it, and the rule set lets it. */
bool score_left_out(const struct form *f, size_t node);

/* The value that follows for a field, where one does: the printed weight, execution rate and points, subtotals, total,
   grade, a number indicator's points. Empty where none follows. */
struct str score_computed(struct arena *a, const struct form *f, const struct score *s, int field);

#endif
