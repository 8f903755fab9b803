#include "ziping/check.h"

#include "run.h"

/* ---- severities: the catalogue's, then the rule set's, then the command line's ---- */

static void set_severities(struct run *r) {
    memcpy(r->severity, catalogue_severities(), sizeof r->severity);
    for (size_t f = r->rules ? r->rules->files : 0; f-- > 0;) {
        const struct ini_section *s = ini_find_section(&r->rules->file[f].doc, STR("severity"));
        for (size_t i = 0; s && i < s->n; i++) {
            const struct ini_entry *e = &r->rules->file[f].doc.entry[s->first + i];
            int code = catalogue_find(e->key);
            enum severity severity;
            if (code >= 0 && severity_find(e->value, &severity)) {
                r->severity[code] = severity;
            }
        }
    }
    for (int i = 0; r->options->wanted && i < CHECKS; i++) {
        if (r->options->wanted[i] && r->severity[i] == SEV_OFF) {
            r->severity[i] = catalogue((enum code)i)->severity;
        }
    }
    for (int i = 0; r->options->overrides && i < CHECKS; i++) {
        if (r->options->overridden[i]) {
            r->severity[i] = r->options->overrides[i];
        }
    }
}

/* Targets and actual values, read once for all groups of checks. False when memory is short. */
static bool read_values(struct run *r) {
    const struct schema *schema = r->form->schema;
    bool actual = false;
    for (size_t c = 0; c < r->rules->columns.n; c++) {
        actual = actual || r->rules->columns.v[c].id == KEY_ACTUAL || r->rules->columns.v[c].id == KEY_TARGET;
    }
    if (!actual) {
        return true;
    }
    struct indicator_values *v = arena_array(r->arena, struct indicator_values, schema->nodes + 1);
    for (size_t i = 0; v && i < schema->nodes; i++) {
        if (schema->node[i].level == 3) {
            v[i] = score_values(r->form, i);
        }
    }
    r->values = v;
    return v != NULL;
}

static void run_form_checks(struct run *r) {
    if (!read_values(r)) {
        return;
    }
    check_funds(r);
    check_points(r);
    check_totals(r);
    check_explanations(r);
    check_content(r);
    check_values(r);
    check_wording(r);
    check_structure(r);
    check_goals(r);
}

/* A form whose rules can't be had: where it names them. */
static void report_rules(struct run *r, const struct document *d) {
    const struct ini_entry *e = ini_find(&d->doc, STR("form"), STR("rules"));
    const struct ini_section *s = ini_find_section(&d->doc, STR("form"));
    struct finding f = {.code = CHECK_RULES_UNREADABLE, .path = STR("form.rules")};
    f.line = e ? e->line : s->line;
    f.at = e ? e->value_at : s->at;
    if (!d->rules) {
        f.arg[0] = STR("[form] rules");
        f.arg[1] = str_of(word(r->options->lang, W_NOT_GIVEN));
        run_report(r, &f);
        return;
    }
    const struct rule_file *own = &d->rules->file[0];
    f.arg[0] = own->path;
    for (size_t i = 0; i < d->rules->files; i++) {
        switch (d->rules->file[i].status) {
        case RULE_FILE_OK:
            break;
        case RULE_FILE_UNREADABLE:
        case RULE_FILE_NO_MEMORY:
            f.arg[1] = str_of(word(r->options->lang, file_word(d->rules->file[i].file.status)));
            f.arg[0] = d->rules->file[i].path;
            run_report(r, &f);
            return;
        case RULE_FILE_LOOP:
        case RULE_FILE_TOO_DEEP:
            f.arg[1] = str_of(word(r->options->lang, W_RULES_LOOP));
            run_report(r, &f);
            return;
        case RULE_FILE_OTHER:
            f.arg[0] = d->rules->file[i].path;
            f.arg[1] = str_of(word(r->options->lang, W_NOT_RULES));
            run_report(r, &f);
            return;
        case RULE_FILE_NOT_TEXT:
        case RULE_FILE_BROKEN:
            f.code = CHECK_RULES_BROKEN;
            run_report(r, &f);
            return;
        }
    }
}

static void run_document_checks(struct run *r, const struct document *d) {
    check_ini(r);
    switch (d->kind) {
    case DOCUMENT_FORM:
        check_form_keys(r);
        report_rules(r, d);
        break;
    case DOCUMENT_RULES:
        check_rule_keys(r);
        check_bases(r);
        check_repeats(r);
        check_rule_values(r);
        check_bands(r);
        check_tree_nodes(r);
        check_steps(r);
        check_tree_sums(r);
        break;
    case DOCUMENT_OTHER:
        run_report(r, &(struct finding){.code = CHECK_NOT_ZIPING, .line = 1});
        break;
    case DOCUMENT_NONE:
        break;
    }
}

static struct run run_of(const struct document *d, const struct check_options *o, const struct score *s,
                         struct diags *out) {
    struct run r = {
        .arena = out->arena,
        .file = d->path,
        .doc = &d->doc,
        .rules = d->rules,
        .form = d->form,
        .score = s,
        .options = o,
        .out = out,
    };
    set_severities(&r);
    return r;
}

bool check_document(const struct document *d, const struct check_options *o, struct score *score, struct diags *out) {
    struct run r = run_of(d, o, score, out);
    run_document_checks(&r, d);
    if (d->form) {
        if (!score_form(out->arena, d->form, score)) {
            return false;
        }
        run_form_checks(&r);
    }
    diags_sort(out);
    return !out->arena->failed;
}

bool check_batch(const struct document *d, const struct check_options *o, enum code code, int field, struct str other,
                 struct diags *out) {
    struct run r = run_of(d, o, NULL, out);
    struct finding f = {.code = code};
    if (field >= 0) {
        f.arg[0] = run_row_name(&r, &d->form->schema->field[field]);
        f.arg[1] = d->form->schema->field[field].label;
        f.arg[2] = other;
    } else {
        f.arg[0] = other;
        field = schema_field(d->form->schema, STR("header"), STR("project"));
    }
    if (field >= 0) {
        run_report_field(&r, field, &f);
    }
    diags_sort(out);
    return !out->arena->failed;
}

bool check_form(const struct form *f, const struct score *s, struct str path, const struct check_options *o,
                struct diags *out) {
    struct run r = {
        .arena = out->arena,
        .file = path,
        .doc = &f->doc,
        .rules = f->schema->rules,
        .form = f,
        .score = s,
        .options = o,
        .out = out,
    };
    set_severities(&r);
    run_form_checks(&r);
    return !out->arena->failed;
}
