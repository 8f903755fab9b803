/* Any bytes as a terminal's input: wherever they are cut, the keys are the same, and no byte is stuck. The first byte
   picks the cut. */
#include <stdint.h>
#include <stdlib.h>

#include "../unit/keyevents.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* assert() may be compiled away. */
static void hold(bool true_here) {
    if (!true_here) {
        abort();
    }
}

static void cut_once(struct str bytes, size_t cut, const struct buf *words) {
    struct keydec d = {0};
    struct key_event e;
    struct buf got = {0};

    keydec_feed(&d, bytes.p, cut);
    drain(&d, false, &got);
    keydec_feed(&d, bytes.p + cut, bytes.n - cut);
    drain(&d, false, &got);
    drain(&d, true, &got);
    hold(str_eq(buf_str(words), buf_str(&got)));
    hold(!keydec_waiting(&d) && !keydec_next(&d, true, &e));
    /* Whatever came before, the next key is understood. */
    buf_clear(&got);
    keydec_feed(&d, "q", 1);
    drain(&d, false, &got);
    hold(str_eq(buf_str(&got), STR("q")));
    buf_free(&got);
    keydec_free(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str bytes = {size > 0 ? (const char *)data + 1 : "", size > 0 ? size - 1 : 0};
    struct buf words = {0}, got = {0};

    events_of(bytes, &words);
    cut_once(bytes, size > 0 && bytes.n > 0 ? data[0] % bytes.n : 0, &words);
    events_by_steps(bytes, 1, &got);
    hold(str_eq(buf_str(&words), buf_str(&got)));
    buf_free(&words);
    buf_free(&got);
    return 0;
}
