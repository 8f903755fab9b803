#include "ziping/outlook.h"

#include "engine_sum.h"

/* The caps that are in force and lower than the grade wants: the rate that lifts the last of them. */
static bool find_rate(const struct ruleset *rules, const struct engine_points *execution, dec from, dec *rate) {
    bool found = false;
    for (size_t i = 0; execution->has_completion && i < rules->caps; i++) {
        const struct execution_cap *c = &rules->cap[i];
        bool below = dec_cmp_ratio(execution->actual, execution->target, c->below, DEC_INT(100)) < 0;
        if (below && c->most < from && (!found || c->below > *rate)) {
            *rate = c->below;
            found = true;
        }
    }
    return found;
}

static bool find_grades(struct arena *a, const struct ruleset *rules, const struct engine_points *execution,
                        struct outlook *o) {
    o->better = arena_array(a, struct outlook_grade, rules->grades + 1);
    for (size_t i = 0; o->better && i < rules->grades; i++) {
        dec from = rules->grade[i].from;
        if (o->grade >= 0 && from <= rules->grade[o->grade].from) {
            continue;
        }
        struct outlook_grade g = {.grade = (int)i, .missing = from > o->sum ? from - o->sum : 0};
        g.capped = find_rate(rules, execution, from, &g.rate);
        size_t at = o->betters++;
        for (; at > 0 && rules->grade[o->better[at - 1].grade].from > from; at--) {
            o->better[at] = o->better[at - 1];
        }
        o->better[at] = g;
    }
    return o->better != NULL;
}

static bool find_losses(struct arena *a, const struct account *c, struct outlook *o) {
    o->loss = arena_array(a, size_t, c->rows + 1);
    for (size_t i = 0; o->loss && i < c->rows; i++) {
        if (c->row[i].lost == 0) {
            continue;
        }
        size_t at = o->losses++;
        for (; at > 0 && c->row[o->loss[at - 1]].lost < c->row[i].lost; at--) {
            o->loss[at] = o->loss[at - 1];
        }
        o->loss[at] = i;
    }
    return o->loss != NULL;
}

/* Where indicators don't apply, sum and bound are compared before they are scaled: the scaled sum is cut. */
static void find_enough(const struct ruleset *rules, const struct account *c, struct outlook *o) {
    const struct engine_total *t = &c->filled;
    dec weight = t->rescaled ? t->weight : DEC_ONE, applicable = t->rescaled ? t->applicable : DEC_ONE;
    dec sum = t->rescaled ? 0 : o->sum;
    for (size_t i = 0; t->rescaled && i < c->rows; i++) {
        sum = dec_add(sum, c->row[i].counts);
    }
    bool wanted = o->betters > 0 && !o->better[0].capped && o->better[0].missing > 0;
    for (size_t i = 0; wanted && o->enough == 0 && i < o->losses; i++) {
        sum = dec_add(sum, c->row[o->loss[i]].lost);
        bool reached = dec_cmp_ratio(sum, applicable, rules->grade[o->better[0].grade].from, weight) >= 0;
        o->enough = reached ? i + 1 : 0;
    }
}

bool outlook_make(struct arena *a, const struct ruleset *rules, const struct score *s, const struct account *c,
                  struct outlook *out) {
    const struct engine_total *t = &c->filled;
    *out = (struct outlook){.grade = t->grade, .sum = rules->round_at == ROUND_AT_INDICATOR ? t->parts : t->exact};
    out->above = t->grade >= 0 ? t->total - rules->grade[t->grade].from : 0;
    out->held = t->has_cap && out->sum > t->cap;
    if (!find_grades(a, rules, &s->execution, out) || !find_losses(a, c, out)) {
        return false;
    }
    find_enough(rules, c, out);
    return true;
}

dec outlook_lost(const struct outlook *o, const struct account *c, size_t first) {
    dec lost = 0;
    for (size_t i = first; i < o->losses; i++) {
        lost = dec_add(lost, c->row[o->loss[i]].lost);
    }
    return lost;
}
