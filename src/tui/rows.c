/* Adding, removing and moving rows of goals and indicators. */
#include "app.h"

/* How the row of a field is called: an indicator by its name, a goal by its number. */
static void put_row(const struct app *a, int field, struct buf *out) {
    const struct field *f = &app_schema(a)->field[field];
    if (f->part == PART_INDICATORS) {
        buf_add(out, form_node_name(a->session->form, (size_t)f->row));
    } else {
        buf_printf(out, "%s %d", part_title(f->part), f->row + 1);
    }
}

/* Of a new indicator the heading is what tells where it is. */
static int told_by(const struct app *a, int field) {
    const struct field *f = &app_schema(a)->field[field];
    int parent = f->part == PART_INDICATORS ? app_schema(a)->node[f->row].parent : -1;
    return parent < 0 ? field : schema_cell(app_schema(a), PART_INDICATORS, parent, KEY_NAME);
}

static void say_row(struct app *a, enum word w, struct str row) {
    struct str place[] = {row, keymap_first(a->keys, ACTION_UNDO)};
    buf_clear(&a->message);
    buf_template(&a->message, word(app_lang(a), w), place, 2);
}

static enum session_row what_of(enum action action) {
    return action == ACTION_ADD_ROW      ? SESSION_ROW_ADD
           : action == ACTION_REMOVE_ROW ? SESSION_ROW_REMOVE
           : action == ACTION_ROW_UP     ? SESSION_ROW_UP
                                         : SESSION_ROW_DOWN;
}

void rows_action(struct app *a, enum action action) {
    struct buf row = {0};
    a->mode = MODE_FORM;
    if (a->session->read_only) {
        app_say(a, W_READ_ONLY);
        return;
    }
    field_commit(a);
    int field = a->field;
    put_row(a, field, &row); /* while it is there */
    enum word why = session_row(a->session, what_of(action), &field);
    a->stale = true;
    a->field = field;
    field_enter(a, field);
    if (why != W_EMPTY) {
        app_say(a, why);
    } else if (action == ACTION_ADD_ROW) {
        buf_clear(&row);
        put_row(a, told_by(a, field), &row);
        say_row(a, W_ROW_ADDED, buf_str(&row));
    } else if (action == ACTION_REMOVE_ROW) {
        say_row(a, W_ROW_REMOVED, buf_str(&row));
    }
    buf_free(&row);
}
