#include "ziping/summary.h"

/* Why a document can't be summed up, or W_EMPTY. */
static enum word why_not(const struct document *d) {
    if (d->file.status != FILE_OK) {
        return file_word(d->file.status);
    }
    switch (d->kind) {
    case DOCUMENT_NONE:
        return W_NOT_TEXT;
    case DOCUMENT_FORM:
        return d->form ? W_EMPTY : W_NO_RULES;
    case DOCUMENT_RULES:
    case DOCUMENT_OTHER:
        break;
    }
    return W_NOT_A_FORM;
}

static void sum_up(struct arena *a, const struct form *f, const struct score *s, struct summary *out) {
    out->project = str_trim(form_get(f, STR("header"), STR("project")));
    out->unit = str_trim(form_get(f, STR("header"), STR("unit")));
    out->year = str_trim(form_get(f, STR("header"), STR("year")));
    out->total = score_computed(a, f, s, schema_cell(f->schema, PART_TOTAL, 0, KEY_SCORE));
    out->grade = score_computed(a, f, s, schema_cell(f->schema, PART_TOTAL, 0, KEY_GRADE));
}

bool summary_read(struct arena *a, struct library *l, const char *path, enum lang lang, struct summary *out) {
    const struct check_options options = {.lang = lang, .counting = true};
    struct diags found = {.arena = a};
    struct document d;
    struct score score;

    *out = (struct summary){0};
    if (!document_read(a, l, path, &d)) {
        return false;
    }
    out->kind = d.kind;
    out->why = why_not(&d);
    out->title = d.kind == DOCUMENT_RULES ? d.rules->title : STR("");
    if (out->why != W_EMPTY) {
        return true;
    }
    if (!check_document(&d, &options, &score, &found)) {
        return false;
    }
    sum_up(a, d.form, &score, out);
    memcpy(out->count, found.count, sizeof out->count);
    return !a->failed;
}
