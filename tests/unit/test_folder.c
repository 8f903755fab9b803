/* What the first page lists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <unistd.h>

#include "support.h"
#include "ziping/folder.h"
#include "ziping/lock.h"

static struct arena arena;
static struct folder folder;

static int free_all(void **state) {
    static const char *const names[] = {"a-2024.ini", "a-2025.ini", "b.ini",    "b-1.ini",
                                        "c.ini",      "other.ini",  "evil.ini", "sound-rules.ini"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(support_path(&arena, names[i]));
    }
    folder_free(&folder);
    arena_free(&arena);
    return 0;
}

static void write_form(const char *name, const char *changes) {
    support_write(&arena, name, support_change(&arena, support_read(&arena, "tests/data/sound-form.ini"), changes));
}

static void read_folder(void) {
    support_write(&arena, "sound-rules.ini", support_read(&arena, "tests/data/sound-rules.ini"));
    setenv("TZ", "UTC", 1);
    assert_true(folder_read(&folder, support_path(&arena, "."), LANG_ZH));
}

static struct str line(size_t row, int columns) {
    struct buf b = {0};
    folder_line(&folder, row, columns, TEXT_NARROW, LANG_ZH, &b);
    return str_trim(buf_keep(&b, &arena));
}

/* Forms first, rule sets behind them; what is neither is not there. */
static void order_of_the_rows(void **state) {
    (void)state;
    write_form("b.ini", "");
    write_form("a-2024.ini", "");
    support_write(&arena, "c.ini", STR("[form]\nformat = 1\nrules = none.ini\n"));
    support_write(&arena, "other.ini", STR("[x]\ny = 1\n"));
    read_folder();
    assert_int_equal(folder.rows, 4);
    assert_text(folder.row[0].name, "a-2024.ini");
    assert_text(folder.row[1].name, "b.ini");
    assert_text(folder.row[2].name, "c.ini");
    assert_int_equal(folder.row[2].summary.why, W_NO_RULES);
    assert_text(folder.row[3].name, "sound-rules.ini");
    assert_true(folder.row[0].changed > 0);
}

/* What there is no room for is left out, and no line is wider than its room; control characters don't get through. */
static void lines_fit(void **state) {
    (void)state;
    write_form("a-2024.ini", "");
    write_form("evil.ini", "[header] project = \"\x1b[31m项目\"\n[header] unit = 很长很长很长很长很长很长的单位名称");
    read_folder();
    for (int columns = 60; columns <= 200; columns += 7) {
        for (size_t i = 0; i < folder.rows; i++) {
            struct str s = line(i, columns);
            assert_true(text_columns(s, TEXT_NARROW) <= columns);
            assert_int_equal(str_find(s, STR("\x1b")), s.n);
        }
    }
    assert_true(str_find(line(1, 160), STR("很长")) < line(1, 160).n);
    assert_int_equal(str_find(line(1, 70), STR("很长")), line(1, 70).n);
}

static void assert_new_name(size_t row, const char *wanted) {
    const char *name = folder_new_name(&folder, row);
    assert_non_null(name);
    assert_true(str_ends(str_of(name), str_of(wanted)));
}

static void names_of_new_forms(void **state) {
    (void)state;
    write_form("a-2024.ini", "");
    write_form("b.ini", "");
    read_folder();
    assert_new_name(0, "/a-2025.ini");
    assert_new_name(1, "/b-1.ini");
    assert_new_name(2, "/sound-rules-1.ini");
    write_form("a-2025.ini", "");
    write_form("b-1.ini", "");
    assert_new_name(0, "/a-2026.ini");
    assert_new_name(1, "/b-2.ini");
}

static void who_has_a_form_open(void **state) {
    struct lock lock;
    (void)state;
    write_form("a-2024.ini", "");
    write_form("b.ini", "");
    assert_int_equal(lock_take(&lock, support_path(&arena, "b.ini"), 1), LOCK_OURS);
    read_folder();
    lock_release(&lock);
    assert_int_equal(folder.row[0].holder.n, 0);
    assert_text(folder.row[1].holder, lock.holder.process.user);
    assert_true(str_find(line(1, 80), STR("正在填写")) < line(1, 80).n);
    assert_int_equal(str_find(line(0, 80), STR("正在填写")), line(0, 80).n);
}

static void an_empty_folder(void **state) {
    (void)state;
    assert_true(folder_read(&folder, support_path(&arena, "."), LANG_ZH));
    assert_int_equal(folder.rows, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(order_of_the_rows, free_all),
        cmocka_unit_test_teardown(lines_fit, free_all),
        cmocka_unit_test_teardown(names_of_new_forms, free_all),
        cmocka_unit_test_teardown(who_has_a_form_open, free_all),
        cmocka_unit_test_teardown(an_empty_folder, free_all),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
