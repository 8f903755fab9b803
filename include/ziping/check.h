/* Checking a document: which findings there are, how severe each is, and where it stands. */
#ifndef ZIPING_CHECK_H
#define ZIPING_CHECK_H

#include "ziping/catalogue.h"
#include "ziping/document.h"
#include "ziping/score.h"

struct check_options {
    enum lang lang;                 /* of texts inside findings, such as why a file can't be read */
    const enum severity *overrides; /* by code: what the command line says, or NULL */
    const bool *overridden;         /* by code: whether it says anything */
    const bool *wanted;             /* by code: asked for by name, so on even where the rule set has it off; or NULL */
    bool counting;                  /* findings are only counted by severity: out->v stays empty */
};

/* Runs every check that applies on a document. The findings are in file order, each once; they live in `out`'s arena
   and refer to the document's texts. *score is what the form's points come to. False when memory is short. */
bool check_document(const struct document *d, const struct check_options *o, struct score *score, struct diags *out);

/* Adds one finding about a form as part of a batch (B7): at a field, or at the project where field is -1. */
bool check_batch(const struct document *d, const struct check_options *o, enum code code, int field, struct str other,
                 struct diags *out);

/* The checks of a form alone, without those of its file: what is run again after each edit. `path` names the file in
   the findings. */
bool check_form(const struct form *f, const struct score *s, struct str path, const struct check_options *o,
                struct diags *out);

/* Only how a file is written (I001 … I016), for files that are neither forms nor rule sets. Without the file's name. */
bool check_ini_faults(const struct ini_doc *doc, enum lang lang, struct diags *out);

/* Why a value can't stand in a field of that type (what CHECK_NOT_A_NUMBER says), or W_EMPTY where it can. */
enum word check_typed(enum field_type type, struct str value);

#endif
