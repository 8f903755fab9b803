/* UTF-8 text: validity, characters, graphemes, width in columns, and making foreign text harmless.
   Positions are byte offsets; a width is in terminal columns. Unless said, text is valid UTF-8. */
#ifndef ZIPING_TEXT_H
#define ZIPING_TEXT_H

#include <stdint.h>

#include "ziping/arena.h"
#include "ziping/str.h"

/* How wide characters of East Asian width Ambiguous (UAX #11: “ ” … — · ① ℃) are on the terminal at hand. */
enum text_ambiguous { TEXT_NARROW, TEXT_WIDE };

#define TEXT_REPLACEMENT 0xFFFDu

/* Offset of the first byte that is not part of valid UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF),
   or s.n when all of it is valid. */
size_t text_check(struct str s);

/* Reads the character at `at` (< s.n) into *cp; returns its length in bytes. An invalid byte gives U+FFFD and 1. */
unsigned text_decode(struct str s, size_t at, uint32_t *cp);

/* Writes cp as UTF-8 to out[4]; returns the number of bytes. A surrogate or a value above U+10FFFF is written as
   U+FFFD. */
unsigned text_encode(uint32_t cp, char out[4]);

/* Nothing but white space: ASCII's, U+00A0 and the full-width U+3000. */
bool text_is_blank(struct str s);

/* Number of characters (code points). */
size_t text_count(struct str s);

/* The grapheme boundary (UAX #29) behind `at` (at < s.n), and the one before it (at > 0). Stop at the text's ends. */
size_t text_next(struct str s, size_t at);
size_t text_prev(struct str s, size_t at);

/* Columns of one character: 0, 1 or 2; control characters count 0. */
int text_char_columns(uint32_t cp, enum text_ambiguous ambiguous);

/* Columns of a grapheme or of a whole one-line text: the sum over graphemes, where one grapheme takes the columns of
   its characters together (a flag is two of one column each), never more than 2. */
int text_columns(struct str s, enum text_ambiguous ambiguous);

/* The longest prefix, ending at a grapheme boundary, that needs at most `columns`; returns its length in bytes. */
size_t text_fit(struct str s, int columns, enum text_ambiguous ambiguous);

#define TEXT_JOINER 0x200D

/* A character that must never reach a terminal or a report raw: C0, DEL, C1, bidirectional controls (U+061C,
   U+200E…F, U+202A…E, U+2066…9), line and paragraph separators, tags, non-characters, and those that nobody sees
   (U+00AD, U+180E, U+200B…C, U+2060…F, U+FEFF, U+FFF9…B). The joiner U+200D depends on what is behind it. */
bool text_unsafe_char(uint32_t cp);

enum text_show {
    TEXT_FOR_SCREEN, /* one character for one: C0 and DEL as ^X, anything else unsafe as U+FFFD */
    TEXT_FOR_LINES,  /* the same, with line feeds kept: for text that is broken into lines */
    TEXT_FOR_REPORT  /* unsafe characters as U+XXXX; an invalid byte as \xNN; LF and TAB too */
};

/* s made harmless: s itself when it holds nothing unsafe, else a copy in the arena. Takes invalid UTF-8 as well.
   On failure an empty str. */
struct str text_visible(struct arena *a, struct str s, enum text_show how);

/* Where in text_visible(s) the character at `at` (a character's start, or s.n) stands; and back: the start of the
   character that `shown` is in. */
size_t text_visible_at(struct str s, size_t at, enum text_show how);
size_t text_visible_from(struct str s, size_t shown, enum text_show how);

/* A name reduced to what counts when two names are compared: NFKC, white space removed, and what stands in brackets
   （…） (…) 【…】 [...] removed with them; a name that is nothing but brackets keeps them. s itself where nothing
   changes. */
struct str text_fold_name(struct arena *a, struct str s);

#endif
