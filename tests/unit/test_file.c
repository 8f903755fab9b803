/* Reading and replacing whole files, in a folder of its own for each test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ziping/file.h"

#define NOBODY 65534 /* whom root becomes to be refused something */

struct place {
    char folder[512];
    char name[1024]; /* the last one that path_of built */
    int start;       /* the working directory before */
    struct arena a;
};

static int set_up(void **state) {
    struct place *place = calloc(1, sizeof *place);
    const char *tmp = getenv("TMPDIR");

    if (!place) {
        return -1;
    }
    snprintf(place->folder, sizeof place->folder, "%s/ziping-file-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    place->start = open(".", O_RDONLY | O_DIRECTORY);
    if (place->start < 0 || !mkdtemp(place->folder) || chdir(place->folder) != 0) {
        return -1;
    }
    *state = place;
    return 0;
}

/* Removes what is in the folder; the tests make no deeper tree than this. */
static void empty_folder(const char *path) {
    DIR *dir = opendir(path);
    const struct dirent *entry;

    assert_non_null(dir);
    while ((entry = readdir(dir))) {
        char name[1024];

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (unlink(name) != 0) {
            chmod(name, 0700);
            empty_folder(name);
            assert_int_equal(rmdir(name), 0);
        }
    }
    closedir(dir);
}

static int tear_down(void **state) {
    struct place *place = *state;

    empty_folder(".");
    assert_int_equal(fchdir(place->start), 0);
    close(place->start);
    assert_int_equal(rmdir(place->folder), 0);
    arena_free(&place->a);
    free(place);
    return 0;
}

/* The number of names in the working directory: no file may be left behind. */
static int names(void) {
    DIR *dir = opendir(".");
    int n = 0;

    assert_non_null(dir);
    while (readdir(dir)) {
        n++;
    }
    closedir(dir);
    return n - 2;
}

static void put(const char *path, const char *text, mode_t mode) {
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path, mode), 0);
}

static void holds(struct place *place, const char *path, const char *text) {
    struct str s = {NULL, 0};
    struct file_result result = file_read(path, FILE_LIMIT, &place->a, &s);

    assert_int_equal(result.status, FILE_OK);
    assert_int_equal(result.code, 0);
    assert_true(str_eq(s, str_of(text)));
}

static mode_t mode_of(const char *path) {
    struct stat st;

    assert_int_equal(lstat(path, &st), 0);
    return st.st_mode & 07777;
}

static void reads(struct place *place, const char *path, size_t limit, enum file_status status, int code) {
    struct str s = STR("untouched");
    struct file_result result = file_read(path, limit, &place->a, &s);

    assert_int_equal(result.status, status);
    assert_int_equal(result.code, code);
    if (status != FILE_OK) {
        assert_true(str_eq(s, STR("untouched")));
    }
}

static void writes(const char *path, const char *text, enum file_status status, int code) {
    struct file_result result = file_write(path, str_of(text));

    assert_int_equal(result.status, status);
    assert_int_equal(result.code, code);
}

static void read_whole(void **state) {
    struct place *place = *state;

    put("empty", "", 0644);
    put("one", "x", 0644);
    put("form.ini", "[header]\nproject = \"科普\"\n", 0644);
    holds(place, "empty", "");
    holds(place, "one", "x");
    holds(place, "form.ini", "[header]\nproject = \"科普\"\n");
    holds(place, "./form.ini", "[header]\nproject = \"科普\"\n");
}

static void read_sizes(void **state) {
    struct place *place = *state;
    static const size_t sizes[] = {4095, 4096, 4097, 65536, 1000003};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char *text = malloc(sizes[i] + 1);

        assert_non_null(text);
        for (size_t k = 0; k < sizes[i]; k++) {
            text[k] = (char)('a' + k % 23);
        }
        text[sizes[i]] = '\0';
        put("big", text, 0644);
        holds(place, "big", text);
        free(text);
    }
}

static void read_limit(void **state) {
    struct place *place = *state;

    put("ten", "0123456789", 0644);
    reads(place, "ten", 10, FILE_OK, 0);
    reads(place, "ten", 9, FILE_TOO_LARGE, 0);
    reads(place, "ten", 0, FILE_TOO_LARGE, 0);
    reads(place, "ten", SIZE_MAX, FILE_OK, 0);
    put("empty", "", 0644);
    reads(place, "empty", 0, FILE_OK, 0);
}

/* A file whose size is not known beforehand: stat says 0. */
static void read_size_unknown(void **state) {
    struct place *place = *state;
    struct stat st;
    struct str s = {NULL, 0};

    if (stat("/proc/self/limits", &st) != 0) {
        skip();
    }
    assert_int_equal(file_read("/proc/self/limits", FILE_LIMIT, &place->a, &s).status, FILE_OK);
    assert_true(s.n > 500);
    reads(place, "/proc/self/limits", 100, FILE_TOO_LARGE, 0);
}

static void read_what_is_no_file(void **state) {
    struct place *place = *state;

    put("file", "x", 0644);
    assert_int_equal(mkdir("folder", 0755), 0);
    assert_int_equal(mkfifo("pipe", 0644), 0);
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    assert_int_equal(symlink("loop", "loop"), 0);
    reads(place, "missing", FILE_LIMIT, FILE_MISSING, ENOENT);
    reads(place, "missing/file", FILE_LIMIT, FILE_MISSING, ENOENT);
    reads(place, "file/x", FILE_LIMIT, FILE_MISSING, ENOTDIR);
    reads(place, "", FILE_LIMIT, FILE_MISSING, ENOENT);
    reads(place, "dangling", FILE_LIMIT, FILE_MISSING, ENOENT);
    reads(place, "loop", FILE_LIMIT, FILE_FAILED, ELOOP);
    reads(place, "folder", FILE_LIMIT, FILE_DIRECTORY, EISDIR);
    reads(place, ".", FILE_LIMIT, FILE_DIRECTORY, EISDIR);
    reads(place, "pipe", FILE_LIMIT, FILE_SPECIAL, 0); /* and does not wait for a writer */
    reads(place, "/dev/null", FILE_LIMIT, FILE_SPECIAL, 0);
}

/* Runs file_read("-") with `fd` as standard input. */
static void read_stdin_from(struct place *place, int fd, size_t limit, enum file_status status, const char *text) {
    int kept = dup(STDIN_FILENO);
    struct str s = {NULL, 0};

    assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    close(fd);
    assert_int_equal(file_read("-", limit, &place->a, &s).status, status);
    if (kept >= 0) {
        dup2(kept, STDIN_FILENO);
        close(kept);
    }
    assert_true(str_eq(s, str_of(text)));
}

static void read_stdin(void **state) {
    struct place *place = *state;
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "自评\n", 7), 7);
    close(ends[1]);
    read_stdin_from(place, ends[0], FILE_LIMIT, FILE_OK, "自评\n");
    put("ten", "0123456789", 0644);
    read_stdin_from(place, open("ten", O_RDONLY), 10, FILE_OK, "0123456789");
    read_stdin_from(place, open("ten", O_RDONLY), 9, FILE_TOO_LARGE, "");
    read_stdin_from(place, open(".", O_RDONLY), 9, FILE_DIRECTORY, "");
}

static void write_new(void **state) {
    struct place *place = *state;
    mode_t old_mask = umask(027);

    writes("new", "一\n二\n", FILE_OK, 0);
    umask(old_mask);
    holds(place, "new", "一\n二\n");
    assert_int_equal(mode_of("new"), 0640);
    writes("empty", "", FILE_OK, 0);
    holds(place, "empty", "");
    assert_int_equal(names(), 2);
}

static void write_over(void **state) {
    struct place *place = *state;
    static const mode_t modes[] = {0600, 0640, 0644, 0664, 0666, 0755};

    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        put("form.ini", "old and rather longer text", modes[i]);
        writes("form.ini", "new", FILE_OK, 0);
        holds(place, "form.ini", "new");
        assert_int_equal(mode_of("form.ini"), modes[i]);
        assert_int_equal(names(), 1);
    }
}

/* Whoever has the old file open, or another name of it, keeps the old text whole. */
static void write_is_atomic(void **state) {
    struct place *place = *state;

    put("form.ini", "old", 0644);
    assert_int_equal(link("form.ini", "other-name"), 0);
    struct file_result r = file_write("form.ini", STR("new"));
    assert_int_equal(r.status, FILE_OK);
    assert_int_equal(r.notes, FILE_NOTE_LINKS);
    holds(place, "form.ini", "new");
    holds(place, "other-name", "old");
}

static void write_large(void **state) {
    struct place *place = *state;
    size_t n = 3000000;
    char *text = malloc(n + 1);

    assert_non_null(text);
    memset(text, 'z', n);
    text[n] = '\0';
    writes("big", text, FILE_OK, 0);
    holds(place, "big", text);
    free(text);
}

static void write_through_links(void **state) {
    struct place *place = *state;
    struct stat st;

    assert_int_equal(mkdir("data", 0755), 0);
    put("data/form.ini", "old", 0600);
    assert_int_equal(symlink("form.ini", "data/first"), 0); /* seen from data/ */
    assert_int_equal(symlink("data/first", "second"), 0);
    writes("second", "new", FILE_OK, 0);
    holds(place, "data/form.ini", "new");
    assert_int_equal(mode_of("data/form.ini"), 0600);
    assert_int_equal(lstat("second", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(lstat("data/first", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    snprintf(place->name, sizeof place->name, "%s/data/form.ini", place->folder);
    assert_int_equal(symlink(place->name, "absolute"), 0);
    writes("absolute", "newer", FILE_OK, 0);
    holds(place, "data/form.ini", "newer");
    assert_int_equal(symlink("data/created", "dangling"), 0);
    writes("dangling", "x", FILE_OK, 0);
    holds(place, "data/created", "x");
    assert_int_equal(symlink("data", "folder-link"), 0);
    writes("folder-link/form.ini", "newest", FILE_OK, 0);
    holds(place, "data/form.ini", "newest");
    assert_int_equal(symlink("loop", "loop"), 0);
    writes("loop", "x", FILE_FAILED, ELOOP);
    assert_int_equal(names(), 6);
}

static void write_where_it_cannot(void **state) {
    char long_name[300];

    (void)state;
    put("file", "kept", 0644);
    assert_int_equal(mkdir("folder", 0755), 0);
    assert_int_equal(mkfifo("pipe", 0644), 0);
    assert_int_equal(symlink("folder", "link"), 0);
    memset(long_name, 'n', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    writes("folder", "x", FILE_DIRECTORY, EISDIR);
    writes("link", "x", FILE_DIRECTORY, EISDIR);
    writes("folder/", "x", FILE_DIRECTORY, EISDIR);
    writes("pipe", "x", FILE_SPECIAL, 0);
    writes("/dev/null", "x", FILE_SPECIAL, 0);
    writes("missing/file", "x", FILE_MISSING, ENOENT);
    writes("missing/", "x", FILE_MISSING, ENOENT);
    writes("file/x", "x", FILE_MISSING, ENOTDIR);
    writes("", "x", FILE_MISSING, ENOENT);
    writes(long_name, "x", FILE_FAILED, ENAMETOOLONG);
    assert_int_equal(names(), 4);
}

static void path_too_long(void **state) {
    struct place *place = *state;
    size_t n = 70000;
    char *path = malloc(n + 1);

    assert_non_null(path);
    for (size_t i = 0; i < n; i += 2) {
        memcpy(path + i, "./", 2);
    }
    path[n] = '\0';
    writes(path, "x", FILE_FAILED, ENAMETOOLONG);
    reads(place, path, FILE_LIMIT, FILE_FAILED, ENAMETOOLONG);
    /* Just short enough for the file itself, not for the one written first. */
    path[4092] = '\0';
    memcpy(path + 4090, "xy", 2);
    writes(path, "x", FILE_FAILED, ENAMETOOLONG);
    free(path);
    assert_int_equal(names(), 0);
}

/* The disk is as good as full at 64 KiB. */
static void write_fails_half_way(void **state) {
    struct place *place = *state;
    struct rlimit old;
    struct rlimit small;
    size_t n = 100000;
    char *text = malloc(n + 1);

    assert_non_null(text);
    memset(text, 'z', n);
    text[n] = '\0';
    put("form.ini", "kept", 0644);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = old;
    small.rlim_cur = 65536;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    writes("form.ini", text, FILE_FULL, EFBIG);
    writes("new", text, FILE_FULL, EFBIG);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    signal(SIGXFSZ, SIG_DFL);
    holds(place, "form.ini", "kept");
    assert_int_equal(names(), 1);
    free(text);
}

/* Names that another run left behind are stepped over, not taken. */
static void leftovers(void **state) {
    struct place *place = *state;

    for (int i = 0; i < 3; i++) {
        snprintf(place->name, sizeof place->name, ".ziping-%ld-%d", (long)getpid(), i);
        put(place->name, "left", 0600);
    }
    writes("form.ini", "new", FILE_OK, 0);
    holds(place, "form.ini", "new");
    holds(place, place->name, "left");
    assert_int_equal(names(), 4);
}

/* Root is never refused, so it becomes somebody else for the time. */
static bool become_nobody(void) {
    return geteuid() != 0 || (setegid(NOBODY) == 0 && seteuid(NOBODY) == 0);
}

static void become_root_again(void) {
    if (getuid() == 0) {
        assert_int_equal(seteuid(0), 0);
        assert_int_equal(setegid(getgid()), 0);
    }
}

static void denied(void **state) {
    struct place *place = *state;

    put("secret", "kept", 0000);
    put("read-only", "kept", 0444);
    assert_int_equal(mkdir("locked", 0755), 0);
    put("locked/form.ini", "kept", 0666);
    assert_int_equal(mkdir("closed", 0755), 0);
    put("closed/form.ini", "kept", 0666);
    assert_int_equal(chmod("locked", 0555), 0);
    assert_int_equal(chmod("closed", 0000), 0);
    assert_int_equal(chmod(".", 0777), 0);
    if (!become_nobody()) {
        skip();
    }
    if (access(".", X_OK) != 0 && access(place->folder, X_OK) != 0) {
        become_root_again();
        skip();
    }
    reads(place, "secret", FILE_LIMIT, FILE_DENIED, EACCES);
    reads(place, "closed/form.ini", FILE_LIMIT, FILE_DENIED, EACCES);
    writes("secret", "x", FILE_READ_ONLY, EACCES);
    writes("read-only", "x", FILE_READ_ONLY, EACCES);
    writes("locked/form.ini", "x", FILE_FOLDER, EACCES);
    writes("locked/new", "x", FILE_FOLDER, EACCES);
    writes("closed/form.ini", "x", FILE_DENIED, EACCES);
    become_root_again();
    assert_int_equal(chmod("locked", 0755), 0);
    assert_int_equal(chmod("closed", 0755), 0);
    holds(place, "read-only", "kept");
    holds(place, "locked/form.ini", "kept");
    assert_int_equal(names(), 4);
}

static void owner_kept(void **state) {
    struct place *place = *state;
    struct stat st;

    if (geteuid() != 0) {
        skip();
    }
    put("form.ini", "old", 0640);
    assert_int_equal(chown("form.ini", 1234, 5678), 0);
    writes("form.ini", "new", FILE_OK, 0);
    holds(place, "form.ini", "new");
    assert_int_equal(stat("form.ini", &st), 0);
    assert_int_equal(st.st_uid, 1234);
    assert_int_equal(st.st_gid, 5678);
    assert_int_equal(st.st_mode & 07777, 0640);
}

/* Somebody else's file in a folder for all: the text is kept, its rights go to no other group. */
static void owner_of_another(void **state) {
    struct place *place = *state;
    struct stat st;

    if (geteuid() != 0) {
        skip();
    }
    put("form.ini", "old", 0666);
    assert_int_equal(chmod(".", 0777), 0);
    if (!become_nobody()) {
        skip();
    }
    writes("form.ini", "new", FILE_OK, 0);
    become_root_again();
    holds(place, "form.ini", "new");
    assert_int_equal(stat("form.ini", &st), 0);
    assert_int_equal(st.st_uid, NOBODY);
    assert_int_equal(st.st_mode & 07777, 0606);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(read_whole),
        IN_FOLDER(read_sizes),
        IN_FOLDER(read_limit),
        IN_FOLDER(read_size_unknown),
        IN_FOLDER(read_what_is_no_file),
        IN_FOLDER(read_stdin),
        IN_FOLDER(write_new),
        IN_FOLDER(write_over),
        IN_FOLDER(write_is_atomic),
        IN_FOLDER(write_large),
        IN_FOLDER(write_through_links),
        IN_FOLDER(write_where_it_cannot),
        IN_FOLDER(path_too_long),
        IN_FOLDER(write_fails_half_way),
        IN_FOLDER(leftovers),
        IN_FOLDER(denied),
        IN_FOLDER(owner_kept),
        IN_FOLDER(owner_of_another),
    };

    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
