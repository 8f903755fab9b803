/* A form in a few words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/summary.h"

static struct arena arena;
static struct library library;

static int free_arena(void **state) {
    (void)state;
    arena_free(&arena);
    library_free(&library);
    return 0;
}

static struct summary read_summary(const char *path) {
    struct summary s;

    assert_true(summary_read(&arena, &library, path, LANG_ZH, &s));
    return s;
}

/* The findings are those that the design names for this form. */
static void the_2024_form(void **state) {
    struct summary s = read_summary("forms/kepu-2024.ini");

    (void)state;
    assert_int_equal(s.kind, DOCUMENT_FORM);
    assert_int_equal(s.why, W_EMPTY);
    assert_text(s.project, "全区科普经费");
    assert_text(s.unit, "西城区科学技术协会");
    assert_text(s.year, "2024");
    assert_text(s.total, "89.45");
    assert_text(s.grade, "良");
    assert_int_equal(s.count[SEV_ERROR], 11);
}

/* Without one of its scores a form has a sum, but no grade yet; without any it has neither. */
static void unfinished_forms(void **state) {
    struct str sound = support_read(&arena, "tests/data/sound-form.ini");

    (void)state;
    support_write(&arena, "sound-rules.ini", support_read(&arena, "tests/data/sound-rules.ini"));
    struct str part = support_change(&arena, sound, "[benefit.social.awareness] score = \"\"");
    struct summary s = read_summary(support_write(&arena, "part.ini", part));
    assert_true(s.total.n > 0);
    assert_text(s.grade, "");
    assert_true(s.count[SEV_ERROR] > 0);
    s = read_summary(support_write(&arena, "none.ini", STR("[form]\nformat = 1\nrules = sound-rules.ini\n")));
    assert_text(s.total, "");
    assert_text(s.grade, "");
    assert_text(s.project, "");
}

static void what_is_no_form(void **state) {
    struct summary s = read_summary("forms/rules/mof-2020.ini");

    (void)state;
    assert_int_equal(s.kind, DOCUMENT_RULES);
    assert_int_equal(s.why, W_NOT_A_FORM);
    assert_true(s.title.n > 0);
    s = read_summary(support_path(&arena, "missing.ini"));
    assert_int_equal(s.why, W_FILE_MISSING);
    s = read_summary(support_write(&arena, "nul.ini", (struct str){"[form]\n\0\n", 9}));
    assert_int_equal(s.why, W_NOT_TEXT);
    s = read_summary(support_write(&arena, "other.ini", STR("[x]\ny = 1\n")));
    assert_int_equal(s.why, W_NOT_A_FORM);
    s = read_summary(support_write(&arena, "lost.ini", STR("[form]\nformat = 1\nrules = nowhere.ini\n")));
    assert_int_equal(s.kind, DOCUMENT_FORM);
    assert_int_equal(s.why, W_NO_RULES);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_2024_form, free_arena),
        cmocka_unit_test_teardown(unfinished_forms, free_arena),
        cmocka_unit_test_teardown(what_is_no_form, free_arena),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
