/* Journals as the command line speaks of them. */
#ifndef ZIPING_CLI_JOURNALS_H
#define ZIPING_CLI_JOURNALS_H

#include "cli.h"
#include "ziping/journal.h"

/* Why a journal can't be used; W_EMPTY where it can. */
enum word journals_word(const struct journal_found *found);

/* `N changes were not saved (when)`, with its line end. */
void journals_put(const struct cli *c, const struct journal_found *found, size_t changes, struct buf *out);

/* Prints the journals of all forms below a folder. CLI_FOUND where there are any. */
int journals_list(const struct cli *c, const char *folder);

/* Seconds since 1970. */
int64_t journals_now(void);

#endif
