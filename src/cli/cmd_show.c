/* ziping show: a form or an indicator system as the paper has it. */
#include "cli.h"

#include "ziping/document.h"
#include "ziping/output.h"

static int show_document(struct cli *c, struct arena *a, const struct document *d, int width, struct buf *out) {
    if (d->kind == DOCUMENT_NONE) {
        bool unreadable = d->file.status != FILE_OK;
        return cli_fail_file(c, d->path.p, unreadable ? file_word(d->file.status) : W_NOT_TEXT);
    }
    if (d->kind == DOCUMENT_OTHER) {
        return cli_fail_file(c, d->path.p, W_NOT_ZIPING);
    }
    if (d->kind == DOCUMENT_FORM && !d->form) {
        return cli_fail_file(c, d->path.p, W_NO_RULES);
    }
    struct paper *p = d->form ? paper_form(a, d->form, NULL, PAPER_PRINT) : paper_rules(a, d->rules);
    if (!p || !output_paper(p, d->form, width, cli_ambiguous(c), out)) {
        return cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
    }
    for (size_t i = 0; i < d->rules->files; i++) {
        if (d->rules->file[i].status != RULE_FILE_OK) { /* what could be read has been printed */
            return cli_fail_file(c, d->path.p, W_NO_RULES);
        }
    }
    return CLI_OK;
}

int cmd_show(struct cli *c) {
    int width = cli_width(c), status = CLI_OK;
    struct buf out = {0};
    if (width == 0) {
        return CLI_FAILED;
    }
    if (c->operands == 0) {
        return cli_usage(c, W_FILE_WANTED, c->command->operands);
    }
    for (int i = 0; i < c->operands; i++) {
        struct arena a = {0};
        struct library l = {0};
        struct document d;
        int one = document_read(&a, &l, c->operand[i], &d) ? show_document(c, &a, &d, width, &out)
                                                           : cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
        status = one > status ? one : status;
        library_free(&l);
        arena_free(&a);
    }
    int printed = cli_print(c, &out);
    return printed > status ? printed : status;
}
