/* What a key costs to send at 80x24, in bytes: a connection may be slow. The most that each may take is DESIGN's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "form_term.h"

#define QUIET 40 /* ms without output after which an answer is whole */
#define KEYS 30

static int by_size(const void *a, const void *b) {
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

/* The median over `n` keys, taken from the list in turn; ends with NULL. */
static size_t median(struct term *t, const char *const *keys, int n) {
    size_t bytes[KEYS];
    const char *const *key = keys;
    for (int i = 0; i < n; i++) {
        bytes[i] = term_measure(t, *key, QUIET).bytes;
        key = key[1] ? key + 1 : keys;
    }
    qsort(bytes, (size_t)n, sizeof *bytes, by_size);
    return bytes[n / 2];
}

#define MEDIAN(t, n, ...) median((t), (const char *const[]){__VA_ARGS__, NULL}, (n))

static struct term *open_part(const char *key) {
    struct term *t = form_start_2024();
    term_keys(t, key);
    return t;
}

static void the_first_screen(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    term_wait_quiet(t, QUIET);
    assert_in_range(term_bytes(t), 1, 3000);
    term_pause(t, 300);
    assert_int_equal(term_bytes(t), 0);
}

static void typing(void **state) {
    (void)state;
    struct term *t = open_part("<M-4>");
    assert_in_range(MEDIAN(t, 5, "1", "3", "<Backspace>", "7", "<Backspace>"), 1, 20);
    t = open_part("<M-1> <Tab>");
    assert_in_range(MEDIAN(t, 10, "全", "区", "科"), 1, 24);
    t = open_part("<M-3>");
    assert_in_range(MEDIAN(t, 10, "全", "区", "科"), 1, 24);
}

static void the_next_field(void **state) {
    (void)state;
    assert_in_range(MEDIAN(open_part("<M-1>"), 6, "<Down>", "<Down>", "<Up>", "<Up>"), 1, 90);
    assert_in_range(MEDIAN(open_part("<M-2>"), 10, "<Tab>"), 1, 90);
    assert_in_range(MEDIAN(open_part("<M-4>"), 12, "<Down>"), 1, 90);
    assert_in_range(MEDIAN(open_part("<M-4>"), 12, "<Tab>"), 1, 95);
}

/* Down a text that is longer than the screen: most steps only move the cursor. */
static void through_long_texts(void **state) {
    (void)state;
    struct term *t = open_part("<M-3>");
    assert_in_range(MEDIAN(t, 24, "<Down>"), 1, 20);
    assert_in_range(MEDIAN(t, 24, "<Up>"), 1, 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(the_first_screen),
        term_test(typing),
        term_test(the_next_field),
        term_test(through_long_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
