#include "rights.h"

#include <unistd.h>

#include "retry.h"
#include "ziping/arena.h"

#ifdef __linux__
#include <sys/xattr.h>

#define ACL "system.posix_acl_access"

enum copied { COPIED, ABSENT, NOT_COPIED };

/* Whether the file system has no such thing, or the file none of it. */
static bool means_none(int code) {
    return code == ENODATA || code == ENOTSUP || code == EOPNOTSUPP || code == ENOSYS;
}

static enum copied copy_attribute(struct arena *a, int fd, const char *path, const char *name) {
    ssize_t n, got;
    char *value;
    int r;

    RETRY(n, getxattr(path, name, NULL, 0));
    if (n < 0) {
        return means_none(errno) ? ABSENT : NOT_COPIED;
    }
    value = arena_alloc(a, (size_t)n + 1);
    if (!value) {
        return NOT_COPIED;
    }
    RETRY(got, getxattr(path, name, value, (size_t)n));
    if (got < 0) {
        return NOT_COPIED;
    }
    RETRY(r, fsetxattr(fd, name, value, (size_t)got, 0));
    return r == 0 ? COPIED : NOT_COPIED;
}

/* The attributes in the name space of users; what the system keeps there is its own affair. */
static bool copy_attributes(struct arena *a, int fd, const char *path) {
    ssize_t n, got;
    char *names;
    bool ok = true;

    RETRY(n, listxattr(path, NULL, 0));
    if (n <= 0) {
        return n == 0 || means_none(errno);
    }
    names = arena_alloc(a, (size_t)n + 1);
    if (!names) {
        return false;
    }
    RETRY(got, listxattr(path, names, (size_t)n));
    for (char *name = names; got > 0 && name < names + got; name += strlen(name) + 1) {
        if (strncmp(name, "user.", 5) == 0) {
            ok = copy_attribute(a, fd, path, name) != NOT_COPIED && ok;
        }
    }
    return got >= 0 && ok;
}

/* Without one the file gets none either: it may have inherited one from the directory. */
static bool copy_acl(struct arena *a, int fd, const char *path) {
    enum copied done = copy_attribute(a, fd, path, ACL);
    int r;

    if (done == COPIED) {
        return true;
    }
    RETRY(r, fremovexattr(fd, ACL));
    return done == ABSENT && (r == 0 || means_none(errno));
}

static void drop_acl(int fd) {
    int r;

    RETRY(r, fremovexattr(fd, ACL));
}
#else
static bool copy_attributes(struct arena *a, int fd, const char *path) {
    (void)a, (void)fd, (void)path;
    return true;
}

static bool copy_acl(struct arena *a, int fd, const char *path) {
    (void)a, (void)fd, (void)path;
    return true;
}

static void drop_acl(int fd) {
    (void)fd;
}
#endif

static bool set_owner(int fd, uid_t uid, gid_t gid) {
    int r;

    RETRY(r, fchown(fd, uid, gid));
    return r == 0;
}

bool rights_copy(int fd, const char *old_path, const struct stat *old, bool *kept) {
    struct arena a = {0};
    mode_t mode = old->st_mode & 0777;
    bool owner = set_owner(fd, old->st_uid, old->st_gid);
    bool group = owner || set_owner(fd, (uid_t)-1, old->st_gid);
    bool list = group && copy_acl(&a, fd, old_path);
    bool attributes = copy_attributes(&a, fd, old_path);
    int r;

    arena_free(&a);
    *kept = owner && list && attributes;
    if (!list) { /* the group's bits are another group's now, or were the bound of a list that is gone */
        drop_acl(fd);
        mode &= ~(mode_t)070;
    }
    RETRY(r, fchmod(fd, mode));
    return r == 0;
}
