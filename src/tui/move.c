/* Going from field to field. */
#include "app.h"

void field_enter(struct app *a, int field) {
    const struct schema *schema = app_schema(a);
    bool other_part = schema->field[field].part != schema->field[a->field < (int)schema->fields ? a->field : 0].part;
    a->field = field;
    editor_begin(&a->editor, form_value(a->session->form, field), schema->field[field].type == FIELD_TEXT);
    buf_clear(&a->held);
    buf_add(&a->held, form_value(a->session->form, field));
    a->text_top = 0;
    if (other_part) {
        a->top = 0;
    }
    if (other_part || !a->layout || a->typed) {
        a->stale = true;
        return;
    }
    for (size_t i = 0; i < a->layout->cells && !a->stale; i++) {
        if (a->layout->cell[i].cell->field == field) {
            a->cell = i;
            return;
        }
    }
    a->stale = true;
}

bool field_commit(struct app *a) {
    struct str section = app_field(a)->section, key = app_field(a)->key;
    if (!session_set(a->session, a->field, editor_text(&a->editor))) {
        return false;
    }
    a->field = schema_field(app_schema(a), section, key);
    buf_clear(&a->held);
    buf_add(&a->held, form_value(a->session->form, a->field));
    a->stale = true;
    return true;
}

bool field_changed(const struct app *a) {
    return !str_eq(editor_text(&a->editor), buf_str(&a->held));
}

enum word field_wrong(const struct app *a) {
    static const char *const ends[] = {"", "0", "00", "000"}; /* `-`, `12.` and `1,2` are on their way */
    enum field_type type = app_field(a)->type;
    struct str text = editor_text(&a->editor);
    enum word wrong = W_EMPTY;
    if (type == FIELD_LINE || type == FIELD_TEXT || type == FIELD_VALUE || !field_changed(a)) {
        return W_EMPTY;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct buf b = {0};
        buf_add(&b, text);
        buf_text(&b, ends[i]);
        enum word why = check_typed(type, buf_str(&b));
        buf_free(&b);
        if (why == W_EMPTY) {
            return W_EMPTY;
        }
        wrong = i == 0 ? why : wrong;
    }
    return wrong;
}

void field_return(struct app *a, struct str section, struct str key) {
    int field = schema_field(app_schema(a), section, key);
    a->stale = true;
    field_enter(a, field >= 0 ? field : 0);
}

int field_next(const struct app *a, int field, int step) {
    const struct schema *schema = app_schema(a);
    int n = (int)schema->fields;
    for (int i = 0, at = field; i < n; i++) {
        at = (at + step + n) % n;
        if (!schema->field[at].printed) {
            return at;
        }
    }
    return field;
}

int field_of_part(const struct app *a, size_t grid) {
    const struct schema *schema = app_schema(a);
    int printed = -1; /* a part may have nothing but what the template prints */
    for (size_t i = 0; grid < a->paper->grids && i < schema->fields; i++) {
        if (schema->field[i].part != a->paper->grid[grid].part) {
            continue;
        }
        if (!schema->field[i].printed) {
            return (int)i;
        }
        printed = printed < 0 ? (int)i : printed;
    }
    return printed;
}

/* The nearest field's cell in a direction: cells that overlap with this one across it come first, then the nearest. */
int field_beside(const struct app *a, int dx, int dy) {
    const struct placed *from = &a->layout->cell[a->cell];
    int best = -1, best_away = 0;
    for (size_t i = 0; i < a->layout->cells; i++) {
        const struct placed *p = &a->layout->cell[i];
        if (p->cell->field < 0 || i == a->cell) {
            continue;
        }
        int along = dx != 0 ? (dx > 0 ? p->x - (from->x + from->w) : from->x - (p->x + p->w))
                            : (dy > 0 ? p->y - (from->y + from->h) : from->y - (p->y + p->h));
        int across = dx != 0 ? (p->y < from->y + from->h && from->y < p->y + p->h ? 0 : 1000)
                             : (p->x < from->x + from->w && from->x < p->x + p->w ? 0 : 1000);
        if (along < 0 || (dx != 0 && across > 0)) {
            continue;
        }
        int away = along * 4 + across +
                   (dy != 0 ? (p->x > from->x ? p->x - from->x : from->x - p->x)
                            : (p->y > from->y ? p->y - from->y : from->y - p->y));
        if (best < 0 || away < best_away) {
            best = p->cell->field;
            best_away = away;
        }
    }
    return best;
}

/* False where there is no field in that direction. */
static bool enter_beside(struct app *a, int dx, int dy) {
    struct str section = app_field(a)->section, key = app_field(a)->key;
    field_commit(a);
    page_build(a);
    if (!a->layout) {
        return false;
    }
    a->field = schema_field(app_schema(a), section, key);
    int to = field_beside(a, dx, dy);
    if (to >= 0) {
        field_enter(a, to);
    }
    return to >= 0;
}

/* Within the text by screen lines, keeping the column; at its edge to the field above or below. */
void move_vertical(struct app *a, int dy) {
    int line, column;
    page_build(a);
    if (!a->layout) {
        return;
    }
    page_caret(a, &line, &column);
    if (a->editor.goal_column >= 0) {
        column = a->editor.goal_column;
    }
    if (line + dy >= 0 && line + dy < page_lines(a) && a->editor.text.n > 0) {
        page_put_caret(a, line + dy, column);
        a->editor.goal_column = column;
        return;
    }
    bool scrolls = app_field(a)->part == PART_TOTAL && (dy > 0 || a->problem_top > 0);
    if (scrolls && (dy < 0 || field_beside(a, 0, dy) < 0)) { /* below the last field: the list of findings */
        form_scroll_problems(a, dy);
        return;
    }
    enter_beside(a, 0, dy);
    if (dy > 0 && page_lines(a) > 1 && !a->stale) { /* a long text is entered where one comes from */
        page_put_caret(a, 0, column);
        a->editor.goal_column = column;
    }
}

void move_sideways(struct app *a, int dx) {
    bool moved = dx < 0 ? editor_left(&a->editor) : editor_right(&a->editor);
    if (!moved) {
        enter_beside(a, dx, 0);
    }
}
