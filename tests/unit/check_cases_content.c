/* F3 and F4: explanations, and what is in the fields. */
#include "check_cases.h"

#define EVENTS "[output.quantity.events] "
#define AWARE "[benefit.social.awareness] "
#define TOTAL "\n[total] score = "

const struct check_case content_cases[] = {
    {CHECK_REASON_MISSING, POSITIVE, .form = AWARE "reason = \"\"", .at = AWARE "reason"},
    {CHECK_REASON_MISSING, POSITIVE, .form = AWARE "-reason", .at = "[benefit.social.awareness]",
     .path = "benefit.social.awareness.reason"},
    {CHECK_REASON_MISSING, NEGATIVE, .form = AWARE "reason = " REASON},
    {CHECK_REASON_MISSING, BOUNDARY, .form = AWARE "reason = \" \"", .at = AWARE "reason"},
    /* 13.5 is 90 % of 15. */
    {CHECK_REASON_MISSING, BOUNDARY, .rules = "[reasons] required_below = 90",
     .form = AWARE "score = 13.5\n" AWARE "reason = \"\"" TOTAL "98.5"},
    {CHECK_REASON_MISSING, BOUNDARY, .rules = "[reasons] required_below = 90", .at = AWARE "reason",
     .form = AWARE "score = 13.49\n" AWARE "reason = \"\"" TOTAL "98.49"},
    {CHECK_REASON_MISSING, BOUNDARY, .form = AWARE "score = 14.99\n" AWARE "reason = \"\"" TOTAL "99.99",
     .at = AWARE "reason"},

    {CHECK_REQUIRED_EMPTY, POSITIVE, .form = "[header] unit = \"\"", .at = "[header] unit"},
    {CHECK_REQUIRED_EMPTY, POSITIVE, .form = EVENTS "-score", .at = "[output.quantity.events]",
     .path = "output.quantity.events.score"},
    {CHECK_REQUIRED_EMPTY, POSITIVE, .form = "-[total]", .at = "", .path = "total.weight", .also = "required-empty"},
    {CHECK_REQUIRED_EMPTY, NEGATIVE,
     .form = EVENTS "reason = \"\"\n[total] grade = \"\"\n[funds.other] initial = \"\""
                    "\n[funds.current] initial = 20"},
    {CHECK_REQUIRED_EMPTY, BOUNDARY, .form = "[header] unit = \"  \"", .at = "[header] unit"},
    {CHECK_REQUIRED_EMPTY, BOUNDARY, .form = "[header] year = \" \"", .at = "[header] year"},
    {CHECK_REQUIRED_EMPTY, BOUNDARY, .form = "[header] unit = 区"},

    {CHECK_NOT_A_NUMBER, POSITIVE, .form = EVENTS "score = 十", .at = EVENTS "score"},
    {CHECK_NOT_A_NUMBER, POSITIVE, .form = "[funds.total] executed = 2O", .at = "[funds.total] executed",
     .suggestion = "20"},
    {CHECK_NOT_A_NUMBER, POSITIVE, .form = "[funds.total] rate = 百分之百", .at = "[funds.total] rate"},
    {CHECK_NOT_A_NUMBER, POSITIVE, .form = "[header] year = 2024年", .at = "[header] year", .suggestion = "2024"},
    {CHECK_NOT_A_NUMBER, NEGATIVE, .form = EVENTS "score = １０\n[funds.current] weight = /"},
    {CHECK_NOT_A_NUMBER, BOUNDARY, .form = EVENTS "score = 10分", .at = EVENTS "score", .suggestion = "10"},
    /* Six decimals are read, a seventh is not unless it is 0. */
    {CHECK_NOT_A_NUMBER, BOUNDARY, .form = "[funds.other] initial = 5.0000000"},
    {CHECK_NOT_A_NUMBER, BOUNDARY, .form = "[funds.other] initial = 5.0000001", .at = "[funds.other] initial"},
    {CHECK_NOT_A_NUMBER, BOUNDARY, .form = "[header] year = 2024.5", .at = "[header] year"},
    /* 不适用 is a score only where the rule set says so; what doesn't apply has nothing to fill in. */
    {CHECK_NOT_A_NUMBER, POSITIVE, .form = EVENTS "score = 不适用", .at = EVENTS "score"},
    {CHECK_NOT_A_NUMBER, NEGATIVE, .form = EVENTS "score = 不适用\n" EVENTS "actual = \"\"\n[total] score = 98.89",
     .rules = EVENTS "optional = yes"},
    {CHECK_NOT_A_NUMBER, BOUNDARY, .form = EVENTS "score = 不合适", .at = EVENTS "score",
     .rules = EVENTS "optional = yes"},

    {CHECK_NAME_DIFFERS, POSITIVE, .form = EVENTS "name = 活动次数", .at = EVENTS "name", .expected = "活动场次"},
    {CHECK_NAME_DIFFERS, POSITIVE, .form = "[output.cost] name = 经济成本指标", .at = "[output.cost] name",
     .expected = "成本指标"},
    {CHECK_NAME_DIFFERS, NEGATIVE, .form = EVENTS "name = 活动场次"},
    {CHECK_NAME_DIFFERS, BOUNDARY, .form = EVENTS "name = \"活动 场次（线上&线下）\""},
    {CHECK_NAME_DIFFERS, BOUNDARY, .form = EVENTS "name = \"活动场次*\"", .at = EVENTS "name", .expected = "活动场次"},

    /* Nothing of the tree stands before the first indicator, so it is the file's fault as a whole. */
    {CHECK_INDICATOR_MISSING, POSITIVE, .form = "-[output.quantity.events]", .at = "",
     .path = "output.quantity.events"},
    {CHECK_INDICATOR_MISSING, POSITIVE, .form = "-[output.cost.event]", .at = "[output.quality.pass]",
     .path = "output.cost.event"},
    {CHECK_INDICATOR_MISSING, NEGATIVE, .swap = {"[output.quantity.events]", "[Output.Quantity.Events]"}},
    {CHECK_INDICATOR_MISSING, BOUNDARY, .form = "-[output.quantity.events]\n+[output.quantity.events]",
     .also = "required-empty required-empty required-empty"},

    {CHECK_INDICATOR_UNKNOWN, POSITIVE, .tail = "[output.quantity.more]\nactual = \"1\"\nweight = 0\nscore = 0\n",
     .at = "[output.quantity.more]"},
    {CHECK_INDICATOR_UNKNOWN, NEGATIVE, .tail = "[output.quantity.more]\nactual = \"1\"\nweight = 0\nscore = 0\n",
     .rules = "[indicators] open = yes"},
    {CHECK_INDICATOR_UNKNOWN, BOUNDARY, .tail = "[output.quantity]\nname = 数量指标\n"},
    /* A new heading with an indicator below it is one finding, at the heading. */
    {CHECK_INDICATOR_UNKNOWN, BOUNDARY, .at = "[output.additional]",
     .tail = "[output.additional]\nname = 更多\n[output.additional.one]\nactual = \"1\"\nweight = 0\nscore = 0\n"},
    {CHECK_INDICATOR_UNKNOWN, BOUNDARY, .swap = {"[output.quantity.events]", "[output.quantity.event]"}, .at = "41:1",
     .path = "output.quantity.event", .suggestion = "output.quantity.events", .also = "indicator-missing"},
};
const size_t content_cases_n = sizeof content_cases / sizeof *content_cases;
