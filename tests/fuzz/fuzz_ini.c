/* Any bytes are scanned without harm. Where they are text, a rewrite without changes gives the same text but for line
   ends, byte order mark and encoding, and a value that is set is read back. */
#include <stdio.h>
#include <stdlib.h>

#include "ziping/ini.h"
#include "ziping/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *what, struct str text) {
    fprintf(stderr, "%s:\n%.*s\n", what, STR_ARG(text));
    abort();
}

/* Everything that is said of the document lies within its text. */
static void check_places(const struct ini_doc *doc) {
    uint32_t before = 0;

    for (size_t i = 0; i < doc->faults; i++) {
        const struct ini_fault *f = &doc->fault[i];
        if (f->at > doc->text.n || f->at < before || f->line == 0 || ini_column(doc, f->at) == 0) {
            fail("a fault out of place", doc->text);
        }
        before = f->at;
    }
    for (size_t i = 0; i < doc->entries; i++) {
        const struct ini_entry *e = &doc->entry[i];
        if (e->key.n == 0 || e->key_at >= e->value_at || e->value_at > e->value_end || e->value_end > doc->text.n ||
            e->section >= doc->sections || text_check(e->value) < e->value.n) {
            fail("an entry out of place", doc->text);
        }
    }
    for (size_t i = 0, n = 0; i < doc->sections; n += doc->section[i++].n) {
        if (doc->section[i].first != n || (i + 1 == doc->sections && n + doc->section[i].n != doc->entries)) {
            fail("a section out of place", doc->text);
        }
    }
}

static struct str rewritten(struct arena *a, const struct ini_doc *doc, const struct ini_change *change, size_t n) {
    struct buf out = {0};
    struct str copy;

    ini_rewrite(doc, change, n, &out);
    if (out.failed) {
        fail("not written", doc->text);
    }
    copy = arena_copy(a, buf_str(&out));
    buf_free(&out);
    return copy;
}

/* The text with \n for \r\n. */
static struct str unix_text(struct arena *a, struct str text) {
    struct str copy = arena_copy(a, text);
    char *p = (char *)copy.p;
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++) {
        p[n++] = text.p[i];
        while (text.p[i] == '\n' && n > 1 && p[n - 2] == '\r') {
            p[--n - 1] = '\n';
        }
    }
    return (struct str){copy.p, n};
}

static bool same_value(const struct ini_entry *a, const struct ini_entry *b) {
    return (!a && !b) || (a && b && str_eq(a->value, b->value));
}

/* Sets a value (or removes it), and holds what is read back to it; all other keys have the values that they had. */
static void check_change(struct arena *a, const struct ini_doc *doc, struct ini_change change) {
    struct str text = rewritten(a, doc, &change, 1);
    struct ini_doc after;
    const struct ini_entry *e;

    if (ini_scan(a, text, &after) != INI_OK) {
        fail("what was written is refused", text);
    }
    check_places(&after);
    e = ini_find(&after, change.section, change.key);
    if (change.remove ? e != NULL : !e || !str_eq(e->value, change.value)) {
        fail("another value", text);
    }
    for (size_t i = 0; i < doc->entries; i++) {
        struct str section = doc->section[doc->entry[i].section].name;
        struct str key = doc->entry[i].key;
        bool own = str_eq_nocase(section, change.section) && key.n >= change.key.n &&
                   str_eq_nocase(str_sub(key, 0, change.key.n), change.key) &&
                   (key.n == change.key.n || key.p[change.key.n] == '.');
        if (!own && !same_value(ini_find(doc, section, key), ini_find(&after, section, key))) {
            fail("another key's value changed", text);
        }
    }
}

/* The value to set: the input's own tail, so that the fuzzer has a hand in it. */
static struct str value_from(struct arena *a, struct str bytes) {
    struct str tail = str_sub(bytes, bytes.n / 2, bytes.n);
    struct str copy;
    size_t n = 0;

    tail.n = text_check(tail);
    copy = arena_copy(a, tail);
    for (size_t i = 0; i < tail.n; i++) {
        if (tail.p[i] != '\r' && tail.p[i] != '\0') {
            ((char *)copy.p)[n++] = tail.p[i];
        }
    }
    return (struct str){copy.p, n};
}

static void check_document(struct arena *a, const struct ini_doc *doc, struct str bytes) {
    struct str text = rewritten(a, doc, NULL, 0);
    struct str value = value_from(a, bytes);
    struct str key = STR("new key");

    if (!str_eq(text, unix_text(a, doc->text))) {
        fail("not the same text", text);
    }
    check_change(a, doc,
                 (struct ini_change){.section = STR("new.section"), .key = key, .value = value, .after = STR("a")});
    check_change(a, doc, (struct ini_change){.section = STR(""), .key = key, .value = value});
    for (size_t i = 0; i < doc->entries && i < 8; i++) {
        const struct ini_entry *e = &doc->entry[i];
        struct ini_change change = {.section = doc->section[e->section].name, .key = e->key, .value = value};
        /* A key that is, or looks like, another one's part isn't one that anybody sets. */
        if (str_find(e->key, STR(".")) < e->key.n) {
            continue;
        }
        check_change(a, doc, change);
        change.key = key;
        check_change(a, doc, change);
        change.key = e->key;
        change.anew = str_find(e->value, STR("\r")) == e->value.n;
        change.value = change.anew ? e->value : value;
        check_change(a, doc, change);
        change.remove = true;
        check_change(a, doc, change);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a = {0};
    struct str bytes = {(const char *)data, size};
    struct ini_doc doc;

    switch (ini_scan(&a, bytes, &doc)) {
    case INI_OK:
        check_places(&doc);
        /* Taking away what stands before it would make it a byte order mark. */
        if (str_find(doc.text, STR("\xEF\xBB\xBF")) == doc.text.n) {
            check_document(&a, &doc, bytes);
        }
        break;
    case INI_REFUSED:
        check_places(&doc);
        break;
    case INI_NO_MEMORY:
        break;
    }
    arena_free(&a);
    return 0;
}
