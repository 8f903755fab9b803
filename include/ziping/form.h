/* A form: a map from field to text, exactly as it was typed. Numbers are parsed when they are read, never stored. */
#ifndef ZIPING_FORM_H
#define ZIPING_FORM_H

#include "ziping/schema.h"

struct form {
    struct arena *arena;
    const struct schema *schema;
    struct ini_doc doc;                 /* the file that it came from; empty for a new one */
    struct str *value;                  /* by field; empty where the form says nothing */
    const struct ini_entry **entry;     /* by field; NULL where the file has no such key */
    const struct ini_section **section; /* by section of the schema; NULL where the file has no such section */
    bool has_unknown;                   /* the file has sections or keys that the schema doesn't know */
    bool has_own;                       /* the file has indicators that the schema doesn't know */
    bool rows_gone;                     /* rows were taken out: their sections are still in the document */
};

/* Reads the values of a document by a schema that was built for it. NULL when memory is short. */
struct form *form_read(struct arena *a, const struct schema *schema, const struct ini_doc *doc);

/* A new form: everything that the template prints is filled in (weights, signs, targets, units, the year, `—` for what
   a breakdown row doesn't have). `rules` is the rule file as [form] rules shall name it, `last` last year's form
   as [form] last shall, or empty. NULL when memory is short. */
struct form *form_new(struct arena *a, const struct schema *schema, struct str rules, struct str last);

static inline struct str form_value(const struct form *f, int field) {
    struct str none = {0};
    return field < 0 ? none : f->value[field];
}

/* The value by section and key; empty where there is none. */
struct str form_get(const struct form *f, struct str section, struct str key);

/* Fills a new form from last year's: the header with the next year, the wording of names, and of indicators that the
   rule set doesn't have what the template would print of them (weight, sign, target, unit). What was done and what it
   came to is this year's to say. False when memory is short. */
bool form_carry(struct form *f, const struct form *last);

/* Sets a value; the text is copied. False when memory is short. */
bool form_set(struct form *f, int field, struct str value);

/* The same values under another schema (more goals, say, or an indicator less, which is then taken out of the text to
   save). NULL when memory is short. */
struct form *form_move(struct arena *a, const struct form *f, const struct schema *schema);

/* The text to save: the document with the changed values, everything else as it was. The sections of rows that were
   taken out, or were emptied and are needed no more (indicators of the form's own, goals at the end), go with their
   comments; the form's own indicators stand in the schema's order. */
void form_text(const struct form *f, struct buf *out);

/* Same values in the same fields, by path. */
bool form_same(const struct form *a, const struct form *b);

/* `—`, `-`, `/` and the like: printed where a cell doesn't apply. */
bool form_not_applicable(struct str value);

/* The name of a node on this form: the form's own wording, else the rule set's. */
struct str form_node_name(const struct form *f, size_t node);

#endif
