/* Exact decimals: an int64_t in units of 10^-6. One 万元 is 10^6 分, so money in 万元 is exact to the 分.
   Nothing here goes through floating point. */
#ifndef ZIPING_DEC_H
#define ZIPING_DEC_H

#include <stdint.h>

#include "ziping/buf.h"
#include "ziping/str.h"

typedef int64_t dec;

#define DEC_ONE INT64_C(1000000)
#define DEC_PLACES 6
#define DEC_MAX (INT64_C(999999999999) * DEC_ONE) /* largest magnitude read: twelve digits before the point */
#define DEC_INT(n) ((dec)(n)*DEC_ONE)

enum dec_status {
    DEC_OK,
    DEC_EMPTY,     /* nothing but white space */
    DEC_MALFORMED, /* `12abc`, `1e5`, `1,23`, `--1`, `.`, … */
    DEC_TOO_LARGE, /* more than twelve digits before the point */
    DEC_TOO_FINE   /* more than six digits behind the point that are not zero */
};

/* Reads a whole text as a number: an optional sign, digits, `,` between groups of three, a point and digits. Digits,
   sign, comma and point may be full-width (１２．５). White space around it is ignored, inside it is not. Nothing else
   is taken: no exponent, no unit, no percent sign. `.5` and `5.` are malformed. *out is set only on DEC_OK. */
enum dec_status dec_parse(struct str s, dec *out);

/* Digits behind the point as written (1.50 has 2), for a text that dec_parse takes; full-width forms included. */
int dec_places(struct str s);

/* Writes d with at least `min` and at most DEC_PLACES digits behind the point, without zeros that are not needed. */
void dec_put(struct buf *b, dec d, int min);

#define DEC_TEXT 32 /* bytes that any dec needs as text, NUL included */
/* The same into out[DEC_TEXT]; returns the text. */
struct str dec_text(dec d, int min, char out[DEC_TEXT]);

enum dec_round { DEC_HALF_UP, DEC_CUT }; /* half away from zero; towards zero */

/* d at `places` (0…6) digits behind the point. */
dec dec_round(dec d, int places, enum dec_round how);

/* a + b, held at ±INT64_MAX ÷ 2: what somebody typed may be anything. */
dec dec_add(dec a, dec b);

/* a × b ÷ c with a 128-bit product, rounded half away from zero at 10^-6. c must not be 0. A result beyond the range of
   dec is clamped to ±INT64_MAX. */
dec dec_mul_div(dec a, dec b, dec c);

/* The same cut at 10^-6: rounding or cutting it to five places or fewer gives what the exact quotient would. */
dec dec_mul_div_cut(dec a, dec b, dec c);

/* The order of a ÷ b against c ÷ d, exact: -1, 0 or 1. b and d must be above 0. */
int dec_cmp_ratio(dec a, dec b, dec c, dec d);

#endif
