/* A finding as a JSON object. */
#include "ziping/report.h"

#include "json_put.h"

static json_t *message(const struct report *r, const struct diag *d) {
    struct buf b = {0};
    report_message(d, r->lang, &b);
    json_t *j = json_stringn(b.p ? b.p : "", b.n);
    buf_free(&b);
    return j;
}

void report_json_object(const struct report *r, const struct diag *d, struct buf *out) {
    const struct check *c = catalogue((enum code)d->code);
    json_t *j = json_object();
    json_object_set_new(j, "file", json_visible(d->file));
    json_object_set_new(j, "line", json_integer(d->line));
    json_object_set_new(j, "column", json_integer(d->column));
    json_object_set_new(j, "severity", json_string(severity_name(d->severity)));
    json_object_set_new(j, "code", json_string(c->code));
    json_object_set_new(j, "name", json_string(c->name));
    json_object_set_new(j, "path", json_visible(d->path));
    json_object_set_new(j, "message", message(r, d));
    if (d->expected.n > 0) {
        json_object_set_new(j, "expected", json_visible(d->expected));
    }
    if (d->suggestion.n > 0) {
        json_object_set_new(j, "suggestion", json_visible(d->suggestion));
    }
    json_write(j, out);
}
