/* ziping recover: what was changed and not saved. */
#include "ziping/recover.h"
#include "ziping/path.h"

#include <unistd.h>

#include "journals.h"
#include "values.h"
#include "ziping/document.h"
#include "ziping/lock_words.h"

struct recover_run {
    struct cli *c;
    struct arena a;
    struct library library;
    struct document document;
    struct journal_found found;
    struct recovery recovery;
    char state[PATH_MAX];
};

static int no_memory(const struct cli *c) {
    return cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
}

/* A form that was never saved: its rule set is in the journal. */
static bool make_new(struct recover_run *r, const char *path) {
    for (size_t i = 0; i < r->found.records; i++) {
        struct str rules = r->found.record[i].text;
        if (!str_eq(r->found.record[i].path, STR(RECOVER_RULES))) {
            continue;
        }
        struct str beside = path_beside(&r->a, str_of(path), rules);
        r->document.rules = beside.p ? library_rules(&r->library, beside.p) : NULL;
        struct schema *schema =
            r->document.rules && r->document.rules->usable ? schema_build(&r->a, r->document.rules, NULL, 1) : NULL;
        r->document.form = schema ? form_new(&r->a, schema, rules, STR("")) : NULL;
        r->document.kind = DOCUMENT_FORM;
    }
    return !r->a.failed;
}

/* What the journal has of the form; CLI_OK, or CLI_FAILED when it has been said why not. */
static int read_all(struct recover_run *r, const char *path) {
    if (!document_read(&r->a, &r->library, path, &r->document)) {
        return no_memory(r->c);
    }
    const struct document *d = &r->document;
    bool missing = d->file.status == FILE_MISSING;
    if (d->file.status != FILE_OK && !missing) {
        return cli_fail_file(r->c, path, file_word(d->file.status));
    }
    struct journal_base base = {
        .path = path, .state = cli_state_folder(r->state), .bytes = missing ? STR("") : d->bytes};
    journal_find(&r->a, &base, &r->found);
    if (missing && r->found.state == JOURNAL_NONE) {
        return cli_fail_file(r->c, path, W_FILE_MISSING);
    }
    if (missing && !make_new(r, path)) {
        return no_memory(r->c);
    }
    return CLI_OK;
}

/* Whether the journal can be used, and if not why. */
static int usable(struct recover_run *r, const char *path) {
    enum word why = journals_word(&r->found);
    if (why != W_EMPTY) {
        return cli_fail_file(r->c, r->found.name.p, why);
    }
    if (r->document.kind != DOCUMENT_FORM || !r->document.form) {
        return cli_fail_file(r->c, path, r->document.kind == DOCUMENT_OTHER ? W_NOT_A_FORM : W_NO_RULES);
    }
    return recover_compare(&r->a, r->document.form, &r->found, &r->recovery) ? CLI_OK : no_memory(r->c);
}

/* ---- who has the form open ---- */

/* Says who has it; false where nobody can have. */
static bool is_open(const struct cli *c, const struct lock *l, const char *path) {
    struct buf b = {0};
    buf_text(&b, path);
    buf_text(&b, ": ");
    bool open = output_lock(l, c->lang, &b);
    if (open) {
        cli_fail(c, buf_str(&b));
    }
    buf_free(&b);
    return open;
}

/* The lock, or false when somebody has it. Where none can be made there is none to be had. */
static bool take_lock(const struct cli *c, struct lock *l, const char *path) {
    (void)lock_acquire(l, path, journals_now());
    return !is_open(c, l, path);
}

/* ---- what is done ---- */

static void put_counted(const struct cli *c, struct buf *out, enum word w, size_t n) {
    word_numbers(out, c->lang, w, &n, 1);
    buf_char(out, '\n');
}

static void put_rows(const struct recover_run *r, struct buf *out) {
    const struct recovery *v = &r->recovery;
    for (size_t i = 0; i < v->rows; i++) {
        values_put_visible(out, v->row[i].path);
        buf_char(out, ' ');
        values_put_visible(out, v->form->schema->field[v->row[i].field].label);
        buf_text(out, v->row[i].typing ? word(r->c->lang, W_RECOVER_TYPING) : "");
        buf_char(out, '\n');
        values_put(r->c, out, "  -", v->row[i].disk);
        values_put(r->c, out, "  +", v->row[i].recovered);
    }
    if (v->moved) {
        buf_printf(out, "%s\n", word(r->c->lang, W_RECOVER_MOVED));
    }
    if (v->unknowns > 0) {
        buf_printf(out, "%s\n", word(r->c->lang, W_RECOVER_UNKNOWN));
    }
    for (size_t i = 0; i < v->unknowns; i++) {
        values_put_visible(out, v->unknown[i].path);
        buf_char(out, '\n');
        values_put(r->c, out, "  +", v->unknown[i].text);
    }
}

static int list(struct recover_run *r, const char *path) {
    const struct cli *c = r->c;
    struct buf out = {0};
    struct lock lock;
    size_t changes = recover_changes(&r->recovery) + r->recovery.unknowns;
    bool any = changes > 0;
    lock_look(&lock, path);
    is_open(c, &lock, path);
    values_put_visible(&out, str_of(path));
    buf_text(&out, ": ");
    if (any) {
        journals_put(c, &r->found, changes, &out);
        put_rows(r, &out);
    } else {
        buf_printf(&out, "%s\n", word(c->lang, W_RECOVER_SAME));
    }
    if (r->found.lost > 0) {
        put_counted(c, &out, W_RECOVER_LOST, r->found.lost);
    }
    if (any && !r->found.same_base) {
        buf_printf(&out, "%s\n", word(c->lang, W_RECOVER_CHANGED));
    }
    if (any) {
        buf_printf(&out, "%s\n", word(c->lang, W_RECOVER_HOW));
    }
    int status = cli_print(c, &out);
    return status == CLI_OK && any ? CLI_FOUND : status;
}

/* The journal goes once what it has is known to be on the disk. Where the file was changed since, the file as it was
   stays too. */
static int apply(struct recover_run *r, const char *path) {
    const struct cli *c = r->c;
    struct buf text = {0}, said = {0};
    unsigned notes = 0;
    if (recover_apply(&r->recovery)) {
        form_text(r->recovery.form, &text);
    } else {
        text.failed = true;
    }
    int status = text.failed ? no_memory(c) : cli_save(c, path, buf_str(&text), !r->found.same_base, &notes);
    buf_free(&text);
    if (status != CLI_OK) {
        return status;
    }
    put_counted(c, &said, W_RECOVER_APPLIED, recover_changes(&r->recovery));
    if (r->recovery.unknowns > 0) {
        cli_fail_file(c, r->found.name.p, W_RECOVER_KEPT);
        status = CLI_FOUND;
    } else if (!(notes & FILE_NOTE_UNSYNCED)) {
        unlink(r->found.name.p);
    }
    int printed = cli_print(c, &said);
    return printed > status ? printed : status;
}

static int discard(const struct recover_run *r) {
    struct buf said = {0};
    if (r->found.state == JOURNAL_REFUSED) {
        return cli_fail_file(r->c, r->found.name.p, journals_word(&r->found));
    }
    if (unlink(r->found.name.p) != 0) {
        return cli_fail_file(r->c, r->found.name.p, W_FILE_DENIED);
    }
    buf_printf(&said, "%s\n", word(r->c->lang, W_RECOVER_DISCARDED));
    return cli_print(r->c, &said);
}

static int change(struct recover_run *r, const char *path) {
    struct lock lock;
    if (!take_lock(r->c, &lock, path)) {
        return CLI_FAILED;
    }
    int status = r->c->value[OPTION_DISCARD] ? CLI_OK : usable(r, path);
    if (status == CLI_OK) {
        status = r->c->value[OPTION_DISCARD] ? discard(r) : apply(r, path);
    }
    lock_release(&lock);
    return status;
}

static int recover_form(struct cli *c, struct recover_run *r, const char *path) {
    struct buf said = {0};
    int status = read_all(r, path);
    if (status != CLI_OK) {
        return status;
    }
    if (r->found.state == JOURNAL_NONE) {
        values_put_visible(&said, str_of(path));
        buf_printf(&said, ": %s\n", word(c->lang, W_RECOVER_NOTHING));
        return cli_print(c, &said);
    }
    if (c->value[OPTION_APPLY] || c->value[OPTION_DISCARD]) {
        return change(r, path);
    }
    status = usable(r, path);
    return status == CLI_OK ? list(r, path) : status;
}

int cmd_recover(struct cli *c) {
    bool folder = c->value[OPTION_LIST] != NULL;
    if (!!c->value[OPTION_APPLY] + !!c->value[OPTION_DISCARD] + folder > 1) {
        return cli_usage(c, W_TWO_WAYS, c->command->operands);
    }
    if (c->operands != 1) {
        return cli_usage(c, W_ONE_FILE_WANTED, c->command->operands);
    }
    if (folder) {
        return journals_list(c, c->operand[0]);
    }
    struct recover_run r = {.c = c};
    int status = recover_form(c, &r, c->operand[0]);
    library_free(&r.library);
    arena_free(&r.a);
    return status;
}
