/* R1: the weights of an indicator tree. */
#include "run.h"

static struct str node_path_key(const struct node *n) {
    return n->has_weight ? STR("weight") : STR("");
}

/* A heading's weight against the sum of what is directly below it, where all of that is weighted. False when they
   differ. */
static bool check_level_sum(struct run *r, size_t at) {
    const struct ruleset *rs = r->rules;
    const struct node *n = &rs->node[at];
    struct sum below = {0};
    bool all = true;
    for (size_t i = at + 1; i < rs->nodes && rs->node[i].level > n->level; i++) {
        if (rs->node[i].parent == (int)at) {
            all = all && rs->node[i].has_weight;
            sum_add(&below, rs->node[i].weight);
        }
    }
    struct str text = sum_text(r, &below);
    const struct ini_section *section = ini_find_section(r->doc, n->path);
    bool heading = !section || run_meant_section(r, section).n == 0;
    if (below.n == 0 && !rs->open && heading) {
        struct finding f = {.code = CHECK_LEVEL_EMPTY, .arg = {n->name}};
        run_report_rule(r, n->path, STR(""), &f);
    }
    if (below.n == 0 || !all || !n->has_weight || below.total == n->weight) {
        return true;
    }
    struct finding f = {.code = CHECK_LEVEL_SUM, .arg = {n->name, run_dec(r, n->weight), text}};
    f.expected = f.arg[3] = run_dec(r, below.total);
    run_report_rule(r, n->path, STR("weight"), &f);
    return false;
}

/* Adds up the points of a subtree: those of its indicators; a heading's own where nothing below it is weighted, as in a
   template that units fill in. Returns whether anything was. */
static bool add_points(const struct ruleset *rs, size_t at, struct sum *sum) {
    bool any = false;
    for (size_t i = at + 1; i < rs->nodes && rs->node[i].level > rs->node[at].level; i++) {
        if (rs->node[i].parent == (int)at) {
            any = add_points(rs, i, sum) || any;
        }
    }
    if (!any && rs->node[at].has_weight) {
        sum_add(sum, rs->node[at].weight);
        any = true;
    }
    return any;
}

/* All points, the funds row's too where no indicator counts it, against the total. */
static void check_sum(struct run *r) {
    const struct ruleset *rs = r->rules;
    struct sum sum = {0};
    bool counted = false;
    for (size_t i = 0; i < rs->nodes; i++) {
        counted = counted || score_counts_row(rs, &rs->node[i]) == 0;
        if (rs->node[i].level == 1) {
            add_points(rs, i, &sum);
        }
    }
    if (!counted && rs->fund_rows.n > 0 && rs->execution_weight > 0) {
        sum_add(&sum, rs->execution_weight);
    }
    struct str text = sum_text(r, &sum);
    if (sum.n > 0 && sum.total != rs->total) {
        struct finding f = {.code = CHECK_RULE_WEIGHTS_NOT_TOTAL,
                            .arg = {text, run_dec(r, sum.total), run_dec(r, rs->total)}};
        f.expected = f.arg[1];
        run_report_rule(r, STR("ruleset"), STR("total"), &f);
    }
}

/* False when an indicator has no weight: then sums say nothing new. */
static bool check_weight(struct run *r, const struct node *n) {
    struct finding f = {.arg = {n->name, run_dec(r, n->weight), run_dec(r, r->rules->total)}};
    if (n->level == 3 && !n->has_weight && !ini_find(r->doc, n->path, STR("weight"))) {
        f.code = CHECK_MISSING_KEY;
        f.arg[0] = n->path;
        f.arg[1] = STR("weight");
        run_report_rule(r, n->path, STR(""), &f);
        return false;
    }
    if (n->level == 3 && !n->has_weight) {
        return false; /* reported as a value */
    }
    if (n->has_weight && n->weight == 0) {
        f.code = CHECK_ZERO_WEIGHT;
        run_report_rule(r, n->path, STR("weight"), &f);
    } else if (n->level == 3 && n->weight * 2 >= r->rules->total) {
        f.code = CHECK_HEAVY_INDICATOR;
        run_report_rule(r, n->path, STR("weight"), &f);
    }
    return true;
}

/* 财预〔2020〕10号: 预算执行率 10, 产出 50, 效益 30, 满意度 10. */
static void check_default_weights(struct run *r) {
    static const struct {
        const char *name;
        int weight;
    } preset[] = {{"执行率", 10}, {"产出", 50}, {"效益", 30}, {"满意度", 10}};
    const struct ruleset *rs = r->rules;
    struct buf text = {0};
    int first = -1;
    bool differs = false;
    for (size_t i = 0; i < rs->nodes; i++) {
        const struct node *n = &rs->node[i];
        if (n->level != 1 || !n->has_weight) {
            continue;
        }
        buf_text(&text, text.n > 0 ? "/" : "");
        buf_add(&text, run_dec(r, n->weight));
        first = first < 0 ? (int)i : first;
        bool same = false;
        for (size_t k = 0; k < sizeof preset / sizeof *preset; k++) {
            same = same ||
                   (str_find(n->name, str_of(preset[k].name)) < n->name.n && n->weight == DEC_INT(preset[k].weight));
        }
        differs = differs || !same;
    }
    struct str found = run_text(r, &text);
    if (differs && rs->total == DEC_INT(100)) {
        struct finding f = {.code = CHECK_DEFAULT_WEIGHTS, .arg = {found, STR("预算执行率10/产出50/效益30/满意度10")}};
        run_report_rule(r, rs->node[first].path, node_path_key(&rs->node[first]), &f);
    }
}

void check_tree_sums(struct run *r) {
    if (r->rules->tree_file != 0) {
        return; /* the tree is a base's */
    }
    bool sound = true; /* one wrong weight is one finding, not one at each level above it */
    for (size_t i = 0; i < r->rules->nodes; i++) {
        sound = check_weight(r, &r->rules->node[i]) && sound;
    }
    for (size_t i = 0; i < r->rules->nodes; i++) {
        sound = (r->rules->node[i].level == 3 || check_level_sum(r, i)) && sound;
    }
    if (sound) {
        check_sum(r);
    }
    check_default_weights(r);
}
