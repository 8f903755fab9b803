/* Writing papers and diagnostics in the formats that people and programs read. Everything foreign in the output is made
   harmless first. */
#ifndef ZIPING_OUTPUT_H
#define ZIPING_OUTPUT_H

#include "ziping/buf.h"
#include "ziping/catalogue.h"
#include "ziping/outlook.h"
#include "ziping/paper.h"
#include "ziping/text.h"
#include "ziping/weights.h"

/* The paper as text with ASCII rules, `width` columns wide. `f` may be NULL where the paper has no fields. False when
   memory is short. */
bool output_paper(const struct paper *p, const struct form *f, int width, enum text_ambiguous ambiguous,
                  struct buf *out);

/* One diagnostic in one line: place, severity, message, code. */
void output_diag_line(const struct diag *d, enum lang lang, bool color, struct buf *out);

/* The same with the source line and a caret below. */
void output_diag(const struct diag *d, enum lang lang, bool color, struct buf *out);

/* A check: code, severity, message, where it comes from, what it means, how to mend it, an example before and after. */
void output_explanation(enum code code, enum lang lang, struct buf *out);
/* A check in one sentence, without its full stop. */
struct str output_check_sentence(enum code code, enum lang lang);
/* All checks, one a line. */
void output_check_list(enum lang lang, struct buf *out);

/* ---- tables of points ---- */

/* For whom a table is. */
struct output_page {
    enum lang lang;
    int width; /* columns */
    enum text_ambiguous ambiguous;
};

/* A form whose points are explained. */
struct output_scored {
    struct str path;
    const struct form *form;
    const struct score *score;
    const struct account *account;
    const struct outlook *outlook;
};

/* How each point of the form comes about, subtotals, total, grade and what would change it. False when memory is
   short. */
bool output_score(const struct output_scored *s, const struct output_page *page, struct buf *out);
/* The same as a JSON object in one line, without a line end. */
bool output_score_json(const struct output_scored *s, enum lang lang, struct buf *out);

/* The tree of a rule set with its weights, sums and shares, and bars for these; `path` is that of the file. */
bool output_weights(const struct ruleset *rules, const struct weights *w, struct str path,
                    const struct output_page *page, struct buf *out);
bool output_weights_json(const struct ruleset *rules, const struct weights *w, struct str path, struct buf *out);

#endif
