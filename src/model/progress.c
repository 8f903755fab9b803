#include "ziping/progress.h"

#include "ziping/text.h"

static bool empty(const struct form *f, size_t i) {
    return text_is_blank(f->value[i]);
}

/* A row of goals behind the first with nothing in it. */
static bool in_spare_goal(const struct form *f, const struct field *fd) {
    const struct schema_section *s = &f->schema->section[fd->in];
    if (fd->part != PART_GOALS || fd->row == 0) {
        return false;
    }
    for (size_t i = s->first; i < s->first + s->n; i++) {
        if (!empty(f, i)) {
            return false;
        }
    }
    return true;
}

/* Fields [first, end). */
static struct progress count(const struct form *f, struct str name, int level, size_t first, size_t end) {
    struct progress p = {.name = name, .level = level, .next = -1};
    int spare = -1, any = -1; /* the first empty one that isn't needed; the first of all */
    for (size_t i = first; i < end; i++) {
        const struct field *fd = &f->schema->field[i];
        if (fd->printed || in_spare_goal(f, fd)) {
            continue;
        }
        bool filled = !empty(f, i);
        any = any < 0 ? (int)i : any;
        p.fields++;
        p.filled += filled;
        p.needed += fd->required;
        p.needed_filled += fd->required && filled;
        if (!filled && fd->required && p.next < 0) {
            p.next = (int)i;
        }
        spare = !filled && spare < 0 ? (int)i : spare;
    }
    p.next = p.next >= 0 ? p.next : spare >= 0 ? spare : any;
    return p;
}

/* The first field of the section at `section`, or the number of fields behind the last one. */
static size_t first_field(const struct schema *s, size_t section) {
    return section < s->sections ? s->section[section].first : s->fields;
}

static size_t add_headings(const struct form *f, struct progress *row) {
    const struct schema *s = f->schema;
    size_t n = 0;
    for (size_t i = 0; i < s->nodes; i++) {
        size_t end = schema_subtree_end(s, i);
        if (end > i && s->node[i].level < 3) {
            row[n++] = count(f, form_node_name(f, i), s->node[i].level + 1,
                             first_field(s, schema_section_of(s, PART_INDICATORS, (int)i)),
                             first_field(s, schema_section_of(s, PART_INDICATORS, (int)end) + 1));
        }
    }
    return n;
}

struct progress *progress_of(struct arena *a, const struct form *f, size_t *n) {
    const struct schema *s = f->schema;
    struct progress *row = arena_array(a, struct progress, 1 + PARTS + s->nodes);
    *n = 0;
    if (!row) {
        return NULL;
    }
    row[(*n)++] = count(f, STR(""), 0, 0, s->fields);
    for (size_t first = 0, end; first < s->fields; first = end) {
        enum part part = s->field[first].part;
        for (end = first; end < s->fields && s->field[end].part == part; end++) {
        }
        row[(*n)++] = count(f, str_of(part_title(part)), 1, first, end);
        *n += part == PART_INDICATORS ? add_headings(f, row + *n) : 0;
    }
    return row;
}
