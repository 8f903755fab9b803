/* What is lost when the program is killed while somebody types: kills ZIPING [RUNS]. Each run types at a person's speed
   into one field, kills the program at a moment that nothing knows of, and reads what its journal has. */
#define _GNU_SOURCE /* posix_openpt, nftw with its flags */

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>

#include "tty.h"
#include "ziping/journal.h"

#define LANES 10 /* programs at a time */
#define RUNS 200
#define FIRST_QUIET 300 /* ms without output after which the first screen is there */
#define KEY_LEAST 30    /* ms between two characters */
#define KEY_MOST 80
#define TYPED_LEAST 1000 /* ms of typing before the kill */
#define TYPED_MOST 3000
#define TYPED_CHARACTERS (TYPED_MOST / KEY_LEAST + 1)
#define LOST_MOST 1000 /* ms of typing that may be lost */
#define FIELD "header.project"

struct lost {
    double characters, ms; /* typed and not in the journal; how long before the kill the first of them was typed */
    bool other;            /* what the journal has isn't what was typed */
};

/* The same numbers in each run of the benchmark. */
static unsigned long next_random(unsigned long *state) {
    *state = *state * 6364136223846793005UL + 1442695040888963407UL;
    return *state >> 33;
}

static int between(unsigned long *state, int least, int most) {
    return least + (int)(next_random(state) % (unsigned long)(most - least));
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw) {
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static void put_form(const char *folder) {
    char path[400], rules[PATH_MAX];
    snprintf(path, sizeof path, "%s/form.ini", folder);
    FILE *f = fopen(path, "w");
    if (!f || !realpath("forms/rules/kepu-2024.ini", rules)) {
        perror(path);
        exit(2);
    }
    fprintf(f, "[form]\nformat = 1\nrules = %s\n[header]\nproject = \"\"\n", rules);
    fclose(f);
}

/* The characters of the field that the journal has; 0 without a journal. *other: they are no start of what was typed.
 */
static size_t in_journal(const char *folder, const char *typed, bool *other) {
    struct arena a = {0};
    struct journal_found found;
    char name[400];
    size_t n = 0;
    snprintf(name, sizeof name, "%s/.form.ini.ziping-journal", folder);
    journal_read(&a, name, &found);
    bool typing = found.state == JOURNAL_READ && str_eq(found.typing.path, STR(FIELD));
    for (size_t i = 0; typing && i < found.typing.text.n; i++) {
        n += (found.typing.text.p[i] & 0xC0) != 0x80;
    }
    *other = typing ? !str_starts(str_of(typed), found.typing.text) : found.state != JOURNAL_NONE;
    arena_free(&a);
    return n;
}

static struct lost run_once(const char *program, const char *folder, unsigned long *state) {
    static const char *const characters[] = {"科", "普", "经", "费", "1", "a"};
    static double at[TYPED_CHARACTERS];
    char path[400], text[TYPED_CHARACTERS * 4] = "";
    snprintf(path, sizeof path, "%s/form.ini", folder);
    put_form(folder);
    struct tty t = tty_start(program, path);
    tty_quiet(&t, FIRST_QUIET, 0);
    tty_keys(&t, "\0331\t");
    tty_quiet(&t, FIRST_QUIET, 0);
    size_t typed = 0;
    double end = now_ms() + between(state, TYPED_LEAST, TYPED_MOST);
    for (double now = now_ms(); now < end && typed < TYPED_CHARACTERS; now = now_ms()) {
        const char *character = characters[next_random(state) % 6];
        at[typed++] = now;
        strcat(text, character);
        tty_keys(&t, character);
        double next = now + between(state, KEY_LEAST, KEY_MOST);
        for (double left;
             (left = (next < end ? next : end) - now_ms()) > 0;) { /* whatever it draws is read meanwhile */
            struct pollfd p = {.fd = t.fd, .events = POLLIN};
            char bytes[4096];
            if (poll(&p, 1, (int)left + 1) > 0 && read(t.fd, bytes, sizeof bytes) <= 0) {
                break;
            }
        }
    }
    double killed = now_ms();
    tty_kill(&t);
    struct lost lost = {0};
    size_t kept = in_journal(folder, text, &lost.other);
    lost.characters = kept < typed ? (double)(typed - kept) : 0;
    lost.ms = kept < typed ? killed - at[kept] : 0;
    return lost;
}

/* A lane writes what each of its runs lost into the pipe. */
static void run_lane(const char *program, int lane, int runs, int out) {
    const char *tmp = getenv("TMPDIR");
    unsigned long state = (unsigned long)lane + 1;
    char folder[256], name[400];
    snprintf(folder, sizeof folder, "%s/ziping-kills-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(folder)) {
        perror(folder);
        _exit(2);
    }
    for (int i = 0; i < runs; i++) {
        struct lost lost = run_once(program, folder, &state);
        snprintf(name, sizeof name, "%s/.form.ini.ziping-journal", folder);
        unlink(name);
        if (write(out, &lost, sizeof lost) != sizeof lost) {
            _exit(2);
        }
    }
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    _exit(0);
}

int main(int argc, char **argv) {
    const char *program = argc > 1 ? argv[1] : "build/ziping";
    int runs = argc > 2 ? atoi(argv[2]) : RUNS, ends[2], n = 0, others = 0;
    static double characters[RUNS * 10], ms[RUNS * 10];
    struct lost lost;
    if (runs < 1 || runs > RUNS * 10 || pipe(ends) != 0) {
        fprintf(stderr, "kills ZIPING [RUNS up to %d]\n", RUNS * 10);
        return 2;
    }
    for (int lane = 0; lane < LANES; lane++) {
        int own = runs / LANES + (lane < runs % LANES);
        if (own > 0 && fork() == 0) {
            run_lane(program, lane, own, ends[1]);
        }
    }
    close(ends[1]);
    while (n < runs && read(ends[0], &lost, sizeof lost) == sizeof lost) {
        others += lost.other;
        characters[n] = lost.characters;
        ms[n++] = lost.ms;
    }
    while (wait(NULL) > 0 || errno == EINTR) {
    }
    if (n == 0) {
        return 2;
    }
    double middle = median(characters, n), middle_ms = median(ms, n);
    printf("%d runs killed while somebody typed        median    most\n", n);
    printf("  characters lost                         %8.0f %7.0f\n", middle, characters[n - 1]);
    printf("  ms of typing lost                       %8.0f %7.0f   at most %d\n", middle_ms, ms[n - 1], LOST_MOST);
    printf("  journals with another text              %8d\n", others);
    return n == runs && others == 0 && ms[n - 1] <= LOST_MOST ? 0 : 1;
}
