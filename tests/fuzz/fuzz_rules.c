/* Any bytes as a rule file: loaded, checked and printed, and a blank form made, scored, checked and printed by it. The
   rules are read from a file without a name. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ziping/check.h"
#include "ziping/output.h"
#include "ziping/rules_output.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* assert() may be compiled away. */
static void hold(bool true_here) {
    if (!true_here) {
        abort();
    }
}

/* The path of a file that holds the bytes. */
static const char *file_of(const uint8_t *data, size_t size) {
    static char path[64];
    static int fd = -1;

    if (fd < 0) {
        fd = memfd_create("rules", 0);
        hold(fd >= 0);
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    }
    hold(ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == (ssize_t)size);
    return path;
}

/* What is printed is valid and holds nothing that a terminal would act on. */
static void harmless(struct buf *b) {
    struct str s = buf_str(b);
    uint32_t cp;

    hold(!b->failed && text_check(s) == s.n);
    for (size_t at = 0; at < s.n;) {
        at += text_decode(s, at, &cp);
        hold(cp == '\n' || !text_unsafe_char(cp));
    }
    buf_free(b);
}

static void report(const struct diags *found, struct buf *out) {
    for (size_t i = 0; i < found->n; i++) {
        output_diag(&found->v[i], i % 2 ? LANG_EN : LANG_ZH, false, out);
    }
}

static void blank_form(struct arena *a, const struct ruleset *rs) {
    struct check_options options = {.lang = LANG_EN};
    struct diags found = {.arena = a};
    struct buf out = {0};
    struct schema *schema = schema_build(a, rs, NULL, 1);
    struct form *f = schema ? form_new(a, schema, STR("rules.ini"), STR("")) : NULL;
    struct score s;
    struct paper *p;

    hold(f && score_form(a, f, &s));
    p = paper_form(a, f, &s, PAPER_ENTRY);
    hold(p && output_paper(p, f, 80, TEXT_NARROW, &out));
    p = paper_form(a, f, NULL, PAPER_PRINT);
    hold(p && output_paper(p, f, 80, TEXT_WIDE, &out));
    hold(check_form(f, &s, STR("form.ini"), &options, &found));
    report(&found, &out);
    for (size_t i = 0; i < schema->fields; i++) {
        score_computed(a, f, &s, (int)i);
    }
    harmless(&out);
    form_text(f, &out);
    hold(text_check(buf_str(&out)) == out.n && !out.failed);
    buf_free(&out);
}

/* A rule set doesn't differ from itself, and differs from a blank one in something that can be printed. */
static void differences(struct arena *a, const struct ruleset *rs) {
    struct ruleset *blank = ruleset_from(a, "blank.ini", STR("[ruleset]\n"));
    struct rules_diff d;
    struct buf out = {0};

    hold(blank && rules_diff(a, rs, rs, NULL, &d) && d.n == 0);
    hold(rules_diff(a, blank, rs, NULL, &d));
    rules_diff_text(&d, STR("a"), STR("b"), LANG_EN, &out);
    rules_diff_json(&d, STR("a"), STR("b"), &out);
    harmless(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a = {0};
    struct document d = {.path = str_of(file_of(data, size)), .bytes = {(const char *)data, size}};
    struct check_options options = {.lang = LANG_ZH};
    struct diags found = {.arena = &a};
    struct buf out = {0};
    struct score s;

    d.scan = ini_scan(&a, d.bytes, &d.doc);
    d.kind = d.scan == INI_OK ? DOCUMENT_RULES : DOCUMENT_NONE;
    d.rules = ruleset_load(&a, d.path.p);
    hold(d.scan != INI_NO_MEMORY && d.rules);
    hold(d.rules->usable == (d.scan == INI_OK && ini_find_section(&d.doc, STR("ruleset"))));
    hold(check_document(&d, &options, &s, &found));
    report(&found, &out);
    if (d.rules->usable) {
        struct paper *p = paper_rules(&a, d.rules);

        hold(p && output_paper(p, NULL, 80, TEXT_NARROW, &out));
        blank_form(&a, d.rules);
        differences(&a, d.rules);
    }
    harmless(&out);
    arena_free(&a);
    return 0;
}
