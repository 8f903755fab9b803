#include "ziping/editor.h"

#include <stdlib.h>

#include "ziping/text.h"

/* Kinds of steps: typing one behind the other is one step, so is deleting one behind the other. */
enum { STEP_TYPE = 1, STEP_BACKSPACE, STEP_DELETE, STEP_OTHER };

static void drop_steps(struct editor *e, size_t from) {
    for (size_t i = from; i < e->steps; i++) {
        buf_free(&e->step[i].removed);
        buf_free(&e->step[i].inserted);
    }
    e->steps = from;
}

void editor_begin(struct editor *e, struct str text, bool lines) {
    drop_steps(e, 0);
    e->done = 0;
    buf_clear(&e->text);
    buf_add(&e->text, text);
    e->caret = e->text.n;
    e->goal_column = -1;
    e->lines = lines;
    e->all = false;
}

void editor_free(struct editor *e) {
    drop_steps(e, 0);
    free(e->step);
    buf_free(&e->text);
    buf_free(&e->killed);
    *e = (struct editor){0};
}

/* ---- kinds of characters ---- */

/* Classes of characters for moving by words and for steps of undo. Chinese puts no spaces between words: a run of
   ideographs up to the next punctuation mark is a phrase, and that is how far a move goes. */
enum char_class { CLASS_SPACE, CLASS_MARK, CLASS_ASCII, CLASS_WIDE };

static enum char_class class_of(struct str s, size_t at) {
    uint32_t cp;
    text_decode(s, at, &cp);
    if (cp == 0x20 || cp == 0x0A || cp == 0x3000) {
        return CLASS_SPACE;
    }
    if (cp < 0x80) {
        bool letter =
            (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || cp == '.' || cp == '%';
        return letter ? CLASS_ASCII : CLASS_MARK;
    }
    bool mark = (cp >= 0x2010 && cp <= 0x2027) || (cp >= 0x3001 && cp <= 0x3020) || (cp >= 0xFF01 && cp <= 0xFF0F) ||
                (cp >= 0xFF1A && cp <= 0xFF20) || (cp >= 0xFF3B && cp <= 0xFF40) || (cp >= 0xFF5B && cp <= 0xFF65);
    return mark ? CLASS_MARK : CLASS_WIDE;
}

static enum char_class class_at(const struct editor *e, size_t at) {
    return class_of(editor_text(e), at);
}

/* ---- changing ---- */

/* Replaces `n` bytes at `at`. False, with nothing changed, when memory is short. */
static bool splice(struct buf *b, size_t at, size_t n, struct str with) {
    size_t before = b->n;
    if (with.n > n) {
        buf_fill(b, ' ', with.n - n); /* makes the room */
        if (b->failed) {
            b->failed = false;
            b->n = before;
            return false;
        }
    }
    memmove(b->p + at + with.n, b->p + at + n, before - at - n);
    if (with.n > 0) {
        memcpy(b->p + at, with.p, with.n);
    }
    b->n = before - n + with.n;
    return true;
}

/* The caret at `at`, or behind the grapheme that `at` is inside of: a change may have joined its neighbours into one.
 */
static void put_caret(struct editor *e, size_t at) {
    struct str s = editor_text(e);
    e->all = false;
    e->caret = at == 0 || at == s.n ? at : text_next(s, text_prev(s, at));
}

static struct edit_step *new_step(struct editor *e, size_t at, int kind) {
    drop_steps(e, e->done);
    if (e->steps == e->cap) {
        size_t cap = e->cap ? e->cap * 2 : 16;
        struct edit_step *v = realloc(e->step, cap * sizeof *v);
        if (!v) {
            return NULL;
        }
        e->step = v;
        e->cap = cap;
    }
    e->step[e->steps] = (struct edit_step){.at = at, .kind = kind};
    e->done = e->steps + 1;
    return &e->step[e->steps++];
}

/* Whether the change goes on where the last step stopped. A space or a punctuation mark ends a step of typing. */
static struct edit_step *open_step(struct editor *e, size_t at, size_t n, struct str with, int kind) {
    struct edit_step *s = e->done > 0 && e->done == e->steps ? &e->step[e->done - 1] : NULL;
    if (!s || s->kind != kind) {
        return NULL;
    }
    if (kind == STEP_TYPE && n == 0 && at == s->at + s->inserted.n) {
        enum char_class last = class_at(e, text_prev(editor_text(e), at));
        return last <= CLASS_MARK && class_of(with, 0) != last ? NULL : s;
    }
    if (kind == STEP_BACKSPACE && at + n == s->at) {
        return s;
    }
    return kind == STEP_DELETE && at == s->at ? s : NULL;
}

static bool change(struct editor *e, size_t at, size_t n, struct str with, int kind) {
    struct edit_step *s = open_step(e, at, n, with, kind);
    if (!s) {
        s = new_step(e, at, kind);
    }
    e->failed = !s;
    if (!s) {
        return false;
    }
    struct str removed = str_sub(buf_str(&e->text), at, at + n);
    if (kind == STEP_BACKSPACE && s->removed.n > 0) {
        e->failed = !splice(&s->removed, 0, 0, removed);
        s->at = at;
    } else {
        buf_add(&s->removed, removed);
    }
    buf_add(&s->inserted, with);
    e->failed = e->failed || s->removed.failed || s->inserted.failed || !splice(&e->text, at, n, with);
    if (e->failed) { /* the step may hold a half of it, and the ones before it rest on it */
        drop_steps(e, 0);
        e->done = 0;
        return false;
    }
    put_caret(e, at + with.n);
    e->goal_column = -1;
    return true;
}

bool editor_undo(struct editor *e) {
    if (e->done == 0) {
        return false;
    }
    struct edit_step *s = &e->step[e->done - 1];
    if (!splice(&e->text, s->at, s->inserted.n, buf_str(&s->removed))) {
        return false;
    }
    e->done--;
    put_caret(e, s->at + s->removed.n);
    return true;
}

bool editor_redo(struct editor *e) {
    if (e->done == e->steps) {
        return false;
    }
    struct edit_step *s = &e->step[e->done];
    if (!splice(&e->text, s->at, s->removed.n, buf_str(&s->inserted))) {
        return false;
    }
    e->done++;
    put_caret(e, s->at + s->inserted.n);
    return true;
}

/* ---- typing ---- */

/* What may stand in a field: line breaks as the field takes them, no other control character. */
static void clean(const struct editor *e, struct str text, struct buf *out) {
    for (size_t i = 0; i < text.n;) {
        uint32_t cp;
        unsigned n = text_decode(text, i, &cp);
        bool cr = cp == '\r';
        if (cr || cp == '\n') {
            buf_char(out, e->lines ? '\n' : ' ');
            n = cr && i + 1 < text.n && text.p[i + 1] == '\n' ? 2 : 1;
        } else if (cp == '\t') {
            buf_char(out, ' ');
        } else if (!text_unsafe_char(cp) && !(n == 1 && cp == TEXT_REPLACEMENT)) {
            buf_add(out, str_sub(text, i, i + n));
        }
        i += n;
    }
}

/* Skips a terminal's control sequence in pasted text: what ESC starts is no text. */
static size_t skip_sequence(struct str s, size_t i) {
    if (i + 1 < s.n && strchr("]P_^X", s.p[i + 1])) { /* a string up to BEL or ESC \; one without an end is text */
        for (size_t end = i + 2; end < s.n && s.p[end] != '\n'; end++) {
            if (s.p[end] == '\a') {
                return end + 1;
            }
            if (s.p[end] == '\033') {
                return end + 1 < s.n && s.p[end + 1] == '\\' ? end + 2 : end;
            }
        }
        return i + 1;
    }
    if (i + 1 < s.n && s.p[i + 1] == '[') {
        i += 2;
        while (i < s.n && (unsigned char)s.p[i] >= 0x20 && (unsigned char)s.p[i] < 0x40) {
            i++;
        }
        return i < s.n && s.p[i] >= 0x40 && s.p[i] < 0x7F ? i + 1 : i;
    }
    return i + 1;
}

static void strip_sequences(struct str text, struct buf *out) {
    size_t from = 0;
    for (size_t i = 0; i < text.n;) {
        if (text.p[i] != '\033') {
            i++;
            continue;
        }
        buf_add(out, str_sub(text, from, i));
        from = i = skip_sequence(text, i);
    }
    buf_add(out, str_sub(text, from, text.n));
}

static void insert(struct editor *e, struct str text, int kind) {
    struct buf b = {0};
    clean(e, text, &b);
    if (b.n > 0) {
        change(e, e->all ? 0 : e->caret, e->all ? e->text.n : 0, buf_str(&b), kind);
    }
    buf_free(&b);
}

void editor_type(struct editor *e, struct str text) {
    insert(e, text, STEP_TYPE);
}

void editor_paste(struct editor *e, struct str text) {
    struct buf b = {0};
    strip_sequences(text, &b);
    insert(e, buf_str(&b), STEP_OTHER);
    buf_free(&b);
}

/* ---- moving ---- */

void editor_move(struct editor *e, size_t caret) {
    put_caret(e, caret < e->text.n ? caret : e->text.n);
}

static bool go(struct editor *e, size_t to) {
    bool moved = to != e->caret;
    bool selected = e->all;
    e->all = false;
    e->caret = to;
    e->goal_column = -1;
    return moved || selected;
}

bool editor_left(struct editor *e) {
    return go(e, e->all || e->caret == 0 ? e->caret : text_prev(editor_text(e), e->caret));
}

bool editor_right(struct editor *e) {
    return go(e, e->all || e->caret == e->text.n ? e->caret : text_next(editor_text(e), e->caret));
}

static size_t line_start(const struct editor *e) {
    size_t at = e->caret;
    while (at > 0 && e->text.p[at - 1] != '\n') {
        at--;
    }
    return at;
}

static size_t line_end(const struct editor *e) {
    size_t at = e->caret;
    while (at < e->text.n && e->text.p[at] != '\n') {
        at++;
    }
    return at;
}

bool editor_home(struct editor *e) {
    return go(e, line_start(e));
}

bool editor_end(struct editor *e) {
    return go(e, line_end(e));
}

static size_t word_start(const struct editor *e) {
    size_t at = e->caret;
    while (at > 0 && class_at(e, text_prev(editor_text(e), at)) == CLASS_SPACE) {
        at = text_prev(editor_text(e), at);
    }
    if (at == 0) {
        return 0;
    }
    enum char_class c = class_at(e, text_prev(editor_text(e), at));
    while (at > 0 && class_at(e, text_prev(editor_text(e), at)) == c) {
        at = text_prev(editor_text(e), at);
    }
    return at;
}

bool editor_word_left(struct editor *e) {
    return go(e, word_start(e));
}

bool editor_word_right(struct editor *e) {
    size_t at = e->caret;
    if (at < e->text.n) {
        enum char_class c = class_at(e, at);
        while (at < e->text.n && class_at(e, at) == c) {
            at = text_next(editor_text(e), at);
        }
        while (at < e->text.n && class_at(e, at) == CLASS_SPACE) {
            at = text_next(editor_text(e), at);
        }
    }
    return go(e, at);
}

/* ---- deleting ---- */

static bool delete_all(struct editor *e) {
    return change(e, 0, e->text.n, STR(""), STEP_OTHER);
}

bool editor_backspace(struct editor *e) {
    if (e->all) {
        return delete_all(e);
    }
    if (e->caret == 0) {
        return false;
    }
    size_t from = text_prev(editor_text(e), e->caret);
    return change(e, from, e->caret - from, STR(""), STEP_BACKSPACE);
}

bool editor_delete(struct editor *e) {
    if (e->all) {
        return delete_all(e);
    }
    if (e->caret == e->text.n) {
        return false;
    }
    return change(e, e->caret, text_next(editor_text(e), e->caret) - e->caret, STR(""), STEP_DELETE);
}

static bool kill_range(struct editor *e, size_t from, size_t to) {
    if (e->all) {
        from = 0;
        to = e->text.n;
    }
    if (from == to) {
        return false;
    }
    buf_clear(&e->killed);
    buf_add(&e->killed, str_sub(editor_text(e), from, to));
    return change(e, from, to - from, STR(""), STEP_OTHER);
}

bool editor_kill_end(struct editor *e) {
    size_t end = line_end(e);
    return kill_range(e, e->caret, end == e->caret && end < e->text.n ? end + 1 : end);
}

bool editor_kill_start(struct editor *e) {
    return kill_range(e, line_start(e), e->caret);
}

bool editor_kill_word(struct editor *e) {
    return kill_range(e, word_start(e), e->caret);
}

bool editor_yank(struct editor *e) {
    if (e->killed.n == 0) {
        return false;
    }
    insert(e, buf_str(&e->killed), STEP_OTHER);
    return true;
}

/* ---- all of it ---- */

bool editor_select_all(struct editor *e) {
    go(e, e->text.n);
    e->all = e->text.n > 0;
    return e->all;
}

bool editor_copy_all(struct editor *e) {
    if (e->text.n == 0) {
        return false;
    }
    buf_clear(&e->killed);
    buf_add(&e->killed, editor_text(e));
    return true;
}
