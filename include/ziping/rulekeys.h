/* The table of the keys of a rule file (rulekeys.def), and reading one value by its row. */
#ifndef ZIPING_RULEKEYS_H
#define ZIPING_RULEKEYS_H

#include "ziping/dec.h"
#include "ziping/str.h"

enum rule_type {
    RULE_TEXT,
    RULE_WORDS,
    RULE_NUMBER,
    RULE_INTEGER,
    RULE_CHOICE,
    RULE_YES_NO,
    RULE_PATH,
    RULE_TIERS,
    RULE_STEPS
};

struct rule_key {
    const char *section, *key; /* "*": see rulekeys.def */
    enum rule_type type;
    const char *least, *most; /* bounds of a number, or of the per cent of steps; `least` holds the words of a choice */
    const char *preset;
    const char *help_en, *help_zh;
};

/* The sections with a fixed name are settings; any other section of a rule file belongs to the indicator tree. */
bool rule_section_is_settings(struct str section);

/* The row for a key in a section of a rule file, or NULL where there is no such key. */
const struct rule_key *rule_key_find(struct str section, struct str key);

/* The rows in order; NULL behind the last. */
const struct rule_key *rule_key_at(size_t i);

enum rule_value_status {
    RULE_VALUE_OK,
    RULE_VALUE_MALFORMED,   /* not a number, not one of the words, not steps */
    RULE_VALUE_OUT_OF_RANGE /* below `least` or above `most` */
};

/* Holds a value against its row. A number, integer, choice (index of its word) or yes/no (1, 0) is put in *out. */
enum rule_value_status rule_value(const struct rule_key *key, struct str value, dec *out);

#endif
