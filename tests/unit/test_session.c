/* A form being filled in: changes by path with undo and redo, and what follows from them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/session.h"

/* The form of 2024 and its rule files, in the folder of the tests. */
static int make_files(void **state) {
    struct arena a = {0};

    assert_int_equal(support_folder_make(state), 0);
    support_write(&a, "kepu-2024.ini", support_read(&a, "forms/rules/kepu-2024.ini"));
    support_write(&a, "mof-2020.ini", support_read(&a, "forms/rules/mof-2020.ini"));
    support_write(&a, "form.ini",
                  support_change(&a, support_read(&a, "forms/kepu-2024.ini"), "[form] rules = kepu-2024.ini\n"));
    arena_free(&a);
    return 0;
}

static void open_form(struct session *s) {
    struct arena a = {0};

    assert_int_equal(session_open(s, support_path(&a, "form.ini"), NULL, LANG_EN), W_EMPTY);
    arena_free(&a);
}

static int field(const struct session *s, const char *section, const char *key) {
    int f = schema_field(s->form->schema, str_of(section), str_of(key));

    assert_true(f >= 0);
    return f;
}

static void set(struct session *s, const char *section, const char *key, const char *value) {
    assert_true(session_set(s, field(s, section, key), str_of(value)));
    assert_text(form_get(s->form, str_of(section), str_of(key)), value);
}

static void computed(struct session *s, const char *section, const char *key, const char *value) {
    assert_text(session_computed(s, field(s, section, key)), value);
}

/* The name of the worst finding at a field, "" where there is none. */
static void found(const struct session *s, const char *section, const char *key, const char *name) {
    const struct diag *d = session_problem(s, field(s, section, key));

    assert_text(str_of(d ? catalogue((enum code)d->code)->name : ""), name);
}

static void opened(void **state) {
    struct session s;

    (void)state;
    open_form(&s);
    assert_false(s.is_new || s.read_only || session_modified(&s));
    assert_text(form_get(s.form, STR("header"), STR("project")), "全区科普经费");
    assert_int_equal(s.form->schema->goals, 5); /* four, and an empty row behind them */
    assert_dec(s.score.total, "89.45");
    assert_dec(s.score.all.weight, "100");
    assert_text(s.rules->grade[s.score.grade].name, "良");
    assert_int_equal(s.diags.count[SEV_ERROR], 11);
    session_close(&s);
}

static void undo_and_redo(void **state) {
    struct session s;
    int plan, executed;

    (void)state;
    open_form(&s);
    assert_int_equal(session_undo(&s), -1);
    assert_int_equal(session_redo(&s), -1);
    plan = field(&s, "output.quality.plan", "reason");
    executed = field(&s, "funds.total", "executed");
    assert_false(session_set(&s, plan, STR(""))); /* what it is already */
    set(&s, "output.quality.plan", "reason", "甲");
    set(&s, "funds.total", "executed", "100");
    set(&s, "output.quality.plan", "reason", "乙");
    assert_int_equal(session_undo(&s), plan);
    assert_text(form_value(s.form, plan), "甲");
    assert_int_equal(session_undo(&s), executed);
    assert_text(form_value(s.form, executed), "137.85");
    assert_int_equal(session_redo(&s), executed);
    assert_text(form_value(s.form, executed), "100");
    assert_int_equal(session_undo(&s), executed);
    assert_int_equal(session_undo(&s), plan);
    assert_text(form_value(s.form, plan), "");
    assert_int_equal(session_undo(&s), -1);
    assert_int_equal(session_redo(&s), plan);
    set(&s, "header", "unit", "丙"); /* what was undone is gone */
    assert_int_equal(session_redo(&s), -1);
    assert_text(form_value(s.form, plan), "甲");
    assert_text(form_value(s.form, executed), "137.85");
    s.read_only = true;
    assert_false(session_set(&s, plan, STR("丁")));
    assert_text(form_value(s.form, plan), "甲");
    session_close(&s);
}

/* A new row of goals moves all fields behind it: steps find theirs by path. */
static void undo_across_new_goals(void **state) {
    struct session s;
    int before, behind, goal;

    (void)state;
    open_form(&s);
    before = field(&s, "output.quality.plan", "reason");
    set(&s, "output.quality.plan", "reason", "方案调整");
    set(&s, "goal.5", "expected", "5.新目标");
    assert_int_equal(s.form->schema->goals, 6);
    behind = field(&s, "output.quality.plan", "reason");
    assert_int_equal(behind, before + 2); /* expected, actual */
    assert_text(form_value(s.form, behind), "方案调整");
    set(&s, "goal.6", "actual", "6.已完成");
    assert_int_equal(s.form->schema->goals, 7);
    goal = field(&s, "goal.6", "actual");
    assert_int_equal(session_undo(&s), goal);
    assert_text(form_value(s.form, goal), "");
    assert_int_equal(session_undo(&s), field(&s, "goal.5", "expected"));
    assert_text(form_get(s.form, STR("goal.5"), STR("expected")), "");
    behind = field(&s, "output.quality.plan", "reason");
    assert_int_equal(session_undo(&s), behind);
    assert_text(form_value(s.form, behind), "");
    assert_int_equal(session_redo(&s), behind);
    assert_int_equal(session_redo(&s), field(&s, "goal.5", "expected"));
    assert_int_equal(session_redo(&s), goal);
    assert_text(form_value(s.form, goal), "6.已完成");
    assert_text(form_value(s.form, behind), "方案调整");
    assert_int_equal(session_redo(&s), -1);
    session_close(&s);
}

/* One of the first four goals emptied takes no row away, and an empty row grows no other. */
static void goals_grow_by_one(void **state) {
    struct session s;

    (void)state;
    open_form(&s);
    set(&s, "goal.4", "expected", "");
    set(&s, "goal.4", "actual", "");
    assert_int_equal(s.form->schema->goals, 5);
    set(&s, "goal.5", "actual", "完成");
    assert_int_equal(s.form->schema->goals, 6);
    set(&s, "goal.5", "expected", "目标");
    assert_int_equal(s.form->schema->goals, 6);
    session_close(&s);
}

static void findings_follow(void **state) {
    struct session s;

    (void)state;
    open_form(&s);
    found(&s, "output.quality.plan", "reason", "reason-missing");
    found(&s, "output.quality.coverage", "reason", ""); /* full score: no reason is asked for */
    found(&s, "total", "score", "");
    set(&s, "output.quality.plan", "reason", "部分单位未按方案开展活动，已督促整改");
    found(&s, "output.quality.plan", "reason", "");
    assert_int_equal(s.diags.count[SEV_ERROR], 10);
    assert_int_equal(session_undo(&s), field(&s, "output.quality.plan", "reason"));
    found(&s, "output.quality.plan", "reason", "reason-missing");
    assert_int_equal(s.diags.count[SEV_ERROR], 11);
    session_redo(&s);
    assert_int_equal(s.diags.count[SEV_ERROR], 10);
    session_undo(&s);
    /* The full score needs no reason, but now the stated total is wrong: 89.45 - 3.85 + 5 = 90.60. */
    set(&s, "output.quality.plan", "score", "5");
    found(&s, "output.quality.plan", "reason", "");
    found(&s, "total", "score", "scores-not-total");
    assert_dec(s.score.total, "90.6");
    assert_text(s.rules->grade[s.score.grade].name, "优");
    set(&s, "total", "score", "90.6");
    found(&s, "total", "score", "");
    session_undo(&s);
    session_undo(&s);
    assert_dec(s.score.total, "89.45");
    found(&s, "total", "score", "");
    session_close(&s);
}

/* Every error and warning has a field, they are in the fields' order, and the worst of a field comes first. */
static void problems_in_order(void **state) {
    struct session s;
    size_t count[SEV_ERROR + 1] = {0};

    (void)state;
    open_form(&s);
    for (size_t i = 0; i < s.problems; i++) {
        const struct problem *p = &s.problem[i];

        assert_true(p->field >= 0 && (size_t)p->field < s.form->schema->fields);
        count[p->diag->severity]++;
        if (i > 0 && p->field == p[-1].field) {
            assert_true(p->diag->severity <= p[-1].diag->severity);
        } else {
            assert_true(i == 0 || p->field > p[-1].field);
            assert_ptr_equal(session_problem(&s, p->field), p->diag);
        }
    }
    assert_int_equal(count[SEV_ERROR], 11);
    assert_int_equal(count[SEV_WARNING], s.diags.count[SEV_WARNING]);
    assert_true(count[SEV_WARNING] >= 5); /* the budget, goal 2's 30%, three names */
    session_close(&s);
}

/* With two findings at a field the worse one counts, whatever their codes: F201 is a note here, F215 a warning. */
static void worst_first(void **state) {
    struct arena a = {0};
    struct session s;
    struct str rules = support_read(&a, "forms/rules/kepu-2024.ini"), form = support_read(&a, "forms/kepu-2024.ini");

    (void)state;
    support_write(&a, "lenient.ini", support_change(&a, rules, "[severity] score-over-weight = note\n"));
    form = support_change(&a, form, "[form] rules = lenient.ini\n[output.quality.plan] score = 6.123\n");
    assert_int_equal(session_open(&s, support_write(&a, "over.ini", form), NULL, LANG_ZH), W_EMPTY);
    found(&s, "output.quality.plan", "score", "too-many-decimals");
    set(&s, "output.quality.plan", "score", "6.12");
    found(&s, "output.quality.plan", "score", "score-over-weight");
    session_close(&s);
    arena_free(&a);
}

static int problem_field(const struct session *s, int from, bool forward) {
    int i = session_next_problem(s, from, forward);

    assert_true(i >= 0 && (size_t)i < s->problems);
    return s->problem[i].field;
}

static void next_problem(void **state) {
    struct session s;
    int first, last, at, n = 1, back = 1;

    (void)state;
    open_form(&s);
    first = problem_field(&s, -1, true);
    last = problem_field(&s, (int)s.form->schema->fields, false);
    assert_int_equal(first, s.problem[0].field);
    assert_int_equal(last, s.problem[s.problems - 1].field);
    assert_true(first < last);
    for (at = first; at != last; n++) {
        int next = problem_field(&s, at, true);

        assert_true(next > at);
        for (int between = at + 1; between < next; between++) {
            assert_null(session_problem(&s, between));
            assert_int_equal(problem_field(&s, between, true), next);
            assert_int_equal(problem_field(&s, between, false), at);
        }
        at = next;
    }
    assert_int_equal(problem_field(&s, last, true), first); /* round the end */
    assert_int_equal(problem_field(&s, first, false), last);
    for (; at != first; back++) {
        at = problem_field(&s, at, false);
    }
    assert_int_equal(back, n);
    assert_true(n >= 12); /* 11 reasons are missing, and the budget changed */
    s.problems = 1;
    assert_int_equal(session_next_problem(&s, first, true), 0); /* the only one is its own next */
    assert_int_equal(session_next_problem(&s, first, false), 0);
    s.problems = 0;
    assert_int_equal(session_next_problem(&s, 0, true), -1);
    assert_int_equal(session_next_problem(&s, 0, false), -1);
    assert_null(session_problem(&s, first));
    session_close(&s);
}

/* Rate 100 / 137.85 = 72.5426 %, points 10 × 0.725426 = 7.25, total 89.45 - 10 + 7.25 = 86.70. */
static void computed_values(void **state) {
    struct session s;

    (void)state;
    open_form(&s);
    computed(&s, "total", "score", ""); /* it is stated */
    computed(&s, "total", "grade", "良");
    computed(&s, "output.quality.plan", "reason", "");
    set(&s, "total", "score", "");
    computed(&s, "total", "score", "89.45");
    set(&s, "funds.total", "rate", "");
    computed(&s, "funds.total", "rate", "100%");
    set(&s, "funds.total", "executed", "100");
    computed(&s, "funds.total", "rate", "72.54%");
    computed(&s, "funds.total", "score", "");
    set(&s, "funds.total", "score", "");
    computed(&s, "funds.total", "score", "7.25");
    computed(&s, "total", "score", "89.45");
    set(&s, "budget.execution.rate", "score", "");
    computed(&s, "budget.execution.rate", "score", "7.25");
    computed(&s, "total", "score", "86.7");
    set(&s, "output.quality.plan", "score", "");
    computed(&s, "total", "score", "82.85"); /* 86.70 - 3.85 */
    computed(&s, "total", "grade", "");      /* not before all scores are there */
    session_undo(&s);
    computed(&s, "total", "grade", "良");
    session_close(&s);
}

static void last_of(const struct session *s, const char *section, const char *key, enum last_year how,
                    const char *value) {
    struct str last;
    int f = field(s, section, key);

    assert_int_equal(session_last(s, f, s->form->value[f], &last), how);
    assert_text(last, value);
}

/* Last year's form, named on the command line or by the form itself. */
static void held_against_last_year(void **state) {
    struct arena a = {0};
    struct session s;
    struct str bytes = support_read(&a, "forms/kepu-2024.ini");
    const char *last = support_path(&a, "last.ini");

    (void)state;
    support_write(&a, "last.ini",
                  support_change(&a, bytes,
                                 "[form] rules = kepu-2024.ini\n[header] year = 2023\n"
                                 "[funds.total] initial = 138.4\n[header] project = \"旧\"\n"
                                 "[output.quality.plan] score = \"\"\n"));
    open_form(&s);
    assert_null(s.last);
    last_of(&s, "header", "year", LAST_UNKNOWN, "");
    assert_int_equal(session_compare(&s, support_path(&a, "none.ini")), W_FILE_MISSING);
    assert_int_equal(session_compare(&s, support_path(&a, "kepu-2024.ini")), W_NOT_A_FORM);
    assert_null(s.last);
    assert_int_equal(session_compare(&s, last), W_EMPTY);
    last_of(&s, "header", "year", LAST_DIFFERS, "2023");
    last_of(&s, "header", "project", LAST_DIFFERS, "旧");
    last_of(&s, "funds.total", "initial", LAST_SAME, "138.4"); /* 138.40 */
    last_of(&s, "output.quality.plan", "score", LAST_DIFFERS, "");
    last_of(&s, "output.quality.plan", "reason", LAST_SAME, "");
    session_close(&s);

    support_write(&a, "form.ini", support_change(&a, bytes, "[form] rules = kepu-2024.ini\n[form] last = last.ini\n"));
    open_form(&s);
    assert_int_equal(s.last_wrong, W_EMPTY);
    last_of(&s, "header", "year", LAST_DIFFERS, "2023");
    for (size_t i = 0; i < s.diags.n; i++) {
        assert_int_not_equal(s.diags.v[i].code, CHECK_UNKNOWN_KEY);
    }
    session_close(&s);

    support_write(&a, "form.ini", support_change(&a, bytes, "[form] rules = kepu-2024.ini\n[form] last = gone.ini\n"));
    open_form(&s); /* no reason not to open this one */
    assert_int_equal(s.last_wrong, W_FILE_MISSING);
    assert_null(s.last);
    session_close(&s);
    support_write(&a, "form.ini", support_change(&a, bytes, "[form] rules = kepu-2024.ini\n"));
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opened),
        cmocka_unit_test(undo_and_redo),
        cmocka_unit_test(undo_across_new_goals),
        cmocka_unit_test(goals_grow_by_one),
        cmocka_unit_test(findings_follow),
        cmocka_unit_test(problems_in_order),
        cmocka_unit_test(held_against_last_year),
        cmocka_unit_test(worst_first),
        cmocka_unit_test(next_problem),
        cmocka_unit_test(computed_values),
    };

    return cmocka_run_group_tests_name("session", tests, make_files, support_folder_remove);
}
