/* Fills in the form of 2024 as a person does: an empty form of its rules, the keyboard, nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "form_term.h"

#include "ziping/form.h"

/* The form to be copied out, and what an empty form has already. */
struct task {
    struct arena arena;
    const struct form *paper, *empty;
    dec total; /* of the scores typed so far */
};

static void prepare(struct task *job, const char *forms) {
    job->paper = form_load(&job->arena, form_in(forms));
    assert_non_null(job->paper);
    job->empty = form_new(&job->arena, job->paper->schema, STR("rules/kepu-2024.ini"), STR(""));
    assert_non_null(job->empty);
}

static const char *text_of(struct str s) {
    return strncpy(test_alloc(s.n), s.n > 0 ? s.p : "", s.n);
}

/* A wording that differs from the indicator system's: to the left of the row's score, where the system's own words are
   seen until one types. */
static void correct_name(struct term *t, const struct task *job, int name) {
    const struct node *node = &job->paper->schema->node[job->paper->schema->field[name].row];
    const char *printed = no_blanks(text_of(node->name));
    int away = 5 - node->level; /* score, weight, and the names of the three levels */
    for (int i = 0; i < away; i++) {
        term_keys(t, "<Home> <Left>");
    }
    term_wait_text(t, " 指标名称");
    term_wait_for(t, strlen(cell_line(t)) > 6 && strncmp(printed, cell_line(t), strlen(cell_line(t))) == 0);
    form_enter(t, text_of(form_value(job->paper, name)));
    for (int i = 0; i < away; i++) {
        term_keys(t, "<End> <Right>");
    }
}

static bool is_points(const struct task *job, const struct field *f) {
    if (f->part == PART_FUNDS) {
        return f->id == KEY_SCORE;
    }
    return f->part == PART_INDICATORS && f->id == KEY_SCORE && job->paper->schema->node[f->row].counts.n == 0;
}

/* What has been typed so far is in the title: `16/100`. */
static void see_total(struct term *t, struct task *job, struct str typed) {
    char number[DEC_TEXT], shown[DEC_TEXT + 8];
    dec points;
    assert_int_equal(dec_parse(typed, &points), DEC_OK);
    job->total += points;
    snprintf(shown, sizeof shown, " %s/100", text_of(dec_text(job->total, 0, number)));
    term_wait_for(t, strstr(term_row(t, 0), shown) != NULL);
}

static void fill_in_field(struct term *t, struct task *job, int field) {
    const struct field *f = &job->paper->schema->field[field];
    struct str value = form_value(job->paper, field), there = form_value(job->empty, field);
    if (str_eq(there, value)) {
        term_wait_for(t, value.n == 0 || cell_shows(t, text_of(value)));
    } else {
        assert_int_equal(there.n, 0);
        form_enter(t, text_of(value));
    }
    term_keys(t, f->part == PART_HEADER ? "<Enter>" : "<Tab>");
    if (is_points(job, f)) {
        see_total(t, job, value);
    }
}

static void fill_in(struct term *t, struct task *job) {
    const struct schema *schema = job->paper->schema;
    int names[3], pending = 0;
    for (int i = 0; i < (int)schema->fields; i++) {
        const struct field *f = &schema->field[i];
        if (!f->printed) {
            while (pending > 0) {
                correct_name(t, job, names[--pending]);
            }
            fill_in_field(t, job, i);
        } else if (!str_eq(form_value(job->paper, i), form_value(job->empty, i))) {
            assert_int_equal(f->id, KEY_NAME); /* nothing else that is printed differs on this form */
            assert_true(pending < 3);
            names[pending++] = i;
        }
        if (f->part == PART_GOALS && schema->field[i + 1].part == PART_INDICATORS) {
            term_wait_for(t, strcmp(cell_before_caret(t), "") == 0); /* the row for one more goal stays empty */
            term_keys(t, "<Tab> <Tab>");
        }
    }
}

static void assert_same_values(const struct form *wanted, const char *path) {
    struct arena a = {0};
    const struct form *saved = form_load(&a, path);
    assert_non_null(saved);
    for (size_t i = 0; i < wanted->schema->fields; i++) {
        const struct field *f = &wanted->schema->field[i];
        struct str value = form_get(saved, f->section, f->key);
        if (!str_eq(value, wanted->value[i])) {
            term_fail(NULL, "%s.%s is \"%s\", not \"%s\"", text_of(f->section), text_of(f->key), text_of(value),
                      text_of(wanted->value[i]));
        }
    }
    assert_true(form_same(wanted, saved));
    arena_free(&a);
    assert_string_equal(form_file_value(path, "form.rules"), "rules/kepu-2024.ini");
}

static void the_whole_form_by_keyboard(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct task job = {0};
    prepare(&job, forms);
    struct term *t = form_start(forms, NULL, "--rules", "rules/kepu-2024.ini", "new.ini");
    term_wait_text(t, "* 新表  0/100");
    fill_in(t, &job);
    assert_string_equal(text_of(form_get(job.paper, STR("total"), STR("score"))), "89.45");
    term_wait_for(t, strstr(term_row(t, 0), " 89.45/100 良") != NULL);
    term_wait_for(t, strstr(term_row(t, 0), "全区科普经费 · 2024 · 西城区科学技术协会") != NULL);
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存 new.ini");
    term_wait_gone(t, "新表");
    assert_same_values(job.paper, disk_path(forms, "new.ini"));
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_false(term_raw_has(t, "有未保存的修改"));
    arena_free(&job.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(the_whole_form_by_keyboard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
