#include "ziping/words.h"

#include <stddef.h>
#include <string.h>

#include "ziping/str.h"

static const struct {
    const char *zh, *en;
} words[WORDS] = {
#define W(id, zh, en) [W_##id] = {zh, en},
#include "ziping/words.def"
#undef W
};

/* A cell left empty doesn't compile. */
#define W(id, zh, en) _Static_assert(sizeof(zh) > 1 && sizeof(en) > 1, "a word lacks a language: " #id);
#include "ziping/words.def"
#undef W

const char *word(enum lang lang, enum word id) {
    return lang == LANG_EN ? words[id].en : words[id].zh;
}

/* The template with each {0|s} settled: the text in it, or nothing where number 0 is 1. */
static void settle_plurals(struct buf *out, const char *text, const size_t *number, size_t numbers) {
    while (*text) {
        const char *end =
            text[0] == '{' && text[1] >= '0' && text[1] <= '9' && text[2] == '|' ? strchr(text, '}') : NULL;
        size_t which = end ? (size_t)(text[1] - '0') : numbers;
        if (which >= numbers) {
            buf_char(out, *text++);
            continue;
        }
        if (number[which] != 1) {
            buf_add(out, (struct str){text + 3, (size_t)(end - text) - 3});
        }
        text = end + 1;
    }
    buf_char(out, '\0');
}

void word_numbers(struct buf *out, enum lang lang, enum word id, const size_t *number, size_t numbers) {
    struct str arg[10] = {{0}};
    struct buf text[10] = {{0}}, sentence = {0};
    for (size_t i = 0; i < numbers && i < 10; i++) {
        buf_number(&text[i], number[i]);
        arg[i] = buf_str(&text[i]);
    }
    settle_plurals(&sentence, word(lang, id), number, numbers);
    buf_template(out, sentence.failed ? "" : sentence.p, arg, numbers);
    out->failed |= sentence.failed;
    buf_free(&sentence);
    for (size_t i = 0; i < numbers && i < 10; i++) {
        out->failed |= text[i].failed;
        buf_free(&text[i]);
    }
}

enum word file_word(enum file_status status) {
    static const enum word by_status[] = {
        [FILE_OK] = W_FILE_OK,           [FILE_MISSING] = W_FILE_MISSING,
        [FILE_DENIED] = W_FILE_DENIED,   [FILE_READ_ONLY] = W_FILE_READ_ONLY,
        [FILE_FOLDER] = W_FILE_FOLDER,   [FILE_FOREIGN] = W_FILE_FOREIGN,
        [FILE_EXISTS] = W_FILE_EXISTS,   [FILE_DIRECTORY] = W_FILE_DIRECTORY,
        [FILE_SPECIAL] = W_FILE_SPECIAL, [FILE_TOO_LARGE] = W_FILE_TOO_LARGE,
        [FILE_FULL] = W_FILE_FULL,       [FILE_FAILED] = W_FILE_FAILED,
        [FILE_NO_MEMORY] = W_NO_MEMORY,
    };
    return by_status[status];
}

enum word file_note_word(unsigned notes) {
    return notes & FILE_NOTE_UNSYNCED ? W_NOTE_UNSYNCED
           : notes & FILE_NOTE_RIGHTS ? W_NOTE_RIGHTS
           : notes & FILE_NOTE_LINKS  ? W_NOTE_LINKS
                                      : W_EMPTY;
}

enum lang lang_choose(const char *option, const char *ziping_lang, const char *lc_all, const char *lc_messages,
                      const char *lang) {
    const char *const from[] = {option, ziping_lang, lc_all, lc_messages, lang};
    for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
        if (from[i] && *from[i]) {
            struct str s = str_of(from[i]);
            bool english =
                s.n >= 2 && str_eq_nocase(str_sub(s, 0, 2), STR("en")) &&
                (s.n == 2 || s.p[2] == '_' || s.p[2] == '-' || s.p[2] == '.' || s.p[2] == 'g' || s.p[2] == 'G');
            return english ? LANG_EN : LANG_ZH;
        }
    }
    return LANG_ZH;
}
