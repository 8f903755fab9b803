#include "ziping/guard.h"

#include <stdio.h>
#include <unistd.h>

/* ---- what the form was ---- */

static struct str rows_now(struct arena *a, const struct form *f) {
    struct schema_rows rows;
    return rows_of_form(a, f, &rows) ? rows_text(a, &rows) : STR("");
}

/* Changes are told from the form as it is now. */
static bool take_base(struct guard *g) {
    const struct session *s = g->session;
    const struct ini_entry *rules = ini_find(&s->form->doc, STR("form"), STR("rules"));
    arena_reset(&g->arena);
    g->rules = s->is_new && rules ? arena_copy(&g->arena, rules->value) : STR("");
    g->base_rows = rows_now(&g->arena, s->form);
    g->version = s->version;
    struct form *copy = arena_new(&g->arena, struct form);
    struct str *value = arena_array(&g->arena, struct str, s->form->schema->fields + 1);
    if (!copy || !value || !g->base_rows.p) {
        return false;
    }
    /* The texts live as long as the session's. */
    memcpy(value, s->form->value, s->form->schema->fields * sizeof *value);
    *copy = (struct form){.arena = &g->arena, .schema = s->form->schema, .value = value};
    g->base = copy;
    return true;
}

static struct journal_base base_of(const struct guard *g, int64_t time) {
    const struct session *s = g->session;
    return (struct journal_base){.path = s->path.p, .state = g->state, .bytes = s->disk, .time = time};
}

static bool begin_journal(struct guard *g, int64_t time) {
    struct journal_base base = base_of(g, time);
    g->journaling = journal_begin(&g->journal, &base);
    return g->journaling && take_base(g);
}

/* ---- beginning ---- */

static bool find_journal(struct guard *g, int64_t time) {
    struct journal_base base = base_of(g, time);
    g->recovery = (struct recovery){0};
    journal_find(&g->found_arena, &base, &g->found);
    if (g->found.state != JOURNAL_READ) {
        return g->found.state != JOURNAL_NO_MEMORY;
    }
    return recover_compare(&g->found_arena, g->session->form, &g->found, &g->recovery);
}

/* Puts the journal that was found aside. Where that fails, writing one of this run fails too, and says so. False when
   memory is short. */
static bool put_aside(struct guard *g, int (*put)(const char *from, const char *to)) {
    struct str aside = arena_join(&g->found_arena, g->found.name, STR("~"));
    if (aside.p) {
        (void)put(g->found.name.p, aside.p);
    }
    return aside.p != NULL;
}

static int link_over(const char *from, const char *to) {
    unlink(to);
    return link(from, to);
}

/* Makes room for a journal of this run: one that says nothing new goes, one that can't be read or has no place in the
   form is put aside. False when memory is short. */
static bool clear_place(struct guard *g) {
    switch (g->found.state) {
    case JOURNAL_READ:
        if (guard_has_found(g)) {
            return true;
        }
        if (g->recovery.unknowns > 0 || g->found.lost > 0) {
            return put_aside(g, rename);
        }
        unlink(g->found.name.p);
        return true;
    case JOURNAL_DAMAGED:
    case JOURNAL_OF_OTHER:
        return put_aside(g, rename);
    case JOURNAL_NONE:
    case JOURNAL_REFUSED:
    case JOURNAL_NEWER:
    case JOURNAL_NO_MEMORY:
        break;
    }
    return true;
}

static void take_lock(struct guard *g, int64_t time) {
    enum lock_state state = lock_acquire(&g->lock, g->session->path.p, time);
    g->locked_out = state != LOCK_OURS && state != LOCK_IMPOSSIBLE;
    g->session->read_only = g->session->read_only || g->locked_out;
}

bool guard_begin(struct guard *g, struct session *s, const char *state, int64_t time) {
    *g = (struct guard){.session = s, .state = state, .journal.fd = -1};
    if (s->read_only) {
        enum lock_state held = lock_look(&g->lock, s->path.p);
        bool free = held == LOCK_FREE || held == LOCK_IMPOSSIBLE || lock_is_stale(held);
        return !free || find_journal(g, time);
    }
    take_lock(g, time);
    if (g->locked_out) {
        return true; /* the journal beside it is that of the person who has it */
    }
    return find_journal(g, time) && clear_place(g) && begin_journal(g, time);
}

/* ---- what an earlier run left ---- */

/* What was being typed comes last, and counts. */
bool guard_recover(struct guard *g) {
    const struct journal_found *f = &g->found;
    struct change *change = arena_array(&g->found_arena, struct change, f->records + 2);
    size_t n = 0;
    if (g->recovery.unknowns > 0 && !put_aside(g, link_over)) {
        return false;
    }
    for (size_t i = 0; change && i <= f->records; i++) {
        const struct journal_record *r = i < f->records ? &f->record[i] : &f->typing;
        struct change c = {.value = r->text};
        if (str_eq(r->path, STR(RECOVER_RULES)) || !schema_split_path(r->path, &c.section, &c.key)) {
            continue;
        }
        for (size_t k = 0; k < n; k++) {
            if (str_eq(change[k].section, c.section) && str_eq(change[k].key, c.key)) {
                change[k].value = c.value;
                c.key.n = 0;
            }
        }
        if (c.key.n > 0) {
            change[n++] = c;
        }
    }
    if (!change || !session_change(g->session, change, n, STR(""), STR(""))) {
        return false;
    }
    journal_adopt(&g->journal, f->name.p);
    g->recovery = (struct recovery){0};
    return true;
}

enum word guard_discard(struct guard *g) {
    if (unlink(g->found.name.p) != 0) {
        return W_FILE_DENIED;
    }
    g->recovery = (struct recovery){0};
    return W_EMPTY;
}

void guard_later(struct guard *g) {
    g->session->read_only = true;
    lock_release(&g->lock);
    journal_close(&g->journal);
    g->journaling = false;
}

/* ---- noting ---- */

static bool set(struct guard *g, struct str path, struct str text, int64_t now) {
    for (size_t i = 0; i < g->journal.entries; i++) {
        const struct journal_entry *e = &g->journal.entry[i];
        if (str_eq((struct str){e->path, e->path_n}, path)) {
            return str_eq((struct str){e->text, e->text_n}, text) || journal_set(&g->journal, path, text, now);
        }
    }
    return journal_set(&g->journal, path, text, now);
}

/* What the journal has and the form takes back. */
static bool note_returned(struct guard *g, int64_t now) {
    const struct form *f = g->session->form;
    bool ok = true;
    for (size_t i = 0; ok && i < g->journal.entries; i++) {
        struct str path = {g->journal.entry[i].path, g->journal.entry[i].path_n};
        struct str section, key;
        bool field = !str_eq(path, STR(RECOVER_RULES)) && !str_eq(path, STR(RECOVER_ROWS));
        if (field && schema_split_path(path, &section, &key)) {
            ok = set(g, path, form_get(f, section, key), now);
        }
    }
    return ok;
}

static bool note_fields(struct guard *g, struct arena *scratch, int64_t now) {
    const struct form *f = g->session->form;
    bool same_fields = f->schema == g->base->schema, ok = true;
    for (size_t i = 0; ok && i < f->schema->fields; i++) {
        const struct field *fd = &f->schema->field[i];
        struct str was = same_fields ? g->base->value[i] : form_get(g->base, fd->section, fd->key);
        if (was.p != f->value[i].p && !str_eq(was, f->value[i])) {
            ok = set(g, schema_path(scratch, fd), f->value[i], now);
        }
    }
    return ok;
}

static bool note_rows(struct guard *g, struct arena *scratch, int64_t now) {
    struct str rows = rows_now(scratch, g->session->form);
    bool noted = g->session->form->schema == g->base->schema || str_eq(rows, g->base_rows);
    for (size_t i = 0; i < g->journal.entries && noted; i++) { /* back to what they were, they are noted too */
        noted = !str_eq((struct str){g->journal.entry[i].path, g->journal.entry[i].path_n}, STR(RECOVER_ROWS));
    }
    return rows.p && (noted || set(g, STR(RECOVER_ROWS), rows, now));
}

static bool note_changes(struct guard *g, int64_t now) {
    struct arena scratch = {0};
    bool ok = note_returned(g, now) && note_rows(g, &scratch, now) && note_fields(g, &scratch, now);
    if (ok && g->rules.n > 0 && g->journal.entries > 0) {
        ok = set(g, STR(RECOVER_RULES), g->rules, now);
    }
    ok = ok && !scratch.failed;
    arena_free(&scratch);
    return ok;
}

bool guard_note(struct guard *g, struct str path, struct str text, int64_t now) {
    if (!g->journaling) {
        return true;
    }
    if (g->version != g->session->version) {
        if (!note_changes(g, now)) {
            return false;
        }
        g->version = g->session->version;
    }
    if (path.n > 0 && g->rules.n > 0 && !set(g, STR(RECOVER_RULES), g->rules, now)) {
        return false;
    }
    bool typing = path.n > 0 || g->journal.typing.path_n > 0;
    return !typing || journal_typing(&g->journal, path, text, now);
}

int guard_due(const struct guard *g, int64_t now) {
    return g->journaling ? journal_due(&g->journal, now) : -1;
}

enum word guard_flush(struct guard *g, int64_t now) {
    if (!g->journaling || !g->journal.unsaved) {
        return W_EMPTY;
    }
    struct file_result r = journal_flush(&g->journal, now);
    bool first = r.status != FILE_OK && !g->failed;
    g->failed = r.status != FILE_OK;
    return first ? file_word(r.status) : W_EMPTY;
}

/* ---- saving, taking over, ending ---- */

bool guard_saved(struct guard *g, int64_t time) {
    if (!g->journaling) {
        return true;
    }
    struct journal_base base = base_of(g, time);
    if (strcmp(g->journal.form, g->session->path.p) != 0) { /* saved under another name */
        lock_release(&g->lock);
        take_lock(g, time);
    }
    return journal_restart(&g->journal, &base) && take_base(g);
}

bool guard_take_over(struct guard *g, int64_t time, enum word *why) {
    struct lock lock;
    *why = W_EMPTY;
    enum lock_state state = lock_acquire(&lock, g->session->path.p, time);
    if (state != LOCK_OURS) {
        g->lock = state == LOCK_IMPOSSIBLE ? g->lock : lock;
        return false;
    }
    g->lock = lock;
    g->locked_out = false;
    *why = session_reload(g->session);
    if (*why == W_EMPTY && (!find_journal(g, time) || !clear_place(g) || !begin_journal(g, time))) {
        *why = W_NO_MEMORY;
    }
    return true;
}

void guard_end(struct guard *g, bool clean, int64_t now) {
    if (g->journaling && clean) {
        journal_remove(&g->journal);
    } else if (g->journaling) {
        (void)guard_flush(g, now);
        journal_close(&g->journal);
    }
    lock_release(&g->lock);
    arena_free(&g->arena);
    arena_free(&g->found_arena);
    *g = (struct guard){.journal.fd = -1};
}
