/* ziping check: what is wrong with forms and rule sets. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "check_run.h"
#include "cli.h"
#include "expect.h"

/* ---- which checks, and how severe ---- */

struct severities {
    enum severity level[CHECKS];
    bool given[CHECKS];
    bool only[CHECKS]; /* named by --only */
};

/* Next item of a list separated by commas. */
static struct str next_item(struct str *list) {
    size_t end = str_find(*list, STR(","));
    struct str item = str_trim(str_sub(*list, 0, end));
    *list = str_sub(*list, end < list->n ? end + 1 : end, list->n);
    return item;
}

static void fail_item(const struct cli *c, enum word what, struct str item) {
    struct buf b = {0};
    buf_add(&b, item);
    buf_char(&b, '\0');
    cli_usage(c, what, b.p ? b.p : "");
    buf_free(&b);
}

static int find_check(const struct cli *c, struct str name) {
    int code = catalogue_find(name);
    if (code < 0) {
        fail_item(c, W_NO_SUCH_CHECK, name);
    }
    return code;
}

static bool set_severity(const struct cli *c, struct str item, struct severities *s) {
    size_t equals = str_find(item, STR("="));
    int code = find_check(c, str_sub(item, 0, equals));
    enum severity level;
    if (code < 0) {
        return false;
    }
    if (equals == item.n || !severity_find(str_sub(item, equals + 1, item.n), &level)) {
        fail_item(c, W_BAD_SEVERITY, item);
        return false;
    }
    s->level[code] = level;
    s->given[code] = true;
    return true;
}

/* --only and --ignore; nothing at all is no list. */
static bool select_checks(const struct cli *c, struct str list, bool *named) {
    do {
        int code = find_check(c, next_item(&list));
        if (code < 0) {
            return false;
        }
        named[code] = true;
    } while (list.n > 0);
    return true;
}

static bool read_severities(const struct cli *c, struct severities *s) {
    bool ignore[CHECKS] = {0}, any_only = false;
    for (int i = 0; i < c->givens; i++) {
        struct str value = str_of(c->given[i].value);
        if (c->given[i].option == OPTION_SEVERITY) {
            do {
                if (!set_severity(c, next_item(&value), s)) {
                    return false;
                }
            } while (value.n > 0);
        }
        any_only = any_only || c->given[i].option == OPTION_ONLY;
        if ((c->given[i].option == OPTION_ONLY && !select_checks(c, value, s->only)) ||
            (c->given[i].option == OPTION_IGNORE && !select_checks(c, value, ignore))) {
            return false;
        }
    }
    for (int i = 0; i < CHECKS; i++) {
        if (ignore[i] || (any_only && !s->only[i])) {
            s->level[i] = SEV_OFF;
            s->given[i] = true;
        }
    }
    return true;
}

/* ---- plan ---- */

static bool read_plan(const struct cli *c, struct check_plan *p) {
    const char *format = c->value[OPTION_FORMAT], *level = c->value[OPTION_LEVEL], *jobs = c->value[OPTION_JOBS];
    dec n;
    p->report = (struct report){.lang = c->lang, .color = cli_color(c)};
    p->options.lang = c->lang;
    p->quiet = c->value[OPTION_QUIET] || c->value[OPTION_EXPECT];
    p->progress = isatty(STDERR_FILENO);
    p->shown = SEV_NOTE;
    if (format && !report_format_find(str_of(format), &p->report.format)) {
        return cli_usage(c, W_BAD_FORMAT, format), false;
    }
    if (level && (!severity_find(str_of(level), &p->shown) || p->shown == SEV_OFF)) {
        return cli_usage(c, W_BAD_LEVEL, level), false;
    }
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    p->threads = cores > 0 ? (size_t)cores : 1;
    if (jobs) {
        if (dec_parse(str_of(jobs), &n) != DEC_OK || n % DEC_ONE != 0 || n < DEC_ONE || n > DEC_INT(256)) {
            return cli_usage(c, W_BAD_JOBS, jobs), false;
        }
        p->threads = (size_t)(n / DEC_ONE);
    }
    p->threads = p->threads < p->files->n ? p->threads : p->files->n;
    return true;
}

/* ---- what is done with each file besides the report ---- */

struct watch {
    const struct cli *cli;
    struct buf *baseline; /* lines of a baseline that is being written, or NULL */
    struct expect *expect;
};

static bool watch_file(void *context, struct checked *f) {
    struct watch *w = context;
    if (!f->of_batch && f->document.file.status != FILE_OK) {
        cli_fail_file(w->cli, f->path, file_word(f->document.file.status));
    }
    for (size_t i = 0; w->baseline && i < f->n; i++) {
        baseline_put(f->visible[i], w->baseline);
        buf_char(w->baseline, '\n');
    }
    for (size_t i = 0; w->expect && f->of_batch && i < f->n; i++) {
        if (!expect_of_batch(w->expect, f->visible[i])) {
            return false;
        }
    }
    return !w->expect || f->of_batch || expect_file(w->expect, &f->document, &f->diags);
}

static void say_summary(const struct cli *c, const struct check_totals *t) {
    struct buf b = {0};
    word_numbers(&b, c->lang, W_SUMMARY,
                 (size_t[]){t->files, t->count[SEV_ERROR], t->count[SEV_WARNING], t->count[SEV_NOTE]}, 4);
    fprintf(stderr, "%.*s\n", STR_ARG(buf_str(&b)));
    buf_free(&b);
}

static int write_baseline(const struct cli *c, struct buf *lines) {
    const char *path = c->value[OPTION_WRITE_BASELINE];
    struct file_result r = file_write(path, buf_str(lines));
    return r.status == FILE_OK && !lines->failed ? CLI_OK : cli_fail_file(c, path, file_word(r.status));
}

static size_t count_found(const struct check_plan *p, const struct check_totals *t, bool level_given) {
    size_t found = t->count[SEV_ERROR];
    for (enum severity s = p->shown; level_given && s < SEV_ERROR; s++) {
        found += t->count[s];
    }
    return found;
}

/* A reader of the report that has seen enough is no failure to speak of. */
static int fail_run(const struct cli *c, const struct check_totals *t) {
    if (t->error == EPIPE) {
        return CLI_FAILED;
    }
    return cli_fail(c, str_of(word(c->lang, t->error != 0 ? W_FILE_FAILED : W_NO_MEMORY)));
}

static int run_plan(struct cli *c, struct check_plan *plan) {
    struct check_totals totals;
    struct buf lines = {0}, report = {0};
    struct expect expect = {.lang = c->lang, .out = &report};
    struct watch watch = {.cli = c,
                          .baseline = c->value[OPTION_WRITE_BASELINE] ? &lines : NULL,
                          .expect = c->value[OPTION_EXPECT] ? &expect : NULL};
    bool ran = check_run(plan, watch_file, &watch, &totals);
    int status = CLI_OK;
    if (!ran) {
        status = fail_run(c, &totals);
    } else if (watch.expect) {
        ran = expect_end(&expect);
        status = expect.wrong > 0 ? CLI_FOUND : CLI_OK;
        status = cli_print(c, &report) == CLI_OK ? status : CLI_FAILED;
    } else if (watch.baseline) {
        status = write_baseline(c, &lines);
    } else if (count_found(plan, &totals, c->value[OPTION_LEVEL] != NULL) > 0) {
        status = CLI_FOUND;
    }
    if (totals.unreadable > 0) {
        status = CLI_FAILED;
    }
    if (ran && (plan->files->n > 1 || plan->quiet)) {
        say_summary(c, &totals);
    }
    arena_free(&expect.arena);
    buf_free(&lines);
    buf_free(&report);
    return status;
}

int cmd_check(struct cli *c) {
    struct files files = {0};
    struct baseline known = {0};
    struct severities severities = {0};
    struct check_plan plan = {
        .files = &files,
        .options = {.overrides = severities.level, .overridden = severities.given, .wanted = severities.only}};
    const char *baseline = c->value[OPTION_BASELINE];
    int status = CLI_FAILED;
    bool ok = true;
    if (c->operands == 0) {
        return cli_usage(c, W_FILE_WANTED, c->command->operands);
    }
    for (int i = 0; i < c->operands && ok; i++) {
        ok = files_add(&files, c->operand[i]);
    }
    if (!ok) {
        cli_fail(c, str_of(word(c->lang, W_NO_MEMORY)));
    } else if (read_severities(c, &severities) && read_plan(c, &plan)) {
        struct file_result r = baseline ? baseline_read(&known, baseline) : (struct file_result){.status = FILE_OK};
        plan.known = baseline ? &known : NULL;
        plan.options.counting = plan.quiet && !baseline && !c->value[OPTION_WRITE_BASELINE] && !c->value[OPTION_EXPECT];
        status = r.status == FILE_OK ? run_plan(c, &plan) : cli_fail_file(c, baseline, file_word(r.status));
    }
    baseline_free(&known);
    files_free(&files);
    return status;
}
