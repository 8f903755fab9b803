/* The rule set and the form as text, with the freedom that people take: digits of full width, commas, zeros at the end,
   quotes, wordings that mean the same, long texts in parts. */
#include "generate_model.h"

static const char *const signs[] = {">=", "<=", "=", ">", "<"};
static const char *const paper_signs[][2] = {{"≥", ">="}, {"≤", "<="}, {"=", "＝"}, {">", "＞"}, {"<", "＜"}};

static void line(struct buf *b, const char *key, const char *value, bool quoted) {
    buf_printf(b, quoted ? "%s = \"%s\"\n" : "%s = %s\n", key, value);
}

static const char *wide_digits(struct gen *g, const char *text) {
    struct buf b = {0};
    for (; *text; text++) {
        if (*text >= '0' && *text <= '9') {
            buf_text(&b, "\xEF\xBC");
            buf_char(&b, (char)('\x90' + *text - '0'));
        } else {
            buf_char(&b, *text);
        }
    }
    const char *s = arena_copy(g->arena, buf_str(&b)).p;
    buf_free(&b);
    return s;
}

static const char *with_commas(struct gen *g, const char *text) {
    struct buf b = {0};
    size_t whole = strcspn(text, ".");
    for (size_t i = 0; text[i]; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0 && text[i - 1] != '-') {
            buf_char(&b, ',');
        }
        buf_char(&b, text[i]);
    }
    const char *s = arena_copy(g->arena, buf_str(&b)).p;
    buf_free(&b);
    return s;
}

static const char *number(struct gen *g, units u, int places) {
    const char *text = gen_number(g, u, gen_pick(g, places + 1));
    text = gen_chance(g, 4) ? with_commas(g, text) : text;
    return gen_chance(g, 24) ? wide_digits(g, text) : text;
}

/* ---- the rule set ---- */

static void put_columns(struct gen *g, struct buf *b) {
    struct buf columns = {0};
    const char *const names[] = {g->sign_column ? "sign" : "",     g->target_column ? "target" : "",
                                 g->unit_column ? "unit" : "",     g->actual_column ? "actual" : "",
                                 g->other_columns ? "review" : "", "weight score",
                                 g->reason_column ? "reason" : ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        buf_printf(&columns, "%s%s", i > 0 && *names[i] ? " " : "", names[i]);
    }
    buf_printf(b, "\n[indicators]\ncolumns = \"%.*s\"\nopen = %s\n", STR_ARG(str_trim(buf_str(&columns))),
               g->open ? "yes" : "no");
    buf_free(&columns);
}

static void put_settings(struct gen *g, struct buf *b) {
    buf_printf(b, "[ruleset]\nformat = 1\ntitle = \"指标体系\"\nyear = %d\ntotal = 100\ndecimals = %d\n", g->year,
               g->decimals);
    buf_printf(b, "\n[header]\nfields = \"project department unit\"\n\n[funds]\ncurrency = \"%s\"\nrows = \"",
               g->yuan ? "元" : "万元");
    for (int r = 0; r < g->rows; r++) {
        buf_printf(b, "%s%s", r > 0 ? " " : "", g->row[r].key);
    }
    buf_printf(b, "\"\ncolumns = \"initial budget executed%s%s%s\"\n", g->funds_points ? " weight" : "",
               g->funds_rate ? " rate" : "",
               g->funds_points   ? g->funds_reason ? " score reason" : " score"
               : g->funds_reason ? " reason"
                                 : "");
    put_columns(g, b);
    if (g->notes) {
        buf_text(b, "\n[notes]\nfields = \"remarks issues\"\n");
    }
    buf_text(b, "\n[grades]\n");
    for (int i = 0; i < GRADES; i++) {
        line(b, gen_grade_names[g->grade_set][i], gen_number(g, gen_grade_bounds[g->grade_set][i], 0), false);
    }
    buf_printf(b, "\n[execution]\nweight = %s\nbase = %s\nreason_below = %d\n", gen_number(g, g->execution_weight, 0),
               g->initial_base ? "initial" : "budget", g->reason_below);
    for (int c = 0; c < g->caps; c++) {
        buf_printf(b, "cap.%s = %s\n", gen_number(g, g->cap[c].below, 0), gen_number(g, g->cap[c].most, 0));
    }
    buf_printf(b, "\n[scoring]\ntiers = \"100-80 80-%d %d-0\"\ninverse = %s\n", g->tier_bound, g->tier_bound,
               g->linear ? "linear" : "ratio");
    buf_printf(b, "\n[reasons]\nrequired_below = %d\n", g->required_below);
    if (gen_chance(g, 4)) {
        buf_text(b, "\n[limits]\nreason = 100\ngoal = 200\n");
    }
}

static units weight_of(const struct gen *g, int head, int group) {
    units sum = 0;
    for (int i = 0; i < g->indicators; i++) {
        int in = g->indicator[i].group;
        sum += (group < 0 ? g->group[in].head == head : in == group) ? g->indicator[i].weight : 0;
    }
    return sum;
}

static void put_heading(struct gen *g, struct buf *b, const char *path, const char *name, bool weighted, units weight) {
    buf_printf(b, "\n[%s]\n", path);
    if (name) {
        line(b, "name", name, true);
    }
    if (weighted) {
        line(b, "weight", gen_number(g, weight, 0), false);
    }
}

static void put_rule(struct gen *g, struct buf *b, const struct gen_indicator *i) {
    static const char *const kinds[] = {"number", "tier", "text"};
    bool target_sign = i->in_rules && i->sign_at == IN_RULES && gen_chance(g, 2);
    put_heading(g, b, i->path, i->name, true, i->weight);
    if (i->counted) {
        line(b, "counts", "funds.total", false);
        return;
    }
    line(b, "kind", kinds[i->kind], false);
    if (i->kind == KIND_NUMBER && i->in_rules) {
        buf_printf(b, "target = \"%s%s\"\n", target_sign || i->sign_at != IN_RULES ? paper_signs[i->sign][0] : "",
                   number(g, i->target, 0));
        line(b, "unit", i->unit, true);
        if (!target_sign) {
            line(b, "sign", signs[i->sign], true);
        }
    }
}

static void put_tree(struct gen *g, struct buf *b) {
    for (int h = 0; h < g->heads; h++) {
        put_heading(g, b, g->head[h].path, g->head[h].name, g->head[h].weighted, weight_of(g, h, -1));
        for (int n = 0; n < g->groups; n++) {
            if (g->group[n].head == h) {
                put_heading(g, b, g->group[n].path, g->group[n].name, g->group[n].weighted, weight_of(g, h, n));
            }
            for (int i = 0; i < g->indicators && g->group[n].head == h && !g->group[n].own; i++) {
                if (g->indicator[i].group == n) {
                    put_rule(g, b, &g->indicator[i]);
                }
            }
        }
    }
}

/* ---- the form ---- */

static bool may_stay_out(struct gen *g, const struct gen_row *row, int column) {
    return !row->used && column != EXECUTED && gen_chance(g, 3);
}

static void put_row(struct gen *g, struct buf *b, int r) {
    static const char *const keys[MONEY] = {"initial", "budget", "executed"};
    const struct gen_row *row = &g->row[r];
    bool exact = g->fault == CHECK_RATE_WRONG; /* a wrong rate may be right in fewer digits */
    buf_printf(b, "\n[funds.%s]\n", row->key);
    for (int m = 0; m < MONEY; m++) {
        if (!may_stay_out(g, row, m)) {
            line(b, keys[m],
                 row->text[m]       ? row->text[m]
                 : row->used        ? number(g, row->amount[m], 2)
                 : gen_chance(g, 2) ? ""
                                    : "—",
                 true);
        }
    }
    if (g->funds_points) {
        const char *score = gen_number(g, g->execution_points, gen_pick(g, g->decimals + 1));
        line(b, "weight",
             row->weight_text ? row->weight_text
             : r > 0          ? "—"
                              : gen_number(g, g->execution_weight, 0),
             true);
        line(b, "score", row->score_text ? row->score_text : r > 0 ? "" : score, true);
    }
    if (g->funds_rate) {
        const char *rate = gen_number(g, row->rate, gen_chance(g, 2) || exact ? row->rate_places : 0);
        buf_printf(b, "rate = \"%s%s\"\n",
                   row->has_rate ? rate
                   : row->used   ? ""
                                 : "—",
                   !row->has_rate     ? ""
                   : gen_chance(g, 8) ? "％"
                                      : "%");
    }
    if (g->funds_reason && r == 0) {
        line(b, "reason", "年中按批复调整预算，尾款待验收后支付；今后将加快结算进度。", true);
    }
}

static const char *currency(const struct gen *g) {
    return g->yuan ? "元" : "万元";
}

/* Either every goal names its money, and together they have the budget's; or none does. */
static void put_goals(struct gen *g, struct buf *b) {
    static const char *const things[][3] = {
        {"科普讲座", "场", "讲座"}, {"培训班", "期", "学员"}, {"设备", "台", "机房"}, {"站点", "个", "社区"}};
    int goals = (int)gen_between(g, 1, GOALS);
    units left = g->row[0].amount[BUDGET];
    bool money = left > goals * UNIT && !g->row[0].text[BUDGET] && gen_chance(g, 2);
    for (int n = 0; n < goals; n++) {
        const char *const *thing = things[(n + g->year) % 4];
        int count = (int)gen_between(g, 3, 90);
        units share = !money || n == goals - 1 ? left : gen_between(g, 1, left / (goals - n) / 100) * 100;
        const char *amount = money ? gen_text(g, "，投入%s%s", gen_number(g, share, 0), currency(g)) : "";
        buf_printf(b, "\n[goal.%d]\nexpected = \"%d.全年安排%s%d%s%s。\"\n", n + 1, n + 1, thing[0], count, thing[1],
                   amount);
        buf_printf(b, gen_chance(g, 4) ? "actual = \"%d.%d年1月至12月\"\nactual.2 = \"" : "actual = \"%d.%d年1月至12月",
                   n + 1, g->year);
        buf_printf(b, "共计落实%d%s，%s方面得到居民肯定", count + gen_pick(g, 9), thing[1], thing[2]);
        buf_printf(b, "%s%s%s。\"\n", money ? "，支出" : "", money ? gen_number(g, share, 0) : "",
                   money ? currency(g) : "");
        left -= money ? share : 0;
    }
}

/* Value and unit, which may have a column of its own. */
static void put_value(struct gen *g, struct buf *b, const struct gen_indicator *i, const char *key, const char *sign,
                      units u) {
    const char *unit = g->unit_column ? "" : strcmp(i->unit, "%") == 0 && gen_chance(g, 4) ? "％" : i->unit;
    buf_printf(b, "%s = \"%s%s%s%s\"\n", key, sign, number(g, u, 1), gen_chance(g, 8) && *unit ? " " : "", unit);
}

static void put_measured(struct gen *g, struct buf *b, const struct gen_indicator *i) {
    if (g->sign_column) {
        line(b, "sign", i->sign_at == IN_COLUMN ? paper_signs[i->sign][gen_pick(g, 2)] : "", true);
    }
    if (g->target_column && !(i->in_rules && gen_chance(g, 4))) {
        put_value(g, b, i, "target", i->sign_at == IN_TARGET ? paper_signs[i->sign][gen_pick(g, 2)] : "", i->target);
    }
    if (g->unit_column) {
        line(b, "unit", i->unit, true);
    }
    put_value(g, b, i, "actual", "", i->actual);
}

static void put_worded(struct gen *g, struct buf *b, const struct gen_indicator *i) {
    static const char *const bands[][3] = {{"达成年度指标", "全部达成", "已达成预期"},
                                           {"部分达成年度指标并具有一定效果", "部分完成", "部分达成"},
                                           {"未达成年度指标且效果较差", "未完成", "未达成"}};
    if (g->target_column && i->kind != KIND_NUMBER) {
        line(b, "target", "逐步完善", true);
    }
    if (g->actual_column) {
        line(b, "actual",
             i->tier >= 0             ? bands[i->tier][gen_pick(g, 3)]
             : i->kind == KIND_NUMBER ? "—"
                                      : "较上年好转",
             true);
    }
}

/* The execution rate as an indicator has its points from the funds table, whatever its target is. */
static void put_counted(struct gen *g, struct buf *b) {
    const struct gen_row *all = &g->row[0];
    bool known = all->has_rate && gen_chance(g, 2);
    const char *rate = gen_number(g, gen_divide(all->rate, UNIT / 100) * (UNIT / 100), 0);
    if (g->target_column) {
        line(b, "target", g->unit_column ? "≥80" : "≥80%", true);
    }
    if (g->unit_column) {
        line(b, "unit", "%", true);
    }
    if (g->actual_column) {
        line(b, "actual", !known ? "—" : g->unit_column ? rate : gen_text(g, "%s%%", rate), true);
    }
}

static void put_reason(struct gen *g, struct buf *b, const struct gen_indicator *i) {
    static const char *const lost[] = {"场地维修使部分活动改期；今后将提前预订备用场地。",
                                       "合同签订晚于计划；下一步加快审批，按月督促。",
                                       "原因：参加的居民少于预计。改进措施：由社区逐户通知"};
    static const char *const full[] = {"", "年中新增社区活动，需求高于预计；今后将结合实际合理设定指标值。"};
    bool low = i->score * 100 < i->stated_weight * g->required_below || i->score < i->stated_weight;
    bool passed = i->measured && i->actual * 100 >= i->target * 119;
    if (g->reason_column) {
        line(b, "reason", low || i->counted ? lost[gen_pick(g, 3)] : full[passed || gen_chance(g, 8)], true);
    }
}

static void put_indicator(struct gen *g, struct buf *b, const struct gen_indicator *i) {
    buf_printf(b, "\n[%s]\n", i->path);
    if (i->own || gen_chance(g, 4)) {
        buf_printf(b, "name = \"%s%s\"\n", i->name, gen_chance(g, 4) ? "（本年）" : "");
    }
    if (i->counted) {
        put_counted(g, b);
    } else if (i->measured) {
        put_measured(g, b, i);
    } else {
        put_worded(g, b, i);
    }
    line(b, "weight", gen_number(g, i->stated_weight, gen_pick(g, 3)), gen_chance(g, 2));
    line(b, "score", i->score_text ? i->score_text : gen_number(g, i->score, gen_pick(g, g->decimals + 1)),
         gen_chance(g, 2));
    put_reason(g, b, i);
}

static void put_total(struct gen *g, struct buf *b) {
    const char *score =
        g->total_score_text ? g->total_score_text : gen_number(g, g->total_score, gen_pick(g, g->decimals + 1));
    buf_text(b, "\n[total]\n");
    line(b, "weight", gen_number(g, g->total_weight, 0), false);
    line(b, "score", score, false);
    if (!gen_chance(g, 8) || g->fault == CHECK_GRADE_WRONG) {
        line(b, "grade", gen_grade_names[g->grade_set][g->grade], true);
    }
    if (g->notes) {
        buf_text(b, "\n[notes]\nremarks = \"预算按批复在年中调整，尾款待验收后支付。\"\nissues = \"\"\n");
    }
}

void gen_write(struct gen *g, struct generated *out) {
    struct buf rules = {0}, form = {0};
    put_settings(g, &rules);
    put_tree(g, &rules);
    buf_printf(&form, "[form]\nformat = 1\nrules = rules.ini\n\n[header]\nyear = %d\nproject = \"社区服务经费\"\n",
               g->year);
    buf_text(&form, "department = \"服务科\"\nunit = \"街道办事处\"\n");
    for (int r = 0; r < g->rows; r++) {
        put_row(g, &form, r);
    }
    put_goals(g, &form);
    for (int i = 0; i < g->indicators; i++) {
        put_indicator(g, &form, &g->indicator[i]);
    }
    put_total(g, &form);
    out->rules = arena_copy(g->arena, buf_str(&rules));
    out->form = arena_copy(g->arena, buf_str(&form));
    buf_free(&rules);
    buf_free(&form);
}
