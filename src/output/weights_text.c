/* The weights of a rule set as a table with bars: what `ziping rules weights` prints. */
#include "page.h"

#define BAR_LEAST 10
#define BAR_MOST 50

static const char marks[] = {'#', '=', '-'}; /* by level */

/* The row's points as a run of marks: the longest of them is `most` long, and none is missing. */
static struct str bar_text(struct page *p, dec points, dec longest, int most, int level) {
    struct buf b = {0};
    if (points > 0 && longest > 0) {
        dec n = dec_mul_div(points, most, longest);
        buf_fill(&b, marks[level - 1], n < 1 ? 1 : (size_t)n);
    }
    return buf_keep(&b, &p->arena);
}

struct tree_row {
    struct str name;
    const struct weight *weight;
    int level;
};

static bool add_row(struct page *p, struct table *t, const struct tree_row *r, dec longest, int most) {
    const struct weight *w = r->weight;
    struct table_row *row = table_add(t);
    if (!row) {
        return false;
    }
    row->indent = (r->level - 1) * 2;
    row->cell[0] = r->name;
    row->cell[1] = w->has_own ? page_dec(p, w->own) : STR("—");
    row->cell[2] = w->has_below ? page_dec(p, w->below) : STR("");
    row->cell[2] = w->differs ? arena_join(&p->arena, STR("! "), row->cell[2]) : row->cell[2];
    row->cell[3] = w->has_own || w->has_below ? page_percent(p, w->share) : STR("—");
    row->cell[4] = bar_text(p, w->points, longest, most, r->level);
    return true;
}

static dec longest_of(const struct ruleset *rules, const struct weights *w) {
    dec most = w->has_funds ? w->execution.points : 0;
    for (size_t i = 0; i < rules->nodes; i++) {
        most = w->node[i].points > most ? w->node[i].points : most;
    }
    return most;
}

/* Bars of at most `most` marks; 0: none. */
static bool fill(struct page *p, const struct ruleset *rules, const struct weights *w, int most, struct table *t) {
    static const enum word heads[] = {W_HEAD_INDICATOR, W_HEAD_WEIGHT, W_HEAD_BELOW, W_HEAD_SHARE};
    dec longest = longest_of(rules, w);
    if (!table_begin(t, &p->arena, 5)) {
        return false;
    }
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        page_column(p, t, i, heads[i], i == 0 ? ALIGN_LEFT : ALIGN_RIGHT, i == 0 ? p->of.width * 9 / 20 : 0);
    }
    for (size_t i = 0; i < rules->nodes; i++) {
        struct tree_row r = {rules->node[i].name, &w->node[i], rules->node[i].level};
        if (!add_row(p, t, &r, longest, most)) {
            return false;
        }
    }
    struct tree_row funds = {page_word(p, W_WEIGHTS_FUNDS), &w->execution, 1};
    if (w->has_funds && !add_row(p, t, &funds, longest, most)) {
        return false;
    }
    struct table_row *foot = table_add(t);
    if (foot) {
        foot->ruled = true;
        foot->cell[0] = page_word(p, W_WEIGHTS_TOTAL);
        foot->cell[1] = page_dec(p, rules->total);
        foot->cell[2] = page_dec(p, w->sum);
        foot->cell[2] = w->differs ? arena_join(&p->arena, STR("! "), foot->cell[2]) : foot->cell[2];
        foot->cell[3] = page_percent(p, w->sum_share);
    }
    return foot != NULL;
}

static void put_differences(struct page *p, const struct ruleset *rules, const struct weights *w) {
    for (size_t i = 0; i < rules->nodes; i++) {
        if (w->node[i].differs) {
            page_sentence(p, 0, W_SCORE_WEIGHT_DIFFERS, rules->node[i].name, page_dec(p, w->node[i].own),
                          page_dec(p, w->node[i].below));
        }
    }
    if (w->differs) {
        page_sentence(p, 0, W_SCORE_WEIGHTS_NOT_TOTAL, page_dec(p, w->sum), page_dec(p, rules->total));
    }
}

bool output_weights(const struct ruleset *rules, const struct weights *w, struct str path,
                    const struct output_page *page, struct buf *out) {
    struct page p = {.of = *page, .out = out};
    struct table t = {0};
    struct str title = arena_join(&p.arena, path, rules->title.n > 0 ? STR(": ") : STR(""));
    page_say(&p, 0, arena_join(&p.arena, title, rules->title));
    buf_char(out, '\n');
    bool ok = fill(&p, rules, w, 1, &t);
    int room = ok ? page->width - table_width(&t, page->ambiguous) + 1 : 0;
    room = room > BAR_MOST ? BAR_MOST : room < BAR_LEAST ? BAR_LEAST : room;
    ok = ok && fill(&p, rules, w, room, &t) && table_put(&t, page->width, page->ambiguous, out);
    out->failed = out->failed || !ok;
    if (ok) {
        put_differences(&p, rules, w);
    }
    return page_end(&p);
}
