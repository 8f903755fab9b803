#define _GNU_SOURCE /* syscall, O_PATH */

#include "ziping/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__linux__)
#include <linux/landlock.h>
#include <linux/openat2.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#if defined(SYS_openat2)
/* Only whether it can be opened is of interest. */
static int beneath(int folder, const char *path, bool as_folder) {
    struct open_how how = {.flags = (uint64_t)(O_PATH | O_CLOEXEC | (as_folder ? O_DIRECTORY : 0)),
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    long fd = syscall(SYS_openat2, folder, path, &how, sizeof how);
    if (fd < 0) {
        return errno;
    }
    close((int)fd);
    return 0;
}
#else
static int beneath(int folder, const char *path, bool as_folder) {
    (void)folder, (void)path, (void)as_folder;
    return ENOSYS;
}
#endif

int confine_beneath(int folder, const char *path) {
    char above[PATH_MAX];
    struct stat st;
    int code = beneath(folder, path, false);
    const char *slash = strrchr(path, '/');
    if (code != ENOENT) {
        return code;
    }
    /* A name that is there leads nowhere: it is a dangling link, and nobody knows what will stand at its end. */
    if (fstatat(folder, path, &st, AT_SYMLINK_NOFOLLOW) == 0) {
        return EXDEV;
    }
    size_t n = slash ? (size_t)(slash - path) : 1;
    if (n >= sizeof above) {
        return ENAMETOOLONG;
    }
    memcpy(above, slash ? path : ".", n);
    above[n] = '\0';
    return beneath(folder, above, true);
}

/* ---- the whole process ---- */

#if defined(SYS_landlock_create_ruleset)

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define DEVICE (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE)
/* What the first version of Landlock knows: no later one would let a file out. */
#define EVERYTHING (LANDLOCK_ACCESS_FS_MAKE_SYM * 2 - 1)
#define BELOW                                                                                                          \
    (READING | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |          \
     LANDLOCK_ACCESS_FS_MAKE_DIR)

static int allow(int rules, int fd, uint64_t access) {
    struct landlock_path_beneath_attr rule = {.allowed_access = access, .parent_fd = fd};
    return syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0 ? 0 : errno;
}

static int allow_path(int rules, const char *path, uint64_t access) {
    struct stat st;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) {
        return 0; /* what is missing needs no leave */
    }
    bool folder = fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
    int code = allow(rules, fd, folder ? access : access & DEVICE);
    close(fd);
    return code;
}

static int confine_process(int folder, const char *const *readable) {
    const struct landlock_ruleset_attr all = {.handled_access_fs = EVERYTHING};
    long created = syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    int rules = (int)created;
    int code = created < 0 ? errno : allow(rules, folder, BELOW);
    if (created < 0) {
        return code;
    }
    for (size_t i = 0; code == 0 && readable[i]; i++) {
        code = allow_path(rules, readable[i], READING);
    }
    code = code == 0 ? allow_path(rules, "/dev/tty", DEVICE) : code;
    code = code == 0 ? allow_path(rules, "/dev/null", DEVICE) : code;
    if (code == 0 &&
        (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || syscall(SYS_landlock_restrict_self, rules, 0) != 0)) {
        code = errno;
    }
    close(rules);
    return code;
}

#else

static int confine_process(int folder, const char *const *readable) {
    (void)folder, (void)readable;
    return ENOSYS;
}

#endif

enum confined confine(const char *folder, const char *const *readable, int *code) {
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    *code = fd < 0 || fchdir(fd) != 0 ? errno : 0;
    if (*code != 0) {
        if (fd >= 0) {
            close(fd);
        }
        return CONFINE_NO_FOLDER;
    }
    *code = confine_process(fd, readable);
    close(fd);
    return *code == 0 ? CONFINED : CONFINE_UNSUPPORTED;
}
