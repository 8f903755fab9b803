/* The list of a form's fields, and the form: reading, setting, a new one, moving to other fields, saving. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/document.h"

static struct arena arena;
static struct library library;

static int free_arena(void **state) {
    (void)state;
    arena_free(&arena);
    library_free(&library);
    return 0;
}

static struct ruleset *rules_of(const char *text) {
    struct ruleset *rs = ruleset_load(&arena, support_write(&arena, "rules.ini", str_of(text)));
    assert_non_null(rs);
    return rs;
}

static struct ini_doc *scan(struct str text) {
    struct ini_doc *doc = arena_new(&arena, struct ini_doc);
    assert_int_equal(ini_scan(&arena, text, doc), INI_OK);
    return doc;
}

static struct schema *schema_of(const struct ruleset *rs, const struct ini_doc *doc, size_t goals) {
    struct schema *s = schema_build(&arena, rs, doc, goals);
    assert_non_null(s);
    return s;
}

/* The sections of a schema, each with its keys: `header(year project) …`. */
static void assert_fields(const struct schema *s, const char *wanted) {
    struct buf b = {0};
    for (size_t i = 0; i < s->sections; i++) {
        const struct schema_section *section = &s->section[i];
        buf_printf(&b, "%s%.*s(", i > 0 ? " " : "", STR_ARG(section->name));
        for (size_t f = section->first; f < section->first + section->n; f++) {
            assert_true(str_eq(s->field[f].section, section->name));
            assert_int_equal(schema_field(s, section->name, s->field[f].key), f);
            buf_printf(&b, "%s%.*s", f > section->first ? " " : "", STR_ARG(s->field[f].key));
        }
        buf_text(&b, ")");
    }
    struct str text = arena_copy(&arena, buf_str(&b));
    buf_free(&b);
    assert_text(text, wanted);
}

static struct form *read_form(const struct schema *s, const struct ini_doc *doc) {
    struct form *f = form_read(&arena, s, doc);
    assert_non_null(f);
    return f;
}

static void assert_value(const struct form *f, const char *section, const char *key, const char *wanted) {
    assert_true(schema_field(f->schema, str_of(section), str_of(key)) >= 0);
    assert_text(form_get(f, str_of(section), str_of(key)), wanted);
}

static void set(struct form *f, const char *section, const char *key, const char *value) {
    int field = schema_field(f->schema, str_of(section), str_of(key));
    assert_true(field >= 0);
    assert_true(form_set(f, field, str_of(value)));
}

static struct str saved(const struct form *f) {
    struct buf b = {0};
    form_text(f, &b);
    assert_false(b.failed);
    struct str text = arena_copy(&arena, buf_str(&b));
    buf_free(&b);
    return text;
}

/* ---- schema ---- */

#define SMALL                                                                                                          \
    "[ruleset]\nyear = 2024\n[header]\nfields = unit\n[funds]\nrows = \"total other\"\ncolumns = \"budget score\"\n"   \
    "[goals]\ncolumns = expected\n[notes]\nfields = \"issues remarks\"\n"                                              \
    "[a]\n[a.x]\n[a.x.one]\nweight = 60\nsign = >=\ntarget = 50\nunit = 场\n[b.y.two]\nweight = 30\ntarget = 好\n"

static void order_of_the_paper(void **state) {
    struct schema *s = schema_of(rules_of(SMALL), NULL, 2);

    (void)state;
    assert_fields(
        s, "header(year unit) funds.total(budget score) funds.other(budget score) goal.1(expected) goal.2(expected)"
           " a(name) a.x(name) a.x.one(name weight score reason) b(name) b.y(name)"
           " b.y.two(name weight score reason) total(weight score grade) notes(issues remarks)");
    assert_int_equal(s->goals, 2);
    assert_null(schema_section(s, STR("goal.3")));
    assert_ptr_equal(schema_section(s, STR("A.X.ONE")), &s->section[7]);
    assert_int_equal(schema_field(s, STR("a.x"), STR("weight")), -1);
    assert_int_equal(schema_field(s, STR("c"), STR("name")), -1);
}

static void headings_in_the_forms_order(void **state) {
    struct schema *s = schema_of(rules_of("[ruleset]\n[funds]\nrows = \"\"\n[header]\nfields = \"\"\n"
                                          "[indicators]\norder = \"c nothing B\"\n[a.x.1]\n[b]\n[c]\n[d]\n[b.y]\n"),
                                 NULL, 0);

    (void)state;
    assert_fields(s, "header(year) c(name) b(name) b.y(name) a(name) a.x(name) a.x.1(name weight score reason) d(name)"
                     " total(weight score grade)");
}

static void cells_and_subtrees(void **state) {
    struct schema *s = schema_of(rules_of(SMALL), NULL, 2);
    int field = schema_cell(s, PART_FUNDS, 1, KEY_SCORE);

    (void)state;
    assert_text(schema_path(&arena, &s->field[field]), "funds.other.score");
    assert_int_equal(s->field[field].row, 1);
    assert_text(schema_path(&arena, &s->field[schema_cell(s, PART_GOALS, 1, KEY_EXPECTED)]), "goal.2.expected");
    assert_text(schema_path(&arena, &s->field[schema_cell(s, PART_INDICATORS, 5, KEY_REASON)]), "b.y.two.reason");
    assert_text(schema_path(&arena, &s->field[schema_cell(s, PART_TOTAL, 0, KEY_GRADE)]), "total.grade");
    assert_int_equal(schema_cell(s, PART_INDICATORS, 0, KEY_SCORE), -1);
    assert_int_equal(schema_cell(s, PART_INDICATORS, -1, KEY_SCORE), -1);
    assert_int_equal(schema_cell(s, PART_FUNDS, 0, KEY_EXECUTED), -1);
    assert_int_equal(schema_subtree_end(s, 0), 2);
    assert_int_equal(schema_subtree_end(s, 2), 2);
    assert_int_equal(schema_subtree_end(s, 3), 5);
}

static void flags(void **state) {
    struct schema *s = schema_of(rules_of(SMALL), NULL, 2);
    static const struct {
        const char *section, *key;
        bool printed, required;
    } rows[] = {
        {"header", "year", false, true},
        {"header", "unit", false, true},
        {"funds.total", "budget", false, true},
        {"funds.total", "score", false, true},
        {"funds.other", "budget", false, false},
        {"funds.other", "score", true, false},
        {"goal.1", "expected", false, true},
        {"goal.2", "expected", false, false},
        {"a.x", "name", true, false},
        {"a.x.one", "weight", true, true},
        {"a.x.one", "score", false, true},
        {"a.x.one", "reason", false, false},
        {"total", "weight", true, true},
        {"total", "score", false, true},
        {"total", "grade", false, false},
        {"notes", "issues", false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct field *f = &s->field[schema_field(s, str_of(rows[i].section), str_of(rows[i].key))];
        if (f->printed != rows[i].printed || f->required != rows[i].required) {
            fail_msg("%s.%s: printed %d, required %d", rows[i].section, rows[i].key, f->printed, f->required);
        }
    }
}

static void own_indicators_and_goals(void **state) {
    struct ini_doc *doc =
        scan(STR("[form]\n[goal.3]\n[a.x.own]\nname = 自加\n[a.z.own]\n[goal.0]\n[goal.02]\n[goal.1000]\n"
                 "[A.X.One]\n[funds.bank]\n[header]\n[notes]\n"));
    struct schema *s = schema_of(rules_of(SMALL), doc, 1);

    (void)state;
    assert_int_equal(s->goals, 3);
    assert_fields(
        s, "header(year unit) funds.total(budget score) funds.other(budget score) goal.1(expected) goal.2(expected)"
           " goal.3(expected) a(name) a.x(name) a.x.one(name weight score reason)"
           " a.x.own(name weight score reason) a.z(name) a.z.own(name weight score reason) b(name) b.y(name)"
           " b.y.two(name weight score reason) total(weight score grade) notes(issues remarks)");
    assert_false(s->node[2].own);
    assert_true(s->node[3].own);
    assert_true(s->node[4].own && s->node[4].implied);
    assert_true(s->node[5].own);
    assert_false(s->node[0].own);
}

/* A section below a fixed part's name is no indicator: its heading would stand in the part's way. */
static void sections_below_fixed_parts(void **state) {
    static const char *const names[] = {"header.", "header.a.b", "Total.x", "notes.y.z", "form.a", "funds.x", "goal.0"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_false(schema_is_tree_section(str_of(names[i])));
    }
    assert_true(schema_is_tree_section(STR("headers.a")));
    struct ini_doc *doc = scan(STR("[form]\n[own]\nname = x\n[header.]\n[header.a.b]\nname = y\n"));
    struct ruleset *rs = rules_of(SMALL);
    struct form *f = read_form(schema_of(rs, doc, 1), doc);
    set(f, "header", "unit", "单位");
    doc = scan(saved(f));
    assert_value(read_form(schema_of(rs, doc, 1), doc), "header", "unit", "单位");
}

static void names_of_goals(void **state) {
    size_t n = 0;

    (void)state;
    assert_true(schema_goal_number(STR("goal.1"), &n) && n == 1);
    assert_true(schema_goal_number(STR("Goal.999"), &n) && n == 999);
    assert_false(schema_goal_number(STR("goal.0"), &n));
    assert_false(schema_goal_number(STR("goal.01"), &n));
    assert_false(schema_goal_number(STR("goal.1000"), &n));
    assert_false(schema_goal_number(STR("goal.1x"), &n));
    assert_false(schema_goal_number(STR("goal."), &n));
    assert_false(schema_goal_number(STR("goals.1"), &n));
}

/* ---- form ---- */

static void reads_by_name(void **state) {
    struct ini_doc *doc = scan(STR("[form]\n[TOTAL]\nscore = 90\nnobody = 1\n[a.x.one]\nreason = \"甲\"\nScore = 1\n"
                                   "reason.2 = \"乙&#10;丙\"\n[total]\nweight = 100\n[other]\nscore = 7\n"));
    struct schema *s = schema_of(rules_of(SMALL), doc, 1);
    struct form *f = read_form(s, doc);

    (void)state;
    assert_value(f, "a.x.one", "reason", "甲乙\n丙");
    assert_value(f, "a.x.one", "score", "1");
    assert_value(f, "a.x.one", "weight", "");
    assert_value(f, "total", "score", "90");
    assert_value(f, "total", "weight", "100");
    assert_int_equal(f->entry[schema_field(s, STR("total"), STR("score"))]->line, 3);
    assert_null(f->entry[schema_field(s, STR("a.x.one"), STR("weight"))]);
    assert_int_equal(f->section[schema_section(s, STR("total")) - s->section]->line, 2);
    assert_null(f->section[schema_section(s, STR("header")) - s->section]);
    assert_text(form_value(f, -1), "");
    assert_text(form_get(f, STR("no"), STR("such")), "");
}

static void names_of_nodes(void **state) {
    struct ini_doc *doc = scan(STR("[form]\n[a.x.one]\nname = \"另名\"\n"));
    struct form *f = read_form(schema_of(rules_of(SMALL), doc, 1), doc);

    (void)state;
    assert_text(form_node_name(f, 2), "另名");
    assert_text(form_node_name(f, 5), "two");
}

static void not_applicable(void **state) {
    (void)state;
    assert_true(form_not_applicable(STR("—")));
    assert_true(form_not_applicable(STR(" / ")));
    assert_true(form_not_applicable(STR("——")));
    assert_false(form_not_applicable(STR("")));
    assert_false(form_not_applicable(STR("-1")));
    assert_false(form_not_applicable(STR("无")));
}

static void a_new_form_has_what_is_printed(void **state) {
    struct schema *s = schema_of(rules_of(SMALL "[indicators]\ncolumns = \"target weight score\"\n"), NULL, 1);
    struct form *f = form_new(&arena, s, STR("规则/kepu 2024.ini"), STR(""));

    (void)state;
    assert_non_null(f);
    assert_value(f, "header", "year", "2024");
    assert_value(f, "header", "unit", "");
    assert_value(f, "funds.total", "score", "");
    assert_value(f, "funds.other", "score", "—");
    assert_value(f, "a.x.one", "weight", "60");
    assert_value(f, "a.x.one", "target", "≥50场");
    assert_value(f, "b.y.two", "target", "好");
    assert_value(f, "a.x.one", "score", "");
    assert_value(f, "total", "weight", "100");
    struct ini_doc *doc = scan(saved(f));
    assert_text(ini_find(doc, STR("form"), STR("rules"))->value, "规则/kepu 2024.ini");
    assert_text(ini_find(doc, STR("form"), STR("format"))->value, "1");
    assert_true(form_same(f, read_form(schema_of(s->rules, doc, 1), doc)));
}

static const char LAST[] = "[form]\n[header]\nyear = %s\nunit = 单位\n[goal.1]\nexpected = 目标\n"
                           "[a.x]\nname = 另名\n[a.x.one]\nweight = 50\nscore = 5\nreason = 因\n"
                           "[a.x.own]\nname = 自定\nweight = 3\ntarget = ≥4\nscore = 3\n[total]\nscore = 90\n";

/* A new form after last year's, whose year is `year`, by a rule set with these lines more. */
static struct form *carry(const char *more, const char *year) {
    struct buf b = {0};
    struct ruleset *rs = rules_of(more);
    buf_printf(&b, LAST, year);
    struct ini_doc *doc = scan(buf_keep(&b, &arena));
    struct form *last = read_form(schema_of(rs, doc, 1), doc);
    struct form *f = form_new(&arena, schema_of(rs, doc, 1), STR("r.ini"), STR(""));
    assert_non_null(f);
    assert_true(form_carry(f, last));
    return f;
}

static void a_new_form_after_last_years(void **state) {
    struct form *f = carry(SMALL "[indicators]\ncolumns = \"target weight score reason\"\nopen = yes\n", "2024");

    (void)state;
    assert_value(f, "header", "year", "2025");
    assert_value(f, "header", "unit", "单位");
    assert_value(f, "goal.1", "expected", "");
    assert_value(f, "a.x", "name", "另名");
    assert_value(f, "a.x.one", "weight", "60");
    assert_value(f, "a.x.one", "score", "");
    assert_value(f, "a.x.one", "reason", "");
    assert_value(f, "a.x.own", "name", "自定");
    assert_value(f, "a.x.own", "weight", "3");
    assert_value(f, "a.x.own", "target", "≥4");
    assert_value(f, "a.x.own", "score", "");
    assert_value(f, "total", "score", "");
    assert_value(f, "total", "weight", "100");
}

/* SMALL is of 2024. */
static void the_year_after_last_years(void **state) {
    (void)state;
    assert_value(carry(SMALL, "2023"), "header", "year", "2024");
    assert_value(carry(SMALL, "\" 2024 \""), "header", "year", "2025");
    assert_value(carry(SMALL, "二〇二三"), "header", "year", "2024");
    assert_value(carry(SMALL, "2024.5"), "header", "year", "2024");
}

static void sign_and_unit_in_columns_of_their_own(void **state) {
    struct schema *s = schema_of(rules_of(SMALL "[indicators]\ncolumns = \"sign target unit score\"\n"), NULL, 1);
    struct form *f = form_new(&arena, s, STR("r.ini"), STR(""));

    (void)state;
    assert_value(f, "a.x.one", "sign", "≥");
    assert_value(f, "a.x.one", "target", "50");
    assert_value(f, "a.x.one", "unit", "场");
    assert_value(f, "b.y.two", "sign", "");
}

static void set_is_a_copy(void **state) {
    struct form *f = form_new(&arena, schema_of(rules_of(SMALL), NULL, 1), STR("r.ini"), STR(""));
    char text[] = "12";

    (void)state;
    set(f, "total", "score", text);
    text[0] = '9';
    assert_value(f, "total", "score", "12");
    set(f, "total", "score", "");
    assert_value(f, "total", "score", "");
}

static void moves_by_path(void **state) {
    struct ini_doc *doc = scan(STR("[form]\n[a.x.one]\nscore = 5\nreason = \"因\"\n[a.x.own]\nscore = 3\n"));
    struct ruleset *rs = rules_of(SMALL);
    struct form *f = read_form(schema_of(rs, doc, 1), doc);
    set(f, "goal.1", "expected", "目标");
    struct form *more = form_move(&arena, f, schema_of(rs, doc, 3));

    (void)state;
    assert_non_null(more);
    assert_value(more, "goal.1", "expected", "目标");
    assert_value(more, "goal.3", "expected", "");
    assert_value(more, "a.x.own", "score", "3");
    assert_true(form_same(f, more));
    set(more, "goal.3", "expected", "第三");
    assert_false(form_same(f, more));
    assert_false(form_same(more, f));
    assert_text(saved(more), "[form]\n\n[goal.1]\nexpected = \"目标\"\n\n[goal.3]\nexpected = \"第三\"\n"
                             "\n[a.x.one]\nscore = 5\nreason = \"因\"\n[a.x.own]\nscore = 3\n");
}

/* ---- saving ---- */

static struct document *read_document(const char *path) {
    struct document *d = arena_new(&arena, struct document);
    assert_true(document_read(&arena, &library, path, d));
    assert_int_equal(d->kind, DOCUMENT_FORM);
    assert_non_null(d->form);
    return d;
}

static void nothing_changed_nothing_written(void **state) {
    struct document *d = read_document("forms/kepu-2024.ini");

    (void)state;
    assert_true(str_eq(saved(d->form), d->bytes));
    struct str score = arena_copy(&arena, form_get(d->form, STR("total"), STR("score")));
    set(d->form, "total", "score", "1");
    assert_false(str_eq(saved(d->form), d->bytes));
    set(d->form, "total", "score", score.p);
    assert_true(str_eq(saved(d->form), d->bytes));
}

/* The lines of `now` that `old` doesn't have at the same place; both have the same number of lines. */
static size_t changed_lines(struct str old, struct str now, unsigned *last) {
    size_t n = 0;
    for (unsigned line = 1; old.n > 0 || now.n > 0; line++) {
        size_t o = str_find(old, STR("\n")), m = str_find(now, STR("\n"));
        if (!str_eq(str_sub(old, 0, o), str_sub(now, 0, m))) {
            n++;
            *last = line;
        }
        assert_int_equal(o == old.n, m == now.n);
        old = str_sub(old, o < old.n ? o + 1 : o, old.n);
        now = str_sub(now, m < now.n ? m + 1 : m, now.n);
    }
    return n;
}

static void only_the_changed_line_changes(void **state) {
    struct document *d = read_document("forms/kepu-2024.ini");
    static const char *const section = "output.quality.plan";
    unsigned line, column, last = 0;

    (void)state;
    set(d->form, section, "reason", "经费到位晚；明年提前申请。");
    struct str now = saved(d->form);
    assert_int_equal(changed_lines(d->bytes, now, &last), 1);
    support_place(d->bytes, "[output.quality.plan] reason", &line, &column);
    assert_int_equal(last, line);
    assert_text(ini_find(scan(now), str_of(section), STR("reason"))->value, "经费到位晚；明年提前申请。");
    struct str by_hand =
        support_change(&arena, d->bytes, "[output.quality.plan] reason = \"经费到位晚；明年提前申请。\"");
    assert_true(str_eq(now, by_hand));
}

static void comments_and_strangers_stay(void **state) {
    const char *text =
        "; 首行注释\r\n[form]\n\n[a.x.one]   ; 说明\nscore=5   # 旧\nstranger = 1\n\n[stranger]\nx = 'y'\n"
        "[total]\nscore = 1";
    struct ini_doc *doc = scan(str_of(text));
    struct form *f = read_form(schema_of(rules_of(SMALL), doc, 1), doc);

    (void)state;
    set(f, "a.x.one", "score", "7");
    assert_text(saved(f),
                "; 首行注释\n[form]\n\n[a.x.one]   ; 说明\nscore=7   # 旧\nstranger = 1\n\n[stranger]\nx = 'y'\n"
                "[total]\nscore = 1");
}

static void new_sections_stand_in_order(void **state) {
    struct ini_doc *doc = scan(STR("[form]\n\n[header]\nyear = 2024\n\n[a.x.one]\nscore = 5\n\n[total]\nscore = 5\n"));
    struct form *f = read_form(schema_of(rules_of(SMALL), doc, 1), doc);

    (void)state;
    set(f, "notes", "issues", "无");
    set(f, "b.y.two", "score", "4");
    set(f, "funds.other", "budget", "2");
    set(f, "funds.total", "budget", "3");
    set(f, "a.x.one", "weight", "60");
    assert_text(saved(f),
                "[form]\n\n[header]\nyear = 2024\n\n[funds.total]\nbudget = 3\n\n[funds.other]\nbudget = 2\n\n"
                "[a.x.one]\nscore = 5\nweight = 60\n\n[b.y.two]\nscore = 4\n\n[total]\nscore = 5\n\n"
                "[notes]\nissues = \"无\"\n");
}

static void values_come_back(void **state) {
    static const char *const values[] = {
        "一行",
        "两行\n第二行",
        "引号\"与'单引号'",
        "反斜杠\\",
        "&#10; 与 &amp;",
        "; 不是注释 # 也不是",
        " 前后有空格 ",
        "[x]",
        "a = b",
        "",
        "　全角空格　",
        "\n",
        "100%",
    };
    struct ini_doc *doc = scan(STR("[form]\n[a.x.one]\nreason = 旧\n[b.y.two]\n"));
    struct ruleset *rs = rules_of(SMALL);

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct form *f = read_form(schema_of(rs, doc, 1), doc);
        set(f, "a.x.one", "reason", values[i]);
        set(f, "b.y.two", "reason", values[i]);
        struct ini_doc *again = scan(saved(f));
        assert_int_equal(again->faults, 0);
        assert_true(form_same(f, read_form(schema_of(rs, again, 1), again)));
    }
}

#define T(test) cmocka_unit_test_teardown(test, free_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(order_of_the_paper),
        T(headings_in_the_forms_order),
        T(cells_and_subtrees),
        T(flags),
        T(own_indicators_and_goals),
        T(sections_below_fixed_parts),
        T(names_of_goals),
        T(reads_by_name),
        T(names_of_nodes),
        T(not_applicable),
        T(a_new_form_has_what_is_printed),
        T(a_new_form_after_last_years),
        T(the_year_after_last_years),
        T(sign_and_unit_in_columns_of_their_own),
        T(set_is_a_copy),
        T(moves_by_path),
        T(nothing_changed_nothing_written),
        T(only_the_changed_line_changes),
        T(comments_and_strangers_stay),
        T(new_sections_stand_in_order),
        T(values_come_back),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
