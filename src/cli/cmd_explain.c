/* ziping explain: what a check means, why it matters, how to mend it. */
#include "cli.h"

#include "ziping/output.h"

static int fail_unknown(const struct cli *c, const char *given) {
    struct buf b = {0};
    int nearest = catalogue_nearest(str_of(given));
    buf_printf(&b, "%s %s", word(c->lang, W_NO_SUCH_CHECK), given);
    if (nearest >= 0) {
        buf_text(&b, word(c->lang, W_DID_YOU_MEAN_BEFORE));
        buf_text(&b, catalogue((enum code)nearest)->name);
        buf_text(&b, word(c->lang, W_DID_YOU_MEAN_BEHIND));
    }
    int status = cli_fail(c, buf_str(&b));
    buf_free(&b);
    return status;
}

int cmd_explain(struct cli *c) {
    struct buf out = {0};
    int status = CLI_OK;
    for (int i = 0; i < c->operands; i++) {
        int code = catalogue_find(str_of(c->operand[i]));
        if (code < 0) {
            status = fail_unknown(c, c->operand[i]);
            continue;
        }
        buf_text(&out, out.n > 0 ? "\n\n" : "");
        output_explanation((enum code)code, c->lang, &out);
    }
    if (c->operands == 0) {
        output_check_list(c->lang, &out);
    }
    int printed = cli_print(c, &out);
    return printed > status ? printed : status;
}
