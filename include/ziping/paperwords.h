/* The paper's own words: what the fields and columns of the form are called where a rule set doesn't say otherwise, and
   what kind of field each is. One table serves schema, paper and manual. Labels are Chinese: they mirror the paper. */
#ifndef ZIPING_PAPERWORDS_H
#define ZIPING_PAPERWORDS_H

#include "ziping/str.h"

/* The sections of the paper, in its order. */
enum part { PART_HEADER, PART_FUNDS, PART_GOALS, PART_INDICATORS, PART_TOTAL, PART_NOTES, PARTS };

enum field_type {
    FIELD_LINE,   /* text of one line */
    FIELD_TEXT,   /* text of any length, line breaks included */
    FIELD_NUMBER, /* a number; `—` says that it doesn't apply */
    FIELD_RATE,   /* a number with % */
    FIELD_YEAR,
    FIELD_VALUE /* what is measured: `≥50个`, `95%`, `2024年12月底前`, or words */
};

/* What a field holds, by its key. Header and note fields other than the ones named are KEY_OTHER. */
enum key {
    KEY_OTHER,
    KEY_YEAR,
    KEY_NAME,
    KEY_SIGN,
    KEY_TARGET,
    KEY_UNIT,
    KEY_ACTUAL,
    KEY_COMPLETION,
    KEY_WEIGHT,
    KEY_SCORE,
    KEY_REVIEW,
    KEY_REASON,
    KEY_INITIAL,
    KEY_BUDGET,
    KEY_EXECUTED,
    KEY_RATE,
    KEY_EXPECTED,
    KEY_GRADE
};

struct paper_word {
    enum part part;
    enum key key;
    const char *name;  /* as files spell it */
    const char *label; /* as the paper prints it */
    enum field_type type;
    bool row; /* a row of the funds table, not a column */
};

/* The row for a name in a part; NULL where the name is not one of the usual ones. */
const struct paper_word *paper_word(enum part part, struct str name, bool row);

/* The words of the table by index, for those who list them; NULL behind the last. */
const struct paper_word *paper_word_at(size_t i);

/* The name of a section of the paper: 基本信息, 项目资金, … */
const char *part_title(enum part part);

#endif
