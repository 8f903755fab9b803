/* F3 to F5: reasons, values, wording, goals. */
#include "check_cases.h"

#define EVENTS "[output.quantity.events] "
#define PASS "[output.quality.pass] "
#define COST "[output.cost.event] "
#define AWARE "[benefit.social.awareness] "
#define TOTAL "\n[total] score = "
#define GOAL "[goal.1] "
#define NO_CAPS .rules = "[execution] -cap.80\n[execution] -cap.70"
#define EXECUTED(all, rate, points, part, part_rate)                                                                   \
    "[funds.total] executed = " all "\n[funds.total] rate = " rate "\n[funds.total] score = " points                   \
    "\n[funds.current] executed = " part "\n[funds.current] rate = " part_rate TOTAL
#define NO_ACTUAL                                                                                                      \
    EVENTS "-actual\n[output.quantity.people] -actual\n" PASS "-actual\n" COST "-actual\n" AWARE "-actual\n"           \
           "[benefit.social.reach] -actual\n[satisfaction.service.audience] -actual"
#define NO_TARGET                                                                                                      \
    EVENTS "-target\n[output.quantity.people] -target\n" PASS "-target\n" COST "-target\n" AWARE "-target\n"           \
           "[benefit.social.reach] -target\n[satisfaction.service.audience] -target"
/* 22 characters, 21 pairs of neighbours, no two of them alike. */
#define DONE "开展科普活动吸引居民参与宣传科学知识普及工作"

const struct check_case wording_cases[] = {
    {CHECK_REASON_EMPTY_WORD, POSITIVE, .form = AWARE "reason = 无", .at = AWARE "reason"},
    {CHECK_REASON_EMPTY_WORD, POSITIVE, .form = AWARE "reason = 暂无。", .at = AWARE "reason"},
    {CHECK_REASON_EMPTY_WORD, NEGATIVE, .form = AWARE "reason = 无专人负责；改进措施：明年设专人"},
    {CHECK_REASON_EMPTY_WORD, BOUNDARY, .form = AWARE "reason = 今后加强宣。", .at = AWARE "reason"}, /* 5 characters */
    {CHECK_REASON_EMPTY_WORD, BOUNDARY, .form = AWARE "reason = 今后加强宣传"},                       /* 6 */

    {CHECK_REASON_WITHOUT_MEASURE, POSITIVE, .form = AWARE "reason = 活动多在工作日，老年居民到场较少",
     .at = AWARE "reason"},
    {CHECK_REASON_WITHOUT_MEASURE, NEGATIVE, .form = AWARE "reason = " REASON},
    {CHECK_REASON_WITHOUT_MEASURE, BOUNDARY, .form = AWARE "reason = 活动多在工作日，今后在周末"},
    {CHECK_REASON_WITHOUT_MEASURE, BOUNDARY, .form = AWARE "reason = 活动多在工作日，以后在周末", .at = AWARE "reason"},

    {CHECK_REASON_AT_FULL_SCORE, POSITIVE, .form = EVENTS "reason = 人手不足，改进措施：增加人手",
     .at = EVENTS "reason"},
    {CHECK_REASON_AT_FULL_SCORE, NEGATIVE, .form = EVENTS "reason = 按计划完成"},
    {CHECK_REASON_AT_FULL_SCORE, BOUNDARY, .form = AWARE "reason = 人手不足，改进措施：增加人手"},
    {CHECK_REASON_AT_FULL_SCORE, BOUNDARY, .at = AWARE "reason", .also = "all-full-score",
     .form = AWARE "reason = 人手不足，改进措施：增加人手\n" AWARE "score = 15" TOTAL "100"},

    /* Of a target of 50: noted from 60 on, a warning from 65 on. */
    {CHECK_OVERSHOOT_UNEXPLAINED, POSITIVE, .form = EVENTS "actual = 80场", .at = EVENTS "actual"},
    {CHECK_OVERSHOOT_UNEXPLAINED, NEGATIVE,
     .form = EVENTS "actual = 80场\n" EVENTS "reason = 社区新增专场，居民报名踊跃"},
    {CHECK_OVERSHOOT_UNEXPLAINED, BOUNDARY, .form = EVENTS "actual = 59场"},
    {CHECK_OVERSHOOT_UNEXPLAINED, BOUNDARY, .form = EVENTS "actual = 60场", .at = EVENTS "actual",
     .severity = SEV_NOTE},
    {CHECK_OVERSHOOT_UNEXPLAINED, BOUNDARY, .form = EVENTS "actual = 64场", .at = EVENTS "actual",
     .severity = SEV_NOTE},
    {CHECK_OVERSHOOT_UNEXPLAINED, BOUNDARY, .form = EVENTS "actual = 65场", .at = EVENTS "actual"},
    {CHECK_OVERSHOOT_UNEXPLAINED, BOUNDARY, .form = COST "actual = 100元"}, /* far below a limit is no overshoot */

    {CHECK_BUDGET_CHANGE_UNEXPLAINED, POSITIVE, .form = "[funds.total] initial = 22\n[funds.other] initial = 7",
     .at = "[funds.total] budget"},
    {CHECK_BUDGET_CHANGE_UNEXPLAINED, NEGATIVE, .rules = "[notes] fields = remarks",
     .form = "[funds.total] initial = 22\n[funds.other] initial = 7\n[notes] remarks = 年中预算调减2万元"},
    {CHECK_BUDGET_CHANGE_UNEXPLAINED, BOUNDARY, .form = "[funds.total] initial = 20.00"},
    {CHECK_BUDGET_CHANGE_UNEXPLAINED, BOUNDARY,
     .form = "[funds.total] initial = 20.000001\n[funds.other] initial = 5.000001", .at = "[funds.total] budget"},

    /* 15 ÷ 20 = 75 %; 18 ÷ 20 = 90 %, 13 ÷ 15 = 86.67 %; 17.98 ÷ 20 = 89.9 %, 12.98 ÷ 15 = 86.53 %. */
    {CHECK_LOW_EXECUTION_UNEXPLAINED, POSITIVE, NO_CAPS, .form = EXECUTED("15", "75%", "7.5", "10", "66.67%") "96.5",
     .at = "[funds.total] executed"},
    {CHECK_LOW_EXECUTION_UNEXPLAINED, NEGATIVE, .form = EXECUTED("19", "95%", "9.5", "14", "93.33%") "98.5"},
    {CHECK_LOW_EXECUTION_UNEXPLAINED, BOUNDARY, .form = EXECUTED("18", "90%", "9", "13", "86.67%") "98"},
    {CHECK_LOW_EXECUTION_UNEXPLAINED, BOUNDARY, .form = EXECUTED("17.98", "89.9%", "8.99", "12.98", "86.53%") "97.99",
     .at = "[funds.total] executed"},

    {CHECK_UNIT_MISSING, POSITIVE, .form = EVENTS "actual = 52", .at = EVENTS "actual", .expected = "52场",
     .suggestion = "52场"},
    {CHECK_UNIT_MISSING, NEGATIVE, .form = EVENTS "actual = 52场"},
    {CHECK_UNIT_MISSING, BOUNDARY, .form = EVENTS "target = ≥50", .at = EVENTS "target", .expected = "≥50场",
     .suggestion = "≥50场"},
    {CHECK_UNIT_MISSING, BOUNDARY, .form = EVENTS "target = ≥50\n" EVENTS "actual = 52", .rules = EVENTS "-unit"},

    {CHECK_ACTUAL_REPEATS_SIGN, POSITIVE, .form = PASS "actual = ≥95%", .at = PASS "actual"},
    {CHECK_ACTUAL_REPEATS_SIGN, NEGATIVE, .form = PASS "actual = 95%"},
    {CHECK_ACTUAL_REPEATS_SIGN, BOUNDARY, .form = PASS "actual = =96%", .at = PASS "actual"},
    {CHECK_ACTUAL_REPEATS_SIGN, BOUNDARY, .form = EVENTS "actual = 52场以上"},

    {CHECK_WEIGHT_AS_VALUE, POSITIVE, .form = COST "actual = 15", .at = COST "actual", .also = "unit-missing"},
    {CHECK_WEIGHT_AS_VALUE, NEGATIVE, .form = COST "actual = 15元"},
    {CHECK_WEIGHT_AS_VALUE, BOUNDARY, .form = COST "actual = 15.00", .at = COST "actual", .also = "unit-missing"},
    {CHECK_WEIGHT_AS_VALUE, BOUNDARY, .form = COST "actual = 14.99", .also = "unit-missing"},

    {CHECK_PERCENT_ODD, POSITIVE, .form = PASS "actual = 96人", .at = PASS "actual"},
    {CHECK_PERCENT_ODD, POSITIVE, .form = PASS "actual = 0.96", .at = PASS "actual", .expected = "96%",
     .suggestion = "96%"},
    {CHECK_PERCENT_ODD, NEGATIVE, .form = PASS "actual = 100.0%"},
    {CHECK_PERCENT_ODD, BOUNDARY, .form = PASS "actual = 100.01%", .at = PASS "actual"},
    {CHECK_PERCENT_ODD, BOUNDARY, .form = PASS "actual = 100%"},

    {CHECK_TEMPLATE_TEXT, POSITIVE, .form = "[header] unit = XX科学技术协会", .at = "[header] unit"},
    {CHECK_TEMPLATE_TEXT, POSITIVE, .form = "[header] unit = \"指标 2：\"", .at = "[header] unit"},
    {CHECK_TEMPLATE_TEXT, NEGATIVE, .form = "[header] unit = 指标体系办公室"},
    {CHECK_TEMPLATE_TEXT, BOUNDARY, .form = "[header] unit = 指标1", .at = "[header] unit"},
    {CHECK_TEMPLATE_TEXT, BOUNDARY, .form = "[header] unit = 指标1组"},
    {CHECK_TEMPLATE_TEXT, BOUNDARY, .form = "[header] unit = ……", .at = "[header] unit"},
    {CHECK_TEMPLATE_TEXT, BOUNDARY, .form = "[header] unit = 区科协……"},

    {CHECK_YEAR_DIFFERS, POSITIVE, .form = "[header] year = 2023", .at = "[header] year"},
    {CHECK_YEAR_DIFFERS, POSITIVE, .form = GOAL "actual = 2023年组织科普活动52场", .at = GOAL "actual"},
    {CHECK_YEAR_DIFFERS, NEGATIVE, .form = GOAL "actual = 2024年组织科普活动52场"},
    {CHECK_YEAR_DIFFERS, BOUNDARY, .form = GOAL "actual = 继2023年之后，2024年组织科普活动52场"},
    {CHECK_YEAR_DIFFERS, BOUNDARY, .form = GOAL "actual = 12023年组织科普活动52场"},

    {CHECK_TEXT_TOO_LONG, POSITIVE, .rules = "[limits] reason = 10", .at = AWARE "reason"},
    {CHECK_TEXT_TOO_LONG, POSITIVE, .rules = "[limits] goal = 24", .at = GOAL "actual"}, /* 24 and 28 characters */
    {CHECK_TEXT_TOO_LONG, NEGATIVE, .rules = "[limits] reason = 0"},
    {CHECK_TEXT_TOO_LONG, BOUNDARY, .rules = "[limits] reason = 8", .form = AWARE "reason = 今后加强宣传工作"},
    {CHECK_TEXT_TOO_LONG, BOUNDARY, .rules = "[limits] reason = 7", .form = AWARE "reason = 今后加强宣传工作",
     .at = AWARE "reason"},

    {CHECK_PERSONAL_DATA, POSITIVE, .form = "[header] unit = 区科协13812345678", .at = "[header] unit"},
    /* 1·7+1·9+0·10+1·5+0·8+5·4+1·2+9·1+4·6+9·3+1·7+2·9+3·10+1·5+0·8+0·4+2·2 = 167 = 15·11+2: X */
    {CHECK_PERSONAL_DATA, POSITIVE, .form = "[header] unit = 11010519491231002X", .at = "[header] unit"},
    {CHECK_PERSONAL_DATA, NEGATIVE, .form = "[header] unit = 区科协63956789"},
    {CHECK_PERSONAL_DATA, BOUNDARY, .form = "[header] unit = 138123456789"},
    {CHECK_PERSONAL_DATA, BOUNDARY, .form = "[header] unit = 12812345678"},
    {CHECK_PERSONAL_DATA, BOUNDARY, .form = "[header] unit = 13000000000", .at = "[header] unit"},
    {CHECK_PERSONAL_DATA, BOUNDARY, .form = "[header] unit = 110105194912310021"},

    {CHECK_COLUMNS_MISSING, POSITIVE, .rules = "[indicators] columns = target weight score reason", .form = NO_ACTUAL,
     .at = "[form] rules"},
    {CHECK_COLUMNS_MISSING, NEGATIVE, .form = ""},
    /* The rule set has the targets of all five numbers. */
    {CHECK_COLUMNS_MISSING, NEGATIVE, .rules = "[indicators] columns = actual weight score reason", .form = NO_TARGET},
    {CHECK_COLUMNS_MISSING, BOUNDARY, .form = NO_TARGET, .at = "[form] rules",
     .rules = "[indicators] columns = actual weight score reason\n" EVENTS "-target\n" EVENTS "-sign"},
    {CHECK_COLUMNS_MISSING, BOUNDARY, .rules = "[indicators] columns = target actual score weight review reason"},

    {CHECK_VALUE_AS_TEXT, POSITIVE, .form = EVENTS "actual = 已完成", .at = EVENTS "actual"},
    {CHECK_VALUE_AS_TEXT, NEGATIVE, .form = AWARE "actual = 已完成"},
    {CHECK_VALUE_AS_TEXT, BOUNDARY, .form = EVENTS "actual = 50-55场", .at = EVENTS "actual"},
    {CHECK_VALUE_AS_TEXT, BOUNDARY, .form = EVENTS "target = 2024年12月底前\n" EVENTS "actual = 2024年11月",
     .at = EVENTS "target"},
    {CHECK_VALUE_AS_TEXT, BOUNDARY, .form = EVENTS "actual = \"—\""},
    /* Steps read dates where their bounds are dates, and numbers where they are numbers. */
    {CHECK_VALUE_AS_TEXT, NEGATIVE, .form = EVENTS "target = 2024年12月底前\n" EVENTS "actual = 2024年11月",
     .rules = EVENTS "steps = \"<=2024-12-31:100\""},
    {CHECK_VALUE_AS_TEXT, POSITIVE, .form = EVENTS "target = 2024年12月底前\n" EVENTS "actual = 年底完成",
     .rules = EVENTS "steps = \"<=2024-12-31:100\"", .at = EVENTS "actual"},
    {CHECK_VALUE_AS_TEXT, BOUNDARY, .form = EVENTS "actual = 2024年11月", .rules = EVENTS "steps = \">=50:100\"",
     .at = EVENTS "actual"},

    {CHECK_GOAL_COPIED, POSITIVE, .form = GOAL "expected = " DONE "\n" GOAL "actual = " DONE, .at = GOAL "actual"},
    {CHECK_GOAL_COPIED, NEGATIVE, .form = GOAL "expected = " DONE},
    /* One character changed takes two pairs on each side: 38 of 42 are shared, 90 %; two of them leave 34 of 42. */
    {CHECK_GOAL_COPIED, BOUNDARY, .at = GOAL "actual",
     .form = GOAL "expected = " DONE "\n" GOAL "actual = 开展科普活动吸引市民参与宣传科学知识普及工作"},
    {CHECK_GOAL_COPIED, BOUNDARY,
     .form = GOAL "expected = " DONE "\n" GOAL "actual = 开展科普活动吸引市民参与宣传生活知识普及工作"},

    {CHECK_GOAL_NUMBER_UNANSWERED, POSITIVE, .form = GOAL "actual = 全年组织科普活动，居民踊跃报名",
     .at = GOAL "actual"},
    {CHECK_GOAL_NUMBER_UNANSWERED, NEGATIVE, .form = GOAL "actual = 全年组织科普活动49场"},
    {CHECK_GOAL_NUMBER_UNANSWERED, BOUNDARY, .form = GOAL "actual = 全年组织科普活动50次"},
    {CHECK_GOAL_NUMBER_UNANSWERED, BOUNDARY, .form = GOAL "actual = 全年组织科普活动52次", .at = GOAL "actual"},
    {CHECK_GOAL_NUMBER_UNANSWERED, BOUNDARY, .form = GOAL "expected = 1.在2024年6月30日前开展科普活动"},

    {CHECK_GOAL_PLAN_WORDING, POSITIVE, .form = GOAL "actual = 争取组织科普活动50场以上", .at = GOAL "actual"},
    {CHECK_GOAL_PLAN_WORDING, NEGATIVE, .form = GOAL "actual = 组织科普活动52场"},
    {CHECK_GOAL_PLAN_WORDING, BOUNDARY, .form = GOAL "expected = 争取开展科普活动50场以上"},
    {CHECK_GOAL_PLAN_WORDING, BOUNDARY, .form = GOAL "actual = 争取组织科普活动50场以上",
     .rules = "[goals] plan_words = 力争"},

    {CHECK_GOAL_UNPAIRED, POSITIVE, .form = "[goal.2] expected = 更新科普设施", .at = "[goal.2]",
     .path = "goal.2.actual"},
    {CHECK_GOAL_UNPAIRED, POSITIVE, .form = "[goal.2] actual = 科普设施已更新", .at = "[goal.2]",
     .path = "goal.2.expected"},
    {CHECK_GOAL_UNPAIRED, NEGATIVE, .form = "[goal.2] expected = 更新科普设施\n[goal.2] actual = 社区的设施换成新的"},
    {CHECK_GOAL_UNPAIRED, BOUNDARY, .form = "[goal.2] expected = 更新科普设施\n[goal.2] actual = \" \"",
     .at = "[goal.2] actual"},
    {CHECK_GOAL_UNPAIRED, BOUNDARY, .form = "[goal.2] expected = \" \"\n[goal.2] actual = \" \""},
    {CHECK_GOAL_UNPAIRED, BOUNDARY, .form = GOAL "actual = \"\"", .also = "required-empty"},

    /* Of a budget of 20. */
    {CHECK_GOAL_AMOUNTS_SUM, POSITIVE, .at = GOAL "expected",
     .form = GOAL "expected = 投入8万元开展活动\n" GOAL "actual = 支出8万元，场场满员\n"
                  "[goal.2] expected = 投入9万元更新设施\n[goal.2] actual = 支出9万元，社区都有了新设施"},
    {CHECK_GOAL_AMOUNTS_SUM, NEGATIVE,
     .form = GOAL "expected = 投入11万元开展活动\n" GOAL "actual = 支出11万元，场场满员\n"
                  "[goal.2] expected = 投入9万元更新设施\n[goal.2] actual = 支出9万元，社区都有了新设施"},
    {CHECK_GOAL_AMOUNTS_SUM, BOUNDARY, .at = GOAL "expected",
     .form = GOAL "expected = 投入11.01万元开展活动\n" GOAL "actual = 支出11.01万元，场场满员\n"
                  "[goal.2] expected = 投入9万元更新设施\n[goal.2] actual = 支出9万元，社区都有了新设施"},
    /* One amount alone is no distribution. */
    {CHECK_GOAL_AMOUNTS_SUM, BOUNDARY,
     .form = GOAL "expected = 投入8万元开展活动\n" GOAL "actual = 支出8万元，场场满员\n"
                  "[goal.2] expected = 更新科普设施\n[goal.2] actual = 社区都有了新设施"},
};
const size_t wording_cases_n = sizeof wording_cases / sizeof *wording_cases;
