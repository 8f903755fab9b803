#include "session_parts.h"
#include "ziping/path.h"

#include <stdlib.h>

/* ---- what follows from the values ---- */

/* The field that a finding is about: its own, or the first of its section; -1 where it is about no field, such as one
   about the rules that the form names: nobody can mend that by filling in. */
static int diag_field(const struct session *s, const struct diag *d) {
    const struct schema *schema = s->form->schema;
    struct str name, key;
    int field = schema_split_path(d->path, &name, &key) ? schema_field(schema, name, key) : -1;
    if (field >= 0) {
        return field;
    }
    const struct schema_section *section = schema_section(schema, d->path);
    if (!section || section->n == 0) {
        return -1;
    }
    for (size_t i = section->first; i < section->first + section->n; i++) {
        if (!schema->field[i].printed) {
            return (int)i;
        }
    }
    return (int)section->first;
}

static int by_field(const void *a, const void *b) {
    const struct problem *x = a, *y = b;
    if (x->field != y->field) {
        return x->field < y->field ? -1 : 1;
    }
    if (x->diag->severity != y->diag->severity) {
        return x->diag->severity > y->diag->severity ? -1 : 1;
    }
    if (x->diag->code != y->diag->code) {
        return x->diag->code - y->diag->code;
    }
    return x->diag < y->diag ? -1 : x->diag > y->diag; /* of one array, so in the order of the file */
}

void session_refresh(struct session *s) {
    struct check_options options = {.lang = s->lang};
    arena_reset(&s->now);
    s->version++;
    s->diags = (struct diags){.arena = &s->now};
    s->problems = s->findings = 0;
    if (!score_form(&s->now, s->form, &s->score) || !check_form(s->form, &s->score, s->path, &options, &s->diags)) {
        return;
    }
    s->problem = arena_array(&s->now, struct problem, s->diags.n + 1);
    for (size_t i = 0; s->problem && i < s->diags.n; i++) {
        int field = diag_field(s, &s->diags.v[i]);
        if (field >= 0) {
            s->problem[s->problems++] = (struct problem){field, &s->diags.v[i]};
        }
    }
    s->findings = s->problems;
    for (size_t i = 0; s->problem && i < s->diags.n; i++) {
        if (diag_field(s, &s->diags.v[i]) < 0) {
            s->problem[s->findings++] = (struct problem){-1, &s->diags.v[i]};
        }
    }
    if (s->problems > 1) {
        qsort(s->problem, s->problems, sizeof *s->problem, by_field);
    }
}

/* ---- opening ---- */

/* The indicators that only last year's form has are this year's too. */
static enum word open_new(struct session *s, const char *path, const struct session_new *begin) {
    const struct ruleset *rs = library_rules(&s->library, begin->rules);
    struct document last = {0};
    if (!rs) {
        return W_NO_MEMORY;
    }
    if (!rs->usable) {
        return W_NO_RULES;
    }
    if (begin->last && !document_read(&s->arena, &s->library, begin->last, &last)) {
        return W_NO_MEMORY;
    }
    if (begin->last && !last.form) {
        return last.file.status != FILE_OK ? file_word(last.file.status) : W_NOT_A_FORM;
    }
    struct schema *schema = schema_build(&s->arena, rs, last.form ? &last.doc : NULL, 1);
    struct str named = begin->last ? str_of(begin->last_in_form) : STR("");
    s->form = schema ? form_new(&s->arena, schema, str_of(begin->in_form), named) : NULL;
    s->last = last.form;
    s->rules = rs;
    s->is_new = true;
    s->path = arena_copy(&s->arena, str_of(path));
    bool ok = s->form && s->path.p && (!last.form || form_carry(s->form, last.form));
    return ok ? W_EMPTY : W_NO_MEMORY;
}

struct str session_rules_of(struct arena *a, const char *form) {
    struct library l = {0};
    struct document d;
    struct str rules = STR("");
    if (document_read(a, &l, form, &d) && d.form) {
        rules = d.rules_path;
    }
    library_free(&l);
    return rules;
}

/* A form for the session; W_EMPTY, or why there is none. */
static enum word read_form(struct session *s, const char *path, struct document *d) {
    if (!document_read(&s->arena, &s->library, path, d)) {
        return W_NO_MEMORY;
    }
    if (d->file.status != FILE_OK) {
        return file_word(d->file.status);
    }
    if (d->form) {
        return W_EMPTY;
    }
    return d->kind == DOCUMENT_FORM ? W_NO_RULES : d->kind == DOCUMENT_NONE ? W_NOT_TEXT : W_NOT_A_FORM;
}

static enum word open_file(struct session *s, const char *path) {
    struct document d;
    enum word why = read_form(s, path, &d);
    if (why != W_EMPTY) {
        return why;
    }
    s->path = arena_copy(&s->arena, str_of(path));
    s->disk = d.bytes;
    s->rules = d.rules;
    s->form = d.form;
    return s->path.p ? W_EMPTY : W_NO_MEMORY;
}

enum word session_compare(struct session *s, const char *path) {
    struct document d;
    enum word why = read_form(s, path, &d);
    if (why == W_EMPTY) {
        s->last = d.form;
    }
    return why;
}

/* The form of last year that [form] last names, relative to this one. */
static void open_last(struct session *s) {
    const struct ini_entry *last = ini_find(&s->form->doc, STR("form"), STR("last"));
    if (last && last->value.n > 0) {
        struct str path = path_beside(&s->arena, s->path, last->value);
        s->last_wrong = path.p ? session_compare(s, path.p) : W_NO_MEMORY;
    }
}

enum word session_open(struct session *s, const char *path, const struct session_new *begin, enum lang lang) {
    *s = (struct session){.lang = lang};
    enum word why = open_file(s, path);
    if (why == W_FILE_MISSING && begin) {
        arena_reset(&s->arena);
        why = open_new(s, path, begin);
    }
    if (why != W_EMPTY) {
        session_close(s);
        return why;
    }
    open_last(s);
    session_grow_goals(s);
    session_refresh(s);
    return W_EMPTY;
}

void session_close(struct session *s) {
    free(s->step);
    arena_free(&s->now);
    arena_free(&s->arena);
    library_free(&s->library);
    *s = (struct session){0};
}

/* ---- saving ---- */

/* Whether the file holds what it held when it was read. */
static bool unchanged_on_disk(struct session *s) {
    struct arena a = {0};
    struct str bytes;
    struct file_result r = file_read(s->path.p, FILE_LIMIT, &a, &bytes);
    bool same = r.status == FILE_OK ? !s->is_new && str_eq(bytes, s->disk) : r.status == FILE_MISSING && s->is_new;
    arena_free(&a);
    return same;
}

/* A carriage return is never written, so a changed value that a file brought one in goes on without it. */
static bool drop_returns(struct form *f) {
    struct buf b = {0};
    bool ok = true;
    for (size_t i = 0; ok && i < f->schema->fields; i++) {
        struct str v = f->value[i];
        bool changed = !f->entry[i] || !str_eq(f->entry[i]->value, v);
        if (!changed || str_find(v, STR("\r")) == v.n) {
            continue;
        }
        buf_clear(&b);
        for (size_t at = 0; at < v.n; at++) {
            if (v.p[at] != '\r') {
                buf_char(&b, v.p[at]);
            }
        }
        ok = !b.failed && form_set(f, (int)i, buf_str(&b));
    }
    buf_free(&b);
    return ok;
}

/* What was written is now the document that later changes are held against. */
static bool rebase(struct session *s, struct str text) {
    struct ini_doc doc;
    struct str bytes = arena_copy(&s->arena, text);
    if (!bytes.p || ini_scan(&s->arena, bytes, &doc) != INI_OK) {
        return false;
    }
    struct form *fresh = form_read(&s->arena, s->form->schema, &doc);
    if (!fresh || !form_same(fresh, s->form)) {
        return false;
    }
    s->form = fresh;
    s->disk = bytes;
    s->is_new = false;
    s->saved = s->done;
    session_refresh(s);
    return true;
}

enum session_save session_save(struct session *s, bool overwrite, struct file_result *result) {
    struct buf text = {0};
    *result = (struct file_result){.status = FILE_NO_MEMORY};
    if (!overwrite && !unchanged_on_disk(s)) {
        return SESSION_CONFLICT;
    }
    if (drop_returns(s->form)) {
        form_text(s->form, &text);
    } else {
        text.failed = true;
    }
    if (!text.failed) {
        *result = file_save(s->path.p, buf_str(&text), s->backup);
    }
    bool saved = result->status == FILE_OK && rebase(s, buf_str(&text));
    buf_free(&text);
    return saved ? SESSION_SAVED : SESSION_FAILED;
}

/* ---- looking up ---- */

const struct diag *session_problem(const struct session *s, int field) {
    for (size_t i = 0; i < s->problems; i++) {
        if (s->problem[i].field == field) {
            return s->problem[i].diag;
        }
    }
    return NULL;
}

int session_next_problem(const struct session *s, int field, bool forward) {
    int n = (int)s->problems;
    for (int i = 0; i < n; i++) {
        int k = forward ? i : n - 1 - i;
        if (forward ? s->problem[k].field > field : s->problem[k].field < field) {
            return k;
        }
    }
    return n == 0 ? -1 : forward ? 0 : n - 1;
}

enum last_year session_last(const struct session *s, int field, struct str value, struct str *last) {
    const struct field *fd = &s->form->schema->field[field];
    int there = s->last ? schema_field(s->last->schema, fd->section, fd->key) : -1;
    dec now, then;
    *last = form_value(s->last, there);
    if (there < 0) {
        return LAST_UNKNOWN;
    }
    bool same = str_eq(str_trim(value), str_trim(*last)) ||
                (dec_parse(value, &now) == DEC_OK && dec_parse(*last, &then) == DEC_OK && now == then);
    return same ? LAST_SAME : LAST_DIFFERS;
}

struct str session_computed(struct session *s, int field) {
    return s->form->value[field].n > 0 ? STR("") : score_computed(&s->now, s->form, &s->score, field);
}
