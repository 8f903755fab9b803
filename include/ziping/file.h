/* Whole files: reading, and writing so that the old or the new file is whole at every instant. */
#ifndef ZIPING_FILE_H
#define ZIPING_FILE_H

#include <sys/stat.h>

#include "ziping/arena.h"
#include "ziping/str.h"

enum file_status {
    FILE_OK,
    FILE_MISSING,   /* no such file, or a folder of its path is missing */
    FILE_DENIED,    /* no permission, or a read-only file system */
    FILE_READ_ONLY, /* writing: the file itself is not to be written */
    FILE_FOLDER,    /* writing: no new file can be made in the directory */
    FILE_FOREIGN,   /* another user can have written it, where only one's own is taken */
    FILE_EXISTS,    /* there is one already, where a new one was to be made */
    FILE_DIRECTORY, /* a directory was named */
    FILE_SPECIAL,   /* neither a regular file nor standard input */
    FILE_TOO_LARGE, /* more bytes than the limit */
    FILE_FULL,      /* no space, over quota, or over the size that a file may have */
    FILE_FAILED,    /* any other error: see `code` */
    FILE_NO_MEMORY
};

/* What is to be known of a file that was written all the same. */
enum {
    FILE_NOTE_LINKS = 1,   /* it had other names (hard links): these keep the old text */
    FILE_NOTE_RIGHTS = 2,  /* owner, group, access list or attributes could not all be kept */
    FILE_NOTE_UNSYNCED = 4 /* it is not known to be on the disk: its directory could not be synced */
};

struct file_result {
    enum file_status status;
    int code;       /* errno, or 0 */
    unsigned notes; /* FILE_NOTE_…, where the status is FILE_OK */
};

/* What an errno means. */
struct file_result file_failed(int code);

/* Whether it is a file that can be read or replaced as a whole: FILE_OK, FILE_DIRECTORY or FILE_SPECIAL. */
struct file_result file_regular(const struct stat *st);

#define FILE_LIMIT ((size_t)16 << 20) /* no form or rule set is larger: bytes */

/* Reads a whole file into the arena; "-" is standard input. Reads at most `limit` bytes, and says FILE_TOO_LARGE
   without reading on where there are more. */
struct file_result file_read(const char *path, size_t limit, struct arena *a, struct str *out);

/* The same for a small file beside another, such as a lock, in a folder where others may have put something of that
   name: a symbolic link is not followed (FILE_SPECIAL). `own`: only if it belongs to the user and no other can write
   it (FILE_FOREIGN). */
struct file_result file_read_beside(const char *path, bool own, size_t limit, struct arena *a, struct str *out);

/* Replaces or creates the file: a new file in the same directory, written, given the old one's owner, mode, access list
   and user attributes as far as the user may, synced, renamed over it, and the directory synced. A symbolic link is
   followed and its target replaced. A file that is new gets mode 0666 less the umask. Of a file with several names this
   one is replaced and the others keep the old text, which a note says: writing in place could leave half a file.
   On an error the old file is as it was, and no new one is left behind. */
struct file_result file_write(const char *path, struct str data);

/* The same. `backup`: the old file stays beside it under its name and a `~`, in place of an older one. */
struct file_result file_save(const char *path, struct str data, bool backup);

#endif
