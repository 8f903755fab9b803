/* Which checks a field is held to. */
#ifndef ZIPING_GOVERNING_H
#define ZIPING_GOVERNING_H

#include "ziping/catalogue.h"
#include "ziping/form.h"

/* The checks that may report something at a field of a form, in the catalogue's order; returns how many. Those that the
   rule set turns off are left out. */
size_t governing_checks(const struct schema *s, int field, enum code out[CHECKS]);

#endif
