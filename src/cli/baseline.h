/* Findings that are known already: a text file with a line `file TAB code TAB path` for each. Line numbers don't
   matter, so that a file may be edited elsewhere. */
#ifndef ZIPING_CLI_BASELINE_H
#define ZIPING_CLI_BASELINE_H

#include "ziping/buf.h"
#include "ziping/diag.h"
#include "ziping/file.h"

struct baseline {
    struct arena arena;
    struct str *line; /* sorted */
    size_t n;
};

struct file_result baseline_read(struct baseline *b, const char *path);
bool baseline_has(const struct baseline *b, const struct diag *d);
void baseline_put(const struct diag *d, struct buf *out);
void baseline_free(struct baseline *b);

#endif
