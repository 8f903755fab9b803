/* The running screen: what its views share. */
#ifndef ZIPING_TUI_APP_H
#define ZIPING_TUI_APP_H

#include "ziping/editor.h"
#include "ziping/find.h"
#include "ziping/folder.h"
#include "ziping/guard.h"
#include "ziping/keys.h"
#include "ziping/layout.h"
#include "ziping/lines.h"
#include "ziping/tui.h"

enum mode {
    MODE_FORM, /* the paper, section by section */
    MODE_TEXT, /* one long text on the full screen */
    MODE_HELP,
    MODE_LIST,   /* rows to choose from */
    MODE_FIND,   /* a text that is looked for is typed on the message line */
    MODE_PROMPT, /* a line is asked for on the message line */
    MODE_ASK     /* a question on the message line */
};

struct app;

/* What a list on the full screen is of. */
struct list_ops {
    enum word title, keys; /* its first line and its last */
    size_t (*rows)(struct app *a);
    enum style (*row)(struct app *a, size_t i, struct buf *out); /* a row's text */
    void (*take)(struct app *a, size_t i);                       /* Enter; the list is closed already */
    int (*explain)(const struct app *a, size_t i);               /* the check that help explains; NULL where none */
    bool (*act)(struct app *a, enum action action); /* what the list does itself, before all else; NULL: nothing */
    int number; /* columns of the row's number, of which its text stands clear on every line */
};

#define LIST_MARK 2 /* columns before a row's text */

struct list_view {
    const struct list_ops *ops;
    size_t at, top; /* the selected row, the first one that is shown */
    size_t shown;   /* whole rows that were */
};

/* What is looked for. */
struct find {
    struct editor query;
    struct buf last;         /* what was looked for before */
    struct str section, key; /* of the field where it began, */
    size_t caret;            /* and the caret in it */
    struct arena arena;      /* what was found */
    struct find_hits hits;
    size_t at;         /* the one that is shown */
    struct str folded; /* the query as it is compared */
};

/* A line that is asked for. */
struct prompt {
    enum word label;
    struct editor editor;
    enum mode back;
    void (*done)(struct app *a, struct str text);
};

enum question { ASK_SAVE, ASK_OVERWRITE, ASK_DISCARD };

struct app {
    struct session *session;
    struct guard *guard;        /* NULL on the first page */
    struct session_merge merge; /* another person's changes that are asked about */
    bool restricted;            /* to the working directory */
    int64_t heard;              /* ms: when the last bytes came */
    const struct keymap *keys;
    enum text_ambiguous ambiguous;
    bool mouse;
    enum mode mode, before; /* `before`: where help and questions come back to */
    bool leaving;

    int field;            /* with the caret */
    struct editor editor; /* its text */
    struct buf held;      /* its text when it was entered */

    struct arena page;   /* paper and layout of the section that is shown, and what the layout draws */
    struct arena change; /* the layout of the text being typed */
    struct paper *paper;
    struct layout *layout; /* NULL when memory is short */
    size_t grid;           /* index in paper->grid */
    size_t cell;           /* of the field, in the layout */
    unsigned char *mask;   /* borders of one row of it */
    bool comparing;        /* last year's values stand below this year's, */
    bool beside;           /* or in columns of their own */
    struct panel *panel;   /* the section's findings right of it; NULL where there is no room */
    bool stale;            /* the page is to be built anew */
    bool typed;            /* the field's cell was laid out in `change` */
    int top;               /* first screen row of the section below its head that is shown */

    int problem_top; /* the first finding that the list below the totals shows */
    int text_top;    /* the same on the full screen */
    int help_top;
    int explained; /* the check that help is about, or -1: the field and the keys */
    struct list_view list;
    struct find find;
    struct prompt prompt;
    struct folder *folder;     /* on the first page, else NULL */
    struct tui_choice *choice; /* what was chosen there */
    struct arena progress_arena;
    struct progress *progress; /* rows of the list of progress, or NULL */
    size_t progress_rows;
    enum question question;
    bool leave_after_save;
    struct buf message; /* what the last command said, until the next key */
    struct buf out;     /* scratch for composing lines */
};

/* ---- form_view.c ---- */
void page_build(struct app *a); /* for the section of the field, where it is stale */
void page_typed(struct app *a); /* the text of the field has changed */
void form_draw(struct app *a);
/* Screen line and column of the caret in the field's cell: line from 0. */
void page_caret(const struct app *a, int *line, int *column);
/* The caret at a line and column of the field's cell; false where there is no such line. */
bool page_put_caret(struct app *a, int line, int column);
/* Goes to the field at a place of the screen, if there is one. */
void page_click(struct app *a, int y, int x);
int page_lines(const struct app *a); /* lines of the field's cell */
int view_rows(void);                 /* screen rows for the paper */

/* Moves the list of findings below the totals. */
void form_scroll_problems(struct app *a, int by);

/* ---- move.c ---- */
void field_enter(struct app *a, int field);
bool field_commit(struct app *a); /* takes what was typed over; true when it changed the form */
void field_return(struct app *a, struct str section, struct str key); /* enters it, whatever has changed meanwhile */
bool field_changed(const struct app *a);                              /* what is typed isn't what the form has */
int field_next(const struct app *a, int field, int step);             /* the next stop, round the end */
int field_beside(const struct app *a, int dx, int dy);                /* the nearest cell in that direction, or -1 */
int field_of_part(const struct app *a, size_t grid);                  /* its first stop */
/* Why what is being typed is no number where one belongs, whatever may still follow; W_EMPTY where it isn't wrong, or
   has a finding already. */
enum word field_wrong(const struct app *a);
void move_vertical(struct app *a, int dy);
void move_sideways(struct app *a, int dx);

/* ---- rows.c ---- */
void rows_action(struct app *a, enum action action); /* adds, removes or moves the row of the field */

/* ---- leave.c ---- */
/* On the message line, until the next key; with the keys in effect in the sentence's places. */
void app_say(struct app *a, enum word w);
void leave_save(struct app *a);
bool app_allowed(const struct app *a, const char *path); /* whether a file of that name may be made */
void leave_save_as(struct app *a);
void leave_save_merged(struct app *a);
void leave_ask(struct app *a, enum question q);
void leave_quit(struct app *a); /* asks only where there are changes */
void leave_answer(struct app *a, const struct key_event *e);
void leave_draw_question(struct app *a);

/* ---- text_view.c, help_view.c, bar.c ---- */
void text_draw(struct app *a);
bool text_action(struct app *a, enum action action); /* false: the common way of dealing with it will do */
void help_open(struct app *a, int code);             /* a check, or -1: the field and the keys */
void help_draw(struct app *a);
void help_action(struct app *a, enum action action);
void bar_draw(struct app *a);  /* message line and key bar */
void head_draw(struct app *a); /* title and tabs */

/* ---- list_view.c ---- */
void list_open(struct app *a, const struct list_ops *ops, size_t at);
void list_action(struct app *a, enum action action);
void list_draw(struct app *a);

/* ---- compare.c ---- */
void compare_toggle(struct app *a);
void compare_take(struct app *a);
/* The grid as it is drawn: where the screen is wide enough, with columns for last year's values. NULL when memory is
   short. */
const struct grid *compare_grid(struct app *a, const struct grid *g, int columns);
/* What stands below or beside a field's text while comparing: `=`, or `~` and last year's value; empty where there is
   nothing. */
struct str compare_below(struct app *a, struct arena *arena, int field, struct str value);
/* Last year's value for the message line or the help, at most `columns` wide (0: all of it). */
void compare_put(struct app *a, int columns, struct buf *out);

/* ---- panel.c ---- */
int panel_columns(const struct app *a); /* that the panel takes from the screen; 0: there is none */
void panel_build(struct app *a);
void panel_draw(struct app *a);

/* ---- chooser.c, lists.c ---- */
void chooser_open(struct app *a);
void problems_open(struct app *a);
void progress_open(struct app *a);

/* ---- find_view.c ---- */
void find_open(struct app *a);
void find_key(struct app *a, const struct key_event *e, enum action action);
void find_draw(struct app *a);
void find_mark(struct app *a, int y, int x, struct str all, struct str text);

/* ---- prompt.c ---- */
void prompt_open(struct app *a, enum word label, struct str text, void (*done)(struct app *a, struct str text));
void prompt_key(struct app *a, const struct key_event *e, enum action action);
void prompt_draw(struct app *a);
int prompt_draw_line(struct app *a, int y, int x, const struct editor *e, int room);

/* ---- first_page.c ---- */
void first_page_open(struct app *a, const char *at);
void first_page_action(struct app *a, enum action action);

/* ---- guard_view.c ---- */
void guard_greet(struct app *a);             /* says what there is to say of lock and journal when a form is opened */
void guard_step(struct app *a, int64_t now); /* notes what has changed, and writes it when it is time */
void guard_write(struct app *a, int64_t now); /* the same, and writes it in any case */
void guard_merge(struct app *a);             /* the file was changed by somebody else */
bool guard_renew(struct app *a); /* the form was saved; false when memory is short */
bool guard_try_take_over(struct app *a);
void guard_discard_found(struct app *a);

/* ---- app.c ---- */
void app_key(struct app *a, const struct key_event *e);

/* ---- loop.c ---- */
/* Opens the screen and runs it until it is left; frees what the app has. */
enum tui_end app_run(struct app *a, const struct tui_options *o, enum screen_status *status);
/* Stops the program, or all that it runs with; it may never go on, so what was typed is written first. */
void app_stop(struct app *a, bool group);
void replace_text(struct app *a, struct str text); /* of the field, and commits it: one step of undo */
/* Edits a line that is asked for; true when its text changed. */
bool edit_line(struct editor *e, enum action action);

/* Text made harmless, drawn. */
int draw_str(struct app *a, int y, int x, struct str text, int columns, enum style style);

/* How a finding is drawn; a note has no style that is the same everywhere. */
static inline enum style severity_style(enum severity s, enum style note) {
    return s == SEV_ERROR ? STYLE_ERROR : s == SEV_WARNING ? STYLE_WARNING : note;
}

/* 错误, 警告, 提示; error, warning, note */
static inline const char *severity_label(enum lang lang, enum severity s) {
    if (lang == LANG_EN) {
        return severity_name(s);
    }
    return word(lang, s == SEV_ERROR ? W_ERRORS : s == SEV_WARNING ? W_WARNINGS : W_NOTES);
}

static inline enum lang app_lang(const struct app *a) {
    return a->session->lang;
}

static inline const struct schema *app_schema(const struct app *a) {
    return a->session->form->schema;
}

static inline const struct field *app_field(const struct app *a) {
    return &app_schema(a)->field[a->field];
}

#endif
