#include "journals.h"

#include <stdlib.h>
#include <time.h>

#include "values.h"
#include "ziping/files.h"
#include "ziping/lock_words.h"
#include "ziping/recover.h"

enum word journals_word(const struct journal_found *found) {
    switch (found->state) {
    case JOURNAL_REFUSED:
        return file_word(found->file.status);
    case JOURNAL_DAMAGED:
        return W_JOURNAL_DAMAGED;
    case JOURNAL_NEWER:
        return W_JOURNAL_NEWER;
    case JOURNAL_OF_OTHER:
        return W_JOURNAL_OF_OTHER;
    case JOURNAL_NO_MEMORY:
        return W_NO_MEMORY;
    case JOURNAL_NONE:
    case JOURNAL_READ:
        break;
    }
    return W_EMPTY;
}

void journals_put(const struct cli *c, const struct journal_found *found, size_t changes, struct buf *out) {
    struct buf number = {0};
    char when[64];
    buf_number(&number, changes);
    struct str arg[] = {buf_str(&number), output_time(found->time, when)};
    buf_template(out, word(c->lang, W_RECOVER_FOUND), arg, 2);
    buf_char(out, '\n');
    out->failed = out->failed || number.failed;
    buf_free(&number);
}

/* `FORM: …` of one journal; the form of one beside it follows from its name. */
static void put_journal(const struct cli *c, const char *path, struct str form, const struct journal_found *found,
                        struct buf *out) {
    enum word why = journals_word(found);
    size_t changes = found->records + (found->typing.path.n > 0);
    for (size_t i = 0; i < found->records; i++) {
        changes -= str_eq(found->record[i].path, STR(RECOVER_RULES));
    }
    values_put_visible(out, form.n > 0 ? form : str_of(path));
    buf_text(out, ": ");
    if (why != W_EMPTY) {
        buf_printf(out, "%s\n", word(c->lang, why));
    } else {
        journals_put(c, found, changes, out);
    }
}

/* DIR/.NAME.ziping-journal is that of DIR/NAME. */
static struct str form_beside(struct arena *a, const char *journal) {
    struct str path = str_of(journal), ending = STR(".ziping-journal");
    size_t from = path.n;
    while (from > 0 && path.p[from - 1] != '/') {
        from--;
    }
    if (path.n - from <= ending.n + 1 || path.p[from] != '.') {
        return STR("");
    }
    return arena_join(a, str_sub(path, 0, from), str_sub(path, from + 1, path.n - ending.n));
}

static bool is_below(struct str path, const char *folder) {
    struct str f = str_of(folder);
    return str_starts(path, f) && (str_ends(f, STR("/")) || (path.n > f.n && path.p[f.n] == '/'));
}

/* The journals below a folder. `of`: only those whose forms are below this one, or NULL. */
static bool put_journals(const struct cli *c, const char *folder, const char *of, struct buf *out) {
    struct files files = {.ending = ".ziping-journal"};
    bool ok = files_add(&files, folder);
    for (size_t i = 0; ok && i < files.n; i++) {
        struct arena a = {0};
        struct journal_found found;
        journal_read(&a, files.path[i], &found);
        ok = found.state != JOURNAL_NO_MEMORY;
        if (ok && found.state != JOURNAL_NONE && (!of || is_below(found.form, of))) {
            put_journal(c, files.path[i], of ? found.form : form_beside(&a, files.path[i]), &found, out);
        }
        arena_free(&a);
    }
    files_free(&files);
    return ok;
}

int journals_list(const struct cli *c, const char *folder) {
    char state[PATH_MAX], *full = realpath(folder, NULL);
    struct buf out = {0};
    bool ok = full && put_journals(c, folder, NULL, &out);
    if (!full) {
        return cli_fail_file(c, folder, W_FILE_MISSING);
    }
    /* Those that could not stand beside their forms. */
    ok = ok && (!cli_state_folder(state) || put_journals(c, state, full, &out));
    free(full);
    out.failed = out.failed || !ok;
    int found = out.n > 0 ? CLI_FOUND : CLI_OK;
    int printed = cli_print(c, &out);
    return printed > found ? printed : found;
}

int64_t journals_now(void) {
    return (int64_t)time(NULL);
}
