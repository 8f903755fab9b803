/* The forms and rule sets of a folder, each in a few words: what the first page lists. Pure: no terminal. */
#ifndef ZIPING_FOLDER_H
#define ZIPING_FOLDER_H

#include "ziping/files.h"
#include "ziping/summary.h"
#include "ziping/text.h"

struct folder_row {
    const char *path;
    struct str name; /* the path as seen from the folder */
    struct summary summary;
    int64_t changed;   /* seconds since 1970; 0 where unknown */
    struct str holder; /* the user who has it open; empty where nobody has */
};

/* Columns of the screen that the columns of the list take; `line`: the width that they were made for. */
struct folder_widths {
    int line, name, project, unit, counts;
};

struct folder {
    struct arena arena;
    struct library library;
    struct files files;
    const char *path;
    struct folder_row *row; /* forms, then rule sets, each by path; INI files that are neither are left out */
    size_t rows;
    struct folder_widths widths;
};

/* Reads all that stands below the folder. False when memory is short. */
bool folder_read(struct folder *f, const char *path, enum lang lang);
void folder_free(struct folder *f);

/* A row as one line in columns, at most `columns` wide where that can be; a column for which there is no room is left
   out: first the unit, then when it was changed. */
void folder_line(struct folder *f, size_t row, int columns, enum text_ambiguous ambiguous, enum lang lang,
                 struct buf *out);

/* A name for a new form after row `row`, in the same folder: last year's with the next year in it. It doesn't exist
   yet. NULL when memory is short or there is none. */
const char *folder_new_name(struct folder *f, size_t row);

#endif
