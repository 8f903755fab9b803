/* Findings of many files in one report, in the formats that people, editors and CI systems read. The same findings in
   the same order in each of them.

   A report is put together from a head, one chunk for each file, and a tail. Chunks don't depend on each other, so that
   they can be made in any order and by several threads; report_join puts them in a row. */
#ifndef ZIPING_REPORT_H
#define ZIPING_REPORT_H

#include "ziping/output.h"

enum report_format {
    REPORT_TEXT,  /* with source line and caret */
    REPORT_GCC,   /* one line each: file:line:column: severity: message [code name] */
    REPORT_JSON,  /* one array */
    REPORT_JSONL, /* one object on each line */
    REPORT_SARIF, /* 2.1.0 */
    REPORT_JUNIT,
    REPORT_FORMATS
};

bool report_format_find(struct str name, enum report_format *out);
const char *report_format_name(enum report_format f);

struct report {
    enum report_format format;
    enum lang lang;
    bool color;   /* of REPORT_TEXT */
    bool started; /* report_join has written something */
};

void report_begin(struct report *r, struct buf *out);
/* The chunk of one file. Findings that are to be hidden have been left out by the caller. */
void report_file(const struct report *r, struct str path, const struct diag *const *d, size_t n, struct buf *chunk);
void report_join(struct report *r, struct str chunk, struct buf *out);
void report_end(struct report *r, struct buf *out);

/* ---- one format's own parts (one file each) ---- */
void report_json_object(const struct report *r, const struct diag *d, struct buf *out);
void report_sarif_result(const struct report *r, const struct diag *d, struct buf *out);
void report_sarif_head(struct buf *out);
void report_sarif_tail(const struct report *r, struct buf *out);
void report_junit_file(const struct report *r, struct str path, const struct diag *const *d, size_t n, struct buf *out);

/* The message with its suggestion, made harmless. */
void report_message(const struct diag *d, enum lang lang, struct buf *out);

#endif
