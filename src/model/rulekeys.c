#include "ziping/rulekeys.h"

#include "ziping/steps.h"

static const struct rule_key keys[] = {
#define K(section, key, type, least, most, preset, en, zh) {section, key, RULE_##type, least, most, preset, en, zh},
#include "ziping/rulekeys.def"
#undef K
};

#define KEYS (sizeof keys / sizeof *keys)

bool rule_section_is_settings(struct str section) {
    for (size_t i = 0; i < KEYS; i++) {
        if (str_eq_nocase(section, str_of(keys[i].section))) {
            return true;
        }
    }
    return false;
}

/* "name" for itself, "*" for anything, "cap.*" for anything behind "cap.". */
static bool key_fits(const char *pattern, struct str key) {
    struct str p = str_of(pattern);
    if (p.n > 0 && p.p[p.n - 1] == '*') {
        p.n--;
        return key.n > p.n && str_eq_nocase(str_sub(key, 0, p.n), p);
    }
    return str_eq_nocase(p, key);
}

const struct rule_key *rule_key_find(struct str section, struct str key) {
    struct str wanted = rule_section_is_settings(section) ? section : STR("*");
    const struct rule_key *any = NULL;
    for (size_t i = 0; i < KEYS; i++) {
        if (str_eq_nocase(wanted, str_of(keys[i].section)) && key_fits(keys[i].key, key)) {
            if (strcmp(keys[i].key, "*") != 0) {
                return &keys[i];
            }
            any = &keys[i];
        }
    }
    return any;
}

const struct rule_key *rule_key_at(size_t i) {
    return i < KEYS ? &keys[i] : NULL;
}

static enum rule_value_status number_value(const struct rule_key *key, struct str value, dec *out) {
    dec d, bound;
    if (dec_parse(value, &d) != DEC_OK || (key->type == RULE_INTEGER && d % DEC_ONE != 0)) {
        return RULE_VALUE_MALFORMED;
    }
    if ((dec_parse(str_of(key->least), &bound) == DEC_OK && d < bound) ||
        (dec_parse(str_of(key->most), &bound) == DEC_OK && d > bound)) {
        return RULE_VALUE_OUT_OF_RANGE;
    }
    *out = d;
    return RULE_VALUE_OK;
}

static enum rule_value_status choice_value(struct str words, struct str value, dec *out) {
    for (dec i = 0;; i++) {
        struct str word = str_word(&words);
        if (word.n == 0) {
            return RULE_VALUE_MALFORMED;
        }
        if (str_eq_nocase(word, value)) {
            *out = i;
            return RULE_VALUE_OK;
        }
    }
}

/* A table with at least one step. */
static enum rule_value_status steps_value(struct str text) {
    struct step step;
    enum step_status status = step_next(&text, &step);
    if (status == STEP_END) {
        return RULE_VALUE_MALFORMED;
    }
    while (status == STEP_OK) {
        status = step_next(&text, &step);
    }
    return status == STEP_END            ? RULE_VALUE_OK
           : status == STEP_OUT_OF_RANGE ? RULE_VALUE_OUT_OF_RANGE
                                         : RULE_VALUE_MALFORMED;
}

enum rule_value_status rule_value(const struct rule_key *key, struct str value, dec *out) {
    switch (key->type) {
    case RULE_NUMBER:
    case RULE_INTEGER:
        return number_value(key, value, out);
    case RULE_CHOICE:
        return choice_value(str_of(key->least), value, out);
    case RULE_YES_NO:
        return choice_value(STR("no yes"), value, out);
    case RULE_STEPS:
        return steps_value(value);
    case RULE_TEXT:
    case RULE_WORDS:
    case RULE_PATH:
    case RULE_TIERS:
        break;
    }
    return RULE_VALUE_OK;
}
