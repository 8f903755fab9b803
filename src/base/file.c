#include "ziping/file.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include "retry.h"

static const struct file_result OK = {.status = FILE_OK};

struct file_result file_failed(int code) {
    enum file_status status;

    switch (code) {
    case ENOENT:
    case ENOTDIR:
        status = FILE_MISSING;
        break;
    case EACCES:
    case EPERM:
    case EROFS:
        status = FILE_DENIED;
        break;
    case EISDIR:
        status = FILE_DIRECTORY;
        break;
    case EEXIST:
        status = FILE_EXISTS;
        break;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        status = FILE_FULL;
        break;
    case ENOMEM:
        status = FILE_NO_MEMORY;
        break;
    default:
        status = FILE_FAILED;
    }
    return (struct file_result){.status = status, .code = code};
}

/* Only a regular file can be read or replaced as a whole. */
struct file_result file_regular(const struct stat *st) {
    if (S_ISDIR(st->st_mode)) {
        return (struct file_result){.status = FILE_DIRECTORY, .code = EISDIR};
    }
    return S_ISREG(st->st_mode) ? OK : (struct file_result){.status = FILE_SPECIAL};
}

/* Reads to the end. `guess` is how many bytes are likely; the file may have grown or shrunk since. Where it
   is a file's size, so many bytes and no more are all of it. */
static struct file_result read_all(int fd, size_t guess, bool is_size, size_t limit, struct arena *a, struct str *out) {
    size_t cap = guess + 1; /* with room for one byte too many, to see the end without a larger buffer */
    size_t n = 0;
    char *p = arena_raw(a, cap);

    while (p) {
        ssize_t got = read(fd, p + n, cap - n);

        if (got == 0) {
            *out = (struct str){p, n};
            return OK;
        }
        if (got < 0 && errno != EINTR) {
            return file_failed(errno);
        }
        n += got > 0 ? (size_t)got : 0;
        if (n > limit) {
            return (struct file_result){.status = FILE_TOO_LARGE};
        }
        if (is_size && n > 0 && n == guess) {
            *out = (struct str){p, n};
            return OK;
        }
        if (n == cap) {
            p = arena_grow(a, p, n, &cap, 1);
        }
    }
    return file_failed(ENOMEM);
}

static struct file_result read_open(int fd, size_t limit, struct arena *a, struct str *out) {
    struct stat st;
    struct file_result result;
    int r;

    RETRY(r, fstat(fd, &st));
    result = r == 0 ? file_regular(&st) : file_failed(errno);
    if (result.status == FILE_OK && st.st_size > 0 && (uintmax_t)st.st_size > limit) {
        result = (struct file_result){.status = FILE_TOO_LARGE};
    }
    if (result.status == FILE_OK) {
        result = read_all(fd, (size_t)st.st_size, true, limit, a, out);
    }
    return result;
}

struct file_result file_read(const char *path, size_t limit, struct arena *a, struct str *out) {
    struct file_result result;
    int fd;

    if (strcmp(path, "-") == 0) {
        return read_all(STDIN_FILENO, 4096, false, limit, a, out);
    }
    /* Without O_NONBLOCK a named pipe would hang here, before it is known to be one. */
    RETRY(fd, open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (fd < 0) {
        return file_failed(errno);
    }
    result = read_open(fd, limit, a, out);
    close(fd);
    return result;
}

/* Whether nobody but this user can have written it. */
static bool is_own(int fd) {
    struct stat st;

    return fstat(fd, &st) == 0 && st.st_uid == geteuid() && (st.st_mode & 022) == 0;
}

struct file_result file_read_beside(const char *path, bool own, size_t limit, struct arena *a, struct str *out) {
    struct file_result result;
    int fd;

    RETRY(fd, open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW));
    if (fd < 0) {
        return errno == ELOOP ? (struct file_result){.status = FILE_SPECIAL, .code = ELOOP} : file_failed(errno);
    }
    if (own && !is_own(fd)) {
        result = (struct file_result){.status = FILE_FOREIGN};
    } else {
        result = read_open(fd, limit, a, out);
    }
    close(fd);
    return result;
}
