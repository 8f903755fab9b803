/* Dialects of rule sets: what a rule file says, what it takes from its bases, what stands in for a value that is
   missing or wrong, and the indicator tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "support.h"
#include "ziping/path.h"
#include "ziping/ruleset.h"

static struct arena arena;

static int free_arena(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct ruleset *load(const char *path) {
    struct ruleset *rs = ruleset_load(&arena, path);
    assert_non_null(rs);
    return rs;
}

static struct ruleset *load_text(const char *text) {
    return load(support_write(&arena, "rules.ini", str_of(text)));
}

static void put(const char *name, const char *text) {
    support_write(&arena, name, str_of(text));
}

/* The keys of a list of labels, with a blank between. */
static void assert_keys(const struct rule_labels *list, const char *wanted) {
    struct str s = {0};
    for (size_t i = 0; i < list->n; i++) {
        s = arena_join(&arena, s, i > 0 ? STR(" ") : STR(""));
        s = arena_join(&arena, s, list->v[i].key);
    }
    assert_text(s, wanted);
}

/* The tree as a text: a line for each node, its level in dots, path, name, weight where it has one. */
static void assert_tree(const struct ruleset *rs, const char *wanted) {
    struct buf b = {0};
    for (size_t i = 0; i < rs->nodes; i++) {
        const struct node *n = &rs->node[i];
        buf_fill(&b, '.', (size_t)n->level);
        buf_printf(&b, "%.*s %.*s", STR_ARG(n->path), STR_ARG(n->name));
        if (n->has_weight) {
            buf_char(&b, ' ');
            dec_put(&b, n->weight, 0);
        }
        buf_char(&b, '\n');
        assert_true(n->parent < (int)i);
        assert_int_equal(n->level, n->parent < 0 ? 1 : rs->node[n->parent].level + 1);
    }
    struct str s = arena_copy(&arena, buf_str(&b));
    buf_free(&b);
    assert_text(s, wanted);
}

/* ---- values ---- */

static void absent_values_have_presets(void **state) {
    struct ruleset *rs = load_text("[ruleset]\n");

    (void)state;
    assert_true(rs->usable);
    assert_int_equal(rs->files, 1);
    assert_text(rs->form_title, "项目支出绩效自评表");
    assert_text(rs->title, "");
    assert_text(rs->currency, "万元");
    assert_int_equal(rs->year, 0);
    assert_dec(rs->total, "100");
    assert_int_equal(rs->decimals, 2);
    assert_keys(&rs->header, "year project department unit");
    assert_keys(&rs->fund_rows, "total current carryover other");
    assert_keys(&rs->fund_columns, "initial budget executed weight rate score");
    assert_keys(&rs->goal_columns, "expected actual");
    assert_keys(&rs->columns, "weight score reason");
    assert_keys(&rs->notes, "");
    assert_false(rs->open);
    assert_int_equal(rs->nodes, 0);
    assert_int_equal(rs->tree_file, -1);
    assert_int_equal(rs->grades, 0);
    assert_int_equal(rs->caps, 0);
    assert_dec(rs->execution_weight, "10");
    assert_dec(rs->execution_reason_below, "90");
    assert_int_equal(rs->execution_base, EXECUTION_BUDGET);
    assert_int_equal(rs->inverse, INVERSE_RATIO);
    assert_dec(rs->overshoot_note, "120");
    assert_dec(rs->overshoot_reason, "130");
    assert_dec(rs->reason_required_below, "100");
    assert_int_equal(rs->reason_min_chars, 6);
    assert_text(rs->empty_words, "无 暂无 没有 —");
    assert_int_equal(rs->tiers, 3);
    assert_dec(rs->tier[0].from, "100");
    assert_dec(rs->tier[1].from, "80");
    assert_dec(rs->tier[2].from, "60");
    assert_dec(rs->tier[2].to, "0");
}

static void says_what_the_file_says(void **state) {
    struct ruleset *rs =
        load_text("[ruleset]\ntitle = \"甲\"\nform_title = 乙\nyear = 2023\ntotal = 120\ndecimals = 1\n"
                  "[funds]\ncurrency = 元\nrows = all\ncolumns = budget reason\n"
                  "[indicators]\ncolumns = score\nopen = YES\norder = b a\n"
                  "[grades]\n优秀 = 95\n合格 = 0\n"
                  "[execution]\nweight = 20\nbase = Initial\nreason_below = 80.5\ncap.80 = 89\ncap.60 = 69\n"
                  "[scoring]\ntiers = \"100-80 80-50 50-0\"\ninverse = linear\novershoot_note = 150\n"
                  "overshoot_reason = 200\n[reasons]\nrequired_below = 90\nmin_chars = 10\nempty_words = 略\n");

    (void)state;
    assert_text(rs->title, "甲");
    assert_text(rs->form_title, "乙");
    assert_int_equal(rs->year, 2023);
    assert_dec(rs->total, "120");
    assert_int_equal(rs->decimals, 1);
    assert_text(rs->currency, "元");
    assert_keys(&rs->fund_rows, "all");
    assert_keys(&rs->fund_columns, "budget reason");
    assert_keys(&rs->columns, "score");
    assert_true(rs->open);
    assert_text(rs->order, "b a");
    assert_int_equal(rs->grades, 2);
    assert_text(rs->grade[0].name, "优秀");
    assert_dec(rs->grade[0].from, "95");
    assert_text(rs->grade[1].name, "合格");
    assert_dec(rs->grade[1].from, "0");
    assert_dec(rs->execution_weight, "20");
    assert_int_equal(rs->execution_base, EXECUTION_INITIAL);
    assert_dec(rs->execution_reason_below, "80.5");
    assert_int_equal(rs->caps, 2);
    assert_dec(rs->cap[0].below, "80");
    assert_dec(rs->cap[0].most, "89");
    assert_dec(rs->cap[1].below, "60");
    assert_dec(rs->cap[1].most, "69");
    assert_dec(rs->tier[1].to, "50");
    assert_int_equal(rs->inverse, INVERSE_LINEAR);
    assert_dec(rs->overshoot_note, "150");
    assert_dec(rs->overshoot_reason, "200");
    assert_dec(rs->reason_required_below, "90");
    assert_int_equal(rs->reason_min_chars, 10);
    assert_text(rs->empty_words, "略");
}

static void wrong_values_fall_back(void **state) {
    struct ruleset *rs =
        load_text("[ruleset]\ntotal = 一百\ndecimals = 7\nyear = 1989\n"
                  "[execution]\nweight = -1\nbase = both\nreason_below = 101\ncap.x = 89\ncap.80 = most\n"
                  "[indicators]\nopen = maybe\n[grades]\n优 = ninety\n良 = 80\n"
                  "[scoring]\ninverse = square\novershoot_note = 99\n[reasons]\nmin_chars = 2.5\n"
                  "[a.b.c]\nweight = ten\nkind = colour\nsign = ~\n");
    const struct node *n = &rs->node[ruleset_node(rs, STR("a.b.c"))];

    (void)state;
    assert_dec(rs->total, "100");
    assert_int_equal(rs->decimals, 2);
    assert_int_equal(rs->year, 0);
    assert_dec(rs->execution_weight, "10");
    assert_int_equal(rs->execution_base, EXECUTION_BUDGET);
    assert_dec(rs->execution_reason_below, "90");
    assert_int_equal(rs->caps, 0);
    assert_false(rs->open);
    assert_int_equal(rs->grades, 1);
    assert_text(rs->grade[0].name, "良");
    assert_int_equal(rs->inverse, INVERSE_RATIO);
    assert_dec(rs->overshoot_note, "120");
    assert_int_equal(rs->reason_min_chars, 6);
    assert_false(n->has_weight);
    assert_int_equal(n->kind, KIND_NUMBER);
    assert_int_equal(n->sign, SIGN_NONE);
}

static void bounds_are_taken(void **state) {
    struct ruleset *rs = load_text("[ruleset]\ntotal = 0.01\ndecimals = 6\nyear = 2999\n[execution]\nweight = 0\n"
                                   "reason_below = 100\n[scoring]\novershoot_note = 100\n");

    (void)state;
    assert_dec(rs->total, "0.01");
    assert_int_equal(rs->decimals, 6);
    assert_int_equal(rs->year, 2999);
    assert_dec(rs->execution_weight, "0");
    assert_dec(rs->execution_reason_below, "100");
    assert_dec(rs->overshoot_note, "100");
}

static void labels_of_header_and_funds(void **state) {
    struct ruleset *rs =
        load_text("[ruleset]\n[header]\nfields = \"project code year 自定\"\ncode = 编号\n"
                  "[funds]\nrows = \"total bank\"\nbank = 银行贷款\nexecuted = 支出数\n"
                  "[indicators]\ncolumns = \"target reason\"\nreason = 说明\n[notes]\nfields = issues\n");

    (void)state;
    assert_keys(&rs->header, "year project code 自定"); /* the year is always there, and first */
    assert_text(rs->header.v[1].label, "项目名称");
    assert_text(rs->header.v[2].label, "编号");
    assert_text(rs->header.v[3].label, "自定");
    assert_int_equal(rs->header.v[0].type, FIELD_YEAR);
    assert_int_equal(rs->header.v[3].type, FIELD_LINE);
    assert_text(rs->fund_rows.v[0].label, "年度资金总额");
    assert_text(rs->fund_rows.v[1].label, "银行贷款");
    assert_text(rs->fund_columns.v[2].label, "支出数");
    assert_int_equal(rs->fund_columns.v[2].id, KEY_EXECUTED);
    assert_int_equal(rs->columns.v[0].type, FIELD_VALUE);
    assert_text(rs->columns.v[1].label, "说明");
    assert_text(rs->notes.v[0].label, "存在问题");
    assert_int_equal(rs->notes.v[0].type, FIELD_TEXT);
}

/* ---- bases ---- */

static void base_gives_what_is_absent(void **state) {
    put("base.ini", "[ruleset]\ntotal = 50\ndecimals = 1\ntitle = 下\n[execution]\nweight = 20\ncap.80 = 40\n"
                    "[grades]\n优 = 45\n良 = 40\n[a]\nweight = 50\n[funds]\ntotal = 合计数\n");
    struct ruleset *rs = load_text("[ruleset]\nbase = base.ini\ndecimals = 0\ntitle = 上\n[execution]\nweight = 10\n");
    size_t file = 99;

    (void)state;
    assert_int_equal(rs->files, 2);
    assert_dec(rs->total, "50");
    assert_int_equal(rs->decimals, 0);
    assert_text(rs->title, "上");
    assert_dec(rs->execution_weight, "10");
    assert_int_equal(rs->caps, 1); /* the section is in both files, a cap in the base only */
    assert_dec(rs->cap[0].most, "40");
    assert_int_equal(rs->grades, 2);
    assert_text(rs->fund_rows.v[0].label, "合计数");
    assert_int_equal(rs->tree_file, 1);
    assert_tree(rs, ".a a 50\n");
    assert_non_null(ruleset_find(rs, STR("ruleset"), STR("total"), &file));
    assert_int_equal(file, 1);
    assert_non_null(ruleset_find(rs, STR("ruleset"), STR("title"), &file));
    assert_int_equal(file, 0);
    assert_null(ruleset_find(rs, STR("ruleset"), STR("year"), NULL));
}

static void lists_and_tree_come_whole(void **state) {
    put("base.ini",
        "[ruleset]\n[grades]\n优 = 90\n良 = 80\n[execution]\ncap.80 = 89\ncap.70 = 79\n[a.x.one]\nweight = 1\n");
    struct ruleset *rs =
        load_text("[ruleset]\nbase = base.ini\n[grades]\n合格 = 60\n[execution]\ncap.50 = 59\n[b.y.two]\nweight = 2\n");

    (void)state;
    assert_int_equal(rs->grades, 1);
    assert_text(rs->grade[0].name, "合格");
    assert_int_equal(rs->caps, 1);
    assert_dec(rs->cap[0].below, "50");
    assert_int_equal(rs->tree_file, 0);
    assert_tree(rs, ".b b\n..b.y y\n...b.y.two two 2\n");
}

static void base_of_a_base(void **state) {
    put("c.ini", "[ruleset]\ntotal = 7\nyear = 2020\n");
    put("b.ini", "[ruleset]\nbase = c.ini\nyear = 2021\n");
    struct ruleset *rs = load_text("[ruleset]\nbase = b.ini\n");

    (void)state;
    assert_int_equal(rs->files, 3);
    assert_int_equal(rs->year, 2021);
    assert_dec(rs->total, "7");
}

static void base_is_missing(void **state) {
    struct ruleset *rs = load_text("[ruleset]\nbase = nothing.ini\ndecimals = 1\n");

    (void)state;
    assert_true(rs->usable);
    assert_int_equal(rs->files, 2);
    assert_int_equal(rs->file[0].status, RULE_FILE_OK);
    assert_int_equal(rs->file[1].status, RULE_FILE_UNREADABLE);
    assert_int_equal(rs->file[1].file.status, FILE_MISSING);
    assert_text(rs->file[1].path, support_path(&arena, "nothing.ini"));
    assert_int_equal(rs->decimals, 1);
    assert_dec(rs->total, "100");
}

static void base_is_broken(void **state) {
    put("base.ini", "[ruleset]\nno equals sign\ntotal = 50\n");
    struct ruleset *rs = load_text("[ruleset]\nbase = base.ini\n");

    (void)state;
    assert_true(rs->usable);
    assert_int_equal(rs->file[1].status, RULE_FILE_BROKEN);
    assert_dec(rs->total, "50"); /* read as well as can be */
}

static void base_is_no_text(void **state) {
    support_write(&arena, "base.ini", STR("[ruleset]\ntotal = 5\0\n"));
    struct ruleset *rs = load_text("[ruleset]\nbase = base.ini\n");

    (void)state;
    assert_true(rs->usable);
    assert_int_equal(rs->file[1].status, RULE_FILE_NOT_TEXT);
    assert_dec(rs->total, "100");
}

static void bases_in_a_loop(void **state) {
    put("b.ini", "[ruleset]\nbase = rules.ini\ntotal = 3\n");
    struct ruleset *rs = load_text("[ruleset]\nbase = b.ini\n");

    (void)state;
    assert_true(rs->usable);
    assert_int_equal(rs->files, 3);
    assert_int_equal(rs->file[2].status, RULE_FILE_LOOP);
    assert_dec(rs->total, "3");
    rs = load_text("[ruleset]\nbase = rules.ini\n");
    assert_int_equal(rs->files, 2);
    assert_int_equal(rs->file[1].status, RULE_FILE_LOOP);
}

/* RULE_FILES_MAX is 8: seven files are read, and the eighth says that the chain is too long. */
static void bases_too_deep(void **state) {
    char name[16], text[64];

    (void)state;
    for (int i = 0; i < 10; i++) {
        snprintf(name, sizeof name, "%d.ini", i);
        snprintf(text, sizeof text, "[ruleset]\nbase = %d.ini\n%s\n", i + 1, i == 9 ? "total = 9" : "");
        put(name, text);
    }
    struct ruleset *rs = load(support_path(&arena, "0.ini"));
    assert_true(rs->usable);
    assert_int_equal(rs->files, RULE_FILES_MAX);
    assert_int_equal(rs->file[6].status, RULE_FILE_OK);
    assert_int_equal(rs->file[7].status, RULE_FILE_TOO_DEEP);
    assert_dec(rs->total, "100");
    rs = load(support_path(&arena, "3.ini")); /* 3 … 9 are seven files, and 10.ini is not reached */
    assert_int_equal(rs->file[7].status, RULE_FILE_TOO_DEEP);
    assert_dec(rs->total, "9");
}

static void the_file_itself_is_bad(void **state) {
    struct ruleset *rs = load(support_path(&arena, "nothing.ini"));

    (void)state;
    assert_false(rs->usable);
    assert_int_equal(rs->file[0].status, RULE_FILE_UNREADABLE);
    rs = load(support_write(&arena, "rules.ini", STR("[ruleset]\n\0")));
    assert_false(rs->usable);
    assert_int_equal(rs->file[0].status, RULE_FILE_NOT_TEXT);
    rs = load_text("[ruleset]\nbroken\ntotal = 50\n");
    assert_true(rs->usable);
    assert_int_equal(rs->file[0].status, RULE_FILE_BROKEN);
    assert_dec(rs->total, "50");
}

static void paths_beside(void **state) {
    (void)state;
    assert_text(path_beside(&arena, STR("forms/a.ini"), STR("rules/b.ini")), "forms/rules/b.ini");
    assert_text(path_beside(&arena, STR("a.ini"), STR("b.ini")), "b.ini");
    assert_text(path_beside(&arena, STR("forms/a.ini"), STR("/etc/b.ini")), "/etc/b.ini");
    assert_text(path_beside(&arena, STR("/a.ini"), STR("b.ini")), "/b.ini");
}

/* ---- the tree ---- */

static void order_is_the_files(void **state) {
    struct ruleset *rs = load_text("[ruleset]\n[b]\nname = 乙\nweight = 5\n[b.y]\n[b.y.two]\nweight = 2\n[a]\n[a.x]\n"
                                   "[a.x.one]\n[b.y.three]\nweight = 3\n[indicators]\norder = a\n");

    (void)state;
    assert_tree(rs, ".b 乙 5\n..b.y y\n...b.y.two two 2\n...b.y.three three 3\n.a a\n..a.x x\n...a.x.one one\n");
    assert_int_equal(ruleset_node(rs, STR("A.X")), 5);
    assert_int_equal(ruleset_node(rs, STR("a.z")), -1);
}

static void headings_are_implied(void **state) {
    struct ruleset *rs = load_text("[ruleset]\n[a.x.one]\nweight = 1\n[b.y.two]\n[b.y]\nname = 后来\nweight = 2\n");

    (void)state;
    assert_tree(rs, ".a a\n..a.x x\n...a.x.one one 1\n.b b\n..b.y 后来 2\n...b.y.two two\n");
    assert_true(rs->node[0].implied);
    assert_true(rs->node[1].implied);
    assert_false(rs->node[2].implied);
    assert_true(rs->node[3].implied);
    assert_false(rs->node[4].implied);
}

static void chinese_sections(void **state) {
    struct ruleset *rs = load_text("[ruleset]\n[产出指标.数量指标.活动场次]\nweight = 6\n[产出指标.数量指标.参与人数]\n"
                                   "name = 人数\nweight = 4\nsign = >=\ntarget = 50\nunit = 人\nkind = tier\n"
                                   "evidence = 签到表\n");
    const struct node *n = &rs->node[3];

    (void)state;
    assert_tree(rs, ".产出指标 产出指标\n..产出指标.数量指标 数量指标\n...产出指标.数量指标.活动场次 活动场次 6\n"
                    "...产出指标.数量指标.参与人数 人数 4\n");
    assert_int_equal(n->sign, SIGN_GE);
    assert_text(n->target, "50");
    assert_text(n->unit, "人");
    assert_text(n->evidence, "签到表");
    assert_int_equal(n->kind, KIND_TIER);
    assert_int_equal(n->line, 4);
}

static void deep_paths_hang_below_the_second_part(void **state) {
    struct ruleset *rs = load_text("[ruleset]\n[a.b.c]\nweight = 1\n[a.b.c.d]\nweight = 2\n[a.b.e.f]\nweight = 3\n");

    (void)state;
    assert_tree(rs, ".a a\n..a.b b\n...a.b.c c 1\n...a.b.c.d d 2\n...a.b.e.f f 3\n");
}

static void kepu_2024(void **state) {
    struct ruleset *rs = load("forms/rules/kepu-2024.ini");
    dec sum = 0;
    size_t level[4] = {0};

    (void)state;
    for (size_t i = 0; i < rs->nodes; i++) {
        level[rs->node[i].level]++;
        sum += rs->node[i].level == 3 ? rs->node[i].weight : 0;
    }
    assert_int_equal(level[1], 4);
    assert_int_equal(level[2], 8); /* 1 execution, 4 output, 2 benefit, 1 satisfaction */
    assert_int_equal(level[3], 16);
    assert_dec(sum, "100");
    assert_int_equal(rs->files, 2);
    assert_int_equal(rs->year, 2024);
    assert_keys(&rs->columns, "weight score reason");
    assert_int_equal(rs->grades, 4); /* the national rule's */
    assert_false(rs->open);          /* not the national rule's */
    assert_text(rs->node[2].counts, "funds.total");
}

#define T(test) cmocka_unit_test_teardown(test, free_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(absent_values_have_presets),
        T(says_what_the_file_says),
        T(wrong_values_fall_back),
        T(bounds_are_taken),
        T(labels_of_header_and_funds),
        T(base_gives_what_is_absent),
        T(lists_and_tree_come_whole),
        T(base_of_a_base),
        T(base_is_missing),
        T(base_is_broken),
        T(base_is_no_text),
        T(bases_in_a_loop),
        T(bases_too_deep),
        T(the_file_itself_is_bad),
        T(paths_beside),
        T(order_is_the_files),
        T(headings_are_implied),
        T(chinese_sections),
        T(deep_paths_hang_below_the_second_part),
        T(kepu_2024),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
