/* Memory that runs out: every allocation in turn fails while the 2024 form is read, checked, laid out, edited and
   written. Each time there is an error or a whole result, never a crash or a leak (the sanitizers watch). The calls of
   the program's own objects are intercepted by the linker (--wrap, see the Makefile). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ziping/check.h"
#include "ziping/layout.h"
#include "ziping/report.h"
#include "ziping/session.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);

static size_t calls, fail_at; /* the call that fails, from 1; 0: none */

static bool fails(void) {
    return ++calls == fail_at;
}

void *__wrap_malloc(size_t size) {
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size) {
    return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t size) {
    return fails() ? NULL : __real_realloc(p, size);
}

/* True when the whole way was gone. */
static bool check_the_form(void) {
    struct arena a = {0};
    struct library l = {0};
    struct document d;
    struct score score;
    struct diags found = {.arena = &a};
    struct check_options options = {.lang = LANG_ZH};
    struct buf out = {0};
    bool ok =
        document_read(&a, &l, "forms/kepu-2024.ini", &d) && d.form && check_document(&d, &options, &score, &found);
    for (size_t i = 0; ok && i < found.n; i++) {
        output_diag(&found.v[i], LANG_ZH, false, &out);
    }
    struct paper *p = ok ? paper_form(&a, d.form, &score, PAPER_PRINT) : NULL;
    ok = p && output_paper(p, d.form, 80, TEXT_NARROW, &out) && !out.failed;
    /* 11 errors, 6 warnings, 1 note: a finding is never dropped in silence. */
    assert_true(!ok || found.n == 18);
    buf_free(&out);
    library_free(&l);
    arena_free(&a);
    return ok;
}

static bool edit_the_form(void) {
    struct session s;
    struct buf out = {0};
    bool ok = session_open(&s, "forms/kepu-2024.ini", NULL, LANG_ZH) == W_EMPTY;
    if (ok) {
        int field = schema_field(s.form->schema, STR("output.quality.plan"), STR("reason"));
        ok = session_set(&s, field, STR("因天气改期，今后提前准备室内场地。")) && session_undo(&s) >= 0 &&
             session_redo(&s) >= 0;
        form_text(s.form, &out);
        ok = ok && !out.failed;
        /* What could not be set must not be half there. */
        assert_true(!ok || str_find(buf_str(&out), STR("因天气改期")) < out.n);
        session_close(&s);
    }
    buf_free(&out);
    return ok;
}

static void each_allocation(bool (*way)(void)) {
    size_t failed = 0;
    for (fail_at = 1;; fail_at++) {
        calls = 0;
        bool ok = way();
        if (calls < fail_at) { /* nothing failed any more */
            assert_true(ok);
            break;
        }
        failed += !ok;
    }
    fail_at = 0;
    assert_true(failed > 10);
}

static void checking(void **state) {
    (void)state;
    each_allocation(check_the_form);
}

static void editing(void **state) {
    (void)state;
    each_allocation(edit_the_form);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(checking), cmocka_unit_test(editing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
