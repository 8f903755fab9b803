/* The text of a journal. */
#ifndef ZIPING_BASE_JOURNAL_TEXT_H
#define ZIPING_BASE_JOURNAL_TEXT_H

#include "ziping/journal.h"

#define JOURNAL_MAGIC "ziping-journal "
#define JOURNAL_FIRST_LINE JOURNAL_MAGIC "1\n"
#define JOURNAL_PATH_MOST 1024 /* bytes of a field's path */

/* Adds a record and carries *sum on. */
void journal_put(struct buf *out, uint64_t *sum, char type, const struct str *field, size_t fields);

/* A number as a field of the header. */
struct str journal_number(uint64_t number, char text[24]);

#endif
