/* SARIF 2.1.0 (OASIS): the rules are the catalogue. */
#include "ziping/report.h"

#include "json_put.h"

static const char *level(enum severity s) {
    return s == SEV_OFF ? "none" : severity_name(s);
}

static json_t *buffer_text(struct buf *b) {
    json_t *j = json_pack("{s:o}", "text", json_stringn(b->p ? b->p : "", b->n));
    buf_free(b);
    return j;
}

static bool uri_char(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || strchr("-._~/", c) != NULL;
}

/* A path as a relative reference of RFC 3986. */
static json_t *uri(struct str path) {
    struct buf b = {0};
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        if (c != 0 && uri_char(c)) {
            buf_char(&b, (char)c);
        } else {
            buf_printf(&b, "%%%02X", c);
        }
    }
    json_t *j = json_stringn(b.p ? b.p : "", b.n);
    buf_free(&b);
    return j;
}

static json_t *location(const struct diag *d) {
    struct arena a = {0};
    struct str path = text_visible(&a, d->path, TEXT_FOR_REPORT);
    json_t *physical = json_pack("{s:{s:o}}", "artifactLocation", "uri", uri(d->file));
    if (d->line > 0) {
        json_object_set_new(physical, "region",
                            json_pack("{s:i,s:i}", "startLine", (int)d->line, "startColumn", (int)d->column));
    }
    json_t *j = json_pack("{s:o}", "physicalLocation", physical);
    if (path.n > 0) {
        json_object_set_new(
            j, "logicalLocations",
            json_pack("[{s:o,s:s}]", "fullyQualifiedName", json_stringn(path.p, path.n), "kind", "member"));
    }
    arena_free(&a);
    return j;
}

void report_sarif_result(const struct report *r, const struct diag *d, struct buf *out) {
    struct buf message = {0};
    report_message(d, r->lang, &message);
    json_write(json_pack("{s:s,s:i,s:s,s:o,s:[o]}", "ruleId", catalogue((enum code)d->code)->code, "ruleIndex", d->code,
                         "level", level(d->severity), "message", buffer_text(&message), "locations", location(d)),
               out);
}

void report_sarif_head(struct buf *out) {
    buf_text(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{"
                  "\"columnKind\":\"unicodeCodePoints\",\"results\":[");
}

static json_t *rule(const struct report *r, enum code code) {
    const struct check *c = catalogue(code);
    const struct explanation *e = catalogue_explanation(code);
    struct str sentence = output_check_sentence(code, r->lang);
    return json_pack("{s:s,s:s,s:{s:o},s:{s:s},s:{s:s},s:{s:s}}", "id", c->code, "name", c->name, "shortDescription",
                     "text", json_stringn(sentence.p, sentence.n), "fullDescription", "text", e->why[r->lang], "help",
                     "text", e->mend[r->lang], "defaultConfiguration", "level", level(c->severity));
}

void report_sarif_tail(const struct report *r, struct buf *out) {
    json_t *rules = json_array();
    for (int i = 0; i < CHECKS; i++) {
        json_array_append_new(rules, rule(r, (enum code)i));
    }
    buf_text(out, "\n],\"tool\":{\"driver\":");
    json_write(json_pack("{s:s,s:s,s:o}", "name", "ziping", "version", ZIPING_VERSION, "rules", rules), out);
    buf_text(out, "}}]}\n");
}
