#include "ziping/standin.h"

static bool in_range(uint32_t cp) {
    return cp >= STAND_IN_FIRST && cp < STAND_IN_FIRST + STAND_INS;
}

bool stand_in_needed(uint32_t cp) {
    return in_range(cp) || (text_char_columns(cp, TEXT_NARROW) == 1 && text_char_columns(cp, TEXT_WIDE) == 2);
}

uint32_t stand_in(struct stand_ins *s, uint32_t cp) {
    uint32_t i = 0;
    while (i < s->n && s->meant[i] != cp) {
        i++;
    }
    if (i == STAND_INS) {
        return 0;
    }
    if (i == s->n) {
        s->meant[s->n++] = cp;
    }
    return STAND_IN_FIRST + i;
}

void stand_in_undo(const struct stand_ins *s, struct str sent, struct buf *out) {
    size_t from = 0;
    for (size_t at = 0; at < sent.n;) {
        uint32_t cp = 0;
        unsigned n = (unsigned char)sent.p[at] == 0xF0 ? text_decode(sent, at, &cp) : 1;
        if (in_range(cp) && cp < STAND_IN_FIRST + s->n) {
            char meant[4];
            buf_add(out, str_sub(sent, from, at));
            buf_add(out, (struct str){meant, text_encode(s->meant[cp - STAND_IN_FIRST], meant)});
            from = at + n;
        }
        at += n;
    }
    buf_add(out, str_sub(sent, from, sent.n));
}
