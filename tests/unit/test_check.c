/* Every check: what it finds, where, and what it leaves alone (the table is in check_cases_*.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <iconv.h>
#include <stdlib.h>

#include "check_cases.h"
#include "support.h"
#include "ziping/check.h"

static struct arena arena;
static struct library library;

static int free_arena(void **state) {
    (void)state;
    arena_free(&arena);
    library_free(&library);
    return 0;
}

static const struct {
    const struct check_case *v;
    const size_t *n;
} tables[] = {{file_cases, &file_cases_n},
              {rules_cases, &rules_cases_n},
              {points_cases, &points_cases_n},
              {content_cases, &content_cases_n},
              {wording_cases, &wording_cases_n}};

static const struct check_case *case_at(size_t i) {
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        if (i < *tables[t].n) {
            return &tables[t].v[i];
        }
        i -= *tables[t].n;
    }
    return NULL;
}

/* ---- the file of a case ---- */

static struct str joined(struct str a, struct str b) {
    struct str s = arena_join(&arena, a, b);
    assert_non_null(s.p);
    return s;
}

static struct str swapped(struct str text, const char *const swap[2]) {
    size_t at = str_find(text, str_of(swap[0]));
    assert_true(at < text.n);
    struct str rest = str_sub(text, at + strlen(swap[0]), text.n);
    return joined(joined(str_sub(text, 0, at), str_of(swap[1])), rest);
}

static struct str to_gb18030(struct str text) {
    iconv_t convert = iconv_open("GB18030", "UTF-8");
    size_t room = text.n * 2, left = room, in_left = text.n;
    char *out = arena_alloc(&arena, room), *to = out, *in = (char *)text.p;

    assert_true(convert != (iconv_t)-1);
    assert_true(iconv(convert, &in, &in_left, &to, &left) != (size_t)-1);
    iconv_close(convert);
    return (struct str){out, room - left};
}

/* Writes form, rules and base; returns the path of the one that is checked, and its text as UTF-8 in *text. */
static const char *write_case(const struct check_case *c, struct str *text) {
    const char *names[] = {"sound-form.ini", "sound-rules.ini"}, *changes[] = {c->form, c->rules}, *path[2];

    for (int i = 0; i < 2; i++) {
        bool checked = i == c->of_rules;
        struct str from = joined(STR("tests/data/"), str_of(names[i]));
        struct str s = support_change(&arena, support_read(&arena, from.p), changes[i] ? changes[i] : "");
        if (checked) {
            s = c->swap[0] ? swapped(s, c->swap) : s;
            s = joined(joined(str_of(c->head), s), str_of(c->tail));
            s = c->text.p ? c->text : s;
            *text = s;
            s = c->gb18030 ? to_gb18030(s) : s;
        }
        path[i] = support_write(&arena, names[i], s);
    }
    if (c->base) {
        support_write(&arena, "base.ini", str_of(c->base));
    }
    return path[c->of_rules];
}

/* Where findings are only counted, there are as many of each severity. */
static struct diags check_path(const char *path, const struct check_options *o) {
    struct diags found = {.arena = &arena}, counted = {.arena = &arena};
    struct check_options counting = *o;
    struct score score;
    struct document *d = arena_new(&arena, struct document);

    counting.counting = true;
    assert_true(document_read(&arena, &library, path, d));
    assert_true(check_document(d, o, &score, &found));
    assert_true(check_document(d, &counting, &score, &counted));
    assert_int_equal(counted.n, 0);
    for (int s = SEV_NOTE; s <= SEV_ERROR; s++) {
        assert_int_equal(counted.count[s], found.count[s]);
    }
    return found;
}

/* ---- what is found against the row ---- */

static struct str shown(const struct diag *d) {
    struct buf b = {0};
    buf_printf(&b, "%u:%u %s [%.*s] ", d->line, d->column, catalogue((enum code)d->code)->name, STR_ARG(d->path));
    catalogue_message(d, LANG_ZH, &b);
    buf_printf(&b, " expected \"%.*s\" suggestion \"%.*s\"", STR_ARG(d->expected), STR_ARG(d->suggestion));
    struct str s = arena_copy(&arena, buf_str(&b));
    buf_free(&b);
    return s;
}

static void complain(size_t number, const char *what, const struct diags *found) {
    const struct check_case *c = case_at(number);
    print_error("case %zu, %s: %s\n  form %s\n  rules %s\n", number, catalogue(c->code)->name, what,
                c->form ? c->form : "", c->rules ? c->rules : "");
    for (size_t i = 0; i < found->n; i++) {
        print_error("  found %s\n", shown(&found->v[i]).p);
    }
}

/* `[section] key` and `[section] key:` name section.key, `[section]` the section. */
static struct str path_of(const struct check_case *c) {
    struct str at = str_of(c->at);
    size_t close = str_find(at, STR("]"));

    if (c->path) {
        return str_of(c->path);
    }
    struct str section = str_sub(at, 1, close), key = str_trim(str_sub(at, close + 1, at.n));
    key.n -= str_ends(key, STR(":"));
    return key.n > 0 ? joined(joined(section, STR(".")), key) : section;
}

static const char *wrong_in(const struct check_case *c, const struct diag *d, struct str text) {
    unsigned line, column;

    support_place(text, c->at, &line, &column);
    if (d->line != line || d->column != column) {
        return "another place";
    }
    if (!str_eq(d->path, path_of(c))) {
        return "another path";
    }
    if (!str_eq(d->expected, str_of(c->expected))) {
        return "another expected value";
    }
    if (!str_eq(d->suggestion, str_of(c->suggestion))) {
        return "another suggestion";
    }
    return d->severity == (c->severity ? c->severity : catalogue(c->code)->severity) ? NULL : "another severity";
}

/* True where the case is as the table says. The first finding of the check is the row's, all others are in `also`. */
static bool run_case(size_t number) {
    const struct check_case *c = case_at(number);
    struct str text = {0}, also = str_of(c->also);
    struct diags found = check_path(write_case(c, &text), &(struct check_options){0});
    bool seen = c->at == NULL;

    for (size_t i = 0; i < found.n; i++) {
        const struct diag *d = &found.v[i];
        if (!seen && d->code == (int)c->code) {
            const char *wrong = wrong_in(c, d, text);
            if (wrong) {
                complain(number, wrong, &found);
                return false;
            }
            seen = true;
        } else if (!str_eq(str_word(&also), str_of(catalogue((enum code)d->code)->name))) {
            complain(number, "finds what the row doesn't name", &found);
            return false;
        }
    }
    if (!seen || str_trim(also).n > 0) {
        complain(number, "finds less than the row names", &found);
        return false;
    }
    return true;
}

static void every_case(void **state) {
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; case_at(i); i++) {
        wrong += !run_case(i);
        free_arena(NULL);
    }
    if (wrong > 0) {
        fail_msg("%zu cases", wrong);
    }
}

static void every_check_has_its_cases(void **state) {
    static const char *const kinds[] = {"POSITIVE", "NEGATIVE", "BOUNDARY"};
    bool has[CHECKS][3] = {0};
    size_t lacking = 0;

    (void)state;
    for (size_t i = 0; case_at(i); i++) {
        const struct check_case *c = case_at(i);
        has[c->code][c->kind] = true;
        assert_true(c->kind == BOUNDARY || (c->kind == POSITIVE) == (c->at != NULL));
    }
    for (int code = 0; code < CHECKS; code++) {
        for (int kind = POSITIVE; kind <= BOUNDARY; kind++) {
            /* What shows in several forms together only is in test_check_batch.c. */
            if (!has[code][kind] && catalogue((enum code)code)->code[0] != 'B') {
                print_error("%s %s: no %s case\n", catalogue((enum code)code)->code, catalogue((enum code)code)->name,
                            kinds[kind]);
                lacking++;
            }
        }
    }
    assert_int_equal(lacking, 0);
}

/* ---- the 2024 form ---- */

static void kepu_2024(void **state) {
    static const char *const unexplained[] = {
        "output.quality.attendance",
        "output.quality.plan",
        "output.quality.training",
        "output.timeliness.start",
        "output.cost.budget",
        "benefit.social.recommend",
        "benefit.social.cohesion",
        "benefit.social.matching",
        "benefit.social.spreading",
        "benefit.sustained.lifestyle",
        "satisfaction.service.audience",
    };
    static const char *const renamed[] = {"output.quantity.participants", "output.cost.budget", "benefit.sustained"};
    static const struct {
        enum code code;
        enum severity severity;
        const char *const *section;
        size_t n;
        const char *key;
    } wanted[] = {{CHECK_REASON_MISSING, SEV_ERROR, unexplained, 11, "reason"},
                  {CHECK_NAME_DIFFERS, SEV_WARNING, renamed, 3, "name"}};
    struct diags found = check_path("forms/kepu-2024.ini", &(struct check_options){0});
    struct str text = support_read(&arena, "forms/kepu-2024.ini");

    (void)state;
    for (size_t w = 0; w < 2; w++) {
        size_t n = 0;
        for (size_t i = 0; i < found.n; i++) {
            const struct diag *d = &found.v[i];
            if (d->code != (int)wanted[w].code) {
                continue;
            }
            assert_true(n < wanted[w].n);
            struct str at =
                joined(joined(STR("["), str_of(wanted[w].section[n])), joined(STR("] "), str_of(wanted[w].key)));
            struct str path = joined(joined(str_of(wanted[w].section[n]), STR(".")), str_of(wanted[w].key));
            unsigned line, column;
            support_place(text, at.p, &line, &column);
            assert_int_equal(d->line, line);
            assert_int_equal(d->column, column);
            assert_text(d->path, path.p);
            assert_int_equal(d->severity, wanted[w].severity);
            n++;
        }
        assert_int_equal(n, wanted[w].n);
    }
    assert_int_equal(found.count[SEV_ERROR], 11);
}

/* ---- severities ---- */

static const struct diag *find(const struct diags *found, enum code code) {
    for (size_t i = 0; i < found->n; i++) {
        if (found->v[i].code == (int)code) {
            return &found->v[i];
        }
    }
    return NULL;
}

/* The form without its unit and with points that are odd: errors F401 and F205, a warning F215. */
static struct diags check_changed(const char *rules, const struct check_options *o) {
    static const char *const form =
        "[header] unit = \"\"\n[benefit.social.awareness] score = 13.990\n[total] score = 90";
    struct str r = support_change(&arena, support_read(&arena, "tests/data/sound-rules.ini"), rules);
    struct str f = support_change(&arena, support_read(&arena, "tests/data/sound-form.ini"), form);

    library_free(&library);
    support_write(&arena, "sound-rules.ini", r);
    return check_path(support_write(&arena, "form.ini", f), o);
}

static void severities_of_the_rule_set(void **state) {
    struct diags found = check_changed("", &(struct check_options){0});

    (void)state;
    assert_int_equal(found.n, 3);
    assert_int_equal(find(&found, CHECK_REQUIRED_EMPTY)->severity, SEV_ERROR);
    assert_int_equal(find(&found, CHECK_SCORES_NOT_TOTAL)->severity, SEV_ERROR);
    assert_int_equal(find(&found, CHECK_TOO_MANY_DECIMALS)->severity, SEV_WARNING);
    assert_int_equal(found.count[SEV_ERROR], 2);
    found =
        check_changed("[severity] required-empty = off\n[severity] F205 = Note\n[severity] Too-Many-Decimals = error",
                      &(struct check_options){0});
    assert_int_equal(found.n, 2);
    assert_null(find(&found, CHECK_REQUIRED_EMPTY));
    assert_int_equal(find(&found, CHECK_SCORES_NOT_TOTAL)->severity, SEV_NOTE);
    assert_int_equal(find(&found, CHECK_TOO_MANY_DECIMALS)->severity, SEV_ERROR);
    assert_int_equal(found.count[SEV_ERROR], 1);
    assert_int_equal(found.count[SEV_NOTE], 1);
}

static void severities_of_a_base(void **state) {
    struct diags found;

    (void)state;
    support_write(&arena, "base.ini", STR("[ruleset]\n[severity]\nrequired-empty = off\nscores-not-total = off\n"));
    found =
        check_changed("[ruleset] base = base.ini\n[severity] scores-not-total = warning", &(struct check_options){0});
    assert_null(find(&found, CHECK_REQUIRED_EMPTY));
    assert_int_equal(find(&found, CHECK_SCORES_NOT_TOTAL)->severity, SEV_WARNING);
}

static void severities_of_the_options(void **state) {
    enum severity overrides[CHECKS] = {0};
    bool overridden[CHECKS] = {0};
    struct check_options o = {.overrides = overrides, .overridden = overridden};

    (void)state;
    overridden[CHECK_SCORES_NOT_TOTAL] = overridden[CHECK_TOO_MANY_DECIMALS] = true;
    overrides[CHECK_SCORES_NOT_TOTAL] = SEV_WARNING;
    overrides[CHECK_TOO_MANY_DECIMALS] = SEV_OFF;
    struct diags found = check_changed("[severity] scores-not-total = note", &o);
    assert_int_equal(found.n, 2);
    assert_int_equal(find(&found, CHECK_REQUIRED_EMPTY)->severity, SEV_ERROR);
    assert_int_equal(find(&found, CHECK_SCORES_NOT_TOTAL)->severity, SEV_WARNING);
}

/* A finding that rests on an assumption is a warning at most, whatever it is set to; off is off. */
static void an_assumption_stays_a_warning(void **state) {
    struct str rules = support_change(&arena, support_read(&arena, "tests/data/sound-rules.ini"),
                                      "[output.quantity.events] -sign\n[severity] unmet-full-score = error");
    struct str form = support_change(&arena, support_read(&arena, "tests/data/sound-form.ini"),
                                     "[output.quantity.events] target = 50场\n[output.quantity.events] actual = 40场");
    struct diags found;

    (void)state;
    support_write(&arena, "sound-rules.ini", rules);
    found = check_path(support_write(&arena, "form.ini", form), &(struct check_options){0});
    assert_int_equal(found.n, 1);
    assert_int_equal(found.v[0].severity, SEV_WARNING);
    assert_text(found.v[0].arg[4], "（未写符号，按 ≥ 判断）");
}

/* ---- order ---- */

static void in_file_order_each_once(void **state) {
    static const char *const changes =
        "[total] score = 1\n[header] unit = \"\"\n[header] x = 1\n[funds.total] rate = 1\n"
        "[benefit.social.reach] score = 16\n[output.quantity.events] score = x\n[x] y = 1\n"
        "[output.cost.event] weight = 1\n[goal.1] actual = 努力\n[funds.other] score = 1";
    struct str form = support_change(&arena, support_read(&arena, "tests/data/sound-form.ini"), changes);

    (void)state;
    support_write(&arena, "sound-rules.ini", support_read(&arena, "tests/data/sound-rules.ini"));
    struct diags found = check_path(support_write(&arena, "form.ini", form), &(struct check_options){0});
    assert_true(found.n >= 9);
    for (size_t i = 1; i < found.n; i++) {
        const struct diag *a = &found.v[i - 1], *b = &found.v[i];
        assert_true(a->line < b->line || (a->line == b->line && a->column <= b->column));
        assert_false(a->line == b->line && a->code == b->code && str_eq(a->path, b->path) &&
                     str_eq(a->arg[1], b->arg[1]));
    }
    assert_int_equal(found.v[0].code, CHECK_REQUIRED_EMPTY);
    assert_text(found.v[0].source, "unit = \"\"");
    assert_text(found.v[0].file, support_path(&arena, "form.ini"));
}

/* What is run again after each edit finds the same as the run over the file, but for the file's own findings. */
static void checking_the_form_alone(void **state) {
    struct document d;
    struct diags found = {.arena = &arena};
    struct score score;

    (void)state;
    assert_true(document_read(&arena, &library, "forms/kepu-2024.ini", &d));
    struct diags whole = check_path("forms/kepu-2024.ini", &(struct check_options){0});
    assert_true(score_form(&arena, d.form, &score));
    assert_true(check_form(d.form, &score, d.path, &(struct check_options){0}, &found));
    diags_sort(&found);
    assert_int_equal(found.n, whole.n);
    for (size_t i = 0; i < found.n; i++) {
        assert_text(shown(&found.v[i]), shown(&whole.v[i]).p);
    }
}

#define T(test) cmocka_unit_test_teardown(test, free_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(every_case),
        T(every_check_has_its_cases),
        T(kepu_2024),
        T(severities_of_the_rule_set),
        T(severities_of_a_base),
        T(severities_of_the_options),
        T(an_assumption_stays_a_warning),
        T(in_file_order_each_once),
        T(checking_the_form_alone),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
