/* Which files a command works on: the operands, folders searched for *.ini, in a stable order. */
#ifndef ZIPING_FILES_H
#define ZIPING_FILES_H

#include "ziping/arena.h"

struct files {
    const char **path;
    size_t n, cap;
    const char *ending; /* of the names that are taken from folders; NULL: .ini */
    struct arena arena;
};

/* Adds a file, or everything below a folder whose name ends as wanted, sorted by name; names that begin with a dot are
   passed over unless an ending is given. A folder that can't be read is added itself, so that reading it gives the
   error. False when memory is short. */
bool files_add(struct files *f, const char *path);
void files_free(struct files *f);

#endif
