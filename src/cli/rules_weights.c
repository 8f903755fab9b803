/* ziping rules weights: the tree of a rule set with its weights. */
#include "cmd_rules.h"
#include "documents.h"

#include "ziping/output.h"

struct weighing {
    struct output_page page;
    bool json;
    struct buf out;
};

static int weigh(struct cli *c, struct arena *a, const struct document *d, void *context) {
    struct weighing *w = context;
    struct weights weights;
    if (d->kind != DOCUMENT_RULES) {
        return cli_fail_file(c, d->path.p, W_NOT_RULES);
    }
    bool ok = weights_make(a, d->rules, &weights);
    if (ok && w->json) {
        documents_element(&w->out);
        ok = output_weights_json(d->rules, &weights, d->path, &w->out);
    } else if (ok) {
        buf_text(&w->out, w->out.n > 0 ? "\n\n" : "");
        ok = output_weights(d->rules, &weights, d->path, &w->page, &w->out);
    }
    return ok ? CLI_OK : cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
}

int rules_weights(struct cli *c) {
    struct weighing w = {.page = {c->lang, cli_width(c), cli_ambiguous(c)}};
    if (w.page.width == 0 || !documents_format(c, &w.json)) {
        return CLI_FAILED;
    }
    if (c->operands == 0) {
        return cli_usage(c, W_FILE_WANTED, c->command->operands);
    }
    int status = documents_each(c, weigh, &w);
    return documents_end(c, w.json, &w.out, status);
}
