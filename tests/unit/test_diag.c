/* The list of diagnostics: counting and order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ziping/diag.h"

static void add(struct diags *list, unsigned line, unsigned column, int code, enum severity severity) {
    struct diag d = {.code = code, .severity = severity, .line = line, .column = column};

    /* The number of the call, to tell equal ones apart. */
    d.arg[0].n = list->n;
    assert_true(diags_add(list, &d));
}

static bool in_order(const struct diag *x, const struct diag *y) {
    if (x->line != y->line) {
        return x->line < y->line;
    }
    if (x->column != y->column) {
        return x->column < y->column;
    }
    return x->code != y->code ? x->code < y->code : x->arg[0].n < y->arg[0].n;
}

static void counts(void **state) {
    struct arena a = {0};
    struct diags list = {.arena = &a};

    (void)state;
    add(&list, 1, 1, 5, SEV_ERROR);
    add(&list, 2, 1, 5, SEV_WARNING);
    add(&list, 3, 1, 5, SEV_ERROR);
    add(&list, 4, 1, 5, SEV_NOTE);
    assert_int_equal(list.n, 4);
    assert_int_equal(list.count[SEV_ERROR], 2);
    assert_int_equal(list.count[SEV_WARNING], 1);
    assert_int_equal(list.count[SEV_NOTE], 1);
    assert_int_equal(list.count[SEV_OFF], 0);
    arena_free(&a);
}

static void keeps_what_was_given(void **state) {
    struct arena a = {0};
    struct diags list = {.arena = &a};
    struct diag d = {.code = 3, .severity = SEV_NOTE, .line = 61, .column = 9, .path = STR("output.plan.reason")};

    (void)state;
    d.arg[4] = STR("5");
    d.suggestion = STR("weight");
    assert_true(diags_add(&list, &d));
    d.line = 0;
    assert_int_equal(list.v[0].line, 61);
    assert_ptr_equal(list.v[0].path.p, d.path.p);
    assert_true(str_eq(list.v[0].arg[4], STR("5")));
    assert_true(str_eq(list.v[0].suggestion, STR("weight")));
    arena_free(&a);
}

static void sort_small(void **state) {
    struct arena a = {0};
    struct diags list = {.arena = &a};
    static const unsigned order[] = {4, 3, 1, 5, 2, 0};

    (void)state;
    diags_sort(&list);
    assert_int_equal(list.n, 0);
    add(&list, 9, 1, 1, SEV_ERROR);
    diags_sort(&list);
    assert_int_equal(list.v[0].line, 9);
    add(&list, 3, 2, 7, SEV_ERROR);
    add(&list, 3, 2, 9, SEV_ERROR);
    add(&list, 3, 1, 9, SEV_ERROR);
    add(&list, 0, 0, 9, SEV_NOTE);
    add(&list, 3, 2, 7, SEV_WARNING);
    diags_sort(&list);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(list.v[i].arg[0].n, order[i]);
    }
    assert_int_equal(list.count[SEV_ERROR], 4);
    arena_free(&a);
}

static void sort_large(void **state) {
    struct arena a = {0};
    struct diags list = {.arena = &a};
    uint32_t seed = 1;
    size_t sum = 0;

    (void)state;
    for (size_t i = 0; i < 20000; i++) {
        seed = seed * 1664525 + 1013904223;
        add(&list, seed >> 8 & 63, seed >> 16 & 7, (int)(seed >> 20 & 3), SEV_ERROR);
    }
    for (int round = 0; round < 2; round++) { /* the second time it is sorted already */
        diags_sort(&list);
        sum = list.v[0].arg[0].n;
        for (size_t i = 1; i < list.n; i++) {
            assert_true(in_order(&list.v[i - 1], &list.v[i]));
            sum += list.v[i].arg[0].n;
        }
        assert_int_equal(sum, (size_t)19999 * 20000 / 2);
    }
    arena_free(&a);
}

static void sort_reversed(void **state) {
    struct arena a = {0};
    struct diags list = {.arena = &a};

    (void)state;
    for (unsigned i = 0; i < 101; i++) {
        add(&list, 101 - i, 1, -1, SEV_NOTE);
    }
    diags_sort(&list);
    for (unsigned i = 0; i < 101; i++) {
        assert_int_equal(list.v[i].line, i + 1);
    }
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts),     cmocka_unit_test(keeps_what_was_given), cmocka_unit_test(sort_small),
        cmocka_unit_test(sort_large), cmocka_unit_test(sort_reversed),
    };

    return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
