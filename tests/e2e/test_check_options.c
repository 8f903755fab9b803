/* What the options of `ziping check` make of its findings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"
#include "findings.h"
#include "form_term.h"
#include "ziping/form.h"

#define check(o, ...) batch_run((o), "check", __VA_ARGS__)

static void only_the_summary(void **state) {
    (void)state;
    struct batch_options o = {.cwd = forms_copy()};
    for (size_t i = 0; i < 6; i++) {
        struct batch b = check(&o, "-q", "-f", report_formats[i], "kepu-2024.ini");
        assert_int_equal(b.status, 1);
        assert_string_equal(b.out, "");
        assert_string_equal(b.err, "1 个文件：错误 11，警告 6，提示 1\n");
    }
    assert_string_equal(check(&o, "--quiet", "-l", "warning", "kepu-2024.ini").err,
                        "1 个文件：错误 11，警告 6，提示 0\n");
    assert_string_equal(check(&o, "kepu-2024.ini").err, "");
}

/* ---- which findings, and how severe ---- */

static void levels(void **state) {
    (void)state;
    struct batch_options o = {.cwd = forms_copy()};
    static const struct {
        const char *level;
        size_t errors, warnings, notes;
    } wanted[] = {{"note", 11, 6, 1}, {"warning", 11, 6, 0}, {"error", 11, 0, 0}};
    for (size_t i = 0; i < 3; i++) {
        struct batch b = check(&o, "-f", "gcc", "--level", wanted[i].level, "kepu-2024.ini");
        assert_int_equal(b.status, 1);
        assert_int_equal(lines_with(b.out, ": error: "), wanted[i].errors);
        assert_int_equal(lines_with(b.out, ": warning: "), wanted[i].warnings);
        assert_int_equal(lines_with(b.out, ": note: "), wanted[i].notes);
        /* Without its errors the form fails only from the level on that it still has something of. */
        assert_int_equal(check(&o, "--ignore=F301", "-l", wanted[i].level, "kepu-2024.ini").status, i < 2);
        assert_int_equal(check(&o, "--only=F414", "-l", wanted[i].level, "kepu-2024.ini").status, i < 1);
    }
    assert_int_equal(check(&o, "--ignore=F301", "kepu-2024.ini").status, 0);
    static const char *const wrong[] = {"off", "", "Errors"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(check(&o, "-l", wrong[i], "kepu-2024.ini").status, 2);
    }
}

static void severities(void **state) {
    (void)state;
    struct batch_options o = {.cwd = forms_copy()};
    struct batch b = check(&o, "-fgcc", "--severity=F301=note", "kepu-2024.ini");
    assert_int_equal(b.status, 0);
    assert_int_equal(lines_with(b.out, ": note: "), 12);
    b = check(&o, "-fgcc", "--severity", "reason-missing=warning,f407=error", "--severity=F502=off", "kepu-2024.ini");
    assert_int_equal(b.status, 1);
    assert_int_equal(lines_with(b.out, ": warning: "), 13); /* 11 of F301, F306, F503 */
    assert_int_equal(lines_with(b.out, ": error: "), 3);
    assert_null(strstr(b.out, "F502"));
    /* The last word counts. */
    b = check(&o, "-fgcc", "--severity=F301=off", "--severity= Reason-Missing=error ", "kepu-2024.ini");
    assert_int_equal(lines_with(b.out, ": error: "), 11);
    static const struct {
        const char *option, *says;
    } wrong[] = {
        {"--severity=F999=off", "没有这项检查： F999\n"},
        {"--severity=F301=bad,F302=off", "error）： F301=bad\n"},
        {"--severity=F301", "error）： F301\n"},
        {"--severity=F301=", "error）： F301=\n"},
        {"--severity=", "没有这项检查： \n"},
        {"--severity=F301=off,,F302=off", "没有这项检查： \n"},
        {"--only=F301,nope", "没有这项检查： nope\n"},
        {"--only=", "没有这项检查： \n"},
        {"--ignore=F3", "没有这项检查： F3\n"},
        {"--ignore=", "没有这项检查： \n"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        b = check(&o, wrong[i].option, "kepu-2024.ini");
        assert_int_equal(b.status, 2);
        assert_string_equal(b.out, "");
        assert_has(b.err, wrong[i].says);
    }
}

static void only_and_ignore(void **state) {
    (void)state;
    struct batch_options o = {.cwd = forms_copy()};
    struct batch b = check(&o, "-fgcc", "--only=F407,goal-plan-wording", "--only", "f306", "kepu-2024.ini");
    assert_int_equal(b.status, 0);
    assert_int_equal(lines_with(b.out, "]"), 5);
    assert_int_equal(lines_with(b.out, "[F407 name-differs]"), 3);
    b = check(&o, "-fgcc", "--ignore=F407,F301", "--ignore=columns-missing", "kepu-2024.ini");
    assert_int_equal(lines_with(b.out, "]"), 3);
    b = check(&o, "-fgcc", "--only=F301,F407", "--ignore=F301", "--severity=F407=error", "kepu-2024.ini");
    assert_int_equal(b.status, 1);
    assert_int_equal(lines_with(b.out, ": error: "), 3);
    assert_int_equal(lines_with(b.out, "]"), 3);
    assert_int_equal(check(&o, "--only=F202", "kepu-2024.ini").status, 0);
    assert_string_equal(check(&o, "--lang=en", "-q", "--only=F502", "kepu-2024.ini").err,
                        "1 file: 0 errors, 1 warning, 0 notes\n");
}

/* The command line's word comes before the rule set's, and that before the catalogue's. */
static void severities_of_a_rule_set(void **state) {
    (void)state;
    const char *forms = forms_copy(), *rules = disk_path(forms, "rules/kepu-2024.ini");
    struct batch_options o = {.cwd = forms};
    const char *text = disk_read(rules, NULL);
    disk_put(
        forms, "rules/kepu-2024.ini",
        text_swapped(text, "[budget]\n", "[severity]\nreason-missing = note\nF407 = off\nF306 = error\n\n[budget]\n"));
    struct batch b = check(&o, "-fgcc", "kepu-2024.ini");
    assert_int_equal(b.status, 1);
    assert_int_equal(lines_with(b.out, ": note: "), 12);
    assert_int_equal(lines_with(b.out, ": error: "), 1);
    assert_int_equal(lines_with(b.out, ": warning: "), 2);
    b = check(&o, "-fgcc", "--severity=F306=note,F407=warning", "kepu-2024.ini");
    assert_int_equal(b.status, 0);
    assert_int_equal(lines_with(b.out, ": note: "), 13);
    assert_int_equal(lines_with(b.out, "[F407 name-differs]"), 3);
    assert_int_equal(check(&o, "--ignore=F306", "kepu-2024.ini").status, 0);
    assert_int_equal(lines_with(check(&o, "-fgcc", "--only=F301", "kepu-2024.ini").out, ": note: "), 11);
    /* Asked for by name, a check is on, as severe as the catalogue has it; --severity is still the last word. */
    b = check(&o, "-fgcc", "--only=F407", "kepu-2024.ini");
    assert_int_equal(lines_with(b.out, ": warning: "), 3);
    assert_int_equal(lines_with(b.out, "]"), 3);
    assert_string_equal(check(&o, "-fgcc", "--only=F407", "--severity=F407=off", "kepu-2024.ini").out, "");
}

/* ---- what is known already ---- */

static void a_baseline(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    struct batch b = check(&o, "--write-baseline=known.txt", ".");
    const char *known = disk_read(disk_path(forms, "known.txt"), NULL);
    assert_int_equal(b.status, 0);
    assert_int_equal(lines_with(known, "\t"), 24); /* of them three rule sets with other weights of level 1 */
    assert_int_equal(lines_with(known, "./kepu-2024.ini\tF301\toutput."), 5);
    assert_has(known, "./kepu-2024.ini\tF306\tfunds.total.budget\n");
    b = check(&o, "--baseline", "known.txt", ".");
    assert_int_equal(b.status, 0);
    assert_string_equal(b.out, "");
    assert_has(b.err, "13 个文件：错误 0，警告 0，提示 0\n");

    /* Lines may come in above; what is new shows, and only that. */
    const char *text = disk_read(form_in(forms), NULL);
    text = text_swapped(text, "[header]\n", "; one more line\n; and another\n\n[header]\n");
    disk_put(forms, "kepu-2024.ini", text);
    assert_string_equal(check(&o, "--baseline=known.txt", ".").out, "");
    disk_put(forms, "kepu-2024.ini", text_swapped(text, "weight = 6\nscore  = 6\n", "weight = 6\nscore  = 6.5\n"));
    b = check(&o, "-fgcc", "--baseline=known.txt", ".");
    assert_int_equal(b.status, 1);
    assert_string_equal(findings_unplaced(findings_in("gcc", b.out)), "F201 error 0:0\nF205 error 0:0\n");
    assert_has(b.out, "./kepu-2024.ini:69:10: error: 活动场次 ");
    /* Another file with the same faults is new altogether. */
    disk_put(forms, "copy.ini", text);
    b = check(&o, "-fgcc", "--only=F301", "--baseline=known.txt", "copy.ini", "./kepu-2024.ini");
    assert_int_equal(lines_with(b.out, "copy.ini:"), 11);
    assert_int_equal(lines_with(b.out, "]"), 11);
    b = check(&o, "--baseline=none.txt", ".");
    assert_int_equal(b.status, 2);
    assert_string_equal(b.out, "");
    assert_string_equal(b.err, "ziping: none.txt: 没有这个文件\n");
}

static void a_baseline_of_what_is_shown(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    assert_int_equal(check(&o, "--level=error", "--write-baseline=k", "kepu-2024.ini").status, 0);
    assert_int_equal(lines_with(disk_read(disk_path(forms, "k"), NULL), "\t"), 11);
    assert_int_equal(lines_with(check(&o, "-fgcc", "--baseline=k", "kepu-2024.ini").out, "]"), 7);
    /* A file that can't be read is no less of a failure for it; nor one that can't be written. */
    struct batch b = check(&o, "--write-baseline=k", "kepu-2024.ini", "none.ini");
    assert_int_equal(b.status, 2);
    assert_int_equal(lines_with(disk_read(disk_path(forms, "k"), NULL), "\t"), 18);
    b = check(&o, "--write-baseline=none/k", "kepu-2024.ini");
    assert_int_equal(b.status, 2);
    assert_has(b.err, "ziping: none/k: ");
    /* A name with line ends and tabs. */
    disk_write(disk_path(forms, "a\n\tb.ini"), "[form]\n", 7);
    assert_int_equal(check(&o, "--write-baseline=k", "a\n\tb.ini").status, 0);
    assert_string_equal(disk_read(disk_path(forms, "k"), NULL), "aU+000AU+0009b.ini\tI018\tform.rules\n");
}

/* ---- examples ---- */

static void the_examples_hold(void **state) {
    (void)state;
    struct batch b = batch_run(NULL, "check", "--expect", "tests/examples");
    if (b.status != 0) {
        term_fail(NULL, "%s", b.out);
    }
    assert_has(b.out, " 个文件，0 处不符\n");
    assert_int_equal(lines_with(b.out, "没有例子的检查： F"), 0); /* each check of a form has one */
}

/* The published form among them is the shipped one, value by value. */
static void the_published_form_is_an_example(void **state) {
    (void)state;
    struct arena a = {0};
    struct form *shipped = form_load(&a, "forms/kepu-2024.ini");
    assert_true(form_same(shipped, form_load(&a, "tests/examples/kepu-2024/published.ini")));
    assert_false(form_same(shipped, form_load(&a, "tests/examples/kepu-2024/sound.ini")));
    arena_free(&a);
}

static void expectations(void **state) {
    (void)state;
    const char *forms = forms_copy(), *text = disk_read(form_in(forms), NULL);
    struct batch_options o = {.cwd = forms};
    static const struct {
        const char *comment, *says;
        int status;
    } cases[] = {
        {"; expect: F301 x11 F306 F407 x3 F502 F503\n", "1 个文件，0 处不符\n", 0},
        {"# expect:F301 F301 x10 name-differs x3\n;expect: F306 f502 F503\n", "1 个文件，0 处不符\n", 0},
        {"; expect: F301 x11 F306 F407 x3 F502 F503 F414\n", "1 个文件，0 处不符\n", 0},
        {"; expect: F301 x10 F306 F407 x3 F502 F503\n", "x.ini: F301 reason-missing 应有 10 处，实有 11 处\n", 1},
        {"; expect: F301 x11 F306 F407 x3 F502 F503 x0\n", "x.ini: F503 goal-plan-wording 应有 0 处，实有 1 处\n", 1},
        {"; expect: F301 x11 F306 F407 x3 F502\n", "x.ini: F503 goal-plan-wording 应有 0 处，实有 1 处\n", 1},
        {"; expect: F301 x11 F306 F407 x3 F502 F503 F201\n", "F201 score-over-weight 应有 1 处，实有 0 处\n", 1},
        {"; expect: F301 x11 F306 F407 x3 F502 F503 F414 x2\n", "F414 columns-missing 应有 2 处，实有 1 处\n", 1},
        {"; expect: F301 x11 F306 F407 x3 F502 F503 nope\n", "x.ini: nope 不是检查的代码或名称\n", 1},
        {"", "1 个文件，5 处不符\n", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        disk_put(forms, "x.ini", text_swapped(text, "[form]\n", text_swapped("@[form]\n", "@", cases[i].comment)));
        struct batch b = check(&o, "--expect", "x.ini");
        assert_has(b.out, cases[i].says);
        assert_int_equal(b.status, cases[i].status);
        assert_has(b.out, "没有例子的检查： F201 score-over-weight\n");
        assert_null(strstr(b.out, "没有例子的检查： F301"));
        assert_int_equal(lines_with(b.out, "没有例子的检查： "), lines_with(batch_run(NULL, "explain").out, " ") - 6);
    }
    struct batch b = check(&o, "--expect", "x.ini", "none.ini");
    assert_int_equal(b.status, 2);
    assert_has(b.err, "ziping: none.ini: 没有这个文件\n");
    assert_has(check(&o, "--lang=en", "--expect", "x.ini").out, "F301 reason-missing: 0 expected, 11 found\n");
}

/* A finding of the whole batch stands at the first form with full scores throughout. */
static void expectations_of_a_batch(void **state) {
    (void)state;
    const char *forms = forms_copy(), *full = disk_read("tests/examples/mof-2020/full.ini", NULL);
    struct batch_options o = {.cwd = forms};
    static const struct {
        const char *first, *says;
        int status;
    } cases[] = {
        {"; expect: B701\n", "3 个文件，0 处不符\n", 0},
        {"", "a.ini: B701 batch-all-full 应有 0 处，实有 1 处\n", 1},
        {"; expect: B701 x2\n", "a.ini: B701 batch-all-full 应有 2 处，实有 1 处\n", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static const char *const names[] = {"a.ini", "b.ini", "c.ini"};
        for (size_t n = 0; n < 3; n++) { /* three projects */
            const char *text = text_swapped(full, "../../../forms/", "");
            text = text_swapped(text, "校园科普经费", names[n]);
            disk_put(forms, names[n],
                     n == 0 ? text_swapped(text, "[form]\n", text_swapped("@[form]\n", "@", cases[i].first)) : text);
        }
        struct batch b = check(&o, "--expect", "a.ini", "b.ini", "c.ini");
        assert_has(b.out, cases[i].says);
        assert_int_equal(b.status, cases[i].status);
        assert_null(strstr(b.out, "没有例子的检查： B701"));
    }
    /* Two forms are no batch. */
    disk_put(forms, "b.ini",
             text_swapped(disk_read(disk_path(forms, "b.ini"), NULL), "[form]\n", "; expect: B701\n[form]\n"));
    struct batch b = check(&o, "--expect", "b.ini", "c.ini");
    assert_has(b.out, "b.ini: B701 batch-all-full 应有 1 处，实有 0 处\n");
    assert_int_equal(b.status, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(only_the_summary),
        term_test(levels),
        term_test(severities),
        term_test(only_and_ignore),
        term_test(severities_of_a_rule_set),
        term_test(a_baseline),
        term_test(a_baseline_of_what_is_shown),
        term_test(the_examples_hold),
        term_test(the_published_form_is_an_example),
        term_test(expectations),
        term_test(expectations_of_a_batch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
