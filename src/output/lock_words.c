#include "ziping/lock_words.h"

#include <time.h>

struct str output_time(int64_t seconds, char out[64]) {
    time_t t = (time_t)seconds;
    struct tm tm;
    size_t n = localtime_r(&t, &tm) ? strftime(out, 64, "%Y-%m-%d %H:%M", &tm) : 0;
    return (struct str){out, n};
}

bool output_lock(const struct lock *l, enum lang lang, struct buf *out) {
    struct buf number = {0};
    char since[64];
    struct str name = str_of(l->name);
    struct str arg[] = {
        str_of(l->holder.process.user), str_of(l->holder.process.host), {0}, output_time(l->holder.since, since)};
    if (l->state == LOCK_UNREADABLE) {
        buf_template(out, word(lang, W_LOCK_UNKNOWN), &name, 1);
        return true;
    }
    if (l->state != LOCK_HELD && l->state != LOCK_ELSEWHERE) {
        return false;
    }
    buf_number(&number, (size_t)l->holder.process.pid);
    arg[2] = buf_str(&number);
    buf_template(out, word(lang, W_LOCKED_BY), arg, 4);
    if (l->state == LOCK_ELSEWHERE) {
        buf_text(out, word(lang, W_SEMICOLON));
        buf_template(out, word(lang, W_LOCK_ELSEWHERE), &name, 1);
    }
    out->failed = out->failed || number.failed;
    buf_free(&number);
    return true;
}
