/* iniparser as the oracle: on generated documents and on every INI file of the tree it has the same sections, keys and
   values as the scanner, and what is written is read back as it was meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <iniparser/iniparser.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "support.h"
#include "ziping/buf.h"
#include "ziping/file.h"
#include "ziping/rules_ini.h"
#include "ziping/text.h"

/* ---- a generator of text ---- */

static uint64_t seed;

/* xorshift64*: the same numbers everywhere. */
static uint32_t any(uint32_t below) {
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (uint32_t)((seed * UINT64_C(2685821657736338717)) >> 33) % below;
}

static void add_character(struct buf *out, uint32_t cp) {
    char utf8[4];
    unsigned n = text_encode(cp, utf8);

    buf_add(out, (struct str){utf8, n});
}

/* A character that text is made of: mostly Chinese and ASCII, now and then anything that Unicode has but NUL and CR. */
static void add_any(struct buf *out) {
    static const char *const tricky[] = {"\"",  "'",    ";",     "#",     "&",      "=",     "[",  "]",    "\\", "\n",
                                         " ",   "\t",   "&amp;", "&#10;", "&quot;", "&#92;", "&#", "amp;", "%",  "\v",
                                         "&am", "#10;", "\"\"",  "''",    "\\\"",   "\\\\",  ".2", "\f",   ":",  "&&"};
    uint32_t cp;

    switch (any(8)) {
    case 0:
    case 1:
        buf_text(out, tricky[any(sizeof tricky / sizeof *tricky)]);
        break;
    case 2:
        buf_char(out, (char)(0x20 + any(0x5F)));
        break;
    case 3:
        cp = 1 + any(0x10FFFF);
        add_character(out, cp == '\r' ? 'r' : cp); /* a surrogate becomes U+FFFD */
        break;
    default:
        add_character(out, 0x4E00 + any(0x5000));
    }
}

static struct str any_value(struct arena *a) {
    struct buf out = {0};
    uint32_t n = any(20);
    struct str copy;

    n = n == 0 ? 0 : n < 14 ? any(12) : n < 19 ? any(200) : any(60) == 0 ? 10000 : any(1200);
    for (uint32_t i = 0; i < n; i++) {
        add_any(&out);
    }
    copy = arena_copy(a, buf_str(&out));
    buf_free(&out);
    return copy;
}

/* A value such as a form has many of. */
static struct str any_word(struct arena *a) {
    static const char *const words[] = {"10",   "137.85", "100%", ">=95%", "x/y.ini", "-1",
                                        "数量", "a b",    "",     "\"\"",  "''"};

    return arena_copy(a, str_of(words[any(sizeof words / sizeof *words)]));
}

/* ---- the oracle ---- */

static int say_nothing(const char *format, ...) {
    (void)format;
    return 0;
}

static dictionary *read_directly(struct arena *a, struct str text) {
    const char *path = support_write(a, "oracle.ini", text);
    dictionary *d;

    iniparser_set_error_callback(say_nothing);
    d = iniparser_load(path);
    iniparser_set_error_callback(NULL);
    return d;
}

/* The entry's value in iniparser's words: parts joined, escapes resolved, all through its own API. */
static struct str value_of(struct arena *a, const dictionary *d, struct str section, struct str key, uint32_t parts) {
    struct str value = STR("");

    for (uint32_t n = 1; n <= parts; n++) {
        struct buf name = {0};
        const char *text;
        buf_printf(&name, n == 1 ? "%.*s:%.*s" : "%.*s:%.*s.%u", STR_ARG(section), STR_ARG(key), n);
        buf_char(&name, '\0');
        text = iniparser_getstring(d, name.p, NULL);
        if (!text) {
            print_error("iniparser has no %s\n", name.p);
        }
        assert_non_null(text);
        value = arena_join(a, value, ini_unescape(a, str_of(text)));
        buf_free(&name);
    }
    return value;
}

static void assert_same(struct str is, struct str wanted, struct str section, struct str key) {
    if (!str_eq(is, wanted)) {
        print_error("[%.*s] %.*s is \"%.*s\" instead of \"%.*s\"\n", STR_ARG(section), STR_ARG(key), STR_ARG(is),
                    STR_ARG(wanted));
    }
    assert_true(str_eq(is, wanted));
}

/* Both read the text, and read the same in it; no fault was found. */
static void hold_to_iniparser(struct arena *a, struct str bytes) {
    struct ini_doc doc, read;
    dictionary *d;
    int entries = 0;

    assert_int_equal(ini_scan(a, bytes, &doc), INI_OK);
    assert_int_equal(doc.faults, 0);
    d = read_directly(a, bytes);
    assert_non_null(d);
    assert_int_equal(ini_scan(a, bytes, &read), INI_OK);
    for (size_t i = 0; i < read.entries; i++) {
        read.entry[i].value = STR("unread");
    }
    assert_int_equal(rules_ini_read(&read), RULES_INI_OK);
    assert_int_equal(read.entries, doc.entries);
    for (size_t i = 1; i < doc.sections; i++) {
        const struct ini_section *s = &doc.section[i];
        struct str name = arena_copy(a, s->name);
        assert_int_equal(iniparser_find_entry(d, name.p), 1);
        assert_int_equal(iniparser_getsecnkeys(d, name.p), s->n);
        entries += (int)s->n;
        for (size_t k = s->first; k < s->first + s->n; k++) {
            const struct ini_entry *e = &doc.entry[k];
            assert_same(e->value, value_of(a, d, s->name, e->key, e->parts), s->name, e->key);
            assert_same(read.entry[k].value, e->value, s->name, e->key);
        }
    }
    assert_int_equal(iniparser_getnsec(d), doc.sections - 1);
    assert_int_equal(entries, doc.entries);
    iniparser_freedict(d);
}

/* ---- generated documents ---- */

enum { KEYS = 6, SECTIONS = 4 };

static const char *const keys[KEYS] = {"name", "Weight", "实际 完成", "reason", "x.1", "note"};
static const char *const sections[SECTIONS] = {"form", "Goal.1", "产出.数量.活动", "total"};

/* What the document should hold; p is NULL where it has no such key. */
struct expected {
    struct str value[SECTIONS][KEYS];
};

static void assert_expected(struct arena *a, struct str text, const struct expected *wanted) {
    struct ini_doc doc;

    assert_int_equal(ini_scan(a, text, &doc), INI_OK);
    for (int s = 0; s < SECTIONS; s++) {
        for (int k = 0; k < KEYS; k++) {
            const struct ini_entry *e = ini_find(&doc, str_of(sections[s]), str_of(keys[k]));
            assert_int_equal(e != NULL, wanted->value[s][k].p != NULL);
            if (e) {
                assert_same(e->value, wanted->value[s][k], str_of(sections[s]), str_of(keys[k]));
            }
        }
    }
    for (size_t i = 0; i < doc.entries; i++) {
        assert_in_range(ini_line(&doc, doc.entry[i].key_at).n, 1, INI_LINE_WRITE);
    }
}

/* A document of some of the sections and keys, with comments between. */
static struct str any_document(struct arena *a, struct expected *wanted) {
    struct buf out = {0};
    struct str copy;

    *wanted = (struct expected){0};
    for (int s = 0; s < SECTIONS; s++) {
        if (any(4) == 0) {
            continue;
        }
        buf_printf(&out, "%s[%s]\n", any(2) ? "\n; 注 = \"\n" : "", sections[s]);
        for (int k = 0; k < KEYS; k++) {
            if (any(3) > 0) {
                wanted->value[s][k] = any(2) ? any_value(a) : any_word(a);
                ini_put(&out, str_of(keys[k]), wanted->value[s][k]);
            }
        }
    }
    copy = arena_copy(a, buf_str(&out));
    buf_free(&out);
    return copy;
}

/* Makes a few changes in what is expected, and returns the text with them. */
static struct str any_changes(struct arena *a, struct str text, struct expected *wanted) {
    struct ini_change change[12];
    struct ini_doc doc;
    struct buf out = {0};
    struct str copy;
    size_t n = any(12);

    for (size_t i = 0; i < n; i++) {
        int s = (int)any(SECTIONS), k = (int)any(KEYS);
        bool remove = any(5) == 0;
        struct str value = any(2) ? any_value(a) : any_word(a);
        change[i] = (struct ini_change){
            .section = str_of(sections[s]), .key = str_of(keys[k]), .value = value, .remove = remove};
        change[i].after = any(2) ? str_of(sections[any(SECTIONS)]) : STR("");
        wanted->value[s][k] = remove ? (struct str){NULL, 0} : value;
    }
    assert_int_equal(ini_scan(a, text, &doc), INI_OK);
    ini_rewrite(&doc, change, n, &out);
    assert_false(out.failed);
    copy = arena_copy(a, buf_str(&out));
    buf_free(&out);
    return copy;
}

static void generated(void **state) {
    (void)state;
    for (uint64_t i = 1; i <= 2500; i++) {
        struct arena a = {0};
        struct expected wanted;
        struct str text;
        seed = i * UINT64_C(0x9E3779B97F4A7C15);
        text = any_document(&a, &wanted);
        hold_to_iniparser(&a, text);
        assert_expected(&a, text, &wanted);
        for (int round = 0; round < 2; round++) {
            text = any_changes(&a, text, &wanted);
            hold_to_iniparser(&a, text);
            assert_expected(&a, text, &wanted);
        }
        arena_free(&a);
    }
}

/* Takes some sections out and puts the others in another order; the values of what is left are the same. */
static struct str any_sections(struct arena *a, struct str text, struct expected *wanted) {
    struct str gone[SECTIONS], order[SECTIONS], copy;
    struct ini_doc doc;
    struct buf out = {0};
    size_t n = 0;

    for (int s = 0; s < SECTIONS; s++) {
        size_t with = any((uint32_t)s + 1);
        order[s] = order[with];
        order[with] = str_of(sections[s]);
        if (any(3) == 0) {
            gone[n++] = str_of(sections[s]);
            memset(wanted->value[s], 0, sizeof wanted->value[s]);
        }
    }
    assert_int_equal(ini_scan(a, text, &doc), INI_OK);
    ini_order_sections(&doc, order, SECTIONS, &out);
    copy = buf_keep(&out, a);
    assert_int_equal(ini_scan(a, copy, &doc), INI_OK);
    for (size_t s = 0, at = 0; s < SECTIONS; s++) {
        const struct ini_section *here = ini_find_section(&doc, order[s]);
        assert_true(!here || (size_t)(here - doc.section) > at);
        at = here ? (size_t)(here - doc.section) : at;
    }
    ini_remove_sections(&doc, gone, n, &out);
    assert_false(out.failed);
    return buf_keep(&out, a);
}

static void generated_sections(void **state) {
    (void)state;
    for (uint64_t i = 1; i <= 1000; i++) {
        struct arena a = {0};
        struct expected wanted;
        struct str text;
        seed = i * UINT64_C(0x9E3779B97F4A7C15);
        text = any_document(&a, &wanted);
        text = any_sections(&a, text, &wanted);
        hold_to_iniparser(&a, text);
        assert_expected(&a, text, &wanted);
        arena_free(&a);
    }
}

/* ---- handwritten documents ---- */

static void handwritten(void **state) {
    static const char *const texts[] = {
        "[a]\nk = v\nl='w' ; x\n m=\"\"\nn=''\no=;x\np=\n",
        "[a]\nk = 10 ; x\nl = 11 # y\nm = # z\n",
        "[A b]\nKey One = a \"b\" = c\n[c]\n",
        "[a]\r\nk = 1\r\n\r\n; \xE4\xB8\xAD\r\nl = \"x;y#z\" # c\r\n",
        "[a]\nk=\"it's\"\nl='say \"x\"'\nm=\" x \"\nn=a'b'\no=C:\\x\\y z\n",
        "[a]\nk = 1\nk.2 = 2\nk.3 = 3\nl.2 = x\n",
        "; nothing\n",
        "[a]\n[b]\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct arena a = {0};
        hold_to_iniparser(&a, str_of(texts[i]));
        arena_free(&a);
    }
}

static void encodings(void **state) {
    struct arena a = {0};
    struct ini_doc doc;

    (void)state;
    assert_int_equal(ini_scan(&a, STR("\xEF\xBB\xBF[a]\nk = \"&#92;d\"\nk.2 = x\n"), &doc), INI_OK);
    assert_int_equal(rules_ini_read(&doc), RULES_INI_OK);
    assert_text(ini_find(&doc, STR("a"), STR("k"))->value, "\\dx");
    assert_int_equal(ini_scan(&a, STR("[a]\nk = \"\x81\x5C\"\n"), &doc), INI_OK);
    assert_int_equal(rules_ini_read(&doc), RULES_INI_OK);
    assert_text(ini_find(&doc, STR("a"), STR("k"))->value, "乗");
    arena_free(&a);
}

/* What iniparser refuses keeps the values that were scanned, and nothing is printed. */
static void refused(void **state) {
    struct arena a = {0};
    struct ini_doc doc;

    (void)state;
    assert_int_equal(ini_scan(&a, STR("[a]\nk = 1\nno sign\n"), &doc), INI_OK);
    assert_int_equal(rules_ini_read(&doc), RULES_INI_REFUSED);
    assert_text(ini_find(&doc, STR("a"), STR("k"))->value, "1");
    /* A section of the name of a key takes its value away. */
    assert_int_equal(ini_scan(&a, STR("[a]\nb = 1\n[a:b]\nc = 2\n"), &doc), INI_OK);
    assert_int_equal(rules_ini_read(&doc), RULES_INI_OK);
    assert_text(ini_find(&doc, STR("a"), STR("b"))->value, "1");
    assert_text(ini_find(&doc, STR("a:b"), STR("c"))->value, "2");
    arena_free(&a);
}

/* ---- the tree's own files ---- */

static size_t hold_folder(const char *folder) {
    DIR *dir = opendir(folder);
    size_t files = 0;

    assert_non_null(dir);
    for (const struct dirent *d; (d = readdir(dir));) {
        struct arena a = {0};
        struct str slash = arena_join(&a, str_of(folder), STR("/"));
        const char *path = arena_join(&a, slash, str_of(d->d_name)).p;
        struct stat status;
        if (d->d_name[0] != '.' && stat(path, &status) == 0) {
            if (S_ISDIR(status.st_mode)) {
                files += hold_folder(path);
            } else if (str_ends(str_of(path), STR(".ini"))) {
                hold_to_iniparser(&a, support_read(&a, path));
                files++;
            }
        }
        arena_free(&a);
    }
    closedir(dir);
    return files;
}

static void forms(void **state) {
    (void)state;
    assert_true(hold_folder("forms") > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(generated), cmocka_unit_test(handwritten), cmocka_unit_test(encodings),
        cmocka_unit_test(refused),   cmocka_unit_test(forms),       cmocka_unit_test(generated_sections),
    };
    return cmocka_run_group_tests(tests, support_folder_make, support_folder_remove);
}
