/* JUnit XML: a suite for each file, a failed case for each finding. */
#include "ziping/report.h"

/* Text in an attribute or element. */
static void escape(struct str s, struct buf *out) {
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '&':
            buf_text(out, "&amp;");
            break;
        case '<':
            buf_text(out, "&lt;");
            break;
        case '>':
            buf_text(out, "&gt;");
            break;
        case '"':
            buf_text(out, "&quot;");
            break;
        default:
            buf_char(out, s.p[i]);
            break;
        }
    }
}

static void put_visible(struct str s, struct buf *out) {
    struct arena a = {0};
    escape(text_visible(&a, s, TEXT_FOR_REPORT), out);
    out->failed |= a.failed;
    arena_free(&a);
}

static void put_case(const struct report *r, struct str path, const struct diag *d, struct buf *out) {
    const struct check *c = catalogue((enum code)d->code);
    struct buf message = {0};
    report_message(d, r->lang, &message);
    buf_text(out, "    <testcase classname=\"");
    put_visible(path, out);
    buf_printf(out, "\" name=\"%s %s ", c->code, c->name);
    put_visible(d->path, out);
    buf_text(out, d->severity == SEV_ERROR ? "\"><failure type=\"" : "\"><system-out>");
    if (d->severity == SEV_ERROR) {
        buf_printf(out, "%s\" message=\"", severity_name(d->severity));
        escape(buf_str(&message), out);
        buf_text(out, "\">");
        put_visible(path, out);
        buf_printf(out, ":%u:%u</failure>", d->line, d->column);
    } else {
        buf_printf(out, "%s: ", severity_name(d->severity));
        escape(buf_str(&message), out);
        buf_text(out, "</system-out>");
    }
    buf_text(out, "</testcase>\n");
    buf_free(&message);
}

void report_junit_file(const struct report *r, struct str path, const struct diag *const *d, size_t n,
                       struct buf *out) {
    size_t failures = 0;
    for (size_t i = 0; i < n; i++) {
        failures += d[i]->severity == SEV_ERROR;
    }
    buf_text(out, "  <testsuite name=\"");
    put_visible(path, out);
    buf_printf(out, "\" tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n", n > 0 ? n : 1, failures);
    for (size_t i = 0; i < n; i++) {
        put_case(r, path, d[i], out);
    }
    if (n == 0) {
        buf_text(out, "    <testcase classname=\"");
        put_visible(path, out);
        buf_text(out, "\" name=\"check\"/>\n");
    }
    buf_text(out, "  </testsuite>\n");
}
