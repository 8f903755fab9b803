#include "form_term.h"

#include <string.h>

#include "ziping/form.h"
#include "ziping/path.h"

const char *forms_copy(void) {
    return disk_copy("forms", term_tmpdir());
}

const char *form_in(const char *forms) {
    return disk_path(forms, "kepu-2024.ini");
}

struct term *form_start_at(const char *forms, const struct term_options *o, const char *const args[]) {
    struct term_options in_forms = o != NULL ? *o : (struct term_options){0};
    in_forms.cwd = forms;
    struct term *t = term_start_ziping_at(&in_forms, args, __FILE__, __LINE__);
    term_wait_text(t, "F10退出");
    return t;
}

struct term *form_start_2024(void) {
    return form_start(forms_copy(), NULL, "kepu-2024.ini");
}

const char *no_blanks(const char *text) {
    char *out = test_alloc(strlen(text));
    size_t n = 0;
    for (; *text != '\0'; text++) {
        if (*text != ' ' && *text != '\n') {
            out[n++] = *text;
        }
    }
    return out;
}

/* Borders at the left and right of a cell; where a finding or the caret is marked, the mark stands on the border. */
static bool is_border(struct term *t, int y, int x) {
    const struct term_cell c = term_cell(t, y, x);
    return c.text[0] == '|' || c.text[0] == '>' || c.text[0] == '!';
}

static int left_border(struct term *t, int y, int x) {
    for (x--; x > 0 && !is_border(t, y, x);) {
        x--;
    }
    return x > 0 ? x : 0;
}

static int right_border(struct term *t, int y, int x) {
    int rows, cols;
    term_size(t, &rows, &cols);
    while (x < cols && !is_border(t, y, x)) {
        x++;
    }
    return x;
}

static void add_cells(struct term *t, int y, int from, int to, char *out) {
    for (int x = from; x < to; x++) {
        const struct term_cell c = term_cell(t, y, x);
        strcat(out, c.text);
    }
}

const char *cell_before_caret(struct term *t) {
    int y, x;
    term_cursor(t, &y, &x);
    char *out = test_alloc(strlen(term_screen_text(t)));
    int left = left_border(t, y, x), top = y;
    while (top > 0 && term_cell(t, top, left).text[0] != '>' && is_border(t, top - 1, left)) {
        top--;
    }
    for (int row = top; row <= y; row++) {
        add_cells(t, row, left + 1, row < y ? right_border(t, y, x) : x, out);
    }
    return no_blanks(out);
}

const char *cell_line(struct term *t) {
    int y, x;
    term_cursor(t, &y, &x);
    char *out = test_alloc(strlen(term_screen_text(t)));
    add_cells(t, y, left_border(t, y, x) + 1, right_border(t, y, x), out);
    return no_blanks(out);
}

bool cell_shows(struct term *t, const char *value) {
    const char *shown = cell_before_caret(t), *wanted = no_blanks(value);
    size_t n = strlen(shown), all = strlen(wanted);
    bool cut = n < all && n > 200; /* a long text whose start is scrolled away */
    return (n == all || cut) && strcmp(shown, wanted + all - n) == 0;
}

void form_enter_at(struct term *t, const char *value, const char *file, int line) {
    term_type_at(t, value, file, line);
    for (long since = term_now_ms(); !cell_shows(t, value);) {
        term_wait_step_at(t, since, value, file, line);
    }
}

struct form *form_load(struct arena *a, const char *path) {
    size_t n;
    const char *bytes = disk_read(path, &n);
    struct ini_doc *doc = arena_new(a, struct ini_doc);
    if (doc == NULL || ini_scan(a, (struct str){bytes, n}, doc) != INI_OK) {
        term_fail(NULL, "%s is no INI file", path);
    }
    const struct ini_entry *rules = ini_find(doc, STR("form"), STR("rules"));
    struct str beside = path_beside(a, str_of(path), rules != NULL ? rules->value : STR("none"));
    const struct ruleset *rs = ruleset_load(a, beside.p);
    const struct schema *schema = rs != NULL && rs->usable ? schema_build(a, rs, doc, 1) : NULL;
    if (schema == NULL) {
        term_fail(NULL, "%s has no rule set", path);
    }
    return form_read(a, schema, doc);
}

const char *form_file_value(const char *path, const char *field) {
    size_t n;
    const char *bytes = disk_read(path, &n), *dot = strrchr(field, '.');
    struct arena a = {0};
    struct ini_doc doc;
    const struct ini_entry *found = NULL;
    if (dot != NULL && ini_scan(&a, (struct str){bytes, n}, &doc) == INI_OK) {
        found = ini_find(&doc, (struct str){field, (size_t)(dot - field)}, str_of(dot + 1));
    }
    char *value = test_alloc(found != NULL ? found->value.n : 0);
    if (found != NULL) {
        memcpy(value, found->value.p, found->value.n);
    }
    arena_free(&a);
    return value;
}
