/* The report of `ziping check` in its six formats: the same findings in each, and each as its format asks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "batch.h"
#include "findings.h"
#include "form_term.h"

enum { FORMATS = 6 };

/* A terminal's and a browser's commands, C1, and what turns the direction of writing. */
#define HOSTILE "a\033]0;x\007\302\233 5n\342\200\256b\342\201\246\330\234\177<i>&\\'q"
#define HOSTILE_NAME "\033[31m\302\233\"'<&>#?%\\:\342\200\256\n\r\t x.ini"

static const char *report_of(const struct batch_options *o, const char *format, const char *file) {
    struct batch b = batch_run(o, "check", "--format", format, file);
    if (b.status != 0 && b.status != 1) {
        term_fail(NULL, "%s ends with %d: %s", format, b.status, b.err);
    }
    assert_string_equal(b.err, "");
    return b.out;
}

/* All formats on one file; returns its findings. */
static const char *same_in_each(const struct batch_options *o, const char *file) {
    const char *first = findings_in("text", report_of(o, "text", file));
    for (size_t i = 1; i < FORMATS; i++) {
        const char *report = report_of(o, report_formats[i], file);
        const char *list = findings_in(report_formats[i], report);
        assert_harmless(report);
        if (strcmp(report_formats[i], "junit") == 0) {
            assert_string_equal(list, findings_unplaced(first));
        } else {
            assert_string_equal(list, first);
        }
    }
    return first;
}

/* What is wrong with the form of 2024: the eleven indicators that lost points are those whose score, in the line before
   the reason, is below the weight in the line before that. */
static const char *lost_points(const char *text) {
    char *out = test_alloc(1024);
    unsigned line = 1;
    for (const char *p = text; *p != '\0'; line++) {
        double weight, score;
        if (sscanf(p, "weight = %lf score = %lf reason = \"\"", &weight, &score) == 2 && score < weight &&
            strstr(p, "reason = \"\"") != NULL &&
            strcspn(strstr(p, "score"), "\n") + 1 == (size_t)(strstr(p, "reason") - strstr(p, "score"))) {
            sprintf(out + strlen(out), "F301 error %u:10\n", line + 2);
        }
        p += strcspn(p, "\n");
        p += *p == '\n';
    }
    return out;
}

static void the_form_of_2024(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    const char *list = same_in_each(&o, "kepu-2024.ini");
    static const struct {
        const char *what;
        size_t n;
    } wanted[] = {{"F301 error ", 11},
                  {"F306 warning 15:12", 1},
                  {"F407 warning ", 3},
                  {"F502 warning 52:12", 1},
                  {"F503 warning 52:12", 1},
                  {"F414 note 5:10", 1},
                  {":", 18}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (lines_with(list, wanted[i].what) != wanted[i].n) {
            term_fail(NULL, "not %zu of %s in:\n%s", wanted[i].n, wanted[i].what, list);
        }
    }
    const char *lost = lost_points(disk_read(form_in(forms), NULL));
    assert_int_equal(lines_with(lost, "F301"), 11);
    for (const char *line = lost; *line != '\0'; line += strcspn(line, "\n") + 1) {
        char one[32];
        snprintf(one, sizeof one, "%.*s\n", (int)strcspn(line, "\n"), line);
        assert_has(list, one);
    }
}

/* In the order of the file: line by line, then column by column. */
static void findings_are_in_file_order(void **state) {
    (void)state;
    struct batch_options o = {.cwd = forms_copy()};
    const char *list = same_in_each(&o, "rules/kepu-2024.ini");
    unsigned line = 0, column = 0, l, c;
    assert_int_equal(lines_with(list, "R125 warning "), 2);
    assert_int_equal(lines_with(list, "R128 note "), 1);
    list = same_in_each(&o, "kepu-2024.ini");
    for (; sscanf(list, "%*s %*s %u:%u", &l, &c) == 2; list += strcspn(list, "\n") + 1) {
        assert_true(l > line || (l == line && c >= column));
        line = l;
        column = c;
    }
}

static const char hostile_form[] =
    "\xef\xbb\xbf[form]\nformat = 1\nrules = rules/kepu-2024.ini\n[header]\nyear = 2024\n"
    "project = \"" HOSTILE "\"\n"
    "[" HOSTILE "]\n" HOSTILE " = 1\n"
    "[total]\n" HOSTILE " = 2\n"
    "[output.quantity.events]\nname = \"" HOSTILE "\"\nweight = \"" HOSTILE "\"\nscore = \"&quot;&#10;]]>\"\n"
    "[output.quantity.posts]\nreason = \"**\"" HOSTILE "\nno equals sign " HOSTILE "\n[open " HOSTILE "\n";

static void hostile_texts_and_names(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    disk_write(disk_path(forms, HOSTILE_NAME), hostile_form, sizeof hostile_form - 1);
    const char *list = same_in_each(&o, HOSTILE_NAME);
    static const char *const codes[] = {
        "I002 warning 1:1\n",  "I005 error ",        "I006 error ", "I008 error ",         "I010 error ",
        "I014 warning 10:1\n", "I015 warning 7:1\n", "F402 error ", "F407 warning 12:8\n", "F408 error "};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        assert_has(list, codes[i]);
    }
    assert_int_equal(lines_with(list, "F402 error 13:10\n"), 1);
    assert_int_equal(lines_with(list, "F402 error 14:9\n"), 1);
    for (size_t i = 0; i < FORMATS; i++) {
        struct batch b = batch_run(&o, "check", "--lang=en", "--color=never", "-f", report_formats[i], HOSTILE_NAME);
        assert_harmless(b.out);
        assert_int_equal(lines_with(findings_in(report_formats[i], b.out), ":"), lines_with(list, ":"));
    }
}

/* The file's name comes back from a SARIF report byte for byte. */
static void a_uri_stands_for_the_name(void **state) {
    static const char *const names[] = {HOSTILE_NAME, "a b.ini", "中文.ini",  "a:b.ini",
                                        "%41.ini",    "x/y.ini", "no%zz.ini", "./z.ini"};
    (void)state;
    const char *dir = term_tmpdir();
    struct batch_options o = {.cwd = dir};
    assert_int_equal(mkdir(disk_path(dir, "x"), 0700), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        disk_write(disk_path(dir, names[i]), "[form]\n", 7);
        const char *report = report_of(&o, "sarif", names[i]);
        assert_string_equal(findings_in("sarif", report), "I018 error 1:1\n");
        json_t *log = json_loads(report, 0, NULL), *location;
        assert_int_equal(json_unpack(log, "{s:[{s:[{s:[{s:{s:o}}]}]}]}", "runs", "results", "locations",
                                     "physicalLocation", "artifactLocation", &location),
                         0);
        assert_string_equal(uri_decoded(json_string_value(json_object_get(location, "uri"))), names[i]);
        json_decref(log);
    }
}

static void members_of_an_object(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    static const char text[] = "[form]\nformat = 1\nrules = rules/kepu-2024.ini\n[output.quality.plan]\nweigth = 5\n"
                               "weight = 6\n";
    disk_write(disk_path(forms, "x.ini"), text, sizeof text - 1);
    json_t *array = json_loads(report_of(&o, "json", "x.ini"), 0, NULL), *j;
    size_t i, seen = 0;
    json_array_foreach(array, i, j) {
        const char *code = json_string_value(json_object_get(j, "code")), *key = "expected", *value = "5";
        if (strcmp(code, "I014") == 0) {
            key = "suggestion";
            value = "weight";
            assert_string_equal(json_string_value(json_object_get(j, "path")), "output.quality.plan.weigth");
            assert_string_equal(json_string_value(json_object_get(j, "name")), "unknown-key");
            assert_string_equal(json_string_value(json_object_get(j, "severity")), "warning");
            assert_string_equal(json_string_value(json_object_get(j, "file")), "x.ini");
            assert_int_equal(json_integer_value(json_object_get(j, "line")), 5);
            assert_int_equal(json_integer_value(json_object_get(j, "column")), 1);
            assert_has(json_string_value(json_object_get(j, "message")), "weigth");
        } else if (strcmp(code, "F203") != 0) {
            continue;
        }
        seen++;
        assert_string_equal(json_string_value(json_object_get(j, key)), value);
    }
    assert_int_equal(seen, 2);
    json_decref(array);
}

/* Every check is a rule of the run, with words in the language asked for. */
static void rules_of_a_sarif_run(void **state) {
    (void)state;
    struct batch_options o = {.cwd = forms_copy()};
    size_t checks = lines_with(batch_run(NULL, "explain").out, " ");
    assert_true(checks > 80);
    for (int en = 0; en < 2; en++) {
        const char *lang = en ? "--lang=en" : "--lang=zh";
        json_t *log = json_loads(batch_run(&o, lang, "check", "-fsarif", "kepu-2024.ini").out, 0, NULL), *rules, *rule;
        size_t i;
        assert_int_equal(json_unpack(log, "{s:[{s:{s:{s:o}}}]}", "runs", "tool", "driver", "rules", &rules), 0);
        assert_int_equal(json_array_size(rules), checks);
        json_array_foreach(rules, i, rule) {
            const char *help = json_string_value(json_object_get(json_object_get(rule, "help"), "text"));
            const char *brief = json_string_value(json_object_get(json_object_get(rule, "shortDescription"), "text"));
            struct batch b = batch_run(NULL, lang, "explain", json_string_value(json_object_get(rule, "id")));
            if (i % 16 == 0) { /* the words of `ziping explain` */
                assert_has(no_blanks(b.out), no_blanks(help));
                assert_has(no_blanks(b.out), no_blanks(brief));
            }
            assert_true((strstr(help, "。") == NULL) == (en == 1));
        }
        json_decref(log);
    }
}

static void a_sound_form(void **state) {
    (void)state;
    const char *data = disk_copy("tests/data", term_tmpdir());
    struct batch_options o = {.cwd = data};
    assert_string_equal(same_in_each(&o, "sound-form.ini"), "");
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(report_of(&o, report_formats[i], "sound-form.ini"), "");
    }
    assert_string_equal(report_of(&o, "jsonl", "sound-form.ini"), "");
    assert_string_equal(no_blanks(report_of(&o, "json", "sound-form.ini")), "[]");
    assert_has(report_of(&o, "sarif", "sound-form.ini"), "\"results\":[\n]");
    const char *junit = report_of(&o, "junit", "sound-form.ini");
    assert_has(junit, "<testsuite name=\"sound-form.ini\" tests=\"1\" failures=\"0\" errors=\"0\">");
    assert_int_equal(lines_with(junit, "<testcase "), 1);
}

/* A report over files of which the first and the last have nothing to tell, or can't be read. */
static void many_files(void **state) {
    (void)state;
    const char *forms = forms_copy(), *data = disk_copy("tests/data", forms);
    struct batch_options o = {.cwd = forms};
    assert_true(disk_exists(disk_path(data, "sound-form.ini")));
    const char *first = NULL;
    for (size_t i = 0; i < FORMATS; i++) {
        struct batch b = batch_run(&o, "check", "-f", report_formats[i], "data/sound-form.ini", "none.ini",
                                   "kepu-2024.ini", "rules/kepu-2024.ini", "rules/mof-2020.ini");
        const char *list = findings_in(report_formats[i], b.out);
        assert_int_equal(b.status, 2);
        assert_int_equal(lines_with(list, ":"), 21);
        first = first != NULL ? first : findings_unplaced(list);
        assert_string_equal(findings_unplaced(list), first);
        assert_int_equal(lines_with(b.out, "<testsuite "), i == 5 ? 4 : 0);
    }
}

static const char *without_colours(const char *text) {
    char *out = test_alloc(strlen(text));
    for (size_t n = 0; *text != '\0';) {
        if (*text == '\033') {
            assert_int_equal(text[1], '[');
            text += 2 + strspn(text + 2, "0123456789;");
            assert_int_equal(*text++, 'm');
        } else {
            out[n++] = *text++;
        }
    }
    return out;
}

static void colours_in_text_only(void **state) {
    (void)state;
    struct batch_options o = {.cwd = forms_copy()};
    for (size_t i = 0; i < FORMATS; i++) {
        const char *plain = report_of(&o, report_formats[i], "kepu-2024.ini");
        static const char *const never[] = {"--color=never", "--color=auto"};
        for (size_t k = 0; k < 2; k++) {
            struct batch b = batch_run(&o, "check", never[k], "-f", report_formats[i], "kepu-2024.ini");
            assert_string_equal(b.out, plain);
        }
        const char *bright = batch_run(&o, "check", "--color=always", "-f", report_formats[i], "kepu-2024.ini").out;
        assert_null(strchr(plain, '\033'));
        assert_int_equal(lines_with(bright, "\033[") > 0, i == 0);
        assert_string_equal(without_colours(bright), plain);
    }
}

static void a_format_that_there_is_none_of(void **state) {
    (void)state;
    struct batch b = batch_run(NULL, "check", "--format=xml", "forms/kepu-2024.ini");
    assert_int_equal(b.status, 2);
    assert_string_equal(b.out, "");
    assert_has(b.err, "没有这种格式： xml");
    assert_int_equal(batch_run(NULL, "check", "-f", "JSON", "forms/rules/mof-2020.ini").status, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(the_form_of_2024),
        term_test(findings_are_in_file_order),
        term_test(hostile_texts_and_names),
        term_test(a_uri_stands_for_the_name),
        term_test(members_of_an_object),
        term_test(rules_of_a_sarif_run),
        term_test(a_sound_form),
        term_test(many_files),
        term_test(colours_in_text_only),
        term_test(a_format_that_there_is_none_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
