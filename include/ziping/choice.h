/* What an indicator's actual value may be chosen from: the bands of a qualitative one, or 是 and 否. Pure. */
#ifndef ZIPING_CHOICE_H
#define ZIPING_CHOICE_H

#include "ziping/session.h"

struct choice {
    struct str words; /* for the actual value */
    int band;         /* of the rule set, or -1: yes or no, with `least` points and no others */
    dec weight;       /* of the indicator; 0: it has none, and nothing is said of points */
    dec least, most;
    bool most_belongs;
};

#define CHOICES_MAX 4

/* The choices for a field: an indicator's score or actual value. 0 where there are none. */
size_t choice_list(const struct form *f, const struct score *s, int field, struct choice out[CHOICES_MAX]);

/* Which of them the form has now, or -1. */
int choice_now(const struct form *f, int field, const struct choice *choice, size_t choices);

/* Sets the actual value's words, and a stated score that is not in the band to the nearest that is: one step of undo.
   False when nothing changed. */
bool choice_take(struct session *s, int field, const struct choice *c);

#endif
