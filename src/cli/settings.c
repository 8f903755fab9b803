/* The settings file of the screen: where it is, and what is said of it. */
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"
#include "ziping/file.h"
#include "ziping/path.h"
#include "ziping/settings.h"

/* An explicit word on the language goes before the file, the locale behind it. */
static bool lang_given(const struct cli *c) {
    const char *own = getenv("ZIPING_LANG");
    return c->value[OPTION_LANG] || (own && *own);
}

static bool print_faults(const struct settings *s, const char *path) {
    struct buf b = {0};
    settings_report(s, str_of(path), &b);
    bool ok = !b.failed;
    fprintf(stderr, "%.*s", STR_ARG(buf_str(&b)));
    buf_free(&b);
    return ok;
}

/* False when memory is short. */
static bool read_file(struct cli *c, struct arena *a, const char *path) {
    struct str bytes;
    struct file_result r = file_read(path, SETTINGS_LIMIT, a, &bytes);
    if (r.status == FILE_MISSING) {
        return true;
    }
    if (r.status != FILE_OK) {
        cli_fail_file(c, path, file_word(r.status));
        c->settings->lines = 1;
        return r.status != FILE_NO_MEMORY;
    }
    bool ok = settings_read(a, bytes, c->lang, lang_given(c), c->settings);
    c->lang = c->settings->lang;
    return ok && print_faults(c->settings, path);
}

bool cli_settings(struct cli *c, struct arena *a) {
    char path[PATH_MAX];
    c->settings = arena_new(a, struct settings);
    if (!c->settings) {
        return cli_fail(c, str_of(word(c->lang, W_NO_MEMORY))) == CLI_OK;
    }
    settings_default(c->settings, c->lang);
    if (c->value[OPTION_RESTRICTED]) { /* the file would be outside the folder */
        return true;
    }
    if (!path_xdg(getenv("XDG_CONFIG_HOME"), getenv("HOME"), "/.config", path) ||
        strlen(path) + sizeof "/config.ini" > sizeof path) {
        return true;
    }
    strcat(path, "/config.ini");
    return read_file(c, a, path) || cli_fail(c, str_of(word(c->lang, W_NO_MEMORY))) == CLI_OK;
}
