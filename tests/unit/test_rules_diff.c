/* What differs between two rule sets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "generate.h"
#include "support.h"
#include "ziping/catalogue.h"
#include "ziping/rules_output.h"
#include "ziping/rule_checks.h"

static struct arena arena;

static int free_all(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

static const struct ruleset *rules_of(struct str text) {
    const struct ruleset *rs = ruleset_from(&arena, support_path(&arena, "rules.ini"), text);
    assert_non_null(rs);
    return rs;
}

static struct rules_diff diff_of(struct str x, struct str y) {
    struct rules_diff d;
    assert_true(rules_diff(&arena, rules_of(x), rules_of(y), &rule_checks, &d));
    return d;
}

/* The sound rule set, changed twice: from `x` to `y`. */
static struct str lines_of(const char *x, const char *y) {
    struct str sound = support_read(&arena, "tests/data/sound-rules.ini");
    struct rules_diff d = diff_of(support_change(&arena, sound, x), support_change(&arena, sound, y));
    struct buf out = {0};
    rules_diff_text(&d, STR("x"), STR("y"), LANG_EN, &out);
    return buf_keep(&out, &arena);
}

#define EVENTS "[output.quantity.events] "
#define HEAD "--- x\n+++ y\n"

static void each_kind_of_difference(void **state) {
    static const struct {
        const char *x, *y, *lines;
    } cases[] = {
        {"", "", ""},
        /* Numbers, choices, words and presets by what they mean. */
        {"[ruleset] total = 100.0\n[execution] base = BUDGET\n[indicators] open = NO", "", ""},
        {"[reasons] empty_words = \"—  没有 无 暂无\"", "", ""},
        {"[scoring] tiers = \"100-80  80-60 60-0\"", "", ""},
        {"-[reasons]\n[execution] -reason_below\n[scoring] -overshoot_note\n[limits] goal = 0", "", ""},
        {"[funds] total = 年度资金总额\n[header] nothing = 没有的栏", "", ""},
        {"[severity] F301 = error\n[severity] f221 = note\n[severity] nothing = error", "", ""},
        {"[scoring] inverse = sideways", "", ""}, /* what the table doesn't allow doesn't act */
        {"[output.quantity.events] kind = NUMBER\n[output.quantity.events] weight = 10.00", "", ""},
        {"[execution] -cap.80\n[execution] cap.80.0 = 89", "", ""},
        /* Settings. */
        {"", "[ruleset] year = 2025", HEAD "[ruleset]\n  year: 2024 -> 2025\n"},
        {"[ruleset] -year", "", HEAD "[ruleset]\n  year: (empty) -> 2024\n"},
        {"", "[ruleset] decimals = 1\n[scoring] rounding = cut",
         HEAD "[ruleset]\n  decimals: 2 -> 1\n[scoring]\n  rounding: half_up -> cut\n"},
        {"", "[grades] 良 = 75\n[grades] -中\n[grades] 及格 = 60",
         HEAD "[grades]\n  良: 80 -> 75\n  及格: (empty) -> 60\n  中: 60 -> (empty)\n"},
        {"", "[execution] cap.80 = 88\n[execution] -cap.70\n[execution] reason_below = 95",
         HEAD "[execution]\n  reason_below: 90 -> 95\n  cap.80: 89 -> 88\n  cap.70: 79 -> (empty)\n"},
        {"[limits] reason = 100", "[limits] goal = 200", HEAD "[limits]\n  goal: 0 -> 200\n  reason: 100 -> 0\n"},
        {"[severity] reason-missing = off", "[severity] F306 = error",
         HEAD "[severity]\n  budget-change-unexplained: warning -> error\n  reason-missing: off -> error\n"},
        {"", "[reasons] empty_words = \"无 没有 — 略\"",
         HEAD "[reasons]\n  empty_words: - 暂无\n  empty_words: + 略\n"},
        /* Fields and columns. */
        {"", "[header] fields = \"project code unit\"",
         HEAD "[header]\n  fields: - department 主管部门\n  fields: + code 项目编码\n"},
        {"", "[header] fields = \"unit project department\"",
         HEAD "[header]\n  fields: order project department unit -> unit project department\n"},
        {"[notes] fields = a A b", "[notes] fields = a b B", ""},
        {"", "[funds] total = 资金总额", HEAD "[funds]\n  rows: total: 年度资金总额 -> 资金总额\n"},
        {"", "[notes] fields = remarks", HEAD "[notes]\n  fields: + remarks 备注\n"},
        /* The tree. */
        {"", EVENTS "weight = 12\n" EVENTS "-unit\n" EVENTS "evidence = 签到表",
         HEAD "[output.quantity.events] 活动场次\n  weight: 10 -> 12\n  unit: 场 -> (empty)\n"
              "  evidence: (empty) -> 签到表\n"},
        {"", EVENTS "name = 举办场次", HEAD "[output.quantity.events] 举办场次\n  name: 活动场次 -> 举办场次\n"},
        {"-[output.quantity.people]", "", HEAD "+ [output.quantity.people] 参与人数: 10\n"},
        {"", "-[output.quantity.people]", HEAD "- [output.quantity.people] 参与人数: 10\n"},
        {"[benefit.economic] name = 经济效益", "", HEAD "- [benefit.economic] 经济效益\n"},
        /* Another path below the same heading, and another heading. */
        {"",
         "-[output.quantity.people]\n[output.quantity.visitors] name = 参与人数\n[output.quantity.visitors] weight = 10\n"
         "[output.quantity.visitors] sign = >=\n[output.quantity.visitors] target = 3000\n"
         "[output.quantity.visitors] unit = 人",
         HEAD "> [output.quantity.people] -> [output.quantity.visitors] 参与人数\n"},
        {"",
         "-[benefit.social.reach]\n[satisfaction.service.reach] name = 科普覆盖面\n"
         "[satisfaction.service.reach] weight = 14\n[satisfaction.service.reach] kind = tier",
         HEAD "> [benefit.social.reach] -> [satisfaction.service.reach] 科普覆盖面\n"
              "[satisfaction.service.reach] 科普覆盖面\n  weight: 15 -> 14\n"},
        /* A heading with another path takes what is below it along. */
        {"",
         "-[satisfaction]\n-[satisfaction.service]\n-[satisfaction.service.audience]\n[public] name = 满意度指标\n"
         "[public] weight = 10\n[public.service] name = 服务对象满意度指标\n[public.service] weight = 10\n"
         "[public.service.audience] name = 受众满意度\n[public.service.audience] weight = 10\n"
         "[public.service.audience] sign = >=\n[public.service.audience] target = 90\n"
         "[public.service.audience] unit = %",
         HEAD "> [satisfaction] -> [public] 满意度指标\n"},
        /* Another order. */
        {"-[output.quantity.events]\n[output.quantity.events] weight = 10\n" EVENTS "name = 活动场次\n" EVENTS
         "sign = >=\n" EVENTS "target = 50\n" EVENTS "unit = 场",
         "", HEAD "[output.quantity] 数量指标\n  order 参与人数 / 活动场次 -> 活动场次 / 参与人数\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_text(lines_of(cases[i].x, cases[i].y), cases[i].lines);
    }
}

/* What a base gives counts as if the file said it. */
static void bases(void **state) {
    struct str sound = support_read(&arena, "tests/data/sound-rules.ini");
    struct str without =
        support_change(&arena, sound, "-[grades]\n-[funds]\n[ruleset] base = base.ini\n[header] -fields");
    (void)state;
    support_write(&arena, "base.ini",
                  STR("[ruleset]\n[grades]\n优 = 90\n良 = 80\n中 = 60\n差 = 0\n[funds]\ncurrency = 万元\n"
                      "rows = \"total current other\"\n[header]\nfields = \"project department unit\"\n"));
    assert_int_equal(diff_of(sound, without).n, 0);
    assert_int_equal(diff_of(without, sound).n, 0);
    /* One grade of the file hides the base's. */
    struct str one = support_change(&arena, without, "[grades] 合格 = 60");
    assert_int_equal(diff_of(without, one).n, 5);
}

/* ---- the same the other way round ---- */

static int by_text(const void *a, const void *b) {
    const struct str *x = a, *y = b;
    int order = memcmp(x->p, y->p, x->n < y->n ? x->n : y->n);
    return order ? order : (x->n > y->n) - (x->n < y->n);
}

/* Each difference as a line, old and new swapped where asked for; names are those of one side. */
static struct str *lines_sorted(const struct rules_diff *d, bool swap) {
    struct str *v = arena_array(&arena, struct str, d->n + 1);
    for (size_t i = 0; i < d->n; i++) {
        struct rules_difference e = d->v[i];
        struct buf b = {0};
        bool pair =
            e.change == RULES_MOVED || (!e.row && e.change == RULES_REORDERED) || (e.row && e.row->section[0] == '*');
        enum rules_change change = e.change;
        if (swap) {
            change = change == RULES_ADDED ? RULES_REMOVED : change == RULES_REMOVED ? RULES_ADDED : change;
        }
        struct str before = swap ? e.new_value : e.old_value, after = swap ? e.old_value : e.new_value;
        buf_printf(&b, "%s %.*s %.*s %.*s|%.*s|%.*s", rules_change_name(change), pair ? 0 : (int)e.section.n,
                   e.section.p, STR_ARG(e.key), STR_ARG(e.item), STR_ARG(before), STR_ARG(after));
        v[i] = buf_keep(&b, &arena);
    }
    qsort(v, d->n, sizeof *v, by_text);
    return v;
}

static void assert_mirrored(struct str x, struct str y) {
    struct rules_diff there = diff_of(x, y), back = diff_of(y, x);
    assert_int_equal(there.n, back.n);
    struct str *a = lines_sorted(&there, false), *b = lines_sorted(&back, true);
    for (size_t i = 0; i < there.n; i++) {
        if (!str_eq(a[i], b[i])) {
            fail_msg("%.*s\nis not\n%.*s\nof\n%.*s\nagainst\n%.*s", STR_ARG(a[i]), STR_ARG(b[i]), STR_ARG(x),
                     STR_ARG(y));
        }
    }
}

static void both_ways(void **state) {
    size_t different = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= 600; seed++) {
        struct generated x = generate(&arena, seed), y = generate(&arena, seed + 1);
        assert_int_equal(diff_of(x.rules, x.rules).n, 0);
        assert_mirrored(x.rules, y.rules);
        different += diff_of(x.rules, y.rules).n > 0;
        arena_reset(&arena);
    }
    assert_true(different > 590);
}

/* Two of the same name, here and there. */
static void both_ways_with_equal_names(void **state) {
    static const char *const trees[] = {
        "[a.b.c]\nname = n\nweight = 1\n[a.b.d]\nname = n\nweight = 2\n[e.f.g]\nname = n\nweight = 3\n",
        "[a.b.x]\nname = n\nweight = 1\n[e.f.y]\nname = n\nweight = 2\n[e.f.z]\nname = n\nweight = 3\n",
        "[h.i.x]\nname = n\n[h.i.y]\nname = n\n[h.i.z]\nname = n\n[h.i.w]\nname = n\n",
        "[h.i.z]\nname = n\n[h.i.x]\nname = n\n[a.b.c]\nname = n\n",
        "",
    };
    enum { TREES = sizeof trees / sizeof *trees };
    (void)state;
    for (int x = 0; x < TREES; x++) {
        for (int y = 0; y < TREES; y++) {
            struct str head = STR("[ruleset]\n[grades]\n优 = 0\n");
            assert_mirrored(arena_join(&arena, head, str_of(trees[x])), arena_join(&arena, head, str_of(trees[y])));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(each_kind_of_difference, free_all),
        cmocka_unit_test_teardown(bases, free_all),
        cmocka_unit_test_teardown(both_ways, free_all),
        cmocka_unit_test_teardown(both_ways_with_equal_names, free_all),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
