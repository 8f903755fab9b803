/* The key table: every key in it can be pressed, means one thing, and is explained. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

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
    assert_int_equal(key_action(keymap_default(), &e), action);
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
    buf_add(&list, STR("\033[Z\0\033\033[Z\0"));
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
            assert_int_equal(key_action(keymap_default(), &events[i]), a); /* so no key is bound twice */
        }
    }
    for (size_t i = 0; i < n; i++) {
        bound += key_action(keymap_default(), &events[i]) != ACTION_NONE;
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

static void parsed(const char *name, enum key_meant meant, const char *canonical) {
    struct key_event e;
    char got[KEY_NAME_SIZE] = "";

    assert_int_equal(key_parse(str_of(name), &e), meant);
    if (meant == KEY_OK || meant == KEY_ARRIVES_AS) {
        key_name(&e, got);
    }
    assert_string_equal(got, canonical);
}

static void names_are_read(void **state) {
    (void)state;
    parsed("F2", KEY_OK, "F2");
    parsed("f12", KEY_OK, "F12");
    parsed("S-A-C-pgdn", KEY_OK, "C-A-S-PgDn");
    parsed("^s", KEY_OK, "^S");
    parsed("C-s", KEY_OK, "^S");
    parsed("A-N", KEY_OK, "A-n");
    parsed("A--", KEY_OK, "A--");
    parsed("A-^B", KEY_OK, "A-^B");
    parsed("a-enter", KEY_OK, "A-Enter");
    parsed("^_", KEY_OK, "^_");
    parsed("^I", KEY_ARRIVES_AS, "Tab");
    parsed("^m", KEY_ARRIVES_AS, "Enter");
    parsed("^J", KEY_ARRIVES_AS, "Enter");
    parsed("^h", KEY_ARRIVES_AS, "Backspace");
    parsed("^?", KEY_ARRIVES_AS, "Backspace");
    parsed("^[", KEY_ARRIVES_AS, "Esc");
    parsed("A-Tab", KEY_ARRIVES_AS, "S-Tab");
    parsed("^1", KEY_NEVER, "");
    parsed("^/", KEY_NEVER, "");
    parsed("A-^I", KEY_NEVER, "");
    parsed("A-S-x", KEY_NEVER, "");
    parsed("S-Enter", KEY_NEVER, "");
    parsed("C-Tab", KEY_NEVER, "");
    parsed("A-Esc", KEY_NEVER, "");
    parsed("A-中", KEY_NEVER, "");
    parsed("x", KEY_TYPED, "");
    parsed("中", KEY_TYPED, "");
    parsed("^", KEY_TYPED, "");
    parsed("", KEY_UNKNOWN, "");
    parsed("A-", KEY_UNKNOWN, "");
    parsed("F13", KEY_UNKNOWN, "");
    parsed("F0", KEY_UNKNOWN, "");
    parsed("^ab", KEY_UNKNOWN, "");
    parsed("Page", KEY_UNKNOWN, "");
    parsed("\x7F", KEY_UNKNOWN, "");
}

/* What is taken as a key's name is exactly what some terminal sends: held against the bytes themselves. */
static void what_is_taken_can_be_sent(void **state) {
    static char names[MOST][16];
    static struct key_event events[MOST];
    static const char *const mods[] = {"", "S-", "A-", "A-S-", "C-", "C-S-", "C-A-", "C-A-S-", "^", "A-^"};
    size_t n = all_keys(names, events), taken = 0;

    (void)state;
    for (size_t m = 0; m < sizeof mods / sizeof *mods; m++) {
        for (int i = 0; i < 0x7F + 64; i++) {
            char text[32], one[2] = {(char)i, 0}, canonical[KEY_NAME_SIZE];
            const char *base = i < 0x7F ? one : key_known((size_t)(i - 0x7F));
            struct key_event e;

            if (!base) {
                break;
            }
            snprintf(text, sizeof text, "%s%s", mods[m], base);
            if (key_parse(str_of(text), &e) == KEY_OK) {
                key_name(&e, canonical);
                bool zero = str_ends(str_of(canonical), STR("^@")); /* its byte ends the tests' texts */
                if (!zero && find_name(names, n, str_of(canonical)) == n) {
                    fail_msg("%s is taken, and no terminal sends %s", text, canonical);
                }
                taken++;
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        struct key_event e;
        char again[KEY_NAME_SIZE];

        if (key_parse(str_of(names[i]), &e) != KEY_OK) {
            fail_msg("%s is sent and not taken", names[i]);
        }
        key_name(&e, again);
        assert_string_equal(again, names[i]);
    }
    assert_true(taken >= n);
}

static void commands_have_names(void **state) {
    char name[ACTION_NAME_SIZE];

    (void)state;
    assert_true(str_eq(action_name(ACTION_NEXT_PROBLEM, name), STR("next-problem")));
    assert_true(str_eq(action_name(ACTION_PART_1, name), STR("part-1")));
    for (int a = 0; a < ACTIONS; a++) {
        assert_int_equal(action_named(action_name((enum action)a, name)), a);
    }
    assert_int_equal(action_named(STR("Kill-END")), ACTION_KILL_END);
    assert_int_equal(action_named(STR("kill_end")), ACTION_NONE);
    assert_int_equal(action_named(STR("")), ACTION_NONE);
}

static void expect_letter(const char *bytes, uint32_t letter, enum action command) {
    struct key_event e;

    assert_true(decode(str_of(bytes), &e));
    assert_int_equal(key_letter(&e), letter);
    assert_int_equal(key_command(keymap_default(), &e), command);
}

/* Where nothing is typed, an input method makes no difference. */
static void full_width_is_plain(void **state) {
    (void)state;
    expect_letter("?", '?', ACTION_HELP);
    expect_letter("？", '?', ACTION_HELP);
    expect_letter("q", 'q', ACTION_QUIT);
    expect_letter("Q", 'q', ACTION_QUIT);
    expect_letter("ｑ", 'q', ACTION_QUIT);
    expect_letter("Ｑ", 'q', ACTION_QUIT);
    expect_letter("１", '1', ACTION_NONE);
    expect_letter("ｙ", 'y', ACTION_NONE);
    expect_letter("Ｎ", 'n', ACTION_NONE);
    expect_letter("。", '.', ACTION_NONE);
    expect_letter("、", '/', ACTION_NONE);
    expect_letter("　", ' ', ACTION_NONE);
    expect_letter("是", 0x662F, ACTION_NONE);
    expect_letter("\033q", 0, ACTION_NONE);
    expect_letter("\x11", 0, ACTION_QUIT); /* ^Q */
    expect_letter("\033[A", 0, ACTION_UP);
}

static void places_of_keys(void **state) {
    struct keymap m = *keymap_default();
    struct buf b = {0};

    (void)state;
    m.keys[ACTION_HELP] = STR("^G F1");
    m.keys[ACTION_CANCEL] = STR("");
    keymap_words(&m, LANG_EN, W_PROBLEM_KEYS, &b);
    assert_true(str_eq(buf_str(&b), STR(" Up, Down: select; Enter: go there; ^G: what it means; -: back ")));
    buf_free(&b);
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

        keys_list(keymap_default(), lang, false, &b);
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
    keys_list(keymap_default(), LANG_ZH, false, &zh);
    keys_list(keymap_default(), LANG_EN, true, &en);
    assert_true(str_eq(line_of(&zh, ACTION_UNDO), STR("F6  A-u           撤销")));
    assert_true(str_eq(line_of(&en, ACTION_QUIT), STR("quit          F10  ^Q           quit")));
    buf_free(&zh);
    buf_free(&en);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_as_typed),
        cmocka_unit_test(characters_are_typed),
        cmocka_unit_test(every_key_can_be_pressed),
        cmocka_unit_test(names_fit),
        cmocka_unit_test(names_are_read),
        cmocka_unit_test(what_is_taken_can_be_sent),
        cmocka_unit_test(commands_have_names),
        cmocka_unit_test(full_width_is_plain),
        cmocka_unit_test(places_of_keys),
        cmocka_unit_test(function_keys_have_another),
        cmocka_unit_test(explained_in_both_languages),
        cmocka_unit_test(list_of_keys),
        cmocka_unit_test(list_looks_so),
    };

    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
