/* What the groups of checks share: the run that they are part of, and how they report. */
#ifndef ZIPING_CHECK_RUN_H
#define ZIPING_CHECK_RUN_H

#include "ziping/check.h"
#include "ziping/suggest.h"

struct run {
    struct arena *arena;
    struct str file;
    const struct ini_doc *doc;
    const struct ruleset *rules; /* NULL where there are none */
    const struct form *form;     /* NULL where there is none */
    const struct score *score;
    const struct indicator_values *values; /* by node; NULL where the form has no column of actual values */
    const struct check_options *options;
    enum severity severity[CHECKS];
    struct diags *out;
};

struct finding {
    enum code code;
    enum severity at_most; /* SEV_OFF: as the check has it */
    struct str path;
    uint32_t line, at; /* 0, 0: the file as a whole */
    struct str arg[DIAG_ARGS];
    struct str expected, suggestion;
};

bool run_wants(const struct run *r, enum code code);
void run_report(struct run *r, const struct finding *f);

/* The same at a field: its value in the file, else its section, else the file as a whole. */
void run_report_field(struct run *r, int field, struct finding *f);

/* The same at a key of a rule file: its value, else its section, else [ruleset]. Both may be empty. */
void run_report_rule(struct run *r, struct str section, struct str key, struct finding *f);

/* Texts for arguments, in the run's arena; numbers and joined ones are empty where findings are only counted. */
struct str run_dec(struct run *r, dec d);
struct str run_text(struct run *r, struct buf *b); /* frees the buffer */
struct str run_join(struct run *r, struct str a, const char *between, struct str b);

/* `a+b+c`; shortened in the middle where there are many. */
struct sum {
    struct buf text;
    dec total;
    size_t n;
};
void sum_add(struct sum *s, dec d);
struct str sum_text(struct run *r, struct sum *s); /* frees it */

/* Field of the form, and its value. */
int run_cell(const struct run *r, enum part part, int row, enum key id);
struct str run_value(const struct run *r, enum part part, int row, enum key id);

/* Whether the form has anything of a node: its section in the file, or a value. */
bool run_has_node(const struct run *r, size_t node);

/* A node's name as messages have it: its first sentence, at most RUN_NAME_CHARS characters. */
#define RUN_NAME_CHARS 20
struct str run_node_name(struct run *r, size_t node);

/* What a person calls the row that a field is in: the indicator's name, 年度资金总额, … */
struct str run_row_name(struct run *r, const struct field *f);

/* The settings section that a section of a rule file was probably meant to be, or empty: it is then no heading. */
struct str run_meant_section(const struct run *r, const struct ini_section *s);

/* A score with more decimals than the rule set allows: of an indicator, of the funds table, or the total. */
void check_decimals(struct run *r, int field);

/* ---- the groups ---- */
void check_ini(struct run *r);          /* I0: how the file is written */
void check_form_keys(struct run *r);    /* I0: sections and keys that a form doesn't have */
void check_rule_keys(struct run *r);    /* I0: the same for a rule set */
void check_bases(struct run *r);        /* R1: base files */
void check_repeats(struct run *r);      /* R1: keys that say what the base says */
void check_rule_values(struct run *r);  /* R1: single values, and keys that must be there */
void check_bands(struct run *r);        /* R1: grades, tiers, overshoot, caps */
void check_tree_sums(struct run *r);    /* R1: weights of the indicator tree */
void check_tree_nodes(struct run *r);   /* R1: each heading and indicator by itself */
void check_steps(struct run *r);        /* R1: tables of steps */
void check_funds(struct run *r);        /* F2: the funds table */
void check_totals(struct run *r);       /* F2: sums, total, grade */
void check_points(struct run *r);       /* F2: weight and score of each indicator */
void check_explanations(struct run *r); /* F3 */
void check_content(struct run *r);      /* F4: empty fields and numbers */
void check_values(struct run *r);       /* F4: targets and actual values */
void check_wording(struct run *r);      /* F4: what texts should not hold */
void check_goals(struct run *r);        /* F5 */
void check_structure(struct run *r);    /* F4: the indicators of the form against those of the rule set */

#endif
