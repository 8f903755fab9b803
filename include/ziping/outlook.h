/* What would change the grade of a form: the points that are missing to each better one, what a cap holds down, and
   where points were lost. Of the total of the scores that the form states, or that are computed where it states none.
 */
#ifndef ZIPING_OUTLOOK_H
#define ZIPING_OUTLOOK_H

#include "ziping/account.h"

/* A better grade. */
struct outlook_grade {
    int grade;   /* in rules->grade */
    dec missing; /* of the total before it is capped, 0 where it has them; too much by less than 10^-6 at most */
    bool capped; /* the execution rate keeps the total below it, whatever the points are, */
    dec rate;    /* up to this rate in per cent */
};

struct outlook {
    int grade;                    /* of the total now, or -1 */
    dec above;                    /* the total less the bound of that grade, cut at 10^-6 */
    dec sum;                      /* the total before it is capped */
    bool held;                    /* the cap holds the total down */
    struct outlook_grade *better; /* the nearest first */
    size_t betters;
    size_t *loss; /* rows of the account that lost points, the largest loss first */
    size_t losses;
    size_t enough; /* the first so many of them would do for better[0]; 0: all together would not, or it isn't points
                      that are missing */
};

/* Builds it in the arena. False when memory is short. */
bool outlook_make(struct arena *a, const struct ruleset *rules, const struct score *s, const struct account *c,
                  struct outlook *out);

/* What the losses from the `first` one on add up to. */
dec outlook_lost(const struct outlook *o, const struct account *c, size_t first);

#endif
