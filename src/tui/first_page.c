/* The first page: the forms of a folder, to open, to view, or to begin a new one after. */
#include "app.h"

#include <sys/stat.h>

static size_t rows(struct app *a) {
    return a->folder->rows;
}

static enum style row(struct app *a, size_t i, struct buf *out) {
    const struct summary *s = &a->folder->row[i].summary;
    folder_line(a->folder, i, screen_columns() - LIST_MARK, a->ambiguous, app_lang(a), out);
    enum severity worst = s->why != W_EMPTY || s->count[SEV_ERROR] > 0 ? SEV_ERROR
                          : s->count[SEV_WARNING] > 0                  ? SEV_WARNING
                                                                       : SEV_OFF;
    return s->kind == DOCUMENT_RULES ? STYLE_NORMAL : severity_style(worst, STYLE_NORMAL);
}

/* ---- a new form ---- */

static void create(struct app *a, struct str name) {
    struct stat st;
    struct str path = arena_copy(&a->folder->arena, str_trim(name));
    if (path.n == 0 || !path.p) {
        return;
    }
    if (!app_allowed(a, path.p) || lstat(path.p, &st) == 0) {
        app_say(a, app_allowed(a, path.p) ? W_FILE_EXISTS : W_OUTSIDE);
        return;
    }
    *a->choice = (struct tui_choice){TUI_NEW, path.p, a->folder->row[a->list.at].path};
    a->leaving = true;
}

static void ask_name(struct app *a) {
    const struct folder_row *r = &a->folder->row[a->list.at];
    if (a->folder->rows == 0 || (r->summary.kind != DOCUMENT_RULES && r->summary.why != W_EMPTY)) {
        app_say(a, W_NOTHING_TO_BEGIN_AFTER);
        return;
    }
    const char *name = folder_new_name(a->folder, a->list.at);
    prompt_open(a, W_NEW_NAME, name ? str_of(name) : STR(""), create);
}

/* ---- one that is there ---- */

static void open_row(struct app *a, enum tui_what what) {
    const struct folder_row *r = a->folder->rows > 0 ? &a->folder->row[a->list.at] : NULL;
    if (!r) {
        return;
    }
    if (r->summary.kind == DOCUMENT_RULES) {
        ask_name(a);
    } else if (r->summary.why != W_EMPTY) {
        app_say(a, r->summary.why);
    } else {
        *a->choice = (struct tui_choice){what, r->path, NULL};
        a->leaving = true;
    }
}

static void take(struct app *a, size_t i) {
    (void)i;
    open_row(a, TUI_EDIT);
}

static const struct list_ops ops = {W_FIRST_PAGE, W_FIRST_PAGE_KEYS, rows, row, take, NULL, NULL, 0};

void first_page_open(struct app *a, const char *at) {
    size_t selected = 0;
    for (size_t i = 0; at && i < a->folder->rows; i++) {
        selected = strcmp(a->folder->row[i].path, at) == 0 ? i : selected;
    }
    list_open(a, &ops, selected);
}

void first_page_action(struct app *a, enum action action) {
    switch (action) {
    case ACTION_ENTER:
        open_row(a, TUI_EDIT);
        break;
    case ACTION_TEXT:
        open_row(a, TUI_VIEW);
        break;
    case ACTION_NEW:
        ask_name(a);
        break;
    case ACTION_CANCEL:
    case ACTION_QUIT:
        a->leaving = true;
        break;
    default:
        list_action(a, action);
        break;
    }
}

enum tui_end tui_browse(struct folder *f, enum lang lang, const struct tui_options *o, const char *at,
                        struct tui_choice *choice, enum screen_status *status) {
    struct session none = {.lang = lang};
    struct app a = {.session = &none, .folder = f, .choice = choice};
    *choice = (struct tui_choice){0};
    first_page_open(&a, at);
    return app_run(&a, o, status);
}
