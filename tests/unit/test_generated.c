/* Thousands of generated forms: nothing is found where everything agrees, and a fault is found where it was put. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "generate.h"
#include "ziping/check.h"

#define CONSISTENT 9000
#define WRONG 1000

struct checked {
    struct diags rules, form;
};

static bool is_arithmetic(enum code code) {
    return catalogue(code)->code[0] == 'F' && catalogue(code)->code[1] == '2';
}

/* Both texts as the program checks them, without files. */
static struct checked check(struct arena *a, const struct generated *g) {
    static const struct check_options options = {0};
    struct checked c = {.rules = {.arena = a}, .form = {.arena = a}};
    struct document rules = {.path = STR("rules.ini"), .kind = DOCUMENT_RULES};
    struct document form = {.path = STR("form.ini"), .kind = DOCUMENT_FORM};
    struct score score;

    rules.rules = form.rules = ruleset_from(a, "rules.ini", g->rules);
    assert_non_null(rules.rules);
    rules.doc = rules.rules->file[0].doc;
    assert_int_equal(ini_scan(a, g->form, &form.doc), INI_OK);
    const struct schema *schema = schema_build(a, form.rules, &form.doc, 1);
    assert_non_null(schema);
    form.form = form_read(a, schema, &form.doc);
    assert_non_null(form.form);
    assert_true(check_document(&rules, &options, &score, &c.rules));
    assert_true(check_document(&form, &options, &score, &c.form));
    return c;
}

/* ---- what is printed of a failure ---- */

static void print_findings(const struct diags *found) {
    for (size_t i = 0; i < found->n; i++) {
        const struct diag *d = &found->v[i];
        struct buf message = {0};
        catalogue_message(d, 0, &message);
        fprintf(stderr, "%.*s:%u: %.*s: %.*s [%s]\n", STR_ARG(d->file), d->line, STR_ARG(d->path),
                STR_ARG(buf_str(&message)), catalogue((enum code)d->code)->code);
        buf_free(&message);
    }
}

static void give_up(uint64_t seed, const struct generated *g, const struct checked *c, const char *what) {
    fprintf(stderr, "seed %llu: %s\n---- rules.ini\n%.*s---- form.ini\n%.*s----\n", (unsigned long long)seed, what,
            STR_ARG(g->rules), STR_ARG(g->form));
    print_findings(&c->rules);
    print_findings(&c->form);
    fail();
}

/* ---- tests ---- */

static void nothing_where_all_agrees(void **state) {
    struct arena a = {0};

    (void)state;
    for (uint64_t seed = 1; seed <= CONSISTENT; seed++) {
        struct generated g = generate(&a, seed);
        struct checked c = check(&a, &g);
        size_t arithmetic = 0;
        for (size_t i = 0; i < c.form.n; i++) {
            arithmetic += is_arithmetic((enum code)c.form.v[i].code);
        }
        if (c.rules.count[SEV_ERROR] + c.form.count[SEV_ERROR] + c.form.count[SEV_WARNING] + arithmetic > 0) {
            give_up(seed, &g, &c, "a consistent form has findings");
        }
        arena_reset(&a);
    }
    arena_free(&a);
}

/* The checks of F2, one after the other. */
static enum code fault_of(uint64_t seed) {
    static enum code codes[CHECKS];
    static size_t n;
    if (n == 0) {
        for (int code = 0; code < CHECKS; code++) {
            codes[n] = (enum code)code;
            n += is_arithmetic((enum code)code);
        }
    }
    return codes[seed % n];
}

/* What follows from some faults: a wrong weight makes a wrong sum, too much paid of a part is too much paid of the
 * whole. */
static bool follows(enum code code, enum code other) {
    bool weight = code == CHECK_WEIGHT_DIFFERS || code == CHECK_WEIGHTS_NOT_TOTAL;
    return (weight && (other == CHECK_WEIGHT_DIFFERS || other == CHECK_WEIGHTS_NOT_TOTAL)) ||
           other == CHECK_ALL_FULL_SCORE || (code == CHECK_RATE_OVER_100 && other == code);
}

/* It is found once, and nothing of its group that doesn't follow from it. */
static void a_fault_where_it_is(void **state) {
    struct arena a = {0};

    (void)state;
    for (uint64_t seed = CONSISTENT + 1; seed <= CONSISTENT + WRONG; seed++) {
        enum code code = fault_of(seed);
        struct generated g = generate_fault(&a, seed, code);
        struct checked c = check(&a, &g);
        size_t found = 0, others = 0;
        for (size_t i = 0; i < c.form.n; i++) {
            enum code other = (enum code)c.form.v[i].code;
            bool here = other == code && str_eq(c.form.v[i].path, g.path);
            found += here;
            others += !here && is_arithmetic(other) && !follows(code, other);
        }
        if (found != 1 || others > 0 || c.rules.count[SEV_ERROR] > 0) {
            char what[160];
            snprintf(what, sizeof what, "%s is not the one finding at %.*s", catalogue(code)->name, STR_ARG(g.path));
            give_up(seed, &g, &c, what);
        }
        arena_reset(&a);
    }
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_where_all_agrees),
                                       cmocka_unit_test(a_fault_where_it_is)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
