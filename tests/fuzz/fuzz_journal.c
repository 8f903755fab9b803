/* Any bytes as a journal of the form of 2024: read and held against the form. */
#include <stdint.h>
#include <stdlib.h>

#include "ziping/document.h"
#include "ziping/recover.h"
#include "ziping/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* assert() may be compiled away. */
static void hold(bool true_here) {
    if (!true_here) {
        abort();
    }
}

static void sound(const struct journal_record *r) {
    hold(text_check(r->path) == r->path.n && text_check(r->text) == r->text.n);
    hold(r->text.n == 0 || !memchr(r->text.p, '\0', r->text.n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct arena forms;
    static struct library library;
    static struct document d;
    struct arena a = {0};
    struct journal_found found;
    struct recovery r;
    struct buf text = {0};

    if (!d.form) {
        hold(document_read(&forms, &library, "forms/kepu-2024.ini", &d) && d.form);
    }
    journal_parse(&a, (struct str){(const char *)data, size}, &found);
    hold(found.state != JOURNAL_NO_MEMORY);
    hold(found.state == JOURNAL_READ || found.records == 0);
    for (size_t i = 0; i < found.records; i++) {
        sound(&found.record[i]);
        hold(found.record[i].path.n > 0);
    }
    sound(&found.typing);
    hold(recover_compare(&a, d.form, &found, &r) && recover_apply(&r));
    hold(r.rows + r.unknowns <= found.records + 1);
    form_text(r.form, &text);
    hold(!text.failed);
    buf_free(&text);
    arena_free(&a);
    return 0;
}
