/* ziping: the 项目支出绩效自评表 in a terminal. */
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"

static const struct command commands[] = {
    {"edit",
     "[FORM|DIR]",
     {"填写或修改自评表；无表名时列出目录中的表", "fill in or change a form; of a folder, list its forms"},
     TAKES(RULES) | TAKES(AMBIGUOUS) | TAKES(MOUSE) | TAKES(BACKUP) | TAKES(COMPARE) | TAKES(RESTRICTED) | TAKES(KEYS),
     cmd_edit},
    {"view",
     "[FORM|DIR]",
     {"只读查看", "the same screen, read-only"},
     TAKES(AMBIGUOUS) | TAKES(MOUSE) | TAKES(COMPARE) | TAKES(RESTRICTED),
     cmd_view},
    {"show",
     "FILE...",
     {"按纸质样式打印自评表或指标体系", "print a form or an indicator system as the paper has it"},
     TAKES(WIDTH) | TAKES(AMBIGUOUS),
     cmd_show},
    {"check",
     "FILE|DIR...",
     {"核对自评表和评分规则", "validate forms and rule sets"},
     TAKES(FORMAT) | TAKES(COLOR) | TAKES(LEVEL) | TAKES(SEVERITY) | TAKES(ONLY) | TAKES(IGNORE) | TAKES(JOBS) |
         TAKES(QUIET) | TAKES(BASELINE) | TAKES(WRITE_BASELINE) | TAKES(EXPECT),
     cmd_check},
    {"score",
     "FORM...",
     {"说明每一分的由来，以及离更高等级差几分", "how each point comes about, and what is missing to a better grade"},
     TAKES(FORMAT) | TAKES(WIDTH) | TAKES(AMBIGUOUS),
     cmd_score},
    {"rules",
     "COMMAND ...",
     {"评分规则：分值和占比，由自评表写出，比较两份", "rule sets: weights, made from a form, compared"},
     TAKES(FORMAT) | TAKES(WIDTH) | TAKES(AMBIGUOUS) | TAKES(OUTPUT) | TAKES(FORCE),
     cmd_rules},
    {"explain", "[CHECK...]", {"说明某项检查的含义和改法", "what a check means and how to mend it"}, 0, cmd_explain},
    {"fmt",
     "FILE...",
     {"改写 INI 文件，使 iniparser 各版本读法一致", "rewrite an INI file so that every iniparser reads it alike"},
     TAKES(CHECK) | TAKES(BACKUP),
     cmd_fmt},
    {"recover",
     "FORM|DIR",
     {"找回没有保存的修改", "what was changed and not saved before the program was ended"},
     TAKES(APPLY) | TAKES(DISCARD) | TAKES(LIST) | TAKES(BACKUP),
     cmd_recover},
    {"merge",
     "BASE MINE THEIRS",
     {"合并两人的修改", "put two people's changes of one form together"},
     TAKES(OUTPUT) | TAKES(BACKUP),
     cmd_merge},
};

#define COMMANDS (sizeof commands / sizeof *commands)

static const struct {
    const char *name;
    char letter;
    const char *argument;
    const char *help[2];
} options[OPTIONS] = {
#define O(id, name, letter, argument, zh, en) [OPTION_##id] = {name, letter, argument, {zh, en}},
#include "options.def"
#undef O
};

static void put_options(const struct cli *c, unsigned taken, struct buf *b) {
    for (int i = 0; i < OPTIONS; i++) {
        if (!(taken & (1u << i))) {
            continue;
        }
        size_t start = b->n;
        if (options[i].letter) {
            buf_printf(b, "  -%c, --%s", options[i].letter, options[i].name);
        } else {
            buf_printf(b, "      --%s", options[i].name);
        }
        if (options[i].argument) {
            buf_printf(b, "=%s", options[i].argument);
        }
        buf_fill(b, ' ', b->n - start < 24 ? 24 - (b->n - start) : 1);
        buf_printf(b, "%s\n", options[i].help[c->lang]);
    }
}

static int print_help(const struct cli *c) {
    struct buf b = {0};
    if (c->command) {
        buf_printf(&b, "ziping %s [%s] %s\n    %s\n\n", c->command->name, word(c->lang, W_OPTIONS),
                   c->command->operands, c->command->help[c->lang]);
        if (c->command->run == cmd_rules) {
            rules_help(c, &b);
            buf_char(&b, '\n');
        }
        put_options(c, c->command->options | TAKES_COMMON, &b);
        return cli_print(c, &b);
    }
    buf_printf(&b, "%s\n\n", word(c->lang, W_ABOUT));
    for (size_t i = 0; i < COMMANDS; i++) {
        buf_printf(&b, "  ziping %-7s %-16s %s\n", commands[i].name, commands[i].operands, commands[i].help[c->lang]);
    }
    buf_text(&b, "\n");
    put_options(c, ~0u, &b);
    buf_printf(&b, "\n%s\n", word(c->lang, W_EXIT_STATUS));
    return cli_print(c, &b);
}

static const struct command *find_command(const char *name) {
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

static void note_option(struct cli *c, int option, const char *value) {
    c->value[option] = value;
    c->given[c->givens++] = (struct given){(enum option)option, value};
}

/* `--name`, `--name=value`, `--name value`; returns the arguments taken, or 0 after reporting. */
static int long_option(struct cli *c, char **argv, int left) {
    struct str given = str_of(argv[0] + 2);
    size_t equals = str_find(given, STR("="));
    for (int i = 0; i < OPTIONS; i++) {
        if (!str_eq(str_sub(given, 0, equals), str_of(options[i].name))) {
            continue;
        }
        bool attached = equals < given.n;
        if (!options[i].argument) {
            note_option(c, i, "");
            return attached ? (cli_usage(c, W_NO_ARGUMENT_WANTED, argv[0]), 0) : 1;
        }
        if (!attached && left < 2) {
            return cli_usage(c, W_ARGUMENT_MISSING, argv[0]), 0;
        }
        note_option(c, i, attached ? given.p + equals + 1 : argv[1]);
        return attached ? 1 : 2;
    }
    return cli_usage(c, W_UNKNOWN_OPTION, argv[0]), 0;
}

/* `-x`, `-xVALUE`, `-x VALUE`. */
static int short_option(struct cli *c, char **argv, int left) {
    for (int i = 0; i < OPTIONS; i++) {
        if (options[i].letter != argv[0][1]) {
            continue;
        }
        if (!options[i].argument) {
            note_option(c, i, "");
            return argv[0][2] ? (cli_usage(c, W_UNKNOWN_OPTION, argv[0]), 0) : 1;
        }
        if (!argv[0][2] && left < 2) {
            return cli_usage(c, W_ARGUMENT_MISSING, argv[0]), 0;
        }
        note_option(c, i, argv[0][2] ? argv[0] + 2 : argv[1]);
        return argv[0][2] ? 1 : 2;
    }
    return cli_usage(c, W_UNKNOWN_OPTION, argv[0]), 0;
}

/* Sorts the arguments into command, options and operands; operands are moved to the front of argv. */
static bool parse(struct cli *c, int argc, char **argv) {
    bool only_operands = false;
    c->operand = argv;
    for (int i = 1; i < argc;) {
        int taken = 1;
        if (only_operands || argv[i][0] != '-' || argv[i][1] == '\0') {
            if (!only_operands && !c->command && c->operands == 0 && find_command(argv[i])) {
                c->command = find_command(argv[i]);
            } else {
                c->operand[c->operands++] = argv[i];
            }
        } else if (strcmp(argv[i], "--") == 0) {
            only_operands = true;
        } else {
            taken = argv[i][1] == '-' ? long_option(c, argv + i, argc - i) : short_option(c, argv + i, argc - i);
        }
        if (taken == 0) {
            return false;
        }
        i += taken;
    }
    return true;
}

static bool options_fit(const struct cli *c) {
    unsigned taken = c->command->options | TAKES_COMMON;
    for (int i = 0; i < OPTIONS; i++) {
        if (c->value[i] && !(taken & (1u << i))) {
            struct buf b = {0};
            buf_text(&b, "--");
            buf_text(&b, options[i].name);
            buf_char(&b, '\0');
            cli_usage(c, W_UNKNOWN_OPTION, b.p ? b.p : "");
            buf_free(&b);
            return false;
        }
    }
    return true;
}

/* Options with a fixed set of words. */
static bool words_fit(const struct cli *c) {
    static const struct {
        enum option option;
        enum word wrong;
        const char *words;
    } fixed[] = {{OPTION_LANG, W_BAD_LANG, "zh en"},
                 {OPTION_COLOR, W_BAD_COLOR, "auto always never"},
                 {OPTION_AMBIGUOUS, W_BAD_AMBIGUOUS, "narrow wide auto"}};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        const char *value = c->value[fixed[i].option];
        struct str words = str_of(fixed[i].words);
        bool fits = !value;
        for (struct str w; !fits && (w = str_word(&words)).n > 0;) {
            fits = str_eq(w, str_of(value));
        }
        if (!fits) {
            cli_usage(c, fixed[i].wrong, value);
            return false;
        }
    }
    return true;
}

static enum lang choose_lang(const char *option) {
    return lang_choose(option, getenv("ZIPING_LANG"), getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG"));
}

static int run(struct cli *c) {
    if (c->value[OPTION_HELP]) {
        return print_help(c);
    }
    if (c->value[OPTION_VERSION]) {
        struct buf b = {0};
        buf_text(&b, "ziping " ZIPING_VERSION "\n");
        return cli_print(c, &b);
    }
    if (!c->command) {
        c->command = &commands[0];
    }
    return options_fit(c) && words_fit(c) ? c->command->run(c) : CLI_FAILED;
}

int main(int argc, char **argv) {
    struct cli c = {.lang = choose_lang(NULL), .given = calloc((size_t)argc + 1, sizeof *c.given)};
    bool parsed = c.given && parse(&c, argc, argv);
    c.lang = choose_lang(c.value[OPTION_LANG]);
    int status = parsed ? run(&c) : CLI_FAILED;
    free(c.given);
    return status;
}
