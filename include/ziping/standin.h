/* Curses asks the locale how wide a character is, and to that an ambiguous one is narrow. For a terminal that draws it
   wide, curses is given a wide character in its place, and what curses sends gets the right one back. Pure. */
#ifndef ZIPING_STANDIN_H
#define ZIPING_STANDIN_H

#include "ziping/buf.h"
#include "ziping/text.h"

#define STAND_IN_FIRST 0x30000u /* ideographs as rare as any; where one is meant it gets a stand-in too */
#define STAND_INS 1024u

struct stand_ins {
    uint32_t meant[STAND_INS];
    uint32_t n;
};

/* Whether curses must have a stand-in for a character that takes two columns. */
bool stand_in_needed(uint32_t cp);

/* The stand-in of a character; 0 where there are no more. */
uint32_t stand_in(struct stand_ins *s, uint32_t cp);

/* Adds `sent` with the characters that are meant. */
void stand_in_undo(const struct stand_ins *s, struct str sent, struct buf *out);

#endif
