#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ziping/dec.h"
#include "ziping/journal.h"

static void print_error(struct buf *b) {
    struct arena a = {0};
    struct str text = text_visible(&a, buf_str(b), TEXT_FOR_REPORT);
    fprintf(stderr, "ziping: %.*s\n", STR_ARG(text));
    arena_free(&a);
    buf_free(b);
}

int cli_fail(const struct cli *c, struct str text) {
    struct buf b = {0};
    (void)c;
    buf_add(&b, text);
    print_error(&b);
    return CLI_FAILED;
}

int cli_fail_file(const struct cli *c, const char *path, enum word why) {
    struct buf b = {0};
    buf_text(&b, path);
    buf_text(&b, ": ");
    buf_text(&b, word(c->lang, why));
    print_error(&b);
    return CLI_FAILED;
}

int cli_save(const struct cli *c, const char *path, struct str text, bool backup, unsigned *notes) {
    struct file_result r = file_save(path, text, backup || c->value[OPTION_BACKUP]);
    if (notes) {
        *notes = r.notes;
    }
    if (r.status != FILE_OK) {
        return cli_fail_file(c, path, file_word(r.status));
    }
    if (r.notes) {
        cli_fail_file(c, path, file_note_word(r.notes));
    }
    return CLI_OK;
}

const char *cli_state_folder(char out[PATH_MAX]) {
    return journal_state_folder(getenv("XDG_STATE_HOME"), getenv("HOME"), out) ? out : NULL;
}

int cli_usage(const struct cli *c, enum word what, const char *argument) {
    struct buf b = {0};
    buf_text(&b, word(c->lang, what));
    buf_text(&b, " ");
    buf_text(&b, argument);
    print_error(&b);
    fprintf(stderr, "%s\n", word(c->lang, W_SEE_HELP));
    return CLI_FAILED;
}

int cli_print(const struct cli *c, struct buf *b) {
    bool ok = !b->failed;
    size_t at = 0;
    while (ok && at < b->n) {
        ssize_t n = write(STDOUT_FILENO, b->p + at, b->n - at);
        if (n < 0 && errno != EINTR) {
            ok = false;
        }
        at += n > 0 ? (size_t)n : 0;
    }
    int error = errno;
    bool failed = b->failed;
    buf_free(b);
    if (failed) {
        return cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
    }
    /* A reader that has seen enough is no failure to speak of. */
    return ok ? CLI_OK : error == EPIPE ? CLI_FAILED : cli_fail(c, str_of(word(c->lang, W_FILE_FAILED)));
}

int cli_width(const struct cli *c) {
    const char *given = c->value[OPTION_WIDTH];
    struct winsize size;
    dec d;
    if (given) {
        if (dec_parse(str_of(given), &d) != DEC_OK || d % DEC_ONE != 0 || d < DEC_INT(40) || d > DEC_INT(300)) {
            cli_usage(c, W_BAD_WIDTH, given);
            return 0;
        }
        return (int)(d / DEC_ONE);
    }
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) {
        return size.ws_col <= 300 ? size.ws_col : 300;
    }
    return 100;
}

bool cli_color(const struct cli *c) {
    const char *when = c->value[OPTION_COLOR], *none = getenv("NO_COLOR");
    if (when && strcmp(when, "auto") != 0) {
        return strcmp(when, "always") == 0;
    }
    return isatty(STDOUT_FILENO) && !(none && *none);
}

enum text_ambiguous cli_ambiguous(const struct cli *c) {
    const char *width = c->value[OPTION_AMBIGUOUS];
    return width && strcmp(width, "wide") == 0 ? TEXT_WIDE : TEXT_NARROW;
}
