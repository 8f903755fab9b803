/* Reading through iniparser. 4.1 takes nothing but a path: so the text, which may have been converted or lost its byte
   order mark, is put into a file in memory, or a temporary one where there is no /proc. */
#define _GNU_SOURCE /* memfd_create */

#include "ziping/rules_ini.h"

#include <errno.h>
#include <iniparser/iniparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ini_parts.h"

static bool write_all(int fd, struct str text) {
    while (text.n > 0) {
        ssize_t n = write(fd, text.p, text.n);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        text = str_sub(text, n > 0 ? (size_t)n : 0, text.n);
    }
    return true;
}

/* iniparser's own way is to print, in the middle of the screen. */
__attribute__((format(printf, 1, 2))) static int say_nothing(const char *format, ...) {
    (void)format;
    return 0;
}

static dictionary *load(const char *path) {
    dictionary *d;

    iniparser_set_error_callback(say_nothing);
    d = iniparser_load(path);
    iniparser_set_error_callback(NULL);
    return d;
}

/* False when the text could not be put where iniparser can read it. */
static bool load_memory(struct str text, dictionary **out) {
    int fd = memfd_create("rules.ini", MFD_CLOEXEC);
    char path[64];
    bool ready = fd >= 0 && write_all(fd, text);

    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    ready = ready && access(path, R_OK) == 0;
    if (ready) {
        *out = load(path);
    }
    if (fd >= 0) {
        close(fd);
    }
    return ready;
}

static bool load_temporary(struct arena *a, struct str text, dictionary **out) {
    const char *folder = getenv("TMPDIR");
    struct str path = arena_join(a, str_of(folder && *folder ? folder : "/tmp"), STR("/ziping-XXXXXX"));
    int fd = path.p ? mkstemp((char *)path.p) : -1;
    bool ready;

    if (fd < 0) {
        return false;
    }
    ready = write_all(fd, text);
    ready = close(fd) == 0 && ready;
    if (ready) {
        *out = load(path.p);
    }
    unlink(path.p);
    return ready;
}

/* What iniparser has under `section:key`, or with `.number` behind it. dictionary_get instead of iniparser_getstring,
   which cuts names at 1,024 bytes. */
static const char *look_up(const dictionary *d, struct buf *name, struct str section, struct str key, uint32_t number) {
    buf_clear(name);
    buf_add(name, section);
    buf_char(name, ':');
    buf_add(name, key);
    if (number > 0) {
        buf_char(name, '.');
        buf_number(name, number);
    }
    buf_char(name, '\0');
    if (name->failed) {
        return NULL;
    }
    for (size_t i = 0; i < name->n; i++) {
        name->p[i] = name->p[i] >= 'A' && name->p[i] <= 'Z' ? (char)(name->p[i] - 'A' + 'a') : name->p[i];
    }
    return dictionary_get(d, name->p, NULL);
}

/* Adds a line's value as iniparser has it to *value; false when it doesn't have it. */
static bool add_value(struct arena *a, const char *text, struct buf *value) {
    if (text) {
        buf_add(value, ini_unescape(a, str_of(text)));
    }
    return text != NULL;
}

/* The value of an entry with its parts. What iniparser doesn't have (the key of a name with a colon in it, say) stays
   as it was scanned. False when memory is short. */
static bool read_entry(struct ini_doc *doc, const dictionary *d, struct buf *name, struct ini_entry *e) {
    struct str section = doc->section[e->section].name;
    struct buf value = {0};
    bool found = add_value(doc->arena, look_up(d, name, section, e->key, 0), &value);

    for (uint32_t number = 2; found && number <= e->parts; number++) {
        add_value(doc->arena, look_up(d, name, section, e->key, number), &value);
    }
    if (found) {
        e->value = arena_copy(doc->arena, buf_str(&value));
    }
    found = !value.failed && !name->failed && !doc->arena->failed;
    buf_free(&value);
    return found;
}

enum rules_ini_status rules_ini_read(struct ini_doc *doc) {
    dictionary *d = NULL;
    struct buf name = {0};
    bool done = true;

    if (!load_memory(doc->text, &d) && !load_temporary(doc->arena, doc->text, &d)) {
        return doc->arena->failed ? RULES_INI_NO_MEMORY : RULES_INI_FAILED;
    }
    if (!d) {
        return RULES_INI_REFUSED;
    }
    for (size_t i = 0; i < doc->entries && done; i++) {
        done = read_entry(doc, d, &name, &doc->entry[i]);
    }
    iniparser_freedict(d);
    buf_free(&name);
    return done ? RULES_INI_OK : RULES_INI_NO_MEMORY;
}
