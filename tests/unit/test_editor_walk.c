/* Long random walks of editing, held against a plain model: graphemes, a caret, and the texts of the past. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ziping/editor.h"
#include "ziping/text.h"

#define WALKS 150
#define STEPS 400

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static size_t below(uint32_t *seed, size_t n) {
    return next_random(seed) % n;
}

/* Graphemes that never join each other, each with its class: blank, mark, Latin, other. */
static const struct {
    const char *text;
    char class;
} graphemes[] = {
    {" ", 'b'},
    {"\n", 'b'},
    {"　", 'b'},
    {",", 'm'},
    {"。", 'm'},
    {"（", 'm'},
    {"“", 'm'},
    {"a", 'l'},
    {"7", 'l'},
    {".", 'l'},
    {"中", 'o'},
    {"e\xCC\x81", 'l'},
    {"项", 'o'},
    {"한", 'o'},
    {"한\xCC\x81", 'o'},
    {"é", 'o'},
    {"👨‍👩‍👧", 'o'},
    {"🇨🇳", 'o'},
    {"👍🏽", 'o'},
    {"ก็", 'o'},
    {"☎\xEF\xB8\x8F", 'o'},
};

enum { GRAPHEMES = sizeof graphemes / sizeof *graphemes, MOST = 4096 };

/* A text as indices into graphemes[]. */
struct list {
    unsigned char v[MOST];
    size_t n;
};

struct model {
    struct list text, killed;
    size_t caret;
};

static struct str bytes_of(const struct list *l, size_t from, size_t to, struct buf *b) {
    buf_clear(b);
    for (size_t i = from; i < to; i++) {
        buf_text(b, graphemes[l->v[i]].text);
    }
    return buf_str(b);
}

static bool is_break(const struct model *m, size_t i) {
    return graphemes[m->text.v[i]].text[0] == '\n';
}

static size_t line_start(const struct model *m) {
    size_t i = m->caret;
    while (i > 0 && !is_break(m, i - 1)) {
        i--;
    }
    return i;
}

static size_t line_end(const struct model *m) {
    size_t i = m->caret;
    while (i < m->text.n && !is_break(m, i)) {
        i++;
    }
    return i;
}

static char class_at(const struct model *m, size_t i) {
    return graphemes[m->text.v[i]].class;
}

static size_t word_start(const struct model *m) {
    size_t i = m->caret;
    while (i > 0 && class_at(m, i - 1) == 'b') {
        i--;
    }
    for (char c = i > 0 ? class_at(m, i - 1) : 0; i > 0 && class_at(m, i - 1) == c;) {
        i--;
    }
    return i;
}

static size_t word_end(const struct model *m) {
    size_t i = m->caret;
    for (char c = i < m->text.n ? class_at(m, i) : 0; i < m->text.n && class_at(m, i) == c;) {
        i++;
    }
    while (i < m->text.n && class_at(m, i) == 'b') {
        i++;
    }
    return i;
}

static void put_in(struct model *m, const struct list *what) {
    assert_true(m->text.n + what->n <= MOST);
    memmove(m->text.v + m->caret + what->n, m->text.v + m->caret, m->text.n - m->caret);
    memcpy(m->text.v + m->caret, what->v, what->n);
    m->text.n += what->n;
    m->caret += what->n;
}

static bool take_out(struct model *m, size_t from, size_t to, bool keep) {
    if (from == to) {
        return false;
    }
    if (keep) {
        m->killed.n = to - from;
        memcpy(m->killed.v, m->text.v + from, to - from);
    }
    memmove(m->text.v + from, m->text.v + to, m->text.n - to);
    m->text.n -= to - from;
    m->caret = from;
    return true;
}

static bool go(struct model *m, size_t to) {
    bool moved = m->caret != to;

    m->caret = to;
    return moved;
}

enum {
    TYPE,
    PASTE,
    LEFT,
    RIGHT,
    HOME,
    END,
    WORD_LEFT,
    WORD_RIGHT,
    BACKSPACE,
    DELETE,
    KILL_END,
    KILL_START,
    KILL_WORD,
    YANK,
    MOVE,
    UNDO,
    REDO,
    OPERATIONS
};

static bool edit(struct editor *e, int op) {
    static bool (*const ops[OPERATIONS])(struct editor *) = {
        [LEFT] = editor_left,           [RIGHT] = editor_right,
        [HOME] = editor_home,           [END] = editor_end,
        [WORD_LEFT] = editor_word_left, [WORD_RIGHT] = editor_word_right,
        [BACKSPACE] = editor_backspace, [DELETE] = editor_delete,
        [KILL_END] = editor_kill_end,   [KILL_START] = editor_kill_start,
        [KILL_WORD] = editor_kill_word, [YANK] = editor_yank,
        [UNDO] = editor_undo,           [REDO] = editor_redo,
    };
    return ops[op](e);
}

static bool edit_model(struct model *m, int op) {
    size_t end = line_end(m);

    switch (op) {
    case LEFT:
        return m->caret > 0 && go(m, m->caret - 1);
    case RIGHT:
        return m->caret < m->text.n && go(m, m->caret + 1);
    case HOME:
        return go(m, line_start(m));
    case END:
        return go(m, end);
    case WORD_LEFT:
        return go(m, word_start(m));
    case WORD_RIGHT:
        return go(m, word_end(m));
    case BACKSPACE:
        return m->caret > 0 && take_out(m, m->caret - 1, m->caret, false);
    case DELETE:
        return m->caret < m->text.n && take_out(m, m->caret, m->caret + 1, false);
    case KILL_END:
        return take_out(m, m->caret, end == m->caret && end < m->text.n ? end + 1 : end, true);
    case KILL_START:
        return take_out(m, line_start(m), m->caret, true);
    case KILL_WORD:
        return take_out(m, word_start(m), m->caret, true);
    default: /* YANK */
        put_in(m, &m->killed);
        return m->killed.n > 0;
    }
}

static void random_list(uint32_t *seed, size_t most, struct list *l) {
    l->n = 1 + below(seed, most);
    for (size_t i = 0; i < l->n; i++) {
        l->v[i] = (unsigned char)below(seed, GRAPHEMES);
    }
}

/* Text and caret are the model's. */
static void assert_same(const struct editor *e, const struct model *m) {
    struct buf b = {0};

    assert_true(str_eq(editor_text(e), bytes_of(&m->text, 0, m->text.n, &b)));
    assert_int_equal(e->caret, bytes_of(&m->text, 0, m->caret, &b).n);
    assert_false(e->failed);
    buf_free(&b);
}

/* After undo and redo the model takes over text and caret; what the text must be is known from the past. */
static void take_over(struct model *m, const struct editor *e, const struct list *past) {
    struct buf b = {0};

    m->text = *past;
    m->caret = 0;
    while (m->caret < m->text.n && bytes_of(&m->text, 0, m->caret, &b).n < e->caret) {
        m->caret++;
    }
    buf_free(&b);
}

static void model_walk(uint32_t *seed) {
    static struct list past[STEPS + 2]; /* by steps in effect: the text then */
    static struct model m;
    struct editor e = {0};
    struct list typed;
    struct buf b = {0};

    m = (struct model){0};
    random_list(seed, 30, &m.text);
    m.caret = m.text.n;
    editor_begin(&e, bytes_of(&m.text, 0, m.text.n, &b), true);
    past[0] = m.text;
    for (int i = 0; i < STEPS; i++) {
        int op = (int)below(seed, OPERATIONS);
        size_t done = e.done;

        switch (op) {
        case TYPE:
        case PASTE:
            random_list(seed, op == TYPE ? 1 : 6, &typed);
            (op == TYPE ? editor_type : editor_paste)(&e, bytes_of(&typed, 0, typed.n, &b));
            put_in(&m, &typed);
            break;
        case MOVE:
            m.caret = below(seed, m.text.n + 1);
            editor_move(&e, bytes_of(&m.text, 0, m.caret, &b).n);
            break;
        case UNDO:
        case REDO:
            assert_int_equal(edit(&e, op), op == UNDO ? done > 0 : done < e.steps);
            take_over(&m, &e, &past[e.done]);
            break;
        default:
            if (op == YANK && m.text.n + m.killed.n > 300) {
                continue;
            }
            assert_int_equal(edit(&e, op), edit_model(&m, op));
            break;
        }
        assert_same(&e, &m);
        assert_true(e.done <= done + 1);
        past[e.done] = m.text;
    }
    while (e.done < e.steps) {
        assert_true(editor_redo(&e));
        assert_true(str_eq(editor_text(&e), bytes_of(&past[e.done], 0, past[e.done].n, &b)));
    }
    while (e.done > 0) {
        assert_true(editor_undo(&e));
        assert_true(str_eq(editor_text(&e), bytes_of(&past[e.done], 0, past[e.done].n, &b)));
    }
    assert_false(editor_undo(&e));
    editor_free(&e);
    buf_free(&b);
}

static void against_the_model(void **state) {
    uint32_t seed = 11;

    (void)state;
    for (int i = 0; i < WALKS; i++) {
        model_walk(&seed);
    }
}

/* Pieces that join in any order, and what must not be in a text at all. */
static const char *const pieces[] = {
    "a",
    "中",
    "\n",
    "\r",
    " ",
    "\xCC\x81",
    "\xE2\x80\x8D",
    "👨",
    "👧",
    "\xF0\x9F\x87\xA8",
    "\xF0\x9F\x87\xB3",
    "ᄒ",
    "ᅡ",
    "ᆫ",
    "ก",
    "็",
    "\xEF\xB8\x8F",
    "\xF0\x9F\x8F\xBD",
    "\x01",
    "\x1B[A",
    "\xE4\xB8",
    "\xFF",
    "\xE2\x80\xAE",
    "\xE0\xA5\x8D",
    "क",
};

static void assert_sound(const struct editor *e) {
    struct str s = editor_text(e);
    size_t at = 0;

    assert_int_equal(text_check(s), s.n);
    while (at < e->caret) {
        at = text_next(s, at);
    }
    assert_int_equal(at, e->caret);
}

/* Whatever joins: the text is valid, the caret at a boundary, and undo and redo go all the way. */
static void joining_pieces(void **state) {
    uint32_t seed = 12;

    (void)state;
    for (int walk = 0; walk < WALKS; walk++) {
        struct editor e = {0};
        struct buf last = {0};

        editor_begin(&e, STR("e\xCC\x81中👨"), walk % 2 == 0);
        for (int i = 0; i < STEPS / 2; i++) {
            int op = (int)below(&seed, OPERATIONS);
            struct str piece = str_of(pieces[below(&seed, sizeof pieces / sizeof *pieces)]);

            if (op == TYPE || op == PASTE || (op == YANK && e.text.n > 1000)) {
                (op == TYPE ? editor_type : editor_paste)(&e, piece);
            } else if (op == MOVE) {
                editor_move(&e, below(&seed, e.text.n + 2));
            } else {
                edit(&e, op);
            }
            assert_sound(&e);
            assert_true(e.lines || str_find(editor_text(&e), STR("\n")) == e.text.n);
        }
        while (editor_redo(&e)) {
            assert_sound(&e);
        }
        buf_add(&last, editor_text(&e));
        while (editor_undo(&e)) {
            assert_sound(&e);
        }
        assert_true(str_eq(editor_text(&e), STR("e\xCC\x81中👨")));
        while (editor_redo(&e)) {
        }
        assert_true(str_eq(editor_text(&e), buf_str(&last)));
        buf_free(&last);
        editor_free(&e);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(against_the_model),
        cmocka_unit_test(joining_pieces),
    };

    return cmocka_run_group_tests_name("editor_walk", tests, NULL, NULL);
}
