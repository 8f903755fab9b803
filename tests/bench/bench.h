/* What both benches need: running a program quietly and measuring it. */
#ifndef ZIPING_TESTS_BENCH_H
#define ZIPING_TESTS_BENCH_H

#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

struct measured {
    double ms;     /* from its start to its end */
    double cpu_ms; /* user and system together */
    long kb;       /* most memory that it had */
    int status;    /* of its exit; -1 where it could not be run */
};

static inline double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static inline double cpu_of(const struct rusage *u) {
    return (double)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1e3 +
           (double)(u->ru_utime.tv_usec + u->ru_stime.tv_usec) / 1e3;
}

/* Both of its outputs go nowhere. */
static inline struct measured run_quietly(const char *const *argv) {
    struct measured m = {.status = -1};
    struct rusage usage;
    posix_spawn_file_actions_t files;
    pid_t pid;
    int status;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    double start = now_ms();
    if (posix_spawnp(&pid, argv[0], &files, NULL, (char *const *)argv, environ) == 0 &&
        wait4(pid, &status, 0, &usage) == pid) {
        m.ms = now_ms() - start;
        m.cpu_ms = cpu_of(&usage);
        m.kb = usage.ru_maxrss;
        m.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    posix_spawn_file_actions_destroy(&files);
    return m;
}

static inline int compare_numbers(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static inline double median(double *v, int n) {
    qsort(v, (size_t)n, sizeof *v, compare_numbers);
    return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

#endif
