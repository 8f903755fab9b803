/* Checking many files by several threads, with everything coming out in the order of the files. */
#ifndef ZIPING_CLI_CHECK_RUN_H
#define ZIPING_CLI_CHECK_RUN_H

#include "baseline.h"

#include "ziping/batch.h"
#include "ziping/files.h"
#include "ziping/report.h"

struct check_plan {
    const struct files *files;
    struct check_options options;
    struct report report;
    enum severity shown;          /* findings below it are left out */
    const struct baseline *known; /* findings in it are left out; NULL: none */
    size_t threads;
    bool quiet;    /* no report, only counts */
    bool progress; /* say on standard error how far it is, where it takes a while */
};

/* One file's outcome. */
struct checked {
    struct arena arena;
    const char *path;
    bool failed_memory;
    struct document document;
    struct score score;
    struct diags diags;
    struct batch_facts facts;
    const struct diag **visible; /* what is reported of it */
    size_t n;
    bool of_batch; /* no file: findings of the whole batch, behind the last one */
    struct buf chunk;
    size_t count[SEV_ERROR +
                 1]; /* of what is reported, by severity; known without `visible` where only counts are wanted */
    bool done;
};

struct check_totals {
    size_t files, unreadable;
    int error;                   /* why standard output couldn't be written: errno, or 0 */
    size_t count[SEV_ERROR + 1]; /* of what is reported, by severity */
};

/* Called for each file in order, after what it shares with those before it has been added, and once more where the
   whole batch has a finding. */
typedef bool checked_seen(void *context, struct checked *f);

/* Runs the plan; the report goes to standard output as it comes. `seen` may be NULL. False when memory is short or
   standard output can't be written. */
bool check_run(const struct check_plan *plan, checked_seen *seen, void *context, struct check_totals *totals);

#endif
