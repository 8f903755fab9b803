/* F2: arithmetic. The sound form: execution 10 of 10; events 52 of ≥ 50, 10/10; people 3100 of ≥ 3000, 10/10; pass
   96 % of ≥ 95 %, 15/15; event 3846 of ≤ 4000, 15/15; awareness 14/15; reach 15/15; audience 92 % of ≥ 90 %,
   10/10: 99, 优. */
#include "check_cases.h"

#define EVENTS "[output.quantity.events] "
#define PEOPLE "[output.quantity.people] "
#define PASS "[output.quality.pass] "
#define COST "[output.cost.event] "
#define AWARE "[benefit.social.awareness] "
#define REACH "[benefit.social.reach] "
#define AUDIENCE "[satisfaction.service.audience] "
#define TOTAL "\n[total] score = "
/* Executed of 20 and of the 15 of the first part, with the rates and the points that follow. */
#define EXECUTED(all, rate, points, part, part_rate)                                                                   \
    "[funds.total] executed = " all "\n[funds.total] rate = " rate "\n[funds.total] score = " points                   \
    "\n[funds.current] executed = " part "\n[funds.current] rate = " part_rate TOTAL

/* Nobody asks for the reason of a low execution. */
#define LOW_IS_FINE .rules = "[execution] reason_below = 0"

const struct check_case points_cases[] = {
    {CHECK_SCORE_OVER_WEIGHT, POSITIVE, .form = EVENTS "score = 12" TOTAL "101", .at = EVENTS "score"},
    {CHECK_SCORE_OVER_WEIGHT, POSITIVE, .form = AWARE "score = 16" TOTAL "101", .at = AWARE "score"},
    {CHECK_SCORE_OVER_WEIGHT, NEGATIVE, .form = AWARE "score = 13" TOTAL "98"},
    {CHECK_SCORE_OVER_WEIGHT, BOUNDARY, .form = AWARE "score = 15\n" AWARE "reason = \"\"" TOTAL "100",
     .also = "all-full-score"},
    {CHECK_SCORE_OVER_WEIGHT, BOUNDARY, .form = EVENTS "score = 10.01" TOTAL "99.01", .at = EVENTS "score"},

    {CHECK_SCORE_NEGATIVE, POSITIVE,
     .form = EVENTS "score = -1\n" EVENTS "reason = " REASON TOTAL "88\n[total] grade = 良", .at = EVENTS "score"},
    {CHECK_SCORE_NEGATIVE, POSITIVE, .form = AWARE "score = -1" TOTAL "84\n[total] grade = 良", .at = AWARE "score"},
    {CHECK_SCORE_NEGATIVE, NEGATIVE, .form = AWARE "score = 12.5" TOTAL "97.5"},
    {CHECK_SCORE_NEGATIVE, BOUNDARY,
     .form = AWARE "score = 0\n" AWARE "actual = 未达成年度指标" TOTAL "85\n[total] grade = 良"},
    {CHECK_SCORE_NEGATIVE, BOUNDARY, .at = AWARE "score",
     .form = AWARE "score = -0.01\n" AWARE "actual = 未达成年度指标" TOTAL "84.99\n[total] grade = 良"},

    {CHECK_WEIGHT_DIFFERS, POSITIVE, .at = EVENTS "weight", .expected = "10", .also = "weight-differs",
     .form = EVENTS "weight = 11\n" EVENTS "score = 11\n" PEOPLE "weight = 9\n" PEOPLE "score = 9"},
    {CHECK_WEIGHT_DIFFERS, NEGATIVE, .form = EVENTS "weight = 10.00"},
    {CHECK_WEIGHT_DIFFERS, BOUNDARY, .rules = EVENTS "-weight"},
    {CHECK_WEIGHT_DIFFERS, BOUNDARY, .at = EVENTS "weight", .expected = "10", .also = "weight-differs",
     .form = EVENTS "weight = 9.99\n" EVENTS "score = 9.99\n" PEOPLE "weight = 10.01\n" PEOPLE "score = 10.01"},
    /* A total of 101 that its weights do give, where the rules have 100. */
    {CHECK_WEIGHT_DIFFERS, BOUNDARY, .rules = EVENTS "-weight", .at = "[total] weight", .expected = "100",
     .form = EVENTS "weight = 11\n" EVENTS "score = 11" TOTAL "100\n[total] weight = 101"},

    {CHECK_WEIGHTS_NOT_TOTAL, POSITIVE, .form = "[total] weight = 99", .at = "[total] weight", .expected = "100"},
    {CHECK_WEIGHTS_NOT_TOTAL, POSITIVE, .form = EVENTS "weight = 9\n" EVENTS "score = 9" TOTAL "98",
     .at = "[total] weight", .expected = "100", .also = "weight-differs"},
    {CHECK_WEIGHTS_NOT_TOTAL, NEGATIVE, .form = "[total] weight = １００.0"},
    {CHECK_WEIGHTS_NOT_TOTAL, BOUNDARY, .form = "[total] weight = 100.000001", .at = "[total] weight",
     .expected = "100"},
    {CHECK_WEIGHTS_NOT_TOTAL, BOUNDARY, .form = "[total] -weight", .also = "required-empty"},

    {CHECK_SCORES_NOT_TOTAL, POSITIVE, .form = "[total] score = 98", .at = "[total] score", .expected = "99"},
    {CHECK_SCORES_NOT_TOTAL, NEGATIVE, .form = "[total] score = 99.00"},
    /* 99 − 14 + 14.005 = 99.005: printed with two decimals as 99.01. */
    {CHECK_SCORES_NOT_TOTAL, BOUNDARY, .form = AWARE "score = 14.005" TOTAL "99.01", .also = "too-many-decimals"},
    {CHECK_SCORES_NOT_TOTAL, BOUNDARY, .form = AWARE "score = 14.005" TOTAL "99", .at = "[total] score",
     .expected = "99.01", .also = "too-many-decimals"},

    {CHECK_RATE_WRONG, POSITIVE, .form = "[funds.total] rate = 99%", .at = "[funds.total] rate", .expected = "100%"},
    {CHECK_RATE_WRONG, POSITIVE, .form = "[funds.other] rate = 1", .at = "[funds.other] rate", .expected = "100%"},
    {CHECK_RATE_WRONG, NEGATIVE, .form = "[funds.total] rate = １００.00％"},
    /* 19.99 ÷ 20 = 99.95 %, which is 100 % without decimals; 14.99 ÷ 15 = 99.93 %; 9.995 points are 10. */
    {CHECK_RATE_WRONG, BOUNDARY, .form = EXECUTED("19.99", "100%", "10", "14.99", "99.93%") "99"},
    {CHECK_RATE_WRONG, BOUNDARY, .form = EXECUTED("19.99", "99.94%", "10", "14.99", "99.93%") "99",
     .at = "[funds.total] rate", .expected = "99.95%"},
    /* 19.9911 ÷ 20 = 99.9555 %: what is stated with three decimals is 99.956, not 99.96 again; 14.9911 ÷ 15 = 99.9407
       %. */
    {CHECK_RATE_WRONG, BOUNDARY, .form = EXECUTED("19.9911", "99.960%", "10", "14.9911", "99.94%") "99",
     .at = "[funds.total] rate", .expected = "99.956%"},

    {CHECK_EXECUTION_SCORE_WRONG, POSITIVE, .form = "[funds.total] score = 9" TOTAL "98", .at = "[funds.total] score",
     .expected = "10"},
    {CHECK_EXECUTION_SCORE_WRONG, NEGATIVE, .form = "[funds.total] score = 10.00"},
    /* 10 × 19.97 ÷ 20 = 9.985: cut 9.98, rounded 9.99; 14.97 ÷ 15 = 99.8 %. */
    {CHECK_EXECUTION_SCORE_WRONG, BOUNDARY, .form = EXECUTED("19.97", "99.85%", "9.98", "14.97", "99.8%") "98.98"},
    {CHECK_EXECUTION_SCORE_WRONG, BOUNDARY, .form = EXECUTED("19.97", "99.85%", "9.99", "14.97", "99.8%") "98.99"},
    {CHECK_EXECUTION_SCORE_WRONG, BOUNDARY, .form = EXECUTED("19.97", "99.85%", "9.97", "14.97", "99.8%") "98.97",
     .at = "[funds.total] score", .expected = "9.99"},

    /* 20.75 ÷ 20 = 103.75 %, 15.75 ÷ 15 = 105 %; never more than 10 points. */
    {CHECK_RATE_OVER_100, POSITIVE, .form = EXECUTED("20.75", "103.75%", "10", "15.75", "105%") "99",
     .at = "[funds.total] executed", .also = "rate-over-100"},
    {CHECK_RATE_OVER_100, NEGATIVE, .form = EXECUTED("19.5", "97.5%", "9.75", "14.5", "96.67%") "98.75"},
    {CHECK_RATE_OVER_100, BOUNDARY, .form = EXECUTED("20.00", "100%", "10", "15.00", "100%") "99"},
    {CHECK_RATE_OVER_100, BOUNDARY, .form = EXECUTED("20.000001", "100%", "10", "15.000001", "100%") "99",
     .at = "[funds.total] executed", .also = "rate-over-100"},

    {CHECK_FUNDS_SUM, POSITIVE, .form = "[funds.other] initial = 4", .at = "[funds.total] initial", .expected = "19"},
    {CHECK_FUNDS_SUM, NEGATIVE, .form = "[funds.current] initial = 20\n[funds.other] initial = \"—\""},
    {CHECK_FUNDS_SUM, BOUNDARY, .form = "[funds.other] initial = 5.000000"},
    {CHECK_FUNDS_SUM, BOUNDARY, .form = "[funds.other] initial = 5.000001", .at = "[funds.total] initial",
     .expected = "20.000001"},
    {CHECK_FUNDS_SUM, BOUNDARY, .form = "[funds.other] initial = 五", .also = "not-a-number"},

    {CHECK_FUNDS_ZERO_TOTAL, POSITIVE, .form = "[funds.total] initial = 0", .at = "[funds.total] initial",
     .expected = "20", .also = "budget-change-unexplained"},
    {CHECK_FUNDS_ZERO_TOTAL, NEGATIVE, .form = "[funds.current] initial = \"\"\n[funds.other] initial = \"\""},
    {CHECK_FUNDS_ZERO_TOTAL, BOUNDARY, .form = "[funds.total] initial = \"—\"", .at = "[funds.total] initial",
     .expected = "20"},
    {CHECK_FUNDS_ZERO_TOTAL, BOUNDARY, .form = "[funds.total] initial = 0.000001",
     .also = "funds-sum budget-change-unexplained"},
    {CHECK_FUNDS_ZERO_TOTAL, BOUNDARY, .form = "[funds.total] initial = 二十", .also = "not-a-number"},

    {CHECK_SUBROW_SCORED, POSITIVE, .form = "[funds.current] score = 10", .at = "[funds.current] score",
     .expected = "—"},
    {CHECK_SUBROW_SCORED, POSITIVE, .form = "[funds.other] weight = 10", .at = "[funds.other] weight", .expected = "—"},
    {CHECK_SUBROW_SCORED, NEGATIVE, .form = "[funds.current] score = /\n[funds.other] score = \"\""},
    {CHECK_SUBROW_SCORED, BOUNDARY, .form = "[funds.current] score = 0", .at = "[funds.current] score",
     .expected = "—"},

    {CHECK_EXECUTION_COUNTED_TWICE, POSITIVE, .rules = PASS "name = 预算执行率", .at = PASS "weight"},
    {CHECK_EXECUTION_COUNTED_TWICE, NEGATIVE, .rules = PASS "name = 方案执行率"},
    {CHECK_EXECUTION_COUNTED_TWICE, BOUNDARY, .rules = PASS "name = 本年预算执行率（%）", .at = PASS "weight"},
    /* Counted once: it is the funds row's 10 points, so that the form's weights are 90. */
    {CHECK_EXECUTION_COUNTED_TWICE, BOUNDARY, .rules = AUDIENCE "name = 预算执行率\n" AUDIENCE "counts = funds.total",
     .form = "[total] weight = 90" TOTAL "89\n[total] grade = 良", .also = "weight-differs"},

    {CHECK_GRADE_WRONG, POSITIVE, .form = "[total] grade = 良", .at = "[total] grade", .expected = "优"},
    {CHECK_GRADE_WRONG, NEGATIVE, .form = "[total] grade = \" 优 \""},
    /* 99 − 14 + 4.95 = 89.95 is 良 although one decimal would make it 90. */
    {CHECK_GRADE_WRONG, BOUNDARY,
     .form = AWARE "score = 4.95\n" AWARE "actual = 未达成年度指标" TOTAL "89.95\n[total] grade = 良"},
    {CHECK_GRADE_WRONG, BOUNDARY, .form = AWARE "score = 4.95\n" AWARE "actual = 未达成年度指标" TOTAL "89.95",
     .at = "[total] grade", .expected = "良"},
    {CHECK_GRADE_WRONG, BOUNDARY, .form = AWARE "score = 5\n" AWARE "actual = 未达成年度指标" TOTAL "90"},

    /* 15 ÷ 20 = 75 %, 10 ÷ 15 = 66.67 %; 99 − 10 + 7.5 = 96.5, and 89 at most below 80 %. */
    {CHECK_TOTAL_OVER_CAP, POSITIVE, LOW_IS_FINE,
     .form = EXECUTED("15", "75%", "7.5", "10", "66.67%") "96.5\n[total] grade = 良", .at = "[total] score",
     .expected = "89"},
    {CHECK_TOTAL_OVER_CAP, NEGATIVE, LOW_IS_FINE,
     .form = EXECUTED("15", "75%", "7.5", "10", "66.67%") "89\n[total] grade = 良"},
    /* 16 ÷ 20 = 80 %, 11 ÷ 15 = 73.33 %: 97; 15.98 ÷ 20 = 79.9 %, 10.98 ÷ 15 = 73.2 %: 96.99. */
    {CHECK_TOTAL_OVER_CAP, BOUNDARY, LOW_IS_FINE, .form = EXECUTED("16", "80%", "8", "11", "73.33%") "97"},
    {CHECK_TOTAL_OVER_CAP, BOUNDARY, LOW_IS_FINE,
     .form = EXECUTED("15.98", "79.9%", "7.99", "10.98", "73.2%") "96.99\n[total] grade = 良", .at = "[total] score",
     .expected = "89"},

    {CHECK_TOO_MANY_DECIMALS, POSITIVE, .form = AWARE "score = 13.995" TOTAL "99", .at = AWARE "score",
     .expected = "14"},
    {CHECK_TOO_MANY_DECIMALS, NEGATIVE, .form = AWARE "score = 13.9" TOTAL "98.9"},
    {CHECK_TOO_MANY_DECIMALS, BOUNDARY, .form = AWARE "score = 13.99" TOTAL "98.99"},
    {CHECK_TOO_MANY_DECIMALS, BOUNDARY, .form = AWARE "score = 13.990" TOTAL "98.99", .at = AWARE "score",
     .expected = "13.99"},
    {CHECK_TOO_MANY_DECIMALS, BOUNDARY, .form = "[total] score = 99.000", .at = "[total] score", .expected = "99"},
    /* Only what is rounded is held to the decimals. */
    {CHECK_TOO_MANY_DECIMALS, NEGATIVE, .form = AWARE "score = 13.995" TOTAL "98.995",
     .rules = "[scoring] round_at = none"},
    {CHECK_TOO_MANY_DECIMALS, BOUNDARY, .form = AWARE "score = 13.995" TOTAL "98.995", .at = "[total] score",
     .expected = "99", .rules = "[scoring] round_at = total"},
    {CHECK_TOO_MANY_DECIMALS, BOUNDARY, .form = AWARE "score = 13.995" TOTAL "98.995", .at = "[total] score",
     .expected = "98.99", .rules = "[scoring] round_at = total\n[scoring] rounding = cut"},
    {CHECK_TOO_MANY_DECIMALS, BOUNDARY, .form = AWARE "score = 13.995" TOTAL "99",
     .rules = "[scoring] round_at = total"},

    /* What doesn't apply: 89 of the other 90 is 98.888… of 100. */
    {CHECK_SCORES_NOT_TOTAL, NEGATIVE, .form = AUDIENCE "score = 不适用" TOTAL "98.89",
     .rules = AUDIENCE "optional = yes"},
    {CHECK_SCORES_NOT_TOTAL, BOUNDARY, .form = AUDIENCE "score = 不适用" TOTAL "99", .at = "[total] score",
     .expected = "98.89", .rules = AUDIENCE "optional = yes"},
    {CHECK_SCORES_NOT_TOTAL, NEGATIVE, .form = AUDIENCE "score = \"—\"" TOTAL "99",
     .rules = AUDIENCE "optional = yes\n[scoring] not_applicable = full"},
    {CHECK_SCORES_NOT_TOTAL, BOUNDARY, .form = AUDIENCE "score = \"—\"" TOTAL "99", .at = "[total] score",
     .expected = "89", .rules = AUDIENCE "optional = yes\n[scoring] not_applicable = zero", .also = "grade-wrong"},
    {CHECK_SCORES_NOT_TOTAL, BOUNDARY, .form = AWARE "score = 13.996" TOTAL "99", .at = "[total] score",
     .expected = "98.99", .rules = "[scoring] round_at = total\n[scoring] rounding = cut"},

    /* 10 × 2700 ÷ 3000 = 9. */
    {CHECK_FORMULA_SCORE, POSITIVE,
     .form = PEOPLE "actual = 2700人\n" PEOPLE "score = 8\n" PEOPLE "reason = " REASON TOTAL "97", .at = PEOPLE "score",
     .expected = "9"},
    {CHECK_FORMULA_SCORE, NEGATIVE,
     .form = PEOPLE "actual = 2700人\n" PEOPLE "score = 9\n" PEOPLE "reason = " REASON TOTAL "98"},
    /* 15 × 94 ÷ 95 = 14.8421…: 14.84, or 14.8 with one decimal. */
    {CHECK_FORMULA_SCORE, BOUNDARY,
     .form = PASS "actual = 94%\n" PASS "score = 14.84\n" PASS "reason = " REASON TOTAL "98.84"},
    {CHECK_FORMULA_SCORE, BOUNDARY,
     .form = PASS "actual = 94％\n" PASS "score = 14.8\n" PASS "reason = " REASON TOTAL "98.8"},
    {CHECK_FORMULA_SCORE, BOUNDARY,
     .form = PASS "actual = 94％\n" PASS "score = 14.85\n" PASS "reason = " REASON TOTAL "98.85", .at = PASS "score",
     .expected = "14.84"},
    /* Linear: 15 × (1 − 400 ÷ 4000) = 13.5; as a ratio it would be 13.64. */
    {CHECK_FORMULA_SCORE, BOUNDARY, .rules = "[scoring] inverse = linear", .at = COST "score", .expected = "13.5",
     .form = COST "actual = 4400元\n" COST "score = 13.64\n" COST "reason = " REASON TOTAL "97.64"},
    /* Steps: 92 % has 80 % of 10. */
    {CHECK_FORMULA_SCORE, POSITIVE, .rules = AUDIENCE "steps = \">=95%:100 >=90%:80\"", .at = AUDIENCE "score",
     .expected = "8"},
    {CHECK_FORMULA_SCORE, NEGATIVE, .rules = AUDIENCE "steps = \">=95%:100 >=90%:80\"",
     .form = AUDIENCE "score = 8\n" AUDIENCE "reason = " REASON TOTAL "97"},
    {CHECK_FORMULA_SCORE, NEGATIVE, .rules = AUDIENCE "steps = \">=95%:100 >=93%:80\""},
    /* Yes or no: the answer asked for has 15, the other one 0. */
    {CHECK_FORMULA_SCORE, POSITIVE, .rules = REACH "kind = yesno", .at = REACH "score", .expected = "0",
     .form = REACH "target = 是\n" REACH "actual = 否"},
    {CHECK_FORMULA_SCORE, NEGATIVE, .rules = REACH "kind = yesno", .form = REACH "target = 是\n" REACH "actual = 是"},
    /* 52 of 50 is 104 %: 10 − 2. */
    {CHECK_FORMULA_SCORE, BOUNDARY, .at = EVENTS "score", .expected = "8",
     .rules = "[scoring] overshoot_cut = fixed\n[scoring] overshoot_cut_points = 2\n"
              "[scoring] overshoot_cut_from = 104"},
    {CHECK_FORMULA_SCORE, BOUNDARY,
     .rules = "[scoring] overshoot_cut = fixed\n[scoring] overshoot_cut_points = 2\n"
              "[scoring] overshoot_cut_from = 104.01"},
    /* Nobody wrote ≥: 10 × 40 ÷ 50 = 8, but that rests on an assumption. */
    {CHECK_FORMULA_SCORE, BOUNDARY, .rules = EVENTS "-sign", .at = EVENTS "score", .expected = "8",
     .severity = SEV_WARNING,
     .form =
         EVENTS "target = 50场\n" EVENTS "actual = 40场\n" EVENTS "score = 5\n" EVENTS "reason = " REASON TOTAL "94"},

    /* 10 × 2900 ÷ 3000 = 9.6666… */
    {CHECK_UNMET_FULL_SCORE, POSITIVE, .form = PEOPLE "actual = 2900人", .at = PEOPLE "score", .expected = "9.67"},
    {CHECK_UNMET_FULL_SCORE, NEGATIVE, .form = PEOPLE "actual = 3000人"},
    /* 9.99333… is 9.99; 9.99666… is 10.00 with the decimals that the rules have. */
    {CHECK_UNMET_FULL_SCORE, BOUNDARY, .form = PEOPLE "actual = 2998人", .at = PEOPLE "score", .expected = "9.99"},
    {CHECK_UNMET_FULL_SCORE, BOUNDARY, .form = PEOPLE "actual = 2999人"},
    {CHECK_UNMET_FULL_SCORE, BOUNDARY, .rules = EVENTS "-sign", .at = EVENTS "score", .expected = "9.8",
     .severity = SEV_WARNING, .form = EVENTS "target = 50场\n" EVENTS "actual = 49场"},

    /* 15 × 4000 ÷ 4400 = 13.636…, 15 × 4000 ÷ 4010 = 14.9625… */
    {CHECK_LIMIT_EXCEEDED_FULL_SCORE, POSITIVE, .form = COST "actual = 4400元", .at = COST "score",
     .expected = "13.64"},
    {CHECK_LIMIT_EXCEEDED_FULL_SCORE, NEGATIVE, .form = COST "actual = 3,000元"},
    {CHECK_LIMIT_EXCEEDED_FULL_SCORE, BOUNDARY, .form = COST "actual = 4000元"},
    {CHECK_LIMIT_EXCEEDED_FULL_SCORE, BOUNDARY, .form = COST "actual = 0.401万元", .at = COST "score",
     .expected = "14.96"},

    {CHECK_MET_BUT_DEDUCTED, POSITIVE, .form = EVENTS "score = 8\n" EVENTS "reason = " REASON TOTAL "97",
     .at = EVENTS "score", .expected = "10"},
    {CHECK_MET_BUT_DEDUCTED, NEGATIVE, .form = AWARE "score = 12" TOTAL "97"},
    {CHECK_MET_BUT_DEDUCTED, BOUNDARY, .at = EVENTS "score", .expected = "10",
     .form = EVENTS "actual = 50场\n" EVENTS "score = 9.99\n" EVENTS "reason = " REASON TOTAL "98.99"},
    {CHECK_MET_BUT_DEDUCTED, BOUNDARY,
     .form = EVENTS "actual = 49场\n" EVENTS "score = 9.8\n" EVENTS "reason = " REASON TOTAL "98.8"},

    /* Of 15 points: 达成 15–12, 部分达成 below 12 to 9, 未达成 below 9; a bound belongs to the upper band. */
    {CHECK_TIER_SCORE, POSITIVE, .form = AWARE "actual = 部分达成年度指标并具有一定效果", .at = AWARE "score"},
    {CHECK_TIER_SCORE, NEGATIVE,
     .form = AWARE "actual = 部分达成年度指标并具有一定效果\n" AWARE "score = 10" TOTAL "95"},
    /* Without a weight there is no band. */
    {CHECK_TIER_SCORE, NEGATIVE, .rules = REACH "weight = 0\n" AWARE "weight = 30",
     .form = REACH "weight = 0\n" REACH "score = 0\n" REACH "actual = 部分达成年度指标\n" AWARE "weight = 30\n" AWARE
                   "score = 29"},
    {CHECK_TIER_SCORE, BOUNDARY, .form = AWARE "score = 12" TOTAL "97"},
    {CHECK_TIER_SCORE, BOUNDARY, .form = AWARE "score = 11.99" TOTAL "96.99", .at = AWARE "score"},
    {CHECK_TIER_SCORE, BOUNDARY, .form = AWARE "actual = 部分达成年度指标\n" AWARE "score = 12" TOTAL "97",
     .at = AWARE "score"},
    {CHECK_TIER_SCORE, BOUNDARY, .form = AWARE "actual = 部分达成年度指标\n" AWARE "score = 9" TOTAL "94"},
    {CHECK_TIER_SCORE, BOUNDARY, .form = AWARE "actual = 未达成年度指标\n" AWARE "score = 9" TOTAL "94",
     .at = AWARE "score"},

    {CHECK_ALL_FULL_SCORE, POSITIVE, .form = AWARE "score = 15\n" AWARE "reason = \"\"" TOTAL "100",
     .at = "[total] score"},
    {CHECK_ALL_FULL_SCORE, NEGATIVE, .form = ""},
    {CHECK_ALL_FULL_SCORE, BOUNDARY, .form = AWARE "score = 14.99" TOTAL "99.99"},
};
const size_t points_cases_n = sizeof points_cases / sizeof *points_cases;
