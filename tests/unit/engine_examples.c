#include "engine_examples.h"

#define NO_POINTS(reason) .why = ENGINE_##reason
#define BY(kind) .rule = ENGINE_##kind

#define LINEAR "inverse = linear\n"
#define CUT_BY_2 "overshoot_cut = fixed\novershoot_cut_points = 2\novershoot_cut_from = 150\n"
#define DEVIATION "overshoot_cut = proportional\n"
#define YES "kind = yesno\n"
#define TIER "kind = tier\n"
#define FOUR "unit = %\nsteps = \">=90:100 >=80:80 >=60:50 <60:0\"\n"
#define GAP "unit = %\nsteps = \">=90:100 >=80:80 <60:0\"\n"
#define DATES "kind = text\nsteps = \"<=2024-12-31:100 <=2025-01-31:80\"\n"
#define MID "kind = text\nsteps = \"<=2024-12-15:100 <=2024-12-31:60 >2024-12-31:0\"\n"

const struct engine_example engine_examples[] = {
    /* ---- the more the better ---- */
    {NULL, NULL, "≥50", "50", "10", "10", NULL, "10", BY(MET), .arithmetic = "50 ≥ 50: w"},
    {NULL, NULL, "≥50", "80", "10", "10", NULL, "10", BY(MET), .arithmetic = "80 ≥ 50: w, never above it"},
    {NULL, NULL, "≥50", "49", "10", "9.8", NULL, "49 ÷ 50 × 10 = 9.8", BY(RATIO), .arithmetic = "490 ÷ 50"},
    {NULL, NULL, "≥4754", "4604", "5", "4.842238", "4.84", "4604 ÷ 4754 × 5 = 4.84", BY(RATIO),
     .arithmetic = "4604 × 5 = 23020; 4754 × 4.84 = 23009.36, 10.64 left: 10.64 ÷ 4754 = 0.002238…"},
    {NULL, NULL, "≥3", "1", "10", "3.333333", "3.33", "1 ÷ 3 × 10 = 3.33", BY(RATIO), .arithmetic = "10 ÷ 3"},
    {NULL, NULL, "≥3", "2", "10", "6.666666", "6.67", "2 ÷ 3 × 10 = 6.67", BY(RATIO), .arithmetic = "20 ÷ 3"},
    {NULL, NULL, "≥50", "49.99", "10", "9.998", "10", "49.99 ÷ 50 × 10 = 10", BY(RATIO),
     .arithmetic = "499.9 ÷ 50 = 9.998, which is 10.00 with two decimals"},
    {NULL, NULL, "≥50", "0", "10", "0", NULL, "0 ÷ 50 × 10 = 0", BY(RATIO), .arithmetic = "0 ÷ 50"},
    {NULL, NULL, "≥50", "-1", "10", "0", NULL, "-1 ÷ 50 × 10 = 0", BY(RATIO), .arithmetic = "−0.2, never below 0"},
    {NULL, NULL, "≥50", "25", "0", "0", NULL, NULL, BY(RATIO), .arithmetic = "25 ÷ 50 × 0"},
    {NULL, NULL, ">50", "51", "10", "10", NULL, "10", BY(MET), .arithmetic = "51 > 50: w"},
    {NULL, NULL, ">50", "50", "10", "10", NULL, "50 ÷ 50 × 10 = 10", BY(RATIO),
     .arithmetic = "50 > 50 is missed, and 50 ÷ 50 is the whole w"},
    {NULL, NULL, ">50", "25", "10", "5", NULL, "25 ÷ 50 × 10 = 5", BY(RATIO), .arithmetic = "250 ÷ 50"},
    {NULL, NULL, "=4", "3", "10", "7.5", NULL, "3 ÷ 4 × 10 = 7.5", BY(RATIO), .arithmetic = "30 ÷ 4"},
    {NULL, NULL, "=4", "4", "10", "10", NULL, NULL, BY(MET), .arithmetic = "4 = 4: w"},
    {NULL, NULL, "=4", "5", "10", "10", NULL, NULL, BY(MET), .arithmetic = "5 ≥ 4: met from the target on"},
    {NULL, NULL, "50", "25", "10", "5", NULL, NULL, BY(RATIO), .arithmetic = "no sign is ≥: 250 ÷ 50"},
    {NULL, "sign = <=\n", "50", "100", "10", "5", NULL, "50 ÷ 100 × 10 = 5", BY(INVERSE_RATIO),
     .arithmetic = "the node's sign: 50 × 10 ÷ 100"},

    /* ---- targets of 0 and below ---- */
    {NULL, NULL, "≥0", "0", "10", "10", NULL, NULL, BY(MET), .arithmetic = "0 ≥ 0: w"},
    {NULL, NULL, "≥0", "5", "10", "10", NULL, NULL, BY(MET), .arithmetic = "5 ≥ 0: w; there is no per cent of 0"},
    {NULL, NULL, "≥0", "-1", "10", NO_POINTS(TARGET_ZERO), .arithmetic = "−1 ÷ 0 is nothing"},
    {NULL, NULL, "≥-5", "-5", "10", "10", NULL, NULL, BY(MET), .arithmetic = "−5 ≥ −5: w"},
    {NULL, NULL, "≥-5", "-6", "10", NO_POINTS(TARGET_ZERO), .arithmetic = "−6 ÷ −5 = 1.2 would be more than full"},
    {NULL, NULL, "=0", "0", "10", "10", NULL, NULL, BY(MET), .arithmetic = "0 = 0: w"},
    {NULL, NULL, "=0", "1", "10", NO_POINTS(TARGET_ZERO),
     .arithmetic = "1 is not the 0 asked for, and 1 ÷ 0 is nothing"},
    {NULL, NULL, "=0", "0.01", "10", NO_POINTS(TARGET_ZERO), .arithmetic = "nor is 0.01"},
    {NULL, NULL, "=0", "-1", "10", NO_POINTS(TARGET_ZERO), .arithmetic = "−1 ÷ 0 is nothing"},
    {NULL, NULL, "=-5", "-3", "10", NO_POINTS(TARGET_ZERO), .arithmetic = "−3 ÷ −5 = 0.6, yet −3 is above −5"},
    {NULL, NULL, "=-5", "-5", "10", "10", NULL, NULL, BY(MET), .arithmetic = "−5 = −5: w"},
    {NULL, NULL, "≤0", "0", "10", "10", NULL, NULL, BY(MET), .arithmetic = "0 ≤ 0: w"},
    {NULL, NULL, "≤0", "1", "10", NO_POINTS(TARGET_ZERO), .arithmetic = "0 ÷ 1 by ratio, 1 − 1 ÷ 0 by linear"},
    {LINEAR, NULL, "≤0", "1", "10", NO_POINTS(TARGET_ZERO), .arithmetic = "1 − 1 ÷ 0"},
    {NULL, NULL, "<0", "-1", "10", "10", NULL, NULL, BY(MET), .arithmetic = "−1 < 0: w"},
    {NULL, NULL, "<0", "0", "10", NO_POINTS(TARGET_ZERO), .arithmetic = "0 < 0 is missed"},

    /* ---- the less the better ---- */
    {NULL, NULL, "≤10", "10", "10", "10", NULL, "10", BY(MET), .arithmetic = "10 ≤ 10: w"},
    {NULL, NULL, "≤10", "0", "10", "10", NULL, NULL, BY(MET), .arithmetic = "0 ≤ 10: w"},
    {NULL, NULL, "≤10", "-3", "10", "10", NULL, NULL, BY(MET), .arithmetic = "−3 ≤ 10: w"},
    {NULL, NULL, "≤10", "15", "10", "6.666666", "6.67", "10 ÷ 15 × 10 = 6.67", BY(INVERSE_RATIO),
     .arithmetic = "100 ÷ 15"},
    {LINEAR, NULL, "≤10", "15", "10", "5", NULL, "(1 − (15 − 10) ÷ 10) × 10 = 5", BY(INVERSE_LINEAR),
     .arithmetic = "1 − 0.5"},
    {NULL, NULL, "≤10", "20", "10", "5", NULL, NULL, BY(INVERSE_RATIO), .arithmetic = "100 ÷ 20"},
    {LINEAR, NULL, "≤10", "20", "10", "0", NULL, NULL, BY(INVERSE_LINEAR), .arithmetic = "A = 2T: 1 − 1"},
    {LINEAR, NULL, "≤10", "19.99", "10", "0.01", NULL, NULL, BY(INVERSE_LINEAR), .arithmetic = "(1 − 0.999) × 10"},
    {LINEAR, NULL, "≤10", "25", "10", "0", NULL, "(1 − (25 − 10) ÷ 10) × 10 = 0", BY(INVERSE_LINEAR),
     .arithmetic = "1 − 1.5, never below 0"},
    {NULL, NULL, "≤5300", "5830", "5", "4.545454", "4.55", "5300 ÷ 5830 × 5 = 4.55", BY(INVERSE_RATIO),
     .arithmetic = "5 ÷ 1.1 = 4.54545…"},
    {LINEAR, NULL, "≤5300", "5830", "5", "4.5", NULL, NULL, BY(INVERSE_LINEAR), .arithmetic = "(1 − 0.1) × 5"},
    {NULL, NULL, "<10", "9", "10", "10", NULL, NULL, BY(MET), .arithmetic = "9 < 10: w"},
    {NULL, NULL, "<10", "10", "10", "10", NULL, "10 ÷ 10 × 10 = 10", BY(INVERSE_RATIO),
     .arithmetic = "10 < 10 is missed, and 10 ÷ 10 is the whole w"},
    {LINEAR, NULL, "<10", "10", "10", "10", NULL, NULL, BY(INVERSE_LINEAR), .arithmetic = "(1 − 0) × 10"},
    {LINEAR, NULL, "≥50", "25", "10", "5", NULL, NULL, BY(RATIO), .arithmetic = "inverse is for ≤ alone: 250 ÷ 50"},

    /* ---- far over the target ---- */
    {CUT_BY_2, NULL, "≥10", "15", "10", "8", NULL, "10 − 2 = 8", BY(CUT_FIXED), .arithmetic = "150 %: 10 − 2"},
    {CUT_BY_2, NULL, "≥10", "14.99", "10", "10", NULL, NULL, BY(MET), .arithmetic = "149.9 % is below 150 %"},
    {CUT_BY_2, NULL, "≥10", "20", "1.5", "0", NULL, "1.5 − 2 = 0", BY(CUT_FIXED),
     .arithmetic = "1.5 − 2, never below 0"},
    {CUT_BY_2, NULL, "≤10", "1", "10", "10", NULL, NULL, BY(MET), .arithmetic = "a limit is not overshot"},
    {CUT_BY_2, NULL, "=10", "20", "10", "10", NULL, NULL, BY(MET), .arithmetic = "nor is an exact number"},
    {CUT_BY_2, NULL, "≥0", "20", "10", "10", NULL, NULL, BY(MET), .arithmetic = "there is no per cent of 0"},
    {DEVIATION, NULL, "≥10", "15", "10", "8", NULL, "(1 − (15 ÷ 10 − 130%)) × 10 = 8", BY(CUT_DEVIATION),
     .arithmetic = "1 − (1.5 − 1.3) = 0.8"},
    {DEVIATION, NULL, ">10", "15", "10", "8", NULL, NULL, BY(CUT_DEVIATION), .arithmetic = "the same for >"},
    {DEVIATION, NULL, "≥10", "13", "10", "10", NULL, NULL, BY(CUT_DEVIATION), .arithmetic = "1 − (1.3 − 1.3) = 1"},
    {DEVIATION, NULL, "≥10", "12.99", "10", "10", NULL, NULL, BY(MET), .arithmetic = "129.9 % is below 130 %"},
    {DEVIATION, NULL, "≥10", "22.9", "10", "0.1", NULL, NULL, BY(CUT_DEVIATION), .arithmetic = "1 − 0.99 = 0.01"},
    {DEVIATION, NULL, "≥10", "23", "10", "0", NULL, NULL, BY(CUT_DEVIATION), .arithmetic = "1 − (2.3 − 1.3) = 0"},
    {DEVIATION, NULL, "≥10", "99", "10", "0", NULL, NULL, BY(CUT_DEVIATION), .arithmetic = "never below 0"},
    {DEVIATION "overshoot_cut_from = 100\n", NULL, "≥3", "4", "10", "6.666666", "6.67", NULL, BY(CUT_DEVIATION),
     .arithmetic = "1 − (4 ÷ 3 − 1) = 2 ÷ 3; 20 ÷ 3"},

    /* ---- rounding ---- */
    {NULL, NULL, "≥8", "5", "5", "3.125", "3.13", NULL, BY(RATIO), .arithmetic = "25 ÷ 8 = 3.125, half up"},
    {"rounding = cut\n", NULL, "≥8", "5", "5", "3.125", "3.12", "5 ÷ 8 × 5 = 3.12", BY(RATIO),
     .arithmetic = "25 ÷ 8 = 3.125, cut"},
    {"[ruleset]\ndecimals = 1\n", NULL, "≥8", "5", "5", "3.125", "3.1", NULL, BY(RATIO), .arithmetic = "3.125"},
    {"[ruleset]\ndecimals = 0\n", NULL, "≥8", "5", "5", "3.125", "3", NULL, BY(RATIO), .arithmetic = "3.125"},
    {"[ruleset]\ndecimals = 0\n", NULL, "≥8", "4", "5", "2.5", "3", NULL, BY(RATIO), .arithmetic = "20 ÷ 8, half up"},
    {"[ruleset]\ndecimals = 6\n", NULL, "≥3", "2", "10", "6.666666", "6.666667", NULL, BY(RATIO),
     .arithmetic = "6.6666666…: the seventh decimal counts"},
    {"round_at = total\n", NULL, "≥3", "2", "10", "6.666666", NULL, NULL, BY(RATIO),
     .arithmetic = "20 ÷ 3, to be rounded in the total"},
    {"round_at = none\n", NULL, "≥3", "2", "10", "6.666666", NULL, NULL, BY(RATIO), .arithmetic = "20 ÷ 3"},
    {NULL, NULL, "≥1", "1", "3.337", "3.337", "3.33", "3.337 = 3.33", BY(MET),
     .arithmetic = "3.34 would be above the weight"},

    /* ---- units ---- */
    {NULL, NULL, "≥95%", "90%", "15", "14.210526", "14.21", NULL, BY(RATIO), .arithmetic = "1350 ÷ 95 = 14.2105263…"},
    {NULL, NULL, "≥5‰", "0.4%", "10", "8", NULL, NULL, BY(RATIO), .arithmetic = "5‰ is 0.5%: 4 ÷ 0.5"},
    {NULL, NULL, "≥3000人", "0.2万人", "10", "6.666666", "6.67", NULL, BY(RATIO), .arithmetic = "20000 ÷ 3000"},
    {NULL, "unit = 万元\n", "≥276", "227万元", "10", "8.224637", "8.22", NULL, BY(RATIO),
     .arithmetic = "2270 ÷ 276: 276 × 8.22 = 2268.72, 1.28 left: 1.28 ÷ 276 = 0.004637…"},
    {NULL, NULL, "≥50场", "40次", "10", NO_POINTS(OTHER_UNIT), .arithmetic = "次 against 场"},
    {NULL, NULL, "≥95%", "0.96", "10", NO_POINTS(OTHER_UNIT), .arithmetic = "0.96 or 96%?"},
    {NULL, NULL, "≥50", "很多", "10", NO_POINTS(ODD_ACTUAL), .arithmetic = "no number"},
    {NULL, NULL, "有所提高", "50", "10", NO_POINTS(ODD_TARGET), .arithmetic = "no number"},
    {NULL, NULL, "≥50", "—", "10", NO_POINTS(NO_ACTUAL), .arithmetic = "not filled in"},
    {NULL, NULL, "", "50", "10", NO_POINTS(NO_TARGET), .arithmetic = "nothing to hold it against"},
    {NULL, "target = ≥100\n", "", "50", "10", "5", NULL, NULL, BY(RATIO), .arithmetic = "the node's: 500 ÷ 100"},
    {NULL, NULL, "≥50", "50", NULL, NO_POINTS(NO_WEIGHT), .arithmetic = "neither form nor rule set gives w"},
    {NULL, "kind = text\n", "≥50", "50", "10", NO_POINTS(IS_TEXT), .arithmetic = "text is not computed"},

    /* ---- yes or no ---- */
    {NULL, YES, "", "是", "5", "5", NULL, "100% × 5 = 5", BY(YES_NO), .arithmetic = "是 is what is asked for"},
    {NULL, YES, "", "否", "5", "0", NULL, "0% × 5 = 0", BY(YES_NO), .arithmetic = "否"},
    {NULL, YES, "完成", "已完成。", "5", "5", NULL, NULL, BY(YES_NO), .arithmetic = "完成 and 已完成 are one"},
    {NULL, YES, "完成", "未完成", "5", "0", NULL, NULL, BY(YES_NO), .arithmetic = "未完成"},
    {NULL, YES, "否", "否", "5", "5", NULL, NULL, BY(YES_NO), .arithmetic = "否 is asked for"},
    {NULL, YES, "否", "YES", "5", "0", NULL, NULL, BY(YES_NO), .arithmetic = "否 is asked for"},
    {NULL, YES "target = no\n", "", "No", "5", "5", NULL, NULL, BY(YES_NO), .arithmetic = "the node's target"},
    {NULL, YES, "", "大部分完成", "5", .rule = ENGINE_YES_NO, NO_POINTS(ODD_ACTUAL), .arithmetic = "neither"},
    {NULL, YES, "良好", "是", "5", .rule = ENGINE_YES_NO, NO_POINTS(ODD_TARGET), .arithmetic = "neither"},
    {NULL, YES, "是", "", "5", .rule = ENGINE_YES_NO, NO_POINTS(NO_ACTUAL), .arithmetic = "not filled in"},

    /* ---- steps ---- */
    {NULL, FOUR, "≥90%", "95%", "10", "10", NULL, "100% × 10 = 10", BY(STEP), .arithmetic = "95 ≥ 90: 100 %"},
    {NULL, FOUR, "≥90%", "90%", "10", "10", NULL, NULL, BY(STEP), .arithmetic = "90 ≥ 90: 100 %"},
    {NULL, FOUR, "≥90%", "89.99%", "10", "8", NULL, "80% × 10 = 8", BY(STEP), .arithmetic = "89.99 ≥ 80: 80 %"},
    {NULL, FOUR, "≥90%", "80", "10", "8", NULL, NULL, BY(STEP), .arithmetic = "80 of the node's %: 80 %"},
    {NULL, FOUR, "≥90%", "79.99%", "10", "5", NULL, NULL, BY(STEP), .arithmetic = "79.99 ≥ 60: 50 %"},
    {NULL, FOUR, "≥90%", "59.99%", "10", "0", NULL, NULL, BY(STEP), .arithmetic = "59.99 < 60: 0 %"},
    {NULL, FOUR, "≥90%", "-1%", "10", "0", NULL, NULL, BY(STEP), .arithmetic = "−1 < 60: 0 %"},
    {NULL, FOUR, "≥90%", "850‰", "10", "8", NULL, NULL, BY(STEP), .arithmetic = "850‰ is 85 %: 80 %"},
    {NULL, FOUR, "≥90%", "0.92", "10", .rule = ENGINE_STEP, NO_POINTS(OTHER_UNIT), .arithmetic = "0.92 or 92%?"},
    {NULL, FOUR, "≥90%", "92人", "10", .rule = ENGINE_STEP, NO_POINTS(OTHER_UNIT), .arithmetic = "人 against %"},
    {NULL, FOUR, "≥90%", "很满意", "10", .rule = ENGINE_STEP, NO_POINTS(ODD_ACTUAL), .arithmetic = "no number"},
    {NULL, FOUR, "≥90%", "", "10", .rule = ENGINE_STEP, NO_POINTS(NO_ACTUAL), .arithmetic = "not filled in"},
    {NULL, GAP, "", "70%", "10", .rule = ENGINE_STEP, NO_POINTS(STEP_GAP), .arithmetic = "60 to 80: no step"},
    {NULL, GAP, "", "60%", "10", .rule = ENGINE_STEP, NO_POINTS(STEP_GAP), .arithmetic = "60 < 60 is not so"},
    {NULL, TIER "steps = \">=3:100 >=1:85.5\"\n", "", "2", "3", "2.565", "2.57", "85.5% × 3 = 2.57", BY(STEP),
     .arithmetic = "steps whatever the kind: 2 ≥ 1, 0.855 × 3"},
    {NULL, DATES, "2024年底前", "2024-12-31", "10", "10", NULL, "100% × 10 = 10", BY(STEP),
     .arithmetic = "the last day"},
    {NULL, DATES, "", "2025-01-01", "10", "8", NULL, NULL, BY(STEP), .arithmetic = "a day late: 80 %"},
    {NULL, DATES, "", "2025年1月31日", "10", "8", NULL, NULL, BY(STEP), .arithmetic = "the last day of 80 %"},
    {NULL, DATES, "", "2025.2.1", "10", .rule = ENGINE_STEP, NO_POINTS(STEP_GAP), .arithmetic = "behind all steps"},
    {NULL, DATES, "", "2024年", "10", "10", NULL, NULL, BY(STEP), .arithmetic = "all of 2024 is in time"},
    {NULL, DATES, "", "2025年", "10", .rule = ENGINE_STEP, NO_POINTS(DATE_TOO_WIDE),
     .arithmetic = "January is in time for 80 %, February is not"},
    {NULL, DATES, "", "2023-02-29", "10", .rule = ENGINE_STEP, NO_POINTS(ODD_ACTUAL), .arithmetic = "no such day"},
    {NULL, DATES, "", "31", "10", .rule = ENGINE_STEP, NO_POINTS(ODD_ACTUAL), .arithmetic = "no date"},
    {NULL, MID, "", "2024年12月", "10", .rule = ENGINE_STEP, NO_POINTS(DATE_TOO_WIDE),
     .arithmetic = "before the 15th?"},
    {NULL, MID, "", "2024年12月上旬", "10", "10", NULL, NULL, BY(STEP), .arithmetic = "1st to 10th: by the 15th"},
    {NULL, MID, "", "2024年12月底", "10", "6", NULL, NULL, BY(STEP), .arithmetic = "21st to 31st: 60 %"},
    {NULL, MID, "", "2024/12/16", "10", "6", NULL, NULL, BY(STEP), .arithmetic = "a day behind the 15th"},
    {NULL, MID, "", "2025年1月", "10", "0", NULL, NULL, BY(STEP), .arithmetic = "all of it behind 2024-12-31"},

    /* ---- tiers: the band has points, a person chooses among them ---- */
    {NULL, TIER, "有所提高", "达成年度指标", "15", .rule = ENGINE_TIER, NO_POINTS(JUDGED), .arithmetic = "12 to 15"},
    {NULL, TIER, "有所提高", "较好", "15", .rule = ENGINE_TIER, NO_POINTS(NO_BAND), .arithmetic = "no band's words"},
    {NULL, TIER, "有所提高", "", "15", .rule = ENGINE_TIER, NO_POINTS(NO_ACTUAL), .arithmetic = "not filled in"},
};
const size_t engine_examples_n = sizeof engine_examples / sizeof *engine_examples;

#define CAPS "cap.80 = 89\ncap.70 = 79\ncap.60 = 69\ncap.50 = 59\n"

const struct execution_example execution_examples[] = {
    {CAPS, "20", "20", "20", "10", "10", "100", NULL, "20 ÷ 20"},
    {CAPS, "20", "20", "16", "10", "8", "80", NULL, "160 ÷ 20; 80 % is not below 80"},
    {CAPS, "20", "20", "15.999999", "10", "8", "79.999995", "89", "159.99999 ÷ 20 = 7.9999995"},
    {CAPS, "", "100", "70", "10", "7", "70", "89", "70 % is not below 70"},
    {CAPS, "", "100", "69.99", "10", "7", "69.99", "79", "6.999, which is 7.00"},
    {CAPS, "", "100", "60", "10", "6", "60", "79", "60 % is not below 60"},
    {CAPS, "", "100", "59.99", "10", "6", "59.99", "69", "5.999, which is 6.00"},
    {CAPS, "", "100", "50", "10", "5", "50", "69", "50 % is not below 50"},
    {CAPS, "", "100", "49.99", "10", "5", "49.99", "59", "4.999, which is 5.00"},
    {CAPS, "", "100", "0", "10", "0", "0", "59", "nothing was spent"},
    {CAPS, "", "100", "-1", "10", "0", "-1", "59", "money came back: never below 0"},
    {"", "20", "20", "20.52", "10", "10", "102.6", NULL, "2052 ÷ 20 = 102.6 %, never above the weight"},
    {"", "138.40", "137.85", "137.85", "10", "10", "100", NULL, "137.85 ÷ 137.85"},
    {"base = initial\n", "138.40", "137.85", "137.85", "10", "9.96", "99.602601", NULL,
     "137.85 ÷ 138.40 = 1 − 0.55 ÷ 138.4 = 1 − 0.00397398…"},
    {"base = initial\n", "25", "20", "18", "10", "7.2", "72", NULL, "18 ÷ 25"},
    {"base = budget\n", "25", "20", "18", "10", "9", "90", NULL, "18 ÷ 20"},
    {"base = initial\n", "7", "", "5", "20", "14.29", "71.428571", NULL, "100 ÷ 7 = 14.2857…"},
    {"base = initial\n", "", "20", "18", "10", NULL, NULL, NULL, "no initial budget"},
    {"", "25", "", "18", "10", NULL, NULL, NULL, "no budget"},
    {"", "", "20", "", "10", NULL, NULL, NULL, "not filled in"},
    {CAPS, "", "0", "5", "10", NULL, NULL, NULL, "5 ÷ 0"},
    {CAPS, "", "-20", "5", "10", NULL, NULL, NULL, "a budget below 0"},
};
const size_t execution_examples_n = sizeof execution_examples / sizeof *execution_examples;

#define SINCE_2020 "100-80 80-60 60-0"
#define BEFORE "100-80 80-50 50-0"

const struct band_example band_examples[] = {
    {SINCE_2020, "15", "15", 0, "100 %"},
    {SINCE_2020, "12", "15", 0, "0.8 × 15 = 12: the bound is the upper band's"},
    {SINCE_2020, "11.99", "15", 1, "below 12"},
    {SINCE_2020, "9", "15", 1, "0.6 × 15 = 9"},
    {SINCE_2020, "8.99", "15", 2, "below 9"},
    {SINCE_2020, "0", "15", 2, "0 %"},
    {SINCE_2020, "15.01", "15", -1, "above the weight"},
    {SINCE_2020, "-0.01", "15", -1, "below 0"},
    {SINCE_2020, "0", "0", -1, "no weight, no per cent"},
    {SINCE_2020, "5.6", "7", 0, "0.8 × 7 = 5.6"},
    {SINCE_2020, "5.599999", "7", 1, "the last before it"},
    {BEFORE, "7.5", "15", 1, "0.5 × 15 = 7.5"},
    {BEFORE, "7.49", "15", 2, "below 7.5"},
    {BEFORE, "9", "15", 1, "60 % is no bound here"},
};
const size_t band_examples_n = sizeof band_examples / sizeof *band_examples;

#define AT_TOTAL "round_at = total\n"
#define AT_NONE "round_at = none\n"

const struct total_example total_examples[] = {
    {"", "10=10 50=45 30=28.5 10=9", "92.5", "92.5", "92.5", "92.5", "92.5", "优", "10 + 45 + 28.5 + 9"},
    {"[ruleset]\ndecimals = 1\n", "100=89.95", "89.95", "89.95", "90", "89.95", "90", "良",
     "89.95 is printed as 90.0 and is 良"},
    {"", "100=90", "90", "90", "90", "90", "90", "优", "90 belongs to 优"},
    {"", "100=59.99", "59.99", "59.99", "59.99", "59.99", "59.99", "差", "below 60"},
    {"", "100=60", "60", "60", "60", "60", "60", "中", "60 belongs to 中"},
    {"", "10:3:1 10:3:1 10:3:1", "9.99", "10", "10", "9.99", "9.99", "差", "3 × 3.33; 3 × 10 ÷ 3 = 10"},
    {AT_TOTAL, "10:3:1 10:3:1 10:3:1", "9.999999", "10", "10", "10", "10", "差",
     "3 × 10 ÷ 3 = 10; on the form 3 × 3.333333"},
    {AT_TOTAL, "30:3:1 30:3:1 30:3:1 60=60", "90", "90", "90", "90", "90", "优", "3 × 10 + 60"},
    {AT_TOTAL, "25:3:1 25:3:1 25:3:1 75=65", "89.999999", "90", "90", "90", "90", "优",
     "3 × 25 ÷ 3 = 25; 25 + 65 = 90: a sum of cut thirds would be 良"},
    {AT_TOTAL, "40:3:2 60=63.3", "89.966666", "89.966666", "89.97", "89.966666", "89.97", "良",
     "80 ÷ 3 = 26.666…; 26.666… + 63.3 = 89.966…"},
    {AT_TOTAL "rounding = cut\n", "40:3:2 60=63.3", "89.966666", "89.966666", "89.96", "89.966666", "89.96", "良",
     "the same, cut"},
    {AT_NONE, "40:3:2 60=63.3", "89.966666", "89.966666", "89.97", "89.966666", "89.966666", "良",
     "the same, as it is"},
    {"", "40:3:2 60=63.3", "89.97", "89.966666", "89.97", "89.97", "89.97", "良", "26.67 + 63.3"},
    {AT_TOTAL "[ruleset]\ndecimals = 6\n", "1:6:1 1:2:1", "0.666666", "0.666666", "0.666667", "0.666666", "0.666667",
     "差", "1 ÷ 6 + 1 ÷ 2 = 2 ÷ 3 = 0.6666666…"},

    /* ---- what doesn't apply ---- */
    {"", "90=81 10:x", "90", "90", "90", "90", "90", "优", "81 × 100 ÷ 90"},
    {"", "90=80.99 10:x", "89.988888", "89.988888", "89.99", "89.988888", "89.99", "良",
     "80.99 × 100 ÷ 90 = 89.98888…"},
    {"not_applicable = full\n", "90=81 10:x", "91", "91", "91", "91", "91", "优", "81 + 10"},
    {"not_applicable = zero\n", "90=81 10:x", "81", "81", "81", "81", "81", "良", "81 + 0"},
    {"", "40=35 40=30 10:x 10:x", "81.25", "81.25", "81.25", "81.25", "81.25", "良", "65 × 100 ÷ 80"},
    {"", "100:x", "0", "0", "0", "0", "0", "差", "nothing applies: nothing to scale"},
    {AT_TOTAL, "30:3:1 30:3:1 30:3:1 10:x", "33.333333", "33.333333", "33.33", "33.333333", "33.33", "差",
     "3 × 10 = 30; 30 × 100 ÷ 90"},
    {AT_TOTAL, "60:7:6 20:7:6 20:x", "85.714285", "85.714285", "85.71", "85.714285", "85.71", "良",
     "480 ÷ 7 × 100 ÷ 80 = 600 ÷ 7 = 85.7142857…; cut parts 51.428571 + 17.142857 = 68.571428, × 1.25 = 85.714285"},
};
const size_t total_examples_n = sizeof total_examples / sizeof *total_examples;
