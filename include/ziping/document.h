/* A file as the commands see it: a form with its rule set, or a rule set by itself. */
#ifndef ZIPING_DOCUMENT_H
#define ZIPING_DOCUMENT_H

#include "ziping/form.h"
#include "ziping/library.h"

enum document_kind {
    DOCUMENT_NONE, /* could not be read at all: see `file` and the document's faults */
    DOCUMENT_FORM,
    DOCUMENT_RULES,
    DOCUMENT_OTHER /* an INI file that has neither [form] nor [ruleset] */
};

struct document {
    struct str path; /* as it was named */
    enum document_kind kind;
    struct file_result file;
    struct str bytes; /* of the file */
    enum ini_status scan;
    struct ini_doc doc;
    struct str rules_path;       /* of a form: the rule file as it can be opened; empty where the form names none */
    const struct ruleset *rules; /* of a form: NULL where it names none; of a rule set: the rule set */
    struct form *form;           /* NULL where there are no usable rules */
};

/* Reads the file at `path` ("-": standard input) and what it needs. Everything lives in the arena, but for a form's
   rules, which live in the library. False only when memory is short. */
bool document_read(struct arena *a, struct library *l, const char *path, struct document *out);

#endif
