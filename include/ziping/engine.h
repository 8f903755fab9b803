/* The scoring engine: points of an indicator, of the execution rate and of a whole form, each with the working that
   leads there. Pure and exact: no floating point, ratios compared as integers, every sum rounded once.

   Where each rule comes from; the keys are those of ziping-rules(5), 10号 is 财预〔2020〕10号:

   - a target that is met has the full weight, one that is missed has A ÷ T × w: 10号, 按照完成值与指标值的比例计分
   - ≤ and <: `inverse`, w·T/A or w·(1−(A−T)/T): no national text, both are in use
   - yes or no (是/否, 完成/未完成): w or 0: local practice
   - `steps`, satisfaction and dates by bands of the value: local practice
   - tiers, 100–80, 80–60, 60–0 % of w, a bound belongs to the upper one: 10号; 100–80, 80–50, 50–0 before 2020
   - far over the target, the cause is analysed, points are cut by the deviation: 10号 (按照偏离度适当调减分值), which
     names no threshold; 120 and 130 % are local practice
   - execution, executed ÷ budget × w, never above w: 10号, 全年（调整后）预算数; 年初预算数 in some places
   - low execution caps the total: local practice, below 80: 89, 70: 79, 60: 69, 50: 59
   - an indicator that doesn't apply, the others are rescaled: local practice
   - the grade by the total: 10号, 90/80/60; 80/70/60 in some places; before it is rounded, 89.95 is 良
   - decimals, 0, 1 or 2, rounded half up or cut: local practice */
#ifndef ZIPING_ENGINE_H
#define ZIPING_ENGINE_H

#include "ziping/measure.h"

/* What an answer was computed by. */
enum engine_rule {
    ENGINE_NONE,           /* no rule applies: see why */
    ENGINE_MET,            /* w */
    ENGINE_RATIO,          /* A ÷ T × w */
    ENGINE_INVERSE_RATIO,  /* T ÷ A × w */
    ENGINE_INVERSE_LINEAR, /* (1 − (A − T) ÷ T) × w */
    ENGINE_CUT_FIXED,      /* far over the target: w − so many points */
    ENGINE_CUT_DEVIATION,  /* far over the target: (1 − (A ÷ T − from)) × w */
    ENGINE_YES_NO,         /* 100 % or 0 % of w */
    ENGINE_STEP,           /* the step's per cent of w */
    ENGINE_TIER,           /* a band, in which a person gives the points */
    ENGINE_EXECUTION,      /* executed ÷ budget × w, at most w */
    ENGINE_NOT_APPLICABLE  /* not scored */
};

/* Why there are no points, or ENGINE_COMPUTED. */
enum engine_why {
    ENGINE_COMPUTED,
    ENGINE_NO_WEIGHT,     /* it has no weight, or one below 0 */
    ENGINE_IS_TEXT,       /* kind = text: nothing to compute */
    ENGINE_NO_TARGET,     /* empty or — */
    ENGINE_NO_ACTUAL,     /* empty or — */
    ENGINE_ODD_TARGET,    /* no number, or (yes or no) no answer */
    ENGINE_ODD_ACTUAL,    /* no number, answer or date */
    ENGINE_OTHER_UNIT,    /* 次 against 场, or 0.96 against 95% */
    ENGINE_TARGET_ZERO,   /* a target of 0 or below is missed: there is no ratio to it */
    ENGINE_STEP_GAP,      /* no step fits */
    ENGINE_DATE_TOO_WIDE, /* 2024年12月 against a bound of 2024-12-15 */
    ENGINE_NO_BAND,       /* the words name no band */
    ENGINE_JUDGED,        /* the band is known, the points in it are a person's */
    ENGINE_NO_RATE,       /* no amounts, or a budget of 0 or below */
    ENGINE_LEFT_OUT,      /* it doesn't apply */
    ENGINE_TOO_LARGE      /* beyond the range of exact numbers */
};

enum engine_overshoot { ENGINE_NOT_OVER, ENGINE_OVER_NOTE, ENGINE_OVER_REASON };

struct engine_points {
    enum engine_rule rule;
    enum engine_why why;
    dec weight;
    enum sign sign;
    dec target, actual; /* operands; of the execution rate: budget and executed */
    bool has_completion;
    dec completion; /* actual in per cent of the target, cut at 10^-6 */
    enum engine_overshoot overshoot;
    dec operand;     /* per cent of w (YES_NO, STEP), per cent from which is cut (CUT_DEVIATION), points (CUT_FIXED) */
    int index;       /* STEP, TIER: which one, from 0 */
    dec least, most; /* TIER: the points that the band has, */
    bool most_belongs; /* and whether `most` is one of them */
    dec of, by, over;  /* the points exactly: of × by ÷ over, between 0 and w */
    dec points;        /* cut at 10^-6 */
    dec rounded;       /* as the rule set rounds an indicator */
};

/* ---- numbers ---- */

/* Points of a number by its sign. `=` is met from the target on, but `= 0` by 0 alone. */
struct engine_points engine_number(const struct ruleset *rules, enum sign sign, dec target, dec actual, dec weight);

/* Points for the execution rate: of the budget that [execution] base names. */
struct engine_funds {
    bool has_initial, has_budget, has_executed;
    dec initial, budget, executed;
};
struct engine_points engine_execution(const struct ruleset *rules, const struct engine_funds *funds, dec weight);

/* of × by ÷ over as the rule set rounds it; all at least 0, over above 0. */
dec engine_round(const struct ruleset *rules, dec of, dec by, dec over);

/* ---- an indicator ---- */

struct engine_input {
    struct str target, actual, sign, unit; /* as the form has them; empty: as the node has them */
    struct str score;                      /* as stated: it may say that the indicator doesn't apply */
    bool has_weight;
    dec weight;
    const struct engine_points *execution; /* where the indicator counts the funds table's row, else NULL */
};

/* Target and actual value of an indicator as numbers that can be held against each other. */
struct indicator_values {
    bool comparable; /* both are numbers of the same unit */
    enum sign sign;  /* >= where neither form nor rule set gives one */
    bool assumed;    /* it is an assumption */
    dec target, actual;
    struct measure target_read, actual_read;
};
struct indicator_values engine_values(const struct node *node, const struct engine_input *in);

struct engine_points engine_indicator(const struct ruleset *rules, const struct node *node,
                                      const struct engine_input *in);

/* The form says 不适用 or — for an indicator that is optional. */
bool engine_left_out(const struct node *node, struct str score);

/* 是, 完成, yes …; 否, 未完成, no …: false where the text is neither. */
bool engine_yes_no(struct str s, bool *yes);

/* ---- tiers ---- */

/* The words of 财预〔2020〕10号 for a band, from the best one; empty for one that it has no words for. */
struct str engine_band_words(int band);
/* The band that an actual value names in those words, or -1. */
int engine_band_named(struct str actual);
/* The points that a band of the rule set has. */
struct engine_band {
    dec least, most;
    bool most_belongs; /* `most` is one of them: a bound belongs to the upper band */
};
struct engine_band engine_band_points(const struct ruleset *rules, int band, dec weight);
/* The score with the rule set's decimals that is in the band and nearest to this one; itself where it is in it. False
   where there is none: no weight, or a band too narrow for these decimals. */
bool engine_band_nearest(const struct ruleset *rules, int band, dec weight, dec score, dec *out);
/* The band that a score is in, or -1: a bound belongs to the upper band, and nothing is above the first. */
int engine_band_of(const struct ruleset *rules, dec score, dec weight);
bool engine_band_holds(const struct ruleset *rules, int band, dec score, dec weight);

/* ---- the total ---- */

/* One part of the sum: an indicator, or the funds table's row. */
struct engine_part {
    dec weight;
    bool left_out;    /* it doesn't apply */
    dec of, by, over; /* its points exactly; over 0: it has none yet */
    dec rounded;      /* the points that it has on the form */
};
struct engine_part engine_part_stated(dec weight, dec score);
struct engine_part engine_part_computed(const struct engine_points *p);

struct engine_total {
    dec weight, applicable; /* of all parts; of those that apply */
    dec parts;              /* the sum of the rounded points */
    dec exact;              /* the sum of the unrounded points, cut at 10^-6 */
    dec exact_rounded;      /* that sum, rounded once: it may differ from `parts` */
    bool inexact;           /* the denominators were too long: `exact` may be too low by less than 10^-6 a part */
    bool rescaled;          /* the three sums have been multiplied by weight ÷ applicable */
    bool has_cap;
    dec cap;
    dec total; /* what counts, not rounded, capped */
    dec shown; /* the same as the rule set rounds it */
    int grade; /* of `total`: index in rules->grade, or -1 */
};

/* `execution` is NULL or without points where there is no rate: then nothing is capped. */
void engine_total(const struct ruleset *rules, const struct engine_part *part, size_t parts,
                  const struct engine_points *execution, struct engine_total *out);

/* The grade for a total: index in rules->grade of the highest bound reached, or -1. */
int engine_grade(const struct ruleset *rules, dec total);

/* ---- the working as a text ---- */

/* `4604 ÷ 4754 × 5`, `(1 − (15 − 10) ÷ 10) × 10`, `80% × 10`; empty where nothing was computed. */
void engine_formula(const struct engine_points *p, struct buf *out);
/* `4604 ÷ 4754 × 5 = 4.84`; a full weight stands alone. */
void engine_working(const struct engine_points *p, struct buf *out);

#endif
