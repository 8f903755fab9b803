/* The text of one field while it is edited: UTF-8 bytes, a caret at a grapheme boundary, and undo in steps that a
   person would call one. Pure. */
#ifndef ZIPING_EDITOR_H
#define ZIPING_EDITOR_H

#include "ziping/buf.h"

/* One change: `removed` bytes at `at` gave way to `inserted`. Their texts are kept so that both ways can be gone. */
struct edit_step {
    size_t at;
    struct buf removed, inserted;
    int kind;
};

struct editor {
    struct buf text;
    size_t caret;    /* byte offset */
    int goal_column; /* where up and down want to stay, or -1 */
    bool lines;      /* line breaks are allowed */
    bool all;        /* the whole text is selected: what is typed or deleted next takes its place */
    struct edit_step *step;
    size_t steps, done, cap; /* steps[0 … done) are in effect, the rest can be redone */
    struct buf killed;       /* what was last cut, for yanking */
    bool failed;             /* memory was short: the last change was not made */
};

/* Starts anew with a text, the caret behind it. What was cut stays. */
void editor_begin(struct editor *e, struct str text, bool lines);
void editor_free(struct editor *e);

static inline struct str editor_text(const struct editor *e) {
    return buf_str(&e->text);
}

/* Inserts what was typed. Control characters are left out; a line break becomes a space where none are allowed. */
void editor_type(struct editor *e, struct str text);
/* The same for a paste: one step of undo whatever its length; CR and CR LF are line breaks. */
void editor_paste(struct editor *e, struct str text);

/* Each returns false when there was nothing to do. A move only takes a selection back where there is one; what deletes
   or cuts then deletes or cuts all. */
bool editor_left(struct editor *e);
bool editor_right(struct editor *e);
bool editor_home(struct editor *e); /* of the paragraph */
bool editor_end(struct editor *e);
bool editor_word_left(struct editor *e);
bool editor_word_right(struct editor *e);
bool editor_backspace(struct editor *e);
bool editor_delete(struct editor *e);
bool editor_kill_end(struct editor *e);   /* to the end of the paragraph */
bool editor_kill_start(struct editor *e); /* to its start */
bool editor_kill_word(struct editor *e);  /* the word before the caret */
bool editor_yank(struct editor *e);
bool editor_select_all(struct editor *e); /* the caret goes behind the text */
bool editor_copy_all(struct editor *e);   /* for yanking */
bool editor_undo(struct editor *e);
bool editor_redo(struct editor *e);
void editor_move(struct editor *e, size_t caret);

#endif
