/* The indicators: headings, weights, what was reached of each and its score. */
#include "generate_model.h"

static const struct {
    const char *path, *name;
    const char *group[4][2];
} heads[] = {
    {"output",
     "产出指标",
     {{"quantity", "数量指标"}, {"quality", "质量指标"}, {"timeliness", "时效指标"}, {"cost", "成本指标"}}},
    {"benefit",
     "效益指标",
     {{"economic", "经济效益指标"},
      {"social", "社会效益指标"},
      {"ecological", "生态效益指标"},
      {"sustained", "可持续影响指标"}}},
    {"satisfaction",
     "满意度指标",
     {{"service", "服务对象满意度指标"},
      {"public", "社会公众满意度指标"},
      {"staff", "工作人员满意度指标"},
      {"other", "其他满意度指标"}}},
    {"成本指标",
     NULL,
     {{"经济成本指标", NULL}, {"社会成本指标", NULL}, {"生态成本指标", NULL}, {"time", "时间成本指标"}}},
    {"管理", NULL, {{"资金管理", NULL}, {"项目管理", NULL}, {"组织实施", NULL}, {"档案管理", NULL}}},
};

/* What may be counted: the signs that fit it, its unit, and the size of its target. */
static const struct {
    const char *name, *unit;
    enum sign sign[2];
    int least, most;
} measures[] = {
    {"活动场次", "场", {SIGN_GE, SIGN_GT}, 5, 200},       {"参与人数", "人", {SIGN_GE, SIGN_GE}, 100, 60000},
    {"发布信息条数", "条", {SIGN_GE, SIGN_EQ}, 10, 3000}, {"培训合格率", "%", {SIGN_GE, SIGN_GT}, 60, 95},
    {"资料覆盖率", "%", {SIGN_GE, SIGN_EQ}, 60, 95},      {"受众满意程度", "%", {SIGN_GE, SIGN_GE}, 60, 95},
    {"人均成本", "元", {SIGN_LE, SIGN_LT}, 20, 5000},     {"投诉件数", "件", {SIGN_LE, SIGN_LT}, 2, 40},
    {"设备故障时间", "小时", {SIGN_LT, SIGN_LE}, 1, 72},  {"建成站点", "个", {SIGN_EQ, SIGN_GE}, 1, 30},
    {"服务面积", "平方米", {SIGN_GT, SIGN_GE}, 50, 9000}, {"带动增收", "万元", {SIGN_GT, SIGN_GE}, 1, 800},
    {"浏览次数", "万次", {SIGN_GE, SIGN_GT}, 1, 300},     {"完成课时", "课时", {SIGN_EQ, SIGN_GE}, 4, 400},
};

static const char *const qualities[] = {"居民科学意识", "工作机制", "队伍建设情况", "社会影响",
                                        "生态环境",     "管理制度", "长效发展"};
static const char *const letters[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"};

/* ---- headings ---- */

static struct gen_indicator *add_indicator(struct gen *g, int group) {
    struct gen_indicator *i = &g->indicator[g->indicators++];
    *i = (struct gen_indicator){.group = group, .sign = SIGN_NONE, .tier = -1, .own = g->group[group].own};
    return i;
}

static void plain_indicator(struct gen *g, int group, int number) {
    struct gen_indicator *i = add_indicator(g, group);
    bool tier = gen_chance(g, 3);
    const char *letter = letters[g->indicators % 8];
    if (tier || gen_chance(g, 8)) {
        i->kind = tier ? KIND_TIER : KIND_TEXT;
        i->name = gen_text(g, "%s类%s", letter, qualities[gen_pick(g, 7)]);
    } else {
        int m = gen_pick(g, (int)(sizeof measures / sizeof *measures));
        i->kind = KIND_NUMBER;
        i->name = gen_text(g, "%s类%s", letter, measures[m].name);
        i->unit = measures[m].unit;
        i->sign = measures[m].sign[gen_pick(g, 2)];
        i->target = gen_between(g, measures[m].least, measures[m].most) * UNIT;
        i->measured = true;
    }
    const char *leaf = gen_chance(g, 3) ? i->name : gen_text(g, "i%d", number);
    i->path = gen_text(g, "%s.%s", g->group[group].path, leaf);
}

static void add_group(struct gen *g, int head, int number, int rows) {
    int n = g->groups++;
    const char *const *word = heads[head].group[number];
    g->group[n].head = g->heads - 1;
    g->group[n].path = gen_text(g, "%s.%s", g->head[g->heads - 1].path, word[0]);
    g->group[n].name = word[1];
    g->group[n].own = g->open && gen_chance(g, 4);
    g->group[n].weighted = g->group[n].own || gen_chance(g, 2);
    for (int i = 0; i < rows; i++) {
        plain_indicator(g, n, i + 1);
    }
}

static void add_counted(struct gen *g) {
    int n = g->groups++;
    g->head[g->heads++].path = "budget";
    g->head[g->heads - 1].name = "预算执行";
    g->group[n].head = g->heads - 1;
    g->group[n].path = "budget.execution";
    g->group[n].name = "预算执行";
    struct gen_indicator *i = add_indicator(g, n);
    i->path = "budget.execution.rate";
    i->name = "预算执行率";
    i->counted = true;
    i->weight = i->stated_weight = g->execution_weight;
}

/* ---- weights ---- */

/* Shares out what is left beside the execution rate, no share below the least weight there is. */
static void weights(struct gen *g) {
    static const units least[] = {UNIT, UNIT / 10, UNIT / 100};
    units unit = least[g->weight_places], left = (100 * UNIT - g->execution_weight) / unit;
    int plain = g->indicators - g->counted, n = plain;
    for (int i = 0; i < g->indicators; i++) {
        struct gen_indicator *in = &g->indicator[i];
        if (in->counted) {
            continue;
        }
        units share = --n == 0 ? left : gen_between(g, 1, 2 * left / (n + 1) - 1 > 1 ? 2 * left / (n + 1) - 1 : 1);
        share = share > left - n ? left - n : share;
        in->weight = in->stated_weight = share * unit;
        left -= share;
    }
}

void gen_tree(struct gen *g) {
    bool many = gen_chance(g, 4);
    if (g->counted && gen_chance(g, 2)) {
        add_counted(g);
    }
    for (int h = 0, n = (int)gen_between(g, 2, 5); h < n; h++) {
        int at = g->heads++, from = gen_pick(g, 3), groups = (int)gen_between(g, 1, many ? 3 : 2);
        g->head[at].path = heads[h].path;
        g->head[at].name = heads[h].name;
        g->head[at].weighted = gen_chance(g, 2);
        for (int k = 0; k < groups; k++) {
            add_group(g, h, (from + k) % 4, (int)gen_between(g, 1, many ? 3 : 2));
        }
    }
    if (g->counted && g->indicators > 0 && !g->indicator[0].counted) {
        add_counted(g);
    }
    weights(g);
    if (g->heads > 1 && g->victim == -1) {
        g->victim = gen_pick(g, g->indicators);
    }
}

/* ---- values ---- */

/* Where the sign stands, and whether both values can be seen. */
static void place_sign(struct gen *g, struct gen_indicator *i) {
    bool in_rules = !i->own && (!g->target_column || gen_chance(g, 2));
    i->in_rules = in_rules;
    i->sign_at = in_rules && gen_chance(g, 2) ? IN_RULES : g->sign_column && gen_chance(g, 2) ? IN_COLUMN : IN_TARGET;
    i->measured = i->measured && g->actual_column && (g->target_column || in_rules);
}

static units reached(struct gen *g, const struct gen_indicator *i, bool met) {
    bool limit = i->sign == SIGN_LE || i->sign == SIGN_LT, rate = strcmp(i->unit, "%") == 0;
    units step = gen_chance(g, 2) ? UNIT : gen_chance(g, 2) ? UNIT / 10 : UNIT / 100, t = i->target;
    units most = g->reason_column ? 3 * t : t * 119 / 100;
    most = rate && most > 100 * UNIT ? 100 * UNIT : most;
    if (gen_chance(g, 12)) {
        return t;
    }
    step = most - t < step ? UNIT / 100 : step;
    if (met == limit) {
        return gen_between(g, 0, (t - step) / step) * step;
    }
    return t + gen_between(g, 1, (most - t) / step) * step;
}

/* A score within the band; false where there is none. */
static bool in_band(struct gen *g, struct gen_indicator *i, int tier, bool full) {
    units bound[] = {100, 80, g->tier_bound, 0}, w = i->stated_weight;
    int64_t least = (w * bound[tier + 1] / 100 + g->step - 1) / g->step;
    int64_t most = tier == 0 ? w / g->step : (w * bound[tier] / 100 - 1) / g->step;
    if (full || least > most) {
        i->tier = 0;
        i->score = w;
        return full;
    }
    i->tier = tier;
    i->score = gen_between(g, least, most) * g->step;
    return true;
}

static void value(struct gen *g, struct gen_indicator *i, bool full, bool lost) {
    if (i->kind == KIND_NUMBER) {
        place_sign(g, i);
    }
    if (i->measured) {
        bool met = full || (!lost && gen_chance(g, 2));
        do {
            i->actual = reached(g, i, met);
        } while (full && !gen_met(i));
        i->score = gen_points(g, i, i->stated_weight);
    } else if (i->kind == KIND_TIER && g->actual_column && !gen_chance(g, 6)) {
        in_band(g, i, lost ? 1 + gen_pick(g, 2) : gen_pick(g, 3), full);
    } else {
        int64_t steps = i->stated_weight / g->step;
        i->score = full || gen_chance(g, 3) ? steps * g->step : gen_between(g, 0, steps) * g->step;
    }
}

void gen_values(struct gen *g) {
    bool full = g->fault == CHECK_ALL_FULL_SCORE, lost = false;
    for (int i = 0; i < g->indicators; i++) {
        struct gen_indicator *in = &g->indicator[i];
        if (!in->counted) {
            value(g, in, full, i == g->victim);
        }
        lost = lost || in->score < in->stated_weight;
    }
    /* Full scores throughout are worth a note: not here. */
    struct gen_indicator *in = &g->indicator[g->indicator[0].counted ? 1 : 0];
    if (g->fault == SOUND && !lost) {
        in->measured = false;
        in->kind = KIND_TEXT;
        in->unit = NULL;
        in->score = in->stated_weight - g->step;
    }
}
