/* The files of a test and the golden screens, tried on programs that every system has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "golden.h"
#include "term.h"

static void files_and_folders(void **state) {
    (void)state;
    const char *from = term_tmpdir(), *to = term_tmpdir();
    assert_string_not_equal(from, to);
    const char *forms = disk_path(from, "forms");
    mkdir(forms, 0755);
    mkdir(disk_path(forms, "rules"), 0755);
    disk_write(disk_path(forms, "rules/a.ini"), "x\0y", 3);
    chmod(disk_path(forms, "rules/a.ini"), 0640);
    const char *copy = disk_copy(disk_path(from, "forms/"), to);
    assert_string_equal(copy, disk_path(to, "forms"));
    size_t n;
    assert_memory_equal(disk_read(disk_path(copy, "rules/a.ini"), &n), "x\0y", 4);
    assert_int_equal(n, 3);
    struct stat st;
    stat(disk_path(copy, "rules/a.ini"), &st);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_string_equal(disk_copy(disk_path(copy, "rules/a.ini"), from), disk_path(from, "a.ini"));

    struct term_options o = {.cwd = copy};
    struct term *t = term_start(&o, "ls", "rules");
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(term_row(t, 0), "a.ini");
    chmod(copy, 0500);
    char gone[2][256];
    snprintf(gone[0], sizeof gone[0], "%s", from);
    snprintf(gone[1], sizeof gone[1], "%s", to);
    term_cleanup(NULL);
    assert_false(disk_exists(gone[0]) || disk_exists(gone[1]));
}

static void golden_screens(void **state) {
    (void)state;
    const char *regen = getenv("REGEN"), *dir = term_tmpdir();
    char *before = strcpy(test_alloc(regen != NULL ? strlen(regen) : 0), regen != NULL ? regen : "");
    golden_set_dir(dir);
    struct term_options o = {.rows = 3, .cols = 20};
    struct term *t = term_start(&o, "sh", "-c", "printf '\\033[2;3H中 b\\033[?25l'; read x");
    term_wait_text(t, "中 b");
    setenv("REGEN", "1", 1);
    golden_check(t, "screen");
    setenv("REGEN", "", 1);
    golden_check(t, "screen");
    assert_string_equal(disk_read(disk_path(dir, "screen.txt"), NULL), "\n  中 b\n\ncursor: 1,6 hidden\n");
    setenv("REGEN", before, 1);
    golden_set_dir(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(files_and_folders),
        term_test(golden_screens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
