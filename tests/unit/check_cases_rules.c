/* R1: a rule set by itself. The sound one: execution 10; output 50 of quantity 20 (events 10, people 10), quality
   15 (pass), cost 15 (event); benefit 30 of social 30 (awareness 15, reach 15); satisfaction 10 (audience). */
#include "check_cases.h"

#define EVENTS "[output.quantity.events] "
#define PEOPLE "[output.quantity.people] "
#define PASS "[output.quality.pass] "
#define COST "[output.cost.event] "
#define AUDIENCE "[satisfaction.service.audience] "
/* The output's 50 points in the quantity indicators alone. */
#define TWO_ONLY(events, people)                                                                                       \
    "-[output.quality]\n-[output.quality.pass]\n-[output.cost]\n-[output.cost.event]\n[output.quantity] weight = "     \
    "50\n" EVENTS "weight = " events "\n" PEOPLE "weight = " people
/* The funds row's points are the audience's, so that there are 90 in all. */
#define COUNTED AUDIENCE "counts = funds.total\n[ruleset] total = 90"

/* Overshoot is noted from 120 % and explained from 130 %. */
#define CUT "[scoring] overshoot_cut = fixed\n[scoring] "
#define STEPS(text) AUDIENCE "steps = \"" text "\""

#define RULES(c, k) c, k, .of_rules = true

const struct check_case rules_cases[] = {
    {RULES(CHECK_MISSING_KEY, POSITIVE), .rules = "[ruleset] -title", .at = "[ruleset]"},
    {RULES(CHECK_MISSING_KEY, POSITIVE), .rules = EVENTS "-weight", .at = "[output.quantity.events]"},
    {RULES(CHECK_MISSING_KEY, NEGATIVE), .rules = "[ruleset] -year\n[output.quantity] -weight"},
    {RULES(CHECK_MISSING_KEY, BOUNDARY), .rules = "-[grades]", .at = "[ruleset]", .path = "grades"},
    {RULES(CHECK_MISSING_KEY, BOUNDARY), .rules = "-[grades]\n[ruleset] -title\n[ruleset] base = base.ini",
     .base = "[ruleset]\ntitle = 上级\n[grades]\n合格 = 0\n"},

    {RULES(CHECK_RULE_NOT_A_NUMBER, POSITIVE), .rules = "[ruleset] total = 一百", .at = "[ruleset] total"},
    {RULES(CHECK_RULE_NOT_A_NUMBER, POSITIVE), .rules = "[execution] base = budgets", .at = "[execution] base",
     .suggestion = "budget"},
    {RULES(CHECK_RULE_NOT_A_NUMBER, POSITIVE), .rules = "[execution] cap.x = 50", .at = "[execution] cap.x:"},
    {RULES(CHECK_RULE_NOT_A_NUMBER, NEGATIVE), .rules = "[ruleset] total = １００\n[execution] base = BUDGET"},
    {RULES(CHECK_RULE_NOT_A_NUMBER, BOUNDARY), .rules = "[ruleset] decimals = 2.5", .at = "[ruleset] decimals"},
    {RULES(CHECK_RULE_NOT_A_NUMBER, BOUNDARY), .rules = "[ruleset] decimals = 2.0"},

    {RULES(CHECK_OUT_OF_RANGE, POSITIVE), .rules = "[ruleset] year = 24", .at = "[ruleset] year"},
    {RULES(CHECK_OUT_OF_RANGE, NEGATIVE), .rules = "[ruleset] decimals = 3"},
    {RULES(CHECK_OUT_OF_RANGE, BOUNDARY), .rules = "[ruleset] decimals = 6\n[execution] reason_below = 100"},
    {RULES(CHECK_OUT_OF_RANGE, BOUNDARY), .rules = "[execution] reason_below = 100.01",
     .at = "[execution] reason_below"},
    {RULES(CHECK_OUT_OF_RANGE, BOUNDARY), .rules = "[ruleset] year = 1989", .at = "[ruleset] year"},
    {RULES(CHECK_OUT_OF_RANGE, BOUNDARY), .rules = "[ruleset] year = 1990"},

    {RULES(CHECK_RULE_WEIGHTS_NOT_TOTAL, POSITIVE), .rules = "[ruleset] total = 110", .at = "[ruleset] total",
     .expected = "100"},
    {RULES(CHECK_RULE_WEIGHTS_NOT_TOTAL, POSITIVE), .rules = "[execution] weight = 0", .at = "[ruleset] total",
     .expected = "90"},
    {RULES(CHECK_RULE_WEIGHTS_NOT_TOTAL, NEGATIVE), .rules = "[execution] weight = 0\n[ruleset] total = 90"},
    {RULES(CHECK_RULE_WEIGHTS_NOT_TOTAL, BOUNDARY), .rules = "[ruleset] total = 99.99", .at = "[ruleset] total",
     .expected = "100"},
    {RULES(CHECK_RULE_WEIGHTS_NOT_TOTAL, BOUNDARY), .rules = "[ruleset] total = 100.00"},

    {RULES(CHECK_LEVEL_SUM, POSITIVE), .rules = EVENTS "weight = 11", .at = "[output.quantity] weight",
     .expected = "21"},
    {RULES(CHECK_LEVEL_SUM, POSITIVE), .rules = "[output] weight = 51", .at = "[output] weight", .expected = "50",
     .also = "default-weights"},
    {RULES(CHECK_LEVEL_SUM, NEGATIVE), .rules = "[output.quantity] -weight\n[output] -weight"},
    {RULES(CHECK_LEVEL_SUM, BOUNDARY), .rules = EVENTS "weight = 10.01", .at = "[output.quantity] weight",
     .expected = "20.01"},
    {RULES(CHECK_LEVEL_SUM, BOUNDARY), .rules = EVENTS "weight = 9.99\n" PEOPLE "weight = 10.01"},

    {RULES(CHECK_ORPHAN_INDICATOR, POSITIVE), .rules = "-[output.quality]", .at = "[output.quality.pass]"},
    {RULES(CHECK_ORPHAN_INDICATOR, NEGATIVE), .rules =
                                                  "-[output.quality]\n-[output.quality.pass]\n[output] weight = 35\n"
                                                  "[ruleset] total = 85\n[grades] 优 = 85"},
    /* The heading may stand behind what is below it. */
    {RULES(CHECK_ORPHAN_INDICATOR, BOUNDARY), .rules = "-[output.quality]\n[output.quality] weight = 15"},
    {RULES(CHECK_ORPHAN_INDICATOR, BOUNDARY), .rules = "-[benefit]", .at = "[benefit.social]"},

    {RULES(CHECK_LEVEL_EMPTY, POSITIVE), .rules = "[benefit.economic] name = 经济效益指标", .at = "[benefit.economic]"},
    {RULES(CHECK_LEVEL_EMPTY, NEGATIVE), .rules = "[benefit.economic] name = 经济效益指标\n[indicators] open = yes"},
    {RULES(CHECK_LEVEL_EMPTY, BOUNDARY), .rules = "-[output.cost.event]", .at = "[output.cost]"},
    {RULES(CHECK_LEVEL_EMPTY, BOUNDARY), .rules = "-[output.quantity.people]\n" EVENTS "weight = 20"},

    {RULES(CHECK_ZERO_WEIGHT, POSITIVE), .rules = EVENTS "weight = 0\n" PEOPLE "weight = 20", .at = EVENTS "weight"},
    {RULES(CHECK_ZERO_WEIGHT, NEGATIVE), .rules = EVENTS "weight = 1\n" PEOPLE "weight = 19"},
    {RULES(CHECK_ZERO_WEIGHT, BOUNDARY), .rules = EVENTS "weight = 0.000001\n" PEOPLE "weight = 19.999999"},
    {RULES(CHECK_ZERO_WEIGHT, BOUNDARY), .rules = EVENTS "weight = 0.00\n" PEOPLE "weight = 20", .at = EVENTS "weight"},

    {RULES(CHECK_HEAVY_INDICATOR, POSITIVE), .rules = TWO_ONLY("50", "0"), .at = EVENTS "weight",
     .also = "zero-weight"},
    {RULES(CHECK_HEAVY_INDICATOR, NEGATIVE), .rules = TWO_ONLY("40", "10")},
    {RULES(CHECK_HEAVY_INDICATOR, BOUNDARY), .rules = TWO_ONLY("49.99", "0.01")},
    {RULES(CHECK_HEAVY_INDICATOR, BOUNDARY), .rules = TWO_ONLY("50", "0") "\n-[output.quantity.people]",
     .at = EVENTS "weight"},

    {RULES(CHECK_GRADES_NOT_FALLING, POSITIVE), .rules = "[grades] 优 = 70", .at = "[grades] 良"},
    {RULES(CHECK_GRADES_NOT_FALLING, NEGATIVE), .rules = "[grades] 优 = 85"},
    {RULES(CHECK_GRADES_NOT_FALLING, BOUNDARY), .rules = "[grades] 优 = 80", .at = "[grades] 良"},
    {RULES(CHECK_GRADES_NOT_FALLING, BOUNDARY), .rules = "[grades] 优 = 80.01"},

    {RULES(CHECK_GRADES_GAP, POSITIVE), .rules = "[grades] -差", .at = "[grades] 中", .expected = "0"},
    {RULES(CHECK_GRADES_GAP, NEGATIVE), .rules = "[grades] -中"},
    {RULES(CHECK_GRADES_GAP, BOUNDARY), .rules = "[grades] 差 = 0.01", .at = "[grades] 差", .expected = "0"},
    {RULES(CHECK_GRADES_GAP, BOUNDARY), .rules = "[grades] 差 = 0.00"},

    {RULES(CHECK_GRADES_ABOVE_TOTAL, POSITIVE), .rules = "[grades] 优 = 120", .at = "[grades] 优"},
    {RULES(CHECK_GRADES_ABOVE_TOTAL, NEGATIVE), .rules = "[grades] 优 = 95"},
    {RULES(CHECK_GRADES_ABOVE_TOTAL, BOUNDARY), .rules = "[grades] 优 = 100"},
    {RULES(CHECK_GRADES_ABOVE_TOTAL, BOUNDARY), .rules = "[grades] 优 = 100.01", .at = "[grades] 优"},

    {RULES(CHECK_TIERS_BROKEN, POSITIVE), .rules = "[scoring] tiers = 100-80 70-60 60-0", .at = "[scoring] tiers"},
    {RULES(CHECK_TIERS_BROKEN, POSITIVE), .rules = "[scoring] tiers = 100-80 85-60 60-0", .at = "[scoring] tiers"},
    {RULES(CHECK_TIERS_BROKEN, POSITIVE), .rules = "[scoring] tiers = 100-80 80 60-0", .at = "[scoring] tiers"},
    {RULES(CHECK_TIERS_BROKEN, NEGATIVE), .rules = "[scoring] tiers = 100-80 80-50 50-0"},
    {RULES(CHECK_TIERS_BROKEN, BOUNDARY), .rules = "[scoring] tiers = 100-0"},
    {RULES(CHECK_TIERS_BROKEN, BOUNDARY), .rules = "[scoring] tiers = 99-60 60-0", .at = "[scoring] tiers"},
    {RULES(CHECK_TIERS_BROKEN, BOUNDARY), .rules = "[scoring] tiers = 100-60 60-1", .at = "[scoring] tiers"},
    {RULES(CHECK_TIERS_BROKEN, BOUNDARY), .rules = "[scoring] tiers = 100-60 60-60 60-0", .at = "[scoring] tiers"},

    {RULES(CHECK_OVERSHOOT_ORDER, POSITIVE), .rules = "[scoring] overshoot_note = 150",
     .at = "[scoring] overshoot_note"},
    {RULES(CHECK_OVERSHOOT_ORDER, NEGATIVE), .rules = "[scoring] overshoot_note = 125"},
    {RULES(CHECK_OVERSHOOT_ORDER, BOUNDARY), .rules = "[scoring] overshoot_note = 130"},
    {RULES(CHECK_OVERSHOOT_ORDER, BOUNDARY), .rules = "[scoring] overshoot_reason = 119.99",
     .at = "[scoring] overshoot_note"},

    {RULES(CHECK_OVERSHOOT_CUT_ORDER, POSITIVE), .rules = CUT "overshoot_cut_from = 110",
     .at = "[scoring] overshoot_cut_from", .expected = "130"},
    {RULES(CHECK_OVERSHOOT_CUT_ORDER, POSITIVE), .rules = CUT "overshoot_cut_from = 125",
     .at = "[scoring] overshoot_cut_from", .expected = "130"},
    /* The preset of overshoot_cut_from is 130. */
    {RULES(CHECK_OVERSHOOT_CUT_ORDER, POSITIVE), .rules = CUT "overshoot_reason = 150", .at = "[scoring]",
     .path = "scoring.overshoot_cut_from", .expected = "150"},
    {RULES(CHECK_OVERSHOOT_CUT_ORDER, NEGATIVE), .rules = CUT "overshoot_cut_from = 150"},
    {RULES(CHECK_OVERSHOOT_CUT_ORDER, NEGATIVE), .rules = "[scoring] overshoot_cut_from = 110"},
    {RULES(CHECK_OVERSHOOT_CUT_ORDER, BOUNDARY), .rules = CUT "overshoot_cut_from = 130"},
    {RULES(CHECK_OVERSHOOT_CUT_ORDER, BOUNDARY), .rules = CUT "overshoot_cut_from = 129.99",
     .at = "[scoring] overshoot_cut_from", .expected = "130"},

    {RULES(CHECK_CAP_ORDER, POSITIVE), .rules = "[execution] cap.70 = 95", .at = "[execution] cap.70"},
    {RULES(CHECK_CAP_ORDER, NEGATIVE), .rules = "[execution] cap.60 = 69"},
    {RULES(CHECK_CAP_ORDER, BOUNDARY), .rules = "[execution] cap.70 = 89"},
    {RULES(CHECK_CAP_ORDER, BOUNDARY), .rules = "[execution] cap.70 = 89.01", .at = "[execution] cap.70"},

    {RULES(CHECK_EXECUTION_MISMATCH, POSITIVE), .rules = COUNTED "\n[execution] weight = 20", .at = AUDIENCE "weight",
     .expected = "20"},
    {RULES(CHECK_EXECUTION_MISMATCH, NEGATIVE), .rules = COUNTED},
    {RULES(CHECK_EXECUTION_MISMATCH, BOUNDARY), .rules = COUNTED "\n[execution] weight = 10.01",
     .at = AUDIENCE "weight", .expected = "10.01"},
    {RULES(CHECK_EXECUTION_MISMATCH, BOUNDARY), .rules = COUNTED "\n[execution] weight = 10.0"},

    {RULES(CHECK_COUNTS_UNKNOWN, POSITIVE), .rules = AUDIENCE "counts = funds.totl", .at = AUDIENCE "counts",
     .suggestion = "funds.total"},
    {RULES(CHECK_COUNTS_UNKNOWN, NEGATIVE), .rules = COUNTED},
    {RULES(CHECK_COUNTS_UNKNOWN, BOUNDARY), .rules = AUDIENCE "counts = total", .at = AUDIENCE "counts"},
    {RULES(CHECK_COUNTS_UNKNOWN, BOUNDARY), .rules = AUDIENCE "counts = Funds.Total\n[ruleset] total = 90",
     .at = AUDIENCE "counts", .suggestion = "funds.total", .also = "rule-weights-not-total"},

    {RULES(CHECK_TARGET_WITHOUT_SIGN, POSITIVE), .rules = EVENTS "-sign", .at = EVENTS "target"},
    {RULES(CHECK_TARGET_WITHOUT_SIGN, NEGATIVE), .rules = EVENTS "-sign\n" EVENTS "target = ≥50"},
    {RULES(CHECK_TARGET_WITHOUT_SIGN, BOUNDARY), .rules = EVENTS "-sign\n" EVENTS "kind = tier"},
    {RULES(CHECK_TARGET_WITHOUT_SIGN, BOUNDARY), .rules = EVENTS "-sign\n" EVENTS "target = 40-50"},

    {RULES(CHECK_SIGN_WITHOUT_TARGET, POSITIVE), .rules = EVENTS "-target", .at = EVENTS "sign"},
    {RULES(CHECK_SIGN_WITHOUT_TARGET, NEGATIVE), .rules = EVENTS "-target\n" EVENTS "-sign"},
    {RULES(CHECK_SIGN_WITHOUT_TARGET, BOUNDARY), .rules = EVENTS "target = \"—\"", .at = EVENTS "sign"},
    {RULES(CHECK_SIGN_WITHOUT_TARGET, BOUNDARY), .rules = EVENTS "target = 0"},

    {RULES(CHECK_SIGN_UNLIKELY, POSITIVE), .rules = COST "sign = >=", .at = COST "sign", .expected = "<="},
    {RULES(CHECK_SIGN_UNLIKELY, POSITIVE), .rules = COST "-sign\n" COST "target = ≥4000", .at = COST "target",
     .expected = "<="},
    {RULES(CHECK_SIGN_UNLIKELY, NEGATIVE), .rules = EVENTS "sign = >"},
    {RULES(CHECK_SIGN_UNLIKELY, BOUNDARY), .rules = PASS "sign = <", .at = PASS "sign", .expected = ">="},
    {RULES(CHECK_SIGN_UNLIKELY, BOUNDARY), .rules = PASS "sign = ="},

    {RULES(CHECK_RULE_UNIT_MISSING, POSITIVE), .rules = EVENTS "-unit", .at = EVENTS "target"},
    {RULES(CHECK_RULE_UNIT_MISSING, NEGATIVE), .rules = EVENTS "-unit\n" EVENTS "target = 50场"},
    {RULES(CHECK_RULE_UNIT_MISSING, BOUNDARY), .rules = EVENTS "-unit\n" EVENTS "kind = tier"},
    {RULES(CHECK_RULE_UNIT_MISSING, BOUNDARY), .rules = EVENTS "-unit\n" EVENTS "target = 5万", .at = EVENTS "target"},

    {RULES(CHECK_NAME_DUPLICATE, POSITIVE), .rules = PEOPLE "name = 活动场次", .at = PEOPLE "name"},
    {RULES(CHECK_NAME_DUPLICATE, NEGATIVE), .rules = PEOPLE "name = 活动人次"},
    {RULES(CHECK_NAME_DUPLICATE, BOUNDARY), .rules = PEOPLE "name = 活动 场次（二）", .at = PEOPLE "name"},
    {RULES(CHECK_NAME_DUPLICATE, BOUNDARY), .rules = PASS "name = 活动场次"},

    {RULES(CHECK_NAME_DRAFT_NOTE, POSITIVE), .rules = EVENTS "name = 活动场次（增加分项数据）", .at = EVENTS "name",
     .expected = "活动场次"},
    {RULES(CHECK_NAME_DRAFT_NOTE, NEGATIVE), .rules = EVENTS "name = 活动场次（线上&线下）"},
    {RULES(CHECK_NAME_DRAFT_NOTE, BOUNDARY), .rules = EVENTS "name = 增加（分项）场次"},
    {RULES(CHECK_NAME_DRAFT_NOTE, BOUNDARY), .rules = EVENTS "name = 活动场次(待定)", .at = EVENTS "name",
     .expected = "活动场次"},

    /* The note says that the heading of 30 points is none of the usual ones. */
    {RULES(CHECK_MISSING_BENEFIT, POSITIVE), .rules = "[benefit] name = 社会\n[benefit.social] name = 社会",
     .at = "[ruleset] title", .also = "default-weights"},
    {RULES(CHECK_MISSING_BENEFIT, NEGATIVE), .rules = "[benefit.social] name = 社会"},
    {RULES(CHECK_MISSING_BENEFIT, BOUNDARY), .rules = "[benefit] name = 社会\n[benefit.social] name = 可持续影响",
     .also = "default-weights"},

    {RULES(CHECK_MISSING_SATISFACTION, POSITIVE), .at = "[ruleset] title", .also = "default-weights",
     .rules = "[satisfaction] name = 反馈\n[satisfaction.service] name = 反馈\n" AUDIENCE "name = 受众反馈"},
    {RULES(CHECK_MISSING_SATISFACTION, NEGATIVE),
     .rules = "[satisfaction.service] name = 反馈\n" AUDIENCE "name = 受众反馈"},
    {RULES(CHECK_MISSING_SATISFACTION, BOUNDARY), .also = "default-weights",
     .rules = "[satisfaction] name = 反馈\n[satisfaction.service] name = 反馈\n" AUDIENCE "name = 受众满意度"},

    {RULES(CHECK_DEFAULT_WEIGHTS, POSITIVE), .at = "[output] weight",
     .rules = "[output] weight = 55\n[output.cost] weight = 20\n" COST "weight = 20\n[benefit] weight = 25\n"
              "[benefit.social] weight = 25\n[benefit.social.reach] weight = 10"},
    {RULES(CHECK_DEFAULT_WEIGHTS, NEGATIVE), .rules = "[output] weight = 50.0\n[benefit] -weight"},
    {RULES(CHECK_DEFAULT_WEIGHTS, BOUNDARY), .at = "[output] weight",
     .rules =
         "[output] weight = 50.01\n[output.cost] weight = 15.01\n" COST "weight = 15.01\n[benefit] weight = 29.99\n"
         "[benefit.social] weight = 29.99\n[benefit.social.reach] weight = 14.99"},
    /* A total other than 100 has no such shares. */
    {RULES(CHECK_DEFAULT_WEIGHTS, BOUNDARY), .rules = "[output] weight = 55\n[output.cost] weight = 20\n" COST
                                                      "weight = 20\n"
                                                      "[ruleset] total = 105"},

    /* Every file has its own format. */
    {RULES(CHECK_RULE_REPEATS_BASE, POSITIVE), .rules = "[ruleset] base = base.ini", .at = "[funds] currency",
     .base = "[ruleset]\nformat = 1\ntitle = 上级\n[funds]\ncurrency = 万元\n"},
    {RULES(CHECK_RULE_REPEATS_BASE, POSITIVE), .rules = "[ruleset] base = base.ini\n[indicators] open = NO",
     .at = "[indicators] open", .base = "[ruleset]\ntitle = 上级\n[indicators]\nopen = no\n"},
    {RULES(CHECK_RULE_REPEATS_BASE, POSITIVE), .rules = "[ruleset] base = base.ini", .at = "[execution] cap.80",
     .base = "[ruleset]\ntitle = 上级\n[execution]\ncap.70 = 79.0\ncap.80 = 89\n", .also = "rule-repeats-base"},
    {RULES(CHECK_RULE_REPEATS_BASE, NEGATIVE), .rules = "[ruleset] base = base.ini",
     .base = "[ruleset]\nformat = 1\ntitle = 上级\n[funds]\ncurrency = 元\n"},
    /* The tree is one whole. */
    {RULES(CHECK_RULE_REPEATS_BASE, NEGATIVE), .rules = "[ruleset] base = base.ini",
     .base = "[ruleset]\ntitle = 上级\n[output]\nname = 产出指标\nweight = 50\n"},
    {RULES(CHECK_RULE_REPEATS_BASE, BOUNDARY), .rules = "[ruleset] base = base.ini", .at = "[ruleset] total",
     .base = "[ruleset]\ntitle = 上级\ntotal = 100.0\n"},
    {RULES(CHECK_RULE_REPEATS_BASE, BOUNDARY), .rules = "[ruleset] base = base.ini",
     .base = "[ruleset]\ntitle = 上级\ntotal = 100.01\n"},
    /* Of a list all or nothing. */
    {RULES(CHECK_RULE_REPEATS_BASE, BOUNDARY), .rules = "[ruleset] base = base.ini",
     .base = "[ruleset]\ntitle = 上级\n[execution]\ncap.70 = 79\ncap.80 = 88\n"},
    {RULES(CHECK_RULE_REPEATS_BASE, BOUNDARY), .rules = "[ruleset] base = base.ini",
     .base = "[ruleset]\ntitle = 上级\n[execution]\ncap.80 = 89\ncap.70 = 79\ncap.60 = 69\n"},
    {RULES(CHECK_RULE_REPEATS_BASE, BOUNDARY), .rules = "[ruleset] base = base.ini",
     .base = "[ruleset]\ntitle = 上级\n[execution]\ncap.80 = 89\n"},

    {RULES(CHECK_RULE_NOT_A_NUMBER, POSITIVE), .rules = AUDIENCE "steps = \"90:100\"", .at = AUDIENCE "steps"},
    {RULES(CHECK_RULE_NOT_A_NUMBER, POSITIVE), .rules = AUDIENCE "steps = \">=九十:100\"", .at = AUDIENCE "steps"},
    {RULES(CHECK_RULE_NOT_A_NUMBER, POSITIVE), .rules = AUDIENCE "steps = \"<=2024-02-30:100\"",
     .at = AUDIENCE "steps"},
    {RULES(CHECK_RULE_NOT_A_NUMBER, NEGATIVE), .rules = AUDIENCE "steps = \">=90%:100 >=80%:80.5 <80%:0\""},
    {RULES(CHECK_RULE_NOT_A_NUMBER, BOUNDARY), .rules = AUDIENCE "steps = \"<=2024-02-29:100 >2024-02-29:0\""},
    {RULES(CHECK_RULE_NOT_A_NUMBER, POSITIVE), .rules = AUDIENCE "kind = yesmo", .at = AUDIENCE "kind",
     .suggestion = "yesno"},
    {RULES(CHECK_OUT_OF_RANGE, BOUNDARY), .rules = AUDIENCE "steps = \">=90:100.01\"", .at = AUDIENCE "steps"},
    {RULES(CHECK_OUT_OF_RANGE, BOUNDARY), .rules = AUDIENCE "steps = \">=90:100 <90:0\""},

    {RULES(CHECK_STEPS_GAP, POSITIVE), .rules = STEPS(">=90:100 >=80:80 <60:0"), .at = AUDIENCE "steps"},
    {RULES(CHECK_STEPS_GAP, POSITIVE), .rules = STEPS(">=90:100"), .at = AUDIENCE "steps"},
    {RULES(CHECK_STEPS_GAP, POSITIVE), .rules = STEPS("<=2024-12-31:100 <=2025-01-31:80"), .at = AUDIENCE "steps"},
    {RULES(CHECK_STEPS_GAP, POSITIVE), .rules = STEPS("<=2024-12-30:100 >=2025-01-01:0"), .at = AUDIENCE "steps"},
    /* Two gaps: 60 itself, and what is above 90. */
    {RULES(CHECK_STEPS_GAP, POSITIVE), .rules = STEPS("<60:0 >60:80"), .at = AUDIENCE "steps"},
    {RULES(CHECK_STEPS_GAP, POSITIVE), .rules = STEPS("<60:0 <=80:50 =90:100"), .at = AUDIENCE "steps",
     .also = "steps-gap"},
    {RULES(CHECK_STEPS_GAP, NEGATIVE), .rules = STEPS(">=90:100 >=80:80 >=60:50 <60:0")},
    {RULES(CHECK_STEPS_GAP, NEGATIVE), .rules = STEPS("=0:100 =1:80 >=2:0")},
    /* Nothing has less than 0, and a day is followed by the next one. */
    {RULES(CHECK_STEPS_GAP, BOUNDARY), .rules = STEPS(">=90:100 >=0:0")},
    {RULES(CHECK_STEPS_GAP, BOUNDARY), .rules = STEPS(">=90:100 >=-5:0"), .at = AUDIENCE "steps"},
    {RULES(CHECK_STEPS_GAP, BOUNDARY), .rules = STEPS(">=90:100 >0:0"), .at = AUDIENCE "steps"},
    {RULES(CHECK_STEPS_GAP, BOUNDARY), .rules = STEPS(">=90:100 <=89.999999:0")},
    {RULES(CHECK_STEPS_GAP, BOUNDARY), .rules = STEPS(">=90:100 <=89.999998:0"), .at = AUDIENCE "steps"},
    {RULES(CHECK_STEPS_GAP, BOUNDARY), .rules = STEPS("<=2024-12-31:100 >=2025-01-01:0")},
    {RULES(CHECK_STEPS_GAP, BOUNDARY), .rules = STEPS("<=2024-02-28:100 >=2024-03-01:0"), .at = AUDIENCE "steps"},
    {RULES(CHECK_STEPS_GAP, BOUNDARY), .rules = STEPS("<=2023-02-28:100 >=2023-03-01:0")},

    {RULES(CHECK_STEP_UNREACHABLE, POSITIVE), .rules = STEPS(">=80:80 >=90:100 <80:0"), .at = AUDIENCE "steps"},
    {RULES(CHECK_STEP_UNREACHABLE, POSITIVE), .rules = STEPS("<=2025-01-31:80 <=2024-12-31:100 >2025-01-31:0"),
     .at = AUDIENCE "steps"},
    {RULES(CHECK_STEP_UNREACHABLE, NEGATIVE), .rules = STEPS(">=90:100 >=80:80 <80:0")},
    {RULES(CHECK_STEP_UNREACHABLE, BOUNDARY), .rules = STEPS(">=80:80 >80:100 <80:0"), .at = AUDIENCE "steps"},
    {RULES(CHECK_STEP_UNREACHABLE, BOUNDARY), .rules = STEPS(">80:80 >=80:100 <80:0")},
    {RULES(CHECK_STEP_UNREACHABLE, BOUNDARY), .rules = STEPS("=2024年12月:100 <=2024-12-31:80 >2024-12-31:0")},
    {RULES(CHECK_STEP_UNREACHABLE, BOUNDARY), .at = AUDIENCE "steps",
     .rules = STEPS("<2024-12-01:90 =2024年12月:100 <=2024-12-31:80 >2024-12-31:0")},
};
const size_t rules_cases_n = sizeof rules_cases / sizeof *rules_cases;
