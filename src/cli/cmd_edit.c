/* ziping [edit] FORM and ziping view FORM: the screen. */
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "restricted.h"

#include "ziping/keys.h"
#include "ziping/path.h"
#include "ziping/settings.h"
#include "ziping/tui.h"

static int screen_failed(struct cli *c, enum screen_status status) {
    static const enum word why[] = {
        [SCREEN_OK] = W_EMPTY,        [SCREEN_NO_TERMINAL] = W_NO_TERMINAL,
        [SCREEN_NO_UTF8] = W_NO_UTF8, [SCREEN_DUMB] = W_DUMB,
        [SCREEN_FAILED] = W_DUMB,
    };
    return cli_fail(c, str_of(word(c->lang, why[status])));
}

static struct tui_options screen_options(const struct cli *c, char state[PATH_MAX]) {
    const char *given = c->value[OPTION_AMBIGUOUS], *ambiguous = given ? given : c->settings->ambiguous;
    const char *term = getenv("TERM");
    struct tui_options o = {
        .ambiguous = ambiguous && strcmp(ambiguous, "wide") == 0 ? TEXT_WIDE : TEXT_NARROW,
        .ask = ambiguous && strcmp(ambiguous, "auto") == 0,
        .mouse = c->value[OPTION_MOUSE] || c->settings->mouse,
        .restricted = c->value[OPTION_RESTRICTED] != NULL,
        .state = c->value[OPTION_RESTRICTED] ? NULL : cli_state_folder(state),
        .keys = &c->settings->keys,
        .linux_console = term && strncmp(term, "linux", 5) == 0,
        .settings_wrong = c->settings->lines,
    };
    c->settings->lines = 0; /* said once */
    return o;
}

/* A form on the screen; `rules` and `last` are for one that isn't there yet. */
static int run_form(struct cli *c, const char *path, const char *rules, const char *last, bool read_only) {
    struct arena a = {0};
    struct session s;
    struct str in_form = rules ? path_relative(&a, path, rules) : STR("");
    struct str last_in_form = last ? path_relative(&a, path, last) : STR("");
    const struct session_new begin = {rules, in_form.p, last, last_in_form.p};
    enum word wrong = session_open(&s, path, rules ? &begin : NULL, c->lang);
    arena_free(&a);
    if (wrong != W_EMPTY) {
        return cli_fail_file(c, wrong == W_NO_RULES && rules ? rules : path, wrong);
    }
    s.read_only = read_only;
    s.backup = c->value[OPTION_BACKUP] != NULL;
    const char *compare = c->value[OPTION_COMPARE];
    wrong = compare ? session_compare(&s, compare) : W_EMPTY;
    if (wrong != W_EMPTY) {
        session_close(&s);
        return cli_fail_file(c, compare, wrong);
    }
    enum screen_status status;
    char state[PATH_MAX];
    const struct tui_options o = screen_options(c, state);
    enum tui_end end = tui_run(&s, &o, &status);
    session_close(&s);
    return end == TUI_FAILED ? screen_failed(c, status) : end == TUI_DONE ? CLI_OK : CLI_FAILED;
}

static int run_choice(struct cli *c, const struct tui_choice *choice, bool read_only) {
    struct arena a = {0};
    if (choice->what != TUI_NEW) {
        return run_form(c, choice->path, NULL, NULL, read_only || choice->what == TUI_VIEW);
    }
    struct str rules = session_rules_of(&a, choice->after);
    int status = rules.n > 0 ? run_form(c, choice->path, rules.p, choice->after, false)
                             : run_form(c, choice->path, choice->after, NULL, false);
    arena_free(&a);
    return status;
}

/* The first page, and what is chosen there, until it is left. */
static int browse(struct cli *c, const char *path, bool read_only) {
    struct arena a = {0};
    struct str at = {0};
    char state[PATH_MAX];
    int status = CLI_OK;
    for (bool more = true; more && status == CLI_OK;) {
        struct folder f;
        struct tui_choice choice = {0};
        enum screen_status screen = SCREEN_OK;
        enum tui_end end = TUI_DONE;
        if (!folder_read(&f, path, c->lang)) {
            status = cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
        } else {
            const struct tui_options o = screen_options(c, state);
            end = tui_browse(&f, c->lang, &o, at.p, &choice, &screen);
            status = end == TUI_FAILED ? screen_failed(c, screen) : end == TUI_DONE ? CLI_OK : CLI_FAILED;
        }
        more = status == CLI_OK && choice.path;
        if (more) {
            at = arena_copy(&a, str_of(choice.path));
            status = run_choice(c, &choice, read_only);
        }
        folder_free(&f);
    }
    arena_free(&a);
    return status;
}

static bool is_folder(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int open_screen(struct cli *c, bool read_only) {
    const char *path = c->operands == 1 ? c->operand[0] : ".";
    if (c->operands > 1) {
        return cli_usage(c, W_ONE_FILE_WANTED, c->command->operands);
    }
    if (c->value[OPTION_RESTRICTED] && restricted_enter(c, c->value[OPTION_RESTRICTED]) != CLI_OK) {
        return CLI_FAILED;
    }
    return is_folder(path) ? browse(c, path, read_only) : run_form(c, path, c->value[OPTION_RULES], NULL, read_only);
}

static int print_keys(struct cli *c) {
    struct buf b = {0};
    keys_list(&c->settings->keys, c->lang, true, &b);
    return cli_print(c, &b);
}

int cmd_edit(struct cli *c) {
    struct arena a = {0};
    int status = !cli_settings(c, &a) ? CLI_FAILED : c->value[OPTION_KEYS] ? print_keys(c) : open_screen(c, false);
    arena_free(&a);
    return status;
}

int cmd_view(struct cli *c) {
    struct arena a = {0};
    int status = cli_settings(c, &a) ? open_screen(c, true) : CLI_FAILED;
    arena_free(&a);
    return status;
}
