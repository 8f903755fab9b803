#include "ziping/rulesettings.h"

static bool is_row(const struct rule_key *row, const char *section, const char *key) {
    return strcmp(row->section, section) == 0 && strcmp(row->key, key) == 0;
}

const struct rule_labels *rulesettings_labels(const struct ruleset *rs, const struct rule_key *row) {
    return is_row(row, "header", "fields")        ? &rs->header
           : is_row(row, "funds", "rows")         ? &rs->fund_rows
           : is_row(row, "funds", "columns")      ? &rs->fund_columns
           : is_row(row, "goals", "columns")      ? &rs->goal_columns
           : is_row(row, "indicators", "columns") ? &rs->columns
           : is_row(row, "notes", "fields")       ? &rs->notes
                                                  : NULL;
}

/* ---- values ---- */

static struct str number_text(struct arena *a, dec d) {
    char text[DEC_TEXT];
    return arena_copy(a, dec_text(d, 0, text));
}

struct str rulesettings_choice(const struct rule_key *row, size_t index) {
    struct str words = str_of(row->least), w = str_word(&words);
    for (; index > 0; index--) {
        w = str_word(&words);
    }
    return w;
}

static struct str words_text(struct arena *a, struct str words) {
    struct buf b = {0};
    for (struct str w; (w = str_word(&words)).n > 0;) {
        buf_text(&b, b.n > 0 ? " " : "");
        buf_add(&b, w);
    }
    return buf_keep(&b, a);
}

struct str rulesettings_value(struct arena *a, const struct rule_key *row, struct str value) {
    dec d = 0;
    if (rule_value(row, value, &d) != RULE_VALUE_OK) {
        value = str_of(row->preset);
        if (rule_value(row, value, &d) != RULE_VALUE_OK) {
            return STR("");
        }
    }
    switch (row->type) {
    case RULE_NUMBER:
    case RULE_INTEGER:
        return number_text(a, d);
    case RULE_CHOICE:
        return rulesettings_choice(row, (size_t)d);
    case RULE_YES_NO:
        return d != 0 ? STR("yes") : STR("no");
    case RULE_WORDS:
    case RULE_TIERS:
    case RULE_STEPS:
        return words_text(a, value);
    case RULE_TEXT:
    case RULE_PATH:
        break;
    }
    return value;
}

/* ---- reading ---- */

struct reader {
    struct arena *arena;
    const struct ruleset *rs;
    const struct rule_checks *checks;
    struct rule_settings *out;
};

static void add(struct reader *r, struct rule_setting s) {
    struct rule_setting *v = arena_grow(r->arena, r->out->v, r->out->n, &r->out->cap, sizeof *v);
    if (v) {
        r->out->v = v;
        v[r->out->n++] = s;
    }
}

static void read_fixed(struct reader *r, const struct rule_key *row) {
    const struct ini_entry *e = ruleset_find(r->rs, str_of(row->section), str_of(row->key), NULL);
    add(r, (struct rule_setting){
               .row = row,
               .key = str_of(row->key),
               .value = rulesettings_value(r->arena, row, e ? e->value : str_of(row->preset)),
               .preset = rulesettings_value(r->arena, row, str_of(row->preset)),
               .given = e != NULL,
           });
}

/* Grades and caps are taken as a whole from the nearest file that has any. */
static bool is_whole(const struct rule_key *row) {
    return strcmp(row->section, "grades") == 0 || strcmp(row->key, "cap.*") == 0;
}

static bool is_check(const struct rule_key *row) {
    return strcmp(row->section, "severity") == 0;
}

/* The setting that an entry is; false where it doesn't act. */
static bool setting_of(struct reader *r, const struct rule_key *row, const struct ini_entry *e,
                       struct rule_setting *s) {
    dec d;
    *s = (struct rule_setting){.row = row, .key = e->key, .preset = str_of(row->preset), .given = true};
    if (is_check(row) && (!r->checks || !r->checks->find(e->key, &s->key, &s->preset))) {
        return false;
    }
    bool valid = rule_value(row, e->value, &d) == RULE_VALUE_OK;
    bool valid_key = strcmp(row->key, "cap.*") != 0 || dec_parse(str_sub(e->key, 4, e->key.n), &d) == DEC_OK;
    s->value = valid ? rulesettings_value(r->arena, row, e->value) : s->preset;
    return valid_key && (valid || s->preset.n > 0);
}

/* The entries of a file that the row stands for; those of nearer files and later lines come before others. */
static size_t read_file(struct reader *r, const struct rule_key *row, const struct ini_doc *doc) {
    size_t before = r->out->n, n = 0;
    for (size_t i = 0; i < doc->entries; i++) {
        const struct ini_entry *e = &doc->entry[i];
        struct rule_setting s;
        if (e->is_part || !str_eq_nocase(doc->section[e->section].name, str_of(row->section)) ||
            rule_key_find(str_of(row->section), e->key) != row) {
            continue;
        }
        n++;
        if (!setting_of(r, row, e, &s)) {
            continue;
        }
        const struct rule_setting *there = rulesettings_find(r->out, row, s.key);
        if (!there) {
            add(r, s);
        } else if ((size_t)(there - r->out->v) >= before) {
            r->out->v[there - r->out->v] = s;
        }
    }
    return n;
}

static void read_named(struct reader *r, const struct rule_key *row) {
    for (size_t f = 0; f < r->rs->files; f++) {
        if (read_file(r, row, &r->rs->file[f].doc) > 0 && is_whole(row)) {
            return;
        }
    }
}

bool rulesettings_read(struct arena *a, const struct ruleset *rs, const struct rule_checks *checks,
                       struct rule_settings *out) {
    struct reader r = {a, rs, checks, out};
    *out = (struct rule_settings){0};
    for (size_t i = 0; rule_key_at(i); i++) {
        const struct rule_key *row = rule_key_at(i);
        bool tree = strcmp(row->section, "*") == 0;
        bool label = strcmp(row->key, "*") == 0 && row->type == RULE_TEXT;
        if (tree || label || row->type == RULE_PATH) {
            continue;
        }
        if (str_ends(str_of(row->key), STR("*"))) {
            read_named(&r, row);
        } else {
            read_fixed(&r, row);
        }
    }
    return !a->failed;
}

/* `cap.80` and `cap.80.0` are the same bound. */
static bool same_key(const struct rule_key *row, struct str a, struct str b) {
    dec x, y;
    if (strcmp(row->key, "cap.*") == 0 && a.n > 4 && b.n > 4 && dec_parse(str_sub(a, 4, a.n), &x) == DEC_OK &&
        dec_parse(str_sub(b, 4, b.n), &y) == DEC_OK) {
        return x == y;
    }
    return str_eq_nocase(a, b);
}

const struct rule_setting *rulesettings_find(const struct rule_settings *s, const struct rule_key *row,
                                             struct str key) {
    for (size_t i = 0; i < s->n; i++) {
        if (s->v[i].row == row && same_key(row, s->v[i].key, key)) {
            return &s->v[i];
        }
    }
    return NULL;
}
