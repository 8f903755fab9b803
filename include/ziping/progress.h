/* How far a form is filled in, section by section. What counts is what a person fills in: not what the template prints,
   and of the goals not the empty rows behind the first. Pure. */
#ifndef ZIPING_PROGRESS_H
#define ZIPING_PROGRESS_H

#include "ziping/form.h"

struct progress {
    struct str name;              /* of the section or heading; empty: the whole form */
    int level;                    /* 0 the form, 1 a section, 2 and 3 the headings of the indicators */
    size_t filled, fields;        /* all fields that count */
    size_t needed_filled, needed; /* those that a form that is handed in has filled */
    int next;                     /* the field to go to: the first empty one, needed ones first; -1: there is none */
};

/* The form, its sections in the order of the paper, below 绩效指标 the headings. *n rows; NULL when memory is short. */
struct progress *progress_of(struct arena *a, const struct form *f, size_t *n);

#endif
