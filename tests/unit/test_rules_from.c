/* The rule set that a form implies: what is taken from the form, from its rule set, and what is assumed; and that a
   form agrees with the rule set that was made from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <glob.h>
#include <stdio.h>

#include "generate.h"
#include "support.h"
#include "ziping/check.h"
#include "ziping/rules_from.h"
#include "ziping/rule_checks.h"

static struct arena arena;
static struct library library;

static int free_all(void **state) {
    (void)state;
    arena_free(&arena);
    library_free(&library);
    return 0;
}

/* A form's text with its rule set's; without one where `rules` has no text. */
static struct document document_of(struct str form, struct str rules) {
    struct document d = {.path = STR("form.ini"), .kind = DOCUMENT_FORM, .rules_path = STR("rules.ini")};
    assert_int_equal(ini_scan(&arena, form, &d.doc), INI_OK);
    if (rules.p) {
        d.rules = ruleset_from(&arena, "forms/rules/rules.ini", rules);
        assert_non_null(d.rules);
        const struct schema *schema = schema_build(&arena, d.rules, &d.doc, 1);
        d.form = schema ? form_read(&arena, schema, &d.doc) : NULL;
        assert_non_null(d.form);
    }
    return d;
}

static struct str rules_of(const struct document *d) {
    struct buf out = {0};
    struct str culprit;
    assert_int_equal(rules_from_form(&arena, d, &rule_checks, LANG_ZH, &out, &culprit), RULES_FROM_OK);
    return buf_keep(&out, &arena);
}

static struct diags findings_of(const struct document *d) {
    static const struct check_options options = {0};
    struct diags found = {.arena = &arena};
    struct score score;
    assert_true(check_document(d, &options, &score, &found));
    return found;
}

static struct diags findings_of_rules(struct str text) {
    struct document d = {.path = STR("rules.ini"), .kind = DOCUMENT_RULES};
    d.rules = ruleset_from(&arena, "rules.ini", text);
    assert_non_null(d.rules);
    d.doc = d.rules->file[0].doc;
    return findings_of(&d);
}

/* ---- single things ---- */

static struct str value_of(struct str rules, const char *section, const char *key) {
    struct ini_doc doc;
    assert_int_equal(ini_scan(&arena, rules, &doc), INI_OK);
    const struct ini_entry *e = ini_find(&doc, str_of(section), str_of(key));
    return e ? e->value : STR("none");
}

#define FORM                                                                                                           \
    "[form]\nformat = 1\n[header]\nyear = 2025\nproject = 科普\nphone = 123\n"                                       \
    "[funds.current]\nbudget = 5\n[funds.total]\nbudget = 5\nweight = 20\nscore = 20\n[goal.1]\nexpected = 讲座\n"   \
    "[产出.数量.场次]\ntarget = ≥50场\nactual = 52场\nweight = 50\nscore = 50\n"                             \
    "[产出.数量.人次]\ntarget = 50个以上\nactual = 52个\nweight = 10\nscore = 10\n"                          \
    "[产出.质量]\nname = 质量指标\n"                                                                           \
    "[产出.质量.验收]\ntarget = 是\nactual = 是\nweight = 5.5\nscore = 5.5\n"                                  \
    "[效益.社会.意识]\nactual = 部分达成年度指标\nweight = 14.5\nscore = 10.125\nreason = 略\n"         \
    "[total]\nweight = 100\nscore = 95.625\n"

/* What the form says and what follows from it, without any rule set. */
static void from_a_form_alone(void **state) {
    static const struct {
        const char *section, *key, *value;
    } wanted[] = {
        {"ruleset", "year", "2025"},
        {"ruleset", "title", "科普绩效指标体系"},
        {"ruleset", "total", "100"},
        {"ruleset", "decimals", "3"}, /* 10.125 */
        {"ruleset", "base", "none"},
        {"header", "fields", "project phone"},
        {"funds", "rows", "total current"},
        {"funds", "columns", "budget weight score"},
        {"goals", "columns", "expected"},
        {"notes", "fields", ""},
        {"indicators", "columns", "target actual weight score reason"},
        {"grades", "优", "90"},
        {"grades", "差", "0"},
        {"execution", "weight", "20"},
        {"产出", "weight", "65.5"}, /* 50 + 10 + 5.5 */
        {"产出", "name", "none"},   /* that of its section */
        {"产出.数量", "weight", "60"},
        {"产出.质量", "name", "质量指标"},
        {"产出.数量.场次", "sign", ">="},
        {"产出.数量.场次", "target", "50"},
        {"产出.数量.场次", "unit", "场"},
        {"产出.数量.场次", "kind", "none"},
        {"产出.数量.人次", "target", "50个以上"}, /* no sign in front: it says itself what it means */
        {"产出.数量.人次", "sign", "none"},
        {"产出.质量.验收", "kind", "yesno"},
        {"产出.质量.验收", "target", "是"},
        {"效益.社会.意识", "kind", "tier"},
        {"效益.社会.意识", "weight", "14.5"},
    };
    struct document d = document_of(STR(FORM), (struct str){0});
    struct str rules = rules_of(&d);
    (void)state;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_text(value_of(rules, wanted[i].section, wanted[i].key), wanted[i].value);
    }
    assert_int_equal(findings_of_rules(rules).count[SEV_ERROR], 0);
}

/* The funds row's points: as stated; what is left of the total; none where the indicators come to it. */
static void execution_is_assumed(void **state) {
    static const struct {
        const char *changes, *weight, *counts;
    } cases[] = {
        {"", "20", "none"},
        {"[funds.total] -weight", "20", "none"},                     /* 100 − 80 */
        {"[funds.total] -weight\n[total] weight = 80", "0", "none"}, /* 80 − 80 */
        {"-[funds.total]\n-[funds.current]", "0", "none"},
        /* 80 and 20 in an indicator of that name, or with these points: the row's 20 are the same ones. */
        {"[管理.资金.预算执行率] weight = 20", "20", "funds.total"},
        {"[管理.资金.执行] weight = 20\n[管理.资金.执行] score = 20", "20", "funds.total"},
        {"[管理.资金.执行] weight = 20\n[管理.资金.执行] score = 19", "20", "none"},
        {"[管理.资金.预算执行率] weight = 10", "20", "none"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str form = support_change(&arena, STR(FORM), cases[i].changes);
        struct document d = document_of(form, (struct str){0});
        struct str rules = rules_of(&d);
        assert_text(value_of(rules, "execution", "weight"), cases[i].weight);
        struct str counts = value_of(rules, "管理.资金.预算执行率", "counts");
        counts = str_eq(counts, STR("none")) ? value_of(rules, "管理.资金.执行", "counts") : counts;
        assert_text(counts, cases[i].counts);
    }
}

/* What a form can't show is its rule set's; what it shows is its own. */
static void from_a_form_and_its_rules(void **state) {
    struct str rules = support_change(&arena, support_read(&arena, "tests/data/sound-rules.ini"),
                                      "[scoring] inverse = linear\n[limits] reason = 100\n[limits] goal = 0\n"
                                      "[severity] F301 = warning\n[severity] F302 = error\n"
                                      "[satisfaction.service.audience] steps = >=90:100 <90:0\n"
                                      "[funds] current = 财政拨款");
    struct str form =
        support_change(&arena, support_read(&arena, "tests/data/sound-form.ini"),
                       "[header] year = 2025\n[output.quantity.events] weight = 12\n"
                       "[output.quantity.events] name = 举办场次\n[output.quantity.events] target = ≥60次\n"
                       "-[output.quality.pass]\n[header] phone = 1");
    static const struct {
        const char *section, *key, *value;
    } wanted[] = {
        {"ruleset", "year", "2025"},
        {"ruleset", "title", "科普活动经费指标体系"},
        {"header", "fields", "project department unit phone"},
        {"funds", "current", "财政拨款"},
        {"funds", "currency", "none"}, /* the preset */
        {"scoring", "inverse", "linear"},
        {"scoring", "tiers", "none"},
        {"limits", "reason", "100"},
        {"limits", "goal", "none"},
        {"severity", "reason-missing", "warning"},
        {"severity", "reason-empty-word", "none"}, /* an error in the catalogue */
        {"execution", "cap.80", "89"},
        {"grades", "良", "80"},
        {"output", "weight", "37"},          /* 12 + 10 + 15, the rate of passes is not on the form */
        {"output.quantity", "weight", "22"}, /* 12 + 10 */
        {"output.quantity.events", "name", "举办场次"},
        {"output.quantity.events", "weight", "12"},
        {"output.quantity.events", "sign", ">="},
        {"output.quantity.events", "target", "60"},
        {"output.quantity.events", "unit", "次"},
        {"output.quality.pass", "weight", "none"},
        {"output.cost.event", "sign", "<="},
        {"benefit.social.reach", "kind", "tier"},
        {"satisfaction.service.audience", "steps", ">=90:100 <90:0"},
    };
    struct document d = document_of(form, rules);
    struct str made = rules_of(&d);
    (void)state;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_text(value_of(made, wanted[i].section, wanted[i].key), wanted[i].value);
    }
}

static void what_can_not_be_made(void **state) {
    static const struct {
        const char *form;
        enum rules_from_status status;
        const char *culprit;
    } cases[] = {
        {"[form]\n[header]\nyear = 2024\n", RULES_FROM_NO_INDICATORS, ""},
        {"[form]\n[产出.数量]\nweight = 5\n", RULES_FROM_NO_INDICATORS, ""},
        {"[form]\n[Execution.a.b]\nweight = 5\n", RULES_FROM_SETTINGS_SECTION, "Execution"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct document d = document_of(str_of(cases[i].form), (struct str){0});
        struct buf out = {0};
        struct str culprit = {0};
        assert_int_equal(rules_from_form(&arena, &d, &rule_checks, LANG_EN, &out, &culprit), cases[i].status);
        assert_text(culprit, cases[i].culprit);
        assert_int_equal(out.n, 0);
        buf_free(&out);
    }
}

/* No line is longer than iniparser takes, whatever stands in the form; control characters stay out of comments. */
static void odd_texts(void **state) {
    struct buf form = {0};
    struct ini_doc doc;
    (void)state;
    buf_text(&form, "[form]\n[header]\n");
    for (int i = 0; i < 300; i++) {
        buf_printf(&form, "field%d = x\n", i);
    }
    buf_text(&form, "two words = x\nunit.3 = x\n[a.b.c]\nweight = 100\nname = \"");
    buf_fill(&form, 'x', 900);
    buf_text(&form, "\"\nname.2 = \"&quot;&#92;&#10;&amp;#10;;#\"\n");
    struct document d = document_of(buf_keep(&form, &arena), (struct str){0});
    d.path = STR("a\033[31m\nb\\");
    struct str rules = rules_of(&d);
    assert_int_equal(ini_scan(&arena, rules, &doc), INI_OK);
    assert_int_equal(doc.faults, 0);
    assert_true(str_find(rules, STR("\033")) == rules.n);
    struct str name = value_of(rules, "a.b.c", "name");
    assert_int_equal(name.n, 900 + 10);
    assert_true(str_ends(name, STR("\"\\\n&#10;;#")));
    assert_true(str_find(value_of(rules, "header", "fields"), STR("two")) == value_of(rules, "header", "fields").n);
}

/* ---- any form agrees with the rule set made from it ---- */

static bool is_structural(int code) {
    static const enum code codes[] = {CHECK_NAME_DIFFERS,      CHECK_INDICATOR_MISSING, CHECK_INDICATOR_UNKNOWN,
                                      CHECK_WEIGHT_DIFFERS,    CHECK_UNKNOWN_KEY,       CHECK_RULES_UNREADABLE,
                                      CHECK_TOO_MANY_DECIMALS, CHECK_RULES_BROKEN};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (code == (int)codes[i]) {
            return true;
        }
    }
    return false;
}

static void assert_agrees(struct str form, struct str rules, const char *what, bool consistent) {
    struct document d = document_of(form, rules);
    struct str made = rules_of(&d);
    struct document again = document_of(form, made);
    struct diags of_rules = findings_of_rules(made), of_form = findings_of(&again);
    for (size_t i = 0; i < of_form.n; i++) {
        if (is_structural(of_form.v[i].code)) {
            fail_msg("%s: %s at %.*s in\n%.*s\nwith\n%.*s", what, catalogue((enum code)of_form.v[i].code)->name,
                     STR_ARG(of_form.v[i].path), STR_ARG(form), STR_ARG(made));
        }
    }
    for (size_t i = 0; i < of_rules.n; i++) {
        enum code code = (enum code)of_rules.v[i].code;
        bool sum = code == CHECK_RULE_WEIGHTS_NOT_TOTAL || code == CHECK_EXECUTION_MISMATCH;
        if (of_rules.v[i].severity == SEV_ERROR && (consistent || !sum)) {
            fail_msg("%s: %s at %.*s of\n%.*s", what, catalogue(code)->name, STR_ARG(of_rules.v[i].path),
                     STR_ARG(made));
        }
    }
    /* The rule set of the form and its new rule set is the new one itself, but for the comments. */
    struct str twice = rules_of(&again);
    assert_true(str_eq(str_sub(made, str_find(made, STR("[ruleset]")), made.n),
                       str_sub(twice, str_find(twice, STR("[ruleset]")), twice.n)));
}

static void generated_forms(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 1000; seed++) {
        struct generated g = generate(&arena, seed);
        char what[40];
        snprintf(what, sizeof what, "seed %d", (int)seed);
        assert_agrees(g.form, g.rules, what, true);
        assert_agrees(g.form, (struct str){0}, what, false);
        arena_reset(&arena);
    }
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct generated g = generate_fault(&arena, seed, CHECK_WEIGHT_DIFFERS);
        assert_agrees(g.form, g.rules, "a wrong weight", false);
        arena_reset(&arena);
    }
}

static void example_forms(void **state) {
    glob_t found;
    (void)state;
    assert_int_equal(glob("tests/examples/*/*.ini", 0, NULL, &found), 0);
    assert_int_equal(glob("forms/*.ini", GLOB_APPEND, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct document d;
        struct buf out = {0};
        struct str culprit;
        bool slip = strstr(found.gl_pathv[i], "content.ini") || strstr(found.gl_pathv[i], "writing.ini");
        assert_true(document_read(&arena, &library, found.gl_pathv[i], &d));
        assert_int_equal(rules_from_form(&arena, &d, &rule_checks, LANG_EN, &out, &culprit), RULES_FROM_OK);
        struct document again = document_of(d.bytes, buf_keep(&out, &arena));
        struct diags of_form = findings_of(&again);
        for (size_t n = 0; !slip && n < of_form.n; n++) {
            if (is_structural(of_form.v[n].code) && of_form.v[n].code != CHECK_TOO_MANY_DECIMALS) {
                fail_msg("%s: %s", found.gl_pathv[i], catalogue((enum code)of_form.v[n].code)->name);
            }
        }
        free_all(NULL);
    }
    globfree(&found);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(from_a_form_alone, free_all),
        cmocka_unit_test_teardown(execution_is_assumed, free_all),
        cmocka_unit_test_teardown(from_a_form_and_its_rules, free_all),
        cmocka_unit_test_teardown(what_can_not_be_made, free_all),
        cmocka_unit_test_teardown(odd_texts, free_all),
        cmocka_unit_test_teardown(generated_forms, free_all),
        cmocka_unit_test_teardown(example_forms, free_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
