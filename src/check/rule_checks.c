#include "ziping/rule_checks.h"

#include "ziping/catalogue.h"

static bool find_check(struct str key, struct str *name, struct str *preset) {
    int code = catalogue_find(key);
    if (code < 0) {
        return false;
    }
    *name = str_of(catalogue((enum code)code)->name);
    *preset = str_of(severity_name(catalogue((enum code)code)->severity));
    return true;
}

const struct rule_checks rule_checks = {find_check};
