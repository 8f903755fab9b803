/* What a journal has that its form hasn't. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/document.h"
#include "ziping/recover.h"

struct opened {
    struct arena a;
    struct library l;
    struct document d;
};

static void open_form(struct opened *o) {
    *o = (struct opened){0};
    assert_true(document_read(&o->a, &o->l, "forms/kepu-2024.ini", &o->d));
    assert_non_null(o->d.form);
}

static void close_form(struct opened *o) {
    library_free(&o->l);
    arena_free(&o->a);
}

#define REC(path, text)                                                                                                \
    { STR(path), STR(text) }

static void differences(void **state) {
    struct journal_record records[] = {REC("total.score", "90"),
                                       REC("goal.6.actual", "六"),
                                       REC("header.unit", "西城区科学技术协会"),
                                       REC("header.project", "科普"),
                                       REC("no.such.field", "x"),
                                       REC("nodot", "y"),
                                       REC("form.rules", "rules/kepu-2024.ini"),
                                       REC("Header.Department", "办公室")};
    struct journal_found found = {
        .state = JOURNAL_READ, .record = records, .records = 8, .typing = REC("header.project", "科普经")};
    struct opened o;
    struct recovery r;

    (void)state;
    open_form(&o);
    size_t goals = o.d.form->schema->goals;
    assert_true(recover_compare(&o.a, o.d.form, &found, &r));
    /* In the order of the paper; the unit is the same already, what is being typed counts. */
    assert_int_equal(r.rows, 4);
    assert_text(r.row[0].path, "header.project");
    assert_text(r.row[0].disk, "全区科普经费");
    assert_text(r.row[0].recovered, "科普经");
    assert_true(r.row[0].typing);
    assert_text(r.row[1].recovered, "办公室");
    assert_text(r.row[2].path, "goal.6.actual");
    assert_text(r.row[2].disk, "");
    assert_text(r.row[3].path, "total.score");
    assert_text(r.row[3].disk, "89.45");
    assert_false(r.row[3].typing);
    assert_int_equal(r.unknowns, 2);
    assert_text(r.unknown[0].path, "no.such.field");
    assert_true(recover_apply(&r));
    assert_text(form_get(r.form, STR("goal.6"), STR("actual")), "六");
    /* The form that was given is as it was. */
    assert_int_equal(o.d.form->schema->goals, goals);
    assert_text(form_get(o.d.form, STR("total"), STR("score")), "89.45");
    struct buf text = {0};
    form_text(r.form, &text);
    assert_true(str_find(buf_str(&text), STR("[goal.6]\nactual = \"六\"\n")) < text.n);
    assert_true(str_find(buf_str(&text), STR("score  = 90\n")) < text.n);
    buf_free(&text);
    close_form(&o);
}

/* A number of goals that nobody has is no row. */
static void hostile_paths(void **state) {
    struct journal_record records[] = {REC("goal.1000.actual", "x"),
                                       REC("goal.0.actual", "x"),
                                       REC("goal.99999999999999999999.actual", "x"),
                                       REC(".", "x"),
                                       REC(".actual", "x"),
                                       REC("goal.1.", "x")};
    struct journal_found found = {.state = JOURNAL_READ, .record = records, .records = 6};
    struct opened o;
    struct recovery r;

    (void)state;
    open_form(&o);
    assert_true(recover_compare(&o.a, o.d.form, &found, &r));
    assert_int_equal(r.rows, 0);
    assert_int_equal(r.unknowns, 6);
    close_form(&o);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(differences), cmocka_unit_test(hostile_paths)};
    return cmocka_run_group_tests_name("recover", tests, NULL, NULL);
}
