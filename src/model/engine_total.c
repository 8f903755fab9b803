#include "engine_parts.h"

struct engine_part engine_part_stated(dec weight, dec score) {
    return (struct engine_part){.weight = weight, .of = score, .by = DEC_ONE, .over = DEC_ONE, .rounded = score};
}

struct engine_part engine_part_computed(const struct engine_points *p) {
    struct engine_part part = {.weight = p->weight, .left_out = p->why == ENGINE_LEFT_OUT};
    if (p->why == ENGINE_COMPUTED) {
        part.of = p->of;
        part.by = p->by;
        part.over = p->over;
        part.rounded = p->rounded;
    }
    return part;
}

int engine_grade(const struct ruleset *rules, dec total) {
    int best = -1;
    for (size_t i = 0; i < rules->grades; i++) {
        if (total >= rules->grade[i].from && (best < 0 || rules->grade[i].from > rules->grade[best].from)) {
            best = (int)i;
        }
    }
    return best;
}

static void add_part(const struct ruleset *rules, const struct engine_part *part, struct engine_sum *exact,
                     struct engine_sum *rounded) {
    struct engine_part p = *part;
    if (p.left_out) {
        p = engine_part_stated(p.weight, rules->not_applicable == NOT_APPLICABLE_FULL ? p.weight : 0);
    }
    if (p.over > 0) {
        engine_sum_add(exact, p.of, p.by, p.over);
        engine_sum_add(rounded, p.rounded, DEC_ONE, DEC_ONE);
    }
}

/* The lowest cap that the execution rate brings about. */
static void find_cap(const struct ruleset *rules, const struct engine_points *execution, struct engine_total *t) {
    if (!execution || !execution->has_completion) {
        return;
    }
    for (size_t i = 0; i < rules->caps; i++) {
        const struct execution_cap *c = &rules->cap[i];
        bool below = dec_cmp_ratio(execution->actual, execution->target, c->below, DEC_INT(100)) < 0;
        if (below && (!t->has_cap || c->most < t->cap)) {
            t->has_cap = true;
            t->cap = c->most;
        }
    }
}

void engine_total(const struct ruleset *rules, const struct engine_part *part, size_t parts,
                  const struct engine_points *execution, struct engine_total *out) {
    struct engine_sum exact = {0}, rounded = {0};
    *out = (struct engine_total){0};
    for (size_t i = 0; i < parts; i++) {
        bool out_of_it = part[i].left_out && rules->not_applicable == NOT_APPLICABLE_RESCALE;
        out->weight = dec_add(out->weight, part[i].weight);
        out->applicable = dec_add(out->applicable, out_of_it ? 0 : part[i].weight);
        add_part(rules, &part[i], &exact, &rounded);
    }
    out->rescaled = out->applicable > 0 && out->applicable < out->weight;
    if (out->rescaled) {
        engine_sum_scale(&exact, out->weight, out->applicable);
        engine_sum_scale(&rounded, out->weight, out->applicable);
    }
    out->parts = rounded.whole;
    out->exact = exact.whole;
    out->exact_rounded = engine_sum_round(&exact, rules->decimals, rules->rounding);
    out->inexact = exact.cut;
    const struct engine_sum *counts = rules->round_at == ROUND_AT_INDICATOR ? &rounded : &exact;
    find_cap(rules, execution, out);
    bool capped = out->has_cap && counts->whole >= out->cap;
    out->total = capped ? out->cap : counts->whole;
    if (rules->round_at == ROUND_AT_NONE) {
        out->shown = out->total;
    } else if (capped) {
        out->shown = dec_round(out->cap, rules->decimals, rules->rounding);
    } else {
        out->shown = engine_sum_round(counts, rules->decimals, rules->rounding);
    }
    out->grade = engine_grade(rules, out->total);
}
