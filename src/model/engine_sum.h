/* An exact sum of fractions: a whole number of 10^-6 and what is left over, as a fraction of long integers. */
#ifndef ZIPING_MODEL_ENGINE_SUM_H
#define ZIPING_MODEL_ENGINE_SUM_H

#include <stdbool.h>

#include "ziping/dec.h"

#define SUM_LIMBS 64 /* of 64 bits: denominators multiply up to 4096 bits */

struct engine_sum {
    dec whole;                                       /* the sum, cut at 10^-6 */
    uint64_t num[SUM_LIMBS + 4], den[SUM_LIMBS + 4]; /* the rest, below one unit; den is 0 where there is none */
    bool cut; /* the denominators took more room than there is: the rest is left out */
};

/* Adds of × by ÷ over; none may be negative, over must not be 0. With by = over, `of` may be anything. */
void engine_sum_add(struct engine_sum *s, dec of, dec by, dec over);

/* Multiplies the sum by `by` ÷ `over`, both above 0. It is the last step: nothing can be added behind it. */
void engine_sum_scale(struct engine_sum *s, dec by, dec over);

/* The sum at `places` (0…6) digits behind the point, rounded once. */
dec engine_sum_round(const struct engine_sum *s, int places, enum dec_round how);

#endif
