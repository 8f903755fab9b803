/* The 2024 form and its indicator system against the published paper: each cell of the paper's two tables is a value of
   the data files or a label of the table below, and the data files hold no text that the paper doesn't have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ziping/dec.h"
#include "ziping/file.h"
#include "ziping/ini.h"

static const char *const paths[] = {
    "tests/data/kepu-2024.txt",
    "forms/kepu-2024.ini",
    "forms/rules/kepu-2024.ini",
    "forms/rules/mof-2020.ini",
};
enum { PAPER, FORM, RULES, NATION, FILES };

#define PAGE_NUMBER "\n1\n18" /* the last words of the paper: no cell */

/* What the program prints itself; % stands for a value. */
struct label {
    const char *key, *text;
};
static const struct label labels[] = {
    {"year", "（%年度）"},
    {"project", "项目名称"},
    {"department", "主管部门"},
    {"unit", "实施单位"},
    {"funds", "项目资金（%）"},
    {"initial", "年初预算数"},
    {"budget", "全年预算数"},
    {"executed", "全年执行数"},
    {"weight", "分值"},
    {"rate", "执行率"},
    {"score", "得分"},
    {"goals", "年度总体目标"},
    {"expected", "预期目标"},
    {"actual", "实际完成情况"},
    {"indicators", "绩效指标"},
    {"level 1", "一级指标"},
    {"level 2", "二级指标"},
    {"level 3", "三级指标"},
    {"reason", "偏差原因分析及改进措施"},
    {"total", "总分"},
    {"standard", "标准分"},
    {"heading", "%（%分）"},
    {"sum", "合计"},
};
#define LABELS (sizeof labels / sizeof *labels)

struct cell {
    struct str text; /* without the line ends around it */
    unsigned line;
};

struct sheet {
    struct arena arena;
    struct str bytes[FILES];
    struct ini_doc doc[FILES]; /* none for PAPER */
    struct cell *cell;
    size_t cells, next;
    bool *form_read; /* by entry of the form */
    bool label_read[LABELS];
};

static struct str trim_lines(struct str s) {
    while (s.n && s.p[s.n - 1] == '\n') {
        s.n--;
    }
    while (s.n && *s.p == '\n') {
        s = str_sub(s, 1, s.n);
    }
    return s;
}

/* The paper as a run of cells: a tab at the start of a line begins one. */
static void read_cells(struct sheet *t) {
    struct str text = trim_lines(t->bytes[PAPER]);
    unsigned line = 1;
    size_t cap = 0;

    assert_true(str_ends(text, STR(PAGE_NUMBER)));
    text.n -= sizeof PAGE_NUMBER - 1;
    assert_true(str_starts(text, STR("\t")));
    for (size_t at = 0; at < text.n;) {
        size_t end = at + 1 + str_find(str_sub(text, at + 1, text.n), STR("\n\t"));
        struct cell *v = arena_grow(&t->arena, t->cell, t->cells, &cap, sizeof *v);
        assert_non_null(v);
        t->cell = v;
        v[t->cells++] = (struct cell){trim_lines(str_sub(text, at + 1, end)), line};
        for (; at < end || (at < text.n && text.p[at] == '\n'); at++) {
            line += text.p[at] == '\n';
        }
    }
}

static int setup(void **state) {
    struct sheet *t = test_calloc(1, sizeof *t);
    assert_non_null(t);
    for (int i = 0; i < FILES; i++) {
        assert_int_equal(file_read(paths[i], FILE_LIMIT, &t->arena, &t->bytes[i]).status, FILE_OK);
        if (i != PAPER) {
            assert_int_equal(ini_scan(&t->arena, t->bytes[i], &t->doc[i]), INI_OK);
        }
    }
    t->form_read = arena_array(&t->arena, bool, t->doc[FORM].entries + 1);
    assert_non_null(t->form_read);
    read_cells(t);
    *state = t;
    return 0;
}

static int teardown(void **state) {
    struct sheet *t = *state;
    arena_free(&t->arena);
    test_free(t);
    return 0;
}

/* ---- values ---- */

static struct str join(struct sheet *t, struct str a, struct str b) {
    struct str s = arena_join(&t->arena, a, b);
    assert_non_null(s.p);
    return s;
}

static struct str without_space(struct sheet *t, struct str s) {
    char *p = arena_alloc(&t->arena, s.n + 1);
    size_t n = 0;
    assert_non_null(p);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != ' ' && s.p[i] != '\n') {
            p[n++] = s.p[i];
        }
    }
    return (struct str){p, n};
}

/* The form's value; an absent one is an empty cell. */
static struct str form(struct sheet *t, struct str section, struct str key) {
    const struct ini_entry *e = ini_find(&t->doc[FORM], section, key);
    if (!e) {
        return STR("");
    }
    t->form_read[e - t->doc[FORM].entry] = true;
    return e->value;
}

/* The indicator tree's value: a rule set with a tree of its own takes nothing of its base's. */
static struct str tree(struct sheet *t, struct str path, struct str key) {
    const struct ini_entry *e = ini_find(&t->doc[RULES], path, key);
    if (!e) {
        fail_msg("no indicator rule [%.*s] %.*s", STR_ARG(path), STR_ARG(key));
    }
    return e->value;
}

/* Any other rule: the rule set's or, where it has none, its base's. */
static struct str rule(struct sheet *t, struct str section, struct str key) {
    const struct ini_entry *e = ini_find(&t->doc[RULES], section, key);
    if (!e) {
        e = ini_find(&t->doc[NATION], section, key);
    }
    if (!e) {
        fail_msg("no rule [%.*s] %.*s", STR_ARG(section), STR_ARG(key));
    }
    return e->value;
}

/* The label of that key, with its first % replaced by x and its second one by y. */
static struct str label_with(struct sheet *t, struct str key, struct str x, struct str y) {
    for (size_t i = 0; i < LABELS; i++) {
        struct str text = str_of(labels[i].text), done = STR("");
        if (!str_eq(str_of(labels[i].key), key)) {
            continue;
        }
        t->label_read[i] = true;
        for (size_t at; (at = str_find(text, STR("%"))) < text.n; x = y) {
            done = join(t, join(t, done, str_sub(text, 0, at)), x);
            text = str_sub(text, at + 1, text.n);
        }
        return join(t, done, text);
    }
    fail_msg("no label %.*s", STR_ARG(key));
    return STR("");
}

/* `output` and `output.quantity` for the levels 1 and 2 of output.quantity.events. */
static struct str level(struct str path, int n) {
    size_t end = 0;
    for (; end < path.n && (path.p[end] != '.' || --n); end++) {
    }
    return str_sub(path, 0, end);
}

/* The next section of an indicator, in the file's order, starting with *i. */
static bool next_indicator(const struct ini_doc *doc, size_t *i, struct str *path) {
    while (*i < doc->sections) {
        *path = doc->section[(*i)++].name;
        if (level(*path, 2).n < path->n) {
            return true;
        }
    }
    return false;
}

/* ---- cells ---- */

static void cell_is(struct sheet *t, struct str want) {
    if (t->next == t->cells) {
        fail_msg("the paper ends before: %.*s", STR_ARG(want));
    }
    struct cell c = t->cell[t->next++];
    if (!str_eq(c.text, want)) {
        fail_msg("%s:%u: the paper has \"%.*s\", the files \"%.*s\"", paths[PAPER], c.line, STR_ARG(c.text),
                 STR_ARG(want));
    }
}

/* The same for names, which the paper breaks and indents to fit its cells. */
static void cell_named(struct sheet *t, struct str want) {
    if (t->next < t->cells) {
        t->cell[t->next].text = without_space(t, t->cell[t->next].text);
    }
    cell_is(t, without_space(t, want));
}

static void cells_empty(struct sheet *t, int n) {
    while (n-- > 0) {
        cell_is(t, STR(""));
    }
}

static void cell_label(struct sheet *t, struct str key) {
    cell_named(t, label_with(t, key, STR(""), STR("")));
}

static void cell_labels(struct sheet *t, struct str keys) {
    for (struct str key; (key = str_word(&keys)).n;) {
        cell_label(t, key);
    }
}

static void cells_of_form(struct sheet *t, struct str section, struct str keys) {
    for (struct str key; (key = str_word(&keys)).n;) {
        cell_is(t, form(t, section, key));
    }
}

static void level_labels(struct sheet *t) {
    cell_label(t, STR("level 1"));
    cell_label(t, STR("level 2"));
    cell_label(t, STR("level 3"));
}

/* ---- the first table ---- */

static void header_cells(struct sheet *t) {
    struct str fields = rule(t, STR("header"), STR("fields"));

    cell_named(t, rule(t, STR("ruleset"), STR("form_title")));
    cell_named(t, label_with(t, STR("year"), form(t, STR("header"), STR("year")), STR("")));
    for (struct str key; (key = str_word(&fields)).n;) {
        cell_label(t, key);
        cell_is(t, form(t, STR("header"), key));
    }
    cells_empty(t, 4); /* a blank row */
}

static void funds_cells(struct sheet *t) {
    struct str rows = rule(t, STR("funds"), STR("rows")), columns = rule(t, STR("funds"), STR("columns"));

    cell_named(t, label_with(t, STR("funds"), rule(t, STR("funds"), STR("currency")), STR("")));
    cells_empty(t, 1); /* above the rows' names */
    cell_labels(t, columns);
    for (struct str row; (row = str_word(&rows)).n;) {
        cells_empty(t, 1); /* the heading goes on */
        cell_named(t, rule(t, STR("funds"), row));
        cells_of_form(t, join(t, STR("funds."), row), columns);
    }
}

/* A cell holds the paragraphs of all goals, a blank line between two. */
static struct str goals(struct sheet *t, struct str key) {
    struct str text = STR("");

    for (char n = '1'; n <= '9'; n++) {
        struct str goal = form(t, join(t, STR("goal."), (struct str){&n, 1}), key);
        if (goal.n) {
            text = text.n ? join(t, join(t, text, STR("\n\n")), goal) : goal;
        }
    }
    return text;
}

static void goal_cells(struct sheet *t) {
    struct str columns = rule(t, STR("goals"), STR("columns")), rest = columns;

    cell_label(t, STR("goals"));
    cell_labels(t, columns);
    cells_empty(t, 1); /* the heading goes on */
    for (struct str key; (key = str_word(&rest)).n;) {
        cell_is(t, goals(t, key));
    }
}

/* The form's name of a heading or indicator; it is stated only where it differs from the rule set's. */
static struct str name(struct sheet *t, struct str path) {
    struct str own = form(t, path, STR("name")), usual = tree(t, path, STR("name"));
    assert_false(own.n && str_eq(without_space(t, own), without_space(t, usual)));
    return own.n ? own : usual;
}

static void indicator_cells(struct sheet *t) {
    struct str columns = rule(t, STR("indicators"), STR("columns"));
    struct str above = STR(""), path;

    cell_label(t, STR("indicators"));
    level_labels(t);
    cell_labels(t, columns);
    for (size_t i = 0; next_indicator(&t->doc[FORM], &i, &path); above = path) {
        cells_empty(t, 1); /* the heading goes on */
        for (int n = 1; n < 3; n++) {
            struct str heading = level(path, n);
            /* The paper has no text in the level-1 cell of 效益指标. */
            if (str_eq(heading, level(above, n)) || str_eq(heading, STR("benefit"))) {
                cells_empty(t, 1);
            } else {
                cell_named(t, name(t, heading));
            }
        }
        cell_named(t, name(t, path));
        cells_of_form(t, path, columns);
    }
    cell_label(t, STR("total"));
    cells_of_form(t, STR("total"), STR("weight score"));
    cells_empty(t, 1); /* below the reasons */
}

/* ---- the second table ---- */

static void system_cells(struct sheet *t) {
    struct str above = STR(""), path;

    cell_named(t, rule(t, STR("ruleset"), STR("title")));
    level_labels(t);
    cell_label(t, STR("standard"));
    for (size_t i = 0; next_indicator(&t->doc[RULES], &i, &path); above = path) {
        for (int n = 1; n < 3; n++) {
            struct str heading = level(path, n);
            if (str_eq(heading, level(above, n))) {
                cells_empty(t, 1);
            } else {
                cell_named(
                    t, label_with(t, STR("heading"), tree(t, heading, STR("name")), tree(t, heading, STR("weight"))));
            }
        }
        cell_named(t, tree(t, path, STR("name")));
        cell_is(t, tree(t, path, STR("weight")));
    }
    cell_label(t, STR("sum"));
    cells_empty(t, 2);
    cell_is(t, rule(t, STR("ruleset"), STR("total")));
    cells_empty(t, 4); /* a blank row */
}

static void every_cell_is_in_the_files(void **state) {
    struct sheet *t = *state;
    const struct ini_doc *doc = &t->doc[FORM];

    header_cells(t);
    funds_cells(t);
    goal_cells(t);
    indicator_cells(t);
    system_cells(t);
    assert_int_equal(t->next, t->cells);
    for (size_t i = 0; i < LABELS; i++) {
        if (!t->label_read[i]) {
            fail_msg("the paper doesn't have the label %s", labels[i].text);
        }
    }
    for (size_t i = 0; i < doc->entries; i++) {
        const struct ini_entry *e = &doc->entry[i];
        if (!t->form_read[i] && !e->is_part && !str_eq(doc->section[e->section].name, STR("form"))) {
            fail_msg("%s:%u: the paper doesn't have this", paths[FORM], (unsigned)e->line);
        }
    }
    assert_false(t->arena.failed);
}

/* ---- the data files by themselves ---- */

static void form_and_rules_have_the_same_indicators(void **state) {
    struct sheet *t = *state;
    size_t n = 0, m = 0, i;
    struct str path;

    for (i = 0; next_indicator(&t->doc[FORM], &i, &path); n++) {
        assert_non_null(ini_find_section(&t->doc[RULES], path));
    }
    for (i = 0; next_indicator(&t->doc[RULES], &i, &path); m++) {
        assert_non_null(ini_find_section(&t->doc[FORM], path));
    }
    assert_int_equal(n, 16);
    assert_int_equal(m, 16);
}

static void form_has_the_stated_order_of_headings(void **state) {
    struct sheet *t = *state;
    struct str order = rule(t, STR("indicators"), STR("order")), heading = STR(""), path;

    for (size_t i = 0; next_indicator(&t->doc[FORM], &i, &path);) {
        if (!str_eq(level(path, 1), heading)) {
            heading = str_word(&order);
            assert_true(str_eq(level(path, 1), heading));
        }
    }
    assert_int_equal(str_word(&order).n, 0);
}

static dec number(struct str s) {
    dec d = 0;
    assert_int_equal(dec_parse(s, &d), DEC_OK);
    return d;
}

static void points_add_up_to_the_stated_total(void **state) {
    struct sheet *t = *state;
    dec weights = 0, scores = 0, standard = 0;
    struct str path;

    for (size_t i = 0; next_indicator(&t->doc[FORM], &i, &path);) {
        weights += number(form(t, path, STR("weight")));
        scores += number(form(t, path, STR("score")));
        standard += number(tree(t, path, STR("weight")));
    }
    assert_true(weights == DEC_INT(100) && standard == DEC_INT(100));
    assert_true(weights == number(form(t, STR("total"), STR("weight"))));
    assert_true(scores == DEC_INT(8945) / 100);
    assert_true(scores == number(form(t, STR("total"), STR("score"))));
}

/* The weight of a heading is the sum of what stands directly below it. */
static void heading_weights_are_sums(void **state) {
    struct sheet *t = *state;
    const struct ini_doc *doc = &t->doc[RULES];

    for (size_t i = 0; i < doc->sections; i++) {
        struct str heading = doc->section[i].name;
        dec sum = 0;
        bool leaf = true;
        for (size_t k = 0; k < doc->sections; k++) {
            struct str path = doc->section[k].name;
            int depth = level(path, 1).n == path.n ? 1 : level(path, 2).n == path.n ? 2 : 3;
            if (depth > 1 && str_eq(level(path, depth - 1), heading)) {
                sum += number(tree(t, path, STR("weight")));
                leaf = false;
            }
        }
        assert_true(leaf || sum == number(tree(t, heading, STR("weight"))));
    }
}

static void years_are_the_same(void **state) {
    struct sheet *t = *state;
    struct str year = rule(t, STR("ruleset"), STR("year"));

    assert_true(str_eq(year, form(t, STR("header"), STR("year"))));
    assert_true(str_starts(rule(t, STR("ruleset"), STR("title")), year));
}

/* 预算执行率 10, 产出 50, 效益 30, 满意度 10. */
static void national_weights_are_the_published_ones(void **state) {
    struct sheet *t = *state;
    static const struct {
        struct str section;
        int weight;
    } published[] = {{{"execution", 9}, 10}, {{"output", 6}, 50}, {{"benefit", 7}, 30}, {{"satisfaction", 12}, 10}};

    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        const struct ini_entry *e = ini_find(&t->doc[NATION], published[i].section, STR("weight"));
        assert_non_null(e);
        assert_true(number(e->value) == DEC_INT(published[i].weight));
    }
}

static void files_are_plain(void **state) {
    struct sheet *t = *state;

    for (int i = FORM; i < FILES; i++) {
        struct str rest = t->bytes[i];
        if (t->doc[i].faults) {
            fail_msg("%s:%u: fault %d", paths[i], (unsigned)t->doc[i].fault[0].line, (int)t->doc[i].fault[0].kind);
        }
        while (rest.n) {
            size_t end = str_find(rest, STR("\n"));
            assert_true(end <= INI_LINE_WRITE && end < rest.n);
            rest = str_sub(rest, end + 1, rest.n);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_cell_is_in_the_files, setup, teardown),
        cmocka_unit_test_setup_teardown(form_and_rules_have_the_same_indicators, setup, teardown),
        cmocka_unit_test_setup_teardown(form_has_the_stated_order_of_headings, setup, teardown),
        cmocka_unit_test_setup_teardown(points_add_up_to_the_stated_total, setup, teardown),
        cmocka_unit_test_setup_teardown(heading_weights_are_sums, setup, teardown),
        cmocka_unit_test_setup_teardown(years_are_the_same, setup, teardown),
        cmocka_unit_test_setup_teardown(national_weights_are_the_published_ones, setup, teardown),
        cmocka_unit_test_setup_teardown(files_are_plain, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
