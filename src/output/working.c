#include "ziping/working.h"

#include "score_how.h"

/* ---- words with numbers in them ---- */

#define NUMBERS 3

static void put_dec(struct buf *out, enum lang lang, enum word w, const dec *number, size_t numbers) {
    char text[NUMBERS][DEC_TEXT];
    struct str arg[NUMBERS];
    for (size_t i = 0; i < numbers; i++) {
        arg[i] = dec_text(number[i], 0, text[i]);
    }
    buf_template(out, word(lang, w), arg, numbers);
}

#define PUT(out, lang, w, ...)                                                                                         \
    put_dec((out), (lang), (w), (const dec[]){__VA_ARGS__}, sizeof((const dec[]){__VA_ARGS__}) / sizeof(dec))

static const enum word rule_words[] = {
    [ENGINE_NONE] = W_EMPTY,
    [ENGINE_MET] = W_RULE_MET,
    [ENGINE_RATIO] = W_RULE_RATIO,
    [ENGINE_INVERSE_RATIO] = W_RULE_INVERSE_RATIO,
    [ENGINE_INVERSE_LINEAR] = W_RULE_INVERSE_LINEAR,
    [ENGINE_CUT_FIXED] = W_RULE_CUT_FIXED,
    [ENGINE_CUT_DEVIATION] = W_RULE_CUT_DEVIATION,
    [ENGINE_YES_NO] = W_RULE_YES_NO,
    [ENGINE_STEP] = W_RULE_STEP,
    [ENGINE_TIER] = W_RULE_TIER,
    [ENGINE_EXECUTION] = W_RULE_EXECUTION,
    [ENGINE_NOT_APPLICABLE] = W_RULE_NOT_APPLICABLE,
};

void working_band(dec least, dec most, bool most_belongs, enum lang lang, struct buf *out) {
    PUT(out, lang, most_belongs ? W_BAND_WITH_MOST : W_BAND_BELOW_MOST, least, most);
}

/* ---- a row with points ---- */

struct row {
    struct engine_points points;
    int score;         /* field that states them, or -1 */
    bool not_on_paper; /* the value that is missing has no column */
};

static bool row_of(const struct form *f, const struct score *s, int field, struct row *out) {
    const struct schema *schema = f->schema;
    const struct field *fd = &schema->field[field];
    *out = (struct row){.score = schema_cell(schema, fd->part, fd->row, KEY_SCORE)};
    if (fd->part == PART_FUNDS && fd->row == 0) {
        out->points = s->execution;
        return true;
    }
    if (fd->part != PART_INDICATORS || schema->node[fd->row].level < 3) {
        return false;
    }
    out->points = score_points(f, s, (size_t)fd->row);
    enum engine_why why = out->points.why;
    out->not_on_paper = why == ENGINE_NO_ACTUAL && schema_cell(schema, PART_INDICATORS, fd->row, KEY_ACTUAL) < 0;
    out->not_on_paper |= why == ENGINE_NO_TARGET && schema_cell(schema, PART_INDICATORS, fd->row, KEY_TARGET) < 0;
    return true;
}

/* Why nothing can be computed. */
static struct str why(const struct form *f, const struct row *r, enum lang lang) {
    struct account_row row = {.points = r->points, .rule = r->points.rule};
    return score_reason(f, &row, lang);
}

/* `4604 ÷ 4754 × 5 = 4.84`, or the band. */
static void put_points(const struct row *r, enum lang lang, struct buf *out) {
    const struct engine_points *p = &r->points;
    if (p->why == ENGINE_JUDGED) {
        working_band(p->least, p->most, p->most_belongs, lang, out);
    } else {
        engine_working(p, out);
    }
}

/* The stated points and by how much they differ from those that follow. */
static void put_difference(const struct form *f, const struct row *r, enum lang lang, const char *before,
                           struct buf *out) {
    dec stated;
    if (r->points.why != ENGINE_COMPUTED || stated_number(form_value(f, r->score), &stated) != STATED_NUMBER ||
        stated == r->points.rounded) {
        return;
    }
    dec by = stated - r->points.rounded;
    buf_text(out, before);
    PUT(out, lang, by > 0 ? W_STATED_MORE : W_STATED_LESS, stated, by > 0 ? by : -by);
}

/* ---- the total and its parts ---- */

static bool put_total(const struct score *s, enum lang lang, struct buf *out) {
    if (s->all.scored == 0) {
        return false;
    }
    PUT(out, lang, W_POINTS_SUM, s->whole.exact, s->all.weight);
    if (s->has_cap) {
        buf_text(out, word(lang, W_COMMA));
        PUT(out, lang, W_POINTS_CAP, s->cap);
    }
    return true;
}

static bool put_subtotal(const struct form *f, const struct score *s, const struct field *fd, enum lang lang,
                         struct buf *out) {
    if (fd->part == PART_TOTAL) {
        return put_total(s, lang, out);
    }
    if (fd->part != PART_INDICATORS || f->schema->node[fd->row].level == 3 || s->node[fd->row].scored == 0) {
        return false;
    }
    PUT(out, lang, W_POINTS_SUM, s->node[fd->row].score, s->node[fd->row].weight);
    return true;
}

enum working working_line(const struct form *f, const struct score *s, int field, enum lang lang, struct buf *out) {
    struct row r;
    if (!row_of(f, s, field, &r)) {
        return put_subtotal(f, s, &f->schema->field[field], lang, out) ? WORKING_POINTS : WORKING_NONE;
    }
    if (r.points.why == ENGINE_COMPUTED || r.points.why == ENGINE_JUDGED) {
        put_points(&r, lang, out);
        put_difference(f, &r, lang, word(lang, W_COMMA), out);
        return WORKING_POINTS;
    }
    if (r.not_on_paper) {
        return WORKING_NONE;
    }
    buf_add(out, why(f, &r, lang));
    return WORKING_WHY;
}

/* ---- in full ---- */

static void put_overshoot(const struct form *f, const struct row *r, enum lang lang, struct buf *out) {
    const struct ruleset *rules = f->schema->rules;
    if (r->points.overshoot == ENGINE_OVER_NOTE) {
        PUT(out, lang, W_OVER_NOTE, rules->overshoot_note);
    } else if (r->points.overshoot == ENGINE_OVER_REASON) {
        PUT(out, lang, W_OVER_REASON, rules->overshoot_reason);
    }
}

static void put_rule(const struct form *f, const struct row *r, enum lang lang, struct buf *out) {
    if (r->not_on_paper) {
        buf_text(out, word(lang, W_WHY_NO_COLUMN));
    } else if (r->points.why == ENGINE_COMPUTED || r->points.why == ENGINE_JUDGED) {
        buf_text(out, word(lang, rule_words[r->points.rule]));
    } else {
        buf_add(out, why(f, r, lang));
    }
}

enum line { LINE_POINTS, LINE_RULE, LINE_COMPLETION, LINE_UNROUNDED, LINE_STATED, LINE_OVERSHOOT, LINES };

static void put_line(const struct form *f, const struct row *r, enum line line, enum lang lang, struct buf *out) {
    const struct engine_points *p = &r->points;
    switch (line) {
    case LINE_POINTS:
        if (p->why == ENGINE_COMPUTED || p->why == ENGINE_JUDGED) {
            put_points(r, lang, out);
        }
        break;
    case LINE_RULE:
        put_rule(f, r, lang, out);
        break;
    case LINE_COMPLETION:
        if (p->has_completion && p->rule != ENGINE_EXECUTION) {
            PUT(out, lang, W_COMPLETION, dec_round(p->completion, 2, DEC_HALF_UP));
        }
        break;
    case LINE_UNROUNDED:
        if (p->why == ENGINE_COMPUTED && p->points != p->rounded) {
            PUT(out, lang, W_UNROUNDED, p->points);
        }
        break;
    case LINE_STATED:
        put_difference(f, r, lang, "", out);
        break;
    case LINE_OVERSHOOT:
        put_overshoot(f, r, lang, out);
        break;
    case LINES:
        break;
    }
}

/* Adds a line that says something, and empties it. */
static void end_line(struct buf *line, size_t indent, struct buf *out) {
    if (line->n > 0) {
        buf_fill(out, ' ', indent);
        buf_add(out, buf_str(line));
        buf_char(out, '\n');
    }
    buf_clear(line);
}

void working_full(const struct form *f, const struct score *s, int field, enum lang lang, size_t indent,
                  struct buf *out) {
    struct row r;
    struct buf line = {0};
    if (row_of(f, s, field, &r)) {
        for (int i = 0; i < LINES; i++) {
            put_line(f, &r, (enum line)i, lang, &line);
            end_line(&line, indent, out);
        }
    } else if (put_subtotal(f, s, &f->schema->field[field], lang, &line)) {
        end_line(&line, indent, out);
    }
    out->failed |= line.failed;
    buf_free(&line);
}
