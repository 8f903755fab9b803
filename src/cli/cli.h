/* The command line: one table of commands, one of options. */
#ifndef ZIPING_CLI_H
#define ZIPING_CLI_H

#include <limits.h>

#include "ziping/buf.h"
#include "ziping/text.h"
#include "ziping/words.h"

enum option {
#define O(id, name, letter, argument, zh, en) OPTION_##id,
#include "options.def"
#undef O
    OPTIONS
};

#define TAKES(option) (1u << OPTION_##option)
/* What every command takes. */
#define TAKES_COMMON (TAKES(HELP) | TAKES(VERSION) | TAKES(LANG))

struct cli;
struct settings;

struct command {
    const char *name;
    const char *operands; /* as the usage line has them */
    const char *help[2];  /* by enum lang */
    unsigned options;     /* TAKES(…) */
    int (*run)(struct cli *c);
};

struct given {
    enum option option;
    const char *value;
};

struct cli {
    enum lang lang;
    const struct command *command;
    const char *value[OPTIONS]; /* an option's (last) argument, "" for one without, NULL where it wasn't given */
    struct given *given;        /* every option in its order */
    int givens;
    char **operand;
    int operands;
    struct settings *settings; /* of the screen, where the command reads them */
};

/* Exit statuses. */
enum { CLI_OK, CLI_FOUND, CLI_FAILED };

/* Prints `ziping: TEXT` on standard error, made harmless; returns CLI_FAILED. */
int cli_fail(const struct cli *c, struct str text);
/* The same for a file: `ziping: PATH: WHY`. */
int cli_fail_file(const struct cli *c, const char *path, enum word why);
/* `ziping: TEXT ARGUMENT`, with a hint at --help. */
int cli_usage(const struct cli *c, enum word what, const char *argument);

/* Saves a file, with --backup where that is given, and says what is to be known of it; CLI_OK or CLI_FAILED. */
int cli_save(const struct cli *c, const char *path, struct str text, bool backup, unsigned *notes);

/* The folder for journals that can't stand beside their forms: out, or NULL where there is none. */
const char *cli_state_folder(char out[PATH_MAX]);

/* Reads the settings of the screen and reports what is wrong in them on standard error; c->settings lives as long as
   the arena, and c->lang follows it. False when memory is short, which is reported. */
bool cli_settings(struct cli *c, struct arena *a);

/* Writes it all to standard output and frees it; CLI_OK or CLI_FAILED. */
int cli_print(const struct cli *c, struct buf *b);

/* Width for printing: --width, else the terminal's, else 100. 0 when --width is no such number (already reported). */
int cli_width(const struct cli *c);
bool cli_color(const struct cli *c);
enum text_ambiguous cli_ambiguous(const struct cli *c);

/* The commands. */
int cmd_edit(struct cli *c);
int cmd_view(struct cli *c);
int cmd_show(struct cli *c);
int cmd_check(struct cli *c);
int cmd_score(struct cli *c);
int cmd_rules(struct cli *c);
int cmd_explain(struct cli *c);
int cmd_fmt(struct cli *c);
int cmd_recover(struct cli *c);
int cmd_merge(struct cli *c);

/* The sub-commands of rules, one a line. */
void rules_help(const struct cli *c, struct buf *out);

#endif
