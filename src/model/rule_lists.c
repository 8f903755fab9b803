#include "rule_lists.h"

/* The next entry at or behind *i in that section whose key starts with `prefix`; NULL when there is none. */
static const struct ini_entry *next_entry(const struct ini_doc *doc, struct str section, struct str prefix, size_t *i) {
    while (*i < doc->entries) {
        const struct ini_entry *e = &doc->entry[(*i)++];
        if (!e->is_part && str_eq_nocase(doc->section[e->section].name, section) && str_starts(e->key, prefix)) {
            return e;
        }
    }
    return NULL;
}

/* The nearest file that has any of a list gives the whole list: grades and caps are no piecemeal matter. */
static const struct ini_doc *list_file(const struct ruleset *rs, struct str section, struct str prefix) {
    for (size_t f = 0; f < rs->files; f++) {
        size_t i = 0;
        if (next_entry(&rs->file[f].doc, section, prefix, &i)) {
            return &rs->file[f].doc;
        }
    }
    return NULL;
}

static void read_grades(struct arena *a, struct ruleset *rs) {
    const struct ini_doc *doc = list_file(rs, STR("grades"), STR(""));
    const struct ini_entry *e;
    size_t cap = 0, i = 0;
    while (doc && (e = next_entry(doc, STR("grades"), STR(""), &i))) {
        dec from;
        struct grade *v = arena_grow(a, rs->grade, rs->grades, &cap, sizeof *v);
        rs->grade = v ? v : rs->grade;
        if (v && dec_parse(e->value, &from) == DEC_OK) {
            v[rs->grades++] = (struct grade){e->key, from};
        }
    }
}

static void read_caps(struct arena *a, struct ruleset *rs) {
    const struct ini_doc *doc = list_file(rs, STR("execution"), STR("cap."));
    const struct ini_entry *e;
    size_t cap = 0, i = 0;
    while (doc && (e = next_entry(doc, STR("execution"), STR("cap."), &i))) {
        dec below, most;
        struct execution_cap *v = arena_grow(a, rs->cap, rs->caps, &cap, sizeof *v);
        rs->cap = v ? v : rs->cap;
        if (v && dec_parse(str_sub(e->key, 4, e->key.n), &below) == DEC_OK && dec_parse(e->value, &most) == DEC_OK) {
            v[rs->caps++] = (struct execution_cap){below, most};
        }
    }
}

static void read_tiers(struct arena *a, struct ruleset *rs) {
    struct str rest = ruleset_text(rs, "scoring", "tiers");
    size_t cap = 0;
    for (struct str word; (word = str_word(&rest)).n > 0;) {
        size_t dash = str_find(word, STR("-"));
        dec from, to;
        struct tier *v = arena_grow(a, rs->tier, rs->tiers, &cap, sizeof *v);
        rs->tier = v ? v : rs->tier;
        if (v && dash < word.n && dec_parse(str_sub(word, 0, dash), &from) == DEC_OK &&
            dec_parse(str_sub(word, dash + 1, word.n), &to) == DEC_OK) {
            v[rs->tiers++] = (struct tier){from, to};
        }
    }
}

/* Limits are single settings: the nearest file that has one of a key gives it. */
static void read_limits(struct arena *a, struct ruleset *rs) {
    size_t cap = 0;
    for (size_t f = 0; f < rs->files; f++) {
        const struct ini_entry *e;
        size_t i = 0;
        while ((e = next_entry(&rs->file[f].doc, STR("limits"), STR(""), &i))) {
            dec most;
            struct limit *v = arena_grow(a, rs->limit, rs->limits, &cap, sizeof *v);
            rs->limit = v ? v : rs->limit;
            if (v && dec_parse(e->value, &most) == DEC_OK && most > 0 &&
                ruleset_find(rs, STR("limits"), e->key, NULL) == e) {
                v[rs->limits++] = (struct limit){e->key, (size_t)(most / DEC_ONE)};
            }
        }
    }
}

void rule_lists_read(struct arena *a, struct ruleset *rs) {
    read_grades(a, rs);
    read_caps(a, rs);
    read_tiers(a, rs);
    read_limits(a, rs);
}
