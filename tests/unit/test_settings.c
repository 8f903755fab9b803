/* The settings file: which keys commands have after it, and what is said of it, where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ziping/settings.h"
#include "ziping/text.h"

static struct arena arena;
static struct settings settings;

static void read_text(const char *text) {
    arena_free(&arena);
    assert_true(settings_read(&arena, str_of(text), LANG_EN, false, &settings));
}

/* The keys of a command, and that no key has two commands. */
static void expect_keys(enum action a, const char *keys) {
    if (!str_eq(settings.keys.keys[a], str_of(keys))) {
        fail_msg("%s has %.*s, not %s", key_row(a)->id, STR_ARG(settings.keys.keys[a]), keys);
    }
    for (int i = 0; i < ACTIONS; i++) {
        struct str rest = settings.keys.keys[i];
        for (struct str k; (k = str_word(&rest)).n > 0;) {
            for (int j = 0; j < ACTIONS; j++) {
                assert_true(i == j || !keymap_has(&settings.keys, (enum action)j, k));
            }
        }
    }
}

/* Reads a text whose faults are said like this, each in a line. */
static void expect_faults(const char *text, const char *faults) {
    struct buf b = {0};
    read_text(text);
    settings_report(&settings, STR("f"), &b);
    buf_char(&b, '\0');
    assert_false(b.failed);
    assert_string_equal(b.p, faults);
    buf_free(&b);
}

static void defaults(void) {
    for (int a = 0; a < ACTIONS; a++) {
        expect_keys((enum action)a, key_row((enum action)a)->keys);
    }
}

static void nothing_changes_nothing(void **state) {
    (void)state;
    expect_faults("", "");
    defaults();
    assert_null(settings.ambiguous);
    assert_false(settings.mouse);
    assert_int_equal(settings.lines, 0);
    expect_faults("; a comment\n[keys]\n[screen]\n", "");
    defaults();
}

static void keys_take_the_place_of_others(void **state) {
    (void)state;
    expect_faults("[keys]\nsave = \"F2  ^s A-S A-s\"\nundo=^G\nREDO=\nfind = 'a-^b'\n", "");
    assert_int_equal(settings.lines, 0);
    expect_keys(ACTION_SAVE, "F2 ^S A-s");
    expect_keys(ACTION_UNDO, "^G");
    expect_keys(ACTION_REDO, "");
    expect_keys(ACTION_FIND, "A-^B");
    expect_keys(ACTION_HELP, key_row(ACTION_HELP)->keys);
}

/* A key that its command gives up can be another's, in whatever order the lines stand. */
static void keys_change_hands(void **state) {
    (void)state;
    expect_faults("[keys]\nfind = ^S\nsave = F2\n", "");
    expect_keys(ACTION_FIND, "^S");
    expect_keys(ACTION_SAVE, "F2");
    expect_faults("[keys]\nhelp = F10\nquit = F1\n", "");
    expect_keys(ACTION_HELP, "F10");
    expect_keys(ACTION_QUIT, "F1");
}

static void one_key_for_two_commands(void **state) {
    (void)state;
    expect_faults("[keys]\nfind = \"^G ^S\"\n", "f:2:12: ^S is a key of save already\n");
    expect_keys(ACTION_FIND, "^G");
    expect_faults("[keys]\nfind = ^G\nundo = \"F6 ^g\"\n", "f:3:12: ^G is a key of find already\n");
    expect_keys(ACTION_UNDO, "F6");
    expect_faults("[keys]\nfind = \"^S F2\"\n",
                  "f:2:9: ^S is a key of save already\nf:2:12: F2 is a key of save already\n");
    expect_keys(ACTION_FIND, key_row(ACTION_FIND)->keys);
    assert_int_equal(settings.lines, 1);
    /* a line that is dropped gives its keys back: nobody else has them */
    expect_faults("[keys]\nundo = F8\nfind = Foo\n", "f:2:8: F8 is a key of find already\nf:3:8: no such key: Foo\n");
    expect_keys(ACTION_UNDO, key_row(ACTION_UNDO)->keys);
    expect_keys(ACTION_FIND, key_row(ACTION_FIND)->keys);
    assert_int_equal(settings.lines, 2);
}

static void what_nobody_can_do_without(void **state) {
    static const enum action needed[] = {ACTION_QUIT, ACTION_CANCEL, ACTION_UP, ACTION_DOWN, ACTION_LEFT, ACTION_RIGHT};
    (void)state;
    expect_faults("[keys]\nquit =\nsave =\n", "f:2:7: quit can't be without a key: it keeps those it had\n");
    expect_keys(ACTION_QUIT, "F10 ^Q");
    expect_keys(ACTION_SAVE, "");
    /* nor do others get them meanwhile */
    expect_faults("[keys]\nhelp = F10\nquit = \"\"\n",
                  "f:2:8: F10 is a key of quit already\nf:3:8: quit can't be without a key: it keeps those it had\n");
    expect_keys(ACTION_HELP, key_row(ACTION_HELP)->keys);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        struct buf b = {0};
        char name[ACTION_NAME_SIZE];
        action_name(needed[i], name);
        buf_printf(&b, "[keys]\n%s = \"\"\n%c", name, 0);
        read_text(b.p);
        assert_int_equal(settings.faults, 1);
        expect_keys(needed[i], key_row(needed[i])->keys);
        buf_clear(&b);
        buf_printf(&b, "[keys]\n%s = F2\n%c", name, 0);
        read_text(b.p);
        assert_int_equal(settings.faults, 1);
        expect_keys(needed[i], key_row(needed[i])->keys);
        buf_free(&b);
    }
}

static void keys_that_cannot_be(void **state) {
    (void)state;
    expect_faults("[keys]\nsave = \"Foo ^I S-Enter x F3x F2\"\n",
                  "f:2:9: no such key: Foo\nf:2:13: terminals send ^I as Tab\n"
                  "f:2:16: terminals don't send S-Enter\n"
                  "f:2:24: x is typed into fields, so it can't be a command's key\n"
                  "f:2:26: no such key: F3x (did you mean F3?)\n");
    expect_keys(ACTION_SAVE, "F2");
    assert_int_equal(settings.lines, 1);
    expect_faults("[keys]\n甲 = F2\nsvae = F2\n",
                  "f:2:1: no such command: 甲\nf:3:1: no such command: svae (did you mean save?)\n");
    defaults();
    expect_faults("[keys]\nsave = \"\033[2J\"\n", "f:2:9: no such key: U+001B[2J\n");
    /* a value in parts, or with escapes: the value's place */
    expect_faults("[keys]\nsave = \"F2 A-&quot; x\"\n",
                  "f:2:8: x is typed into fields, so it can't be a command's key\n");
    expect_keys(ACTION_SAVE, "F2 A-\"");
}

static void other_settings(void **state) {
    (void)state;
    expect_faults("[screen]\nambiguous = Auto\nmouse = yes\nlang = zh\n", "");
    assert_string_equal(settings.ambiguous, "auto");
    assert_true(settings.mouse);
    assert_int_equal(settings.lang, LANG_ZH);
    expect_faults("[screen]\nambiguous = broad\nmous = yes\n[key]\nsave = F2\n",
                  "f:2:13: ambiguous is one of narrow wide auto\n"
                  "f:3:1: no such setting: mous (did you mean mouse?)\n"
                  "f:4:1: there is no section [key] (did you mean keys?)\n");
    assert_null(settings.ambiguous);
    assert_int_equal(settings.lines, 3);
    /* messages are in the language that the file asks for, unless another was asked for by name */
    expect_faults("[screen]\nlang = zh\nmouse = 1\n", "f:3:9: mouse 应为下列之一：no yes\n");
    arena_free(&arena);
    assert_true(settings_read(&arena, STR("[screen]\nlang = zh\n"), LANG_EN, true, &settings));
    assert_int_equal(settings.lang, LANG_EN);
}

/* How the file is written is said as of any INI file; the rest of it counts. */
static void a_broken_file(void **state) {
    (void)state;
    read_text("save = F3\n[keys]\nnonsense\nundo = ^G\nundo = ^T\nfind = \"^X\n");
    assert_int_equal(settings.fault[0].line, 1);
    assert_int_equal(settings.fault[1].line, 3);
    assert_int_equal(settings.fault[2].line, 5);
    assert_int_equal(settings.fault[3].line, 6);
    assert_int_equal(settings.lines, 4);
    expect_keys(ACTION_SAVE, key_row(ACTION_SAVE)->keys);
    expect_keys(ACTION_UNDO, "^T");
    arena_free(&arena);
    assert_true(settings_read(&arena, STR("[keys]\nsave = \"A-s\0\"\n"), LANG_EN, false, &settings));
    assert_int_equal(settings.faults, 1);
    defaults();
}

static int free_arena(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_changes_nothing),
        cmocka_unit_test(keys_take_the_place_of_others),
        cmocka_unit_test(keys_change_hands),
        cmocka_unit_test(one_key_for_two_commands),
        cmocka_unit_test(what_nobody_can_do_without),
        cmocka_unit_test(keys_that_cannot_be),
        cmocka_unit_test(other_settings),
        cmocka_unit_test(a_broken_file),
    };
    return cmocka_run_group_tests_name("settings", tests, NULL, free_arena);
}
