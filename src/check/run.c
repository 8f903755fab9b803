#include "run.h"

#include "ziping/text.h"

bool run_wants(const struct run *r, enum code code) {
    return r->severity[code] != SEV_OFF;
}

void run_report(struct run *r, const struct finding *f) {
    enum severity severity = r->severity[f->code];
    if (severity == SEV_OFF) {
        return;
    }
    if (f->at_most != SEV_OFF && severity > f->at_most) {
        severity = f->at_most;
    }
    if (r->options->counting) {
        r->out->count[severity]++;
        return;
    }
    struct diag d = {
        .code = (int)f->code,
        .severity = severity,
        .line = f->line,
        .file = r->file,
        .path = f->path,
        .expected = f->expected,
        .suggestion = f->suggestion,
    };
    if (f->line > 0) {
        d.column = ini_column(r->doc, f->at);
        d.source = ini_line(r->doc, f->at);
    }
    memcpy(d.arg, f->arg, sizeof d.arg);
    diags_add(r->out, &d);
}

void run_report_field(struct run *r, int field, struct finding *f) {
    if (r->options->counting) {
        run_report(r, f);
        return;
    }
    const struct field *fd = &r->form->schema->field[field];
    const struct ini_entry *e = r->form->entry[field];
    const struct ini_section *s = r->form->section[fd->in];
    f->path = schema_path(r->arena, fd);
    if (e) {
        f->line = e->line;
        f->at = e->value_at;
    } else if (s) {
        f->line = s->line;
        f->at = s->at;
    }
    run_report(r, f);
}

void run_report_rule(struct run *r, struct str section, struct str key, struct finding *f) {
    if (r->options->counting) {
        run_report(r, f);
        return;
    }
    const struct ini_entry *e = key.n > 0 ? ini_find(r->doc, section, key) : NULL;
    const struct ini_section *s = ini_find_section(r->doc, section);
    if (!e && !s) {
        s = ini_find_section(r->doc, STR("ruleset"));
    }
    f->path = key.n > 0 ? run_join(r, section, ".", key) : section;
    f->line = e ? e->line : s ? s->line : 1;
    f->at = e ? e->value_at : s ? s->at : 0;
    run_report(r, f);
}

struct str run_dec(struct run *r, dec d) {
    char text[DEC_TEXT];
    return r->options->counting ? STR("") : arena_copy(r->arena, dec_text(d, 0, text));
}

struct str run_text(struct run *r, struct buf *b) {
    return buf_keep(b, r->arena);
}

struct str run_join(struct run *r, struct str a, const char *between, struct str b) {
    return r->options->counting ? STR("") : arena_join(r->arena, arena_join(r->arena, a, str_of(between)), b);
}

void sum_add(struct sum *s, dec d) {
    char text[DEC_TEXT];
    struct str t = dec_text(d, 0, text);
    if (s->n > 0 && d >= 0) {
        buf_char(&s->text, '+');
    }
    buf_add(&s->text, t);
    s->total = dec_add(s->total, d);
    s->n++;
}

struct str sum_text(struct run *r, struct sum *s) {
    return run_text(r, &s->text);
}

int run_cell(const struct run *r, enum part part, int row, enum key id) {
    return schema_cell(r->form->schema, part, row, id);
}

struct str run_value(const struct run *r, enum part part, int row, enum key id) {
    return form_value(r->form, run_cell(r, part, row, id));
}

bool run_has_node(const struct run *r, size_t node) {
    const struct schema *schema = r->form->schema;
    size_t index = schema_section_of(schema, PART_INDICATORS, (int)node);
    const struct schema_section *section = &schema->section[index];
    if (r->form->section[index]) {
        return true;
    }
    for (size_t i = section->first; i < section->first + section->n; i++) {
        if (r->form->value[i].n > 0) {
            return true;
        }
    }
    return false;
}

struct str run_node_name(struct run *r, size_t node) {
    struct str name = form_node_name(r->form, node);
    if (r->options->counting) {
        return name;
    }
    name = str_sub(name, 0, str_find(name, STR("。")));
    size_t end = 0;
    for (int i = 0; i < RUN_NAME_CHARS && end < name.n; i++) {
        end = text_next(name, end);
    }
    return end < name.n ? arena_join(r->arena, str_sub(name, 0, end), STR("…")) : name;
}

struct str run_row_name(struct run *r, const struct field *f) {
    switch (f->part) {
    case PART_FUNDS:
        return r->rules->fund_rows.v[f->row].label;
    case PART_INDICATORS:
        return run_node_name(r, (size_t)f->row);
    case PART_HEADER:
    case PART_GOALS:
    case PART_TOTAL:
    case PART_NOTES:
    case PARTS:
        break;
    }
    return str_of(part_title(f->part));
}
