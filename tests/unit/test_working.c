/* How points come about, in words, on small forms of every kind of indicator. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/document.h"
#include "ziping/working.h"

static const char rules_text[] = "[ruleset]\nformat = 1\ntitle = 规则\ntotal = 100\n"
                                 "[indicators]\ncolumns = \"target actual weight score reason\"\n"
                                 "[execution]\nweight = 10\ncap.80 = 89\n"
                                 "[scoring]\ntiers = \"100-80 80-60 60-0\"\n"
                                 "[grades]\n优 = 90\n差 = 0\n"
                                 "[a]\nname = 一\n[a.b]\nname = 二\n"
                                 "[a.b.people]\nname = 人数\nweight = 5\nsign = >=\ntarget = 4754\nunit = 人\n"
                                 "[a.b.tier]\nname = 效果\nweight = 10\nkind = tier\n"
                                 "[a.b.answer]\nname = 答\nweight = 10\nkind = yesno\n"
                                 "[a.b.words]\nname = 话\nweight = 65\nkind = text\n";

struct made {
    struct arena arena;
    struct library library;
    struct document d;
    struct score score;
};

static void make(struct made *m, const char *values) {
    struct buf b = {0};
    *m = (struct made){0};
    support_write(&m->arena, "rules.ini", str_of(rules_text));
    buf_text(&b, "[form]\nformat = 1\nrules = rules.ini\n");
    buf_text(&b, values);
    support_write(&m->arena, "form.ini", buf_str(&b));
    buf_free(&b);
    assert_true(document_read(&m->arena, &m->library, support_path(&m->arena, "form.ini"), &m->d));
    assert_non_null(m->d.form);
    assert_true(score_form(&m->arena, m->d.form, &m->score));
}

static void end(struct made *m) {
    library_free(&m->library);
    arena_free(&m->arena);
}

static int field(const struct made *m, const char *section, const char *key) {
    int f = schema_field(m->d.form->schema, str_of(section), str_of(key));
    assert_true(f >= 0);
    return f;
}

static void expect_line(const char *values, const char *section, const char *key, enum working kind, const char *text) {
    struct made m;
    struct buf b = {0};
    make(&m, values);
    assert_int_equal(working_line(m.d.form, &m.score, field(&m, section, key), LANG_EN, &b), kind);
    assert_text(buf_str(&b), text);
    buf_free(&b);
    end(&m);
}

/* 4604 × 5 ÷ 4754 = 4.84223… */
#define PEOPLE "[a.b.people]\nactual = 4604人\n"

static void of_a_number(void **state) {
    static const char *const cells[] = {"target", "actual", "weight", "score", "reason", "name"};
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        expect_line(PEOPLE, "a.b.people", cells[i], WORKING_POINTS, "4604 ÷ 4754 × 5 = 4.84");
    }
    expect_line(PEOPLE "score = 4.84\n", "a.b.people", "score", WORKING_POINTS, "4604 ÷ 4754 × 5 = 4.84");
    expect_line(PEOPLE "score = 5\n", "a.b.people", "score", WORKING_POINTS,
                "4604 ÷ 4754 × 5 = 4.84, stated 5, 0.16 more");
    expect_line(PEOPLE "score = 4.5\n", "a.b.people", "score", WORKING_POINTS,
                "4604 ÷ 4754 × 5 = 4.84, stated 4.5, 0.34 less");
    expect_line(PEOPLE "score = 五分\n", "a.b.people", "score", WORKING_POINTS, "4604 ÷ 4754 × 5 = 4.84");
    expect_line("[a.b.people]\nactual = 4754人\n", "a.b.people", "score", WORKING_POINTS, "5");
}

static void of_a_band(void **state) {
    (void)state;
    expect_line("[a.b.tier]\nactual = 达成年度指标\n", "a.b.tier", "score", WORKING_POINTS, "band: 8 to 10 points");
    expect_line("[a.b.tier]\nactual = 部分达成年度指标\nscore = 9\n", "a.b.tier", "actual", WORKING_POINTS,
                "band: 6 to less than 8 points");
    expect_line("[a.b.answer]\nactual = 否\n", "a.b.answer", "score", WORKING_POINTS, "0% × 10 = 0");
}

static void why_there_is_none(void **state) {
    (void)state;
    expect_line("", "a.b.people", "score", WORKING_WHY, "no actual value");
    expect_line("[a.b.people]\nactual = 很多\n", "a.b.people", "score", WORKING_WHY, "the actual value is no number");
    expect_line("[a.b.people]\ntarget = 4754人\nactual = 4604场\n", "a.b.people", "score", WORKING_WHY,
                "target and actual value have different units");
    expect_line("[a.b.tier]\nactual = 很好\n", "a.b.tier", "score", WORKING_WHY, "the actual value names no band");
    expect_line("[a.b.words]\nactual = 很好\n", "a.b.words", "score", WORKING_WHY, "a text, not computed");
    expect_line("", "funds.total", "score", WORKING_WHY, "no budget or no executed amount");
    expect_line("", "funds.other", "score", WORKING_NONE, "");
    expect_line("", "header", "project", WORKING_NONE, "");
}

/* 70 of 100 is 7 of 10; below 80 % no more than 89. */
#define FUNDS "[funds.total]\nbudget = 100\nexecuted = 70\n"

static void of_funds_and_sums(void **state) {
    (void)state;
    expect_line(FUNDS, "funds.total", "rate", WORKING_POINTS, "70 ÷ 100 × 10 = 7");
    expect_line(FUNDS "score = 10\n", "funds.total", "score", WORKING_POINTS, "70 ÷ 100 × 10 = 7, stated 10, 3 more");
    expect_line("[a.b.people]\nscore = 4\n[a.b.tier]\nscore = 9\n", "a.b", "name", WORKING_POINTS,
                "points add up to 13 of 90");
    expect_line("", "a.b", "name", WORKING_NONE, "");
    expect_line("[a.b.people]\nscore = 4\n[a.b.tier]\nscore = 9\n" FUNDS, "total", "score", WORKING_POINTS,
                "points add up to 20 of 100, at most 89 for the low execution rate");
}

static void in_full(void **state) {
    struct made m;
    struct buf b = {0};
    (void)state;
    make(&m, PEOPLE "score = 5\n");
    working_full(m.d.form, &m.score, field(&m, "a.b.people", "reason"), LANG_ZH, 2, &b);
    assert_text(buf_str(&b), "  4604 ÷ 4754 × 5 = 4.84\n"
                             "  未达到年度指标值，按完成比例计分：完成值 ÷ 指标值 × 分值\n"
                             "  完成年度指标值的 96.84%\n"
                             "  舍入前 4.842238\n"
                             "  填报 5，多 0.16\n");
    buf_clear(&b);
    working_full(m.d.form, &m.score, field(&m, "header", "unit"), LANG_ZH, 2, &b);
    assert_int_equal(b.n, 0);
    buf_free(&b);
    end(&m);
}

/* The form of 2024 has neither target nor actual value: nothing on the line, and why in full. */
static void without_columns(void **state) {
    struct arena a = {0};
    struct library l = {0};
    struct document d;
    struct score score;
    struct buf b = {0};
    (void)state;
    assert_true(document_read(&a, &l, "forms/kepu-2024.ini", &d) && d.form && score_form(&a, d.form, &score));
    int f = schema_field(d.form->schema, STR("output.quality.plan"), STR("score"));
    assert_int_equal(working_line(d.form, &score, f, LANG_ZH, &b), WORKING_NONE);
    assert_int_equal(b.n, 0);
    working_full(d.form, &score, f, LANG_ZH, 0, &b);
    assert_text(buf_str(&b), "表上没有年度指标值、实际完成值等栏，得分不能计算\n");
    buf_free(&b);
    library_free(&l);
    arena_free(&a);
}

/* What F9 takes is what the working ends with, by every rule. */
static void taken_as_worked_out(void **state) {
    struct made m;
    (void)state;
    make(&m, PEOPLE "[a.b.answer]\nactual = 是\n" FUNDS);
    assert_text(score_computed(&m.arena, m.d.form, &m.score, field(&m, "a.b.people", "score")), "4.84");
    assert_text(score_computed(&m.arena, m.d.form, &m.score, field(&m, "a.b.answer", "score")), "10");
    assert_text(score_computed(&m.arena, m.d.form, &m.score, field(&m, "funds.total", "score")), "7");
    assert_text(score_computed(&m.arena, m.d.form, &m.score, field(&m, "a.b.tier", "score")), "");
    end(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_a_number),         cmocka_unit_test(of_a_band), cmocka_unit_test(why_there_is_none),
        cmocka_unit_test(of_funds_and_sums),   cmocka_unit_test(in_full),   cmocka_unit_test(without_columns),
        cmocka_unit_test(taken_as_worked_out),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
