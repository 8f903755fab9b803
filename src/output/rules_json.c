/* What differs between two rule sets as JSON. */
#include "json_put.h"
#include "ziping/rules_output.h"

static void put_text(struct buf *out, json_t *object, const char *key, struct str value) {
    if (value.n > 0) {
        json_put(out, object, key, json_visible(value));
    }
}

static json_t *difference(const struct rules_difference *d, struct buf *out) {
    json_t *j = json_object();
    json_put(out, j, "change", json_string(rules_change_name(d->change)));
    json_put(out, j, "section", json_visible(d->section));
    put_text(out, j, "key", d->key);
    put_text(out, j, "item", d->item);
    put_text(out, j, "name", d->name);
    if (d->has_old || d->has_new) {
        json_put(out, j, "old", d->has_old ? json_visible(d->old_value) : json_null());
        json_put(out, j, "new", d->has_new ? json_visible(d->new_value) : json_null());
    }
    return j;
}

void rules_diff_json(const struct rules_diff *d, struct str old_path, struct str new_path, struct buf *out) {
    json_t *all = json_object(), *list = json_array();
    for (size_t i = 0; i < d->n; i++) {
        json_push(out, list, difference(&d->v[i], out));
    }
    json_put(out, all, "old", json_visible(old_path));
    json_put(out, all, "new", json_visible(new_path));
    json_put(out, all, "differences", list);
    json_write(all, out);
    buf_char(out, '\n');
}
