/* Looking things up in a scanned document. */
#include "ini_parts.h"

const struct ini_entry *ini_find(const struct ini_doc *doc, struct str section, struct str key) {
    for (size_t i = doc->sections; i-- > 0;) {
        const struct ini_section *s = &doc->section[i];
        if (!str_eq_nocase(s->name, section)) {
            continue;
        }
        for (size_t e = s->first + s->n; e-- > s->first;) {
            if (!doc->entry[e].is_part && str_eq_nocase(doc->entry[e].key, key)) {
                return &doc->entry[e];
            }
        }
    }
    return NULL;
}

const struct ini_section *ini_find_section(const struct ini_doc *doc, struct str name) {
    for (size_t i = 0; i < doc->sections; i++) {
        if (str_eq_nocase(doc->section[i].name, name)) {
            return &doc->section[i];
        }
    }
    return NULL;
}

struct str ini_line(const struct ini_doc *doc, uint32_t at) {
    struct str text = doc->text;
    size_t from = at < text.n ? at : text.n;
    const char *newline = from < text.n ? memchr(text.p + from, '\n', text.n - from) : NULL;
    size_t end = newline ? (size_t)(newline - text.p) : text.n;

    while (from > 0 && text.p[from - 1] != '\n') {
        from--;
    }
    while (end > from && text.p[end - 1] == '\r') {
        end--;
    }
    return str_sub(text, from, end);
}

unsigned ini_column(const struct ini_doc *doc, uint32_t at) {
    struct str text = doc->text;
    unsigned column = 1;

    at = at < text.n ? at : (uint32_t)text.n;
    /* Characters, counted by their first bytes: this goes for a refused text too. */
    for (uint32_t i = at; i > 0 && text.p[i - 1] != '\n'; i--) {
        column += ((unsigned char)text.p[i - 1] & 0xC0) != 0x80;
    }
    return column;
}

/* ---- escapes ---- */

static const struct {
    char meant;
    const char *written;
} escapes[] = {{'\n', "&#10;"}, {'"', "&quot;"}, {'\\', "&#92;"}, {'&', "&amp;"}};

size_t ini_escape_at(struct str s, size_t at, char *meant) {
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        struct str written = str_of(escapes[i].written);
        if (str_starts(str_sub(s, at, s.n), written)) {
            *meant = escapes[i].meant;
            return written.n;
        }
    }
    return 0;
}

struct str ini_escape_of(struct str s, size_t at) {
    char c = s.p[at], meant;

    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        if (c == escapes[i].meant && (c != '&' || ini_escape_at(s, at, &meant) > 0)) {
            return str_of(escapes[i].written);
        }
    }
    return (struct str){NULL, 0};
}

struct str ini_unescape(struct arena *a, struct str s) {
    char *out = NULL;
    size_t n = 0;

    for (size_t at = 0; at < s.n;) {
        char c = s.p[at];
        size_t length = c == '&' ? ini_escape_at(s, at, &c) : 0;
        if (length > 0 && !out) {
            out = arena_alloc(a, s.n);
            if (!out) {
                return (struct str){NULL, 0};
            }
            memcpy(out, s.p, at);
            n = at;
        }
        if (out) {
            out[n++] = c;
        }
        at += length > 0 ? length : 1;
    }
    return out ? (struct str){out, n} : s;
}
