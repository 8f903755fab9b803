#include "safety.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ziping/journal.h"

const char *const own_handlers[] = {
    "ASAN_OPTIONS=handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0", NULL};

static const char *beside(const char *form, const char *suffix) {
    const char *slash = strrchr(form, '/');
    size_t folder = slash != NULL ? (size_t)(slash - form) + 1 : 0;
    char *out = test_alloc(strlen(form) + strlen(suffix) + 2);
    sprintf(out, "%.*s.%s.%s", (int)folder, form, form + folder, suffix);
    return out;
}

const char *journal_beside(const char *form) {
    return beside(form, "ziping-journal");
}

const char *lock_beside(const char *form) {
    return beside(form, "ziping-lock");
}

static const char *text_of(const struct journal_record *r, const char *field) {
    return str_eq(r->path, str_of(field)) ? memcpy(test_alloc(r->text.n), r->text.p, r->text.n) : NULL;
}

const char *journal_text(const char *journal, const char *field) {
    struct arena a = {0};
    struct journal_found found;
    journal_read(&a, journal, &found);
    const char *text = found.state == JOURNAL_READ ? text_of(&found.typing, field) : NULL;
    for (size_t i = 0; found.state == JOURNAL_READ && i < found.records && text == NULL; i++) {
        text = text_of(&found.record[i], field);
    }
    arena_free(&a);
    return text != NULL ? text : "";
}

bool journal_holds(const char *journal, const char *field, const char *text) {
    return strcmp(journal_text(journal, field), text) == 0;
}

void term_kill(struct term *t) {
    term_signal(t, SIGKILL);
    assert_int_equal(term_wait_exit(t), -SIGKILL);
    term_end(t);
}

struct term *start_found_at(const char *forms, const char *const args[]) {
    struct term_options o = {.cwd = forms, .cols = 132}; /* a row of the list in one line */
    struct term *t = term_start_ziping_at(&o, args, __FILE__, __LINE__);
    term_wait_text(t, SAFETY_LIST);
    term_wait_text(t, "Esc 以后再说"); /* the last row is drawn last */
    return t;
}

struct term *start_recovered_at(const char *forms, const char *const args[]) {
    struct term *t = start_found_at(forms, args);
    term_keys(t, "<Enter>");
    term_wait_text(t, "已找回");
    return t;
}

void type_journaled(struct term *t, const char *form, const char *field, const char *before, const char *text) {
    char *all = test_alloc(strlen(before) + strlen(text));
    sprintf(all, "%s%s", before, text);
    term_type(t, text);
    journal_wait(t, journal_beside(form), field, all);
}

void assert_restored(struct term *t) {
    assert_false(term_alt_screen(t));
    assert_false(term_mode(t, 2004));
    assert_false(term_mode(t, 1));
    assert_true(term_cursor_visible(t));
}

pid_t child_of(pid_t parent) {
    char path[64];
    long pid = 0;
    snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)parent, (long)parent);
    FILE *f = fopen(path, "r");
    assert_true(f != NULL && fscanf(f, "%ld", &pid) == 1);
    fclose(f);
    return (pid_t)pid;
}

bool process_ended(pid_t pid) {
    char path[64], state = 'X';
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    FILE *f = fopen(path, "r");
    bool runs = f != NULL && fscanf(f, "%*d %*s %c", &state) == 1 && state != 'Z' && state != 'X';
    if (f != NULL) {
        fclose(f);
    }
    return !runs;
}

static bool has_argument(const char *pid, const char *text) {
    char path[300], line[4096];
    snprintf(path, sizeof path, "/proc/%s/cmdline", pid);
    FILE *f = fopen(path, "r");
    size_t n = f != NULL ? fread(line, 1, sizeof line - 1, f) : 0;
    if (f != NULL) {
        fclose(f);
    }
    for (size_t i = 0; i < n; i++) {
        line[i] = line[i] == '\0' ? ' ' : line[i];
    }
    line[n] = '\0';
    return strstr(line, text) != NULL;
}

int processes_with(const char *text) {
    DIR *d = opendir("/proc");
    int n = 0;
    assert_non_null(d);
    for (const struct dirent *e; (e = readdir(d)) != NULL;) {
        n += e->d_name[0] >= '0' && e->d_name[0] <= '9' && has_argument(e->d_name, text);
    }
    closedir(d);
    return n;
}

struct term *start_without_rights_at(const struct term_options *o, const char *const args[]) {
    const char *program = getenv("ZIPING");
    const char *argv[16] = {"setpriv", "--bounding-set=-all", "--inh-caps=-all", program};
    if (geteuid() != 0) {
        return term_start_ziping_at(o, args, __FILE__, __LINE__);
    }
    for (size_t i = 0; args[i] != NULL && i + 5 < sizeof argv / sizeof *argv; i++) {
        argv[i + 4] = args[i];
    }
    return term_start_at(o, argv, __FILE__, __LINE__);
}
