/* The sub-commands of ziping rules: one file each. */
#ifndef ZIPING_CLI_CMD_RULES_H
#define ZIPING_CLI_CMD_RULES_H

#include "cli.h"

struct subcommand {
    const char *name;
    int (*run)(struct cli *c); /* c->operand begins behind the name */
    enum word summary;
};

int rules_weights(struct cli *c);
int rules_from(struct cli *c);
int rules_diff_files(struct cli *c);

#endif
