/* The rule set that a filled form implies: its indicators with names, weights and targets, its fields and columns, year
   and total. What a form doesn't show (grades, scoring, reasons …) is taken from the form's own rule set where that can
   be read, else it is the national rule. The file stands by itself, without a base, and says in comments what was taken
   from where and what was assumed. */
#ifndef ZIPING_RULES_FROM_H
#define ZIPING_RULES_FROM_H

#include "ziping/document.h"
#include "ziping/rulesettings.h"
#include "ziping/words.h"

enum rules_from_status {
    RULES_FROM_OK,
    RULES_FROM_NO_INDICATORS,    /* the form has no section with two dots in its name */
    RULES_FROM_SETTINGS_SECTION, /* a level-1 heading has the name of a section of settings: *culprit */
    RULES_FROM_NO_MEMORY
};

/* Writes the rule file for a form; the document's kind is DOCUMENT_FORM. `lang` is that of the comments. */
enum rules_from_status rules_from_form(struct arena *a, const struct document *d, const struct rule_checks *checks,
                                       enum lang lang, struct buf *out, struct str *culprit);

#endif
