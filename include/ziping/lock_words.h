/* Who has a file open, in words, and points in time. */
#ifndef ZIPING_LOCK_WORDS_H
#define ZIPING_LOCK_WORDS_H

#include "ziping/buf.h"
#include "ziping/lock.h"
#include "ziping/words.h"

/* `open by li (host, process 12, since …)`. False, and nothing added, where nobody can have it. */
bool output_lock(const struct lock *l, enum lang lang, struct buf *out);

/* A point in time, in seconds since 1970, as the place's clock shows it. */
struct str output_time(int64_t seconds, char out[64]);

#endif
