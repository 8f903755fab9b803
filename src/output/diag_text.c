/* Diagnostics as people read them. */
#include "ziping/report.h"

#define SOURCE_COLUMNS 100 /* of a long line, the part around the caret */

static const char *severity_color(enum severity s) {
    switch (s) {
    case SEV_ERROR:
        return "\033[1;31m";
    case SEV_WARNING:
        return "\033[1;35m";
    case SEV_NOTE:
    case SEV_OFF:
        break;
    }
    return "\033[1;36m";
}

static void put_visible(struct arena *a, struct str s, struct buf *out) {
    buf_add(out, text_visible(a, s, TEXT_FOR_REPORT));
}

/* Byte offset of column `column` (characters from 1) in the source line. */
static size_t column_offset(struct str source, unsigned column) {
    size_t at = 0;
    for (unsigned c = 1; c < column && at < source.n; c++) {
        uint32_t cp;
        at += text_decode(source, at, &cp);
    }
    return at;
}

/* Cuts the line to what fits around the caret. Returns the cut line; *caret is moved along. */
static struct str window(struct str source, size_t *caret) {
    size_t start = *caret;
    int columns = 0;
    while (start > 0) {
        size_t before = text_prev(source, start);
        columns += text_columns(str_sub(source, before, start), TEXT_NARROW);
        if (columns > SOURCE_COLUMNS / 2) {
            break;
        }
        start = before;
    }
    *caret -= start;
    source = str_sub(source, start, source.n);
    return str_sub(source, 0, text_fit(source, SOURCE_COLUMNS, TEXT_NARROW));
}

static void put_source(struct arena *a, const struct diag *d, bool color, struct buf *out) {
    size_t caret = column_offset(d->source, d->column);
    struct str line = window(d->source, &caret);
    struct str before = text_visible(a, str_sub(line, 0, caret), TEXT_FOR_REPORT);
    buf_printf(out, "%5u | ", d->line);
    buf_add(out, before);
    put_visible(a, str_sub(line, caret, line.n), out);
    buf_text(out, "\n      | ");
    buf_fill(out, ' ', (size_t)text_columns(before, TEXT_NARROW));
    buf_text(out, color ? "\033[1;32m^\033[0m\n" : "^\n");
}

void output_diag_line(const struct diag *d, enum lang lang, bool color, struct buf *out) {
    struct arena a = {0};
    put_visible(&a, d->file, out);
    if (d->line > 0) {
        buf_char(out, ':');
        buf_number(out, d->line);
        buf_char(out, ':');
        buf_number(out, d->column);
    }
    buf_text(out, ": ");
    buf_text(out, color ? severity_color(d->severity) : "");
    buf_text(out, severity_name(d->severity));
    buf_text(out, color ? ":\033[0m " : ": ");
    report_message(d, lang, out);
    buf_text(out, " [");
    buf_text(out, catalogue((enum code)d->code)->code);
    buf_char(out, ' ');
    buf_text(out, catalogue((enum code)d->code)->name);
    buf_text(out, "]\n");
    out->failed |= a.failed;
    arena_free(&a);
}

void output_diag(const struct diag *d, enum lang lang, bool color, struct buf *out) {
    struct arena a = {0};
    output_diag_line(d, lang, color, out);
    if (d->line > 0 && d->source.n > 0) {
        put_source(&a, d, color, out);
    }
    out->failed |= a.failed;
    arena_free(&a);
}
