/* `ziping fmt`: files in the form that both iniparser versions read alike, with nothing of what they say changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <iconv.h>
#include <iniparser/iniparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch.h"
#include "form_term.h"
#include "ziping/ini.h"

#define BOM "\xef\xbb\xbf"

/* A text that is long: 1,200 bytes of one character. */
static const char *long_text(void) {
    char *text = test_alloc(1200);
    for (int i = 0; i < 400; i++) {
        strcat(text, i % 40 == 39 ? "。" : "长");
    }
    return text;
}

static const char *format(const char *pattern, const char *with) {
    char *text = test_alloc(strlen(pattern) + strlen(with));
    sprintf(text, "%.*s%s%s", (int)(strstr(pattern, "@") - pattern), pattern, with, strstr(pattern, "@") + 1);
    return text;
}

static const char *in_crlf(const char *text) {
    char *out = test_alloc(strlen(text) * 2), *to = out;
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            *to++ = '\r';
        }
        *to++ = *text;
    }
    return out;
}

static const char *in_gb18030(const char *text) {
    iconv_t convert = iconv_open("GB18030", "UTF-8");
    size_t left = strlen(text), room = left * 2;
    char *out = test_alloc(room), *to = out, *from = (char *)(uintptr_t)text;
    assert_true(convert != (iconv_t)-1);
    assert_true(iconv(convert, &from, &left, &to, &room) != (size_t)-1);
    iconv_close(convert);
    return out;
}

/* Every value by section and key, part by part joined, in the order of the file. */
static const char *values_of(const char *bytes) {
    struct arena a = {0};
    struct ini_doc doc;
    struct buf out = {0};
    assert_int_equal(ini_scan(&a, str_of(bytes), &doc), INI_OK);
    for (size_t i = 0; i < doc.entries; i++) {
        const struct ini_entry *e = &doc.entry[i];
        if (!e->is_part) {
            struct str section = doc.section[e->section].name;
            buf_printf(&out, "%.*s|%.*s|%.*s\n", STR_ARG(section), STR_ARG(e->key), STR_ARG(e->value));
        }
    }
    char *text = test_alloc(out.n);
    memcpy(text, out.p ? out.p : "", out.n);
    buf_free(&out);
    arena_free(&a);
    return text;
}

static void assert_no_faults(const char *bytes) {
    struct arena a = {0};
    struct ini_doc doc;
    assert_int_equal(ini_scan(&a, str_of(bytes), &doc), INI_OK);
    if (doc.faults > 0) {
        term_fail(NULL, "fault %d in line %u of:\n%s", doc.fault[0].kind, doc.fault[0].line, bytes);
    }
    arena_free(&a);
}

/* What iniparser makes of the value, its parts joined and its escapes resolved. */
static const char *loaded(const char *path, const char *key) {
    dictionary *d = iniparser_load(path);
    char *joined = test_alloc(1 << 14), part[64];
    if (d == NULL) {
        term_fail(NULL, "iniparser does not load %s", path);
    }
    strcat(joined, iniparser_getstring(d, key, ""));
    for (int i = 2; snprintf(part, sizeof part, "%s.%d", key, i), iniparser_find_entry(d, part); i++) {
        strcat(joined, iniparser_getstring(d, part, ""));
    }
    iniparser_freedict(d);
    struct arena a = {0};
    struct str s = ini_unescape(&a, str_of(joined));
    char *text = test_alloc(s.n);
    memcpy(text, s.p, s.n);
    arena_free(&a);
    return text;
}

/* Comments, blank lines, order and spelling that are to stay. */
#define TEXT                                                                                                           \
    "; 说明: a comment\n\n[Form]\nformat=1\n   rules   =   rules/kepu-2024.ini\n# another\n\n\n[header]\n"           \
    "Project = '全区科普经费'   \n\tunit = \"科协\" ; behind\n; unit = old\nunknown = kept\n"

static void what_is_mended(void **state) {
    (void)state;
    const char *dir = term_tmpdir(), *path = disk_path(dir, "x.ini"), *text = TEXT;
    struct batch_options o = {.cwd = dir};
    const char *inputs[] = {format(BOM "@", text), in_crlf(text), in_gb18030(text), format(BOM "@", in_crlf(text)),
                            in_crlf(in_gb18030(text))};
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        disk_write(path, inputs[i], strlen(inputs[i]));
        assert_int_equal(chmod(path, 0640), 0);
        struct batch b = batch_run(&o, "fmt", "x.ini");
        struct stat st;
        assert_int_equal(b.status, 0);
        assert_string_equal(b.out, "");
        assert_string_equal(b.err, "ziping: x.ini: 已改写\n");
        assert_string_equal(disk_read(path, NULL), text);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0640);
        assert_string_equal(loaded(path, "header:project"), "全区科普经费");
    }
    struct untouched u = remember(path); /* nothing more to do */
    struct batch b = batch_run(&o, "fmt", "x.ini");
    assert_int_equal(b.status, 0);
    assert_string_equal(b.err, "");
    assert_untouched(&u);
}

static void lines_that_are_written_anew(void **state) {
    (void)state;
    const char *dir = term_tmpdir(), *path = disk_path(dir, "x.ini"), *text = long_text();
    struct batch_options o = {.cwd = dir};
    const char *input = format("[header]\nyear = 2024\nproject = \"a\\b\"\n; keep\nunit = \"科协\"\n[goal.1]\n"
                               "expected = \"@\" ; why\nactual = \"第一\\n段&#10;第二段\"\n\n[x.y.z]\nscore = 1\n",
                               text);
    disk_write(path, input, strlen(input));
    const char *before = values_of(input);
    assert_has(before, "header|project|a\\b\n");
    struct batch b = batch_run(&o, "fmt", "x.ini");
    const char *output = disk_read(path, NULL);
    assert_int_equal(b.status, 0);
    assert_string_equal(values_of(output), before);
    assert_no_faults(output);
    assert_has(output, "[header]\nyear = 2024\nproject = \"a&#92;b\"\n; keep\nunit = \"科协\"\n[goal.1]\n");
    assert_has(output, "\n\n[x.y.z]\nscore = 1\n");
    assert_has(output, "expected.2 = ");
    for (const char *p = output; *p != '\0'; p += strcspn(p, "\n") + 1) {
        assert_true(strcspn(p, "\n") <= INI_LINE_WRITE);
    }
    assert_string_equal(loaded(path, "goal.1:expected"), text);
    assert_string_equal(loaded(path, "header:project"), "a\\b");
    assert_string_equal(loaded(path, "goal.1:actual"), "第一\\n段\n第二段");
    struct untouched u = remember(path);
    assert_int_equal(batch_run(&o, "fmt", "x.ini").status, 0);
    assert_untouched(&u);
}

/* A part that is too long, and one with a backslash, are written with all of their value. */
static void parts_that_are_written_anew(void **state) {
    (void)state;
    const char *dir = term_tmpdir(), *path = disk_path(dir, "x.ini");
    struct batch_options o = {.cwd = dir};
    const char *input =
        format("[goal.1]\nactual = \"首\"\nactual.2 = \"@\"\nactual.3 = \"c\\d\"\nexpected = e\n", long_text());
    disk_write(path, input, strlen(input));
    assert_int_equal(batch_run(&o, "fmt", "x.ini").status, 0);
    const char *output = disk_read(path, NULL);
    assert_string_equal(values_of(output), values_of(input));
    assert_no_faults(output);
    assert_string_equal(loaded(path, "goal.1:actual"), format("首@c\\d", long_text()));
    assert_has(output, "expected = e\n");
}

static void what_only_a_person_can_decide(void **state) {
    static const char *const inputs[] = {
        "[form]\nno equals sign\n",     "[form\nformat = 1\n",   "[form]\nrules = \"open\n",
        "[form]\nrules = \"a\" b\n",    "[form]\nrules = a;b\n", "[form]\nformat = 1\nformat = 2\n",
        "[form]\na = 1\n[x]\n[form]\n", "format = 1\n[form]\n",  "[form]\nrules = a\nrules.3 = c\n",
    };
    (void)state;
    const char *dir = term_tmpdir(), *path = disk_path(dir, "x.ini");
    struct batch_options o = {.cwd = dir};
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        disk_write(path, inputs[i], strlen(inputs[i]));
        struct untouched u = remember(path);
        struct batch b = batch_run(&o, "fmt", "x.ini");
        assert_int_equal(b.status, 1);
        assert_string_equal(b.err, "ziping: x.ini: 仍有须人工处理的问题，请运行 ziping check 查看\n");
        assert_untouched(&u);
        /* The rest is mended all the same. */
        const char *crlf = in_crlf(inputs[i]);
        disk_write(path, crlf, strlen(crlf));
        b = batch_run(&o, "fmt", "x.ini");
        assert_int_equal(b.status, 1);
        assert_has(b.err, "ziping: x.ini: 已改写\n");
        assert_has(b.err, "仍有须人工处理的问题");
        assert_string_equal(disk_read(path, NULL), inputs[i]);
    }
}

static void check_only_says(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    const char *crlf = in_crlf(TEXT);
    disk_write(disk_path(forms, "crlf.ini"), crlf, strlen(crlf));
    disk_write(disk_path(forms, "open.ini"), "[open\n", 6);
    struct untouched u[] = {remember(disk_path(forms, "crlf.ini")), remember(form_in(forms)),
                            remember(disk_path(forms, "open.ini"))};
    struct batch b = batch_run(&o, "fmt", "--check", "crlf.ini", "kepu-2024.ini", "rules/kepu-2024.ini");
    assert_int_equal(b.status, 1);
    assert_string_equal(b.out, "");
    assert_string_equal(b.err, "ziping: crlf.ini: 需要改写\n");
    assert_int_equal(batch_run(&o, "fmt", "--check", "open.ini").status, 1);
    b = batch_run(&o, "fmt", "--check", "kepu-2024.ini", "rules/mof-2020.ini");
    assert_int_equal(b.status, 0);
    assert_string_equal(b.err, "");
    struct batch_options from = {.cwd = forms, .input = disk_path(forms, "crlf.ini")};
    b = batch_run(&from, "fmt", "--check", "-");
    assert_int_equal(b.status, 1);
    assert_string_equal(b.out, "");
    assert_string_equal(b.err, "ziping: -: 需要改写\n");
    for (size_t i = 0; i < 3; i++) {
        assert_untouched(&u[i]);
    }
}

static void standard_input_to_standard_output(void **state) {
    (void)state;
    const char *dir = term_tmpdir();
    const char *inputs[] = {format(BOM "@", in_crlf(TEXT)), in_gb18030(TEXT), TEXT};
    struct batch_options o = {.cwd = dir, .input = disk_path(dir, "in")};
    for (size_t i = 0; i < 3; i++) {
        disk_write(o.input, inputs[i], strlen(inputs[i]));
        struct untouched u = remember(o.input);
        struct batch b = batch_run(&o, "fmt", "-");
        assert_int_equal(b.status, 0);
        assert_string_equal(b.out, TEXT);
        assert_string_equal(b.err, "");
        assert_untouched(&u);
    }
    disk_write(o.input, "[open\r\n", 7);
    struct batch b = batch_run(&o, "fmt", "-");
    assert_int_equal(b.status, 1);
    assert_string_equal(b.out, "[open\n");
    assert_int_equal(batch_run(NULL, "fmt", "-").status, 0); /* nothing in, nothing out */
}

static void files_that_are_none(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    disk_write(disk_path(forms, "nul.ini"), "[a]\nb\0c = 1\r\n", 13);
    disk_write(disk_path(forms, "odd.ini"), "[a]\r\nb = \xff\xff\xff\r\n", 14);
    const char *crlf = in_crlf(TEXT);
    disk_write(disk_path(forms, "crlf.ini"), crlf, strlen(crlf));
    struct untouched nul = remember(disk_path(forms, "nul.ini")), odd = remember(disk_path(forms, "odd.ini"));
    struct batch b = batch_run(&o, "fmt", "none.ini", "rules", "nul.ini", "odd.ini", "/dev/null", "crlf.ini");
    assert_int_equal(b.status, 2);
    assert_string_equal(b.out, "");
    assert_string_equal(b.err, "ziping: none.ini: 没有这个文件\n"
                               "ziping: rules: 是一个目录\n"
                               "ziping: nul.ini: 既不是 UTF-8 也不是 GB18030 文本，未读取\n"
                               "ziping: odd.ini: 既不是 UTF-8 也不是 GB18030 文本，未读取\n"
                               "ziping: /dev/null: 不是普通文件\n"
                               "ziping: crlf.ini: 已改写\n");
    assert_string_equal(disk_read(disk_path(forms, "crlf.ini"), NULL), TEXT);
    assert_untouched(&nul);
    assert_untouched(&odd);
    b = batch_run(&o, "fmt");
    assert_int_equal(b.status, 2);
    assert_has(b.err, "请指定文件");
}

/* A link stays a link, and its target is mended. */
static void links(void **state) {
    (void)state;
    const char *dir = term_tmpdir(), *crlf = in_crlf(TEXT), *link = disk_path(dir, "link.ini");
    struct batch_options o = {.cwd = dir};
    struct stat st;
    disk_write(disk_path(dir, "x.ini"), crlf, strlen(crlf));
    assert_int_equal(symlink("x.ini", link), 0);
    assert_int_equal(batch_run(&o, "fmt", "link.ini").status, 0);
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_string_equal(disk_read(disk_path(dir, "x.ini"), NULL), TEXT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(what_is_mended),
        term_test(lines_that_are_written_anew),
        term_test(parts_that_are_written_anew),
        term_test(what_only_a_person_can_decide),
        term_test(check_only_says),
        term_test(standard_input_to_standard_output),
        term_test(files_that_are_none),
        term_test(links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
