#include "input.h"

#include <string.h>

static inline uint64_t load8(const void *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

/* Bytes of x that are not continuation bytes (10xxxxxx). */
static inline uint32_t starts8(uint64_t x)
{
    uint64_t starts = (~x >> 7 | x >> 6) & ONR_ONES;
    return (uint32_t)((starts * ONR_ONES) >> 56);
}

/* The bytes of the well-formed sequence at p, of which `left` bytes are there; 0 where it is not UTF-8. */
static uint32_t well_formed(const uint8_t *p, uint64_t left)
{
    uint8_t lo = 0x80, hi = 0xBF;
    uint32_t n, k;
    if (p[0] < 0x80) return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
    n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (p[0] == 0xE0) lo = 0xA0; /* longer than needed */
    if (p[0] == 0xED) hi = 0x9F; /* surrogates */
    if (p[0] == 0xF0) lo = 0x90;
    if (p[0] == 0xF4) hi = 0x8F; /* beyond U+10FFFF */
    if (left < n || p[1] < lo || p[1] > hi) return 0;
    for (k = 2; k < n; k++)
        if ((p[k] & 0xC0) != 0x80) return 0;
    return n;
}

static onr_status take_utf8(const onr_text *t, uint64_t from, uint32_t max, onr_utf8 *out, uint64_t *next,
                            onr_error *err)
{
    const uint8_t *p = (const uint8_t *)t->data + from;
    uint64_t left = t->n - from, i = 0, end = left < max ? left : max;
    while (i < end) {
        uint32_t len;
        while (i + 8 <= end && !(load8(p + i) & ONR_HIGH)) i += 8;
        if (i == end) break;
        if (!(len = well_formed(p + i, left - i)))
            return onr_fail(err, ONR_BAD_INPUT, -1, from + i, "byte %llu (0x%02X) is not UTF-8",
                            (unsigned long long)(from + i), p[i]);
        if (i + len > end) break;
        i += len;
    }
    if (i) memcpy(out->p, p, i);
    out->n = (uint32_t)i;
    *next = from + i;
    return ONR_OK;
}

/* One loop for each width of a str, so that the compiler sees the type. `fast` copies what is plain ASCII. */
#define TAKE_STR(name, unit, ascii_mask)                                                                               \
    static onr_status name(const onr_text *t, uint64_t from, uint32_t max, onr_utf8 *out, uint64_t *next,              \
                           onr_error *err)                                                                             \
    {                                                                                                                  \
        const unit *p = (const unit *)t->data;                                                                         \
        enum { STEP = 8 / sizeof(unit) };                                                                              \
        uint8_t *to = out->p;                                                                                          \
        uint32_t n = 0;                                                                                                \
        uint64_t i = from;                                                                                             \
        while (i < t->n) {                                                                                             \
            while (i + STEP <= t->n && n + STEP <= max && !(load8(p + i) & (ascii_mask))) {                            \
                for (uint32_t k = 0; k < STEP; k++) to[n + k] = (uint8_t)p[i + k];                                     \
                n += STEP;                                                                                             \
                i += STEP;                                                                                             \
            }                                                                                                          \
            for (uint32_t k = 0; k < STEP && i < t->n; k++, i++) {                                                     \
                uint32_t c = p[i];                                                                                     \
                if (n + 4 > max && n + (c < 0x80 ? 1u : c < 0x800 ? 2u : c < 0x10000 ? 3u : 4u) > max) goto done;      \
                if (c >= 0x110000)                                                                                     \
                    return onr_fail(err, ONR_BAD_INPUT, -1, i, "unit %llu is beyond U+10FFFF", (unsigned long long)i); \
                n += onr_encode(c, to + n);                                                                            \
            }                                                                                                          \
        }                                                                                                              \
    done:                                                                                                              \
        out->n = n;                                                                                                    \
        *next = i;                                                                                                     \
        return ONR_OK;                                                                                                 \
    }

TAKE_STR(take_1, uint8_t, ONR_HIGH)
TAKE_STR(take_2, uint16_t, 0xFF80FF80FF80FF80u)
TAKE_STR(take_4, uint32_t, 0xFFFFFF80FFFFFF80u)

/* Most bytes of UTF-8 that n units can become. */
static uint64_t most_bytes(uint8_t kind, uint64_t n)
{
    uint64_t each = kind == 1 ? 2 : kind == 2 ? 3 : kind == 4 ? 4 : 1;
    return n > UINT32_MAX ? UINT32_MAX : n * each;
}

/* Fills cp_at and n_cp. */
static onr_status count(onr_utf8 *out, onr_error *err)
{
    uint32_t seen = 0, i = 0;
    onr_status st = onr_grow(&out->cp_at, &out->cap_at, (uint64_t)out->n / 64 + 1, sizeof *out->cp_at, err);
    if (st != ONR_OK) return st;
    for (; i + 64 <= out->n; i += 64) {
        out->cp_at[i / 64] = seen;
        for (uint32_t k = 0; k < 64; k += 8) seen += starts8(load8(out->p + i + k));
    }
    out->cp_at[i / 64] = seen;
    for (; i < out->n; i++) seen += (out->p[i] & 0xC0) != 0x80;
    out->n_cp = seen;
    return ONR_OK;
}

onr_status onr_input_window(const onr_text *text, uint64_t from, uint32_t max_bytes, onr_utf8 *out, uint64_t *next,
                            onr_error *err)
{
    uint8_t *raw = out->p ? out->p - ONR_PAD : NULL;
    uint64_t most;
    onr_status st;
    out->n = out->n_cp = 0;
    if (from > text->n) from = text->n;
    if (max_bytes < 4) max_bytes = 4;
    most = most_bytes(text->kind, text->n - from);
    if (most > max_bytes) most = max_bytes;
    if ((st = onr_grow(&raw, &out->cap, most + 2 * ONR_PAD, 1, err)) != ONR_OK) return st;
    out->p = raw + ONR_PAD;
    if (text->kind == 0)
        st = take_utf8(text, from, max_bytes, out, next, err);
    else if (text->kind == 1)
        st = take_1(text, from, max_bytes, out, next, err);
    else if (text->kind == 2)
        st = take_2(text, from, max_bytes, out, next, err);
    else if (text->kind == 4)
        st = take_4(text, from, max_bytes, out, next, err);
    else
        st = onr_fail(err, ONR_INTERNAL, -1, from, "a text of kind %u: there are 0, 1, 2 and 4", text->kind);
    if (st != ONR_OK) return st;
    memset(raw, 0, ONR_PAD);
    memset(out->p + out->n, 0, ONR_PAD);
    return count(out, err);
}

uint32_t onr_utf8_cp(const onr_utf8 *u, uint32_t at)
{
    uint32_t i = at & ~63u, seen = u->cp_at[at / 64];
    for (; i + 8 <= at; i += 8) seen += starts8(load8(u->p + i));
    for (; i < at; i++) seen += (u->p[i] & 0xC0) != 0x80;
    return seen;
}

uint32_t onr_utf8_byte(const onr_utf8 *u, uint32_t cp)
{
    uint32_t lo = 0, hi = u->n / 64 + 1, i, seen;
    if (cp >= u->n_cp) return u->n;
    while (hi - lo > 1) { /* the last stretch that begins with at most cp code points before it */
        uint32_t mid = lo + (hi - lo) / 2;
        if (u->cp_at[mid] <= cp)
            lo = mid;
        else
            hi = mid;
    }
    i = lo * 64;
    seen = u->cp_at[lo];
    for (uint32_t more; (more = starts8(load8(u->p + i))) + seen <= cp; i += 8) seen += more;
    for (;; i++) {
        if ((u->p[i] & 0xC0) == 0x80) continue;
        if (seen++ == cp) return i;
    }
}

void onr_utf8_free(onr_utf8 *u)
{
    if (u->p) onr_free(u->p - ONR_PAD);
    onr_free(u->cp_at);
    memset(u, 0, sizeof *u);
}
