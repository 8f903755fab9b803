/* Rows that the rule set leaves to the form: goals and own indicators, added, removed and moved while a form is filled
   in, and the file that comes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <unistd.h>

#include "support.h"
#include "ziping/session.h"

static struct arena arena;

static int make_files(void **state) {
    assert_int_equal(support_folder_make(state), 0);
    support_write(&arena, "mof-2020.ini", support_read(&arena, "forms/rules/mof-2020.ini"));
    support_write(&arena, "closed.ini",
                  STR("[ruleset]\nbase = mof-2020.ini\n[indicators]\nopen = no\n[a]\n[a.x]\n[a.x.one]\nweight = 90\n"));
    support_write(&arena, "mixed.ini",
                  STR("[ruleset]\nbase = mof-2020.ini\n[indicators]\nopen = yes\n[a]\n[a.x]\n"
                      "[a.x.one]\nweight = 90\n[a.y]\n[b]\n"));
    return 0;
}

static int remove_files(void **state) {
    arena_free(&arena);
    return support_folder_remove(state);
}

/* A form of those rules with this text behind its [form]. */
static void open_text(struct session *s, const char *rules, const char *text) {
    struct str all = arena_join(&arena, arena_join(&arena, STR("[form]\nrules = "), str_of(rules)),
                                arena_join(&arena, STR("\n\n"), str_of(text)));

    assert_int_equal(session_open(s, support_write(&arena, "form.ini", all), NULL, LANG_EN), W_EMPTY);
}

static int field(const struct session *s, const char *section, const char *key) {
    int f = schema_field(s->form->schema, str_of(section), str_of(key));

    if (f < 0) {
        fail_msg("no field %s.%s", section, key);
    }
    return f;
}

/* The operation on the row of a section; what the answer is, and where the caret goes. */
static void row(struct session *s, enum session_row what, const char *section, enum word why, const char *to) {
    const struct schema_section *in = schema_section(s->form->schema, str_of(section));

    assert_non_null(in);
    int f = (int)in->first;
    size_t done = s->done;
    assert_int_equal(session_row(s, what, &f), why);
    assert_text(s->form->schema->field[f].section, to);
    assert_true(why == W_EMPTY || s->done == done);
}

static void set(struct session *s, const char *section, const char *key, const char *value) {
    assert_true(session_set(s, field(s, section, key), str_of(value)));
}

static struct str text_of(const struct session *s) {
    struct buf b = {0};

    form_text(s->form, &b);
    assert_false(b.failed);
    return buf_keep(&b, &arena);
}

/* The text to save, behind the lines of [form]. */
static void saves(const struct session *s, const char *wanted) {
    struct str text = text_of(s);
    size_t at = str_find(text, STR("\n\n"));

    assert_text(str_sub(text, at + 2 < text.n ? at + 2 : text.n, text.n), wanted);
}

/* The sections of the goals and of the form's own indicators in the paper's order, goals as numbers: "3 a.x.item1". */
static void rows_are(const struct session *s, const char *wanted) {
    struct schema_rows rows;
    struct buf b = {0};

    assert_true(rows_of_form(&arena, s->form, &rows));
    buf_number(&b, rows.goals);
    for (size_t i = 0; i < rows.owns; i++) {
        buf_char(&b, ' ');
        buf_add(&b, rows.own[i]);
    }
    assert_text(buf_keep(&b, &arena), wanted);
}

static void undone_to(struct session *s, const char *section, const char *key) {
    int to = session_undo(s);

    assert_int_equal(to, field(s, section, key));
}

static void redone_to(struct session *s, const char *section, const char *key) {
    int to = session_redo(s);

    assert_int_equal(to, field(s, section, key));
}

/* ---- goals ---- */

#define GOALS                                                                                                          \
    "; one\n[goal.1]\nexpected = 1\nactual = A\n\n; two\n[goal.2]\nexpected = 2\n\n[goal.3]\nactual = C\n\n[total]\n"  \
    "score = 1\n"

static void a_goal_between(void **state) {
    struct session s;

    (void)state;
    open_text(&s, "mof-2020.ini", GOALS);
    rows_are(&s, "4");
    row(&s, SESSION_ROW_ADD, "goal.1", W_EMPTY, "goal.2");
    rows_are(&s, "5");
    saves(&s,
          "; one\n[goal.1]\nexpected = 1\nactual = A\n\n; two\n[goal.2]\nexpected = \"\"\n\n[goal.3]\nactual = \"\"\n"
          "expected = 2\n\n[goal.4]\nactual = C\n\n[total]\nscore = 1\n");
    row(&s, SESSION_ROW_ADD, "goal.1", W_ROW_EMPTY_HERE, "goal.2");
    row(&s, SESSION_ROW_ADD, "goal.2", W_ROW_EMPTY_HERE, "goal.2");
    row(&s, SESSION_ROW_ADD, "goal.4", W_ROW_EMPTY_HERE, "goal.5");
    row(&s, SESSION_ROW_ADD, "goal.5", W_ROW_EMPTY_HERE, "goal.5");
    undone_to(&s, "goal.1", "expected");
    rows_are(&s, "4");
    saves(&s, GOALS);
    redone_to(&s, "goal.2", "expected");
    rows_are(&s, "5");
    session_close(&s);
}

static void a_goal_less(void **state) {
    struct session s;

    (void)state;
    open_text(&s, "mof-2020.ini", GOALS);
    row(&s, SESSION_ROW_REMOVE, "goal.4", W_ROW_STAYS, "goal.4");
    row(&s, SESSION_ROW_REMOVE, "goal.1", W_EMPTY, "goal.1");
    rows_are(&s, "3");
    saves(&s,
          "; one\n[goal.1]\nexpected = 2\nactual = \"\"\n\n; two\n[goal.2]\nexpected = \"\"\nactual = C\n\n[total]\n"
          "score = 1\n");
    row(&s, SESSION_ROW_REMOVE, "goal.2", W_EMPTY, "goal.2");
    row(&s, SESSION_ROW_REMOVE, "goal.1", W_EMPTY, "goal.1");
    rows_are(&s, "1");
    saves(&s, "[total]\nscore = 1\n");
    row(&s, SESSION_ROW_REMOVE, "goal.1", W_ROW_STAYS, "goal.1");
    session_undo(&s);
    session_undo(&s);
    undone_to(&s, "goal.1", "expected");
    rows_are(&s, "4");
    saves(&s, GOALS);
    assert_int_equal(session_undo(&s), -1);
    session_close(&s);
}

static void goals_change_places(void **state) {
    struct session s;

    (void)state;
    open_text(&s, "mof-2020.ini", GOALS);
    row(&s, SESSION_ROW_UP, "goal.1", W_ROW_TOP, "goal.1");
    row(&s, SESSION_ROW_DOWN, "goal.3", W_ROW_BOTTOM, "goal.3");
    row(&s, SESSION_ROW_UP, "goal.4", W_ROW_STAYS, "goal.4");
    row(&s, SESSION_ROW_DOWN, "goal.1", W_EMPTY, "goal.2");
    saves(&s, "; one\n[goal.1]\nexpected = 2\nactual = \"\"\n\n; two\n[goal.2]\nexpected = 1\nactual = A\n\n[goal.3]\n"
              "actual = C\n\n[total]\nscore = 1\n");
    row(&s, SESSION_ROW_UP, "goal.2", W_EMPTY, "goal.1");
    saves(&s, GOALS);
    session_undo(&s);
    undone_to(&s, "goal.1", "expected");
    saves(&s, GOALS);
    session_close(&s);
}

/* Goals at the end that are emptied by hand go too; empty ones that the file has stay. */
static void emptied_goals(void **state) {
    struct session s;

    (void)state;
    open_text(&s, "mof-2020.ini", "[goal.1]\nexpected = 1\n\n[goal.2]\nexpected = 2\n\n[goal.3]\nexpected = \"\"\n");
    set(&s, "goal.2", "expected", "");
    saves(&s, "[goal.1]\nexpected = 1\n\n[goal.3]\nexpected = \"\"\n");
    session_undo(&s);
    set(&s, "goal.1", "expected", "");
    saves(&s, "[goal.1]\nexpected = \"\"\n\n[goal.2]\nexpected = 2\n\n[goal.3]\nexpected = \"\"\n");
    session_close(&s);
}

static void many_goals(void **state) {
    struct session s;
    struct buf b = {0};

    (void)state;
    for (int i = 1; i <= 1001; i++) {
        buf_printf(&b, "[goal.%d]\nexpected = %d\n", i, i);
    }
    buf_char(&b, '\0');
    open_text(&s, "mof-2020.ini", buf_keep(&b, &arena).p);
    rows_are(&s, "999");
    struct str before = text_of(&s);
    row(&s, SESSION_ROW_ADD, "goal.5", W_ROWS_FULL, "goal.5");
    row(&s, SESSION_ROW_ADD, "goal.999", W_ROWS_FULL, "goal.999");
    row(&s, SESSION_ROW_REMOVE, "goal.5", W_EMPTY, "goal.5");
    rows_are(&s, "999"); /* 998 and an empty one */
    assert_text(form_get(s.form, STR("goal.998"), STR("expected")), "999");
    assert_text(form_get(s.form, STR("goal.999"), STR("expected")), "");
    struct str fewer = text_of(&s);
    assert_true(str_find(fewer, STR("[goal.998]")) < fewer.n);
    assert_int_equal(str_find(fewer, STR("[goal.999]")), fewer.n);
    assert_true(str_find(fewer, STR("[goal.1000]\nexpected = 1000\n")) < fewer.n); /* no goal of the form: untouched */
    row(&s, SESSION_ROW_ADD, "goal.4", W_EMPTY, "goal.5");
    assert_text(form_get(s.form, STR("goal.999"), STR("expected")), "999");
    session_undo(&s);
    session_undo(&s);
    assert_true(str_eq(text_of(&s), before));
    session_close(&s);
}

/* ---- indicators ---- */

static void an_indicator_more(void **state) {
    struct session s;
    static const char *const keys[] = {"name", "target", "actual", "weight", "score", "reason"};

    (void)state;
    open_text(&s, "mof-2020.ini", "[total]\nscore = 1\n");
    size_t errors = s.diags.count[SEV_ERROR];
    row(&s, SESSION_ROW_ADD, "output.quality", W_EMPTY, "output.quality.item1");
    for (size_t i = 0; i < 6; i++) {
        assert_false(s.form->schema->field[field(&s, "output.quality.item1", keys[i])].printed);
    }
    saves(&s, "[total]\nscore = 1\n"); /* nothing has been typed yet */
    assert_int_equal(s.diags.count[SEV_ERROR], errors);
    set(&s, "output.quality.item1", "weight", "50");
    assert_dec(s.score.all.weight, "60"); /* with the funds table's 10 */
    assert_text(
        str_of(catalogue((enum code)session_problem(&s, field(&s, "output.quality.item1", "name"))->code)->name),
        "required-empty");
    set(&s, "output.quality.item1", "name", "合格率");
    assert_null(session_problem(&s, field(&s, "output.quality.item1", "name")));
    row(&s, SESSION_ROW_ADD, "output.quality.item1", W_EMPTY, "output.quality.item2");
    set(&s, "output.quality.item2", "name", "二");
    row(&s, SESSION_ROW_ADD, "output.quality.item1", W_EMPTY, "output.quality.item3");
    set(&s, "output.quality.item3", "name", "三");
    row(&s, SESSION_ROW_ADD, "output", W_EMPTY, "output.quantity.item1"); /* its first heading */
    set(&s, "output.quantity.item1", "name", "四");
    row(&s, SESSION_ROW_ADD, "output.quality", W_EMPTY, "output.quality.item4"); /* at the end */
    rows_are(&s, "1 output.quantity.item1 output.quality.item1 output.quality.item3 output.quality.item2 "
                 "output.quality.item4");
    saves(&s, "[output.quantity.item1]\nname = \"四\"\n\n[output.quality.item1]\nname = \"合格率\"\n"
              "weight = 50\n\n[output.quality.item3]\nname = \"三\"\n\n[output.quality.item2]\nname = \"二\"\n"
              "\n[total]\nscore = 1\n");
    session_close(&s);
}

#define OWN                                                                                                            \
    "[a.x.one]\nscore = 5\n\n; of p\n[a.x.p]\nname = P\nnote = kept\n\n[b]\n\n[a.x.q]\nname = Q\n\n[a.y.r]\nname = R\n"

static void an_indicator_less(void **state) {
    struct session s;

    (void)state;
    open_text(&s, "mixed.ini", OWN);
    row(&s, SESSION_ROW_REMOVE, "a.x.one", W_ROW_FIXED, "a.x.one");
    row(&s, SESSION_ROW_REMOVE, "a.y", W_ROW_FIXED, "a.y");
    row(&s, SESSION_ROW_REMOVE, "header", W_ROW_FIXED, "header");
    row(&s, SESSION_ROW_REMOVE, "a.x.p", W_EMPTY, "a.x.q");
    saves(&s, "[a.x.one]\nscore = 5\n\n[b]\n\n[a.x.q]\nname = Q\n\n[a.y.r]\nname = R\n");
    row(&s, SESSION_ROW_REMOVE, "a.x.q", W_EMPTY, "a.x.one");
    row(&s, SESSION_ROW_REMOVE, "a.y.r", W_EMPTY, "a.y");
    saves(&s, "[a.x.one]\nscore = 5\n\n[b]\n");
    undone_to(&s, "a.y.r", "name");
    session_undo(&s);
    undone_to(&s, "a.x.p", "name");
    assert_text(form_get(s.form, STR("a.x.p"), STR("name")), "P");
    saves(&s, OWN);
    redone_to(&s, "a.x.q", "name");
    session_close(&s);
}

static void indicators_change_places(void **state) {
    struct session s;

    (void)state;
    open_text(&s, "mixed.ini", OWN);
    row(&s, SESSION_ROW_UP, "a.x.one", W_ROW_FIXED, "a.x.one");
    row(&s, SESSION_ROW_DOWN, "a.x", W_ROW_FIXED, "a.x");
    row(&s, SESSION_ROW_UP, "a.x.p", W_ROW_TOP, "a.x.p");
    row(&s, SESSION_ROW_DOWN, "a.x.q", W_ROW_BOTTOM, "a.x.q");
    row(&s, SESSION_ROW_UP, "a.x.q", W_EMPTY, "a.x.q");
    rows_are(&s, "1 a.x.q a.x.p a.y.r");
    saves(&s, "[a.x.one]\nscore = 5\n\n[a.x.q]\nname = Q\n\n[b]\n\n; of p\n[a.x.p]\nname = P\nnote = kept\n\n[a.y.r]\n"
              "name = R\n");
    row(&s, SESSION_ROW_ADD, "a.x.one", W_EMPTY, "a.x.item1"); /* in front of the form's own */
    set(&s, "a.x.item1", "name", "N");
    rows_are(&s, "1 a.x.item1 a.x.q a.x.p a.y.r");
    saves(&s, "[a.x.one]\nscore = 5\n\n[a.x.item1]\nname = N\n\n[a.x.q]\nname = Q\n\n[b]\n\n; of p\n[a.x.p]\nname = P\n"
              "note = kept\n\n[a.y.r]\nname = R\n");
    session_undo(&s);
    session_undo(&s);
    undone_to(&s, "a.x.q", "name");
    saves(&s, OWN);
    session_close(&s);
}

/* In a file in odd order a new row still comes to stand where it stands on the paper. */
static void odd_order(void **state) {
    struct session s, again;

    (void)state;
    open_text(&s, "mixed.ini",
              "[a.x.q]\nname = Q\n\n[total]\n\n[a.y.item7]\nname = R\n\n[a.x.one]\nscore = 5\n\n"
              "[A.X.q]\nname = QQ\n\n[a.y.s]\nname = S\n");
    rows_are(&s, "1 a.x.q a.y.item7 a.y.s");
    row(&s, SESSION_ROW_ADD, "a.x.one", W_EMPTY, "a.x.item1");
    set(&s, "a.x.item1", "name", "N");
    row(&s, SESSION_ROW_DOWN, "a.y.item7", W_EMPTY, "a.y.item7");
    row(&s, SESSION_ROW_ADD, "a.y", W_EMPTY, "a.y.item8");
    set(&s, "a.y.item8", "name", "T");
    rows_are(&s, "1 a.x.item1 a.x.q a.y.s a.y.item7 a.y.item8");
    support_write(&arena, "form.ini", text_of(&s));
    assert_int_equal(session_open(&again, support_path(&arena, "form.ini"), NULL, LANG_EN), W_EMPTY);
    rows_are(&again, "1 a.x.item1 a.x.q a.y.s a.y.item7 a.y.item8");
    assert_text(form_get(again.form, STR("a.x.q"), STR("name")), "QQ");
    session_close(&again);
    session_close(&s);
}

/* Headings of the form's own: they go when nothing is below them, and stay while something is. */
static void own_headings(void **state) {
    struct session s;

    (void)state;
    open_text(&s, "mixed.ini", "[n.m.one]\nname = 1\n\n[n.m]\nname = M\n");
    row(&s, SESSION_ROW_REMOVE, "n.m", W_ROW_HAS_ROWS, "n.m");
    row(&s, SESSION_ROW_DOWN, "n.m", W_ROW_HAS_ROWS, "n.m");
    row(&s, SESSION_ROW_ADD, "n.m", W_EMPTY, "n.m.item1");
    session_undo(&s);
    row(&s, SESSION_ROW_REMOVE, "n.m.one", W_EMPTY, "n.m");
    saves(&s, "[n.m]\nname = M\n");
    row(&s, SESSION_ROW_REMOVE, "n.m", W_EMPTY, "header");
    saves(&s, "");
    row(&s, SESSION_ROW_ADD, "b", W_ROW_NO_HEADING, "b");
    session_close(&s);
}

/* A heading that only the paths below it give has been named: it stays, with its name, when they go. */
static void named_heading(void **state) {
    struct session s;

    (void)state;
    open_text(&s, "mixed.ini", "[n.m.one]\nname = 1\n");
    set(&s, "n.m", "name", "M");
    row(&s, SESSION_ROW_REMOVE, "n.m.one", W_EMPTY, "n.m");
    saves(&s, "[n.m]\nname = M\n");
    undone_to(&s, "n.m.one", "name");
    assert_text(form_get(s.form, STR("n.m"), STR("name")), "M");
    undone_to(&s, "n.m", "name");
    saves(&s, "[n.m.one]\nname = 1\n");
    session_close(&s);
    open_text(&s, "mixed.ini", "[n.m.one]\nname = 1\n");
    row(&s, SESSION_ROW_REMOVE, "n.m.one", W_EMPTY, "header"); /* without a name it goes */
    saves(&s, "");
    undone_to(&s, "n.m.one", "name");
    redone_to(&s, "header", "year");
    session_close(&s);
}

/* Values by path, as a journal has them: rows come about as they are needed. */
static void rows_for_values(void **state) {
    struct session s;
    const struct change changes[] = {
        {STR("goal.3"), STR("expected"), STR("3")},    {STR("a.x.item2"), STR("name"), STR("N")},
        {STR("a.x.item9"), STR("name"), STR("")},      {STR("goal.1000"), STR("expected"), STR("no")},
        {STR("funds.bank"), STR("budget"), STR("no")},
    };

    (void)state;
    open_text(&s, "mixed.ini", "[total]\nscore = 1\n");
    assert_true(session_change(&s, changes, 5, STR(""), STR("")));
    rows_are(&s, "4 a.x.item2");
    saves(&s, "[goal.3]\nexpected = 3\n\n[a.x.item2]\nname = N\n\n[total]\nscore = 1\n");
    undone_to(&s, "goal.3", "expected");
    saves(&s, "[total]\nscore = 1\n");
    assert_int_equal(session_undo(&s), -1);
    redone_to(&s, "a.x.item2", "name");
    saves(&s, "[goal.3]\nexpected = 3\n\n[a.x.item2]\nname = N\n\n[total]\nscore = 1\n");
    assert_false(session_change(&s, changes, 3, STR(""), STR("")));
    session_close(&s);
}

/* Steps that were joined are taken back from the last one on. */
static void joined(void **state) {
    struct session s;
    size_t since;

    (void)state;
    open_text(&s, "mixed.ini", OWN);
    since = s.done;
    row(&s, SESSION_ROW_ADD, "a.x.p", W_EMPTY, "a.x.item1");
    set(&s, "a.x.item1", "name", "N");
    set(&s, "a.x.item1", "name", "M");
    row(&s, SESSION_ROW_REMOVE, "a.x.q", W_EMPTY, "a.x.item1");
    struct str behind = text_of(&s);
    session_join(&s, since);
    undone_to(&s, "a.x.p", "name");
    rows_are(&s, "1 a.x.p a.x.q a.y.r");
    saves(&s, OWN);
    redone_to(&s, "a.x.item1", "name");
    assert_true(str_eq(text_of(&s), behind));
    session_close(&s);
}

static void closed(void **state) {
    struct session s;

    (void)state;
    open_text(&s, "closed.ini", "[a.x.own]\nname = O\n");
    row(&s, SESSION_ROW_ADD, "a.x.one", W_ROW_FIXED, "a.x.one");
    row(&s, SESSION_ROW_ADD, "funds.total", W_ROW_FIXED, "funds.total");
    row(&s, SESSION_ROW_REMOVE, "a.x.own", W_EMPTY, "a.x.one"); /* it should not have been there */
    saves(&s, "");
    s.read_only = true;
    row(&s, SESSION_ROW_ADD, "goal.1", W_ROW_EMPTY_HERE, "goal.1");
    session_close(&s);
}

/* The number of a row that the file has is not given again; a name that no line takes isn't made. */
static void made_names(void **state) {
    struct session s;
    struct buf b = {0};
    size_t n;

    (void)state;
    assert_true(schema_made_number(STR("a.x.item12"), &n) && n == 12);
    assert_false(schema_made_number(STR("a.x.item"), &n) || schema_made_number(STR("a.x.item01"), &n) ||
                 schema_made_number(STR("a.x.items"), &n) || schema_made_number(STR("a.x.item1000000"), &n));
    open_text(&s, "mixed.ini", "[a.x.item1]\nname = 1\n\n[a.x.item2]\nname = 2\n");
    row(&s, SESSION_ROW_REMOVE, "a.x.item2", W_EMPTY, "a.x.item1");
    row(&s, SESSION_ROW_ADD, "a.x.item1", W_EMPTY, "a.x.item3");
    session_close(&s);
    open_text(&s, "mixed.ini", "[a.x.item999999]\nname = 1\n");
    row(&s, SESSION_ROW_ADD, "a.x", W_ROWS_FULL, "a.x");
    session_close(&s);
    buf_text(&b, "[a.");
    buf_fill(&b, 'h', 893);
    buf_text(&b, "]\n");
    buf_char(&b, '\0');
    open_text(&s, "mixed.ini", buf_keep(&b, &arena).p);
    row(&s, SESSION_ROW_ADD, "a.x", W_EMPTY, "a.x.item1");
    int f = (int)s.form->schema->fields - 1;
    while (s.form->schema->field[f].section.n < 895) {
        f--;
    }
    assert_int_equal(session_row(&s, SESSION_ROW_ADD, &f), W_ROWS_FULL);
    session_close(&s);
}

static void text_of_rows(void **state) {
    static const char *const wrong[] = {"", "0", "x", "1000", "99999999999999999999", "1x", "\n", "1 \na.b.c"};
    struct schema_rows rows;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(rows_read(&arena, str_of(wrong[i]), &rows));
    }
    assert_true(rows_read(&arena, STR("999"), &rows));
    assert_int_equal(rows.goals, 999);
    assert_int_equal(rows.owns, 0);
    assert_true(rows_read(&arena, STR("2\na.b.c\n\ngoal.1\nform\n一.二.三 四\n"), &rows));
    assert_int_equal(rows.owns, 2); /* no others are rows */
    assert_text(rows.own[1], "一.二.三 四");
    assert_text(rows_text(&arena, &rows), "2\na.b.c\n一.二.三 四");
}

/* ---- anything in any order ---- */

static uint64_t seed;

static uint32_t any(uint32_t below) {
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (uint32_t)((seed * UINT64_C(2685821657736338717)) >> 33) % below;
}

/* One thing that a person may do. */
static void anything(struct session *s) {
    static const char *const values[] = {"", "", "甲", "10", ">=5", "一\n二", "\";#\\&#10;"};
    const struct schema *schema = s->form->schema;
    int f = (int)any((uint32_t)schema->fields);

    while (any(4) > 0 && schema->field[f].part != PART_GOALS && !schema->node[schema->field[f].row].own) {
        f = (int)any((uint32_t)schema->fields); /* mostly where something can be done */
    }
    switch (any(8)) {
    case 0:
        session_undo(s);
        break;
    case 1:
        session_redo(s);
        break;
    case 2:
    case 3:
    case 4:
        session_set(s, f, str_of(values[any(sizeof values / sizeof *values)]));
        break;
    default:
        session_row(s, (enum session_row)any(4), &f);
    }
}

/* Written and read again it is the same form, its rows in the same order but for empty ones. */
static void survives(const struct session *s) {
    struct str text = text_of(s);
    struct ini_doc doc;
    struct schema_rows rows, again;
    size_t at = 0;

    assert_int_equal(ini_scan(&arena, text, &doc), INI_OK);
    struct schema *schema = schema_build(&arena, s->rules, &doc, 1);
    struct form *read = form_read(&arena, schema, &doc);
    assert_true(form_same(read, s->form));
    assert_true(rows_of_form(&arena, s->form, &rows) && rows_of_form(&arena, read, &again));
    for (size_t i = 0; i < rows.owns; i++) {
        if (at < again.owns && str_eq(rows.own[i], again.own[at])) {
            at++;
        } else {
            if (!rows_is_empty(s->form, schema_section(s->form->schema, rows.own[i]))) {
                fail_msg("%.*s is lost or misplaced:\n%.*s\nrows:%.*s\nagain: %.*s", STR_ARG(rows.own[i]),
                         STR_ARG(text), STR_ARG(rows_text(&arena, &rows)), STR_ARG(rows_text(&arena, &again)));
            }
        }
    }
    assert_int_equal(at, again.owns);
}

/* Each thing done is undone to the very text before it, and redone to the very text behind it. */
static void to_and_fro(struct session *s, struct str before) {
    struct str behind = text_of(s);
    size_t done = s->done, times = 0;

    while (session_undo(s) >= 0) {
        times++;
    }
    assert_int_equal(s->done, 0);
    assert_true(str_eq(text_of(s), before));
    for (; times > 0; times--) {
        assert_true(session_redo(s) >= 0);
    }
    assert_int_equal(s->done, done);
    assert_true(str_eq(text_of(s), behind));
}

static void anything_can_be_undone(void **state) {
    static const char *const texts[] = {
        GOALS,
        OWN GOALS,
        "[a.x.q]\nname = Q\n\n[goal.7]\nexpected = 7\n\n; r\n[a.y.r.s]\nname = R\n[a.x.one]\nscore = 5\n[A.X.q]\n"
        "weight = 9\n\n[goal.2]\n\n[n.m.o]\n[n.m]\nname = M\n[a.x.item3]\nname = \"\"\nreason = \"1\"\nreason.2 = \"2\"",
    };

    (void)state;
    for (uint64_t i = 1; i <= 60; i++) {
        struct session s;
        seed = i * UINT64_C(0x9E3779B97F4A7C15);
        open_text(&s, "mixed.ini", texts[i % 3]);
        struct str before = text_of(&s);
        for (int step = 0; step < 40; step++) {
            anything(&s);
            if (step % 5 == 0) {
                survives(&s);
            }
        }
        to_and_fro(&s, before);
        session_close(&s);
    }
}

/* Through the file: what was saved can be undone too, and saved again. */
static void undo_across_saving(void **state) {
    struct session s;
    struct file_result r;

    (void)state;
    open_text(&s, "mixed.ini", OWN);
    row(&s, SESSION_ROW_REMOVE, "a.x.p", W_EMPTY, "a.x.q");
    row(&s, SESSION_ROW_ADD, "a.x.q", W_EMPTY, "a.x.item1");
    set(&s, "a.x.item1", "name", "N");
    assert_int_equal(session_save(&s, false, &r), SESSION_SAVED);
    assert_false(session_modified(&s));
    saves(&s, "[a.x.one]\nscore = 5\n\n[b]\n\n[a.x.q]\nname = Q\n\n[a.x.item1]\nname = N\n\n[a.y.r]\nname = R\n");
    session_undo(&s);
    session_undo(&s);
    session_undo(&s);
    rows_are(&s, "1 a.x.p a.x.q a.y.r");
    assert_true(session_modified(&s));
    assert_int_equal(session_save(&s, false, &r), SESSION_SAVED);
    saves(&s, "[a.x.one]\nscore = 5\n\n[b]\n\n[a.x.p]\nname = P\n\n[a.x.q]\nname = Q\n\n[a.y.r]\nname = R\n");
    session_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_goal_between),
        cmocka_unit_test(a_goal_less),
        cmocka_unit_test(goals_change_places),
        cmocka_unit_test(emptied_goals),
        cmocka_unit_test(many_goals),
        cmocka_unit_test(an_indicator_more),
        cmocka_unit_test(an_indicator_less),
        cmocka_unit_test(indicators_change_places),
        cmocka_unit_test(odd_order),
        cmocka_unit_test(own_headings),
        cmocka_unit_test(named_heading),
        cmocka_unit_test(rows_for_values),
        cmocka_unit_test(joined),
        cmocka_unit_test(closed),
        cmocka_unit_test(made_names),
        cmocka_unit_test(text_of_rows),
        cmocka_unit_test(anything_can_be_undone),
        cmocka_unit_test(undo_across_saving),
    };

    return cmocka_run_group_tests_name("rows", tests, make_files, remove_files);
}
