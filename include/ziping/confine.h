/* Keeping this process below one folder: for people who may fill in forms there and shall see nothing else.

   The kernel does it (Landlock, Linux 5.13 and later): every later open, rename, link or removal is refused outside,
   wherever a symbolic link, `..` or a renamed folder may lead; no program can be run. It can't be taken back. */
#ifndef ZIPING_CONFINE_H
#define ZIPING_CONFINE_H

#include "ziping/str.h"

enum confined {
    CONFINED,
    CONFINE_NO_FOLDER,  /* the folder can't be opened: see *code */
    CONFINE_UNSUPPORTED /* this system can't do it */
};

/* Makes the folder the working directory and the only place where files can be read or written. What stands in
   `readable` (a NULL-terminated list of files and folders; those that are missing don't matter) can still be read, and
   /dev/tty, /dev/null be written. *code is an errno, or 0. */
enum confined confine(const char *folder, const char *const *readable, int *code);

/* Whether `path`, seen from the folder that is open as `folder`, leads to something below it that can be opened, or to
   a new name in a folder below it: no absolute name, no `..` and no symbolic link that leads out. Returns 0 or an errno
   (EXDEV: it leads out). */
int confine_beneath(int folder, const char *path);

#endif
