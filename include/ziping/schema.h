/* The list of the fields that a form of certain rules has, in the order of the paper. A field's path is its INI
   section, a dot and its key: `funds.total.executed`. */
#ifndef ZIPING_SCHEMA_H
#define ZIPING_SCHEMA_H

#include "ziping/ruleset.h"

struct field {
    struct str section, key;
    size_t in; /* index of its section in schema->section */
    struct str label;
    enum part part;
    enum key id;
    enum field_type type;
    int row;      /* header, notes: position; funds: row; goals: from 0; indicators: index in schema->node */
    bool printed; /* the template prints it (weights, names, the — of breakdown rows): not a stop on the way through */
    bool required; /* a form that is handed in has it filled */
};

/* The fields of one section of the file: schema->field[first … first + n). */
struct schema_section {
    struct str name;
    enum part part;
    int row;
    size_t first, n;
    int16_t by_key[KEY_GRADE + 1]; /* field behind `first` with this key, from 1; 0: none */
};

struct schema {
    const struct ruleset *rules;
    struct field *field;
    size_t fields;
    struct schema_section *section;
    size_t sections;
    uint32_t *slot;    /* hash table over section names: index + 1, 0 free */
    size_t slots;      /* a power of two */
    struct node *node; /* the tree in the order of the form: each heading before what is below it */
    size_t nodes;
    size_t goals;
    bool own;  /* some nodes are a form's own */
    bool full; /* there were more nodes than a tree takes: not all are here */
};

/* The rows of a form that its rule set leaves to it. */
struct schema_rows {
    size_t goals;
    struct str *own; /* sections of the nodes that only the form has, in its order */
    size_t owns;
};

/* The schema for a form. `doc` may be NULL (a blank form); it adds the indicators that only the form has, and its
   goals. There are at least `goals` rows of goals. NULL when memory is short. */
struct schema *schema_build(struct arena *a, const struct ruleset *rules, const struct ini_doc *doc, size_t goals);

/* The same for these rows and no others. */
struct schema *schema_build_rows(struct arena *a, const struct ruleset *rules, const struct schema_rows *rows);

/* Number of goals (highest N of [goal.N], at most SCHEMA_GOALS_MAX) in a document. */
#define SCHEMA_GOALS_MAX 999
size_t schema_goals(const struct ini_doc *doc);

/* The section of that name, or NULL. */
const struct schema_section *schema_section(const struct schema *s, struct str name);

/* Index of a field, or -1. */
int schema_field(const struct schema *s, struct str section, struct str key);
/* Index of the section of a row. */
size_t schema_section_of(const struct schema *s, enum part part, int row);
/* The field of `part` with this row and key, or -1. */
int schema_cell(const struct schema *s, enum part part, int row, enum key id);

/* Most characters that a field may have by [limits]; 0: no limit. */
size_t schema_limit(const struct schema *s, int field);

/* `section.key`, in the arena. */
struct str schema_path(struct arena *a, const struct field *f);
/* Section and key of such a path: a key has no dot. False where the path has none. */
bool schema_split_path(struct str path, struct str *section, struct str *key);

/* The last node of the subtree of `node`: the ones below it are node + 1 … this. */
size_t schema_subtree_end(const struct schema *s, size_t node);

/* A [goal.N] section name; *n is set to N (from 1). */
bool schema_goal_number(struct str section, size_t *n);

/* What is settled of an indicator beforehand, by its rule set or, for a form's own, by a person: weight, sign, target
   and unit. */
static inline bool schema_is_settled(enum key id) {
    return id == KEY_WEIGHT || id == KEY_SIGN || id == KEY_UNIT || id == KEY_TARGET;
}

/* The name of an indicator's section that was made up when a row was added: its last part is `item` and a number N,
   which *n is set to. Such a section says nothing of the indicator, so it has to be given a name. */
bool schema_made_number(struct str section, size_t *n);

/* A section that belongs to no fixed part of a form: one of the indicator tree. */
bool schema_is_tree_section(struct str section);

#endif
