/* What differs between two rule sets, as people read it. */
#include "ziping/rules_output.h"
#include "ziping/text.h"

struct writer {
    enum lang lang;
    struct buf *out;
    bool begun;         /* a section's line has been written */
    struct str section; /* of that line */
};

static void put(struct writer *w, struct str s) {
    struct arena a = {0};
    buf_add(w->out, text_visible(&a, s, TEXT_FOR_REPORT));
    w->out->failed |= a.failed;
    arena_free(&a);
}

static void put_value(struct writer *w, bool there, struct str value) {
    if (there && value.n > 0) {
        put(w, value);
    } else {
        buf_printf(w->out, "(%s)", word(w->lang, W_EMPTY));
    }
}

static void put_change(struct writer *w, const struct rules_difference *d) {
    put_value(w, d->has_old, d->old_value);
    buf_text(w->out, " -> ");
    put_value(w, d->has_new, d->new_value);
    buf_char(w->out, '\n');
}

static void put_path(struct writer *w, struct str path) {
    buf_char(w->out, '[');
    put(w, path);
    buf_char(w->out, ']');
}

/* `[section] name` before the first of its lines. */
static void begin(struct writer *w, const struct rules_difference *d) {
    if (w->begun && str_eq(w->section, d->section)) {
        return;
    }
    w->begun = true;
    w->section = d->section;
    if (d->section.n == 0) {
        buf_text(w->out, word(w->lang, W_LEVEL_1));
    } else {
        put_path(w, d->section);
    }
    if (d->item.n == 0 && d->name.n > 0) {
        buf_char(w->out, ' ');
        put(w, d->name);
    }
    buf_char(w->out, '\n');
}

/* A heading or indicator as a whole: `+ [output.quantity.new] 新指标: 5`. */
static void put_node(struct writer *w, const struct rules_difference *d) {
    w->begun = false;
    if (d->change == RULES_MOVED) {
        buf_text(w->out, "> ");
        put_path(w, d->old_value);
        buf_text(w->out, " -> ");
        put_path(w, d->new_value);
        buf_char(w->out, ' ');
        put(w, d->name);
    } else {
        bool added = d->change == RULES_ADDED;
        buf_text(w->out, added ? "+ " : "- ");
        put_path(w, d->section);
        buf_char(w->out, ' ');
        put(w, d->name);
        if (d->has_old || d->has_new) {
            buf_text(w->out, ": ");
            put(w, added ? d->new_value : d->old_value);
        }
    }
    buf_char(w->out, '\n');
}

/* A field, column or word of a list: `  columns: + target 年度指标值`. */
static void put_item(struct writer *w, const struct rules_difference *d) {
    if (d->change == RULES_RENAMED) {
        put(w, d->item);
        buf_text(w->out, ": ");
        put_change(w, d);
        return;
    }
    buf_text(w->out, d->change == RULES_ADDED ? "+ " : "- ");
    put(w, d->item);
    if (d->name.n > 0 && !str_eq(d->name, d->item)) {
        buf_char(w->out, ' ');
        put(w, d->name);
    }
    buf_char(w->out, '\n');
}

static void put_difference(struct writer *w, const struct rules_difference *d) {
    if (!d->row && d->change != RULES_REORDERED) {
        put_node(w, d);
        return;
    }
    begin(w, d);
    buf_text(w->out, "  ");
    if (d->row) {
        put(w, d->key);
        buf_text(w->out, ": ");
    }
    if (d->item.n > 0) {
        put_item(w, d);
        return;
    }
    if (d->change == RULES_REORDERED) {
        buf_printf(w->out, "%s ", word(w->lang, W_ORDER));
    }
    put_change(w, d);
}

void rules_diff_text(const struct rules_diff *d, struct str old_path, struct str new_path, enum lang lang,
                     struct buf *out) {
    struct writer w = {.lang = lang, .out = out};
    if (d->n > 0) {
        buf_text(out, "--- ");
        put(&w, old_path);
        buf_text(out, "\n+++ ");
        put(&w, new_path);
        buf_char(out, '\n');
    }
    for (size_t i = 0; i < d->n; i++) {
        put_difference(&w, &d->v[i]);
    }
}
