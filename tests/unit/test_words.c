/* The table of sentences, and which language is chosen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ziping/text.h"
#include "ziping/words.h"

static bool is_ascii(struct str s) {
    return text_count(s) == s.n;
}

static void both_languages(void **state) {
    (void)state;
    for (int i = 0; i < WORDS; i++) {
        struct str zh = str_of(word(LANG_ZH, (enum word)i)), en = str_of(word(LANG_EN, (enum word)i));

        assert_true(zh.n > 0 && en.n > 0);
        assert_int_equal(text_check(zh), zh.n);
        assert_int_equal(text_check(en), en.n);
        assert_false(is_ascii(zh));
        if (i != W_ABOUT) { /* it names the form */
            assert_true(is_ascii(en));
        }
    }
    assert_string_equal(word(LANG_ZH, W_SAVED), "已保存");
    assert_string_equal(word(LANG_EN, W_SAVED), "saved");
}

static void one_and_many(void **state) {
    static const struct {
        size_t number[4];
        const char *en;
    } cases[] = {
        {{1, 1, 1, 1}, "1 file: 1 error, 1 warning, 1 note"},
        {{0, 0, 0, 0}, "0 files: 0 errors, 0 warnings, 0 notes"},
        {{2, 11, 1, 10}, "2 files: 11 errors, 1 warning, 10 notes"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0};
        word_numbers(&b, LANG_EN, W_SUMMARY, cases[i].number, 4);
        assert_true(str_eq(buf_str(&b), str_of(cases[i].en)));
        buf_free(&b);
    }
}

static void of_files(void **state) {
    static const enum word words[] = {
        [FILE_OK] = W_FILE_OK,
        [FILE_MISSING] = W_FILE_MISSING,
        [FILE_DENIED] = W_FILE_DENIED,
        [FILE_DIRECTORY] = W_FILE_DIRECTORY,
        [FILE_READ_ONLY] = W_FILE_READ_ONLY,
        [FILE_FOLDER] = W_FILE_FOLDER,
        [FILE_FOREIGN] = W_FILE_FOREIGN,
        [FILE_EXISTS] = W_FILE_EXISTS,
        [FILE_SPECIAL] = W_FILE_SPECIAL,
        [FILE_TOO_LARGE] = W_FILE_TOO_LARGE,
        [FILE_FULL] = W_FILE_FULL,
        [FILE_FAILED] = W_FILE_FAILED,
        [FILE_NO_MEMORY] = W_NO_MEMORY,
    };

    (void)state;
    for (int status = FILE_OK; status <= FILE_NO_MEMORY; status++) {
        assert_int_equal(file_word((enum file_status)status), words[status]);
    }
}

static void english_or_chinese(void **state) {
    static const char *const english[] = {"en",       "EN",    "en_US.UTF-8", "en-GB",
                                          "en.UTF-8", "en_US", "english",     "English"};
    static const char *const chinese[] = {"zh_CN.UTF-8", "zh", "C",   "C.UTF-8", "POSIX",
                                          "de_DE.UTF-8", "e",  "enx", "fr_EN",   "Zh"};

    (void)state;
    for (size_t i = 0; i < sizeof english / sizeof *english; i++) {
        assert_int_equal(lang_choose(english[i], NULL, NULL, NULL, NULL), LANG_EN);
    }
    for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++) {
        assert_int_equal(lang_choose(chinese[i], NULL, NULL, NULL, NULL), LANG_ZH);
    }
}

/* The first of the five that is there decides; an empty one isn't there. All cases: each is absent, empty, English or
   Chinese. */
static void precedence(void **state) {
    static const char *const values[] = {NULL, "", "en_US.UTF-8", "zh_CN.UTF-8"};

    (void)state;
    for (int n = 0; n < 4 * 4 * 4 * 4 * 4; n++) {
        int of[5] = {n & 3, n >> 2 & 3, n >> 4 & 3, n >> 6 & 3, n >> 8 & 3};
        const char *v[5];
        enum lang expected = LANG_ZH;

        for (int i = 4; i >= 0; i--) {
            v[i] = values[of[i]];
            expected = of[i] == 2 ? LANG_EN : of[i] == 3 ? LANG_ZH : expected;
        }
        assert_int_equal(lang_choose(v[0], v[1], v[2], v[3], v[4]), expected);
    }
    assert_int_equal(lang_choose(NULL, NULL, NULL, NULL, "en"), LANG_EN);
    assert_int_equal(lang_choose(NULL, NULL, NULL, "C", "en"), LANG_ZH);
    assert_int_equal(lang_choose(NULL, NULL, "en", "zh", "zh"), LANG_EN);
    assert_int_equal(lang_choose(NULL, "zh", "en", "en", "en"), LANG_ZH);
    assert_int_equal(lang_choose("en", "zh", "zh", "zh", "zh"), LANG_EN);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_languages),     cmocka_unit_test(one_and_many), cmocka_unit_test(of_files),
        cmocka_unit_test(english_or_chinese), cmocka_unit_test(precedence),
    };

    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
