/* The settings file of the screen. */
#include "ziping/settings.h"

#include <stdlib.h>

#include "ziping/check.h"
#include "ziping/ini.h"
#include "ziping/output.h"
#include "ziping/suggest.h"
#include "settings_parts.h"

/* ---- faults ---- */

static void add_fault(struct reading *r, struct settings_fault fault) {
    struct settings *s = r->settings;
    struct settings_fault *v = arena_grow(r->arena, s->fault, s->faults, &s->cap, sizeof *v);
    if (v) {
        s->fault = v;
        s->fault[s->faults++] = fault;
    }
}

void settings_fault_at(struct reading *r, unsigned line, uint32_t at, struct buf *text) {
    struct str kept = buf_keep(text, r->arena);
    add_fault(r, (struct settings_fault){line, ini_column(r->doc, at), kept});
}

void settings_say(struct reading *r, const struct settings_word *w) {
    struct buf b = {0};
    buf_template(&b, word(r->lang, w->word), w->arg, 2);
    if (w->meant.n > 0) {
        buf_text(&b, word(r->lang, W_DID_YOU_MEAN_BEFORE));
        buf_add(&b, w->meant);
        buf_text(&b, word(r->lang, W_DID_YOU_MEAN_BEHIND));
    }
    settings_fault_at(r, w->entry ? w->entry->line : w->line, w->at, &b);
}

/* How the file is written, as `ziping check` says it of any INI file. */
static void report_ini(struct reading *r) {
    struct diags found = {.arena = r->arena};
    check_ini_faults(r->doc, r->lang, &found);
    for (size_t i = 0; i < found.n; i++) {
        struct buf b = {0};
        catalogue_message(&found.v[i], r->lang, &b);
        struct str text = buf_keep(&b, r->arena);
        add_fault(r, (struct settings_fault){found.v[i].line, found.v[i].column, text});
    }
}

static int by_place(const void *a, const void *b) {
    const struct settings_fault *x = a, *y = b;
    return x->line != y->line ? (x->line < y->line ? -1 : 1) : (x->column > y->column) - (x->column < y->column);
}

static void sort_faults(struct settings *s) {
    if (s->faults > 1) {
        qsort(s->fault, s->faults, sizeof *s->fault, by_place);
    }
    s->lines = 0;
    for (size_t i = 0; i < s->faults; i++) {
        s->lines += i == 0 || s->fault[i].line != s->fault[i - 1].line;
    }
}

/* ---- [screen] ---- */

enum { SETTING_LANG, SETTING_AMBIGUOUS, SETTING_MOUSE, SETTINGS };

static const struct {
    const char *name, *values[3];
} table[SETTINGS] = {
    [SETTING_LANG] = {"lang", {"zh", "en"}},
    [SETTING_AMBIGUOUS] = {"ambiguous", {"narrow", "wide", "auto"}},
    [SETTING_MOUSE] = {"mouse", {"no", "yes"}},
};

static int setting_named(struct str name) {
    int i = 0;
    while (i < SETTINGS && !str_eq_nocase(name, str_of(table[i].name))) {
        i++;
    }
    return i;
}

/* Which of its values a setting has, or -1. */
static int value_of(int setting, struct str value) {
    for (int v = 0; v < 3 && table[setting].values[v]; v++) {
        if (str_eq_nocase(value, str_of(table[setting].values[v]))) {
            return v;
        }
    }
    return -1;
}

static void say_values(struct reading *r, const struct ini_entry *e, int setting) {
    struct buf b = {0};
    for (int v = 0; v < 3 && table[setting].values[v]; v++) {
        buf_text(&b, v > 0 ? " " : "");
        buf_text(&b, table[setting].values[v]);
    }
    struct str values = buf_keep(&b, r->arena);
    settings_say(
        r, &(struct settings_word){.word = W_SETTING_VALUE, .arg = {e->key, values}, .entry = e, .at = e->value_at});
}

static void read_setting(struct reading *r, const struct ini_entry *e) {
    int setting = setting_named(e->key), value = setting < SETTINGS ? value_of(setting, e->value) : -1;
    if (setting == SETTINGS) {
        struct suggest best = {0};
        for (int i = 0; i < SETTINGS; i++) {
            suggest_try(&best, e->key, str_of(table[i].name));
        }
        settings_say(r,
                     &(struct settings_word){
                         .word = W_SETTING_UNKNOWN, .arg = {e->key}, .meant = best.best, .entry = e, .at = e->key_at});
    } else if (value < 0) {
        say_values(r, e, setting);
    } else if (setting == SETTING_AMBIGUOUS) {
        r->settings->ambiguous = table[setting].values[value];
    } else if (setting == SETTING_MOUSE) {
        r->settings->mouse = value == 1;
    }
}

/* The language comes first: the other messages are in it. */
static void read_lang(struct reading *r, bool given) {
    const struct ini_entry *e = ini_find(r->doc, STR("screen"), str_of(table[SETTING_LANG].name));
    int value = e ? value_of(SETTING_LANG, e->value) : -1;
    if (value >= 0 && !given) {
        r->lang = r->settings->lang = value == 1 ? LANG_EN : LANG_ZH;
    }
}

/* ---- the file ---- */

static void say_section(struct reading *r, const struct ini_section *s) {
    struct suggest best = {0};
    suggest_try(&best, s->name, STR("keys"));
    suggest_try(&best, s->name, STR("screen"));
    settings_say(r, &(struct settings_word){
                        .word = W_SETTING_SECTION, .arg = {s->name}, .meant = best.best, .line = s->line, .at = s->at});
}

static void read_sections(struct reading *r) {
    for (size_t i = 1; i < r->doc->sections; i++) {
        const struct ini_section *s = &r->doc->section[i];
        bool screen = str_eq_nocase(s->name, STR("screen"));
        if (!screen && !str_eq_nocase(s->name, STR("keys"))) {
            say_section(r, s);
        }
        for (size_t k = s->first; screen && k < s->first + s->n; k++) {
            const struct ini_entry *e = &r->doc->entry[k];
            if (ini_find(r->doc, s->name, e->key) == e) { /* the last of that key */
                read_setting(r, e);
            }
        }
    }
}

void settings_default(struct settings *s, enum lang lang) {
    *s = (struct settings){.keys = *keymap_default(), .lang = lang};
}

bool settings_read(struct arena *a, struct str bytes, enum lang lang, bool lang_given, struct settings *s) {
    struct ini_doc doc;
    settings_default(s, lang);
    enum ini_status status = ini_scan(a, bytes, &doc);
    struct reading r = {.arena = a, .doc = &doc, .settings = s, .lang = lang};
    if (status == INI_OK) {
        read_lang(&r, lang_given);
        read_sections(&r);
        settings_keys(&r);
    }
    if (status != INI_NO_MEMORY) {
        report_ini(&r);
    }
    if (status == INI_NO_MEMORY || a->failed) {
        settings_default(s, lang);
        return false;
    }
    sort_faults(s);
    return true;
}

void settings_report(const struct settings *s, struct str path, struct buf *out) {
    struct arena a = {0};
    for (size_t i = 0; i < s->faults; i++) {
        const struct settings_fault *f = &s->fault[i];
        buf_add(out, text_visible(&a, path, TEXT_FOR_REPORT));
        if (f->line > 0) {
            buf_printf(out, ":%u:%u", f->line, f->column);
        }
        buf_text(out, ": ");
        buf_add(out, text_visible(&a, f->text, TEXT_FOR_REPORT));
        buf_char(out, '\n');
    }
    out->failed |= a.failed;
    arena_free(&a);
}
