/* Writing papers and diagnostics in the formats that people and programs read. Everything foreign in the output is made
   harmless first. */
#ifndef ZIPING_OUTPUT_H
#define ZIPING_OUTPUT_H

#include "ziping/buf.h"
#include "ziping/catalogue.h"
#include "ziping/paper.h"
#include "ziping/text.h"

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

#endif
