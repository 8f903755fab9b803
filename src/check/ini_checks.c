/* I0: how a file is written, and sections and keys that nobody reads. */
#include "run.h"

static const enum code codes[INI_FAULTS] = {
    [INI_NOT_UTF8] = CHECK_NOT_UTF8,
    [INI_GB18030] = CHECK_NOT_UTF8,
    [INI_BOM] = CHECK_BOM,
    [INI_NUL_BYTE] = CHECK_NUL_BYTE,
    [INI_LINE_TOO_LONG] = CHECK_LINE_TOO_LONG,
    [INI_NO_EQUALS_SIGN] = CHECK_NO_EQUALS_SIGN,
    [INI_UNCLOSED_SECTION] = CHECK_UNCLOSED_SECTION,
    [INI_UNCLOSED_QUOTE] = CHECK_UNCLOSED_QUOTE,
    [INI_TEXT_AFTER_QUOTE] = CHECK_TEXT_AFTER_QUOTE,
    [INI_UNQUOTED_COMMENT] = CHECK_UNQUOTED_COMMENT_MARK,
    [INI_BACKSLASH_IN_QUOTES] = CHECK_BACKSLASH_IN_QUOTES,
    [INI_DUPLICATE_KEY] = CHECK_DUPLICATE_KEY,
    [INI_DUPLICATE_SECTION] = CHECK_DUPLICATE_SECTION,
    [INI_KEY_BEFORE_SECTION] = CHECK_KEY_BEFORE_SECTION,
    [INI_PART_GAP] = CHECK_PART_GAP,
};

static void report_fault(struct run *r, const struct ini_fault *fault) {
    struct finding f = {.code = codes[fault->kind], .line = fault->line, .at = fault->at, .arg[0] = fault->subject};
    switch (fault->kind) {
    case INI_NOT_UTF8:
        f.arg[0] = str_of(word(r->options->lang, W_NOT_TEXT));
        break;
    case INI_GB18030:
        f.arg[0] = str_of(word(r->options->lang, W_READ_AS_GB18030));
        f.at_most = SEV_NOTE;
        break;
    case INI_LINE_TOO_LONG:
        f.arg[0] = run_dec(r, DEC_INT(ini_line(r->doc, fault->at).n));
        f.arg[1] = run_dec(r, DEC_INT(INI_LINE_MAX));
        break;
    case INI_DUPLICATE_KEY:
    case INI_DUPLICATE_SECTION:
        f.arg[1] = run_dec(r, DEC_INT(fault->first));
        break;
    default:
        break;
    }
    run_report(r, &f);
}

void check_ini(struct run *r) {
    for (size_t i = 0; i < r->doc->faults; i++) {
        report_fault(r, &r->doc->fault[i]);
    }
}

bool check_ini_faults(const struct ini_doc *doc, enum lang lang, struct diags *out) {
    const struct check_options options = {.lang = lang};
    struct run r = {.arena = out->arena, .doc = doc, .options = &options, .out = out};
    for (int i = 0; i < CHECKS; i++) {
        r.severity[i] = catalogue((enum code)i)->severity;
    }
    check_ini(&r);
    return !out->arena->failed;
}

/* A part without the one before it is reported as that. */
static bool is_stray_part(const struct run *r, const struct ini_entry *e) {
    for (size_t i = 0; i < r->doc->faults; i++) {
        if (r->doc->fault[i].kind == INI_PART_GAP && r->doc->fault[i].at == e->key_at) {
            return true;
        }
    }
    return false;
}

static void report_key(struct run *r, const struct ini_entry *e, struct str section, struct str suggestion) {
    if (is_stray_part(r, e)) {
        return;
    }
    run_report(r, &(struct finding){
                      .code = CHECK_UNKNOWN_KEY,
                      .path = run_join(r, section, ".", e->key),
                      .line = e->line,
                      .at = e->key_at,
                      .arg = {e->key, section},
                      .suggestion = suggestion,
                  });
}

static void report_section(struct run *r, const struct ini_section *s, struct str suggestion) {
    run_report(r, &(struct finding){
                      .code = CHECK_UNKNOWN_SECTION,
                      .path = s->name,
                      .line = s->line,
                      .at = s->at,
                      .arg[0] = s->name,
                      .suggestion = suggestion,
                  });
}

/* ---- forms ---- */

static const char *const form_keys[] = {"format", "rules", "last"};

static void check_form_section(struct run *r, const struct ini_section *s) {
    for (size_t i = s->first; i < s->first + s->n; i++) {
        const struct ini_entry *e = &r->doc->entry[i];
        struct suggest best = {0};
        bool known = e->is_part;
        for (size_t k = 0; k < sizeof form_keys / sizeof *form_keys && !known; k++) {
            known = str_eq_nocase(e->key, str_of(form_keys[k]));
        }
        for (size_t k = 0; k < sizeof form_keys / sizeof *form_keys && !known; k++) {
            suggest_try(&best, e->key, str_of(form_keys[k]));
        }
        if (!known) {
            report_key(r, e, s->name, best.best);
        }
    }
}

static void check_known_section(struct run *r, const struct ini_section *s, const struct schema_section *known) {
    const struct schema *schema = r->form->schema;
    for (size_t i = s->first; i < s->first + s->n; i++) {
        const struct ini_entry *e = &r->doc->entry[i];
        struct suggest best = {0};
        bool found = e->is_part;
        for (size_t k = known->first; !found && k < known->first + known->n; k++) {
            found = r->form->entry[k] == e || str_eq_nocase(schema->field[k].key, e->key);
        }
        if (found) {
            continue;
        }
        for (size_t k = known->first; k < known->first + known->n; k++) {
            suggest_try(&best, e->key, schema->field[k].key);
        }
        report_key(r, e, s->name, best.best);
    }
}

static struct str nearest_section(const struct run *r, struct str name) {
    const struct schema *schema = r->form->schema;
    struct suggest best = {0};
    suggest_try(&best, name, STR("form"));
    for (size_t i = 0; i < schema->sections; i++) {
        const struct schema_section *s = &schema->section[i];
        if (s->part != PART_INDICATORS || !schema->node[s->row].own) {
            suggest_try(&best, name, s->name);
        }
    }
    return best.best;
}

/* A section without a dot that the rule set doesn't have is taken for a misspelt name, not for a new heading; where a
   form may add headings, only if it is like a name that there is, has keys but no name of its own, and nothing stands
   below it. */
static bool section_is_foreign(const struct run *r, const struct ini_section *s, const struct schema_section *known) {
    if (!known) {
        return true;
    }
    const struct schema *schema = r->form->schema;
    bool own = known->part == PART_INDICATORS && schema->node[known->row].own;
    if (!own || str_find(s->name, STR(".")) < s->name.n) {
        return false;
    }
    size_t node = (size_t)known->row;
    return !r->rules->open || (s->n > 0 && schema_subtree_end(schema, node) == node &&
                               !ini_find(r->doc, s->name, STR("name")) && nearest_section(r, s->name).n > 0);
}

void check_form_keys(struct run *r) {
    for (size_t i = 1; i < r->doc->sections; i++) {
        const struct ini_section *s = &r->doc->section[i];
        if (str_eq_nocase(s->name, STR("form"))) {
            check_form_section(r, s);
            continue;
        }
        if (!r->form || !(r->form->has_unknown || r->form->schema->own)) {
            continue;
        }
        const struct schema_section *known = schema_section(r->form->schema, s->name);
        if (section_is_foreign(r, s, known)) {
            report_section(r, s, nearest_section(r, s->name));
        } else {
            check_known_section(r, s, known);
        }
    }
}

/* ---- rule sets ---- */

static struct str nearest_rule_key(struct str section, struct str key) {
    struct suggest best = {0};
    struct str wanted = rule_section_is_settings(section) ? section : STR("*");
    for (size_t i = 0; rule_key_at(i); i++) {
        if (str_eq_nocase(wanted, str_of(rule_key_at(i)->section))) {
            suggest_try(&best, key, str_of(rule_key_at(i)->key));
        }
    }
    return best.best;
}

/* A name without a dot and without keys of the tree, hardly misspelt. */
struct str run_meant_section(const struct run *r, const struct ini_section *s) {
    struct suggest best = {0};
    if (str_find(s->name, STR(".")) < s->name.n) {
        return best.best;
    }
    for (size_t i = 0; i < s->n; i++) {
        if (rule_key_find(s->name, r->doc->entry[s->first + i].key)) {
            return best.best; /* it has keys of the tree: a heading */
        }
    }
    for (size_t i = 0; rule_key_at(i); i++) {
        if (rule_key_at(i)->section[0] != '*') {
            suggest_try(&best, s->name, str_of(rule_key_at(i)->section));
        }
    }
    return best.best;
}

void check_rule_keys(struct run *r) {
    for (size_t i = 1; i < r->doc->sections; i++) {
        const struct ini_section *s = &r->doc->section[i];
        struct str meant = rule_section_is_settings(s->name) ? STR("") : run_meant_section(r, s);
        if (meant.n > 0) {
            report_section(r, s, meant);
            continue;
        }
        for (size_t k = s->first; k < s->first + s->n; k++) {
            const struct ini_entry *e = &r->doc->entry[k];
            if (!e->is_part && !rule_key_find(s->name, e->key)) {
                report_key(r, e, s->name, nearest_rule_key(s->name, e->key));
            }
        }
    }
}

void check_bases(struct run *r) {
    for (size_t i = 1; i < r->rules->files; i++) {
        const struct rule_file *f = &r->rules->file[i];
        const struct rule_file *by = &r->rules->file[i - 1];
        const struct ini_entry *base = ini_find(&by->doc, STR("ruleset"), STR("base"));
        /* A fault further up the chain is reported where the chain leaves this file. */
        const struct ini_entry *here = ini_find(r->doc, STR("ruleset"), STR("base"));
        struct finding found = {.path = STR("ruleset.base"), .arg = {f->path, by->path}};
        if (!base || !here) {
            return;
        }
        found.line = here->line;
        found.at = here->value_at;
        switch (f->status) {
        case RULE_FILE_OK:
            break;
        case RULE_FILE_LOOP:
        case RULE_FILE_TOO_DEEP:
            found.code = CHECK_BASE_LOOP;
            run_report(r, &found);
            break;
        case RULE_FILE_UNREADABLE:
        case RULE_FILE_NO_MEMORY:
            found.code = CHECK_BASE_MISSING;
            found.arg[1] = str_of(word(r->options->lang, file_word(f->file.status)));
            run_report(r, &found);
            break;
        case RULE_FILE_OTHER:
            found.code = CHECK_BASE_MISSING;
            found.arg[1] = str_of(word(r->options->lang, W_NOT_RULES));
            run_report(r, &found);
            break;
        case RULE_FILE_NOT_TEXT:
        case RULE_FILE_BROKEN:
            found.code = CHECK_RULES_BROKEN;
            run_report(r, &found);
            break;
        }
    }
}
