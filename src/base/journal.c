/* Writing a journal. */
#include "ziping/journal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "journal_text.h"
#include "retry.h"
#include "ziping/beside.h"
#include "ziping/process.h"

#define SECOND 1000           /* milliseconds */
#define WAIT (SECOND / 2)     /* for more changes to come */
#define WAIT_MOST (30 * 1000) /* between attempts that fail */
#define COMPACT_ABOVE 65536   /* bytes */

/* ---- beginning and ending ---- */

static void put_header(struct journal *j, const struct journal_base *b) {
    char full[PATH_MAX], boot[PROCESS_TEXT], number[3][24];
    uint64_t hash = journal_hash(JOURNAL_HASH, b->bytes);

    process_boot(boot);
    struct str field[] = {beside_absolute(b->path, full) == 0 ? str_of(full) : str_of(b->path),
                          journal_number(b->bytes.n, number[0]), journal_number(hash, number[1]), str_of(boot),
                          journal_number(b->time > 0 ? (uint64_t)b->time : 0, number[2])};
    buf_clear(&j->header);
    buf_text(&j->header, JOURNAL_FIRST_LINE);
    j->header_sum = JOURNAL_HASH;
    journal_put(&j->header, &j->header_sum, 'h', field, sizeof field / sizeof *field);
}

bool journal_begin(struct journal *j, const struct journal_base *b) {
    *j = (struct journal){.fd = -1};
    snprintf(j->form, sizeof j->form, "%s", b->path);
    snprintf(j->state, sizeof j->state, "%s", b->state ? b->state : "");
    put_header(j, b);
    return !j->header.failed;
}

void journal_adopt(struct journal *j, const char *name) {
    snprintf(j->name, sizeof j->name, "%s", name);
    j->adopted = true;
}

static void forget(struct journal_entry *e) {
    free(e->path);
    free(e->text);
    *e = (struct journal_entry){0};
}

void journal_close(struct journal *j) {
    if (j->fd >= 0) {
        close(j->fd);
    }
    for (size_t i = 0; i < j->entries; i++) {
        forget(&j->entry[i]);
    }
    free(j->entry);
    forget(&j->typing);
    buf_free(&j->header);
    *j = (struct journal){.fd = -1};
}

static bool same_file(const struct stat *a, const char *name) {
    struct stat b;

    return lstat(name, &b) == 0 && a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

void journal_remove(struct journal *j) {
    struct stat st;

    if (j->adopted || (j->fd >= 0 && fstat(j->fd, &st) == 0 && same_file(&st, j->name))) {
        beside_remove(j->name);
    }
    journal_close(j);
}

bool journal_restart(struct journal *j, const struct journal_base *b) {
    journal_remove(j);
    return journal_begin(j, b);
}

/* ---- what is to be written ---- */

static bool put_text(struct journal_entry *e, struct str text) {
    if (text.n > e->text_cap) {
        size_t cap = text.n + text.n / 2;
        char *p = realloc(e->text, cap);
        if (!p) {
            return false;
        }
        e->text = p;
        e->text_cap = cap;
    }
    if (text.n > 0) {
        memcpy(e->text, text.p, text.n);
    }
    e->text_n = text.n;
    return true;
}

static bool put_path(struct journal_entry *e, struct str path) {
    char *p = malloc(path.n + 1);

    if (!p) {
        return false;
    }
    memcpy(p, path.n > 0 ? path.p : "", path.n);
    free(e->path);
    e->path = p;
    e->path_n = path.n;
    return true;
}

static struct str path_of(const struct journal_entry *e) {
    return (struct str){e->path, e->path_n};
}

static struct str text_of(const struct journal_entry *e) {
    return (struct str){e->text, e->text_n};
}

static void note_change(struct journal *j, struct journal_entry *e, int64_t now) {
    e->unsaved = true;
    if (!j->unsaved) {
        j->since = now;
    }
    j->unsaved = true;
}

static struct journal_entry *find(struct journal *j, struct str path) {
    for (size_t i = 0; i < j->entries; i++) {
        if (str_eq(path_of(&j->entry[i]), path)) {
            return &j->entry[i];
        }
    }
    return NULL;
}

static struct journal_entry *add(struct journal *j, struct str path) {
    struct journal_entry *e;

    if (j->entries == j->cap) {
        size_t cap = j->cap ? j->cap * 2 : 32;
        struct journal_entry *v = realloc(j->entry, cap * sizeof *v);
        if (!v) {
            return NULL;
        }
        j->entry = v;
        j->cap = cap;
    }
    e = &j->entry[j->entries];
    *e = (struct journal_entry){0};
    if (!put_path(e, path)) {
        return NULL;
    }
    j->entries++;
    return e;
}

bool journal_set(struct journal *j, struct str path, struct str text, int64_t now) {
    struct journal_entry *e = find(j, path);

    e = e ? e : add(j, path);
    if (!e || !put_text(e, text)) {
        return false;
    }
    if (str_eq(path_of(&j->typing), path)) {
        j->typing.path_n = j->typing.text_n = 0;
        j->typing.unsaved = false; /* a record of the field ends its typing */
    }
    note_change(j, e, now);
    return true;
}

bool journal_typing(struct journal *j, struct str path, struct str text, int64_t now) {
    struct journal_entry *t = &j->typing;

    if (str_eq(path_of(t), path) && str_eq(text_of(t), text)) {
        return true;
    }
    if (!put_text(t, text) || (!str_eq(path_of(t), path) && !put_path(t, path))) {
        return false;
    }
    note_change(j, t, now);
    return true;
}

/* ---- when ---- */

int journal_due(const struct journal *j, int64_t now) {
    int64_t pause = SECOND, due;

    if (!j->unsaved) {
        return -1;
    }
    for (unsigned i = 0; i < j->failures && pause < WAIT_MOST; i++) {
        pause *= 2;
    }
    pause = pause < WAIT_MOST ? pause : WAIT_MOST;
    due = j->since + WAIT;
    if (j->last > 0 && j->last + pause > due) {
        due = j->last + pause;
    }
    return due <= now ? 0 : due - now > WAIT_MOST ? WAIT_MOST : (int)(due - now);
}

/* ---- writing ---- */

static void put_entry(struct buf *out, uint64_t *sum, char type, const struct journal_entry *e) {
    struct str field[] = {path_of(e), text_of(e)};

    journal_put(out, sum, type, field, 2);
}

/* The records that are not in the file, or all. */
static void put_records(const struct journal *j, bool all, struct buf *out, uint64_t *sum) {
    for (size_t i = 0; i < j->entries; i++) {
        if (all || j->entry[i].unsaved) {
            put_entry(out, sum, 'e', &j->entry[i]);
        }
    }
    if (all ? j->typing.path_n > 0 : j->typing.unsaved) {
        put_entry(out, sum, 't', &j->typing);
    }
}

static void written(struct journal *j, uint64_t sum, size_t size) {
    j->sum = sum;
    j->size = size;
    j->torn = false;
    j->unsaved = false;
    j->typing.unsaved = false;
    for (size_t i = 0; i < j->entries; i++) {
        j->entry[i].unsaved = false;
    }
}

static struct file_result no_memory(void) {
    return (struct file_result){.status = FILE_NO_MEMORY};
}

/* Makes the file anew under this name, if there is none. */
static struct file_result create(struct journal *j, const char *name, struct str text) {
    int fd, code;

    RETRY(fd, open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (fd < 0) {
        return file_failed(errno);
    }
    if (!beside_write(fd, text, 0) || !beside_sync(fd, false)) {
        code = errno;
        beside_remove(name);
        close(fd);
        return file_failed(code);
    }
    beside_sync_folder(name);
    j->fd = fd;
    memmove(j->name, name, strlen(name) + 1);
    return (struct file_result){.status = FILE_OK};
}

/* Puts a file with the whole text in the place of the one that is there. */
static struct file_result replace(struct journal *j, struct str text) {
    char name[PATH_MAX];
    int fd = beside_create(j->name, 0600, name), code;

    if (fd < 0) {
        return file_failed(errno);
    }
    if (!beside_write(fd, text, 0) || !beside_sync(fd, false) || !beside_rename(name, j->name)) {
        code = errno;
        close(fd);
        beside_remove(name);
        return file_failed(code);
    }
    beside_sync_folder(j->name);
    if (j->fd >= 0) {
        close(j->fd);
    }
    j->fd = fd;
    j->adopted = false;
    return (struct file_result){.status = FILE_OK};
}

/* Makes the folder and those above it. */
static void make_folders(const char *path) {
    char part[PATH_MAX];

    for (size_t i = 1; path[i - 1] != '\0'; i++) {
        if (path[i] == '/' || path[i] == '\0') {
            memcpy(part, path, i);
            part[i] = '\0';
            mkdir(part, 0700);
        }
    }
}

/* Beside the form, or else in the folder for those that can't stand there. */
static struct file_result create_somewhere(struct journal *j, struct str text) {
    struct file_result r = {.status = FILE_DENIED}, second;
    struct journal_base base = {.path = j->form, .state = j->state};

    journal_names(&base, j->beside, j->apart);
    if (j->beside[0]) {
        r = create(j, j->beside, text);
    }
    if (r.status == FILE_OK || r.status == FILE_EXISTS || !j->apart[0]) {
        return r;
    }
    make_folders(j->state);
    second = create(j, j->apart, text);
    return second.status == FILE_OK || second.status == FILE_EXISTS ? second : r;
}

/* Header and all entries, as a new file or in place of the old one. */
static struct file_result write_whole(struct journal *j) {
    struct buf text = {0};
    struct file_result r;
    uint64_t sum = j->header_sum;

    buf_add(&text, buf_str(&j->header));
    put_records(j, true, &text, &sum);
    if (text.failed) {
        r = no_memory();
    } else {
        bool there = j->adopted || j->fd >= 0;
        r = there ? replace(j, buf_str(&text)) : create_somewhere(j, buf_str(&text));
    }
    if (r.status == FILE_OK) {
        written(j, sum, text.n);
        j->live = text.n;
    }
    buf_free(&text);
    return r;
}

static struct file_result append(struct journal *j) {
    struct buf text = {0};
    uint64_t sum = j->sum;
    struct file_result r = {.status = FILE_OK};
    int cut = 0;

    put_records(j, false, &text, &sum);
    if (text.failed) {
        r = no_memory();
    } else {
        if (j->torn) {
            RETRY(cut, ftruncate(j->fd, (off_t)j->size));
        }
        j->torn = true;
        if (cut != 0 || !beside_write(j->fd, buf_str(&text), (off_t)j->size) || !beside_sync(j->fd, true)) {
            r = file_failed(errno);
        }
    }
    if (r.status == FILE_OK) {
        written(j, sum, j->size + text.n);
    }
    buf_free(&text);
    return r;
}

/* Whether somebody has cleared the file away, or put another one under its name. */
static bool is_gone(const struct journal *j) {
    struct stat st, now;

    if (fstat(j->fd, &st) != 0) {
        return false;
    }
    return lstat(j->name, &now) == 0 ? st.st_dev != now.st_dev || st.st_ino != now.st_ino : errno == ENOENT;
}

struct file_result journal_flush(struct journal *j, int64_t now) {
    struct file_result r = {.status = FILE_OK};

    if (!j->unsaved) {
        return r;
    }
    j->last = now > 0 ? now : 1;
    if (j->fd >= 0 && is_gone(j)) {
        close(j->fd);
        j->fd = -1;
        j->name[0] = '\0';
    }
    bool large = j->size > COMPACT_ABOVE && j->size / 4 > j->live;
    r = j->fd < 0 || large ? write_whole(j) : append(j);
    j->failures = r.status == FILE_OK ? 0 : j->failures + 1;
    return r;
}
