#include "ziping/lines.h"

void lines_place(const struct lines *l, size_t at, int *line, int *column) {
    size_t shown = text_visible_at(l->text, at, TEXT_FOR_LINES);
    *line = wrap_line_at(&l->wrap, shown);
    *column = text_columns(str_sub(l->shown, l->wrap.line[*line].start, shown), l->ambiguous);
}

size_t lines_caret(const struct lines *l, int line, int column) {
    const struct wrap_line *w = &l->wrap.line[line];
    size_t shown = w->start + text_fit(str_sub(l->shown, w->start, w->end), column, l->ambiguous);
    /* The end of a wrapped line is the start of the next: stay on this one. */
    if (line + 1 < (int)l->wrap.n && shown == w->next && shown > w->start) {
        shown = text_prev(l->shown, shown);
    }
    size_t at = text_visible_from(l->text, shown, TEXT_FOR_LINES);
    if (at == 0 || at == l->text.n) {
        return at;
    }
    /* What is one grapheme may be shown as more than one: not into it, and rather before it than behind. */
    size_t before = text_prev(l->text, at), behind = text_next(l->text, before);
    bool earlier_line = text_visible_at(l->text, before, TEXT_FOR_LINES) < w->start;
    return behind == at || earlier_line ? behind : before;
}
