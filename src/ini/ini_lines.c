/* Lines as iniparser puts them together. */
#include "ini_parts.h"

/* Adds the rest of a logical line, whose text so far is in `joined`, line by line. */
static bool join_lines(struct arena *a, struct str text, struct buf *joined, struct ini_logical *out) {
    size_t cap = 0;
    bool more = true;

    out->piece = arena_grow(a, NULL, 0, &cap, sizeof *out->piece);
    if (!out->piece) {
        return false;
    }
    out->piece[out->pieces++] = (struct ini_piece){0, out->at, out->line};
    while (more && out->next < text.n) {
        const char *from = text.p + out->next;
        const char *end = memchr(from, '\n', text.n - out->next);
        struct ini_piece *piece = arena_grow(a, out->piece, out->pieces, &cap, sizeof *piece);
        if (!piece) {
            return false;
        }
        out->piece = piece;
        piece[out->pieces++] = (struct ini_piece){joined->n, out->next, out->line + out->lines++};
        end = end ? end : text.p + text.n;
        buf_add(joined, ini_slice(from, end));
        if (joined->failed) {
            return false;
        }
        out->bytes = joined->n > out->bytes ? joined->n : out->bytes;
        out->next = (uint32_t)(end - text.p) + (end < text.p + text.n);
        out->stop = (uint32_t)(end - text.p);
        while (joined->n > 0 && ini_space(joined->p[joined->n - 1])) {
            joined->n--;
        }
        /* What is looked at is the joined text: behind `\\`, even a blank line asks for one more. */
        more = joined->n > 0 && joined->p[joined->n - 1] == '\\';
        joined->n -= more;
    }
    out->pending = more;
    return true;
}

bool ini_logical_join(struct arena *a, struct str text, struct ini_logical *out) {
    struct buf joined = {0};
    struct str copy;

    buf_add(&joined, ini_slice(out->p, out->end - 1));
    if (!join_lines(a, text, &joined, out)) {
        buf_free(&joined);
        return false;
    }
    copy = arena_copy(a, buf_str(&joined));
    buf_free(&joined);
    out->p = copy.p;
    out->end = copy.p ? copy.p + copy.n : NULL;
    return copy.p != NULL;
}

uint32_t ini_part_number(struct str key, size_t *base) {
    size_t digits = 0;
    uint32_t number = 0;

    while (digits < key.n && key.p[key.n - 1 - digits] >= '0' && key.p[key.n - 1 - digits] <= '9') {
        digits++;
    }
    if (digits == 0 || digits > 9 || key.n < digits + 2 || key.p[key.n - digits - 1] != '.' ||
        key.p[key.n - digits] == '0') {
        return 0;
    }
    for (size_t i = key.n - digits; i < key.n; i++) {
        number = number * 10 + (uint32_t)(key.p[i] - '0');
    }
    *base = key.n - digits - 1;
    return number >= 2 ? number : 0;
}
