#include "ziping/diag.h"

#include <stdlib.h>

/* Where a diagnostic stands in the order; `at` is its index before sorting and keeps equal ones apart. */
struct key {
    unsigned line, column;
    int code;
    size_t at;
};

bool diags_add(struct diags *list, const struct diag *d) {
    struct diag *v = arena_grow(list->arena, list->v, list->n, &list->cap, sizeof *v);

    if (!v) {
        return false;
    }
    list->v = v;
    v[list->n++] = *d;
    list->count[d->severity]++;
    return true;
}

static int compare(const void *a, const void *b) {
    const struct key *x = a;
    const struct key *y = b;

    if (x->line != y->line) {
        return x->line < y->line ? -1 : 1;
    }
    if (x->column != y->column) {
        return x->column < y->column ? -1 : 1;
    }
    if (x->code != y->code) {
        return x->code < y->code ? -1 : 1;
    }
    return x->at < y->at ? -1 : x->at > y->at;
}

/* Moves each element to its place: v[i] becomes what was v[key[i].at]. Uses up the keys. */
static void arrange(struct diag *v, struct key *key, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct diag first = v[i];
        size_t to = i;

        while (key[to].at != i) {
            size_t from = key[to].at;

            v[to] = v[from];
            key[to].at = to;
            to = from;
        }
        v[to] = first;
        key[to].at = to;
    }
}

void diags_sort(struct diags *list) {
    struct key *key;
    bool sorted = true;

    if (list->n < 2) {
        return;
    }
    /* Out of order they are still all there, which is better than none where memory is short. */
    key = malloc(list->n * sizeof *key);
    if (!key) {
        return;
    }
    for (size_t i = 0; i < list->n; i++) {
        key[i] = (struct key){list->v[i].line, list->v[i].column, list->v[i].code, i};
        sorted = sorted && (i == 0 || compare(&key[i - 1], &key[i]) < 0);
    }
    if (!sorted) {
        qsort(key, list->n, sizeof *key, compare);
        arrange(list->v, key, list->n);
    }
    free(key);
}
