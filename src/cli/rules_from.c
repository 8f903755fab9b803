/* ziping rules from: the rule set that a filled form implies. */
#include <sys/stat.h>
#include <unistd.h>

#include "cmd_rules.h"
#include "ziping/rule_checks.h"

#include "ziping/rules_from.h"

/* Whether the two paths name one file. */
static bool same_file(const char *a, const char *b) {
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Where the result may not go; W_EMPTY for nowhere. */
static enum word refused_output(const struct cli *c, const char *form, const char *path) {
    struct stat st;
    if (same_file(form, path)) {
        return W_OUTPUT_IS_INPUT;
    }
    return !c->value[OPTION_FORCE] && lstat(path, &st) == 0 ? W_OUTPUT_EXISTS : W_EMPTY;
}

/* The file as it is, but nothing that a terminal would obey. */
static int print_rules(const struct cli *c, struct buf *text) {
    struct arena a = {0};
    struct buf shown = {0};
    if (!isatty(STDOUT_FILENO)) {
        return cli_print(c, text);
    }
    buf_add(&shown, text_visible(&a, buf_str(text), TEXT_FOR_LINES));
    shown.failed |= text->failed || a.failed;
    arena_free(&a);
    buf_free(text);
    return cli_print(c, &shown);
}

static int write_rules(const struct cli *c, struct buf *text) {
    const char *path = c->value[OPTION_OUTPUT];
    if (!path || strcmp(path, "-") == 0) {
        return print_rules(c, text);
    }
    struct file_result r = file_write(path, buf_str(text));
    buf_free(text);
    return r.status == FILE_OK ? CLI_OK : cli_fail_file(c, path, file_word(r.status));
}

static int fail_section(const struct cli *c, struct str section) {
    struct buf b = {0};
    buf_template(&b, word(c->lang, W_SETTINGS_SECTION), &section, 1);
    int status = cli_fail(c, buf_str(&b));
    buf_free(&b);
    return status;
}

static int make_rules(struct cli *c, struct arena *a, const struct document *d) {
    struct buf out = {0};
    struct str culprit = {0};
    int status = CLI_FAILED;
    if (d->kind == DOCUMENT_NONE) {
        return cli_fail_file(c, d->path.p, d->file.status != FILE_OK ? file_word(d->file.status) : W_NOT_TEXT);
    }
    if (d->kind != DOCUMENT_FORM) {
        return cli_fail_file(c, d->path.p, d->kind == DOCUMENT_RULES ? W_NOT_A_FORM_HERE : W_NOT_ZIPING);
    }
    switch (rules_from_form(a, d, &rule_checks, c->lang, &out, &culprit)) {
    case RULES_FROM_OK:
        return write_rules(c, &out);
    case RULES_FROM_NO_INDICATORS:
        status = cli_fail_file(c, d->path.p, W_NO_INDICATORS);
        break;
    case RULES_FROM_SETTINGS_SECTION:
        status = fail_section(c, culprit);
        break;
    case RULES_FROM_NO_MEMORY:
        status = cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
        break;
    }
    buf_free(&out);
    return status;
}

int rules_from(struct cli *c) {
    const char *path = c->value[OPTION_OUTPUT];
    struct arena a = {0};
    struct library l = {0};
    struct document d;
    if (c->operands != 1) {
        return cli_usage(c, W_ONE_FILE_WANTED, "rules from FORM");
    }
    enum word refused = path && strcmp(path, "-") != 0 ? refused_output(c, c->operand[0], path) : W_EMPTY;
    if (refused != W_EMPTY) {
        return cli_fail_file(c, path, refused);
    }
    int status = document_read(&a, &l, c->operand[0], &d) ? make_rules(c, &a, &d)
                                                          : cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
    library_free(&l);
    arena_free(&a);
    return status;
}
