/* How points come about, in words: `4604 ÷ 4754 × 5 = 4.84`, the points of a band, or why nothing follows. Says it for
   the fields of an indicator, of the funds table's first row and of the total. */
#ifndef ZIPING_WORKING_H
#define ZIPING_WORKING_H

#include "ziping/score.h"
#include "ziping/words.h"

enum working {
    WORKING_NONE,  /* the field has no points, or the paper has no column to compute them from */
    WORKING_WHY,   /* nothing can be computed: why */
    WORKING_POINTS /* points, or a band of them */
};

/* One line for the row that the field is in; where the stated points differ, by how much. */
enum working working_line(const struct form *f, const struct score *s, int field, enum lang lang, struct buf *out);

/* All that there is to say, a line each, `indent` columns in: the rule, its working, what was stated, what is far over
   the target, what caps the total. Adds nothing where there is nothing. */
void working_full(const struct form *f, const struct score *s, int field, enum lang lang, size_t indent,
                  struct buf *out);

/* Points from `least` to `most`: `6 ≤ 得分 < 8`. */
void working_band(dec least, dec most, bool most_belongs, enum lang lang, struct buf *out);

#endif
