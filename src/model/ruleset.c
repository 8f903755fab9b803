#include "ziping/ruleset.h"

#include "rule_lists.h"
#include "tree.h"
#include "ziping/path.h"
#include "ziping/rules_ini.h"
#include "ziping/text.h"

const struct ini_entry *ruleset_find(const struct ruleset *rs, struct str section, struct str key, size_t *file) {
    for (size_t i = 0; i < rs->files; i++) {
        const struct ini_entry *e = ini_find(&rs->file[i].doc, section, key);
        if (e) {
            if (file) {
                *file = i;
            }
            return e;
        }
    }
    return NULL;
}

struct str ruleset_text(const struct ruleset *rs, const char *section, const char *key) {
    const struct ini_entry *e = ruleset_find(rs, str_of(section), str_of(key), NULL);
    if (e) {
        return e->value;
    }
    const struct rule_key *row = rule_key_find(str_of(section), str_of(key));
    return row ? str_of(row->preset) : STR("");
}

/* The number or choice that a setting has: the nearest value that its row allows, else its preset, else 0. */
static dec setting(const struct ruleset *rs, const char *section, const char *key) {
    const struct rule_key *row = rule_key_find(str_of(section), str_of(key));
    dec d = 0;
    const struct ini_entry *e = ruleset_find(rs, str_of(section), str_of(key), NULL);
    if (!e || rule_value(row, e->value, &d) != RULE_VALUE_OK) {
        (void)rule_value(row, str_of(row->preset), &d);
    }
    return d;
}

static int setting_int(const struct ruleset *rs, const char *section, const char *key) {
    return (int)(setting(rs, section, key) / DEC_ONE);
}

/* ---- labels ---- */

static void add_label(struct arena *a, const struct ruleset *rs, struct rule_labels *list, size_t *cap, enum part part,
                      const char *section, struct str key, bool row) {
    struct rule_label *v = arena_grow(a, list->v, list->n, cap, sizeof *v);
    if (!v) {
        return;
    }
    list->v = v;
    const struct paper_word *word = paper_word(part, key, row);
    const struct ini_entry *own = ruleset_find(rs, str_of(section), key, NULL);
    v[list->n++] = (struct rule_label){
        .key = key,
        .label = own    ? own->value
                 : word ? str_of(word->label)
                        : key,
        .id = word ? word->key : KEY_OTHER,
        .type = word                 ? word->type
                : part == PART_NOTES ? FIELD_TEXT
                                     : FIELD_LINE,
    };
}

static struct rule_labels labels(struct arena *a, const struct ruleset *rs, enum part part, const char *section,
                                 const char *list_key) {
    struct rule_labels list = {0};
    size_t cap = 0;
    struct str rest = ruleset_text(rs, section, list_key);
    if (part == PART_HEADER) {
        add_label(a, rs, &list, &cap, part, section, STR("year"), false);
    }
    for (struct str key; (key = str_word(&rest)).n > 0;) {
        if (part != PART_HEADER || !str_eq_nocase(key, STR("year"))) {
            add_label(a, rs, &list, &cap, part, section, key, part == PART_FUNDS && strcmp(list_key, "rows") == 0);
        }
    }
    return list;
}

/* ---- the indicator tree ---- */

static bool has_tree(const struct ini_doc *doc) {
    for (size_t i = 1; i < doc->sections; i++) {
        if (!rule_section_is_settings(doc->section[i].name)) {
            return true;
        }
    }
    return false;
}

static void node_choice(const struct ini_doc *doc, struct str path, const char *key, dec *out) {
    const struct ini_entry *e = ini_find(doc, path, str_of(key));
    if (e) {
        (void)rule_value(rule_key_find(path, str_of(key)), e->value, out);
    }
}

static struct str node_text(const struct ini_doc *doc, struct str path, const char *key) {
    const struct ini_entry *e = ini_find(doc, path, str_of(key));
    return e ? e->value : STR("");
}

static struct node read_node(const struct ini_doc *doc, const struct ini_section *section) {
    struct str path = section->name;
    dec kind = KIND_NUMBER, sign = SIGN_NONE, weight = 0, optional = 0, unused = 0;
    struct str name = node_text(doc, path, "name");
    const struct ini_entry *w = ini_find(doc, path, STR("weight"));
    struct str steps = node_text(doc, path, "steps");
    if (rule_value(rule_key_find(path, STR("steps")), steps, &unused) != RULE_VALUE_OK) {
        steps = STR("");
    }
    bool weighted = w && rule_value(rule_key_find(path, STR("weight")), w->value, &weight) == RULE_VALUE_OK;
    node_choice(doc, path, "kind", &kind);
    node_choice(doc, path, "sign", &sign);
    node_choice(doc, path, "optional", &optional);
    return (struct node){
        .path = path,
        .name = name.n > 0 ? name : tree_leaf(path),
        .has_weight = weighted,
        .weight = weight,
        .kind = (enum kind)kind,
        .sign = (enum sign)sign,
        .target = node_text(doc, path, "target"),
        .unit = node_text(doc, path, "unit"),
        .evidence = node_text(doc, path, "evidence"),
        .counts = node_text(doc, path, "counts"),
        .steps = steps,
        .optional = optional != 0,
        .line = section->line,
    };
}

int ruleset_node(const struct ruleset *rs, struct str path) {
    for (size_t i = 0; i < rs->nodes; i++) {
        if (str_eq_nocase(rs->node[i].path, path)) {
            return (int)i;
        }
    }
    return -1;
}

/* The tree comes whole from the nearest file that has one: pieces of two indicator systems don't make a third. */
static void read_tree(struct arena *a, struct ruleset *rs) {
    rs->tree_file = -1;
    for (size_t f = 0; f < rs->files && rs->tree_file < 0; f++) {
        if (has_tree(&rs->file[f].doc)) {
            rs->tree_file = (int)f;
        }
    }
    if (rs->tree_file < 0) {
        return;
    }
    const struct ini_doc *doc = &rs->file[rs->tree_file].doc;
    struct tree t = {.arena = a};
    for (size_t i = 1; i < doc->sections; i++) {
        if (!rule_section_is_settings(doc->section[i].name)) {
            tree_add(&t, read_node(doc, &doc->section[i]));
        }
    }
    rs->node = arena_array(a, struct node, t.n + 1);
    rs->nodes = rs->node ? tree_arrange(&t, STR(""), rs->node) : 0;
    for (size_t i = 0; i < rs->nodes; i++) {
        rs->node[i].folded = text_fold_name(a, rs->node[i].name);
    }
}

/* ---- loading ---- */

static enum rule_file_status read_bytes(struct arena *a, struct rule_file *f, struct str bytes) {
    switch (ini_scan(a, bytes, &f->doc)) {
    case INI_NO_MEMORY:
        return RULE_FILE_NO_MEMORY;
    case INI_REFUSED:
        return RULE_FILE_NOT_TEXT;
    case INI_OK:
        break;
    }
    if (!ini_find_section(&f->doc, STR("ruleset"))) {
        return RULE_FILE_OTHER;
    }
    switch (rules_ini_read(&f->doc)) {
    case RULES_INI_NO_MEMORY:
        return RULE_FILE_NO_MEMORY;
    case RULES_INI_REFUSED:
    case RULES_INI_FAILED:
        return RULE_FILE_BROKEN;
    case RULES_INI_OK:
        break;
    }
    return RULE_FILE_OK;
}

static enum rule_file_status read_file(struct arena *a, struct rule_file *f) {
    struct str bytes;
    f->file = file_read(f->path.p, FILE_LIMIT, a, &bytes);
    if (f->file.status != FILE_OK) {
        return f->file.status == FILE_NO_MEMORY ? RULE_FILE_NO_MEMORY : RULE_FILE_UNREADABLE;
    }
    return read_bytes(a, f, bytes);
}

static bool already_read(const struct ruleset *rs, struct str path) {
    for (size_t i = 0; i < rs->files; i++) {
        if (str_eq(rs->file[i].path, path)) {
            return true;
        }
    }
    return false;
}

/* Reads the file and the chain of its bases; a base that can't be had is the last of the chain, with its status. */
static void read_chain(struct arena *a, struct ruleset *rs, struct str path, const struct str *bytes) {
    while (path.p) {
        struct rule_file *f = &rs->file[rs->files];
        *f = (struct rule_file){.path = path};
        if (already_read(rs, path)) {
            f->status = RULE_FILE_LOOP;
        } else if (rs->files + 1 == RULE_FILES_MAX) {
            f->status = RULE_FILE_TOO_DEEP;
        } else {
            f->status = bytes && rs->files == 0 ? read_bytes(a, f, *bytes) : read_file(a, f);
        }
        rs->files++;
        if (f->status != RULE_FILE_OK && f->status != RULE_FILE_BROKEN) {
            return;
        }
        const struct ini_entry *base = ini_find(&f->doc, STR("ruleset"), STR("base"));
        path = base && base->value.n > 0 ? path_beside(a, path, base->value) : (struct str){0};
    }
}

static void read_settings(struct arena *a, struct ruleset *rs) {
    rs->title = ruleset_text(rs, "ruleset", "title");
    rs->form_title = ruleset_text(rs, "ruleset", "form_title");
    rs->currency = ruleset_text(rs, "funds", "currency");
    rs->year = setting_int(rs, "ruleset", "year");
    rs->total = setting(rs, "ruleset", "total");
    rs->decimals = setting_int(rs, "ruleset", "decimals");
    rs->header = labels(a, rs, PART_HEADER, "header", "fields");
    rs->fund_rows = labels(a, rs, PART_FUNDS, "funds", "rows");
    rs->fund_columns = labels(a, rs, PART_FUNDS, "funds", "columns");
    rs->goal_columns = labels(a, rs, PART_GOALS, "goals", "columns");
    rs->columns = labels(a, rs, PART_INDICATORS, "indicators", "columns");
    rs->notes = labels(a, rs, PART_NOTES, "notes", "fields");
    rs->open = setting(rs, "indicators", "open") != 0;
    rs->order = ruleset_text(rs, "indicators", "order");
    rs->execution_weight = setting(rs, "execution", "weight");
    rs->execution_base = (enum execution_base)setting(rs, "execution", "base");
    rs->execution_reason_below = setting(rs, "execution", "reason_below");
    rs->inverse = (enum inverse)setting(rs, "scoring", "inverse");
    rs->overshoot_note = setting(rs, "scoring", "overshoot_note");
    rs->overshoot_reason = setting(rs, "scoring", "overshoot_reason");
    rs->overshoot_cut = (enum overshoot_cut)setting(rs, "scoring", "overshoot_cut");
    rs->overshoot_cut_from = setting(rs, "scoring", "overshoot_cut_from");
    rs->overshoot_cut_points = setting(rs, "scoring", "overshoot_cut_points");
    rs->not_applicable = (enum not_applicable)setting(rs, "scoring", "not_applicable");
    rs->rounding = (enum dec_round)setting(rs, "scoring", "rounding");
    rs->round_at = (enum round_at)setting(rs, "scoring", "round_at");
    rs->reason_required_below = setting(rs, "reasons", "required_below");
    rs->reason_min_chars = setting_int(rs, "reasons", "min_chars");
    rs->empty_words = ruleset_text(rs, "reasons", "empty_words");
    rs->measure_words = ruleset_text(rs, "reasons", "measure_words");
    rs->failure_words = ruleset_text(rs, "reasons", "failure_words");
    rs->plan_words = ruleset_text(rs, "goals", "plan_words");
}

static struct ruleset *load(struct arena *a, const char *path, const struct str *bytes) {
    struct ruleset *rs = arena_new(a, struct ruleset);
    if (!rs) {
        return NULL;
    }
    read_chain(a, rs, arena_copy(a, str_of(path)), bytes);
    if (rs->files > 0 && rs->file[rs->files - 1].status == RULE_FILE_NO_MEMORY) {
        return NULL;
    }
    rs->usable = rs->files > 0 && (rs->file[0].status == RULE_FILE_OK || rs->file[0].status == RULE_FILE_BROKEN);
    read_settings(a, rs);
    read_tree(a, rs);
    rule_lists_read(a, rs);
    return a->failed ? NULL : rs;
}

struct ruleset *ruleset_load(struct arena *a, const char *path) {
    return load(a, path, NULL);
}

struct ruleset *ruleset_from(struct arena *a, const char *path, struct str bytes) {
    return load(a, path, &bytes);
}
