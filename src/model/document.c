#include "ziping/document.h"
#include "ziping/path.h"

static enum document_kind kind_of(const struct ini_doc *doc) {
    if (ini_find_section(doc, STR("form"))) {
        return DOCUMENT_FORM;
    }
    return ini_find_section(doc, STR("ruleset")) ? DOCUMENT_RULES : DOCUMENT_OTHER;
}

/* Most forms have the indicators of their rule set and no others, and share its schema. */
static struct form *read_values(struct arena *a, struct library *l, const struct document *d) {
    size_t goals = schema_goals(&d->doc);
    const struct schema *schema;
    if (goals < LIBRARY_GOALS) {
        schema = library_schema(l, d->rules, goals > 0 ? goals : 1);
        struct form *f = schema ? form_read(a, schema, &d->doc) : NULL;
        if (!f || !f->has_own) {
            return f;
        }
    }
    schema = schema_build(a, d->rules, &d->doc, 1);
    return schema ? form_read(a, schema, &d->doc) : NULL;
}

static bool read_form(struct arena *a, struct library *l, struct document *d) {
    const struct ini_entry *rules = ini_find(&d->doc, STR("form"), STR("rules"));
    if (!rules || rules->value.n == 0) {
        return true;
    }
    d->rules_path = path_beside(a, d->path, rules->value);
    d->rules = d->rules_path.p ? library_rules(l, d->rules_path.p) : NULL;
    if (!d->rules) {
        return false;
    }
    if (d->rules->usable) {
        d->form = read_values(a, l, d);
    }
    return d->form || !d->rules->usable;
}

bool document_read(struct arena *a, struct library *l, const char *path, struct document *out) {
    *out = (struct document){.path = str_of(path)};
    out->file = file_read(path, FILE_LIMIT, a, &out->bytes);
    if (out->file.status != FILE_OK) {
        return out->file.status != FILE_NO_MEMORY;
    }
    out->scan = ini_scan(a, out->bytes, &out->doc);
    if (out->scan != INI_OK) {
        return out->scan != INI_NO_MEMORY;
    }
    out->kind = kind_of(&out->doc);
    if (out->kind == DOCUMENT_FORM) {
        return read_form(a, l, out);
    }
    if (out->kind == DOCUMENT_RULES) {
        out->rules = ruleset_from(a, path, out->bytes);
        return out->rules != NULL;
    }
    return true;
}
