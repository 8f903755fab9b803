#include "ziping/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_LINKS 40  /* as many symbolic links as the kernel follows */
#define MOST_NAMES 100 /* names tried for the new file */

static const struct file_result OK = {FILE_OK, 0};

static struct file_result failed(int code) {
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
    case ENOSPC:
    case EDQUOT:
        status = FILE_FULL;
        break;
    case ENOMEM:
        status = FILE_NO_MEMORY;
        break;
    default:
        status = FILE_FAILED;
    }
    return (struct file_result){status, code};
}

/* Only a regular file can be read or replaced as a whole. */
static struct file_result regular(const struct stat *st) {
    if (S_ISDIR(st->st_mode)) {
        return (struct file_result){FILE_DIRECTORY, EISDIR};
    }
    return S_ISREG(st->st_mode) ? OK : (struct file_result){FILE_SPECIAL, 0};
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
            return failed(errno);
        }
        n += got > 0 ? (size_t)got : 0;
        if (n > limit) {
            return (struct file_result){FILE_TOO_LARGE, 0};
        }
        if (is_size && n > 0 && n == guess) {
            *out = (struct str){p, n};
            return OK;
        }
        if (n == cap) {
            p = arena_grow(a, p, n, &cap, 1);
        }
    }
    return failed(ENOMEM);
}

struct file_result file_read(const char *path, size_t limit, struct arena *a, struct str *out) {
    struct file_result result;
    struct stat st;
    int fd;

    if (strcmp(path, "-") == 0) {
        return read_all(STDIN_FILENO, 4096, false, limit, a, out);
    }
    /* Without O_NONBLOCK a named pipe would hang here, before it is known to be one. */
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) {
        return failed(errno);
    }
    result = fstat(fd, &st) == 0 ? regular(&st) : failed(errno);
    if (result.status == FILE_OK && st.st_size > 0 && (uintmax_t)st.st_size > limit) {
        result = (struct file_result){FILE_TOO_LARGE, 0};
    }
    if (result.status == FILE_OK) {
        result = read_all(fd, (size_t)st.st_size, true, limit, a, out);
    }
    close(fd);
    return result;
}

/* Puts `target` in place of `path`, seen from path's directory. */
static bool relative_to(char path[PATH_MAX], const char *target) {
    const char *slash = strrchr(path, '/');
    size_t folder = target[0] == '/' || !slash ? 0 : (size_t)(slash - path) + 1;

    if (folder + strlen(target) >= PATH_MAX) {
        return false;
    }
    memcpy(path + folder, target, strlen(target) + 1);
    return true;
}

/* The name of the file itself behind any symbolic links; it may be missing. Returns an errno, or 0. */
static int follow(const char *path, char real[PATH_MAX]) {
    char target[PATH_MAX];

    if (strlen(path) >= PATH_MAX) {
        return ENAMETOOLONG;
    }
    memcpy(real, path, strlen(path) + 1);
    for (int links = 0; links <= MOST_LINKS; links++) {
        ssize_t n = readlink(real, target, sizeof target);

        if (n < 0) {
            return errno == EINVAL || errno == ENOENT ? 0 : errno;
        }
        if ((size_t)n == sizeof target) {
            return ENAMETOOLONG;
        }
        target[n] = '\0';
        if (!relative_to(real, target)) {
            return ENAMETOOLONG;
        }
    }
    return ELOOP;
}

/* Creates a file beside `real` that did not exist, and says its name. */
static int create_beside(const char *real, mode_t mode, char name[PATH_MAX]) {
    char base[48];

    for (int i = 0; i < MOST_NAMES; i++) {
        int fd;

        snprintf(base, sizeof base, ".ziping-%ld-%d", (long)getpid(), i);
        memcpy(name, real, strlen(real) + 1);
        if (!relative_to(name, base)) {
            errno = ENAMETOOLONG;
            return -1;
        }
        fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
        if (fd >= 0 || errno != EEXIST) {
            return fd;
        }
    }
    return -1;
}

static bool write_all(int fd, struct str data) {
    while (data.n > 0) {
        ssize_t n = write(fd, data.p, data.n);

        if (n < 0 && errno != EINTR) {
            return false;
        }
        data = str_sub(data, n > 0 ? (size_t)n : 0, data.n);
    }
    return true;
}

/* The old file's owner and rights. Who may not give a file away stays its owner, and where not even the group can be
   kept, the group's rights are not given to another one. */
static bool take_after(int fd, const struct stat *old) {
    mode_t mode = old->st_mode & 0777;

    if (fchown(fd, old->st_uid, old->st_gid) != 0 && fchown(fd, (uid_t)-1, old->st_gid) != 0) {
        mode &= ~(mode_t)070;
    }
    return fchmod(fd, mode) == 0;
}

/* The new name is on the disk once its directory is. The file is whole either way, so a failure here is no error. */
static void sync_folder(char path[PATH_MAX]) {
    int fd;

    relative_to(path, ".");
    fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
}

/* Writes the new file under another name and moves it into place. `old` is NULL where there is none. */
static struct file_result replace(char real[PATH_MAX], const struct stat *old, struct str data) {
    char name[PATH_MAX];
    int fd = create_beside(real, old ? 0600 : 0666, name);
    bool ok;
    int code;

    if (fd < 0) {
        return failed(errno);
    }
    ok = write_all(fd, data) && (!old || take_after(fd, old)) && fsync(fd) == 0;
    code = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        code = errno;
    }
    if (ok && rename(name, real) != 0) {
        ok = false;
        code = errno;
    }
    if (!ok) {
        unlink(name);
        return failed(code);
    }
    sync_folder(real);
    return OK;
}

struct file_result file_write(const char *path, struct str data) {
    char real[PATH_MAX];
    struct file_result result;
    struct stat old;
    int code = follow(path, real);

    if (code != 0) {
        return failed(code);
    }
    if (stat(real, &old) != 0) {
        /* A name that ends in a slash can only be a directory's. */
        size_t n = strlen(real);

        return errno != ENOENT || n == 0 || real[n - 1] == '/' ? failed(errno) : replace(real, NULL, data);
    }
    result = regular(&old);
    if (result.status != FILE_OK) {
        return result;
    }
    /* Renaming over a file needs no right to write it, but whoever made it read-only meant it. */
    if (faccessat(AT_FDCWD, real, W_OK, AT_EACCESS) != 0) {
        return failed(errno);
    }
    return replace(real, &old, data);
}
