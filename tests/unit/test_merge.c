/* Two people's changes put together, by field. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/merge.h"

#define BASE                                                                                                           \
    "; the form\n[form]\nformat = 1\n\n[header]\nunit = \"科协\" ; note\nproject = \"科普\"\n\n"                   \
    "[goal.1]\nexpected = \"一\"\nactual = \"\"\n\n[goal.2]\nexpected = \"二\"\n\n; foot\n[total]\nscore = 89\n"

static struct ini_doc scan(struct arena *a, struct str text) {
    struct ini_doc doc;

    assert_int_equal(ini_scan(a, text, &doc), INI_OK);
    return doc;
}

/* The merge of BASE with two lists of changes (support_change); says how many conflicts there are. */
static struct str merged(struct arena *a, const char *mine, const char *theirs, size_t *conflicts) {
    struct str text = STR(BASE);
    struct ini_doc b = scan(a, text), m = scan(a, support_change(a, text, mine)),
                   t = scan(a, support_change(a, text, theirs));
    struct merge result;
    struct buf out = {0};

    assert_true(merge_compare(a, &b, &m, &t, &result));
    merge_text(&result, &m, &out);
    assert_false(out.failed);
    *conflicts = result.conflicts;
    return buf_keep(&out, a);
}

static void clean(const char *mine, const char *theirs, const char *wanted) {
    struct arena a = {0};
    size_t conflicts;
    struct str text = merged(&a, mine, theirs, &conflicts);

    assert_int_equal(conflicts, 0);
    assert_text(text, support_change(&a, STR(BASE), wanted).p);
    arena_free(&a);
}

static void without_conflict(void **state) {
    (void)state;
    clean("", "", "");
    clean("[header] project = \"科学\"\n", "", "[header] project = \"科学\"\n");
    clean("", "[header] project = \"科学\"\n", "[header] project = \"科学\"\n");
    /* different fields of one section */
    clean("[goal.1] expected = \"甲\"\n", "[goal.1] actual = \"乙\"\n",
          "[goal.1] expected = \"甲\"\n[goal.1] actual = \"乙\"\n");
    /* the same change on both sides */
    clean("[total] score = 90\n", "[total] score = 90\n", "[total] score = 90\n");
    /* a key added, a key taken out */
    clean("[header] department = \"科普部\"\n", "[total] grade = \"良\"\n",
          "[header] department = \"科普部\"\n[total] grade = \"良\"\n");
    clean("[header] -project\n", "[total] score = 90\n", "[header] -project\n[total] score = 90\n");
    clean("[total] score = 90\n", "[header] -project\n", "[header] -project\n[total] score = 90\n");
    /* an empty key says what a missing one says */
    clean("[goal.2] actual = \"做了\"\n", "[goal.2] actual = \"\"\n", "[goal.2] actual = \"做了\"\n");
    clean("[goal.1] -actual\n", "[goal.1] actual = \"做了\"\n", "[goal.1] -actual\n[goal.1] actual = \"做了\"\n");
}

/* A row of goals that theirs added or took out. */
static void rows_of_goals(void **state) {
    struct arena a = {0};
    size_t conflicts;

    (void)state;
    struct str text = merged(&a, "[total] score = 90\n", "-[goal.2]\n", &conflicts);
    assert_int_equal(conflicts, 0);
    assert_true(str_find(text, STR("goal.2")) == text.n);
    assert_true(str_find(text, STR("; foot\n")) < text.n);
    assert_true(str_find(text, STR("score = 90\n")) < text.n);
    /* Behind the section that stands before it there. */
    struct ini_doc b = scan(&a, STR(BASE)),
                   t = scan(&a, STR("[goal.1]\nexpected = \"一\"\n[goal.3]\nexpected = \"三\"\n"));
    struct merge m;
    struct buf out = {0};
    struct ini_doc none = scan(&a, STR("[goal.1]\nexpected = \"一\"\n"));
    assert_true(merge_compare(&a, &none, &b, &t, &m));
    merge_text(&m, &b, &out);
    struct ini_doc doc = scan(&a, buf_keep(&out, &a));
    const struct ini_section *one = ini_find_section(&doc, STR("goal.1")),
                             *three = ini_find_section(&doc, STR("goal.3"));
    assert_non_null(three);
    assert_ptr_equal(three, one + 1);
    /* Mine put a key where theirs took the section out: the section stays with it. */
    text = merged(&a, "[goal.2] actual = \"做了\"\n", "-[goal.2]\n", &conflicts);
    assert_int_equal(conflicts, 0);
    struct ini_doc kept = scan(&a, text);
    assert_text(ini_find(&kept, STR("goal.2"), STR("actual"))->value, "做了");
    assert_null(ini_find(&kept, STR("goal.2"), STR("expected")));
    arena_free(&a);
}

static void conflicts_marked(void **state) {
    struct arena a = {0};
    size_t conflicts;
    struct str text = merged(&a, "[total] score = 90\n[header] unit = \"甲\"\n",
                             "[total] score = 91\n[header] unit = \"乙\\\\n\"\n", &conflicts);

    (void)state;
    assert_int_equal(conflicts, 2);
    assert_true(str_find(text, STR("\n; CONFLICT header.unit\n; base = \"科协\"\n; theirs = \"乙&#92;&#92;n\"\n"
                                   "unit = \"甲\"")) < text.n);
    assert_true(str_ends(text, STR("\n; CONFLICT total.score\n; base = 89\n; theirs = 91\nscore = 90\n")));
    /* The comments aside, it reads as mine. */
    struct ini_doc doc = scan(&a, text);
    assert_int_equal(doc.faults, 0);
    assert_text(ini_find(&doc, STR("total"), STR("score"))->value, "90");
    /* Mine took out what theirs changed: the mark stands at the end. */
    text = merged(&a, "[total] -score\n", "[total] score = 91\n", &conflicts);
    assert_int_equal(conflicts, 1);
    assert_true(str_ends(text, STR("; CONFLICT total.score\n; base = 89\n; theirs = 91\n")));
    /* Theirs took out what mine changed. */
    text = merged(&a, "[total] score = 91\n", "[total] -score\n", &conflicts);
    assert_int_equal(conflicts, 1);
    assert_true(str_ends(text, STR("; CONFLICT total.score\n; base = 89\n; (theirs: -)\nscore = 91\n")));
    /* Both added the same row with different words. */
    text = merged(&a, "+[goal.3]\n[goal.3] expected = \"甲\"\n", "+[goal.3]\n[goal.3] expected = \"乙\"\n", &conflicts);
    assert_int_equal(conflicts, 1);
    assert_true(str_find(text, STR("; CONFLICT goal.3.expected\n; (base: -)\n; theirs = \"乙\"\nexpected = \"甲\"\n")) <
                text.n);
    arena_free(&a);
}

/* A long value is shown over several lines, none longer than iniparser takes. */
static void long_values(void **state) {
    struct arena a = {0};
    struct buf b = {0};
    size_t conflicts;

    (void)state;
    buf_text(&b, "[total] score = \"");
    for (int i = 0; i < 290; i++) {
        buf_text(&b, "长");
    }
    buf_text(&b, "\"\n");
    buf_char(&b, '\0');
    struct str text = merged(&a, "[total] score = 90\n", b.p, &conflicts);
    struct ini_doc doc = scan(&a, text);
    assert_int_equal(conflicts, 1);
    assert_int_equal(doc.faults, 0);
    assert_true(str_find(text, STR("\n; theirs = \"长")) < text.n);
    buf_free(&b);
    arena_free(&a);
}

/* Whatever one side did and the other didn't is in the result, whichever side is mine. */
static void either_way_round(void **state) {
    static const char *const changes[] = {"",
                                          "[header] unit = \"甲\"\n",
                                          "[header] -project\n",
                                          "[total] grade = \"良\"\n",
                                          "[goal.1] actual = \"做&#10;了\"\n",
                                          "+[notes]\n[notes] more = \"x\"\n"};
    size_t n = sizeof changes / sizeof *changes;

    (void)state;
    for (size_t i = 0; i < n * n; i++) {
        struct arena a = {0};
        size_t conflicts;
        struct ini_doc x = scan(&a, merged(&a, changes[i / n], changes[i % n], &conflicts)),
                       y = scan(&a, merged(&a, changes[i % n], changes[i / n], &conflicts));
        struct merge m;
        assert_true(merge_compare(&a, &x, &x, &y, &m));
        assert_int_equal(m.rows, 0);
        arena_free(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(without_conflict), cmocka_unit_test(rows_of_goals),
                                       cmocka_unit_test(conflicts_marked), cmocka_unit_test(long_values),
                                       cmocka_unit_test(either_way_round)};
    return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
