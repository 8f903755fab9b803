#include "ziping/paperwords.h"

static const struct paper_word words[] = {
    {PART_HEADER, KEY_YEAR, "year", "年度", FIELD_YEAR, false},
    {PART_HEADER, KEY_OTHER, "project", "项目名称", FIELD_LINE, false},
    {PART_HEADER, KEY_OTHER, "code", "项目编码", FIELD_LINE, false},
    {PART_HEADER, KEY_OTHER, "department", "主管部门", FIELD_LINE, false},
    {PART_HEADER, KEY_OTHER, "unit", "实施单位", FIELD_LINE, false},
    {PART_HEADER, KEY_OTHER, "person", "填报人", FIELD_LINE, false},
    {PART_HEADER, KEY_OTHER, "phone", "联系电话", FIELD_LINE, false},
    {PART_HEADER, KEY_OTHER, "date", "填报日期", FIELD_LINE, false},
    {PART_FUNDS, KEY_INITIAL, "initial", "年初预算数", FIELD_NUMBER, false},
    {PART_FUNDS, KEY_BUDGET, "budget", "全年预算数", FIELD_NUMBER, false},
    {PART_FUNDS, KEY_EXECUTED, "executed", "全年执行数", FIELD_NUMBER, false},
    {PART_FUNDS, KEY_WEIGHT, "weight", "分值", FIELD_NUMBER, false},
    {PART_FUNDS, KEY_RATE, "rate", "执行率", FIELD_RATE, false},
    {PART_FUNDS, KEY_SCORE, "score", "得分", FIELD_NUMBER, false},
    {PART_FUNDS, KEY_REASON, "reason", "偏差原因", FIELD_TEXT, false},
    {PART_FUNDS, KEY_OTHER, "total", "年度资金总额", FIELD_LINE, true},
    {PART_FUNDS, KEY_OTHER, "current", "其中：当年财政拨款", FIELD_LINE, true},
    {PART_FUNDS, KEY_OTHER, "carryover", "上年结转资金", FIELD_LINE, true},
    {PART_FUNDS, KEY_OTHER, "other", "其他资金", FIELD_LINE, true},
    {PART_GOALS, KEY_EXPECTED, "expected", "预期目标", FIELD_TEXT, false},
    {PART_GOALS, KEY_ACTUAL, "actual", "实际完成情况", FIELD_TEXT, false},
    {PART_INDICATORS, KEY_NAME, "name", "指标名称", FIELD_LINE, false},
    {PART_INDICATORS, KEY_SIGN, "sign", "符号", FIELD_LINE, false},
    {PART_INDICATORS, KEY_TARGET, "target", "年度指标值", FIELD_VALUE, false},
    {PART_INDICATORS, KEY_UNIT, "unit", "计量单位", FIELD_LINE, false},
    {PART_INDICATORS, KEY_ACTUAL, "actual", "实际完成值", FIELD_VALUE, false},
    {PART_INDICATORS, KEY_COMPLETION, "completion", "完成率", FIELD_RATE, false},
    {PART_INDICATORS, KEY_WEIGHT, "weight", "分值", FIELD_NUMBER, false},
    {PART_INDICATORS, KEY_SCORE, "score", "得分", FIELD_NUMBER, false},
    {PART_INDICATORS, KEY_REVIEW, "review", "复核分", FIELD_NUMBER, false},
    {PART_INDICATORS, KEY_REASON, "reason", "偏差原因分析及改进措施", FIELD_TEXT, false},
    {PART_TOTAL, KEY_WEIGHT, "weight", "分值", FIELD_NUMBER, false},
    {PART_TOTAL, KEY_SCORE, "score", "得分", FIELD_NUMBER, false},
    {PART_TOTAL, KEY_GRADE, "grade", "等级", FIELD_LINE, false},
    {PART_NOTES, KEY_OTHER, "remarks", "备注", FIELD_TEXT, false},
    {PART_NOTES, KEY_OTHER, "issues", "存在问题", FIELD_TEXT, false},
    {PART_NOTES, KEY_OTHER, "measures", "改进措施", FIELD_TEXT, false},
};

const struct paper_word *paper_word(enum part part, struct str name, bool row) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (words[i].part == part && words[i].row == row && str_eq_nocase(name, str_of(words[i].name))) {
            return &words[i];
        }
    }
    return NULL;
}

const struct paper_word *paper_word_at(size_t i) {
    return i < sizeof words / sizeof *words ? &words[i] : NULL;
}

const char *part_title(enum part part) {
    static const char *const titles[PARTS] = {"基本信息", "项目资金", "总体目标", "绩效指标", "核对", "附注"};
    return titles[part];
}
