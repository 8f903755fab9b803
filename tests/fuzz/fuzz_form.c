/* Any bytes as a form of the rules of 2024: read, scored, checked, laid out and printed, and saved without loss. */
#include <stdint.h>
#include <stdlib.h>

#include "ziping/check.h"
#include "ziping/layout.h"
#include "ziping/output.h"
#include "ziping/rows.h"
#include "ziping/rules_from.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* assert() may be compiled away. */
static void hold(bool true_here) {
    if (!true_here) {
        abort();
    }
}

static struct library library;

static const struct ruleset *rules(void) {
    const struct ruleset *rs = library_rules(&library, "forms/rules/kepu-2024.ini");

    hold(rs && rs->usable);
    return rs;
}

/* What is printed is valid and holds nothing that a terminal would act on. */
static void harmless(const struct buf *b) {
    struct str s = buf_str(b);
    uint32_t cp;

    hold(!b->failed && text_check(s) == s.n);
    for (size_t at = 0; at < s.n;) {
        at += text_decode(s, at, &cp);
        hold(cp == '\n' || !text_unsafe_char(cp));
    }
}

/* With the rule set's own schema, or one that has the form's indicators too. */
static struct form *read_form(struct arena *a, const struct ini_doc *doc) {
    size_t goals = schema_goals(doc);
    bool shared = goals < LIBRARY_GOALS;
    const struct schema *schema =
        shared ? library_schema(&library, rules(), goals > 0 ? goals : 1) : schema_build(a, rules(), doc, 1);
    struct form *f;

    hold(schema != NULL);
    f = form_read(a, schema, doc);
    hold(f != NULL);
    if (shared && f->has_own) {
        schema = schema_build(a, rules(), doc, 1);
        hold(schema != NULL);
        f = form_read(a, schema, doc);
        hold(f != NULL);
    }
    return f;
}

static void printed(const struct form *f, const struct score *s) {
    struct buf out = {0};
    struct arena a = {0};
    struct paper *p = paper_form(&a, f, NULL, PAPER_PRINT);

    hold(p && output_paper(p, f, 80, TEXT_NARROW, &out));
    hold(output_paper(p, f, LAYOUT_LEAST, TEXT_WIDE, &out));
    p = paper_form(&a, f, s, PAPER_ENTRY);
    hold(p && output_paper(p, f, 133, TEXT_NARROW, &out));
    harmless(&out);
    buf_free(&out);
    arena_free(&a);
}

static void explained(const struct form *f, const struct score *s) {
    struct buf out = {0};
    struct arena a = {0};
    struct account account;
    struct outlook outlook;
    struct output_scored scored = {STR("f\033orm.ini"), f, s, &account, &outlook};

    hold(account_make(&a, f, s, &account) && outlook_make(&a, f->schema->rules, s, &account, &outlook));
    for (int width = 40; width <= 160; width += 60) {
        struct output_page page = {width == 100 ? LANG_EN : LANG_ZH, width, TEXT_NARROW};
        hold(output_score(&scored, &page, &out));
    }
    harmless(&out);
    buf_clear(&out);
    hold(output_score_json(&scored, LANG_ZH, &out));
    harmless(&out);
    buf_free(&out);
    arena_free(&a);
}

static void reported(const struct diags *found) {
    struct buf out = {0};

    for (size_t i = 0; i < found->n; i++) {
        output_diag(&found->v[i], i % 2 ? LANG_EN : LANG_ZH, false, &out);
    }
    harmless(&out);
    buf_free(&out);
}

/* Each field can be asked for what follows from the others. */
static void computed(struct arena *a, const struct form *f, const struct score *s) {
    for (size_t i = 0; i < f->schema->fields; i++) {
        struct str c = score_computed(a, f, s, (int)i);

        hold(text_check(c) == c.n);
    }
}

/* A field that a person can change. */
static int blank_of(const struct schema *s, size_t from) {
    size_t i = from % s->fields;

    while (s->field[i].printed) {
        i = (i + 1) % s->fields;
    }
    return (int)i;
}

/* Saved and read again it is the same form, also with one value changed. */
static void saved(struct arena *a, struct form *f, size_t field) {
    for (int round = 0; round < 2; round++) {
        struct buf text = {0};
        struct ini_doc doc;
        struct str bytes;

        form_text(f, &text);
        hold(!text.failed);
        bytes = arena_copy(a, buf_str(&text));
        hold(ini_scan(a, bytes, &doc) == INI_OK);
        hold(form_same(read_form(a, &doc), f));
        buf_free(&text);
        hold(form_set(f, blank_of(f->schema, field), STR("新值;\"#\\&#10;\n二")));
    }
}

/* A rule set can be made of it, or there is a reason why not; with its own rules and without. */
static void made_rules(struct arena *a, struct document *d) {
    for (int round = 0; round < 2; round++) {
        struct buf out = {0};
        struct str culprit = {0};
        enum rules_from_status status = rules_from_form(a, d, NULL, LANG_EN, &out, &culprit);

        hold(status != RULES_FROM_NO_MEMORY && (status == RULES_FROM_OK) == (out.n > 0));
        if (status == RULES_FROM_OK) {
            struct ruleset *rs = ruleset_from(a, "made.ini", arena_copy(a, buf_str(&out)));

            hold(rs && rs->usable && rs->nodes > 0);
        }
        buf_free(&out);
        d->rules = NULL;
    }
}

/* The form's own rows backwards, the first one left out, and a goal less. */
static void rows_changed(struct arena *a, struct form *f) {
    struct schema_rows rows;
    struct buf text = {0};
    struct ini_doc doc;
    struct str bytes;

    hold(rows_of_form(a, f, &rows));
    if (f->schema->full) {
        return;
    }
    for (size_t i = 0; i < rows.owns / 2; i++) {
        struct str first = rows.own[i];
        rows.own[i] = rows.own[rows.owns - 1 - i];
        rows.own[rows.owns - 1 - i] = first;
    }
    rows.owns -= rows.owns > 0;
    rows.goals -= rows.goals > 1;
    f = form_move(a, f, schema_build_rows(a, rules(), &rows));
    hold(f != NULL);
    form_text(f, &text);
    hold(!text.failed);
    bytes = arena_copy(a, buf_str(&text));
    hold(ini_scan(a, bytes, &doc) == INI_OK);
    hold(form_same(read_form(a, &doc), f));
    buf_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a = {0};
    struct document d = {.path = STR("f\033orm.ini"), .bytes = {(const char *)data, size}};
    struct check_options options = {.lang = LANG_ZH};
    struct diags found = {.arena = &a};
    struct score s;

    d.scan = ini_scan(&a, d.bytes, &d.doc);
    hold(d.scan != INI_NO_MEMORY);
    if (d.scan == INI_OK && !ini_find_section(&d.doc, STR("form"))) {
        d.kind = DOCUMENT_OTHER;
    } else if (d.scan == INI_OK) {
        d.kind = DOCUMENT_FORM;
        d.rules = rules();
        d.form = read_form(&a, &d.doc);
    }
    hold(check_document(&d, &options, &s, &found));
    reported(&found);
    if (d.form) {
        computed(&a, d.form, &s);
        printed(d.form, &s);
        explained(d.form, &s);
        saved(&a, d.form, size);
        rows_changed(&a, d.form);
        made_rules(&a, &d);
    }
    arena_free(&a);
    return 0;
}
