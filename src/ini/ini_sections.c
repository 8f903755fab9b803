/* Taking whole sections out of a document, and putting some in another order. */
#include "ini_write.h"

/* ---- where a section stands ---- */

/* The first character of a line that is no blank, or \0. */
static char first_of(const struct ini_edits *w, size_t line) {
    const char *text = w->doc->text.p, *stop = text + w->line[line].stop;
    const char *p = ini_skip_space(text + w->line[line].at, stop);

    return p < stop ? *p : '\0';
}

static bool is_blank(const struct ini_edits *w, size_t line) {
    return first_of(w, line) == '\0' && !w->line[line].pending;
}

uint32_t ini_edit_keys_end(const struct ini_edits *w, const struct ini_section *s) {
    if (s->n > 0) {
        return ini_edit_entry_line(w, &w->doc->entry[s->first + s->n - 1])->next;
    }
    return s == w->doc->section ? 0 : w->line[ini_edit_line(w, s->at)].next;
}

uint32_t ini_edit_section_start(const struct ini_edits *w, const struct ini_section *s) {
    size_t header = ini_edit_line(w, s->at), line = header;

    while (line > 0 && ini_mark(first_of(w, line - 1))) {
        line--;
    }
    return w->line[line == 0 ? header : line].at;
}

uint32_t ini_edit_section_end(const struct ini_edits *w, const struct ini_section *s) {
    uint32_t end = ini_edit_keys_end(w, s);

    for (size_t line = end > 0 ? ini_edit_line(w, end - 1) + 1 : 0; line < w->lines; line++) {
        char first = first_of(w, line);
        if (first == '\0' || w->line[line].pending) {
            return w->line[line].at;
        }
        if (first == '[') {
            return end;
        }
    }
    return (uint32_t)w->doc->text.n;
}

/* ---- taking out ---- */

/* Of the blank lines around a block one is left, and none where nothing follows. */
static void take_out(struct ini_edits *w, const struct ini_section *s) {
    uint32_t from = ini_edit_section_start(w, s), to = ini_edit_section_end(w, s);
    size_t first = ini_edit_line(w, from), next = to < w->doc->text.n ? ini_edit_line(w, to) : w->lines;
    bool set_off = first == 0 || is_blank(w, first - 1);

    while (set_off && next < w->lines && is_blank(w, next)) {
        to = w->line[next++].next;
    }
    while (next == w->lines && first > 0) {
        const struct ini_edit *last = w->edits > 0 ? &w->edit[w->edits - 1] : NULL;
        if (last && last->n == 0 && last->from < from && last->to >= from) { /* the section before is taken out too */
            from = last->from;
            first = ini_edit_line(w, from);
        } else if (is_blank(w, first - 1)) {
            from = w->line[--first].at;
        } else {
            break;
        }
    }
    ini_edit_add(w, from, to, w->text.n, INI_LINES);
}

static bool named(const struct str *name, size_t n, struct str section) {
    for (size_t i = 0; i < n; i++) {
        if (str_eq_nocase(name[i], section)) {
            return true;
        }
    }
    return false;
}

/* Ends a rewrite. */
static void finish(struct ini_edits *w, struct buf *out) {
    if (w->failed || w->text.failed) {
        out->failed = true;
    } else {
        ini_edit_copy(w, out);
    }
    buf_free(&w->text);
    arena_free(&w->scratch);
}

void ini_remove_sections(const struct ini_doc *doc, const struct str *name, size_t n, struct buf *out) {
    struct ini_edits w = {.doc = doc, .failed = doc->sections == 0};

    ini_edit_bounds(&w);
    for (size_t i = 1; i < doc->sections && !w.failed; i++) {
        if (named(name, n, doc->section[i].name)) {
            take_out(&w, &doc->section[i]);
        }
    }
    finish(&w, out);
}

/* ---- another order ---- */

/* Adds all blocks of the section to what is put in. */
static void put_blocks(struct ini_edits *w, struct str name) {
    for (size_t i = 1; i < w->doc->sections; i++) {
        const struct ini_section *s = &w->doc->section[i];
        if (str_eq_nocase(s->name, name)) {
            ini_edit_text(&w->text, str_sub(w->doc->text, ini_edit_section_start(w, s), ini_edit_section_end(w, s)));
            if (w->text.n > 0 && w->text.p[w->text.n - 1] != '\n') {
                buf_char(&w->text, '\n');
            }
        }
    }
}

/* The first block of `place` gives way to `name`; its other blocks go where that one goes. */
static void put_in_place(struct ini_edits *w, struct str place, struct str name) {
    const struct ini_section *first = ini_find_section(w->doc, place);

    for (const struct ini_section *s = first; s < w->doc->section + w->doc->sections; s++) {
        if (s == first) {
            size_t before = w->text.n;
            put_blocks(w, name);
            ini_edit_add(w, ini_edit_section_start(w, s), ini_edit_section_end(w, s), before, INI_LINES);
        } else if (str_eq_nocase(s->name, place)) {
            take_out(w, s);
        }
    }
}

void ini_order_sections(const struct ini_doc *doc, const struct str *name, size_t n, struct buf *out) {
    struct ini_edits w = {.doc = doc, .failed = doc->sections == 0};
    size_t at = 0;

    ini_edit_bounds(&w);
    for (size_t i = 1; i < doc->sections && !w.failed; i++) {
        const struct ini_section *s = &doc->section[i];
        if (!named(name, n, s->name) || ini_find_section(doc, s->name) != s) {
            continue;
        }
        while (!ini_find_section(doc, name[at])) {
            at++;
        }
        put_in_place(&w, s->name, name[at++]);
    }
    finish(&w, out);
}
