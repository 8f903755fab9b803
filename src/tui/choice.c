#include "ziping/choice.h"

static struct choice band_choice(const struct ruleset *rules, int band, dec weight) {
    struct engine_band b = engine_band_points(rules, band, weight);
    return (struct choice){.words = engine_band_words(band),
                           .band = band,
                           .weight = weight,
                           .least = b.least,
                           .most = b.most,
                           .most_belongs = b.most_belongs};
}

static int actual_of(const struct schema *schema, int field) {
    return schema_cell(schema, PART_INDICATORS, schema->field[field].row, KEY_ACTUAL);
}

/* The answer that has the points: the target, 是 where there is none. */
static bool wanted_answer(const struct form *f, size_t node) {
    struct str target = form_value(f, schema_cell(f->schema, PART_INDICATORS, (int)node, KEY_TARGET));
    bool wanted = true;
    return !engine_yes_no(target.n > 0 ? target : f->schema->node[node].target, &wanted) || wanted;
}

size_t choice_list(const struct form *f, const struct score *s, int field, struct choice out[CHOICES_MAX]) {
    const struct field *fd = &f->schema->field[field];
    if (fd->part != PART_INDICATORS || (fd->id != KEY_SCORE && fd->id != KEY_ACTUAL)) {
        return 0;
    }
    const struct node *node = &f->schema->node[fd->row];
    const struct ruleset *rules = f->schema->rules;
    dec weight = score_points(f, s, (size_t)fd->row).weight;
    size_t n = 0;
    if (node->steps.n > 0) {
        return 0; /* its points go by steps */
    }
    for (size_t i = 0; node->kind == KIND_TIER && i < rules->tiers && n < CHOICES_MAX; i++) {
        if (engine_band_words((int)i).n > 0) {
            out[n++] = band_choice(rules, (int)i, weight);
        }
    }
    for (int yes = 1; node->kind == KIND_YES_NO && yes >= 0; yes--) {
        dec points = (yes == 1) == wanted_answer(f, (size_t)fd->row) ? weight : 0;
        out[n++] = (struct choice){yes ? STR("是") : STR("否"), -1, weight, points, points, true};
    }
    return n;
}

int choice_now(const struct form *f, int field, const struct choice *choice, size_t choices) {
    struct str actual = form_value(f, actual_of(f->schema, field));
    for (size_t i = 0; i < choices; i++) {
        bool now, yes;
        if (choice[i].band >= 0) {
            now = engine_band_named(actual) == choice[i].band;
        } else {
            now = engine_yes_no(actual, &yes) && yes == str_eq(choice[i].words, STR("是"));
        }
        if (now) {
            return (int)i;
        }
    }
    return -1;
}

/* The stated score, moved into the band where it is outside. */
static bool keep_score_inside(struct session *s, int field, const struct choice *c) {
    const struct schema *schema = s->form->schema;
    int score = schema_cell(schema, PART_INDICATORS, schema->field[field].row, KEY_SCORE);
    dec stated, inside = c->least;
    char text[DEC_TEXT];
    if (score < 0 || c->weight <= 0 || stated_number(form_value(s->form, score), &stated) != STATED_NUMBER) {
        return false;
    }
    if (c->band >= 0 && !engine_band_nearest(s->rules, c->band, c->weight, stated, &inside)) {
        return false;
    }
    return inside != stated && session_set(s, score, dec_text(inside, 0, text));
}

bool choice_take(struct session *s, int field, const struct choice *c) {
    size_t since = s->done;
    int actual = actual_of(s->form->schema, field);
    bool changed = actual >= 0 && session_set(s, actual, c->words);
    changed |= keep_score_inside(s, field, c);
    session_join(s, since);
    return changed;
}
