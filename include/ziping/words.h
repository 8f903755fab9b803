/* Every sentence that a person sees, in Chinese and English, in one table (words.def). The checks' sentences are in the
   catalogue, the help of keys in the key table: each beside the thing that it is about. */
#ifndef ZIPING_WORDS_H
#define ZIPING_WORDS_H

#include "ziping/buf.h"
#include "ziping/file.h"

enum lang { LANG_ZH, LANG_EN };

enum word {
#define W(id, zh, en) W_##id,
#include "ziping/words.def"
#undef W
    WORDS
};

const char *word(enum lang lang, enum word id);

/* The sentence with its places {0} … filled in by numbers. {0|s} stands for what is between | and } unless that number
   is 1: `{0} file{0|s}`. */
void word_numbers(struct buf *out, enum lang lang, enum word id, const size_t *number, size_t numbers);

/* Why a file could not be read or written. */
enum word file_word(enum file_status status);

/* The gravest of a saved file's notes; W_EMPTY where there is none. */
enum word file_note_word(unsigned notes);

/* The language for a program: `option` (of --lang), then the environment's ZIPING_LANG, then the language part of
   LC_ALL, LC_MESSAGES, LANG, each taken as plain text; anything but English is Chinese. Any may be NULL. */
enum lang lang_choose(const char *option, const char *ziping_lang, const char *lc_all, const char *lc_messages,
                      const char *lang);

#endif
