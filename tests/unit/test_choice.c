/* Choosing a band, or yes or no: what is offered, and what becomes of a stated score. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/choice.h"

static const char rules_text[] = "[ruleset]\nformat = 1\ntitle = 规则\ntotal = 30\n"
                                 "[indicators]\ncolumns = \"target actual weight score reason\"\n"
                                 "[scoring]\ntiers = \"100-80 80-50 50-0\"\n"
                                 "[grades]\n优 = 20\n差 = 0\n"
                                 "[a]\nname = 一\n[a.b]\nname = 二\n"
                                 "[a.b.tier]\nname = 效果\nweight = 7\nkind = tier\n"
                                 "[a.b.answer]\nname = 答\nweight = 10\nkind = yesno\n"
                                 "[a.b.not]\nname = 未发生事故\nweight = 10\nkind = yesno\ntarget = 否\n"
                                 "[a.b.steps]\nname = 按档\nweight = 3\nkind = tier\nsteps = \">=90:100 <90:0\"\n";

static void open_form(struct session *s, const char *values) {
    struct arena a = {0};
    struct buf b = {0};
    support_write(&a, "rules.ini", str_of(rules_text));
    buf_text(&b, "[form]\nformat = 1\nrules = rules.ini\n");
    buf_text(&b, values);
    support_write(&a, "form.ini", buf_str(&b));
    assert_int_equal(session_open(s, support_path(&a, "form.ini"), NULL, LANG_EN), W_EMPTY);
    buf_free(&b);
    arena_free(&a);
}

static int field(const struct session *s, const char *section, const char *key) {
    int f = schema_field(s->form->schema, str_of(section), str_of(key));
    assert_true(f >= 0);
    return f;
}

static size_t offered(struct session *s, const char *section, const char *key, struct choice *out) {
    return choice_list(s->form, &s->score, field(s, section, key), out);
}

static void what_is_offered(void **state) {
    struct session s;
    struct choice c[CHOICES_MAX];
    (void)state;
    open_form(&s, "[a.b.tier]\nactual = 部分达成年度指标\n[a.b.answer]\nactual = 否\n");
    assert_int_equal(offered(&s, "a.b.tier", "actual", c), 3);
    assert_text(c[0].words, "达成年度指标");
    assert_true(c[0].least == 5600000 && c[0].most == 7000000 && c[0].most_belongs);
    assert_true(c[1].least == 3500000 && c[1].most == 5600000 && !c[1].most_belongs);
    assert_true(c[2].least == 0 && c[2].most == 3500000 && !c[2].most_belongs);
    assert_int_equal(choice_now(s.form, field(&s, "a.b.tier", "score"), c, 3), 1);
    assert_int_equal(offered(&s, "a.b.answer", "score", c), 2);
    assert_text(c[0].words, "是");
    assert_true(c[0].least == DEC_INT(10) && c[1].least == 0);
    assert_int_equal(choice_now(s.form, field(&s, "a.b.answer", "score"), c, 2), 1);
    assert_int_equal(offered(&s, "a.b.not", "score", c), 2);
    assert_true(c[0].least == 0 && c[1].least == DEC_INT(10)); /* 否 is asked for */
    assert_int_equal(choice_now(s.form, field(&s, "a.b.not", "score"), c, 2), -1);
    assert_int_equal(offered(&s, "a.b.tier", "reason", c), 0);
    assert_int_equal(offered(&s, "a.b.steps", "score", c), 0);
    assert_int_equal(offered(&s, "funds.total", "score", c), 0);
    session_close(&s);
}

static void expect_taken(const char *section, const char *stated, size_t choice, const char *score) {
    struct session s;
    struct choice c[CHOICES_MAX];
    struct buf b = {0};
    buf_printf(&b, "[%s]\nscore = \"%s\"\n", section, stated);
    buf_char(&b, '\0');
    open_form(&s, b.p);
    assert_true(offered(&s, section, "score", c) > choice);
    int actual = field(&s, section, "actual"), at = field(&s, section, "score");
    assert_true(choice_take(&s, at, &c[choice]));
    assert_true(str_eq(form_value(s.form, actual), c[choice].words));
    assert_text(form_value(s.form, at), score);
    assert_true(session_undo(&s) >= 0); /* both at once */
    assert_text(form_value(s.form, actual), "");
    assert_text(form_value(s.form, at), stated);
    assert_false(session_modified(&s));
    assert_int_equal(session_undo(&s), -1);
    assert_true(session_redo(&s) >= 0);
    assert_true(str_eq(form_value(s.form, actual), c[choice].words));
    assert_text(form_value(s.form, at), score);
    assert_int_equal(session_redo(&s), -1);
    assert_false(choice_take(&s, at, &c[choice])); /* again: nothing to do */
    session_close(&s);
    buf_free(&b);
}

/* Of 7 points the middle band has 3.5 up to, not with, 5.6. */
static void score_goes_into_the_band(void **state) {
    (void)state;
    expect_taken("a.b.tier", "4", 1, "4");
    expect_taken("a.b.tier", "3.5", 1, "3.5");
    expect_taken("a.b.tier", "2", 1, "3.5");
    expect_taken("a.b.tier", "-1", 1, "3.5");
    expect_taken("a.b.tier", "5.6", 1, "5.59");
    expect_taken("a.b.tier", "7", 1, "5.59");
    expect_taken("a.b.tier", "9", 0, "7");
    expect_taken("a.b.tier", "3", 0, "5.6");
    expect_taken("a.b.tier", "6", 2, "3.49");
    expect_taken("a.b.tier", "", 1, "");
    expect_taken("a.b.tier", "四", 1, "四");
    expect_taken("a.b.answer", "4", 0, "10");
    expect_taken("a.b.answer", "4", 1, "0");
    expect_taken("a.b.answer", "10", 0, "10");
    expect_taken("a.b.not", "10", 0, "0");
}

/* One decimal, bounds that have more of them: 0.8 × 7 = 5.6 is exact, 0.8 × 5.55 = 4.44 is not. */
static void nearest_with_few_decimals(void **state) {
    struct tier tiers[] = {{DEC_INT(100), DEC_INT(80)}, {DEC_INT(80), DEC_INT(79)}, {DEC_INT(79), 0}};
    struct ruleset rules = {.decimals = 1, .tier = tiers, .tiers = 3};
    dec out;
    (void)state;
    assert_true(engine_band_nearest(&rules, 0, 5550000, 0, &out));
    assert_true(out == 4500000); /* 4.44 and more */
    assert_true(engine_band_nearest(&rules, 2, 5550000, DEC_INT(5), &out));
    assert_true(out == 4300000); /* below 4.3845 */
    assert_true(engine_band_nearest(&rules, 1, 5550000, 0, &out));
    assert_true(out == 4400000);                                    /* 4.3845 to 4.44 */
    assert_false(engine_band_nearest(&rules, 1, DEC_ONE, 0, &out)); /* 0.79 to 0.8 holds no tenth but 0.8 */
    assert_false(engine_band_nearest(&rules, 0, 0, 0, &out));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_offered),
        cmocka_unit_test(score_goes_into_the_band),
        cmocka_unit_test(nearest_with_few_decimals),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
