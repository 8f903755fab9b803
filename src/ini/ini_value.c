/* A value's text as iniparser 4.1 takes it, and the faults where 4.2 would take another, or both take less than what
   was probably meant. */
#include "ini_scan.h"

static const char *find_mark(const char *p, const char *end) {
    while (p < end && !ini_mark(*p)) {
        p++;
    }
    return p;
}

static struct ini_raw read_plain(struct ini_scan_state *s, const char *v, const char *end, struct str key) {
    const char *stop = find_mark(v, end);

    if (stop < end && stop > v && !ini_space(stop[-1])) {
        ini_fault_at(s, INI_UNQUOTED_COMMENT, stop, key);
    }
    end = ini_trim_end(v, stop);
    return (struct ini_raw){v, end, v, end, false};
}

/* `""` and `''` are empty. What follows other than a comment is read with the quotes by 4.1, and is lost in 4.2. */
static struct ini_raw read_empty_quotes(struct ini_scan_state *s, const char *v, const char *end, struct str key) {
    const char *rest = ini_skip_space(v + 2, end);

    if (rest == end || ini_mark(*rest)) {
        return (struct ini_raw){v, v + 2, v + 1, v + 1, true};
    }
    ini_fault_at(s, INI_TEXT_AFTER_QUOTE, rest, key);
    end = ini_trim_end(v, find_mark(rest, end));
    return (struct ini_raw){v, end, v, end, true};
}

static struct ini_raw read_quoted(struct ini_scan_state *s, const char *v, const char *end, struct str key) {
    const char *close = memchr(v + 1, v[0], (size_t)(end - (v + 1)));
    const char *rest;

    if (close == v + 1) {
        return read_empty_quotes(s, v, end, key);
    }
    if (!close) {
        const char *text = v + 1 == end ? v : v + 1; /* a quote alone is text */
        ini_fault_at(s, INI_UNCLOSED_QUOTE, v, key);
        return (struct ini_raw){v, end, text, end, true};
    }
    if (close[-1] != '\\') { /* behind a backslash the quote itself is in doubt, which has its own fault */
        rest = ini_skip_space(close + 1, end);
        if (rest < end && !ini_mark(*rest)) {
            ini_fault_at(s, INI_TEXT_AFTER_QUOTE, rest, key);
        }
    }
    return (struct ini_raw){v, close + 1, v + 1, close, true};
}

struct ini_raw ini_value_read(struct ini_scan_state *s, const char *v, const char *end, struct str key) {
    struct ini_raw raw;
    const char *backslash;

    if (*v != '"' && *v != '\'') {
        return read_plain(s, v, end, key);
    }
    raw = read_quoted(s, v, end, key);
    backslash = ini_rare_byte(s, &s->backslash, '\\', raw.text, raw.text_end);
    if (backslash) {
        ini_fault_at(s, INI_BACKSLASH_IN_QUOTES, backslash, key);
    }
    return raw;
}
