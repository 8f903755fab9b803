/* What a saved file keeps of the old one: access list, attributes, the version before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "support.h"
#include "ziping/file.h"

static const char *path_of(struct arena *a, const char *name) {
    return support_path(a, name);
}

static void holds(const char *path, const char *text) {
    struct arena a = {0};

    assert_text(support_read(&a, path), text);
    arena_free(&a);
}

static bool missing(const char *path) {
    struct stat st;

    return lstat(path, &st) != 0 && errno == ENOENT;
}

static void attributes(void **state) {
    struct arena a = {0};
    const char *path = support_write(&a, "form.ini", STR("old"));
    char value[16];

    (void)state;
    if (setxattr(path, "user.source", "2024", 4, 0) != 0) {
        arena_free(&a);
        skip();
    }
    assert_int_equal(setxattr(path, "user.empty", "", 0, 0), 0);
    assert_int_equal(file_write(path, STR("new")).notes, 0);
    holds(path, "new");
    assert_int_equal(getxattr(path, "user.source", value, sizeof value), 4);
    assert_memory_equal(value, "2024", 4);
    assert_int_equal(getxattr(path, "user.empty", value, sizeof value), 0);
    unlink(path);
    arena_free(&a);
}

/* Version 2 of the kernel's format: user::rw-, user:1234:rw-, group::r--, mask::rw-, other::---. */
static const unsigned char list[] = {2, 0,    0,   0,   1,   0,   6,  0, 255, 255, 255, 255, 2,   0,  6,
                                     0, 0xD2, 4,   0,   0,   4,   0,  4, 0,   255, 255, 255, 255, 16, 0,
                                     6, 0,    255, 255, 255, 255, 32, 0, 0,   0,   255, 255, 255, 255};

static void access_list(void **state) {
    struct arena a = {0};
    const char *path = support_write(&a, "form.ini", STR("old"));
    unsigned char now[256];
    struct stat st;

    (void)state;
    if (setxattr(path, "system.posix_acl_access", list, sizeof list, 0) != 0) {
        arena_free(&a);
        skip();
    }
    assert_int_equal(file_write(path, STR("new")).notes, 0);
    assert_int_equal(getxattr(path, "system.posix_acl_access", now, sizeof now), sizeof list);
    assert_memory_equal(now, list, sizeof list);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0660); /* the group's bits are the mask */
    unlink(path);
    arena_free(&a);
}

/* A folder hands its default list to new files: a form that had none gets none by being saved. */
static void inherited_list(void **state) {
    struct arena a = {0};
    const char *folder = path_of(&a, "shared"), *path = path_of(&a, "shared/form.ini");
    unsigned char now[256];
    struct stat st;

    (void)state;
    assert_int_equal(mkdir(folder, 0700), 0);
    support_write(&a, "shared/form.ini", STR("old"));
    assert_int_equal(chmod(path, 0640), 0);
    bool lists = setxattr(folder, "system.posix_acl_default", list, sizeof list, 0) == 0;
    if (lists) {
        assert_int_equal(file_write(path, STR("new")).notes, 0);
        assert_int_equal(getxattr(path, "system.posix_acl_access", now, sizeof now), -1);
        assert_int_equal(errno, ENODATA);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0640);
    }
    unlink(path);
    rmdir(folder);
    arena_free(&a);
    if (!lists) {
        skip();
    }
}

static void version_before(void **state) {
    struct arena a = {0};
    const char *path = support_write(&a, "form.ini", STR("one")), *backup = path_of(&a, "form.ini~");
    struct stat st;

    (void)state;
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(file_save(path, STR("two"), true).status, FILE_OK);
    holds(path, "two");
    holds(backup, "one");
    assert_int_equal(stat(backup, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_int_equal(file_save(path, STR("three"), true).notes, 0);
    holds(backup, "two");
    assert_int_equal(file_save(path, STR("four"), false).status, FILE_OK);
    holds(backup, "two");
    unlink(path);
    unlink(backup);
    /* Of a new file there is no version before. */
    assert_int_equal(file_save(path, STR("new"), true).status, FILE_OK);
    assert_true(missing(backup));
    /* The old file and its backup may be one already. */
    assert_int_equal(link(path, backup), 0);
    assert_int_equal(file_save(path, STR("newer"), true).notes, FILE_NOTE_LINKS);
    holds(backup, "new");
    unlink(backup);
    /* A link of that name is replaced, and what it leads to left alone. */
    const char *other = support_write(&a, "other", STR("other"));
    assert_int_equal(symlink("other", backup), 0);
    assert_int_equal(file_save(path, STR("newest"), true).status, FILE_OK);
    holds(backup, "newer");
    holds(other, "other");
    unlink(backup);
    /* Where it can't be kept, nothing is written. */
    assert_int_equal(mkdir(backup, 0700), 0);
    assert_int_equal(file_save(path, STR("x"), true).status, FILE_DIRECTORY);
    holds(path, "newest");
    assert_int_equal(rmdir(backup), 0);
    unlink(path);
    unlink(other);
    arena_free(&a);
}

/* Through a link, the version before stands beside the file itself. */
static void version_behind_link(void **state) {
    struct arena a = {0};
    const char *path = support_write(&a, "form.ini", STR("one")), *by = path_of(&a, "link");

    (void)state;
    assert_int_equal(symlink("form.ini", by), 0);
    assert_int_equal(file_save(by, STR("two"), true).status, FILE_OK);
    holds(path_of(&a, "form.ini~"), "one");
    assert_true(missing(path_of(&a, "link~")));
    holds(path, "two");
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(attributes), cmocka_unit_test(access_list),
                                       cmocka_unit_test(inherited_list), cmocka_unit_test(version_before),
                                       cmocka_unit_test(version_behind_link)};
    return cmocka_run_group_tests_name("save", tests, support_folder_make, support_folder_remove);
}
