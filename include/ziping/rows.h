/* The rows of a form that its rule set leaves to it, as they are changed by adding, removing and moving: goals, and
   indicators of the form's own. Everything is a change of text by path, so that undo and a journal need no more. */
#ifndef ZIPING_ROWS_H
#define ZIPING_ROWS_H

#include "ziping/form.h"
#include "ziping/words.h"

/* The path that stands for which rows there are: no file has it. Its text is the number of goals, then the section of
   each node that only the form has, in the form's order, each on a line of its own. */
#define ROWS_SECTION STR("form")
#define ROWS_KEY STR("(rows)")

struct change {
    struct str section, key, value;
};

/* What is to be changed for an operation on a row; all of it lives in the arena that it was asked for with. */
struct rows_change {
    enum word why; /* W_EMPTY: it can be done; else why not */
    struct change *change;
    size_t n, cap;
    struct str from, to; /* sections of the rows that the caret is in before and afterwards; `to` goes for a refusal too
                            where it isn't empty: that row serves as well */
};

/* A new row behind the one of `field`: a goal, or an indicator in the same heading; on a level-2 heading at its end. */
struct rows_change rows_add(struct arena *a, const struct form *f, int field);
struct rows_change rows_remove(struct arena *a, const struct form *f, int field);
/* Changes places with the neighbour above or below. */
struct rows_change rows_move(struct arena *a, const struct form *f, int field, bool down);

/* The rows of a form, and the text that stands for them; false, or empty with a NULL p, when memory is short. A heading
   that only the paths below it give is no row of its own while it has no value; there is room for one row more. */
bool rows_of_form(struct arena *a, const struct form *f, struct schema_rows *out);
struct str rows_text(struct arena *a, const struct schema_rows *rows);

/* Reads such a text. False where it is none, or memory is short. */
bool rows_read(struct arena *a, struct str text, struct schema_rows *out);

/* A row that has nothing in any of its fields. */
bool rows_is_empty(const struct form *f, const struct schema_section *section);

/* The goals that are in use: the number of the last one that isn't empty. */
size_t rows_goals_used(const struct form *f);

#endif
