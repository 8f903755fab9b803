#include "json.h"

#include "ziping/text.h"

json_t *json_visible(struct str s) {
    struct arena a = {0};
    struct str safe = text_visible(&a, s, TEXT_FOR_REPORT);
    json_t *j = json_stringn(safe.p ? safe.p : "", safe.n);
    arena_free(&a);
    return j;
}

static int append(const char *bytes, size_t n, void *out) {
    buf_add(out, (struct str){bytes, n});
    return 0;
}

void json_put(json_t *j, size_t flags, struct buf *out) {
    if (!j || json_dump_callback(j, append, out, flags) != 0) {
        out->failed = true;
    }
    json_decref(j);
}
