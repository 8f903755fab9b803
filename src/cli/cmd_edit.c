/* ziping [edit] FORM and ziping view FORM: the screen. */
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"

#include "ziping/keys.h"
#include "ziping/tui.h"

/* The folder part of a path, "." where it has none. */
static struct str folder(struct arena *a, const char *path) {
    size_t n = strlen(path);
    while (n > 0 && path[n - 1] != '/') {
        n--;
    }
    return n == 0 ? STR(".") : arena_copy(a, (struct str){path, n});
}

/* How a form at `form` names the rule file `rules`: relative to its own folder. Both folders exist. Where that can't be
   told, the rule file's full path. */
static struct str relative_path(struct arena *a, const char *form, const char *rules) {
    struct str dir = folder(a, form);
    char *from = realpath(dir.p, NULL), *to = realpath(rules, NULL);
    struct buf b = {0};
    size_t common = 0;
    for (size_t i = 0; from && to; i++) { /* the last place where both are at the end of a folder */
        bool from_end = from[i] == '\0' || from[i] == '/', to_end = to[i] == '/';
        if (from_end && to_end) {
            common = i;
        }
        if (from[i] == '\0' || to[i] == '\0' || from[i] != to[i]) {
            break;
        }
    }
    for (size_t i = common; from && from[i]; i++) {
        if (from[i] == '/' && from[i + 1] != '\0') {
            buf_text(&b, "../");
        }
    }
    buf_text(&b, from && to ? to + common + 1 : rules);
    free(from);
    free(to);
    return buf_keep(&b, a);
}

static int run_screen(struct cli *c, struct session *s) {
    static const enum word why[] = {
        [SCREEN_OK] = W_EMPTY,        [SCREEN_NO_TERMINAL] = W_NO_TERMINAL,
        [SCREEN_NO_UTF8] = W_NO_UTF8, [SCREEN_DUMB] = W_DUMB,
        [SCREEN_FAILED] = W_DUMB,
    };
    enum screen_status status;
    struct tui_options o = {.ambiguous = cli_ambiguous(c), .mouse = c->value[OPTION_MOUSE]};
    o.ask = c->value[OPTION_AMBIGUOUS] && strcmp(c->value[OPTION_AMBIGUOUS], "auto") == 0;
    enum tui_end end = tui_run(s, &o, &status);
    session_close(s);
    if (end == TUI_FAILED) {
        return cli_fail(c, str_of(word(c->lang, why[status])));
    }
    return end == TUI_DONE ? CLI_OK : CLI_FAILED;
}

static int open_screen(struct cli *c, bool read_only) {
    struct arena a = {0};
    struct session s;
    const char *rules = c->value[OPTION_RULES];
    if (c->operands != 1) {
        return cli_usage(c, W_ONE_FILE_WANTED, c->command->operands);
    }
    const char *path = c->operand[0];
    struct str in_form = rules ? relative_path(&a, path, rules) : STR("");
    enum word wrong = session_open(&s, path, rules, in_form.p, c->lang);
    arena_free(&a);
    if (wrong != W_EMPTY) {
        return cli_fail_file(c, wrong == W_NO_RULES && rules ? rules : path, wrong);
    }
    s.read_only = read_only;
    s.backup = c->value[OPTION_BACKUP] != NULL;
    const char *last = c->value[OPTION_COMPARE];
    wrong = last ? session_compare(&s, last) : W_EMPTY;
    if (wrong != W_EMPTY) {
        session_close(&s);
        return cli_fail_file(c, last, wrong);
    }
    return run_screen(c, &s);
}

int cmd_edit(struct cli *c) {
    if (c->value[OPTION_KEYS]) {
        struct buf b = {0};
        keys_list(c->lang, &b);
        return cli_print(c, &b);
    }
    return open_screen(c, false);
}

int cmd_view(struct cli *c) {
    return open_screen(c, true);
}
