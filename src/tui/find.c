#include "ziping/find.h"

#include <stdlib.h>

#include <unicase.h>

#include "ziping/text.h"

/* ---- comparing ---- */

#define FOLDED_MAX 64 /* bytes of one grapheme; what is beyond is left out of the comparison */

static size_t without_blanks(char *p, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] != ' ' && (p[i] < '\t' || p[i] > '\r')) {
            p[kept++] = p[i];
        }
    }
    return kept;
}

/* One grapheme as it is compared; 0 bytes for white space. */
static size_t fold(struct str g, char out[FOLDED_MAX]) {
    uint32_t cp;
    size_t n = FOLDED_MAX;
    if (text_decode(g, 0, &cp) == g.n && (cp < 0x80 || (cp >= 0x4E00 && cp <= 0x9FFF))) {
        memcpy(out, g.p, g.n);
        out[0] = out[0] >= 'A' && out[0] <= 'Z' ? (char)(out[0] + 32) : out[0];
        return without_blanks(out, g.n);
    }
    uint8_t *p = u8_casefold((const uint8_t *)g.p, g.n, NULL, UNINORM_NFKC, (uint8_t *)out, &n);
    if (!p) { /* memory is short, or no UTF-8: as it stands */
        n = g.n < FOLDED_MAX ? g.n : FOLDED_MAX;
        memcpy(out, g.p, n);
    } else if ((char *)p != out) {
        n = n < FOLDED_MAX ? n : FOLDED_MAX;
        memcpy(out, p, n);
        free(p);
    }
    return without_blanks(out, n);
}

struct str find_fold(struct arena *a, struct str query) {
    struct buf b = {0};
    for (size_t at = 0, next; at < query.n; at = next) {
        char folded[FOLDED_MAX];
        next = text_next(query, at);
        buf_add(&b, (struct str){folded, fold(str_sub(query, at, next), folded)});
    }
    return buf_keep(&b, a);
}

/* Whether the text at `at` begins with the query; *end is behind the last grapheme that it takes. */
static bool begins(struct str text, size_t at, struct str folded, size_t *end) {
    size_t matched = 0;
    while (matched < folded.n && at < text.n) {
        char g[FOLDED_MAX];
        size_t next = text_next(text, at), n = fold(str_sub(text, at, next), g);
        if (n == 0 && matched == 0) {
            return false; /* a place doesn't begin with a blank */
        }
        n = n < folded.n - matched ? n : folded.n - matched;
        if (memcmp(g, folded.p + matched, n) != 0) {
            return false;
        }
        matched += n;
        at = next;
    }
    *end = at;
    return matched == folded.n;
}

bool find_in(struct str text, struct str folded, size_t from, size_t *at, size_t *end) {
    for (*at = from; folded.n > 0 && *at < text.n; *at = text_next(text, *at)) {
        if (begins(text, *at, folded, end)) {
            return true;
        }
    }
    return false;
}

/* ---- a whole form ---- */

struct finder {
    struct arena *arena;
    const struct form *form;
    struct str folded;
    struct find_hits *hits;
    bool ok;
};

static void add(struct finder *f, struct find_hit hit) {
    struct find_hits *h = f->hits;
    for (size_t i = 0; hit.printed && i < h->n; i++) {
        if (h->v[i].printed && h->v[i].field == hit.field) {
            return; /* the field is led to already */
        }
    }
    struct find_hit *v = arena_grow(f->arena, h->v, h->n, &h->cap, sizeof *v);
    if (!v) {
        f->ok = false;
        return;
    }
    h->v = v;
    h->v[h->n++] = hit;
}

static void find_printed(struct finder *f, struct str words, int field) {
    size_t at, end;
    if (find_in(words, f->folded, 0, &at, &end)) {
        add(f, (struct find_hit){.field = field, .printed = true});
    }
}

static void find_value(struct finder *f, int field) {
    struct str value = f->form->value[field];
    for (size_t from = 0, at, end; find_in(value, f->folded, from, &at, &end); from = end) {
        add(f, (struct find_hit){.field = field, .at = at, .end = end});
    }
}

/* Where a person gets from something printed beside field `i`: there, or to the next field that is filled in. */
static int stop_from(const struct schema *s, size_t i) {
    for (size_t k = i; k < s->fields; k++) {
        if (!s->field[k].printed) {
            return (int)k;
        }
    }
    return (int)i;
}

/* The first field of the part with this key: its label is the head of a column. */
static bool heads_column(const struct schema *s, size_t i) {
    const struct field *fd = &s->field[i];
    if (fd->part != PART_FUNDS && fd->part != PART_GOALS && fd->part != PART_INDICATORS) {
        return true;
    }
    for (size_t k = i; k-- > 0 && s->field[k].part == fd->part;) {
        if (str_eq(s->field[k].key, fd->key)) {
            return false;
        }
    }
    return true;
}

static struct str row_name(const struct form *f, const struct field *fd) {
    switch (fd->part) {
    case PART_FUNDS:
        return f->schema->rules->fund_rows.v[fd->row].label;
    case PART_INDICATORS:
        return form_node_name(f, (size_t)fd->row);
    default:
        return STR("");
    }
}

static int by_place(const void *x, const void *y) {
    const struct find_hit *a = x, *b = y;
    if (a->field != b->field) {
        return a->field < b->field ? -1 : 1;
    }
    if (a->printed != b->printed) {
        return a->printed ? -1 : 1;
    }
    return a->at < b->at ? -1 : a->at > b->at;
}

bool find_all(struct arena *a, const struct form *form, struct str query, struct find_hits *out) {
    const struct schema *s = form->schema;
    struct finder f = {.arena = a, .form = form, .folded = find_fold(a, query), .hits = out, .ok = true};
    *out = (struct find_hits){0};
    for (size_t i = 0; f.folded.n > 0 && i < s->fields; i++) {
        const struct field *fd = &s->field[i];
        bool name = fd->part == PART_INDICATORS && fd->id == KEY_NAME;
        if (i == 0 || s->field[i - 1].part != fd->part) {
            find_printed(&f, str_of(part_title(fd->part)), stop_from(s, i));
        }
        if (i == s->section[fd->in].first) {
            find_printed(&f, row_name(form, fd), stop_from(s, i));
        }
        if (!name && heads_column(s, i)) {
            find_printed(&f, fd->label, (int)i);
        }
        if (!name) {
            find_value(&f, (int)i);
        }
    }
    if (out->n > 1) {
        qsort(out->v, out->n, sizeof *out->v, by_place);
    }
    return f.ok && !a->failed;
}

size_t find_from(const struct find_hits *hits, int field, size_t caret, bool forward) {
    struct find_hit here = {.field = field, .at = caret};
    size_t i = 0;
    while (i < hits->n && by_place(&hits->v[i], &here) < 0) {
        i++;
    }
    if (forward) {
        return i < hits->n ? i : 0;
    }
    return i > 0 ? i - 1 : hits->n - 1;
}
