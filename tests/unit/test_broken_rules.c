/* Rule sets full of faults: each is found at its line and column, all in one run, and nothing else is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "ziping/check.h"

#define FOLDER "tests/data/broken-rules/"

/* Adds `file:line:column CODE` for each finding of a rule set. */
static void list_findings(const char *name, struct buf *out) {
    struct arena a = {0};
    struct library l = {0};
    struct document d;
    struct score score;
    struct diags found = {.arena = &a};
    struct check_options options = {.lang = LANG_ZH};
    char path[256];
    snprintf(path, sizeof path, FOLDER "%s", name);
    assert_true(document_read(&a, &l, path, &d));
    assert_int_equal(d.kind, DOCUMENT_RULES);
    assert_true(check_document(&d, &options, &score, &found));
    for (size_t i = 0; i < found.n; i++) {
        const struct diag *f = &found.v[i];
        buf_printf(out, "%s:%u:%u %s\n", name, f->line, f->column, catalogue((enum code)f->code)->code);
    }
    library_free(&l);
    arena_free(&a);
}

static void every_fault_and_nothing_else(void **state) {
    static const char *const files[] = {"bands.ini", "lines.ini", "misspelt.ini", "nodes.ini", "sums.ini"};
    struct arena a = {0};
    struct str expected;
    struct buf found = {0};
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        list_findings(files[i], &found);
    }
    assert_int_equal(file_read(FOLDER "expected.txt", FILE_LIMIT, &a, &expected).status, FILE_OK);
    if (!str_eq(buf_str(&found), expected)) {
        print_error("found:\n%.*s\nexpected:\n%.*s\n", STR_ARG(buf_str(&found)), STR_ARG(expected));
        fail();
    }
    buf_free(&found);
    arena_free(&a);
}

/* The rule sets that are shipped: no error, and no more than the design knows of. */
static void shipped_rules_are_sound(void **state) {
    static const char *const files[] = {"forms/rules/mof-2020.ini", "forms/rules/kepu-2024.ini"};
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct arena a = {0};
        struct library l = {0};
        struct document d;
        struct score score;
        struct diags found = {.arena = &a};
        struct check_options options = {.lang = LANG_ZH};
        assert_true(document_read(&a, &l, files[i], &d));
        assert_true(check_document(&d, &options, &score, &found));
        assert_int_equal(found.count[SEV_ERROR], 0);
        /* Two names of the 2024 system carry a drafting note; level 1 is 10/55/30/5. */
        assert_int_equal(found.count[SEV_WARNING], i == 1 ? 2 : 0);
        assert_int_equal(found.count[SEV_NOTE], i == 1 ? 1 : 0);
        library_free(&l);
        arena_free(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_and_nothing_else),
        cmocka_unit_test(shipped_rules_are_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
