/* From the bytes of a file to UTF-8 text. */
#include "ini_parts.h"

#include <iconv.h>
#include <stdlib.h>

#include "ziping/text.h"

/* Whether text that is not valid UTF-8 is rather UTF-8 with a damaged place than another encoding: in GB18030 text
   whole three-byte characters of UTF-8 come about by chance only, in UTF-8 text wrong bytes are the exception.
   Converting damaged UTF-8 would succeed more often than not, and give nonsense. */
static bool is_damaged_utf8(struct str s) {
    size_t whole = 0, wrong = 0;

    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        unsigned length = text_decode(s, at, &cp);
        whole += length >= 3;
        wrong += length == 1 && (unsigned char)s.p[at] >= 0x80;
        at += length;
    }
    return whole >= wrong;
}

/* GB18030 to UTF-8; p is NULL where the bytes are not GB18030, or the system can't convert it. */
static struct str from_gb18030(struct arena *a, struct str s) {
    iconv_t convert = iconv_open("UTF-8", "GB18030");
    size_t room = s.n <= SIZE_MAX / 2 ? s.n * 2 : 0; /* two bytes become three at most, one stays one */
    char *out = room > 0 && convert != (iconv_t)-1 ? malloc(room) : NULL;
    char *in = (char *)s.p, *to = out; /* iconv doesn't write to its input */
    size_t in_left = s.n, left = room;
    struct str text = {0};

    if (out && iconv(convert, &in, &in_left, &to, &left) != (size_t)-1 && in_left == 0) {
        text = arena_copy(a, (struct str){out, room - left});
    }
    free(out);
    if (convert != (iconv_t)-1) {
        iconv_close(convert);
    }
    return text;
}

/* Some programs put a byte order mark before the one that is there. */
static struct str without_marks(struct str s) {
    const struct str mark = STR("\xEF\xBB\xBF");

    while (str_starts(s, mark)) {
        s = str_sub(s, mark.n, s.n);
    }
    return s;
}

bool ini_decode(struct arena *a, struct str bytes, struct ini_decoded *out) {
    const char *nul;
    struct str text = {0};

    *out = (struct ini_decoded){.text = without_marks(bytes)};
    out->bom = out->text.n < bytes.n;
    nul = out->text.n > 0 ? memchr(out->text.p, '\0', out->text.n) : NULL;
    if (nul) {
        out->refused = true;
        out->kind = INI_NUL_BYTE;
        out->at = (size_t)(nul - out->text.p);
        return true;
    }
    out->at = text_check(out->text);
    if (out->at == out->text.n) {
        return true;
    }
    if (!out->bom && !is_damaged_utf8(out->text)) {
        text = from_gb18030(a, out->text);
    }
    if (a->failed) {
        return false;
    }
    if (!text.p || text_check(text) < text.n) {
        out->refused = true;
        out->kind = INI_NOT_UTF8;
        return true;
    }
    out->converted = true;
    out->text = without_marks(text);
    for (out->at = 0; out->at < out->text.n && (unsigned char)out->text.p[out->at] < 0x80;) {
        out->at++;
    }
    return true;
}
