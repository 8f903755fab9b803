/* Paths as one file names another. */
#ifndef ZIPING_PATH_H
#define ZIPING_PATH_H

#include <limits.h>

#include "ziping/arena.h"

/* The path `name` as seen from the file `from`: beside it unless absolute. NUL-terminated. NULL p on failure. */
struct str path_beside(struct arena *a, struct str from, struct str name);

/* How the file at `from_file` names `file`: relative to its own folder. Both folders exist. Where that can't be told,
   `file` itself. */
struct str path_relative(struct arena *a, const char *from_file, const char *file);

/* This program's folder of a kind (settings, state), as the XDG base directories have it: below what $XDG_…_HOME says
   where that is absolute, else below `below_home` of $HOME. Either may be NULL. False where neither says. */
bool path_xdg(const char *folder_of_kind, const char *home, const char *below_home, char out[PATH_MAX]);

#endif
