/* What the files of the engine share. */
#ifndef ZIPING_MODEL_ENGINE_PARTS_H
#define ZIPING_MODEL_ENGINE_PARTS_H

#include "engine_sum.h"
#include "ziping/engine.h"

/* Whether a target is met, by its sign; `=` from the target on, as A ÷ T is then 1 or more. There is no such ratio to a
   target of 0 or below: that one is met by itself alone. */
bool engine_met(enum sign sign, dec target, dec actual);

/* The answer: of × by ÷ over points. */
void engine_settle(const struct ruleset *rules, struct engine_points *p, dec of, dec by, dec over);

/* Points by the node's step table, for an actual value that may be a number or a date. */
void engine_steps(const struct ruleset *rules, const struct node *node, const struct engine_input *in,
                  struct engine_points *p);

#endif
