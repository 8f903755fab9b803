/* The scanner. What it takes for a section, a key and a value is what iniparser 4.1's sscanf patterns take, and where
   4.2 takes something else there is a fault. It looks at each byte as few times as it can: a form is read, checked and
   thrown away thousands of times a second. */
#include "ini_scan.h"

#include <stdlib.h>

/* ---- faults ---- */

void ini_fault_add(struct ini_scan_state *s, struct ini_fault fault) {
    struct ini_doc *doc = s->doc;
    struct ini_fault *v = arena_grow(s->a, doc->fault, doc->faults, &s->fault_cap, sizeof *v);

    if (!v) {
        s->failed = true;
        return;
    }
    s->unsorted = s->unsorted || (doc->faults > 0 && v[doc->faults - 1].at > fault.at);
    doc->fault = v;
    v[doc->faults++] = fault;
}

void ini_fault_at(struct ini_scan_state *s, enum ini_fault_kind kind, const char *p, struct str subject) {
    ini_fault_add(s, (struct ini_fault){
                         .kind = kind,
                         .line = ini_place_line(&s->line, p),
                         .at = ini_place(&s->line, p),
                         .subject = subject,
                     });
}

static int compare_faults(const void *x, const void *y) {
    const struct ini_fault *a = x, *b = y;

    return a->at != b->at ? (a->at > b->at) - (a->at < b->at) : (a->kind > b->kind) - (a->kind < b->kind);
}

/* ---- sections and entries ---- */

static void end_section(struct ini_scan_state *s) {
    struct ini_section *last = &s->doc->section[s->doc->sections - 1];

    last->n = (uint32_t)s->doc->entries - last->first;
    if (s->parts > 0) {
        ini_parts_resolve(s);
    }
}

static void add_section(struct ini_scan_state *s, struct ini_section section) {
    struct ini_doc *doc = s->doc;
    struct ini_section *v = arena_grow(s->a, doc->section, doc->sections, &s->section_cap, sizeof *v);

    if (!v) {
        s->failed = true;
        return;
    }
    doc->section = v;
    section.first = (uint32_t)doc->entries;
    v[doc->sections] = section;
    s->section = ini_index_section(s, (uint32_t)doc->sections++);
}

static void begin_section(struct ini_scan_state *s, struct str name, const char *p) {
    struct ini_section section = {name, ini_place_line(&s->line, p), ini_place(&s->line, p), 0, 0};

    end_section(s);
    add_section(s, section);
    /* The nameless one is there without being written. */
    if (!s->failed && s->section > 0 && s->section < s->doc->sections - 1) {
        ini_fault_add(s, (struct ini_fault){INI_DUPLICATE_SECTION, section.line, section.at,
                                            s->doc->section[s->section].line, name});
    }
}

static void parse_section(struct ini_scan_state *s, const char *p, const char *end) {
    const char *close = memchr(p, ']', (size_t)(end - p));
    const char *from = ini_skip_space(p + 1, close);
    struct str name = ini_slice(from, ini_trim_end(from, close));

    /* 4.2 takes the last ] of the line, 4.1 the first one; and it takes `[]` for a piece of the section before. */
    if (close < end - 1 || close == p + 1) {
        ini_fault_at(s, INI_NO_EQUALS_SIGN, close < end - 1 ? close + 1 : p, ini_slice(p, end));
    }
    begin_section(s, name, p);
}

/* A line that begins as a section but doesn't end as one, and has no `=`. iniparser refuses the file; here what follows
   is taken for the section's, so that one slip doesn't bring faults for all of its keys. */
static void parse_unclosed_section(struct ini_scan_state *s, const char *p, const char *end) {
    const char *close = memchr(p, ']', (size_t)(end - p));
    const char *from = ini_skip_space(p + 1, close ? close : end);
    struct str name = ini_slice(from, ini_trim_end(from, close ? close : end));

    if (name.n > 0) {
        begin_section(s, name, p);
    }
}

/* The value of an entry, whose key is there already. `value` … `end` is what stands behind the `=`. */
static void parse_value(struct ini_scan_state *s, struct ini_entry *e, const char *value, const char *end) {
    const struct ini_logical *line = &s->line;
    struct ini_raw raw = {value, value, value, value, false};

    if (value == end) {
        e->value_at = e->value_end = line->stop;
    } else {
        if (!ini_mark(*value)) {
            raw = ini_value_read(s, value, end, e->key);
        }
        e->value_at = ini_place(line, raw.from);
        e->value_end = ini_place_end(line, raw.from, raw.end);
    }
    e->quoted = raw.quoted;
    e->value = ini_slice(raw.text, raw.text_end);
    if (ini_rare_byte(s, &s->amp, '&', raw.text, raw.text_end)) {
        e->value = ini_unescape(s->a, e->value);
    }
}

static void parse_entry(struct ini_scan_state *s, const char *p, const char *equals, const char *end) {
    struct ini_doc *doc = s->doc;
    struct ini_entry *v = arena_grow(s->a, doc->entry, doc->entries, &s->entry_cap, sizeof *v);
    struct ini_entry *e;
    uint32_t index = (uint32_t)doc->entries, earlier;

    if (!v) {
        s->failed = true;
        return;
    }
    doc->entry = v;
    doc->entries++;
    e = &v[index];
    *e = (struct ini_entry){
        .key = ini_slice(p, ini_trim_end(p, equals)),
        .section = (uint32_t)doc->sections - 1,
        .line = ini_place_line(&s->line, p),
        .key_at = ini_place(&s->line, p),
        .parts = 1,
    };
    if (e->section == 0) {
        ini_fault_at(s, INI_KEY_BEFORE_SECTION, p, e->key);
    }
    earlier = ini_index_key(s, index);
    if (earlier > 0) {
        ini_fault_add(s, (struct ini_fault){INI_DUPLICATE_KEY, e->line, e->key_at, v[earlier - 1].line, e->key});
    }
    parse_value(s, e, ini_skip_space(equals + 1, end), end);
    if (e->key.p[e->key.n - 1] >= '0' && e->key.p[e->key.n - 1] <= '9') {
        ini_part_note(s, index);
    }
}

/* ---- lines ---- */

static void parse_line(struct ini_scan_state *s) {
    const char *end = s->line.end;
    const char *p = ini_skip_space(s->line.p, end);
    const char *equals;

    if (p == end || ini_mark(*p)) {
        return;
    }
    if (*p == '[' && end[-1] == ']') {
        parse_section(s, p, end);
        return;
    }
    for (equals = p; equals < end && *equals != '=';) { /* keys are too short for memchr to pay */
        equals++;
    }
    if (*p == '[') {
        ini_fault_at(s, INI_UNCLOSED_SECTION, p, ini_slice(p, end));
        if (equals == end) {
            parse_unclosed_section(s, p, end);
            return;
        }
    }
    if (equals == end || equals == p) {
        ini_fault_at(s, INI_NO_EQUALS_SIGN, p, ini_slice(p, end));
        return;
    }
    parse_entry(s, p, equals, end);
}

/* The faults of a line as such: its length, and backslashes at its end. */
static void check_line(struct ini_scan_state *s) {
    const struct ini_logical *line = &s->line;
    const char *from = ini_skip_space(line->p, line->end);
    bool entry = from < line->end && !ini_mark(*from);
    const char *equals = entry ? memchr(from, '=', (size_t)(line->end - from)) : NULL;
    struct str subject = ini_slice(from, ini_trim_end(from, equals ? equals : line->end));

    if (line->bytes > INI_LINE_MAX) {
        ini_fault_at(s, INI_LINE_TOO_LONG, from, subject);
    }
    for (size_t i = 0; i < line->pieces; i++) {
        struct str text = ini_line(s->doc, line->piece[i].at);
        const char *backslash = ini_trim_end(text.p, text.p + text.n) - 1;
        if (i + 1 < line->pieces || line->pending) {
            /* Behind `\\` a blank line is joined too, and has no backslash of its own to show. */
            ini_fault_add(
                s, (struct ini_fault){INI_BACKSLASH_IN_QUOTES, line->piece[i].line,
                                      backslash < text.p ? line->piece[i].at : (uint32_t)(backslash - s->doc->text.p),
                                      0, subject});
        }
    }
}

static void scan_lines(struct ini_scan_state *s) {
    struct str text = s->doc->text;
    uint32_t at = 0, number = 1;

    while (at < text.n && !s->failed) {
        if (!ini_logical_read(s->a, text, at, number, &s->line)) {
            s->failed = true;
            return;
        }
        if (s->line.bytes > INI_LINE_MAX || s->line.pieces > 0) {
            check_line(s);
        }
        if (!s->line.pending) {
            parse_line(s);
        }
        at = s->line.next;
        number += s->line.lines;
    }
}

static bool prepare(struct ini_scan_state *s) {
    size_t n = s->doc->text.n;
    size_t size = 16;

    /* Enough for a form of usual lines; anything else grows. */
    while (size < n / 48 && size < ((size_t)1 << 20)) {
        size *= 2;
    }
    s->entry_cap = n / 64 + 8;
    s->section_cap = n / 256 + 8;
    s->doc->entry = arena_raw(s->a, s->entry_cap * sizeof *s->doc->entry);
    s->doc->section = arena_raw(s->a, s->section_cap * sizeof *s->doc->section);
    return s->doc->entry && s->doc->section && ini_index_make(s, size, size / 4);
}

static uint32_t line_of(struct str text, size_t at) {
    uint32_t line = 1;

    for (size_t i = 0; i < at; i++) {
        line += text.p[i] == '\n';
    }
    return line;
}

/* What the file's encoding gives rise to. */
static void encoding_faults(struct ini_scan_state *s, const struct ini_decoded *d) {
    struct ini_fault fault = {.line = line_of(d->text, d->at), .at = (uint32_t)d->at};

    if (d->bom) {
        ini_fault_add(s, (struct ini_fault){.kind = INI_BOM, .line = 1});
    }
    if (d->refused || d->converted) {
        fault.kind = d->refused ? d->kind : INI_GB18030;
        ini_fault_add(s, fault);
    }
}

enum ini_status ini_scan(struct arena *a, struct str bytes, struct ini_doc *out) {
    struct ini_scan_state s = {.a = a, .doc = out};
    struct ini_decoded decoded;

    *out = (struct ini_doc){.arena = a, .text = bytes};
    /* Places are 32 bits wide; nobody reads so much, and a GB18030 text may grow by half. */
    if (bytes.n > UINT32_MAX / 2 || !ini_decode(a, bytes.p ? bytes : STR(""), &decoded)) {
        return INI_NO_MEMORY;
    }
    out->text = decoded.text;
    if (decoded.refused || decoded.bom || decoded.converted) {
        encoding_faults(&s, &decoded);
    }
    if (decoded.refused) {
        return s.failed ? INI_NO_MEMORY : INI_REFUSED;
    }
    if (!prepare(&s)) {
        return INI_NO_MEMORY;
    }
    s.amp = s.backslash = out->text.p;
    add_section(&s, (struct ini_section){.name = STR("")});
    scan_lines(&s);
    if (s.failed) {
        return INI_NO_MEMORY;
    }
    end_section(&s);
    if (s.unsorted) {
        qsort(out->fault, out->faults, sizeof *out->fault, compare_faults);
    }
    return s.failed || a->failed ? INI_NO_MEMORY : INI_OK;
}
