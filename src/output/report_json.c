/* A finding as a JSON object. */
#include "ziping/report.h"

#include <jansson.h>

/* Text as a JSON string, made harmless first; what is no UTF-8 is shown as \xNN by that. */
static json_t *text(struct str s) {
    struct arena a = {0};
    struct str safe = text_visible(&a, s, TEXT_FOR_REPORT);
    json_t *j = json_stringn(safe.p ? safe.p : "", safe.n);
    arena_free(&a);
    return j;
}

static json_t *message(const struct report *r, const struct diag *d) {
    struct buf b = {0};
    report_message(d, r->lang, &b);
    json_t *j = json_stringn(b.p ? b.p : "", b.n);
    buf_free(&b);
    return j;
}

static int append(const char *bytes, size_t n, void *out) {
    buf_add(out, (struct str){bytes, n});
    return 0;
}

void report_json_object(const struct report *r, const struct diag *d, struct buf *out) {
    const struct check *c = catalogue((enum code)d->code);
    json_t *j = json_object();
    json_object_set_new(j, "file", text(d->file));
    json_object_set_new(j, "line", json_integer(d->line));
    json_object_set_new(j, "column", json_integer(d->column));
    json_object_set_new(j, "severity", json_string(severity_name(d->severity)));
    json_object_set_new(j, "code", json_string(c->code));
    json_object_set_new(j, "name", json_string(c->name));
    json_object_set_new(j, "path", text(d->path));
    json_object_set_new(j, "message", message(r, d));
    if (d->expected.n > 0) {
        json_object_set_new(j, "expected", text(d->expected));
    }
    if (d->suggestion.n > 0) {
        json_object_set_new(j, "suggestion", text(d->suggestion));
    }
    if (json_dump_callback(j, append, out, JSON_COMPACT) != 0) {
        out->failed = true;
    }
    json_decref(j);
}
