/* JUnit XML, read strictly: well-formed, only the elements that a report has, and counts that are right. */
#ifndef E2E_JUNIT_H
#define E2E_JUNIT_H

#include "ziping/buf.h"

/* Adds a line for each finding as findings_in does; fails the test where the report is none. */
void junit_read(const char *report, struct buf *out);

#endif
