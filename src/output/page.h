/* A text of tables and sentences while it is written. */
#ifndef ZIPING_OUTPUT_PAGE_H
#define ZIPING_OUTPUT_PAGE_H

#include "table.h"
#include "ziping/output.h"

struct page {
    struct arena arena;
    struct output_page of;
    struct buf *out;
};

/* Texts in the page's arena. A failure is remembered there. */
struct str page_dec(struct page *p, dec d);
struct str page_percent(struct page *p, dec percent); /* with at most two decimals: `89.95%` */
struct str page_count(struct page *p, size_t n);
struct str page_template(struct page *p, enum word id, const struct str *arg, size_t args);

static inline struct str page_word(const struct page *p, enum word id) {
    return str_of(word(p->of.lang, id));
}

/* A sentence on lines of its own, `indent` columns from the left. */
void page_say(struct page *p, int indent, struct str text);
#define page_sentence(p, indent, id, ...)                                                                              \
    page_say((p), (indent),                                                                                            \
             page_template((p), (id), (const struct str[]){__VA_ARGS__},                                               \
                           sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str)))

/* Sets a column of a table. */
void page_column(struct page *p, struct table *t, size_t column, enum word head, enum align align, int least);

/* Frees the arena. False when memory was short at any time. */
bool page_end(struct page *p);

#endif
