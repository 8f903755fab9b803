#include "ziping/form.h"

static struct str year_after(struct arena *a, struct str year) {
    char text[DEC_TEXT];
    dec d;
    bool whole = dec_parse(year, &d) == DEC_OK && d % DEC_ONE == 0 && d > 0 && d < DEC_INT(9999);
    return whole ? arena_copy(a, dec_text(d + DEC_ONE, 0, text)) : STR("");
}

/* What a field of the new form has from last year's; empty where it has nothing from there. */
static struct str carried(struct form *f, const struct field *fd, struct str last) {
    switch (fd->part) {
    case PART_HEADER:
        if (fd->id != KEY_YEAR) {
            return last;
        }
        /* The rule set of another year says which year it is. */
        return str_eq(str_trim(last), form_get(f, fd->section, fd->key)) || f->schema->rules->year == 0
                   ? year_after(f->arena, last)
                   : STR("");
    case PART_INDICATORS:
        return fd->id == KEY_NAME || (schema_is_settled(fd->id) && f->schema->node[fd->row].own) ? last : STR("");
    case PART_FUNDS:
    case PART_GOALS:
    case PART_TOTAL:
    case PART_NOTES:
    case PARTS:
        break;
    }
    return STR("");
}

bool form_carry(struct form *f, const struct form *last) {
    for (size_t i = 0; i < f->schema->fields; i++) {
        const struct field *fd = &f->schema->field[i];
        struct str value = carried(f, fd, form_get(last, fd->section, fd->key));
        if (value.n > 0 && !form_set(f, (int)i, value)) {
            return false;
        }
    }
    return !f->arena->failed;
}
