#include "ziping/merge.h"

#include <stdlib.h>

enum side { BASE, MINE, THEIRS, SIDES };

/* A key of one of the documents. */
struct ref {
    struct str section, key;
    enum side side;
    size_t order; /* in its document */
    const struct ini_entry *entry;
    struct str after;
};

/* ---- collecting ---- */

static int compare_names(struct str a, struct str b) {
    for (size_t i = 0; i < a.n && i < b.n; i++) {
        unsigned char x = (unsigned char)a.p[i], y = (unsigned char)b.p[i];
        x = x >= 'A' && x <= 'Z' ? x + 32u : x;
        y = y >= 'A' && y <= 'Z' ? y + 32u : y;
        if (x != y) {
            return x < y ? -1 : 1;
        }
    }
    return (a.n > b.n) - (a.n < b.n);
}

static int compare_paths(const struct ref *a, const struct ref *b) {
    int c = compare_names(a->section, b->section);
    return c != 0 ? c : compare_names(a->key, b->key);
}

static int by_path(const void *x, const void *y) {
    const struct ref *a = x, *b = y;
    int c = compare_paths(a, b);

    if (c == 0 && a->side != b->side) {
        c = a->side < b->side ? -1 : 1;
    }
    return c != 0 ? c : (a->order > b->order) - (a->order < b->order);
}

static size_t collect(const struct ini_doc *doc, enum side side, struct ref *out) {
    size_t n = 0;

    for (size_t i = 0; i < doc->entries; i++) {
        const struct ini_entry *e = &doc->entry[i];
        if (!e->is_part) {
            out[n++] = (struct ref){.section = doc->section[e->section].name,
                                    .key = e->key,
                                    .side = side,
                                    .order = i,
                                    .entry = e,
                                    .after = e->section > 0 ? doc->section[e->section - 1].name : STR("")};
        }
    }
    return n;
}

/* ---- comparing ---- */

static bool same(struct str a, struct str b) {
    return !a.p == !b.p && str_eq(a, b);
}

static enum merge_kind judge(struct str base, struct str mine, struct str theirs) {
    if (same(mine, theirs)) {
        return MERGE_BOTH;
    }
    if (same(base, mine)) {
        return MERGE_THEIRS;
    }
    if (same(base, theirs) || str_eq(mine, theirs) || str_eq(base, theirs)) {
        return MERGE_MINE;
    }
    return str_eq(base, mine) ? MERGE_THEIRS : MERGE_CONFLICT;
}

struct placed {
    struct merge_row row;
    enum side side; /* by which it is placed, and where there */
    size_t order;
};

static int by_place(const void *x, const void *y) {
    const struct placed *a = x, *b = y;
    bool a_mine = a->side == MINE, b_mine = b->side == MINE;

    if (a_mine != b_mine) {
        return a_mine ? -1 : 1;
    }
    if (a->side != b->side) {
        return a->side > b->side ? -1 : 1;
    }
    return (a->order > b->order) - (a->order < b->order);
}

/* The row of the refs [0 … n) of one path; of several of one side the last one counts. */
static struct placed place_row(const struct ref *ref, size_t n) {
    const struct ref *side[SIDES] = {NULL};
    struct str value[SIDES] = {{0}};

    for (size_t i = 0; i < n; i++) {
        side[ref[i].side] = &ref[i];
    }
    for (int i = 0; i < SIDES; i++) {
        if (side[i]) {
            value[i] = side[i]->entry->value.p ? side[i]->entry->value : STR("");
        }
    }
    const struct ref *named = side[MINE] ? side[MINE] : side[THEIRS] ? side[THEIRS] : side[BASE];
    return (struct placed){.row = {.section = named->section,
                                   .key = named->key,
                                   .base = value[BASE],
                                   .mine = value[MINE],
                                   .theirs = value[THEIRS],
                                   .kind = judge(value[BASE], value[MINE], value[THEIRS]),
                                   .after = side[THEIRS] ? side[THEIRS]->after : STR("")},
                           .side = named->side,
                           .order = named->order};
}

bool merge_compare(struct arena *a, const struct ini_doc *base, const struct ini_doc *mine,
                   const struct ini_doc *theirs, struct merge *out) {
    const struct ini_doc *doc[SIDES] = {[BASE] = base, [MINE] = mine, [THEIRS] = theirs};
    size_t most = base->entries + mine->entries + theirs->entries, refs = 0, rows = 0;
    struct ref *ref = arena_array(a, struct ref, most + 1);
    struct placed *placed = arena_array(a, struct placed, most + 1);

    *out = (struct merge){.row = arena_array(a, struct merge_row, most + 1)};
    if (!ref || !placed || !out->row) {
        return false;
    }
    for (int side = 0; side < SIDES; side++) {
        refs += collect(doc[side], (enum side)side, ref + refs);
    }
    if (refs > 1) {
        qsort(ref, refs, sizeof *ref, by_path);
    }
    for (size_t from = 0, to; from < refs; from = to) {
        for (to = from + 1; to < refs && compare_paths(&ref[from], &ref[to]) == 0; to++) {
        }
        placed[rows] = place_row(ref + from, to - from);
        const struct merge_row *row = &placed[rows].row;
        rows += !same(row->base, row->mine) || !same(row->base, row->theirs);
    }
    if (rows > 1) {
        qsort(placed, rows, sizeof *placed, by_place);
    }
    for (size_t i = 0; i < rows; i++) {
        out->row[out->rows++] = placed[i].row;
        out->conflicts += placed[i].row.kind == MERGE_CONFLICT;
    }
    return true;
}
