/* What lock and journal have to say and to ask. */
#include <time.h>

#include "app.h"
#include "restore.h"
#include "ziping/lock_words.h"

static void say_number(struct app *a, enum word w, size_t n) {
    struct buf number = {0};
    buf_number(&number, n);
    struct str arg = buf_str(&number);
    buf_clear(&a->message);
    buf_template(&a->message, word(app_lang(a), w), &arg, 1);
    buf_free(&number);
}

/* ---- what an earlier run left ---- */

static size_t found_rows(struct app *a) {
    return recover_changes(&a->guard->recovery);
}

static enum style found_row(struct app *a, size_t i, struct buf *out) {
    if (i == a->guard->recovery.rows) {
        buf_text(out, word(app_lang(a), W_RECOVER_MOVED));
        return STYLE_NORMAL;
    }
    const struct recover_row *r = &a->guard->recovery.row[i];
    const struct field *f = &a->guard->recovery.form->schema->field[r->field];
    buf_printf(out, "%s·%.*s (%.*s)%s: ", part_title(f->part), STR_ARG(f->label), STR_ARG(r->path),
               r->typing ? word(app_lang(a), W_RECOVER_TYPING) : "");
    buf_add(out, r->disk.n > 0 ? r->disk : str_of(word(app_lang(a), W_EMPTY_VALUE)));
    buf_text(out, " -> ");
    buf_add(out, r->recovered.n > 0 ? r->recovered : str_of(word(app_lang(a), W_EMPTY_VALUE)));
    return STYLE_NORMAL;
}

static void found_take(struct app *a, size_t i) {
    const struct recovery *r = &a->guard->recovery;
    const struct field *f = i < r->rows ? &r->form->schema->field[r->row[i].field] : NULL;
    size_t n = recover_changes(r);
    if (guard_recover(a->guard)) {
        say_number(a, W_FOUND_TAKEN, n);
    } else {
        guard_later(a->guard);
        app_say(a, W_NO_MEMORY);
    }
    field_return(a, f ? f->section : STR("header"), f ? f->key : STR("year"));
}

/* Leaving the list any other way decides nothing. */
static bool found_act(struct app *a, enum action action) {
    if (action == ACTION_REMOVE_ROW) {
        leave_ask(a, ASK_DISCARD);
        return true;
    }
    if (action != ACTION_CANCEL && action != ACTION_QUIT) {
        return false;
    }
    guard_later(a->guard);
    app_say(a, W_FOUND_LATER);
    a->mode = MODE_FORM;
    a->stale = true;
    return true;
}

static const struct list_ops found = {W_FOUND_TITLE, W_FOUND_KEYS, found_rows, found_row,
                                      found_take,    NULL,         found_act,  0};

void guard_discard_found(struct app *a) {
    enum word why = guard_discard(a->guard);
    a->mode = MODE_FORM;
    a->stale = true;
    app_say(a, why == W_EMPTY ? W_RECOVER_DISCARDED : why);
}

/* ---- at the start ---- */

static void say_lock(struct app *a) {
    app_say(a, W_LOCKED_HINT); /* first: the end may be cut off */
    (void)output_lock(&a->guard->lock, app_lang(a), &a->message);
}

void guard_greet(struct app *a) {
    const struct guard *g = a->guard;
    if (!g) {
        return;
    }
    if (g->locked_out) {
        say_lock(a);
    } else if (guard_has_found(g) && a->session->read_only) {
        app_say(a, W_FOUND_THERE);
    } else if (guard_has_found(g)) {
        list_open(a, &found, 0);
    } else if (g->found.state == JOURNAL_DAMAGED) {
        app_say(a, W_JOURNAL_DAMAGED);
    } else if (g->found.state == JOURNAL_NEWER) {
        app_say(a, W_JOURNAL_NEWER);
    }
}

/* ---- while it is open ---- */

static void say_failed(struct app *a, enum word why) {
    app_say(a, W_JOURNAL_FAILS);
    buf_text(&a->message, word(app_lang(a), why));
}

/* Should the program break down, the journal is named. */
static void arm_note(struct app *a) {
    struct arena scratch = {0};
    struct str file = text_visible(&scratch, str_of(guard_file(a->guard)), TEXT_FOR_REPORT);
    restore_note(str_of(word(app_lang(a), W_CRASH_JOURNAL)), file);
    arena_free(&scratch);
}

static bool note(struct app *a, int64_t now) {
    struct guard *g = a->guard;
    if (!g || !a->session->form || a->session->read_only) {
        return false;
    }
    struct arena scratch = {0};
    bool typing = !str_eq(editor_text(&a->editor), buf_str(&a->held));
    struct str path = typing ? schema_path(&scratch, app_field(a)) : STR("");
    bool noted = guard_note(g, path, typing ? editor_text(&a->editor) : STR(""), now);
    if (!noted) {
        say_failed(a, W_NO_MEMORY);
    }
    arena_free(&scratch);
    return noted;
}

static void flush(struct app *a, int64_t now) {
    enum word why = guard_flush(a->guard, now);
    if (why != W_EMPTY) {
        say_failed(a, why);
    }
    arm_note(a);
}

void guard_step(struct app *a, int64_t now) {
    if (note(a, now) && guard_due(a->guard, now) == 0) {
        flush(a, now);
    }
}

void guard_write(struct app *a, int64_t now) {
    if (note(a, now)) {
        flush(a, now);
    }
}

bool guard_renew(struct app *a) {
    bool ok = !a->guard || guard_saved(a->guard, (int64_t)time(NULL));
    if (a->guard) {
        arm_note(a);
    }
    return ok;
}

/* ---- the file was changed by somebody else ---- */

static size_t merge_rows(struct app *a) {
    return a->merge.conflicts;
}

static enum style merge_row(struct app *a, size_t i, struct buf *out) {
    const struct session_conflict *c = &a->merge.conflict[i];
    struct str arg[] = {c->label, c->mine, c->theirs, c->base};
    buf_text(out, word(app_lang(a), c->take_theirs ? W_PICK_THEIRS : W_PICK_MINE));
    buf_template(out, word(app_lang(a), W_MERGE_ROW), arg, 4);
    return c->take_theirs ? STYLE_WARNING : STYLE_NORMAL;
}

static void merge_and_save(struct app *a) {
    size_t taken = a->merge.changes;
    for (size_t i = 0; i < a->merge.conflicts; i++) {
        taken += a->merge.conflict[i].take_theirs;
    }
    struct arena scratch = {0};
    struct str section = arena_copy(&scratch, app_field(a)->section), key = arena_copy(&scratch, app_field(a)->key);
    bool merged = session_merge_apply(a->session, &a->merge);
    session_merge_free(&a->merge);
    a->mode = MODE_FORM;
    field_return(a, section, key);
    arena_free(&scratch);
    if (!merged) {
        app_say(a, W_NO_MEMORY);
        return;
    }
    leave_save_merged(a);
    if (a->mode == MODE_FORM && !session_modified(a->session)) {
        say_number(a, W_MERGED, taken);
    }
}

static bool merge_act(struct app *a, enum action action) {
    switch (action) {
    case ACTION_ENTER:
        a->merge.conflict[a->list.at].take_theirs = !a->merge.conflict[a->list.at].take_theirs;
        return true;
    case ACTION_SAVE:
        merge_and_save(a);
        return true;
    case ACTION_CANCEL:
    case ACTION_QUIT:
        session_merge_free(&a->merge);
        a->leave_after_save = false;
        app_say(a, W_NOT_SAVED_YET);
        a->mode = MODE_FORM;
        a->stale = true;
        return true;
    default:
        return false;
    }
}

static const struct list_ops conflicts = {W_MERGE_TITLE, W_MERGE_KEYS, merge_rows, merge_row, NULL, NULL, merge_act, 0};

void guard_merge(struct app *a) {
    session_merge_free(&a->merge);
    if (a->session->is_new) {
        leave_ask(a, ASK_OVERWRITE); /* there is nothing that both began with */
    } else if (!session_merge_read(a->session, &a->merge)) {
        app_say(a, W_NO_MEMORY);
    } else if (a->merge.why != W_EMPTY) {
        leave_ask(a, ASK_OVERWRITE);
    } else if (a->merge.conflicts > 0) {
        list_open(a, &conflicts, 0);
    } else {
        merge_and_save(a);
    }
}

/* ---- the other one may have left ---- */

bool guard_try_take_over(struct app *a) {
    struct guard *g = a->guard;
    enum word why;
    if (!g || !g->locked_out) {
        return false;
    }
    struct arena scratch = {0};
    struct str section = arena_copy(&scratch, app_field(a)->section), key = arena_copy(&scratch, app_field(a)->key);
    bool taken = guard_take_over(g, (int64_t)time(NULL), &why);
    if (!taken) {
        say_lock(a);
    } else if (why != W_EMPTY) {
        a->leaving = true; /* there is no form any more */
    } else {
        buf_clear(&a->held);
        field_return(a, section, key);
        app_say(a, W_TAKEN_OVER);
        if (guard_has_found(g)) {
            list_open(a, &found, 0);
        }
    }
    arena_free(&scratch);
    return taken;
}
