#include "copies.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FORM "forms/kepu-2024.ini"

static char *read_text(const char *path) {
    FILE *f = fopen(path, "rb");
    char *text = calloc(1, 1 << 16);
    if (f && text && fread(text, 1, (1 << 16) - 1, f) == 0) {
        text[0] = '\0';
    }
    if (f) {
        fclose(f);
    }
    return text;
}

static bool write_text(const char *path, const char *text) {
    FILE *f = fopen(path, "wb");
    bool ok = f && fputs(text, f) >= 0;
    return f && fclose(f) == 0 && ok;
}

static bool copy_rules(const struct copies *c) {
    static const char *const names[] = {"kepu-2024.ini", "mof-2020.ini"};
    char from[300], to[600];
    bool ok = true;
    for (int i = 0; i < 2; i++) {
        snprintf(from, sizeof from, "forms/rules/%s", names[i]);
        snprintf(to, sizeof to, "%s/rules/%s", c->folder, names[i]);
        char *text = read_text(from);
        ok = text && *text && write_text(to, text) && ok;
        free(text);
    }
    return ok;
}

bool copies_make(struct copies *c) {
    const char *tmp = getenv("TMPDIR");
    *c = (struct copies){.text = read_text(FORM)};
    snprintf(c->folder, sizeof c->folder, "%.200s/ziping-bench-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!c->text || !*c->text || !mkdtemp(c->folder)) {
        c->folder[0] = '\0';
        return false;
    }
    char rules[300];
    snprintf(rules, sizeof rules, "%s/rules", c->folder);
    snprintf(c->forms, sizeof c->forms, "%s/forms", c->folder);
    snprintf(c->xml, sizeof c->xml, "%s/xml", c->folder);
    return mkdir(rules, 0700) == 0 && mkdir(c->forms, 0700) == 0 && mkdir(c->xml, 0700) == 0 && copy_rules(c);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw) {
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

void copies_remove(struct copies *c) {
    free(c->text);
    c->text = NULL;
    if (c->folder[0] && nftw(c->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0) {
        fprintf(stderr, "batch: %s could not be removed\n", c->folder);
    }
    c->folder[0] = '\0';
}

/* ---- one copy ---- */

/* 1204 as 一二零四. */
static void in_words(int n, char *out) {
    static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    char decimal[16];
    *out = '\0';
    snprintf(decimal, sizeof decimal, "%d", n);
    for (const char *p = decimal; *p; p++) {
        strcat(out, digits[*p - '0']);
    }
}

static bool starts(const char *p, const char *word) {
    return strncmp(p, word, strlen(word)) == 0;
}

/* A line of the form as the n-th copy has it: the project and the long texts name the copy, the amounts are other ones
   (the rate stays at 100 %, the change of the budget at -0.55). */
static void put_line(FILE *f, const char *line, int length, int n, const char *name) {
    static const char *const moneys[] = {"initial  = 1", "budget   = 1", "executed = 1"};
    const char *quote = memchr(line, '"', (size_t)length);
    if (starts(line, "rules")) {
        fprintf(f, "rules  = ../rules/kepu-2024.ini\n");
    } else if (starts(line, "project")) {
        fprintf(f, "%.*s（%s号）\"\n", length - 1, line, name);
    } else if (quote && (starts(line, "expected") || starts(line, "actual"))) {
        const char *text = memchr(quote, '.', (size_t)(line + length - quote));
        int head = (int)(text + 1 - line);
        fprintf(f, "%.*s（项目%s）%.*s\n", head, line, name, length - head, text + 1);
    } else if (starts(line, moneys[0]) || starts(line, moneys[1]) || starts(line, moneys[2])) {
        fprintf(f, "%.11s%.2f\n", line, atof(line + 11) + n % 9973);
    } else {
        fprintf(f, "%.*s\n", length, line);
    }
}

static bool write_copy(const struct copies *c, int n) {
    char path[400], name[64];
    snprintf(path, sizeof path, "%s/f%06d.ini", c->forms, n);
    in_words(n, name);
    FILE *f = fopen(path, "wb");
    for (const char *p = c->text; f && *p;) {
        int length = (int)strcspn(p, "\n");
        put_line(f, p, length, n, name);
        p += length + (p[length] == '\n');
    }
    return f && fclose(f) == 0;
}

bool copies_grow(struct copies *c, int n) {
    bool ok = true;
    while (ok && c->n < n) {
        ok = write_copy(c, c->n++);
    }
    return ok;
}

/* ---- XML ---- */

static void put_escaped(FILE *f, const char *from, const char *to) {
    for (; from < to; from++) {
        if (*from == '&') {
            fputs("&amp;", f);
        } else if (*from == '<') {
            fputs("&lt;", f);
        } else {
            fputc(*from, f);
        }
    }
}

static void put_entry(FILE *f, const char *line, const char *end) {
    const char *equals = memchr(line, '=', (size_t)(end - line));
    int key = (int)strcspn(line, " =");
    const char *from = equals ? equals + 1 : end;
    if (!equals || *line == ';') {
        return;
    }
    from += strspn(from, " \"");
    end -= end > from && end[-1] == '"';
    fprintf(f, "<%.*s>", key, line);
    put_escaped(f, from, end > from ? end : from);
    fprintf(f, "</%.*s>", key, line);
}

static bool write_xml(const struct copies *c, int n) {
    char path[400], *text;
    bool inside = false;
    snprintf(path, sizeof path, "%s/f%06d.ini", c->forms, n);
    text = read_text(path);
    snprintf(path, sizeof path, "%s/f%06d.xml", c->xml, n);
    FILE *f = fopen(path, "wb");
    if (f) {
        fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<form>", f);
    }
    for (const char *p = text; f && p && *p;) {
        const char *end = p + strcspn(p, "\n");
        if (*p == '[') {
            fprintf(f, "%s\n<s name=\"%.*s\">", inside ? "</s>" : "", (int)(end - p - 2), p + 1);
            inside = true;
        } else {
            put_entry(f, p, end);
        }
        p = *end ? end + 1 : end;
    }
    free(text);
    if (f) {
        fputs(inside ? "</s>\n</form>\n" : "</form>\n", f);
    }
    return f && fclose(f) == 0;
}

bool copies_xml(struct copies *c, int n) {
    bool ok = true;
    while (ok && c->n_xml < n) {
        ok = write_xml(c, c->n_xml++);
    }
    return ok;
}
