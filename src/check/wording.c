/* F4: what texts should not hold: a template's words, another year, personal data, more characters than allowed. */
#include "run.h"

#include "ziping/text.h"

/* ---- template text ---- */

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* `指标1`, `指标 2：` as a whole name or at the start of a value. */
static size_t numbered_placeholder(struct str s) {
    if (!str_starts(s, STR("指标"))) {
        return 0;
    }
    size_t at = strlen("指标");
    while (at < s.n && s.p[at] == ' ') {
        at++;
    }
    size_t digits = at;
    while (at < s.n && digit(s.p[at])) {
        at++;
    }
    bool ends = at == s.n || str_starts(str_sub(s, at, s.n), STR("：")) || s.p[at] == ':';
    return at > digits && ends ? at : 0;
}

#define SHORT_TEXT 120 /* bytes; whole sentences of a template are looked for in short texts only */

static bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A mark that is looked for, and which of its bytes is rare: Chinese characters share their first one. */
struct mark {
    struct str text;
    size_t rare;
    bool short_only;
};

#define MARK(text, rare, short_only)                                                                                   \
    { {text, sizeof text - 1}, rare, short_only }
static const struct mark MARKS[] = {
    MARK("**", 0, false),    MARK("XX", 0, false),    MARK("xx", 0, false),      MARK("××", 1, false),
    MARK("＊＊", 2, true),   MARK("ＸＸ", 2, true),   MARK("……人", 2, true),     MARK("……次", 2, true),
    MARK("请填写", 2, true), MARK("（此处", 2, true), MARK("填写说明", 2, true),
};

/* XX inside a Latin word is no mark. */
static bool stands_alone(struct str t, size_t at, struct str mark) {
    bool before = at > 0 && letter(t.p[at - 1]);
    bool behind = at + mark.n < t.n && letter(t.p[at + mark.n]);
    return !letter(mark.p[0]) || (!before && !behind);
}

static struct str mark_in_long(struct str t) {
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        struct str mark = MARKS[i].text;
        for (size_t from = 0, at; !MARKS[i].short_only && from < t.n; from = at + mark.n) {
            at = from + str_find(str_sub(t, from, t.n), mark);
            if (at < t.n && stands_alone(t, at, mark)) {
                return str_sub(t, at, at + mark.n);
            }
        }
    }
    return STR("");
}

/* In a short text one look at each byte costs less than a search for each mark. */
static struct str mark_in_short(struct str t) {
    for (size_t i = 0; i < t.n; i++) {
        switch ((unsigned char)t.p[i]) {
        case '*':
        case 'X':
        case 'x':
        case 0x97: /* × */
        case 0x8A: /* ＊ */
        case 0xB8: /* Ｘ */
        case 0xA6: /* … */
        case 0xB7: /* 请 */
        case 0x88: /* （ */
        case 0xAB: /* 填 */
            break;
        default:
            continue;
        }
        for (size_t m = 0; m < sizeof MARKS / sizeof *MARKS; m++) {
            struct str mark = MARKS[m].text;
            size_t at = i - MARKS[m].rare;
            if (t.p[i] == mark.p[MARKS[m].rare] && i >= MARKS[m].rare && str_starts(str_sub(t, at, t.n), mark) &&
                stands_alone(t, at, mark)) {
                return str_sub(t, at, at + mark.n);
            }
        }
    }
    return STR("");
}

/* The template's words in a text, or empty. */
static struct str template_words(struct str s) {
    struct str t = str_trim(s);
    size_t n = numbered_placeholder(t);
    if (n > 0) {
        return str_sub(t, 0, n);
    }
    if (str_eq(t, STR("……")) || str_eq(t, STR("…")) || str_eq(t, STR("......"))) {
        return t;
    }
    return t.n > SHORT_TEXT ? mark_in_long(t) : mark_in_short(t);
}

/* ---- personal data ---- */

static bool valid_id_check(const char *p) {
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
        sum += (p[i] - '0') * weights[i];
    }
    char last = p[17] == 'x' ? 'X' : p[17];
    return "10X98765432"[sum % 11] == last;
}

/* A run of digits: a mobile number (11 digits, 13…19) or an identity number (18, with its check digit, GB 11643). */
static enum word personal_run(const char *p, size_t n, bool x_follows) {
    if (n == 11 && p[0] == '1' && p[1] >= '3') {
        return W_A_PHONE_NUMBER;
    }
    if ((n == 18 || (n == 17 && x_follows)) && valid_id_check(p)) {
        return W_AN_ID_NUMBER;
    }
    return W_EMPTY;
}

/* A run of eleven digits holds one at every eleventh byte: no need to look at the others. */
static enum word personal_data(struct str s) {
    for (size_t probe = 10; probe < s.n; probe += 11) {
        size_t from = probe, to = probe;
        while (from > 0 && digit(s.p[from]) && digit(s.p[from - 1])) {
            from--;
        }
        while (to < s.n && digit(s.p[to])) {
            to++;
        }
        if (to - from >= 11) {
            enum word found = personal_run(s.p + from, to - from, to < s.n && (s.p[to] == 'X' || s.p[to] == 'x'));
            if (found != W_EMPTY) {
                return found;
            }
        }
    }
    return W_EMPTY;
}

/* ---- years ---- */

/* The four-digit year that ends before `end` (where 年 stands), or 0. */
static int year_before(struct str s, size_t end) {
    int n = 0;
    if (end < 4 || (end > 4 && digit(s.p[end - 5]))) {
        return 0;
    }
    for (size_t i = end - 4; i < end; i++) {
        if (!digit(s.p[i])) {
            return 0;
        }
        n = n * 10 + (s.p[i] - '0');
    }
    return n >= 1990 && n <= 2999 ? n : 0;
}

/* A text that tells what was done and names earlier years but not the form's: probably last year's text. A later year
   is a plan. Returns the first of them, or 0. */
static int foreign_year(struct str s, int year) {
    const struct str mark = STR("年");
    int first = 0;
    for (size_t end; (end = str_find(s, mark)) < s.n; s = str_sub(s, end + mark.n, s.n)) {
        int n = year_before(s, end);
        if (n == year && n > 0) {
            return 0;
        }
        first = first > 0 || n > year ? first : n;
    }
    return first;
}

static int form_year(const struct run *r) {
    dec d;
    struct str year = run_value(r, PART_HEADER, 0, KEY_YEAR);
    return dec_parse(year, &d) == DEC_OK && d > 0 && d < DEC_INT(10000) ? (int)(d / DEC_ONE) : 0;
}

static void report_year(struct run *r, int field, struct str what, int found, int year) {
    struct finding f = {.code = CHECK_YEAR_DIFFERS,
                        .arg = {what, run_dec(r, DEC_INT(found)), run_dec(r, DEC_INT(year))}};
    run_report_field(r, field, &f);
}

static void check_years(struct run *r) {
    const struct schema *schema = r->form->schema;
    int year = form_year(r);
    int field = run_cell(r, PART_HEADER, 0, KEY_YEAR);
    if (year > 0 && r->rules->year > 0 && year != r->rules->year) {
        report_year(r, field, str_of(word(r->options->lang, W_THE_RULE_SET)), r->rules->year, year);
    }
    for (size_t i = 0; year > 0 && i < schema->fields; i++) {
        const struct field *fd = &schema->field[i];
        bool tells = (fd->part == PART_GOALS && fd->id == KEY_ACTUAL) || fd->id == KEY_REASON;
        int other = tells && r->form->value[i].n > 0 ? foreign_year(r->form->value[i], year) : 0;
        if (other > 0) {
            report_year(r, (int)i, run_join(r, run_row_name(r, fd), " ", fd->label), other, year);
        }
    }
}

/* ---- length: [limits] goal, reason, or any other key ---- */

static void check_length(struct run *r, int field) {
    const struct field *fd = &r->form->schema->field[field];
    size_t limit = schema_limit(r->form->schema, field), n = limit > 0 ? text_count(r->form->value[field]) : 0;
    if (n > limit) {
        struct finding f = {
            .code = CHECK_TEXT_TOO_LONG,
            .arg = {run_row_name(r, fd), fd->label, run_dec(r, DEC_INT(n)), run_dec(r, DEC_INT(limit))}};
        run_report_field(r, field, &f);
    }
}

static void check_text(struct run *r, int field) {
    const struct field *fd = &r->form->schema->field[field];
    struct str value = r->form->value[field];
    struct str left = template_words(value);
    if (left.n > 0) {
        struct finding f = {.code = CHECK_TEMPLATE_TEXT, .arg = {run_row_name(r, fd), fd->label, left}};
        run_report_field(r, field, &f);
    }
    /* A phone number is asked for where a field is named so. */
    enum word personal = str_eq_nocase(fd->key, STR("phone")) ? W_EMPTY : personal_data(value);
    if (personal != W_EMPTY) {
        struct finding f = {.code = CHECK_PERSONAL_DATA,
                            .arg = {run_row_name(r, fd), fd->label, str_of(word(r->options->lang, personal))}};
        run_report_field(r, field, &f);
    }
    check_length(r, field);
}

void check_wording(struct run *r) {
    const struct schema *schema = r->form->schema;
    for (size_t i = 0; i < schema->fields; i++) {
        enum field_type type = schema->field[i].type;
        if (r->form->value[i].n > 0 && (type == FIELD_LINE || type == FIELD_TEXT || type == FIELD_VALUE)) {
            check_text(r, (int)i);
        }
    }
    check_years(r);
}
