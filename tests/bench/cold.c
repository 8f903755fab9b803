/* How long one form takes from a cold start: the program's start to its end, beside a program that does nothing.
   cold ZIPING [RUNS] */
#define _DEFAULT_SOURCE /* wait4 */

#include <stdio.h>

#include "bench.h"

#define RUNS_MOST 10000

static double wall[2][RUNS_MOST], cpu[2][RUNS_MOST];

int main(int argc, char **argv) {
    const char *check[] = {argc > 1 ? argv[1] : "build/ziping", "check", "forms/kepu-2024.ini", NULL};
    const char *nothing[] = {"/bin/true", NULL};
    const char *const *command[2] = {check, nothing};
    int runs = argc > 2 ? atoi(argv[2]) : 200;
    long kb[2] = {0};
    if (runs < 1 || runs > RUNS_MOST) {
        fprintf(stderr, "cold: 1 to %d runs\n", RUNS_MOST);
        return 2;
    }
    /* By turns, so that both meet the same machine. */
    for (int i = 0; i < runs; i++) {
        for (int c = 0; c < 2; c++) {
            struct measured m = run_quietly(command[c]);
            if (m.status < 0 || m.status > 1) {
                fprintf(stderr, "cold: %s could not be run (%d)\n", command[c][0], m.status);
                return 2;
            }
            wall[c][i] = m.ms;
            cpu[c][i] = m.cpu_ms;
            kb[c] = m.kb > kb[c] ? m.kb : kb[c];
        }
    }
    printf("One form, cold start, %d runs by turns\n%-36s %9s %9s %9s %9s\n", runs, "", "median ms", "least ms",
           "cpu ms", "peak MB");
    for (int c = 0; c < 2; c++) {
        double m = median(wall[c], runs);
        printf("%-36s %9.2f %9.2f %9.2f %9.1f\n", c == 0 ? "ziping check forms/kepu-2024.ini" : "/bin/true", m,
               wall[c][0], median(cpu[c], runs), (double)kb[c] / 1024);
    }
    return 0;
}
