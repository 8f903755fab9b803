#include "ziping/batch.h"

#include <stdlib.h>

#include "ziping/text.h"

#define LONG_TEXT 90 /* bytes, 30 characters: shorter texts are alike by nature */

static uint64_t mix(uint64_t h, const char *p, size_t n) {
    uint64_t word = 0;
    memcpy(&word, p, n);
    h = (h ^ word) * UINT64_C(0xFF51AFD7ED558CCD);
    return h ^ h >> 32;
}

/* A 64-bit hash, twice eight bytes at a time; never 0, which marks a free slot. */
static uint64_t hash_text(struct str s, uint64_t seed) {
    uint64_t h = seed ^ (s.n * UINT64_C(0x9E3779B97F4A7C15)), other = ~h;
    while (s.n >= 16) {
        h = mix(h, s.p, 8);
        other = mix(other, s.p + 8, 8);
        s = str_sub(s, 16, s.n);
    }
    if (s.n > 8) {
        h = mix(h, s.p, 8);
        s = str_sub(s, 8, s.n);
    }
    if (s.n > 0) {
        other = mix(other, s.p, s.n);
    }
    h = (h ^ other >> 1) * UINT64_C(0xFF51AFD7ED558CCD);
    h ^= h >> 32;
    return h ? h : 1;
}

static bool all_full(const struct form *f, const struct score *s) {
    for (size_t i = 0; i < f->schema->nodes; i++) {
        const struct tally *t = &s->node[i];
        if (f->schema->node[i].level == 3 && (t->scored == 0 || t->score != t->weight)) {
            return false;
        }
    }
    return s->all.indicators > 0;
}

bool batch_gather(struct arena *a, const struct form *f, const struct score *s, struct batch_facts *out) {
    const struct schema *schema = f->schema;
    struct str project = str_trim(form_get(f, STR("header"), STR("project")));
    struct str unit = str_trim(form_get(f, STR("header"), STR("unit")));
    *out = (struct batch_facts){.is_form = true, .full = all_full(f, s)};
    out->text = arena_array(a, struct batch_text, schema->fields + 1);
    if (!out->text) {
        return false;
    }
    out->project = project.n > 0 ? hash_text(project, hash_text(unit, 1)) : 0;
    out->year = hash_text(str_trim(form_get(f, STR("header"), STR("year"))), 2);
    for (size_t i = 0; i < schema->fields; i++) {
        struct str value = schema->field[i].type == FIELD_TEXT ? str_trim(f->value[i]) : STR("");
        if (value.n >= LONG_TEXT) {
            out->text[out->texts++] = (struct batch_text){hash_text(value, 3), (int)i};
        }
    }
    return true;
}

static struct batch_slot *find(struct batch *b, uint64_t hash) {
    size_t at = hash & (b->slots - 1);
    while (b->slot[at].hash != 0 && b->slot[at].hash != hash) {
        at = (at + 1) & (b->slots - 1);
    }
    return &b->slot[at];
}

/* Moves what is remembered of the files from `from` on into a table with that many slots. */
static bool rebuild(struct batch *b, size_t slots, size_t from) {
    struct batch next = {.slot = calloc(slots, sizeof *next.slot), .slots = slots};
    if (!next.slot) {
        return false;
    }
    for (size_t i = 0; i < b->slots; i++) {
        if (b->slot[i].hash != 0 && b->slot[i].file >= from) {
            *find(&next, b->slot[i].hash) = b->slot[i];
            next.used++;
        }
    }
    free(b->slot);
    b->slot = next.slot;
    b->slots = slots;
    b->used = next.used;
    return true;
}

static bool make_room(struct batch *b, size_t more, size_t file) {
    size_t slots = b->slots ? b->slots : 1024;
    if (b->used + more > BATCH_TEXTS) {
        b->oldest += (file - b->oldest) / 2 + 1;
        return rebuild(b, slots, b->oldest);
    }
    while ((b->used + more) * 4 > slots * 3) {
        slots *= 2;
    }
    return slots == b->slots || rebuild(b, slots, b->oldest);
}

static bool add(struct batch *b, uint64_t hash, size_t file, uint32_t project, struct batch_slot *before) {
    struct batch_slot *s = find(b, hash);
    *before = *s;
    if (s->hash == 0) {
        *s = (struct batch_slot){hash, (uint32_t)file, project};
        b->used++;
        return false;
    }
    return true;
}

bool batch_add(struct batch *b, size_t file, const struct batch_facts *facts, struct batch_hit *hit, size_t *n) {
    struct batch_slot before;
    uint32_t project = (uint32_t)facts->project;
    *n = 0;
    if (!facts->is_form) {
        return true;
    }
    if (!make_room(b, facts->texts + 1, file)) {
        return false;
    }
    b->forms++;
    b->first_full = facts->full && b->full == 0 ? file : b->first_full;
    b->full += facts->full;
    uint64_t key = facts->project ^ facts->year;
    if (facts->project != 0 && key != 0 && add(b, key, file, project, &before)) {
        hit[(*n)++] = (struct batch_hit){CHECK_BATCH_SAME_PROJECT, -1, before.file};
        return true; /* then the texts are the same too */
    }
    for (size_t i = 0; i < facts->texts; i++) {
        if (add(b, facts->text[i].hash, file, project, &before) && before.project != project) {
            hit[(*n)++] = (struct batch_hit){CHECK_BATCH_SAME_TEXT, facts->text[i].field, before.file};
        }
    }
    return true;
}

bool batch_all_full(const struct batch *b) {
    return b->forms >= 3 && b->full * 2 >= b->forms;
}

void batch_free(struct batch *b) {
    free(b->slot);
    *b = (struct batch){0};
}
