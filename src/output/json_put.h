/* What the JSON formats share. A failed allocation is remembered in the buffer that the document goes to. */
#ifndef ZIPING_OUTPUT_JSON_PUT_H
#define ZIPING_OUTPUT_JSON_PUT_H

#include <jansson.h>

#include "ziping/buf.h"
#include "ziping/dec.h"

/* Text as a JSON string, made harmless first; what is no UTF-8 is shown as \xNN by that. */
json_t *json_visible(struct str s);

/* A number as a string with its exact decimal digits: many readers take JSON numbers for binary fractions. */
json_t *json_dec(dec d);
/* The same, or null. */
json_t *json_dec_if(bool has, dec d);

/* Adds a member; `value` is taken over, and may be NULL where memory was short. */
void json_put(struct buf *out, json_t *object, const char *key, json_t *value);
void json_push(struct buf *out, json_t *array, json_t *value);

/* Writes it in one line and lets go of it. */
void json_write(json_t *j, struct buf *out);

#endif
