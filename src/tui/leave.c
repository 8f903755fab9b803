/* Saving and leaving, with the questions that this takes. */
#include <fcntl.h>
#include <sys/stat.h>

#include "app.h"
#include "ziping/confine.h"
#include "ziping/path.h"

void app_say(struct app *a, enum word w) {
    buf_clear(&a->message);
    keymap_words(a->keys, app_lang(a), w, &a->message);
}

void leave_ask(struct app *a, enum question q) {
    a->before = a->mode == MODE_ASK ? a->before : a->mode;
    a->mode = MODE_ASK;
    a->question = q;
}

static void saved(struct app *a) {
    if (!guard_renew(a)) {
        app_say(a, W_NO_MEMORY);
        return;
    }
    app_say(a, W_SAVED);
    buf_text(&a->message, " ");
    buf_add(&a->message, a->session->path);
    a->leaving = a->leave_after_save;
}

/* Another name is the way out where nothing can be written under this one. */
static void not_saved(struct app *a, struct file_result r) {
    app_say(a, W_NOT_SAVED);
    buf_text(&a->message, " ");
    buf_text(&a->message, word(app_lang(a), file_word(r.status)));
    if (r.status != FILE_NO_MEMORY) {
        keymap_words(a->keys, app_lang(a), W_SAVE_ELSEWHERE, &a->message);
    }
    a->leave_after_save = false;
}

static void save(struct app *a, bool overwrite) {
    struct file_result result;
    field_commit(a);
    switch (session_save(a->session, overwrite, &result)) {
    case SESSION_SAVED:
        saved(a);
        break;
    case SESSION_CONFLICT:
        guard_merge(a);
        break;
    case SESSION_FAILED:
        not_saved(a, result);
        break;
    }
}

void leave_save_merged(struct app *a) {
    save(a, false);
}

void leave_save(struct app *a) {
    if (a->session->read_only) {
        if (!guard_try_take_over(a) && a->message.n == 0) {
            app_say(a, W_READ_ONLY);
        }
        return;
    }
    a->leave_after_save = false;
    save(a, false);
}

/* ---- under another name ---- */

bool app_allowed(const struct app *a, const char *path) {
    return !a->restricted || confine_beneath(AT_FDCWD, path) == 0;
}

static void save_as(struct app *a, struct str name) {
    struct session *s = a->session;
    struct arena scratch = {0};
    struct stat st;
    struct str path = arena_copy(&scratch, str_trim(name));
    const struct ini_entry *last = ini_find(&s->form->doc, STR("form"), STR("last"));
    struct str last_path = last ? path_beside(&scratch, s->path, last->value) : STR("");
    if (path.n == 0 || !app_allowed(a, path.p) || lstat(path.p, &st) == 0) {
        app_say(a, path.n == 0 ? W_NOT_SAVED_YET : app_allowed(a, path.p) ? W_FILE_EXISTS : W_OUTSIDE);
    } else {
        struct str rules = path_relative(&scratch, path.p, s->rules->file[0].path.p);
        struct str in_form = last_path.n > 0 ? path_relative(&scratch, path.p, last_path.p) : STR("");
        struct file_result r = {.status = FILE_NO_MEMORY};
        if (!scratch.failed) {
            r = session_save_as(s, path.p, rules.p, in_form.n > 0 ? in_form.p : "");
        }
        if (r.status == FILE_OK) {
            saved(a);
        } else {
            not_saved(a, r);
        }
    }
    arena_free(&scratch);
}

void leave_save_as(struct app *a) {
    if (a->session->read_only) {
        app_say(a, W_READ_ONLY);
        return;
    }
    field_commit(a);
    a->leave_after_save = false;
    prompt_open(a, W_SAVE_AS, a->session->path, save_as);
}

/* ---- leaving ---- */

void leave_quit(struct app *a) {
    field_commit(a);
    if (session_modified(a->session)) {
        leave_ask(a, ASK_SAVE);
    } else {
        a->leaving = true;
    }
}

/* Answers are understood in full width too: an input method may be on. */
void leave_answer(struct app *a, const struct key_event *e) {
    uint32_t c = key_letter(e);
    bool yes = c == 'y' || c == 0x662F /* 是 */, no = c == 'n' || c == 0x5426 /* 否 */;
    if (e->code != KEYCODE_ESC && !yes && !no && key_action(a->keys, e) != ACTION_CANCEL) {
        return; /* anything else leaves the question standing */
    }
    a->mode = a->before;
    if (a->question == ASK_SAVE && yes) {
        a->leave_after_save = true;
        save(a, false);
    } else if (a->question == ASK_SAVE && no) {
        a->leaving = true;
    } else if (a->question == ASK_OVERWRITE && yes) {
        save(a, true);
    } else if (a->question == ASK_DISCARD && yes) {
        guard_discard_found(a);
    } else {
        a->leave_after_save = false;
    }
}

void leave_draw_question(struct app *a) {
    static const enum word words[] = {
        [ASK_SAVE] = W_ASK_SAVE, [ASK_OVERWRITE] = W_ASK_OVERWRITE, [ASK_DISCARD] = W_ASK_DISCARD};
    struct str text = str_of(word(app_lang(a), words[a->question]));
    screen_fill(screen_rows() - 2, 0, ' ', screen_columns(), STYLE_NORMAL);
    int x = draw_str(a, screen_rows() - 2, 0, text, screen_columns(), STYLE_TAB);
    screen_cursor(screen_rows() - 2, x);
}
