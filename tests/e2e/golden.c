#include "golden.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "term.h"

/* Memory of the test */

struct kept {
    struct kept *next;
    char bytes[];
};
static struct kept *kept;

struct folder {
    struct folder *next;
    char path[];
};
static struct folder *folders;

static void *must(void *p) {
    if (p == NULL) {
        fputs("out of memory\n", stderr);
        abort();
    }
    return p;
}

char *test_alloc(size_t n) {
    struct kept *k = must(calloc(1, sizeof *k + n + 1));
    k->next = kept;
    kept = k;
    return k->bytes;
}

/* Temporary folders and files */

const char *term_tmpdir(void) {
    const char *root = getenv("TMPDIR");
    if (root == NULL || root[0] == '\0') {
        root = "/tmp";
    }
    struct folder *f = must(malloc(sizeof *f + strlen(root) + sizeof "/ziping-test-XXXXXX"));
    sprintf(f->path, "%s/ziping-test-XXXXXX", root);
    if (mkdtemp(f->path) == NULL) {
        int why = errno;
        free(f);
        term_fail(NULL, "no temporary folder under %s: %s", root, strerror(why));
    }
    f->next = folders;
    folders = f;
    return f->path;
}

/* A test may have taken its own right to write a folder; it is given back before the folder is read. */
static int open_up(const char *path, const struct stat *st, int kind, struct FTW *at) {
    (void)st, (void)at;
    if (kind == FTW_D || kind == FTW_DNR) {
        chmod(path, 0700);
    }
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at) {
    (void)st, (void)kind, (void)at;
    remove(path);
    return 0;
}

void test_files_cleanup(void) {
    while (folders != NULL) {
        struct folder *f = folders;
        folders = f->next;
        nftw(f->path, open_up, 16, FTW_PHYS);
        nftw(f->path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
        free(f);
    }
    while (kept != NULL) {
        struct kept *k = kept;
        kept = k->next;
        free(k);
    }
}

const char *disk_path(const char *dir, const char *name) {
    char *path = test_alloc(strlen(dir) + strlen(name) + 1);
    sprintf(path, "%s/%s", dir, name);
    return path;
}

bool disk_exists(const char *path) {
    struct stat st;
    return lstat(path, &st) == 0;
}

const char *disk_read(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        term_fail(NULL, "cannot read %s: %s", path, strerror(errno));
    }
    size_t size = 0, cap = 4096;
    char *bytes = must(malloc(cap));
    size_t got;
    while ((got = fread(bytes + size, 1, cap - size, f)) > 0) {
        size += got;
        if (size == cap) {
            bytes = must(realloc(bytes, cap *= 2));
        }
    }
    bool failed = ferror(f) != 0;
    fclose(f);
    char *out = test_alloc(size);
    memcpy(out, bytes, size);
    free(bytes);
    if (failed) {
        term_fail(NULL, "cannot read %s", path);
    }
    if (n != NULL) {
        *n = size;
    }
    return out;
}

void disk_write(const char *path, const char *bytes, size_t n) {
    FILE *f = fopen(path, "wb");
    if (f == NULL) {
        term_fail(NULL, "cannot write %s: %s", path, strerror(errno));
    }
    bool whole = fwrite(bytes, 1, n, f) == n;
    if (fclose(f) != 0 || !whole) {
        term_fail(NULL, "cannot write %s", path);
    }
}

/* nftw passes nothing to its function, so the two ends of a copy stand here. */
static const char *copy_to;
static size_t copy_from_len;

static int copy_one(const char *path, const struct stat *st, int kind, struct FTW *at) {
    (void)at;
    char *to = test_alloc(strlen(copy_to) + strlen(path + copy_from_len));
    sprintf(to, "%s%s", copy_to, path + copy_from_len);
    if (kind == FTW_D) {
        return mkdir(to, (st->st_mode & 0777) | 0700) != 0 && errno != EEXIST;
    }
    if (kind == FTW_SL) {
        char target[4096];
        ssize_t len = readlink(path, target, sizeof target - 1);
        if (len < 0) {
            return 1;
        }
        target[len] = '\0';
        return symlink(target, to) != 0;
    }
    if (kind != FTW_F || !S_ISREG(st->st_mode)) {
        return 1;
    }
    size_t n;
    const char *bytes = disk_read(path, &n);
    disk_write(to, bytes, n);
    return chmod(to, st->st_mode & 0777) != 0;
}

void disk_put(const char *dir, const char *name, const char *text) {
    disk_write(disk_path(dir, name), text, strlen(text));
}

const char *text_swapped(const char *text, const char *from, const char *to) {
    const char *at = strstr(text, from);
    if (at == NULL) {
        term_fail(NULL, "no \"%s\" in:\n%s", from, text);
    }
    char *out = test_alloc(strlen(text) + strlen(to));
    sprintf(out, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return out;
}

const char *disk_copy(const char *from, const char *dir) {
    size_t end = strlen(from);
    while (end > 1 && from[end - 1] == '/') {
        end--;
    }
    char *source = test_alloc(end);
    memcpy(source, from, end);
    const char *slash = strrchr(source, '/');
    copy_to = disk_path(dir, slash != NULL ? slash + 1 : source);
    copy_from_len = end;
    if (nftw(source, copy_one, 16, FTW_PHYS) != 0) {
        term_fail(NULL, "cannot copy %s to %s", from, dir);
    }
    return copy_to;
}

/* Golden texts */

static const char *golden_dir = "tests/golden";

void golden_set_dir(const char *dir) {
    golden_dir = dir != NULL ? dir : "tests/golden";
}

struct lines {
    size_t n;
    char **at;
};

static struct lines split(const char *text) {
    char *copy = test_alloc(strlen(text));
    strcpy(copy, text);
    struct lines l = {0, NULL};
    size_t most = 1;
    for (const char *p = copy; *p != '\0'; p++) {
        most += *p == '\n';
    }
    l.at = (char **)(void *)test_alloc(most * sizeof *l.at);
    while (*copy != '\0') {
        l.at[l.n++] = copy;
        copy += strcspn(copy, "\n");
        if (*copy == '\n') {
            *copy++ = '\0';
        }
    }
    return l;
}

/* The longest run of lines that both have is kept, the rest is printed with - (golden) or + (now). */
static void print_difference(const char *golden, const char *now) {
    struct lines a = split(golden), b = split(now);
    size_t width = b.n + 1;
    unsigned *common = must(calloc((a.n + 1) * width, sizeof *common));
    for (size_t i = a.n; i-- > 0;) {
        for (size_t k = b.n; k-- > 0;) {
            unsigned down = common[(i + 1) * width + k], right = common[i * width + k + 1];
            common[i * width + k] = strcmp(a.at[i], b.at[k]) == 0 ? common[(i + 1) * width + k + 1] + 1
                                    : down > right                ? down
                                                                  : right;
        }
    }
    for (size_t i = 0, k = 0; i < a.n || k < b.n;) {
        if (i < a.n && k < b.n && strcmp(a.at[i], b.at[k]) == 0) {
            i++, k++;
        } else if (i < a.n && (k == b.n || common[(i + 1) * width + k] >= common[i * width + k + 1])) {
            fprintf(stderr, "%4zu - %s\n", i, a.at[i]);
            i++;
        } else {
            fprintf(stderr, "%4zu + %s\n", k, b.at[k]);
            k++;
        }
    }
    free(common);
}

void golden_text_at(const char *text, const char *name, const char *file, int line) {
    char *path = test_alloc(strlen(golden_dir) + strlen(name) + sizeof "/.txt");
    sprintf(path, "%s/%s.txt", golden_dir, name);
    const char *regen = getenv("REGEN");
    if (regen != NULL && regen[0] != '\0' && strcmp(regen, "0") != 0) {
        disk_write(path, text, strlen(text));
        return;
    }
    bool there = disk_exists(path);
    const char *golden = there ? disk_read(path, NULL) : "";
    if (there && strcmp(golden, text) == 0) {
        return;
    }
    fprintf(stderr, "%s: - golden, + now; lines count from 0\n", path);
    print_difference(golden, text);
    term_fail_at(NULL, file, line, "%s %s", path, there ? "differs" : "does not exist; make regen writes it");
}

void golden_check_at(struct term *t, const char *name, const char *file, int line) {
    term_wait_quiet_at(t, 50, file, line);
    const char *screen = term_screen_text(t);
    int y, x;
    term_cursor(t, &y, &x);
    char *text = test_alloc(strlen(screen) + 64);
    sprintf(text, "%scursor: %d,%d%s\n", screen, y, x, term_cursor_visible(t) ? "" : " hidden");
    golden_text_at(text, name, file, line);
}
