#include "ziping/governing.h"

#define ANY (-1)

/* What a check looks at: a part of the form and a key. */
static const struct {
    enum code code;
    enum part part;
    int key; /* enum key, or ANY */
} governs[] = {
    {CHECK_SCORE_OVER_WEIGHT, PART_INDICATORS, KEY_SCORE},
    {CHECK_SCORE_OVER_WEIGHT, PART_FUNDS, KEY_SCORE},
    {CHECK_SCORE_NEGATIVE, PART_INDICATORS, KEY_SCORE},
    {CHECK_SCORE_NEGATIVE, PART_FUNDS, KEY_SCORE},
    {CHECK_WEIGHT_DIFFERS, PART_INDICATORS, KEY_WEIGHT},
    {CHECK_WEIGHT_DIFFERS, PART_FUNDS, KEY_WEIGHT},
    {CHECK_WEIGHT_DIFFERS, PART_TOTAL, KEY_WEIGHT},
    {CHECK_WEIGHTS_NOT_TOTAL, PART_TOTAL, KEY_WEIGHT},
    {CHECK_SCORES_NOT_TOTAL, PART_TOTAL, KEY_SCORE},
    {CHECK_RATE_WRONG, PART_FUNDS, KEY_RATE},
    {CHECK_RATE_OVER_100, PART_FUNDS, KEY_EXECUTED},
    {CHECK_RATE_OVER_100, PART_FUNDS, KEY_RATE},
    {CHECK_EXECUTION_SCORE_WRONG, PART_FUNDS, KEY_SCORE},
    {CHECK_EXECUTION_SCORE_WRONG, PART_INDICATORS, KEY_SCORE},
    {CHECK_FUNDS_SUM, PART_FUNDS, KEY_INITIAL},
    {CHECK_FUNDS_SUM, PART_FUNDS, KEY_BUDGET},
    {CHECK_FUNDS_SUM, PART_FUNDS, KEY_EXECUTED},
    {CHECK_FUNDS_ZERO_TOTAL, PART_FUNDS, KEY_INITIAL},
    {CHECK_FUNDS_ZERO_TOTAL, PART_FUNDS, KEY_BUDGET},
    {CHECK_SUBROW_SCORED, PART_FUNDS, KEY_WEIGHT},
    {CHECK_SUBROW_SCORED, PART_FUNDS, KEY_SCORE},
    {CHECK_EXECUTION_COUNTED_TWICE, PART_INDICATORS, KEY_WEIGHT},
    {CHECK_GRADE_WRONG, PART_TOTAL, KEY_GRADE},
    {CHECK_TOTAL_OVER_CAP, PART_TOTAL, KEY_SCORE},
    {CHECK_TOO_MANY_DECIMALS, PART_INDICATORS, KEY_SCORE},
    {CHECK_TOO_MANY_DECIMALS, PART_FUNDS, KEY_SCORE},
    {CHECK_TOO_MANY_DECIMALS, PART_TOTAL, KEY_SCORE},
    {CHECK_FORMULA_SCORE, PART_INDICATORS, KEY_SCORE},
    {CHECK_UNMET_FULL_SCORE, PART_INDICATORS, KEY_SCORE},
    {CHECK_LIMIT_EXCEEDED_FULL_SCORE, PART_INDICATORS, KEY_SCORE},
    {CHECK_MET_BUT_DEDUCTED, PART_INDICATORS, KEY_SCORE},
    {CHECK_TIER_SCORE, PART_INDICATORS, KEY_SCORE},
    {CHECK_ALL_FULL_SCORE, PART_TOTAL, KEY_SCORE},
    {CHECK_REASON_MISSING, PART_INDICATORS, KEY_REASON},
    {CHECK_REASON_EMPTY_WORD, PART_INDICATORS, KEY_REASON},
    {CHECK_REASON_WITHOUT_MEASURE, PART_INDICATORS, KEY_REASON},
    {CHECK_REASON_AT_FULL_SCORE, PART_INDICATORS, KEY_REASON},
    {CHECK_OVERSHOOT_UNEXPLAINED, PART_INDICATORS, KEY_ACTUAL},
    {CHECK_OVERSHOOT_UNEXPLAINED, PART_INDICATORS, KEY_REASON},
    {CHECK_BUDGET_CHANGE_UNEXPLAINED, PART_FUNDS, KEY_BUDGET},
    {CHECK_LOW_EXECUTION_UNEXPLAINED, PART_FUNDS, KEY_EXECUTED},
    {CHECK_LOW_EXECUTION_UNEXPLAINED, PART_FUNDS, KEY_RATE},
    {CHECK_LOW_EXECUTION_UNEXPLAINED, PART_FUNDS, KEY_REASON},
    {CHECK_UNIT_MISSING, PART_INDICATORS, KEY_ACTUAL},
    {CHECK_UNIT_MISSING, PART_INDICATORS, KEY_TARGET},
    {CHECK_ACTUAL_REPEATS_SIGN, PART_INDICATORS, KEY_ACTUAL},
    {CHECK_WEIGHT_AS_VALUE, PART_INDICATORS, KEY_ACTUAL},
    {CHECK_WEIGHT_AS_VALUE, PART_INDICATORS, KEY_TARGET},
    {CHECK_PERCENT_ODD, PART_INDICATORS, KEY_ACTUAL},
    {CHECK_PERCENT_ODD, PART_INDICATORS, KEY_TARGET},
    {CHECK_NAME_DIFFERS, PART_INDICATORS, KEY_NAME},
    {CHECK_YEAR_DIFFERS, PART_HEADER, KEY_YEAR},
    {CHECK_YEAR_DIFFERS, PART_GOALS, KEY_ACTUAL},
    {CHECK_YEAR_DIFFERS, PART_INDICATORS, KEY_REASON},
    {CHECK_VALUE_AS_TEXT, PART_INDICATORS, KEY_ACTUAL},
    {CHECK_VALUE_AS_TEXT, PART_INDICATORS, KEY_TARGET},
    {CHECK_GOAL_COPIED, PART_GOALS, KEY_ACTUAL},
    {CHECK_GOAL_NUMBER_UNANSWERED, PART_GOALS, KEY_ACTUAL},
    {CHECK_GOAL_PLAN_WORDING, PART_GOALS, KEY_ACTUAL},
    {CHECK_GOAL_UNPAIRED, PART_GOALS, ANY},
    {CHECK_GOAL_AMOUNTS_SUM, PART_GOALS, KEY_EXPECTED},
};

/* Checks that go by what a field holds, not by where it stands. */
static bool by_type(const struct schema *s, int field, enum code code) {
    const struct field *fd = &s->field[field];
    bool number = fd->type == FIELD_NUMBER || fd->type == FIELD_RATE || fd->type == FIELD_YEAR;
    switch (code) {
    case CHECK_REQUIRED_EMPTY:
        return fd->required;
    case CHECK_NOT_A_NUMBER:
        return number;
    case CHECK_TEXT_TOO_LONG:
        return !number && schema_limit(s, field) > 0;
    case CHECK_TEMPLATE_TEXT:
    case CHECK_PERSONAL_DATA:
        return !number;
    default:
        return false;
    }
}

/* The check is for indicators of another kind. */
static bool other_kind(const struct schema *s, const struct field *fd, enum code code) {
    if (fd->part != PART_INDICATORS) {
        return false;
    }
    enum kind kind = s->node[fd->row].kind;
    switch (code) {
    case CHECK_TIER_SCORE:
        return kind != KIND_TIER;
    case CHECK_UNMET_FULL_SCORE:
    case CHECK_LIMIT_EXCEEDED_FULL_SCORE:
    case CHECK_UNIT_MISSING:
    case CHECK_VALUE_AS_TEXT:
        return kind != KIND_NUMBER;
    default:
        return false;
    }
}

static bool turned_off(const struct ruleset *rules, enum code code) {
    return str_eq_nocase(ruleset_text(rules, "severity", catalogue(code)->name), STR("off"));
}

size_t governing_checks(const struct schema *s, int field, enum code out[CHECKS]) {
    const struct field *fd = &s->field[field];
    size_t n = 0;
    for (int code = 0; code < CHECKS; code++) {
        bool governed = by_type(s, field, (enum code)code);
        for (size_t i = 0; !governed && i < sizeof governs / sizeof *governs; i++) {
            governed = governs[i].code == (enum code)code && governs[i].part == fd->part &&
                       (governs[i].key == ANY || governs[i].key == (int)fd->id);
        }
        if (governed && !other_kind(s, fd, (enum code)code) && !turned_off(s->rules, (enum code)code)) {
            out[n++] = (enum code)code;
        }
    }
    return n;
}
