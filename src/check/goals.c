/* F5: goals and what is said of them. */
#include "run.h"

#include "ziping/text.h"

struct goal {
    int number; /* from 1 */
    int expected_field, actual_field;
    struct str expected, actual;
};

/* ---- alike: Dice's coefficient over pairs of characters ---- */

#define PAIRS 512

static void count_pairs(struct str s, short *count, short by, size_t *n) {
    uint32_t last = 0;
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        at += text_decode(s, at, &cp);
        if (last != 0) {
            count[(last * 31 + cp) % PAIRS] = (short)(count[(last * 31 + cp) % PAIRS] + by);
            ++*n;
        }
        last = cp;
    }
}

/* Per cent of what two texts share, from 0 to 100. Texts of very different length can't be alike. */
static int alike(struct str a, struct str b) {
    size_t na = 0, nb = 0;
    int differ = 0;
    if (str_eq(a, b)) {
        return 100;
    }
    if (a.n > b.n * 5 / 4 || b.n > a.n * 5 / 4) {
        return 0;
    }
    short count[PAIRS] = {0};
    count_pairs(a, count, 1, &na);
    count_pairs(b, count, -1, &nb);
    for (int i = 0; i < PAIRS; i++) {
        differ += count[i] < 0 ? -count[i] : count[i];
    }
    int pairs = (int)(na + nb);
    return pairs > 0 ? (pairs - differ) * 100 / pairs : 0;
}

#define ALIKE 90 /* per cent from which a result is a copy */

static void check_copied(struct run *r, const struct goal *g) {
    int share = alike(g->expected, g->actual);
    if (share >= ALIKE) {
        struct finding f = {.code = CHECK_GOAL_COPIED, .arg[0] = run_dec(r, DEC_INT(g->number))};
        f.arg[1] = arena_join(r->arena, run_dec(r, DEC_INT(share)), STR("%"));
        run_report_field(r, g->actual_field, &f);
    }
}

/* ---- numbers ---- */

struct number {
    struct str text; /* digits with the character behind them: `30%`, `12场` */
    struct str digits, unit;
};

static bool ascii_digit(char c) {
    return c >= '0' && c <= '9';
}

/* `1.`, `2、`, `（3）`, `4)` at the start of a paragraph: an item's number. */
static bool is_item_number(struct str s, size_t from, size_t to) {
    bool starts =
        from == 0 || s.p[from - 1] == '\n' || str_ends(str_sub(s, 0, from), STR("（")) || s.p[from - 1] == '(';
    struct str behind = str_sub(s, to, s.n);
    return starts && to - from <= 2 &&
           (str_starts(behind, STR("、")) || str_starts(behind, STR("）")) || str_starts(behind, STR(")")) ||
            str_starts(behind, STR("．")) ||
            (str_starts(behind, STR(".")) && !(behind.n > 1 && ascii_digit(behind.p[1]))));
}

/* A year, month or day is no amount to be reached. */
static bool is_date_unit(struct str unit) {
    return str_eq(unit, STR("年")) || str_eq(unit, STR("月")) || str_eq(unit, STR("日")) || str_eq(unit, STR("号"));
}

/* The next digit at or behind `at`, or the end. Most bytes of a Chinese text have their high bit set: eight of them are
   passed over at once. */
static size_t next_digit(struct str s, size_t at) {
    const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t eight;
    while (at < s.n && !ascii_digit(s.p[at])) {
        at++;
        while (s.n - at >= sizeof eight && (memcpy(&eight, s.p + at, sizeof eight), (eight & high) == high)) {
            at += sizeof eight;
        }
    }
    return at;
}

/* The next number at or behind *at that says how much; false when there is none. */
static bool next_number(struct str s, size_t *at, struct number *n) {
    for (size_t i = next_digit(s, *at); i < s.n; i = next_digit(s, i)) {
        size_t from = i;
        while (i < s.n && (ascii_digit(s.p[i]) || (s.p[i] == '.' && i + 1 < s.n && ascii_digit(s.p[i + 1])) ||
                           (s.p[i] == ',' && i + 1 < s.n && ascii_digit(s.p[i + 1])))) {
            i++;
        }
        size_t end = i < s.n ? text_next(s, i) : i;
        n->digits = str_sub(s, from, i);
        n->unit = str_sub(s, i, end);
        n->text = str_sub(s, from, end);
        if (!is_item_number(s, from, i) && !is_date_unit(n->unit)) {
            *at = i;
            return true;
        }
    }
    return false;
}

/* A number is answered by the same number or by another one of the same unit. */
static bool answered(const struct number *asked, struct str actual) {
    struct number n;
    for (size_t at = 0; next_number(actual, &at, &n);) {
        if (str_eq(n.digits, asked->digits) || (asked->unit.n > 0 && str_eq(n.unit, asked->unit))) {
            return true;
        }
    }
    return false;
}

static void check_numbers(struct run *r, const struct goal *g) {
    struct number n;
    for (size_t at = 0; next_number(g->expected, &at, &n);) {
        if (!answered(&n, g->actual)) {
            struct finding f = {.code = CHECK_GOAL_NUMBER_UNANSWERED, .arg = {run_dec(r, DEC_INT(g->number)), n.text}};
            run_report_field(r, g->actual_field, &f);
        }
    }
}

/* ---- wording ---- */

/* Whether a text holds a word of plans. 拟 alone is one, in 模拟, 虚拟 and 草拟 it isn't. */
static bool holds_plan_word(struct str text, struct str w) {
    static const char *const harmless[] = {"模", "虚", "草"};
    for (size_t at; (at = str_find(text, w)) < text.n; text = str_sub(text, at + w.n, text.n)) {
        bool inside = false;
        for (size_t i = 0; i < sizeof harmless / sizeof *harmless && str_eq(w, STR("拟")); i++) {
            inside = inside || str_ends(str_sub(text, 0, at), str_of(harmless[i]));
        }
        if (!inside) {
            return true;
        }
    }
    return false;
}

static void check_plan_wording(struct run *r, const struct goal *g) {
    struct str words = r->rules->plan_words;
    for (struct str w; (w = str_word(&words)).n > 0;) {
        if (holds_plan_word(g->actual, w)) {
            struct finding f = {.code = CHECK_GOAL_PLAN_WORDING, .arg = {run_dec(r, DEC_INT(g->number)), w}};
            run_report_field(r, g->actual_field, &f);
            return;
        }
    }
}

static void check_paired(struct run *r, const struct goal *g) {
    bool expected = g->expected.n > 0, actual = g->actual.n > 0;
    if (expected != actual) {
        int field = expected ? g->actual_field : g->expected_field;
        struct finding f = {.code = CHECK_GOAL_UNPAIRED,
                            .arg = {run_dec(r, DEC_INT(g->number)), r->form->schema->field[field].label}};
        run_report_field(r, field, &f);
    }
}

/* ---- amounts ---- */

/* The amounts of money in a goal, in the currency of the form; the first one only, as a goal's total. */
static bool first_amount(const struct run *r, struct str text, dec *out) {
    struct number n;
    for (size_t at = 0; next_number(text, &at, &n);) {
        if (str_starts(str_sub(text, at, text.n), r->rules->currency) && dec_parse(n.digits, out) == DEC_OK) {
            return true;
        }
    }
    return false;
}

static void check_amounts(struct run *r, const struct goal *goals, int n) {
    static const enum key totals[] = {KEY_BUDGET, KEY_INITIAL};
    struct sum sum = {0};
    dec d, total;
    bool known = false, agrees = false;
    for (int i = 0; i < n; i++) {
        if (first_amount(r, goals[i].expected, &d)) {
            sum_add(&sum, d);
        }
    }
    struct str text = sum_text(r, &sum);
    for (size_t k = 0; k < 2; k++) {
        if (stated_number(run_value(r, PART_FUNDS, 0, totals[k]), &total) == STATED_NUMBER) {
            known = true;
            agrees = agrees || total == sum.total;
        }
    }
    int field = run_cell(r, PART_FUNDS, 0, KEY_BUDGET);
    if (sum.n >= 2 && known && !agrees && field >= 0 && (int)sum.n == n) {
        struct finding f = {
            .code = CHECK_GOAL_AMOUNTS_SUM,
            .arg = {text, run_dec(r, sum.total), r->form->schema->field[field].label, form_value(r->form, field)}};
        run_report_field(r, goals[0].expected_field, &f);
    }
}

void check_goals(struct run *r) {
    int n = (int)r->form->schema->goals, used = 0;
    struct goal *goals = arena_array(r->arena, struct goal, (size_t)n + 1);
    for (int i = 0; goals && i < n; i++) {
        struct goal g = {.number = i + 1};
        g.expected_field = run_cell(r, PART_GOALS, i, KEY_EXPECTED);
        g.actual_field = run_cell(r, PART_GOALS, i, KEY_ACTUAL);
        g.expected = str_trim(form_value(r->form, g.expected_field));
        g.actual = str_trim(form_value(r->form, g.actual_field));
        if (g.expected_field < 0 || g.actual_field < 0 || (g.expected.n == 0 && g.actual.n == 0)) {
            continue;
        }
        goals[used++] = g;
        if (g.expected.n == 0 || g.actual.n == 0) {
            if (i > 0) { /* the first is asked for as a field that must be filled in */
                check_paired(r, &g);
            }
            continue;
        }
        check_copied(r, &g);
        check_numbers(r, &g);
        check_plan_wording(r, &g);
    }
    if (goals) {
        check_amounts(r, goals, used);
    }
}
