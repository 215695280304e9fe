/* Language of a stretch of text, from its characters. */
#ifndef ONR_LANGUAGE_H
#define ONR_LANGUAGE_H

#include "segment.h"

/* What a Han character shows; tools/gen_han.py says from what. */
enum {
    ONR_HAN_SIMPLIFIED = 1, /* only simplified Chinese has it */
    ONR_HAN_JAPANESE,
    ONR_HAN_TRADITIONAL,
    ONR_HAN_WORD1, /* a word of Chinese, by weight */
    ONR_HAN_WORD2,
    ONR_HAN_WORD3,
    ONR_HAN_WORD_BUT /* one that shows nothing beside some characters: onr_han_words */
};
/* Four bits for each of U+4E00..U+9FFF. */
extern const uint32_t onr_han_table[2624];

/* A word whose neighbours count: it shows nothing right behind one of `before` or right before one of `behind`. */
typedef struct {
    uint16_t c, weight;
    uint16_t before[32], behind[32]; /* each ends in 0 */
} onr_han_word;
extern const onr_han_word onr_han_words[]; /* sorted; ends in 0 */

static inline uint32_t onr_han(uint32_t c)
{
    if (c < 0x4E00 || c > 0x9FFF) return 0;
    c -= 0x4E00;
    return onr_han_table[c >> 3] >> (4 * (c & 7)) & 15u;
}

/* The language that the counts show by themselves; ONR_LANG_UNKNOWN where they leave it open. */
uint8_t onr_language(const onr_profile *p);
/* The same for folded (or raw) UTF-8; *seen: what was counted. */
uint8_t onr_text_language(const uint8_t *text, uint32_t n, onr_profile *seen);
/* The language of a text, from a sample of its code points: of one that has any Han characters always one of three. */
uint8_t onr_dominant_language(const uint32_t *cp, uint32_t n);

#endif
