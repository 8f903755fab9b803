/* Writing one value, on one line or over several. */
#include "ini_write.h"

bool ini_put_is_word(struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (c == '\0' || !strchr(".%+/_-", c))) {
            return false;
        }
    }
    return s.n > 0;
}

size_t ini_put_end(struct str value, size_t at, long room) {
    size_t end = at;

    while (end < value.n) {
        struct str escape = ini_escape_of(value, end);
        size_t next = end + 1;
        while (next < value.n && ((unsigned char)value.p[next] & 0xC0) == 0x80) {
            next++;
        }
        room -= (long)(escape.n > 0 ? escape.n : next - end);
        if (room < 0 && end > at) {
            break;
        }
        end = next;
        if (value.p[next - 1] == '\n') {
            break;
        }
    }
    return end;
}

void ini_put_piece(struct buf *out, struct str value, size_t from, size_t end, bool quoted) {
    if (!quoted) {
        buf_add(out, str_sub(value, from, end));
        return;
    }
    buf_char(out, '"');
    for (size_t at = from; at <= end; at++) {
        struct str escape = at < end ? ini_escape_of(value, at) : STR("");
        if (escape.n > 0 || at == end) {
            buf_add(out, str_sub(value, from, at));
            buf_add(out, escape);
            from = at + 1;
        }
    }
    buf_char(out, '"');
}

size_t ini_put_line(struct buf *out, struct str key, uint32_t number, struct str value, size_t at) {
    size_t before = out->n, end;
    long room;

    buf_add(out, key);
    if (number > 1) {
        buf_char(out, '.');
        buf_number(out, number);
    }
    buf_text(out, " = ");
    room = INI_LINE_WRITE - (long)(out->n - before) - INI_QUOTES;
    end = ini_put_end(value, at, room < INI_ROOM_MIN ? INI_ROOM_MIN : room);
    ini_put_piece(out, value, at, end, number > 1 || end < value.n || !ini_put_is_word(value));
    buf_char(out, '\n');
    return end;
}

uint32_t ini_put_lines(struct buf *out, struct str key, struct str value) {
    uint32_t number = 0;
    size_t at = 0;

    do {
        at = ini_put_line(out, key, ++number, value, at);
    } while (at < value.n && !out->failed);
    return number;
}

struct str ini_without_cr(struct str value, struct buf *room) {
    if (value.n == 0 || !memchr(value.p, '\r', value.n)) {
        return value;
    }
    buf_clear(room);
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] != '\r') {
            buf_char(room, value.p[i]);
        }
    }
    return buf_str(room);
}

void ini_put(struct buf *out, struct str key, struct str value) {
    struct buf room = {0};

    value = ini_without_cr(value, &room);
    if (room.failed) {
        out->failed = true;
    } else {
        ini_put_lines(out, key, value);
    }
    buf_free(&room);
}
