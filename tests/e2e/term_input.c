/* Input: keys by name, pastes. */
#include "term_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "golden.h"

void term_send_at(struct term *t, const char *bytes, size_t n, const char *file, int line) {
    for (long now; (now = term_now_ms()) < t->esc_until;) {
        term_step(t, t->esc_until - now);
    }
    bytes_add(&t->out, bytes, n);
    size_t left = t->out.n;
    for (long since = term_now_ms(); t->out.n > 0;) {
        term_wait_step_at(t, since, "the program's reading of its input", file, line);
        if (t->out.n < left) {
            since = term_now_ms();
        }
        left = t->out.n;
    }
}

void term_type_at(struct term *t, const char *utf8, const char *file, int line) {
    term_send_at(t, utf8, strlen(utf8), file, line);
}

void term_paste_at(struct term *t, const char *text, const char *file, int line) {
    if (!term_mode(t, 2004)) {
        term_fail_at(t, file, line, "the program has not asked for bracketed paste");
    }
    char *bytes = test_alloc(strlen(text) + sizeof "\033[200~\033[201~");
    sprintf(bytes, "\033[200~%s\033[201~", text);
    term_send_at(t, bytes, strlen(bytes), file, line);
}

static const struct key {
    const char *name;
    enum { ARROW, FUNCTION, TILDE, PLAIN } kind;
    int code; /* the final letter, the number before the tilde, or the byte */
} keys[] = {
    {"Up", ARROW, 'A'},         {"Down", ARROW, 'B'},   {"Right", ARROW, 'C'}, {"Left", ARROW, 'D'},
    {"Home", ARROW, 'H'},       {"End", ARROW, 'F'},    {"Insert", TILDE, 2},  {"Delete", TILDE, 3},
    {"PageUp", TILDE, 5},       {"PageDown", TILDE, 6}, {"F1", FUNCTION, 'P'}, {"F2", FUNCTION, 'Q'},
    {"F3", FUNCTION, 'R'},      {"F4", FUNCTION, 'S'},  {"F5", TILDE, 15},     {"F6", TILDE, 17},
    {"F7", TILDE, 18},          {"F8", TILDE, 19},      {"F9", TILDE, 20},     {"F10", TILDE, 21},
    {"F11", TILDE, 23},         {"F12", TILDE, 24},     {"Tab", PLAIN, '\t'},  {"Enter", PLAIN, '\r'},
    {"Esc", PLAIN, 033},        {"Space", PLAIN, ' '},  {"lt", PLAIN, '<'},    {"gt", PLAIN, '>'},
    {"Backspace", PLAIN, 0x7f},
};

/* A plain byte or character with modifiers: Alt puts Esc before it, Ctrl takes its low five bits. */
static size_t plain_key(const char *c, size_t n, bool shift, bool alt, bool ctrl, char out[32]) {
    size_t at = 0;
    if (alt) {
        out[at++] = 033;
    }
    if (shift && n == 1 && *c == '\t') {
        return at + (size_t)sprintf(out + at, "\033[Z");
    }
    for (size_t i = 0; i < n && at < 31; i++) {
        out[at++] = c[i];
    }
    if (n == 1 && shift && *c >= 'a' && *c <= 'z') {
        out[at - 1] -= 'a' - 'A';
    }
    if (n == 1 && ctrl && *c != '\t' && *c != '\r' && *c != 033) {
        out[at - 1] = *c == 0x7f ? '\b' : *c == '?' ? 0x7f : (char)(*c & 0x1f);
    }
    return at;
}

/* The bytes of a key by its name without the brackets; 0 if there is no such key. */
static size_t key_bytes(struct term *t, const char *name, size_t n, char out[32]) {
    bool shift = false, alt = false, ctrl = false;
    for (; n > 2 && name[1] == '-' && strchr("SMC", name[0]) != NULL; name += 2, n -= 2) {
        shift = shift || name[0] == 'S';
        alt = alt || name[0] == 'M';
        ctrl = ctrl || name[0] == 'C';
    }
    const struct key *k = NULL;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strlen(keys[i].name) == n && strncasecmp(keys[i].name, name, n) == 0) {
            k = &keys[i];
        }
    }
    if (k == NULL) {
        int one = mblen(name, n);
        return one > 0 && (size_t)one == n ? plain_key(name, n, shift, alt, ctrl, out) : 0;
    }
    char c = (char)k->code;
    int with = 1 + shift + 2 * alt + 4 * ctrl;
    if (k->kind == PLAIN) {
        return plain_key(&c, 1, shift, alt, ctrl, out);
    }
    if (k->kind == TILDE) {
        return (size_t)(with > 1                         ? sprintf(out, "\033[%d;%d~", k->code, with)
                        : t->linux_keys && k->code == 15 ? sprintf(out, "\033[[E")
                                                         : sprintf(out, "\033[%d~", k->code));
    }
    if (with > 1) {
        return (size_t)sprintf(out, "\033[1;%d%c", with, c);
    }
    if (k->kind == FUNCTION) {
        return (size_t)(t->linux_keys ? sprintf(out, "\033[[%c", 'A' + c - 'P') : sprintf(out, "\033O%c", c));
    }
    if (t->tilde_home && (c == 'H' || c == 'F')) {
        return (size_t)sprintf(out, "\033[%d~", c == 'H' ? 1 : 4);
    }
    return (size_t)sprintf(out, "\033%c%c", t->modes[1] ? 'O' : '[', c);
}

void term_keys_at(struct term *t, const char *names, const char *file, int line) {
    char *burst = test_alloc(strlen(names) * 8 + 32);
    size_t n = 0;
    for (const char *p = names; *p != '\0'; p++) {
        if (*p == ' ') {
            continue;
        }
        if (*p != '<') {
            burst[n++] = *p;
            continue;
        }
        const char *end = strchr(p, '>');
        size_t got = end != NULL ? key_bytes(t, p + 1, (size_t)(end - p - 1), burst + n) : 0;
        if (got == 0) {
            term_fail_at(t, file, line, "no such key: %s", p);
        }
        n += got;
        p = end;
        if (burst[n - 1] == 033) {
            term_send_at(t, burst, n, file, line);
            t->esc_until = term_now_ms() + t->esc_pause_ms;
            n = 0;
        }
    }
    if (n > 0) {
        term_send_at(t, burst, n, file, line);
    }
}

struct term_cost term_measure_at(struct term *t, const char *names, int quiet_ms, const char *file, int line) {
    term_wait_quiet_at(t, quiet_ms, file, line);
    size_t before = t->raw.n;
    t->first_us = 0;
    long from = term_now_us();
    term_keys_at(t, names, file, line);
    term_wait_quiet_at(t, quiet_ms, file, line);
    size_t bytes = t->raw.n - before;
    return (struct term_cost){bytes, bytes > 0 ? t->first_us - from : -1, bytes > 0 ? t->last_us - from : -1};
}
