#include "ziping/steps.h"

#include "ziping/form.h"

/* ---- dates ---- */

static bool take(struct str *s, const char *word) {
    struct str w = str_of(word);
    if (!str_starts(*s, w)) {
        return false;
    }
    *s = str_sub(*s, w.n, s->n);
    return true;
}

/* At most `most` digits. */
static bool take_digits(struct str *s, size_t most, int32_t *out) {
    size_t n = 0;
    *out = 0;
    while (n < s->n && n < most && s->p[n] >= '0' && s->p[n] <= '9') {
        *out = *out * 10 + (s->p[n++] - '0');
    }
    *s = str_sub(*s, n, s->n);
    return n > 0;
}

static int32_t month_days(int32_t year, int32_t month) {
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static int32_t day_of(int32_t year, int32_t month, int32_t day) {
    return year * 10000 + month * 100 + day;
}

int32_t days_next(int32_t day) {
    int32_t year = day / 10000, month = day / 100 % 100;
    if (day % 100 < month_days(year, month)) {
        return day + 1;
    }
    return month < 12 ? day_of(year, month + 1, 1) : day_of(year + 1, 1, 1);
}

int32_t days_previous(int32_t day) {
    int32_t year = day / 10000, month = day / 100 % 100;
    if (day % 100 > 1) {
        return day - 1;
    }
    return month > 1 ? day_of(year, month - 1, month_days(year, month - 1)) : day_of(year - 1, 12, 31);
}

/* 31日, 上旬, 底 or nothing: the days of a month that are meant. */
static bool take_day(struct str *s, int32_t most, bool chinese, int32_t *first, int32_t *last) {
    static const struct {
        const char *word;
        int32_t first, last; /* 0: the month's last */
    } words[] = {{"上旬", 1, 10}, {"中旬", 11, 20}, {"下旬", 21, 0}, {"底", 21, 0}};
    for (size_t i = 0; chinese && i < sizeof words / sizeof *words; i++) {
        if (take(s, words[i].word)) {
            *first = words[i].first;
            *last = words[i].last > 0 ? words[i].last : most;
            return true;
        }
    }
    if (chinese && s->n == 0) {
        *first = 1;
        *last = most;
        return true;
    }
    if (!take_digits(s, 2, first) || (chinese && !take(s, "日"))) {
        return false;
    }
    *last = *first;
    return *first >= 1 && *first <= most;
}

bool days_read(struct str s, struct days *out) {
    static const char *const marks[] = {"-", "/", "."};
    int32_t year, month, first, last;
    const char *mark = NULL;
    s = str_trim(s);
    if (!take_digits(&s, 4, &year) || year < 1900 || year > 2999) {
        return false;
    }
    for (size_t i = 0; !mark && i < sizeof marks / sizeof *marks; i++) {
        mark = take(&s, marks[i]) ? marks[i] : NULL;
    }
    if (!mark && !take(&s, "年")) {
        return false;
    }
    if (!mark && s.n == 0) {
        *out = (struct days){day_of(year, 1, 1), day_of(year, 12, 31)};
        return true;
    }
    if (!take_digits(&s, 2, &month) || month < 1 || month > 12 || !take(&s, mark ? mark : "月") ||
        !take_day(&s, month_days(year, month), !mark, &first, &last) || s.n > 0) {
        return false;
    }
    *out = (struct days){day_of(year, month, first), day_of(year, month, last)};
    return true;
}

/* ---- steps ---- */

/* The bound behind the sign: a date, or a number with or without %. */
static bool read_bound(struct str s, struct step *out) {
    if (days_read(s, &out->day)) {
        out->dated = true;
        return true;
    }
    if (str_ends(s, STR("%"))) {
        s.n--;
        out->unit = STR("%");
    }
    return dec_parse(s, &out->bound) == DEC_OK;
}

enum step_status step_next(struct str *rest, struct step *out) {
    struct str text = str_word(rest);
    size_t sign, colon = str_find(text, STR(":"));
    *out = (struct step){.sign = measure_sign(text, &sign)};
    if (text.n == 0) {
        return STEP_END;
    }
    if (colon == text.n || out->sign == SIGN_NONE || !read_bound(str_sub(text, sign, colon), out) ||
        dec_parse(str_sub(text, colon + 1, text.n), &out->percent) != DEC_OK) {
        return STEP_MALFORMED;
    }
    return out->percent < 0 || out->percent > DEC_INT(100) ? STEP_OUT_OF_RANGE : STEP_OK;
}

static bool holds(enum sign sign, dec number, dec bound) {
    switch (sign) {
    case SIGN_GE:
        return number >= bound;
    case SIGN_LE:
        return number <= bound;
    case SIGN_GT:
        return number > bound;
    case SIGN_LT:
        return number < bound;
    case SIGN_EQ:
    case SIGN_NONE:
        break;
    }
    return number == bound;
}

enum step_fit step_number(const struct step *s, dec number) {
    return !s->dated && holds(s->sign, number, s->bound) ? STEP_FITS : STEP_FITS_NOT;
}

/* The bound is the end of a period for <= and >, its start for >= and <; = is anywhere in it. */
enum step_fit step_days(const struct step *s, struct days d) {
    bool first, last;
    if (!s->dated) {
        return STEP_FITS_NOT;
    }
    if (s->sign == SIGN_EQ) {
        first = d.first >= s->day.first && d.first <= s->day.last;
        last = d.last >= s->day.first && d.last <= s->day.last;
        bool apart = d.last < s->day.first || d.first > s->day.last;
        return first && last ? STEP_FITS : apart ? STEP_FITS_NOT : STEP_UNSURE;
    }
    int32_t bound = s->sign == SIGN_LE || s->sign == SIGN_GT ? s->day.last : s->day.first;
    first = holds(s->sign, d.first, bound);
    last = holds(s->sign, d.last, bound);
    return first != last ? STEP_UNSURE : first ? STEP_FITS : STEP_FITS_NOT;
}
