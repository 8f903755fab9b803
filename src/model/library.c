#include "ziping/library.h"

struct library_book {
    struct library_book *next;
    struct str path;
    struct ruleset *rules;
    struct schema *schema[LIBRARY_GOALS];
};

const struct ruleset *library_rules(struct library *l, const char *path) {
    for (struct library_book *b = l->book; b; b = b->next) {
        if (strcmp(b->path.p, path) == 0) {
            return b->rules;
        }
    }
    struct library_book *b = arena_new(&l->arena, struct library_book);
    struct str copy = arena_copy(&l->arena, str_of(path));
    struct ruleset *rules = b && copy.p ? ruleset_load(&l->arena, copy.p) : NULL;
    if (!rules) {
        return NULL;
    }
    *b = (struct library_book){.next = l->book, .path = copy, .rules = rules};
    l->book = b;
    return rules;
}

const struct schema *library_schema(struct library *l, const struct ruleset *rules, size_t goals) {
    struct library_book *b = l->book;
    while (b && b->rules != rules) {
        b = b->next;
    }
    if (!b || goals >= LIBRARY_GOALS) {
        return NULL;
    }
    if (!b->schema[goals]) {
        b->schema[goals] = schema_build(&l->arena, rules, NULL, goals);
    }
    return b->schema[goals];
}

void library_free(struct library *l) {
    arena_free(&l->arena);
    *l = (struct library){0};
}
