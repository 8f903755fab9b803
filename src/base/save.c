/* The writing half of file.h: at every instant the file is whole, old or new. */
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

#include "retry.h"
#include "rights.h"
#include "ziping/beside.h"
#include "ziping/file.h"

struct save {
    char real[PATH_MAX]; /* the file itself */
    char name[PATH_MAX]; /* the new file, until it takes the other's place */
    bool exists, created;
    struct stat old;
    unsigned notes;
};

/* Closes the new file. After a sync an interruption says nothing of its text. */
static bool close_file(int fd) {
    return close(fd) == 0 || errno == EINTR;
}

/* Writes the new file, with the rights of the old one. On failure there is none; false with errno. */
static bool write_new(struct save *s, struct str data) {
    int fd = beside_create(s->real, s->exists ? 0600 : 0666, s->name);
    bool kept = true, ok;
    int code;

    s->created = fd >= 0;
    if (fd < 0) {
        return false;
    }
    ok =
        beside_write(fd, data, 0) && (!s->exists || rights_copy(fd, s->real, &s->old, &kept)) && beside_sync(fd, false);
    code = errno;
    if (!close_file(fd) && ok) {
        ok = false;
        code = errno;
    }
    if (!ok) {
        beside_remove(s->name);
        errno = code;
    }
    s->notes |= kept ? 0 : FILE_NOTE_RIGHTS;
    return ok;
}

/* ---- the version before ---- */

/* The name of the file with a `~`. */
static bool backup_name(const char *real, char out[PATH_MAX]) {
    size_t n = strlen(real);

    if (n + 2 > PATH_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(out, real, n);
    memcpy(out + n, "~", 2);
    return true;
}

/* A second name for the old file, put in place at once; false with errno. */
static bool backup_by_link(const struct save *s, const char *backup) {
    char name[PATH_MAX];
    int fd = beside_create(s->real, 0600, name), r;
    bool ok;
    int code;

    if (fd < 0) {
        return false;
    }
    close(fd);
    beside_remove(name); /* the name is free now, and this process's own */
    RETRY(r, link(s->real, name));
    if (r != 0) {
        return false;
    }
    ok = beside_rename(name, backup);
    code = errno;
    beside_remove(name); /* renaming one name of a file to another leaves both */
    errno = code;
    return ok;
}

static struct file_result backup_by_copy(const struct save *s, const char *backup) {
    struct save copy = {.exists = true, .old = s->old};
    struct arena a = {0};
    struct str bytes;
    struct file_result r = file_read(s->real, SIZE_MAX / 2, &a, &bytes);

    if (r.status == FILE_OK) {
        memcpy(copy.real, s->real, sizeof copy.real);
        if (!write_new(&copy, bytes)) {
            r = file_failed(errno);
        } else if (!beside_rename(copy.name, backup)) {
            r = file_failed(errno);
            beside_remove(copy.name);
        }
    }
    arena_free(&a);
    return r;
}

static struct file_result make_backup(const struct save *s) {
    char backup[PATH_MAX];

    if (!backup_name(s->real, backup)) {
        return file_failed(errno);
    }
    /* Some file systems have no second names, and some systems let only the owner give one. */
    if (backup_by_link(s, backup)) {
        return (struct file_result){.status = FILE_OK};
    }
    return backup_by_copy(s, backup);
}

/* ---- saving ---- */

static struct file_result replace(struct save *s, struct str data, bool backup) {
    struct file_result result = {.status = FILE_OK};

    if (!write_new(s, data)) {
        int code = errno;
        bool no_name = !s->created && (code == EACCES || code == EPERM || code == EROFS);
        return no_name ? (struct file_result){.status = FILE_FOLDER, .code = code} : file_failed(code);
    }
    if (backup && s->exists) {
        result = make_backup(s);
    }
    if (result.status == FILE_OK && !beside_rename(s->name, s->real)) {
        result = file_failed(errno);
    }
    if (result.status != FILE_OK) {
        beside_remove(s->name);
        return result;
    }
    if (!beside_sync_folder(s->real)) {
        s->notes |= FILE_NOTE_UNSYNCED;
    }
    result.notes = s->notes;
    return result;
}

struct file_result file_save(const char *path, struct str data, bool backup) {
    struct save s = {0};
    struct file_result result;
    int code = beside_follow(path, s.real), r;

    if (code != 0) {
        return file_failed(code);
    }
    RETRY(r, stat(s.real, &s.old));
    if (r != 0) {
        /* A name that ends in a slash can only be a directory's. */
        size_t n = strlen(s.real);

        return errno != ENOENT || n == 0 || s.real[n - 1] == '/' ? file_failed(errno) : replace(&s, data, backup);
    }
    result = file_regular(&s.old);
    if (result.status != FILE_OK) {
        return result;
    }
    /* Renaming over a file needs no right to write it, but whoever made it read-only meant it. */
    RETRY(r, faccessat(AT_FDCWD, s.real, W_OK, AT_EACCESS));
    if (r != 0) {
        return errno == EACCES ? (struct file_result){.status = FILE_READ_ONLY, .code = EACCES} : file_failed(errno);
    }
    s.exists = true;
    s.notes = s.old.st_nlink > 1 ? FILE_NOTE_LINKS : 0;
    return replace(&s, data, backup);
}

struct file_result file_write(const char *path, struct str data) {
    return file_save(path, data, false);
}
