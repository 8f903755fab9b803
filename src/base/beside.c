#include "ziping/beside.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "retry.h"

#define MOST_LINKS 40  /* as many symbolic links as the kernel follows */
#define MOST_NAMES 100 /* names tried for a new file */

bool beside_put(char path[PATH_MAX], const char *name) {
    const char *slash = strrchr(path, '/');
    size_t folder = name[0] == '/' || !slash ? 0 : (size_t)(slash - path) + 1;

    if (folder + strlen(name) >= PATH_MAX) {
        return false;
    }
    memcpy(path + folder, name, strlen(name) + 1);
    return true;
}

int beside_follow(const char *path, char real[PATH_MAX]) {
    char target[PATH_MAX];

    if (strlen(path) >= PATH_MAX) {
        return ENAMETOOLONG;
    }
    memcpy(real, path, strlen(path) + 1);
    for (int links = 0; links <= MOST_LINKS; links++) {
        ssize_t n;

        RETRY(n, readlink(real, target, sizeof target));
        if (n < 0) {
            return errno == EINVAL || errno == ENOENT ? 0 : errno;
        }
        if ((size_t)n == sizeof target) {
            return ENAMETOOLONG;
        }
        target[n] = '\0';
        if (!beside_put(real, target)) {
            return ENAMETOOLONG;
        }
    }
    return ELOOP;
}

static const char *last_part(const char *path) {
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

int beside_hidden(const char *path, const char *suffix, char out[PATH_MAX]) {
    char name[PATH_MAX + 64];
    int code = beside_follow(path, out);

    if (code != 0) {
        return code;
    }
    if (*last_part(out) == '\0') {
        return EISDIR;
    }
    snprintf(name, sizeof name, ".%s.%s", last_part(out), suffix);
    return strlen(name) <= NAME_MAX && beside_put(out, name) ? 0 : ENAMETOOLONG;
}

int beside_absolute(const char *path, char out[PATH_MAX]) {
    char folder[PATH_MAX];
    int code = beside_follow(path, out);
    char *full;
    size_t n;

    if (code != 0) {
        return code;
    }
    memcpy(folder, out, strlen(out) + 1);
    full = beside_put(folder, ".") ? realpath(folder, NULL) : NULL;
    if (!full) {
        return errno;
    }
    n = strcmp(full, "/") == 0 ? 0 : strlen(full);
    if (n + 1 + strlen(last_part(out)) >= PATH_MAX) {
        free(full);
        return ENAMETOOLONG;
    }
    memmove(out + n + 1, last_part(out), strlen(last_part(out)) + 1);
    memcpy(out, full, n);
    out[n] = '/';
    free(full);
    return 0;
}

int beside_create(const char *real, mode_t mode, char name[PATH_MAX]) {
    char base[48];

    for (int i = 0; i < MOST_NAMES; i++) {
        int fd;

        snprintf(base, sizeof base, ".ziping-%ld-%d", (long)getpid(), i);
        memcpy(name, real, strlen(real) + 1);
        if (!beside_put(name, base)) {
            errno = ENAMETOOLONG;
            return -1;
        }
        RETRY(fd, open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
        if (fd >= 0 || errno != EEXIST) {
            return fd;
        }
    }
    return -1;
}

bool beside_write(int fd, struct str data, off_t at) {
    while (data.n > 0) {
        ssize_t n;

        RETRY(n, pwrite(fd, data.p, data.n, at));
        if (n <= 0) {
            errno = n < 0 ? errno : EIO;
            return false;
        }
        data = str_sub(data, (size_t)n, data.n);
        at += n;
    }
    return true;
}

bool beside_sync(int fd, bool data) {
    int r;

    RETRY(r, data ? fdatasync(fd) : fsync(fd));
    return r == 0;
}

bool beside_sync_folder(const char *path) {
    char folder[PATH_MAX];
    int fd;
    bool ok;

    memcpy(folder, path, strlen(path) + 1);
    if (!beside_put(folder, ".")) {
        errno = ENAMETOOLONG;
        return false;
    }
    RETRY(fd, open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd < 0) {
        return false;
    }
    ok = beside_sync(fd, false) || errno == EINVAL;
    close(fd);
    return ok;
}

void beside_remove(const char *name) {
    int code = errno, r;

    RETRY(r, unlink(name));
    errno = code;
}

bool beside_rename(const char *from, const char *to) {
    int r;

    RETRY(r, rename(from, to));
    return r == 0;
}
