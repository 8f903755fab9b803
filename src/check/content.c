/* F4: what is in the fields. */
#include "run.h"

#include "ziping/measure.h"
#include "ziping/text.h"

/* The number that was probably meant by a text that is none: what is left without spaces, a unit, or a letter O. */
static struct str meant_number(struct run *r, struct str value) {
    struct buf b = {0};
    size_t i = 0;
    for (; i < value.n && b.n < 20; i++) {
        char c = value.p[i];
        if ((c >= '0' && c <= '9') || c == '.' || (c == '-' && b.n == 0)) {
            buf_char(&b, c);
        } else if (c == 'o' || c == 'O') {
            buf_char(&b, '0');
        } else if (c == 'l' || c == 'I') {
            buf_char(&b, '1');
        } else if (c != ' ' && c != ',') {
            break;
        }
    }
    for (; i < value.n; i++) {
        if (value.p[i] >= '0' && value.p[i] <= '9') {
            buf_clear(&b); /* `1e5`: more than a unit behind it, so it may mean anything */
        }
    }
    struct str s = run_text(r, &b);
    dec d;
    return dec_parse(s, &d) == DEC_OK && !str_eq(s, value) ? s : STR("");
}

static enum word why_no_number(struct str value) {
    dec d;
    switch (dec_parse(value, &d)) {
    case DEC_TOO_LARGE:
        return W_NUMBER_TOO_LARGE;
    case DEC_TOO_FINE:
        return W_NUMBER_TOO_FINE;
    case DEC_OK:
    case DEC_EMPTY:
    case DEC_MALFORMED:
        break;
    }
    return W_NUMBER_MALFORMED;
}

static bool is_wrong_number(enum field_type type, struct str value) {
    dec d;
    bool percent;
    if (str_trim(value).n == 0) {
        return false;
    }
    switch (type) {
    case FIELD_NUMBER:
        return stated_number(value, &d) == STATED_WRONG;
    case FIELD_RATE:
        return !measure_rate(value, &d, &percent) && !form_not_applicable(value);
    case FIELD_YEAR:
        return dec_parse(value, &d) != DEC_OK || d % DEC_ONE != 0;
    case FIELD_LINE:
    case FIELD_TEXT:
    case FIELD_VALUE:
        break;
    }
    return false;
}

enum word check_typed(enum field_type type, struct str value) {
    return is_wrong_number(type, value) ? why_no_number(value) : W_EMPTY;
}

/* An indicator that the form leaves out altogether is reported as such, not field by field. */
static bool row_is_missing(const struct run *r, const struct field *fd) {
    return fd->part == PART_INDICATORS && !run_has_node(r, (size_t)fd->row);
}

/* An indicator that doesn't apply has nothing to fill in. */
static bool row_is_left_out(const struct run *r, const struct field *fd) {
    return fd->part == PART_INDICATORS && score_left_out(r->form, (size_t)fd->row);
}

static void report_number(struct run *r, int field) {
    const struct field *fd = &r->form->schema->field[field];
    struct str value = r->form->value[field];
    struct finding f = {.code = CHECK_NOT_A_NUMBER, .arg = {run_row_name(r, fd), fd->label, value}};
    f.arg[3] = str_of(word(r->options->lang, why_no_number(value)));
    f.suggestion = meant_number(r, value);
    run_report_field(r, field, &f);
}

static void report_empty(struct run *r, int field) {
    const struct field *fd = &r->form->schema->field[field];
    struct finding f = {.code = CHECK_REQUIRED_EMPTY, .arg = {run_row_name(r, fd), fd->label}};
    run_report_field(r, field, &f);
}

void check_content(struct run *r) {
    const struct schema *schema = r->form->schema;
    for (size_t i = 0; i < schema->fields; i++) {
        const struct field *fd = &schema->field[i];
        struct str value = r->form->value[i];
        bool wrong = is_wrong_number(fd->type, value);
        if ((!wrong && !fd->required) || row_is_left_out(r, fd)) {
            continue;
        }
        if (wrong) {
            report_number(r, (int)i);
        } else if (text_is_blank(value) && !row_is_missing(r, fd)) {
            report_empty(r, (int)i);
        }
    }
}
