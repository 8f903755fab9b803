/* What a person has typed and not saved: the journal beside a form, the program killed, and what it offers when it is
   started again. */
#ifndef E2E_SAFETY_H
#define E2E_SAFETY_H

#include <stdbool.h>

#include "form_term.h"

#define SAFETY_LIST "上次没有保存的修改"

const char *journal_beside(const char *form); /* the name that the form's journal has; the same for its lock */
const char *lock_beside(const char *form);

/* What a journal has for the field: what is being typed, else what was committed last; "" where it has nothing. */
const char *journal_text(const char *journal, const char *field);
/* Whether that is this text. */
bool journal_holds(const char *journal, const char *field, const char *text);
#define journal_wait(t, journal, field, text) term_wait_for((t), journal_holds((journal), (field), (text)))

/* The program's own handlers, not those of a sanitizer. */
extern const char *const own_handlers[];

/* SIGKILL, and sees it gone. */
void term_kill(struct term *t);

/* Starts the program on a form that has something to recover, and waits for the list of it. */
#define start_found(forms, ...) start_found_at((forms), (const char *const[]){__VA_ARGS__, NULL})
struct term *start_found_at(const char *forms, const char *const args[]);
/* The same, and takes what is offered. */
#define start_recovered(forms, ...) start_recovered_at((forms), (const char *const[]){__VA_ARGS__, NULL})
struct term *start_recovered_at(const char *forms, const char *const args[]);

/* Types a text into the field at hand, which had `before`, and waits until the journal's file has all of it. */
void type_journaled(struct term *t, const char *form, const char *field, const char *before, const char *text);

/* The terminal's own screen and modes are back. */
void assert_restored(struct term *t);

/* The process that this one has started; fails the test where there is none. */
pid_t child_of(pid_t parent);
/* Whether it runs no more, asked after by its parent or not. */
bool process_ended(pid_t pid);
/* How many processes have this text in their arguments. */
int processes_with(const char *text);

/* As another person without the rights of root, where the tests run as root: the arguments of a program that runs the
   rest of them so. */
#define start_without_rights(o, ...) start_without_rights_at((o), (const char *const[]){__VA_ARGS__, NULL})
struct term *start_without_rights_at(const struct term_options *o, const char *const args[]);

#endif
