#include "ziping/measure.h"

#include "ziping/form.h"
#include "ziping/text.h"

static const struct {
    const char *text;
    enum sign sign;
} signs[] = {
    {"≥", SIGN_GE}, {"≧", SIGN_GE},  {">=", SIGN_GE},   {"＞＝", SIGN_GE}, {"≤", SIGN_LE},
    {"≦", SIGN_LE}, {"<=", SIGN_LE}, {"＜＝", SIGN_LE}, {">", SIGN_GT},    {"＞", SIGN_GT},
    {"<", SIGN_LT}, {"＜", SIGN_LT}, {"=", SIGN_EQ},    {"＝", SIGN_EQ},
};

/* The same in words: before the number, and behind its unit. */
static const struct {
    const char *text;
    enum sign sign;
} words_before[] =
    {
        {"不少于", SIGN_GE}, {"不低于", SIGN_GE}, {"不小于", SIGN_GE}, {"大于等于", SIGN_GE}, {"至少", SIGN_GE},
        {"达到", SIGN_GE},   {"不超过", SIGN_LE}, {"不高于", SIGN_LE}, {"不大于", SIGN_LE},   {"小于等于", SIGN_LE},
        {"不多于", SIGN_LE}, {"至多", SIGN_LE},   {"大于", SIGN_GT},   {"高于", SIGN_GT},     {"超过", SIGN_GT},
        {"小于", SIGN_LT},   {"低于", SIGN_LT},   {"少于", SIGN_LT},   {"等于", SIGN_EQ},
},
  words_behind[] = {
      {"及以上", SIGN_GE}, {"以上", SIGN_GE}, {"及以下", SIGN_LE},
      {"以下", SIGN_LE},   {"以内", SIGN_LE}, {"之内", SIGN_LE},
};

/* The length of `word` where s starts with it, else 0. Nearly always the first byte decides, so nothing is counted
   before it was looked at. */
static size_t word_at(struct str s, const char *word) {
    size_t n = 0;
    while (n < s.n && word[n] != '\0' && s.p[n] == word[n]) {
        n++;
    }
    return word[n] == '\0' ? n : 0;
}

enum sign measure_sign(struct str s, size_t *bytes) {
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        *bytes = word_at(s, signs[i].text);
        if (*bytes > 0) {
            return signs[i].sign;
        }
    }
    *bytes = 0;
    return SIGN_NONE;
}

struct str measure_sign_text(enum sign sign) {
    static const char *const printed[] = {
        [SIGN_GE] = "≥", [SIGN_LE] = "≤", [SIGN_EQ] = "=", [SIGN_GT] = ">", [SIGN_LT] = "<", [SIGN_NONE] = "",
    };
    return str_of(printed[sign]);
}

/* Takes a sign or its words off the front of *s. */
static enum sign take_sign(struct str *s) {
    size_t bytes;
    enum sign sign = measure_sign(*s, &bytes);
    for (size_t i = 0; bytes == 0 && i < sizeof words_before / sizeof *words_before; i++) {
        bytes = word_at(*s, words_before[i].text);
        sign = bytes > 0 ? words_before[i].sign : SIGN_NONE;
    }
    *s = str_trim(str_sub(*s, bytes, s->n));
    return sign;
}

/* Takes words such as 以上 off the end of the unit. */
static enum sign take_sign_behind(struct str *unit) {
    for (size_t i = 0; unit->n > 0 && i < sizeof words_behind / sizeof *words_behind; i++) {
        struct str word = str_of(words_behind[i].text);
        if (str_ends(*unit, word)) {
            *unit = str_trim(str_sub(*unit, 0, unit->n - word.n));
            return words_behind[i].sign;
        }
    }
    return SIGN_NONE;
}

/* Digits, points, commas and signs, half or full width. */
static bool number_char(uint32_t cp) {
    return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19) || cp == '.' || cp == 0xFF0E || cp == ',' ||
           cp == 0xFF0C;
}

static size_t number_run(struct str s) {
    size_t at = 0;
    while (at < s.n) {
        uint32_t cp;
        unsigned n = text_decode(s, at, &cp);
        bool sign = cp == '-' || cp == '+' || cp == 0xFF0D || cp == 0xFF0B;
        if (!number_char(cp) && !(at == 0 && sign)) {
            break;
        }
        at += n;
    }
    return at;
}

/* Takes a number off the front of *s. */
static bool take_number(struct str *s, dec *out) {
    size_t n = number_run(*s);
    if (n == 0 || dec_parse(str_sub(*s, 0, n), out) != DEC_OK) {
        return false;
    }
    *s = str_trim(str_sub(*s, n, s->n));
    return true;
}

static bool take_word(struct str *s, const char *word) {
    size_t n = word_at(*s, word);
    if (n > 0) {
        *s = str_trim(str_sub(*s, n, s->n));
    }
    return n > 0;
}

static dec scale(struct str *rest, dec d) {
    if (take_word(rest, "亿")) {
        return dec_mul_div(d, 100000000, 1);
    }
    if (take_word(rest, "万")) {
        return dec_mul_div(d, 10000, 1);
    }
    return d;
}

dec measure_scale(struct str unit, dec number) {
    struct str rest = str_trim(unit);
    return scale(&rest, number);
}

/* `-6`, `/06-30` behind a year: one or two digits to each dash or slash. `2000-3000` is a range. */
static bool is_month_behind(struct str rest) {
    size_t digits = 0;
    for (size_t i = 1; i < rest.n && rest.p[i] >= '0' && rest.p[i] <= '9'; i++) {
        digits++;
    }
    return (str_starts(rest, STR("-")) || str_starts(rest, STR("/"))) && (digits == 1 || digits == 2);
}

static bool is_date(dec first, struct str rest) {
    bool year = first >= DEC_INT(1900) && first <= DEC_INT(2999) && first % DEC_ONE == 0;
    return year && (str_starts(rest, STR("年")) || is_month_behind(rest));
}

/* `e5`, `+`: what stands behind the number is no unit. */
static bool is_no_unit(struct str unit) {
    for (size_t i = 0; i < unit.n; i++) {
        if ((unit.p[i] >= '0' && unit.p[i] <= '9') || unit.p[i] == '+') {
            return true;
        }
    }
    return false;
}

/* `2024.6.30`: two points, so no number. */
static bool is_dotted_date(struct str s) {
    int points = 0;
    for (size_t i = 0; i < s.n; i++) {
        points += s.p[i] == '.';
    }
    return points == 2 && s.n >= 8 && s.n <= 10 && number_run(s) == s.n;
}

/* What stands behind a number. A full-width ％ is the same unit. */
static struct str unit_of(struct str rest) {
    return str_eq(rest, STR("％")) ? STR("%") : rest;
}

/* A range `50-60`, `50~60`, `50—60`, `50至60`. */
static bool take_upper(struct str *rest, dec *upper) {
    static const char *const dashes[] = {"-", "~", "—", "–", "～", "至", "－"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        struct str s = *rest;
        if (take_word(&s, dashes[i]) && take_number(&s, upper)) {
            *rest = s;
            return true;
        }
    }
    return false;
}

struct measure measure_read(struct str s) {
    struct measure m = {.kind = MEASURE_TEXT, .sign = SIGN_NONE};
    s = str_trim(s);
    if (s.n == 0 || form_not_applicable(s)) {
        m.kind = MEASURE_NONE;
        return m;
    }
    struct str rest = s;
    m.sign = take_sign(&rest);
    if (is_dotted_date(rest)) {
        m.kind = MEASURE_DATE;
        return m;
    }
    if (!take_number(&rest, &m.number)) {
        return m;
    }
    if (is_date(m.number, rest)) {
        m.kind = MEASURE_DATE;
        return m;
    }
    dec lower = m.number;
    m.number = scale(&rest, lower);
    m.kind = MEASURE_NUMBER;
    m.unit = unit_of(rest);
    /* `50%-60%` is a range as well as `50-60%`. */
    (void)(take_word(&rest, "%") || take_word(&rest, "％"));
    if (take_upper(&rest, &m.upper)) {
        dec upper = m.upper;
        bool bare = m.number == lower;
        m.kind = MEASURE_RANGE;
        m.upper = scale(&rest, upper);
        m.unit = unit_of(rest);
        if (bare && upper != 0 && lower <= upper) { /* `1-2万元`: 万 is meant for both; `5000-1万元`: for one */
            m.number = dec_mul_div(lower, m.upper, upper);
        }
    } else {
        enum sign behind = take_sign_behind(&m.unit);
        m.sign = m.sign == SIGN_NONE ? behind : m.sign;
    }
    m.kind = is_no_unit(m.unit) ? MEASURE_TEXT : m.kind;
    return m;
}

bool measure_rate(struct str s, dec *out, bool *percent) {
    s = str_trim(s);
    *percent = str_ends(s, STR("%")) || str_ends(s, STR("％"));
    if (*percent) {
        s = str_trim(str_sub(s, 0, s.n - (s.p[s.n - 1] == '%' ? 1 : 3)));
    }
    return dec_parse(s, out) == DEC_OK;
}
