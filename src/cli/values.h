/* Printing the values of fields one below the other. */
#ifndef ZIPING_CLI_VALUES_H
#define ZIPING_CLI_VALUES_H

#include "cli.h"

/* `HEAD value`, each further line of it with the same head; made harmless. An empty one is named. */
void values_put(const struct cli *c, struct buf *out, const char *head, struct str value);

/* A text made harmless. */
void values_put_visible(struct buf *out, struct str text);

#endif
