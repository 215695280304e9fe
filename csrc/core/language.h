/* Language of a stretch of text, from its characters. */
#ifndef ONR_LANGUAGE_H
#define ONR_LANGUAGE_H

#include "segment.h"

/* Two bits for each of U+4E00..U+9FFF: 1 simplified only, 2 Japanese only, 3 traditional and not simplified. */
extern const uint32_t onr_han_table[1312];

static inline uint32_t onr_han_script(uint32_t c)
{
    if (c < 0x4E00 || c > 0x9FFF) return 0;
    c -= 0x4E00;
    return onr_han_table[c >> 4] >> (2 * (c & 15)) & 3u;
}

/* The language that the counts show by themselves; ONR_LANG_UNKNOWN where they leave it open. */
uint8_t onr_language(const onr_profile *p);
/* Three passes, the second and the third only while the language is open: the kinds of characters; which Han characters
 * one script alone has; words of Chinese. */
void onr_profile_count(onr_profile *p, uint32_t cp);
void onr_profile_script(onr_profile *p, uint32_t cp);
void onr_profile_function(onr_profile *p, uint32_t cp);
/* Does the language depend on more than was counted? Not beside much kana, in much Han alone, or where most of what one
 * script alone has is simplified. */
int onr_profile_open(const onr_profile *p);
/* All of it for folded (or raw) UTF-8 and an empty profile. */
void onr_profile_text(onr_profile *p, const uint8_t *text, uint32_t n);

#endif
