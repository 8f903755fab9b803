/* ziping rules diff: what differs between two rule sets. */
#include "cmd_rules.h"
#include "documents.h"
#include "ziping/rule_checks.h"

#include "ziping/rules_output.h"

/* Why a file of a rule set can't be had, or W_EMPTY. */
static enum word fault_of(const struct rule_file *f) {
    switch (f->status) {
    case RULE_FILE_OK:
        return W_EMPTY;
    case RULE_FILE_UNREADABLE:
        return file_word(f->file.status);
    case RULE_FILE_NOT_TEXT:
        return W_NOT_TEXT;
    case RULE_FILE_OTHER:
        return W_NOT_RULES;
    case RULE_FILE_BROKEN:
        return W_RULES_FAULTY;
    case RULE_FILE_LOOP:
    case RULE_FILE_TOO_DEEP:
        return W_RULES_LOOP;
    case RULE_FILE_NO_MEMORY:
        break;
    }
    return W_NO_MEMORY;
}

/* A rule set with all of its bases; NULL after saying why it can't be had. */
static const struct ruleset *load(const struct cli *c, struct arena *a, const char *path) {
    const struct ruleset *rs = ruleset_load(a, path);
    if (!rs) {
        cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
        return NULL;
    }
    for (size_t i = 0; i < rs->files; i++) {
        enum word fault = fault_of(&rs->file[i]);
        if (fault != W_EMPTY) {
            cli_fail_file(c, rs->file[i].path.p, fault);
            return NULL;
        }
    }
    return rs;
}

static int print_diff(struct cli *c, const struct rules_diff *d, bool json) {
    struct str old_path = str_of(c->operand[0]), new_path = str_of(c->operand[1]);
    struct buf out = {0};
    if (json) {
        rules_diff_json(d, old_path, new_path, &out);
    } else {
        rules_diff_text(d, old_path, new_path, c->lang, &out);
    }
    int printed = cli_print(c, &out);
    return printed != CLI_OK ? printed : d->n > 0 ? CLI_FOUND : CLI_OK;
}

int rules_diff_files(struct cli *c) {
    bool json;
    struct arena a = {0};
    struct rules_diff d;
    int status = CLI_FAILED;
    if (c->operands != 2) {
        return cli_usage(c, W_TWO_FILES_WANTED, "rules diff OLD NEW");
    }
    if (!documents_format(c, &json)) {
        return CLI_FAILED;
    }
    const struct ruleset *x = load(c, &a, c->operand[0]), *y = load(c, &a, c->operand[1]);
    if (x && y) {
        status = rules_diff(&a, x, y, &rule_checks, &d) ? print_diff(c, &d, json)
                                                        : cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
    }
    arena_free(&a);
    return status;
}
