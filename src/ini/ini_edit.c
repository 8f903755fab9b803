/* Changing and removing values in the text of a document. */
#include "ini_write.h"

#define ROOM_FAIR 64 /* with less than this the comment behind a long value goes to a line of its own */

void ini_edit_add(struct ini_edits *w, uint32_t from, uint32_t to, size_t text, enum ini_edit_kind kind) {
    struct ini_edit *v = arena_grow(&w->scratch, w->edit, w->edits, &w->edit_cap, sizeof *v);

    if (!v) {
        w->failed = true;
        return;
    }
    w->edit = v;
    v[w->edits] = (struct ini_edit){from, to, text, w->text.n - text, w->edits, kind};
    w->edits++;
}

void ini_edit_bounds(struct ini_edits *w) {
    struct str text = w->doc->text;

    for (uint32_t at = 0; at < text.n && !w->failed;) {
        struct ini_logical line;
        struct ini_bounds *v = arena_grow(&w->scratch, w->line, w->lines, &w->line_cap, sizeof *v);
        if (!v || !ini_logical_read(&w->scratch, text, at, 1, &line)) {
            w->failed = true;
            return;
        }
        w->line = v;
        v[w->lines++] = (struct ini_bounds){at, line.stop, line.next, line.pending};
        at = line.next;
    }
}

size_t ini_edit_line(const struct ini_edits *w, uint32_t at) {
    size_t low = 0, high = w->lines;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (w->line[middle].at <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct ini_bounds *ini_edit_entry_line(const struct ini_edits *w, const struct ini_entry *e) {
    return &w->line[ini_edit_line(w, e->key_at)];
}

static void delete_entry(struct ini_edits *w, const struct ini_entry *e) {
    const struct ini_bounds *line = ini_edit_entry_line(w, e);

    ini_edit_add(w, line->at, line->next, w->text.n, INI_LINES);
}

/* N if the entry is, or might be, the part N of `key`, otherwise 0. */
static uint32_t part_of(const struct ini_entry *e, struct str key) {
    size_t base;
    uint32_t number = ini_part_number(e->key, &base);

    return number > 0 && str_eq_nocase(str_sub(e->key, 0, base), key) ? number : 0;
}

void ini_edit_strays(struct ini_edits *w, const struct ini_section *s, struct str key, uint32_t known, uint32_t parts) {
    for (uint32_t i = s->first; i < s->first + s->n; i++) {
        uint32_t number = part_of(&w->doc->entry[i], key);
        if (number > known && number <= parts + 1) {
            delete_entry(w, &w->doc->entry[i]);
        }
    }
}

/* ---- changing a value ---- */

/* The stretch of an entry's line that a new value takes, and what is left of the line. */
struct place {
    uint32_t from, to;
    long room; /* bytes for the value, with its quotes */
    bool space_before, space_behind;
    bool mark; /* a comment begins right behind the value */
};

static struct place place_of(const struct ini_edits *w, const struct ini_entry *e) {
    const char *text = w->doc->text.p;
    const struct ini_bounds *line = ini_edit_entry_line(w, e);
    struct place p = {.from = e->value_at, .to = e->value_end};
    const char *rest = ini_skip_space(text + p.to, text + line->stop);

    /* Text behind the closing quote was never read: it goes with the value that it disfigured. */
    if (e->quoted && rest < text + line->stop && !ini_mark(*rest)) {
        p.to = (uint32_t)(ini_trim_end(rest, text + line->stop) - text);
    }
    p.mark = p.to < line->stop && ini_mark(text[p.to]);
    if (p.from == p.to) {
        p.space_before = text[p.from - 1] == '=';
        p.space_behind = p.mark;
        p.mark = false;
    }
    p.room = INI_LINE_WRITE - (long)(line->stop - line->at - (p.to - p.from)) - p.space_before - p.space_behind;
    return p;
}

/* Where a long value would have next to no room, the comment behind it moves to the line before. */
static void move_comment(struct ini_edits *w, const struct ini_entry *e, struct place *p) {
    const char *text = w->doc->text.p;
    const struct ini_bounds *line = ini_edit_entry_line(w, e);
    const char *rest = ini_skip_space(text + p->to, text + line->stop);
    size_t before = w->text.n;

    if (rest == text + line->stop) {
        return;
    }
    buf_add(&w->text, ini_slice(rest, text + line->stop));
    buf_char(&w->text, '\n');
    ini_edit_add(w, line->at, line->at, before, INI_LINES);
    p->room += (long)(line->stop - p->to) + p->space_behind;
    p->to = line->stop;
    p->space_behind = p->mark = false;
}

/* Puts the part from `at` in the place of the entry's value; returns where the part ends. */
static size_t replace_value(struct ini_edits *w, const struct ini_entry *e, struct str value, size_t at, bool quoted) {
    struct place p = place_of(w, e);
    size_t before, end;

    if (p.room < ROOM_FAIR && ini_put_end(value, at, p.room - INI_QUOTES) < value.n) {
        move_comment(w, e, &p);
    }
    before = w->text.n;
    end = ini_put_end(value, at, p.room - INI_QUOTES < INI_ROOM_MIN ? INI_ROOM_MIN : p.room - INI_QUOTES);
    buf_fill(&w->text, ' ', p.space_before);
    ini_put_piece(&w->text, value, at, end, quoted || p.mark || end < value.n);
    buf_fill(&w->text, ' ', p.space_behind);
    ini_edit_add(w, p.from, p.to, before, INI_IN_LINE);
    return end;
}

/* The lines that an entry's value takes, [0] the entry's own. Of several with one number the last one counts, and the
   others are deleted. NULL when memory is short. */
static const struct ini_entry **value_lines(struct ini_edits *w, const struct ini_entry *e) {
    const struct ini_section *s = &w->doc->section[e->section];
    const struct ini_entry **v = arena_array(&w->scratch, const struct ini_entry *, e->parts);

    for (uint32_t i = s->first; v && i < s->first + s->n; i++) {
        const struct ini_entry *part = &w->doc->entry[i];
        uint32_t number = e->parts > 1 ? part_of(part, e->key) : 0;
        if (number > 0 && number <= e->parts) {
            if (v[number - 1]) {
                delete_entry(w, v[number - 1]);
            }
            v[number - 1] = part;
        }
    }
    if (v) {
        v[0] = e;
    }
    return v;
}

void ini_edit_value(struct ini_edits *w, const struct ini_entry *e, struct str value) {
    const struct ini_entry **line = value_lines(w, e);
    bool quoted = e->quoted || !ini_put_is_word(value);
    uint32_t number = 0;
    size_t at = 0, before;
    const struct ini_bounds *last;

    if (!line) {
        w->failed = true;
        return;
    }
    do {
        at = replace_value(w, line[number], value, at, quoted || number > 0);
        number++;
    } while (at < value.n && number < e->parts);
    for (uint32_t i = number; i < e->parts; i++) {
        delete_entry(w, line[i]);
    }
    last = ini_edit_entry_line(w, line[number - 1]);
    before = w->text.n;
    while (at < value.n && !w->text.failed) {
        at = ini_put_line(&w->text, e->key, ++number, value, at);
    }
    if (w->text.n > before) {
        ini_edit_add(w, last->next, last->next, before, INI_LINES);
    }
    ini_edit_strays(w, &w->doc->section[e->section], e->key, e->parts, number);
}

/* ---- removing ---- */

void ini_edit_remove(struct ini_edits *w, struct str section, struct str key) {
    for (size_t i = 0; i < w->doc->sections; i++) {
        const struct ini_section *s = &w->doc->section[i];
        if (!str_eq_nocase(s->name, section)) {
            continue;
        }
        if (key.n == 0 && i > 0) {
            const struct ini_bounds *line = &w->line[ini_edit_line(w, s->at)];
            ini_edit_add(w, line->at, line->next, w->text.n, INI_LINES);
        }
        for (uint32_t k = s->first; k < s->first + s->n; k++) {
            const struct ini_entry *e = &w->doc->entry[k];
            if (key.n == 0 || (e->is_part ? part_of(e, key) > 0 : str_eq_nocase(e->key, key))) {
                delete_entry(w, e);
            }
        }
    }
}
