/* The language of a sentence in its surroundings, and lines that hold a text and its translation. See
 * segment_inside.h. */
#include "language.h"

#include "segment_inside.h"

#include <string.h>

#define SURE_LATIN 8u /* letters: fewer may be a name or an abbreviation */
#define MOST_PIECES 64u
#define UNEVEN 4u /* a text is not so many times as long as its translation */

int onr_ends(const uint8_t *p, uint32_t end)
{
    return p[end - 1] == '?' || p[end - 1] == '!' || (p[end - 1] == 0x82 && p[end - 2] == 0x80 && p[end - 3] == 0xE3);
}

/* Does a word in small letters stand behind a blank? Then it is no name (We are ready). */
static int small_word(const onr_folded *f, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i + 2 < end; i++)
        if (f->p[i] == ' ' && onr_is_small(f, i + 1) && onr_is_small(f, i + 2)) return 1;
    return 0;
}

uint8_t onr_sentence_language(const onr_folded *f, uint32_t start, uint32_t end, uint16_t flags, onr_para *x,
                              const onr_seg_carry *carry, const onr_profile *seen)
{
    if (carry->forced_lang != ONR_LANG_UNKNOWN) return carry->forced_lang;
    if (x->lang != ONR_LANG_UNKNOWN) return x->lang;
    uint8_t lang = onr_language(seen), before = carry->prev_lang;
    /* words of Chinese before a long quotation in English */
    if (lang == ONR_EN && seen->han >= 4 && f->p[start] >= 0xE4 && f->p[start] <= 0xE9) {
        onr_profile lead = *seen;
        lead.latin = 0;
        lang = onr_language(&lead);
    }
    /* an abbreviation or a name alone says nothing in a text that is not English */
    if (lang == ONR_EN && seen->latin < 12 && !seen->han && carry->doc_lang < ONR_EN && !small_word(f, start, end))
        lang = ONR_LANG_UNKNOWN;
    /* a word of Chinese or Japanese in an English sentence */
    if (seen->han + seen->kana && seen->latin >= 4 * (seen->han + seen->kana) && onr_is_word(f->p[start]) &&
        small_word(f, start, end))
        return ONR_EN;
    /* nor do the few characters that Hong Kong and Japan share in a text that is Chinese */
    if (lang == ONR_JA && !seen->kana && carry->doc_lang == ONR_ZH && (seen->japanese < 3 || seen->words))
        lang = ONR_LANG_UNKNOWN;
    if (lang != ONR_LANG_UNKNOWN || (!seen->han && seen->other > seen->latin)) return lang; /* Korean, Russian ... */
    /* words of another language do not make a text of it */
    if (!seen->han && before != ONR_LANG_UNKNOWN && !(seen->latin && before == ONR_EN && carry->doc_lang < ONR_EN))
        return before;
    if (!(flags & ONR_F_PARA) && before < ONR_EN) return before;
    if (!x->own_known) {
        onr_profile whole;
        x->own = onr_text_language(f->p + x->start, x->end - x->start, &whole);
        x->own_known = 1;
    }
    if (x->own < ONR_EN && !(x->own == ONR_JA && carry->doc_lang == ONR_ZH)) return x->own;
    if (carry->turn_lang < ONR_EN) return carry->turn_lang;
    if (before < ONR_EN) return before;
    return carry->doc_lang == ONR_EN && seen->han ? (uint8_t)ONR_ZH : carry->doc_lang;
}

/* The language that a piece of a line shows beyond doubt. */
static uint8_t sure_language(const uint8_t *p, uint32_t start, uint32_t end)
{
    onr_profile seen;
    uint8_t lang = onr_text_language(p + start, end - start, &seen);
    if (lang == ONR_EN && (seen.han || seen.kana || seen.latin < SURE_LATIN)) return ONR_LANG_UNKNOWN;
    if (lang == ONR_JA && (seen.kana < 2 || seen.simplified)) return ONR_LANG_UNKNOWN;
    return lang;
}

/* Bytes of a stroke with blanks around it, or of a wide one, at `at`; 0: none. */
static uint32_t stroke(const onr_folded *f, uint32_t start, uint32_t at, uint32_t end)
{
    const uint8_t *p = f->p;
    if (p[at] == '|') return 1;
    if (p[at] != '/') return 0;
    return onr_bit(f->wide, at) || (at > start && p[at - 1] == ' ' && at + 1 < end && p[at + 1] == ' ');
}

/* Do as many brackets close as open? */
static int is_even(const uint8_t *p, uint32_t start, uint32_t end)
{
    uint32_t open = 0, close = 0;
    for (; start < end; start++) {
        open += p[start] == '(';
        close += p[start] == ')';
    }
    return open == close;
}

static uint32_t part_at(const onr_folded *f, uint32_t start, uint32_t cut, uint32_t end, uint32_t *left)
{
    const uint8_t *p = f->p;
    uint32_t e = cut;
    while (e > start && (p[e - 1] == ' ' || p[e - 1] == '/' || p[e - 1] == '|')) e--;
    *left = e;
    cut = onr_skip_blanks(p, cut, end);
    return e > start && cut < end && is_even(p, start, e) ? cut : 0;
}

/* Where two stretches between strokes show different languages: the start of the second. */
static uint32_t at_stroke(const onr_folded *f, uint32_t start, uint32_t end)
{
    uint8_t before = ONR_LANG_UNKNOWN;
    for (uint32_t i = start, from = start; i <= end; i++) {
        if (i < end && !stroke(f, start, i, end)) continue;
        uint8_t lang = sure_language(f->p, from, i);
        if (lang != ONR_LANG_UNKNOWN && before != ONR_LANG_UNKNOWN && lang != before) return from;
        if (lang != ONR_LANG_UNKNOWN) before = lang;
        from = i + 1;
    }
    return 0;
}

/* Where, between pieces of Japanese and pieces of Chinese, the one blank stands that parts them; 0: they take turns. */
static uint32_t at_blank(const uint8_t *p, uint32_t start, uint32_t end)
{
    uint32_t cut = 0, pieces = 0;
    uint8_t before = ONR_LANG_UNKNOWN;
    for (uint32_t i = start, from = start; i <= end; i++) {
        if (i < end && p[i] != ' ') continue;
        uint8_t lang = sure_language(p, from, i);
        if (++pieces > MOST_PIECES || lang == ONR_EN) return 0;
        if (lang != ONR_LANG_UNKNOWN && before != ONR_LANG_UNKNOWN && lang != before) {
            if (cut) return 0; /* and back again: words of one language in a sentence of the other */
            cut = from;
        }
        if (lang != ONR_LANG_UNKNOWN) before = lang;
        from = i + 1;
    }
    if (!cut || (cut - start) > UNEVEN * (end - cut) || (end - cut) > UNEVEN * (cut - start)) return 0;
    return cut;
}

uint32_t onr_parting(const onr_folded *f, uint32_t start, uint32_t end, const onr_profile *seen, uint32_t *left)
{
    const uint8_t *p = f->p + start;
    uint32_t cut = 0, n = end - start;
    if (!seen->han) return 0;
    if ((seen->kana || seen->latin) && (memchr(p, '/', n) || memchr(p, '|', n))) cut = at_stroke(f, start, end);
    if (!cut && seen->kana && memchr(p, ' ', n)) cut = at_blank(f->p, start, end);
    return cut ? part_at(f, start, cut, end, left) : 0;
}

int onr_lines_differ(const uint8_t *p, const onr_line *a, const onr_line *b)
{
    uint8_t x = sure_language(p, a->start, a->end), y = sure_language(p, b->start, b->end);
    return (x == ONR_JA && y == ONR_ZH) || (x == ONR_ZH && y == ONR_JA);
}
