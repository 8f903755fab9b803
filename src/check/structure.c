/* F4: the indicators of the form against those of its rule set. */
#include "run.h"

#include "ziping/text.h"

static const struct ini_section *node_section(const struct run *r, size_t node) {
    const struct schema *schema = r->form->schema;
    return r->form->section[schema_section_of(schema, PART_INDICATORS, (int)node)];
}

static bool is_section_prefix(struct str prefix, struct str path) {
    return path.n > prefix.n && path.p[prefix.n] == '.' && str_eq_nocase(str_sub(path, 0, prefix.n), prefix);
}

static void check_name(struct run *r, size_t node) {
    const struct node *n = &r->form->schema->node[node];
    int field = run_cell(r, PART_INDICATORS, (int)node, KEY_NAME);
    struct str own = form_value(r->form, field);
    if (n->own || own.n == 0 || str_eq(own, n->name)) {
        return;
    }
    if (!str_eq(text_fold_name(r->arena, own), n->folded)) {
        struct finding f = {.code = CHECK_NAME_DIFFERS, .arg = {own, n->name}, .expected = n->name};
        run_report_field(r, field, &f);
    }
}

/* An indicator that the file leaves out stands where it should have been: behind the last one before it. */
static void report_missing(struct run *r, size_t node) {
    const struct node *n = &r->form->schema->node[node];
    struct finding f = {.code = CHECK_INDICATOR_MISSING, .path = n->path, .arg = {n->name, run_dec(r, n->weight)}};
    for (size_t i = node; i-- > 0 && f.line == 0;) {
        const struct ini_section *s = node_section(r, i);
        if (s) {
            f.line = s->line;
            f.at = s->at;
        }
    }
    run_report(r, &f);
}

/* Only the outermost section that is unknown: what hangs below it follows. */
static void report_unknown(struct run *r, size_t node, const struct ini_section *s) {
    const struct schema *schema = r->form->schema;
    const struct node *n = &schema->node[node];
    struct suggest best = {0};
    for (size_t i = 0; i < schema->nodes; i++) {
        if (is_section_prefix(schema->node[i].path, n->path) && schema->node[i].own && node_section(r, i)) {
            return;
        }
        if (!schema->node[i].own && schema->node[i].level == n->level && !node_section(r, i)) {
            suggest_try(&best, n->path, schema->node[i].path);
        }
    }
    struct finding f = {
        .code = CHECK_INDICATOR_UNKNOWN,
        .path = n->path,
        .line = s->line,
        .at = s->at,
        .arg[0] = run_node_name(r, node),
        .suggestion = best.best,
    };
    run_report(r, &f);
}

void check_structure(struct run *r) {
    const struct schema *schema = r->form->schema;
    for (size_t i = 0; i < schema->nodes; i++) {
        const struct node *n = &schema->node[i];
        const struct ini_section *s = node_section(r, i);
        check_name(r, i);
        if (!n->own && n->level == 3 && !run_has_node(r, i)) {
            report_missing(r, i);
        }
        bool misspelt_section = str_find(n->path, STR(".")) == n->path.n; /* reported as a section */
        if (n->own && s && !r->rules->open && !misspelt_section) {
            report_unknown(r, i, s);
        }
    }
}
