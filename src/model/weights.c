#include "ziping/weights.h"

#include "engine_sum.h"
#include "ziping/score.h"

static dec share_of(const struct ruleset *rules, dec points) {
    return rules->total > 0 ? dec_mul_div_cut(points, DEC_INT(100), rules->total) : 0;
}

/* Nodes stand before what is below them, so that going backwards finds the children done. */
static void settle(const struct ruleset *rules, struct weights *w, size_t at) {
    const struct node *n = &rules->node[at];
    struct weight *own = &w->node[at];
    bool all = true;
    size_t children = 0;
    own->has_own = n->has_weight;
    own->own = n->has_weight ? n->weight : 0;
    for (size_t i = at + 1; i < rules->nodes && rules->node[i].level > n->level; i++) {
        if (rules->node[i].parent == (int)at) {
            children++;
            all = all && w->node[i].complete;
            own->has_below = own->has_below || w->node[i].has_own || w->node[i].has_below;
            own->below = dec_add(own->below, w->node[i].points);
        }
    }
    own->complete = own->has_own || (children > 0 && all);
    own->differs = children > 0 && all && own->has_own && own->below != own->own;
    own->points = own->has_below ? own->below : own->own;
    own->share = share_of(rules, own->points);
}

bool weights_make(struct arena *a, const struct ruleset *rules, struct weights *out) {
    *out = (struct weights){.node = arena_array(a, struct weight, rules->nodes + 1)};
    if (!out->node) {
        return false;
    }
    bool counted = false;
    for (size_t i = rules->nodes; i-- > 0;) {
        settle(rules, out, i);
        counted = counted || (rules->node[i].level == 3 && score_counts_row(rules, &rules->node[i]) == 0);
        out->sum = dec_add(out->sum, rules->node[i].level == 1 ? out->node[i].points : 0);
    }
    out->has_funds = !counted && rules->fund_rows.n > 0 && rules->execution_weight > 0;
    if (out->has_funds) {
        dec w = rules->execution_weight;
        out->execution = (struct weight){.has_own = true, .own = w, .points = w, .share = share_of(rules, w)};
        out->sum = dec_add(out->sum, w);
    }
    out->sum_share = share_of(rules, out->sum);
    out->differs = out->sum != rules->total;
    return true;
}
