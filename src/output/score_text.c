/* How the points of a form come about, as text: what `ziping score` prints. */
#include "score_how.h"
#include "score_parts.h"

#define LOSSES_SHOWN 5 /* where no better grade is to be had */

/* ---- the grade ---- */

static struct str grade_of(const struct output_scored *s, int grade) {
    return s->form->schema->rules->grade[grade].name;
}

static void put_grade(struct page *p, const struct output_scored *s) {
    const struct ruleset *rules = s->form->schema->rules;
    const struct outlook *o = s->outlook;
    struct str total = page_dec(p, s->account->filled.total);
    if (s->account->open > 0) {
        page_sentence(p, 0, W_GRADE_OPEN, total, page_count(p, s->account->open));
    } else if (o->grade < 0) {
        page_sentence(p, 0, W_GRADE_NONE, total);
    } else if (o->above == 0) {
        page_sentence(p, 0, W_GRADE_AT_BOUND, grade_of(s, o->grade), total);
    } else {
        page_sentence(p, 0, W_GRADE_NOW, grade_of(s, o->grade), total, page_dec(p, rules->grade[o->grade].from),
                      page_dec(p, o->above));
    }
    for (size_t i = 0; i < o->betters; i++) {
        const struct outlook_grade *g = &o->better[i];
        struct str from = page_dec(p, rules->grade[g->grade].from);
        if (g->capped) {
            page_sentence(p, 2, W_GRADE_CAPPED, page_dec(p, g->rate), grade_of(s, g->grade), from);
        } else {
            page_sentence(p, 2, W_GRADE_MISSING, page_dec(p, g->missing), grade_of(s, g->grade), from);
        }
    }
    if (o->betters == 0) {
        page_say(p, 2, page_word(p, W_GRADE_BEST));
    }
}

/* ---- lost points ---- */

static void put_losses(struct page *p, const struct output_scored *s) {
    const struct outlook *o = s->outlook;
    size_t shown = o->enough > 0 ? o->enough : o->losses < LOSSES_SHOWN ? o->losses : LOSSES_SHOWN;
    if (o->losses == 0) {
        return;
    }
    struct str n = page_count(p, o->losses);
    if (o->enough > 0) {
        page_sentence(p, 0, W_LOSS_ENOUGH, page_count(p, o->enough), grade_of(s, o->better[0].grade));
    } else {
        if (o->betters > 0 && !o->better[0].capped && o->better[0].missing > 0) {
            page_sentence(p, 0, W_LOSS_NOT_ENOUGH, n, grade_of(s, o->better[0].grade));
        }
        page_sentence(p, 0, W_LOSS_LIST, n, page_dec(p, outlook_lost(o, s->account, 0)));
    }
    for (size_t i = 0; i < shown; i++) {
        const struct account_row *r = &s->account->row[o->loss[i]];
        struct str lost = page_dec(p, r->lost);
        page_say(p, 2,
                 arena_join(&p->arena, page_template(p, W_LOSS_ONE, &lost, 1), score_row_name(s->form, r, p->of.lang)));
    }
    if (shown < o->losses) {
        page_sentence(p, 2, W_LOSS_REST, page_count(p, o->losses - shown),
                      page_dec(p, outlook_lost(o, s->account, shown)));
    }
}

void score_put_outlook(struct page *p, const struct output_scored *s) {
    if (s->account->open < s->account->rows) {
        put_grade(p, s);
        put_losses(p, s);
    }
}

/* ---- the whole ---- */

static void put_title(struct page *p, const struct output_scored *s) {
    struct buf b = {0};
    struct str year = form_get(s->form, STR("header"), STR("year"));
    struct str project = form_get(s->form, STR("header"), STR("project"));
    buf_add(&b, s->path);
    buf_text(&b, project.n > 0 || year.n > 0 ? ": " : "");
    buf_add(&b, project);
    buf_text(&b, project.n > 0 && year.n > 0 ? " " : "");
    buf_add(&b, year);
    page_say(p, 0, buf_keep(&b, &p->arena));
}

bool output_score(const struct output_scored *s, const struct output_page *page, struct buf *out) {
    static void (*const parts[])(struct page *, const struct output_scored *) = {
        put_title, score_put_rows, score_put_sums, score_put_totals, score_put_outlook};
    struct page p = {.of = *page, .out = out};
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !out->failed; i++) {
        buf_text(out, i > 0 ? "\n" : "");
        parts[i](&p, s);
    }
    return page_end(&p);
}
