#include "junit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "term.h"

enum { DEEPEST = 8, ATTRIBUTES = 8, LONGEST = 4096 };

struct tag {
    char name[32];
    struct {
        char name[32], value[LONGEST];
    } attribute[ATTRIBUTES];
    int attributes;
    bool closes, empty; /* </x>, <x/> */
};

struct reader {
    const char *all, *at;
    char open[DEEPEST][32]; /* the elements that are open */
    int depth, roots;
    long tests, failures, seen_tests, seen_failures; /* of the suite: told and found */
    char finding[8];                                 /* code of the case at hand; "" where it is none */
    struct buf *out;
};

static _Noreturn void fail_at(const struct reader *r, const char *what) {
    term_fail(NULL, "XML: %s at byte %d, before: %.60s", what, (int)(r->at - r->all), r->at);
}

static void blanks(struct reader *r) {
    r->at += strspn(r->at, " \n\t");
}

static void name(struct reader *r, char out[32]) {
    size_t n = strspn(r->at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");
    if (n == 0 || n > 31) {
        fail_at(r, "no name");
    }
    memcpy(out, r->at, n);
    out[n] = '\0';
    r->at += n;
}

/* Characters up to `end`, with entities resolved: no < and no other & than those of XML itself. */
static void characters(struct reader *r, char end, char *out) {
    static const struct {
        const char *entity;
        char c;
    } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    size_t n = 0;
    while (*r->at != end) {
        unsigned char c = (unsigned char)*r->at;
        if (c == '\0' || c == '<' || n + 1 == LONGEST || (c < 0x20 && c != '\n' && c != '\t')) {
            fail_at(r, "a character that may not stand there");
        }
        if (c == ']' && strncmp(r->at, "]]>", 3) == 0) {
            fail_at(r, "]]>");
        }
        size_t length = 1;
        for (size_t i = 0; c == '&' && i < 5; i++) {
            if (strncmp(r->at, entities[i].entity, strlen(entities[i].entity)) == 0) {
                length = strlen(entities[i].entity);
                c = (unsigned char)entities[i].c;
                break;
            }
        }
        if (*r->at == '&' && length == 1) {
            fail_at(r, "a bare &");
        }
        out[n++] = (char)c;
        r->at += length;
    }
    out[n] = '\0';
}

static void read_tag(struct reader *r, struct tag *t) {
    memset(t, 0, sizeof *t);
    r->at++;
    t->closes = *r->at == '/';
    r->at += t->closes;
    name(r, t->name);
    for (blanks(r); *r->at != '>' && *r->at != '/'; blanks(r)) {
        if (t->closes || t->attributes == ATTRIBUTES || !strchr(" \n\t", r->at[-1])) {
            fail_at(r, "an attribute");
        }
        name(r, t->attribute[t->attributes].name);
        for (int i = 0; i < t->attributes; i++) {
            if (strcmp(t->attribute[i].name, t->attribute[t->attributes].name) == 0) {
                fail_at(r, "an attribute given twice");
            }
        }
        if (strncmp(r->at, "=\"", 2) != 0) {
            fail_at(r, "no =\"");
        }
        r->at += 2;
        characters(r, '"', t->attribute[t->attributes++].value);
        r->at++;
    }
    t->empty = *r->at == '/';
    r->at += t->empty;
    if (*r->at != '>' || (t->closes && t->empty)) {
        fail_at(r, "no >");
    }
    r->at++;
}

static const char *value(const struct reader *r, const struct tag *t, const char *wanted) {
    for (int i = 0; i < t->attributes; i++) {
        if (strcmp(t->attribute[i].name, wanted) == 0) {
            return t->attribute[i].value;
        }
    }
    fail_at(r, "an attribute is missing");
}

/* Which element may stand in which. */
static void check_nesting(const struct reader *r, const char *inner) {
    static const char *const may[][2] = {{"", "testsuites"},
                                         {"testsuites", "testsuite"},
                                         {"testsuite", "testcase"},
                                         {"testcase", "failure"},
                                         {"testcase", "system-out"}};
    const char *outer = r->depth > 0 ? r->open[r->depth - 1] : "";
    for (size_t i = 0; i < sizeof may / sizeof *may; i++) {
        if (strcmp(may[i][0], outer) == 0 && strcmp(may[i][1], inner) == 0) {
            return;
        }
    }
    fail_at(r, "an element that doesn't belong there");
}

static void opened(struct reader *r, const struct tag *t) {
    check_nesting(r, t->name);
    if (strcmp(t->name, "testsuite") == 0) {
        r->tests = atol(value(r, t, "tests"));
        r->failures = atol(value(r, t, "failures"));
        r->seen_tests = r->seen_failures = 0;
        if (strcmp(value(r, t, "errors"), "0") != 0 || value(r, t, "name")[0] == '\0') {
            fail_at(r, "a suite without a name, or with errors");
        }
    } else if (strcmp(t->name, "testcase") == 0) {
        r->seen_tests++;
        snprintf(r->finding, sizeof r->finding, "%.4s", t->empty ? "" : value(r, t, "name"));
        (void)value(r, t, "classname");
    } else if (strcmp(t->name, "failure") == 0) {
        r->seen_failures++;
        if (value(r, t, "message")[0] == '\0') {
            fail_at(r, "a failure without a message");
        }
        buf_printf(r->out, "%s %s 0:0\n", r->finding, value(r, t, "type"));
    }
    if (!t->empty) {
        snprintf(r->open[r->depth++], sizeof r->open[0], "%s", t->name);
    }
}

static void closed(struct reader *r, const struct tag *t) {
    if (r->depth == 0 || strcmp(r->open[r->depth - 1], t->name) != 0) {
        fail_at(r, "an element is closed that isn't open");
    }
    r->depth--;
    r->roots += r->depth == 0;
    if (strcmp(t->name, "testsuite") == 0 && (r->seen_tests != r->tests || r->seen_failures != r->failures)) {
        fail_at(r, "the suite's counts are wrong");
    }
}

/* What is no error stands as `warning: MESSAGE` in a case that passes. */
static void text(struct reader *r) {
    static char between[LONGEST];
    characters(r, '<', between);
    const char *element = r->depth > 0 ? r->open[r->depth - 1] : "";
    if (strcmp(element, "system-out") == 0) {
        buf_printf(r->out, "%s %.*s 0:0\n", r->finding, (int)strcspn(between, ":"), between);
    } else if (strcmp(element, "failure") != 0 && between[strspn(between, " \n")] != '\0') {
        fail_at(r, "text between elements");
    }
}

void junit_read(const char *report, struct buf *out) {
    static struct tag t;
    struct reader r = {.all = report, .at = report, .out = out};
    static const char prolog[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    if (strncmp(report, prolog, sizeof prolog - 1) != 0) {
        fail_at(&r, "no prolog");
    }
    r.at += sizeof prolog - 1;
    while (r.roots == 0) {
        if (*r.at != '<') {
            text(&r);
        }
        read_tag(&r, &t);
        if (t.closes) {
            closed(&r, &t);
        } else if (r.depth + 1 < DEEPEST) {
            opened(&r, &t);
        }
    }
    if (strcmp(r.at, "\n") != 0) {
        fail_at(&r, "something behind the end");
    }
}
