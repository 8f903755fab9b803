#include "restricted.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "ziping/confine.h"

/* What libraries read of the system while a form is open: terminals, languages, time zones, names of users, character
   sets (and the files that converting them takes), and which start of the machine this is. */
static const char *const readable[] = {
    "/usr/share/terminfo",
    "/lib/terminfo",
    "/etc/terminfo",
    "/usr/lib",
    "/lib",
    "/lib64",
    "/usr/share/locale",
    "/usr/share/zoneinfo",
    "/etc/localtime",
    "/etc/passwd",
    "/etc/nsswitch.conf",
    "/etc/ld.so.cache",
    "/proc/sys/kernel/random/boot_id",
    NULL,
};

static enum word why_not(int code) {
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        return W_FILE_MISSING;
    case EACCES:
        return W_FILE_DENIED;
    default:
        break;
    }
    return W_OUTSIDE;
}

static int check_below(const struct cli *c, int folder, const char *path) {
    int code = path ? confine_beneath(folder, path) : 0;
    return code == 0 ? CLI_OK : cli_fail_file(c, path, why_not(code));
}

int restricted_enter(const struct cli *c, const char *folder) {
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), code;
    const char *const files[] = {c->operands > 0 ? c->operand[0] : NULL, c->value[OPTION_RULES],
                                 c->value[OPTION_COMPARE]};
    int status = fd >= 0 ? CLI_OK : cli_fail_file(c, folder, why_not(errno));
    for (size_t i = 0; status == CLI_OK && i < sizeof files / sizeof *files; i++) {
        status = check_below(c, fd, files[i]);
    }
    if (fd >= 0) {
        close(fd);
    }
    if (status != CLI_OK) {
        return status;
    }
    switch (confine(folder, readable, &code)) {
    case CONFINED:
        break;
    case CONFINE_NO_FOLDER:
        return cli_fail_file(c, folder, why_not(code));
    case CONFINE_UNSUPPORTED:
        return cli_fail_file(c, folder, W_CONFINE_UNSUPPORTED);
    }
    return CLI_OK;
}
