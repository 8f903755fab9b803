#include "ziping/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Room for `more` bytes behind the text. Once memory was short nothing is added, so what is there is a whole prefix. */
static bool reserve(struct buf *b, size_t more) {
    size_t cap = b->cap < 128 ? 256 : b->cap;
    char *p;

    if (b->failed || more <= b->cap - b->n) {
        return !b->failed;
    }
    while (cap - b->n < more && cap <= SIZE_MAX / 2) {
        cap *= 2;
    }
    p = cap - b->n < more ? NULL : realloc(b->p, cap);
    if (!p) {
        b->failed = true;
        return false;
    }
    b->p = p;
    b->cap = cap;
    return true;
}

void buf_add(struct buf *b, struct str s) {
    if (s.n > 0 && reserve(b, s.n)) {
        memcpy(b->p + b->n, s.p, s.n);
        b->n += s.n;
    }
}

void buf_text(struct buf *b, const char *text) {
    buf_add(b, str_of(text));
}

void buf_char(struct buf *b, char c) {
    if (reserve(b, 1)) {
        b->p[b->n++] = c;
    }
}

void buf_fill(struct buf *b, char c, size_t times) {
    if (times > 0 && reserve(b, times)) {
        memset(b->p + b->n, c, times);
        b->n += times;
    }
}

void buf_number(struct buf *b, size_t number) {
    char digits[24];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    buf_add(b, (struct str){digits + at, sizeof digits - at});
}

void buf_template(struct buf *b, const char *text, const struct str *arg, size_t args) {
    for (; *text; text++) {
        if (text[0] == '{' && text[1] >= '0' && (size_t)(text[1] - '0') < args && text[2] == '}') {
            buf_add(b, arg[text[1] - '0']);
            text += 2;
        } else {
            buf_char(b, *text);
        }
    }
}

void buf_printf(struct buf *b, const char *format, ...) {
    va_list args;
    int needed;

    if (!reserve(b, 1)) {
        return;
    }
    va_start(args, format);
    needed = vsnprintf(b->p + b->n, b->cap - b->n, format, args);
    va_end(args);
    if (needed < 0) {
        b->failed = true;
        return;
    }
    /* vsnprintf wants a byte for its NUL, which is not counted here. */
    if ((size_t)needed >= b->cap - b->n) {
        if (!reserve(b, (size_t)needed + 1)) {
            return;
        }
        va_start(args, format);
        needed = vsnprintf(b->p + b->n, b->cap - b->n, format, args);
        va_end(args);
    }
    b->n += (size_t)needed;
}

struct str buf_keep(struct buf *b, struct arena *a) {
    struct str text = {NULL, 0};

    if (b->failed) {
        a->failed = true;
    } else {
        text = arena_copy(a, buf_str(b));
    }
    buf_free(b);
    return text;
}

void buf_clear(struct buf *b) {
    b->n = 0;
    b->failed = false;
}

void buf_free(struct buf *b) {
    free(b->p);
    *b = (struct buf){0};
}
