/* Saving and leaving: what is asked, what the answers do, and that edits outlive a save that fails. */
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

#define ASKS_SAVE "有未保存的修改。保存？"
#define ASKS_OVERWRITE "文件已被他人修改。仍要覆盖？"

/* The form with 改 behind the project's name. */
static struct term *changed(const char *forms) {
    struct term *t = form_start(forms, NULL, "kepu-2024.ini");
    term_keys(t, "<Tab> 改");
    term_wait_for(t, cell_shows(t, "全区科普经费改"));
    return t;
}

static const char *project_in(const char *forms) {
    return form_file_value(form_in(forms), "header.project");
}

static void nothing_changed_nothing_asked(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct untouched m = remember(form_in(forms));
    struct term *t = form_start(forms, NULL, "kepu-2024.ini");
    term_keys(t, "<Tab> <Tab> <M-4> <F4> <C-q>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_untouched(&m);
}

static void leave_by(const char *answer, const char *project) {
    const char *forms = forms_copy();
    struct term *t = changed(forms);
    term_keys(t, "<F10>");
    term_wait_text(t, ASKS_SAVE);
    term_keys(t, "x <Tab> <F4>"); /* no answers */
    term_type(t, answer);
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(project_in(forms), project);
    term_end(t);
}

static void the_question_before_leaving(void **state) {
    (void)state;
    static const char *const yes[] = {"y", "Y", "ｙ", "Ｙ", "是"}, *const no[] = {"n", "N", "ｎ", "Ｎ", "否"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        leave_by(yes[i], "全区科普经费改");
        leave_by(no[i], "全区科普经费");
    }
}

static void back_from_the_question(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct untouched m = remember(form_in(forms));
    struct term *t = changed(forms);
    static const char *const back[] = {"<Esc>", "<C-c>"};
    for (int i = 0; i < 2; i++) {
        term_keys(t, "<F10>");
        term_wait_text(t, ASKS_SAVE);
        term_keys(t, back[i]);
        term_wait_gone(t, ASKS_SAVE);
        term_wait_text(t, "* 已修改");
        term_wait_for(t, cell_shows(t, "全区科普经费改"));
    }
    assert_untouched(&m);
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    term_wait_gone(t, "已修改");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(project_in(forms), "全区科普经费改");
}

static void saving_changes_one_line(void **state) {
    (void)state;
    const char *forms = forms_copy();
    assert_int_equal(chmod(form_in(forms), 0640), 0);
    const char *before = disk_read(form_in(forms), NULL), *at = strstr(before, "全区科普经费\"\n");
    struct term *t = changed(forms);
    term_keys(t, "<C-s>");
    term_wait_text(t, "已保存 kepu-2024.ini");
    const char *after = disk_read(form_in(forms), NULL);
    size_t same = (size_t)(at - before) + strlen("全区科普经费");
    assert_memory_equal(after, before, same);
    assert_memory_equal(after + same, "改", strlen("改"));
    assert_string_equal(after + same + strlen("改"), before + same);
    struct stat st;
    assert_int_equal(stat(form_in(forms), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
}

/* Puts a value in place of one that the file has. */
static void change_file(const char *path, const char *was, const char *now) {
    const char *text = text_swapped(disk_read(path, NULL), was, now);
    disk_write(path, text, strlen(text));
}

/* Other fields are merged without a question, and the file's comments are theirs. */
static void other_fields_changed_by_somebody_else(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = changed(forms);
    change_file(form_in(forms), "\"西城区科学技术协会\"", "\"另一单位\"\n; theirs");
    term_keys(t, "<F2>");
    term_wait_text(t, "已并入他人的 1 处修改并保存");
    term_wait_text(t, "另一单位");
    assert_string_equal(project_in(forms), "全区科普经费改");
    assert_string_equal(form_file_value(form_in(forms), "header.unit"), "另一单位");
    assert_non_null(strstr(disk_read(form_in(forms), NULL), "; theirs"));
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
}

#define ASKS_WHOSE "他人改了同一处"

static void the_same_field_changed_by_somebody_else(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = changed(forms);
    change_file(form_in(forms), "\"全区科普经费\"", "\"他们的项目\"");
    struct untouched theirs = remember(form_in(forms));
    term_keys(t, "<F2>");
    term_wait_text(t, ASKS_WHOSE);
    term_wait_text(t, "[用我的]");
    term_wait_text(t, "我的“全区科普经费改”");
    term_wait_text(t, "他人的“他们的项目”");
    term_wait_text(t, "原为“全区科普经");
    term_keys(t, "<Esc>");
    term_wait_text(t, "* 已修改");
    term_keys(t, "<F10>");
    term_wait_text(t, ASKS_SAVE);
    term_keys(t, "y"); /* and the second question behind the first */
    term_wait_text(t, ASKS_WHOSE);
    term_keys(t, "<Esc>");
    term_wait_for(t, cell_shows(t, "全区科普经费改"));
    assert_untouched(&theirs);
    term_keys(t, "<F2>");
    term_wait_text(t, ASKS_WHOSE);
    term_keys(t, "<Enter>");
    term_wait_text(t, "[用他人的]");
    term_keys(t, "<Enter>");
    term_wait_text(t, "[用我的]");
    term_keys(t, "<F2>");
    term_wait_text(t, "已并入他人的 0 处修改并保存");
    assert_string_equal(project_in(forms), "全区科普经费改");
    change_file(form_in(forms), "\"全区科普经费改\"", "\"又一个\"");
    term_keys(t, "<End>再");
    term_keys(t, "<F2>");
    term_wait_text(t, ASKS_WHOSE);
    term_keys(t, "<Enter>");
    term_wait_text(t, "[用他人的]");
    term_keys(t, "<F2>");
    term_wait_text(t, "已并入他人的 1 处修改并保存");
    assert_string_equal(project_in(forms), "又一个");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
}

/* What has come in its place can't be merged with. */
static void another_file_in_its_place(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = changed(forms);
    disk_write(form_in(forms), "[x]\ny = 1\n", 10);
    struct untouched theirs = remember(form_in(forms));
    term_keys(t, "<F2>");
    term_wait_text(t, ASKS_OVERWRITE);
    term_keys(t, "n");
    term_wait_gone(t, ASKS_OVERWRITE);
    assert_untouched(&theirs);
    term_keys(t, "<F2>");
    term_wait_text(t, ASKS_OVERWRITE);
    term_keys(t, "Ｙ");
    term_wait_text(t, "已保存");
    assert_string_equal(project_in(forms), "全区科普经费改");
    assert_string_equal(form_file_value(form_in(forms), "total.score"), "89.45");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
}

static void a_new_form_over_one_that_has_come(void **state) {
    (void)state;
    const char *forms = forms_copy(), *path = disk_path(forms, "new.ini");
    struct term *t = form_start(forms, NULL, "--rules", "rules/kepu-2024.ini", "new.ini");
    disk_write(path, "[form]\n", 7);
    term_keys(t, "<Tab> 新 <F2>");
    term_wait_text(t, ASKS_OVERWRITE);
    term_keys(t, "n <F10>");
    term_wait_text(t, ASKS_SAVE);
    term_keys(t, "n");
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(disk_read(path, NULL), "[form]\n");
}

/* The folder of a new form goes away, and comes back. */
static void a_save_that_fails(void **state) {
    (void)state;
    const char *forms = forms_copy(), *dir = disk_path(forms, "desk");
    assert_int_equal(mkdir(dir, 0755), 0);
    struct term *t = form_start(forms, NULL, "--rules", "rules/kepu-2024.ini", "desk/new.ini");
    term_keys(t, "<Tab> 新项目");
    term_wait_for(t, cell_shows(t, "新项目"));
    assert_int_equal(rename(dir, disk_path(forms, "away")), 0);
    term_keys(t, "<F2>");
    term_wait_text(t, "未能保存，修改仍在屏幕上： 没有这个文件（S-F2 另存为）");
    term_wait_for(t, cell_shows(t, "新项目"));
    term_keys(t, "<F10>");
    term_wait_text(t, ASKS_SAVE);
    term_keys(t, "y"); /* leaving fails with it */
    term_wait_text(t, "未能保存");
    term_keys(t, "啊");
    term_wait_for(t, cell_shows(t, "新项目啊"));
    assert_int_equal(mkdir(dir, 0755), 0);
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    assert_string_equal(form_file_value(disk_path(dir, "new.ini"), "header.project"), "新项目啊");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
}

/* Even where the tests run as root, the program shall have no more rights than another. */
static void a_folder_without_write_permission(void **state) {
    (void)state;
    const char *forms = forms_copy(), *program = getenv("ZIPING");
    assert_int_equal(chmod(forms, 0555), 0);
    struct untouched m = remember(form_in(forms));
    struct term_options o = {.cwd = forms};
    struct term *t =
        geteuid() != 0 ? term_start_ziping(&o, "kepu-2024.ini")
                       : term_start(&o, "setpriv", "--bounding-set=-all", "--inh-caps=-all", program, "kepu-2024.ini");
    term_wait_text(t, "F10退出");
    term_keys(t, "<Tab> 改 <F2>");
    term_wait_text(t, "未能保存，修改仍在屏幕上： 不能在它的目录中新建文件");
    term_wait_text(t, "* 已修改");
    term_wait_for(t, cell_shows(t, "全区科普经费改"));
    assert_untouched(&m);
    assert_int_equal(chmod(forms, 0755), 0);
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    assert_string_equal(project_in(forms), "全区科普经费改");
}

static bool says_read_only(struct term *t) {
    return strcmp(term_row(t, 22), " 只读") == 0;
}

static void view_changes_nothing(void **state) {
    (void)state;
    static const char *const tries[] = {"字",    "<Backspace>", "<C-k>", "<C-u>", "<C-w>",
                                        "<C-d>", "<Delete>",    "<F9>",  "<F2>"};
    const char *forms = forms_copy();
    struct untouched m = remember(form_in(forms));
    struct term *t = form_start(forms, NULL, "view", "kepu-2024.ini");
    term_wait_text(t, "只读");
    term_keys(t, "<Tab>");
    term_wait_for(t, cell_shows(t, "全区科普经费"));
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        term_keys(t, "<Home> <Right>");
        term_wait_for(t, cell_shows(t, "全") && !says_read_only(t));
        term_keys(t, tries[i]);
        term_wait_for(t, says_read_only(t));
        term_keys(t, "<End>");
        term_wait_for(t, cell_shows(t, "全区科普经费") && !says_read_only(t));
    }
    term_paste(t, "粘贴");
    term_wait_for(t, says_read_only(t));
    term_keys(t, "<M-5> <Tab>"); /* the grade, which is computed and not stated */
    term_wait_text(t, "[5核对]");
    term_wait_for(t, strcmp(cell_line(t), "(良)") == 0 && !says_read_only(t));
    term_keys(t, "<F9>");
    term_wait_for(t, says_read_only(t) && strcmp(cell_line(t), "(良)") == 0);
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_untouched(&m);
}

static void view_of_the_full_screen_text(void **state) {
    (void)state;
    static const char *const tries[] = {"字", "<Enter>", "<C-k>", "<Backspace>"};
    struct term *t = form_start(forms_copy(), NULL, "view", "kepu-2024.ini");
    term_keys(t, "<M-3> <F3>");
    term_wait_text(t, "83 字");
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        term_keys(t, "<Home> <Right>");
        term_wait_for(t, !says_read_only(t));
        term_keys(t, tries[i]);
        term_wait_for(t, says_read_only(t));
        term_wait_text(t, "83 字");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(nothing_changed_nothing_asked),
        term_test(the_question_before_leaving),
        term_test(back_from_the_question),
        term_test(saving_changes_one_line),
        term_test(other_fields_changed_by_somebody_else),
        term_test(the_same_field_changed_by_somebody_else),
        term_test(another_file_in_its_place),
        term_test(a_new_form_over_one_that_has_come),
        term_test(a_save_that_fails),
        term_test(a_folder_without_write_permission),
        term_test(view_changes_nothing),
        term_test(view_of_the_full_screen_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
