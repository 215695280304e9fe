/* Traditional Chinese to simplified, in place: one three-byte character for another, so that every offset stays. */
#ifndef ONR_SIMPLIFY_H
#define ONR_SIMPLIFY_H

#include "segment.h"

/* Two stages over U+4E00..U+9FFF: the page of 64 characters, then the simplified character; 0: as it is. */
extern const uint16_t onr_simple_index[328];
extern const uint16_t onr_simple_page[];

static inline uint32_t onr_simple(uint32_t c)
{
    uint32_t i = c - 0x4E00, to = i <= 0x9FFF - 0x4E00 ? onr_simple_page[onr_simple_index[i >> 6] * 64u + (i & 63)] : 0;
    return to ? to : c;
}

/* Rewrites the Chinese sentences of a layout that show more characters of the traditional script than of the
 * simplified one. Japanese ones, which share a fifth of them, stay. What it decides depends on the sentence alone. */
void onr_simplify(onr_folded *f, const onr_layout *l);

#endif
