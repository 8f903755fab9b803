/* ziping rules: what is done with rule sets, by sub-commands. */
#include "cli.h"

struct subcommand {
    const char *name;
    int (*run)(struct cli *c); /* its operands are those behind its name */
    const char *operands;
    enum word summary;
};

static const struct subcommand subcommands[] = {
    {"from", rules_from, "FORM", W_RULES_FROM},
    {"diff", rules_diff_files, "OLD NEW", W_RULES_DIFF},
};

#define SUBCOMMANDS (sizeof subcommands / sizeof *subcommands)

void cmd_rules_help(const struct cli *c, struct buf *out) {
    for (size_t i = 0; i < SUBCOMMANDS; i++) {
        const struct subcommand *s = &subcommands[i];
        size_t start = out->n;
        buf_printf(out, "  %s %s", s->name, s->operands);
        buf_fill(out, ' ', out->n - start < 24 ? 24 - (out->n - start) : 1);
        buf_printf(out, "%s\n", word(c->lang, s->summary));
    }
    buf_char(out, '\n');
}

/* Says what is wrong, and which sub-commands there are. */
static int fail_usage(const struct cli *c, enum word wrong, const char *given) {
    struct buf b = {0};
    buf_text(&b, given);
    buf_text(&b, *given ? " (" : "(");
    for (size_t i = 0; i < SUBCOMMANDS; i++) {
        buf_text(&b, i > 0 ? ", " : "");
        buf_text(&b, subcommands[i].name);
    }
    buf_text(&b, ")");
    buf_char(&b, '\0');
    int status = cli_usage(c, wrong, b.failed ? given : b.p);
    buf_free(&b);
    return status;
}

int cmd_rules(struct cli *c) {
    if (c->operands == 0) {
        return fail_usage(c, W_SUBCOMMAND_WANTED, "");
    }
    for (size_t i = 0; i < SUBCOMMANDS; i++) {
        if (strcmp(subcommands[i].name, c->operand[0]) == 0) {
            c->operand++;
            c->operands--;
            return subcommands[i].run(c);
        }
    }
    return fail_usage(c, W_NO_SUCH_SUBCOMMAND, c->operand[0]);
}
