/* Scanning INI text: what is a section, a key and a value, where everything stands, and each fault at its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/ini.h"

static const char *const kinds[INI_FAULTS] = {
    [INI_NOT_UTF8] = "not-utf8",
    [INI_GB18030] = "gb18030",
    [INI_BOM] = "bom",
    [INI_NUL_BYTE] = "nul",
    [INI_LINE_TOO_LONG] = "too-long",
    [INI_NO_EQUALS_SIGN] = "no-equals",
    [INI_UNCLOSED_SECTION] = "unclosed-section",
    [INI_UNCLOSED_QUOTE] = "unclosed-quote",
    [INI_TEXT_AFTER_QUOTE] = "text-after-quote",
    [INI_UNQUOTED_COMMENT] = "unquoted-comment",
    [INI_BACKSLASH_IN_QUOTES] = "backslash",
    [INI_DUPLICATE_KEY] = "duplicate-key",
    [INI_DUPLICATE_SECTION] = "duplicate-section",
    [INI_KEY_BEFORE_SECTION] = "before-section",
    [INI_PART_GAP] = "part-gap",
};

/* One line for each fault: `line:column kind subject`, and `(first)` for a duplicate. */
static void print_faults(const struct ini_doc *doc, struct buf *out) {
    for (size_t i = 0; i < doc->faults; i++) {
        const struct ini_fault *f = &doc->fault[i];
        buf_printf(out, "%u:%u %s", f->line, ini_column(doc, f->at), kinds[f->kind]);
        if (f->subject.n > 0) {
            buf_char(out, ' ');
            buf_add(out, f->subject);
        }
        if (f->first) {
            buf_printf(out, " (%u)", f->first);
        }
        buf_char(out, '\n');
    }
}

/* One line for each section but the nameless one and for each entry, a part's indented; a line break is shown as |. */
static void print_document(const struct ini_doc *doc, struct buf *out) {
    for (size_t i = 0; i < doc->sections; i++) {
        const struct ini_section *s = &doc->section[i];
        if (i > 0) {
            buf_printf(out, "[%.*s]\n", STR_ARG(s->name));
        }
        for (size_t k = s->first; k < s->first + s->n; k++) {
            const struct ini_entry *e = &doc->entry[k];
            assert_int_equal(e->section, i);
            buf_printf(out, "%s%.*s=", e->is_part ? "  " : "", STR_ARG(e->key));
            for (size_t c = 0; c < e->value.n; c++) {
                buf_char(out, e->value.p[c] == '\n' ? '|' : e->value.p[c]);
            }
            buf_char(out, '\n');
        }
    }
}

static void check(struct str text, enum ini_status status, const char *document, const char *faults) {
    struct arena a = {0};
    struct ini_doc doc;
    struct buf out = {0};

    assert_int_equal(ini_scan(&a, text, &doc), status);
    print_document(&doc, &out);
    assert_text(buf_str(&out), document);
    buf_clear(&out);
    print_faults(&doc, &out);
    assert_text(buf_str(&out), faults);
    buf_free(&out);
    arena_free(&a);
}

#define assert_scan(text, document, faults) check(STR(text), INI_OK, (document), (faults))
#define assert_refused(text, faults) check(STR(text), INI_REFUSED, "", (faults))

static void plain(void **state) {
    (void)state;
    assert_scan("", "", "");
    assert_scan("; only\n# comments\n\n   \t\n  ; here", "", "");
    assert_scan("[form]\nformat = 1\nrules=rules/a.ini\n", "[form]\nformat=1\nrules=rules/a.ini\n", "");
    assert_scan("[ 产出指标.数量 ]\n 活动 场次 = 6 次 \n", "[产出指标.数量]\n活动 场次=6 次\n", "");
    assert_scan("[a]\nk = v", "[a]\nk=v\n", "");
    assert_scan("[a]\r\nk = v\r\nl = \"w\"\r\n", "[a]\nk=v\nl=w\n", "");
    assert_scan("[A]\nKey = Value\n", "[A]\nKey=Value\n", "");
    assert_scan("[a]\n[b]\n[c]\n", "[a]\n[b]\n[c]\n", "");
    assert_scan("[a]\nx=1=2\ny==\nz = = \"q\"\n", "[a]\nx=1=2\ny==\nz== \"q\"\n", "");
}

static void values(void **state) {
    (void)state;
    assert_scan("[a]\na =\nb = \"\"\nc = ''\nd = ; note\ne =# note\nf = \"\" ; note\n", "[a]\na=\nb=\nc=\nd=\ne=\nf=\n",
                "");
    assert_scan("[a]\na = \" b \"\nc = ' d '\ne = \"x;y#z\" ; note\nf = \"it's\"\ng = 'say \"x\"'\n",
                "[a]\na= b \nc= d \ne=x;y#z\nf=it's\ng=say \"x\"\n", "");
    assert_scan("[a]\nweight = 10 ; note\nother = 5\t# note\nc = \"1\"; note\n", "[a]\nweight=10\nother=5\nc=1\n", "");
    assert_scan("[a]\nk = a \"quoted\" word\n", "[a]\nk=a \"quoted\" word\n", "");
    assert_scan("[a]\npath = C:\\x\\y\n", "[a]\npath=C:\\x\\y\n", "");
}

static void escapes(void **state) {
    (void)state;
    assert_scan("[a]\nk = \"&quot;甲&quot;&#10;C:&#92;x &amp; y & z\"\n", "[a]\nk=\"甲\"|C:\\x & y & z\n", "");
    assert_scan("[a]\nk = \"线上&线下 &AMP; &#11; &quot &amp;amp; &\"\n",
                "[a]\nk=线上&线下 &AMP; &#11; &quot &amp; &\n", "");
    assert_scan("[a]\nk = x&amp\nl = '&amp;'\n", "[a]\nk=x&amp\nl=&\n", "");
    /* Without quotes the ; would be a comment's. */
    assert_scan("[a]\nk = x&amp;y\n", "[a]\nk=x&amp\n", "2:10 unquoted-comment k\n");
}

static void parts(void **state) {
    (void)state;
    assert_scan("[a]\nk = \"一\"\nk.2 = \"二&#10;\"\nK.3 = 三\n", "[a]\nk=一二|三\n  k.2=二|\n  K.3=三\n", "");
    /* Neither the order nor what stands between matters. */
    assert_scan("[a]\nk.3 = c\nx = 1\nk.2 = b\nk = a\n", "[a]\n  k.3=c\nx=1\n  k.2=b\nk=abc\n", "");
    /* Without the key itself, or with another number, it is a key like any other. */
    assert_scan("[a]\ncap.80 = 89\nk = a\nk.1 = b\nk.02 = c\nk.x = d\nk. = e\n[b]\nk.2 = f\n",
                "[a]\ncap.80=89\nk=a\nk.1=b\nk.02=c\nk.x=d\nk.=e\n[b]\nk.2=f\n", "");
    assert_scan("[a]\nk = a\nk.3 = c\nk.5 = e\n", "[a]\nk=a\nk.3=c\nk.5=e\n", "3:1 part-gap k.3\n4:1 part-gap k.5\n");
    assert_scan("[a]\nk = a\nk.4 = d\nk.2 = b\nl = x\n", "[a]\nk=ab\nk.4=d\n  k.2=b\nl=x\n", "3:1 part-gap k.4\n");
    /* Parts have no parts. */
    assert_scan("[a]\nk = a\nk.2 = b\nk.2.2 = c\n", "[a]\nk=ab\n  k.2=b\nk.2.2=c\n", "");
    assert_scan("[a]\nk = a\nk.2 = b\nk.2 = c\nk.3 = d\n", "[a]\nk=acd\n  k.2=b\n  k.2=c\n  k.3=d\n",
                "4:1 duplicate-key k.2 (3)\n");
    assert_scan("[a]\nk = a\nk.2 = b\nk = x\n", "[a]\nk=a\n  k.2=b\nk=xb\n", "4:1 duplicate-key k (2)\n");
    /* An escape is resolved within its part. */
    assert_scan("[a]\nk = \"&am\"\nk.2 = \"p;\"\n", "[a]\nk=&amp;\n  k.2=p;\n", "");
}

static void duplicates(void **state) {
    (void)state;
    assert_scan("[a]\nKey = 1\nx = 2\nkEY = 3\nkey = 4\n", "[a]\nKey=1\nx=2\nkEY=3\nkey=4\n",
                "4:1 duplicate-key kEY (2)\n5:1 duplicate-key key (4)\n");
    assert_scan("[a]\nk = 1\n[b]\nk = 1\n  [A]\n l = 2\nk = 3\n", "[a]\nk=1\n[b]\nk=1\n[A]\nl=2\nk=3\n",
                "5:3 duplicate-section A (1)\n7:1 duplicate-key k (2)\n");
    assert_scan("k = 1\n 键 = 2\n", "k=1\n键=2\n", "1:1 before-section k\n2:2 before-section 键\n");
}

static void broken_lines(void **state) {
    (void)state;
    assert_scan("[a]\n  得分\nk = 1\n= 2\n", "[a]\nk=1\n", "2:3 no-equals 得分\n4:1 no-equals = 2\n");
    /* What follows a broken header is its section's all the same. */
    assert_scan("[a]\nk = 1\n[b\nk = 1\n[c] ; note\nk = 1\n", "[a]\nk=1\n[b]\nk=1\n[c]\nk=1\n",
                "3:1 unclosed-section [b\n5:1 unclosed-section [c] ; note\n");
    /* iniparser takes this for a key. */
    assert_scan("[a]\n[b = 1\n", "[a]\n[b=1\n", "2:1 unclosed-section [b = 1\n");
    assert_scan("[\nk = 1\n", "k=1\n", "1:1 unclosed-section [\n2:1 before-section k\n");
    assert_scan("[a]b]\nk = 1\n[]\n", "[a]\nk=1\n[]\n", "1:4 no-equals [a]b]\n3:1 no-equals []\n");
}

static void quotes(void **state) {
    (void)state;
    assert_scan("[a]\n目标 = \"没有\nl = 'x ; y \nm = \"\n", "[a]\n目标=没有\nl=x ; y\nm=\"\n",
                "2:6 unclosed-quote 目标\n3:5 unclosed-quote l\n4:5 unclosed-quote m\n");
    assert_scan("[a]\nk = \"甲\" 乙\nl = 'x'y ; z\nm = \"\"x ; y\nn = \"a\"b\"\n", "[a]\nk=甲\nl=x\nm=\"\"x\nn=a\n",
                "2:9 text-after-quote k\n3:8 text-after-quote l\n4:7 text-after-quote m\n5:8 text-after-quote n\n");
    assert_scan("[a]\nname = a;b\npattern = ^[0-9]#x\nc = x ;y\nd = 长 a;b ; c\n",
                "[a]\nname=a\npattern=^[0-9]\nc=x\nd=长 a\n",
                "2:9 unquoted-comment name\n3:17 unquoted-comment pattern\n5:8 unquoted-comment d\n");
    assert_scan("[a]\nk = \"^\\d+$\"\nl = 'a\\'b'\nm = \"a\\\"b\"\n", "[a]\nk=^\\d+$\nl=a\\\nm=a\\\n",
                "2:7 backslash k\n3:7 backslash l\n4:7 backslash m\n");
}

static void continuation(void **state) {
    (void)state;
    assert_scan("[a]\nk = x \\\n  y\nl = 1\n", "[a]\nk=x   y\nl=1\n", "2:7 backslash k\n");
    assert_scan("[a]\nk = \"甲\\  \r\n乙\" 丙\nl = 1\n", "[a]\nk=甲乙\nl=1\n",
                "2:7 backslash k\n3:4 text-after-quote k\n");
    /* A comment's takes the next line with it, and the last line's takes the line itself away. */
    assert_scan("[a]\n; x \\\nk = 1\nl = 2\\\n", "[a]\n", "2:5 backslash ; x k = 1\n4:6 backslash l\n");
}

static void long_lines(void **state) {
    static char text[4096];
    const char head[] = "[a]\nk = \"";

    (void)state;
    for (size_t n = INI_LINE_MAX; n <= INI_LINE_MAX + 1; n++) {
        struct arena a = {0};
        struct ini_doc doc;
        size_t length = sizeof head - 1;
        memcpy(text, head, length);
        memset(text + length, 'x', n - 6);
        length += n - 6;
        memcpy(text + length, "\"\nl = 1\n", 8);
        assert_int_equal(ini_scan(&a, (struct str){text, length + 8}, &doc), INI_OK);
        assert_int_equal(doc.faults, n > INI_LINE_MAX);
        assert_int_equal(doc.entries, 2);
        assert_int_equal(doc.entry[0].value.n, n - 6);
        if (doc.faults) {
            assert_int_equal(doc.fault[0].kind, INI_LINE_TOO_LONG);
            assert_int_equal(doc.fault[0].line, 2);
            assert_int_equal(ini_line(&doc, doc.fault[0].at).n, n);
            assert_text(doc.fault[0].subject, "k");
        }
        arena_free(&a);
    }
}

static void encodings(void **state) {
    (void)state;
    assert_scan("\xEF\xBB\xBF[a]\nk = 甲\n", "[a]\nk=甲\n", "1:1 bom\n");
    assert_scan("\xEF\xBB\xBF", "", "1:1 bom\n");
    /* 乗 is 81 5C in GB18030: read as bytes, a backslash in quotes and one at the end of a line. */
    assert_scan("[a]\nx = 1\n\xCF\xEE\xC4\xBF = \"\xB5\xC3\xB7\xD6\x81\x5C\"\n\xA3\xBB = \x81\x5C\n",
                "[a]\nx=1\n项目=得分乗\n；=乗\n", "3:1 gb18030\n");
    assert_scan("[a]\nk = \x81\x30\x89\x37\n", "[a]\nk=Þ\n", "2:5 gb18030\n");
    assert_refused("[a]\nk = \"甲乙\xFF\"\n", "2:8 not-utf8\n");
    assert_refused("\xEF\xBB\xBF[a]\nk = \xB5\xC3\n", "1:1 bom\n2:5 not-utf8\n");
    /* UTF-8 with a character cut in half would pass as GB18030, and read as nonsense. */
    assert_refused("[a]\nk = \"测试测试测\xE8\xAF\"\n", "2:11 not-utf8\n");
    assert_refused("[a]\nk = \xFF\xFE\n", "2:5 not-utf8\n");
    assert_refused("[a]\nk = 1\0\n", "2:6 nul\n");
    assert_refused("\0", "1:1 nul\n");
}

static void places(void **state) {
    const char text[] = "; 注\n[节]\n  名称 = \"全区\" ; 注\nweight=6\nreason =  \nnote = ; 注\nx.1 = '一'\r\n";
    struct arena a = {0};
    struct ini_doc doc;
    const struct ini_entry *e;

    (void)state;
    assert_int_equal(ini_scan(&a, STR(text), &doc), INI_OK);
    assert_int_equal(doc.sections, 2);
    assert_int_equal(doc.section[1].line, 2);
    assert_int_equal(ini_column(&doc, doc.section[1].at), 1);
    assert_int_equal(doc.section[1].n, 5);
    e = &doc.entry[0];
    assert_int_equal(e->line, 3);
    assert_int_equal(ini_column(&doc, e->key_at), 3);
    assert_int_equal(ini_column(&doc, e->value_at), 8);
    assert_text(str_sub(doc.text, e->value_at, e->value_end), "\"全区\"");
    assert_text(ini_line(&doc, e->value_at), "  名称 = \"全区\" ; 注");
    assert_true(e->quoted);
    assert_int_equal(e->parts, 1);
    assert_text(str_sub(doc.text, e[1].value_at, e[1].value_end), "6");
    assert_false(e[1].quoted);
    assert_int_equal(e[2].value_at, e[2].value_end);
    assert_int_equal(ini_column(&doc, e[2].value_at), 11);
    assert_int_equal(ini_column(&doc, e[3].value_at), 8);
    assert_text(str_sub(doc.text, e[4].value_at, e[4].value_end), "'一'");
    assert_text(ini_line(&doc, e[4].value_at), "x.1 = '一'");
    assert_text(ini_line(&doc, 0), "; 注");
    assert_text(ini_line(&doc, (uint32_t)doc.text.n), "");
    assert_int_equal(ini_column(&doc, (uint32_t)doc.text.n + 9), 1);
    /* What needs no change is a slice of the file. */
    assert_ptr_equal(e[0].value.p, doc.text.p + e[0].value_at + 1);
    arena_free(&a);
}

static void finding(void **state) {
    const char text[] = "[A]\nk = 1\nk.2 = 2\nl = 3\n[b]\nk = 4\n[a]\nL = 5\n";
    struct arena a = {0};
    struct ini_doc doc;

    (void)state;
    assert_int_equal(ini_scan(&a, STR(text), &doc), INI_OK);
    assert_text(ini_find(&doc, STR("a"), STR("K"))->value, "12");
    assert_int_equal(ini_find(&doc, STR("a"), STR("K"))->parts, 2);
    assert_text(ini_find(&doc, STR("a"), STR("l"))->value, "5");
    assert_text(ini_find(&doc, STR("B"), STR("k"))->value, "4");
    assert_null(ini_find(&doc, STR("a"), STR("k.2")));
    assert_null(ini_find(&doc, STR("c"), STR("k")));
    assert_null(ini_find(&doc, STR(""), STR("k")));
    assert_int_equal(ini_find_section(&doc, STR("a"))->line, 1);
    assert_ptr_equal(ini_find_section(&doc, STR("")), &doc.section[0]);
    assert_null(ini_find_section(&doc, STR("c")));
    arena_free(&a);
}

/* Far more sections and keys than there is room for at first, each found again and none taken for another. */
static void many(void **state) {
    enum { SECTIONS = 300, KEYS = 40 };
    struct arena a = {0};
    struct buf text = {0};
    struct ini_doc doc;

    (void)state;
    for (int s = 0; s < SECTIONS; s++) {
        buf_printf(&text, "[s%d]\n", s);
        for (int k = 0; k < KEYS; k++) {
            buf_printf(&text, "k%d=%d\n", k, s * KEYS + k);
        }
    }
    assert_int_equal(ini_scan(&a, buf_str(&text), &doc), INI_OK);
    assert_int_equal(doc.faults, 0);
    assert_int_equal(doc.sections, SECTIONS + 1);
    assert_int_equal(doc.entries, SECTIONS * KEYS);
    assert_text(ini_find(&doc, STR("S299"), STR("K39"))->value, "11999");
    buf_free(&text);
    arena_free(&a);
}

static void unescaping(void **state) {
    struct arena a = {0};
    struct str s = STR("甲 & 乙");

    (void)state;
    assert_ptr_equal(ini_unescape(&a, s).p, s.p);
    assert_text(ini_unescape(&a, STR("&#10;&quot;&#92;&amp;")), "\n\"\\&");
    assert_text(ini_unescape(&a, STR("&amp;#10;&#10")), "&#10;&#10");
    assert_text(ini_unescape(&a, (struct str){NULL, 0}), "");
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain),     cmocka_unit_test(values),       cmocka_unit_test(escapes),
        cmocka_unit_test(parts),     cmocka_unit_test(duplicates),   cmocka_unit_test(broken_lines),
        cmocka_unit_test(quotes),    cmocka_unit_test(continuation), cmocka_unit_test(long_lines),
        cmocka_unit_test(encodings), cmocka_unit_test(places),       cmocka_unit_test(finding),
        cmocka_unit_test(many),      cmocka_unit_test(unescaping),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
