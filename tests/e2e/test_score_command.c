/* ziping score and ziping rules weights: what they print, how they end, and what they do with files that fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <string.h>

#include "batch.h"
#include "form_term.h"

static json_t *parsed(const char *text) {
    json_error_t error;
    json_t *j = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (j == NULL) {
        term_fail(NULL, "%s in:\n%s", error.text, text);
    }
    return j;
}

static const char *member(const json_t *o, const char *key) {
    const char *text = json_string_value(json_object_get(o, key));
    return text != NULL ? text : "(none)";
}

static void the_form_of_2024(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct untouched u = remember(form_in(forms));
    struct batch_options o = {.cwd = forms};
    struct batch b = batch_run(&o, "score", "-w", "80", "kepu-2024.ini");
    assert_int_equal(b.status, 0);
    assert_string_equal(b.err, "");
    assert_has(b.out, "kepu-2024.ini: 全区科普经费 2024\n");
    assert_has(b.out, "\n  执行率：137.85 ÷ 137.85 × 10 = 10\n");
    assert_int_equal(lines_with(b.out, "不能计算"), 1);
    assert_has(b.out, "\n  差 0.55 分到优（90 起）\n");
    assert_has(batch_run(&o, "score", "--lang=en", "kepu-2024.ini").out, "\n  0.55 short of 优 (from 90)\n");
    assert_string_equal(batch_run(&o, "score", "--width=100", "kepu-2024.ini").out,
                        batch_run(&o, "score", "--format=text", "kepu-2024.ini").out);
    assert_untouched(&u);
}

/* A file that fails doesn't stop the others. */
static void files_that_fail(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms, .input = form_in(forms)};
    struct batch one = batch_run(&o, "score", "kepu-2024.ini");
    disk_write(disk_path(forms, "broken.ini"), "[form]\nrules = gone.ini\n", 24);
    disk_write(disk_path(forms, "other.ini"), "[a]\nb = 1\n", 10);
    disk_write(disk_path(forms, "zero.ini"), "[form]\n\0\n", 9);
    struct batch b = batch_run(&o, "score", "no-such.ini", "broken.ini", "other.ini", "zero.ini", "rules/kepu-2024.ini",
                               "kepu-2024.ini");
    assert_int_equal(b.status, 2);
    assert_string_equal(b.out, one.out);
    assert_has(b.err, "ziping: no-such.ini: 没有这个文件\n");
    assert_has(b.err, "ziping: broken.ini: 所用的评分规则无法读取");
    assert_has(b.err, "ziping: other.ini: 不是自评表，也不是评分规则\n");
    assert_has(b.err, "ziping: zero.ini: ");
    assert_has(b.err, "ziping: rules/kepu-2024.ini: 不是自评表");
    b = batch_run(&o, "score", "-"); /* its rules are found from the current folder */
    assert_int_equal(b.status, 0);
    assert_has(b.out, strchr(one.out, ':'));
    b = batch_run(&o, "score", "kepu-2024.ini", "kepu-2024.ini");
    assert_int_equal(strlen(b.out), 2 * strlen(one.out) + 2); /* two line feeds between them */
}

static void wrong_usage(void **state) {
    (void)state;
    static const struct {
        const char *args[4], *says;
    } cases[] = {
        {{"score"}, "请指定文件： FORM..."},
        {{"score", "--format=sarif", "a"}, "没有这种格式： sarif"},
        {{"score", "--width=39", "a"}, "宽度应为 40 到 300"},
        {{"score", "--jobs=2", "a"}, "没有这个选项"},
        {{"rules"}, "请指定子命令："},
        {{"rules", "weigh", "a"}, "没有这个子命令： weigh"},
        {{"rules", "weights"}, "请指定文件："},
        {{"rules", "weights", "--format=gcc", "a"}, "没有这种格式： gcc"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const args[] = {cases[i].args[0], cases[i].args[1], cases[i].args[2], cases[i].args[3], NULL};
        struct batch b = batch_run_args(NULL, args);
        assert_int_equal(b.status, 2);
        assert_string_equal(b.out, "");
        assert_has(b.err, cases[i].says);
    }
    assert_has(batch_run(NULL, "rules", "--help").out, "\n  weights  ");
}

/* One array for a run, with an object for each form that could be read. */
static void one_json_document_for_a_run(void **state) {
    (void)state;
    struct batch_options o = {.cwd = forms_copy()};
    struct batch b = batch_run(&o, "score", "-f", "json", "kepu-2024.ini", "no-such.ini", "kepu-2024.ini");
    assert_int_equal(b.status, 2);
    json_t *all = parsed(b.out), *first = json_array_get(all, 0);
    assert_int_equal(json_array_size(all), 2);
    assert_true(json_equal(first, json_array_get(all, 1)));
    assert_string_equal(member(first, "file"), "kepu-2024.ini");
    assert_int_equal(json_array_size(json_object_get(first, "indicators")), 16);
    /* 10 + 50.45 + 24.6 + 4.4 */
    assert_string_equal(member(json_object_get(first, "added"), "total"), "89.45");
    assert_string_equal(member(json_object_get(first, "added"), "grade"), "良");
    assert_string_equal(member(json_object_get(first, "stated"), "score"), "89.45");
    assert_string_equal(member(json_array_get(json_object_get(first, "subtotals"), 0), "stated"), "50.45");
    assert_string_equal(member(json_object_get(first, "execution"), "rate"), "100");
    json_decref(all);
    b = batch_run(&o, "score", "-f", "json", "no-such.ini");
    assert_int_equal(b.status, 2);
    all = parsed(b.out);
    assert_int_equal(json_array_size(all), 0);
    json_decref(all);
}

static void weights_of_rule_sets(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms, .input = disk_path(forms, "rules/kepu-2024.ini")};
    struct batch b = batch_run(&o, "rules", "weights", "-w", "80", "rules/kepu-2024.ini");
    assert_int_equal(b.status, 0);
    assert_string_equal(b.err, "");
    assert_has(b.out, "\n产出指标 ");
    assert_has(b.out, "  55%  #");
    assert_has(b.out, "\n总分 ");
    b = batch_run(&o, "rules", "weights", "kepu-2024.ini", "gone.ini", "rules/mof-2020.ini");
    assert_int_equal(b.status, 2);
    assert_has(b.err, "ziping: kepu-2024.ini: 不是评分规则");
    assert_has(b.err, "ziping: gone.ini: 没有这个文件\n");
    assert_has(b.out, "rules/mof-2020.ini: ");
    b = batch_run(&o, "rules", "weights", "-f", "json", "rules/mof-2020.ini", "rules/kepu-2024.ini");
    assert_int_equal(b.status, 0);
    json_t *all = parsed(b.out);
    assert_int_equal(json_array_size(all), 2);
    assert_string_equal(member(json_array_get(all, 0), "execution"), "10"); /* the funds table's row */
    assert_string_equal(member(json_array_get(all, 1), "execution"), "(none)");
    assert_string_equal(member(json_array_get(all, 1), "sum"), "100");
    json_decref(all);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(the_form_of_2024),     term_test(files_that_fail),
        term_test(wrong_usage),          term_test(one_json_document_for_a_run),
        term_test(weights_of_rule_sets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
