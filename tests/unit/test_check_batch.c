/* B7: what shows in several forms together only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/batch.h"

static struct arena arena;
static struct library library;

static int free_arena(void **state) {
    (void)state;
    arena_free(&arena);
    library_free(&library);
    return 0;
}

/* The sound form's one long text, its reason, in other words. */
#define ELSE "[benefit.social.awareness] reason = 改进措施：增加人手\n"
#define FULL "[benefit.social.awareness] score = 15\n[benefit.social.awareness] reason = \"\"\n[total] score = 100"
/* 31 and 30 characters of three bytes: 93 and 90 bytes. */
#define LONG_REASON "老年居民到场较少因为活动多在工作日改进措施是明年安排在周末举办"
#define SHORTER_REASON "老年居民到场较少因为活动多在工作日改进措施明年安排在周末举办"

static struct document *read_form(const char *changes) {
    struct document *d = arena_new(&arena, struct document);
    struct str text = support_change(&arena, support_read(&arena, "tests/data/sound-form.ini"), changes);

    support_write(&arena, "sound-rules.ini", support_read(&arena, "tests/data/sound-rules.ini"));
    assert_true(document_read(&arena, &library, support_write(&arena, "form.ini", text), d));
    assert_non_null(d->form);
    return d;
}

/* Adds the sound form with changes as file number `file`; returns how many things it shares with earlier ones. */
static size_t add(struct batch *b, size_t file, const char *changes, struct batch_hit *hit) {
    struct document *d = read_form(changes);
    struct batch_facts facts;
    struct score score;
    size_t n = 99;

    assert_true(score_form(&arena, d->form, &score));
    assert_true(batch_gather(&arena, d->form, &score, &facts));
    assert_true(facts.texts < 8);
    assert_true(batch_add(b, file, &facts, hit, &n));
    return n;
}

static void one_project_twice(void **state) {
    struct batch b = {0};
    struct batch_hit hit[9];

    (void)state;
    assert_int_equal(add(&b, 0, "", hit), 0);
    assert_int_equal(add(&b, 1, ELSE "[header] project = 另一项目", hit), 0);
    /* The last of three: the first one is meant, and its texts are not told as well. */
    assert_int_equal(add(&b, 2, "[benefit.social.awareness] reason = " LONG_REASON, hit), 1);
    assert_int_equal(hit[0].code, CHECK_BATCH_SAME_PROJECT);
    assert_int_equal(hit[0].field, -1);
    assert_int_equal(hit[0].other, 0);
    batch_free(&b);
}

static void no_project_twice(void **state) {
    struct batch b = {0};
    struct batch_hit hit[9];

    (void)state;
    assert_int_equal(add(&b, 0, "", hit), 0);
    assert_int_equal(add(&b, 1, "[header] year = 2023", hit), 0);
    assert_int_equal(add(&b, 2, ELSE "[header] unit = 别的单位", hit), 0);
    assert_int_equal(add(&b, 3, ELSE "[header] project = \"\"", hit), 0);
    assert_int_equal(add(&b, 4, ELSE "[header] project = \"\"", hit), 0); /* both name none */
    assert_int_equal(add(&b, 5, "[header] project = \" 科普活动经费 \"", hit), 1);
    batch_free(&b);
}

static void one_text_in_two_projects(void **state) {
    struct batch b = {0};
    struct batch_hit hit[9];
    static const char *const reason = "[benefit.social.awareness] reason = " LONG_REASON;
    static const char *const other = "[header] project = 乙\n[benefit.social.reach] reason = \" " LONG_REASON " \"\n"
                                     "[goal.1] actual = 乙项目做了别的\n[goal.1] expected = 乙项目做别的";

    (void)state;
    assert_int_equal(add(&b, 0, reason, hit), 0);
    struct document *d = read_form(other);
    assert_int_equal(add(&b, 1, other, hit), 1);
    assert_int_equal(hit[0].code, CHECK_BATCH_SAME_TEXT);
    assert_int_equal(hit[0].other, 0);
    assert_int_equal(hit[0].field, schema_field(d->form->schema, STR("benefit.social.reach"), STR("reason")));
    batch_free(&b);
}

static void no_text_in_two_projects(void **state) {
    struct batch b = {0};
    struct batch_hit hit[9];

    (void)state;
    /* Within one project, and the same project of another year: its own words again. */
    assert_int_equal(
        add(&b, 0, "[benefit.social.awareness] reason = " LONG_REASON "\n[benefit.social.reach] reason = " LONG_REASON,
            hit),
        0);
    assert_int_equal(add(&b, 1, "[header] year = 2023\n[benefit.social.awareness] reason = " LONG_REASON, hit), 0);
    assert_int_equal(add(&b, 2, "[header] project = 乙\n[benefit.social.awareness] reason = " LONG_REASON "。", hit),
                     0);
    batch_free(&b);
}

/* 30 characters are long enough to be told, 29 are alike by nature. */
static void the_shortest_text(void **state) {
    struct batch b = {0};
    struct batch_hit hit[9];
    static const char *const at = "[benefit.social.awareness] reason = ";
    struct str longer = arena_join(&arena, str_of(at), STR(SHORTER_REASON));
    struct str shorter = str_sub(longer, 0, longer.n - 3);
    struct str other = STR("[header] project = 乙\n");

    (void)state;
    assert_int_equal(longer.n - strlen(at), 90);
    assert_int_equal(add(&b, 0, longer.p, hit), 0);
    assert_int_equal(add(&b, 1, arena_join(&arena, other, longer).p, hit), 1);
    batch_free(&b);
    assert_int_equal(add(&b, 0, arena_copy(&arena, shorter).p, hit), 0);
    assert_int_equal(add(&b, 1, arena_join(&arena, other, shorter).p, hit), 0);
    batch_free(&b);
}

/* Full and not full forms, each a project of its own. */
static bool all_full(int full, int others) {
    struct batch b = {0};
    struct batch_hit hit[9];

    for (int i = 0; i < full + others; i++) {
        struct buf change = {0};
        buf_printf(&change, ELSE "[header] project = 项目%d%s%s", i, i < full ? "\n" : "", i < full ? FULL : "");
        buf_char(&change, '\0');
        assert_int_equal(add(&b, (size_t)i, change.p, hit), 0);
        buf_free(&change);
    }
    bool result = batch_all_full(&b);
    assert_int_equal(b.full, full);
    assert_int_equal(b.forms, full + others);
    batch_free(&b);
    return result;
}

static void full_scores_throughout(void **state) {
    (void)state;
    assert_true(all_full(3, 0));
    assert_true(all_full(3, 1));
    assert_false(all_full(0, 4));
    assert_false(all_full(1, 4));
    /* Half of them is enough, and three forms are. */
    assert_true(all_full(2, 2));
    assert_false(all_full(2, 3));
    assert_true(all_full(2, 1));
    assert_false(all_full(2, 0));
}

static void many_forms(void **state) {
    struct batch b = {0};
    struct batch_hit hit[9];
    struct batch_text text[2];
    size_t n;

    (void)state;
    for (size_t i = 0; i < 5000; i++) {
        text[0] = (struct batch_text){(i * 2 + 1) * UINT64_C(0x9E3779B97F4A7C15), 0};
        text[1] = (struct batch_text){(i * 2 + 2) * UINT64_C(0x9E3779B97F4A7C15), 1};
        struct batch_facts facts = {true, false, i + 1, 77, text, 2};
        assert_true(batch_add(&b, i, &facts, hit, &n));
        assert_int_equal(n, 0);
    }
    for (size_t i = 0; i < 5000; i++) {
        text[0] = (struct batch_text){(i * 2 + 1) * UINT64_C(0x9E3779B97F4A7C15), 0};
        struct batch_facts facts = {true, false, i + 9001, 77, text, 1};
        assert_true(batch_add(&b, i + 5000, &facts, hit, &n));
        assert_int_equal(n, 1);
        assert_int_equal(hit[0].other, i);
    }
    batch_free(&b);
}

/* How a hit is told. */
static void findings_of_a_batch(void **state) {
    struct document *d = read_form("");
    struct diags found = {.arena = &arena};
    int field = schema_field(d->form->schema, STR("benefit.social.awareness"), STR("reason"));
    unsigned line, column;

    (void)state;
    assert_true(check_batch(d, &(struct check_options){0}, CHECK_BATCH_SAME_TEXT, field, STR("b.ini"), &found));
    assert_true(check_batch(d, &(struct check_options){0}, CHECK_BATCH_SAME_PROJECT, -1, STR("b.ini"), &found));
    assert_int_equal(found.n, 2);
    /* In file order, whichever was told first. */
    assert_text(found.v[0].path, "header.project");
    assert_text(found.v[0].arg[0], "b.ini");
    support_place(d->bytes, "[header] project", &line, &column);
    assert_int_equal(found.v[0].line, line);
    assert_int_equal(found.v[0].severity, SEV_ERROR);
    assert_text(found.v[1].path, "benefit.social.awareness.reason");
    assert_text(found.v[1].arg[0], "居民科学意识");
    assert_text(found.v[1].arg[2], "b.ini");
    support_place(d->bytes, "[benefit.social.awareness] reason", &line, &column);
    assert_int_equal(found.v[1].line, line);
    assert_int_equal(found.v[1].column, column);
    assert_int_equal(found.v[1].severity, SEV_WARNING);
}

#define T(test) cmocka_unit_test_teardown(test, free_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(one_project_twice),
        T(no_project_twice),
        T(one_text_in_two_projects),
        T(no_text_in_two_projects),
        T(the_shortest_text),
        T(full_scores_throughout),
        T(many_forms),
        T(findings_of_a_batch),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
