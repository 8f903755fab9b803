/* Reports of `ziping check` read back: what findings they tell of. A report that isn't what its format asks for fails
   the test. */
#ifndef E2E_FINDINGS_H
#define E2E_FINDINGS_H

#include <stddef.h>

extern const char *const report_formats[6]; /* text, gcc, json, jsonl, sarif, junit */

/* The findings in the report's order, one a line: `F301 error 84:10`; a place that isn't told is 0:0. JUnit has no
   places for what is no error: there they are all 0:0. */
const char *findings_in(const char *format, const char *report);
/* The same with every place 0:0. */
const char *findings_unplaced(const char *findings);

/* No control characters but line ends, nothing that turns the direction of writing, only UTF-8. */
#define assert_harmless(text) assert_harmless_at((text), __FILE__, __LINE__)
void assert_harmless_at(const char *text, const char *file, int line);

/* What a URI reference stands for; fails the test where it is none. */
const char *uri_decoded(const char *uri);

#endif
