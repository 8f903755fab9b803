/* Two people's changes of one file put together, by section and key. Any INI file will do. */
#ifndef ZIPING_MERGE_H
#define ZIPING_MERGE_H

#include "ziping/ini.h"

enum merge_kind {
    MERGE_MINE,    /* only mine changed it */
    MERGE_THEIRS,  /* only theirs did */
    MERGE_BOTH,    /* both, in the same way */
    MERGE_CONFLICT /* both, and not in the same way: mine is kept */
};

struct merge_row {
    struct str section, key;       /* as mine spells them, else theirs, else base */
    struct str base, mine, theirs; /* values; p is NULL where the file has no such key */
    enum merge_kind kind;
    struct str after; /* the section that theirs has before this one, or empty */
};

struct merge {
    struct merge_row *row; /* what differs, in the order of mine; what only the others have, behind */
    size_t rows, conflicts;
};

/* Compares three documents; a key that is missing says the same as an empty one where that settles a conflict. The
   result points into the documents. False when memory is short. */
bool merge_compare(struct arena *a, const struct ini_doc *base, const struct ini_doc *mine,
                   const struct ini_doc *theirs, struct merge *out);

/* Writes mine with the changes of theirs: its comments and order stay. Above each key in conflict, or at the end where
   mine has no such key, comments say what base and theirs have. Problems: out->failed. */
void merge_text(const struct merge *m, const struct ini_doc *mine, struct buf *out);

/* The first words of these comments, by which they are found. */
#define MERGE_MARK "; CONFLICT"

#endif
