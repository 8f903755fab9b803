/* R1: bands that must fit together: grades, tiers, overshoot, caps. */
#include "run.h"

static void check_grades(struct run *r) {
    const struct ruleset *rs = r->rules;
    const struct grade *lowest = NULL;
    for (size_t i = 0; i < rs->grades; i++) {
        const struct grade *g = &rs->grade[i], *before = i > 0 ? g - 1 : NULL;
        struct finding f = {.arg = {g->name, run_dec(r, g->from)}};
        if (before && g->from >= before->from) {
            f.code = CHECK_GRADES_NOT_FALLING;
            f.arg[2] = before->name;
            f.arg[3] = run_dec(r, before->from);
            run_report_rule(r, STR("grades"), g->name, &f);
        }
        if (g->from > rs->total) {
            f = (struct finding){.code = CHECK_GRADES_ABOVE_TOTAL, .arg = {g->name, f.arg[1], run_dec(r, rs->total)}};
            run_report_rule(r, STR("grades"), g->name, &f);
        }
        lowest = !lowest || g->from < lowest->from ? g : lowest;
    }
    if (lowest && lowest->from > 0) {
        struct finding f = {
            .code = CHECK_GRADES_GAP, .arg = {lowest->name, run_dec(r, lowest->from)}, .expected = STR("0")};
        run_report_rule(r, STR("grades"), lowest->name, &f);
    }
}

/* The word for what is wrong with the tiers, or W_EMPTY. */
static enum word tiers_fault(const struct ruleset *rs, size_t words) {
    if (rs->tiers == 0 || rs->tiers != words) {
        return W_TIERS_UNREADABLE;
    }
    for (size_t i = 0; i < rs->tiers; i++) {
        const struct tier *t = &rs->tier[i];
        if (t->from <= t->to) {
            return W_TIER_UPSIDE_DOWN;
        }
        if (i > 0 && t->from != rs->tier[i - 1].to) {
            return t->from < rs->tier[i - 1].to ? W_TIERS_GAP : W_TIERS_OVERLAP;
        }
    }
    return rs->tier[0].from != DEC_INT(100)  ? W_TIERS_NOT_100
           : rs->tier[rs->tiers - 1].to != 0 ? W_TIERS_NOT_0
                                             : W_EMPTY;
}

static void check_tiers(struct run *r) {
    struct str text = ruleset_text(r->rules, "scoring", "tiers"), rest = text;
    size_t words = 0;
    while (str_word(&rest).n > 0) {
        words++;
    }
    enum word fault = tiers_fault(r->rules, words);
    if (fault != W_EMPTY) {
        struct finding f = {.code = CHECK_TIERS_BROKEN, .arg = {text, str_of(word(r->options->lang, fault))}};
        run_report_rule(r, STR("scoring"), STR("tiers"), &f);
    }
}

static void check_overshoot(struct run *r) {
    const struct ruleset *rs = r->rules;
    if (rs->overshoot_note > rs->overshoot_reason) {
        struct finding f = {.code = CHECK_OVERSHOOT_ORDER,
                            .arg = {run_dec(r, rs->overshoot_note), run_dec(r, rs->overshoot_reason)}};
        run_report_rule(r, STR("scoring"), STR("overshoot_note"), &f);
    }
}

/* Whoever loses points has been told before: marked from overshoot_note on, asked for the cause from overshoot_reason.
 */
static void check_overshoot_cut(struct run *r) {
    const struct ruleset *rs = r->rules;
    bool noted = rs->overshoot_cut_from >= rs->overshoot_note;
    if (rs->overshoot_cut != OVERSHOOT_KEEPS && (!noted || rs->overshoot_cut_from < rs->overshoot_reason)) {
        dec later = rs->overshoot_note > rs->overshoot_reason ? rs->overshoot_note : rs->overshoot_reason;
        struct finding f = {.code = CHECK_OVERSHOOT_CUT_ORDER,
                            .arg = {run_dec(r, rs->overshoot_cut_from), run_dec(r, later)}};
        f.expected = f.arg[1];
        run_report_rule(r, STR("scoring"), STR("overshoot_cut_from"), &f);
    }
}

/* Less execution must not allow a higher total. */
static void check_caps(struct run *r) {
    const struct ruleset *rs = r->rules;
    for (size_t i = 0; i < rs->caps; i++) {
        for (size_t k = 0; k < rs->caps; k++) {
            if (rs->cap[i].below < rs->cap[k].below && rs->cap[i].most > rs->cap[k].most) {
                struct str below = run_dec(r, rs->cap[i].below);
                struct finding f = {.code = CHECK_CAP_ORDER,
                                    .arg = {below, run_dec(r, rs->cap[i].most), run_dec(r, rs->cap[k].below),
                                            run_dec(r, rs->cap[k].most)}};
                run_report_rule(r, STR("execution"), run_join(r, STR("cap"), ".", below), &f);
                break;
            }
        }
    }
}

/* What a base says is the base's business: only what this file has a part in is looked at. */
static bool own(const struct run *r, const char *section, const char *key) {
    const struct ini_section *s = ini_find_section(r->doc, str_of(section));
    return s && (!*key || ini_find(r->doc, str_of(section), str_of(key)));
}

void check_bands(struct run *r) {
    if (own(r, "grades", "") || own(r, "ruleset", "total")) {
        check_grades(r);
    }
    if (own(r, "scoring", "tiers")) {
        check_tiers(r);
    }
    if (own(r, "scoring", "overshoot_note") || own(r, "scoring", "overshoot_reason")) {
        check_overshoot(r);
    }
    if (own(r, "scoring", "overshoot_note") || own(r, "scoring", "overshoot_reason") ||
        own(r, "scoring", "overshoot_cut") || own(r, "scoring", "overshoot_cut_from")) {
        check_overshoot_cut(r);
    }
    if (own(r, "execution", "")) {
        check_caps(r);
    }
}
