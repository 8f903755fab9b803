/* The key table: every key in it can be pressed, means one thing, and is explained. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ziping/keys.h"
#include "ziping/text.h"

/* The one key that some bytes are; false where they are more than one, or none. */
static bool decode(struct str bytes, struct key_event *e) {
    struct keydec d = {0};
    struct key_event more;
    bool one;

    keydec_feed(&d, bytes.p, bytes.n);
    one = keydec_next(&d, true, e) && !keydec_next(&d, true, &more);
    keydec_free(&d);
    return one;
}

static void expect_key(const char *bytes, const char *name, enum action action) {
    char got[16];
    struct key_event e;

    assert_true(decode(str_of(bytes), &e));
    key_name(&e, got);
    assert_string_equal(got, name);
    assert_int_equal(key_action(&e), action);
}

static void keys_as_typed(void **state) {
    (void)state;
    expect_key("\033OP", "F1", ACTION_HELP);
    expect_key("\033h", "A-h", ACTION_HELP);
    expect_key("\033[12~", "F2", ACTION_SAVE);
    expect_key("\x13", "^S", ACTION_SAVE);
    expect_key("\033\r", "A-Enter", ACTION_TEXT);
    expect_key("\033[1;2S", "S-F4", ACTION_PREV_PROBLEM);
    expect_key("\033[26~", "S-F4", ACTION_PREV_PROBLEM); /* PuTTY */
    expect_key("\033[21~", "F10", ACTION_QUIT);
    expect_key("\0335", "A-5", ACTION_PART_5);
    expect_key("\033[1;5C", "C-Right", ACTION_NEXT_PART);
    expect_key("\t", "Tab", ACTION_NEXT);
    expect_key("\r", "Enter", ACTION_ENTER);
    expect_key("\033[Z", "S-Tab", ACTION_PREV);
    expect_key("\033[1;3D", "A-Left", ACTION_WORD_LEFT);
    expect_key("\033\x7F", "A-Backspace", ACTION_KILL_WORD);
    expect_key("\x17", "^W", ACTION_KILL_WORD);
    expect_key("\033", "Esc", ACTION_CANCEL);
    expect_key("\x03", "^C", ACTION_CANCEL);
    expect_key("\033[3~", "Delete", ACTION_DELETE);
    expect_key("\033[2~", "Insert", ACTION_ADD_ROW);
    expect_key("\033[3;5~", "C-Delete", ACTION_REMOVE_ROW);
    expect_key("\033[1;2A", "S-Up", ACTION_ROW_UP);
    expect_key("\033[24~", "F12", ACTION_CHOOSE);
    expect_key("\033[24;5~", "C-F12", ACTION_NONE);
    expect_key("\033[1;6P", "C-S-F1", ACTION_NONE);
    expect_key("\x1C", "^\\", ACTION_NONE);
    expect_key("\033\x02", "A-^B", ACTION_NONE);
}

/* What is typed has no name, and so no action. */
static void characters_are_typed(void **state) {
    (void)state;
    expect_key("a", "", ACTION_NONE);
    expect_key("5", "", ACTION_NONE);
    expect_key(" ", "", ACTION_NONE);
    expect_key("^", "", ACTION_NONE);
    expect_key("中", "", ACTION_NONE);
    expect_key("\033中", "", ACTION_NONE);
    expect_key("\xFF", "", ACTION_NONE);
    expect_key("\033[200~F1\033[201~", "", ACTION_NONE);
}

/* Where in names[] a name is, or n. */
static size_t find_name(char (*names)[16], size_t n, struct str name) {
    for (size_t i = 0; i < n; i++) {
        if (str_eq(str_of(names[i]), name)) {
            return i;
        }
    }
    return n;
}

enum { MOST = 4096 };

/* The names of all keys that terminals have: control bytes, Alt with each, CSI and SS3 forms. */
static size_t all_keys(char (*names)[16], struct key_event *events) {
    static const char finals[] = "ABCDHFPQRS";
    struct buf list = {0};
    size_t n = 0;

    for (int c = 1; c < 0x80; c++) {
        buf_printf(&list, "%c%c\033%c%c", c, 0, c, 0);
    }
    for (int mod = 1; mod <= 8; mod++) {
        for (int number = 1; number <= 24; number++) {
            buf_printf(&list, "\033[%d;%d~%c", number, mod, 0);
        }
        for (size_t f = 0; f + 1 < sizeof finals; f++) {
            buf_printf(&list, "\033[1;%d%c%c\033O%c%c", mod, finals[f], 0, finals[f], 0);
        }
    }
    buf_add(&list, STR("\033[Z\0"));
    assert_false(list.failed);
    for (size_t at = 0; at < list.n; at += strlen(list.p + at) + 1) {
        struct key_event e;
        char name[16];

        if (!decode(str_of(list.p + at), &e)) {
            continue;
        }
        key_name(&e, name);
        if (name[0] && find_name(names, n, str_of(name)) == n) {
            assert_true(n < MOST);
            memcpy(names[n], name, sizeof name);
            events[n++] = e;
        }
    }
    buf_free(&list);
    return n;
}

static void every_key_can_be_pressed(void **state) {
    static char names[MOST][16];
    static struct key_event events[MOST];
    size_t n = all_keys(names, events), in_table = 0, bound = 0;

    (void)state;
    for (int a = 0; a < ACTIONS; a++) {
        struct str keys = str_of(key_row((enum action)a)->keys);

        for (struct str k; (k = str_word(&keys)).n > 0; in_table++) {
            size_t i = find_name(names, n, k);

            if (i == n) {
                fail_msg("%s: no terminal sends %.*s", key_row((enum action)a)->id, STR_ARG(k));
            }
            assert_int_equal(key_action(&events[i]), a); /* so no key is bound twice */
        }
    }
    for (size_t i = 0; i < n; i++) {
        bound += key_action(&events[i]) != ACTION_NONE;
    }
    assert_int_equal(bound, in_table);
}

static void names_fit(void **state) {
    char name[16];

    (void)state;
    for (int code = 0; code < KEYCODES; code++) {
        for (unsigned mods = 0; mods < 8; mods++) {
            struct key_event e = {.code = (enum key_code)code, .mods = mods, .cp = 'x'};

            memset(name, 'X', sizeof name);
            key_name(&e, name);
            assert_non_null(memchr(name, '\0', sizeof name));
        }
    }
    key_name(&(struct key_event){.code = KEYCODE_BACKSPACE, .mods = 7}, name);
    assert_string_equal(name, "C-A-S-Backspace");
}

static bool is_function_key(struct str k) {
    return str_starts(k, STR("F")) || str_starts(k, STR("S-F"));
}

/* Function keys get lost on the way: there is another for each. */
static void function_keys_have_another(void **state) {
    int with_function_key = 0;

    (void)state;
    for (int a = 0; a < ACTIONS; a++) {
        struct str keys = str_of(key_row((enum action)a)->keys);
        bool function = false, other = false;

        for (struct str k; (k = str_word(&keys)).n > 0;) {
            function = function || is_function_key(k);
            other = other || str_starts(k, STR("A-")) || str_starts(k, STR("^"));
        }
        if (function && !other) {
            fail_msg("%s has a function key alone", key_row((enum action)a)->id);
        }
        with_function_key += function;
    }
    assert_true(with_function_key >= 9);
}

static bool is_ascii(const char *s) {
    while (*s && (unsigned char)*s < 0x80) {
        s++;
    }
    return *s == '\0';
}

static void explained_in_both_languages(void **state) {
    (void)state;
    for (int a = 0; a < ACTIONS; a++) {
        const struct key_row *row = key_row((enum action)a);

        assert_true(row->keys[0] && row->help[LANG_ZH][0] && row->help[LANG_EN][0]);
        assert_false(is_ascii(row->help[LANG_ZH]));
        assert_true(is_ascii(row->help[LANG_EN]));
        assert_int_equal(row->label[LANG_ZH][0] == '\0', row->label[LANG_EN][0] == '\0');
    }
}

/* The line `index` of a list, without its end. */
static struct str line_of(const struct buf *b, int index) {
    struct str rest = buf_str(b);

    while (index-- > 0) {
        size_t end = str_find(rest, STR("\n"));

        assert_true(end < rest.n);
        rest = str_sub(rest, end + 1, rest.n);
    }
    return str_sub(rest, 0, str_find(rest, STR("\n")));
}

static void list_of_keys(void **state) {
    (void)state;
    for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++) {
        struct buf b = {0};
        size_t lines = 0;

        keys_list(lang, &b);
        assert_false(b.failed);
        for (size_t i = 0; i < b.n; i++) {
            lines += b.p[i] == '\n';
        }
        assert_int_equal(lines, ACTIONS);
        assert_int_equal(b.p[b.n - 1], '\n');
        for (int a = 0; a < ACTIONS; a++) {
            const struct key_row *row = key_row((enum action)a);
            struct str line = line_of(&b, a), keys = str_of(row->keys);
            size_t at = 0;

            for (struct str k; (k = str_word(&keys)).n > 0; at += k.n + 2) {
                assert_true(str_starts(str_sub(line, at, line.n), k));
            }
            assert_true(str_ends(line, str_of(row->help[lang])));
            assert_int_equal(line.n - strlen(row->help[lang]), 18); /* one column for all */
        }
        buf_free(&b);
    }
}

static void list_looks_so(void **state) {
    struct buf zh = {0}, en = {0};

    (void)state;
    keys_list(LANG_ZH, &zh);
    keys_list(LANG_EN, &en);
    assert_true(str_eq(line_of(&zh, ACTION_UNDO), STR("F6  A-u           撤销")));
    assert_true(str_eq(line_of(&en, ACTION_QUIT), STR("F10  ^Q           quit")));
    buf_free(&zh);
    buf_free(&en);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_as_typed),
        cmocka_unit_test(characters_are_typed),
        cmocka_unit_test(every_key_can_be_pressed),
        cmocka_unit_test(names_fit),
        cmocka_unit_test(function_keys_have_another),
        cmocka_unit_test(explained_in_both_languages),
        cmocka_unit_test(list_of_keys),
        cmocka_unit_test(list_looks_so),
    };

    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
