/* Paths as one file names another. */
#ifndef ZIPING_PATH_H
#define ZIPING_PATH_H

#include "ziping/arena.h"

/* The path `name` as seen from the file `from`: beside it unless absolute. NUL-terminated. NULL p on failure. */
struct str path_beside(struct arena *a, struct str from, struct str name);

/* How the file at `from_file` names `file`: relative to its own folder. Both folders exist. Where that can't be told,
   `file` itself. */
struct str path_relative(struct arena *a, const char *from_file, const char *file);

#endif
