/* Another person's changes of the file that the session has open, and the file under another name. */
#include "session_parts.h"
#include "ziping/path.h"

/* A document as a form with at least the goals of mine. */
static struct form *read_as_mine(struct session *s, struct session_merge *m, const struct ini_doc *doc) {
    struct schema *schema = schema_build(&m->arena, s->rules, doc, s->form->schema->goals);
    return schema ? form_read(&m->arena, schema, doc) : NULL;
}

static void compare(struct session *s, const struct form *base, const struct form *theirs, const struct field *f,
                    struct session_merge *m) {
    struct str was = form_get(base, f->section, f->key), mine = form_get(s->form, f->section, f->key);
    struct str other = form_get(theirs, f->section, f->key);
    if (str_eq(other, was) || str_eq(other, mine)) {
        return;
    }
    if (str_eq(mine, was)) {
        m->change[m->changes++] = (struct change){f->section, f->key, other};
    } else {
        m->conflict[m->conflicts++] = (struct session_conflict){f->section, f->key, f->label, was, mine, other, false};
    }
}

/* Fields that only mine has are not theirs to change: what they took away, they emptied. */
static bool compare_all(struct session *s, const struct form *base, const struct form *theirs,
                        struct session_merge *m) {
    const struct schema *mine = s->form->schema, *other = theirs->schema;
    size_t most = mine->fields + other->fields + 1;
    m->change = arena_array(&m->arena, struct change, most);
    m->conflict = arena_array(&m->arena, struct session_conflict, most);
    if (!m->change || !m->conflict) {
        return false;
    }
    for (size_t i = 0; i < mine->fields; i++) {
        compare(s, base, theirs, &mine->field[i], m);
    }
    for (size_t i = 0; i < other->fields; i++) {
        const struct field *f = &other->field[i];
        if (schema_field(mine, f->section, f->key) < 0) {
            compare(s, base, theirs, f, m);
        }
    }
    return true;
}

bool session_merge_read(struct session *s, struct session_merge *m) {
    struct ini_doc doc;
    *m = (struct session_merge){0};
    struct file_result r = file_read(s->path.p, FILE_LIMIT, &m->arena, &m->bytes);
    if (r.status != FILE_OK) {
        m->why = file_word(r.status);
        return r.status != FILE_NO_MEMORY;
    }
    enum ini_status status = ini_scan(&m->arena, m->bytes, &m->theirs);
    if (status != INI_OK || !ini_find_section(&m->theirs, STR("form"))) {
        m->why = status == INI_OK ? W_NOT_A_FORM : W_NOT_TEXT;
        return status != INI_NO_MEMORY;
    }
    if (ini_scan(&m->arena, s->disk, &doc) != INI_OK) {
        return false;
    }
    struct form *base = read_as_mine(s, m, &doc), *theirs = read_as_mine(s, m, &m->theirs);
    return base && theirs && compare_all(s, base, theirs, m);
}

/* The document that changes are held against becomes theirs; every value stays as the session has it. */
static bool rebase_on(struct session *s, struct str bytes) {
    struct ini_doc doc;
    struct str kept = arena_copy(&s->arena, bytes);
    if (!kept.p || ini_scan(&s->arena, kept, &doc) != INI_OK) {
        return false;
    }
    struct form *f = form_read(&s->arena, s->form->schema, &doc);
    if (!f) {
        return false;
    }
    memcpy(f->value, s->form->value, s->form->schema->fields * sizeof *f->value);
    s->form = f;
    s->disk = kept;
    s->is_new = false;
    s->saved = (size_t)-1;
    session_refresh(s);
    return true;
}

bool session_merge_apply(struct session *s, const struct session_merge *m) {
    struct change *all = arena_array(&s->arena, struct change, m->changes + m->conflicts + 1);
    size_t n = 0;
    for (size_t i = 0; all && i < m->changes; i++) {
        all[n++] = m->change[i];
    }
    for (size_t i = 0; all && i < m->conflicts; i++) {
        const struct session_conflict *c = &m->conflict[i];
        if (c->take_theirs) {
            all[n++] = (struct change){c->section, c->key, c->theirs};
        }
    }
    bool ok = all && (n == 0 || session_change(s, all, n, STR(""), STR("")));
    return ok && rebase_on(s, m->bytes);
}

void session_merge_free(struct session_merge *m) {
    arena_free(&m->arena);
    *m = (struct session_merge){0};
}

/* ---- the file under another name, or read again ---- */

static bool rename_to(struct session *s, const char *path, const char *rules_in_form, const char *last_in_form) {
    struct buf text = {0};
    struct ini_change change[] = {{.section = STR("form"), .key = STR("rules"), .value = str_of(rules_in_form)},
                                  {.section = STR("form"), .key = STR("last"), .value = str_of(last_in_form)}};
    struct str name = arena_copy(&s->arena, str_of(path));
    ini_rewrite(&s->form->doc, change, *last_in_form ? 2 : 1, &text);
    bool ok = name.p && !text.failed && rebase_on(s, buf_str(&text));
    buf_free(&text);
    if (ok) {
        s->path = name;
        s->disk = STR("");
        s->is_new = true;
    }
    return ok;
}

struct file_result session_save_as(struct session *s, const char *path, const char *rules_in_form,
                                   const char *last_in_form) {
    const struct session was = *s;
    struct file_result r = {.status = FILE_NO_MEMORY};
    if (!rename_to(s, path, rules_in_form, last_in_form)) {
        return r;
    }
    switch (session_save(s, false, &r)) {
    case SESSION_SAVED:
        return r;
    case SESSION_CONFLICT: /* one has come meanwhile */
        r.status = FILE_EXISTS;
        break;
    case SESSION_FAILED:
        r.status = r.status == FILE_OK ? FILE_NO_MEMORY : r.status;
        break;
    }
    s->path = was.path;
    s->disk = was.disk;
    s->is_new = was.is_new;
    s->saved = was.saved;
    s->form = was.form; /* it lives as long as the session, and has the same texts */
    session_refresh(s);
    return r;
}

/* What a form that isn't there yet began with; NULL texts when memory is short. */
static struct session_new begun(struct arena *a, const struct session *s) {
    const struct ini_entry *rules = ini_find(&s->form->doc, STR("form"), STR("rules"));
    const struct ini_entry *last = ini_find(&s->form->doc, STR("form"), STR("last"));
    struct session_new b = {.rules = arena_copy(a, s->rules->file[0].path).p,
                            .in_form = arena_copy(a, rules ? rules->value : STR("")).p};
    if (last && last->value.n > 0) {
        b.last = path_beside(a, s->path, last->value).p;
        b.last_in_form = arena_copy(a, last->value).p;
    }
    return b;
}

enum word session_reload(struct session *s) {
    struct arena a = {0};
    struct str path = arena_copy(&a, s->path);
    enum lang lang = s->lang;
    bool backup = s->backup, is_new = s->is_new;
    const struct session_new begin = is_new ? begun(&a, s) : (struct session_new){0};
    session_close(s);
    enum word why = a.failed ? W_NO_MEMORY : session_open(s, path.p, is_new ? &begin : NULL, lang);
    s->backup = backup;
    arena_free(&a);
    return why;
}
