/* Random rule sets and forms that are consistent: every sum, rate, score, cap and grade on them follows from the rules,
   by arithmetic of the generator's own. On demand with one fault in one field. */
#ifndef ZIPING_TESTS_GENERATE_H
#define ZIPING_TESTS_GENERATE_H

#include <stdint.h>

#include "ziping/arena.h"
#include "ziping/catalogue.h"

struct generated {
    struct str rules, form; /* texts of the two files */
    struct str path;        /* of the field with the fault; empty where there is none */
};

/* A consistent pair: the same one for the same seed. */
struct generated generate(struct arena *a, uint64_t seed);

/* The same with one fault that the check finds. The check is one of the group F2. */
struct generated generate_fault(struct arena *a, uint64_t seed, enum code code);

#endif
