/* The files of a test: temporary folders, copies, and golden texts kept in tests/golden. Tests run from the root of the
   repository. What fails here fails the test. Texts returned live until the test ends (term_cleanup). */
#ifndef E2E_GOLDEN_H
#define E2E_GOLDEN_H

#include <stdbool.h>
#include <stddef.h>

struct term;

/* A fresh folder under $TMPDIR (else /tmp), mode 0700; removed with its contents when the test ends. */
const char *term_tmpdir(void);

const char *disk_path(const char *dir, const char *name); /* dir/name */
bool disk_exists(const char *path);
const char *disk_read(const char *path, size_t *n); /* whole, with a NUL behind it; n may be NULL */
void disk_write(const char *path, const char *bytes, size_t n);
void disk_put(const char *dir, const char *name, const char *text); /* writes a text into dir/name */
const char *disk_copy(const char *from, const char *dir); /* a file or folder into dir; the path of the copy */

/* Compares the whole screen once the output has been quiet for 50 ms, its last line "cursor: row,col" (and "hidden" if
   it is), with tests/golden/NAME.txt. What differs is printed line by line and fails the test. With REGEN=1 in the
   environment the file is written instead. */
#define golden_check(t, name) golden_check_at((t), (name), __FILE__, __LINE__)
#define golden_text(text, name) golden_text_at((text), (name), __FILE__, __LINE__) /* the same for any text */

void golden_set_dir(const char *dir); /* another folder than tests/golden, which must live on; NULL: that one again */

/* The text with the first `from` in it made `to`; without one the test fails. */
const char *text_swapped(const char *text, const char *from, const char *to);

/* n + 1 bytes that live until the test ends, zeroed. */
char *test_alloc(size_t n);
/* Frees them and removes the temporary folders; called by term_cleanup. */
void test_files_cleanup(void);

void golden_check_at(struct term *t, const char *name, const char *file, int line);
void golden_text_at(const char *text, const char *name, const char *file, int line);

#endif
