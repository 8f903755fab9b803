/* A generated rule set and form as numbers, before they are written as text. */
#ifndef ZIPING_TESTS_GENERATE_MODEL_H
#define ZIPING_TESTS_GENERATE_MODEL_H

#include "generate.h"
#include "ziping/buf.h"
#include "ziping/ruleset.h"

typedef int64_t units; /* ten-thousandths: of a point, of the currency, of what an indicator counts */

#define UNIT 10000
#define SOUND CHECKS /* no fault */

enum { INDICATORS = 64, GROUPS = 16, HEADS = 6, ROWS = 4, GOALS = 4, CAPS = 3, GRADES = 4 };
enum money { INITIAL, BUDGET, EXECUTED, MONEY };
enum place { IN_TARGET, IN_COLUMN, IN_RULES }; /* where a sign stands */

struct gen_indicator {
    int group;
    const char *path, *name;
    enum kind kind;
    enum sign sign;
    enum place sign_at;
    const char *unit;
    units weight, stated_weight; /* by the rules; on the form */
    bool counted;                /* it is the execution rate of the funds table */
    bool own;                    /* the form adds it */
    bool in_rules;               /* the rule set has the target, and the form may leave it out */
    bool measured;               /* it has a target and an actual value that are numbers */
    units target, actual;
    int tier; /* the band that its actual value names, or -1 */
    units score;
    const char *score_text; /* NULL: as the score is usually written */
};

struct gen_row {
    const char *key;
    bool used;
    units amount[MONEY];
    const char *text[MONEY]; /* NULL: the amount */
    bool has_rate;
    units rate; /* ten-thousandths of a per cent */
    int rate_places;
    const char *weight_text, *score_text; /* NULL: what is usual in the row */
};

struct gen {
    struct arena *arena;
    uint64_t state;
    enum code fault;
    const char *path; /* of the fault */
    int victim;       /* the indicator that it is about */

    int year, decimals, weight_places;
    units step; /* the least part of a score */
    bool initial_base, linear, open;
    bool target_column, sign_column, unit_column, actual_column, reason_column, other_columns;
    bool funds_points, funds_rate, funds_reason, notes, yuan;
    bool counted; /* an indicator has the points of the funds table */
    units execution_weight, execution_points;
    int reason_below, required_below, tier_bound; /* per cent */
    struct {
        units below, most;
    } cap[CAPS];
    int caps;
    int grade_set;

    struct {
        const char *path, *name;
        bool weighted;
    } head[HEADS];
    struct {
        int head;
        const char *path, *name;
        bool weighted, own;
    } group[GROUPS];
    struct gen_indicator indicator[INDICATORS];
    int heads, groups, indicators;

    struct gen_row row[ROWS];
    int rows, goals;

    units total_weight, total_score, sum;
    const char *total_score_text;
    int grade;
};

/* ---- chance ---- */

uint64_t gen_next(struct gen *g);
int gen_pick(struct gen *g, int n); /* 0 … n - 1 */
int64_t gen_between(struct gen *g, int64_t least, int64_t most);
bool gen_chance(struct gen *g, int one_in);

/* ---- texts ---- */

__attribute__((format(printf, 2, 3))) const char *gen_text(struct gen *g, const char *format, ...);

/* A number with so many digits behind the point at least. */
const char *gen_number(struct gen *g, units u, int places);

/* ---- arithmetic ---- */

/* n ÷ d, both not negative, to the nearest whole number, half up. */
int64_t gen_divide(int64_t n, int64_t d);

/* The points of a measured indicator: of `weight`, in steps. */
units gen_points(const struct gen *g, const struct gen_indicator *i, units weight);
bool gen_met(const struct gen_indicator *i);

extern const char *const gen_grade_names[][GRADES];
extern const units gen_grade_bounds[][GRADES];

/* ---- the parts ---- */

void gen_tree(struct gen *g);   /* headings and indicators with their weights */
void gen_values(struct gen *g); /* what was reached, and its score */
void gen_write(struct gen *g, struct generated *out);

/* What the rule set must have for the fault; the fault in weights and values, before sums are made; the fault in what
   is made of them. */
void gen_fault_needs(struct gen *g);
void gen_fault_weights(struct gen *g);
void gen_fault_money(struct gen *g);
void gen_fault_values(struct gen *g);
void gen_fault_totals(struct gen *g);

#endif
