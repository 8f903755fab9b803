/* Which checks a field is held to: every finding at a field is by one of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glob.h>

#include "support.h"
#include "ziping/check.h"
#include "ziping/governing.h"

static bool holds(const enum code *code, size_t n, int wanted) {
    for (size_t i = 0; i < n; i++) {
        if ((int)code[i] == wanted) {
            return true;
        }
    }
    return false;
}

static int field_at(const struct schema *s, struct str path) {
    size_t dot = path.n;
    while (dot > 0 && path.p[dot - 1] != '.') {
        dot--;
    }
    return dot == 0 ? -1 : schema_field(s, str_sub(path, 0, dot - 1), str_sub(path, dot, path.n));
}

static size_t hold_file(const char *path) {
    struct arena a = {0};
    struct library l = {0};
    struct document d;
    struct score score;
    struct diags found = {.arena = &a};
    struct check_options options = {.lang = LANG_EN};
    enum code code[CHECKS];
    size_t held = 0;
    assert_true(document_read(&a, &l, path, &d) && check_document(&d, &options, &score, &found));
    for (size_t i = 0; d.form && i < found.n; i++) {
        const char *name = catalogue((enum code)found.v[i].code)->name;
        int field = field_at(d.form->schema, found.v[i].path);
        if (field < 0 || catalogue((enum code)found.v[i].code)->code[0] != 'F') {
            continue;
        }
        size_t n = governing_checks(d.form->schema, field, code);
        if (!holds(code, n, found.v[i].code)) {
            fail_msg("%s: %s at %.*s", path, name, STR_ARG(found.v[i].path));
        }
        held++;
    }
    library_free(&l);
    arena_free(&a);
    return held;
}

static void every_finding_of_the_examples(void **state) {
    glob_t files = {0};
    size_t held = hold_file("forms/kepu-2024.ini");
    (void)state;
    assert_int_equal(glob("tests/examples/*/*.ini", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        held += hold_file(files.gl_pathv[i]);
    }
    globfree(&files);
    assert_true(held > 100);
}

static void of_one_field(void **state) {
    struct arena a = {0};
    struct library l = {0};
    const struct ruleset *rules = library_rules(&l, "forms/rules/reason-100.ini");
    enum code code[CHECKS];
    (void)state;
    const struct schema *s = library_schema(&l, rules, 1);
    assert_non_null(s);
    size_t n = governing_checks(s, schema_field(s, STR("header"), STR("project")), code);
    assert_int_equal(n, 3);
    assert_true(code[0] == CHECK_REQUIRED_EMPTY && code[1] == CHECK_TEMPLATE_TEXT && code[2] == CHECK_PERSONAL_DATA);
    for (size_t i = 0; i < s->fields; i++) { /* [limits] reason = 100 */
        assert_int_equal(schema_limit(s, (int)i), s->field[i].id == KEY_REASON ? 100 : 0);
        n = governing_checks(s, (int)i, code);
        assert_int_equal(holds(code, n, CHECK_TEXT_TOO_LONG), s->field[i].id == KEY_REASON);
    }
    library_free(&l);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_finding_of_the_examples),
        cmocka_unit_test(of_one_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
