#include "engine_parts.h"

#include "ziping/steps.h"

static bool is_percent(struct str unit) {
    return str_eq(unit, STR("%")) || str_eq(unit, STR("％"));
}

/* What the bounds are measured in: as they say themselves, else as the indicator does. */
static struct str unit_of(const struct step *s, const struct node *node, const struct engine_input *in) {
    return s->unit.n > 0 ? s->unit : in->unit.n > 0 ? in->unit : node->unit;
}

/* A number of another unit gets no verdict, nor does 0.96 against a bound of 95 %. */
static bool comparable(const struct step *s, struct str unit, const struct measure *m) {
    if (m->unit.n == 0) {
        return !is_percent(unit) || s->bound <= DEC_ONE || m->number > DEC_ONE;
    }
    return unit.n == 0 || str_eq(m->unit, unit) || (is_percent(m->unit) && is_percent(unit));
}

static enum step_fit fit(const struct step *s, const struct node *node, const struct engine_input *in,
                         enum engine_why *why) {
    struct measure m = measure_read(in->actual);
    struct days days;
    if (m.kind == MEASURE_NONE) {
        *why = ENGINE_NO_ACTUAL;
    } else if (s->dated) {
        if (days_read(in->actual, &days)) {
            enum step_fit answer = step_days(s, days);
            *why = answer == STEP_UNSURE ? ENGINE_DATE_TOO_WIDE : ENGINE_COMPUTED;
            return answer;
        }
        *why = ENGINE_ODD_ACTUAL;
    } else if (m.kind != MEASURE_NUMBER) {
        *why = ENGINE_ODD_ACTUAL;
    } else {
        if (str_eq(m.unit, STR("‰"))) {
            m.number /= 10;
            m.unit = STR("%");
        }
        *why = comparable(s, unit_of(s, node, in), &m) ? ENGINE_COMPUTED : ENGINE_OTHER_UNIT;
        return *why == ENGINE_COMPUTED ? step_number(s, m.number) : STEP_UNSURE;
    }
    return STEP_UNSURE;
}

void engine_steps(const struct ruleset *rules, const struct node *node, const struct engine_input *in,
                  struct engine_points *p) {
    struct str rest = node->steps;
    struct step s;
    p->rule = ENGINE_STEP;
    for (int i = 0; step_next(&rest, &s) == STEP_OK; i++) {
        switch (fit(&s, node, in, &p->why)) {
        case STEP_FITS:
            p->index = i;
            p->operand = s.percent;
            engine_settle(rules, p, p->weight, s.percent, DEC_INT(100));
            return;
        case STEP_FITS_NOT:
            break;
        case STEP_UNSURE:
            return;
        }
    }
    p->why = ENGINE_STEP_GAP;
}
