/* The look of the paper: each section as a grid of cells with row and column spans, where a cell is a printed label, a
   field, or something computed. Every face (screen, print, documents) draws these grids. */
#ifndef ZIPING_PAPER_H
#define ZIPING_PAPER_H

#include "ziping/form.h"
#include "ziping/score.h"

enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

struct cell {
    int row, col;    /* of its upper left corner, from 0 */
    int rows, cols;  /* span, from 1 */
    int field;       /* index in schema->field, or -1 */
    struct str text; /* of a cell that is no field; of a field: what is printed where the form says nothing */
    enum align align;
    int last; /* the field whose value of last year stands here (paper_beside), or -1 */
};

struct grid_column {
    int least, most; /* inner width in columns that it wants at least, and that it gets while others are in need */
    int share;       /* of what is left over */
    int wide;        /* what its texts get where no other column is in need; below `most`: no more than that */
};

struct grid {
    enum part part;
    int rows, cols;
    struct grid_column *column;
    bool *ruled; /* by row: a line above it; the first row always has one */
    struct cell *cell;
    size_t cells;
};

struct paper {
    struct str title, subtitle; /* subtitle may be empty */
    struct grid *grid;
    size_t grids;
};

enum paper_use {
    PAPER_PRINT, /* as the paper has it */
    PAPER_ENTRY  /* for filling in: one grid for each part, the year as a field, narrower rules, totals with what was
                    computed beside what is stated */
};

/* The paper of a form. The texts are the form's and the rule set's own. `score` may be NULL for PAPER_PRINT. NULL when
   memory is short. */
struct paper *paper_form(struct arena *a, const struct form *f, const struct score *score, enum paper_use use);

/* The indicator system of a rule set: three levels with their weights. NULL when memory is short. */
struct paper *paper_rules(struct arena *a, const struct ruleset *rules);

/* The grid with a column for last year's values, headed `head`, behind each column in which `has` says that a field has
   one: such a field's cell gets a neighbour whose `last` is the field. NULL when memory is short. */
typedef bool paper_has_last(void *context, int field);
struct grid *paper_beside(struct arena *a, const struct grid *g, struct str head, paper_has_last *has, void *context);

/* The text of a cell on a form: the field's value, else what is printed there. `f` may be NULL. */
struct str paper_text(const struct form *f, const struct cell *c);

#endif
