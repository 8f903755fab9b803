/* Files that are missing, broken, hostile or not what they should be: a clear word where, and nothing is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"
#include "form_term.h"

/* Files that can't be read at all. */
static void files_that_cannot_be_had(void **state) {
    (void)state;
    static const struct {
        const char *name, *why;
    } cases[] = {
        {"no-such.ini", "没有这个文件"},  {"no-such/form.ini", "没有这个文件"}, {"kepu-2024.ini/form.ini", ""},
        {"/dev/null", "不是普通文件"},    {"zeros.ini", "文件超过 16 MB"},      {"loop.ini", ""},
        {"dangling.ini", "没有这个文件"},
    };
    static const char *const commands[] = {"show", "check", "edit", "view"};
    const char *forms = forms_copy(), *zeros = disk_path(forms, "zeros.ini");
    struct batch_options o = {.cwd = forms};
    disk_write(zeros, "", 0);
    assert_int_equal(truncate(zeros, 100 << 20), 0);
    assert_int_equal(symlink("loop.ini", disk_path(forms, "loop.ini")), 0);
    assert_int_equal(symlink("nowhere.ini", disk_path(forms, "dangling.ini")), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t c = 0; c < sizeof commands / sizeof *commands; c++) {
            struct batch b = batch_run(&o, commands[c], cases[i].name);
            char wanted[128];
            snprintf(wanted, sizeof wanted, "ziping: %s: %s", cases[i].name, cases[i].why);
            assert_int_equal(b.status, 2);
            assert_string_equal(b.out, "");
            assert_int_equal(strncmp(b.err, wanted, strlen(wanted)), 0);
            assert_int_equal(lines_with(b.err, "ziping: "), 1);
        }
    }
    struct batch b = batch_run(&o, "show", "rules");
    assert_int_equal(b.status, 2);
    assert_string_equal(b.err, "ziping: rules: 是一个目录\n");
}

/* The program as root without root's rights, so that a file's mode counts. */
static void a_file_without_read_permission(void **state) {
    (void)state;
    const char *forms = forms_copy(), *script = geteuid() != 0 ? "exec \"$0\" check kepu-2024.ini"
                                                               : "exec setpriv --bounding-set=-all --inh-caps=-all "
                                                                 "\"$0\" check kepu-2024.ini";
    struct term_options o = {.cwd = forms};
    assert_int_equal(chmod(form_in(forms), 0), 0);
    struct term *t = term_start(&o, "sh", "-c", script, getenv("ZIPING"));
    assert_int_equal(term_wait_exit(t), 2);
    assert_string_equal(term_row(t, 0), "ziping: kepu-2024.ini: 没有权限");
}

struct bad {
    const char *name, *bytes;
    size_t n;
    int check, show;      /* exit statuses */
    const char *found[4]; /* on standard output of check, in this order */
};

#define BYTES(s) s, sizeof(s) - 1
#define FORM(rules) "[form]\nformat = 1\nrules = " rules "\n"

static const struct bad bad_files[] = {
    {"empty.ini", BYTES(""), 1, 2, {"empty.ini:1:1: error: ", "[I017 not-a-form]"}},
    {"other.ini", BYTES("[a]\nb = c\n"), 1, 2, {"other.ini:1:1: error: ", "[I017 not-a-form]"}},
    {"latin1.ini",
     BYTES(FORM("rules/kepu-2024.ini") "[header]\nproject = \"\xff\xfe\x80\"\n"),
     2,
     2,
     {"latin1.ini:5:12: error: ", "[I001 not-utf8]", "\\xFF\\xFE\\x80"}},
    {"nul.ini", BYTES("[form]\nformat = 1\nru\0les = x\n"), 2, 2, {"nul.ini:3:3: error: ", "[I003 nul-byte]"}},
    {"gbk.ini",
     BYTES(FORM("rules/kepu-2024.ini") "[header]\nproject = \"\xd6\xd0\xb9\xfa\"\n"),
     1,
     0,
     {"gbk.ini", " error: "}},
    {"no-rules.ini", BYTES(FORM("rules/none.ini")), 1, 2, {"no-rules.ini:3:9: error: ", "rules/none.ini", "[I018 "}},
    {"unnamed.ini", BYTES("[form]\nformat = 1\n"), 1, 2, {"unnamed.ini:1:1: error: ", "[I018 "}},
    {"folder.ini", BYTES(FORM("rules")), 1, 2, {"folder.ini:3:9: error: ", "是一个目录", "[I018 "}},
    {"of-self.ini", BYTES(FORM("rules/self.ini")), 1, 2, {"of-self.ini:3:9: error: ", "rules/self.ini", "[I018 "}},
    {"of-broken.ini",
     BYTES(FORM("rules/broken.ini")),
     1,
     2,
     {"of-broken.ini:3:9: error: ", "rules/broken.ini", "[I019 "}},
    {"rules/self.ini",
     BYTES("[ruleset]\nformat = 1\nbase = self.ini\n"),
     1,
     2,
     {"self.ini:3:8: error: ", "[R119 base-loop]"}},
    {"rules/a.ini", BYTES("[ruleset]\nformat = 1\nbase = b.ini\n"), 1, 2, {"[R119 base-loop]"}},
    {"rules/b.ini", BYTES("[ruleset]\nformat = 1\nbase = a.ini\n"), 1, 2, {"[R119 base-loop]"}},
    {"rules/orphan.ini",
     BYTES("[ruleset]\nformat = 1\nbase = none.ini\n"),
     1,
     2,
     {"orphan.ini:3:8: error: ", "none.ini"}},
    {"rules/broken.ini",
     BYTES("[ruleset\nno equals sign\n[grades]\nA = \"90\n"),
     1,
     2,
     {"broken.ini:1:1: error: ", "[I006 unclosed-section]", "broken.ini:2:1: error: ", "[I005 no-equals-sign]"}},
    {"numbers.ini",
     BYTES(FORM("rules/kepu-2024.ini") "[funds.total]\ninitial = 12abc\nbudget = 1e5\nexecuted = ９５．５\n"
                                       "score = 123456789012345678901234567890\n"),
     1,
     0,
     {"numbers.ini:5:11: error: ", "numbers.ini:6:10: error: ", "numbers.ini:8:9: error: ",
      "不是数字：整数部分超过 12 位"}},
};

static void bad_inputs(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    size_t n = sizeof bad_files / sizeof *bad_files;
    for (size_t i = 0; i < n; i++) {
        disk_write(disk_path(forms, bad_files[i].name), bad_files[i].bytes, bad_files[i].n);
    }
    for (size_t i = 0; i < n; i++) {
        const struct bad *bad = &bad_files[i];
        struct untouched u = remember(disk_path(forms, bad->name));
        struct batch check = batch_run(&o, "check", bad->name), show = batch_run(&o, "show", bad->name);
        const char *at = check.out;
        for (size_t k = 0; k < 4 && bad->found[k] != NULL; k++) {
            assert_has(at, bad->found[k]);
            at = strstr(at, bad->found[k]);
        }
        if (check.status != bad->check || show.status != bad->show) {
            term_fail(NULL, "%s: check ends with %d, show with %d", bad->name, check.status, show.status);
        }
        assert_clean(check.out);
        assert_clean(check.err);
        assert_clean(show.out);
        assert_true((show.status == 0) == (show.err[0] == '\0'));
        assert_untouched(&u);
    }
    struct batch numbers = batch_run(&o, "check", "numbers.ini");
    assert_int_equal(lines_with(numbers.out, "[F402 not-a-number]"), 3); /* full-width digits are a number */
    assert_null(strstr(numbers.out, "numbers.ini:7:"));
    assert_has(batch_run(&o, "check", "-l", "note", "gbk.ini").out,
               "gbk.ini:5:12: note: 不是 UTF-8，已按 GB18030 读取 [I001 not-utf8]");
    assert_has(batch_run(&o, "show", "gbk.ini").out, "|中国");
}

/* The same form under rules that have more columns and no indicators of their own. */
static void a_form_that_names_other_rules(void **state) {
    (void)state;
    const char *forms = forms_copy(), *text = disk_read(form_in(forms), NULL), *name = strstr(text, "kepu-2024.ini");
    char *other = test_alloc(strlen(text));
    assert_non_null(name);
    sprintf(other, "%.*smof-2020.ini%s", (int)(name - text), text, name + strlen("kepu-2024.ini"));
    disk_write(form_in(forms), other, strlen(other));
    struct untouched u = remember(form_in(forms));
    struct batch_options o = {.cwd = forms};
    struct batch check = batch_run(&o, "check", "kepu-2024.ini"), show = batch_run(&o, "show", "kepu-2024.ini");
    assert_int_equal(check.status, 1);
    assert_has(check.out, "kepu-2024.ini:80:1: error: 活动实际签到率 实际完成值 未填写 [F401 required-empty]");
    assert_int_equal(show.status, 0);
    assert_has(show.out, "年度指标");
    assert_untouched(&u);
}

/* What a file or a name holds is never sent on as it is. */
static void hostile_texts_are_made_harmless(void **state) {
    (void)state;
    static const char form[] =
        FORM("rules/kepu-2024.ini") "[header]\nproject = \"a\033]0;pwn\007b\302\2335nc\342\200\256d\177\"\n"
                                    "[\033[5nsection]\n\033[5nkey = 1\n[output.quantity.posts]\nname = "
                                    "\"\033[6n\"\nscore = \033c\n",
                      rules[] = "[ruleset]\nformat = \033[5n\ntitle = \"\033]0;x\007\"\n[a\302\233]\nname = \"\033c\"\n"
                                "weight = \342\200\256\n";
    static const char *const names[] = {"evil.ini", "rules/evil.ini", "\033[5n.ini", "no\033]0;such\007.ini"};
    const char *forms = forms_copy();
    struct batch_options o = {.cwd = forms};
    disk_write(disk_path(forms, names[0]), form, sizeof form - 1);
    disk_write(disk_path(forms, names[1]), rules, sizeof rules - 1);
    disk_write(disk_path(forms, names[2]), form, sizeof form - 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct batch show = batch_run(&o, "show", names[i]), check = batch_run(&o, "check", "-l", "note", names[i]);
        assert_true(show.out[0] != '\0' || show.err[0] != '\0');
        assert_true(check.out[0] != '\0' || check.err[0] != '\0');
        assert_clean(show.out);
        assert_clean(show.err);
        assert_clean(check.out);
        assert_clean(check.err);
    }
    assert_clean(batch_run(&o, "--\033[5n").err);
    assert_clean(batch_run(&o, "show", "--width=\033[5n", "a").err);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(files_that_cannot_be_had),      term_test(a_file_without_read_permission),  term_test(bad_inputs),
        term_test(a_form_that_names_other_rules), term_test(hostile_texts_are_made_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
