/* Reading a journal. */
#include <stdlib.h>

#include "journal_text.h"
#include "ziping/beside.h"
#include "ziping/text.h"

#define HEADER_FIELDS 5

struct reading {
    struct arena *a;
    struct str rest;
    uint64_t sum;
    size_t cap, records; /* of out->record while it still has every record */
    struct journal_found *out;
};

/* ---- one line ---- */

static int hex_digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Undoes the escapes; an empty str with NULL where they are wrong or memory is short. */
static struct str unescape(struct arena *a, struct str s) {
    char *out;
    size_t n = 0;

    if (s.n == 0 || !memchr(s.p, '\\', s.n)) {
        return s.p ? s : STR("");
    }
    out = arena_alloc(a, s.n);
    for (size_t i = 0; out && i < s.n; i++) {
        char c = s.p[i];
        if (c == '\\') {
            char mark = ++i < s.n ? s.p[i] : '\0';
            int high = mark == 'x' && i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1;
            int low = high >= 0 ? hex_digit(s.p[i + 2]) : -1;
            if (mark == '\\' || mark == 'n' || mark == 't') {
                c = mark == 'n' ? '\n' : mark == 't' ? '\t' : '\\';
            } else if (low >= 0) {
                c = (char)(high * 16 + low);
                i += 2;
            } else {
                return (struct str){NULL, 0};
            }
        }
        out[n++] = c;
    }
    return out ? (struct str){out, n} : (struct str){NULL, 0};
}

/* A record with a sum that holds, taken off the front of the rest. */
static bool take_record(struct reading *r, char *type, struct str *payload) {
    struct str s = r->rest;
    size_t at = 2, length = 0;
    uint64_t sum = 0;

    if (s.n < 2 || s.p[1] != ' ') {
        return false;
    }
    for (; at < s.n && s.p[at] >= '0' && s.p[at] <= '9' && length <= JOURNAL_LIMIT; at++) {
        length = length * 10 + (size_t)(s.p[at] - '0');
    }
    if (at == 2 || length > JOURNAL_LIMIT || s.n - at < 18 || s.p[at] != ' ' || s.p[at + 17] != ' ') {
        return false;
    }
    for (size_t i = at + 1; i < at + 17; i++) {
        int digit = hex_digit(s.p[i]);
        if (digit < 0) {
            return false;
        }
        sum = sum << 4 | (uint64_t)digit;
    }
    at += 18;
    if (s.n - at <= length || s.p[at + length] != '\n') {
        return false;
    }
    *type = s.p[0];
    *payload = str_sub(s, at, at + length);
    if (journal_hash(journal_hash(r->sum, str_sub(s, 0, 1)), *payload) != sum) {
        return false;
    }
    r->sum = sum;
    r->rest = str_sub(s, at + length + 1, s.n);
    return true;
}

/* Splits a payload into exactly n fields of text that a form can hold. */
static bool split(struct arena *a, struct str payload, struct str *field, size_t n) {
    for (size_t i = 0; i < n; i++) {
        size_t tab = str_find(payload, STR("\t"));
        if ((tab < payload.n) != (i + 1 < n)) {
            return false;
        }
        field[i] = unescape(a, str_sub(payload, 0, tab));
        if (!field[i].p || text_check(field[i]) < field[i].n ||
            (field[i].n > 0 && memchr(field[i].p, '\0', field[i].n))) {
            return false;
        }
        payload = str_sub(payload, tab < payload.n ? tab + 1 : tab, payload.n);
    }
    return true;
}

/* ---- the header ---- */

static bool take_number(struct str s, uint64_t *out) {
    *out = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || *out > (UINT64_MAX - 9) / 10) {
            return false;
        }
        *out = *out * 10 + (uint64_t)(s.p[i] - '0');
    }
    return s.n > 0;
}

/* The number behind the magic word of the first line; 0 where there is none. */
static uint64_t take_version(struct str *bytes) {
    size_t end = str_find(*bytes, STR("\n"));
    struct str magic = STR(JOURNAL_MAGIC);
    uint64_t version = 0;

    if (end == bytes->n || !str_starts(*bytes, magic) || !take_number(str_sub(*bytes, magic.n, end), &version)) {
        return 0;
    }
    *bytes = str_sub(*bytes, end + 1, bytes->n);
    return version;
}

static bool take_header(struct reading *r) {
    struct str payload, field[HEADER_FIELDS];
    struct journal_found *out = r->out;
    uint64_t time;
    char type;

    if (!take_record(r, &type, &payload) || type != 'h' || !split(r->a, payload, field, HEADER_FIELDS) ||
        !take_number(field[1], &out->size) || !take_number(field[2], &out->hash) || !take_number(field[4], &time)) {
        return false;
    }
    out->form = field[0];
    out->boot = field[3];
    out->time = time <= INT64_MAX ? (int64_t)time : 0;
    return true;
}

/* ---- the changes ---- */

static bool is_path(struct str path) {
    for (size_t i = 0; i < path.n; i++) {
        if ((unsigned char)path.p[i] < 0x20 || path.p[i] == 0x7F) {
            return false;
        }
    }
    return path.n > 0 && path.n <= JOURNAL_PATH_MOST;
}

/* False when memory is short. */
static bool add_record(struct reading *r, struct journal_record record) {
    struct journal_found *out = r->out;
    struct journal_record *v = arena_grow(r->a, out->record, r->records, &r->cap, sizeof *v);

    if (v) {
        out->record = v;
        v[r->records++] = record;
        if (str_eq(out->typing.path, record.path)) {
            out->typing = (struct journal_record){{0}, {0}};
        }
    }
    return v != NULL;
}

static bool take_changes(struct reading *r) {
    struct str payload, field[2];
    char type;

    while (take_record(r, &type, &payload)) {
        bool sound = (type == 'e' || type == 't') && split(r->a, payload, field, 2) &&
                     (is_path(field[0]) || (type == 't' && field[0].n == 0));
        if (r->a->failed) {
            return false;
        }
        if (!sound) {
            r->out->lost++;
        } else if (type == 't') {
            r->out->typing = (struct journal_record){field[0], field[1]};
        } else if (!add_record(r, (struct journal_record){field[0], field[1]})) {
            return false;
        }
    }
    return true;
}

struct place {
    struct str path;
    size_t at;
};

static int by_path(const void *x, const void *y) {
    const struct place *a = x, *b = y;
    int c = memcmp(a->path.p, b->path.p, a->path.n < b->path.n ? a->path.n : b->path.n);

    if (c == 0 && a->path.n != b->path.n) {
        c = a->path.n < b->path.n ? -1 : 1;
    }
    return c != 0 ? c : (a->at > b->at) - (a->at < b->at);
}

/* Leaves the last record of each path. */
static bool keep_last(struct reading *r) {
    struct journal_found *out = r->out;
    struct place *place = arena_array(r->a, struct place, r->records + 1);

    if (!place) {
        return false;
    }
    for (size_t i = 0; i < r->records; i++) {
        place[i] = (struct place){out->record[i].path, i};
    }
    if (r->records > 1) {
        qsort(place, r->records, sizeof *place, by_path);
    }
    for (size_t i = 0; i + 1 < r->records; i++) {
        if (str_eq(place[i].path, place[i + 1].path)) {
            out->record[place[i].at].path.n = 0; /* a later one counts */
        }
    }
    for (size_t i = 0; i < r->records; i++) {
        if (out->record[i].path.n > 0) {
            out->record[out->records++] = out->record[i];
        }
    }
    return true;
}

static size_t lines(struct str s) {
    size_t n = s.n > 0 && s.p[s.n - 1] != '\n';

    for (size_t i = 0; i < s.n; i++) {
        n += s.p[i] == '\n';
    }
    return n;
}

void journal_parse(struct arena *a, struct str bytes, struct journal_found *out) {
    struct reading r = {.a = a, .rest = bytes, .sum = JOURNAL_HASH, .out = out};
    uint64_t version = take_version(&r.rest);

    *out = (struct journal_found){.state = JOURNAL_READ};
    if (version != 1 || !take_header(&r)) {
        out->state = a->failed ? JOURNAL_NO_MEMORY : version > 1 ? JOURNAL_NEWER : JOURNAL_DAMAGED;
        out->lost = lines(bytes);
        return;
    }
    if (!take_changes(&r) || !keep_last(&r)) {
        *out = (struct journal_found){.state = JOURNAL_NO_MEMORY};
        return;
    }
    out->lost += lines(r.rest);
}

/* ---- files ---- */

void journal_read(struct arena *a, const char *name, struct journal_found *out) {
    struct str bytes, copy = arena_copy(a, str_of(name));
    struct file_result file = file_read_beside(name, true, JOURNAL_LIMIT, a, &bytes);

    *out = (struct journal_found){.state = JOURNAL_REFUSED};
    if (file.status == FILE_OK) {
        journal_parse(a, bytes, out);
    }
    if (!copy.p || file.status == FILE_NO_MEMORY) {
        *out = (struct journal_found){.state = JOURNAL_NO_MEMORY};
    } else if (file.status == FILE_MISSING) {
        out->state = JOURNAL_NONE;
    }
    out->name = copy;
    out->file = file;
}

static struct str last_part(struct str path) {
    size_t from = path.n;

    while (from > 0 && path.p[from - 1] != '/') {
        from--;
    }
    return str_sub(path, from, path.n);
}

void journal_find(struct arena *a, const struct journal_base *b, struct journal_found *out) {
    char name[2][PATH_MAX], full[PATH_MAX];
    struct str path = beside_absolute(b->path, full) == 0 ? str_of(full) : STR("");

    journal_names(b, name[0], name[1]);
    *out = (struct journal_found){.state = JOURNAL_NONE};
    for (int i = 0; i < 2 && out->state == JOURNAL_NONE; i++) {
        if (name[i][0] == '\0') {
            continue;
        }
        journal_read(a, name[i], out);
        /* One beside the form goes with its folder when that is moved. */
        if (out->state == JOURNAL_READ &&
            !(i == 0 ? str_eq(last_part(out->form), last_part(path)) : str_eq(out->form, path))) {
            out->state = JOURNAL_OF_OTHER;
        }
    }
    out->same_base = out->size == b->bytes.n && out->hash == journal_hash(JOURNAL_HASH, b->bytes);
}
