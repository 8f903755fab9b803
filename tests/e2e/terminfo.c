#include "terminfo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* \E, ^X, \123 and the like, as infocmp writes them; up to the comma behind the capability. */
static void decode(const char *text, char *out, size_t size) {
    size_t n = 0;
    for (; *text != '\0' && *text != ',' && n + 1 < size; text++) {
        if (text[0] == '^' && text[1] != '\0') {
            text++;
            out[n++] = *text == '?' ? 0x7f : (char)(*text & 0x1f);
        } else if (text[0] == '\\' && text[1] >= '0' && text[1] <= '7') {
            out[n++] = (char)((text[1] - '0') * 64 + (text[2] - '0') * 8 + (text[3] - '0'));
            text += 3;
        } else if (text[0] == '\\' && text[1] != '\0') {
            text++;
            out[n++] = (char)(*text == 'E' || *text == 'e' ? 033 : *text == 'b' ? '\b' : *text == 't' ? '\t' : *text);
        } else {
            out[n++] = *text;
        }
    }
    out[n] = '\0';
}

bool terminfo_key(const char *term, const char *capability, char *out, size_t size) {
    char line[256], command[128];
    size_t n = strlen(capability);
    bool found = false;
    snprintf(command, sizeof command, "infocmp -1 -x '%s' 2>/dev/null", term);
    FILE *f = popen(command, "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        if (!found && line[0] == '\t' && strncmp(line + 1, capability, n) == 0 && line[1 + n] == '=') {
            decode(line + 2 + n, out, size);
            found = true;
        }
    }
    if (f != NULL) {
        pclose(f);
    }
    return found;
}
