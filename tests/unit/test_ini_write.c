/* Writing INI text: one value, and changes into a document of which everything else stays as it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "support.h"
#include "ziping/ini.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct str rewritten(struct arena *a, struct str text, const struct ini_change *change, size_t n) {
    struct ini_doc doc;
    struct buf out = {0};
    struct str copy;

    assert_int_equal(ini_scan(a, text, &doc), INI_OK);
    ini_rewrite(&doc, change, n, &out);
    assert_false(out.failed);
    copy = arena_copy(a, buf_str(&out));
    buf_free(&out);
    return copy;
}

/* Every change must be found in what was written. */
static void check(struct str text, const struct ini_change *change, size_t n, const char *wanted) {
    struct arena a = {0};
    struct str out = rewritten(&a, text, change, n);
    struct ini_doc doc;

    assert_text(out, wanted);
    assert_int_equal(ini_scan(&a, out, &doc), INI_OK);
    for (size_t i = 0; i < n; i++) {
        const struct ini_entry *e = ini_find(&doc, change[i].section, change[i].key);
        if (change[i].remove) {
            assert_null(e);
        } else {
            assert_non_null(e);
            assert_true(str_eq(e->value, change[i].value));
        }
    }
    arena_free(&a);
}

/* clang-format off */
#define SET(section_, key_, value_) {.section = STR(section_), .key = STR(key_), .value = STR(value_)}
#define ANEW(section_, key_, value_) {.section = STR(section_), .key = STR(key_), .value = STR(value_), .anew = true}
#define REMOVE(section_, key_) {.section = STR(section_), .key = STR(key_), .remove = true}
#define NEW(section_, key_, value_, after_) \
    {.section = STR(section_), .key = STR(key_), .value = STR(value_), .after = STR(after_)}
/* clang-format on */

/* assert_rewritten(text, wanted, change…) */
#define assert_rewritten(text, wanted, ...)                                                                            \
    do {                                                                                                               \
        const struct ini_change change_[] = {__VA_ARGS__};                                                             \
        check(STR(text), change_, COUNT(change_), (wanted));                                                           \
    } while (0)

static void assert_put(const char *key, struct str value, const char *wanted) {
    struct buf out = {0};

    ini_put(&out, str_of(key), value);
    assert_text(buf_str(&out), wanted);
    buf_free(&out);
}

static void put(void **state) {
    (void)state;
    assert_put("weight", STR("10.50"), "weight = 10.50\n");
    assert_put("rules", STR("rules/kepu-2024.ini"), "rules = rules/kepu-2024.ini\n");
    assert_put("rate", STR("100%"), "rate = 100%\n");
    assert_put("k", STR(""), "k = \"\"\n");
    assert_put("名称", STR("甲"), "名称 = \"甲\"\n");
    assert_put("k", STR("a b"), "k = \"a b\"\n");
    assert_put("k", STR(">=95"), "k = \">=95\"\n");
    assert_put("k", STR(" x "), "k = \" x \"\n");
    assert_put("k", STR("a;b#c"), "k = \"a;b#c\"\n");
    assert_put("k", STR("'\"\\'"), "k = \"'&quot;&#92;'\"\n");
    assert_put("k", STR("线上&线下 &lt; &"), "k = \"线上&线下 &lt; &\"\n");
    assert_put("k", STR("&amp;&#10;&#92;&quot;"), "k = \"&amp;amp;&amp;#10;&amp;#92;&amp;quot;\"\n");
    assert_put("k", STR("a\r\nb\rc\n"), "k = \"a&#10;\"\nk.2 = \"bc&#10;\"\n");
    assert_put("k", STR("\n\n"), "k = \"&#10;\"\nk.2 = \"&#10;\"\n");
    assert_put("k", STR("\r"), "k = \"\"\n");
    assert_put("k", STR("&\ramp;"), "k = \"&amp;amp;\"\n");
    assert_put("k", (struct str){NULL, 0}, "k = \"\"\n");
}

static void put_long(void **state) {
    struct arena a = {0};
    struct ini_doc doc;
    struct buf value = {0}, out = {0};

    (void)state;
    for (int i = 0; i < 5000; i++) {
        buf_text(&value, i % 7 ? "绩" : i % 5 ? "\"" : "&amp;");
    }
    buf_text(&out, "[a]\n");
    ini_put(&out, STR("reason"), buf_str(&value));
    assert_int_equal(ini_scan(&a, buf_str(&out), &doc), INI_OK);
    assert_int_equal(doc.faults, 0);
    assert_true(str_eq(ini_find(&doc, STR("a"), STR("reason"))->value, buf_str(&value)));
    assert_in_range(doc.entries, buf_str(&out).n / INI_LINE_WRITE, buf_str(&out).n / (INI_LINE_WRITE - 20) + 1);
    for (size_t i = 0; i < doc.entries; i++) {
        assert_in_range(ini_line(&doc, doc.entry[i].key_at).n, 1, INI_LINE_WRITE);
    }
    buf_free(&value);
    buf_free(&out);
    arena_free(&a);
}

static void unchanged(void **state) {
    struct arena a = {0};
    const char text[] = "\xEF\xBB\xBF; note\r\n\r\n[a] \r\nk=1 ; \"x\"\r\n  junk\r\nl = 'y'\r\n[b";

    (void)state;
    assert_text(rewritten(&a, STR(text), NULL, 0), "; note\n\n[a] \nk=1 ; \"x\"\n  junk\nl = 'y'\n[b");
    assert_text(rewritten(&a, STR(""), NULL, 0), "");
    assert_text(rewritten(&a, STR("[a]\nk = \xB5\xC3\n"), NULL, 0), "[a]\nk = 得\n");
    assert_text(rewritten(&a, STR("a\rb = 1\r\r\n"), NULL, 0), "a\rb = 1\n");
    /* The same value is no change, however it is written. */
    assert_rewritten("[a]\nk = 'x'\nl=\"y\" z\n", "[a]\nk = 'x'\nl=\"y\" z\n", SET("a", "k", "x"), SET("A", "L", "y"));
    arena_free(&a);
}

static void change_value(void **state) {
    (void)state;
    assert_rewritten("; 一\n[a]\n  Key\t=  10   ; ten\nl = 2\n", "; 一\n[a]\n  Key\t=  11.5   ; ten\nl = 2\n",
                     SET("a", "key", "11.5"));
    assert_rewritten("[a]\nk = 1\n", "[a]\nk = \"一\"\n", SET("a", "k", "一"));
    assert_rewritten("[a]\nk = 1\n", "[a]\nk = \"\"\n", SET("a", "k", ""));
    /* What was quoted stays quoted. */
    assert_rewritten("[a]\nk = \"一\" # x\nl = 'y'", "[a]\nk = \"1\" # x\nl = \"2\"", SET("a", "k", "1"),
                     SET("a", "l", "2"));
    assert_rewritten("[a]\nk = \"\"\n", "[a]\nk = \"1\"\n", SET("a", "k", "1"));
    /* Where there was no value. */
    assert_rewritten("[a]\nk =\nl = \nm=\nn = ; note\no=;note",
                     "[a]\nk = 1\nl = 2\nm= 3\nn = 4 ; note\no= \"5 6\" ;note", SET("a", "k", "1"), SET("a", "l", "2"),
                     SET("a", "m", "3"), SET("a", "n", "4"), SET("a", "o", "5 6"));
    assert_rewritten("[a]\r\nk =\r\nl = 1\r\n", "[a]\nk = 1\nl = 2\n", SET("a", "k", "1"), SET("a", "l", "2"));
    /* The later change wins. */
    assert_rewritten("[a]\nk = 1\n", "[a]\nk = 3\n", SET("A", "K", "3"), SET("a", "k", "3"));
    /* Of several the last one counts, and in the last section of that name. */
    assert_rewritten("[a]\nk = 1\nk = 2\n", "[a]\nk = 1\nk = 3\n", SET("a", "k", "3"));
    assert_rewritten("[a]\nk = 1\n[a]\nk = 2\n", "[a]\nk = 1\n[a]\nk = 3\n", SET("a", "k", "3"));
}

/* A changed value is free of the faults that the old one had. */
static void mend(void **state) {
    (void)state;
    assert_rewritten("[a]\nk = a;b\n", "[a]\nk = \"c\";b\n", SET("a", "k", "c"));
    assert_rewritten("[a]\nk = \"a\" b ; c\n", "[a]\nk = \"d\"\n", SET("a", "k", "d"));
    assert_rewritten("[a]\nk = \"a\nl = 'a\\'b'\nm = \"\"x ; y\n", "[a]\nk = \"d\"\nl = \"e\"\nm = \"f\" ; y\n",
                     SET("a", "k", "d"), SET("a", "l", "e"), SET("a", "m", "f"));
    assert_rewritten("[a]\nk = a \\\n  b\nl = 1\n", "[a]\nk = \"c d\"\nl = 1\n", SET("a", "k", "c d"));
}

/* Written anew with the value that it has. */
static void same_value(void **state) {
    (void)state;
    assert_rewritten("[a]\nk = \"^\\d$\" ; x\nl = \"a\" b\nm = n\n", "[a]\nk = \"^&#92;d$\" ; x\nl = \"a\"\nm = n\n",
                     ANEW("a", "k", "^\\d$"), ANEW("a", "l", "a"), ANEW("a", "m", "n"));
}

static void add_keys(void **state) {
    (void)state;
    assert_rewritten("[a]\nk = 1\n\n; about b\n[b]\n", "[a]\nk = 1\nl = \"二\"\nm = 3\n\n; about b\n[b]\nn = 4\n",
                     SET("a", "l", "二"), SET("b", "n", "4"), SET("a", "m", "3"));
    assert_rewritten("[a]\nk = \"x\"\nk.2 = \"y\"", "[a]\nk = \"x\"\nk.2 = \"y\"\nl = 1\n", SET("a", "l", "1"));
    assert_rewritten("[a] \n; note\n", "[a] \nk = 1\n; note\n", SET("a", "k", "1"));
    assert_rewritten("[a]", "[a]\nk = \"x&#10;\"\nk.2 = \"y\"\n", SET("a", "k", "x\ny"));
    assert_rewritten("[a]\nk = 1\n[b]\n[A]\nl = 2\n", "[a]\nk = 1\n[b]\n[A]\nl = 2\nm = 3\n", SET("a", "m", "3"));
    assert_rewritten("; note\n[a]\n", "k = 1\n; note\n[a]\n", SET("", "k", "1"));
    assert_rewritten("[a]\nk = x\\\n y\n[b]\n", "[a]\nk = x\\\n y\nl = 1\n[b]\n", SET("a", "l", "1"));
    /* A line that was no part so far must not become one. */
    assert_rewritten("[a]\nk.2 = x\nk.3 = y\nk.4 = z\n", "[a]\nk.4 = z\nk = \"1&#10;\"\nk.2 = \"2\"\n",
                     SET("a", "k", "1\n2"));
}

static void add_sections(void **state) {
    (void)state;
    assert_rewritten("", "[a]\nk = 1\nl = 2\n", SET("a", "k", "1"), SET("A", "l", "2"));
    assert_rewritten("[a]\nk = 1", "[a]\nk = 1\n\n[b]\nk = 1\n", SET("b", "k", "1"));
    assert_rewritten("[a]\nk = 1\n; tail\n\n[z]\nk = 1\n", "[a]\nk = 1\n; tail\n\n[b]\nk = 1\n\n[z]\nk = 1\n",
                     NEW("b", "k", "1", "a"));
    assert_rewritten("[a]\nk = 1\n; about z\n[z]\n", "[a]\nk = 1\n\n[b]\nk = 1\n\n; about z\n[z]\n",
                     NEW("b", "k", "1", "A"));
    assert_rewritten("[a]\n[z]\n", "[a]\n\n[b]\nk = 1\n\n[z]\n", NEW("b", "k", "1", "a"));
    /* Behind new ones, in whichever order they come; behind none that is there: at the end. */
    assert_rewritten("[a]\n\n[z]\n", "[a]\n\n[b]\nk = 1\n\n[c]\nk = 1\n\n[d]\nk = 1\n\n[z]\n\n[e]\nk = 1\n",
                     NEW("d", "k", "1", "c"), NEW("c", "k", "1", "b"), NEW("b", "k", "1", "a"),
                     NEW("e", "k", "1", "x"));
    assert_rewritten("[a]\n", "[a]\n\n[b]\nk = 1\n\n[c]\nk = 1\n", NEW("b", "k", "1", "c"), NEW("c", "k", "1", "b"));
    assert_rewritten("[a]\n[z]\n", "[a]\nx = 1\n\n[b]\nk = 1\n\n[c]\nl = 2\n\n[z]\n", NEW("b", "k", "1", "a"),
                     SET("a", "x", "1"), NEW("c", "l", "2", "a"));
    /* Not into a line that goes on where the file ends. */
    assert_rewritten("[a]\nk = 1\nl = 2\\", "[a]\nk = 1\n\n[b]\nk = 1\n\nl = 2\\", SET("b", "k", "1"));
    assert_rewritten("[a]\nk = 1\nl = 2\\", "[a]\nk = 1\n\n[b]\nk = 1\n\nl = 2\\", NEW("b", "k", "1", "a"));
}

static void removal(void **state) {
    (void)state;
    assert_rewritten("[a]\n; one\nk = 1 ; x\nl = 2\n", "[a]\n; one\nl = 2\n", REMOVE("A", "K"));
    assert_rewritten("[a]\nk = 1\nk.2 = 2\nl = 3\nk.3 = 3\nk.5 = 5", "[a]\nl = 3\nk.5 = 5", REMOVE("a", "k"));
    assert_rewritten("[a]\nk = 1\nk = 2\n[b]\nk = 3\n[a]\nk = 4\n", "[a]\n[b]\nk = 3\n[a]\n", REMOVE("a", "k"));
    assert_rewritten("[a]\nk = 1\n", "[a]\nk = 1\n", REMOVE("a", "x"), REMOVE("c", "k"));
    assert_rewritten("[a]\nk = \\\n\\\n1\nl = 2\n", "[a]\nl = 2\n", REMOVE("a", "k"));
}

static void parts(void **state) {

    (void)state;
    assert_rewritten("[a]\nk = 1 ; x\nl = 1\n", "[a]\nk = \"1&#10;\" ; x\nk.2 = \"2\"\nl = 1\n", SET("a", "k", "1\n2"));
    assert_rewritten("[a]\nk = \"1&#10;\" ; first\n; between\nK.2 = \"2&#10;\" ; second\nk.3 = \"3\"\nl = 1\n",
                     "[a]\nk = \"1&#10;\" ; first\n; between\nK.2 = \"3\" ; second\nl = 1\n", SET("a", "k", "1\n3"));
    assert_rewritten("[a]\nk = \"1&#10;\" ; first\n; between\nK.2 = \"2&#10;\" ; second\nk.3 = \"3\"\nl = 1\n",
                     "[a]\nk = \"x\" ; first\n; between\nl = 1\n", SET("a", "k", "x"));
    assert_rewritten("[a]\nk = a\nk.2 = b\nl = 1\n", "[a]\nk = \"x&#10;\"\nk.2 = \"y&#10;\"\nk.3 = \"z\"\nl = 1\n",
                     SET("a", "k", "x\ny\nz"));
    assert_rewritten("[a]\nk.2 = \"b\"\nk.2 = \"c\"\nk = \"a\"\n", "[a]\nk.2 = \"y\"\nk = \"x&#10;\"\n",
                     SET("a", "k", "x\ny"));
    /* Parts behind a gap must not close up. */
    assert_rewritten("[a]\nk = a\nk.3 = c\nk.5 = e\n", "[a]\nk = \"x&#10;\"\nk.2 = \"y\"\nk.5 = e\n",
                     SET("a", "k", "x\ny"));
}

/* However long the comment behind a value, no line grows beyond what can be read. */
static void long_comment(void **state) {
    struct arena a = {0};
    struct buf text = {0}, value = {0};
    struct ini_doc doc;
    struct ini_change change = SET("a", "k", "");
    struct str out;

    (void)state;
    buf_text(&text, "[a]\nk = 1 ; ");
    buf_fill(&text, 'c', 900);
    buf_text(&text, "\nl = 1\n");
    buf_fill(&value, 'v', 2000);
    change.value = buf_str(&value);
    out = rewritten(&a, buf_str(&text), &change, 1);
    assert_int_equal(ini_scan(&a, out, &doc), INI_OK);
    assert_int_equal(doc.faults, 0);
    assert_true(str_eq(ini_find(&doc, STR("a"), STR("k"))->value, change.value));
    assert_text(ini_find(&doc, STR("a"), STR("l"))->value, "1");
    assert_true(str_starts(ini_line(&doc, 4), STR("; ccc")));
    buf_free(&text);
    buf_free(&value);
    arena_free(&a);
}

static void refused(void **state) {
    struct arena a = {0};
    struct ini_doc doc;
    struct buf out = {0};

    (void)state;
    assert_int_equal(ini_scan(&a, STR("[a]\nk = \xFF\n"), &doc), INI_REFUSED);
    ini_rewrite(&doc, NULL, 0, &out);
    assert_true(out.failed);
    buf_free(&out);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(put),          cmocka_unit_test(put_long),     cmocka_unit_test(unchanged),
        cmocka_unit_test(change_value), cmocka_unit_test(mend),         cmocka_unit_test(same_value),
        cmocka_unit_test(add_keys),     cmocka_unit_test(add_sections), cmocka_unit_test(removal),
        cmocka_unit_test(parts),        cmocka_unit_test(long_comment), cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
