/* Bytes as operations on a text field: the text stays valid and clean, the caret at a boundary, and undo goes all the
   way back. The first byte says whether line breaks are taken; each of the next ones is an operation, with the bytes
   behind it as its text. */
#include <stdint.h>
#include <stdlib.h>

#include "ziping/editor.h"
#include "ziping/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* assert() may be compiled away. */
static void hold(bool true_here) {
    if (!true_here) {
        abort();
    }
}

static void sound(const struct editor *e) {
    struct str s = editor_text(e);
    size_t at = 0;
    uint32_t cp;

    hold(!e->failed && e->caret <= s.n && text_check(s) == s.n);
    while (at < e->caret) {
        at = text_next(s, at);
    }
    hold(at == e->caret);
    for (at = 0; at < s.n;) {
        at += text_decode(s, at, &cp);
        hold(!text_unsafe_char(cp) || (cp == '\n' && e->lines));
    }
}

/* Undoes and redoes everything: the first text and the last one. */
static void there_and_back(struct editor *e) {
    struct buf last = {0};

    while (editor_redo(e)) {
        sound(e);
    }
    buf_add(&last, editor_text(e));
    while (editor_undo(e)) {
        sound(e);
    }
    hold(str_eq(editor_text(e), STR("项目e\xCC\x81")));
    while (editor_redo(e)) {
        sound(e);
    }
    hold(str_eq(editor_text(e), buf_str(&last)));
    buf_free(&last);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static bool (*const ops[])(struct editor *) = {
        editor_left,      editor_right,  editor_home,       editor_end,        editor_word_left, editor_word_right,
        editor_backspace, editor_delete, editor_kill_end,   editor_kill_start, editor_kill_word, editor_yank,
        editor_undo,      editor_redo,   editor_select_all, editor_copy_all,
    };
    enum { OPS = sizeof ops / sizeof *ops };
    struct editor e = {0};

    editor_begin(&e, STR("项目e\xCC\x81"), size > 0 && data[0] & 1);
    for (size_t i = 1; i < size; i++) {
        unsigned op = data[i] % (OPS + 3);
        struct str text = {(const char *)data + i + 1, data[i] / 16};

        text.n = text.n < size - i - 1 ? text.n : size - i - 1;
        if (op < OPS) {
            bool yank = ops[op] == editor_yank;

            if (!yank || e.text.n < 4096) {
                ops[op](&e);
            }
        } else if (op == OPS) {
            editor_move(&e, data[i] / 2);
        } else {
            (op == OPS + 1 ? editor_type : editor_paste)(&e, text);
            i += text.n;
        }
        sound(&e);
    }
    there_and_back(&e);
    editor_begin(&e, STR(""), false); /* the next field */
    editor_yank(&e);
    sound(&e);
    editor_free(&e);
    return 0;
}
