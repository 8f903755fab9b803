#include "values.h"

void values_put_visible(struct buf *out, struct str text) {
    struct arena a = {0};
    struct str visible = text_visible(&a, text, TEXT_FOR_REPORT);
    out->failed = out->failed || a.failed;
    buf_add(out, visible);
    arena_free(&a);
}

void values_put(const struct cli *c, struct buf *out, const char *head, struct str value) {
    if (value.n == 0) {
        value = str_of(word(c->lang, W_EMPTY_VALUE));
    }
    while (value.n > 0) {
        size_t end = str_find(value, STR("\n"));
        buf_text(out, head);
        buf_char(out, ' ');
        values_put_visible(out, str_sub(value, 0, end));
        buf_char(out, '\n');
        value = str_sub(value, end < value.n ? end + 1 : end, value.n);
    }
}
