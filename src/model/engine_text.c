#include "ziping/engine.h"

static void put(struct buf *out, dec d) {
    dec_put(out, d, 0);
}

static void put_by(struct buf *out, dec a, const char *mark, dec b) {
    put(out, a);
    buf_text(out, mark);
    put(out, b);
}

void engine_formula(const struct engine_points *p, struct buf *out) {
    switch (p->why == ENGINE_COMPUTED ? p->rule : ENGINE_NONE) {
    case ENGINE_NONE:
    case ENGINE_TIER:
    case ENGINE_NOT_APPLICABLE:
        return;
    case ENGINE_MET:
        put(out, p->weight);
        return;
    case ENGINE_CUT_FIXED:
        put_by(out, p->weight, " − ", p->operand);
        return;
    case ENGINE_YES_NO:
    case ENGINE_STEP:
        put(out, p->operand);
        buf_char(out, '%');
        break;
    case ENGINE_RATIO:
    case ENGINE_EXECUTION:
        put_by(out, p->actual, " ÷ ", p->target);
        break;
    case ENGINE_INVERSE_RATIO:
        put_by(out, p->target, " ÷ ", p->actual);
        break;
    case ENGINE_INVERSE_LINEAR:
        buf_text(out, "(1 − (");
        put_by(out, p->actual, " − ", p->target);
        buf_text(out, ") ÷ ");
        put(out, p->target);
        buf_char(out, ')');
        break;
    case ENGINE_CUT_DEVIATION:
        buf_text(out, "(1 − (");
        put_by(out, p->actual, " ÷ ", p->target);
        buf_text(out, " − ");
        put(out, p->operand);
        buf_text(out, "%))");
        break;
    }
    buf_text(out, " × ");
    put(out, p->weight);
}

void engine_working(const struct engine_points *p, struct buf *out) {
    engine_formula(p, out);
    bool bare = p->rule == ENGINE_MET && p->rounded == p->weight;
    if (p->why == ENGINE_COMPUTED && p->rule != ENGINE_NONE && !bare) {
        buf_text(out, " = ");
        put(out, p->rounded);
    }
}
