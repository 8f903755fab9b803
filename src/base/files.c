#define _DEFAULT_SOURCE /* d_type */

#include "ziping/files.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Adds a path that lives in the arena of `f`; NULL when memory is short. */
static bool add_path(struct files *f, const char *path) {
    const char **v = f->path;
    if (f->n == f->cap) {
        size_t cap = f->cap ? f->cap * 2 : 64;
        v = realloc(f->path, cap * sizeof *v);
        if (!v) {
            return false;
        }
        f->path = v;
        f->cap = cap;
    }
    v[f->n] = path;
    f->n += path != NULL;
    return path != NULL;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* DT_DIR for a folder, DT_LNK for a link to one, DT_REG for all else. Most file systems tell with the name. */
static int kind_of(const char *path, const struct dirent *e) {
    struct stat st;
    int kind = e->d_type;
    if (kind == DT_UNKNOWN && lstat(path, &st) == 0) {
        kind = S_ISDIR(st.st_mode) ? DT_DIR : S_ISLNK(st.st_mode) ? DT_LNK : DT_REG;
    }
    if (kind == DT_LNK && stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        return DT_LNK;
    }
    return kind == DT_DIR ? DT_DIR : DT_REG;
}

/* The entries of a folder as full paths in the arena, sorted; folders get a slash behind them. */
static bool list_folder(struct arena *a, struct files *list, const char *path, DIR *dir) {
    struct str slash = str_ends(str_of(path), STR("/")) ? STR("") : STR("/");
    struct str prefix = arena_join(a, str_of(path), slash);
    for (struct dirent *e; (e = readdir(dir));) {
        bool ends = str_ends(str_of(e->d_name), list->ending ? str_of(list->ending) : STR(".ini"));
        if (e->d_name[0] == '.' && !(list->ending && ends)) {
            continue;
        }
        struct str full = arena_join(a, prefix, str_of(e->d_name));
        if (!full.p) {
            return false;
        }
        int kind = kind_of(full.p, e);
        bool folder = kind == DT_DIR;
        if (kind == DT_LNK) {
            continue; /* it may lead back up */
        }
        if (folder) {
            full = arena_join(a, full, STR("/"));
        }
        if ((folder || ends) && !add_path(list, full.p)) {
            return false;
        }
    }
    if (list->n > 1) {
        qsort(list->path, list->n, sizeof *list->path, by_name);
    }
    return true;
}

bool files_add(struct files *f, const char *path) {
    struct stat st;
    DIR *dir = stat(path, &st) == 0 && S_ISDIR(st.st_mode) ? opendir(path) : NULL;
    struct files list = {.ending = f->ending};
    if (!dir) {
        return add_path(f, arena_copy(&f->arena, str_of(path)).p);
    }
    bool ok = list_folder(&f->arena, &list, path, dir);
    closedir(dir);
    for (size_t i = 0; ok && i < list.n; i++) {
        bool folder = str_ends(str_of(list.path[i]), STR("/"));
        ok = folder ? files_add(f, list.path[i]) : add_path(f, list.path[i]);
    }
    files_free(&list);
    return ok;
}

void files_free(struct files *f) {
    free(f->path);
    arena_free(&f->arena);
    *f = (struct files){0};
}
