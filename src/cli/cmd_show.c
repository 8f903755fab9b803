/* ziping show: a form or an indicator system as the paper has it. */
#include "documents.h"

#include "ziping/output.h"

struct show {
    int width;
    struct buf out;
};

static int show_document(struct cli *c, struct arena *a, const struct document *d, void *context) {
    struct show *s = context;
    struct paper *p = d->form ? paper_form(a, d->form, NULL, PAPER_PRINT) : paper_rules(a, d->rules);
    if (!p || !output_paper(p, d->form, s->width, cli_ambiguous(c), &s->out)) {
        return cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
    }
    return CLI_OK;
}

int cmd_show(struct cli *c) {
    struct show s = {.width = cli_width(c)};
    if (s.width == 0) {
        return CLI_FAILED;
    }
    if (c->operands == 0) {
        return cli_usage(c, W_FILE_WANTED, c->command->operands);
    }
    int status = documents_each(c, show_document, &s);
    return documents_end(c, false, &s.out, status);
}
