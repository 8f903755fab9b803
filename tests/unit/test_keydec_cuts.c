/* However the bytes are cut into reads, the keys are the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "keyevents.h"

#define INPUTS 4000
#define CUTTINGS 6

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static size_t below(uint32_t *seed, size_t n) {
    return next_random(seed) % n;
}

/* Keys that are whole by themselves, whatever follows. */
static const struct {
    const char *bytes, *words;
} keys[] = {
    {"a", "a"},
    {"Z", "Z"},
    {"7", "7"},
    {"中", "中"},
    {"。", "。"},
    {"é", "é"},
    {"😀", "😀"},
    {"\r", "enter"},
    {"\t", "tab"},
    {"\x7F", "backsp"},
    {"\x13", "^s"},
    {"\033[A", "up"},
    {"\033OB", "down"},
    {"\033[1;5C", "C-right"},
    {"\033[3~", "delete"},
    {"\033[[C", "F3"},
    {"\033OP", "F1"},
    {"\033[21~", "F10"},
    {"\033[26~", "S-F4"},
    {"\033[Z", "S-tab"},
    {"\033x", "A-x"},
    {"\033\r", "A-enter"},
    {"\033\x7F", "A-backsp"},
    {"\033\033[D", "A-left"},
    {"\033[3$", "S-delete"},
    {"\033Oc", "C-right"},
    {"\033[1;2S", "S-F4"},
    {"\033Op", "0"},
    {"\x80", "bad"},
    {"\xFF", "bad"},
    {"\033[200~x\033[Ay\033[201~", "paste(x\033[Ay)"},
    {"\033[200~中\r\033[201~", "paste(中\r)"},
    {"\033[200~\033[201~", "paste()"},
    {"\033\033\033[A", "esc A-up"},
    {"\033中", "A-中"},
    {"\033]11;rgb:0/0/0\a", ""},
    {"\033]4;1;rgb:0/0/0\033\\", ""},
    {"\033P1+r54=78\033\\", ""},
    {"\033_Gi=1;OK\033\\", ""},
    {"\033[M !!", ""},
    {"\033[?64;1;2c", ""},
    {"\033OT", "F5"},
};

/* Bytes that begin or break something. */
static const char *const noise[] = {
    "\033",
    "\033",
    "\033[",
    "\033O",
    "\033[[",
    "\033[1",
    "\033[1;",
    "\033[?25;1$y",
    "\033[2",
    "\033[200",
    "\033[200~",
    "\033[201~",
    "\033[20",
    "\xE4",
    "\xE4\xB8",
    "\xF0\x9F",
    "\xC3",
    "\xED\xA0\x80",
    "\x80",
    "\xC0\x80",
    "[",
    "O",
    "~",
    "A",
    "5",
    ";",
    "\033[<0;1;2M",
    "\033[I",
    "\033]",
    "\033]1",
    "\033]1;",
    "\033P",
    "\033P>|",
    "\033_",
    "\033^",
    "\033[M",
    "\033\\",
    "\a",
    "\x01",
    "$",
    "\033[;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;",
};

static void random_cuts(struct str bytes, uint32_t *seed, struct buf *out) {
    struct keydec d = {0};
    size_t most = 1 + below(seed, 12);

    for (size_t at = 0; at < bytes.n;) {
        size_t n = 1 + below(seed, most);

        n = n < bytes.n - at ? n : bytes.n - at;
        keydec_feed(&d, bytes.p + at, n);
        at += n;
        if (below(seed, 4) > 0) { /* now and then two reads come before anybody looks */
            drain(&d, false, out);
        }
    }
    drain(&d, true, out);
    keydec_free(&d);
}

static void same_words(const struct buf *expected, struct buf *got) {
    assert_int_equal(got->n, expected->n);
    assert_memory_equal(got->p ? got->p : "", expected->p ? expected->p : "", expected->n);
    buf_free(got);
}

static void same_for_all_cuttings(struct str bytes, const struct buf *words, uint32_t *seed) {
    struct buf got = {0};

    for (size_t step = 1; step <= 3; step++) {
        events_by_steps(bytes, step, &got);
        same_words(words, &got);
    }
    for (int i = 0; i < CUTTINGS; i++) {
        random_cuts(bytes, seed, &got);
        same_words(words, &got);
    }
}

/* Known keys one behind the other: the words are known too. */
static void known_keys(void **state) {
    uint32_t seed = 1;

    (void)state;
    for (int i = 0; i < INPUTS; i++) {
        struct buf bytes = {0}, words = {0}, whole = {0};

        for (size_t n = 1 + below(&seed, 12); n > 0; n--) {
            size_t k = below(&seed, sizeof keys / sizeof *keys);

            buf_text(&bytes, keys[k].bytes);
            buf_text(&words, words.n > 0 && *keys[k].words ? " " : "");
            buf_text(&words, keys[k].words);
        }
        events_of(buf_str(&bytes), &whole);
        same_words(&words, &whole);
        same_for_all_cuttings(buf_str(&bytes), &words, &seed);
        buf_free(&bytes);
        buf_free(&words);
    }
}

/* Anything: keys, broken ones, and single bytes. */
static void noise_among_keys(void **state) {
    uint32_t seed = 2;

    (void)state;
    for (int i = 0; i < INPUTS; i++) {
        struct buf bytes = {0}, words = {0};

        for (size_t n = 1 + below(&seed, 16); n > 0; n--) {
            switch (below(&seed, 3)) {
            case 0:
                buf_text(&bytes, keys[below(&seed, sizeof keys / sizeof *keys)].bytes);
                break;
            case 1:
                buf_text(&bytes, noise[below(&seed, sizeof noise / sizeof *noise)]);
                break;
            default:
                buf_char(&bytes, (char)next_random(&seed));
                break;
            }
        }
        events_of(buf_str(&bytes), &words);
        same_for_all_cuttings(buf_str(&bytes), &words, &seed);
        buf_free(&bytes);
        buf_free(&words);
    }
}

/* One cut at every place: the marks of a paste among them. */
static void every_single_cut(void **state) {
    struct str bytes = STR(
        "\033\033[200~一\033[A\033[20\033[201~q\033[1;5A\033[[A\xE4\xB8\033O中\033\r\033OP\033[201~z\033]1;x\033\\\033P1$r\a\033[M #!\033]9y");
    const char *words = "esc paste(一\033[A\033[20) q C-up F1 bad bad 中 A-enter F1 z A-] 9 y";

    (void)state;
    for (size_t cut = 0; cut <= bytes.n; cut++) {
        struct keydec d = {0};
        struct buf got = {0};

        keydec_feed(&d, bytes.p, cut);
        drain(&d, false, &got);
        keydec_feed(&d, bytes.p + cut, bytes.n - cut);
        drain(&d, false, &got);
        assert_false(keydec_waiting(&d));
        buf_char(&got, '\0');
        assert_string_equal(got.p, words);
        keydec_free(&d);
        buf_free(&got);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_keys),
        cmocka_unit_test(noise_among_keys),
        cmocka_unit_test(every_single_cut),
    };

    return cmocka_run_group_tests_name("keydec_cuts", tests, NULL, NULL);
}
