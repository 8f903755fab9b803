/* Memory that runs out: every allocation in turn fails while the 2024 form is read, checked, laid out, edited and
   written. Each time there is an error or a whole result, never a crash or a leak (the sanitizers watch). The calls of
   the program's own objects are intercepted by the linker (--wrap, see the Makefile). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <unistd.h>

#include "ziping/check.h"
#include "ziping/guard.h"
#include "ziping/layout.h"
#include "ziping/merge.h"
#include "ziping/recover.h"
#include "ziping/report.h"
#include "ziping/rules_from.h"
#include "ziping/rules_output.h"
#include "ziping/session.h"
#include "ziping/settings.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);

static size_t calls, fail_at; /* the call that fails, from 1; 0: none */

static bool fails(void) {
    return ++calls == fail_at;
}

void *__wrap_malloc(size_t size) {
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size) {
    return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t size) {
    return fails() ? NULL : __real_realloc(p, size);
}

/* True when the whole way was gone. */
static bool check_the_form(void) {
    struct arena a = {0};
    struct library l = {0};
    struct document d;
    struct score score;
    struct diags found = {.arena = &a};
    struct check_options options = {.lang = LANG_ZH};
    struct buf out = {0};
    bool ok =
        document_read(&a, &l, "forms/kepu-2024.ini", &d) && d.form && check_document(&d, &options, &score, &found);
    for (size_t i = 0; ok && i < found.n; i++) {
        output_diag(&found.v[i], LANG_ZH, false, &out);
    }
    struct paper *p = ok ? paper_form(&a, d.form, &score, PAPER_PRINT) : NULL;
    ok = p && output_paper(p, d.form, 80, TEXT_NARROW, &out) && !out.failed;
    /* 11 errors, 6 warnings, 1 note: a finding is never dropped in silence. */
    assert_true(!ok || found.n == 18);
    buf_free(&out);
    library_free(&l);
    arena_free(&a);
    return ok;
}

static bool edit_the_form(void) {
    struct session s;
    struct buf out = {0};
    bool ok = session_open(&s, "forms/kepu-2024.ini", NULL, LANG_ZH) == W_EMPTY;
    if (ok) {
        int field = schema_field(s.form->schema, STR("output.quality.plan"), STR("reason"));
        ok = session_compare(&s, "forms/kepu-2024.ini") == W_EMPTY &&
             session_set(&s, field, STR("因天气改期，今后提前准备室内场地。")) && session_undo(&s) >= 0 &&
             session_redo(&s) >= 0;
        form_text(s.form, &out);
        ok = ok && !out.failed;
        /* What could not be set must not be half there. */
        assert_true(!ok || str_find(buf_str(&out), STR("因天气改期")) < out.n);
        session_close(&s);
    }
    buf_free(&out);
    return ok;
}

/* A rule set from the form, and what it changes. */
static bool make_rules(void) {
    struct arena a = {0};
    struct library l = {0};
    struct document d;
    struct buf out = {0}, text = {0};
    struct str culprit;
    struct rules_diff diff;
    bool ok = document_read(&a, &l, "forms/kepu-2024.ini", &d) && d.form &&
              rules_from_form(&a, &d, NULL, LANG_EN, &out, &culprit) == RULES_FROM_OK;
    struct ruleset *made = ok ? ruleset_from(&a, "made.ini", buf_str(&out)) : NULL;
    ok = made && made->usable && made->file[0].status == RULE_FILE_OK && rules_diff(&a, d.rules, made, NULL, &diff);
    if (ok) {
        rules_diff_text(&diff, STR("old"), STR("new"), LANG_EN, &text);
        rules_diff_json(&diff, STR("old"), STR("new"), &text);
        ok = !text.failed;
        /* [indicators] order, the order of level 1 itself, the names of four indicators and a heading. */
        assert_true(!ok || diff.n == 7);
    }
    buf_free(&out);
    buf_free(&text);
    library_free(&l);
    arena_free(&a);
    return ok;
}

/* The 2024 form and the weights of its rules, as text and as JSON. */
static bool explain_the_form(void) {
    struct arena a = {0};
    struct library l = {0};
    struct document d = {0};
    struct score score;
    struct account account;
    struct outlook outlook;
    struct weights weights;
    struct buf out = {0};
    struct output_page page = {LANG_ZH, 80, TEXT_NARROW};
    bool ok = document_read(&a, &l, "forms/kepu-2024.ini", &d) && d.form && score_form(&a, d.form, &score) &&
              account_make(&a, d.form, &score, &account) && outlook_make(&a, d.rules, &score, &account, &outlook) &&
              weights_make(&a, d.rules, &weights);
    struct output_scored scored = {STR("form.ini"), d.form, &score, &account, &outlook};
    ok = ok && output_score(&scored, &page, &out) && output_weights(d.rules, &weights, STR("r"), &page, &out);
    /* The last words of each. */
    assert_true(!ok || str_find(buf_str(&out), STR("另有 10 项失分，共 8.35 分\n")) < out.n);
    assert_true(!ok || str_ends(buf_str(&out), STR("100  100%\n")));
    ok = ok && output_score_json(&scored, LANG_ZH, &out) && output_weights_json(d.rules, &weights, STR("r"), &out);
    assert_true(!ok || str_ends(buf_str(&out), STR("}")));
    buf_free(&out);
    library_free(&l);
    arena_free(&a);
    return ok;
}

static char folder[256];

/* A journal is kept, read and applied: either an error, or both texts come back. */
static bool recover_the_form(void) {
    char path[300];
    struct arena a = {0};
    struct library l = {0};
    struct document d;
    struct journal j;
    struct journal_found found;
    struct recovery r;
    snprintf(path, sizeof path, "%s/kepu-2024.ini", folder);
    struct journal_base b = {.path = path, .time = 1};
    bool ok = journal_begin(&j, &b) && journal_set(&j, STR("header.unit"), STR("科协\n"), 1) &&
              journal_set(&j, STR("goal.9.actual"), STR("九"), 1) &&
              journal_typing(&j, STR("total.score"), STR("9"), 1) && journal_flush(&j, 2).status == FILE_OK;
    if (ok) {
        journal_find(&a, &b, &found);
        ok = found.state == JOURNAL_READ && document_read(&a, &l, "forms/kepu-2024.ini", &d) && d.form &&
             recover_compare(&a, d.form, &found, &r) && recover_apply(&r);
        assert_true(found.state == JOURNAL_READ || found.state == JOURNAL_NO_MEMORY);
        assert_true(!ok || (r.rows == 3 && str_eq(form_get(r.form, STR("goal.9"), STR("actual")), STR("九"))));
    }
    journal_remove(&j);
    library_free(&l);
    arena_free(&a);
    return ok;
}

static bool merge_documents(void) {
    static const char *const text[] = {"[a]\nx = 1\ny = 1\n", "[a]\nx = 2\ny = 1\nz = 1\n",
                                       "[a]\nx = 3\n[b]\nlong = \"&#10;\"\n"};
    struct arena a = {0};
    struct ini_doc doc[3];
    struct merge m;
    struct buf out = {0};
    bool ok = true;
    for (int i = 0; ok && i < 3; i++) {
        ok = ini_scan(&a, str_of(text[i]), &doc[i]) == INI_OK;
    }
    ok = ok && merge_compare(&a, &doc[0], &doc[1], &doc[2], &m);
    if (ok) {
        merge_text(&m, &doc[1], &out);
        ok = !out.failed;
        assert_true(!ok || str_find(buf_str(&out), STR("; theirs = 3\nx = 2\n")) < out.n);
    }
    buf_free(&out);
    arena_free(&a);
    return ok;
}

/* Goals and own indicators come and go. */
static bool change_rows(void) {
    struct session s;
    struct buf out = {0};
    struct session_new begin = {.rules = "forms/rules/mof-2020.ini", .in_form = "r.ini"};
    bool ok = session_open(&s, "no-such-form.ini", &begin, LANG_ZH) == W_EMPTY;
    if (ok) {
        int goal = schema_field(s.form->schema, STR("goal.1"), STR("expected"));
        ok = session_set(&s, goal, STR("目标"));
        int row = schema_field(s.form->schema, STR("output.cost"), STR("name"));
        ok = ok && session_row(&s, SESSION_ROW_ADD, &row) == W_EMPTY;
        ok = ok && session_set(&s, row, STR("单位成本")) && session_row(&s, SESSION_ROW_ADD, &row) == W_EMPTY;
        ok = ok && session_row(&s, SESSION_ROW_UP, &row) == W_EMPTY &&
             session_row(&s, SESSION_ROW_REMOVE, &row) == W_EMPTY;
        goal = schema_field(s.form->schema, STR("goal.1"), STR("expected"));
        ok = ok && session_row(&s, SESSION_ROW_REMOVE, &goal) == W_EMPTY && session_undo(&s) >= 0;
        form_text(s.form, &out);
        ok = ok && !out.failed;
        assert_true(!ok || (str_find(buf_str(&out), STR("[output.cost.item1]\nname = \"单位成本\"\n")) < out.n &&
                            str_find(buf_str(&out), STR("expected = \"目标\"\n")) < out.n));
        session_close(&s);
    }
    buf_free(&out);
    return ok;
}

/* A document with rows taken out and moved is written. */
static bool save_rows(void) {
    static const char text[] = "[form]\n[a.x.p]\nname = P\n[a.x.q]\nname = Q\n[a.x.r]\nname = R\n";
    struct arena a = {0};
    struct ini_doc doc;
    struct buf out = {0};
    struct str own[] = {STR("a.x.r"), STR("a.x.p")};
    struct schema_rows rows = {.goals = 1, .own = own, .owns = 2};
    struct ruleset *rules = ruleset_from(&a, "r.ini", STR("[ruleset]\ntitle = r\n"));
    bool ok = rules && ini_scan(&a, STR(text), &doc) == INI_OK;
    struct schema *schema = ok ? schema_build(&a, rules, &doc, 1) : NULL, *fewer = NULL;
    struct form *f = schema ? form_read(&a, schema, &doc) : NULL;
    fewer = f ? schema_build_rows(&a, rules, &rows) : NULL;
    f = fewer ? form_move(&a, f, fewer) : NULL;
    if (f) {
        form_text(f, &out);
    }
    ok = f && !out.failed;
    assert_true(!ok || str_eq(buf_str(&out), STR("[form]\n[a.x.r]\nname = R\n[a.x.p]\nname = P\n")));
    buf_free(&out);
    arena_free(&a);
    return ok;
}

/* ---- a form in a folder of its own, guarded ---- */

static char form_path[600], journal_path[600], lock_path[600], form_file[1200];

static void make_paths(void) {
    char root[400];
    assert_non_null(getcwd(root, sizeof root));
    snprintf(form_path, sizeof form_path, "%s/form.ini", folder);
    snprintf(journal_path, sizeof journal_path, "%s/.form.ini.ziping-journal", folder);
    snprintf(lock_path, sizeof lock_path, "%s/.form.ini.ziping-lock", folder);
    snprintf(form_file, sizeof form_file,
             "[form]\nformat = 1\nrules = %s/forms/rules/kepu-2024.ini\n[header]\nproject = 旧\n", root);
}

static void put_file(const char *text) {
    FILE *f = fopen(form_path, "wb");
    assert_true(f && fputs(text, f) >= 0 && fclose(f) == 0);
}

/* What is left open when the program is killed. */
static void kill_guard(struct guard *g, struct session *s) {
    journal_close(&g->journal);
    g->journaling = false;
    guard_end(g, false, 0);
    session_close(s);
}

static bool type_and_crash(void) {
    struct session s;
    struct guard g;
    if (session_open(&s, form_path, NULL, LANG_ZH) != W_EMPTY) {
        return false;
    }
    bool ok = guard_begin(&g, &s, NULL, 1);
    ok = ok && session_set(&s, schema_field(s.form->schema, STR("header"), STR("project")), STR("新")) &&
         guard_note(&g, STR("header.unit"), STR("正在"), 1000) && guard_flush(&g, 2000) == W_EMPTY;
    kill_guard(&g, &s);
    return ok;
}

/* Another person's change comes in between. */
static bool recover_merge_and_save(void) {
    static const struct ini_change change = {.section = {"header", 6}, .key = {"department", 10}, .value = {"D", 1}};
    struct session s;
    struct guard g;
    struct session_merge m = {0};
    struct file_result r;
    struct buf theirs = {0};
    if (session_open(&s, form_path, NULL, LANG_ZH) != W_EMPTY) {
        return false;
    }
    bool ok = guard_begin(&g, &s, NULL, 1) && guard_has_found(&g) && guard_recover(&g);
    ini_rewrite(&s.form->doc, &change, 1, &theirs);
    ok = ok && !theirs.failed && file_write(form_path, buf_str(&theirs)).status == FILE_OK &&
         session_merge_read(&s, &m) && m.changes == 1 && session_merge_apply(&s, &m) &&
         session_save(&s, false, &r) == SESSION_SAVED && guard_saved(&g, 2);
    session_merge_free(&m);
    buf_free(&theirs);
    kill_guard(&g, &s);
    return ok;
}

/* Whatever fails, the file is a whole one: as it was, with their change, or with all. */
static bool guard_the_form(void) {
    char text[2000];
    size_t at = fail_at;
    fail_at = 0;
    put_file(form_file);
    fail_at = at;
    bool ok = type_and_crash() && recover_merge_and_save();
    fail_at = 0;
    FILE *f = fopen(form_path, "rb");
    assert_non_null(f);
    size_t n = fread(text, 1, sizeof text - 1, f);
    text[n] = '\0';
    fclose(f);
    bool theirs = strstr(text, "department = \"D\"") || strstr(text, "department = D");
    bool mine = strstr(text, "新") != NULL && strstr(text, "正在") != NULL;
    assert_memory_equal(text, form_file, strlen("[form]\nformat = 1\nrules = "));
    assert_true(mine || strstr(text, "旧"));
    assert_true(!ok || (mine && theirs));
    assert_true(!mine || theirs);
    unlink(journal_path);
    unlink(lock_path);
    unlink(form_path);
    fail_at = at;
    return ok;
}

static void each_allocation(bool (*way)(void)) {
    size_t failed = 0;
    for (fail_at = 1;; fail_at++) {
        calls = 0;
        bool ok = way();
        if (calls < fail_at) { /* nothing failed any more */
            assert_true(ok);
            break;
        }
        failed += !ok;
    }
    fail_at = 0;
    assert_true(failed > 5);
}

static void checking(void **state) {
    (void)state;
    each_allocation(check_the_form);
}

static void editing(void **state) {
    (void)state;
    each_allocation(edit_the_form);
}

static void making_rules(void **state) {
    (void)state;
    each_allocation(make_rules);
}

static void explaining(void **state) {
    (void)state;
    each_allocation(explain_the_form);
}

static void recovering(void **state) {
    const char *root = getenv("TMPDIR");
    (void)state;
    snprintf(folder, sizeof folder, "%s/ziping-nomem-XXXXXX", root && *root ? root : "/tmp");
    assert_non_null(mkdtemp(folder));
    each_allocation(recover_the_form);
    assert_int_equal(rmdir(folder), 0);
}

static void guarding(void **state) {
    const char *root = getenv("TMPDIR");
    (void)state;
    snprintf(folder, sizeof folder, "%s/ziping-nomem-XXXXXX", root && *root ? root : "/tmp");
    assert_non_null(mkdtemp(folder));
    make_paths();
    each_allocation(guard_the_form);
    assert_int_equal(rmdir(folder), 0);
}

static void merging(void **state) {
    (void)state;
    each_allocation(merge_documents);
}

static void rows(void **state) {
    (void)state;
    each_allocation(change_rows);
    each_allocation(save_rows);
}

static bool read_settings(void) {
    static const char text[] =
        "[keys]\nsave = \"F2 ^G ^S\"\nundo = Foo\nqiut = F1\nfind = \"^S\n[screen]\nmouse = 1\n[x]\n";
    struct arena a = {0};
    struct settings s;
    struct buf out = {0};
    bool ok = settings_read(&a, STR(text), LANG_EN, false, &s);
    /* All of it or the defaults. */
    assert_true(keymap_has(&s.keys, ACTION_SAVE, STR("^G")) == ok);
    assert_true(!ok || s.faults == 6);
    settings_report(&s, STR("config.ini"), &out);
    ok = ok && !out.failed;
    buf_free(&out);
    arena_free(&a);
    return ok;
}

static void settings(void **state) {
    (void)state;
    each_allocation(read_settings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checking),   cmocka_unit_test(editing),    cmocka_unit_test(making_rules),
        cmocka_unit_test(explaining), cmocka_unit_test(recovering), cmocka_unit_test(merging),
        cmocka_unit_test(rows),       cmocka_unit_test(guarding),   cmocka_unit_test(settings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
