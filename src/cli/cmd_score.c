/* ziping score: how each point of a form comes about. */
#include "documents.h"

#include "ziping/output.h"

struct scoring {
    struct output_page page;
    bool json;
    struct buf out;
};

static int score_document(struct cli *c, struct arena *a, const struct document *d, void *context) {
    struct scoring *s = context;
    struct score score;
    struct account account;
    struct outlook outlook;
    if (!d->form) {
        return cli_fail_file(c, d->path.p, W_NOT_A_FORM);
    }
    bool ok = score_form(a, d->form, &score) && account_make(a, d->form, &score, &account) &&
              outlook_make(a, d->rules, &score, &account, &outlook);
    struct output_scored scored = {d->path, d->form, &score, &account, &outlook};
    if (ok && s->json) {
        documents_element(&s->out);
        ok = output_score_json(&scored, c->lang, &s->out);
    } else if (ok) {
        buf_text(&s->out, s->out.n > 0 ? "\n\n" : "");
        ok = output_score(&scored, &s->page, &s->out);
    }
    return ok ? CLI_OK : cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
}

int cmd_score(struct cli *c) {
    struct scoring s = {.page = {c->lang, cli_width(c), cli_ambiguous(c)}};
    if (s.page.width == 0 || !documents_format(c, &s.json)) {
        return CLI_FAILED;
    }
    if (c->operands == 0) {
        return cli_usage(c, W_FILE_WANTED, c->command->operands);
    }
    int status = documents_each(c, score_document, &s);
    return documents_end(c, s.json, &s.out, status);
}
