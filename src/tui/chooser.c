/* Choosing the band of a qualitative indicator, or 是 or 否, from a list. */
#include "app.h"

#include "ziping/choice.h"
#include "ziping/working.h"

#define COLUMNS_LEAST 60 /* of a screen on which the points stand below each other */

static size_t rows(struct app *a) {
    struct choice choice[CHOICES_MAX];
    return choice_list(a->session->form, &a->session->score, a->field, choice);
}

static enum style row(struct app *a, size_t i, struct buf *out) {
    struct choice choice[CHOICES_MAX];
    char text[DEC_TEXT];
    size_t n = choice_list(a->session->form, &a->session->score, a->field, choice);
    const struct choice *c = &choice[i];
    int widest = 0;
    for (size_t k = 0; k < n && screen_columns() >= COLUMNS_LEAST; k++) {
        int columns = text_columns(choice[k].words, a->ambiguous);
        widest = columns > widest ? columns : widest;
    }
    buf_add(out, c->words);
    int own = text_columns(c->words, a->ambiguous);
    buf_fill(out, ' ', (size_t)(widest > own ? widest - own : 0) + 2);
    if (c->weight > 0 && c->band >= 0) {
        working_band(c->least, c->most, c->most_belongs, app_lang(a), out);
    } else if (c->weight > 0) {
        struct str points = dec_text(c->least, 0, text);
        buf_template(out, word(app_lang(a), W_CHOICE_POINTS), &points, 1);
    }
    return STYLE_NORMAL;
}

static void take(struct app *a, size_t i) {
    struct choice choice[CHOICES_MAX];
    struct str section = app_field(a)->section, key = app_field(a)->key;
    (void)choice_list(a->session->form, &a->session->score, a->field, choice);
    (void)choice_take(a->session, a->field, &choice[i]);
    field_return(a, section, key);
}

static const struct list_ops chooser = {W_CHOOSE, W_LIST_KEYS, rows, row, take, NULL, NULL, 0};

void chooser_open(struct app *a) {
    struct choice choice[CHOICES_MAX];
    if (a->session->read_only) {
        app_say(a, W_READ_ONLY);
        return;
    }
    field_commit(a);
    size_t n = choice_list(a->session->form, &a->session->score, a->field, choice);
    int now = choice_now(a->session->form, a->field, choice, n);
    if (n == 0) {
        app_say(a, W_NOTHING_TO_CHOOSE);
    } else {
        list_open(a, &chooser, now > 0 ? (size_t)now : 0);
    }
}
