/* How a row of an account came about, in words and as the codes of the JSON output. */
#ifndef ZIPING_OUTPUT_SCORE_HOW_H
#define ZIPING_OUTPUT_SCORE_HOW_H

#include "ziping/output.h"

/* The working: `4604 ÷ 4754 × 5 = 4.84`, a step, a band with its points. Empty where there is none. */
void score_working(const struct form *f, const struct account_row *r, enum lang lang, struct buf *out);

/* Why there is no working; empty where there is one. */
struct str score_reason(const struct form *f, const struct account_row *r, enum lang lang);

/* The same in general: `rule` is the one that would compute, or ENGINE_NONE. W_EMPTY where no word is needed. */
enum word score_why(const struct ruleset *rules, enum engine_why why, enum engine_rule rule);

/* The row's name: the form's, or that of the execution rate. */
struct str score_row_name(const struct form *f, const struct account_row *r, enum lang lang);

/* `ratio`, `met`; `no-target`. */
const char *score_rule_code(enum engine_rule rule);
const char *score_why_code(enum engine_why why);

#endif
