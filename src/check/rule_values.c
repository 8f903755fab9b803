/* R1: the values of a rule file one by one, and the keys that it can't do without. */
#include "run.h"

static struct str wanted(struct run *r, const struct rule_key *key) {
    struct str kind = str_of(word(r->options->lang, key->type == RULE_INTEGER  ? W_A_WHOLE_NUMBER
                                                    : key->type == RULE_NUMBER ? W_A_NUMBER
                                                    : key->type == RULE_STEPS  ? W_STEPS_SUCH_AS
                                                                               : W_ONE_OF));
    if (key->type == RULE_CHOICE) {
        return run_join(r, kind, " ", str_of(key->least));
    }
    return key->type == RULE_YES_NO ? run_join(r, kind, " ", STR("yes no")) : kind;
}

static struct str nearest_choice(const struct rule_key *key, struct str value) {
    struct suggest best = {0};
    struct str words = key->type == RULE_CHOICE ? str_of(key->least) : STR("yes no");
    for (struct str w; (w = str_word(&words)).n > 0;) {
        suggest_try(&best, value, w);
    }
    return best.best;
}

static void check_value(struct run *r, const struct ini_section *s, const struct ini_entry *e) {
    const struct rule_key *key = rule_key_find(s->name, e->key);
    dec d;
    if (!key) {
        return;
    }
    struct str path = run_join(r, s->name, ".", e->key);
    struct finding f = {.path = path, .line = e->line, .at = e->value_at, .arg = {path, e->value}};
    switch (rule_value(key, e->value, &d)) {
    case RULE_VALUE_OK:
        return;
    case RULE_VALUE_MALFORMED:
        f.code = CHECK_RULE_NOT_A_NUMBER;
        f.arg[2] = wanted(r, key);
        f.suggestion = key->type == RULE_CHOICE || key->type == RULE_YES_NO ? nearest_choice(key, e->value) : STR("");
        break;
    case RULE_VALUE_OUT_OF_RANGE:
        f.code = CHECK_OUT_OF_RANGE;
        f.arg[2] = str_of(key->least);
        f.arg[3] = str_of(key->most);
        break;
    }
    run_report(r, &f);
}

/* `cap.eighty`: the threshold is part of the key. */
static void check_cap_key(struct run *r, const struct ini_section *s, const struct ini_entry *e) {
    dec d;
    if (str_eq_nocase(s->name, STR("execution")) && str_starts(e->key, STR("cap.")) &&
        dec_parse(str_sub(e->key, 4, e->key.n), &d) != DEC_OK) {
        run_report(r, &(struct finding){.code = CHECK_RULE_NOT_A_NUMBER,
                                        .path = run_join(r, s->name, ".", e->key),
                                        .line = e->line,
                                        .at = e->key_at,
                                        .arg = {run_join(r, s->name, ".", e->key), str_sub(e->key, 4, e->key.n),
                                                str_of(word(r->options->lang, W_A_NUMBER))}});
    }
}

/* A severity is for a check that exists. */
static void check_severity_key(struct run *r, const struct ini_section *s, const struct ini_entry *e) {
    struct suggest best = {0};
    if (!str_eq_nocase(s->name, STR("severity")) || catalogue_find(e->key) >= 0) {
        return;
    }
    for (int i = 0; i < CHECKS; i++) {
        suggest_try(&best, e->key, str_of(catalogue((enum code)i)->name));
    }
    run_report(r, &(struct finding){.code = CHECK_UNKNOWN_KEY,
                                    .path = run_join(r, s->name, ".", e->key),
                                    .line = e->line,
                                    .at = e->key_at,
                                    .arg = {e->key, s->name},
                                    .suggestion = best.best});
}

static void missing(struct run *r, struct str section, const char *key) {
    struct finding f = {.code = CHECK_MISSING_KEY, .arg = {section, str_of(key)}};
    run_report_rule(r, section, STR(""), &f);
}

static void check_needed(struct run *r) {
    static const char *const needed[] = {"format", "title"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (!ruleset_find(r->rules, STR("ruleset"), str_of(needed[i]), NULL)) {
            missing(r, STR("ruleset"), needed[i]);
        }
    }
    if (r->rules->grades == 0) {
        missing(r, STR("grades"), word(r->options->lang, W_GRADES));
    }
}

void check_rule_values(struct run *r) {
    for (size_t i = 1; i < r->doc->sections; i++) {
        const struct ini_section *s = &r->doc->section[i];
        for (size_t k = s->first; k < s->first + s->n; k++) {
            const struct ini_entry *e = &r->doc->entry[k];
            if (!e->is_part) {
                check_value(r, s, e);
                check_cap_key(r, s, e);
                check_severity_key(r, s, e);
            }
        }
    }
    check_needed(r);
}
