#include "json_put.h"

#include "ziping/text.h"

json_t *json_visible(struct str s) {
    struct arena a = {0};
    struct str safe = text_visible(&a, s, TEXT_FOR_REPORT);
    json_t *j = a.failed ? NULL : json_stringn(safe.p ? safe.p : "", safe.n);
    arena_free(&a);
    return j;
}

json_t *json_dec(dec d) {
    char text[DEC_TEXT];
    struct str s = dec_text(d, 0, text);
    return json_stringn(s.p, s.n);
}

json_t *json_dec_if(bool has, dec d) {
    return has ? json_dec(d) : json_null();
}

void json_put(struct buf *out, json_t *object, const char *key, json_t *value) {
    if (json_object_set_new(object, key, value) != 0) {
        out->failed = true;
    }
}

void json_push(struct buf *out, json_t *array, json_t *value) {
    if (json_array_append_new(array, value) != 0) {
        out->failed = true;
    }
}

static int append(const char *bytes, size_t n, void *out) {
    buf_add(out, (struct str){bytes, n});
    return 0;
}

void json_write(json_t *j, struct buf *out) {
    if (!j || json_dump_callback(j, append, out, JSON_COMPACT) != 0) {
        out->failed = true;
    }
    json_decref(j);
}
