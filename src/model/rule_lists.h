/* The parts of a rule set that are lists: grades, caps of the total, tiers, limits of length. */
#ifndef ZIPING_MODEL_RULE_LISTS_H
#define ZIPING_MODEL_RULE_LISTS_H

#include "ziping/ruleset.h"

/* Fills them in from the files of the rule set; what can't be read is left out. */
void rule_lists_read(struct arena *a, struct ruleset *rs);

#endif
