/* Reading what is measured: `≥50个`, `≤5300元`, `不少于50个`, `50个以上`, `100%`, `2024年12月底前`, `50-60`, or words.
 */
#ifndef ZIPING_MEASURE_H
#define ZIPING_MEASURE_H

#include "ziping/ruleset.h"

enum measure_kind {
    MEASURE_NONE, /* empty, or `—` */
    MEASURE_NUMBER,
    MEASURE_RANGE, /* number … upper */
    MEASURE_DATE,  /* 2024年, 2024年6月, 2024年6月30日, 2024-06-30, 2024.6.30 */
    MEASURE_TEXT   /* anything else */
};

struct measure {
    enum measure_kind kind;
    enum sign sign;    /* SIGN_NONE where it has none */
    dec number, upper; /* 万 and 亿 multiplied out */
    struct str unit;   /* what stands behind the number: `%`, `‰`, `个`; empty where nothing does */
};

struct measure measure_read(struct str s);

/* So many of a unit that says 万 or 亿 itself (12 of 万元), multiplied out as measure_read does (120000). */
dec measure_scale(struct str unit, dec number);

/* The sign that a text starts with (≥ ≤ > < = in half and full width, >= <=), and the bytes it takes; SIGN_NONE, 0. */
enum sign measure_sign(struct str s, size_t *bytes);

/* The sign as the paper prints it; empty for SIGN_NONE. */
struct str measure_sign_text(enum sign sign);

/* A rate: `100%`, `99.6％`, `99.6`. False where it is none. *percent tells whether the sign was there. */
bool measure_rate(struct str s, dec *out, bool *percent);

#endif
