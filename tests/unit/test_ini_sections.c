/* Whole sections of an INI text: taken out, and put in another order; everything else stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/ini.h"

typedef void (*writer)(const struct ini_doc *doc, const struct str *name, size_t n, struct buf *out);

/* The names are given as one text, with blanks between. */
static void written(writer write, const char *text, const char *names, const char *wanted) {
    struct arena a = {0};
    struct ini_doc doc;
    struct buf out = {0};
    struct str name[8], rest = str_of(names);
    size_t n = 0;

    for (struct str word; (word = str_word(&rest)).n > 0;) {
        name[n++] = word;
    }
    assert_int_equal(ini_scan(&a, str_of(text), &doc), INI_OK);
    write(&doc, name, n, &out);
    assert_false(out.failed);
    assert_text(buf_str(&out), wanted);
    buf_free(&out);
    arena_free(&a);
}

#define removed(text, names, wanted) written(ini_remove_sections, text, names, wanted)
#define ordered(text, names, wanted) written(ini_order_sections, text, names, wanted)

static void takes_out(void **state) {
    (void)state;
    removed("[a]\nk = 1\n\n[b]\nk = 2\n\n[c]\nk = 3\n", "b", "[a]\nk = 1\n\n[c]\nk = 3\n");
    removed("[a]\nk = 1\n\n[b]\nk = 2\n\n\n[c]\nk = 3\n", "B", "[a]\nk = 1\n\n[c]\nk = 3\n");
    removed("[a]\nk = 1\n\n[b]\nk = 2\n\n[c]\nk = 3\n", "c", "[a]\nk = 1\n\n[b]\nk = 2\n");
    removed("[a]\nk = 1\n\n[b]\nk = 2\n\n[c]\nk = 3\n", "c b", "[a]\nk = 1\n");
    removed("[a]\nk = 1\n\n[b]\nk = 2\n\n[c]\nk = 3\n", "a b c", "");
    removed("[a]\nk = 1\n[b]\nk = 2\n[c]", "b", "[a]\nk = 1\n[c]");
    removed("[a]\nk = 1\n[b]\nk = 2\n[c]", "c", "[a]\nk = 1\n[b]\nk = 2\n");
    removed("[a]\nk = 1\n[b]\nk = 2\n\n[c]\n", "b", "[a]\nk = 1\n\n[c]\n"); /* the only blank line stays */
    removed("[a]\r\nk = 1\r\n\r\n[b]\r\nk = 2\r\n\r\n[c]\r\n", "b", "[a]\nk = 1\n\n[c]\n");
    removed("[a]\nk = 1\n", "b", "[a]\nk = 1\n");
    removed("[a]\nk = 1\n", "", "[a]\nk = 1\n");
    removed("; empty\n", "b", "; empty\n");
}

/* All blocks of a section go, with long values and what is in no order. */
static void takes_out_all_of_it(void **state) {
    (void)state;
    removed("[b]\nk = \"1\"\nk.2 = \"2\"\n\n[a]\nk = 1\n\n[B]\nk.3 = \"3\"\n  junk\n\n[c]\n", "b",
            "[a]\nk = 1\n\n[c]\n");
}

/* A comment goes with the section that it stands in or right above; any other stays. */
static void comments(void **state) {
    (void)state;
    removed("[a]\nk = 1\n; of b\n# too\n[b]\n; in b\nk = 2\n; end of b\n\n; of nothing\n\n; of c\n[c]\n", "b",
            "[a]\nk = 1\n\n; of nothing\n\n; of c\n[c]\n");
    removed("[a]\nk = 1\n\n; of b\n[b]\nk = 2\n; of c\n[c]\n", "b", "[a]\nk = 1\n\n; of c\n[c]\n");
    removed("; of the file\n[b]\nk = 2\n\n[c]\n", "b", "; of the file\n\n[c]\n");
    removed("; of the file\n\n; of b\n[b]\nk = 2\n\n[c]\n", "b", "; of the file\n\n[c]\n");
    removed("[a]\n\n[b]\nk = 2\n\nlost\\", "b", "[a]\n\nlost\\");
}

static void orders(void **state) {
    (void)state;
    ordered("[a]\nk = 1\n\n; of b\n[b]\nk = 2\n\n[x]\n\n[c]\nk = 3", "c a b",
            "[c]\nk = 3\n\n[a]\nk = 1\n\n[x]\n\n; of b\n[b]\nk = 2\n");
    ordered("[a]\nk = 1\n[b]\nk = 2\n", "b a", "[b]\nk = 2\n[a]\nk = 1\n");
    ordered("[a]\nk = 1\n[b]\nk = 2\n", "a b", "[a]\nk = 1\n[b]\nk = 2\n");
    ordered("[a]\nk = 1\n[b]\nk = 2\n", "nothing b none a", "[b]\nk = 2\n[a]\nk = 1\n");
    ordered("[a]\r\nk = 1\r\n\r\n[b]\r\nk = 2\r\n", "b a", "[b]\nk = 2\n\n[a]\nk = 1\n");
    ordered("; of the file\n[a]\nk = 1\n\n[b]\nk = 2\n", "b a", "; of the file\n[b]\nk = 2\n\n[a]\nk = 1\n");
}

/* The later block of a section still wins. */
static void orders_doubles(void **state) {
    (void)state;
    ordered("[a]\nk = 1\n\n[A]\nk = 2\n\n[b]\n", "b a", "[b]\n\n[a]\nk = 1\n[A]\nk = 2\n");
    ordered("[a]\nk = 1\n\n[b]\n\n[a]\nk = 2\n\n[c]\n", "b a c", "[b]\n\n[a]\nk = 1\n[a]\nk = 2\n\n[c]\n");
}

static void refused(void **state) {
    struct arena a = {0};
    struct ini_doc doc;
    struct buf out = {0};

    (void)state;
    assert_int_equal(ini_scan(&a, (struct str){"[a]\n\0", 5}, &doc), INI_REFUSED);
    ini_remove_sections(&doc, NULL, 0, &out);
    assert_true(out.failed);
    out.failed = false;
    ini_order_sections(&doc, NULL, 0, &out);
    assert_true(out.failed);
    buf_free(&out);
    arena_free(&a);
}

/* A new section in front of one that is there, with another behind it. */
static void new_in_front(void **state) {
    struct arena a = {0};
    struct ini_doc doc;
    struct buf out = {0};
    const struct ini_change change[] = {
        {.section = STR("n"), .key = STR("k"), .value = STR("1"), .after = STR("z"), .before = STR("b")},
        {.section = STR("m"), .key = STR("k"), .value = STR("2"), .after = STR("n")},
        {.section = STR("o"), .key = STR("k"), .value = STR("3"), .after = STR("a"), .before = STR("none")},
    };

    (void)state;
    assert_int_equal(ini_scan(&a, STR("[a]\nk = 0\n; of b\n[b]\nk = 0\n\n[z]\nk = 0\n"), &doc), INI_OK);
    ini_rewrite(&doc, change, 3, &out);
    assert_text(buf_str(&out), "[a]\nk = 0\n\n[n]\nk = 1\n\n[m]\nk = 2\n\n[o]\nk = 3\n\n; of b\n[b]\nk = 0\n\n[z]\n"
                               "k = 0\n");
    buf_free(&out);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_out),    cmocka_unit_test(takes_out_all_of_it), cmocka_unit_test(comments),
        cmocka_unit_test(orders),       cmocka_unit_test(orders_doubles),      cmocka_unit_test(refused),
        cmocka_unit_test(new_in_front),
    };

    return cmocka_run_group_tests_name("ini_sections", tests, NULL, NULL);
}
