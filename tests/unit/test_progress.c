/* How far a form is filled in: what counts, by section, and where to go on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/document.h"
#include "ziping/progress.h"

struct made {
    struct arena arena;
    struct library library;
    struct document d;
    struct progress *row;
    size_t rows;
};

/* The form of 2024 with changes. */
static void make(struct made *m, const char *changes) {
    *m = (struct made){0};
    support_write(&m->arena, "kepu-2024.ini", support_read(&m->arena, "forms/rules/kepu-2024.ini"));
    support_write(&m->arena, "mof-2020.ini", support_read(&m->arena, "forms/rules/mof-2020.ini"));
    struct buf b = {0};
    buf_text(&b, "[form] rules = kepu-2024.ini\n");
    buf_text(&b, changes);
    buf_char(&b, '\0');
    support_write(&m->arena, "form.ini",
                  support_change(&m->arena, support_read(&m->arena, "forms/kepu-2024.ini"), b.p));
    buf_free(&b);
    assert_true(document_read(&m->arena, &m->library, support_path(&m->arena, "form.ini"), &m->d) && m->d.form);
    m->row = progress_of(&m->arena, m->d.form, &m->rows);
    assert_non_null(m->row);
}

static void end(struct made *m) {
    library_free(&m->library);
    arena_free(&m->arena);
}

static const struct progress *find(const struct made *m, const char *name, int level) {
    for (size_t i = 0; i < m->rows; i++) {
        if (str_eq(m->row[i].name, str_of(name)) && m->row[i].level == level) {
            return &m->row[i];
        }
    }
    fail_msg("no row %s", name);
    return NULL;
}

static void expect(const struct made *m, const char *name, int level, size_t needed_filled, size_t needed,
                   size_t filled, size_t fields, const char *section, const char *key) {
    const struct progress *p = find(m, name, level);
    assert_int_equal(p->needed_filled, needed_filled);
    assert_int_equal(p->needed, needed);
    assert_int_equal(p->filled, filled);
    assert_int_equal(p->fields, fields);
    assert_text(m->d.form->schema->field[p->next].section, section);
    assert_text(m->d.form->schema->field[p->next].key, key);
}

/* Four fields in the header. The funds' total has five without its weight, each of three parts four without weight and
   score, two parts are empty. Each of 16 indicators has a score and a reason; no reason is given. */
static void of_the_form_of_2024(void **state) {
    struct made m;
    (void)state;
    make(&m, "");
    expect(&m, "基本信息", 1, 4, 4, 4, 4, "header", "year");
    expect(&m, "项目资金", 1, 5, 5, 9, 17, "funds.carryover", "initial");
    expect(&m, "总体目标", 1, 2, 2, 8, 8, "goal.1", "expected");
    expect(&m, "绩效指标", 1, 16, 16, 16, 32, "output.quantity.events", "reason");
    expect(&m, "质量指标", 3, 4, 4, 4, 8, "output.quality.attendance", "reason");
    expect(&m, "核对", 1, 1, 1, 1, 2, "total", "grade");
    expect(&m, "", 0, 28, 28, 38, 63, "funds.carryover", "initial");
    assert_int_equal(m.rows, 18);
    end(&m);
}

static void of_gaps(void **state) {
    struct made m;
    (void)state;
    make(&m, "[header] unit = \" 　\"\n[output.quality.plan] score = \"\"\n[goal.4] actual = \"\"\n");
    expect(&m, "基本信息", 1, 3, 4, 3, 4, "header", "unit");
    expect(&m, "绩效指标", 1, 15, 16, 15, 32, "output.quality.plan", "score"); /* before reasons, which nobody needs */
    expect(&m, "数量指标", 3, 3, 3, 3, 6, "output.quantity.events", "reason");
    expect(&m, "总体目标", 1, 2, 2, 7, 8, "goal.4", "actual");
    expect(&m, "", 0, 26, 28, 35, 63, "header", "unit");
    end(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(of_the_form_of_2024), cmocka_unit_test(of_gaps)};
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
