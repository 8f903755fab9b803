/* Staying below one folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"
#include "ziping/confine.h"
#include "ziping/file.h"

static struct arena arena;

static int free_arena(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

/* In the test's folder: `in/` with a file, a folder and links, and a secret beside it. */
static int make(void **state) {
    if (support_folder_make(state) != 0) {
        return -1;
    }
    bool ok = mkdir(support_path(&arena, "in"), 0700) == 0 && mkdir(support_path(&arena, "in/sub"), 0700) == 0;
    support_write(&arena, "secret.ini", STR("secret"));
    support_write(&arena, "in/form.ini", STR("form"));
    support_write(&arena, "in/sub/deep.ini", STR("deep"));
    ok = ok && symlink("../secret.ini", support_path(&arena, "in/out.ini")) == 0;
    ok = ok && symlink("sub/deep.ini", support_path(&arena, "in/inside.ini")) == 0;
    ok = ok && symlink("..", support_path(&arena, "in/up")) == 0;
    ok = ok && symlink("../nothing.ini", support_path(&arena, "in/dangling.ini")) == 0;
    arena_free(&arena);
    return ok ? 0 : -1;
}

static int remove_all(void **state) {
    static const char *const names[] = {"in/out.ini",      "in/inside.ini", "in/up",      "in/dangling.ini",
                                        "in/sub/deep.ini", "in/form.ini",   "in/new.ini", "secret.ini"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(support_path(&arena, names[i]));
    }
    rmdir(support_path(&arena, "in/sub"));
    rmdir(support_path(&arena, "in"));
    arena_free(&arena);
    return support_folder_remove(state);
}

static void names_that_lead_out(void **state) {
    static const struct {
        const char *path;
        bool inside;
    } cases[] = {
        {"form.ini", true},       {"sub/deep.ini", true},    {"sub/../form.ini", true}, {"inside.ini", true},
        {"new.ini", true},        {"sub/new.ini", true},     {"../secret.ini", false},  {"out.ini", false},
        {"up/secret.ini", false}, {"up/in/form.ini", false}, {"dangling.ini", false},   {"sub/../../secret.ini", false},
        {"no/new.ini", false},    {"/etc/passwd", false},    {"up/new.ini", false},
    };
    int folder = open(support_path(&arena, "in"), O_RDONLY | O_DIRECTORY);

    (void)state;
    assert_true(folder >= 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if ((confine_beneath(folder, cases[i].path) == 0) != cases[i].inside) {
            fail_msg("%s: %s", cases[i].path, strerror(confine_beneath(folder, cases[i].path)));
        }
    }
    assert_int_equal(confine_beneath(folder, "../secret.ini"), EXDEV);
    assert_int_equal(confine_beneath(folder, "no/new.ini"), ENOENT);
    close(folder);
}

/* What a confined process can still do, each by its number; 0 is as it should be. */
static int confined_life(const char *secret, const char *const *readable) {
    struct arena a = {0};
    struct str text;
    struct stat st;
    if (file_read("form.ini", FILE_LIMIT, &a, &text).status != FILE_OK || !str_eq(text, STR("form"))) {
        return 1;
    }
    if (file_read("inside.ini", FILE_LIMIT, &a, &text).status != FILE_OK) {
        return 2;
    }
    if (file_write("new.ini", STR("new")).status != FILE_OK || file_write("form.ini", STR("form")).status != FILE_OK) {
        return 3;
    }
    if (file_read("out.ini", FILE_LIMIT, &a, &text).status != FILE_DENIED ||
        file_read("../secret.ini", FILE_LIMIT, &a, &text).status != FILE_DENIED ||
        file_read(secret, FILE_LIMIT, &a, &text).status != FILE_DENIED) {
        return 4;
    }
    if (file_write("out.ini", STR("spoilt")).status == FILE_OK ||
        file_write("../new.ini", STR("x")).status == FILE_OK) {
        return 5;
    }
    if (symlink("/etc", "etc") == 0 || link("../secret.ini", "taken.ini") == 0 ||
        rename("form.ini", "../form.ini") == 0) {
        return 6;
    }
    if (open(readable[0], O_RDONLY) < 0 || open(readable[0], O_WRONLY) >= 0) {
        return 7;
    }
    if (stat("form.ini", &st) != 0 || open("/dev/null", O_WRONLY) < 0) {
        return 8;
    }
    execl("/bin/true", "true", (char *)NULL);
    return errno == EACCES ? 0 : 9;
}

static void a_confined_process(void **state) {
    const char *const readable[] = {"/etc/passwd", "/nowhere/at/all", NULL};
    const char *in = support_path(&arena, "in"), *secret = support_path(&arena, "secret.ini");
    int status, code;

    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        enum confined c = confine(in, readable, &code);
        _exit(c == CONFINE_UNSUPPORTED ? 100 : c == CONFINED ? confined_life(secret, readable) : 101);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 100) {
        print_message("this kernel can't confine a process\n");
        skip();
    }
    assert_int_equal(WEXITSTATUS(status), 0);
    struct str text;
    assert_int_equal(file_read(secret, FILE_LIMIT, &arena, &text).status, FILE_OK);
    assert_text(text, "secret");
}

static void a_folder_that_is_none(void **state) {
    const char *const readable[] = {NULL};
    int code = 0;

    (void)state;
    assert_int_equal(confine(support_path(&arena, "nowhere"), readable, &code), CONFINE_NO_FOLDER);
    assert_int_equal(code, ENOENT);
    assert_int_equal(confine(support_path(&arena, "secret.ini"), readable, &code), CONFINE_NO_FOLDER);
    assert_int_equal(code, ENOTDIR);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(names_that_lead_out, free_arena),
        cmocka_unit_test_teardown(a_confined_process, free_arena),
        cmocka_unit_test_teardown(a_folder_that_is_none, free_arena),
    };
    return cmocka_run_group_tests(tests, make, remove_all);
}
