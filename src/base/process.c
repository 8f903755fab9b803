#include "ziping/process.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The start of a small file, as one line. */
static bool read_line(const char *path, char *out, size_t cap) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, out, cap - 1);

    if (fd >= 0) {
        close(fd);
    }
    out[n > 0 ? n : 0] = '\0';
    out[strcspn(out, "\n")] = '\0';
    return n > 0;
}

/* Field 22 of /proc/PID/stat; the name before it may hold anything, a bracket too. `dead`: field 3 says that it has
   ended, and only its parent hasn't asked yet. */
static uint64_t start_of(long pid, bool *dead) {
    char path[64], text[1024];
    const char *p;

    snprintf(path, sizeof path, "/proc/%ld/stat", pid);
    p = read_line(path, text, sizeof text) ? strrchr(text, ')') : NULL;
    *dead = p && (strncmp(p, ") Z", 3) == 0 || strncmp(p, ") X", 3) == 0);
    for (int field = 2; p && field < 22; field++) {
        p = strchr(p + 1, ' ');
    }
    return p ? strtoull(p, NULL, 10) : 0;
}

static void copy(char *out, size_t cap, const char *text) {
    size_t n = text ? strlen(text) : 0;

    n = n < cap ? n : cap - 1;
    memcpy(out, text ? text : "", n);
    out[n] = '\0';
}

void process_boot(char boot[PROCESS_TEXT]) {
    read_line("/proc/sys/kernel/random/boot_id", boot, PROCESS_TEXT);
}

void process_self(struct process *p) {
    struct passwd entry, *found = NULL;
    char room[4096];
    ssize_t n;
    bool dead;

    memset(p, 0, sizeof *p);
    p->pid = (long)getpid();
    p->start = start_of(p->pid, &dead);
    process_boot(p->boot);
    n = readlink("/proc/self/ns/pid", p->space, sizeof p->space - 1);
    p->space[n > 0 ? n : 0] = '\0';
    if (gethostname(p->host, sizeof p->host - 1) != 0) {
        p->host[0] = '\0';
    }
    if (getpwuid_r(geteuid(), &entry, room, sizeof room, &found) == 0 && found) {
        copy(p->user, sizeof p->user, found->pw_name);
    } else {
        snprintf(p->user, sizeof p->user, "%lu", (unsigned long)geteuid());
    }
    if (ttyname_r(STDIN_FILENO, room, sizeof room) == 0) {
        copy(p->terminal, sizeof p->terminal, room);
    }
}

enum process_life process_life(const struct process *p) {
    struct process self;
    uint64_t start;
    bool dead;

    process_self(&self);
    if (strcmp(p->host, self.host) != 0) {
        return PROCESS_ELSEWHERE;
    }
    if (p->boot[0] && self.boot[0] && strcmp(p->boot, self.boot) != 0) {
        return PROCESS_OTHER_BOOT;
    }
    if (p->space[0] && self.space[0] && strcmp(p->space, self.space) != 0) {
        return PROCESS_ELSEWHERE;
    }
    if (p->pid <= 0 || (pid_t)p->pid != p->pid || (kill((pid_t)p->pid, 0) != 0 && errno == ESRCH)) {
        return PROCESS_ENDED;
    }
    start = start_of(p->pid, &dead);
    /* The number is in use, but by a process that started at another time. */
    return dead || (start != 0 && p->start != 0 && start != p->start) ? PROCESS_ENDED : PROCESS_RUNS;
}
