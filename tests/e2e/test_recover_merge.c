/* `ziping recover`, `ziping merge` and --backup: what a person finds after the program was ended, and after two people
   have changed one form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch.h"
#include "form_term.h"
#include "ziping/journal.h"
#include "ziping/lock.h"

/* The form of 2024 in a folder of its own, with its rules; LANG is English. */
static const char *make_form(const char *dir) {
    static const char *const from[] = {"forms/kepu-2024.ini", "forms/rules/kepu-2024.ini", "forms/rules/mof-2020.ini"};
    static const char *const to[] = {"form.ini", "rules/kepu-2024.ini", "rules/mof-2020.ini"};
    assert_int_equal(mkdir(disk_path(dir, "rules"), 0700), 0);
    for (int i = 0; i < 3; i++) {
        size_t n;
        const char *bytes = disk_read(from[i], &n);
        disk_write(disk_path(dir, to[i]), bytes, n);
    }
    return disk_path(dir, "form.ini");
}

static void keep_journal(const char *form, const char *path, const char *text) {
    struct journal j;
    size_t n = 0;
    const char *bytes = access(form, F_OK) == 0 ? disk_read(form, &n) : "";
    struct journal_base b = {.path = form, .bytes = {bytes, n}, .time = 1700000000};
    assert_true(journal_begin(&j, &b) && journal_set(&j, str_of(path), str_of(text), 1));
    assert_true(journal_set(&j, STR("form.rules"), STR("rules/kepu-2024.ini"), 1));
    assert_int_equal(journal_flush(&j, 2).status, FILE_OK);
    journal_close(&j);
}

static bool exists(const char *dir, const char *name) {
    return access(disk_path(dir, name), F_OK) == 0;
}

#define JOURNAL ".form.ini.ziping-journal"

static void list_and_apply(void **state) {
    (void)state;
    const char *dir = term_tmpdir(), *form = make_form(dir);
    struct batch_options o = {.cwd = dir, .lang = "en"};
    struct batch b = batch_run(&o, "recover", "form.ini");
    assert_int_equal(b.status, 0);
    assert_has(b.out, "nothing to recover");
    keep_journal(form, "goal.2.actual", "第一行\n第二行\033[2J");
    struct untouched u = remember(form);
    b = batch_run(&o, "recover", "form.ini");
    assert_int_equal(b.status, 1);
    assert_has(b.out, "form.ini: 1 changes were not saved (2023-11-14 22:13)\n");
    assert_has(b.out, "goal.2.actual ");
    assert_has(b.out, "  - 2. 增强科技教育");
    assert_has(b.out, "  + 第一行\n  + 第二行U+001B[2J\n");
    assert_clean(b.out);
    assert_untouched(&u);
    b = batch_run(&o, "recover", "--list", ".");
    assert_int_equal(b.status, 1);
    assert_string_equal(b.out, "./form.ini: 1 changes were not saved (2023-11-14 22:13)\n");
    b = batch_run(&o, "recover", "--apply", "form.ini");
    assert_int_equal(b.status, 0);
    assert_has(b.out, "1 recovered changes written");
    assert_false(exists(dir, JOURNAL));
    assert_false(exists(dir, ".form.ini.ziping-lock"));
    assert_false(exists(dir, "form.ini~"));
    const char *now = disk_read(form, NULL);
    assert_has(now, "actual   = \"第一行&#10;\"\nactual.2 = \"第二行");
    assert_int_equal(batch_run(&o, "recover", "--list", ".").status, 0);
}

/* The file was saved by somebody else since: the version before stays. */
static void changed_since(void **state) {
    (void)state;
    const char *dir = term_tmpdir(), *form = make_form(dir);
    struct batch_options o = {.cwd = dir, .lang = "en"};
    keep_journal(form, "total.score", "90");
    size_t n;
    const char *bytes = disk_read(form, &n);
    disk_write(form, strcat(strcpy(test_alloc(n + 20), bytes), "; changed\n"), n + 10);
    assert_has(batch_run(&o, "recover", "form.ini").out, "was changed since");
    assert_int_equal(batch_run(&o, "recover", "--apply", "form.ini").status, 0);
    assert_has(disk_read(disk_path(dir, "form.ini~"), NULL), "score  = 89.45\n");
    assert_has(disk_read(form, NULL), "score  = 90\n");
    assert_has(disk_read(form, NULL), "; changed\n");
}

static void never_saved(void **state) {
    (void)state;
    const char *dir = term_tmpdir(), *form = make_form(dir);
    struct batch_options o = {.cwd = dir, .lang = "en"};
    assert_int_equal(unlink(form), 0);
    assert_int_equal(batch_run(&o, "recover", "form.ini").status, 2);
    keep_journal(form, "header.unit", "科协");
    struct batch b = batch_run(&o, "recover", "form.ini");
    assert_int_equal(b.status, 1);
    assert_has(b.out, "  - (empty)\n  + 科协\n");
    assert_int_equal(batch_run(&o, "recover", "--apply", "form.ini").status, 0);
    assert_has(disk_read(form, NULL), "rules = rules/kepu-2024.ini\n");
    assert_has(disk_read(form, NULL), "unit = \"科协\"\n");
}

static void refused(void **state) {
    (void)state;
    const char *dir = term_tmpdir(), *form = make_form(dir);
    struct batch_options o = {.cwd = dir, .lang = "en"};
    struct lock l;
    keep_journal(form, "no.field", "x");
    struct batch b = batch_run(&o, "recover", "form.ini");
    assert_int_equal(b.status, 1);
    assert_has(b.out, "does not have:\nno.field\n  + x\n");
    /* Somebody has it open: this test. */
    assert_int_equal(lock_take(&l, form, 1700000000), LOCK_OURS);
    b = batch_run(&o, "recover", "--discard", "form.ini");
    assert_int_equal(b.status, 2);
    assert_has(b.err, "form.ini: open by ");
    assert_true(exists(dir, JOURNAL));
    lock_release(&l);
    b = batch_run(&o, "recover", "--apply", "form.ini"); /* what has no field is not thrown away */
    assert_int_equal(b.status, 1);
    assert_true(exists(dir, JOURNAL));
    b = batch_run(&o, "recover", "--discard", "form.ini");
    assert_int_equal(b.status, 0);
    assert_false(exists(dir, JOURNAL));
    assert_int_equal(batch_run(&o, "recover", "--discard", "--apply", "form.ini").status, 2);
    assert_int_equal(batch_run(&o, "recover", "--list", "nowhere").status, 2);
    disk_write(disk_path(dir, JOURNAL), "junk\n", 5);
    b = batch_run(&o, "recover", "form.ini");
    assert_int_equal(b.status, 2);
    assert_has(b.err, "--discard removes it");
    assert_int_equal(batch_run(&o, "recover", "--discard", "form.ini").status, 0);
}

/* ---- merge ---- */

static void put(const char *dir, const char *name, const char *text) {
    disk_write(disk_path(dir, name), text, strlen(text));
}

static void merging(void **state) {
    (void)state;
    const char *dir = term_tmpdir();
    struct batch_options o = {.cwd = dir, .lang = "en"};
    put(dir, "base", "[a]\nx = 1\ny = 1\n");
    put(dir, "mine", "; mine\n[a]\nx = 2\ny = 1\n");
    put(dir, "theirs", "[a]\nx = 1\ny = 3\n");
    struct batch b = batch_run(&o, "merge", "base", "mine", "theirs", "-o", "-");
    assert_int_equal(b.status, 0);
    assert_string_equal(b.out, "; mine\n[a]\nx = 2\ny = 3\n");
    assert_string_equal(b.err, "");
    assert_int_equal(batch_run(&o, "merge", "base", "mine", "theirs", "--backup").status, 0);
    assert_string_equal(disk_read(disk_path(dir, "mine"), NULL), "; mine\n[a]\nx = 2\ny = 3\n");
    assert_string_equal(disk_read(disk_path(dir, "mine~"), NULL), "; mine\n[a]\nx = 2\ny = 1\n");
    put(dir, "theirs", "[a]\nx = \"a\033b\"\ny = 1\n");
    b = batch_run(&o, "merge", "base", "mine", "theirs", "-o", "out.ini");
    assert_int_equal(b.status, 1);
    assert_has(b.err, "a.x\n  base: 1\n  mine: 2\n  theirs: aU+001Bb\nziping: out.ini: 1 conflicts");
    assert_clean(b.err);
    assert_has(disk_read(disk_path(dir, "out.ini"), NULL), "; CONFLICT a.x\n");
    put(dir, "theirs", "\xff\xff\xff");
    struct untouched u = remember(disk_path(dir, "mine"));
    assert_int_equal(batch_run(&o, "merge", "base", "mine", "theirs").status, 2);
    assert_int_equal(batch_run(&o, "merge", "base", "mine", "nowhere").status, 2);
    assert_int_equal(batch_run(&o, "merge", "base", "mine").status, 2);
    assert_untouched(&u);
}

/* As git calls it, where git is there. */
static void as_merge_driver(void **state) {
    (void)state;
    const char *dir = term_tmpdir(), *named = getenv("ZIPING");
    char program[4096], command[16384];
    if (system("git --version >/dev/null 2>&1") != 0 || !named || !realpath(named, program)) {
        skip();
    }
    put(dir, "f.ini", "[a]\nx = 1\ny = 1\n");
    snprintf(command, sizeof command,
             "cd '%s' && exec >/dev/null 2>&1 && export GIT_CONFIG_GLOBAL=/dev/null HOME=. && git init -b main . && "
             "git config user.name x && git config user.email x@example.com && git config merge.ziping.driver "
             "'%s merge %%O %%A %%B' && echo '*.ini merge=ziping' >.gitattributes && git add -A && git commit -m 1 && "
             "git checkout -b other && printf '[a]\\nx = 1\\ny = 3\\n' >f.ini && git commit -am 2 && git checkout main "
             "&& printf '[a]\\nx = 2\\ny = 1\\n' >f.ini && git commit -am 3 && git merge -m 4 other",
             dir, program);
    assert_int_equal(system(command), 0);
    assert_string_equal(disk_read(disk_path(dir, "f.ini"), NULL), "[a]\nx = 2\ny = 3\n");
    snprintf(command, sizeof command, "rm -rf '%s/.git' '%s/.gitattributes'", dir, dir);
    assert_int_equal(system(command), 0);
}

static void fmt_backup(void **state) {
    (void)state;
    const char *dir = term_tmpdir();
    struct batch_options o = {.cwd = dir, .lang = "en"};
    put(dir, "x.ini", "[a]\r\nx = 1\r\n");
    assert_int_equal(batch_run(&o, "fmt", "-b", "x.ini").status, 0);
    assert_string_equal(disk_read(disk_path(dir, "x.ini"), NULL), "[a]\nx = 1\n");
    assert_string_equal(disk_read(disk_path(dir, "x.ini~"), NULL), "[a]\r\nx = 1\r\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(list_and_apply), cmocka_unit_test(changed_since),
                                       cmocka_unit_test(never_saved),    cmocka_unit_test(refused),
                                       cmocka_unit_test(merging),        cmocka_unit_test(as_merge_driver),
                                       cmocka_unit_test(fmt_backup)};
    return cmocka_run_group_tests_name("recover and merge", tests, NULL, NULL);
}
