/* A form being filled in and its file: opening, saving, and somebody else's changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"
#include "ziping/session.h"

/* The form of 2024 and its rule files, anew for each test. */
static int make_files(void **state) {
    struct arena a = {0};

    (void)state;
    unlink(support_path(&a, "new.ini"));
    unlink(support_path(&a, "form.ini"));
    support_write(&a, "kepu-2024.ini", support_read(&a, "forms/rules/kepu-2024.ini"));
    support_write(&a, "mof-2020.ini", support_read(&a, "forms/rules/mof-2020.ini"));
    support_write(&a, "form.ini",
                  support_change(&a, support_read(&a, "forms/kepu-2024.ini"), "[form] rules = kepu-2024.ini\n"));
    arena_free(&a);
    return 0;
}

static enum word try_open(const char *name, const char *rules) {
    struct arena a = {0};
    struct session s;
    struct session_new begin = {rules ? support_path(&a, rules) : NULL, rules, NULL, NULL};
    enum word why = session_open(&s, support_path(&a, name), rules ? &begin : NULL, LANG_ZH);

    if (why != W_EMPTY) { /* then nothing is left of it */
        assert_null(s.form);
        assert_null(s.step);
        assert_null(s.arena.block);
        assert_null(s.now.block);
    }
    session_close(&s);
    arena_free(&a);
    return why;
}

static void open_form(struct session *s) {
    struct arena a = {0};

    assert_int_equal(session_open(s, support_path(&a, "form.ini"), NULL, LANG_EN), W_EMPTY);
    arena_free(&a);
}

static void set(struct session *s, const char *section, const char *key, const char *value) {
    int f = schema_field(s->form->schema, str_of(section), str_of(key));

    assert_true(f >= 0);
    assert_true(session_set(s, f, str_of(value)));
}

static void save(struct session *s) {
    struct file_result r;

    assert_int_equal(session_save(s, false, &r), SESSION_SAVED);
    assert_int_equal(r.status, FILE_OK);
}

/* The bytes of form.ini as they are now. */
static struct str on_disk(struct arena *a) {
    return support_read(a, support_path(a, "form.ini"));
}

static int files_in_folder(void) {
    struct arena a = {0};
    DIR *d = opendir(support_path(&a, "."));
    int n = 0;

    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));) {
        n += e->d_name[0] != '.' || e->d_name[1] != '\0';
    }
    closedir(d);
    arena_free(&a);
    return n;
}

static void what_can_not_be_opened(void **state) {
    struct arena a = {0};

    (void)state;
    assert_int_equal(try_open("form.ini", NULL), W_EMPTY);
    assert_int_equal(try_open("none.ini", NULL), W_FILE_MISSING);
    assert_int_equal(try_open("none.ini", "none-either.ini"), W_NO_RULES);
    assert_int_equal(try_open(".", NULL), W_FILE_DIRECTORY);
    assert_int_equal(try_open("kepu-2024.ini", NULL), W_NOT_A_FORM); /* a rule set */
    support_write(&a, "bad.ini", STR("[other]\nkey = value\n"));
    assert_int_equal(try_open("bad.ini", NULL), W_NOT_A_FORM);
    support_write(&a, "bad.ini", STR(""));
    assert_int_equal(try_open("bad.ini", NULL), W_NOT_A_FORM);
    support_write(&a, "bad.ini", STR("PK\3\4\0\0\377\377"));
    assert_int_equal(try_open("bad.ini", NULL), W_NOT_TEXT);
    support_write(&a, "bad.ini", STR("[form]\nrules = none.ini\n"));
    assert_int_equal(try_open("bad.ini", NULL), W_NO_RULES);
    support_write(&a, "bad.ini", STR("[form]\nformat = 1\n"));
    assert_int_equal(try_open("bad.ini", NULL), W_NO_RULES);
    /* A file that is there is never taken for a new form, whatever is wrong with it. */
    assert_int_equal(try_open("bad.ini", "kepu-2024.ini"), W_NO_RULES);
    unlink(support_path(&a, "bad.ini"));
    arena_free(&a);
}

static void modified_flag(void **state) {
    struct session s;

    (void)state;
    open_form(&s);
    assert_false(session_modified(&s));
    set(&s, "header", "unit", "甲");
    assert_true(session_modified(&s));
    session_undo(&s);
    assert_false(session_modified(&s));
    session_redo(&s);
    assert_true(session_modified(&s));
    save(&s);
    assert_false(session_modified(&s));
    session_undo(&s);
    assert_true(session_modified(&s));
    session_redo(&s);
    assert_false(session_modified(&s));
    set(&s, "header", "unit", "乙");
    save(&s);
    session_undo(&s);
    set(&s, "header", "unit", "丙"); /* as many steps as when it was saved, but another one */
    assert_true(session_modified(&s));
    session_undo(&s);
    assert_true(session_modified(&s));
    session_redo(&s);
    save(&s);
    assert_false(session_modified(&s));
    session_close(&s);
}

/* Undo goes on across a save, and the next save writes what came of it. */
static void undo_across_saves(void **state) {
    struct arena a = {0};
    struct session s;
    struct str before;

    (void)state;
    open_form(&s);
    before = on_disk(&a);
    set(&s, "output.quality.plan", "score", "5");
    set(&s, "goal.5", "expected", "新目标");
    save(&s);
    assert_false(str_eq(on_disk(&a), before));
    assert_true(session_undo(&s) >= 0 && session_undo(&s) >= 0);
    assert_text(form_get(s.form, STR("output.quality.plan"), STR("score")), "3.85");
    save(&s);
    session_close(&s);
    open_form(&s);
    assert_text(form_get(s.form, STR("output.quality.plan"), STR("score")), "3.85");
    assert_text(form_get(s.form, STR("goal.5"), STR("expected")), "");
    session_close(&s);
    arena_free(&a);
}

static void lossless(void **state) {
    struct arena a = {0};
    struct session s;
    struct str before, after, line = STR("score  = 3.85\n");
    size_t at;

    (void)state;
    before = on_disk(&a);
    at = str_find(before, line);
    assert_true(at < before.n);
    open_form(&s);
    save(&s); /* nothing changed: not a byte */
    assert_true(str_eq(on_disk(&a), before));
    set(&s, "output.quality.plan", "score", "4.15");
    save(&s);
    after = on_disk(&a);
    assert_int_equal(after.n, before.n);
    assert_true(str_eq(str_sub(after, 0, at), str_sub(before, 0, at)));
    assert_text(str_sub(after, at, at + line.n), "score  = 4.15\n");
    assert_true(str_eq(str_sub(after, at + line.n, after.n), str_sub(before, at + line.n, before.n)));
    session_close(&s);
    open_form(&s);
    assert_text(form_get(s.form, STR("output.quality.plan"), STR("score")), "4.15");
    assert_int_equal(s.form->schema->goals, 5);
    session_close(&s);
    arena_free(&a);
}

/* What people type comes back as it was typed. */
static void any_text_comes_back(void **state) {
    static const char *const texts[] = {
        "a;b#c",      "\"引号\"",
        "\\反斜杠\\", "&#10; &amp; &",
        " blanks ",   "第一段\n第二段\n\n",
        "[x]",        "key = value",
        "100%",       "—",
        "=",          ";",
        "\t",         "👨‍👩‍👧e\xCC\x81",
        "'",          "\n",
    };
    struct session s;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        open_form(&s);
        set(&s, "goal.1", "actual", texts[i]);
        save(&s);
        assert_text(form_get(s.form, STR("goal.1"), STR("actual")), texts[i]);
        session_close(&s);
        open_form(&s);
        assert_text(form_get(s.form, STR("goal.1"), STR("actual")), texts[i]);
        session_close(&s);
    }
}

/* A carriage return inside a value, as old programs left them: kept while nobody changes it, else gone. */
static void carriage_return(void **state) {
    struct arena a = {0};
    struct session s;
    struct str text = on_disk(&a);
    struct buf b = {0};
    size_t at = str_find(text, STR("科普部"));

    (void)state;
    buf_add(&b, str_sub(text, 0, at));
    buf_text(&b, "科\r普部");
    buf_add(&b, str_sub(text, at + strlen("科普部"), text.n));
    support_write(&a, "form.ini", buf_str(&b));
    open_form(&s);
    set(&s, "header", "unit", "单位");
    save(&s);
    assert_text(form_get(s.form, STR("header"), STR("department")), "科\r普部");
    set(&s, "header", "department", "科\r普部二");
    save(&s);
    assert_text(form_get(s.form, STR("header"), STR("department")), "科普部二");
    session_undo(&s);
    save(&s);
    assert_text(form_get(s.form, STR("header"), STR("department")), "科普部");
    assert_true(str_find(on_disk(&a), STR("\r")) == on_disk(&a).n);
    session_close(&s);
    buf_free(&b);
    arena_free(&a);
}

/* The old file stays whole under another name: saving writes a new one and renames it. */
static void atomic(void **state) {
    struct arena a = {0};
    struct session s;
    struct stat st;
    struct str before = on_disk(&a);
    const char *path = support_path(&a, "form.ini"), *old = support_path(&a, "old.ini");

    (void)state;
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(link(path, old), 0);
    open_form(&s);
    set(&s, "header", "unit", "新单位");
    save(&s);
    assert_true(str_eq(support_read(&a, old), before));
    assert_false(str_eq(on_disk(&a), before));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    session_close(&s);
    unlink(old);
    arena_free(&a);
}

static void failed_save(void **state) {
    struct arena a = {0};
    struct session s;
    struct rlimit limit, small;
    struct file_result r;
    struct str before = on_disk(&a);
    int files = files_in_folder();

    (void)state;
    open_form(&s);
    set(&s, "header", "unit", "新单位");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    small = limit;
    small.rlim_cur = 1000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_int_equal(session_save(&s, false, &r), SESSION_FAILED);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_not_equal(r.status, FILE_OK);
    assert_true(str_eq(on_disk(&a), before));
    assert_int_equal(files_in_folder(), files);
    assert_true(session_modified(&s));
    assert_text(form_get(s.form, STR("header"), STR("unit")), "新单位");
    save(&s); /* there is room again */
    assert_false(str_eq(on_disk(&a), before));
    session_close(&s);
    arena_free(&a);
}

static void conflict(void **state) {
    struct arena a = {0};
    struct session s;
    struct file_result r;
    struct str other = support_change(&a, on_disk(&a), "[header] unit = 别人改的\n");

    (void)state;
    open_form(&s);
    set(&s, "header", "department", "我改的");
    support_write(&a, "form.ini", other);
    assert_int_equal(session_save(&s, false, &r), SESSION_CONFLICT);
    assert_true(str_eq(on_disk(&a), other));
    assert_true(session_modified(&s));
    assert_int_equal(session_save(&s, true, &r), SESSION_SAVED);
    assert_false(session_modified(&s));
    set(&s, "header", "department", "又改了");
    save(&s); /* after that the file is what it should be */
    unlink(support_path(&a, "form.ini"));
    assert_int_equal(session_save(&s, false, &r), SESSION_CONFLICT); /* removed is changed, too */
    assert_int_equal(session_save(&s, true, &r), SESSION_SAVED);
    session_close(&s);
    open_form(&s);
    assert_text(form_get(s.form, STR("header"), STR("department")), "又改了");
    assert_text(form_get(s.form, STR("header"), STR("unit")), "西城区科学技术协会");
    session_close(&s);
    arena_free(&a);
}

static void new_form(void **state) {
    struct arena a = {0};
    struct session s;
    struct file_result r;
    const char *path = support_path(&a, "new.ini"), *rules = support_path(&a, "kepu-2024.ini");

    (void)state;
    assert_int_equal(session_open(&s, path, &(struct session_new){rules, "kepu-2024.ini", NULL, NULL}, LANG_ZH),
                     W_EMPTY);
    assert_true(s.is_new);
    assert_false(session_modified(&s));
    assert_int_not_equal(access(path, F_OK), 0); /* not before it is saved */
    assert_text(form_get(s.form, STR("header"), STR("year")), "2024");
    assert_text(form_get(s.form, STR("output.quality.plan"), STR("weight")), "5");
    assert_text(form_get(s.form, STR("output.quality.plan"), STR("score")), "");
    assert_text(form_get(s.form, STR("total"), STR("weight")), "100");
    assert_int_equal(s.form->schema->goals, 1);
    set(&s, "goal.1", "expected", "目标\n第二行");
    assert_int_equal(s.form->schema->goals, 2);
    save(&s);
    assert_false(s.is_new || session_modified(&s));
    session_close(&s);
    /* Its rules are found beside it, wherever the program runs. */
    assert_int_equal(session_open(&s, path, NULL, LANG_ZH), W_EMPTY);
    assert_false(s.is_new);
    assert_text(ini_find(&s.form->doc, STR("form"), STR("rules"))->value, "kepu-2024.ini");
    assert_text(s.rules->form_title, "项目支出绩效自评表");
    assert_text(form_get(s.form, STR("goal.1"), STR("expected")), "目标\n第二行");
    assert_text(form_get(s.form, STR("output.quality.plan"), STR("weight")), "5");
    session_close(&s);
    /* Two people start the same form. */
    unlink(path);
    assert_int_equal(session_open(&s, path, &(struct session_new){rules, "kepu-2024.ini", NULL, NULL}, LANG_ZH),
                     W_EMPTY);
    set(&s, "header", "unit", "我");
    support_write(&a, "new.ini", on_disk(&a));
    assert_int_equal(session_save(&s, false, &r), SESSION_CONFLICT);
    session_close(&s);
    arena_free(&a);
}

#define EACH(test) cmocka_unit_test_setup(test, make_files)

int main(void) {
    const struct CMUnitTest tests[] = {
        EACH(what_can_not_be_opened),
        EACH(modified_flag),
        EACH(undo_across_saves),
        EACH(lossless),
        EACH(any_text_comes_back),
        EACH(carriage_return),
        EACH(atomic),
        EACH(failed_save),
        EACH(conflict),
        EACH(new_form),
    };

    return cmocka_run_group_tests_name("session_file", tests, support_folder_make, support_folder_remove);
}
