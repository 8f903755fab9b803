/* ziping rules: commands on rule sets; the first operand is the sub-command. */
#include "cmd_rules.h"

static const struct subcommand subcommands[] = {
    {"weights", rules_weights, W_RULES_WEIGHTS},
    {"from", rules_from, W_RULES_FROM},
    {"diff", rules_diff_files, W_RULES_DIFF},
};

#define SUBCOMMANDS (sizeof subcommands / sizeof *subcommands)

void rules_help(const struct cli *c, struct buf *out) {
    for (size_t i = 0; i < SUBCOMMANDS; i++) {
        buf_printf(out, "  %-8s %s\n", subcommands[i].name, word(c->lang, subcommands[i].summary));
    }
}

int cmd_rules(struct cli *c) {
    if (c->operands == 0) {
        return cli_usage(c, W_RULES_WANTED, c->command->operands);
    }
    const char *name = c->operand[0];
    for (size_t i = 0; i < SUBCOMMANDS; i++) {
        if (strcmp(name, subcommands[i].name) == 0) {
            c->operand++;
            c->operands--;
            return subcommands[i].run(c);
        }
    }
    return cli_usage(c, W_NO_SUCH_SUBCOMMAND, name);
}
