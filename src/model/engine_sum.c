#include "engine_sum.h"

__extension__ typedef unsigned __int128 wide;

#define ROOM (SUM_LIMBS + 4)

/* Long integers: ROOM limbs, the lowest first. Every product below fits: denominators have at most SUM_LIMBS limbs. */

static bool is_zero(const uint64_t *a) {
    for (int i = 0; i < ROOM; i++) {
        if (a[i] != 0) {
            return false;
        }
    }
    return true;
}

static int compare(const uint64_t *a, const uint64_t *b) {
    for (int i = ROOM; i-- > 0;) {
        if (a[i] != b[i]) {
            return a[i] < b[i] ? -1 : 1;
        }
    }
    return 0;
}

/* Limbs that a, a multiple of it by one limb, and twice that have; the functions below look at that many. */
static int limbs_of(const uint64_t *a) {
    int n = ROOM;
    while (n > 0 && a[n - 1] == 0) {
        n--;
    }
    return n + 2 < ROOM ? n + 2 : ROOM;
}

/* to += a × m */
static void add_product(uint64_t *to, const uint64_t *a, uint64_t m, int limbs) {
    wide carry = 0;
    for (int i = 0; i < limbs; i++) {
        carry += (wide)a[i] * m + to[i];
        to[i] = (uint64_t)carry;
        carry >>= 64;
    }
}

static void multiply(uint64_t *a, uint64_t m, int limbs) {
    wide carry = 0;
    for (int i = 0; i < limbs; i++) {
        carry += (wide)a[i] * m;
        a[i] = (uint64_t)carry;
        carry >>= 64;
    }
}

/* a ÷= d; returns what is left over. */
static uint64_t divide(uint64_t *a, uint64_t d, int limbs) {
    wide rest = 0;
    for (int i = limbs; i-- > 0;) {
        rest = rest << 64 | a[i];
        a[i] = (uint64_t)(rest / d);
        rest %= d;
    }
    return (uint64_t)rest;
}

static void subtract(uint64_t *a, const uint64_t *b) {
    uint64_t borrow = 0;
    for (int i = 0; i < ROOM; i++) {
        wide d = (wide)a[i] - b[i] - borrow;
        a[i] = (uint64_t)d;
        borrow = (uint64_t)(d >> 64) & 1;
    }
}

static uint64_t gcd(uint64_t a, uint64_t b) {
    while (b > 0) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static void copy(uint64_t *to, const uint64_t *from) {
    memcpy(to, from, ROOM * sizeof *to);
}

/* num ÷ den + rest ÷ over, with rest < over and no common factor. */
static void add_fraction(struct engine_sum *s, uint64_t rest, uint64_t over) {
    uint64_t other[ROOM];
    if (is_zero(s->den)) {
        s->den[0] = 1;
    }
    int limbs = limbs_of(s->den);
    copy(other, s->den);
    uint64_t common = gcd(over, divide(other, over, limbs));
    uint64_t factor = over / common;
    copy(other, s->den);
    multiply(other, factor, limbs);
    if (other[SUM_LIMBS] != 0) {
        s->cut = true;
        return;
    }
    uint64_t part[ROOM];
    copy(part, s->den);
    (void)divide(part, common, limbs);
    multiply(s->num, factor, limbs);
    add_product(s->num, part, rest, limbs);
    copy(s->den, other);
    if (compare(s->num, s->den) >= 0) {
        subtract(s->num, s->den);
        s->whole++;
    }
}

void engine_sum_add(struct engine_sum *s, dec of, dec by, dec over) {
    if (by == over) {
        s->whole = dec_add(s->whole, of);
        return;
    }
    wide product = (wide)of * (wide)by;
    uint64_t rest = (uint64_t)(product % (wide)over);
    s->whole = dec_add(s->whole, (dec)(product / (wide)over));
    if (rest > 0) {
        uint64_t common = gcd((uint64_t)over, rest);
        add_fraction(s, rest / common, (uint64_t)over / common);
    }
}

void engine_sum_scale(struct engine_sum *s, dec by, dec over) {
    uint64_t num[ROOM], product[ROOM];
    uint64_t low = 0, high = (uint64_t)INT64_MAX; /* the quotient is low or more, and below high */
    if (s->whole < 0) {                           /* no sum of points: whatever it is, the rest doesn't matter */
        s->whole = dec_mul_div_cut(s->whole, by, over);
        return;
    }
    if (is_zero(s->den)) {
        s->den[0] = 1;
    }
    copy(num, s->num);
    add_product(num, s->den, (uint64_t)s->whole, ROOM);
    multiply(num, (uint64_t)by, ROOM);
    multiply(s->den, (uint64_t)over, ROOM);
    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        memset(product, 0, sizeof product);
        add_product(product, s->den, middle, ROOM);
        *(compare(product, num) <= 0 ? &low : &high) = middle;
    }
    memset(product, 0, sizeof product);
    add_product(product, s->den, low, ROOM);
    subtract(num, product);
    s->whole = (dec)low;
    copy(s->num, num);
}

dec engine_sum_round(const struct engine_sum *s, int places, enum dec_round how) {
    uint64_t twice[ROOM];
    if (places < DEC_PLACES || how == DEC_CUT || is_zero(s->num)) {
        return dec_round(s->whole, places, how); /* half a unit is a whole number of 10^-6 */
    }
    copy(twice, s->num);
    multiply(twice, 2, ROOM);
    return s->whole + (compare(twice, s->den) >= 0);
}
