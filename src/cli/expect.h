/* Tests of rule sets: an example form says in comments which findings it must give, `; expect: F301 x11`, and every
   finding of severity warning or error that it gives must be one of them. */
#ifndef ZIPING_CLI_EXPECT_H
#define ZIPING_CLI_EXPECT_H

#include "ziping/check.h"

struct expect {
    enum lang lang;
    struct buf *out;     /* a line for each difference */
    size_t files, wrong; /* files looked at; differences */
    bool seen[CHECKS];   /* given by some file */
    struct arena arena;
    struct expect_batch *batch; /* files that tell of a finding of the whole batch, which comes behind the last file */
    size_t batches, batch_cap;
};

/* False when memory is short. */
bool expect_file(struct expect *e, const struct document *d, const struct diags *found);

/* A finding of the whole batch: it stands at one of its files. */
bool expect_of_batch(struct expect *e, const struct diag *d);

/* Holds the findings of the batch against what its files say, and adds the list of the checks that no file gave. False
   when memory is short. The caller frees the arena. */
bool expect_end(struct expect *e);

#endif
