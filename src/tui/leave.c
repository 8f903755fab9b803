/* Saving and leaving, with the questions that this takes. */
#include "app.h"

void app_say(struct app *a, enum word w) {
    buf_clear(&a->message);
    buf_text(&a->message, word(app_lang(a), w));
}

static void ask(struct app *a, enum question q) {
    a->before = a->mode == MODE_ASK ? a->before : a->mode;
    a->mode = MODE_ASK;
    a->question = q;
}

static void save(struct app *a, bool overwrite) {
    struct file_result result;
    field_commit(a);
    switch (session_save(a->session, overwrite, &result)) {
    case SESSION_SAVED:
        app_say(a, W_SAVED);
        buf_text(&a->message, " ");
        buf_add(&a->message, a->session->path);
        a->leaving = a->leave_after_save;
        break;
    case SESSION_CONFLICT:
        ask(a, ASK_OVERWRITE);
        break;
    case SESSION_FAILED:
        app_say(a, W_NOT_SAVED);
        buf_text(&a->message, " ");
        buf_text(&a->message, word(app_lang(a), file_word(result.status)));
        a->leave_after_save = false;
        break;
    }
}

void leave_save(struct app *a) {
    if (a->session->read_only) {
        app_say(a, W_READ_ONLY);
        return;
    }
    a->leave_after_save = false;
    save(a, false);
}

void leave_quit(struct app *a) {
    field_commit(a);
    if (session_modified(a->session)) {
        ask(a, ASK_SAVE);
    } else {
        a->leaving = true;
    }
}

/* Answers are understood in full width too: an input method may be on. */
void leave_answer(struct app *a, const struct key_event *e) {
    uint32_t c = e->code == KEYCODE_CHAR ? e->cp : 0;
    c = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
    c = c >= 'A' && c <= 'Z' ? c + 32 : c;
    bool yes = c == 'y' || c == 0x662F /* 是 */, no = c == 'n' || c == 0x5426 /* 否 */;
    if (e->code != KEYCODE_ESC && !yes && !no && !(e->mods & KEYMOD_CTRL)) {
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
    } else {
        a->leave_after_save = false;
    }
}

void leave_draw_question(struct app *a) {
    static const enum word words[] = {[ASK_SAVE] = W_ASK_SAVE, [ASK_OVERWRITE] = W_ASK_OVERWRITE};
    struct str text = str_of(word(app_lang(a), words[a->question]));
    screen_fill(screen_rows() - 2, 0, ' ', screen_columns(), STYLE_NORMAL);
    int x = draw_str(a, screen_rows() - 2, 0, text, screen_columns(), STYLE_TAB);
    screen_cursor(screen_rows() - 2, x);
}
