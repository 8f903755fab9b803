/* The word that was probably meant. */
#include "ziping/suggest.h"

/* Optimal string alignment over bytes, given up above `limit`: a swap of neighbours counts once. */
static size_t edit_distance(struct str a, struct str b, size_t limit) {
    enum { MOST = 48 };
    size_t row[3][MOST + 1];
    if (a.n > MOST || b.n > MOST || a.n > b.n + limit || b.n > a.n + limit) {
        return limit + 1;
    }
    for (size_t j = 0; j <= b.n; j++) {
        row[0][j] = j;
    }
    for (size_t i = 1; i <= a.n; i++) {
        size_t *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t best = last[j - 1] + (a.p[i - 1] != b.p[j - 1]);
            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1] && before[j - 2] + 1 < best) {
                best = before[j - 2] + 1;
            }
            now[j] = best;
        }
    }
    return row[a.n % 3][b.n];
}

void suggest_try(struct suggest *s, struct str wanted, struct str candidate) {
    size_t limit = (wanted.n > candidate.n ? wanted.n : candidate.n) / 3;
    size_t distance = edit_distance(wanted, candidate, limit);
    if (distance <= limit && (s->best.n == 0 || distance < s->distance)) {
        *s = (struct suggest){candidate, distance};
    }
}
