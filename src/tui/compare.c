/* Last year beside this year. */
#include "app.h"

#define BESIDE_LEAST 132 /* columns of the screen */

void compare_toggle(struct app *a) {
    if (!a->session->last) {
        app_say(a, W_NO_LAST);
        return;
    }
    a->comparing = !a->comparing;
    a->stale = true;
}

void compare_take(struct app *a) {
    struct str last;
    if (a->session->read_only) {
        app_say(a, W_READ_ONLY);
    } else if (session_last(a->session, a->field, editor_text(&a->editor), &last) == LAST_UNKNOWN) {
        app_say(a, a->session->last ? W_NO_LAST_VALUE : W_NO_LAST);
    } else {
        replace_text(a, last);
    }
}

static bool has_last(void *context, int field) {
    struct app *a = context;
    struct str last;
    return !app_schema(a)->field[field].printed && session_last(a->session, field, STR(""), &last) != LAST_UNKNOWN;
}

const struct grid *compare_grid(struct app *a, const struct grid *g, int columns) {
    a->beside = false;
    if (!a->comparing || columns < BESIDE_LEAST) {
        return g;
    }
    const struct grid *both = paper_beside(&a->page, g, str_of(word(app_lang(a), W_LAST_YEAR)), has_last, a);
    a->beside = both && layout_has_room(both, columns);
    return !both || a->beside ? both : g;
}

struct str compare_below(struct app *a, struct arena *arena, int field, struct str value) {
    struct str last;
    enum last_year how = session_last(a->session, field, value, &last);
    if (how == LAST_UNKNOWN || (how == LAST_SAME && (last.n == 0 || app_schema(a)->field[field].printed))) {
        return STR("");
    }
    if (how == LAST_SAME) {
        return STR("=");
    }
    return arena_join(arena, STR("~"), last.n > 0 ? last : str_of(word(app_lang(a), W_LAST_EMPTY)));
}

void compare_put(struct app *a, int columns, struct buf *out) {
    struct str last;
    struct arena scratch = {0};
    struct buf b = {0};
    switch (session_last(a->session, a->field, editor_text(&a->editor), &last)) {
    case LAST_UNKNOWN:
        break;
    case LAST_SAME:
        buf_text(&b, last.n > 0 ? word(app_lang(a), W_LAST_SAME) : "");
        break;
    case LAST_DIFFERS:
        buf_text(&b, word(app_lang(a), W_LAST_VALUE));
        buf_add(&b, last.n > 0 ? last : str_of(word(app_lang(a), W_LAST_EMPTY)));
        break;
    }
    struct str shown = text_visible(&scratch, buf_str(&b), columns > 0 ? TEXT_FOR_SCREEN : TEXT_FOR_LINES);
    buf_add(out, columns > 0 ? str_sub(shown, 0, text_fit(shown, columns, a->ambiguous)) : shown);
    buf_free(&b);
    arena_free(&scratch);
}
