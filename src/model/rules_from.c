#include "ziping/rules_from.h"

#include "rules_from_parts.h"
#include "ziping/text.h"

#define COMMENT_COLUMNS 200 /* of a path or list in a comment: no line may be longer than iniparser takes */

struct str from_text(const struct from *f, struct str section, struct str key) {
    const struct ini_entry *e = ini_find(f->doc, section, key);
    return e ? str_trim(e->value) : STR("");
}

bool from_number(const struct from *f, struct str section, struct str key, dec *out) {
    return stated_number(from_text(f, section, key), out) == STATED_NUMBER;
}

/* ---- writing ---- */

void from_put(struct from *f, struct str section, struct str key, struct str value) {
    if (!str_eq(f->section, section)) {
        buf_text(f->out, "\n[");
        buf_add(f->out, section);
        buf_text(f->out, "]\n");
        f->section = section;
    }
    ini_put(f->out, key, value);
}

void from_put_number(struct from *f, struct str section, struct str key, dec value) {
    char text[DEC_TEXT];
    from_put(f, section, key, dec_text(value, 0, text));
}

/* A line of its own, with its argument made harmless and cut. */
static void put_comment(struct from *f, enum lang lang, enum word what, struct str arg) {
    struct str shown = text_visible(f->arena, arg, TEXT_FOR_REPORT);
    size_t fits = text_fit(shown, COMMENT_COLUMNS, TEXT_NARROW);
    shown = fits < shown.n ? arena_join(f->arena, str_sub(shown, 0, fits), STR("…")) : shown;
    buf_text(f->out, "; ");
    buf_template(f->out, word(lang, what), &shown, 1);
    buf_char(f->out, '\n');
}

static void put_count(struct from *f, enum lang lang, enum word what, size_t n) {
    struct buf text = {0};
    buf_number(&text, n);
    if (n > 0) {
        put_comment(f, lang, what, buf_str(&text));
    }
    buf_free(&text);
}

static void put_comments(struct from *f, const struct document *d, enum lang lang) {
    size_t kinds = 0, nameless = 0, left_out = 0;
    struct buf added = {0};
    char text[DEC_TEXT];
    for (size_t i = 0; i < f->schema->nodes; i++) {
        const struct from_node *n = &f->node[i];
        kinds += n->used && n->kind_assumed;
        nameless += n->used && n->node->own && from_text(f, n->node->path, STR("name")).n == 0;
        left_out += !n->used && !n->node->own && n->node->level == 3;
    }
    put_comment(f, lang, W_FROM_HEAD, d->path);
    put_comment(f, lang, W_FROM_TAKEN, STR(""));
    put_comment(f, lang, f->has_rules ? W_FROM_RULES : W_FROM_NO_RULES, d->rules_path);
    put_count(f, lang, W_FROM_LEFT_OUT, left_out);
    put_count(f, lang, W_FROM_KINDS, kinds);
    put_count(f, lang, W_FROM_NAMES, nameless);
    from_put_added(f, &added);
    if (added.n > 0) {
        put_comment(f, lang, W_FROM_ADDED, buf_str(&added));
    }
    if (f->execution_assumed) {
        put_comment(f, lang, W_FROM_EXECUTION, dec_text(f->execution, 0, text));
    }
    if (f->counted_assumed) {
        put_comment(f, lang, W_FROM_COUNTED, STR(""));
    }
    f->out->failed |= added.failed;
    buf_free(&added);
}

/* ---- what the form says of the rule set as a whole ---- */

static void put_title(struct from *f) {
    struct str project = from_text(f, STR("header"), STR("project"));
    struct str title = f->has_rules && f->rules->title.n > 0
                           ? f->rules->title
                           : arena_join(f->arena, project.n > 0 ? project : STR("项目支出"), STR("绩效指标体系"));
    from_put(f, STR("ruleset"), STR("title"), title);
}

static void put_year(struct from *f, const struct rule_key *row) {
    struct str year = from_text(f, STR("header"), STR("year"));
    dec d = 0;
    if (rule_value(row, year, &d) == RULE_VALUE_OK) {
        from_put_number(f, STR("ruleset"), STR("year"), d);
    } else if (f->rules->year > 0) {
        from_put_number(f, STR("ruleset"), STR("year"), DEC_INT(f->rules->year));
    }
}

/* The most decimals that a score of the form has. */
static int score_places(const struct from *f) {
    int most = dec_places(from_text(f, STR("total"), STR("score")));
    for (size_t i = 0; i < f->schema->nodes; i++) {
        struct str score = from_text(f, f->schema->node[i].path, STR("score"));
        dec d;
        if (stated_number(score, &d) == STATED_NUMBER && dec_places(score) > most) {
            most = dec_places(score);
        }
    }
    return most < DEC_PLACES ? most : DEC_PLACES;
}

/* The grades of 财预〔2020〕10号, in per cent of the total. */
static void put_national_grades(struct from *f) {
    static const struct {
        const char *name;
        int percent;
    } grades[] = {{"优", 90}, {"良", 80}, {"中", 60}, {"差", 0}};
    for (size_t i = 0; i < sizeof grades / sizeof *grades; i++) {
        dec from = dec_mul_div(f->total, DEC_INT(grades[i].percent), DEC_INT(100));
        from_put_number(f, STR("grades"), str_of(grades[i].name), from);
    }
}

/* True where the key follows from the form, or is written here in any case. */
static bool put_own(struct from *f, const struct rule_key *row) {
    struct str section = str_of(row->section), key = str_of(row->key);
    if (rulesettings_labels(f->rules, row)) {
        from_put_fields(f, row);
    } else if (str_eq(section, STR("ruleset")) && str_eq(key, STR("format"))) {
        from_put(f, section, key, str_of(row->preset));
    } else if (str_eq(section, STR("ruleset")) && str_eq(key, STR("title"))) {
        put_title(f);
    } else if (str_eq(section, STR("ruleset")) && str_eq(key, STR("year"))) {
        put_year(f, row);
    } else if (str_eq(section, STR("ruleset")) && str_eq(key, STR("total"))) {
        from_put_number(f, section, key, f->total);
    } else if (str_eq(section, STR("ruleset")) && str_eq(key, STR("decimals")) && !f->has_rules &&
               score_places(f) > f->rules->decimals) {
        from_put_number(f, section, key, DEC_INT(score_places(f)));
    } else if (str_eq(section, STR("grades")) && f->rules->grades == 0) {
        put_national_grades(f);
    } else if (str_eq(section, STR("execution")) && str_eq(key, STR("weight"))) {
        from_put_number(f, section, key, f->execution);
    } else {
        return str_eq(section, STR("indicators")) && str_eq(key, STR("order")); /* the tree stands in that order */
    }
    return true;
}

/* Everything else is as the form's rule set has it, where that differs from the preset. */
static void put_rest(struct from *f, const struct rule_settings *settings, const struct rule_key *row) {
    for (size_t i = 0; i < settings->n; i++) {
        const struct rule_setting *s = &settings->v[i];
        if (s->row == row && !str_eq(s->value, s->preset)) {
            from_put(f, str_of(row->section), s->key, s->value);
        }
    }
}

static bool is_first_of_section(size_t at) {
    for (size_t i = 0; i < at; i++) {
        if (strcmp(rule_key_at(i)->section, rule_key_at(at)->section) == 0) {
            return false;
        }
    }
    return true;
}

static void put_settings(struct from *f, const struct rule_settings *settings) {
    for (size_t first = 0; rule_key_at(first); first++) {
        for (size_t i = first; is_first_of_section(first) && rule_key_at(i); i++) {
            const struct rule_key *row = rule_key_at(i);
            bool here = row->section[0] != '*' && strcmp(row->section, rule_key_at(first)->section) == 0;
            if (here && !put_own(f, row)) {
                put_rest(f, settings, row);
            }
        }
    }
}

/* ---- the whole ---- */

/* What keeps the form's indicators from standing in a rule set. */
static enum rules_from_status fault_of(const struct from *f, struct str *culprit) {
    bool any = false;
    for (size_t i = 0; i < f->schema->nodes; i++) {
        const struct from_node *n = &f->node[i];
        any = any || (n->used && n->node->level == 3);
        if (n->used && rule_section_is_settings(n->node->path)) {
            *culprit = n->node->path;
            return RULES_FROM_SETTINGS_SECTION;
        }
    }
    return any ? RULES_FROM_OK : RULES_FROM_NO_INDICATORS;
}

enum rules_from_status rules_from_form(struct arena *a, const struct document *d, const struct rule_checks *checks,
                                       enum lang lang, struct buf *out, struct str *culprit) {
    struct rule_settings settings = {0};
    struct from *f = arena_new(a, struct from);
    if (!f) {
        return RULES_FROM_NO_MEMORY;
    }
    *f = (struct from){.arena = a, .doc = &d->doc, .has_rules = d->rules && d->rules->usable, .out = out};
    f->rules = f->has_rules ? d->rules : ruleset_from(a, "", STR("[ruleset]\n"));
    f->schema = f->rules ? schema_build(a, f->rules, f->doc, 0) : NULL;
    if (!f->schema || !rulesettings_read(a, f->rules, checks, &settings)) {
        return RULES_FROM_NO_MEMORY;
    }
    from_read_fields(f);
    if (!from_read_tree(f)) {
        return RULES_FROM_NO_MEMORY;
    }
    enum rules_from_status fault = fault_of(f, culprit);
    if (fault != RULES_FROM_OK) {
        return fault;
    }
    put_comments(f, d, lang);
    put_settings(f, &settings);
    from_put_tree(f);
    return a->failed || out->failed ? RULES_FROM_NO_MEMORY : RULES_FROM_OK;
}
