/* The explanations of the checks: that none is missing or empty, and that their examples are what they say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "support.h"
#include "ziping/dec.h"
#include "ziping/ini.h"
#include "ziping/output.h"

static const struct check *check_at(int i) {
    return catalogue((enum code)i);
}

static const struct explanation *explanation_at(int i) {
    return catalogue_explanation((enum code)i);
}

static bool has_text(const char *text) {
    return text && str_trim(str_of(text)).n > 0;
}

static bool is_about_files(int i) {
    return strncmp(check_at(i)->code, "I0", 2) == 0;
}

/* ---- the table ---- */

static void every_text_is_there(void **state) {
    (void)state;
    for (int i = 0; i < CHECKS; i++) {
        const struct explanation *e = explanation_at(i);
        for (int lang = LANG_ZH; lang <= LANG_EN; lang++) {
            if (!has_text(check_at(i)->message[lang]) || !has_text(e->why[lang]) || !has_text(e->mend[lang])) {
                fail_msg("%s lacks a text", check_at(i)->code);
            }
        }
        if (!has_text(e->source) || !has_text(e->before) || !has_text(e->after) || strcmp(e->before, e->after) == 0) {
            fail_msg("%s lacks its source or a true example", check_at(i)->code);
        }
    }
}

/* Chinese sentences end with 。, English ones with a point: lists show the first one. */
static void texts_are_sentences(void **state) {
    (void)state;
    for (int i = 0; i < CHECKS; i++) {
        const struct explanation *e = explanation_at(i);
        if (!str_ends(str_of(e->why[LANG_ZH]), STR("。")) || !str_ends(str_of(e->mend[LANG_ZH]), STR("。")) ||
            !str_ends(str_of(e->why[LANG_EN]), STR(".")) || !str_ends(str_of(e->mend[LANG_EN]), STR("."))) {
            fail_msg("%s: a text is no sentence", check_at(i)->code);
        }
        if (text_check(str_of(e->why[LANG_ZH])) != strlen(e->why[LANG_ZH]) || strstr(e->why[LANG_EN], "。")) {
            fail_msg("%s: a text is in the wrong place", check_at(i)->code);
        }
    }
}

static bool is_kebab_case(const char *name) {
    char last = '-';
    for (; *name; last = *name++) {
        bool dash = *name == '-';
        if ((dash && last == '-') || (!dash && !(*name >= 'a' && *name <= 'z') && !(*name >= '0' && *name <= '9'))) {
            return false;
        }
    }
    return last != '-';
}

static bool is_code(const char *code) {
    bool ok = strlen(code) == 4 && strchr("IRFB", code[0]);
    for (int i = 1; ok && i < 4; i++) {
        ok = code[i] >= '0' && code[i] <= '9';
    }
    return ok;
}

static void codes_and_names_are_unique(void **state) {
    (void)state;
    for (int i = 0; i < CHECKS; i++) {
        const struct check *c = check_at(i);
        if (!is_code(c->code) || !is_kebab_case(c->name)) {
            fail_msg("%s %s is badly formed", c->code, c->name);
        }
        assert_int_equal(catalogue_find(str_of(c->code)), i);
        assert_int_equal(catalogue_find(str_of(c->name)), i);
    }
}

static void a_slip_finds_its_check(void **state) {
    (void)state;
    assert_int_equal(catalogue_nearest(STR("reason-mising")), CHECK_REASON_MISSING);
    assert_int_equal(catalogue_nearest(STR("scores-total")), CHECK_SCORES_NOT_TOTAL);
    assert_int_equal(catalogue_nearest(STR("overshoot-un")), CHECK_OVERSHOOT_UNEXPLAINED);
    assert_int_equal(catalogue_nearest(STR("")), -1);
    assert_int_equal(catalogue_nearest(STR("Z")), -1);
    assert_int_equal(catalogue_nearest(STR("something quite different")), -1);
}

/* ---- the examples ---- */

/* Where a comment `; name.ini` begins the next file, behind the first byte, or the end. */
static size_t file_end(struct str text) {
    for (size_t at = 1; at < text.n; at++) {
        struct str rest = str_sub(text, at, text.n);
        struct str line = str_sub(rest, 0, str_find(rest, STR("\n")));
        if (text.p[at - 1] == '\n' && str_starts(line, STR("; ")) && str_ends(line, STR(".ini"))) {
            return at;
        }
    }
    return text.n;
}

/* The faults in all files of an example. */
static size_t count_faults(struct arena *a, const char *example, bool *readable) {
    size_t faults = 0;
    *readable = true;
    for (struct str rest = str_of(example); rest.n > 0;) {
        struct ini_doc doc;
        size_t end = file_end(rest);
        *readable = ini_scan(a, str_sub(rest, 0, end), &doc) == INI_OK && *readable;
        faults += doc.faults;
        rest = str_sub(rest, end, rest.n);
    }
    return faults;
}

static void examples_are_ini(void **state) {
    struct arena a = {0};
    bool readable;
    (void)state;
    for (int i = 0; i < CHECKS; i++) {
        const struct explanation *e = explanation_at(i);
        if (!is_about_files(i) && (count_faults(&a, e->before, &readable) > 0 || !readable)) {
            fail_msg("%s: the example before is no sound INI", check_at(i)->code);
        }
        if (count_faults(&a, e->after, &readable) > 0 || !readable) {
            fail_msg("%s: the example after is no sound INI", check_at(i)->code);
        }
        if (!str_ends(str_of(e->before), STR("\n")) || !str_ends(str_of(e->after), STR("\n"))) {
            fail_msg("%s: an example lacks its last line end", check_at(i)->code);
        }
        arena_reset(&a);
    }
    arena_free(&a);
}

/* What the scanner can see it sees in the examples; a NUL byte and a line of 1,023 bytes are only told of. */
static void examples_of_file_checks_have_their_fault(void **state) {
    static const struct {
        enum code code;
        enum ini_fault_kind fault;
    } rows[] = {
        {CHECK_NOT_UTF8, INI_GB18030},
        {CHECK_BOM, INI_BOM},
        {CHECK_NO_EQUALS_SIGN, INI_NO_EQUALS_SIGN},
        {CHECK_UNCLOSED_SECTION, INI_UNCLOSED_SECTION},
        {CHECK_UNCLOSED_QUOTE, INI_UNCLOSED_QUOTE},
        {CHECK_TEXT_AFTER_QUOTE, INI_TEXT_AFTER_QUOTE},
        {CHECK_UNQUOTED_COMMENT_MARK, INI_UNQUOTED_COMMENT},
        {CHECK_BACKSLASH_IN_QUOTES, INI_BACKSLASH_IN_QUOTES},
        {CHECK_DUPLICATE_KEY, INI_DUPLICATE_KEY},
        {CHECK_DUPLICATE_SECTION, INI_DUPLICATE_SECTION},
        {CHECK_KEY_BEFORE_SECTION, INI_KEY_BEFORE_SECTION},
        {CHECK_PART_GAP, INI_PART_GAP},
        {CHECK_RULES_BROKEN, INI_NO_EQUALS_SIGN},
    };
    struct arena a = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ini_doc doc;
        assert_int_equal(ini_scan(&a, str_of(catalogue_explanation(rows[i].code)->before), &doc), INI_OK);
        if (doc.faults != 1 || doc.fault[0].kind != rows[i].fault) {
            fail_msg("%s: the example before has another fault", catalogue(rows[i].code)->code);
        }
        arena_reset(&a);
    }
    arena_free(&a);
}

/* The value of section and key in an example. */
static struct str example_value(struct arena *a, const char *example, const char *section, const char *key) {
    struct ini_doc doc;
    assert_int_equal(ini_scan(a, str_of(example), &doc), INI_OK);
    const struct ini_entry *e = ini_find(&doc, str_of(section), str_of(key));
    return e ? e->value : STR("");
}

/* The sum of `key` over all sections of the example but the one named, and what that one says. */
static void assert_sum(const char *example, const char *key, const char *total, bool equal) {
    struct arena a = {0};
    struct ini_doc doc;
    dec d, sum = 0, stated = 0;
    assert_int_equal(ini_scan(&a, str_of(example), &doc), INI_OK);
    for (size_t i = 0; i < doc.entries; i++) {
        bool is_total = str_eq(doc.section[doc.entry[i].section].name, str_of(total));
        if (str_eq(doc.entry[i].key, str_of(key)) && dec_parse(doc.entry[i].value, &d) == DEC_OK) {
            stated = is_total ? d : stated;
            sum += is_total ? 0 : d;
        }
    }
    if ((sum == stated) != equal) {
        fail_msg("the example's sum: %s", example);
    }
    arena_free(&a);
}

static void sums_of_the_examples(void **state) {
    static const struct {
        enum code code;
        const char *key, *total;
    } rows[] = {
        {CHECK_WEIGHTS_NOT_TOTAL, "weight", "total"},  {CHECK_SCORES_NOT_TOTAL, "score", "total"},
        {CHECK_FUNDS_SUM, "budget", "funds.total"},    {CHECK_FUNDS_ZERO_TOTAL, "budget", "funds.total"},
        {CHECK_LEVEL_SUM, "weight", "output.quality"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct explanation *e = catalogue_explanation(rows[i].code);
        assert_sum(e->before, rows[i].key, rows[i].total, false);
        assert_sum(e->after, rows[i].key, rows[i].total, true);
    }
}

static dec number_of(struct arena *a, const char *example, const char *section, const char *key) {
    dec d = 0;
    assert_int_equal(dec_parse(example_value(a, example, section, key), &d), DEC_OK);
    return d;
}

static void rates_of_the_examples(void **state) {
    static const enum code codes[] = {CHECK_RATE_WRONG, CHECK_EXECUTION_SCORE_WRONG, CHECK_RATE_OVER_100,
                                      CHECK_TOTAL_OVER_CAP, CHECK_LOW_EXECUTION_UNEXPLAINED};
    struct arena a = {0};
    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        const char *after = catalogue_explanation(codes[i])->after;
        dec paid = number_of(&a, after, "funds.total", "executed");
        dec budget = number_of(&a, after, "funds.total", "budget");
        struct str rate = example_value(&a, after, "funds.total", "rate");
        dec stated = 0;
        assert_int_equal(dec_parse(str_sub(rate, 0, rate.n - 1), &stated), DEC_OK);
        assert_true(stated == dec_mul_div(paid, DEC_INT(100), budget));
        arena_reset(&a);
    }
    const char *scored = catalogue_explanation(CHECK_EXECUTION_SCORE_WRONG)->after;
    dec paid = number_of(&a, scored, "funds.total", "executed"),
        budget = number_of(&a, scored, "funds.total", "budget");
    dec weight = number_of(&a, scored, "funds.total", "weight");
    assert_true(number_of(&a, scored, "funds.total", "score") == dec_mul_div(paid, weight, budget));
    arena_free(&a);
}

/* ---- what is printed ---- */

static bool is_harmless(struct str text) {
    for (size_t at = 0; at < text.n;) {
        uint32_t cp;
        at += text_decode(text, at, &cp);
        if ((text_unsafe_char(cp) && cp != '\n') || cp == TEXT_REPLACEMENT) {
            return false;
        }
    }
    return true;
}

static void printed_text_is_harmless(void **state) {
    (void)state;
    for (int i = 0; i < 2 * CHECKS; i++) {
        struct buf b = {0};
        output_explanation((enum code)(i / 2), (enum lang)(i % 2), &b);
        assert_false(b.failed);
        if (text_check(buf_str(&b)) != b.n || !is_harmless(buf_str(&b))) {
            fail_msg("%s: something unsafe is printed", check_at(i / 2)->code);
        }
        buf_free(&b);
    }
}

static void printed_lines_fit(void **state) {
    (void)state;
    for (int i = 0; i < 2 * CHECKS; i++) {
        struct buf b = {0};
        output_explanation((enum code)(i / 2), (enum lang)(i % 2), &b);
        struct str text = buf_str(&b);
        text = str_sub(text, 0, str_find(text, str_of(word((enum lang)(i % 2), W_EXPLAIN_BEFORE))));
        while (text.n > 0) {
            size_t end = str_find(text, STR("\n"));
            assert_in_range(text_columns(str_sub(text, 0, end), TEXT_WIDE), 0, 80);
            text = str_sub(text, end < text.n ? end + 1 : end, text.n);
        }
        buf_free(&b);
    }
}

static void explanation_as_printed(void **state) {
    struct buf b = {0};
    (void)state;
    output_explanation(CHECK_REASON_MISSING, LANG_ZH, &b);
    assert_true(str_starts(buf_str(&b), STR("F301 reason-missing (error)\n    … 得分 … 低于分值 …，未填写")));
    assert_true(str_find(buf_str(&b), STR("\n依据\n    财预〔2020〕10号\n\n说明\n")) < b.n);
    assert_true(str_find(buf_str(&b), STR("\n改前\n    [output.quality.plan]\n    weight = 5\n")) < b.n);
    buf_clear(&b);
    output_explanation(CHECK_BOM, LANG_EN, &b);
    assert_true(str_find(buf_str(&b), STR("\nBefore\n    U+FEFF[form]\n")) < b.n);
    buf_clear(&b);
    output_explanation(CHECK_NOT_UTF8, LANG_EN, &b);
    assert_true(str_find(buf_str(&b), STR("unit = \"\\xCE\\xF7")) < b.n);
    buf_free(&b);
}

static void list_has_every_check(void **state) {
    (void)state;
    for (int lang = LANG_ZH; lang <= LANG_EN; lang++) {
        struct buf b = {0};
        output_check_list((enum lang)lang, &b);
        struct str rest = buf_str(&b);
        for (int i = 0; i < CHECKS; i++) {
            size_t end = str_find(rest, STR("\n"));
            struct str line = str_sub(rest, 0, end);
            assert_true(str_starts(line, str_of(check_at(i)->code)));
            assert_true(str_find(line, str_of(check_at(i)->name)) < line.n);
            assert_false(str_ends(line, STR("。")) || str_ends(line, STR(".")));
            assert_in_range(text_columns(line, TEXT_WIDE), 40, 140);
            rest = str_sub(rest, end + 1, rest.n);
        }
        assert_int_equal(rest.n, 0);
        buf_free(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_is_there),        cmocka_unit_test(texts_are_sentences),
        cmocka_unit_test(codes_and_names_are_unique), cmocka_unit_test(a_slip_finds_its_check),
        cmocka_unit_test(examples_are_ini),           cmocka_unit_test(examples_of_file_checks_have_their_fault),
        cmocka_unit_test(sums_of_the_examples),       cmocka_unit_test(rates_of_the_examples),
        cmocka_unit_test(printed_text_is_harmless),   cmocka_unit_test(printed_lines_fit),
        cmocka_unit_test(explanation_as_printed),     cmocka_unit_test(list_has_every_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
