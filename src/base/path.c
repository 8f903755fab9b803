#include "ziping/path.h"

#include <stdio.h>
#include <stdlib.h>

#include "ziping/buf.h"

struct str path_beside(struct arena *a, struct str from, struct str name) {
    size_t folder = from.n;
    while (folder > 0 && from.p[folder - 1] != '/') {
        folder--;
    }
    if (folder == 0 || (name.n > 0 && name.p[0] == '/')) {
        return arena_copy(a, name);
    }
    return arena_join(a, str_sub(from, 0, folder), name);
}

/* The folder part of a path, "." where it has none. */
static struct str folder(struct arena *a, const char *path) {
    size_t n = strlen(path);
    while (n > 0 && path[n - 1] != '/') {
        n--;
    }
    return n == 0 ? STR(".") : arena_copy(a, (struct str){path, n});
}

struct str path_relative(struct arena *a, const char *from_file, const char *file) {
    struct str dir = folder(a, from_file);
    char *from = realpath(dir.p, NULL), *to = realpath(file, NULL);
    struct buf b = {0};
    size_t common = 0;
    for (size_t i = 0; from && to; i++) { /* the last place where both are at the end of a folder */
        bool from_end = from[i] == '\0' || from[i] == '/', to_end = to[i] == '/';
        if (from_end && to_end) {
            common = i;
        }
        if (from[i] == '\0' || to[i] == '\0' || from[i] != to[i]) {
            break;
        }
    }
    for (size_t i = common; from && from[i]; i++) {
        if (from[i] == '/' && from[i + 1] != '\0') {
            buf_text(&b, "../");
        }
    }
    buf_text(&b, from && to ? to + common + 1 : file);
    free(from);
    free(to);
    return buf_keep(&b, a);
}

bool path_xdg(const char *folder_of_kind, const char *home, const char *below_home, char out[PATH_MAX]) {
    bool xdg = folder_of_kind && folder_of_kind[0] == '/'; /* relative ones are to be ignored */
    const char *root = xdg ? folder_of_kind : home;
    int n = root && root[0] == '/' ? snprintf(out, PATH_MAX, "%s%s/ziping", root, xdg ? "" : below_home) : -1;

    if (n < 0 || n >= PATH_MAX) {
        out[0] = '\0';
        return false;
    }
    return true;
}
