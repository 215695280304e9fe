/* See language.h. */
#include "language.h"

#include <string.h>

#define MANY_HAN 40u       /* nobody writes so much Japanese without kana, but for lists */
#define SHORT_HAN 6u       /* shorter sentences without kana are Japanese too (以上。) */
#define CHINESE 3u         /* weight from which a sentence is Chinese */
#define MUCH_SIMPLIFIED 4u /* no need to look further */

static int is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c < 0x32000) || c == 0x3005 || c == 0x3007;
}

void onr_profile_count(onr_profile *p, uint32_t c)
{
    if (c < 0x80)
        p->latin += (c | 32) >= 'a' && (c | 32) <= 'z';
    else if ((c >= 0x3041 && c <= 0x30FF && c != 0x30FB) || (c >= 0xFF66 && c <= 0xFF9F))
        p->kana++;
    else if (is_han(c))
        p->han++;
    else if (c == 0xFF0C || c == 0x300A)
        p->marks++;
    else if ((c >= 0xC0 && c < 0x250) || (c >= 0xFF21 && c <= 0xFF5A))
        p->latin++;
    else if ((c >= 0x370 && c < 0x2000) || (c >= 0xAC00 && c <= 0xD7A3))
        p->other++; /* Greek, Cyrillic ... Hangul */
}

static int stands_in(const uint16_t *list, uint32_t c)
{
    for (; *list; list++)
        if (*list == c) return 1;
    return 0;
}

/* The weight of a word with neighbours that count. */
static uint32_t word_weight(uint32_t before, uint32_t c, uint32_t behind)
{
    for (const onr_han_word *w = onr_han_words; w->c && w->c <= c; w++)
        if (w->c == c) return stands_in(w->before, before) || stands_in(w->behind, behind) ? 0 : w->weight;
    return 0;
}

void onr_profile_han(onr_profile *p, uint32_t next)
{
    uint32_t c = p->last[1];
    switch (onr_han(c)) {
    case ONR_HAN_SIMPLIFIED:
        p->simplified++;
        break;
    case ONR_HAN_JAPANESE:
        p->japanese++;
        break;
    case ONR_HAN_TRADITIONAL:
        p->traditional++;
        break;
    case ONR_HAN_WORD1:
    case ONR_HAN_WORD2:
    case ONR_HAN_WORD3:
        p->words += onr_han(c) - ONR_HAN_WORD1 + 1;
        break;
    case ONR_HAN_WORD_BUT:
        p->words += word_weight(p->last[0], c, next);
        break;
    default:
        break;
    }
    p->last[0] = c;
    p->last[1] = next;
}

int onr_profile_open(const onr_profile *p)
{
    return p->han && p->kana * 8 < p->kana + p->han && p->simplified < MUCH_SIMPLIFIED;
}

/* How many of eight ASCII bytes are letters. */
static uint32_t letters(uint64_t v)
{
    uint64_t low = v | 0x20 * ONR_ONES, from_a = low + (0x80 - 'a') * ONR_ONES,
             past_z = low + (0x80 - 'z' - 1) * ONR_ONES;
    return (uint32_t)((((from_a & ~past_z) >> 7 & ONR_ONES) * ONR_ONES) >> 56);
}

static void profile(onr_profile *p, const uint8_t *text, uint32_t n)
{
    uint32_t len;
    for (uint32_t i = 0; i < n;) {
        uint8_t b = text[i];
        uint64_t v = 0x80;
        if (n - i >= 8) memcpy(&v, text + i, 8);
        if (!(v & ONR_HIGH)) {
            p->latin += letters(v);
            i += 8;
        } else if (b < 0x80) {
            p->latin += (b | 32) >= 'a' && (b | 32) <= 'z';
            p->marks += b == ',' && i && text[i - 1] >= 0x80; /* ， is folded */
            i++;
        } else if (b >= 0xE4 && b <= 0xE9) { /* U+4000..U+9FFF */
            p->han++;
            i += 3;
        } else {
            onr_profile_count(p, onr_decode(text + i, &len));
            i += len;
        }
    }
    for (uint32_t i = 0; i < n && onr_profile_open(p); i += len) onr_profile_han(p, onr_decode(text + i, &len));
    onr_profile_han(p, 0);
}

uint8_t onr_language(const onr_profile *p)
{
    uint64_t cjk = p->kana + p->han, chinese = p->words + 2 * p->traditional;
    if (!cjk) return p->latin > p->other ? ONR_EN : ONR_LANG_UNKNOWN;
    if (p->latin > 10 * cjk && p->latin > 20) return ONR_EN; /* a name in an English sentence */
    if (p->kana) {
        /* A name in kana inside a Chinese sentence. */
        if (p->kana * 8 < cjk && (p->simplified || chinese >= CHINESE)) return ONR_ZH;
        return ONR_JA;
    }
    /* a list in Japanese has 、, a title 『』, a heading no end */
    chinese += 2 * (uint64_t)(p->marks > 0) + 2 * (uint64_t)(p->ended && p->han >= SHORT_HAN);
    if (p->simplified > p->japanese) return ONR_ZH;
    if (p->japanese > p->simplified && chinese < CHINESE) return ONR_JA;
    if (chinese >= CHINESE || (chinese == 2 && p->han < 4) || (chinese && p->han > MANY_HAN)) return ONR_ZH;
    return ONR_LANG_UNKNOWN;
}

uint8_t onr_text_language(const uint8_t *text, uint32_t n, onr_profile *seen)
{
    memset(seen, 0, sizeof *seen);
    profile(seen, text, n);
    return onr_language(seen);
}

uint8_t onr_profile_lang(const onr_profile *p)
{
    uint8_t lang = onr_language(p);
    if (lang == ONR_EN && p->kana + p->han > 0 && p->latin < 20 * (p->kana + p->han))
        lang = p->kana * 8 >= p->kana + p->han ? ONR_JA : ONR_ZH;
    if (lang == ONR_LANG_UNKNOWN && p->han) lang = ONR_ZH;
    return lang;
}
