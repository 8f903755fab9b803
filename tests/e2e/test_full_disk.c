/* Where nothing can be written, or no more: it is said, the text stays, and there is a way out. */
#define _GNU_SOURCE /* unshare, mount */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch.h"
#include "safety.h"

#define PROJECT "全区科普经费"
#define NO_JOURNAL "(日志写不了)"

static void go_to_project(struct term *t) {
    term_wait_text(t, "F10退出");
    term_keys(t, "<M-1><Tab>");
    term_wait_for(t, cell_shows(t, PROJECT));
}

/* ---- no right to write ---- */

static void a_read_only_file(void **state) {
    (void)state;
    const char *forms = forms_copy();
    assert_int_equal(chmod(form_in(forms), 0444), 0);
    struct untouched m = remember(form_in(forms));
    struct term_options o = {.cwd = forms, .cols = 132};
    struct term *t = start_without_rights(&o, "kepu-2024.ini");
    go_to_project(t);
    type_journaled(t, form_in(forms), "header.project", PROJECT, "改");
    term_keys(t, "<F2>");
    term_wait_text(t, "未能保存，修改仍在屏幕上： 文件是只读的：请另存到别处，或先改为可写（chmod u+w）");
    term_wait_for(t, cell_shows(t, PROJECT "改"));
    term_keys(t, "<S-F2><C-u>other.ini<Enter>");
    term_wait_text(t, "已保存 other.ini");
    assert_untouched(&m);
    assert_string_equal(form_file_value(disk_path(forms, "other.ini"), "header.project"), PROJECT "改");
    assert_false(disk_exists(journal_beside(form_in(forms))));
    assert_false(disk_exists(lock_beside(form_in(forms))));
    assert_true(disk_exists(lock_beside(disk_path(forms, "other.ini"))));
}

/* The only file of a folder whose name ends so; fails the test where there is none. */
static const char *journal_in(const char *folder) {
    DIR *d = opendir(folder);
    const char *found = NULL;
    assert_non_null(d);
    for (const struct dirent *e; (e = readdir(d)) != NULL;) {
        if (strstr(e->d_name, ".ziping-journal") != NULL) {
            assert_null(found);
            found = disk_path(folder, strcpy(test_alloc(strlen(e->d_name)), e->d_name));
        }
    }
    closedir(d);
    assert_non_null(found);
    return found;
}

static int mode_of(const char *path) {
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return (int)(st.st_mode & 07777);
}

static void a_read_only_folder(void **state) {
    (void)state;
    const char *forms = forms_copy(), *xdg = disk_path(term_tmpdir(), "state"), *folder = disk_path(xdg, "ziping");
    char *set = test_alloc(strlen(xdg) + 20);
    sprintf(set, "XDG_STATE_HOME=%s", xdg);
    assert_int_equal(chmod(forms, 0555), 0);
    struct untouched m = remember(form_in(forms));
    struct term_options o = {.cwd = forms, .cols = 132, .env = (const char *const[]){set, NULL}};
    for (int i = 0; i < 2; i++) {
        struct term *t = start_without_rights(&o, "kepu-2024.ini");
        if (i == 0) {
            go_to_project(t);
            term_keys(t, "改");
        } else {
            term_wait_text(t, SAFETY_LIST);
            term_keys(t, "<Enter>");
            term_wait_text(t, "已找回 1 处修改");
            term_keys(t, "<M-1><Tab>");
            term_wait_for(t, cell_shows(t, PROJECT "改"));
        }
        term_wait_for(t, disk_exists(folder) && journal_holds(journal_in(folder), "header.project", PROJECT "改"));
        assert_int_equal(mode_of(xdg), 0700);
        assert_int_equal(mode_of(folder), 0700);
        assert_int_equal(mode_of(journal_in(folder)), 0600);
        term_keys(t, "<F2>");
        term_wait_text(t, "未能保存，修改仍在屏幕上： 不能在它的目录中新建文件：请另存到别处（S-F2 另存为）");
        assert_false(term_has(t, NO_JOURNAL));
        assert_untouched(&m);
        term_kill(t);
    }
}

/* A wrong name for it doesn't take the old one away. */
static void saving_elsewhere_fails_too(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = form_start(forms, &(struct term_options){.cols = 132}, "kepu-2024.ini");
    go_to_project(t);
    type_journaled(t, form_in(forms), "header.project", PROJECT, "改");
    term_keys(t, "<S-F2><C-u>nowhere/other.ini<Enter>");
    term_wait_text(t, "未能保存，修改仍在屏幕上： 没有这个文件");
    term_wait_text(t, "* 已修改");
    term_wait_for(t, cell_shows(t, PROJECT "改"));
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存 kepu-2024.ini");
    assert_string_equal(form_file_value(form_in(forms), "header.project"), PROJECT "改");
    assert_string_equal(form_file_value(form_in(forms), "form.rules"), "rules/kepu-2024.ini");
    assert_false(disk_exists(journal_beside(form_in(forms))));
}

/* ---- no room ---- */

/* While it types: the limit of file sizes falls below what the journal needs, as a full disk would. */
static void no_room_for_the_journal(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct untouched m = remember(form_in(forms));
    struct term *t = form_start(forms, &(struct term_options){.cols = 132}, "kepu-2024.ini");
    go_to_project(t);
    type_journaled(t, form_in(forms), "header.project", PROJECT, "改");
    struct rlimit was, none = {64, 64};
    assert_int_equal(prlimit(term_pid(t), RLIMIT_FSIZE, NULL, &was), 0);
    none.rlim_max = was.rlim_max;
    assert_int_equal(prlimit(term_pid(t), RLIMIT_FSIZE, &none, NULL), 0);
    term_type(t, "二");
    term_wait_text(t, "恢复日志写不了（请随时保存）：磁盘空间不足");
    term_wait_text(t, "* 已修改 " NO_JOURNAL);
    term_type(t, "三"); /* the message goes, the mark stays */
    term_wait_gone(t, "请随时保存");
    term_wait_text(t, NO_JOURNAL);
    term_keys(t, "<F2>");
    term_wait_text(t, "未能保存，修改仍在屏幕上： 磁盘空间不足（S-F2 另存为）");
    term_wait_for(t, cell_shows(t, PROJECT "改二三"));
    assert_untouched(&m);
    assert_true(journal_holds(journal_beside(form_in(forms)), "header.project", PROJECT "改")); /* as far as it was */
    assert_int_equal(prlimit(term_pid(t), RLIMIT_FSIZE, &was, NULL), 0);
    journal_wait(t, journal_beside(form_in(forms)), "header.project", PROJECT "改二三"); /* tried again by itself */
    term_wait_gone(t, NO_JOURNAL);
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    assert_string_equal(form_file_value(form_in(forms), "header.project"), PROJECT "改二三");
}

/* A file system of its own, of a few pages; false where this user can't have one. */
static bool mount_small(const char *at) {
    return unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("ziping-test", at, "tmpfs", 0, "size=128k") == 0;
}

static void fill_up(const char *path) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    while (fputc('x', f) != EOF && fflush(f) == 0) {
    }
    fclose(f);
}

/* The form stands on a disk that is full; the journal finds room elsewhere, and so does the form. */
static void a_full_disk(void **state) {
    (void)state;
    const char *dir = term_tmpdir(), *small = disk_path(dir, "small");
    assert_int_equal(mkdir(small, 0700), 0);
    if (!mount_small(small)) {
        print_message("no file system can be mounted here (%s): skipped\n", strerror(errno));
        skip();
    }
    const char *forms = disk_copy("forms", small), *other = disk_path(dir, "other.ini");
    struct untouched m = remember(form_in(forms));
    fill_up(disk_path(small, "full"));
    struct term *t = form_start(forms, &(struct term_options){.cols = 132}, "kepu-2024.ini");
    go_to_project(t);
    term_keys(t, "改");
    const char *folder = disk_path(term_home(t), ".local/state/ziping");
    term_wait_for(t, disk_exists(folder) && journal_holds(journal_in(folder), "header.project", PROJECT "改"));
    term_keys(t, "<F2>");
    term_wait_text(t, "未能保存，修改仍在屏幕上： 磁盘空间不足（S-F2 另存为）");
    term_wait_text(t, "* 已修改");
    assert_untouched(&m);
    term_keys(t, "<S-F2><C-u>../../other.ini<Enter>");
    term_wait_text(t, "已保存 ../../other.ini");
    assert_string_equal(form_file_value(other, "header.project"), PROJECT "改");
    assert_string_equal(form_file_value(other, "form.rules"), "small/forms/rules/kepu-2024.ini");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    term_end(t);
    assert_int_equal(umount2(small, MNT_DETACH), 0);
}

/* ---- links ---- */

static void a_form_behind_a_link(void **state) {
    (void)state;
    const char *forms = forms_copy(), *dir = term_tmpdir(), *link = disk_path(dir, "my.ini");
    assert_int_equal(symlink(form_in(forms), link), 0);
    assert_int_equal(symlink(disk_path(forms, "rules"), disk_path(dir, "rules")), 0);
    struct term_options o = {.cwd = dir};
    struct term *t = term_start_ziping(&o, "my.ini");
    term_wait_text(t, "F10退出");
    go_to_project(t);
    type_journaled(t, form_in(forms), "header.project", PROJECT, "改");
    assert_true(disk_exists(lock_beside(form_in(forms))));
    assert_false(disk_exists(journal_beside(link)) || disk_exists(lock_beside(link)));
    term_kill(t);
    t = start_recovered(forms, "kepu-2024.ini"); /* by its own name */
    term_kill(t);
    t = start_recovered(dir, "my.ini");
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存 my.ini");
    struct stat st;
    assert_true(lstat(link, &st) == 0 && S_ISLNK(st.st_mode));
    assert_true(lstat(form_in(forms), &st) == 0 && S_ISREG(st.st_mode));
    assert_string_equal(form_file_value(form_in(forms), "header.project"), PROJECT "改");
    assert_false(disk_exists(journal_beside(form_in(forms))));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(a_read_only_file),        term_test(a_read_only_folder), term_test(saving_elsewhere_fails_too),
        term_test(no_room_for_the_journal), term_test(a_full_disk),        term_test(a_form_behind_a_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
