#include "ziping/catalogue.h"

#include "run.h"

static const struct check checks[CHECKS] = {
#define C(id, code, name, severity, zh, en) [CHECK_##id] = {code, name, SEV_##severity, {zh, en}},
#include "ziping/catalogue.def"
};

static const struct explanation explanations[CHECKS] = {
#define E(id, source, why_zh, mend_zh, why_en, mend_en, before, after)                                                 \
    [CHECK_##id] = {source, {why_zh, why_en}, {mend_zh, mend_en}, before, after},
#include "ziping/catalogue.def"
};

/* A check without an explanation, or one in another place than behind its check, doesn't compile. */
enum explained {
#define E(id, ...) EXPLAINED_##id,
#include "ziping/catalogue.def"
};
#define C(id, ...) _Static_assert((int)EXPLAINED_##id == (int)CHECK_##id, "explained out of order: " #id);
#include "ziping/catalogue.def"

static const char *const severities[] = {"off", "note", "warning", "error"};

const enum severity *catalogue_severities(void) {
    static const enum severity severity[CHECKS] = {
#define C(id, code, name, severity, zh, en) [CHECK_##id] = SEV_##severity,
#include "ziping/catalogue.def"
    };
    return severity;
}

const struct check *catalogue(enum code code) {
    return &checks[code];
}

const struct explanation *catalogue_explanation(enum code code) {
    return &explanations[code];
}

int catalogue_find(struct str code_or_name) {
    for (int i = 0; i < CHECKS; i++) {
        if (str_eq_nocase(code_or_name, str_of(checks[i].code)) ||
            str_eq_nocase(code_or_name, str_of(checks[i].name))) {
            return i;
        }
    }
    return -1;
}

int catalogue_nearest(struct str text) {
    struct suggest best = {0};
    for (int i = 0; text.n >= 3 && i < CHECKS; i++) { /* a part of a name */
        struct str name = str_of(checks[i].name);
        if (str_find(name, text) < name.n) {
            return i;
        }
    }
    for (int i = 0; i < CHECKS; i++) {
        suggest_try(&best, text, str_of(checks[i].code));
        suggest_try(&best, text, str_of(checks[i].name));
    }
    return best.best.n > 0 ? catalogue_find(best.best) : -1;
}

void catalogue_message(const struct diag *d, enum lang lang, struct buf *out) {
    buf_template(out, checks[d->code].message[lang], d->arg, DIAG_ARGS);
}

const char *severity_name(enum severity s) {
    return severities[s];
}

bool severity_find(struct str name, enum severity *out) {
    for (int i = SEV_OFF; i <= SEV_ERROR; i++) {
        if (str_eq_nocase(name, str_of(severities[i]))) {
            *out = (enum severity)i;
            return true;
        }
    }
    return false;
}
