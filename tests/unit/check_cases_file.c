/* I0: how a file is written; and the checks of bases. Line 94 is the one behind the sound form's last. */
#include "check_cases.h"

#define X10 "kkkkkkkkkk"
#define X100 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10
#define X1000 X100 X100 X100 X100 X100 X100 X100 X100 X100 X100

const struct check_case file_cases[] = {
    {CHECK_NOT_UTF8, POSITIVE, .text = BYTES("[form]\nrules = \xFF\xFF\n"), .at = "2:9", .path = ""},
    {CHECK_NOT_UTF8, NEGATIVE, .form = "[header] project = \"科普𠀀活动\""},
    /* Two whole characters, then the first two bytes of one. */
    {CHECK_NOT_UTF8, BOUNDARY, .text = BYTES("[form]\nrules = a\n[header]\nproject = 全区\xE8\xA7\n"), .at = "4:13",
     .path = ""},
    /* Line 9 is `project = "科…`: the first character that had to be converted is its twelfth. */
    {CHECK_NOT_UTF8, BOUNDARY, .gb18030 = true, .at = "9:12", .path = "", .severity = SEV_NOTE},

    {CHECK_BOM, POSITIVE, .head = "\xEF\xBB\xBF", .at = "1:1", .path = ""},
    {CHECK_BOM, NEGATIVE, .form = ""},
    {CHECK_BOM, BOUNDARY, .tail = "; \xEF\xBB\xBF\n"},
    {CHECK_BOM, BOUNDARY, .of_rules = true, .head = "\xEF\xBB\xBF", .at = "1:1", .path = ""},

    {CHECK_NUL_BYTE, POSITIVE, .text = BYTES("[form]\nrules = a\0b\n"), .at = "2:10", .path = ""},
    {CHECK_NUL_BYTE, NEGATIVE, .form = "[header] project = \"科普&#0;活动\""},
    {CHECK_NUL_BYTE, BOUNDARY, .text = BYTES("[form]\n\0"), .at = "2:1", .path = ""},
    {CHECK_NUL_BYTE, BOUNDARY, .form = "[header] project = \"科普\x01活动\""},

    /* `unit = "` and the closing quote are 9 bytes; a line may have 1,022 beside its end. */
    {CHECK_LINE_TOO_LONG, POSITIVE, .form = "[header] unit = \"" X1000 X1000 "\"", .at = "[header] unit:", .path = ""},
    {CHECK_LINE_TOO_LONG, NEGATIVE, .form = "[header] unit = \"" X1000 "\"\n[header] unit.2 = \"" X1000 "\""},
    {CHECK_LINE_TOO_LONG, BOUNDARY, .form = "[header] unit = \"" X1000 X10 "kkk\""},
    {CHECK_LINE_TOO_LONG, BOUNDARY, .form = "[header] unit = \"" X1000 X10 "kkkk\"",
     .at = "[header] unit:", .path = ""},

    {CHECK_NO_EQUALS_SIGN, POSITIVE, .tail = "just words\n", .at = "94:1", .path = ""},
    {CHECK_NO_EQUALS_SIGN, NEGATIVE, .tail = "; just words\n  # and more\n"},
    {CHECK_NO_EQUALS_SIGN, BOUNDARY, .tail = " = value\n", .at = "94:2", .path = ""},
    {CHECK_NO_EQUALS_SIGN, BOUNDARY, .form = "[output.quantity.events] reason ="},

    {CHECK_UNCLOSED_SECTION, POSITIVE, .swap = {"[goal.1]", "[goal.1"}, .at = "37:1", .path = ""},
    {CHECK_UNCLOSED_SECTION, NEGATIVE, .swap = {"[goal.1]", "[ goal.1 ]"}},
    /* What stands behind the bracket makes it no section for iniparser. */
    {CHECK_UNCLOSED_SECTION, BOUNDARY, .swap = {"[goal.1]", "[goal.1] ; 目标"}, .at = "37:1", .path = ""},

    {CHECK_UNCLOSED_QUOTE, POSITIVE, .form = "[header] unit = \"区科协", .at = "[header] unit", .path = ""},
    {CHECK_UNCLOSED_QUOTE, NEGATIVE, .form = "[header] unit = 区\"科协"},
    {CHECK_UNCLOSED_QUOTE, BOUNDARY, .form = "[header] unit = \"", .at = "[header] unit", .path = ""},
    {CHECK_UNCLOSED_QUOTE, BOUNDARY, .form = "[header] unit = '区科\"协'"},

    /* Line 11 is `unit = …`, its value begins in column 8. */
    {CHECK_TEXT_AFTER_QUOTE, POSITIVE, .form = "[header] unit = \"区科协\" 甲", .at = "11:14", .path = ""},
    {CHECK_TEXT_AFTER_QUOTE, NEGATIVE, .form = "[header] unit = \"区科协\" ; 甲"},
    {CHECK_TEXT_AFTER_QUOTE, BOUNDARY, .form = "[header] unit = \"\" x", .at = "11:11", .path = ""},
    {CHECK_TEXT_AFTER_QUOTE, BOUNDARY, .form = "[header] unit = \"区科协\"#甲"},

    {CHECK_UNQUOTED_COMMENT_MARK, POSITIVE, .form = "[header] unit = 区科协;甲", .at = "11:11", .path = ""},
    {CHECK_UNQUOTED_COMMENT_MARK, POSITIVE, .form = "[header] unit = 区科协#甲", .at = "11:11", .path = ""},
    {CHECK_UNQUOTED_COMMENT_MARK, NEGATIVE, .form = "[header] unit = \"区科协;甲#乙\""},
    {CHECK_UNQUOTED_COMMENT_MARK, BOUNDARY, .form = "[header] unit = 区科协 ;甲"},

    {CHECK_BACKSLASH_IN_QUOTES, POSITIVE, .form = "[header] unit = \"区\\科\"", .at = "11:10", .path = ""},
    {CHECK_BACKSLASH_IN_QUOTES, NEGATIVE, .form = "[header] unit = \"区&#92;科\""},
    {CHECK_BACKSLASH_IN_QUOTES, BOUNDARY, .form = "[header] unit = \"区\\\"", .at = "11:10", .path = ""},
    {CHECK_BACKSLASH_IN_QUOTES, BOUNDARY, .form = "[header] unit = 区\\科"},

    {CHECK_DUPLICATE_KEY, POSITIVE, .swap = {"unit = \"区", "unit = \"旧\"\nunit = \"区"}, .at = "12:1", .path = ""},
    {CHECK_DUPLICATE_KEY, NEGATIVE, .form = "[header] unit.2 = \"（本级）\""},
    {CHECK_DUPLICATE_KEY, BOUNDARY, .swap = {"unit = \"区", "Unit = \"旧\"\nunit = \"区"}, .at = "12:1", .path = ""},
    /* One key in two pieces of a section is given twice as well. */
    {CHECK_DUPLICATE_KEY, BOUNDARY, .tail = "[form]\nformat = 1\n", .at = "95:1", .path = "",
     .also = "duplicate-section"},

    {CHECK_DUPLICATE_SECTION, POSITIVE, .tail = "[header]\n", .at = "94:1", .path = ""},
    {CHECK_DUPLICATE_SECTION, NEGATIVE, .tail = "[output.quantity]\n"},
    {CHECK_DUPLICATE_SECTION, BOUNDARY, .tail = "[ HEADER ]\n", .at = "94:1", .path = ""},

    {CHECK_KEY_BEFORE_SECTION, POSITIVE, .head = "x = 1\n", .at = "1:1", .path = ""},
    {CHECK_KEY_BEFORE_SECTION, NEGATIVE, .head = "\n; x = 1\n\n"},
    {CHECK_KEY_BEFORE_SECTION, BOUNDARY, .head = "\n  x =\n", .at = "2:3", .path = ""},

    {CHECK_UNKNOWN_KEY, POSITIVE, .form = "[header] projct = 1", .at = "[header] projct:", .suggestion = "project"},
    {CHECK_UNKNOWN_KEY, POSITIVE, .form = "[form] rule = 1", .at = "[form] rule:", .suggestion = "rules"},
    {CHECK_UNKNOWN_KEY, POSITIVE, .of_rules = true, .rules = "[ruleset] decimal = 2",
     .at = "[ruleset] decimal:", .suggestion = "decimals"},
    {CHECK_UNKNOWN_KEY, POSITIVE, .of_rules = true, .rules = "[output.cost] wieght = 15",
     .at = "[output.cost] wieght:", .suggestion = "weight"},
    {CHECK_UNKNOWN_KEY, NEGATIVE, .swap = {"unit = ", "UNIT = "}},
    {CHECK_UNKNOWN_KEY, NEGATIVE, .of_rules = true, .rules = "[header] unit = 单位\n[execution] cap.60 = 69"},
    {CHECK_UNKNOWN_KEY, BOUNDARY, .form = "[form] last = 2023.ini"},
    /* A heading has a name and nothing else. */
    {CHECK_UNKNOWN_KEY, BOUNDARY, .form = "[output.quantity] weight = 20", .at = "[output.quantity] weight:"},
    {CHECK_UNKNOWN_KEY, BOUNDARY, .of_rules = true, .rules = "[execution] caps = 69", .at = "[execution] caps:"},

    {CHECK_UNKNOWN_SECTION, POSITIVE, .tail = "[totals]\n", .at = "[totals]", .suggestion = "total"},
    {CHECK_UNKNOWN_SECTION, POSITIVE, .of_rules = true, .rules = "[indicator] open = no", .at = "[indicator]",
     .suggestion = "indicators"},
    {CHECK_UNKNOWN_SECTION, NEGATIVE, .tail = "[output]\n"},
    {CHECK_UNKNOWN_SECTION, BOUNDARY, .tail = "[goal.0]\n", .at = "[goal.0]", .suggestion = "goal.1"},
    /* A form may add headings of its own where the rules leave it to the unit. */
    {CHECK_UNKNOWN_SECTION, BOUNDARY, .tail = "[totals]\n", .rules = "[indicators] open = yes"},
    {CHECK_UNKNOWN_SECTION, POSITIVE, .tail = "[totals]\nweight = 100\nscore = 99\n", .at = "[totals]",
     .rules = "[indicators] open = yes", .suggestion = "total"},
    {CHECK_UNKNOWN_SECTION, BOUNDARY, .tail = "[totals]\nname = 合计\n", .rules = "[indicators] open = yes"},
    {CHECK_UNKNOWN_SECTION, BOUNDARY,
     .tail = "[totals]\nweight = 100\n[totals.a.b]\nweight = 0\nscore = 0\nactual = 1\n",
     .rules = "[indicators] open = yes", .at = NULL, .also = "unknown-key"},
    {CHECK_UNKNOWN_SECTION, BOUNDARY, .tail = "[ecology]\nweight = 100\n", .rules = "[indicators] open = yes",
     .also = "unknown-key"},
    {CHECK_UNKNOWN_SECTION, BOUNDARY, .tail = "[funds.bank]\n", .at = "[funds.bank]"},

    {CHECK_PART_GAP, POSITIVE, .form = "[header] unit.3 = \"（本级）\"", .at = "[header] unit.3:", .path = ""},
    {CHECK_PART_GAP, NEGATIVE, .form = "[header] unit.2 = \"（\"\n[header] unit.3 = \"本级）\""},
    {CHECK_PART_GAP, BOUNDARY, .form = "[header] unit.2 = \"（\"\n[header] unit.4 = \"本级）\"",
     .at = "[header] unit.4:", .path = ""},
    {CHECK_PART_GAP, BOUNDARY, .form = "[header] unit.1 = \"（\"", .also = "unknown-key"},

    {CHECK_NOT_ZIPING, POSITIVE, .text = BYTES("; x\n[header]\nyear = 2024\n"), .at = "1:1", .path = ""},
    {CHECK_NOT_ZIPING, NEGATIVE, .of_rules = true, .rules = ""},
    {CHECK_NOT_ZIPING, BOUNDARY, .text = BYTES(""), .at = "1:1", .path = ""},
    {CHECK_NOT_ZIPING, BOUNDARY, .text = BYTES("[form]"), .also = "rules-unreadable"},

    {CHECK_RULES_UNREADABLE, POSITIVE, .form = "[form] rules = nothing.ini", .at = "[form] rules"},
    {CHECK_RULES_UNREADABLE, NEGATIVE, .form = "[form] rules = \"./sound-rules.ini\""},
    {CHECK_RULES_UNREADABLE, BOUNDARY, .form = "[form] rules = \"\"", .at = "[form] rules"},
    {CHECK_RULES_UNREADABLE, BOUNDARY, .form = "[form] -rules", .at = "[form]", .path = "form.rules"},

    {CHECK_RULES_BROKEN, POSITIVE, .rules = "[goals] just words", .at = "[form] rules"},
    {CHECK_RULES_BROKEN, POSITIVE, .rules = "[ruleset] base = base.ini", .base = "[ruleset]\nwords\n",
     .at = "[form] rules"},
    {CHECK_RULES_BROKEN, POSITIVE, .of_rules = true, .rules = "[ruleset] base = base.ini", .base = "[ruleset]\nwords\n",
     .at = "[ruleset] base"},
    {CHECK_RULES_BROKEN, NEGATIVE, .rules = "[ruleset] base = base.ini", .base = "[ruleset]\n; words\n"},
    {CHECK_RULES_BROKEN, BOUNDARY, .rules = "[goals] expected ="},
    {CHECK_RULES_UNREADABLE, BOUNDARY, .rules = "[ruleset] base = sound-rules.ini", .at = "[form] rules"},

    {CHECK_BASE_MISSING, POSITIVE, .of_rules = true, .rules = "[ruleset] base = nothing.ini", .at = "[ruleset] base"},
    {CHECK_BASE_MISSING, NEGATIVE, .of_rules = true, .rules = "[ruleset] base = base.ini", .base = "[ruleset]\n"},
    {CHECK_BASE_MISSING, BOUNDARY, .of_rules = true, .rules = "[ruleset] base = \"\""},
    {CHECK_BASE_MISSING, BOUNDARY, .of_rules = true, .rules = "[ruleset] base = base.ini",
     .base = "[ruleset]\nbase = nothing.ini\n", .at = "[ruleset] base"},

    {CHECK_BASE_LOOP, POSITIVE, .of_rules = true, .rules = "[ruleset] base = base.ini",
     .base = "[ruleset]\nbase = sound-rules.ini\n", .at = "[ruleset] base"},
    {CHECK_BASE_LOOP, NEGATIVE, .of_rules = true, .rules = "[ruleset] base = base.ini",
     .base = "[ruleset]\ntitle = 甲\n"},
    {CHECK_BASE_LOOP, BOUNDARY, .of_rules = true, .rules = "[ruleset] base = sound-rules.ini", .at = "[ruleset] base"},
};
const size_t file_cases_n = sizeof file_cases / sizeof *file_cases;
