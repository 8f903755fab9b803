/* The parts of the text that explains the points of a form: one file each. */
#ifndef ZIPING_OUTPUT_SCORE_PARTS_H
#define ZIPING_OUTPUT_SCORE_PARTS_H

#include "page.h"

/* `! +0.15`: a difference with its sign, marked where it is one. */
struct str score_difference(struct page *p, dec difference);

void score_put_rows(struct page *p, const struct output_scored *s);
void score_put_sums(struct page *p, const struct output_scored *s);
void score_put_totals(struct page *p, const struct output_scored *s);
void score_put_outlook(struct page *p, const struct output_scored *s);

#endif
