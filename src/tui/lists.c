/* The lists to jump from: all findings, and how far the form is filled in. */
#include "app.h"

#include "ziping/progress.h"

/* ---- findings ---- */

static size_t problem_rows(struct app *a) {
    return a->session->findings;
}

static enum style problem_row(struct app *a, size_t i, struct buf *out) {
    const struct problem *p = &a->session->problem[i];
    buf_printf(out, "%3zu %s %s ", i + 1, catalogue((enum code)p->diag->code)->code,
               severity_label(app_lang(a), p->diag->severity));
    if (p->field >= 0) {
        const struct field *f = &app_schema(a)->field[p->field];
        buf_printf(out, "%s·", part_title(f->part));
        buf_add(out, f->label);
        buf_text(out, " ");
    }
    buf_text(out, "| ");
    catalogue_message(p->diag, app_lang(a), out);
    return severity_style(p->diag->severity, STYLE_NOTE);
}

static void go_to(struct app *a, int field) {
    if (field >= 0) {
        field_enter(a, field);
    } else {
        app_say(a, W_NO_FIELD);
    }
}

static void take_problem(struct app *a, size_t i) {
    go_to(a, a->session->problem[i].field);
}

static int explain_problem(const struct app *a, size_t i) {
    return a->session->problem[i].diag->code;
}

static const struct list_ops problems = {W_ALL_PROBLEMS, W_PROBLEM_KEYS,  problem_rows, problem_row,
                                         take_problem,   explain_problem, NULL,         4};

void problems_open(struct app *a) {
    field_commit(a);
    int i = session_next_problem(a->session, a->field - 1, true);
    if (a->session->findings == 0) {
        app_say(a, W_NO_PROBLEMS);
    } else {
        list_open(a, &problems, i > 0 ? (size_t)i : 0);
    }
}

/* ---- progress ---- */

static const struct progress *progress_rows_of(struct app *a, size_t *n) {
    static const struct progress none;
    if (!a->progress) {
        arena_reset(&a->progress_arena);
        a->progress = progress_of(&a->progress_arena, a->session->form, &a->progress_rows);
    }
    *n = a->progress ? a->progress_rows : 0;
    return a->progress ? a->progress : &none;
}

static size_t progress_rows(struct app *a) {
    size_t n;
    (void)progress_rows_of(a, &n);
    return n;
}

#define NAME_COLUMNS 24

static enum style progress_row(struct app *a, size_t i, struct buf *out) {
    size_t n;
    const struct progress *p = &progress_rows_of(a, &n)[i];
    bool missing = p->needed_filled < p->needed;
    struct str name = p->level == 0 ? str_of(word(app_lang(a), W_WHOLE_FORM)) : p->name;
    int indent = p->level > 1 ? 2 * (p->level - 1) : 0;
    name = str_sub(name, 0, text_fit(name, NAME_COLUMNS - indent, a->ambiguous));
    buf_text(out, missing ? "! " : "  ");
    buf_fill(out, ' ', (size_t)indent);
    buf_add(out, name);
    buf_fill(out, ' ', (size_t)(NAME_COLUMNS + 1 - indent - text_columns(name, a->ambiguous)));
    word_numbers(out, app_lang(a), W_PROGRESS_COUNTS,
                 (const size_t[]){p->needed_filled, p->needed, p->filled, p->fields}, 4);
    return missing ? STYLE_ERROR : STYLE_NORMAL;
}

static void take_progress(struct app *a, size_t i) {
    size_t n;
    go_to(a, progress_rows_of(a, &n)[i].next);
}

static const struct list_ops progress = {W_PROGRESS,    W_LIST_KEYS, progress_rows, progress_row,
                                         take_progress, NULL,        NULL,          0};

void progress_open(struct app *a) {
    field_commit(a);
    a->progress = NULL; /* counted anew */
    list_open(a, &progress, 0);
}
