#include "baseline.h"

#include <stdlib.h>

#include "ziping/catalogue.h"
#include "ziping/text.h"

static int by_bytes(const void *a, const void *b) {
    const struct str *x = a, *y = b;
    int order = memcmp(x->p, y->p, x->n < y->n ? x->n : y->n);
    return order != 0 ? order : (x->n > y->n) - (x->n < y->n);
}

struct file_result baseline_read(struct baseline *b, const char *path) {
    struct str text;
    size_t cap = 0;
    *b = (struct baseline){0};
    struct file_result r = file_read(path, FILE_LIMIT * 4, &b->arena, &text);
    while (r.status == FILE_OK && text.n > 0) {
        size_t end = str_find(text, STR("\n"));
        struct str *v = arena_grow(&b->arena, b->line, b->n, &cap, sizeof *v);
        if (!v) {
            r.status = FILE_NO_MEMORY;
            break;
        }
        b->line = v;
        v[b->n++] = str_sub(text, 0, end);
        text = str_sub(text, end < text.n ? end + 1 : end, text.n);
    }
    if (b->n > 1) {
        qsort(b->line, b->n, sizeof *b->line, by_bytes);
    }
    return r;
}

/* Made harmless, so that a line stays a line whatever is in a name. */
static void put_visible(struct str s, struct buf *out) {
    struct arena a = {0};
    buf_add(out, text_visible(&a, s, TEXT_FOR_REPORT));
    out->failed |= a.failed;
    arena_free(&a);
}

void baseline_put(const struct diag *d, struct buf *out) {
    put_visible(d->file, out);
    buf_char(out, '\t');
    buf_text(out, catalogue((enum code)d->code)->code);
    buf_char(out, '\t');
    put_visible(d->path, out);
}

bool baseline_has(const struct baseline *b, const struct diag *d) {
    struct buf key = {0};
    baseline_put(d, &key);
    struct str s = buf_str(&key);
    bool found = b->n > 0 && bsearch(&s, b->line, b->n, sizeof *b->line, by_bytes);
    buf_free(&key);
    return found;
}

void baseline_free(struct baseline *b) {
    arena_free(&b->arena);
    *b = (struct baseline){0};
}
