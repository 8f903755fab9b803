/* How fast many forms are checked, beside the floors and a peer in the same run: batch ZIPING [MOST FORMS] */
#define _DEFAULT_SOURCE /* wait4 */

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "bench.h"
#include "copies.h"
#include "floors.h"

#define RUNS 5
#define XML_FORMS 1000
#define DETAILED 10000 /* forms at which all variants are measured */
#define ARGS (XML_FORMS + 8)

static volatile sig_atomic_t stopped;

static void stop(int signal_number) {
    (void)signal_number;
    stopped = 1;
}

/* Medians of time, the most of memory. */
static struct measured measure(const char *const *argv, int runs) {
    double wall[RUNS], cpu[RUNS];
    struct measured all = {.status = 0};
    for (int i = 0; i < runs && !stopped; i++) {
        struct measured m = run_quietly(argv);
        wall[i] = m.ms;
        cpu[i] = m.cpu_ms;
        all.kb = m.kb > all.kb ? m.kb : all.kb;
        all.status = m.status < 0 || m.status > 1 ? m.status : all.status;
    }
    if (!stopped) {
        all.ms = median(wall, runs);
        all.cpu_ms = median(cpu, runs);
    }
    return all;
}

static void put_heading(void) {
    printf("%-34s %7s %9s %9s %9s %11s %8s %8s %8s\n", "", "forms", "ms", "cpu ms", "forms/s", "forms/cpu s", "peak MB",
           "x floor", "x cpu");
}

/* A line of the table; a floor of 0 ms is none. */
static void put_row(const char *name, int forms, const struct measured *m, const struct measured *base) {
    printf("%-34s %7d ", name, forms);
    if (stopped || m->status != 0) {
        printf("could not be run (%d)\n", m->status);
        return;
    }
    printf("%9.1f %9.1f %9.0f %11.0f %8.1f", m->ms, m->cpu_ms, forms / m->ms * 1e3,
           m->cpu_ms > 0 ? forms / m->cpu_ms * 1e3 : 0, (double)m->kb / 1024);
    if (base && base->ms > 0 && base->cpu_ms > 0) {
        printf(" %8.2f %8.2f", m->ms / base->ms, m->cpu_ms / base->cpu_ms);
    }
    putchar('\n');
    fflush(stdout);
}

static struct measured row(const char *name, int forms, const char *const *argv, int runs,
                           const struct measured *base) {
    struct measured m = measure(argv, runs);
    put_row(name, forms, &m, base);
    return m;
}

/* The peer gets a part of the forms, and its time is scaled to all of them. */
static void put_schematron(struct copies *c, int forms, const struct measured *base) {
    static char paths[XML_FORMS][320];
    static const char *argv[ARGS] = {"xmllint", "--noout", "--schematron", "tests/bench/form.sch"};
    int n = 4;
    if (!copies_xml(c, XML_FORMS)) {
        return;
    }
    for (int i = 0; i < XML_FORMS; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/f%06d.xml", c->xml, i);
        argv[n++] = paths[i];
    }
    struct measured m = measure(argv, RUNS);
    m.status = m.status == 3 ? 0 : m.status; /* it found something */
    double scale = (double)forms / XML_FORMS;
    m.ms *= scale;
    m.cpu_ms *= scale;
    put_row("xmllint --schematron (scaled)", forms, &m, base);
}

static void put_details(struct copies *c, const char *ziping, int forms, const struct measured *base) {
    const char *json[] = {ziping, "check", "-j1", "--format=jsonl", c->forms, NULL};
    const char *text[] = {ziping, "check", "-j1", c->forms, NULL};
    const char *two[] = {ziping, "check", "-q", "-j2", c->forms, NULL};
    const char *ini[] = {"/proc/self/exe", "--floor", "iniparser", c->forms, NULL};
    row("check -j1 --format=jsonl", forms, json, RUNS, base);
    row("check -j1", forms, text, RUNS, base);
    row("check -q -j2", forms, two, RUNS, base);
    row("iniparser_load, freedict", forms, ini, RUNS, base);
    put_schematron(c, forms, base);
}

static bool bench(struct copies *c, const char *ziping, int most) {
    const char *quiet[] = {ziping, "check", "-q", "-j1", c->forms, NULL};
    const char *bytes[] = {"/proc/self/exe", "--floor", "read", c->forms, NULL};
    put_heading();
    for (int forms = 1; forms <= most && !stopped; forms *= 10) {
        int runs = forms < 100000 ? RUNS : 1;
        if (!copies_grow(c, forms)) {
            fprintf(stderr, "batch: the forms could not be written\n");
            return false;
        }
        (void)run_quietly(bytes); /* from here on all is in memory */
        struct measured base = row("read, UTF-8 (floor)", forms, bytes, runs, NULL);
        row("check -q -j1", forms, quiet, runs, &base);
        if (forms == DETAILED) {
            put_details(c, ziping, forms, &base);
        }
    }
    return !stopped;
}

int main(int argc, char **argv) {
    struct copies copies;
    if (argc == 4 && strcmp(argv[1], "--floor") == 0) {
        return floor_run(argv[2], argv[3]);
    }
    const char *ziping = argc > 1 ? argv[1] : "build/ziping";
    signal(SIGINT, stop);
    signal(SIGTERM, stop);
    bool ok = copies_make(&copies) && bench(&copies, ziping, argc > 2 ? atoi(argv[2]) : 100000);
    copies_remove(&copies);
    return ok ? 0 : 2;
}
