/* Worked examples of the scoring engine: each row has its arithmetic beside it, done by hand. */
#ifndef ZIPING_TESTS_ENGINE_EXAMPLES_H
#define ZIPING_TESTS_ENGINE_EXAMPLES_H

#include "ziping/engine.h"

/* One indicator. T, A and w are the form's texts; `settings` are lines of the rule file's [scoring], `node` lines of
   the indicator's section. Without `points` there is no verdict, and `why` says why not. */
struct engine_example {
    const char *settings, *node;
    const char *target, *actual, *weight;
    const char *points;  /* cut at six decimals */
    const char *rounded; /* NULL: the same */
    const char *working; /* NULL: not compared */
    enum engine_rule rule;
    enum engine_why why;
    const char *arithmetic;
};

extern const struct engine_example engine_examples[];
extern const size_t engine_examples_n;

/* The execution rate: amounts in 万元, empty where the form has none. */
struct execution_example {
    const char *settings; /* lines of [execution] */
    const char *initial, *budget, *executed, *weight;
    const char *points;  /* as rounded to two decimals; NULL: no rate */
    const char *percent; /* cut at six decimals */
    const char *cap;     /* of the total; NULL: none */
    const char *arithmetic;
};

extern const struct execution_example execution_examples[];
extern const size_t execution_examples_n;

/* A score against its weight: the band that it is in, from 0, or -1. */
struct band_example {
    const char *tiers, *score, *weight;
    int band;
    const char *arithmetic;
};

extern const struct band_example band_examples[];
extern const size_t band_examples_n;

/* A whole form, as its parts: `w:T:A` an indicator (≥ T), `w=s` a stated score, `w:x` one that doesn't apply. */
struct total_example {
    const char *settings, *parts;
    const char *sum;     /* of the rounded parts */
    const char *exact;   /* of the unrounded ones, cut at six decimals */
    const char *rounded; /* that, rounded once */
    const char *total, *shown, *grade;
    const char *arithmetic;
};

extern const struct total_example total_examples[];
extern const size_t total_examples_n;

#endif
