/* Writing a document with changes made. */
#include "ini_write.h"

#include <stdlib.h>

struct new_section {
    struct str name, before, after;
    bool written;
};

struct rewrite {
    struct ini_edits w;
    const struct ini_change *change;
    size_t changes;
    struct new_section *fresh;
    size_t fresh_n;
    struct buf room; /* a value without CR */
};

static const struct ini_section *last_block(const struct ini_doc *doc, struct str name) {
    for (size_t i = doc->sections; i-- > 0;) {
        if (str_eq_nocase(doc->section[i].name, name)) {
            return &doc->section[i];
        }
    }
    return NULL;
}

static void add_key(struct ini_edits *w, const struct ini_section *s, struct str key, struct str value) {
    size_t before = w->text.n;
    uint32_t at = ini_edit_keys_end(w, s);
    uint32_t parts = ini_put_lines(&w->text, key, value);

    ini_edit_add(w, at, at, before, INI_LINES);
    ini_edit_strays(w, s, key, 1, parts);
}

/* Whether a later change is of the same key. */
static bool superseded(const struct rewrite *r, size_t i) {
    for (size_t k = i + 1; k < r->changes; k++) {
        if (str_eq_nocase(r->change[k].key, r->change[i].key) &&
            str_eq_nocase(r->change[k].section, r->change[i].section)) {
            return true;
        }
    }
    return false;
}

/* Keeps in mind the new section of a change. */
static void note_section(struct rewrite *r, const struct ini_change *c) {
    for (size_t i = 0; i < r->fresh_n; i++) {
        if (str_eq_nocase(r->fresh[i].name, c->section)) {
            return;
        }
    }
    r->fresh[r->fresh_n++] = (struct new_section){c->section, c->before, c->after, false};
}

static void make_change(struct rewrite *r, const struct ini_change *c) {
    const struct ini_doc *doc = r->w.doc;
    const struct ini_entry *e = ini_find(doc, c->section, c->key);
    const struct ini_section *s = last_block(doc, c->section);
    struct str value;

    if (c->remove) {
        ini_edit_remove(&r->w, c->section, c->key);
        return;
    }
    value = ini_without_cr(c->value, &r->room);
    if (e) {
        if (c->anew || !str_eq(e->value, value)) {
            ini_edit_value(&r->w, e, value);
        }
    } else if (s) {
        add_key(&r->w, s, c->key, value);
    } else {
        note_section(r, c);
    }
}

/* ---- new sections ---- */

static void put_keys(struct rewrite *r, struct str section) {
    for (size_t i = 0; i < r->changes; i++) {
        const struct ini_change *c = &r->change[i];
        if (!c->remove && str_eq_nocase(c->section, section) && !superseded(r, i)) {
            ini_put_lines(&r->w.text, c->key, ini_without_cr(c->value, &r->room));
        }
    }
}

/* Adds the section to the text that begins at `block`, and behind it the new ones that want to stand there. */
static void put_section(struct rewrite *r, struct new_section *s, size_t block) {
    struct buf *text = &r->w.text;

    s->written = true;
    if (text->n > block) {
        buf_char(text, '\n');
    }
    buf_char(text, '[');
    buf_add(text, s->name);
    buf_text(text, "]\n");
    put_keys(r, s->name);
    for (size_t i = 0; i < r->fresh_n; i++) {
        if (!r->fresh[i].written && r->fresh[i].after.n > 0 && str_eq_nocase(r->fresh[i].after, s->name)) {
            put_section(r, &r->fresh[i], block);
        }
    }
}

static void place_section(struct rewrite *r, struct new_section *s, uint32_t at) {
    size_t block = r->w.text.n;

    put_section(r, s, block);
    ini_edit_add(&r->w, at, at, block, INI_BLOCK);
}

/* The end of the text, but before a line that ends in a backslash: that one would take in what follows. */
static uint32_t text_end(const struct ini_edits *w) {
    const struct ini_bounds *last = w->lines > 0 ? &w->line[w->lines - 1] : NULL;

    return last && last->pending ? last->at : (uint32_t)w->doc->text.n;
}

/* Whether the section it wants to stand behind is itself a new one. */
static bool waits(const struct rewrite *r, const struct new_section *s) {
    for (size_t i = 0; i < r->fresh_n; i++) {
        if (&r->fresh[i] != s && str_eq_nocase(r->fresh[i].name, s->after)) {
            return true;
        }
    }
    return false;
}

static void place_sections(struct rewrite *r) {
    for (size_t i = 0; i < r->fresh_n; i++) {
        struct new_section *s = &r->fresh[i];
        const struct ini_section *before = s->before.n > 0 ? ini_find_section(r->w.doc, s->before) : NULL;
        const struct ini_section *after = s->after.n > 0 ? last_block(r->w.doc, s->after) : NULL;
        if (before) {
            place_section(r, s, ini_edit_section_start(&r->w, before));
        } else if (after) {
            place_section(r, s, ini_edit_section_end(&r->w, after));
        } else if (!waits(r, s)) {
            place_section(r, s, text_end(&r->w));
        }
    }
    for (size_t i = 0; i < r->fresh_n; i++) { /* two that each want to stand behind the other */
        if (!r->fresh[i].written) {
            place_section(r, &r->fresh[i], text_end(&r->w));
        }
    }
}

/* ---- putting it together ---- */

static int compare_edits(const void *x, const void *y) {
    const struct ini_edit *a = x, *b = y;

    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    return (a->order > b->order) - (a->order < b->order);
}

void ini_edit_text(struct buf *out, struct str s) {
    size_t from = 0;

    for (size_t at = 0; at < s.n;) {
        const char *cr = memchr(s.p + at, '\r', s.n - at);
        size_t end = cr ? (size_t)(cr - s.p) : s.n;
        for (at = end; at < s.n && s.p[at] == '\r';) {
            at++;
        }
        if (at < s.n && s.p[at] == '\n') {
            buf_add(out, str_sub(s, from, end));
            from = at;
        }
    }
    buf_add(out, str_sub(s, from, s.n));
}

/* `start` is where the document begins in *out. */
static void copy_edit(const struct ini_edits *w, const struct ini_edit *e, size_t start, struct buf *out) {
    struct str text = w->doc->text;

    if (e->kind != INI_IN_LINE && e->n > 0 && out->n > start && out->p[out->n - 1] != '\n') {
        buf_char(out, '\n');
    }
    if (e->kind == INI_BLOCK && out->n > start && !(out->n > start + 1 && out->p[out->n - 2] == '\n')) {
        buf_char(out, '\n');
    }
    buf_add(out, str_sub(buf_str(&w->text), e->text, e->text + e->n));
    if (e->kind == INI_BLOCK && e->to < text.n && text.p[e->to] != '\n' && text.p[e->to] != '\r') {
        buf_char(out, '\n');
    }
}

void ini_edit_copy(struct ini_edits *w, struct buf *out) {
    size_t start = out->n;
    uint32_t at = 0;

    if (w->edits > 1) {
        qsort(w->edit, w->edits, sizeof *w->edit, compare_edits);
    }
    for (size_t i = 0; i < w->edits; i++) {
        const struct ini_edit *e = &w->edit[i];
        if (e->from > at) {
            ini_edit_text(out, str_sub(w->doc->text, at, e->from));
        }
        copy_edit(w, e, start, out);
        at = e->to > at ? e->to : at;
    }
    ini_edit_text(out, str_sub(w->doc->text, at, w->doc->text.n));
}

void ini_rewrite(const struct ini_doc *doc, const struct ini_change *change, size_t n, struct buf *out) {
    struct rewrite r = {.w.doc = doc, .change = change, .changes = n};

    r.fresh = arena_array(&r.w.scratch, struct new_section, n + 1);
    r.w.failed = !r.fresh || doc->sections == 0; /* a refused document has no sections at all */
    if (!r.w.failed && n > 0) {
        ini_edit_bounds(&r.w);
    }
    for (size_t i = 0; i < n && !r.w.failed; i++) {
        if (!superseded(&r, i)) {
            make_change(&r, &change[i]);
        }
    }
    if (!r.w.failed) {
        place_sections(&r);
    }
    if (r.w.failed || r.w.text.failed || r.room.failed) {
        out->failed = true;
    } else {
        ini_edit_copy(&r.w, out);
    }
    buf_free(&r.room);
    buf_free(&r.w.text);
    arena_free(&r.w.scratch);
}
