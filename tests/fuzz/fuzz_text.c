/* Any bytes through the readers of text: what they promise must hold for all of them. The first byte picks the width
   of a line and of ambiguous characters. */
#include <stdint.h>
#include <stdlib.h>

#include "ziping/arena.h"
#include "ziping/dec.h"
#include "ziping/text.h"
#include "ziping/wrap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* assert() may be compiled away. */
static void hold(bool true_here) {
    if (!true_here) {
        abort();
    }
}

static void numbers(struct str s) {
    char text[DEC_TEXT];
    dec d = 0;
    dec again = 0;

    hold(dec_places(s) >= 0);
    if (dec_parse(s, &d) != DEC_OK) {
        return;
    }
    hold(d > -(DEC_MAX + DEC_ONE) && d < DEC_MAX + DEC_ONE);
    for (int min = 0; min <= DEC_PLACES; min++) {
        hold(dec_parse(dec_text(d, min, text), &again) == DEC_OK && again == d);
        hold(dec_places(str_of(text)) >= min);
    }
}

/* What is shown is valid and holds nothing unsafe, and showing it again changes nothing. */
static void shown(struct arena *a, struct str s, enum text_show how) {
    struct str visible = text_visible(a, s, how);
    uint32_t cp;

    hold(text_check(visible) == visible.n);
    for (size_t at = 0; at < visible.n; at += text_decode(visible, at, &cp)) {
        text_decode(visible, at, &cp);
        hold(!text_unsafe_char(cp));
    }
    hold(text_visible(a, visible, how).p == visible.p);
}

static void graphemes(struct str s, enum text_ambiguous ambiguous) {
    int columns = 0;
    size_t n = 0;

    for (size_t at = 0; at < s.n; n++) {
        size_t next = text_next(s, at);
        int own = text_columns(str_sub(s, at, next), ambiguous);

        hold(next > at && next <= s.n && own >= 0 && own <= 2);
        hold(n > 64 || text_prev(s, next) == at);
        columns += own;
        at = next;
    }
    hold(columns == text_columns(s, ambiguous));
    hold(n <= text_count(s));
    hold(text_fit(s, columns, ambiguous) == s.n);
    for (int room = 0; room < columns && room < 8; room++) {
        size_t n_fit = text_fit(s, room, ambiguous);

        hold(n_fit < s.n && text_columns(str_sub(s, 0, n_fit), ambiguous) <= room);
    }
}

/* The lines, with what stands between them, are the text. */
static void lines(struct arena *a, struct str s, int columns, enum text_ambiguous ambiguous) {
    struct wrap w = wrap_text(a, s, columns, ambiguous);
    size_t at = 0;

    hold(w.n > 0);
    for (size_t i = 0; i < w.n; i++) {
        struct wrap_line line = w.line[i];
        struct str text;

        hold(line.start == at && line.end >= line.start && line.next >= line.end && line.next <= s.n);
        hold(i + 1 == w.n || line.next > line.start);
        text = str_sub(s, line.start, line.end);
        hold(line.columns == text_columns(text, ambiguous));
        hold(line.columns <= columns || text_next(text, 0) == text.n);
        hold(str_find(text, STR("\n")) == text.n);
        at = line.next;
    }
    hold(at == s.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum text_ambiguous ambiguous = size > 0 && data[0] & 0x80 ? TEXT_WIDE : TEXT_NARROW;
    int columns = size > 0 ? (data[0] & 0x7F) + 1 : 1;
    struct str s = {size > 0 ? (const char *)data + 1 : NULL, size > 0 ? size - 1 : 0};
    struct arena a = {0};
    struct str folded;

    numbers(s);
    shown(&a, s, TEXT_FOR_SCREEN);
    shown(&a, s, TEXT_FOR_REPORT);
    s.n = text_check(s); /* the rest is for valid text */
    graphemes(s, ambiguous);
    lines(&a, s, columns, ambiguous);
    folded = text_fold_name(&a, s);
    hold(text_check(folded) == folded.n);
    hold(!a.failed);
    arena_free(&a);
    return 0;
}
