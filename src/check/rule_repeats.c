/* R1: what a rule file says although its base says the same. */
#include "run.h"

/* Grades and caps are taken as whole lists: one of them repeats the base only where all of them do. */
static bool is_listed(const struct ini_section *s, const struct ini_entry *e) {
    return str_eq_nocase(s->name, STR("grades")) ||
           (str_eq_nocase(s->name, STR("execution")) && str_starts(e->key, STR("cap.")));
}

/* Every file says what it is and what it is based on, and the tree is never taken key by key. */
static bool is_inherited(const struct ini_section *s, const struct ini_entry *e) {
    bool own = str_eq_nocase(s->name, STR("ruleset")) &&
               (str_eq_nocase(e->key, STR("format")) || str_eq_nocase(e->key, STR("base")));
    return rule_section_is_settings(s->name) && !own && !e->is_part;
}

/* The file above this one that a key would be taken from, or NULL. */
static const struct rule_file *giver(const struct run *r, const struct ini_section *s, const struct ini_entry *e) {
    for (size_t f = 1; f < r->rules->files; f++) {
        const struct ini_doc *doc = &r->rules->file[f].doc;
        const struct ini_section *theirs = ini_find_section(doc, s->name);
        for (size_t i = 0; is_listed(s, e) && theirs && i < theirs->n; i++) {
            if (is_listed(theirs, &doc->entry[theirs->first + i])) {
                return &r->rules->file[f];
            }
        }
        if (ini_find(doc, s->name, e->key)) {
            return &r->rules->file[f];
        }
    }
    return NULL;
}

/* 90 and 90.0 are the same, and so are YES and yes. */
static bool says_the_same(const struct ini_section *s, const struct ini_entry *e, const struct rule_file *above) {
    const struct rule_key *key = rule_key_find(s->name, e->key);
    const struct ini_entry *theirs = ini_find(&above->doc, s->name, e->key);
    dec a = 0, b = 0;
    if (!key || !theirs) {
        return false;
    }
    bool both = rule_value(key, e->value, &a) == RULE_VALUE_OK && rule_value(key, theirs->value, &b) == RULE_VALUE_OK;
    bool number =
        key->type == RULE_NUMBER || key->type == RULE_INTEGER || key->type == RULE_CHOICE || key->type == RULE_YES_NO;
    return both && number ? a == b : str_eq(e->value, theirs->value);
}

static size_t listed(const struct ini_doc *doc, const struct ini_section *s) {
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        n += is_listed(s, &doc->entry[s->first + i]);
    }
    return n;
}

/* The grades or the caps of both files, one by one. */
static bool lists_say_the_same(const struct run *r, const struct ini_section *s, const struct rule_file *above) {
    const struct ini_section *theirs = ini_find_section(&above->doc, s->name);
    for (size_t i = 0; i < s->n; i++) {
        const struct ini_entry *e = &r->doc->entry[s->first + i];
        if (is_listed(s, e) && !says_the_same(s, e, above)) {
            return false;
        }
    }
    return theirs && listed(r->doc, s) == listed(&above->doc, theirs);
}

static void check_key(struct run *r, const struct ini_section *s, const struct ini_entry *e) {
    const struct rule_file *above = is_inherited(s, e) ? giver(r, s, e) : NULL;
    if (!above || !(is_listed(s, e) ? lists_say_the_same(r, s, above) : says_the_same(s, e, above))) {
        return;
    }
    struct str path = run_join(r, s->name, ".", e->key);
    run_report(r, &(struct finding){.code = CHECK_RULE_REPEATS_BASE,
                                    .path = path,
                                    .line = e->line,
                                    .at = e->value_at,
                                    .arg = {path, e->value, above->path}});
}

void check_repeats(struct run *r) {
    for (size_t i = 1; i < r->doc->sections; i++) {
        const struct ini_section *s = &r->doc->section[i];
        for (size_t k = s->first; k < s->first + s->n; k++) {
            check_key(r, s, &r->doc->entry[k]);
        }
    }
}
