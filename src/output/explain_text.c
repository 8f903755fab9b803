/* What a check means, as people read it: what `ziping explain` prints. */
#include "ziping/output.h"

#include "ziping/wrap.h"

#define INDENT 4
#define TEXT_COLUMNS 72 /* of a line of running text, behind the indent */

static void put_text(struct arena *a, struct str text, struct buf *out) {
    struct wrap w = wrap_text(a, text, TEXT_COLUMNS, TEXT_WIDE);
    for (size_t i = 0; i < w.n; i++) {
        buf_fill(out, ' ', INDENT);
        buf_add(out, str_sub(text, w.line[i].start, w.line[i].end));
        buf_char(out, '\n');
    }
}

/* Line by line as it stands; some show bytes that are wrong in a file. */
static void put_snippet(struct arena *a, struct str text, struct buf *out) {
    while (text.n > 0) {
        size_t end = str_find(text, STR("\n"));
        buf_fill(out, ' ', end > 0 ? INDENT : 0);
        buf_add(out, text_visible(a, str_sub(text, 0, end), TEXT_FOR_REPORT));
        buf_char(out, '\n');
        text = str_sub(text, end < text.n ? end + 1 : end, text.n);
    }
}

/* The message with `…` where a finding puts its arguments, one for two in a row; nothing where it is all argument. */
static void put_message(struct arena *a, const char *message, struct buf *out) {
    const struct str places[DIAG_ARGS] = {STR("…"), STR("…"), STR("…"), STR("…"), STR("…")};
    struct buf text = {0};
    if (strcmp(message, "{0}") == 0) {
        return;
    }
    buf_template(&text, message, places, DIAG_ARGS);
    struct str rest = buf_str(&text);
    size_t twice = str_find(rest, STR("……"));
    if (twice < rest.n) {
        rest = arena_join(a, str_sub(rest, 0, twice), str_sub(rest, twice + strlen("…"), rest.n));
    }
    put_text(a, rest, out);
    out->failed |= text.failed;
    buf_free(&text);
}

static void put_heading(enum lang lang, enum word heading, struct buf *out) {
    buf_printf(out, "\n%s\n", word(lang, heading));
}

void output_explanation(enum code code, enum lang lang, struct buf *out) {
    const struct check *c = catalogue(code);
    const struct explanation *e = catalogue_explanation(code);
    struct arena a = {0};
    buf_printf(out, "%s %s (%s)\n", c->code, c->name, severity_name(c->severity));
    put_message(&a, c->message[lang], out);
    put_heading(lang, W_EXPLAIN_SOURCE, out);
    put_text(&a, str_of(e->source), out);
    put_heading(lang, W_EXPLAIN_WHY, out);
    put_text(&a, str_of(e->why[lang]), out);
    put_heading(lang, W_EXPLAIN_MEND, out);
    put_text(&a, str_of(e->mend[lang]), out);
    put_heading(lang, W_EXPLAIN_BEFORE, out);
    put_snippet(&a, str_of(e->before), out);
    put_heading(lang, W_EXPLAIN_AFTER, out);
    put_snippet(&a, str_of(e->after), out);
    out->failed |= a.failed;
    arena_free(&a);
}

struct str output_check_sentence(enum code code, enum lang lang) {
    struct str s = str_of(catalogue_explanation(code)->why[lang]);
    s = str_sub(s, 0, str_find(s, STR("。")));
    s = str_sub(s, 0, str_find(s, STR(". ")));
    return str_ends(s, STR(".")) ? str_sub(s, 0, s.n - 1) : s;
}

void output_check_list(enum lang lang, struct buf *out) {
    size_t longest = 0;
    for (int i = 0; i < CHECKS; i++) {
        size_t n = strlen(catalogue((enum code)i)->name);
        longest = n > longest ? n : longest;
    }
    for (int i = 0; i < CHECKS; i++) {
        const struct check *c = catalogue((enum code)i);
        buf_printf(out, "%s %-*s %-7s ", c->code, (int)longest, c->name, severity_name(c->severity));
        buf_add(out, output_check_sentence((enum code)i, lang));
        buf_char(out, '\n');
    }
}
