/* When the program wakes up by itself: never while nothing is unsaved, and for the journal within a second, once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "batch.h"
#include "safety.h"

#define PROJECT "全区科普经费"
#define WATCHED 3000   /* ms */
#define JOURNALED 1000 /* ms within which the journal has what was typed; */
#define SLOW 400       /* so many more where the machine is busy */

static long wakes(struct term *t) {
    long n = term_proc(t, "voluntary_ctxt_switches");
    assert_true(n >= 0);
    return n;
}

/* Neither a wake-up nor a byte. */
static void assert_asleep(struct term *t) {
    term_wait_quiet(t, 100);
    long before = wakes(t);
    (void)term_bytes(t);
    term_pause(t, WATCHED);
    assert_int_equal(wakes(t), before);
    assert_int_equal(term_bytes(t), 0);
}

static void asleep_with_nothing_unsaved(void **state) {
    (void)state;
    struct term *t = form_start_2024();
    assert_asleep(t);
    term_keys(t, "<Tab><M-4><F4>");
    assert_asleep(t);
}

static void asleep_once_the_journal_has_it(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = form_start(forms, NULL, "kepu-2024.ini");
    term_keys(t, "<Tab>");
    type_journaled(t, form_in(forms), "header.project", PROJECT, "半句"); /* and half typed it stays */
    assert_asleep(t);
    term_keys(t, "<Tab>");
    journal_wait(t, journal_beside(form_in(forms)), "header.project", PROJECT "半句");
    term_pause(t, JOURNALED + SLOW); /* committing it is one more record */
    assert_asleep(t);
}

/* How many characters the journal has behind the project's name. */
static int added(const char *journal) {
    size_t n = strlen(journal_text(journal, "header.project")), before = strlen(PROJECT);
    return n > before ? (int)((n - before) / strlen("字")) : 0;
}

/* The journal has a character within a second of its typing, whatever else is typed meanwhile, and is written at most
   once a second. */
static void within_a_second(void **state) {
    (void)state;
    const char *forms = forms_copy(), *journal = journal_beside(form_in(forms));
    struct term *t = form_start(forms, NULL, "kepu-2024.ini");
    term_keys(t, "<Tab>");
    term_wait_for(t, cell_shows(t, PROJECT));
    enum { CHARS = 60, PAUSE = 50 };
    long typed[CHARS], start = term_now_ms();
    int there = 0, writes = 0;
    for (int i = 0; there < CHARS;) {
        if (i < CHARS && term_now_ms() - start >= (long)i * PAUSE) {
            term_type(t, "字");
            typed[i++] = term_now_ms();
        }
        term_pause(t, 5);
        int now = added(journal);
        writes += now > there;
        there = now;
        if (there < i && term_now_ms() - typed[there] > JOURNALED + SLOW) {
            term_fail(t, "character %d is not in the journal after %ld ms", there, term_now_ms() - typed[there]);
        }
    }
    long seconds = (term_now_ms() - start + 999) / 1000;
    print_message("%d characters, %d writes in %ld s\n", CHARS, writes, seconds);
    assert_true(writes <= seconds + 1);
}

/* Between two writes a text that is unsaved wakes it once, for the next one. */
static void one_wake_for_a_write(void **state) {
    (void)state;
    const char *forms = forms_copy();
    struct term *t = form_start(forms, NULL, "kepu-2024.ini");
    term_keys(t, "<Tab>");
    type_journaled(t, form_in(forms), "header.project", PROJECT, "一");
    term_pause(t, JOURNALED + SLOW);
    term_type(t, "二");
    term_wait_for(t, cell_shows(t, PROJECT "一二"));
    term_wait_quiet(t, 50);
    long before = wakes(t);
    journal_wait(t, journal_beside(form_in(forms)), "header.project", PROJECT "一二");
    term_pause(t, JOURNALED);
    long woken = wakes(t) - before;
    print_message("%ld waits for one write\n", woken);
    assert_true(woken >= 1 && woken <= 6); /* the time, and the disk */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(asleep_with_nothing_unsaved),
        term_test(asleep_once_the_journal_has_it),
        term_test(within_a_second),
        term_test(one_wake_for_a_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
