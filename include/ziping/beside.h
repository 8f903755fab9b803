/* Files that stand beside another one: the new file while it is saved, its journal, its lock. */
#ifndef ZIPING_BESIDE_H
#define ZIPING_BESIDE_H

#include <limits.h>
#include <sys/stat.h>

#include "ziping/str.h"

/* The name of the file itself behind any symbolic links; it may be missing. Returns an errno, or 0. */
int beside_follow(const char *path, char real[PATH_MAX]);

/* Puts `name` in place of the last part of `path`, or all of it where `name` begins with a slash. False when the whole
   is too long. */
bool beside_put(char path[PATH_MAX], const char *name);

/* `.NAME.SUFFIX` beside the file behind `path`. Returns an errno, or 0. */
int beside_hidden(const char *path, const char *suffix, char out[PATH_MAX]);

/* The full path of the file behind `path`; its folder exists. Returns an errno, or 0. */
int beside_absolute(const char *path, char out[PATH_MAX]);

/* Creates a file beside `real` that did not exist, says its name and opens it for writing; -1 with errno. */
int beside_create(const char *real, mode_t mode, char name[PATH_MAX]);

/* Writes all of it at the offset; false with errno. */
bool beside_write(int fd, struct str data, off_t at);

/* Syncs a file; false with errno. `data`: its text and size only. */
bool beside_sync(int fd, bool data);

/* Syncs the directory of `path`; false with errno. What can't be synced at all counts as synced. */
bool beside_sync_folder(const char *path);

/* Removes a file; errno stays. */
void beside_remove(const char *name);

/* Renames; false with errno. */
bool beside_rename(const char *from, const char *to);

#endif
