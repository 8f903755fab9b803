/* Which sections and keys there are, so that a second one is noticed, and which lines go on with an earlier value. */
#include "ini_scan.h"

#include <stdlib.h>

#define CASE_BITS UINT64_C(0x2020202020202020)

static uint64_t load8(const char *p) {
    uint64_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

static uint64_t load4(const char *p) {
    uint32_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

static uint64_t mix(uint64_t h, uint64_t v) {
    h = (h ^ (v | CASE_BITS)) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

/* Both cases of a letter are given the same hash (as are a few pairs of other characters, which does no harm). */
static uint32_t hash_name(struct str s, uint32_t owner) {
    uint64_t h = s.n ^ (uint64_t)owner << 32;
    size_t at = 0;

    for (; s.n - at > 8; at += 8) {
        h = mix(h, load8(s.p + at));
    }
    /* The rest is read in one or two steps that may overlap what was read before. */
    if (s.n >= 8) {
        h = mix(h, load8(s.p + s.n - 8));
    } else if (s.n >= 4) {
        h = mix(h, load4(s.p) | load4(s.p + s.n - 4) << 32);
    } else if (s.n > 0) {
        h = mix(h, (uint64_t)(unsigned char)s.p[0] | (uint64_t)(unsigned char)s.p[s.n / 2] << 8 |
                       (uint64_t)(unsigned char)s.p[s.n - 1] << 16);
    }
    return (uint32_t)(h ^ h >> 32);
}

/* ---- tables ---- */

static bool table_make(struct arena *a, struct ini_table *t, size_t size) {
    struct ini_slot *slot = arena_array(a, struct ini_slot, size);

    if (!slot) {
        return false;
    }
    for (size_t i = 0; i < t->size; i++) {
        size_t at = t->slot[i].hash & (size - 1);
        while (slot[at].index) {
            at = (at + 1) & (size - 1);
        }
        if (t->slot[i].index) {
            slot[at] = t->slot[i];
        }
    }
    t->slot = slot;
    t->size = size;
    return true;
}

/* Room for one more; at least half of a table is free. */
static bool table_room(struct ini_scan_state *s, struct ini_table *t) {
    if (t->n * 2 >= t->size && !table_make(s->a, t, t->size * 2)) {
        s->failed = true;
        return false;
    }
    return true;
}

bool ini_index_make(struct ini_scan_state *s, size_t keys, size_t names) {
    return table_make(s->a, &s->keys, keys) && table_make(s->a, &s->names, names);
}

/* The slot that the key of the current section is in, or would be put in. */
static struct ini_slot *key_slot(const struct ini_scan_state *s, struct str key, uint32_t hash) {
    const struct ini_table *t = &s->keys;
    size_t at = hash & (t->size - 1);

    for (; t->slot[at].index; at = (at + 1) & (t->size - 1)) {
        if (t->slot[at].hash == hash && t->slot[at].owner == s->section &&
            str_eq_nocase(s->doc->entry[t->slot[at].index - 1].key, key)) {
            break;
        }
    }
    return &t->slot[at];
}

uint32_t ini_index_key(struct ini_scan_state *s, uint32_t entry) {
    struct str key = s->doc->entry[entry].key;
    uint32_t hash = hash_name(key, s->section);
    struct ini_slot *slot;
    uint32_t earlier;

    if (!table_room(s, &s->keys)) {
        return 0;
    }
    slot = key_slot(s, key, hash);
    earlier = slot->index;
    *slot = (struct ini_slot){hash, s->section, entry + 1};
    s->keys.n += earlier == 0;
    return earlier;
}

uint32_t ini_index_section(struct ini_scan_state *s, uint32_t section) {
    struct str name = s->doc->section[section].name;
    uint32_t hash = hash_name(name, 0);
    struct ini_table *t = &s->names;
    size_t at;

    if (!table_room(s, t)) {
        return section;
    }
    for (at = hash & (t->size - 1); t->slot[at].index; at = (at + 1) & (t->size - 1)) {
        uint32_t other = t->slot[at].index - 1;
        if (t->slot[at].hash == hash && str_eq_nocase(s->doc->section[other].name, name)) {
            return other;
        }
    }
    t->slot[at] = (struct ini_slot){hash, 0, section + 1};
    t->n++;
    return section;
}

/* ---- parts ---- */

static int compare_parts(const void *x, const void *y) {
    const struct ini_part *a = x, *b = y;

    if (a->base != b->base) {
        return a->base < b->base ? -1 : 1;
    }
    if (a->number != b->number) {
        return a->number < b->number ? -1 : 1;
    }
    return (a->entry > b->entry) - (a->entry < b->entry);
}

/* Joins the values of the parts to the one of their base. Of several with one number the last one counts. */
static void join_parts(struct ini_scan_state *s, const struct ini_part *part, size_t n) {
    struct ini_doc *doc = s->doc;
    struct ini_entry *base = &doc->entry[part[0].base];
    size_t length = base->value.n, at = 0;
    char *joined;

    for (size_t i = 0; i < n; i++) {
        length += doc->entry[part[i].entry].value.n;
    }
    joined = arena_alloc(s->a, length + 1);
    if (!joined) {
        s->failed = true;
        return;
    }
    if (base->value.n > 0) {
        memcpy(joined, base->value.p, base->value.n);
        at = base->value.n;
    }
    for (size_t i = 0; i < n; i++) {
        struct ini_entry *e = &doc->entry[part[i].entry];
        e->is_part = true;
        if (i + 1 < n && part[i + 1].number == part[i].number) {
            continue;
        }
        if (e->value.n > 0) {
            memcpy(joined + at, e->value.p, e->value.n);
        }
        at += e->value.n;
        base->parts++;
    }
    base->value = (struct str){joined, at};
}

/* The parts of one base, in order of their numbers. */
static void resolve_base(struct ini_scan_state *s, const struct ini_part *part, size_t n) {
    size_t joined = 0;
    uint32_t number = 1;

    while (joined < n && part[joined].number <= number + 1) {
        number = part[joined++].number;
    }
    if (joined > 0) {
        join_parts(s, part, joined);
    }
    for (size_t i = joined; i < n; i++) {
        const struct ini_entry *e = &s->doc->entry[part[i].entry];
        ini_fault_add(s, (struct ini_fault){INI_PART_GAP, e->line, e->key_at, 0, e->key});
    }
}

void ini_part_note(struct ini_scan_state *s, uint32_t entry) {
    struct ini_part *v = arena_grow(s->a, s->part, s->parts, &s->part_cap, sizeof *v);

    if (!v) {
        s->failed = true;
        return;
    }
    s->part = v;
    v[s->parts++] = (struct ini_part){.entry = entry};
}

/* The entry of the current block that this one would be a part of, counted from 1, or 0. */
static uint32_t base_of(const struct ini_scan_state *s, uint32_t entry, uint32_t *number) {
    struct str key = s->doc->entry[entry].key;
    uint32_t base = 0;
    size_t length = 0;

    *number = ini_part_number(key, &length);
    if (*number > 0) {
        key.n = length;
        base = key_slot(s, key, hash_name(key, s->section))->index;
    }
    /* Where the latest one of that key is in an earlier block, there is none in this one. */
    return base > 0 && s->doc->entry[base - 1].section == s->doc->sections - 1 ? base : 0;
}

void ini_parts_resolve(struct ini_scan_state *s) {
    size_t n = 0;

    for (size_t i = 0; i < s->parts; i++) {
        struct ini_part part = s->part[i];
        uint32_t other, base = base_of(s, part.entry, &part.number);
        if (base > 0 && base_of(s, base - 1, &other) == 0) { /* parts have no parts */
            part.base = base - 1;
            s->part[n++] = part;
        }
    }
    if (n > 1) {
        qsort(s->part, n, sizeof *s->part, compare_parts);
    }
    for (size_t from = 0, end; from < n; from = end) {
        for (end = from + 1; end < n && s->part[end].base == s->part[from].base;) {
            end++;
        }
        resolve_base(s, s->part + from, end - from);
    }
    s->parts = 0;
}
