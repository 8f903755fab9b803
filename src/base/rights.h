/* Who may do what with a file. */
#ifndef ZIPING_BASE_RIGHTS_H
#define ZIPING_BASE_RIGHTS_H

#include <stdbool.h>
#include <sys/stat.h>

/* Gives the new file `fd` owner, mode, access list and user attributes of the old one. Nobody gets rights that he did
   not have: what can't be kept makes *kept false and the rights fewer. False with errno where nothing safe can be
   set. */
bool rights_copy(int fd, const char *old_path, const struct stat *old, bool *kept);

#endif
