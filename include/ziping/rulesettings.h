/* The settings of a rule set as they act: each key of rulekeys.def that is no key of the tree, with the value that
   counts after the file itself, its bases and the presets. A key that is added to the table is in it without more. */
#ifndef ZIPING_RULESETTINGS_H
#define ZIPING_RULESETTINGS_H

#include "ziping/ruleset.h"

/* The checks, whose names this floor doesn't know: the keys of [severity]. */
struct rule_checks {
    /* The name of the check that a key means, and its severity where no rule set says anything; false for none. */
    bool (*find)(struct str key, struct str *name, struct str *preset);
};

struct rule_setting {
    const struct rule_key *row;
    struct str key;   /* as the file spells it; of a check, its name */
    struct str value; /* that counts; a number is as short as it can be */
    struct str preset;
    bool given; /* some file of the rule set has it */
};

struct rule_settings {
    struct rule_setting *v;
    size_t n, cap;
};

/* In the order of the table, keys that a file names itself ([grades], cap.80, …) in the order of the file. Values that
   the table doesn't allow don't act and are not in it; nor are [ruleset] base, and labels (rulesettings_labels).
   `checks` may be NULL: then [severity] is left out. False when memory is short. */
bool rulesettings_read(struct arena *a, const struct ruleset *rs, const struct rule_checks *checks,
                       struct rule_settings *out);

/* The setting of that row and key, or NULL. */
const struct rule_setting *rulesettings_find(const struct rule_settings *s, const struct rule_key *row, struct str key);

/* The fields, rows or columns that a row of the table names ([header] fields, [funds] rows …) with their labels; NULL
   for any other row. */
const struct rule_labels *rulesettings_labels(const struct ruleset *rs, const struct rule_key *row);

/* A value as it acts: a number in its shortest form, words with one blank between them, a choice as the table spells
   it; the preset where the table doesn't allow the value. */
struct str rulesettings_value(struct arena *a, const struct rule_key *row, struct str value);

/* The word of a choice by its index. */
struct str rulesettings_choice(const struct rule_key *row, size_t index);

#endif
