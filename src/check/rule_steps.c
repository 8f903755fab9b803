/* R1: tables of steps: values that no step takes, and steps that no value reaches. */
#include "run.h"

#include <stdlib.h>

#include "ziping/steps.h"

#define STEPS_MOST 256 /* a longer table is not looked at */

/* Values are numbers, or days as struct days has them. The answer of a table changes only beside a bound: so what holds
   for each bound and its two neighbours holds for all values. */
struct table {
    struct step step[STEPS_MOST];
    struct str text[STEPS_MOST];
    bool reached[STEPS_MOST];
    size_t n;
    bool dated;
    struct str unit;
    int64_t value[STEPS_MOST * 6]; /* sorted, each once */
    size_t values;
};

/* False where the table is too long, or some of its bounds are dates and others are not. */
static bool read_table(struct str text, struct table *t) {
    for (struct str word, rest = text; (word = str_word(&rest)).n > 0;) {
        if (t->n == STEPS_MOST) {
            return false;
        }
        struct str one = word;
        struct step *s = &t->step[t->n];
        (void)step_next(&one, s);
        t->text[t->n++] = word;
        t->dated = t->n == 1 ? s->dated : t->dated;
        t->unit = s->unit.n > 0 ? s->unit : t->unit;
        if (s->dated != t->dated) {
            return false;
        }
    }
    return t->n > 0;
}

static void add_bound(struct table *t, int64_t bound) {
    t->value[t->values++] = t->dated ? days_previous((int32_t)bound) : bound - 1;
    t->value[t->values++] = bound;
    t->value[t->values++] = t->dated ? days_next((int32_t)bound) : bound + 1;
}

static int by_value(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void find_values(struct table *t) {
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        add_bound(t, t->dated ? t->step[i].day.first : t->step[i].bound);
        if (t->dated) {
            add_bound(t, t->step[i].day.last);
        }
    }
    qsort(t->value, t->values, sizeof *t->value, by_value);
    for (size_t i = 0; i < t->values; i++) {
        if (n == 0 || t->value[n - 1] != t->value[i]) {
            t->value[n++] = t->value[i];
        }
    }
    t->values = n;
}

/* The step that takes a value, or t->n. */
static size_t step_of(const struct table *t, int64_t value) {
    for (size_t i = 0; i < t->n; i++) {
        struct days day = {(int32_t)value, (int32_t)value};
        if ((t->dated ? step_days(&t->step[i], day) : step_number(&t->step[i], value)) == STEP_FITS) {
            return i;
        }
    }
    return t->n;
}

static bool is_bound(const struct table *t, int64_t value) {
    for (size_t i = 0; i < t->n; i++) {
        if (t->dated || t->step[i].bound == value) {
            return true;
        }
    }
    return false;
}

static void put_bound(struct run *r, const struct table *t, const char *sign, int64_t value, struct buf *out) {
    buf_text(out, out->n > 0 ? " " : "");
    buf_text(out, sign);
    if (t->dated) {
        buf_printf(out, "%04d-%02d-%02d", (int)(value / 10000), (int)(value / 100 % 100), (int)(value % 100));
    } else {
        buf_add(out, run_dec(r, value));
        buf_add(out, t->unit);
    }
}

/* The gap between two values of the list, both in it: `>=60 <80`. It is open at the ends of the list. */
static void report_gap(struct run *r, const struct node *n, const struct table *t, size_t from, size_t to,
                       size_t least) {
    struct buf text = {0};
    if (from == to && from > least && to + 1 < t->values && is_bound(t, t->value[from])) {
        put_bound(r, t, "=", t->value[from], &text);
    } else {
        if (from > least) {
            bool bound = is_bound(t, t->value[from]);
            put_bound(r, t, bound ? ">=" : ">", t->value[bound ? from : from - 1], &text);
        }
        if (to + 1 < t->values) {
            bool bound = is_bound(t, t->value[to]);
            put_bound(r, t, bound ? "<=" : "<", t->value[bound ? to : to + 1], &text);
        }
    }
    struct finding f = {.code = CHECK_STEPS_GAP, .arg = {n->name, run_text(r, &text)}};
    run_report_rule(r, n->path, STR("steps"), &f);
}

/* `=0:100 =1:80 >=2:0`: who counts in whole numbers has nothing between 0 and 1. */
static bool is_between_counts(const struct table *t, size_t from, size_t to, size_t least) {
    if (t->dated || from <= least || to + 1 == t->values || t->value[to + 1] - t->value[from - 1] != DEC_ONE ||
        t->value[from - 1] % DEC_ONE != 0) {
        return false;
    }
    size_t below = step_of(t, t->value[from - 1]), above = step_of(t, t->value[to + 1]);
    return (below < t->n && t->step[below].sign == SIGN_EQ) || (above < t->n && t->step[above].sign == SIGN_EQ);
}

/* Where the values begin that something can have: at 0, unless the table itself goes below. */
static size_t least_value(const struct table *t) {
    size_t least = 0;
    for (size_t i = 0; i < t->n; i++) {
        if (t->dated || t->step[i].bound < 0) {
            return 0;
        }
    }
    while (t->value[least] < 0) {
        least++;
    }
    return least;
}

static void check_table(struct run *r, const struct node *n, struct table *t) {
    size_t least = least_value(t), gap = t->values;
    for (size_t i = 0; i <= t->values; i++) {
        size_t step = i < t->values ? step_of(t, t->value[i]) : 0;
        if (step < t->n) {
            t->reached[step] = t->reached[step] || i < t->values;
            if (gap < t->values && !is_between_counts(t, gap, i - 1, least)) {
                report_gap(r, n, t, gap, i - 1, least);
            }
            gap = t->values;
        } else if (i >= least && gap == t->values) {
            gap = i;
        }
    }
    for (size_t i = 0; i < t->n; i++) {
        if (!t->reached[i]) {
            struct finding f = {.code = CHECK_STEP_UNREACHABLE, .arg = {n->name, t->text[i]}};
            run_report_rule(r, n->path, STR("steps"), &f);
        }
    }
}

void check_steps(struct run *r) {
    const struct ruleset *rs = r->rules;
    for (size_t i = 0; rs->tree_file == 0 && i < rs->nodes; i++) {
        struct table *t = rs->node[i].steps.n > 0 ? arena_new(r->arena, struct table) : NULL;
        if (t && read_table(rs->node[i].steps, t)) {
            find_values(t);
            check_table(r, &rs->node[i], t);
        }
    }
}
