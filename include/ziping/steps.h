/* Step tables: points of an indicator by steps, `>=90:100 >=80:80 <60:0` or, for dates, `<=2024-12-31:100`. Each step
   is a sign, a bound and a per cent of the weight; the first one that fits counts. The key is `steps` of an indicator.
 */
#ifndef ZIPING_STEPS_H
#define ZIPING_STEPS_H

#include "ziping/measure.h"

/* The days that a text may mean, both included, as year × 10000 + month × 100 + day: 2024年12月 is all of it. */
struct days {
    int32_t first, last;
};

/* Reads `2024-12-31`, `2024/12/31`, `2024.12.31`, `2024年12月31日`, `2024年12月`, `2024年` and `2024年12月` with 上旬,
   中旬, 下旬 or 底 (the last ten days). False where the text is no such date, or no day of the calendar. */
bool days_read(struct str s, struct days *out);

/* The day behind a day of the calendar, and the one before it. */
int32_t days_next(int32_t day);
int32_t days_previous(int32_t day);

struct step {
    enum sign sign;
    bool dated;
    struct days day; /* where it is dated */
    dec bound;       /* where it is not */
    struct str unit; /* of the bound: `%`, or empty */
    dec percent;     /* of the weight */
};

enum step_status {
    STEP_OK,
    STEP_END, /* nothing is left */
    STEP_MALFORMED,
    STEP_OUT_OF_RANGE /* a per cent below 0 or above 100 */
};

/* Takes the next step off the front of *rest. */
enum step_status step_next(struct str *rest, struct step *out);

enum step_fit {
    STEP_FITS,
    STEP_FITS_NOT,
    STEP_UNSURE /* the date is less exact than the bound */
};

/* Holds a number or the days of a date against a step. */
enum step_fit step_number(const struct step *s, dec number);
enum step_fit step_days(const struct step *s, struct days d);

#endif
