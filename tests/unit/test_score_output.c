/* The explanation of a form's points and the table of weights, as text and as JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <glob.h>
#include <jansson.h>
#include <stdio.h>

#include "support.h"
#include "ziping/document.h"
#include "ziping/output.h"

static struct arena arena;
static struct library library;
static struct buf out;

static int free_all(void **state) {
    (void)state;
    buf_free(&out);
    arena_free(&arena);
    library_free(&library);
    return 0;
}

struct scored {
    struct score score;
    struct account account;
    struct outlook outlook;
    struct output_scored of;
};

/* False where the file is no form. */
static bool read_scored(const char *path, struct scored *s) {
    struct document d;
    assert_true(document_read(&arena, &library, path, &d));
    if (!d.form) {
        return false;
    }
    assert_true(score_form(&arena, d.form, &s->score));
    assert_true(account_make(&arena, d.form, &s->score, &s->account));
    assert_true(outlook_make(&arena, d.rules, &s->score, &s->account, &s->outlook));
    s->of = (struct output_scored){STR("form.ini"), d.form, &s->score, &s->account, &s->outlook};
    return true;
}

/* The sound form with changes, as text; the buffer's text is valid until the next call. */
static struct str text_of(const char *form, const char *rules, int width, enum lang lang) {
    static int number;
    struct scored s;
    struct output_page page = {lang, width, TEXT_NARROW};
    char name[32], link[64];
    snprintf(name, sizeof name, "output-%d.ini", ++number);
    snprintf(link, sizeof link, "[form] rules = %s", name);
    support_write(&arena, name, support_change(&arena, support_read(&arena, "tests/data/sound-rules.ini"), rules));
    struct str text = support_change(&arena, support_read(&arena, "tests/data/sound-form.ini"), link);
    assert_true(read_scored(support_write(&arena, "form.ini", support_change(&arena, text, form)), &s));
    buf_clear(&out);
    assert_true(output_score(&s.of, &page, &out));
    return buf_str(&out);
}

#define assert_line(text, line) assert_line_at((text), (line), __LINE__)
static void assert_line_at(struct str text, const char *line, int at) {
    struct str wanted = arena_join(&arena, arena_join(&arena, STR("\n"), str_of(line)), STR("\n"));
    if (str_find(text, wanted) == text.n) {
        fail_msg("line %d: no line `%s` in:\n%.*s", at, line, STR_ARG(text));
    }
}

static void assert_without(struct str text, const char *part) {
    if (str_find(text, str_of(part)) < text.n) {
        fail_msg("there is `%s` in:\n%.*s", part, STR_ARG(text));
    }
}

/* ---- text ---- */

#define MIXED                                                                                                          \
    "[output.quantity.events] actual = 49场\n[output.quantity.events] score = 9.9\n"                                  \
    "[output.quality.pass] actual = 90%\n[output.quality.pass] score = 14.21\n"                                        \
    "[output.cost.event] actual = 4100元\n[output.quantity.people] actual = 4000人\n"                                \
    "[benefit.social.reach] actual = 部分达成年度指标\n"                                                       \
    "[satisfaction.service.audience] actual = 92分"

/* Columns of 12, 10, 16, 7 (133.33%), 4, 5 (14.63), 5 and 7 (! -0.37), with 7 gaps: 80. The arithmetic is in
   test_account. */
static void how_each_score_comes_about(void **state) {
    struct str text = text_of(MIXED, "", 80, LANG_ZH);
    (void)state;
    assert_line(text, "活动场次      ≥50场       49场                  98%    10    9.8    9.9   ! -0.1");
    assert_line(text, "  49 ÷ 50 × 10 = 9.8");
    assert_line(text, "培训合格率    ≥95%        90%                94.74%    15  14.21  14.21        0");
    assert_line(text, "  90 ÷ 95 × 15 = 14.21");
    assert_line(text, "单场活动成本  ≤4000元     4100元             102.5%    15  14.63     15  ! -0.37");
    assert_line(text, "  4000 ÷ 4100 × 15 = 14.63");
    assert_line(text, "  4000 ≥ 3000，满分 10，远超年度指标值"); /* 133 % */
    assert_line(text, "  第 1 档：12 至 15 分，由填报人给分");   /* 80 to 100 % of 15 */
    assert_line(text, "科普覆盖面    覆盖各街道  部分达成年度指标             15      —     15        !");
    assert_line(text, "  第 2 档：9 分起，不到 12 分，由填报人给分；所填 15 分不在此档");
    assert_line(text, "  两个值的单位不一致");
    assert_line(text, "  执行率：20 ÷ 20 × 10 = 10");
    assert_line(text, "! 与所填不一致");
}

static void subtotals_and_totals(void **state) {
    struct str text = text_of(MIXED "\n[total] score = 98\n[output.quality.pass] weight = 16", "", 80, LANG_ZH);
    (void)state;
    /* 9.8 + 10 + 15.157… (1440 ÷ 95) + 14.63 and 9.9 + 10 + 14.21 + 15 of 10 + 10 + 16 + 15 */
    assert_line(text, "产出指标                51  49.59  49.11  ! +0.48  1.89");
    assert_line(text, "  质量指标              16  15.16  14.21  ! +0.95  1.79");
    assert_line(text, "“质量指标”的分值 15 与下级合计 16 不一致");
    assert_line(text, "各项分值合计 101，规则总分 100");
    /* 49.11 + 14 + 15 + 10 + 10; 49.59 + 14 + 15 + 10 + 10 */
    assert_line(text, "表中所填                       ! 100   ! 98  优");
    assert_line(text, "各项得分相加                     101  98.11  优");
    assert_line(text, "按规则计算（8 项中 5 项可算）    101  98.59  优");
}

static void the_grade_and_what_would_change_it(void **state) {
    struct str text = text_of("[benefit.social.awareness] score = 4.95", "", 80, LANG_ZH);
    (void)state;
    assert_line(text, "良：89.95，比下限 80 高 9.95");
    assert_line(text, "  差 0.05 分到优（90 起）");
    assert_line(text, "补足失分最多的 1 项即可到优：");
    assert_line(text, "  失 10.05：居民科学意识");
    text = text_of("[output.quality.pass] score = 5\n[output.quantity.events] score = 9", "", 80, LANG_ZH);
    assert_line(text, "良：88，比下限 80 高 8"); /* 99 − 10 − 1 */
    assert_line(text, "  另有 2 项失分，共 2 分");
    text = text_of("", "", 80, LANG_EN);
    assert_line(text, "优: 99, 9 above its bound 90");
    assert_line(text, "  this is the best grade");
    text = text_of("[funds.total] executed = 15\n[funds.total] score = 7.5\n[total] score = 89", "", 80, LANG_ZH);
    assert_line(text, "执行率 75%，总分最高 89；各项得分相加为 96.5，被限制");
    assert_line(text, "  执行率低于 80%，到不了优（90 起），补分无用");
    assert_without(text, "即可到");
    text = text_of("[output.quality.pass] score = \"\"", "", 80, LANG_ZH);
    assert_line(text, "现有 84 分，1 项尚无得分，等级未定");
}

static void what_rounding_and_rescaling_do(void **state) {
    struct str text = text_of("[output.quantity.events] actual = 49场\n[output.quantity.people] actual = 2900人\n"
                              "[output.cost.event] actual = 4100元",
                              "[ruleset] decimals = 0", 80, LANG_ZH);
    (void)state;
    assert_line(text, "各项分别舍入后相加为 99，相加后再舍入为 98，相差 1；按规则取 99");
    text = text_of("[benefit.social.reach] score = \"—\"", "[benefit.social.reach] optional = yes", 80, LANG_ZH);
    assert_line(text, "不适用的指标不计，合计按 100 ÷ 85 折算");
    assert_line(text, "  不适用，其余各项按比例折算");
    assert_line(text, "优：98.823529，比下限 90 高 8.823529"); /* 84 × 100 ÷ 85 */
}

/* A reason that many rows have stands once. */
static void a_common_reason_stands_once(void **state) {
    struct scored s;
    struct output_page page = {LANG_ZH, 80, TEXT_NARROW};
    (void)state;
    assert_true(read_scored("forms/kepu-2024.ini", &s));
    assert_true(output_score(&s.of, &page, &out));
    assert_line(buf_str(&out), "表中没有年度指标值和实际完成值两栏，15 项不能计算");
    assert_line(buf_str(&out), "良：89.45，比下限 80 高 9.45");
    assert_line(buf_str(&out), "  差 0.55 分到优（90 起）");
    assert_line(buf_str(&out), "  失 2.2：工作实际开展时间");
    assert_line(buf_str(&out), "  另有 10 项失分，共 8.35 分"); /* 10.55 − 2.2 */
    assert_without(buf_str(&out), "没有实际完成值");
    struct str text = text_of("[output.quantity.events] actual = \"\"\n[output.quantity.people] actual = \"\"\n"
                              "[output.quality.pass] actual = \"\"\n[output.cost.event] actual = \"\"",
                              "", 80, LANG_ZH);
    assert_line(text, "4 项不能计算：没有实际完成值");
    assert_without(text, "\n  没有实际完成值");
}

static void every_reason_in_words(void **state) {
    static const struct {
        const char *form, *rules, *line;
    } rows[] = {
        {"[output.quantity.events] target = 很多", "", "  年度指标值不是数字"},
        {"[output.quantity.events] actual = 很多", "", "  实际完成值不是数字"},
        {"[output.quantity.events] target = \"—\"", "", "  没有年度指标值"},
        {"[output.quantity.events] target = ≥0\n[output.quantity.events] actual = -1", "",
         "  年度指标值不大于 0，未完成时没有比例"},
        {"[output.quantity.events] actual = 是", "[output.quantity.events] kind = yesno", "  年度指标值不是“是”或“否”"},
        {"[output.quantity.events] target = 是", "[output.quantity.events] kind = yesno", "  实际完成值不是“是”或“否”"},
        {"[output.quantity.events] target = 是\n[output.quantity.events] actual = 否",
         "[output.quantity.events] kind = yesno", "  不符合要求：0% × 10 = 0"},
        {"", "[output.quantity.events] kind = text", "  文字指标，不计算"},
        {"[benefit.social.reach] actual = 很好", "", "  实际完成值没有写明达成的档次"},
        {"", "[output.quantity.events] steps = \">=60:100 >=52:80 >=50:60\"", "  第 2 档 >=52：80% × 10 = 8"},
        {"", "[output.quantity.events] steps = \">=60:100\"", "  没有对应的档次"},
        {"", "[output.quantity.events] steps = \"<=2024-12-31:100\"", "  实际完成值不是数字或日期"},
        {"[output.quantity.events] actual = 2024年12月", "[output.quantity.events] steps = \"<=2024-12-15:100\"",
         "  日期不够精确，定不了档次"},
        {"[funds.total] executed = 21", "", "  执行率：21 ÷ 20 × 10 = 10（不超过分值）"},
        {"[funds.total] executed = \"\"", "", "  没有预算数或执行数"},
        {"[output.cost.event] actual = 9000元", "[scoring] inverse = linear",
         "  (1 − (9000 − 4000) ÷ 4000) × 15 = 0（不低于 0）"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_line(text_of(rows[i].form, rows[i].rules, 80, LANG_ZH), rows[i].line);
    }
}

/* What a file has can't upset a terminal, nor break a line. */
static void texts_are_made_harmless(void **state) {
    struct str text = text_of("[output.quantity.events] name = \"a\033[31mb&#10;c\"\n[header] project = \"x\302\233y\"",
                              "", 80, LANG_ZH);
    (void)state;
    assert_without(text, "\033");
    assert_without(text, "\302\233");
    assert_true(str_find(text, STR("a^[[31mb^Jc")) < text.n);
}

static void assert_fits(struct str text, int width, enum text_ambiguous ambiguous) {
    while (text.n > 0) {
        size_t end = str_find(text, STR("\n"));
        struct str line = str_sub(text, 0, end);
        if (text_columns(line, ambiguous) > width || str_ends(line, STR(" "))) {
            fail_msg("%d columns, or blanks at the end: `%.*s`", width, STR_ARG(line));
        }
        text = str_sub(text, end < text.n ? end + 1 : end, text.n);
    }
}

static void every_form_fits_the_page(void **state) {
    static const int widths[] = {60, 80, 100, 140};
    glob_t found;
    (void)state;
    assert_int_equal(glob("tests/examples/*/*.ini", 0, NULL, &found), 0);
    assert_int_equal(glob("forms/*.ini", GLOB_APPEND, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct scored s;
        if (!read_scored(found.gl_pathv[i], &s)) {
            continue;
        }
        for (size_t w = 0; w < 4 * sizeof widths / sizeof *widths; w++) {
            struct output_page page = {w & 1 ? LANG_EN : LANG_ZH, widths[w / 4], w & 2 ? TEXT_WIDE : TEXT_NARROW};
            buf_clear(&out);
            assert_true(output_score(&s.of, &page, &out));
            assert_fits(buf_str(&out), page.width, page.ambiguous);
        }
    }
    globfree(&found);
}

/* ---- JSON ---- */

static json_t *parsed(void) {
    json_error_t error;
    json_t *j = json_loadb(out.p, out.n, JSON_REJECT_DUPLICATES, &error);
    if (!j) {
        fail_msg("%s: %.*s", error.text, STR_ARG(buf_str(&out)));
    }
    return j;
}

/* The member is this number, or null where there is none. */
static void assert_number(const json_t *o, const char *key, bool has, dec wanted) {
    const json_t *j = json_object_get(o, key);
    dec d;
    assert_non_null(j);
    assert_int_equal(json_is_null(j), !has);
    if (has) {
        assert_int_equal(dec_parse(str_of(json_string_value(j)), &d), DEC_OK);
        assert_int_equal(d, wanted);
    }
}

static void assert_rows(const json_t *all, const struct account *c) {
    assert_int_equal(json_array_size(all), c->rows);
    for (size_t i = 0; i < c->rows; i++) {
        const struct account_row *r = &c->row[i];
        const json_t *o = json_array_get(all, i);
        bool computed = r->points.why == ENGINE_COMPUTED;
        assert_number(o, "weight", true, r->weight);
        assert_number(o, "computed", computed, r->points.rounded);
        assert_number(o, "exact", computed, r->points.points);
        assert_number(o, "completion", r->points.has_completion, r->points.completion);
        assert_number(o, "stated", r->has_stated, r->stated);
        assert_number(o, "difference", computed && r->has_stated, r->points.rounded - r->stated);
        assert_number(o, "lost", true, r->lost);
        assert_int_equal(json_is_null(json_object_get(o, "reason")), computed || r->points.why == ENGINE_JUDGED);
        assert_int_equal(json_is_null(json_object_get(o, "working")), !computed && r->points.why != ENGINE_JUDGED);
    }
}

static void assert_total(const json_t *o, const struct engine_total *t) {
    assert_number(o, "weight", true, t->weight);
    assert_number(o, "sum_of_rounded", true, t->parts);
    assert_number(o, "sum_rounded", true, t->exact_rounded);
    assert_number(o, "total", true, t->total);
    assert_number(o, "shown", true, t->shown);
    assert_number(o, "cap", t->has_cap, t->cap);
}

static void json_has_the_numbers_of_the_score(void **state) {
    glob_t found;
    (void)state;
    assert_int_equal(glob("tests/examples/*/*.ini", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct scored s;
        if (!read_scored(found.gl_pathv[i], &s)) {
            continue;
        }
        buf_clear(&out);
        assert_true(output_score_json(&s.of, LANG_ZH, &out));
        json_t *j = parsed(), *outlook = json_object_get(j, "outlook");
        assert_rows(json_object_get(j, "indicators"), &s.account);
        assert_total(json_object_get(j, "added"), &s.score.whole);
        assert_total(json_object_get(j, "computed"), &s.account.computed);
        assert_int_equal(json_integer_value(json_object_get(j, "unscored")),
                         s.score.all.indicators - s.score.all.scored);
        assert_int_equal(json_array_size(json_object_get(outlook, "losses")), s.outlook.losses);
        assert_int_equal(json_array_size(json_object_get(outlook, "better")), s.outlook.betters);
        assert_number(outlook, "above", s.outlook.grade >= 0, s.outlook.above);
        json_decref(j);
    }
    globfree(&found);
}

static void json_of_2024(void **state) {
    struct scored s;
    (void)state;
    assert_true(read_scored("forms/kepu-2024.ini", &s));
    assert_true(output_score_json(&s.of, LANG_EN, &out));
    json_t *j = parsed(), *first = json_array_get(json_object_get(j, "indicators"), 0);
    json_t *better = json_array_get(json_object_get(json_object_get(j, "outlook"), "better"), 0);
    json_t *loss = json_array_get(json_object_get(json_object_get(j, "outlook"), "losses"), 0);
    assert_string_equal(json_string_value(json_object_get(j, "file")), "form.ini");
    assert_string_equal(json_string_value(json_object_get(first, "path")), "output.quantity.events");
    assert_string_equal(json_string_value(json_object_get(first, "why")), "no-target");
    assert_number(json_object_get(j, "added"), "total", true, 89450000);
    assert_string_equal(json_string_value(json_object_get(better, "grade")), "优");
    assert_number(better, "missing", true, 550000);
    assert_string_equal(json_string_value(json_object_get(loss, "path")), "output.timeliness.start");
    assert_true(json_is_true(json_object_get(loss, "suffices")));
    json_decref(j);
}

/* ---- weights ---- */

static struct str weights_text(const char *changes, int width, bool json) {
    struct str rules = support_change(&arena, support_read(&arena, "tests/data/sound-rules.ini"), changes);
    const char *path = support_write(&arena, "weights.ini", rules);
    const struct ruleset *rs = ruleset_load(&arena, path);
    struct output_page page = {LANG_ZH, width, TEXT_NARROW};
    struct weights w;
    assert_true(rs && weights_make(&arena, rs, &w));
    buf_clear(&out);
    assert_true(json ? output_weights_json(rs, &w, STR("weights.ini"), &out)
                     : output_weights(rs, &w, STR("weights.ini"), &page, &out));
    return buf_str(&out);
}

/* At 80 columns: 20 for the longest name (预算执行率（资金表）), 4, 8, 4 and four gaps of 2; 36 are left for 50 points.
   20 of them are 14.4 marks, 10 are 7.2. */
static void weights_with_bars(void **state) {
    struct str text = weights_text("", 80, false);
    (void)state;
    assert_line(text, "产出指标                50        50   50%  ####################################");
    assert_line(text, "  数量指标              20        20   20%  ==============");
    assert_line(text, "    活动场次            10             10%  -------");
    assert_line(text, "预算执行率（资金表）    10             10%  #######");
    assert_line(text, "总分                   100       100  100%");
    text = weights_text("[output.quality.pass] weight = 14", 80, false);
    assert_line(text, "产出指标                50      ! 49   49%  ####################################");
    assert_line(text, "“产出指标”的分值 50 与下级合计 49 不一致");
    assert_line(text, "总分                   100      ! 99   99%");
    assert_line(text, "各项分值合计 99，规则总分 100");
    for (int width = 60; width <= 200; width += 20) {
        assert_fits(weights_text("", width, false), width, TEXT_NARROW);
    }
}

static void weights_as_json(void **state) {
    weights_text("[output.quality.pass] weight = 14", 80, true);
    json_t *j = parsed(), *nodes = json_object_get(j, "nodes"), *output = json_array_get(nodes, 0);
    (void)state;
    assert_string_equal(json_string_value(json_object_get(output, "path")), "output");
    assert_number(output, "weight", true, DEC_INT(50));
    assert_number(output, "below", true, DEC_INT(49));
    assert_number(output, "share", true, DEC_INT(49));
    assert_true(json_is_true(json_object_get(output, "differs")));
    assert_number(json_array_get(nodes, 2), "below", false, 0); /* an indicator */
    assert_number(j, "execution", true, DEC_INT(10));
    assert_number(j, "sum", true, DEC_INT(99));
    assert_number(j, "total", true, DEC_INT(100));
    json_decref(j);
}

#define T(test) cmocka_unit_test_teardown(test, free_all)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(how_each_score_comes_about),
        T(subtotals_and_totals),
        T(the_grade_and_what_would_change_it),
        T(what_rounding_and_rescaling_do),
        T(a_common_reason_stands_once),
        T(every_reason_in_words),
        T(texts_are_made_harmless),
        T(every_form_fits_the_page),
        T(json_has_the_numbers_of_the_score),
        T(json_of_2024),
        T(weights_with_bars),
        T(weights_as_json),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
