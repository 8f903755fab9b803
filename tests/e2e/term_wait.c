/* Waiting, and telling what was waited for in vain. */
#include "term_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

static void print_frame(struct term *t) {
    fputs("    +", stderr);
    for (int x = 0; x < t->cols; x++) {
        fputc('-', stderr);
    }
    fputs("+\n", stderr);
}

void term_print(struct term *t) {
    print_frame(t);
    for (int y = 0; y < t->rows; y++) {
        fprintf(stderr, "%3d |", y);
        for (int x = 0; x < t->cols; x++) {
            struct term_cell c = term_cell(t, y, x);
            fputs(c.width > 0 && c.text[0] == '\0' ? " " : c.text, stderr);
        }
        fputs("|\n", stderr);
    }
    print_frame(t);
    int y, x;
    term_cursor(t, &y, &x);
    fprintf(stderr, "    cursor: %d,%d%s\n", y, x, t->hidden ? " hidden" : "");
    if (t->reaped && WIFSIGNALED(t->status)) {
        fprintf(stderr, "    the program was ended by signal %d\n", WTERMSIG(t->status));
    } else if (t->reaped) {
        fprintf(stderr, "    the program has ended with status %d\n", WEXITSTATUS(t->status));
    }
}

void term_fail_at(struct term *t, const char *file, int line, const char *format, ...) {
    char message[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (t != NULL) {
        term_print(t);
    }
    print_error("%s\n", message);
    _fail(file, line);
    abort(); /* not reached: _fail leaves the test */
}

void term_wait_step_at(struct term *t, long since, const char *what, const char *file, int line) {
    if (term_ended(t)) {
        term_fail_at(t, file, line, "the program ended before: %s", what);
    }
    if (term_now_ms() - since > t->deadline_ms) {
        term_fail_at(t, file, line, "waited %d ms in vain for: %s", t->deadline_ms, what);
    }
    term_step(t, SLICE_MS);
}

void term_wait_text_at(struct term *t, const char *text, bool there, const char *file, int line) {
    char what[512];
    snprintf(what, sizeof what, there ? "\"%s\" on the screen" : "no \"%s\" on the screen", text);
    for (long since = term_now_ms(); term_has(t, text) != there;) {
        term_wait_step_at(t, since, what, file, line);
    }
}

void term_wait_quiet_at(struct term *t, int ms, const char *file, int line) {
    long since = term_now_ms();
    for (;;) {
        long from = t->last_ms > since ? t->last_ms : since, left = from + ms - term_now_ms();
        if (!term_step(t, left > 0 ? left : 0) && left <= 0) { /* the last look found nothing: not only were we slow */
            return;
        }
        if (term_now_ms() - since > t->deadline_ms + ms) {
            term_fail_at(t, file, line, "never quiet for %d ms", ms);
        }
    }
}

int term_wait_exit_at(struct term *t, const char *file, int line) {
    for (long since = term_now_ms(); !term_ended(t);) {
        if (term_now_ms() - since > t->deadline_ms) {
            term_fail_at(t, file, line, "the program has not ended within %d ms", t->deadline_ms);
        }
        term_step(t, SLICE_MS);
    }
    return WIFSIGNALED(t->status) ? -WTERMSIG(t->status) : WEXITSTATUS(t->status);
}
