/* Texts that could upset a terminal, from every place of a file and from its name, on every screen and in every
   output: none of them arrives as it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "batch.h"
#include "safety.h"
#include "ziping/journal.h"

/* ESC, BEL, DEL, C1, a mark and an override of direction, an isolate, zero-width characters, a tag, a joiner, a byte
   order mark, a line separator. */
#define EVIL                                                                                                           \
    "\033]0;pwn\007\033[5n\033c\177\302\233\065n\302\220q\302\234\342\200\217\342\200\256\342\201\246\342\200\213"     \
    "\342\201\240\342\201\244\363\240\201\201\342\200\215\357\273\277\342\200\250\302\205"

static const char *const never[] = {
    "\033]0;",      "pwn\007",      "\033[5n",      "\033c",        "\177",         "\302\233",     "\302\220",
    "\302\234",     "\342\200\217", "\342\200\256", "\342\201\246", "\342\200\213", "\342\201\240", "\342\201\244",
    "\363\240\201", "\342\200\215", "\357\273\277", "\342\200\250", "\302\205",
};

/* A rule set whose every text is hostile: names, labels, sections and keys. */
static const char rules[] =
    "[ruleset]\nformat = 1\ntitle = \"t" EVIL "\"\nform_title = \"表" EVIL "\"\nyear = 2024\ntotal = 10\n"
    "[header]\nfields = \"project department\"\nproject = \"项目" EVIL "\"\n"
    "[funds]\ncurrency = \"万元" EVIL "\"\nrows = \"total\"\ncolumns = \"budget executed rate weight score\"\n"
    "total = \"总额" EVIL "\"\nbudget = \"预算" EVIL "\"\n[goals]\ncolumns = \"expected actual\"\n"
    "expected = \"目标" EVIL "\"\n[indicators]\ncolumns = \"target actual weight score reason\"\nopen = yes\n"
    "reason = \"原因" EVIL "\"\n[notes]\nfields = \"remarks\"\nremarks = \"附注" EVIL "\"\n"
    "[grades]\n优" EVIL " = 9\n差 = 0\n[output]\nname = \"产出" EVIL "\"\nweight = 10\n"
    "[output.a]\nname = \"数量" EVIL "\"\n[output.a.b]\nname = \"场次" EVIL "\"\nweight = 5\nkind = number\nsign = >=\n"
    "target = 5\nunit = \"场" EVIL "\"\nevidence = \"" EVIL "\"\n"
    "[output.a.c]\nname = \"办法" EVIL "\"\nweight = 5\nkind = tier\n[output.a.b" EVIL "]\nname = x\nweight" EVIL
    " = 1\n";

static const char form[] =
    "[form]\nformat = 1\nrules = rules.ini\nlast = \"last" EVIL ".ini\"\n[header]\nyear = 2024" EVIL "\n"
    "project = \"项目" EVIL "\"\ndepartment = \"" EVIL "努力\"\nprojekt" EVIL " = 1\n[header" EVIL "]\nx = 1\n"
    "[funds.total]\nbudget = 10" EVIL "\nexecuted = \"9" EVIL "\"\nrate = \"" EVIL "\"\nscore = \"1" EVIL "\"\n"
    "[goal.1]\nexpected = \"完成30%" EVIL "\"\nactual = \"拟" EVIL "&#10;二\"\n"
    "[output.a]\nname = \"改" EVIL "\"\n[output.a.b]\nname = \"次" EVIL "\"\ntarget = \"≥5" EVIL "\"\nactual = \"4" EVIL
    "\"\nweight = 5" EVIL "\nscore = \"" EVIL "\"\nreason = \"无" EVIL "\"\n[output.a.c]\nscore = 9\n"
    "[output.a.own" EVIL "]\nname = \"own\"\n[output.a.own]\nname = \"" EVIL "\"\nscore = 1\n[notes]\nremarks = \"" EVIL
    "\"\n[total]\nweight = 10\nscore = 3" EVIL "\ngrade = \"优" EVIL "\"\nno equals sign " EVIL "\n";

#define NAME "f" EVIL ".ini"

/* rules.ini, the form, last year's, all hostile to the last name. */
static const char *make_folder(void) {
    const char *dir = disk_path(term_tmpdir(), "d" EVIL);
    assert_int_equal(mkdir(dir, 0700), 0);
    disk_write(disk_path(dir, "rules.ini"), rules, sizeof rules - 1);
    disk_write(disk_path(dir, NAME), form, sizeof form - 1);
    disk_write(disk_path(dir, "last" EVIL ".ini"), form, sizeof form - 1);
    return dir;
}

static const char *first_of(const char *text, size_t n) {
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        size_t length = strlen(never[i]);
        for (size_t at = 0; at + length <= n; at++) {
            if (memcmp(text + at, never[i], length) == 0) {
                return text + at;
            }
        }
    }
    return NULL;
}

/* ---- the screen ---- */

static void assert_harmless(struct term *t, const char *where) {
    size_t n;
    const char *raw = term_raw(t, &n), *at = first_of(raw, n);
    if (at != NULL) {
        term_fail(t, "%s: 0x%02x 0x%02x 0x%02x 0x%02x was sent", where, (unsigned char)at[0], (unsigned char)at[1],
                  (unsigned char)at[2], (unsigned char)at[3]);
    }
    assert_int_equal(term_bells(t), 0);
}

/* Each of these keys, and what they show. */
static void walk(struct term *t, const char *const *keys) {
    for (; *keys != NULL; keys++) {
        term_keys(t, *keys);
        term_wait_quiet(t, 30);
        assert_harmless(t, *keys);
    }
}

static const char *const everywhere[] = {
    "<M-1>",  "<Tab>", "<F1>",  "<PageDown>", "<Esc>",  "<M-2>",  "<Tab>", "<Down>", "<F1>",   "<Esc>",
    "<M-3>",  "<F3>",  "<F3>",  "<Tab>",      "<F3>",   "<F3>",   "<F5>",  "<Down>", "<Up>",   "<F5>",
    "<M-4>",  "<Tab>", "<Tab>", "<Tab>",      "<F1>",   "<Esc>",  "<F12>", "<Esc>",  "<Down>", "<F12>",
    "<Esc>",  "<F4>",  "<F4>",  "<F4>",       "<F4>",   "<F4>",   "<M-5>", "<Down>", "<Up>",   "<F11>",
    "<Down>", "<F1>",  "<Esc>", "<Esc>",      "<S-F8>", "<Down>", "<Esc>", "<F8>n",  "<Down>", "<Up>",
    "<Esc>",  "<M-6>", "<F1>",  "<Esc>",      "<C-l>",  NULL};

static void every_screen(void **state) {
    (void)state;
    static const int sizes[][2] = {{24, 80}, {40, 140}};
    const char *dir = make_folder();
    for (size_t i = 0; i < 4; i++) {
        struct term_options o = {.cwd = dir, .rows = sizes[i % 2][0], .cols = sizes[i % 2][1], .wide = i / 2 == 1};
        struct term *t = term_start_ziping(&o, i / 2 == 1 ? "--ambiguous=wide" : "--ambiguous=narrow", NAME);
        term_wait_text(t, "F1");
        walk(t, everywhere);
        term_end(t);
    }
}

/* Files on the first page, names typed to save to, messages with names. */
static void names_of_files(void **state) {
    (void)state;
    static const char *const keys[] = {"<Down>", "<Down>", "<Up>",  "<S-F2>", "<Esc>", "<C-l>", "<Enter>",
                                       "<S-F2>", "<Esc>",  "<M-3>", "字<F2>", "<F10>", NULL};
    const char *dir = make_folder();
    struct term_options o = {.cwd = dir};
    struct term *t = term_start_ziping(&o, (const char *)".");
    term_wait_text(t, "F10");
    walk(t, keys);
    term_end(t);
    o.cwd = term_tmpdir();
    t = term_start_ziping(&o, disk_path(dir, "nowhere" EVIL));
    assert_int_equal(term_wait_exit(t), 2);
    assert_harmless(t, "no such file");
}

static void keep_journal(const char *path) {
    static const char *const fields[] = {"header.project", "goal.1.actual", "output.a.b.reason",
                                         "output.a.x" EVIL ".name", "no" EVIL ".field"};
    struct journal j;
    size_t n;
    const char *bytes = disk_read(path, &n);
    struct journal_base b = {.path = path, .bytes = {bytes, n}, .time = 1700000000};
    assert_true(journal_begin(&j, &b));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        assert_true(journal_set(&j, str_of(fields[i]), STR("新" EVIL "文"), 1));
    }
    assert_true(journal_typing(&j, STR("header.department"), STR("正在" EVIL), 1));
    assert_int_equal(journal_flush(&j, 2).status, FILE_OK);
    journal_close(&j);
}

static void what_is_recovered(void **state) {
    (void)state;
    static const char *const keys[] = {"<Down>", "<End>", "<M-d>", "n", "<Enter>", "<F6>", "<F7>", "<F2>", NULL};
    const char *dir = make_folder(), *path = disk_path(dir, NAME);
    keep_journal(path);
    struct term_options o = {.cwd = dir};
    struct term *t = term_start_ziping(&o, NAME);
    term_wait_text(t, SAFETY_LIST);
    walk(t, keys);
}

/* Two people have changed the same field. */
static void what_is_merged(void **state) {
    (void)state;
    static const char *const keys[] = {"<Enter>", "<Enter>", "<F2>", NULL};
    const char *dir = make_folder(), *path = disk_path(dir, NAME);
    struct term_options o = {.cwd = dir};
    struct term *t = term_start_ziping(&o, NAME);
    term_wait_text(t, "F10");
    term_keys(t, "<M-1><Tab>字");
    term_wait_text(t, "* 已修改");
    char *theirs = test_alloc(sizeof form + 8), *at;
    memcpy(theirs, form, sizeof form);
    at = strstr(theirs, "项目");
    memcpy(at, "题目", strlen("题目"));
    disk_write(path, theirs, sizeof form - 1);
    term_keys(t, "<F2>");
    term_wait_text(t, "他人改了同一处");
    assert_harmless(t, "conflicts");
    walk(t, keys);
}

/* ---- commands ---- */

static void assert_harmless_text(const char *text, const char *const args[], const char *where) {
    const char *at = first_of(text, strlen(text));
    if (at != NULL) {
        term_fail(NULL, "%s of %s %s: 0x%02x 0x%02x 0x%02x in:\n%.400s", where, args[0], args[1] != NULL ? args[1] : "",
                  (unsigned char)at[0], (unsigned char)at[1], (unsigned char)at[2], at - text > 200 ? at - 200 : text);
    }
}

#define COMMAND(...)                                                                                                   \
    { __VA_ARGS__, NULL }

static void every_output(void **state) {
    (void)state;
    static const char *const commands[][8] = {
        COMMAND("show", NAME),
        COMMAND("show", "rules.ini"),
        COMMAND("check", NAME, "rules.ini"),
        COMMAND("check", "--color=never", "--format=text", "."),
        COMMAND("check", "--format=gcc", NAME, "rules.ini"),
        COMMAND("check", "--format=json", NAME, "rules.ini"),
        COMMAND("check", "--format=jsonl", NAME, "rules.ini"),
        COMMAND("check", "--format=sarif", NAME, "rules.ini"),
        COMMAND("check", "--format=junit", NAME, "rules.ini"),
        COMMAND("check", "--expect", NAME),
        COMMAND("check", "--write-baseline=known.txt", NAME),
        COMMAND("check", "--only=" EVIL, NAME),
        COMMAND("score", NAME),
        COMMAND("score", "--format=json", NAME),
        COMMAND("explain", EVIL),
        COMMAND("rules", "weights", "rules.ini"),
        COMMAND("rules", "weights", "--format=json", "rules.ini"),
        COMMAND("rules", "diff", "rules.ini", "other.ini"),
        COMMAND("rules", "diff", "--format=json", "rules.ini", "other.ini"),
        COMMAND("rules", "from", NAME, "-o", "made" EVIL ".ini"),
        COMMAND("fmt", "--check", NAME, "rules.ini"),
        COMMAND("recover", NAME),
        COMMAND("recover", "--list", "."),
        COMMAND("recover", "--apply", NAME),
        COMMAND("merge", "-o", "merged" EVIL ".ini", NAME, "last" EVIL ".ini", "mine.ini"),
        COMMAND("merge", "-o", "merged.ini", NAME, "mine.ini", "theirs.ini"),
        COMMAND("check", "nowhere" EVIL),
        COMMAND("no" EVIL, "x"),
        COMMAND("check", "--no" EVIL, "x"),
        COMMAND("check", "--format=" EVIL, "x"),
        COMMAND("view", NAME, EVIL),
    };
    const char *dir = make_folder();
    static const char mine[] = "[header]\nproject = \"mine" EVIL "\"\n[m" EVIL "]\nk" EVIL " = 1\n",
                      theirs[] = "[header]\nproject = \"theirs" EVIL "\"\n[m" EVIL "]\nk" EVIL " = 2\n",
                      other[] = "[ruleset]\nformat = 1\ntitle = \"" EVIL "u\"\ntotal = 10\n[x" EVIL "]\nname = \"" EVIL
                                "\"\nweight = 10\n";
    disk_write(disk_path(dir, "mine.ini"), mine, sizeof mine - 1);
    disk_write(disk_path(dir, "theirs.ini"), theirs, sizeof theirs - 1);
    disk_write(disk_path(dir, "other.ini"), other, sizeof other - 1);
    keep_journal(disk_path(dir, NAME));
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        for (int lang = 0; lang < 2; lang++) {
            struct batch_options o = {.cwd = dir, .lang = lang ? "en" : "zh"};
            struct batch b = batch_run_args(&o, commands[i]);
            assert_true(b.status >= 0 && b.status <= 2);
            assert_harmless_text(b.out, commands[i], "output");
            assert_harmless_text(b.err, commands[i], "errors");
        }
    }
}

/* Reports name the character in its place; only the paper and tables have one column for one character. */
static void reports_name_them(void **state) {
    (void)state;
    static const char *const named[] = {"U+001B", "U+0007", "U+007F", "U+009B",  "U+200F", "U+202E", "U+2066",
                                        "U+200B", "U+2060", "U+200D", "U+E0041", "U+FEFF", "U+2028"};
    const char *dir = make_folder();
    struct batch_options o = {.cwd = dir};
    keep_journal(disk_path(dir, NAME));
    struct batch reports[] = {batch_run(&o, "check", NAME), batch_run(&o, "recover", NAME),
                              batch_run(&o, "check", "nowhere" EVIL)};
    for (size_t r = 0; r < sizeof reports / sizeof *reports; r++) {
        const char *text = reports[r].out[0] != '\0' ? reports[r].out : reports[r].err;
        for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
            if (strstr(text, named[i]) == NULL) {
                term_fail(NULL, "report %zu has no %s:\n%.2000s", r, named[i], text);
            }
        }
    }
}

/* Bytes that are no text at all: nothing is read of such a file, and its name is shown harmlessly. */
static void no_text(void **state) {
    (void)state;
    static const char nul[] = "[form]\nformat = 1\nrules = rules.ini\n[header]\nproject = \"a\0\033]0;pwn\007b\"\n";
    static const char broken[] = "[form]\nrules = rules.ini\n[header]\nproject = \"\377\376\033]0;pwn\007\200\"\n";
    static const char bad_name[] = "n\377\033]0;pwn\007.ini";
    const char *dir = make_folder();
    disk_write(disk_path(dir, "nul" EVIL ".ini"), nul, sizeof nul - 1);
    disk_write(disk_path(dir, "broken.ini"), broken, sizeof broken - 1);
    disk_write(disk_path(dir, bad_name), form, sizeof form - 1);
    static const char *const files[] = {"nul" EVIL ".ini", "broken.ini", bad_name};
    static const char *const commands[] = {"check", "show", "score", "recover", "fmt"};
    struct batch_options o = {.cwd = dir};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        for (size_t k = 0; k < sizeof commands / sizeof *commands; k++) {
            const char *const args[] = {commands[k], files[i], NULL};
            struct batch b = batch_run_args(&o, args);
            assert_harmless_text(b.out, args, "output");
            assert_harmless_text(b.err, args, "errors");
        }
        struct term_options so = {.cwd = dir};
        struct term *t = term_start_ziping(&so, files[i]);
        term_wait_quiet(t, 200);
        assert_harmless(t, files[i]);
        term_end(t);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(every_screen), term_test(names_of_files),    term_test(what_is_recovered), term_test(what_is_merged),
        term_test(every_output), term_test(reports_name_them), term_test(no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
