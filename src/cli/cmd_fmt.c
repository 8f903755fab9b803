/* ziping fmt: an INI file in the form that both iniparser versions read alike. */
#include "cli.h"

#include "ziping/ini.h"

/* Faults whose line can be written anew without guessing what was meant. */
static bool mends(enum ini_fault_kind kind) {
    return kind == INI_LINE_TOO_LONG || kind == INI_BACKSLASH_IN_QUOTES;
}

static bool has_fault(const struct ini_doc *doc, const struct ini_entry *e) {
    for (size_t i = 0; i < doc->faults; i++) {
        const struct ini_fault *f = &doc->fault[i];
        if (mends(f->kind) && f->line == e->line) {
            return true;
        }
    }
    return false;
}

/* The entry that a part belongs to: the nearest one before it that is none. */
static const struct ini_entry *whole(const struct ini_doc *doc, size_t i) {
    while (i > 0 && doc->entry[i].is_part) {
        i--;
    }
    return &doc->entry[i];
}

/* The document with those lines written anew; line ends, encoding and byte order mark are seen to by the writer. */
static void tidy(const struct ini_doc *doc, struct arena *a, struct buf *out) {
    struct ini_change *change = arena_array(a, struct ini_change, doc->entries + 1);
    size_t n = 0;
    for (size_t i = 0; change && i < doc->entries; i++) {
        const struct ini_entry *e = whole(doc, i);
        if (has_fault(doc, &doc->entry[i]) && ini_find(doc, doc->section[e->section].name, e->key) == e) {
            change[n++] = (struct ini_change){
                .section = doc->section[e->section].name, .key = e->key, .value = e->value, .anew = true};
        }
    }
    if (change) {
        ini_rewrite(doc, change, n, out);
    } else {
        out->failed = true;
    }
}

/* What is left that only a person can decide. */
static size_t left_over(struct cli *c, const char *path, struct arena *a, struct str text) {
    struct ini_doc doc;
    if (ini_scan(a, text, &doc) != INI_OK) {
        return 1;
    }
    if (doc.faults > 0) {
        cli_fail_file(c, path, W_FMT_LEFT);
    }
    return doc.faults;
}

static int format_file(struct cli *c, struct arena *a, const char *path) {
    struct str bytes;
    struct ini_doc doc;
    struct buf out = {0};
    int status = CLI_OK;
    struct file_result r = file_read(path, FILE_LIMIT, a, &bytes);
    if (r.status != FILE_OK) {
        return cli_fail_file(c, path, file_word(r.status));
    }
    enum ini_status scanned = ini_scan(a, bytes, &doc);
    if (scanned != INI_OK) {
        return cli_fail_file(c, path, scanned == INI_REFUSED ? W_NOT_TEXT : W_NO_MEMORY);
    }
    tidy(&doc, a, &out);
    if (out.failed) {
        status = cli_fail_file(c, path, W_NO_MEMORY);
    } else if (c->value[OPTION_CHECK]) {
        if (!str_eq(buf_str(&out), bytes)) {
            cli_fail_file(c, path, W_FMT_WOULD_CHANGE);
            status = CLI_FOUND;
        }
    } else if (strcmp(path, "-") == 0) {
        struct buf text = {0};
        buf_add(&text, buf_str(&out));
        status = cli_print(c, &text);
    } else if (!str_eq(buf_str(&out), bytes)) {
        status = cli_save(c, path, buf_str(&out), false, NULL);
        if (status == CLI_OK) {
            cli_fail_file(c, path, W_FMT_CHANGED);
        }
    }
    if (status != CLI_FAILED && left_over(c, path, a, buf_str(&out)) > 0) {
        status = CLI_FOUND;
    }
    buf_free(&out);
    return status;
}

int cmd_fmt(struct cli *c) {
    int status = CLI_OK;
    if (c->operands == 0) {
        return cli_usage(c, W_FILE_WANTED, c->command->operands);
    }
    for (int i = 0; i < c->operands; i++) {
        struct arena a = {0};
        int one = format_file(c, &a, c->operand[i]);
        status = one > status ? one : status;
        arena_free(&a);
    }
    return status;
}
