/* A rule set: what the paper looks like and how it is scored, read from a rule file and the ones it is based on.

   Reading is tolerant: a value that is missing or wrong has its preset (rulekeys.def), so that one mistake doesn't hide
   the others; the checks of rule sets go over the files again and report. */
#ifndef ZIPING_RULESET_H
#define ZIPING_RULESET_H

#include "ziping/dec.h"
#include "ziping/file.h"
#include "ziping/ini.h"
#include "ziping/paperwords.h"
#include "ziping/rulekeys.h"

enum sign { SIGN_GE, SIGN_LE, SIGN_EQ, SIGN_GT, SIGN_LT, SIGN_NONE };
enum kind { KIND_NUMBER, KIND_TIER, KIND_TEXT, KIND_YES_NO };
enum execution_base { EXECUTION_BUDGET, EXECUTION_INITIAL };
enum inverse { INVERSE_RATIO, INVERSE_LINEAR };
enum overshoot_cut { OVERSHOOT_KEEPS, OVERSHOOT_FIXED, OVERSHOOT_PROPORTIONAL };
enum not_applicable { NOT_APPLICABLE_RESCALE, NOT_APPLICABLE_FULL, NOT_APPLICABLE_ZERO };
enum round_at { ROUND_AT_INDICATOR, ROUND_AT_TOTAL, ROUND_AT_NONE };

/* One rule file of the chain. */
enum rule_file_status {
    RULE_FILE_OK,
    RULE_FILE_UNREADABLE, /* see `file` */
    RULE_FILE_NOT_TEXT,   /* neither UTF-8 nor GB18030, or a NUL byte: see the document's faults */
    RULE_FILE_OTHER,      /* it has no [ruleset]: something else */
    RULE_FILE_BROKEN,     /* iniparser refuses it; read as well as can be */
    RULE_FILE_LOOP,       /* it is based on itself, directly or by way of others */
    RULE_FILE_TOO_DEEP,   /* more than RULE_FILES_MAX files in the chain */
    RULE_FILE_NO_MEMORY
};

#define RULE_FILES_MAX 8

struct rule_file {
    struct str path; /* as it can be opened */
    enum rule_file_status status;
    struct file_result file;
    struct ini_doc doc;
};

/* A label of the paper with the key that its fields have. */
struct rule_label {
    struct str key, label;
    enum key id;
    enum field_type type;
};

struct rule_labels {
    struct rule_label *v;
    size_t n;
};

/* A heading (level 1, 2) or an indicator (level 3) of the tree. */
struct node {
    struct str path; /* its section: `output.quantity.events` */
    struct str name;
    struct str folded; /* the name as names are compared: see text_fold_name */
    int level;         /* 1, 2 or 3 */
    int parent;        /* index of the heading above it, or -1 at level 1 */
    bool has_weight;
    dec weight; /* 0 when it has none */
    enum kind kind;
    enum sign sign;
    struct str target, unit, evidence, counts, steps;
    bool optional; /* a form may say that it doesn't apply */
    uint32_t line; /* of its section in the file */
    bool own;      /* added by a form, not part of the rule set */
    bool implied;  /* a heading that no section gives, only the paths below it */
};

/* Most characters that a field may have, by its key; `goal` stands for the columns of the goals. */
struct limit {
    struct str key;
    size_t most;
};

struct grade {
    struct str name;
    dec from; /* least total */
};

struct execution_cap {
    dec below; /* per cent of execution */
    dec most;  /* total */
};

/* A band of a qualitative indicator, in per cent of the weight: from (upper bound) down to `to`. */
struct tier {
    dec from, to;
};

struct ruleset {
    struct rule_file file[RULE_FILES_MAX]; /* the file itself, then its bases */
    size_t files;
    bool usable; /* the file itself could be read */

    struct str title, form_title, currency;
    int year; /* 0: any */
    dec total;
    int decimals;

    struct rule_labels header, fund_rows, fund_columns, goal_columns, columns, notes;
    bool open; /* forms may add indicators */

    struct node *node; /* depth first, otherwise in the order of the file that has the tree */
    size_t nodes;
    int tree_file;    /* index of that file in file[], or -1 */
    struct str order; /* level-1 sections in the order of the form, or empty */

    struct grade *grade; /* in the order of the file */
    size_t grades;

    dec execution_weight, execution_reason_below;
    enum execution_base execution_base;
    struct execution_cap *cap;
    size_t caps;

    struct tier *tier;
    size_t tiers;
    enum inverse inverse;
    dec overshoot_note, overshoot_reason, overshoot_cut_from; /* per cent */
    enum overshoot_cut overshoot_cut;
    dec overshoot_cut_points;
    enum not_applicable not_applicable;
    enum dec_round rounding;
    enum round_at round_at;

    dec reason_required_below; /* per cent */
    int reason_min_chars;
    struct limit *limit; /* only those above 0 */
    size_t limits;
    struct str empty_words, measure_words, failure_words, plan_words;
};

/* Reads the rule file at `path` and its bases. All of it lives in the arena. NULL only when memory is short. */
struct ruleset *ruleset_load(struct arena *a, const char *path);

/* The same for a file whose bytes are at hand; bases are looked for beside `path`. */
struct ruleset *ruleset_from(struct arena *a, const char *path, struct str bytes);

/* The entry of a setting: from the file itself or from the nearest base that has it; NULL where none has. *file, where
   not NULL, is set to the index in rs->file. */
const struct ini_entry *ruleset_find(const struct ruleset *rs, struct str section, struct str key, size_t *file);

/* The setting's text, its preset where it is absent. */
struct str ruleset_text(const struct ruleset *rs, const char *section, const char *key);

/* The node whose section has this name, or -1. */
int ruleset_node(const struct ruleset *rs, struct str path);

#endif
