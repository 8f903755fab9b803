/* Bytes of terminals into keys: each key in each form that the terminals have for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "keyevents.h"

/* The bytes give exactly these keys, in one piece and byte by byte. */
static void expect_bytes(struct str bytes, const char *words) {
    struct buf whole = {0}, single = {0};

    events_of(bytes, &whole);
    buf_char(&whole, '\0');
    assert_string_equal(whole.p, words);
    events_by_steps(bytes, 1, &single);
    buf_char(&single, '\0');
    assert_string_equal(single.p, words);
    buf_free(&whole);
    buf_free(&single);
}

#define EXPECT(literal, words) expect_bytes(STR(literal), words)

struct row {
    const char *bytes, *words;
};

static void expect_rows(const struct row *row, size_t n) {
    for (size_t i = 0; i < n; i++) {
        expect_bytes(str_of(row[i].bytes), row[i].words);
    }
}

#define EXPECT_ROWS(rows) expect_rows(rows, sizeof rows / sizeof *rows)

static void characters(void **state) {
    (void)state;
    EXPECT("a", "a");
    EXPECT(" ~", "  ~"); /* a blank, the blank between two, a tilde */
    EXPECT("中文，é😀", "中 文 ， é 😀");
    EXPECT("\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF",
           "\xC2\x80 \xDF\xBF \xE0\xA0\x80 \xEF\xBF\xBF \xF0\x90\x80\x80 \xF4\x8F\xBF\xBF");
    EXPECT("\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBD", "\xED\x9F\xBF \xEE\x80\x80 \xEF\xBF\xBD");
}

static void controls(void **state) {
    char bytes[2] = {0}, words[4] = {'^', 0, 0, 0};

    (void)state;
    EXPECT("\r\n\t\x08\x7F", "enter enter tab backsp backsp");
    for (char c = 1; c <= 26; c++) {
        if (c != 8 && c != 9 && c != 10 && c != 13) {
            bytes[0] = c;
            words[1] = (char)('a' + c - 1);
            expect_bytes((struct str){bytes, 1}, words);
        }
    }
    EXPECT("\0", "^@");
    EXPECT("\x1C\x1D\x1E\x1F", "^\\ ^] ^^ ^_");
}

static void xterm(void **state) {
    static const struct row rows[] = {
        {"\033[A\033[B\033[C\033[D\033[H\033[F", "up down right left home end"},
        {"\033OA\033OB\033OC\033OD\033OH\033OF", "up down right left home end"},
        {"\033[2~\033[3~\033[5~\033[6~", "ins delete pgup pgdn"},
        {"\033OP\033OQ\033OR\033OS", "F1 F2 F3 F4"},
        {"\033[15~\033[17~\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~", "F5 F6 F7 F8 F9 F10 F11 F12"},
        {"\033[Z", "S-tab"},
        {"\033OI\033OM", "tab enter"},
        {"\033Ok\033Oj\033Om\033Oo\033Ol\033On\033Op\033Oy", "+ * - / , . 0 9"},
        {"\033[1;2P\033[1;2Q\033[1;2R\033[1;2S", "S-F1 S-F2 S-F3 S-F4"},
        {"\033[15;5~\033[24;3~\033[3;5~\033[5;4~", "C-F5 A-F12 C-delete A-S-pgup"},
        {"\033[1;9A", "A-up"},                /* Meta */
        {"\033[5D\033[2C", "C-left S-right"}, /* modifyCursorKeys: 1 */
        {"\033O5D\033O2P\033O1;5P", "C-left S-F1 C-F1"},
        {"\033x\033\r\033\x7F\033\x01\0331", "A-x A-enter A-backsp A-^a A-1"},
        {"\033中", "A-中"},
    };
    static const char *const mods[] = {"S-", "A-", "A-S-", "C-", "C-S-", "C-A-", "C-A-S-"};

    (void)state;
    EXPECT_ROWS(rows);
    for (size_t m = 0; m < sizeof mods / sizeof *mods; m++) {
        static const char *const names[] = {"up", "down", "right", "left", "home", "end"};
        struct buf bytes = {0}, words = {0};

        for (size_t i = 0; i < 6; i++) {
            buf_printf(&bytes, "\033[1;%d%c", (int)m + 2, "ABCDHF"[i]);
            buf_printf(&words, "%s%s%s", i > 0 ? " " : "", mods[m], names[i]);
        }
        buf_char(&words, '\0');
        expect_bytes(buf_str(&bytes), words.p);
        buf_free(&bytes);
        buf_free(&words);
    }
}

static void other_terminals(void **state) {
    static const struct row rows[] = {
        /* VT100 and VT220 */
        {"\033[1~\033[4~", "home end"},
        {"\033OA\033OP\033OS\033OM", "up F1 F4 enter"},
        /* rxvt */
        {"\033[7~\033[8~\033[11~\033[12~\033[13~\033[14~", "home end F1 F2 F3 F4"},
        {"\033[a\033[b\033[c\033[d", "S-up S-down S-right S-left"},
        {"\033Oa\033Ob\033Oc\033Od", "C-up C-down C-right C-left"},
        {"\033[3$\033[3^\033[3@\033[7$\033[8^", "S-delete C-delete C-S-delete S-home C-end"},
        {"\033[23$\033[11^\033[23@", "S-F11 C-F1 C-S-F11"},
        {"\033\033[A\033\033[d\033\033[5~\033\033Oc", "A-up A-S-left A-pgup C-A-right"},
        /* PuTTY and rxvt: Shift with F3 … F10 */
        {"\033[25~\033[26~\033[28~\033[29~", "S-F3 S-F4 S-F5 S-F6"},
        {"\033[31~\033[32~\033[33~\033[34~", "S-F7 S-F8 S-F9 S-F10"},
        {"\033[25^", "C-S-F3"},
        /* PuTTY */
        {"\033[11~\033[15~\033[1~\033[4~\033OD\033\033[D", "F1 F5 home end left A-left"},
        /* PuTTY set to VT100+ */
        {"\033OP\033OT\033OU\033OV\033OW\033OX\033OY\033OZ\033O[", "F1 F5 F6 F7 F8 F9 F10 F11 F12"},
        /* tmux and screen */
        {"\033[1~\033[4~\033OP\033[1;3C\033[1;5S\033[3;2~", "home end F1 A-right C-F4 S-delete"},
        /* Linux console */
        {"\033[[A\033[[B\033[[C\033[[D\033[[E\033[17~", "F1 F2 F3 F4 F5 F6"},
        {"\033\t", "S-tab"},
        {"\033\033[[B", "A-F2"},
    };

    (void)state;
    EXPECT_ROWS(rows);
}

static void escape_key(void **state) {
    struct keydec d = {0};
    struct key_event e;

    (void)state;
    keydec_feed(&d, "\033", 1);
    assert_true(keydec_waiting(&d));
    assert_false(keydec_next(&d, false, &e));
    assert_true(keydec_waiting(&d));
    assert_true(keydec_next(&d, true, &e));
    assert_int_equal(e.code, KEYCODE_ESC);
    assert_int_equal(e.mods, 0);
    assert_false(keydec_waiting(&d));
    assert_false(keydec_next(&d, true, &e));
    keydec_free(&d);
    EXPECT("\033\033", "esc esc");
    EXPECT("\033\033\033", "esc esc esc");
    EXPECT("\033\033x", "esc A-x");
    EXPECT("\033\033\033[A", "esc A-up");
    EXPECT("\033[", "A-[");
    EXPECT("\033O", "A-O");
    EXPECT("\033\033[", "esc A-[");
    EXPECT("\033\033O", "esc A-O");
}

/* What is no key leaves nothing behind, and the next key is whole. */
static void unknown_sequences(void **state) {
    static const struct row rows[] = {
        {"\033[?1;2cq", "q"}, /* device attributes */
        {"\033[?64;1;2;4;6;9;11;15;21;22;28;29;42cq", "q"},
        {"\033[>41;351;0cq", "q"},
        {"\033[24;80Rq", "q"}, /* cursor position */
        {"\033[0nq", "q"},
        {"\033[?2026;2$yq", "q"}, /* mode report */
        {"\033[4;1$yq", "q"},
        {"\033[Iq\033[Oq", "q q"},                             /* focus */
        {"\033[<0;12;5Mq\033[<0;12;5mq", "mouse(0,4,11) q q"}, /* released: nothing */
        {"\033[<64;1;1M\033[<65;1;1M\033[<1;1;1M\033[<32;1;1M", "mouse(64,0,0) mouse(65,0,0)"},
        {"\033[<0;0;5Mq\033[<0;5Mq\033[<;;;Mq\033[<0;1;2;3Mq", "q q q q"},
        {"\033[8;24;80tq", "q"},
        {"\033[27;5;9~q\033[97;5uq\033[99~q\033[201~q", "q q q q"},
        {"\033[Eq\033OEq\033[[Zq\033[Gq", "q q q q"},
        {"\033[M !!q\033[M#\xF0\xA1q", "q q"}, /* the mouse of old, with a column beyond ASCII */
        {"\033[M\033[A\033[M1\r", "up 1 enter"},
        {"\033[1;5Wq\033[1 qq", "q q"},
        {"\033[99999999999999999999~q", "q"},
        /* broken off by another key */
        {"\033[1;5\033[A", "up"},
        {"\033[\033[A", "up"},
        {"\033O\033[A", "up"},
        {"\033[[\033[A", "up"},
        {"\033[1;\r", "enter"},
        {"\033O\r", "enter"},
        {"\033[中", "中"},
        {"\033[1中", "中"},
        {"\033O中", "中"},
        {"\033[[中", "中"},
        {"\033[5\x7F", "backsp"},
    };

    (void)state;
    EXPECT_ROWS(rows);
}

/* Reports up to BEL or ESC \\: colours, titles, the clipboard, capabilities, settings, graphics. */
static void reports_are_not_typed(void **state) {
    static const struct row rows[] = {
        {"\033]11;rgb:ffff/ffff/ffff\aq", "q"},
        {"\033]11;rgb:ffff/ffff/ffff\033\\q", "q"},
        {"\033]4;1;rgb:0/0/0\033\\\033]52;c;5rGJ6K+V\aq", "q"},
        {"\033]l标题 title\033\\\033]Licon\033\\q", "q"},
        {"\033P1+r544e=787465726d\033\\q", "q"},
        {"\033P0+r\033\\\033P1$r0m\033\\q", "q"},
        {"\033P>|XTerm(379)\033\\\033P!|7E565445\033\\q", "q"},
        {"\033_Gi=31;OK\033\\\033^private\033\\q", "q"},
        {"中\033]10;rgb:0/0/0\a文", "中 文"},
        {"\033\033]10;rgb:0/0/0\aq", "esc q"},
        /* broken off: by a key, by a control character, by the end */
        {"\033]11;rgb:ff\033[A", "up"},
        {"\033P1+r54\r", "enter"},
        {"\033]11;rgb:ff\x7Fq", "backsp q"},
        {"\033]11;rgb:ff\033", "esc"},
        {"\033]11;rgb:ff", ""},
        {"\033_G", ""},
        /* what no report begins with is Alt and what was typed behind it */
        {"\033]", "A-]"},
        {"\033P", "A-P"},
        {"\033^\033_", "A-^ A-_"},
        {"\033]x\033P89.5\033]12\033];", "A-] x A-P 8 9 . 5 A-] 1 2 A-] ;"},
        {"\033P中\033]\r\033_\t", "A-P 中 A-] enter A-_ tab"},
    };

    (void)state;
    EXPECT_ROWS(rows);
}

/* F13 … F20 are Shift with F1 … F8 on the Linux console. */
static void the_linux_console(void **state) {
    struct keydec d = {.linux_console = true};
    struct buf words = {0};
    struct str bytes = STR("\033[25~\033[26~\033[28~\033[29~\033[31~\033[32~\033[33~\033[34~\033[[C\033[24~");

    (void)state;
    keydec_feed(&d, bytes.p, bytes.n);
    drain(&d, false, &words);
    buf_char(&words, '\0');
    assert_string_equal(words.p, "S-F1 S-F2 S-F3 S-F4 S-F5 S-F6 S-F7 S-F8 F3 F12");
    buf_free(&words);
    keydec_free(&d);
}

/* What waits only for the escape delay, and what for the rest of a slow line. */
static void what_waits_for_how_long(void **state) {
    static const struct {
        const char *bytes;
        bool waiting, begun;
    } rows[] = {
        {"q", false, false},
        {"\033", true, false},
        {"\033[1;", true, false},
        {"\033]11", true, false},
        {"\033]11;", true, true},
        {"\033]11;rgb\033", true, true},
        {"\033[200~x", true, true},
        {"\xE4", true, true},
        {"\033]11;rgb\a", false, false},
        {"\033[M!", true, false},
        {"\033[200~\033[201~", false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct keydec d = {0};
        struct buf words = {0};

        keydec_feed(&d, rows[i].bytes, strlen(rows[i].bytes));
        drain(&d, false, &words);
        assert_int_equal(keydec_waiting(&d), rows[i].waiting);
        assert_int_equal(keydec_begun(&d), rows[i].begun);
        buf_free(&words);
        keydec_free(&d);
    }
}

static void malformed_utf8(void **state) {
    static const struct {
        const char *bytes;
        int bad;
    } rows[] = {
        {"\x80", 1},
        {"\xBF", 1},
        {"\x80\xBF", 2}, /* tails alone */
        {"\xC0\x80", 2},
        {"\xC1\xBF", 2},
        {"\xE0\x80\x80", 3},
        {"\xE0\x9F\xBF", 3}, /* too long */
        {"\xF0\x80\x80\x80", 4},
        {"\xF0\x8F\xBF\xBF", 4},
        {"\xED\xA0\x80", 3},
        {"\xED\xBF\xBF", 3}, /* surrogates */
        {"\xF4\x90\x80\x80", 4},
        {"\xF5\x80\x80\x80", 4},
        {"\xF8\x88\x80\x80\x80", 5}, /* too large */
        {"\xFE", 1},
        {"\xFF", 1},
        {"\xC3", 1},
        {"\xE4", 1},
        {"\xE4\xB8", 2},
        {"\xF0\x9F", 2}, /* cut short */
        {"\xF0\x9F\x98", 3},
        {"\xD6\xD0", 2},
        {"\xC4\xE3\xBA\xC3", 4}, /* 中, 你好 in GBK */
    };
    static const struct row next[] = {{"", ""}, {"q", " q"}, {"\r", " enter"}, {"\033[A", " up"}, {"中", " 中"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < sizeof next / sizeof *next; k++) {
            struct buf bytes = {0}, words = {0};

            buf_text(&bytes, rows[i].bytes);
            buf_text(&bytes, next[k].bytes);
            for (int n = 0; n < rows[i].bad; n++) {
                buf_text(&words, n > 0 ? " bad" : "bad");
            }
            buf_text(&words, next[k].words);
            buf_char(&words, '\0');
            expect_bytes(buf_str(&bytes), words.p);
            buf_free(&bytes);
            buf_free(&words);
        }
    }
    EXPECT("\033\xE4q", "bad q");
}

static void paste(void **state) {
    static const struct row rows[] = {
        {"\033[200~hello\033[201~", "paste(hello)"},
        {"a\033[200~\033[201~b", "a paste() b"},
        {"\033[200~第一行\r第二行\t\x01\033[201~\r", "paste(第一行\r第二行\t\x01) enter"},
        {"\033[200~x\033[A\033OPy\033\033[201~q", "paste(x\033[A\033OPy\033) q"},
        {"\033[200~\033[200~x\033[201~", "paste(\033[200~x)"},
        {"\033[200~\033[20\033[201\033[2011~\033[201~", "paste(\033[20\033[201\033[2011~)"},
        {"\033[200~\xE4\xB8\033[201~q", "paste(\xE4\xB8) q"},
        {"\033[200~1\033[201~\033[200~2\033[201~", "paste(1) paste(2)"},
        {"\033\033[200~1\r2\033[201~", "esc paste(1\r2)"},
        {"\033[200~never closed\033[201", "paste(never closed)"},
    };

    (void)state;
    EXPECT_ROWS(rows);
}

/* While a paste comes in nothing is handed out, and the decoder says that it waits. */
static void paste_waits(void **state) {
    struct keydec d = {0};
    struct key_event e;

    (void)state;
    keydec_feed(&d, "\033[200~ab", 8);
    assert_false(keydec_next(&d, false, &e));
    assert_true(keydec_waiting(&d));
    keydec_feed(&d, "c\033[20", 5);
    assert_false(keydec_next(&d, false, &e));
    keydec_feed(&d, "1~", 2);
    assert_true(keydec_next(&d, false, &e));
    assert_int_equal(e.code, KEYCODE_PASTE);
    assert_true(str_eq(e.text, STR("abc")));
    assert_false(keydec_waiting(&d));
    keydec_feed(&d, "\033[200~late", 10);
    assert_true(keydec_next(&d, true, &e));
    assert_true(str_eq(e.text, STR("late")));
    keydec_feed(&d, " rest\033[201~", 11);
    assert_true(keydec_next(&d, false, &e));
    assert_int_equal(e.code, KEYCODE_CHAR);
    keydec_free(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters),
        cmocka_unit_test(controls),
        cmocka_unit_test(xterm),
        cmocka_unit_test(other_terminals),
        cmocka_unit_test(escape_key),
        cmocka_unit_test(unknown_sequences),
        cmocka_unit_test(reports_are_not_typed),
        cmocka_unit_test(the_linux_console),
        cmocka_unit_test(what_waits_for_how_long),
        cmocka_unit_test(malformed_utf8),
        cmocka_unit_test(paste),
        cmocka_unit_test(paste_waits),
    };

    return cmocka_run_group_tests_name("keydec", tests, NULL, NULL);
}
