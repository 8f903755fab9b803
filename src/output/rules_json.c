/* What differs between two rule sets as JSON. */
#include "json.h"
#include "ziping/rules_output.h"

static void set(json_t *object, const char *name, struct str value) {
    if (value.n > 0) {
        json_object_set_new(object, name, json_visible(value));
    }
}

static json_t *value(bool there, struct str s) {
    return there ? json_visible(s) : json_null();
}

static json_t *difference(const struct rules_difference *d) {
    json_t *j = json_object();
    json_object_set_new(j, "change", json_string(rules_change_name(d->change)));
    json_object_set_new(j, "section", json_visible(d->section));
    set(j, "key", d->key);
    set(j, "item", d->item);
    set(j, "name", d->name);
    if (d->has_old || d->has_new) {
        json_object_set_new(j, "old", value(d->has_old, d->old_value));
        json_object_set_new(j, "new", value(d->has_new, d->new_value));
    }
    return j;
}

void rules_diff_json(const struct rules_diff *d, struct str old_path, struct str new_path, struct buf *out) {
    json_t *all = json_object(), *list = json_array();
    for (size_t i = 0; i < d->n; i++) {
        out->failed |= json_array_append_new(list, difference(&d->v[i])) != 0;
    }
    out->failed |= json_object_set_new(all, "old", json_visible(old_path)) != 0;
    out->failed |= json_object_set_new(all, "new", json_visible(new_path)) != 0;
    out->failed |= json_object_set_new(all, "differences", list) != 0;
    json_put(all, JSON_INDENT(1), out);
    buf_char(out, '\n');
}
