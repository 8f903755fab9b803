#include "documents.h"

static int work_on(struct cli *c, struct arena *a, const struct document *d, document_work *work, void *context) {
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
    int status = work(c, a, d, context);
    for (size_t i = 0; i < d->rules->files && status == CLI_OK; i++) {
        if (d->rules->file[i].status != RULE_FILE_OK) {
            status = cli_fail_file(c, d->path.p, W_NO_RULES);
        }
    }
    return status;
}

int documents_each(struct cli *c, document_work *work, void *context) {
    struct library l = {0};
    struct arena a = {0};
    int status = CLI_OK;
    for (int i = 0; i < c->operands; i++) {
        struct document d;
        arena_reset(&a);
        int one = document_read(&a, &l, c->operand[i], &d) ? work_on(c, &a, &d, work, context)
                                                           : cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
        status = one > status ? one : status;
    }
    arena_free(&a);
    library_free(&l);
    return status;
}

bool documents_format(const struct cli *c, bool *json) {
    const char *format = c->value[OPTION_FORMAT];
    *json = format && str_eq_nocase(str_of(format), STR("json"));
    if (format && !*json && !str_eq_nocase(str_of(format), STR("text"))) {
        cli_usage(c, W_BAD_FORMAT, format);
        return false;
    }
    return true;
}

void documents_element(struct buf *out) {
    buf_text(out, out->n == 0 ? "[\n" : ",\n");
}

int documents_end(const struct cli *c, bool json, struct buf *out, int status) {
    if (json) {
        buf_text(out, out->n == 0 ? "[\n]\n" : "\n]\n");
    }
    int printed = cli_print(c, out);
    return printed > status ? printed : status;
}
