/* Many files in one run of `ziping check`: which ones, in which order, and what shows in several of them only. */
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
#include "findings.h"
#include "form_term.h"

#define check(o, ...) batch_run((o), "check", __VA_ARGS__)

static void folder(const char *dir, const char *name) {
    assert_int_equal(mkdir(disk_path(dir, name), 0700), 0);
}

/* A folder with the sound form and its rule set; the form's text in *sound. */
static const char *sound_folder(const char **sound) {
    const char *dir = term_tmpdir();
    disk_copy("tests/data/sound-rules.ini", dir);
    *sound = disk_read("tests/data/sound-form.ini", NULL);
    return dir;
}

/* The sound form as another project, with its reason in other words. */
static const char *project(const char *sound, const char *name) {
    char quoted[64];
    snprintf(quoted, sizeof quoted, "project = \"%s\"", name);
    return text_swapped(text_swapped(sound, "project = \"科普活动经费\"", quoted), "老年居民到场较少，原因是", name);
}

/* ---- which files ---- */

static void folders_are_searched_in_order(void **state) {
    (void)state;
    const char *dir = term_tmpdir();
    struct batch_options o = {.cwd = dir};
    static const char *const folders[] = {"d", "d/b", "d/b/c", "d/.hidden", "else"};
    static const char *const files[] = {"d/z.ini",     "d/a.ini",  "d/b/2.ini",       "d/b/10.ini",
                                        "d/b/c/x.ini", "d/.x.ini", "d/.hidden/x.ini", "d/notes.txt",
                                        "d/b.ini",     "d/ini",    "else/e.ini",      "d/文.ini"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        folder(dir, folders[i]);
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        disk_put(dir, files[i], "[form]\n");
    }
    assert_int_equal(symlink("../else", disk_path(dir, "d/link")), 0);
    assert_int_equal(symlink(".", disk_path(dir, "d/b/loop.ini")), 0);
    assert_int_equal(symlink("../else/e.ini", disk_path(dir, "d/file-link.ini")), 0);
    static const char *const order[] = {"d/a.ini",     "d/b.ini",         "d/b/10.ini", "d/b/2.ini",
                                        "d/b/c/x.ini", "d/file-link.ini", "d/z.ini",    "d/文.ini"};
    const char *const named[] = {"d", "d/"};
    for (size_t i = 0; i < 2; i++) {
        struct batch b = check(&o, "-f", "gcc", named[i]);
        assert_int_equal(b.status, 1);
        assert_int_equal(lines_with(b.out, "[I018 rules-unreadable]"), 8);
        const char *at = b.out;
        for (size_t k = 0; k < 8; k++) {
            char place[64];
            snprintf(place, sizeof place, "%s:1:1: ", order[k]);
            assert_int_equal(strncmp(at, place, strlen(place)), 0);
            at += strcspn(at, "\n") + 1;
        }
        assert_string_equal(at, "");
        assert_has(b.err, "8 个文件：错误 8，警告 0，提示 0\n");
    }
    /* What is named itself is read whatever its name, and as often as it is named. */
    assert_int_equal(lines_with(check(&o, "-f", "gcc", "d/notes.txt", "d/.x.ini", "d/link", "d/.x.ini").out, "I018"),
                     4);
    folder(dir, "empty");
    struct batch none = check(&o, "empty");
    assert_int_equal(none.status, 0);
    assert_string_equal(none.out, "");
}

enum { MANY = 60 };

/* Sixty forms: sound ones, ones with faults, some that are no forms, no text, or can't be read at all. */
static const char *many_forms(void) {
    const char *sound, *dir = sound_folder(&sound), *real = disk_read("forms/kepu-2024.ini", NULL);
    folder(dir, "many");
    for (int i = 0; i < MANY; i++) {
        char name[32], title[32];
        snprintf(name, sizeof name, "many/%02d.ini", i);
        snprintf(title, sizeof title, "第%d号项目", i);
        const char *text = text_swapped(project(sound, title), "sound-rules.ini", "../sound-rules.ini");
        switch (i % 6) {
        case 1:
            text = text_swapped(text, "actual = \"52场\"", "actual = \"52\"");
            break;
        case 2:
            text = text_swapped(real, "rules/kepu-2024.ini", "../no-such-rules.ini");
            break;
        case 3:
            text = i < 30 ? "[header]\n" : "[form]\n\xff\xff\xff\n";
            break;
        case 4:
            text = text_swapped(text, "score = 99", "score = 98");
            break;
        default:
            break;
        }
        if (i == 7 || i == 41) {
            assert_int_equal(symlink("nowhere", disk_path(dir, name)), 0);
        } else {
            disk_put(dir, name, text);
        }
    }
    return dir;
}

static void threads_change_nothing(void **state) {
    (void)state;
    struct batch_options o = {.cwd = many_forms()};
    for (size_t i = 0; i < 6; i++) {
        struct batch one = check(&o, "-j1", "-f", report_formats[i], "many");
        static const char *const jobs[] = {"-j2", "-j7", "--jobs=256"};
        assert_int_equal(one.status, 2);
        for (size_t k = 0; k < 3; k++) {
            struct batch b = check(&o, jobs[k], "-f", report_formats[i], "many");
            assert_int_equal(b.status, one.status);
            assert_string_equal(b.out, one.out);
            assert_string_equal(b.err, one.err);
        }
    }
    static const char *const wrong[] = {"0", "257", "-1", "1.5", "x", ""};
    for (size_t i = 0; i < 6; i++) {
        struct batch b = check(&o, "-j", wrong[i], "many");
        assert_int_equal(b.status, 2);
        assert_has(b.err, "线程数应为 1 到 256");
    }
}

/* 10 forms each: F403; no rules; 5 other files and 5 that are no text; F205. One of the first and a sound one are
   gone. */
static void one_failure_stops_no_other(void **state) {
    (void)state;
    struct batch_options o = {.cwd = many_forms()};
    struct batch b = check(&o, "-f", "gcc", "many");
    assert_int_equal(b.status, 2);
    assert_int_equal(lines_with(b.err, "没有这个文件\n"), 2);
    assert_has(b.err, "ziping: many/07.ini: 没有这个文件\n");
    assert_has(b.err, "ziping: many/41.ini: 没有这个文件\n");
    assert_int_equal(lines_with(b.out, "[F403 unit-missing]"), 9);
    assert_int_equal(lines_with(b.out, "[I018 rules-unreadable]"), 10);
    assert_int_equal(lines_with(b.out, "[I017 not-a-form]"), 5);
    assert_int_equal(lines_with(b.out, "[I001 not-utf8]"), 5);
    assert_int_equal(lines_with(b.out, "[F205 scores-not-total]"), 10);
    assert_int_equal(lines_with(b.out, "]"), 39);
    assert_has(b.out, "many/58.ini:");
    assert_has(b.err, "60 个文件：错误 30，警告 9，提示 0\n");
    assert_has(check(&o, "--lang=en", "-q", "many").err, "60 files: 30 errors, 9 warnings, 0 notes\n");
}

static void a_report_that_cannot_be_written(void **state) {
    (void)state;
    struct term_options o = {.cwd = forms_copy()};
    struct term *t = term_start(&o, "sh", "-c", "exec \"$0\" check . >/dev/full", getenv("ZIPING"));
    assert_int_equal(term_wait_exit(t), 2);
    assert_string_equal(term_row(t, 0), "ziping: 读写出错");
    assert_string_equal(term_row(t, 1), "");
}

/* ---- forms side by side ---- */

static void the_same_text_in_two_projects(void **state) {
    (void)state;
    const char *sound, *dir = sound_folder(&sound);
    struct batch_options o = {.cwd = dir};
    const char *other = text_swapped(sound, "project = \"科普活动经费\"", "project = \"科普展览经费\"");
    disk_put(dir, "1.ini", sound);
    disk_put(dir, "2.ini", other);
    disk_put(dir, "3.ini", text_swapped(other, "老年居民", "青年居民"));
    struct batch b = check(&o, "-fgcc", ".");
    assert_int_equal(b.status, 1);
    /* The reason is in line 74; the third is the second's project once more, and that is all that is said of it. */
    assert_int_equal(lines_with(b.out, "]"), 2);
    assert_has(b.out,
               "./2.ini:74:10: warning: 居民科学意识 偏差原因分析及改进措施 与另一项目的文字相同：./1.ini [B702 ");
    assert_has(b.out, "./3.ini:9:11: error: 与 ./2.ini 是同一项目同一年度 [B703 batch-same-project]\n");
    b = check(&o, "-fjsonl", "1.ini", "2.ini");
    assert_has(b.out, "\"path\":\"benefit.social.awareness.reason\"");
    assert_has(check(&o, "-fjsonl", "2.ini", "3.ini").out, "\"path\":\"header.project\"");
    assert_int_equal(check(&o, "1.ini", "2.ini").status, 0);
    assert_string_equal(check(&o, "2.ini").out, "");
    assert_int_equal(check(&o, "--severity=B703=warning", "2.ini", "3.ini").status, 0);
    assert_string_equal(check(&o, "--ignore=B702,B703", ".").out, "");
    /* Another unit's, or another year's, is another one. */
    disk_put(dir, "3.ini", text_swapped(text_swapped(other, "unit = \"区", "unit = \"县"), "老年居民", "青年居民"));
    assert_null(strstr(check(&o, ".").out, "B703"));
}

static void full_scores_throughout(void **state) {
    (void)state;
    const char *sound, *dir = sound_folder(&sound);
    struct batch_options o = {.cwd = dir};
    const char *full = text_swapped(text_swapped(sound, "weight = 15\nscore = 14\n", "weight = 15\nscore = 15\n"),
                                    "score = 99", "score = 100");
    const char *reason = strstr(full, "reason = \"老年");
    char *bare = test_alloc(strlen(full));
    assert_non_null(reason);
    sprintf(bare, "%.*sreason = \"\"%s", (int)(reason - full), full, reason + strcspn(reason, "\n"));
    disk_put(dir, "1.ini", project(sound, "甲项目"));
    disk_put(dir, "2.ini", text_swapped(bare, "科普活动经费", "乙项目"));
    disk_put(dir, "3.ini", text_swapped(bare, "科普活动经费", "丙项目"));
    disk_put(dir, "4.ini", project(sound, "丁项目"));
    disk_put(dir, "5.ini", project(sound, "戊项目"));
    struct batch b = check(&o, "-fgcc", "-lwarning", "1.ini", "2.ini", "3.ini", "4.ini");
    assert_int_equal(b.status, 1);
    assert_string_equal(b.out, "2.ini: warning: 本批 4 份自评表中 2 份全部满分 [B701 batch-all-full]\n");
    assert_has(b.err, "4 个文件：错误 0，警告 1，提示 0\n");
    assert_string_equal(check(&o, "-lwarning", ".").out, ""); /* 2 of 5 */
    assert_string_equal(check(&o, "-lwarning", "2.ini", "3.ini").out, "");
    assert_int_equal(check(&o, "--severity=B701=error", "1.ini", "2.ini", "3.ini").status, 1);
    assert_int_equal(check(&o, "--only=B701", "1.ini", "2.ini", "3.ini").status, 0);
    assert_string_equal(check(&o, "--ignore=B701,F221", "1.ini", "2.ini", "3.ini").out, "");
    for (size_t i = 0; i < 6; i++) {
        b = check(&o, "-lwarning", "-f", report_formats[i], "1.ini", "2.ini", "3.ini");
        assert_string_equal(findings_in(report_formats[i], b.out), "B701 warning 0:0\n");
    }
    assert_int_equal(check(&o, "--write-baseline=k", "1.ini", "2.ini", "3.ini").status, 0);
    assert_string_equal(check(&o, "--baseline=k", "1.ini", "2.ini", "3.ini").out, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(folders_are_searched_in_order), term_test(threads_change_nothing),
        term_test(one_failure_stops_no_other),    term_test(a_report_that_cannot_be_written),
        term_test(the_same_text_in_two_projects), term_test(full_scores_throughout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
