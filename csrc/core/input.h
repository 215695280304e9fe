/* Input: any text to padded UTF-8, one window at a time.
 *
 * Takes the storage of a Python str (kinds 1, 2 and 4) or UTF-8 bytes. Every code point of a str becomes one code
 * point of the window, lone surrogates included (three bytes each, and two lone halves are never joined), so a count
 * of code points here is an offset in the original. */
#ifndef ONR_INPUT_H
#define ONR_INPUT_H

#include "status.h"

#define ONR_ONES 0x0101010101010101u /* eight bytes at a time: the lowest bit of each, the highest */
#define ONR_HIGH 0x8080808080808080u
#define ONR_PAD 64u /* readable zero bytes on each side of a window */

typedef struct {
    const void *data;
    uint64_t n;   /* code units: code points of a str, bytes of UTF-8 */
    uint8_t kind; /* 1, 2, 4: bytes per code unit of a str; 0: UTF-8 */
} onr_text;

/* A window. Owned by the caller; free with onr_utf8_free; may be used again for the next window. */
typedef struct {
    uint8_t *p; /* n bytes, ONR_PAD zero bytes before and after */
    uint32_t n;
    uint32_t *cp_at; /* cp_at[i]: code points before byte 64i; n / 64 + 1 entries */
    uint32_t n_cp;
    uint32_t cap, cap_at;
} onr_utf8;

/* Fills *out with whole code points from unit `from`, at most `max_bytes` of UTF-8 (at least 4), and sets *next to
 * the first unit not taken. ONR_BAD_INPUT with the byte's position for bytes that are not UTF-8. O(bytes taken). */
onr_status onr_input_window(const onr_text *text, uint64_t from, uint32_t max_bytes, onr_utf8 *out, uint64_t *next,
                            onr_error *err);
/* Code points before byte `at` of the window (at a character's first byte, or n). */
uint32_t onr_utf8_cp(const onr_utf8 *u, uint32_t at);
/* The byte at which the code point number `cp` of the window starts (n for cp == n_cp). */
uint32_t onr_utf8_byte(const onr_utf8 *u, uint32_t cp);
void onr_utf8_free(onr_utf8 *u);

/* Decodes the code point at p (well-formed, surrogates allowed) and sets *len to its bytes. */
static inline uint32_t onr_decode(const uint8_t *p, uint32_t *len)
{
    if (p[0] < 0x80) {
        *len = 1;
        return p[0];
    }
    if (p[0] < 0xE0) {
        *len = 2;
        return (uint32_t)(p[0] & 0x1F) << 6 | (uint32_t)(p[1] & 0x3F);
    }
    if (p[0] < 0xF0) {
        *len = 3;
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (uint32_t)(p[2] & 0x3F);
    }
    *len = 4;
    return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
           (uint32_t)(p[3] & 0x3F);
}
/* The code point that ends right before byte `at` (> 0), and where it starts. */
static inline uint32_t onr_decode_back(const uint8_t *p, uint32_t at, uint32_t *start)
{
    uint32_t i = at - 1, len;
    while (i > 0 && (p[i] & 0xC0) == 0x80) i--;
    *start = i;
    return onr_decode(p + i, &len);
}
/* Writes the code point (surrogates allowed) and returns its bytes (1 to 4). */
static inline uint32_t onr_encode(uint32_t c, uint8_t *p)
{
    if (c < 0x80) {
        p[0] = (uint8_t)c;
        return 1;
    }
    if (c < 0x800) {
        p[0] = (uint8_t)(0xC0 | c >> 6);
        p[1] = (uint8_t)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        p[0] = (uint8_t)(0xE0 | c >> 12);
        p[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
        p[2] = (uint8_t)(0x80 | (c & 0x3F));
        return 3;
    }
    p[0] = (uint8_t)(0xF0 | c >> 18);
    p[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
    p[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    p[3] = (uint8_t)(0x80 | (c & 0x3F));
    return 4;
}

#endif
