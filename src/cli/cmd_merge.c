/* ziping merge: two people's changes of one file, by field. */
#include "ziping/merge.h"

#include <stdio.h>

#include "values.h"

static bool read_side(const struct cli *c, struct arena *a, const char *path, struct ini_doc *doc) {
    struct str bytes;
    struct file_result r = file_read(path, FILE_LIMIT, a, &bytes);
    if (r.status != FILE_OK) {
        cli_fail_file(c, path, file_word(r.status));
        return false;
    }
    enum ini_status scanned = ini_scan(a, bytes, doc);
    if (scanned != INI_OK) {
        cli_fail_file(c, path, scanned == INI_REFUSED ? W_NOT_TEXT : W_NO_MEMORY);
    }
    return scanned == INI_OK;
}

static void put_side(const struct cli *c, struct buf *out, enum word name, struct str value) {
    char head[64];
    snprintf(head, sizeof head, "  %s:", word(c->lang, name));
    values_put(c, out, head, value.p ? value : str_of(word(c->lang, W_NO_SUCH_KEY)));
}

/* Says on standard error which fields are in conflict. */
static void report(const struct cli *c, const struct merge *m, const char *mine) {
    struct buf out = {0};
    size_t n = m->conflicts;
    for (size_t i = 0; i < m->rows; i++) {
        const struct merge_row *row = &m->row[i];
        if (row->kind == MERGE_CONFLICT) {
            values_put_visible(&out, row->section);
            buf_char(&out, '.');
            values_put_visible(&out, row->key);
            buf_char(&out, '\n');
            put_side(c, &out, W_MERGE_BASE, row->base);
            put_side(c, &out, W_MERGE_MINE, row->mine);
            put_side(c, &out, W_MERGE_THEIRS, row->theirs);
        }
    }
    fwrite(out.p, 1, out.n, stderr);
    buf_clear(&out);
    buf_text(&out, mine);
    buf_text(&out, ": ");
    word_numbers(&out, c->lang, W_MERGE_SUMMARY, &n, 1);
    cli_fail(c, buf_str(&out));
    buf_free(&out);
}

static int merge_files(const struct cli *c, struct arena *a) {
    struct ini_doc doc[3];
    struct merge m;
    struct buf text = {0};
    const char *mine = c->operand[1], *to = c->value[OPTION_OUTPUT] ? c->value[OPTION_OUTPUT] : mine;
    for (int i = 0; i < 3; i++) {
        if (!read_side(c, a, c->operand[i], &doc[i])) {
            return CLI_FAILED;
        }
    }
    if (!merge_compare(a, &doc[0], &doc[1], &doc[2], &m)) {
        return cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
    }
    merge_text(&m, &doc[1], &text);
    if (text.failed) {
        buf_free(&text);
        return cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
    }
    int status;
    if (strcmp(to, "-") == 0) {
        status = cli_print(c, &text);
    } else {
        status = cli_save(c, to, buf_str(&text), false, NULL);
        buf_free(&text);
    }
    if (status == CLI_OK && m.conflicts > 0) {
        report(c, &m, to);
        status = CLI_FOUND;
    }
    return status;
}

int cmd_merge(struct cli *c) {
    struct arena a = {0};
    if (c->operands != 3) {
        return cli_usage(c, W_THREE_FILES_WANTED, c->command->operands);
    }
    int status = merge_files(c, &a);
    arena_free(&a);
    return status;
}
