/* Whole files: reading, and writing so that the old or the new file is whole at every instant. */
#ifndef ZIPING_FILE_H
#define ZIPING_FILE_H

#include "ziping/arena.h"
#include "ziping/str.h"

enum file_status {
    FILE_OK,
    FILE_MISSING,   /* no such file, or a folder of its path is missing */
    FILE_DENIED,    /* no permission, or a read-only file system */
    FILE_DIRECTORY, /* a directory was named */
    FILE_SPECIAL,   /* neither a regular file nor standard input */
    FILE_TOO_LARGE, /* more bytes than the limit */
    FILE_FULL,      /* no space, or over quota */
    FILE_FAILED,    /* any other error: see `code` */
    FILE_NO_MEMORY
};

struct file_result {
    enum file_status status;
    int code; /* errno, or 0 */
};

#define FILE_LIMIT ((size_t)16 << 20) /* no form or rule set is larger: bytes */

/* Reads a whole file into the arena; "-" is standard input. Reads at most `limit` bytes, and says FILE_TOO_LARGE
   without reading on where there are more. */
struct file_result file_read(const char *path, size_t limit, struct arena *a, struct str *out);

/* Replaces or creates the file: a new file in the same directory, written, synced, given the old one's mode and owner,
   renamed over it, and the directory synced. A symbolic link is followed and its target replaced. A file that is new
   gets mode 0666 less the umask. On an error the old file is as it was, and no new one is left behind. */
struct file_result file_write(const char *path, struct str data);

#endif
