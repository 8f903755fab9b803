#include "ziping/folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "ziping/lock_words.h"

/* ---- reading ---- */

static int64_t changed(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 ? (int64_t)st.st_mtime : 0;
}

static struct str name_in(const char *folder, const char *path) {
    struct str all = str_of(path), head = str_of(folder);
    bool below = str_starts(all, head) && all.n > head.n;
    struct str name = below ? str_sub(all, head.n, all.n) : all;
    while (below && str_starts(name, STR("/"))) {
        name = str_sub(name, 1, name.n);
    }
    return name;
}

/* Texts that outlive the reading of the next file. */
static bool keep(struct arena *a, struct summary *s) {
    struct str *texts[] = {&s->project, &s->unit, &s->year, &s->total, &s->grade, &s->title};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = arena_copy(a, *texts[i]);
    }
    return !a->failed;
}

/* False when memory is short. */
static bool read_row(struct folder *f, struct arena *scratch, const char *path, enum lang lang,
                     struct folder_row *out) {
    *out = (struct folder_row){.path = path, .name = name_in(f->path, path), .changed = changed(path)};
    struct lock lock;
    lock_look(&lock, path);
    if (lock.state == LOCK_HELD || lock.state == LOCK_ELSEWHERE) {
        out->holder = arena_copy(&f->arena, str_of(lock.holder.process.user));
    }
    bool ok = summary_read(scratch, &f->library, path, lang, &out->summary) && keep(&f->arena, &out->summary);
    arena_reset(scratch);
    return ok;
}

/* Rule sets are put at the end, in their order too. */
static bool read_rows(struct folder *f, enum lang lang) {
    struct arena scratch = {0};
    size_t n = f->files.n, rules = 0;
    struct folder_row *set = arena_array(&f->arena, struct folder_row, n + 1);
    bool ok = set != NULL;
    for (size_t i = 0; ok && i < n; i++) {
        struct folder_row *r = &f->row[f->rows];
        ok = read_row(f, &scratch, f->files.path[i], lang, r);
        if (r->summary.kind == DOCUMENT_RULES) {
            set[rules++] = *r;
        } else if (r->summary.kind != DOCUMENT_OTHER) {
            f->rows++;
        }
    }
    for (size_t i = 0; ok && i < rules; i++) {
        f->row[f->rows++] = set[i];
    }
    arena_free(&scratch);
    return ok;
}

bool folder_read(struct folder *f, const char *path, enum lang lang) {
    *f = (struct folder){.path = path};
    if (!files_add(&f->files, path)) {
        return false;
    }
    f->row = arena_array(&f->arena, struct folder_row, f->files.n + 1);
    return f->row && read_rows(f, lang);
}

void folder_free(struct folder *f) {
    files_free(&f->files);
    library_free(&f->library);
    arena_free(&f->arena);
    *f = (struct folder){0};
}

/* ---- a row as a line ---- */

#define GAP 2
#define YEAR 4
#define TOTAL 11   /* 100.00 合格 */
#define CHANGED 16 /* 2026-11-23 15:04 */
#define PROJECT_LEAST 8

static int widest(int now, struct str text, int most, enum text_ambiguous ambiguous) {
    int columns = text_columns(text, ambiguous);
    columns = columns < most ? columns : most;
    return columns > now ? columns : now;
}

static void put_counts(const struct summary *s, enum lang lang, struct buf *out) {
    size_t before = out->n;
    if (s->count[SEV_ERROR] > 0) {
        buf_printf(out, "%s%zu ", word(lang, W_ERRORS), s->count[SEV_ERROR]);
    }
    if (s->count[SEV_WARNING] > 0) {
        buf_printf(out, "%s%zu ", word(lang, W_WARNINGS), s->count[SEV_WARNING]);
    }
    if (out->n == before) {
        buf_text(out, word(lang, W_NO_PROBLEMS));
    }
}

static int counts_columns(const struct summary *s, enum lang lang, enum text_ambiguous ambiguous) {
    struct buf b = {0};
    put_counts(s, lang, &b);
    int columns = text_columns(str_trim(buf_str(&b)), ambiguous);
    buf_free(&b);
    return columns;
}

/* What is too wide loses its file names' ends first, then those of the projects. */
static void set_widths(struct folder *f, int columns, enum text_ambiguous ambiguous, enum lang lang) {
    struct folder_widths w = {.line = columns};
    if (f->widths.line == columns) {
        return;
    }
    for (size_t i = 0; i < f->rows; i++) {
        const struct summary *s = &f->row[i].summary;
        int counts = s->why == W_EMPTY ? counts_columns(s, lang, ambiguous) : 0;
        w.name = widest(w.name, f->row[i].name, columns / 2, ambiguous);
        w.project = widest(w.project, s->project, columns / 3, ambiguous);
        w.unit = widest(w.unit, s->unit, columns / 4, ambiguous);
        w.counts = counts > w.counts ? counts : w.counts;
    }
    int over = w.name + w.project + YEAR + TOTAL + w.counts + 4 * GAP - columns, spare = w.name - columns / 4;
    int cut = over < spare ? over : spare;
    w.name -= cut > 0 ? cut : 0;
    over -= cut > 0 ? cut : 0;
    cut = over < w.project - PROJECT_LEAST ? over : w.project - PROJECT_LEAST;
    w.project -= cut > 0 ? cut : 0;
    f->widths = w;
}

/* One column: cut or filled to its width. The text is made harmless first. */
static void put_column(struct str text, int width, enum text_ambiguous ambiguous, struct buf *out) {
    struct arena a = {0};
    struct str shown = text_visible(&a, text, TEXT_FOR_SCREEN);
    size_t n = text_fit(shown, width, ambiguous);
    if (n < shown.n && width > 0) {
        n = text_fit(shown, width - 1, ambiguous);
    }
    buf_add(out, str_sub(shown, 0, n));
    int used = text_columns(str_sub(shown, 0, n), ambiguous);
    if (n < shown.n && used < width) {
        buf_char(out, '>');
        used++;
    }
    buf_fill(out, ' ', (size_t)(width - used + GAP));
    arena_free(&a);
}

void folder_line(struct folder *f, size_t row, int columns, enum text_ambiguous ambiguous, enum lang lang,
                 struct buf *out) {
    const struct folder_row *r = &f->row[row];
    const struct summary *s = &r->summary;
    char text[64];
    set_widths(f, columns, ambiguous, lang);
    const struct folder_widths w = f->widths;
    put_column(r->name, w.name, ambiguous, out);
    if (s->kind == DOCUMENT_RULES || s->why != W_EMPTY) {
        buf_text(out, word(lang, s->kind == DOCUMENT_RULES ? W_THE_RULE_SET : s->why));
        buf_fill(out, ' ', GAP);
        put_column(s->title, columns - text_columns(buf_str(out), ambiguous), ambiguous, out);
        return;
    }
    int left = columns - w.name - w.project - YEAR - TOTAL - w.counts - 4 * GAP;
    bool has_changed = left >= CHANGED + GAP, has_unit = left >= CHANGED + w.unit + 2 * GAP;
    struct buf total = {0};
    buf_add(&total, s->total);
    buf_text(&total, " ");
    buf_add(&total, s->grade);
    put_column(s->project, w.project, ambiguous, out);
    put_column(s->year, YEAR, ambiguous, out);
    if (has_unit) {
        put_column(s->unit, w.unit, ambiguous, out);
    }
    put_column(buf_str(&total), TOTAL, ambiguous, out);
    if (has_changed) {
        put_column(r->changed != 0 ? output_time(r->changed, text) : STR(""), CHANGED, ambiguous, out);
    }
    put_counts(s, lang, out);
    if (r->holder.n > 0) {
        buf_text(out, text_columns(str_trim(buf_str(out)), ambiguous) < columns ? " " : "");
        buf_template(out, word(lang, W_OPEN_BY), &r->holder, 1);
    }
    out->failed = out->failed || total.failed;
    buf_free(&total);
}

/* ---- a new name ---- */

static bool is_there(const char *path) {
    struct stat st;
    return lstat(path, &st) == 0;
}

/* The place of the last four digits that stand alone, or s.n. */
static size_t year_at(struct str s) {
    size_t found = s.n, run = 0;
    for (size_t i = 0; i <= s.n; i++) {
        bool digit = i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
        if (!digit && run == 4) {
            found = i - 4;
        }
        run = digit ? run + 1 : 0;
    }
    return found;
}

/* `2024` in the file's own name made `2025`, else `-2` put behind it, and so on until the name is free. */
const char *folder_new_name(struct folder *f, size_t row) {
    struct str path = str_of(f->row[row].path);
    size_t slash = path.n;
    while (slash > 0 && path.p[slash - 1] != '/') {
        slash--;
    }
    struct str head = str_sub(path, 0, slash), base = str_sub(path, slash, path.n);
    base.n -= str_ends(base, STR(".ini")) ? 4 : 0;
    bool rules = f->row[row].summary.kind == DOCUMENT_RULES;
    size_t at = rules ? base.n : year_at(base);
    int year = at < base.n ? atoi(arena_copy(&f->arena, str_sub(base, at, at + 4)).p) : 0;
    if (rules) { /* beside the forms, not among the rules */
        head = arena_join(&f->arena, str_of(f->path), str_ends(str_of(f->path), STR("/")) ? STR("") : STR("/"));
    }
    for (int i = 1; i < 1000; i++) {
        struct buf b = {0};
        if (at < base.n) {
            buf_printf(&b, "%.*s%.*s%d%.*s.ini", STR_ARG(head), (int)at, base.p, year + i, (int)(base.n - at - 4),
                       base.p + at + 4);
        } else {
            buf_printf(&b, "%.*s%.*s-%d.ini", STR_ARG(head), STR_ARG(base), i);
        }
        struct str name = buf_keep(&b, &f->arena);
        if (!name.p || !is_there(name.p)) {
            return name.p;
        }
    }
    return NULL;
}
