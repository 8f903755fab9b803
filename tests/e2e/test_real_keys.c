/* What real terminals send for their keys: each acts as its command, whatever TERM says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form_term.h"
#include "terminfo.h"

static const char *const leaks[] = {"ASAN_OPTIONS=detect_leaks=0", NULL};

static struct term *start(const char *term) {
    struct term_options o = {.term = term, .env = leaks};
    struct term *t = form_start(forms_copy(), &o, "kepu-2024.ini");
    term_keys(t, "<Tab>");
    term_wait_for(t, cell_shows(t, "全区科普经费"));
    return t;
}

static void send(struct term *t, const char *bytes) {
    term_send(t, bytes, strlen(bytes));
}

/* What a key's command shows, from the project's field, and the keys that lead back to it. */
static const struct effect {
    const char *key, *shows, *back;
} effects[] = {
    {"F1", "header.project", "<C-c>"},
    {"F2", "已保存", "<End>"},
    {"F3", "6 字", "<M-Enter>"},
    {"F4", "F306", "<M-1> <Down>"},
    {"F5", "没有去年的表", "<End>"},
    {"S-F5", "没有去年的表", "<End>"},
    {"F6", "没有可撤销", "<End>"},
    {"F7", "没有可重做", "<End>"},
    {"F8", "查找：", "<C-c>"},
    {"S-F8", "填写进度", "<C-c>"},
    {"F9", "没有计算值", "<End>"},
    {"F11", "全部问题", "<C-c>"},
    {"F12", "没有档次", "<End>"},
    {"PgDn", "[2项目资金]", "<M-1> <Down>"},
    {"PgUp", "[5核对]", "<M-1> <Down>"},
    {"C-Right", "[2项目资金]", "<M-1> <Down>"},
    {"C-Left", "[5核对]", "<M-1> <Down>"},
};

static bool expect_effect(struct term *t, const char *key, const char *bytes) {
    bool found = false;
    for (size_t i = 0; i < sizeof effects / sizeof *effects; i++) {
        const struct effect *e = &effects[i];
        if (strcmp(e->key, key) == 0) {
            found = true;
            send(t, bytes);
            term_wait_text(t, e->shows);
            term_keys(t, e->back);
            term_wait_gone(t, e->shows);
            term_wait_for(t, cell_shows(t, "全区科普经费"));
        }
    }
    return found;
}

/* The keys of the editor, seen by where a character typed behind them stands. */
static bool expect_editing(struct term *t, const char *key, const char *bytes) {
    bool found = false;
    static const struct {
        const char *key, *after; /* of 全区科普经费 with the caret behind 科普, and X typed after the key */
    } keys[] = {
        {"Left", "全区科X普经费"}, {"Right", "全区科普经X费"}, {"Home", "X全区科普经费"},
        {"End", "全区科普经费X"},  {"Delete", "全区科普X费"},  {"Backspace", "全区科X经费"},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(keys[i].key, key) == 0) {
            found = true;
            term_keys(t, "<End> <Left> <Left>");
            send(t, bytes);
            term_type(t, "X");
            term_wait_text(t, keys[i].after);
            term_keys(t, "<C-c>");
            term_wait_gone(t, keys[i].after);
            term_keys(t, "<End>");
            term_wait_for(t, cell_shows(t, "全区科普经费"));
        }
    }
    return found;
}

/* From the project to another field and back. */
static bool expect_moving(struct term *t, const char *key, const char *bytes) {
    bool found = false;
    static const struct {
        const char *key, *field, *back;
    } keys[] = {{"Tab", "科普部", "<S-Tab>"},
                {"Enter", "科普部", "<S-Tab>"},
                {"Down", "科普部", "<Up>"},
                {"Up", "2024", "<Down>"},
                {"S-Tab", "2024", "<Tab>"}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(keys[i].key, key) == 0) {
            found = true;
            send(t, bytes);
            term_wait_for(t, cell_shows(t, keys[i].field));
            term_keys(t, keys[i].back);
            term_wait_for(t, cell_shows(t, "全区科普经费"));
        }
    }
    return found;
}

static void expect_key(struct term *t, const char *key, const char *bytes) {
    if (!expect_effect(t, key, bytes) && !expect_editing(t, key, bytes) && !expect_moving(t, key, bytes)) {
        term_fail(t, "nothing tells whether %s acts", key);
    }
}

/* Last, for it ends the program. */
static void expect_quit(struct term *t, const char *bytes) {
    send(t, bytes);
    assert_int_equal(term_wait_exit(t), 0);
    term_end(t);
}

/* ---- as terminfo has them ---- */

/* Capabilities and the keys that they are. F13 … are Shift with F1 …, except where the terminal counts otherwise. */
static const struct {
    const char *capability, *key;
} capabilities[] = {
    {"kf1", "F1"},     {"kf2", "F2"},     {"kf3", "F3"},        {"kf4", "F4"},     {"kf5", "F5"},
    {"kf6", "F6"},     {"kf7", "F7"},     {"kf8", "F8"},        {"kf9", "F9"},     {"kf11", "F11"},
    {"kf12", "F12"},   {"kcuu1", "Up"},   {"kcud1", "Down"},    {"kcub1", "Left"}, {"kcuf1", "Right"},
    {"khome", "Home"}, {"kend", "End"},   {"kdch1", "Delete"},  {"kpp", "PgUp"},   {"knp", "PgDn"},
    {"kcbt", "S-Tab"}, {"kent", "Enter"}, {"kbs", "Backspace"}, {"kf10", "F10"},   {"kf17", "S-F5"},
    {"kf20", "S-F8"},
};

static void keys_of_terminfo(void **state) {
    static const char *const terms[] = {"xterm-256color", "xterm", "screen", "tmux",
                                        "linux",          "vt100", "vt220",  "putty"};
    (void)state;
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        char quit[32] = "\033[21~", bytes[32];
        bool vt100 = strcmp(terms[i], "vt100") == 0, putty = strcmp(terms[i], "putty") == 0;
        bool vt220 = strcmp(terms[i], "vt220") == 0;
        struct term *t = start(terms[i]);
        for (size_t k = 0; k < sizeof capabilities / sizeof *capabilities; k++) {
            const char *key = capabilities[k].key;
            if (!terminfo_key(terms[i], capabilities[k].capability, bytes, sizeof bytes)) {
                continue;
            }
            if (vt100 && strcspn(key, "56789") + 1 == strlen(key)) {
                continue; /* F5 … F9: the numeric keypad's digits, see below */
            }
            if ((putty || vt220) && strncmp(key, "S-F", 3) == 0) {
                continue; /* F17 and F20 there are Shift with F7 and F10 */
            }
            if (strcmp(key, "F10") == 0 && !vt100) {
                strcpy(quit, bytes);
            } else if (strcmp(key, "F10") != 0) {
                expect_key(t, key, bytes);
            }
        }
        expect_quit(t, quit);
    }
}

/* ---- as terminals are known to send them ---- */

static const struct row {
    const char *key, *bytes;
} known[] = {
    /* F1 … F12: xterm and VT220; rxvt and PuTTY; the Linux console; PuTTY as VT100+ */
    {"F1", "\033OP"},
    {"F2", "\033OQ"},
    {"F3", "\033OR"},
    {"F5", "\033[15~"},
    {"F6", "\033[17~"},
    {"F7", "\033[18~"},
    {"F8", "\033[19~"},
    {"F9", "\033[20~"},
    {"F11", "\033[23~"},
    {"F12", "\033[24~"},
    {"F1", "\033[11~"},
    {"F2", "\033[12~"},
    {"F3", "\033[13~"},
    {"F1", "\033[[A"},
    {"F2", "\033[[B"},
    {"F3", "\033[[C"},
    {"F5", "\033[[E"},
    {"F5", "\033OT"},
    {"F6", "\033OU"},
    {"F7", "\033OV"},
    {"F8", "\033OW"},
    {"F9", "\033OX"},
    {"F11", "\033OZ"},
    {"F12", "\033O["},
    /* Shift with them: xterm, tmux; rxvt, PuTTY */
    {"S-F5", "\033[15;2~"},
    {"S-F8", "\033[19;2~"},
    {"S-F5", "\033[28~"},
    {"S-F8", "\033[32~"},
    /* Home, End and the like */
    {"Home", "\033[H"},
    {"Home", "\033OH"},
    {"Home", "\033[1~"},
    {"Home", "\033[7~"},
    {"End", "\033[F"},
    {"End", "\033OF"},
    {"End", "\033[4~"},
    {"End", "\033[8~"},
    {"Delete", "\033[3~"},
    {"PgUp", "\033[5~"},
    {"PgDn", "\033[6~"},
    {"Backspace", "\x7F"},
    {"Backspace", "\b"},
    /* arrows in both modes, and with Ctrl: xterm, rxvt, older ones */
    {"Up", "\033[A"},
    {"Down", "\033[B"},
    {"Right", "\033[C"},
    {"Left", "\033[D"},
    {"Up", "\033OA"},
    {"Down", "\033OB"},
    {"Right", "\033OC"},
    {"Left", "\033OD"},
    {"C-Right", "\033[1;5C"},
    {"C-Left", "\033[1;5D"},
    {"C-Right", "\033Oc"},
    {"C-Left", "\033Od"},
    {"C-Right", "\033[5C"},
    {"C-Left", "\033O5D"},
    /* Tab and Enter, on the keypad too */
    {"Tab", "\t"},
    {"S-Tab", "\033[Z"},
    {"Enter", "\r"},
    {"Enter", "\n"},
    {"Enter", "\033OM"},
    /* what every command has besides its function key */
    {"F1", "\033h"},
    {"F2", "\x13"},
    {"F3", "\033\r"},
    {"F5", "\033l"},
    {"F6", "\033u"},
    {"F7", "\033r"},
    {"F8", "\033/"},
    {"F9", "\033c"},
    {"F11", "\033e"},
    {"F12", "\033[1;3B"},
    {"S-F5", "\033t"},
    {"S-F8", "\033g"},
    {"Up", "\x10"},
    {"Down", "\x0E"},
    {"Left", "\x02"},
    {"Right", "\x06"},
    {"Home", "\x01"},
    {"End", "\x05"},
    {"Delete", "\x04"},
};

static void keys_that_terminals_are_known_to_send(void **state) {
    static const char *const terms[] = {"xterm-256color", "vt100", "xterm-of-another-time"};
    (void)state;
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct term *t = start(terms[i]);
        for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
            expect_key(t, known[k].key, known[k].bytes);
        }
        expect_quit(t, "\x11");
    }
}

/* F13 … F20 on the Linux console are Shift with F1 … F8. */
static void shift_on_the_linux_console(void **state) {
    (void)state;
    struct term *t = start("linux");
    expect_key(t, "S-F5", "\033[31~");
    expect_key(t, "S-F8", "\033[34~");
    send(t, "\033[29~"); /* Shift-F4: from the first section round the end */
    term_wait_text(t, "(17/17)");
    expect_quit(t, "\033[21~");
}

/* On a VT100's keypad terminfo has F5 … F10; people type numbers with it. */
static void the_keypad_types_numbers(void **state) {
    static const char *const terms[] = {"vt100", "putty", "xterm"};
    (void)state;
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct term *t = start(terms[i]);
        term_keys(t, "<M-2>");
        term_wait_for(t, cell_shows(t, "138.40"));
        term_keys(t, "<C-u>");
        send(t, "\033Oq\033Or\033Os\033Ot\033Ou\033Ov\033Ow\033Ox\033Oy\033On\033Op");
        term_wait_for(t, cell_shows(t, "123456789.0"));
        send(t, "\x7F\x7F\033Om\033Ok\033Ol\033OM");
        term_wait_text(t, "123456789-+,");
        term_end(t);
    }
}

/* Reports, and keys that mean nothing, leave no trace: the next character is all that is typed. */
static void reports_leave_no_trace(void **state) {
    static const char *const nothing[] = {"\033[?64;1;2;6;22c",
                                          "\033[>41;351;0c",
                                          "\033[?2026;2$y",
                                          "\033[24;80R",
                                          "\033[I\033[O",
                                          "\033[8;24;80t",
                                          "\033]11;rgb:ffff/ffff/ffff\a",
                                          "\033]10;rgb:0000/0000/0000\033\\",
                                          "\033P1+r544e=787465726d\033\\",
                                          "\033P>|XTerm(379)\033\\",
                                          "\033_Gi=31;OK\033\\",
                                          "\033^x\033\\",
                                          "\033[M !!",
                                          "\033[<35;9;9M",
                                          "\033[25;5~",
                                          "\033OE",
                                          "\033[E",
                                          "\033[G",
                                          "\033[1;6P",
                                          "\034",
                                          "\035",
                                          "\036",
                                          "\037",
                                          "\033[27;5;9~",
                                          "\033[97;5u"};
    (void)state;
    struct term *t = start("xterm-256color");
    char wanted[256] = "全区科普经费";
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        send(t, nothing[i]);
        term_type(t, "好");
        strcat(wanted, "好");
        term_wait_for(t, cell_shows(t, wanted));
    }
    term_end(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(keys_of_terminfo),           term_test(keys_that_terminals_are_known_to_send),
        term_test(shift_on_the_linux_console), term_test(the_keypad_types_numbers),
        term_test(reports_leave_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
