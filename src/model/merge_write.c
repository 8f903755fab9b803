/* The text of a merge. */
#include <stdlib.h>

#include "ziping/merge.h"

/* ---- the changes of theirs ---- */

/* Whether every key that mine has in the section is taken out by theirs, and there is one. */
static bool empties(const struct merge *m, const struct ini_doc *mine, struct str section) {
    size_t keys = 0, removed = 0;

    for (size_t i = 1; i < mine->sections; i++) {
        const struct ini_section *s = &mine->section[i];
        for (size_t e = s->first; str_eq_nocase(s->name, section) && e < s->first + s->n; e++) {
            keys += !mine->entry[e].is_part;
        }
    }
    for (size_t i = 0; i < m->rows; i++) {
        const struct merge_row *row = &m->row[i];
        if (str_eq_nocase(row->section, section)) {
            if (row->theirs.p) { /* it has a key there, or gets one */
                return false;
            }
            removed += row->kind == MERGE_THEIRS && row->mine.p;
        }
    }
    return keys > 0 && removed >= keys;
}

/* False when memory is short. */
static bool put_changes(const struct merge *m, const struct ini_doc *mine, struct arena *a, struct buf *out) {
    struct ini_change *change = arena_array(a, struct ini_change, m->rows * 2 + 1);
    size_t n = 0;
    struct str emptied = {0};

    for (size_t i = 0; change && i < m->rows; i++) {
        const struct merge_row *row = &m->row[i];
        if (row->kind != MERGE_THEIRS) {
            continue;
        }
        change[n++] = (struct ini_change){.section = row->section,
                                          .key = row->key,
                                          .value = row->theirs,
                                          .remove = !row->theirs.p,
                                          .after = row->after};
        if (!row->theirs.p && !str_eq_nocase(row->section, emptied) && empties(m, mine, row->section)) {
            emptied = row->section;
            change[n++] = (struct ini_change){.section = row->section, .remove = true};
        }
    }
    if (change) {
        ini_rewrite(mine, change, n, out);
    }
    return change && !out->failed;
}

/* ---- the marks ---- */

/* A value as a comment: `; theirs = "…"`, over several lines where it is long. */
static void put_value(struct buf *out, const char *name, struct str value) {
    struct buf text = {0};

    if (!value.p) {
        buf_printf(out, "; (%s: -)\n", name);
        return;
    }
    ini_put(&text, str_of(name), value);
    for (struct str rest = buf_str(&text); rest.n > 0;) {
        size_t end = str_find(rest, STR("\n")) + 1;
        buf_text(out, "; ");
        buf_add(out, str_sub(rest, 0, end));
        rest = str_sub(rest, end, rest.n);
    }
    out->failed = out->failed || text.failed;
    buf_free(&text);
}

static void put_mark(struct buf *out, const struct merge_row *row) {
    buf_printf(out, MERGE_MARK " %.*s.%.*s\n", STR_ARG(row->section), STR_ARG(row->key));
    put_value(out, "base", row->base);
    put_value(out, "theirs", row->theirs);
}

struct mark {
    size_t at; /* in the text */
    const struct merge_row *row;
};

static int by_place(const void *x, const void *y) {
    const struct mark *a = x, *b = y;
    return a->at != b->at ? (a->at < b->at ? -1 : 1) : (a->row > b->row) - (a->row < b->row);
}

static size_t line_start(struct str text, size_t at) {
    while (at > 0 && text.p[at - 1] != '\n') {
        at--;
    }
    return at;
}

static void put_marks(const struct merge *m, struct arena *a, struct str text, struct buf *out) {
    struct mark *mark = arena_array(a, struct mark, m->conflicts + 1);
    struct ini_doc doc;
    size_t n = 0, from = 0;

    if (!mark || ini_scan(a, text, &doc) != INI_OK) {
        out->failed = true;
        return;
    }
    for (size_t i = 0; i < m->rows; i++) {
        const struct merge_row *row = &m->row[i];
        if (row->kind == MERGE_CONFLICT) {
            const struct ini_entry *e = row->mine.p ? ini_find(&doc, row->section, row->key) : NULL;
            mark[n++] = (struct mark){e ? line_start(text, e->key_at) : text.n, row};
        }
    }
    if (n > 1) {
        qsort(mark, n, sizeof *mark, by_place);
    }
    for (size_t i = 0; i < n; i++) {
        buf_add(out, str_sub(text, from, mark[i].at));
        if (out->n > 0 && out->p[out->n - 1] != '\n') {
            buf_char(out, '\n');
        }
        put_mark(out, mark[i].row);
        from = mark[i].at;
    }
    buf_add(out, str_sub(text, from, text.n));
}

void merge_text(const struct merge *m, const struct ini_doc *mine, struct buf *out) {
    struct arena a = {0};
    struct buf text = {0};

    if (put_changes(m, mine, &a, &text)) {
        put_marks(m, &a, buf_str(&text), out);
    } else {
        out->failed = true;
    }
    buf_free(&text);
    arena_free(&a);
}
