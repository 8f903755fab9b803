/* A temporary folder of forms like the 2024 one, no two alike, with the same findings each. */
#ifndef ZIPING_TESTS_COPIES_H
#define ZIPING_TESTS_COPIES_H

#include <stdbool.h>

struct copies {
    char folder[256]; /* holds rules/, forms/ and xml/ */
    char forms[300], xml[300];
    char *text; /* the form that is copied */
    int n, n_xml;
};

/* Makes the folder; removes it with all that is in it. */
bool copies_make(struct copies *c);
void copies_remove(struct copies *c);

/* Adds forms until there are n of them. */
bool copies_grow(struct copies *c, int n);

/* Writes the first n forms as XML too: <form><s name="section"><key>value</key>…</s>…</form>. */
bool copies_xml(struct copies *c, int n);

#endif
