/* The checks as rule sets name them, for the floors that know nothing of checks. */
#ifndef ZIPING_RULE_CHECKS_H
#define ZIPING_RULE_CHECKS_H

#include "ziping/rulesettings.h"

extern const struct rule_checks rule_checks;

#endif
