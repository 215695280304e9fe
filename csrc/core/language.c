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

static int is_kana(uint32_t c)
{
    return (c - 0x3041u <= 0x30FFu - 0x3041u) & (c != 0x30FB);
}

/* Counts a character that is neither ASCII, kana of full width nor of the great block of Han. */
static void count_rest(onr_profile *p, uint32_t c)
{
    if (c >= 0xFF66 && c <= 0xFF9F)
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

/* What Han characters show, each when the next one is known (end with 0). */
static void show(onr_profile *p, uint32_t next)
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

/* Does the language depend on more than was counted? Not beside much kana, or where enough is simplified. */
static int is_open(const onr_profile *p)
{
    return p->han && p->kana * 8 < p->kana + p->han && p->simplified < MUCH_SIMPLIFIED;
}

/* How many bytes of v are set to their highest bit. */
static uint32_t highs(uint64_t v)
{
    return (uint32_t)(((v >> 7 & ONR_ONES) * ONR_ONES) >> 56);
}

/* Of eight bytes those from lo to hi, both below 0x80, by their highest bit; bytes from 0x80 are none. */
static uint64_t between(uint64_t v, uint64_t lo, uint64_t hi)
{
    uint64_t low = v & ~ONR_HIGH;
    return (low + (0x80 - lo) * ONR_ONES) & ~(low + (0x7F - hi) * ONR_ONES) & ~v & ONR_HIGH;
}

/* Of eight bytes those from 0xE4 to 0xE9, with which U+4000..U+9FFF begin. */
static uint64_t han_leads(uint64_t v)
{
    uint64_t nibble = v & 0x0F * ONR_ONES;
    return v & v << 1 & v << 2 & ~(v << 3) & (nibble + 0x7C * ONR_ONES) & ~(nibble + 0x76 * ONR_ONES) & ONR_HIGH;
}

static void count_at(onr_profile *p, const uint8_t *text, uint32_t i)
{
    uint32_t len, c = onr_decode(text + i, &len);
    if (c < 0x80)
        p->marks += c == ',' && i && text[i - 1] >= 0x80; /* ， is folded */
    else if (is_kana(c))
        p->kana++;
    else
        count_rest(p, c);
}

/* Eight bytes at a time: letters and most Han characters are only counted, the rest is looked at one by one. */
static void profile(onr_profile *p, const uint8_t *text, uint32_t n)
{
    uint32_t len, i = 0;
    for (uint64_t v; n - i >= 8; i += 8) {
        memcpy(&v, text + i, 8);
        uint64_t han = han_leads(v), rest = ((v & v << 1 & ONR_HIGH) ^ han) | between(v, ',', ',');
        p->latin += highs(between(v | 0x20 * ONR_ONES, 'a', 'z'));
        p->han += highs(han);
        for (; rest; rest &= rest - 1) count_at(p, text, i + (uint32_t)__builtin_ctzll(rest) / 8);
    }
    for (; i < n; i++) {
        uint8_t b = text[i];
        p->latin += (b | 32) >= 'a' && (b | 32) <= 'z';
        if (b >= 0xE4 && b <= 0xE9)
            p->han++;
        else if (b >= 0xC0 || b == ',')
            count_at(p, text, i);
    }
    for (i = 0; i < n && is_open(p); i += len) show(p, onr_decode(text + i, &len));
    show(p, 0);
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

uint8_t onr_dominant_language(const uint32_t *cp, uint32_t n)
{
    onr_profile p;
    uint64_t kana = 0, han = 0, latin = 0;
    memset(&p, 0, sizeof p);
    for (uint32_t i = 0; i < n; i++) { /* nearly without a branch: what comes next cannot be foretold */
        uint32_t c = cp[i], is_ideograph = c - 0x3400u <= 0x9FFFu - 0x3400u;
        kana += (uint32_t)is_kana(c);
        han += is_ideograph;
        latin += (c | 32) - 'a' < 26u;
        if (!(is_ideograph | (uint32_t)is_kana(c) | (c < 0x80))) count_rest(&p, c);
    }
    p.kana += kana;
    p.han += han;
    p.latin += latin;
    for (uint32_t i = 0; i < n && is_open(&p); i++) show(&p, cp[i]);
    show(&p, 0);
    uint8_t lang = onr_language(&p);
    if (lang == ONR_EN && p.kana + p.han > 0 && p.latin < 20 * (p.kana + p.han))
        lang = p.kana * 8 >= p.kana + p.han ? ONR_JA : ONR_ZH;
    if (lang == ONR_LANG_UNKNOWN && p.han) lang = ONR_ZH;
    return lang;
}
