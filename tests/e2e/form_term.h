/* The program on a form: a copy of the forms folder to work in, and the cell of the paper that holds the caret. */
#ifndef E2E_FORM_TERM_H
#define E2E_FORM_TERM_H

#include <stdbool.h>

#include "golden.h"
#include "term.h"

/* A copy of forms/ with its rules in a fresh temporary folder. */
const char *forms_copy(void);
/* The form of 2024 in such a copy. */
const char *form_in(const char *forms);

/* Starts the program in `forms` on these arguments and waits for its first screen. o may be NULL; o->cwd is not used.
 */
#define form_start(forms, o, ...) form_start_at((forms), (o), (const char *const[]){__VA_ARGS__, NULL})
struct term *form_start_at(const char *forms, const struct term_options *o, const char *const args[]);
/* The form of 2024 in a fresh copy of the forms. */
struct term *form_start_2024(void);

/* The text of the caret's cell from its top, or from the top of the screen, down to the caret, without blanks: all of a
   text that has just been typed. */
const char *cell_before_caret(struct term *t);
/* The whole of the caret's line in its cell, without blanks. */
const char *cell_line(struct term *t);
/* Whether the cell before the caret shows this value: all of it, or its end where the start is scrolled away. */
bool cell_shows(struct term *t, const char *value);

/* A text without its blanks. */
const char *no_blanks(const char *text);

/* Types a value into the field at hand and waits until its cell shows it. */
#define form_enter(t, value) form_enter_at((t), (value), __FILE__, __LINE__)
void form_enter_at(struct term *t, const char *value, const char *file, int line);

/* A form with its rule set, read by the program's own readers. */
struct arena;
struct form;
struct form *form_load(struct arena *a, const char *path);

/* The value of a field in a file, as "header.project"; "" where there is none. */
const char *form_file_value(const char *path, const char *field);

#endif
