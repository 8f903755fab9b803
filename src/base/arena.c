#include "ziping/arena.h"

#include <stdint.h>
#include <stdlib.h>

#define FIRST_BLOCK ((size_t)8 << 10)
#define LARGEST_STEP ((size_t)1 << 20)
#define ALIGN _Alignof(max_align_t)

/* A sanitizer sees a read past the end of a piece only if the piece is a block of its own. */
#if defined(__SANITIZE_ADDRESS__)
#define ONE_PIECE_EACH 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_PIECE_EACH 1
#endif
#endif
#ifndef ONE_PIECE_EACH
#define ONE_PIECE_EACH 0
#endif

struct arena_block {
    struct arena_block *older;
    size_t size, used; /* bytes of data */
    _Alignas(max_align_t) char data[];
};

/* Every piece starts aligned, so the used part is counted in whole steps. SIZE_MAX when that overflows. */
static size_t round_up(size_t size) {
    return size > SIZE_MAX - (ALIGN - 1) ? SIZE_MAX : (size + (ALIGN - 1)) / ALIGN * ALIGN;
}

static struct arena_block *block_new(size_t size) {
    struct arena_block *block;

    if (size > SIZE_MAX - sizeof *block) {
        return NULL;
    }
    block = malloc(sizeof *block + size);
    if (block) {
        *block = (struct arena_block){.size = size};
    }
    return block;
}

static size_t block_size(const struct arena *a) {
    size_t size = a->block ? a->block->size * 2 : FIRST_BLOCK;

    return size < FIRST_BLOCK ? FIRST_BLOCK : size > LARGEST_STEP ? LARGEST_STEP : size;
}

/* A block with `size` bytes free. A large piece goes behind the newest block, whose rest stays in use. */
static struct arena_block *block_add(struct arena *a, size_t size) {
    size_t usual = block_size(a);
    bool alone = ONE_PIECE_EACH || size > usual / 4;
    struct arena_block *block = block_new(alone ? size : usual);

    if (!block) {
        return NULL;
    }
    if (alone && a->block) {
        block->older = a->block->older;
        a->block->older = block;
    } else {
        block->older = a->block;
        a->block = block;
    }
    return block;
}

void *arena_raw(struct arena *a, size_t wanted) {
    size_t size = ONE_PIECE_EACH ? wanted : round_up(wanted);
    struct arena_block *block = a->block;
    char *piece;

    if (!block || block->size - block->used < size || ONE_PIECE_EACH) {
        block = block_add(a, size);
        if (!block) {
            a->failed = true;
            return NULL;
        }
    }
    piece = block->data + block->used;
    block->used += size;
    return piece;
}

void *arena_alloc(struct arena *a, size_t size) {
    char *piece = arena_raw(a, size);

    return piece ? memset(piece, 0, size) : NULL;
}

void *arena_alloc_array(struct arena *a, size_t n, size_t size) {
    if (size != 0 && n > SIZE_MAX / size) {
        a->failed = true;
        return NULL;
    }
    return arena_alloc(a, n * size);
}

struct str arena_join(struct arena *a, struct str x, struct str y) {
    char *p;

    if (x.n >= SIZE_MAX - y.n) {
        a->failed = true;
        return (struct str){NULL, 0};
    }
    p = arena_raw(a, x.n + y.n + 1);
    if (!p) {
        return (struct str){NULL, 0};
    }
    if (x.n > 0) {
        memcpy(p, x.p, x.n);
    }
    if (y.n > 0) {
        memcpy(p + x.n, y.p, y.n);
    }
    p[x.n + y.n] = '\0';
    return (struct str){p, x.n + y.n};
}

struct str arena_copy(struct arena *a, struct str s) {
    return arena_join(a, s, (struct str){NULL, 0});
}

void arena_reset(struct arena *a) {
    struct arena_block *largest = ONE_PIECE_EACH ? NULL : a->block;

    for (struct arena_block *b = largest; b; b = b->older) {
        if (b->size > largest->size) {
            largest = b;
        }
    }
    for (struct arena_block *b = a->block, *older; b; b = older) {
        older = b->older;
        if (b != largest) {
            free(b);
        }
    }
    if (largest) {
        largest->older = NULL;
        largest->used = 0;
    }
    *a = (struct arena){.block = largest};
}

void arena_free(struct arena *a) {
    for (struct arena_block *b = a->block, *older; b; b = older) {
        older = b->older;
        free(b);
    }
    *a = (struct arena){0};
}

/* Makes the newest piece larger where it stands, if v is that piece and the block has the room. */
static bool extend(struct arena *a, const void *v, size_t old_size, size_t new_size) {
    struct arena_block *block = a->block;
    size_t from;

    if (ONE_PIECE_EACH || !v || !block || block->used < round_up(old_size)) {
        return false;
    }
    from = block->used - round_up(old_size);
    if ((const char *)v != block->data + from || new_size > block->size - from) {
        return false;
    }
    block->used = from + round_up(new_size);
    return true;
}

void *arena_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size) {
    size_t wanted;
    void *larger;

    if (n < *cap) {
        return v;
    }
    wanted = *cap < 4 ? 8 : *cap > SIZE_MAX / 2 ? SIZE_MAX : *cap * 2;
    if (wanted <= n) {
        wanted = n == SIZE_MAX ? n : n + 1;
    }
    if (size != 0 && wanted > SIZE_MAX / size) {
        a->failed = true;
        return NULL;
    }
    if (!extend(a, v, *cap * size, wanted * size)) {
        larger = arena_raw(a, wanted * size);
        if (!larger) {
            return NULL;
        }
        if (v) {
            memcpy(larger, v, *cap * size);
        }
        v = larger;
    }
    *cap = wanted;
    return v;
}
