#include "journal_text.h"

#include <stdio.h>

#include "ziping/beside.h"
#include "ziping/path.h"

/* ---- names ---- */

bool journal_state_folder(const char *xdg_state_home, const char *home, char out[PATH_MAX]) {
    return path_xdg(xdg_state_home, home, "/.local/state", out);
}

void journal_names(const struct journal_base *b, char beside[PATH_MAX], char apart[PATH_MAX]) {
    char full[PATH_MAX];
    int n = -1;

    if (beside_hidden(b->path, "ziping-journal", beside) != 0) {
        beside[0] = '\0';
    }
    if (b->state && b->state[0] && beside_absolute(b->path, full) == 0) {
        const char *name = strrchr(full, '/') + 1;
        /* The hash tells apart forms of one name; the name is for people. It may be cut, in a character too. */
        n = snprintf(apart, PATH_MAX, "%s/%016llx-%.*s.ziping-journal", b->state,
                     (unsigned long long)journal_hash(JOURNAL_HASH, str_of(full)), NAME_MAX - 40, name);
    }
    if (n < 0 || n >= PATH_MAX) {
        apart[0] = '\0';
    }
}

/* ---- records ---- */

uint64_t journal_hash(uint64_t h, struct str bytes) {
    for (size_t i = 0; i < bytes.n; i++) {
        h = (h ^ (unsigned char)bytes.p[i]) * 0x100000001b3u;
    }
    return h;
}

struct str journal_number(uint64_t number, char text[24]) {
    int n = snprintf(text, 24, "%llu", (unsigned long long)number);

    return (struct str){text, n > 0 ? (size_t)n : 0};
}

static void put_escaped(struct buf *out, struct str s) {
    size_t from = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != 0x7F && c != '\\') {
            continue;
        }
        buf_add(out, str_sub(s, from, i));
        from = i + 1;
        if (c == '\\' || c == '\n' || c == '\t') {
            buf_char(out, '\\');
            buf_char(out, c == '\\' ? '\\' : c == '\n' ? 'n' : 't');
        } else {
            buf_printf(out, "\\x%02x", c);
        }
    }
    buf_add(out, str_sub(s, from, s.n));
}

void journal_put(struct buf *out, uint64_t *sum, char type, const struct str *field, size_t fields) {
    struct buf payload = {0};

    for (size_t i = 0; i < fields; i++) {
        if (i > 0) {
            buf_char(&payload, '\t');
        }
        put_escaped(&payload, field[i]);
    }
    *sum = journal_hash(journal_hash(*sum, (struct str){&type, 1}), buf_str(&payload));
    buf_printf(out, "%c %zu %016llx ", type, payload.n, (unsigned long long)*sum);
    buf_add(out, buf_str(&payload));
    buf_char(out, '\n');
    out->failed = out->failed || payload.failed;
    buf_free(&payload);
}
