/* Finding a text: what is taken as the same, and where on a form it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/document.h"
#include "ziping/find.h"

static void expect_in(const char *text, const char *query, int at, int end) {
    struct arena a = {0};
    size_t got_at, got_end;
    bool found = find_in(str_of(text), find_fold(&a, str_of(query)), 0, &got_at, &got_end);
    assert_int_equal(found ? (int)got_at : -1, at);
    if (found) {
        assert_int_equal(got_end, end);
    }
    arena_free(&a);
}

/* A Chinese character has three bytes. */
static void what_is_the_same(void **state) {
    (void)state;
    expect_in("全区科普经费", "科普", 6, 12);
    expect_in("全区科普经费", "科技", -1, 0);
    expect_in("F301 Score", "f301", 0, 4);
    expect_in("f301 score", "SCORE", 5, 10);
    expect_in("Ｆ３０１", "f301", 0, 12);
    expect_in("f301", "Ｆ３０", 0, 3);
    expect_in("科 普　经费", "科普经", 0, 13);
    expect_in("科普经费", "科　普", 0, 6);
    expect_in(" 科普", "科", 1, 4);
    expect_in("㈱甲", "(株)甲", 0, 6);
    expect_in("Straße", "STRASSE", 0, 7);
    expect_in("e\xCC\x81t", "\xC3\xA9T", 0, 4); /* é in two characters and in one */
    expect_in("aab", "ab", 1, 3);
    expect_in("科普", "", -1, 0);
    expect_in("科普", " 　", -1, 0);
    expect_in("", "科", -1, 0);
    expect_in("科", "科普", -1, 0);
    expect_in("a\xFF"
              "b",
              "b", 2, 3);
}

struct made {
    struct arena arena;
    struct library library;
    struct document d;
    struct find_hits hits;
};

static void look_for(struct made *m, const char *query) {
    if (!m->d.form) {
        assert_true(document_read(&m->arena, &m->library, "forms/kepu-2024.ini", &m->d) && m->d.form);
    }
    assert_true(find_all(&m->arena, m->d.form, str_of(query), &m->hits));
}

static void expect_hit(const struct made *m, size_t i, const char *section, const char *key, bool printed) {
    assert_true(i < m->hits.n);
    const struct field *f = &m->d.form->schema->field[m->hits.v[i].field];
    assert_text(f->section, section);
    assert_text(f->key, key);
    assert_int_equal(m->hits.v[i].printed, printed);
}

static void on_the_form_of_2024(void **state) {
    struct made m = {0};
    (void)state;
    look_for(&m, "方案执行率"); /* an indicator: to what is filled in of it */
    assert_int_equal(m.hits.n, 1);
    expect_hit(&m, 0, "output.quality.plan", "score", true);
    look_for(&m, "质量指标"); /* a heading: to the first below it */
    assert_int_equal(m.hits.n, 1);
    expect_hit(&m, 0, "output.quality.attendance", "score", true);
    look_for(&m, "全年预算数"); /* the head of a column, once */
    assert_int_equal(m.hits.n, 1);
    expect_hit(&m, 0, "funds.total", "budget", true);
    look_for(&m, "当年财政拨款");
    assert_int_equal(m.hits.n, 1);
    expect_hit(&m, 0, "funds.current", "initial", true);
    look_for(&m, "主管部门");
    assert_int_equal(m.hits.n, 1);
    expect_hit(&m, 0, "header", "department", true);
    look_for(&m, "简约生活创意无限"); /* in a long text, with a blank in it */
    assert_int_equal(m.hits.n, 1);
    expect_hit(&m, 0, "goal.4", "expected", false);
    struct str value = form_get(m.d.form, STR("goal.4"), STR("expected"));
    assert_text(str_sub(value, m.hits.v[0].at, m.hits.v[0].end), "简约生活 创意无限");
    look_for(&m, "137.85"); /* twice in each of two rows */
    assert_int_equal(m.hits.n, 4);
    expect_hit(&m, 0, "funds.total", "budget", false);
    expect_hit(&m, 3, "funds.current", "executed", false);
    look_for(&m, "没有这样的字");
    assert_int_equal(m.hits.n, 0);
    look_for(&m, "");
    assert_int_equal(m.hits.n, 0);
    library_free(&m.library);
    arena_free(&m.arena);
}

/* Two in one value, and one further on. */
static void from_a_place_on(void **state) {
    struct find_hit v[] = {{2, false, 3, 6}, {2, false, 9, 12}, {5, true, 0, 0}};
    struct find_hits hits = {v, 3, 3};
    (void)state;
    assert_int_equal(find_from(&hits, 0, 0, true), 0);
    assert_int_equal(find_from(&hits, 2, 3, true), 0);
    assert_int_equal(find_from(&hits, 2, 4, true), 1);
    assert_int_equal(find_from(&hits, 2, 10, true), 2);
    assert_int_equal(find_from(&hits, 6, 0, true), 0);
    assert_int_equal(find_from(&hits, 0, 0, false), 2);
    assert_int_equal(find_from(&hits, 2, 9, false), 0);
    assert_int_equal(find_from(&hits, 9, 0, false), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_the_same),
        cmocka_unit_test(on_the_form_of_2024),
        cmocka_unit_test(from_a_place_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
