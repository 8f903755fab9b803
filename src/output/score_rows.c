/* The table of the indicators: how each score comes about. */
#include "score_how.h"
#include "score_parts.h"

#define REASON_ROWS 3 /* a reason that more rows have is given once, below the table */
#define NAME_WIDE 32  /* the working has a column of its own where it leaves this to the names */

/* How much stands in columns of its own: all; the working below its row; target, actual value and rate there too. */
enum breadth { BREADTH_WIDE, BREADTH_MIDDLE, BREADTH_NARROW, BREADTHS };

enum column { NAME, TARGET, ACTUAL, DONE, WEIGHT, WORKING, COMPUTED, STATED, DIFFERENCE, COLUMNS };

struct plan {
    const struct output_scored *scored;
    bool shown[COLUMNS]; /* some row has something there */
    size_t why[ENGINE_TOO_LARGE + 1];
    bool no_columns; /* the form has neither targets nor actual values */
    enum breadth breadth;
    int place[COLUMNS]; /* column of the table, or -1 */
    size_t columns;
};

static struct str dash(void) {
    return STR("—");
}

static bool for_lack_of_columns(const struct plan *plan, const struct account_row *r) {
    return plan->no_columns && (r->points.why == ENGINE_NO_TARGET || r->points.why == ENGINE_NO_ACTUAL);
}

/* The reason stands with its row. */
static bool own_reason(const struct plan *plan, const struct account_row *r) {
    return !for_lack_of_columns(plan, r) && (r->left_out || plan->why[r->points.why] <= REASON_ROWS);
}

static struct plan plan_of(const struct output_scored *s) {
    struct plan plan = {.scored = s, .shown = {[NAME] = true, [WEIGHT] = true, [STATED] = true}};
    const struct rule_labels *columns = &s->form->schema->rules->columns;
    plan.no_columns = true;
    for (size_t i = 0; i < columns->n; i++) {
        enum key id = columns->v[i].id;
        plan.no_columns = plan.no_columns && id != KEY_TARGET && id != KEY_ACTUAL;
    }
    for (size_t i = 0; i < s->account->rows; i++) {
        const struct account_row *r = &s->account->row[i];
        plan.shown[TARGET] |= r->target.n > 0;
        plan.shown[ACTUAL] |= r->actual.n > 0;
        plan.shown[DONE] |= r->points.has_completion && r->rule != ENGINE_EXECUTION;
        plan.shown[COMPUTED] |= r->has_computed;
        plan.why[r->points.why]++;
    }
    plan.shown[WORKING] = true;
    plan.shown[DIFFERENCE] = plan.shown[COMPUTED];
    return plan;
}

static void set_breadth(struct plan *plan, enum breadth breadth) {
    plan->breadth = breadth;
    plan->columns = 0;
    for (int c = 0; c < COLUMNS; c++) {
        bool below = (breadth > BREADTH_WIDE && c == WORKING) ||
                     (breadth == BREADTH_NARROW && (c == TARGET || c == ACTUAL || c == DONE));
        plan->place[c] = plan->shown[c] && !below ? (int)plan->columns++ : -1;
    }
}

/* ---- one row ---- */

static struct str working_text(struct page *p, const struct plan *plan, const struct account_row *r) {
    struct buf b = {0};
    score_working(plan->scored->form, r, p->of.lang, &b);
    if (b.n == 0 && own_reason(plan, r)) {
        buf_add(&b, score_reason(plan->scored->form, r, p->of.lang));
    }
    return buf_keep(&b, &p->arena);
}

static struct str done_text(struct page *p, const struct account_row *r) {
    return r->points.has_completion ? page_percent(p, r->points.completion) : STR("");
}

static void append(struct buf *b, enum lang lang, struct str label, struct str value) {
    if (value.n > 0) {
        buf_text(b, b->n == 0 ? "" : lang == LANG_EN ? "; " : "；");
        buf_add(b, label);
        buf_text(b, label.n > 0 ? " " : "");
        buf_add(b, value);
    }
}

static struct str below_text(struct page *p, const struct plan *plan, const struct account_row *r) {
    struct buf b = {0};
    if (plan->breadth == BREADTH_NARROW) {
        append(&b, p->of.lang, page_word(p, W_HEAD_TARGET), r->target);
        append(&b, p->of.lang, page_word(p, W_HEAD_ACTUAL), r->actual);
        append(&b, p->of.lang, page_word(p, W_HEAD_COMPLETION),
               r->rule == ENGINE_EXECUTION ? STR("") : done_text(p, r));
    }
    if (plan->breadth > BREADTH_WIDE) {
        append(&b, p->of.lang, STR(""), working_text(p, plan, r));
    }
    return buf_keep(&b, &p->arena);
}

struct str score_difference(struct page *p, dec difference) {
    struct str sign = difference > 0 ? STR("! +") : difference < 0 ? STR("! ") : STR("");
    return arena_join(&p->arena, sign, page_dec(p, difference));
}

static struct str column_text(struct page *p, const struct plan *plan, const struct account_row *r, int column) {
    switch (column) {
    case NAME:
        return score_row_name(plan->scored->form, r, p->of.lang);
    case TARGET:
        return r->target;
    case ACTUAL:
        return r->actual;
    case DONE:
        return done_text(p, r);
    case WEIGHT:
        return page_dec(p, r->weight);
    case WORKING:
        return working_text(p, plan, r);
    case COMPUTED:
        return r->has_computed ? page_dec(p, r->computed) : dash();
    case STATED:
        return r->has_stated ? page_dec(p, r->stated) : dash();
    default:
        return r->has_computed && r->has_stated ? score_difference(p, r->difference)
               : r->out_of_band                 ? STR("!")
                                                : dash();
    }
}

/* ---- the table ---- */

static bool fill(struct page *p, const struct plan *plan, struct table *t) {
    static const struct {
        enum word head;
        enum align align;
        int least;
    } columns[COLUMNS] = {
        [NAME] = {W_HEAD_INDICATOR, ALIGN_LEFT, 16},        [TARGET] = {W_HEAD_TARGET, ALIGN_LEFT, 10},
        [ACTUAL] = {W_HEAD_ACTUAL, ALIGN_LEFT, 10},         [DONE] = {W_HEAD_COMPLETION, ALIGN_RIGHT, 0},
        [WEIGHT] = {W_HEAD_WEIGHT, ALIGN_RIGHT, 0},         [WORKING] = {W_HEAD_WORKING, ALIGN_LEFT, 0},
        [COMPUTED] = {W_HEAD_COMPUTED, ALIGN_RIGHT, 0},     [STATED] = {W_HEAD_STATED, ALIGN_RIGHT, 0},
        [DIFFERENCE] = {W_HEAD_DIFFERENCE, ALIGN_RIGHT, 0},
    };
    const struct account *c = plan->scored->account;
    if (!table_begin(t, &p->arena, plan->columns)) {
        return false;
    }
    for (int i = 0; i < COLUMNS; i++) {
        if (plan->place[i] >= 0) {
            int least = i == NAME && plan->breadth == BREADTH_WIDE ? NAME_WIDE : columns[i].least;
            page_column(p, t, (size_t)plan->place[i], columns[i].head, columns[i].align, least);
        }
    }
    for (size_t i = 0; i < c->rows; i++) {
        struct table_row *row = table_add(t);
        for (int k = 0; row && k < COLUMNS; k++) {
            if (plan->place[k] >= 0) {
                row->cell[plan->place[k]] = column_text(p, plan, &c->row[i], k);
            }
        }
        if (!row) {
            return false;
        }
        row->below = below_text(p, plan, &c->row[i]);
    }
    return true;
}

/* ---- what is said below it ---- */

static void put_reasons(struct page *p, const struct plan *plan) {
    const struct account *c = plan->scored->account;
    size_t lack = 0;
    bool marked = false, said[ENGINE_TOO_LARGE + 1] = {false};
    for (size_t i = 0; i < c->rows; i++) {
        lack += for_lack_of_columns(plan, &c->row[i]);
        marked = marked || c->row[i].difference != 0 || c->row[i].out_of_band;
    }
    if (marked) {
        page_say(p, 0, page_word(p, W_SCORE_MARK));
    }
    if (lack > 0) {
        page_sentence(p, 0, W_SCORE_NO_COLUMNS, page_count(p, lack));
    }
    for (size_t i = 0; i < c->rows; i++) {
        const struct account_row *r = &c->row[i];
        struct str reason = score_reason(plan->scored->form, r, p->of.lang);
        if (reason.n > 0 && !own_reason(plan, r) && !for_lack_of_columns(plan, r) && !said[r->points.why]) {
            page_sentence(p, 0, W_SCORE_NOT_COMPUTED, page_count(p, plan->why[r->points.why]), reason);
            said[r->points.why] = true;
        }
    }
    if (c->open > 0) {
        page_sentence(p, 0, W_SCORE_OPEN, page_count(p, c->open));
    }
}

void score_put_rows(struct page *p, const struct output_scored *s) {
    struct plan plan = plan_of(s);
    struct table t = {0};
    for (int b = 0; b < BREADTHS; b++) {
        set_breadth(&plan, (enum breadth)b);
        if (!fill(p, &plan, &t)) {
            p->out->failed = true;
            return;
        }
        if (table_width(&t, p->of.ambiguous) <= p->of.width) {
            break;
        }
    }
    if (!table_put(&t, p->of.width, p->of.ambiguous, p->out)) {
        p->out->failed = true;
    }
    put_reasons(p, &plan);
}
