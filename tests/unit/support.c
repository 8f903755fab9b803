#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ziping/buf.h"
#include "ziping/dec.h"
#include "ziping/file.h"

/* ---- assertions ---- */

void support_assert_text(struct str text, const char *wanted, const char *file, int line) {
    if (!str_eq(text, str_of(wanted))) {
        print_error("\"%.*s\" instead of \"%s\"\n", STR_ARG(text), wanted);
        _fail(file, line);
    }
}

void support_assert_dec(long long d, const char *wanted, const char *file, int line) {
    char text[DEC_TEXT];
    dec w = 0;

    if (dec_parse(str_of(wanted), &w) != DEC_OK || w != (dec)d) {
        struct str is = dec_text((dec)d, 0, text);
        print_error("%.*s instead of %s\n", STR_ARG(is), wanted);
        _fail(file, line);
    }
}

static void print_first_difference(struct str text, struct str golden) {
    unsigned line = 1;

    while (text.n > 0 || golden.n > 0) {
        size_t t = str_find(text, STR("\n")), g = str_find(golden, STR("\n"));
        if (!str_eq(str_sub(text, 0, t), str_sub(golden, 0, g)) || (t == text.n) != (g == golden.n)) {
            print_error("line %u\n- %.*s\n+ %.*s\n", line, (int)g, golden.p, (int)t, text.p);
            return;
        }
        text = str_sub(text, t < text.n ? t + 1 : t, text.n);
        golden = str_sub(golden, g < golden.n ? g + 1 : g, golden.n);
        line++;
    }
}

void support_assert_golden(struct str text, const char *name, const char *file, int line) {
    struct arena a = {0};
    struct str golden = {0};
    char path[256];
    const char *regen = getenv("REGEN");

    snprintf(path, sizeof path, "tests/golden/%s", name);
    if (regen && *regen && strcmp(regen, "0") != 0) {
        assert_int_equal(file_write(path, text).status, FILE_OK);
        return;
    }
    if (file_read(path, FILE_LIMIT, &a, &golden).status != FILE_OK || !str_eq(golden, text)) {
        print_error("%s: - golden, + now\n", path);
        print_first_difference(text, golden);
        arena_free(&a);
        _fail(file, line);
    }
    arena_free(&a);
}

/* ---- files ---- */

struct str support_read(struct arena *a, const char *path) {
    struct str bytes = {0};

    assert_int_equal(file_read(path, FILE_LIMIT, a, &bytes).status, FILE_OK);
    return bytes;
}

static char folder[256];

int support_folder_make(void **state) {
    const char *root = getenv("TMPDIR");

    (void)state;
    snprintf(folder, sizeof folder, "%s/ziping-unit-XXXXXX", root && *root ? root : "/tmp");
    return mkdtemp(folder) ? 0 : -1;
}

int support_folder_remove(void **state) {
    DIR *d = opendir(folder);
    struct arena a = {0};

    (void)state;
    for (struct dirent *e; d && (e = readdir(d)) != NULL;) {
        unlink(support_path(&a, e->d_name));
    }
    if (d) {
        closedir(d);
    }
    arena_free(&a);
    return rmdir(folder);
}

const char *support_path(struct arena *a, const char *name) {
    struct str path = arena_join(a, arena_join(a, str_of(folder), STR("/")), str_of(name));

    assert_non_null(path.p);
    return path.p;
}

const char *support_write(struct arena *a, const char *name, struct str bytes) {
    const char *path = support_path(a, name);
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes.p ? bytes.p : "", 1, bytes.n, f), bytes.n);
    assert_int_equal(fclose(f), 0);
    return path;
}

/* ---- the text of an INI file ---- */

/* The line at the front of *rest, without its end, which is taken off with it. */
static struct str take_line(struct str *rest) {
    size_t n = str_find(*rest, STR("\n"));
    struct str line = str_sub(*rest, 0, n);

    *rest = str_sub(*rest, n < rest->n ? n + 1 : n, rest->n);
    return line;
}

static bool is_section(struct str line, struct str section) {
    return line.n == section.n + 2 && line.p[0] == '[' && str_eq(str_sub(line, 1, line.n - 1), section) &&
           line.p[line.n - 1] == ']';
}

static bool is_key(struct str line, struct str key) {
    size_t equals = str_find(line, STR("="));
    return equals < line.n && line.p[0] != ';' && str_eq(str_trim(str_sub(line, 0, equals)), key);
}

struct change {
    struct str section, key, line; /* `line` is what the key's line becomes */
    bool remove;
};

/* The section's lines, its header included: offsets in the text. False where there is none. */
static bool section_lines(struct str text, struct str section, size_t *from, size_t *to) {
    struct str rest = text;
    bool found = false;

    while (rest.n > 0) {
        size_t at = text.n - rest.n;
        struct str line = take_line(&rest);
        if (!found && is_section(line, section)) {
            found = true;
            *from = at;
        } else if (found && line.n > 0 && line.p[0] == '[') {
            *to = at;
            return true;
        }
    }
    *to = text.n;
    return found;
}

/* The key's line in the section: offsets in the text. Where there is none, both are behind the section's last key. */
static bool key_line(struct str text, size_t from, size_t to, struct str key, size_t *start, size_t *end) {
    struct str rest = str_sub(text, from, to);

    *start = *end = 0;
    while (rest.n > 0) {
        size_t at = to - rest.n;
        struct str line = take_line(&rest);
        if (is_key(line, key)) {
            *start = at;
            *end = to - rest.n;
            return true;
        }
        *start = *end = line.n > 0 ? to - rest.n : *end;
    }
    return false;
}

static struct str splice(struct arena *a, struct str text, size_t from, size_t to, struct str put) {
    struct str head = arena_join(a, str_sub(text, 0, from), put);
    return arena_join(a, head, str_sub(text, to, text.n));
}

static struct change parse_change(struct str line) {
    struct change c = {0};
    bool sign = line.p[0] == '-' || line.p[0] == '+';
    size_t open = sign ? 1 : 0, close = str_find(line, STR("]"));

    assert_true(close < line.n && line.p[open] == '[');
    c.section = str_sub(line, open + 1, close);
    c.remove = line.p[0] == '-';
    c.line = str_trim(str_sub(line, close + 1, line.n));
    if (c.line.n > 0 && c.line.p[0] == '-') {
        c.remove = true;
        c.key = str_trim(str_sub(c.line, 1, c.line.n));
    } else {
        c.key = str_trim(str_sub(c.line, 0, str_find(c.line, STR("="))));
    }
    return c;
}

static struct str apply(struct arena *a, struct str text, const struct change *c) {
    size_t from = text.n, to = text.n, start, end;

    if (!section_lines(text, c->section, &from, &to)) {
        assert_false(c->remove);
        struct str head = arena_join(a, arena_join(a, STR("\n["), c->section), STR("]\n"));
        text = arena_join(a, text, head);
        from = text.n - head.n + 1;
        to = text.n;
    }
    if (c->key.n == 0) {
        return c->remove ? splice(a, text, from, to, STR("")) : text;
    }
    bool found = key_line(text, from, to, c->key, &start, &end);
    if (c->remove) {
        assert_true(found);
        return splice(a, text, start, end, STR(""));
    }
    return splice(a, text, start, end, arena_join(a, c->line, STR("\n")));
}

struct str support_change(struct arena *a, struct str text, const char *changes) {
    struct str rest = str_of(changes);

    while (rest.n > 0) {
        struct change c = parse_change(take_line(&rest));
        text = apply(a, text, &c);
    }
    assert_false(a->failed);
    return text;
}

static unsigned characters(struct str s) {
    unsigned n = 0;

    for (size_t i = 0; i < s.n; i++) {
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    }
    return n;
}

void support_place(struct str text, const char *what, unsigned *line, unsigned *column) {
    struct str w = str_of(what);
    size_t from, to, start, end, at;

    *line = *column = 0;
    if (w.n == 0) {
        return;
    }
    if (w.p[0] != '[') {
        assert_int_equal(sscanf(what, "%u:%u", line, column), 2);
        return;
    }
    size_t close = str_find(w, STR("]"));
    struct str key = str_trim(str_sub(w, close + 1, w.n));
    assert_true(section_lines(text, str_sub(w, 1, close), &from, &to));
    start = at = from;
    if (key.n > 0) {
        bool key_itself = str_ends(key, STR(":"));
        key.n -= key_itself;
        assert_true(key_line(text, from, to, key, &start, &end));
        at = key_itself ? start : start + str_find(str_sub(text, start, end), STR("=")) + 1;
        while (text.p[at] == ' ') {
            at++;
        }
    }
    for (size_t i = 0; i < start; i++) {
        *line += text.p[i] == '\n';
    }
    *line += 1;
    *column = characters(str_sub(text, start, at)) + 1;
}
