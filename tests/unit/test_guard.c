/* Keeping an open form safe: lock, journal, recovery, and other people's changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "support.h"
#include "ziping/guard.h"

#define NOW 1700000000

static struct arena arena;
static struct session session;
static struct guard guard;

static void open_form(const char *name) {
    assert_int_equal(session_open(&session, support_path(&arena, name), NULL, LANG_ZH), W_EMPTY);
    assert_true(guard_begin(&guard, &session, NULL, NOW));
}

static int start(void **state) {
    (void)state;
    support_write(&arena, "kepu-2024.ini", support_read(&arena, "forms/rules/kepu-2024.ini"));
    support_write(&arena, "mof-2020.ini", support_read(&arena, "forms/rules/mof-2020.ini"));
    support_write(
        &arena, "form.ini",
        support_change(&arena, support_read(&arena, "forms/kepu-2024.ini"), "[form] rules = kepu-2024.ini\n"));
    open_form("form.ini");
    return 0;
}

static int stop(void **state) {
    (void)state;
    guard_end(&guard, true, 0);
    session_close(&session);
    unlink(support_path(&arena, ".form.ini.ziping-journal"));
    unlink(support_path(&arena, ".form.ini.ziping-journal~"));
    arena_free(&arena);
    return 0;
}

/* As if the program had been killed: the journal stays as it is on the disk, and the lock's process has gone. */
static void crash(void) {
    journal_close(&guard.journal);
    guard.journaling = false;
    guard_end(&guard, false, 0);
    session_close(&session);
}

static bool there(const char *name) {
    struct stat st;
    return lstat(support_path(&arena, name), &st) == 0;
}

static int field(const char *section, const char *key) {
    int f = schema_field(session.form->schema, str_of(section), str_of(key));
    assert_true(f >= 0);
    return f;
}

static void set(const char *section, const char *key, const char *value) {
    assert_true(session_set(&session, field(section, key), str_of(value)));
}

static struct str get(const char *section, const char *key) {
    return form_get(session.form, str_of(section), str_of(key));
}

static void note(const char *path, const char *text, int64_t now) {
    assert_true(guard_note(&guard, str_of(path), str_of(text), now));
}

/* ---- the journal ---- */

static void nothing_is_written_before_a_change(void **state) {
    (void)state;
    note("", "", 1000);
    assert_int_equal(guard_due(&guard, 1000), -1);
    assert_int_equal(guard_flush(&guard, 9000), W_EMPTY);
    assert_false(there(".form.ini.ziping-journal"));
    assert_true(there(".form.ini.ziping-lock"));
}

static void changes_are_found_again(void **state) {
    (void)state;
    set("header", "project", "新项目");
    set("goal.4", "actual", "第四项");
    note("output.quality.plan.reason", "因为下", 1000);
    assert_true(guard_due(&guard, 1000) >= 0 && guard_due(&guard, 1000) <= 1000);
    assert_int_equal(guard_flush(&guard, 2000), W_EMPTY);
    assert_int_equal(guard_due(&guard, 2000), -1);
    crash();
    open_form("form.ini");
    assert_int_equal(guard.recovery.rows, 3);
    assert_text(get("header", "project"), "全区科普经费");
    assert_true(guard_recover(&guard));
    assert_text(get("header", "project"), "新项目");
    assert_text(get("goal.4", "actual"), "第四项");
    assert_text(get("output.quality.plan", "reason"), "因为下");
    assert_true(session_undo(&session) >= 0); /* all of it is one step */
    assert_text(get("header", "project"), "全区科普经费");
    assert_text(get("output.quality.plan", "reason"), "");
}

/* The journal of the earlier run goes on being good until the next one is written. */
static void recovered_twice(void **state) {
    (void)state;
    set("header", "project", "新项目");
    note("", "", 1000);
    assert_int_equal(guard_flush(&guard, 2000), W_EMPTY);
    for (int i = 0; i < 2; i++) {
        crash();
        open_form("form.ini");
        assert_int_equal(guard.recovery.rows, 1);
        assert_true(guard_recover(&guard));
        note("", "", 1000);
        if (i == 1) {
            assert_int_equal(guard_flush(&guard, 2000), W_EMPTY);
        }
    }
    crash();
    open_form("form.ini");
    assert_int_equal(guard.recovery.rows, 1);
}

static void what_is_taken_back_is_not_found(void **state) {
    (void)state;
    set("header", "project", "新项目");
    note("header.unit", "x", 1000);
    assert_int_equal(guard_flush(&guard, 2000), W_EMPTY);
    assert_true(session_undo(&session) >= 0);
    note("", "", 3000);
    assert_int_equal(guard_flush(&guard, 4000), W_EMPTY);
    crash();
    open_form("form.ini");
    assert_int_equal(guard.recovery.rows, 0);
    assert_false(there(".form.ini.ziping-journal"));
}

/* Texts that the form has no field for: they stay for a person to look at, and this run has its own journal. */
static void what_has_no_place_is_put_aside(void **state) {
    (void)state;
    for (int with_others = 0; with_others < 2; with_others++) {
        if (with_others) {
            set("header", "project", "新项目");
            note("", "", 1000);
        }
        assert_true(journal_set(&guard.journal, STR("no.such.field"), STR("nowhere"), 1000));
        assert_int_equal(guard_flush(&guard, 2000), W_EMPTY);
        crash();
        open_form("form.ini");
        assert_int_equal(guard_has_found(&guard), with_others);
        if (with_others) {
            assert_true(guard_recover(&guard));
        }
        set("header", "unit", with_others ? "单位" : "另一单位");
        note("", "", 3000);
        assert_int_equal(guard_flush(&guard, 4000), W_EMPTY);
        struct str aside = support_read(&arena, support_path(&arena, ".form.ini.ziping-journal~"));
        assert_true(str_find(aside, STR("nowhere")) < aside.n);
        struct str now = support_read(&arena, support_path(&arena, ".form.ini.ziping-journal"));
        assert_true(str_find(now, STR("nowhere")) == now.n);
        assert_true(str_find(now, STR("单位")) < now.n);
        unlink(support_path(&arena, ".form.ini.ziping-journal"));
        unlink(support_path(&arena, ".form.ini.ziping-journal~"));
    }
}

static void rows_that_come_and_go(void **state) {
    (void)state;
    int at = field("goal.1", "actual");
    struct str second = arena_copy(&arena, get("goal.2", "actual")),
               third = arena_copy(&arena, get("goal.3", "actual"));
    assert_int_equal(session_row(&session, SESSION_ROW_REMOVE, &at), W_EMPTY);
    note("", "", 1000);
    assert_int_equal(guard_flush(&guard, 2000), W_EMPTY);
    crash();
    open_form("form.ini");
    assert_true(guard_has_found(&guard));
    assert_true(guard_recover(&guard));
    assert_true(str_eq(get("goal.1", "actual"), second));
    assert_true(str_eq(get("goal.2", "actual"), third));
    assert_text(get("goal.4", "actual"), "");
}

static void saving_ends_it(void **state) {
    struct file_result r;
    (void)state;
    set("header", "project", "新项目");
    note("", "", 1000);
    assert_int_equal(guard_flush(&guard, 2000), W_EMPTY);
    assert_true(there(".form.ini.ziping-journal"));
    assert_int_equal(session_save(&session, false, &r), SESSION_SAVED);
    assert_true(guard_saved(&guard, NOW));
    assert_false(there(".form.ini.ziping-journal"));
    note("", "", 3000);
    assert_int_equal(guard_due(&guard, 3000), -1);
}

static void discarded_and_put_off(void **state) {
    (void)state;
    set("header", "project", "新项目");
    note("", "", 1000);
    assert_int_equal(guard_flush(&guard, 2000), W_EMPTY);
    crash();
    open_form("form.ini");
    guard_later(&guard);
    assert_true(session.read_only);
    assert_true(there(".form.ini.ziping-journal"));
    assert_false(there(".form.ini.ziping-lock"));
    crash();
    open_form("form.ini");
    assert_true(guard_has_found(&guard));
    assert_int_equal(guard_discard(&guard), W_EMPTY);
    assert_false(there(".form.ini.ziping-journal"));
    set("header", "project", "另一个");
    note("", "", 1000);
    assert_int_equal(guard_flush(&guard, 2000), W_EMPTY);
    assert_true(there(".form.ini.ziping-journal"));
}

static void a_damaged_journal_is_put_aside(void **state) {
    (void)state;
    crash();
    support_write(&arena, ".form.ini.ziping-journal", STR("nonsense\n"));
    open_form("form.ini");
    assert_false(guard_has_found(&guard));
    assert_true(there(".form.ini.ziping-journal~"));
    set("header", "project", "新项目");
    note("", "", 1000);
    assert_int_equal(guard_flush(&guard, 2000), W_EMPTY);
}

/* ---- the lock ---- */

static void the_second_one_only_reads(void **state) {
    struct session second;
    struct guard of_second;
    enum word why;
    (void)state;
    assert_int_equal(session_open(&second, support_path(&arena, "form.ini"), NULL, LANG_ZH), W_EMPTY);
    assert_true(guard_begin(&of_second, &second, NULL, NOW));
    assert_true(of_second.locked_out);
    assert_true(second.read_only);
    assert_int_equal(of_second.lock.state, LOCK_HELD);
    assert_false(guard_take_over(&of_second, NOW, &why));
    set("header", "project", "新项目");
    struct file_result r;
    assert_int_equal(session_save(&session, false, &r), SESSION_SAVED);
    guard_end(&guard, true, 0);
    assert_true(guard_take_over(&of_second, NOW, &why)); /* with what was saved meanwhile */
    assert_int_equal(why, W_EMPTY);
    assert_false(second.read_only);
    assert_text(form_get(second.form, STR("header"), STR("project")), "新项目");
    guard_end(&of_second, true, 0);
    session_close(&second);
}

/* ---- somebody else's changes ---- */

static void change_file(const char *changes) {
    struct str text = support_change(&arena, support_read(&arena, support_path(&arena, "form.ini")), changes);
    support_write(&arena, "form.ini", text);
}

static void other_fields_are_merged(void **state) {
    struct session_merge m;
    struct file_result r;
    (void)state;
    set("header", "project", "新项目");
    set("header", "department", "同一处");
    change_file("[header] unit = 另一单位\n[header] department = 同一处\n[goal.4] actual = 他们的\n");
    assert_int_equal(session_save(&session, false, &r), SESSION_CONFLICT);
    assert_true(session_merge_read(&session, &m));
    assert_int_equal(m.why, W_EMPTY);
    assert_int_equal(m.changes, 2);
    assert_int_equal(m.conflicts, 0);
    assert_true(session_merge_apply(&session, &m));
    session_merge_free(&m);
    assert_text(get("header", "unit"), "另一单位");
    assert_text(get("header", "project"), "新项目");
    assert_text(get("goal.4", "actual"), "他们的");
    assert_int_equal(session_save(&session, false, &r), SESSION_SAVED);
    struct str text = support_read(&arena, support_path(&arena, "form.ini"));
    assert_true(str_find(text, STR("另一单位")) < text.n);
    assert_true(str_find(text, STR("新项目")) < text.n);
}

static void the_same_field_is_asked_for(void **state) {
    struct session_merge m;
    (void)state;
    set("header", "project", "我的");
    set("header", "unit", "我的单位");
    change_file("[header] project = 他们的\n[header] unit = 他们的单位\n");
    assert_true(session_merge_read(&session, &m));
    assert_int_equal(m.conflicts, 2);
    assert_int_equal(m.changes, 0);
    assert_text(m.conflict[0].base, "全区科普经费");
    assert_text(m.conflict[0].mine, "我的");
    assert_text(m.conflict[0].theirs, "他们的");
    m.conflict[1].take_theirs = true;
    assert_true(session_merge_apply(&session, &m));
    session_merge_free(&m);
    assert_text(get("header", "project"), "我的");
    assert_text(get("header", "unit"), "他们的单位");
    assert_true(session_undo(&session) >= 0); /* taking theirs is one step */
    assert_text(get("header", "unit"), "我的单位");
}

static void what_can_not_be_merged(void **state) {
    struct session_merge m;
    (void)state;
    support_write(&arena, "form.ini", STR("[other]\nx = 1\n"));
    assert_true(session_merge_read(&session, &m));
    assert_int_equal(m.why, W_NOT_A_FORM);
    session_merge_free(&m);
    unlink(support_path(&arena, "form.ini"));
    assert_true(session_merge_read(&session, &m));
    assert_int_equal(m.why, W_FILE_MISSING);
    session_merge_free(&m);
}

static void saved_under_another_name(void **state) {
    struct file_result r;
    (void)state;
    set("header", "project", "新项目");
    r = session_save_as(&session, support_path(&arena, "nowhere/other.ini"), "./kepu-2024.ini", "");
    assert_int_equal(r.status, FILE_MISSING);
    assert_true(str_ends(session.path, STR("/form.ini")));
    assert_true(session_modified(&session) && !session.is_new);
    r = session_save_as(&session, support_path(&arena, "kepu-2024.ini"), "./kepu-2024.ini", "");
    assert_int_equal(r.status, FILE_EXISTS);
    assert_int_equal(session_save(&session, false, &r), SESSION_SAVED); /* under its old name, as ever */
    r = session_save_as(&session, support_path(&arena, "other.ini"), "./kepu-2024.ini", "");
    assert_int_equal(r.status, FILE_OK);
    assert_true(guard_saved(&guard, NOW));
    assert_true(there(".other.ini.ziping-lock"));
    assert_false(there(".form.ini.ziping-lock"));
    struct str text = support_read(&arena, support_path(&arena, "other.ini"));
    assert_true(str_find(text, STR("./kepu-2024.ini")) < text.n);
    assert_true(str_find(text, STR("新项目")) < text.n);
    unlink(support_path(&arena, "other.ini"));
}

#define T(f) cmocka_unit_test_setup_teardown(f, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(nothing_is_written_before_a_change),
        T(changes_are_found_again),
        T(recovered_twice),
        T(what_is_taken_back_is_not_found),
        T(what_has_no_place_is_put_aside),
        T(rows_that_come_and_go),
        T(saving_ends_it),
        T(discarded_and_put_off),
        T(a_damaged_journal_is_put_aside),
        T(the_second_one_only_reads),
        T(other_fields_are_merged),
        T(the_same_field_is_asked_for),
        T(what_can_not_be_merged),
        T(saved_under_another_name),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
