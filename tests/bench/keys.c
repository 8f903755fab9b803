/* How soon the screen answers a key: in a text of 100, 1,000 and 5,000 characters, and in a form of 500 indicators and
   100 goals. keys ZIPING [KEYS] */
#define _GNU_SOURCE /* posix_openpt, nftw with its flags */

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench.h"
#include "tty.h"

#define KEYS_MOST 1000
#define FIRST_QUIET 200 /* ms without output after which the first screen is there */
#define QUIET 30        /* the same for the answer to a key */

static char folder[256];

/* ---- files ---- */

static FILE *create(const char *name) {
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    if (!f) {
        perror(path);
        exit(2);
    }
    return f;
}

/* `n` characters without a line break, in parts that a line of the file may have. */
static void put_text(FILE *f, const char *key, int n) {
    static const char *const words[] = {"持续推进改革", "，", "提升服务能力", "。", "“科普”", "覆盖"};
    static const int chars[] = {6, 1, 6, 1, 4, 2};
    for (int part = 1, i = 0; n > 0; part++) {
        fprintf(f, part == 1 ? "%s = \"" : "%s.%d = \"", key, part);
        for (int left = 250; left > 0 && n > 0; i++) {
            fputs(words[i % 6], f);
            left -= chars[i % 6];
            n -= chars[i % 6];
        }
        fputs("\"\n", f);
    }
}

static void write_rules(int indicators) {
    FILE *f = create("rules.ini");
    fputs("[ruleset]\nformat = 1\ntitle = \"t\"\nform_title = \"项目支出绩效自评表\"\nyear = 2024\ntotal = 1000\n"
          "[header]\nfields = \"project\"\n[funds]\ncurrency = \"万元\"\nrows = \"total\"\n"
          "columns = \"budget executed rate\"\n[goals]\ncolumns = \"expected actual\"\n"
          "[indicators]\ncolumns = \"target actual weight score reason\"\n[grades]\n优 = 900\n差 = 0\n",
          f);
    for (int i = 0; i < indicators; i++) {
        if (i % 100 == 0) {
            fprintf(f, "[level%d]\nname = \"产出指标%d\"\n", i / 100, i / 100);
        }
        if (i % 20 == 0) {
            fprintf(f, "[level%d.part%d]\nname = \"数量指标%d\"\n", i / 100, i / 20, i / 20);
        }
        fprintf(f, "[level%d.part%d.row%d]\nname = \"活动场次%d\"\nweight = 2\nkind = number\nsign = >=\ntarget = %d\n",
                i / 100, i / 20, i, i, i + 10);
    }
    fclose(f);
}

static void write_form(int goals, int characters, int indicators) {
    FILE *f = create("form.ini");
    fputs("[form]\nformat = 1\nrules = rules.ini\n[header]\nyear = 2024\nproject = \"全区科普经费\"\n"
          "[funds.total]\nbudget = 137.85\nexecuted = 137.85\n",
          f);
    for (int i = 1; i <= goals; i++) {
        fprintf(f, "[goal.%d]\n", i);
        put_text(f, "expected", characters);
        fprintf(f, "actual = \"完成%d\"\n", i);
    }
    for (int i = 0; i < indicators; i++) {
        fprintf(f, "[level%d.part%d.row%d]\nactual = %d\nweight = 2\nscore = 1.5\n", i / 100, i / 20, i, i + 9);
    }
    fclose(f);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw) {
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

/* ---- the program behind a terminal ---- */

/* Time on a processor so far, in ms. */
static double cpu_ms(pid_t pid) {
    char path[64];
    unsigned long long ns = 0;
    snprintf(path, sizeof path, "/proc/%ld/schedstat", (long)pid);
    FILE *f = fopen(path, "r");
    if (!f || fscanf(f, "%llu", &ns) != 1) {
        ns = 0;
    }
    if (f) {
        fclose(f);
    }
    return (double)ns / 1e6;
}

/* One key pressed again and again: medians of the answer's time and of the processor's. */
static void measure(const struct tty *t, const char *what, const char *key, int keys) {
    static double wall[KEYS_MOST], cpu[KEYS_MOST];
    for (int i = 0; i < keys; i++) {
        double before = cpu_ms(t->pid), from = now_ms();
        tty_keys(t, key);
        wall[i] = tty_quiet(t, QUIET, from) - from;
        cpu[i] = cpu_ms(t->pid) - before;
    }
    double middle = median(wall, keys);
    printf("  %-34s %9.2f %9.2f %9.2f\n", what, middle, wall[keys - 1], median(cpu, keys));
    fflush(stdout);
}

/* What it had typed is not to be asked about at the next start. */
static void end(const struct tty *t) {
    char path[300];
    tty_kill(t);
    snprintf(path, sizeof path, "%s/.form.ini.ziping-journal", folder);
    unlink(path);
}

/* ---- what is measured ---- */

#define UP "\033OA"
#define DOWN "\033OB"
#define TAB "\t"
#define TEXT "\033OR"

static struct tty open_at(const char *program, const char *keys) {
    char path[300];
    snprintf(path, sizeof path, "%s/form.ini", folder);
    struct tty t = tty_start(program, path);
    tty_quiet(&t, FIRST_QUIET, 0);
    tty_keys(&t, keys);
    tty_quiet(&t, FIRST_QUIET, 0);
    return t;
}

static void long_text(const char *program, int characters, int keys) {
    static const struct { const char *name, *open; } views[] = {{"form", "\0333"}, {"full screen", "\0333" TEXT}};
    write_rules(1);
    write_form(1, characters, 1);
    for (size_t i = 0; i < 2; i++) {
        struct tty t = open_at(program, views[i].open);
        printf("%d characters, %s\n", characters, views[i].name);
        measure(&t, "type at the end", "字", keys);
        measure(&t, "line up", UP, keys / 2);
        measure(&t, "type further up", "字", keys);
        measure(&t, "backspace there", "\177", keys);
        measure(&t, "left", "\033OD", keys);
        measure(&t, "line down", DOWN, keys / 2);
        end(&t);
    }
}

static void many_rows(const char *program, int keys) {
    write_rules(500);
    write_form(100, 80, 500);
    printf("500 indicators, 100 goals\n");
    struct tty t = open_at(program, "\0334");
    measure(&t, "next field, indicators", TAB, keys);
    measure(&t, "line down", DOWN, keys);
    measure(&t, "digit", "1", keys);
    measure(&t, "digit and next field: all checked", "1" TAB, keys);
    end(&t);
    t = open_at(program, "\0333");
    measure(&t, "next field, goals", TAB, keys);
    measure(&t, "Chinese character", "字", keys);
    measure(&t, "the same, next field: all checked", "字" TAB, keys);
    end(&t);
    t = open_at(program, "\0335");
    measure(&t, "list of findings, line down", DOWN, keys);
    end(&t);
}

int main(int argc, char **argv) {
    const char *program = argc > 1 ? argv[1] : "build/ziping", *tmp = getenv("TMPDIR");
    int keys = argc > 2 ? atoi(argv[2]) : 30;
    snprintf(folder, sizeof folder, "%.200s/ziping-keys-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (keys < 2 || keys > KEYS_MOST || !mkdtemp(folder)) {
        fprintf(stderr, "keys: 2 to %d keys, and a folder for temporary files\n", KEYS_MOST);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    printf("Answer to a key, %d times each\n  %-34s %9s %9s %9s\n", keys, "", "median ms", "most ms", "cpu ms");
    long_text(program, 100, keys);
    long_text(program, 1000, keys);
    long_text(program, 5000, keys);
    many_rows(program, keys);
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    return 0;
}
