#include "findings.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "batch.h"
#include "golden.h"
#include "junit.h"
#include "term.h"
#include "ziping/buf.h"
#include "ziping/text.h"

const char *const report_formats[6] = {"text", "gcc", "json", "jsonl", "sarif", "junit"};

static const char *kept(struct buf *b) {
    char *text = test_alloc(b->n);
    if (b->n > 0) {
        memcpy(text, b->p, b->n);
    }
    buf_free(b);
    return text;
}

/* ---- harmless ---- */

static bool is_harmful(uint32_t cp, unsigned bytes) {
    return (cp < 0x20 && cp != '\n') || (cp >= 0x7F && cp < 0xA0) || cp == 0x061C || cp == 0x200E || cp == 0x200F ||
           (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF ||
           (cp == TEXT_REPLACEMENT && bytes == 1);
}

void assert_harmless_at(const char *text, const char *file, int line) {
    struct str s = str_of(text);
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        unsigned bytes = text_decode(s, at, &cp);
        if (is_harmful(cp, bytes)) {
            term_fail_at(NULL, file, line, "U+%04X at byte %zu of:\n%s", (unsigned)cp, at, text);
        }
        at += bytes;
    }
}

/* ---- lines ---- */

static const char *const severities[] = {"error", "warning", "note"};

/* `FILE:84:10: error: MESSAGE [F301 reason-missing]`, in the short form. False for a source line or a caret. */
static bool put_line(const char *line, size_t n, struct buf *out) {
    struct str s = {line, n};
    size_t code = s.n;
    while (code > 0 && s.p[code - 1] != '[') {
        code--;
    }
    if (s.n == 0 || s.p[0] == ' ' || code == 0 || s.p[s.n - 1] != ']') {
        return false;
    }
    for (size_t i = 0; i < 3; i++) {
        char mark[16];
        snprintf(mark, sizeof mark, ": %s: ", severities[i]);
        size_t at = str_find(s, str_of(mark));
        if (at < s.n) {
            unsigned place[2] = {0, 0};
            size_t from = at;
            for (int colons = 0; from > 0 && colons < 2; colons += s.p[from] == ':') {
                from--;
            }
            if (sscanf(s.p + from, ":%u:%u:", &place[0], &place[1]) != 2) {
                place[0] = place[1] = 0;
            }
            buf_printf(out, "%.4s %s %u:%u\n", s.p + code, severities[i], place[0], place[1]);
            return true;
        }
    }
    return false;
}

static void read_lines(const char *report, bool all, struct buf *out) {
    for (size_t n; *report != '\0'; report += n + (report[n] == '\n')) {
        n = strcspn(report, "\n");
        if (!put_line(report, n, out) && all) {
            term_fail(NULL, "not a finding: %.*s", (int)n, report);
        }
    }
}

/* ---- JSON ---- */

static const char *string_of(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    if (text == NULL || strlen(text) != json_string_length(json_object_get(object, key))) {
        term_fail(NULL, "no text \"%s\" in %s", key, json_dumps(object, 0));
    }
    assert_harmless(text);
    if (strchr(text, '\n') != NULL && strcmp(key, "text") != 0) {
        term_fail(NULL, "a line end in \"%s\"", key);
    }
    return text;
}

static json_int_t integer_of(const json_t *object, const char *key) {
    json_t *j = json_object_get(object, key);
    if (!json_is_integer(j)) {
        term_fail(NULL, "no number \"%s\" in %s", key, json_dumps(object, 0));
    }
    return json_integer_value(j);
}

static const json_t *member(const json_t *j, const char *key) {
    const json_t *m = json_object_get(j, key);
    if (m == NULL) {
        term_fail(NULL, "no \"%s\" in %.300s", key, json_dumps(j, 0));
    }
    return m;
}

static json_t *parse(const char *text, size_t n) {
    json_error_t error;
    json_t *j = json_loadb(text, n, JSON_REJECT_DUPLICATES, &error);
    if (j == NULL) {
        term_fail(NULL, "no JSON: %s in line %d:\n%.*s", error.text, error.line, (int)n, text);
    }
    return j;
}

static void put_object(const json_t *j, struct buf *out) {
    static const char *const texts[] = {"file", "path", "message", "name"};
    for (size_t i = 0; i < 4; i++) {
        (void)string_of(j, texts[i]);
    }
    buf_printf(out, "%s %s %u:%u\n", string_of(j, "code"), string_of(j, "severity"), (unsigned)integer_of(j, "line"),
               (unsigned)integer_of(j, "column"));
}

static void read_json(const char *report, struct buf *out) {
    json_t *array = parse(report, strlen(report)), *j;
    size_t i;
    if (!json_is_array(array)) {
        term_fail(NULL, "not an array:\n%s", report);
    }
    json_array_foreach(array, i, j) {
        put_object(j, out);
    }
    json_decref(array);
}

static void read_jsonl(const char *report, struct buf *out) {
    for (size_t n; *report != '\0'; report += n + 1) {
        n = strcspn(report, "\n");
        json_t *j = parse(report, n);
        if (!json_is_object(j) || report[n] != '\n') {
            term_fail(NULL, "not an object on a line of its own: %s", report);
        }
        put_object(j, out);
        json_decref(j);
    }
}

/* ---- SARIF 2.1.0: what its schema requires, and what the rules and results owe each other ---- */

const char *uri_decoded(const char *uri) {
    char *out = test_alloc(strlen(uri));
    size_t n = 0;
    for (const char *p = uri; *p != '\0'; p++) {
        unsigned byte = (unsigned char)*p;
        bool plain = strchr("-._~/", *p) != NULL || (byte >= '0' && byte <= '9') ||
                     ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
        if (byte == '%' && strspn(p + 1, "0123456789ABCDEFabcdef") >= 2 && sscanf(p + 1, "%2x", &byte) == 1) {
            p += 2;
        } else if (!plain) {
            term_fail(NULL, "no path of a URI reference: %s", uri);
        }
        out[n++] = (char)byte;
    }
    return out;
}

static void check_rule(const json_t *rule, size_t i, const json_t *rules) {
    static const char *const levels[] = {"none", "note", "warning", "error"};
    const char *id = string_of(rule, "id"), *level = string_of(member(rule, "defaultConfiguration"), "level");
    bool known = false;
    for (size_t k = 0; k < 4; k++) {
        known = known || strcmp(level, levels[k]) == 0;
    }
    if (!known || string_of(member(rule, "shortDescription"), "text")[0] == '\0' ||
        string_of(member(rule, "fullDescription"), "text")[0] == '\0' ||
        string_of(member(rule, "help"), "text")[0] == '\0') {
        term_fail(NULL, "rule %s lacks words or a level", id);
    }
    if (strchr(string_of(member(rule, "shortDescription"), "text"), '{') != NULL) {
        term_fail(NULL, "rule %s has a place for arguments in its description", id);
    }
    for (size_t k = 0; k < i; k++) {
        if (strcmp(string_of(json_array_get(rules, k), "id"), id) == 0) {
            term_fail(NULL, "rule %s stands there twice", id);
        }
    }
}

static void put_result(const json_t *result, const json_t *rules, struct buf *out) {
    const char *id = string_of(result, "ruleId"), *level = string_of(result, "level");
    const json_t *rule = json_array_get(rules, (size_t)integer_of(result, "ruleIndex"));
    const json_t *locations = member(result, "locations");
    if (rule == NULL || strcmp(string_of(rule, "id"), id) != 0) {
        term_fail(NULL, "the ruleIndex of %s points elsewhere", id);
    }
    if (string_of(member(result, "message"), "text")[0] == '\0' || json_array_size(locations) != 1) {
        term_fail(NULL, "%s has no message or no place", id);
    }
    const json_t *physical = member(json_array_get(locations, 0), "physicalLocation");
    const json_t *region = json_object_get(physical, "region");
    (void)uri_decoded(string_of(member(physical, "artifactLocation"), "uri"));
    json_int_t line = region != NULL ? integer_of(region, "startLine") : 0;
    json_int_t column = region != NULL ? integer_of(region, "startColumn") : 0;
    if (region != NULL && (line < 1 || column < 1)) {
        term_fail(NULL, "%s is at %d:%d", id, (int)line, (int)column);
    }
    buf_printf(out, "%s %s %u:%u\n", id, level, (unsigned)line, (unsigned)column);
}

static void read_sarif(const char *report, struct buf *out) {
    json_t *log = parse(report, strlen(report)), *j;
    size_t i;
    const json_t *runs = member(log, "runs"), *run = json_array_get(runs, 0);
    if (strcmp(string_of(log, "version"), "2.1.0") != 0 || json_array_size(runs) != 1) {
        term_fail(NULL, "not one run of SARIF 2.1.0");
    }
    const json_t *driver = member(member(run, "tool"), "driver"), *rules = member(driver, "rules");
    if (strcmp(string_of(driver, "name"), "ziping") != 0 || !json_is_array(member(run, "results")) ||
        strcmp(string_of(run, "columnKind"), "unicodeCodePoints") != 0) {
        term_fail(NULL, "a run of another tool, or without results");
    }
    json_array_foreach(rules, i, j) {
        check_rule(j, i, rules);
    }
    json_array_foreach(member(run, "results"), i, j) {
        put_result(j, rules, out);
    }
    json_decref(log);
}

/* ---- all ---- */

const char *findings_in(const char *format, const char *report) {
    struct buf out = {0};
    if (strcmp(format, "text") == 0 || strcmp(format, "gcc") == 0) {
        read_lines(report, strcmp(format, "gcc") == 0, &out);
    } else if (strcmp(format, "json") == 0) {
        read_json(report, &out);
    } else if (strcmp(format, "jsonl") == 0) {
        read_jsonl(report, &out);
    } else if (strcmp(format, "sarif") == 0) {
        read_sarif(report, &out);
    } else {
        junit_read(report, &out);
    }
    return kept(&out);
}

const char *findings_unplaced(const char *findings) {
    struct buf out = {0};
    for (size_t n; *findings != '\0'; findings += n + 1) {
        n = strcspn(findings, "\n");
        size_t place = n;
        while (place > 0 && findings[place - 1] != ' ') {
            place--;
        }
        buf_add(&out, (struct str){findings, place});
        buf_text(&out, "0:0\n");
    }
    return kept(&out);
}
