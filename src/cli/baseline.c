#include "baseline.h"

#include <stdlib.h>

#include "ziping/catalogue.h"

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

void baseline_put(const struct diag *d, struct buf *out) {
    buf_add(out, d->file);
    buf_char(out, '\t');
    buf_text(out, catalogue((enum code)d->code)->code);
    buf_char(out, '\t');
    buf_add(out, d->path);
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
