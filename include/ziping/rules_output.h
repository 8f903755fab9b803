/* Writing what differs between two rule sets, for people and for programs. Everything foreign is made harmless. */
#ifndef ZIPING_RULES_OUTPUT_H
#define ZIPING_RULES_OUTPUT_H

#include "ziping/rules_diff.h"
#include "ziping/words.h"

/* `--- OLD`, `+++ NEW`, and a line for each difference below its section; nothing where there is none. */
void rules_diff_text(const struct rules_diff *d, struct str old_path, struct str new_path, enum lang lang,
                     struct buf *out);

/* An object {"old", "new", "differences": [{"change", "section", …}]}. */
void rules_diff_json(const struct rules_diff *d, struct str old_path, struct str new_path, struct buf *out);

#endif
