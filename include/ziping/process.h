/* This machine and its processes: who runs where, and since when. */
#ifndef ZIPING_PROCESS_H
#define ZIPING_PROCESS_H

#include <stdbool.h>
#include <stdint.h>

#define PROCESS_TEXT 256 /* bytes of a name, its NUL included; a longer one is cut */

struct process {
    long pid;
    uint64_t start;          /* clock ticks between the machine's start and the process's; 0 where unknown */
    char boot[PROCESS_TEXT]; /* differs with each start of the machine; empty where unknown */
    char space[64];          /* the process numbers that `pid` belongs to (containers have their own); or empty */
    char host[PROCESS_TEXT], user[PROCESS_TEXT], terminal[PROCESS_TEXT];
};

/* The process that calls. */
void process_self(struct process *p);

/* This start of the machine; empty where unknown. */
void process_boot(char boot[PROCESS_TEXT]);

enum process_life {
    PROCESS_RUNS,
    PROCESS_ENDED,      /* on this host, since it started */
    PROCESS_OTHER_BOOT, /* it ran on this host before it was started anew */
    PROCESS_ELSEWHERE   /* on another host or in another container: can't be known */
};

/* Whether the process that was described is still there. */
enum process_life process_life(const struct process *p);

#endif
