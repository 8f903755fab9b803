/* What the terminal database says that a terminal's keys send. */
#ifndef E2E_TERMINFO_H
#define E2E_TERMINFO_H

#include <stdbool.h>
#include <stddef.h>

/* The bytes of a capability of a terminal, as kf1 of xterm; false where the database has no such terminal, or the
   terminal no such key. */
bool terminfo_key(const char *term, const char *capability, char *out, size_t size);

#endif
