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
};

/* False when memory is short. */
bool expect_file(struct expect *e, const struct document *d, const struct diags *found);

/* Adds the list of the checks that no file gave. */
void expect_end(struct expect *e);

#endif
