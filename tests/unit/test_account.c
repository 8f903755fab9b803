/* How each point of a form comes about, what would change its grade, and the weights of a rule set. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "support.h"
#include "ziping/document.h"
#include "ziping/outlook.h"
#include "ziping/weights.h"

static struct arena arena;
static struct library library;

static int free_arena(void **state) {
    (void)state;
    arena_free(&arena);
    library_free(&library);
    return 0;
}

struct scored {
    const struct form *form;
    struct score score;
    struct account account;
    struct outlook outlook;
};

static struct scored read_scored(const char *path) {
    struct scored s = {0};
    struct document d;
    assert_true(document_read(&arena, &library, path, &d));
    assert_non_null(d.form);
    s.form = d.form;
    assert_true(score_form(&arena, d.form, &s.score));
    assert_true(account_make(&arena, d.form, &s.score, &s.account));
    assert_true(outlook_make(&arena, d.rules, &s.score, &s.account, &s.outlook));
    return s;
}

/* The sound form, which has 99 points, with changes of form and rules. */
static struct scored changed(const char *form, const char *rules) {
    static int number;
    char name[32], link[64];
    snprintf(name, sizeof name, "account-%d.ini", ++number);
    snprintf(link, sizeof link, "[form] rules = %s", name);
    support_write(&arena, name, support_change(&arena, support_read(&arena, "tests/data/sound-rules.ini"), rules));
    struct str text = support_change(&arena, support_read(&arena, "tests/data/sound-form.ini"), link);
    return read_scored(support_write(&arena, "form.ini", support_change(&arena, text, form)));
}

static const struct account_row *row_of(const struct scored *s, const char *path) {
    for (size_t i = 0; i < s->account.rows; i++) {
        const struct account_row *r = &s->account.row[i];
        if (r->node >= 0 && str_eq(s->form->schema->node[r->node].path, str_of(path))) {
            return r;
        }
    }
    fail_msg("no row %s", path);
    return NULL;
}

/* ---- rows ---- */

/* Target, actual, computed, difference, lost; NULL: none. */
static void assert_row(const struct scored *s, const char *path, const char *const wanted[5]) {
    const struct account_row *r = row_of(s, path);
    assert_text(r->target, wanted[0]);
    assert_text(r->actual, wanted[1]);
    assert_int_equal(r->has_computed, wanted[2] != NULL);
    if (wanted[2]) {
        assert_dec(r->computed, wanted[2]);
    }
    assert_dec(r->difference, wanted[3]);
    assert_dec(r->lost, wanted[4]);
}

#define MIXED                                                                                                          \
    "[output.quantity.events] actual = 49场\n[output.quantity.events] score = 9.9\n"                                  \
    "[output.quality.pass] actual = 90%\n[output.quality.pass] score = 14.2\n"                                         \
    "[output.cost.event] actual = 4100\n"                                                                              \
    "[benefit.social.reach] actual = 部分达成年度指标\n"                                                       \
    "[funds.total] executed = 19\n[funds.total] score = 9.5"

static void each_row(void **state) {
    struct scored s = changed(MIXED, "");
    (void)state;
    assert_row(&s, "output.quantity.events", (const char *[]){"≥50场", "49场", "9.8", "-0.1", "0.1"});
    assert_row(&s, "output.quality.pass", (const char *[]){"≥95%", "90%", "14.21", "0.01", "0.8"}); /* 1350 ÷ 95 */
    assert_row(&s, "output.cost.event",
               (const char *[]){"≤4000元", "4100元", "14.63", "-0.37", "0"}); /* 60000 ÷ 4100 */
    assert_row(&s, "benefit.social.awareness", (const char *[]){"有所提高", "达成年度指标", NULL, "0", "1"});
    assert_false(row_of(&s, "benefit.social.awareness")->out_of_band);
    assert_true(row_of(&s, "benefit.social.reach")->out_of_band); /* 15 is not within 9 to 12 */
    assert_int_equal(s.account.rows, 8);
    const struct account_row *funds = &s.account.row[7];
    assert_int_equal(funds->node, -1);
    assert_dec(funds->computed, "9.5"); /* 19 ÷ 20 × 10 */
    assert_dec(funds->lost, "0.5");
    /* 9.9 + 10 + 14.2 + 15 + 14 + 15 + 10 + 9.5 */
    assert_dec(s.account.all.stated, "97.6");
    assert_dec(s.account.filled.total, "97.6");
    /* 9.8 + 10 + 14.21 + 14.63 + 14 + 15 + 10 + 9.5 */
    assert_dec(s.account.all.computed, "97.14");
    assert_dec(s.account.computed.total, "97.14");
    assert_int_equal(s.account.all.computed_rows, 6);
    assert_dec(s.account.all.lost, "2.4"); /* 0.1 + 0.8 + 1 + 0.5 */
}

/* Sign and unit may stand in cells of their own, or in the rule set alone. */
static void values_with_sign_and_unit(void **state) {
    struct scored s = changed("[output.quantity.events] target = 50\n[output.quantity.events] actual = 52\n"
                              "[output.quality.pass] target = \"\"\n[output.quality.pass] actual = 0.96\n"
                              "[output.cost.event] actual = \"—\"",
                              "");
    (void)state;
    assert_text(row_of(&s, "output.quantity.events")->target, "≥50场");
    assert_text(row_of(&s, "output.quantity.events")->actual, "52场");
    assert_text(row_of(&s, "output.quality.pass")->target, "≥95%");
    assert_text(row_of(&s, "output.quality.pass")->actual, "0.96"); /* which may be meant as 96% */
    assert_text(row_of(&s, "output.cost.event")->actual, "—");
}

static void rounded_parts_and_rounded_sum(void **state) {
    static const char *const form = "[output.quantity.events] actual = 49场\n[output.quantity.people] actual = 2900人\n"
                                    "[output.cost.event] actual = 4100元";
    /* 9.8 + 9.666… + 15 + 14.634… + 14 + 15 + 10 + 10 = 98.100…; one by one 10 + 10 + 15 + 15 + 49 = 99 */
    struct scored s = changed(form, "[ruleset] decimals = 0");
    (void)state;
    assert_dec(s.account.computed.parts, "99");
    assert_dec(s.account.computed.exact_rounded, "98");
    assert_dec(account_rounding(s.form->schema->rules, &s.account.computed), "1");
    assert_dec(account_rounding(s.form->schema->rules, &s.account.filled), "0");
    s = changed(form, "[ruleset] decimals = 0\n[scoring] round_at = none");
    assert_dec(account_rounding(s.form->schema->rules, &s.account.computed), "0");
}

static void what_has_no_score(void **state) {
    struct scored s = changed("[output.quality.pass] score = \"\"\n[benefit.social.reach] score = \"—\"\n"
                              "[funds.total] -score",
                              "");
    (void)state;
    assert_int_equal(s.account.open, 2); /* the execution's points follow from the amounts */
    assert_int_equal(s.account.unknown, 1);
    assert_dec(s.account.filled.total, "69"); /* 99 − 15 − 15 */
    assert_dec(s.account.computed.total, "84");
    assert_dec(row_of(&s, "output.quality.pass")->lost, "15");
    assert_false(row_of(&s, "output.quality.pass")->has_points);
    s = changed("[funds.total] score = 十", "");
    assert_int_equal(s.account.open, 1); /* as score_form has it: what is no number doesn't count */
    assert_dec(s.account.filled.total, "89");
}

static void headings_and_what_is_below(void **state) {
    struct scored s = changed("[output.quality.pass] weight = 14", "");
    (void)state;
    for (size_t i = 0; i < s.form->schema->nodes; i++) {
        struct str path = s.form->schema->node[i].path;
        bool differs = str_eq(path, STR("output")) || str_eq(path, STR("output.quality"));
        if (s.form->schema->node[i].level < 3) {
            assert_int_equal(account_sum_differs(&s.account, s.form->schema, i), differs);
        }
    }
    assert_dec(s.account.all.weight, "99");
}

/* ---- the grade ---- */

static void assert_outlook(const struct scored *s, const char *grade, const char *above, size_t enough) {
    const struct outlook *o = &s->outlook;
    assert_true(o->grade >= 0);
    assert_text(s->form->schema->rules->grade[o->grade].name, grade);
    assert_dec(o->above, above);
    assert_int_equal(o->enough, enough);
}

static void assert_better(const struct scored *s, size_t i, const char *grade, const char *missing, const char *rate) {
    assert_true(i < s->outlook.betters);
    const struct outlook_grade *g = &s->outlook.better[i];
    assert_text(s->form->schema->rules->grade[g->grade].name, grade);
    assert_dec(g->missing, missing);
    assert_int_equal(g->capped, rate != NULL);
    if (rate) {
        assert_dec(g->rate, rate);
    }
}

static void points_missing_to_a_grade(void **state) {
    struct scored s = changed("", "");
    (void)state;
    assert_outlook(&s, "优", "9", 0);
    assert_int_equal(s.outlook.betters, 0);
    assert_int_equal(s.outlook.losses, 1);
    s = changed("[benefit.social.awareness] score = 4.95", ""); /* 89.95 is 良 */
    assert_outlook(&s, "良", "9.95", 1);
    assert_better(&s, 0, "优", "0.05", NULL);
    s = changed("[benefit.social.awareness] score = 0\n[benefit.social.reach] score = 10", "");
    assert_outlook(&s, "良", "0", 1); /* 80 is its bound */
    assert_better(&s, 0, "优", "10", NULL);
    s = changed("[benefit.social.awareness] score = 0\n[benefit.social.reach] score = 0\n"
                "[output.quality.pass] score = 4.99",
                "");
    assert_outlook(&s, "差", "59.99", 1);
    assert_int_equal(s.outlook.betters, 3); /* the nearest first, though the rule set has them the other way round */
    assert_better(&s, 0, "中", "0.01", NULL);
    assert_better(&s, 1, "良", "20.01", NULL);
    assert_better(&s, 2, "优", "30.01", NULL);
}

static void the_largest_losses_first(void **state) {
    /* 99 − 6 − 6 − 5 = 82: 8 are missing; 6 + 6 would do */
    struct scored s = changed("[output.quantity.events] score = 4\n[output.quantity.people] score = 4\n"
                              "[output.quality.pass] score = 10",
                              "");
    (void)state;
    assert_outlook(&s, "良", "2", 2);
    static const size_t order[] = {0, 1, 2, 4}; /* events, people (as much), pass 5, awareness 1 */
    assert_int_equal(s.outlook.losses, 4);
    assert_memory_equal(s.outlook.loss, order, sizeof order);
    assert_dec(outlook_lost(&s.outlook, &s.account, 2), "6");
    assert_dec(outlook_lost(&s.outlook, &s.account, 4), "0");
    /* Weights of 85 can't give 90 points. */
    s = changed("[output.quality.pass] score = 0\n[output.quality.pass] weight = 0\n"
                "[benefit.social.awareness] score = 10",
                "");
    assert_outlook(&s, "良", "0", 0);
    assert_better(&s, 0, "优", "10", NULL);
}

static void a_cap_holds_the_total_down(void **state) {
    struct scored s = changed("[funds.total] executed = 15\n[funds.total] score = 7.5", ""); /* 96.5, at most 89 */
    (void)state;
    assert_outlook(&s, "良", "9", 0);
    assert_true(s.outlook.held);
    assert_dec(s.outlook.sum, "96.5");
    assert_better(&s, 0, "优", "0", "80");
    s = changed("[funds.total] executed = 13\n[funds.total] score = 6.5", ""); /* 95.5, at most 79 */
    assert_outlook(&s, "中", "19", 0);
    assert_better(&s, 0, "良", "0", "70"); /* from 70 % on 89 are allowed */
    assert_better(&s, 1, "优", "0", "80");
    s = changed("[funds.total] executed = 15\n[funds.total] score = 7.5\n[output.quality.pass] score = 0", "");
    assert_outlook(&s, "良", "1.5", 0); /* 81.5 is below the cap, and 90 above it */
    assert_false(s.outlook.held);
    assert_better(&s, 0, "优", "8.5", "80");
    /* 99 − 2.5 − 7.5 is the cap itself: nothing is held down */
    s = changed("[funds.total] executed = 15\n[funds.total] score = 7.5\n[output.quality.pass] score = 7.5", "");
    assert_dec(s.outlook.sum, "89");
    assert_true(s.account.filled.has_cap);
    assert_false(s.outlook.held);
    /* A cap of 90 leaves room for 优. */
    s = changed("[funds.total] executed = 15\n[funds.total] score = 7.5\n[output.quality.pass] score = 7.5",
                "[execution] cap.80 = 90");
    assert_better(&s, 0, "优", "1", NULL);
    assert_int_equal(s.outlook.enough, 1);
}

/* Without the 15 of reach 85 points apply: 70 × 100 ÷ 85 = 82.352941…; 76.5 × 100 ÷ 85 is exactly 90. */
static void losses_are_scaled_as_the_total_is(void **state) {
    static const char *const rules = "[benefit.social.reach] optional = yes";
    struct scored s = changed("[benefit.social.reach] score = \"—\"\n[benefit.social.awareness] score = 8.5\n"
                              "[output.quantity.events] score = 5.5\n[output.quality.pass] score = 11",
                              rules);
    (void)state;
    assert_outlook(&s, "良", "2.352941", 1);
    assert_better(&s, 0, "优", "7.647059", NULL);
    s = changed("[benefit.social.reach] score = \"—\"\n[benefit.social.awareness] score = 8.500001\n"
                "[output.quantity.events] score = 5.5\n[output.quality.pass] score = 10.999999",
                rules);
    assert_int_equal(s.outlook.enough, 2); /* 6.499999 is a little less than 6.5 */
}

/* ---- what holds for every form of the tree ---- */

static const char *const forms[] = {
    "forms/kepu-2024.ini",
    "tests/examples/execution-20/sound.ini",
    "tests/examples/execution-cap/sound.ini",
    "tests/examples/execution-cap/not-capped.ini",
    "tests/examples/four-parts/sound.ini",
    "tests/examples/four-parts/left-out.ini",
    "tests/examples/four-parts/no-audit.ini",
    "tests/examples/four-parts/late.ini",
    "tests/examples/four-parts/steps.ini",
    "tests/examples/grades-80-70-60/sound.ini",
    "tests/examples/grades-pass/sound.ini",
    "tests/examples/inverse-linear/sound.ini",
    "tests/examples/inverse-linear/twice.ini",
    "tests/examples/kepu-2024/sound.ini",
    "tests/examples/kepu-2024/points.ini",
    "tests/examples/mof-2020/sound.ini",
    "tests/examples/mof-2020/points.ini",
    "tests/examples/mof-2020/values.ini",
    "tests/examples/mof-2021-cost/sound.ini",
    "tests/examples/reason-100/sound.ini",
    "tests/examples/tiers-80-50/sound.ini",
    "tests/examples/yuan/sound.ini",
};

static void add(struct account_sum *to, const struct account_sum *sum) {
    to->rows += sum->rows;
    to->stated_rows += sum->stated_rows;
    to->computed_rows += sum->computed_rows;
    to->weight += sum->weight;
    to->stated += sum->stated;
    to->computed += sum->computed;
    to->lost += sum->lost;
}

static void assert_sums(const struct account_sum *a, const struct account_sum *b) {
    assert_int_equal(a->rows, b->rows);
    assert_int_equal(a->stated_rows, b->stated_rows);
    assert_int_equal(a->computed_rows, b->computed_rows);
    assert_int_equal(a->weight, b->weight);
    assert_int_equal(a->stated, b->stated);
    assert_int_equal(a->computed, b->computed);
    assert_int_equal(a->lost, b->lost);
}

static struct account_sum of_row(const struct account_row *r) {
    return (struct account_sum){.rows = 1,
                                .stated_rows = r->has_stated,
                                .computed_rows = r->has_computed,
                                .weight = r->weight,
                                .stated = r->has_stated ? r->stated : 0,
                                .computed = r->has_computed ? r->computed
                                            : r->has_stated ? r->stated
                                                            : 0,
                                .lost = r->lost};
}

static void subtotals_add_up(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct scored s = read_scored(forms[i]);
        const struct schema *schema = s.form->schema;
        struct account_sum whole = {0};
        for (size_t n = 0; n < schema->nodes; n++) {
            struct account_sum below = {0};
            for (size_t k = 0; schema->node[n].level < 3 && k < schema->nodes; k++) {
                if (schema->node[k].parent == (int)n && schema->node[k].level < 3) {
                    add(&below, &s.account.sum[k]);
                }
            }
            for (size_t k = 0; k < s.account.rows; k++) {
                int node = s.account.row[k].node;
                struct account_sum one = of_row(&s.account.row[k]);
                if (node >= 0 && schema->node[node].parent == (int)n) {
                    add(&below, &one);
                }
            }
            if (schema->node[n].level < 3) {
                assert_sums(&below, &s.account.sum[n]);
            }
            if (schema->node[n].level == 1) {
                add(&whole, &s.account.sum[n]);
            }
        }
        if (s.account.row[s.account.rows - 1].node < 0) {
            struct account_sum funds = of_row(&s.account.row[s.account.rows - 1]);
            add(&whole, &funds);
        }
        assert_sums(&whole, &s.account.all);
    }
}

static void rows_agree_with_the_score(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct scored s = read_scored(forms[i]);
        for (size_t k = 0; k < s.account.rows; k++) {
            const struct account_row *r = &s.account.row[k];
            bool both = r->has_computed && r->has_stated;
            assert_int_equal(r->difference, both ? r->computed - r->stated : 0);
            assert_true(r->lost >= 0);
            if (r->node >= 0) {
                struct engine_points p = score_points(s.form, &s.score, (size_t)r->node);
                assert_int_equal(r->computed, r->has_computed ? p.rounded : 0);
            }
        }
        assert_int_equal(s.account.filled.total, s.score.total);
        assert_int_equal(s.account.filled.shown, s.score.whole.shown);
        assert_int_equal(s.account.all.weight, s.score.all.weight);
        assert_int_equal(s.account.open, s.score.all.indicators - s.score.all.scored);
        assert_int_equal(s.outlook.grade, s.score.grade);
    }
}

/* ---- weights ---- */

static struct weights weights_of(const char *path, const struct ruleset **rules) {
    struct weights w;
    *rules = ruleset_load(&arena, path);
    assert_non_null(*rules);
    assert_true(weights_make(&arena, *rules, &w));
    return w;
}

static const struct weight *weight_of(const struct ruleset *rules, const struct weights *w, const char *path) {
    int node = ruleset_node(rules, str_of(path));
    assert_true(node >= 0);
    return &w->node[node];
}

static void weights_of_2024(void **state) {
    const struct ruleset *rules;
    struct weights w = weights_of("forms/rules/kepu-2024.ini", &rules);
    (void)state;
    for (size_t i = 0; i < rules->nodes; i++) {
        assert_false(w.node[i].differs);
    }
    assert_dec(weight_of(rules, &w, "output")->below, "55"); /* 18 + 17 + 10 + 10 */
    assert_dec(weight_of(rules, &w, "output.quality")->share, "17");
    assert_false(w.has_funds); /* the indicator counts it */
    assert_dec(w.sum, "100");
    assert_false(w.differs);
}

static void weights_of_a_template(void **state) {
    const struct ruleset *rules;
    struct weights w = weights_of("forms/rules/mof-2020.ini", &rules);
    (void)state;
    const struct weight *output = weight_of(rules, &w, "output");
    assert_dec(output->points, "50");
    assert_false(output->has_below);
    assert_false(output->differs); /* what is below it is for the unit to weigh */
    assert_true(w.has_funds);
    assert_dec(w.sum, "100"); /* 50 + 30 + 10 + 10 */
}

static void weights_that_differ(void **state) {
    const struct ruleset *rules;
    struct str text = support_change(&arena, support_read(&arena, "tests/data/sound-rules.ini"),
                                     "[output.quality.pass] weight = 14\n[satisfaction.service] -weight\n"
                                     "[ruleset] total = 120");
    struct weights w = weights_of(support_write(&arena, "weights.ini", text), &rules);
    (void)state;
    assert_true(weight_of(rules, &w, "output.quality")->differs);
    assert_true(weight_of(rules, &w, "output")->differs); /* 20 + 14 + 15 = 49, not 50 */
    assert_dec(weight_of(rules, &w, "output")->points, "49");
    assert_dec(weight_of(rules, &w, "output")->share, "40.833333"); /* 4900 ÷ 120 */
    assert_false(weight_of(rules, &w, "benefit")->differs);
    assert_false(weight_of(rules, &w, "satisfaction")->differs);
    assert_dec(weight_of(rules, &w, "satisfaction.service")->points, "10");
    assert_dec(w.sum, "99"); /* 49 + 30 + 10 + 10 */
    assert_true(w.differs);
}

#define T(test) cmocka_unit_test_teardown(test, free_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(each_row),
        T(values_with_sign_and_unit),
        T(rounded_parts_and_rounded_sum),
        T(what_has_no_score),
        T(headings_and_what_is_below),
        T(points_missing_to_a_grade),
        T(the_largest_losses_first),
        T(a_cap_holds_the_total_down),
        T(losses_are_scaled_as_the_total_is),
        T(subtotals_add_up),
        T(rows_agree_with_the_score),
        T(weights_of_2024),
        T(weights_of_a_template),
        T(weights_that_differ),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
