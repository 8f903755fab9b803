#include "expect.h"

#include "ziping/text.h"

struct counts {
    size_t wanted[CHECKS], found[CHECKS];
    bool named[CHECKS], grave[CHECKS]; /* told of in a comment; found with severity warning or error */
};

/* A file and the one check that is of the whole batch. */
struct expect_batch {
    struct str path;
    size_t wanted, found;
};

static void put_line(struct expect *e, struct str path, struct str check, enum word what, size_t wanted, size_t found) {
    struct arena a = {0};
    buf_add(e->out, text_visible(&a, path, TEXT_FOR_REPORT));
    buf_text(e->out, ": ");
    buf_add(e->out, text_visible(&a, check, TEXT_FOR_REPORT));
    word_numbers(e->out, e->lang, what, (size_t[]){wanted, found}, 2);
    buf_char(e->out, '\n');
    arena_free(&a);
    e->wrong++;
}

/* `F301 x11 F407 reason-missing x2`: a check, then how often; once where that isn't said. */
static void read_expectation(struct expect *e, const struct document *d, struct str text, struct counts *c) {
    int code = -1;
    for (struct str w; (w = str_word(&text)).n > 0;) {
        dec n;
        bool times = w.n > 1 && w.p[0] == 'x' && dec_parse(str_sub(w, 1, w.n), &n) == DEC_OK && n >= 0;
        if (times && code >= 0) {
            c->wanted[code] += (size_t)(n / DEC_ONE) - 1;
            continue;
        }
        code = catalogue_find(w);
        if (code < 0) {
            put_line(e, d->path, w, W_EXPECT_UNKNOWN, 0, 0);
        } else {
            c->wanted[code]++;
            c->named[code] = true;
        }
    }
}

static void read_comments(struct expect *e, const struct document *d, struct counts *c) {
    struct str text = d->doc.text;
    while (text.n > 0) {
        size_t end = str_find(text, STR("\n"));
        struct str line = str_trim(str_sub(text, 0, end));
        if (line.n > 0 && (line.p[0] == ';' || line.p[0] == '#')) {
            line = str_trim(str_sub(line, 1, line.n));
            if (str_starts(line, STR("expect:"))) {
                read_expectation(e, d, str_sub(line, 7, line.n), c);
            }
        }
        text = str_sub(text, end < text.n ? end + 1 : end, text.n);
    }
}

static void put_difference(struct expect *e, struct str path, enum code code, size_t wanted, size_t found) {
    struct buf name = {0};
    buf_printf(&name, "%s %s", catalogue(code)->code, catalogue(code)->name);
    put_line(e, path, buf_str(&name), W_EXPECT_DIFFERS, wanted, found);
    buf_free(&name);
}

/* Whether the check looks at all files together, and so gives its finding behind the last of them. */
static bool is_of_batch(int code) {
    return code == CHECK_BATCH_ALL_FULL;
}

/* The entry of a file, added where there is none; NULL when memory is short. */
static struct expect_batch *batch_entry(struct expect *e, struct str path) {
    for (size_t i = 0; i < e->batches; i++) {
        if (str_eq(e->batch[i].path, path)) {
            return &e->batch[i];
        }
    }
    struct expect_batch *v = arena_grow(&e->arena, e->batch, e->batches, &e->batch_cap, sizeof *v);
    struct str copy = arena_copy(&e->arena, path);
    if (!v || !copy.p) {
        return NULL;
    }
    e->batch = v;
    v[e->batches] = (struct expect_batch){.path = copy};
    return &v[e->batches++];
}

bool expect_of_batch(struct expect *e, const struct diag *d) {
    struct expect_batch *b = batch_entry(e, d->file);
    if (b) {
        b->found += d->severity >= SEV_WARNING || b->wanted > 0;
        e->seen[d->code] = true;
    }
    return b != NULL;
}

bool expect_file(struct expect *e, const struct document *d, const struct diags *found) {
    struct counts c = {0};
    e->files++;
    read_comments(e, d, &c);
    for (size_t i = 0; i < found->n; i++) {
        int code = found->v[i].code;
        c.found[code]++;
        c.grave[code] = c.grave[code] || found->v[i].severity >= SEV_WARNING;
        e->seen[code] = true;
    }
    for (int i = 0; i < CHECKS; i++) {
        if (is_of_batch(i) && c.wanted[i] > 0) {
            struct expect_batch *b = batch_entry(e, d->path);
            if (!b) {
                return false;
            }
            b->wanted = c.wanted[i];
        } else if (!is_of_batch(i) && c.wanted[i] != c.found[i] && (c.named[i] || c.grave[i])) {
            put_difference(e, d->path, (enum code)i, c.wanted[i], c.found[i]);
        }
    }
    return !e->out->failed;
}

bool expect_end(struct expect *e) {
    for (size_t i = 0; i < e->batches; i++) {
        if (e->batch[i].wanted != e->batch[i].found) {
            put_difference(e, e->batch[i].path, CHECK_BATCH_ALL_FULL, e->batch[i].wanted, e->batch[i].found);
        }
    }
    word_numbers(e->out, e->lang, W_EXPECT_SUMMARY, (size_t[]){e->files, e->wrong}, 2);
    buf_char(e->out, '\n');
    for (int i = 0; i < CHECKS; i++) {
        if (!e->seen[i]) {
            buf_printf(e->out, "%s %s %s\n", word(e->lang, W_NOT_EXERCISED), catalogue((enum code)i)->code,
                       catalogue((enum code)i)->name);
        }
    }
    return !e->out->failed;
}
