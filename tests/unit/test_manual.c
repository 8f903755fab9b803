/* The manual and the README against the tables of the program. What stands between `begin NAME` and `end NAME` there is
   made here from the tables and compared; REGEN=1 writes it anew. Run from the root of the repository. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ziping/catalogue.h"
#include "ziping/file.h"
#include "ziping/keys.h"
#include "ziping/paperwords.h"
#include "ziping/rulekeys.h"

#define LINE_MOST 78 /* bytes of a line of running text in a manual page */

/* ---- mdoc ---- */

static void put_escaped(struct buf *b, char c, bool in_macro) {
    static const char special[] = "\\^~`'";
    static const char *const written[] = {"\\e", "\\(ha", "\\(ti", "\\(ga", "\\(aq"};
    const char *at = strchr(special, c);
    if (at && *at) {
        buf_text(b, written[at - special]);
    } else if (c == '"' && in_macro) {
        buf_text(b, "\\(dq");
    } else {
        buf_char(b, c);
    }
}

/* ` MACRO argument`. A word that could be a macro or a delimiter itself is kept from being one. */
static void put_arg(struct buf *b, const char *macro, struct str arg) {
    bool upper = arg.n > 0 && arg.p[0] >= 'A' && arg.p[0] <= 'Z';
    bool letter = upper || (arg.n > 0 && arg.p[0] >= 'a' && arg.p[0] <= 'z');
    buf_printf(b, " %s ", macro);
    if ((upper && arg.n <= 3) || (arg.n == 1 && !letter)) {
        buf_text(b, "\\&");
    }
    for (size_t i = 0; i < arg.n; i++) {
        put_escaped(b, arg.p[i], true);
    }
}

/* Bytes as mandoc counts them, for which a character beyond ASCII is \[uXXXX]. */
static size_t length(struct str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        n += (unsigned char)s.p[i] < 0x80 ? 1 : (s.p[i] & 0x40) ? 8 : 0;
    }
    return n;
}

/* Running text, broken between words and behind sentences. */
static void put_text(struct buf *b, const char *text) {
    struct str rest = str_of(text);
    size_t line = 0;
    for (struct str word; (word = str_word(&rest)).n > 0;) {
        if (line > 0 && line + 1 + length(word) > LINE_MOST) {
            buf_char(b, '\n');
            line = 0;
        }
        buf_text(b, line > 0 ? " " : word.p[0] == '.' ? "\\&" : "");
        for (size_t i = 0; i < word.n; i++) {
            put_escaped(b, word.p[i], false);
        }
        line += 1 + length(word);
        if (str_ends(word, STR(".")) && !str_ends(word, STR("..")) && rest.n > 0) {
            buf_char(b, '\n');
            line = 0;
        }
    }
    buf_text(b, line > 0 ? "\n" : "");
}

/* ---- the blocks ---- */

static void make_keys(struct buf *b) {
    char name[ACTION_NAME_SIZE];
    buf_text(b, ".Bl -tag -width \"Delete, \\(haD\" -compact\n");
    for (int i = 0; i < ACTIONS; i++) {
        struct str keys = str_of(key_row((enum action)i)->keys), key = str_word(&keys);
        buf_text(b, ".It");
        put_arg(b, "Sy", key);
        while ((key = str_word(&keys)).n > 0) {
            buf_text(b, " ,");
            put_arg(b, "Sy", key);
        }
        buf_char(b, '\n');
        put_text(b, key_row((enum action)i)->help[LANG_EN]);
        buf_printf(b, ".Pq Cm %s\n", action_name((enum action)i, name).p);
    }
    buf_text(b, ".El\n");
}

static void make_readme_keys(struct buf *b) {
    char name[ACTION_NAME_SIZE];
    buf_text(b, "| keys | command | what they do | 作用 |\n| --- | --- | --- | --- |\n");
    for (int i = 0; i < ACTIONS; i++) {
        const struct key_row *row = key_row((enum action)i);
        struct str keys = str_of(row->keys);
        buf_char(b, '|');
        for (struct str key; (key = str_word(&keys)).n > 0;) {
            buf_printf(b, " `%.*s`", STR_ARG(key));
        }
        buf_printf(b, " | `%s` | %s | %s |\n", action_name((enum action)i, name).p, row->help[LANG_EN],
                   row->help[LANG_ZH]);
    }
}

static void make_options(struct buf *b) {
    static const struct {
        const char *name;
        char letter;
        const char *argument, *help;
    } options[] = {
#define O(id, name, letter, argument, zh, en) {name, letter, argument, en},
#include "../../src/cli/options.def"
#undef O
    };
    buf_text(b, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const char *argument = options[i].argument;
        buf_text(b, ".It");
        if (options[i].letter) {
            buf_printf(b, " Fl %c", options[i].letter);
            if (argument) {
                put_arg(b, "Ar", str_of(argument));
            }
            buf_text(b, " ,");
        }
        buf_printf(b, " Fl -%s", options[i].name);
        if (argument) {
            put_arg(b, "Ns = Ns Ar", str_of(argument));
        }
        buf_char(b, '\n');
        put_text(b, options[i].help);
    }
    buf_text(b, ".El\n");
}

/* The message with `...` where a finding puts its arguments. */
static void put_message(struct buf *b, const char *message) {
    struct buf text = {0};
    for (const char *m = message; *m; m++) {
        if (m[0] == '{' && m[1] >= '0' && m[1] <= '9' && m[2] == '}') {
            buf_text(&text, "...");
            m += 2;
        } else {
            buf_char(&text, *m);
        }
    }
    buf_char(&text, '\0');
    put_text(b, text.p);
    buf_free(&text);
}

static void make_checks(struct buf *b) {
    buf_text(b, ".Bl -tag -width Ds\n");
    for (int i = 0; i < CHECKS; i++) {
        const struct check *c = catalogue((enum code)i);
        buf_printf(b, ".It Sy %s %s Pq %s\n", c->code, c->name, severity_name(c->severity));
        put_message(b, c->message[LANG_EN]);
    }
    buf_text(b, ".El\n");
}

/* `, 0 to 100`, `, one of a, b`. */
static void put_range(struct buf *b, const struct rule_key *k) {
    if (k->type == RULE_CHOICE) {
        struct str words = str_of(k->least);
        const char *before = " ";
        for (struct str w; (w = str_word(&words)).n > 0; before = ", ") {
            buf_text(b, before);
            buf_add(b, w);
        }
    } else if (k->type == RULE_STEPS) {
        buf_printf(b, " of %s to %s per cent", k->least, k->most);
    } else if (*k->least) {
        buf_printf(b, ", %s to %s", k->least, k->most);
    }
}

static void put_rule_key(struct buf *b, const struct rule_key *k) {
    static const char *const types[] = {
        [RULE_TEXT] = "text",     [RULE_WORDS] = "words",
        [RULE_NUMBER] = "number", [RULE_INTEGER] = "whole number",
        [RULE_CHOICE] = "one of", [RULE_YES_NO] = "yes or no",
        [RULE_PATH] = "file",     [RULE_TIERS] = "bands",
        [RULE_STEPS] = "steps",
    };
    struct str key = str_of(k->key);
    struct buf text = {0};
    buf_text(b, ".It");
    if (str_eq(key, STR("*"))) {
        put_arg(b, "Ar", STR("name"));
    } else if (str_ends(key, STR("*"))) {
        put_arg(b, "Cm", str_sub(key, 0, key.n - 1));
        buf_text(b, "\\& Ns Ar n");
    } else {
        put_arg(b, "Cm", key);
    }
    buf_text(b, "\n");
    buf_text(&text, types[k->type]);
    put_range(&text, k);
    if (*k->preset) {
        buf_printf(&text, "; default %s", k->preset);
    }
    buf_char(&text, '\0');
    put_text(b, text.p);
    buf_text(b, ".br\n");
    put_text(b, k->help_en);
    buf_free(&text);
}

static void make_rule_keys(struct buf *b) {
    for (size_t i = 0; rule_key_at(i); i++) {
        const char *section = rule_key_at(i)->section;
        size_t first = 0;
        while (strcmp(rule_key_at(first)->section, section) != 0) {
            first++;
        }
        if (first < i) {
            continue; /* its section is done already */
        }
        buf_printf(b, ".Ss [%s]\\&\n", strcmp(section, "*") == 0 ? "level1.level2.level3" : section);
        buf_text(b, ".Bl -tag -width Ds\n");
        for (size_t k = i; rule_key_at(k); k++) {
            if (strcmp(rule_key_at(k)->section, section) == 0) {
                put_rule_key(b, rule_key_at(k));
            }
        }
        buf_text(b, ".El\n");
    }
}

static void make_fields(struct buf *b) {
    static const char *const sections[PARTS] = {"header", "funds.row", "goal.n", "level1.level2.level3",
                                                "total",  "notes"};
    static const char *const types[] = {"line", "text", "number", "rate", "year", "value"};
    for (int part = 0; part < PARTS; part++) {
        buf_printf(b, ".Ss [%s]\\&\n.Bl -tag -width completion -compact\n", sections[part]);
        for (size_t i = 0; paper_word_at(i); i++) {
            const struct paper_word *w = paper_word_at(i);
            if ((int)w->part == part) {
                buf_text(b, ".It");
                put_arg(b, w->row ? "Ar" : "Cm", str_of(w->name));
                buf_printf(b, "\n%s (%s)\n", w->label, w->row ? "row" : types[w->type]);
            }
        }
        buf_text(b, ".El\n");
    }
}

static struct str read_file(struct arena *a, const char *path) {
    struct str s = {0};
    if (file_read(path, FILE_LIMIT, a, &s).status != FILE_OK) {
        fail_msg("%s can't be read", path);
    }
    return s;
}

/* The golden screen of tests/e2e/test_screens.c without the line on its cursor. */
static void make_screen(struct buf *b) {
    struct arena a = {0};
    struct str text = read_file(&a, "tests/golden/finding-80x24.txt");
    buf_text(b, "```\n");
    buf_add(b, str_sub(text, 0, str_find(text, STR("cursor: "))));
    buf_text(b, "```\n");
    arena_free(&a);
}

static const struct block {
    const char *file, *before, *name, *behind; /* a marker is before, `begin ` or `end `, name, behind */
    void (*make)(struct buf *b);
} blocks[] = {
    {"man/ziping.1", ".\\\" ", "options", "\n", make_options},
    {"man/ziping.1", ".\\\" ", "keys", "\n", make_keys},
    {"man/ziping.1", ".\\\" ", "checks", "\n", make_checks},
    {"man/ziping-rules.5", ".\\\" ", "rule-keys", "\n", make_rule_keys},
    {"man/ziping-form.5", ".\\\" ", "fields", "\n", make_fields},
    {"README.md", "<!-- ", "keys", " -->\n", make_readme_keys},
    {"README.md", "<!-- ", "screen", " -->\n", make_screen},
};

/* ---- files and markers ---- */

/* Where the marker's text starts; *end is set behind it. */
static size_t find_marker(struct str text, const struct block *block, const char *word, size_t *end) {
    struct buf marker = {0};
    buf_printf(&marker, "%s%s %s%s", block->before, word, block->name, block->behind);
    size_t at = str_find(text, buf_str(&marker));
    *end = at + marker.n;
    buf_free(&marker);
    if (at == text.n) {
        fail_msg("%s has no marker: %s %s", block->file, word, block->name);
    }
    return at;
}

/* What stands between the markers: bytes [*from, *to) of the text. */
static struct str inside(struct str text, const struct block *block, size_t *from, size_t *to) {
    size_t end;
    find_marker(text, block, "begin", from);
    *to = find_marker(text, block, "end", &end);
    if (*to < *from) {
        fail_msg("%s: %s ends before it begins", block->file, block->name);
    }
    return str_sub(text, *from, *to);
}

static void write_block(const char *path, struct str text, size_t from, size_t to, struct str now) {
    struct buf b = {0};
    buf_add(&b, str_sub(text, 0, from));
    buf_add(&b, now);
    buf_add(&b, str_sub(text, to, text.n));
    assert_false(b.failed);
    assert_int_equal(file_write(path, buf_str(&b)).status, FILE_OK);
    buf_free(&b);
}

/* Takes the next line off the front of *text. */
static struct str take_line(struct str *text) {
    size_t end = str_find(*text, STR("\n"));
    struct str line = str_sub(*text, 0, end);
    *text = str_sub(*text, end < text->n ? end + 1 : end, text->n);
    return line;
}

static void print_first_difference(struct str is, struct str should) {
    while (is.n > 0 || should.n > 0) {
        struct str one = take_line(&is), other = take_line(&should);
        if (!str_eq(one, other)) {
            print_error("is:     %.*s\nshould: %.*s\n", STR_ARG(one), STR_ARG(other));
            return;
        }
    }
}

/* ---- the tests ---- */

static void blocks_follow_the_tables(void **state) {
    const char *regen = getenv("REGEN");
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        const struct block *block = &blocks[i];
        struct arena a = {0};
        struct buf should = {0};
        size_t from, to;
        struct str text = read_file(&a, block->file), is = inside(text, block, &from, &to);
        block->make(&should);
        assert_false(should.failed);
        if (!str_eq(is, buf_str(&should)) && regen && *regen) {
            write_block(block->file, text, from, to, buf_str(&should));
        } else if (!str_eq(is, buf_str(&should))) {
            print_error("%s: %s is not what the table says; make regen writes it\n", block->file, block->name);
            print_first_difference(is, buf_str(&should));
            wrong++;
        }
        buf_free(&should);
        arena_free(&a);
    }
    assert_int_equal(wrong, 0);
}

/* ``- `floor/file.c`: what it is for``: the path of such a line, else empty. */
static struct str house_path(struct str line) {
    struct str path = str_starts(line, STR("- `")) ? str_sub(line, 3, line.n) : STR("");
    size_t end = str_find(path, STR("`: "));
    return end + 3 < path.n && str_ends(str_sub(path, 0, end), STR(".c")) ? str_sub(path, 0, end) : STR("");
}

static void the_house_has_a_line_for_each_file(void **state) {
    static const struct block marks = {"README.md", "<!-- ", "house", " -->\n", NULL};
    struct arena a = {0};
    glob_t found;
    size_t from, to, wrong = 0;
    struct str house = inside(read_file(&a, marks.file), &marks, &from, &to);
    (void)state;
    assert_int_equal(glob("src/*/*.c", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct str path = str_of(found.gl_pathv[i] + strlen("src/"));
        size_t lines = 0;
        for (struct str rest = house; rest.n > 0;) {
            lines += str_eq(house_path(take_line(&rest)), path);
        }
        if (lines != 1) {
            print_error("README.md has %zu lines for %s\n", lines, path.p);
            wrong++;
        }
    }
    while (house.n > 0) {
        struct str path = house_path(take_line(&house));
        struct str file = arena_join(&a, STR("src/"), path);
        if (path.n > 0 && access(file.p, F_OK) != 0) {
            print_error("README.md has a line for %s, which is not there\n", file.p);
            wrong++;
        }
    }
    globfree(&found);
    arena_free(&a);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_follow_the_tables),
        cmocka_unit_test(the_house_has_a_line_for_each_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
