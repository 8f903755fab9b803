/* What the JSON writers share. */
#ifndef ZIPING_OUTPUT_JSON_H
#define ZIPING_OUTPUT_JSON_H

#include <jansson.h>

#include "ziping/buf.h"

/* Text as a JSON string, made harmless first; what is no UTF-8 is shown as \xNN by that. */
json_t *json_visible(struct str s);

/* Adds a value as text and gives it up; `flags` are jansson's. */
void json_put(json_t *j, size_t flags, struct buf *out);

#endif
