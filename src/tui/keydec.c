#include "ziping/keydec.h"

#include "ziping/text.h"

#define ESC 0x1B
#define SEQUENCE_MAX 64 /* bytes of a CSI sequence; a longer one is noise */

static const struct str paste_start = {"\033[200~", 6}, paste_end = {"\033[201~", 6};

void keydec_feed(struct keydec *d, const char *bytes, size_t n) {
    if (d->at > 0 && d->at == d->in.n) {
        buf_clear(&d->in);
        d->at = 0;
    }
    buf_add(&d->in, (struct str){bytes, n});
}

bool keydec_waiting(const struct keydec *d) {
    return d->at < d->in.n || d->pasting || d->in_string;
}

bool keydec_begun(const struct keydec *d) {
    return d->pasting || d->in_string || (d->at < d->in.n && d->in.p[d->at] != ESC);
}

void keydec_free(struct keydec *d) {
    buf_free(&d->in);
    buf_free(&d->paste);
}

static struct str rest(const struct keydec *d) {
    return str_sub(buf_str(&d->in), d->at, d->in.n);
}

/* ---- tables ---- */

static enum key_code final_code(char c) {
    switch (c) {
    case 'A':
        return KEYCODE_UP;
    case 'B':
        return KEYCODE_DOWN;
    case 'C':
        return KEYCODE_RIGHT;
    case 'D':
        return KEYCODE_LEFT;
    case 'H':
        return KEYCODE_HOME;
    case 'F':
        return KEYCODE_END;
    case 'P':
    case 'Q':
    case 'R':
    case 'S':
        return (enum key_code)(KEYCODE_F1 + (c - 'P'));
    default:
        return KEYCODES;
    }
}

/* CSI n ~ of VT220 and its heirs. From 25 on the keys are F13 … F20: Shift with F3 … F10 on PuTTY and rxvt, with F1 …
   F8 on the Linux console. */
static enum key_code number_code(unsigned n, unsigned *mods) {
    static const struct {
        unsigned char n;
        enum key_code code;
    } table[] = {
        {1, KEYCODE_HOME},    {2, KEYCODE_INSERT},  {3, KEYCODE_DELETE},  {4, KEYCODE_END},      {5, KEYCODE_PGUP},
        {6, KEYCODE_PGDN},    {7, KEYCODE_HOME},    {8, KEYCODE_END},     {11, KEYCODE_F1},      {12, KEYCODE_F1 + 1},
        {13, KEYCODE_F1 + 2}, {14, KEYCODE_F1 + 3}, {15, KEYCODE_F1 + 4}, {17, KEYCODE_F1 + 5},  {18, KEYCODE_F1 + 6},
        {19, KEYCODE_F1 + 7}, {20, KEYCODE_F1 + 8}, {21, KEYCODE_F1 + 9}, {23, KEYCODE_F1 + 10}, {24, KEYCODE_F1 + 11},
        {25, KEYCODE_F1 + 2}, {26, KEYCODE_F1 + 3}, {28, KEYCODE_F1 + 4}, {29, KEYCODE_F1 + 5},  {31, KEYCODE_F1 + 6},
        {32, KEYCODE_F1 + 7}, {33, KEYCODE_F1 + 8}, {34, KEYCODE_F1 + 9},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].n == n) {
            *mods |= n >= 25 ? KEYMOD_SHIFT : 0;
            return table[i].code;
        }
    }
    return KEYCODES;
}

/* ---- one key ---- */

/* NOTHING: `used` bytes of no key. STRING: they begin a terminal's report that goes on up to its own end. */
enum parse { PARSE_KEY, PARSE_NOTHING, PARSE_STRING, PARSE_MORE };

static enum parse key(struct key_event *e, enum key_code code, unsigned mods) {
    *e = (struct key_event){.code = code, .mods = mods};
    return code == KEYCODES ? PARSE_NOTHING : PARSE_KEY;
}

static enum parse control(struct key_event *e, unsigned char c, unsigned mods) {
    switch (c) {
    case '\r':
    case '\n':
        return key(e, KEYCODE_ENTER, mods);
    case '\t': /* ESC Tab is the Linux console's Shift-Tab */
        return key(e, KEYCODE_TAB, mods ? KEYMOD_SHIFT : 0);
    case 0x08:
    case 0x7F:
        return key(e, KEYCODE_BACKSPACE, mods);
    default:
        *e = (struct key_event){.code = KEYCODE_CHAR, .mods = mods | KEYMOD_CTRL};
        e->cp = c >= 1 && c <= 26 ? c + 0x60u : c + 0x40u;
        return PARSE_KEY;
    }
}

/* Parameters of a CSI sequence: the first two numbers, 0 where absent. */
static void numbers(struct str s, unsigned n[2]) {
    size_t which = 0;
    n[0] = n[1] = 0;
    for (size_t i = 0; i < s.n && which < 2; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9' && n[which] < 10000) {
            n[which] = n[which] * 10 + (unsigned)(s.p[i] - '0');
        } else {
            which++;
        }
    }
}

static unsigned mods_of(unsigned parameter) {
    unsigned bits = parameter > 1 ? parameter - 1 : 0, meta = bits & 8 ? KEYMOD_ALT : 0;
    return (bits & (KEYMOD_SHIFT | KEYMOD_ALT | KEYMOD_CTRL)) | meta;
}

/* All bytes of s are from `first` to `last`. */
static bool all_within(struct str s, char first, char last) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < first || s.p[i] > last) {
            return false;
        }
    }
    return true;
}

static bool is_final(char c) {
    return (unsigned char)c >= 0x40 && (unsigned char)c < 0x7F;
}

/* Bytes of a CSI sequence before its last one. */
static bool is_middle(char c) {
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x40;
}

/* After ESC ESC: the first one was a key of its own, and what follows it is looked at anew. */
static enum parse own_escape(struct key_event *e, size_t *used) {
    *used = 0;
    return key(e, KEYCODE_ESC, 0);
}

/* The unfinished start of a sequence: wait for the rest, or take ESC and what follows it as Alt with that key. */
static enum parse unfinished(struct str s, bool late, unsigned mods, struct key_event *e, size_t *used) {
    if (!late) {
        return PARSE_MORE;
    }
    if (mods & KEYMOD_ALT) {
        return own_escape(e, used);
    }
    *used = s.n >= 2 ? 2 : 1;
    if (s.n < 2) {
        return key(e, KEYCODE_ESC, 0);
    }
    *e = (struct key_event){.code = KEYCODE_CHAR, .mods = KEYMOD_ALT, .cp = (unsigned char)s.p[1]};
    return PARSE_KEY;
}

static enum parse numbered(struct key_event *e, unsigned n, unsigned mods) {
    enum key_code code = number_code(n, &mods);
    return key(e, code, mods);
}

/* The key of ESC [ numbers final. */
static enum parse csi_key(struct str s, char final, unsigned mods, struct key_event *e) {
    unsigned n[2];
    numbers(s, n);
    mods |= mods_of(n[1]);
    switch (final) {
    case '~':
        return numbered(e, n[0], mods);
    case '^': /* rxvt: Ctrl, Shift, both */
        return numbered(e, n[0], mods | KEYMOD_CTRL);
    case '$':
        return numbered(e, n[0], mods | KEYMOD_SHIFT);
    case '@':
        return numbered(e, n[0], mods | KEYMOD_CTRL | KEYMOD_SHIFT);
    case 'Z':
        return key(e, KEYCODE_TAB, mods | KEYMOD_SHIFT);
    case 'a':
    case 'b':
    case 'c':
    case 'd':
        return key(e, final_code((char)(final - 0x20)), mods | KEYMOD_SHIFT);
    default:
        break;
    }
    if (n[1] != 0) { /* 1 ; modifiers. Another number before them: where the cursor stands, say */
        return key(e, n[0] <= 1 ? final_code(final) : KEYCODES, mods);
    }
    return key(e, final_code(final), mods | mods_of(n[0])); /* modifiers alone: older xterms */
}

/* ESC [ < button ; column ; row M: what is released, dragged, or another button is no key. */
static enum parse mouse(struct str s, char final, struct key_event *e) {
    unsigned n[3] = {0};
    size_t which = 0;
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] == ';') {
            which++;
        } else if (which < 3 && s.p[i] >= '0' && s.p[i] <= '9' && n[which] < 10000) {
            n[which] = n[which] * 10 + (unsigned)(s.p[i] - '0');
        } else {
            return PARSE_NOTHING;
        }
    }
    bool known = n[0] == MOUSE_LEFT || n[0] == MOUSE_WHEEL_UP || n[0] == MOUSE_WHEEL_DOWN;
    if (final != 'M' || which != 2 || !known || n[1] == 0 || n[2] == 0) {
        return PARSE_NOTHING;
    }
    *e = (struct key_event){.code = KEYCODE_MOUSE, .cp = n[0], .row = (int)n[2] - 1, .column = (int)n[1] - 1};
    return PARSE_KEY;
}

/* ESC [ M and three bytes, the mouse of old: where a program before this one left it switched on. */
static enum parse old_mouse(struct str s, bool late, unsigned mods, struct key_event *e, size_t *used) {
    struct str after = str_sub(s, 3, s.n < 6 ? s.n : 6);
    *used = 3;
    for (size_t i = 0; i < after.n; i++) {
        if ((unsigned char)after.p[i] < 0x20) {
            return PARSE_NOTHING;
        }
    }
    if (after.n < 3 && !late) {
        return unfinished(s, late, mods, e, used);
    }
    *used = after.n < 3 ? 3 : 6;
    return PARSE_NOTHING;
}

/* ESC [ … : s starts at the ESC. */
static enum parse csi(struct str s, bool late, unsigned mods, struct key_event *e, size_t *used) {
    size_t i = 2;
    if (s.n > 2 && s.p[2] == '[') { /* Linux console: ESC [ [ A … E */
        if (s.n < 4) {
            return unfinished(s, late, mods, e, used);
        }
        *used = is_final(s.p[3]) ? 4 : 3;
        return key(e, s.p[3] >= 'A' && s.p[3] <= 'E' ? (enum key_code)(KEYCODE_F1 + (s.p[3] - 'A')) : KEYCODES, mods);
    }
    if (s.n > 2 && s.p[2] == 'M') {
        return old_mouse(s, late, mods, e, used);
    }
    /* `$` ends rxvt's shifted keys; in a report more follows it. */
    while (i < s.n && i < SEQUENCE_MAX && is_middle(s.p[i]) &&
           !(s.p[i] == '$' && all_within(str_sub(s, 2, i), '0', '9'))) {
        i++;
    }
    if (i == s.n) {
        return unfinished(s, late, mods, e, used);
    }
    if (!is_final(s.p[i]) && !is_middle(s.p[i])) { /* broken off by something else */
        *used = i;
        return PARSE_NOTHING;
    }
    *used = i + 1;
    /* With anything but numbers it is a terminal's report: of its mouse, its type, its modes. */
    struct str between = str_sub(s, 2, i);
    if (str_starts(between, STR("<")) && mods == 0) {
        return mouse(between, s.p[i], e);
    }
    return all_within(between, '0', ';') ? csi_key(between, s.p[i], mods, e) : PARSE_NOTHING;
}

/* ESC O … */
static enum parse ss3(struct str s, bool late, unsigned mods, struct key_event *e, size_t *used) {
    size_t i = 2;
    unsigned n[2];
    while (i < s.n && i < SEQUENCE_MAX && ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == ';')) {
        i++;
    }
    if (i == s.n) {
        return unfinished(s, late, mods, e, used);
    }
    char final = s.p[i];
    if (!is_final(final)) { /* broken off by something else */
        *used = i;
        return PARSE_NOTHING;
    }
    *used = i + 1;
    numbers(str_sub(s, 2, i), n);
    mods |= mods_of(n[1] ? n[1] : n[0]);
    if (final >= 'a' && final <= 'd') { /* rxvt: Ctrl with an arrow */
        return key(e, final_code((char)(final - 0x20)), mods | KEYMOD_CTRL);
    }
    if (final >= 'j' && final <= 'y') { /* application keypad: the character itself */
        *e = (struct key_event){.code = KEYCODE_CHAR, .mods = mods, .cp = (uint32_t)(final - 0x40)};
        return PARSE_KEY;
    }
    if (final >= 'T' && final <= '[') { /* PuTTY set to VT100+ */
        return key(e, (enum key_code)(KEYCODE_F1 + 4 + (final - 'T')), mods);
    }
    if (final == 'I' || final == 'M') { /* its Tab and Enter; with ESC [ they are reports */
        return key(e, final == 'I' ? KEYCODE_TAB : KEYCODE_ENTER, mods);
    }
    return key(e, final_code(final), mods);
}

static enum parse character(struct str s, bool late, unsigned mods, struct key_event *e, size_t *used) {
    static const unsigned char lengths[] = {0xC2, 0xE0, 0xF0, 0xF5};
    unsigned char c = (unsigned char)s.p[0];
    if (c < 0x20 || c == 0x7F) {
        *used = 1;
        return control(e, c, mods);
    }
    uint32_t cp;
    unsigned n = text_decode(s, 0, &cp);
    if (c >= 0x80 && n == 1) {
        /* Nothing but the start of a character so far? Then the rest may still come. */
        size_t want = c < lengths[0] || c >= lengths[3] ? 1 : c < lengths[1] ? 2 : c < lengths[2] ? 3 : 4, have = 1;
        while (have < s.n && have < want && ((unsigned char)s.p[have] & 0xC0) == 0x80) {
            have++;
        }
        if (have == s.n && have < want && !late) {
            return PARSE_MORE;
        }
        *used = 1;
        return key(e, KEYCODE_BAD, 0);
    }
    *used = n;
    *e = (struct key_event){.code = KEYCODE_CHAR, .mods = mods, .cp = cp};
    return PARSE_KEY;
}

/* ESC ] … (OSC), ESC P … (DCS), ESC _ … (APC) and ESC ^ … (PM): a report that ends with BEL or ESC \. Only what such
   reports begin with is one: else it is Alt with that key, and what was typed behind it. */
static enum parse string(struct str s, bool late, unsigned mods, struct key_event *e, size_t *used) {
    bool osc = s.p[1] == ']', dcs = s.p[1] == 'P';
    size_t i = 2;
    while (i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || (dcs && s.p[i] == ';'))) {
        i++;
    }
    if (i == s.n) {
        return unfinished(s, late, mods, e, used);
    }
    bool begins = osc   ? (s.p[i] == ';' && i > 2) || ((s.p[i] == 'l' || s.p[i] == 'L') && i == 2)
                  : dcs ? memchr("!$+>|", s.p[i], 5) != NULL
                        : s.p[i] >= 0x20 && s.p[i] < 0x7F;
    *used = i;
    return begins ? PARSE_STRING : unfinished(s, true, mods, e, used);
}

static enum parse parse_key(struct str s, bool late, unsigned mods, struct key_event *e, size_t *used) {
    if ((unsigned char)s.p[0] != ESC) {
        return character(s, late, mods, e, used);
    }
    if (s.n == 1) {
        return unfinished(s, late, mods, e, used);
    }
    if (mods & KEYMOD_ALT && str_starts(s, paste_start)) {
        return own_escape(e, used);
    }
    if (s.p[1] == '[') {
        return csi(s, late, mods, e, used);
    }
    if (s.p[1] == 'O') {
        return ss3(s, late, mods, e, used);
    }
    if (mods & KEYMOD_ALT) {
        return own_escape(e, used);
    }
    if (memchr("]P_^", s.p[1], 4)) {
        return string(s, late, mods, e, used);
    }
    enum parse result = parse_key(str_sub(s, 1, s.n), late, KEYMOD_ALT, e, used);
    if (result == PARSE_MORE) {
        return result;
    }
    *used += 1;
    return result;
}

/* ---- paste ---- */

/* Moves pasted bytes over until the closing mark; true when it is there, or when it is late. */
static bool take_paste(struct keydec *d, bool late) {
    struct str s = rest(d);
    size_t end = str_find(s, paste_end);
    bool done = end < s.n;
    size_t keep = 0;
    if (!done) { /* the start of the mark may be the end of what is there */
        for (keep = paste_end.n - 1; keep > 0; keep--) {
            if (s.n >= keep && str_ends(s, str_sub(paste_end, 0, keep))) {
                break;
            }
        }
    }
    buf_add(&d->paste, str_sub(s, 0, done ? end : s.n - keep));
    d->at += done ? end + paste_end.n : s.n - (late ? 0 : keep);
    return done || late;
}

static bool next_paste(struct keydec *d, bool late, struct key_event *out) {
    if (!take_paste(d, late)) {
        return false;
    }
    d->pasting = false;
    d->paste_done = true;
    *out = (struct key_event){.code = KEYCODE_PASTE, .text = buf_str(&d->paste)};
    return true;
}

/* Passes over a report's text up to BEL, ESC \, or a control character that breaks it off. False when none is there. */
static bool pass_string(struct keydec *d, bool late) {
    struct str s = rest(d);
    size_t i = 0;
    while (i < s.n && (unsigned char)s.p[i] >= 0x20 && s.p[i] != 0x7F) {
        i++;
    }
    bool open = i == s.n || (s.p[i] == ESC && i + 1 == s.n); /* ESC alone: a \ may follow */
    if (i < s.n) {
        bool end = s.p[i] == ESC && i + 1 < s.n && s.p[i + 1] == '\\';
        d->at += end ? 2 : s.p[i] == '\a';
    }
    d->at += i;
    d->in_string = open && !late;
    return !d->in_string;
}

/* ESC [ row ; column R, with a row that no key has. */
static void note_answer(struct keydec *d, struct str s) {
    unsigned n[2];
    struct str between = str_sub(s, s.n < 3 ? s.n : 2, s.n < 3 ? s.n : s.n - 1);
    numbers(between, n);
    if (str_starts(s, STR("\033[")) && str_ends(s, STR("R")) && n[0] > 1 && n[1] > 0 && all_within(between, '0', ';')) {
        d->cursor_column = n[1];
    }
}

/* What is Shift with F3 elsewhere, F13, is Shift with F1 on the Linux console, and so on. */
static void settle_shift(const struct keydec *d, struct key_event *e) {
    if (d->linux_console && e->mods & KEYMOD_SHIFT && e->code >= KEYCODE_F1 + 2 && e->code <= KEYCODE_F12) {
        e->code = (enum key_code)(e->code - 2);
    }
}

bool keydec_next(struct keydec *d, bool late, struct key_event *out) {
    if (d->paste_done) {
        buf_clear(&d->paste);
        d->paste_done = false;
    }
    while (d->pasting || d->in_string || d->at < d->in.n) {
        struct str s = rest(d);
        size_t used = 0;
        if (d->pasting) {
            return next_paste(d, late, out);
        }
        if (d->in_string) {
            if (!pass_string(d, late)) {
                return false;
            }
            continue;
        }
        if (str_starts(s, paste_start)) {
            d->at += paste_start.n;
            d->pasting = true;
            continue;
        }
        enum parse result = parse_key(s, late, 0, out, &used);
        if (result == PARSE_MORE) {
            return false;
        }
        d->at += used;
        d->in_string = result == PARSE_STRING;
        note_answer(d, str_sub(s, 0, used));
        if (result == PARSE_KEY) {
            settle_shift(d, out);
            if (out->code == KEYCODE_CHAR && !(out->mods & KEYMOD_CTRL)) {
                out->text = (struct str){d->text, text_encode(out->cp, d->text)};
            }
            return true;
        }
    }
    return false;
}
