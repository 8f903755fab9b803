#include "ziping/report.h"

static const char *const names[REPORT_FORMATS] = {"text", "gcc", "json", "jsonl", "sarif", "junit"};

bool report_format_find(struct str name, enum report_format *out) {
    for (int i = 0; i < REPORT_FORMATS; i++) {
        if (str_eq_nocase(name, str_of(names[i]))) {
            *out = (enum report_format)i;
            return true;
        }
    }
    return false;
}

const char *report_format_name(enum report_format f) {
    return names[f];
}

void report_message(const struct diag *d, enum lang lang, struct buf *out) {
    struct arena a = {0};
    struct buf message = {0};
    catalogue_message(d, lang, &message);
    if (d->suggestion.n > 0) {
        buf_text(&message, word(lang, W_DID_YOU_MEAN_BEFORE));
        buf_add(&message, d->suggestion);
        buf_text(&message, word(lang, W_DID_YOU_MEAN_BEHIND));
    }
    buf_add(out, text_visible(&a, buf_str(&message), TEXT_FOR_REPORT));
    out->failed |= message.failed || a.failed;
    buf_free(&message);
    arena_free(&a);
}

void report_begin(struct report *r, struct buf *out) {
    switch (r->format) {
    case REPORT_JSON:
        buf_text(out, "[");
        break;
    case REPORT_SARIF:
        report_sarif_head(out);
        break;
    case REPORT_JUNIT:
        buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ziping\">\n");
        break;
    case REPORT_TEXT:
    case REPORT_GCC:
    case REPORT_JSONL:
    case REPORT_FORMATS:
        break;
    }
}

static void put_diag(const struct report *r, const struct diag *d, struct buf *chunk) {
    switch (r->format) {
    case REPORT_TEXT:
        output_diag(d, r->lang, r->color, chunk);
        break;
    case REPORT_GCC:
        output_diag_line(d, r->lang, false, chunk);
        break;
    case REPORT_JSON:
    case REPORT_SARIF: /* elements of an array: report_join takes the first comma away */
        buf_text(chunk, ",\n");
        (r->format == REPORT_JSON ? report_json_object : report_sarif_result)(r, d, chunk);
        break;
    case REPORT_JSONL:
        report_json_object(r, d, chunk);
        buf_char(chunk, '\n');
        break;
    case REPORT_JUNIT:
    case REPORT_FORMATS:
        break;
    }
}

void report_file(const struct report *r, struct str path, const struct diag *const *d, size_t n, struct buf *chunk) {
    if (r->format == REPORT_JUNIT) {
        report_junit_file(r, path, d, n, chunk);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        put_diag(r, d[i], chunk);
    }
}

void report_join(struct report *r, struct str chunk, struct buf *out) {
    bool array = r->format == REPORT_JSON || r->format == REPORT_SARIF;
    if (array && !r->started && chunk.n > 0) {
        chunk = str_sub(chunk, 1, chunk.n);
    }
    r->started = r->started || chunk.n > 0;
    buf_add(out, chunk);
}

void report_end(struct report *r, struct buf *out) {
    switch (r->format) {
    case REPORT_JSON:
        buf_text(out, "\n]\n");
        break;
    case REPORT_SARIF:
        report_sarif_tail(r, out);
        break;
    case REPORT_JUNIT:
        buf_text(out, "</testsuites>\n");
        break;
    case REPORT_TEXT:
    case REPORT_GCC:
    case REPORT_JSONL:
    case REPORT_FORMATS:
        break;
    }
}
