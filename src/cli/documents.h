/* The operands of a command, read one by one: one that fails doesn't stop the others. */
#ifndef ZIPING_CLI_DOCUMENTS_H
#define ZIPING_CLI_DOCUMENTS_H

#include "cli.h"

#include "ziping/document.h"

/* What is done with a form or rule set that could be read; the arena is emptied behind it. Returns an exit status. */
typedef int document_work(struct cli *c, struct arena *a, const struct document *d, void *context);

/* Reads each operand and works on it; says why one can't be read, is neither form nor rule set, or is a form without
   usable rules. A rule set that could be read only in part is worked on, and fails all the same. Returns the highest
   exit status. */
int documents_each(struct cli *c, document_work *work, void *context);

/* --format, which may be text or json. False when it is another (already reported). */
bool documents_format(const struct cli *c, bool *json);

/* Puts an element of the one JSON array of a run into `out`; documents_end ends it and prints the whole. */
void documents_element(struct buf *out);
int documents_end(const struct cli *c, bool json, struct buf *out, int status);

#endif
