/* Output: from the program to the emulator. */
#include "term_private.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "golden.h"
#include "ziping/text.h"

enum { LATE = 50 };

void bytes_add(struct bytes *b, const char *p, size_t n) {
    if (b->n + n > b->cap) {
        b->cap = (b->n + n) * 2;
        b->p = realloc(b->p, b->cap);
        if (b->p == NULL) {
            abort();
        }
    }
    if (n > 0) {
        memcpy(b->p + b->n, p, n);
    }
    b->n += n;
}

long term_now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000L + t.tv_nsec / 1000;
}

long term_now_ms(void) {
    return term_now_us() / 1000;
}

static void on_reply(const char *bytes, size_t n, void *user) {
    struct term *t = user;
    if (!t->silent) {
        bytes_add(&t->out, bytes, n);
    }
}

static int on_property(VTermProp property, VTermValue *value, void *user) {
    struct term *t = user;
    if (property == VTERM_PROP_CURSORVISIBLE) {
        t->hidden = !value->boolean;
    } else if (property == VTERM_PROP_ALTSCREEN) {
        t->alt = value->boolean;
    }
    return 1;
}

static int on_bell(void *user) {
    ((struct term *)user)->bells++;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property, .bell = on_bell};

/* What is printed in the last column while lines don't wrap leaves the cursor there. The emulator's last column is
   further right, so it is put back. */
static void hang_at_edge(struct term *t, bool wraps) {
    if (wraps && t->unwrapped) {
        char put_back[32];
        bytes_add(&t->pass, put_back, (size_t)snprintf(put_back, sizeof put_back, "\033[%dG", t->cols - t->margin));
    }
    t->unwrapped = !wraps;
}

/* Notes the modes set and reset; `CSI n b` repeats the last character, which libvterm before 0.3 does not know. */
static void csi_done(struct term *t, char final) {
    t->csi[t->csi_n] = '\0';
    if (t->csi[0] == '?' && (final == 'h' || final == 'l')) {
        for (char *p = t->csi; *p != '\0';) {
            unsigned long mode = strtoul(p + 1, &p, 10);
            if (mode < MODES) {
                t->modes[mode] = final == 'h';
            }
            if (*p != ';') {
                break;
            }
        }
    }
    if (final == 'b' && strspn(t->csi, "0123456789") == t->csi_n) {
        long times = strtol(t->csi, NULL, 10);
        for (long i = times > 0 ? times : 1; i > 0 && i <= t->rows * t->cols; i--) {
            bytes_add(&t->pass, t->glyph, t->glyph_n);
        }
        return;
    }
    bytes_add(&t->pass, "\033[", 2);
    bytes_add(&t->pass, t->csi, t->csi_n);
    bytes_add(&t->pass, &final, 1);
    if (t->margin > 0 && strcmp(t->csi, "?7") == 0) {
        hang_at_edge(t, final == 'h');
    }
}

#define WIDENED 0x20000u

uint32_t term_widen(uint32_t cp) {
    bool ambiguous = text_char_columns(cp, TEXT_NARROW) == 1 && text_char_columns(cp, TEXT_WIDE) == 2;
    return !ambiguous ? cp : cp == 0xFFFD ? WIDENED + 0xA000 : cp < 0xA000 ? WIDENED + cp : cp;
}

uint32_t term_narrow(struct term *t, uint32_t cp) {
    uint32_t meant = cp - WIDENED;
    return !t->wide || cp < WIDENED || meant > 0xA000 ? cp : meant == 0xA000 ? 0xFFFD : meant;
}

/* The character that has come whole, on to the emulator. */
static void pass_widened(struct term *t) {
    struct str glyph = {t->glyph, t->glyph_n};
    uint32_t cp;
    if (text_decode(glyph, 0, &cp) == glyph.n && (glyph.n > 1 || cp < 0x80)) {
        char text[4];
        bytes_add(&t->pass, text, text_encode(term_widen(cp), text));
    }
}

static void take_byte(struct term *t, unsigned char c) {
    char byte = (char)c;
    if (t->in == CSI) {
        if (c >= 0x40 && c <= 0x7e) {
            t->in = GROUND;
            csi_done(t, byte);
            return;
        }
        if (c >= 0x20 && c < 0x40 && t->csi_n < sizeof t->csi - 1) {
            t->csi[t->csi_n++] = byte;
            return;
        }
        t->in = GROUND; /* broken off, or too long: the emulator's to judge */
        bytes_add(&t->pass, "\033[", 2);
        bytes_add(&t->pass, t->csi, t->csi_n);
    }
    if (t->in == ESCAPE) {
        t->in = GROUND;
        if (c == '[') {
            t->in = CSI;
            t->csi_n = 0;
            return;
        }
        if (c == ']' || c == 'P' || c == '^' || c == '_' || c == 'X') {
            t->in = STRING;
        } else if (c >= 0x20 && c < 0x30) {
            t->in = STRING; /* one that ends with its next byte, as ESC ( 0 */
            t->csi_n = 1;
        }
        bytes_add(&t->pass, "\033", 1);
        bytes_add(&t->pass, &byte, 1);
        return;
    }
    if (c == 0x1b) {
        t->in = ESCAPE;
        t->csi_n = 0;
        return;
    }
    if (t->in == STRING) {
        if (c == 0x07 || t->csi_n == 1) {
            t->in = GROUND;
            t->csi_n = 0;
        }
    } else if (c >= 0x20 && c != 0x7f) {
        if ((c & 0xc0) != 0x80) {
            t->glyph_n = 0;
        }
        if (t->glyph_n < sizeof t->glyph) {
            t->glyph[t->glyph_n++] = byte;
        }
        if (t->wide) {
            pass_widened(t);
            return;
        }
    }
    bytes_add(&t->pass, &byte, 1);
}

void term_reap(struct term *t) {
    if (!t->reaped && waitpid(t->pid, &t->status, WNOHANG) == t->pid) {
        t->reaped = true;
    }
}

bool term_step(struct term *t, long ms) {
    bool open = t->fd >= 0 && !t->eof;
    struct pollfd p = {t->fd, (short)(t->out.n > 0 ? POLLIN | POLLOUT : POLLIN), 0};
    term_reap(t);
    long slice = open && !t->reaped ? SLICE_MS : 1; /* only the end of the program comes without an event */
    int ready = poll(&p, open ? 1 : 0, (int)(ms < slice ? ms : slice));
    if (!open || ready <= 0) {
        t->idle += open && t->reaped;
        return false;
    }
    bool got = false;
    char buffer[16384];
    if (p.revents & (POLLIN | POLLHUP | POLLERR)) {
        ssize_t n = read(t->fd, buffer, sizeof buffer);
        got = n > 0;
        if (got) {
            t->idle = 0;
            t->last_us = term_now_us();
            t->last_ms = t->last_us / 1000;
            if (t->first_us == 0) {
                t->first_us = t->last_us;
            }
            t->unseen += (size_t)n;
            bytes_add(&t->raw, buffer, (size_t)n);
            for (ssize_t i = 0; i < n; i++) {
                take_byte(t, (unsigned char)buffer[i]);
            }
            vterm_input_write(t->vt, t->pass.p, t->pass.n);
            t->pass.n = 0;
        } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
            t->eof = true; /* EIO: the last one closed it */
        }
    }
    if ((p.revents & POLLOUT) && t->out.n > 0) {
        ssize_t n = write(t->fd, t->out.p, t->out.n);
        if (n > 0) {
            t->out.n -= (size_t)n;
            memmove(t->out.p, t->out.p + n, t->out.n);
        }
    }
    return got;
}

void term_pause(struct term *t, int ms) {
    for (long end = term_now_ms() + ms, now; (now = term_now_ms()) < end;) {
        term_step(t, end - now);
    }
}

bool term_ended(struct term *t) {
    term_reap(t);
    return t->reaped && (t->eof || t->fd < 0 || t->idle > LATE);
}

void term_emulate(struct term *t) {
    t->vt = vterm_new(t->rows, t->cols);
    vterm_set_utf8(t->vt, 1);
    vterm_output_set_callback(t->vt, on_reply, t);
    t->screen = vterm_obtain_screen(t->vt);
    vterm_screen_set_callbacks(t->screen, &callbacks, t);
    vterm_screen_enable_altscreen(t->screen, 1);
    vterm_screen_reset(t->screen, 1);
}

/* The raw output */

size_t term_bytes(struct term *t) {
    size_t n = t->unseen;
    t->unseen = 0;
    return n;
}

const char *term_raw(struct term *t, size_t *n) {
    char *copy = test_alloc(t->raw.n);
    if (t->raw.n > 0) {
        memcpy(copy, t->raw.p, t->raw.n);
    }
    if (n != NULL) {
        *n = t->raw.n;
    }
    return copy;
}

bool term_raw_has(struct term *t, const char *bytes) {
    size_t n = strlen(bytes);
    for (size_t i = 0; i + n <= t->raw.n; i++) {
        if (memcmp(t->raw.p + i, bytes, n) == 0) {
            return true;
        }
    }
    return false;
}

void term_raw_clear(struct term *t) {
    t->raw.n = 0;
}
