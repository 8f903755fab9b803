#include "score_how.h"

#include "ziping/steps.h"

/* ---- the working ---- */

/* The nth step's condition as the rule set has it: `>=80`. */
static struct str step_text(struct str steps, int n) {
    struct str text = str_word(&steps);
    while (n-- > 0) {
        text = str_word(&steps);
    }
    return str_sub(text, 0, str_find(text, STR(":")));
}

/* The formula alone would give less than 0, or more than the weight. */
static bool below_zero(const struct engine_points *p) {
    switch (p->rule) {
    case ENGINE_RATIO:
    case ENGINE_EXECUTION:
        return p->actual < 0;
    case ENGINE_INVERSE_LINEAR:
        return p->actual - p->target > p->target;
    case ENGINE_CUT_FIXED:
        return p->operand > p->weight;
    case ENGINE_CUT_DEVIATION:
        return dec_cmp_ratio(p->actual, p->target, DEC_INT(100) + p->operand, DEC_INT(100)) > 0;
    case ENGINE_NONE:
    case ENGINE_MET:
    case ENGINE_INVERSE_RATIO:
    case ENGINE_YES_NO:
    case ENGINE_STEP:
    case ENGINE_TIER:
    case ENGINE_NOT_APPLICABLE:
        break;
    }
    return false;
}

/* `=` is met from the target on. */
static struct str met_sign(const struct engine_points *p) {
    bool equal = p->sign == SIGN_EQ && p->actual == p->target;
    return measure_sign_text(equal ? SIGN_EQ : p->sign == SIGN_EQ || p->sign == SIGN_NONE ? SIGN_GE : p->sign);
}

static void put_met(const struct engine_points *p, enum lang lang, struct buf *out) {
    char actual[DEC_TEXT], target[DEC_TEXT];
    struct buf working = {0};
    engine_working(p, &working);
    struct str arg[] = {dec_text(p->actual, 0, actual), met_sign(p), dec_text(p->target, 0, target), buf_str(&working)};
    buf_template(out, word(lang, W_SCORE_MET), arg, 4);
    out->failed |= working.failed;
    buf_free(&working);
}

static void put_band(const struct account_row *r, enum lang lang, struct buf *out) {
    const struct engine_points *p = &r->points;
    char least[DEC_TEXT], most[DEC_TEXT], number[DEC_TEXT], stated[DEC_TEXT];
    struct str arg[] = {dec_text(DEC_INT(p->index + 1), 0, number), dec_text(p->least, 0, least),
                        dec_text(p->most, 0, most), dec_text(r->stated, 0, stated)};
    buf_template(out, word(lang, p->most_belongs ? W_SCORE_BAND : W_SCORE_BAND_BELOW), arg, 3);
    if (r->out_of_band) {
        buf_template(out, word(lang, W_SCORE_OUT_OF_BAND), arg, 4);
    }
}

/* A word with one place. */
static void put_around(struct str inner, enum lang lang, enum word id, struct buf *out) {
    buf_template(out, word(lang, id), &inner, 1);
}

static void put_computed(const struct form *f, const struct account_row *r, enum lang lang, struct buf *out) {
    const struct engine_points *p = &r->points;
    struct buf working = {0};
    engine_working(p, &working);
    if (p->rule == ENGINE_MET) {
        put_met(p, lang, out);
    } else if (p->rule == ENGINE_YES_NO) {
        put_around(buf_str(&working), lang, p->operand > 0 ? W_SCORE_AS_ASKED : W_SCORE_NOT_AS_ASKED, out);
    } else if (p->rule == ENGINE_STEP) {
        char number[DEC_TEXT];
        struct str arg[] = {dec_text(DEC_INT(p->index + 1), 0, number),
                            step_text(f->schema->node[r->node].steps, p->index), buf_str(&working)};
        buf_template(out, word(lang, W_SCORE_STEP), arg, 3);
    } else if (p->rule == ENGINE_EXECUTION) {
        put_around(buf_str(&working), lang, W_SCORE_EXECUTION, out);
    } else {
        buf_add(out, buf_str(&working));
    }
    if (below_zero(p)) {
        buf_text(out, word(lang, W_SCORE_NOT_BELOW));
    } else if (p->rule == ENGINE_EXECUTION && p->actual > p->target) {
        buf_text(out, word(lang, W_SCORE_NOT_ABOVE));
    }
    if (p->overshoot != ENGINE_NOT_OVER) {
        buf_text(out, word(lang, W_SCORE_FAR_OVER));
    }
    out->failed |= working.failed;
    buf_free(&working);
}

void score_working(const struct form *f, const struct account_row *r, enum lang lang, struct buf *out) {
    if (r->points.why == ENGINE_COMPUTED) {
        put_computed(f, r, lang, out);
    } else if (r->points.why == ENGINE_JUDGED) {
        put_band(r, lang, out);
    }
}

/* ---- the reason ---- */

static enum word left_out(const struct ruleset *rules) {
    switch (rules->not_applicable) {
    case NOT_APPLICABLE_FULL:
        return W_WHY_LEFT_OUT_FULL;
    case NOT_APPLICABLE_ZERO:
        return W_WHY_LEFT_OUT_ZERO;
    case NOT_APPLICABLE_RESCALE:
        break;
    }
    return W_WHY_LEFT_OUT;
}

static const struct {
    const char *code;
    enum word word; /* W_EMPTY: none is needed, or it depends */
} whys[] = {
    [ENGINE_COMPUTED] = {"computed", W_EMPTY},
    [ENGINE_NO_WEIGHT] = {"no-weight", W_WHY_NO_WEIGHT},
    [ENGINE_IS_TEXT] = {"text", W_WHY_IS_TEXT},
    [ENGINE_NO_TARGET] = {"no-target", W_WHY_NO_TARGET},
    [ENGINE_NO_ACTUAL] = {"no-actual", W_WHY_NO_ACTUAL},
    [ENGINE_ODD_TARGET] = {"odd-target", W_WHY_ODD_TARGET},
    [ENGINE_ODD_ACTUAL] = {"odd-actual", W_WHY_ODD_ACTUAL},
    [ENGINE_OTHER_UNIT] = {"other-unit", W_WHY_OTHER_UNIT},
    [ENGINE_TARGET_ZERO] = {"target-zero", W_WHY_TARGET_ZERO},
    [ENGINE_STEP_GAP] = {"step-gap", W_WHY_STEP_GAP},
    [ENGINE_DATE_TOO_WIDE] = {"date-too-wide", W_WHY_DATE_TOO_WIDE},
    [ENGINE_NO_BAND] = {"no-band", W_WHY_NO_BAND},
    [ENGINE_JUDGED] = {"judged", W_EMPTY},
    [ENGINE_NO_RATE] = {"no-rate", W_WHY_NO_RATE},
    [ENGINE_LEFT_OUT] = {"not-applicable", W_WHY_LEFT_OUT},
    [ENGINE_TOO_LARGE] = {"too-large", W_WHY_TOO_LARGE},
};

enum word score_why(const struct ruleset *rules, enum engine_why why, enum engine_rule rule) {
    if (why == ENGINE_LEFT_OUT) {
        return left_out(rules);
    }
    if (why == ENGINE_ODD_TARGET && rule == ENGINE_YES_NO) {
        return W_WHY_NO_ANSWER_TARGET;
    }
    if (why == ENGINE_ODD_ACTUAL && rule != ENGINE_NONE) {
        return rule == ENGINE_YES_NO ? W_WHY_NO_ANSWER : W_WHY_NO_DATE;
    }
    return whys[why].word;
}

struct str score_reason(const struct form *f, const struct account_row *r, enum lang lang) {
    enum word w = score_why(f->schema->rules, r->points.why, r->rule);
    return w == W_EMPTY ? STR("") : str_of(word(lang, w));
}

const char *score_why_code(enum engine_why why) {
    return whys[why].code;
}

const char *score_rule_code(enum engine_rule rule) {
    static const char *const codes[] = {
        [ENGINE_NONE] = "none",
        [ENGINE_MET] = "met",
        [ENGINE_RATIO] = "ratio",
        [ENGINE_INVERSE_RATIO] = "inverse-ratio",
        [ENGINE_INVERSE_LINEAR] = "inverse-linear",
        [ENGINE_CUT_FIXED] = "cut-fixed",
        [ENGINE_CUT_DEVIATION] = "cut-deviation",
        [ENGINE_YES_NO] = "yes-no",
        [ENGINE_STEP] = "step",
        [ENGINE_TIER] = "tier",
        [ENGINE_EXECUTION] = "execution",
        [ENGINE_NOT_APPLICABLE] = "not-applicable",
    };
    return codes[rule];
}

struct str score_row_name(const struct form *f, const struct account_row *r, enum lang lang) {
    return r->node < 0 ? str_of(word(lang, W_EXECUTION_RATE)) : form_node_name(f, (size_t)r->node);
}
