/* A text on the screen, in lines: where a caret in it stands, and which caret stands at a place. A caret is a byte
   offset in the text itself, while the lines are those of what is shown, where an unsafe character is something else
   (text_visible). Each answer takes one pass over the text. Pure. */
#ifndef ZIPING_LINES_H
#define ZIPING_LINES_H

#include "ziping/wrap.h"

struct lines {
    struct str text;  /* valid UTF-8 */
    struct str shown; /* text_visible of it, TEXT_FOR_LINES */
    struct wrap wrap; /* of `shown`; n is at least 1 */
    enum text_ambiguous ambiguous;
};

/* The line (from 0) and column of the caret at `at`, a grapheme boundary. */
void lines_place(const struct lines *l, size_t at, int *line, int *column);

/* The caret in that line (0 ≤ line < wrap.n) whose column is nearest at or below `column`. */
size_t lines_caret(const struct lines *l, int line, int column);

#endif
