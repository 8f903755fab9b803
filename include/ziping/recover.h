/* What a journal has that its form hasn't. */
#ifndef ZIPING_RECOVER_H
#define ZIPING_RECOVER_H

#include "ziping/form.h"
#include "ziping/journal.h"

/* A form that was never saved has its rule file in the journal, under this path, as [form] names it. */
#define RECOVER_RULES "form.rules"
/* Which rows the form has is there under this one (rows.h). */
#define RECOVER_ROWS "form.(rows)"

struct recover_row {
    struct str path;
    int field;       /* of the recovery's form */
    struct str disk; /* as the form has it */
    struct str recovered;
    bool typing; /* it was being typed, and not committed */
};

struct recovery {
    struct form *form;       /* the form, with the rows that the journal needs */
    struct recover_row *row; /* fields whose text differs, in the order of the paper */
    size_t rows;
    bool moved;                     /* own indicators were added, removed or put in another order */
    struct journal_record *unknown; /* texts for fields that the form doesn't have */
    size_t unknowns;
};

/* How many changes the form can take: a text each, and one for the rows. */
static inline size_t recover_changes(const struct recovery *r) {
    return r->rows + r->moved;
}

/* Holds a journal that was read against its form. Everything lives in the arena; the form given is not changed. False
   when memory is short. */
bool recover_compare(struct arena *a, const struct form *f, const struct journal_found *j, struct recovery *out);

/* Puts the recovered texts into the recovery's form. False when memory is short. */
bool recover_apply(const struct recovery *r);

#endif
