/* The rule sets of forms/rules: none has an error, and each does what its name says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>

#include "support.h"
#include "ziping/check.h"

static struct arena arena;
static struct library library;

static int free_arena(void **state) {
    (void)state;
    arena_free(&arena);
    library_free(&library);
    return 0;
}

static struct ruleset *profile(const char *name) {
    struct str path = arena_join(&arena, STR("forms/rules/"), str_of(name));
    struct ruleset *rs = ruleset_load(&arena, arena_join(&arena, path, STR(".ini")).p);
    assert_non_null(rs);
    for (size_t i = 0; i < rs->files; i++) {
        assert_int_equal(rs->file[i].status, RULE_FILE_OK);
    }
    return rs;
}

static size_t errors_in(const char *path) {
    struct diags found = {.arena = &arena};
    struct document *d = arena_new(&arena, struct document);
    struct score score;
    size_t errors = 0;
    assert_true(document_read(&arena, &library, path, d));
    assert_true(check_document(d, &(struct check_options){0}, &score, &found));
    for (size_t i = 0; i < found.n; i++) {
        errors += found.v[i].severity == SEV_ERROR;
        assert_int_not_equal(found.v[i].code, CHECK_RULE_REPEATS_BASE);
    }
    return errors;
}

static void none_has_an_error(void **state) {
    DIR *dir = opendir("forms/rules");
    size_t files = 0;

    (void)state;
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));) {
        if (!str_ends(str_of(e->d_name), STR(".ini"))) {
            continue;
        }
        const char *path = arena_join(&arena, STR("forms/rules/"), str_of(e->d_name)).p;
        if (errors_in(path) > 0) {
            fail_msg("%s has errors", path);
        }
        files++;
    }
    closedir(dir);
    assert_true(files >= 8);
}

/* Level-1 weights and the execution rate's, as the paper would list them. */
static void weights(void **state) {
    static const struct {
        const char *name, *wanted;
    } rows[] = {
        {"mof-2020", "产出指标 50 效益指标 30 满意度指标 10 执行率 10"},
        {"mof-2021-cost", "成本指标 20 产出指标 40 效益指标 20 满意度指标 10 执行率 10"},
        {"execution-20", "产出指标 40 效益指标 30 满意度指标 10 执行率 20"},
        {"four-parts", "决策 20 管理 20 产出 30 效益 30 执行率 10"}, /* it is one of 管理's */
        {"inverse-linear", "产出指标 50 效益指标 30 满意度指标 10 执行率 10"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ruleset *rs = profile(rows[i].name);
        struct buf b = {0};
        for (size_t n = 0; n < rs->nodes; n++) {
            if (rs->node[n].level == 1) {
                buf_printf(&b, "%.*s ", STR_ARG(rs->node[n].name));
                dec_put(&b, rs->node[n].weight, 0);
                buf_char(&b, ' ');
            }
        }
        buf_text(&b, "执行率 ");
        dec_put(&b, rs->execution_weight, 0);
        assert_text(buf_str(&b), rows[i].wanted);
        buf_free(&b);
    }
}

/* 10 points: 15 against ≤ 10. */
static void limits(void **state) {
    struct ruleset *ratio = profile("mof-2020"), *linear = profile("inverse-linear");

    (void)state;
    assert_dec(engine_number(ratio, SIGN_LE, DEC_INT(10), DEC_INT(15), DEC_INT(10)).rounded, "6.67"); /* 100 ÷ 15 */
    assert_dec(engine_number(linear, SIGN_LE, DEC_INT(10), DEC_INT(15), DEC_INT(10)).rounded, "5");   /* 10 × 0.5 */
}

/* A hundred points at an execution of so many hundredths of a per cent. */
static dec capped(const struct ruleset *rs, int hundredths) {
    struct engine_funds f = {.has_budget = true, .has_executed = true, 0, DEC_INT(10000), DEC_INT(hundredths)};
    struct engine_points rate = engine_execution(rs, &f, DEC_INT(10));
    struct engine_part full = engine_part_stated(DEC_INT(100), DEC_INT(100));
    struct engine_total t;
    engine_total(rs, &full, 1, &rate, &t);
    return t.total;
}

static void caps(void **state) {
    static const struct {
        int hundredths;
        const char *most;
    } rows[] = {{10000, "100"}, {8000, "100"}, {7999, "89"}, {7000, "89"}, {6999, "79"},
                {6000, "79"},   {5999, "69"},  {5000, "69"}, {4999, "59"}, {0, "59"}};
    struct ruleset *rs = profile("execution-cap"), *national = profile("mof-2020");

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_dec(capped(rs, rows[i].hundredths), rows[i].most);
        assert_dec(capped(national, rows[i].hundredths), "100");
    }
}

static void grades(void **state) {
    static const struct {
        const char *name, *total, *grade;
    } rows[] = {
        {"mof-2020", "89.95", "良"},      {"mof-2020", "90", "优"},           {"mof-2020", "79.99", "中"},
        {"mof-2020", "59.99", "差"},      {"grades-80-70-60", "80", "优"},    {"grades-80-70-60", "79.99", "良"},
        {"grades-80-70-60", "70", "良"},  {"grades-80-70-60", "69.99", "中"}, {"grades-80-70-60", "60", "中"},
        {"grades-80-70-60", "0", "差"},   {"grades-pass", "90", "优"},        {"grades-pass", "89.99", "良"},
        {"grades-pass", "79.99", "合格"}, {"grades-pass", "60", "合格"},      {"grades-pass", "59.99", "不合格"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ruleset *rs = profile(rows[i].name);
        dec total = 0;
        assert_int_equal(dec_parse(str_of(rows[i].total), &total), DEC_OK);
        int grade = engine_grade(rs, total);
        assert_true(grade >= 0);
        assert_text(rs->grade[grade].name, rows[i].grade);
    }
}

/* 55 % of the weight is in another band. */
static void tiers(void **state) {
    (void)state;
    assert_int_equal(engine_band_of(profile("mof-2020"), DEC_INT(55), DEC_INT(100)), 2);
    assert_int_equal(engine_band_of(profile("tiers-80-50"), DEC_INT(55), DEC_INT(100)), 1);
    assert_int_equal(engine_band_of(profile("tiers-80-50"), DEC_INT(50), DEC_INT(100)), 1);
    assert_int_equal(engine_band_of(profile("tiers-80-50"), DEC_INT(50) - 1, DEC_INT(100)), 2);
}

static void money(void **state) {
    (void)state;
    assert_text(profile("mof-2020")->currency, "万元");
    assert_text(profile("yuan")->currency, "元");
}

#define T(test) cmocka_unit_test_teardown(test, free_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(none_has_an_error), T(weights), T(limits), T(caps), T(grades), T(tiers), T(money),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
