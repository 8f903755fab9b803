#include "page.h"

struct str page_dec(struct page *p, dec d) {
    char text[DEC_TEXT];
    return arena_copy(&p->arena, dec_text(d, 0, text));
}

struct str page_percent(struct page *p, dec percent) {
    return arena_join(&p->arena, page_dec(p, dec_round(percent, 2, DEC_HALF_UP)), STR("%"));
}

struct str page_count(struct page *p, size_t n) {
    struct buf b = {0};
    buf_number(&b, n);
    return buf_keep(&b, &p->arena);
}

struct str page_template(struct page *p, enum word id, const struct str *arg, size_t args) {
    struct buf b = {0};
    buf_template(&b, word(p->of.lang, id), arg, args);
    return buf_keep(&b, &p->arena);
}

void page_say(struct page *p, int indent, struct str text) {
    if (!table_text(&p->arena, text, indent, p->of.width, p->of.ambiguous, p->out)) {
        p->out->failed = true;
    }
}

void page_column(struct page *p, struct table *t, size_t column, enum word head, enum align align, int least) {
    t->column[column] = (struct table_column){page_word(p, head), align, least};
}

bool page_end(struct page *p) {
    p->out->failed = p->out->failed || p->arena.failed;
    arena_free(&p->arena);
    return !p->out->failed;
}
