/* ziping rules: its sub-commands, where their output goes, and how they end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "batch.h"
#include "form_term.h"

#define rules(o, ...) batch_run((o), "rules", __VA_ARGS__)

static void put(const char *dir, const char *name, const char *text) {
    disk_write(disk_path(dir, name), text, strlen(text));
}

static const char *get(const char *dir, const char *name) {
    return disk_read(disk_path(dir, name), NULL);
}

/* The text with the first `from` in it made `to`. */
static const char *swapped(const char *text, const char *from, const char *to) {
    const char *at = strstr(text, from);
    if (at == NULL) {
        term_fail(NULL, "no \"%s\" in:\n%s", from, text);
    }
    char *out = test_alloc(strlen(text) + strlen(to) + 1);
    sprintf(out, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return out;
}

/* ---- from ---- */

/* The 2024 form against the rule set made from it: its names are its own now, everything else is as before. */
static void the_published_form(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    struct batch b = rules(&o, "from", "kepu-2024.ini", "-o", "made.ini");
    assert_int_equal(b.status, 0);
    assert_string_equal(b.out, "");
    assert_string_equal(b.err, "");
    put(forms, "kepu-2024.ini", swapped(get(forms, "kepu-2024.ini"), "rules/kepu-2024.ini", "made.ini"));
    b = batch_run(&o, "check", "-fgcc", "made.ini");
    assert_int_equal(b.status, 0);
    assert_int_equal(lines_with(b.out, "]"), 1); /* other weights of level 1: the drafting notes are gone */
    assert_has(b.out, "[R128 default-weights]");
    b = batch_run(&o, "check", "-fgcc", "kepu-2024.ini");
    assert_int_equal(lines_with(b.out, "[F301 reason-missing]"), 11);
    assert_int_equal(lines_with(b.out, "[F407 name-differs]"), 0);
    assert_int_equal(lines_with(b.out, "]"), 15); /* 18 less the three names */
    /* Against the rule set that it had: four names, a heading's among them, are the form's. */
    b = rules(&o, "diff", "rules/kepu-2024.ini", "made.ini");
    assert_int_equal(b.status, 1);
    assert_int_equal(lines_with(b.out, "  name: "), 5);
    assert_has(b.out, "  name: 参与人数 -> 活动参与人数（线上&线下）\n");
    assert_has(b.out, "  name: 可持续效益指标 -> 可持续影响指标\n");
    assert_null(strstr(b.out, "weight"));
    assert_null(strstr(b.out, "counts"));
}

static void where_it_goes(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    struct batch b = rules(&o, "from", "kepu-2024.ini");
    assert_int_equal(b.status, 0);
    assert_clean(b.out);
    const char *text = b.out;
    assert_int_equal(rules(&o, "from", "-o", "made.ini", "kepu-2024.ini").status, 0);
    assert_string_equal(get(forms, "made.ini"), text);
    assert_string_equal(rules(&o, "from", "kepu-2024.ini", "-o", "-").out, text);
    /* A file that is there stays, unless --force says otherwise. */
    put(forms, "made.ini", "mine\n");
    struct untouched mine = remember(disk_path(forms, "made.ini"));
    b = rules(&o, "from", "kepu-2024.ini", "--output=made.ini");
    assert_int_equal(b.status, 2);
    assert_string_equal(b.err, "ziping: made.ini: 已存在，没有写入；要覆盖请加 --force\n");
    assert_untouched(&mine);
    assert_int_equal(rules(&o, "from", "kepu-2024.ini", "--force", "-omade.ini").status, 0);
    assert_string_equal(get(forms, "made.ini"), text);
    /* The form itself is never written over. */
    struct untouched form = remember(form_in(forms));
    b = rules(&o, "from", "kepu-2024.ini", "--force", "-o", "./kepu-2024.ini");
    assert_int_equal(b.status, 2);
    assert_has(b.err, "ziping: ./kepu-2024.ini: 就是要读的文件");
    assert_untouched(&form);
    b = rules(&o, "from", "kepu-2024.ini", "-o", "none/made.ini");
    assert_int_equal(b.status, 2);
    assert_string_equal(b.err, "ziping: none/made.ini: 没有这个文件\n");
    o.closed_pipe = true;
    b = rules(&o, "from", "kepu-2024.ini");
    assert_true(b.status == -SIGPIPE || b.status == 2);
    assert_string_equal(b.err, "");
}

static void without_its_rules(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms, .lang = "en"};
    put(forms, "alone.ini", swapped(get(forms, "kepu-2024.ini"), "rules/kepu-2024.ini", "gone.ini"));
    struct batch b = rules(&o, "from", "alone.ini", "-o", "gone.ini");
    assert_int_equal(b.status, 0);
    const char *text = get(forms, "gone.ini");
    assert_has(text, "; Its rule set could not be read: the grades are the national ones");
    /* The only indicator that has 10 of 10 points, as the funds table has. */
    assert_has(text, "[budget.execution.rate]\nweight = 10\ncounts = funds.total\n");
    b = batch_run(&o, "check", "-lerror", "-fgcc", "gone.ini");
    assert_string_equal(b.out, "");
    b = batch_run(&o, "check", "-fgcc", "--only=F407,F408,F409,F203,I014,I015,I018", "alone.ini");
    assert_string_equal(b.out, "");
}

static void what_is_no_form(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms, .lang = "en"};
    put(forms, "empty.ini", "[form]\nformat = 1\n[header]\nyear = 2024\n");
    put(forms, "settings.ini", "[form]\n[grades.a.b]\nweight = 5\n");
    put(forms, "other.ini", "[x]\na = 1\n");
    static const struct {
        const char *file, *says;
    } cases[] = {
        {"none.ini", "ziping: none.ini: no such file\n"},
        {"rules/kepu-2024.ini", "ziping: rules/kepu-2024.ini: not a form\n"},
        {"other.ini", "ziping: other.ini: neither a form nor a rule set\n"},
        {"empty.ini", "ziping: empty.ini: it has no indicators"},
        {"settings.ini", "ziping: [grades] is a section of settings"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct batch b = rules(&o, "from", cases[i].file, "-o", "made.ini");
        assert_int_equal(b.status, 2);
        assert_string_equal(b.out, "");
        assert_has(b.err, cases[i].says);
        assert_int_equal(batch_run(&o, "check", "made.ini").status, 2); /* nothing was written */
    }
}

/* ---- diff ---- */

static void the_same_and_different(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    struct batch b = rules(&o, "diff", "rules/kepu-2024.ini", "rules/kepu-2024.ini");
    assert_int_equal(b.status, 0);
    assert_string_equal(b.out, "");
    b = rules(&o, "diff", "rules/mof-2020.ini", "rules/yuan.ini");
    assert_int_equal(b.status, 1);
    assert_string_equal(b.out, "--- rules/mof-2020.ini\n+++ rules/yuan.ini\n[ruleset]\n"
                               "  title: 项目支出绩效评价管理办法（财预〔2020〕10号） -> "
                               "项目支出绩效自评（金额单位：元）\n[funds]\n  currency: 万元 -> 元\n");
    assert_string_equal(b.err, "");
    o.input = disk_path(forms, "rules/yuan.ini");
    b = rules(&o, "diff", "rules/yuan.ini", "-");
    assert_int_equal(b.status, 2); /* its base is looked for from the current folder */
    assert_has(b.err, "ziping: mof-2020.ini: ");
}

static void as_json(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    put(forms, "rules/new.ini",
        swapped(
            swapped(get(forms, "rules/kepu-2024.ini"), "\"活动场次\"\nweight = 6", "\"举办\033[31m场次\"\nweight = 7"),
            "year       = 2024\n", ""));
    struct batch b = rules(&o, "diff", "--format=json", "rules/kepu-2024.ini", "rules/new.ini");
    assert_int_equal(b.status, 1);
    assert_clean(b.out);
    json_t *all = json_loads(b.out, 0, NULL), *list = json_object_get(all, "differences");
    assert_string_equal(json_string_value(json_object_get(all, "new")), "rules/new.ini");
    assert_int_equal(json_array_size(list), 3);
    json_t *year = json_array_get(list, 0), *name = json_array_get(list, 1), *weight = json_array_get(list, 2);
    assert_string_equal(json_string_value(json_object_get(year, "change")), "changed");
    assert_string_equal(json_string_value(json_object_get(year, "old")), "2024");
    assert_true(json_is_null(json_object_get(year, "new")));
    assert_string_equal(json_string_value(json_object_get(name, "change")), "renamed");
    assert_string_equal(json_string_value(json_object_get(name, "section")), "output.quantity.events");
    assert_string_equal(json_string_value(json_object_get(name, "new")), "举办U+001B[31m场次");
    assert_string_equal(json_string_value(json_object_get(weight, "key")), "weight");
    assert_string_equal(json_string_value(json_object_get(weight, "new")), "7");
    json_decref(all);
    b = rules(&o, "diff", "-fjson", "rules/yuan.ini", "rules/yuan.ini");
    assert_int_equal(b.status, 0);
    assert_has(b.out, "\"differences\":[]");
    assert_clean(rules(&o, "diff", "rules/kepu-2024.ini", "rules/new.ini").out);
}

static void what_can_not_be_compared(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms, .lang = "en"};
    put(forms, "orphan.ini", "[ruleset]\nbase = gone.ini\n");
    put(forms, "loop.ini", "[ruleset]\nbase = loop.ini\n");
    put(forms, "broken.ini", "[ruleset]\ntitle\n");
    static const struct {
        const char *file, *says;
    } cases[] = {
        {"none.ini", "ziping: none.ini: no such file\n"},
        {"kepu-2024.ini", "ziping: kepu-2024.ini: not a rule set"},
        {"orphan.ini", "ziping: gone.ini: no such file\n"},
        {"loop.ini", "ziping: loop.ini: its bases lead back to it\n"},
        {"broken.ini", "ziping: broken.ini: it has syntax errors"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct batch b = rules(&o, "diff", "rules/yuan.ini", cases[i].file);
        assert_int_equal(b.status, 2);
        assert_string_equal(b.out, "");
        assert_has(b.err, cases[i].says);
        assert_int_equal(rules(&o, "diff", cases[i].file, "rules/yuan.ini").status, 2);
    }
}

/* ---- the words of the command line ---- */

static void usage(void **state) {
    (void)state;
    struct batch_options o = {.cwd = forms_copy(), .lang = "en"};
    assert_has(batch_run(&o, "rules").err, "ziping: a sub-command is wanted: ");
    assert_has(rules(&o, "form").err, "ziping: no such sub-command: form\n");
    assert_has(rules(&o, "from").err, "ziping: exactly one file is wanted: ");
    assert_has(rules(&o, "from", "a", "b").err, "ziping: exactly one file is wanted: ");
    assert_has(rules(&o, "diff", "a").err, "ziping: two files are wanted: ");
    assert_has(rules(&o, "diff", "-f", "sarif", "a", "b").err, "ziping: no such format: sarif\n");
    assert_has(rules(&o, "from", "-q", "a").err, "ziping: no such option: --quiet\n");
    struct batch b = rules(&o, "--help");
    assert_int_equal(b.status, 0);
    assert_has(b.out, "\n  from ");
    assert_has(b.out, "\n  diff ");
    assert_has(b.out, "-o, --output=FILE");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(the_published_form),
        term_test(where_it_goes),
        term_test(without_its_rules),
        term_test(what_is_no_form),
        term_test(as_json),
        term_test(the_same_and_different),
        term_test(usage),
        term_test(what_can_not_be_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
