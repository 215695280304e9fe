/* See language.h. */
#include "language.h"

#include <string.h>

#define MANY_HAN 40u /* nobody writes so much Japanese without kana */

/* What a character shows of Chinese written in Han alone: 2 for words that Japanese never writes with this character,
 * 1 for words that Chinese sentences are full of, though Japanese compounds have the character too (不在, 着席, 是正).
 */
static uint32_t function_weight(uint32_t c)
{
    switch (c) {
    case 0x4F60: /* 你 */
    case 0x5462: /* 呢 */
    case 0x5427: /* 吧 */
    case 0x5417: /* 吗 */
    case 0x628A: /* 把 */
    case 0x6CA1: /* 没 */
    case 0x8BF4: /* 说 */
    case 0x8FD9: /* 这 */
    case 0x90A3: /* 那 */
    case 0x4EEC: /* 们 */
    case 0x5BF9: /* 对 */
    case 0x8AAA: /* 說 */
    case 0x9019: /* 這 */
    case 0x5011: /* 們 */
    case 0x6C92: /* 沒 */
    case 0x5C0D: /* 對 */
    case 0x55CE: /* 嗎 */
    case 0x5979: /* 她 */
    case 0x5B83: /* 它 */
    case 0x5F88: /* 很 */
        return 2;
    case 0x4E86: /* 了 */
    case 0x4E9B: /* 些 */
    case 0x4E5F: /* 也 */
    case 0x5C31: /* 就 */
    case 0x5E76: /* 并 */
    case 0x4E26: /* 並 */
    case 0x662F: /* 是 */
    case 0x6211: /* 我 */
    case 0x6240: /* 所 */
    case 0x7740: /* 着 */
    case 0x4ED6: /* 他 */
    case 0x5728: /* 在 */
    case 0x4E0D: /* 不 */
    case 0x7684: /* 的 */
    case 0x548C: /* 和 */
    case 0x6709: /* 有 */
    case 0x5C07: /* 將 */
    case 0x5C06: /* 将 */
    case 0x88AB: /* 被 */
    case 0x4E3A: /* 为 */
        return 1;
    default:
        return 0;
    }
}

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
    else if ((c >= 0xC0 && c < 0x250) || (c >= 0xFF21 && c <= 0xFF5A))
        p->latin++;
    else if (c >= 0x370 && c < 0x2000)
        p->other++;
}

void onr_profile_script(onr_profile *p, uint32_t c)
{
    if (!is_han(c)) return;
    uint32_t script = onr_han_script(c);
    p->simplified += script == 1;
    p->japanese += script == 2;
    p->traditional += script == 3;
}

void onr_profile_function(onr_profile *p, uint32_t c)
{
    p->function += function_weight(c);
}

int onr_profile_open(const onr_profile *p)
{
    if (!p->han || p->simplified > (p->kana ? 0 : p->japanese)) return 0;
    return p->kana ? p->kana * 8 < p->kana + p->han : p->han <= MANY_HAN;
}

/* How many of eight ASCII bytes are letters. */
static uint32_t letters(uint64_t v)
{
    uint64_t low = v | 0x20 * ONR_ONES, from_a = low + (0x80 - 'a') * ONR_ONES,
             past_z = low + (0x80 - 'z' - 1) * ONR_ONES;
    return (uint32_t)((((from_a & ~past_z) >> 7 & ONR_ONES) * ONR_ONES) >> 56);
}

void onr_profile_text(onr_profile *p, const uint8_t *text, uint32_t n)
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
            i++;
        } else if (b >= 0xE4 && b <= 0xE9) { /* U+4000..U+9FFF */
            p->han++;
            i += 3;
        } else {
            onr_profile_count(p, onr_decode(text + i, &len));
            i += len;
        }
    }
    if (onr_profile_open(p))
        for (uint32_t i = 0; i < n; i += len) onr_profile_script(p, onr_decode(text + i, &len));
    if (onr_profile_open(p))
        for (uint32_t i = 0; i < n; i += len) onr_profile_function(p, onr_decode(text + i, &len));
}

uint8_t onr_language(const onr_profile *p)
{
    uint64_t cjk = p->kana + p->han;
    if (!cjk) return p->latin ? ONR_EN : ONR_LANG_UNKNOWN;
    if (p->latin > 10 * cjk && p->latin > 20) return ONR_EN; /* a name in an English sentence */
    if (p->kana) {
        /* A name in kana inside a Chinese sentence. */
        if (p->kana * 8 < cjk && (p->simplified || p->function >= 3)) return ONR_ZH;
        return ONR_JA;
    }
    if (p->simplified > p->japanese || p->han > MANY_HAN) return ONR_ZH;
    if (p->japanese > p->simplified && p->function < 3) return ONR_JA;
    if (p->function >= 3 || (p->function == 2 && p->han < 4)) return ONR_ZH;
    return ONR_LANG_UNKNOWN;
}

uint8_t onr_profile_lang(const onr_profile *p)
{
    uint8_t lang = onr_language(p);
    if (lang == ONR_EN && p->kana + p->han > 0 && p->latin < 20 * (p->kana + p->han))
        lang = p->kana * 8 >= p->kana + p->han ? ONR_JA : ONR_ZH;
    if (lang == ONR_LANG_UNKNOWN && p->han) lang = ONR_ZH;
    return lang;
}
