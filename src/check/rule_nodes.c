/* R1: each heading and indicator by itself. */
#include "run.h"

#include "ziping/measure.h"

static bool holds(struct str s, const char *word) {
    return str_find(s, str_of(word)) < s.n;
}

/* A heading that no section gives is named by its path; `quantity` is no name to print, 数量指标 is. */
static bool has_no_name(const struct node *n) {
    for (size_t i = 0; i < n->name.n; i++) {
        if ((unsigned char)n->name.p[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static void check_place(struct run *r, const struct node *n) {
    const struct ruleset *rs = r->rules;
    if (n->parent >= 0 && rs->node[n->parent].implied && !n->implied && has_no_name(&rs->node[n->parent])) {
        struct finding f = {.code = CHECK_ORPHAN_INDICATOR, .arg = {n->name, rs->node[n->parent].path}};
        run_report_rule(r, n->path, STR(""), &f);
    }
    if (n->counts.n > 0 && score_counts_row(rs, n) < 0) {
        struct suggest best = {0};
        for (size_t i = 0; i < rs->fund_rows.n; i++) {
            suggest_try(&best, n->counts, arena_join(r->arena, STR("funds."), rs->fund_rows.v[i].key));
        }
        struct finding f = {.code = CHECK_COUNTS_UNKNOWN, .arg = {n->name, n->counts}, .suggestion = best.best};
        run_report_rule(r, n->path, STR("counts"), &f);
    } else if (score_counts_row(rs, n) == 0 && n->has_weight && n->weight != rs->execution_weight) {
        struct finding f = {.code = CHECK_EXECUTION_MISMATCH,
                            .arg = {n->name, run_dec(r, n->weight), run_dec(r, rs->execution_weight)}};
        f.expected = f.arg[2];
        run_report_rule(r, n->path, STR("weight"), &f);
    }
}

/* What an indicator's words say of the sign that it usually has: a rate of completion or satisfaction and counts are to
   be reached, costs and faults are not to be passed. SIGN_NONE: they don't say. */
static enum sign usual_sign(struct str name) {
    static const char *const limits[] = {"成本", "费用", "支出", "投诉", "差错", "事故",
                                         "逾期", "故障", "超支", "死亡", "违规"};
    static const char *const reach[] = {"率",   "人数", "次数", "场次", "数量", "条数",
                                        "满意", "覆盖", "个数", "人次", "面积"};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        if (holds(name, limits[i])) {
            return SIGN_LE;
        }
    }
    for (size_t i = 0; i < sizeof reach / sizeof *reach; i++) {
        if (holds(name, reach[i])) {
            return SIGN_GE;
        }
    }
    return SIGN_NONE;
}

static bool opposite(enum sign a, enum sign usual) {
    bool up = a == SIGN_GE || a == SIGN_GT, down = a == SIGN_LE || a == SIGN_LT;
    return (usual == SIGN_GE && down) || (usual == SIGN_LE && up);
}

static void check_target(struct run *r, const struct node *n) {
    static const char *const signs[] = {">=", "<=", "=", ">", "<", ""};
    struct measure m = measure_read(n->target);
    enum sign sign = m.sign != SIGN_NONE ? m.sign : n->sign;
    struct finding f = {.arg = {n->name, n->target}};
    if (m.kind == MEASURE_NUMBER && sign == SIGN_NONE && n->kind == KIND_NUMBER) {
        f.code = CHECK_TARGET_WITHOUT_SIGN;
        run_report_rule(r, n->path, STR("target"), &f);
    }
    if (n->sign != SIGN_NONE && m.kind == MEASURE_NONE) {
        f.code = CHECK_SIGN_WITHOUT_TARGET;
        f.arg[1] = str_of(signs[n->sign]);
        run_report_rule(r, n->path, STR("sign"), &f);
    }
    if (m.kind == MEASURE_NUMBER && m.unit.n == 0 && n->unit.n == 0 && n->kind == KIND_NUMBER) {
        f.code = CHECK_RULE_UNIT_MISSING;
        f.arg[1] = n->target;
        run_report_rule(r, n->path, STR("target"), &f);
    }
    if (sign != SIGN_NONE && opposite(sign, usual_sign(n->name))) {
        f.code = CHECK_SIGN_UNLIKELY;
        f.arg[1] = str_of(signs[sign]);
        f.expected = f.arg[2] = str_of(signs[usual_sign(n->name)]);
        run_report_rule(r, n->path, n->sign != SIGN_NONE ? STR("sign") : STR("target"), &f);
    }
}

/* `（增加各分项指标数据）`: what somebody meant to do with the name, not a part of it. */
static void check_draft_note(struct run *r, const struct node *n) {
    static const char *const notes[] = {"（增加", "（补充", "（删除", "（修改", "（待", "（请",
                                        "（需",   "（此处", "(增加",  "(补充",  "(待",  "(请"};
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        size_t at = str_find(n->name, str_of(notes[i]));
        if (at < n->name.n) {
            struct str note = str_sub(n->name, at, n->name.n);
            size_t end = str_find(note, STR("）"));
            note = str_sub(note, 0, end < note.n ? end + 3 : note.n);
            struct finding f = {.code = CHECK_NAME_DRAFT_NOTE, .arg = {note, n->name}};
            f.expected = str_sub(n->name, 0, at);
            run_report_rule(r, n->path, STR("name"), &f);
            return;
        }
    }
}

static void check_duplicate_name(struct run *r, size_t at) {
    const struct ruleset *rs = r->rules;
    for (size_t i = 0; i < at; i++) {
        const struct node *n = &rs->node[i];
        if (n->level == 3 && n->parent == rs->node[at].parent && str_eq(n->folded, rs->node[at].folded)) {
            struct finding f = {.code = CHECK_NAME_DUPLICATE, .arg = {rs->node[at].name, run_dec(r, DEC_INT(n->line))}};
            run_report_rule(r, rs->node[at].path, STR("name"), &f);
            return;
        }
    }
}

/* Benefits and satisfaction are parts of every indicator system (财预〔2021〕101号). */
static void check_parts(struct run *r) {
    bool benefit = false, satisfaction = false;
    for (size_t i = 0; i < r->rules->nodes; i++) {
        benefit = benefit || holds(r->rules->node[i].name, "效益") || holds(r->rules->node[i].name, "影响");
        satisfaction = satisfaction || holds(r->rules->node[i].name, "满意");
    }
    if (!benefit) {
        struct finding f = {.code = CHECK_MISSING_BENEFIT};
        run_report_rule(r, STR("ruleset"), STR("title"), &f);
    }
    if (!satisfaction) {
        struct finding f = {.code = CHECK_MISSING_SATISFACTION};
        run_report_rule(r, STR("ruleset"), STR("title"), &f);
    }
}

void check_tree_nodes(struct run *r) {
    const struct ruleset *rs = r->rules;
    if (rs->tree_file != 0) {
        return;
    }
    for (size_t i = 0; i < rs->nodes; i++) {
        if (rs->node[i].implied) {
            continue;
        }
        check_place(r, &rs->node[i]);
        check_draft_note(r, &rs->node[i]);
        if (rs->node[i].level == 3) {
            check_target(r, &rs->node[i]);
            check_duplicate_name(r, i);
        }
    }
    check_parts(r);
}
