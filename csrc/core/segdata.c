/* See segdata.h. */
#include "input.h"
#include "pack_inside.h"

#include <string.h>

/* Adds a word to the words of its key, a byte. */
static onr_status add(onr_words *l, uint8_t key, const uint8_t *p, uint32_t n, onr_error *err)
{
    onr_status st = onr_grow(&l->w, &l->cap, (uint64_t)l->n + 1, sizeof *l->w, err);
    if (st != ONR_OK || !n) return st;
    uint32_t to = l->from[key + 1];
    memmove(l->w + to + 1, l->w + to, (l->n - to) * sizeof *l->w);
    l->w[to] = (onr_word){p, n};
    l->n++;
    for (uint32_t b = key + 1u; b <= 256; b++) l->from[b]++;
    return ONR_OK;
}

static int same(onr_word a, onr_word b)
{
    return a.n == b.n && !memcmp(a.p, b.p, a.n);
}

/* Lets a word through the sieve. */
static void sift(onr_segdata *d, const uint8_t *p, uint32_t n, unsigned bit)
{
    d->blank |= p[0] == ' ';
    for (unsigned second = 0; second < 256; second++)
        if (n == 1 || p[1] == second) d->two[(unsigned)p[0] << 8 | second] |= (uint8_t)bit;
    if (n > 2) d->three[onr_low_bits(p)] |= (uint8_t)bit;
}

static onr_status add_pair(onr_segdata *d, onr_word open, onr_word close, uint8_t title, onr_error *err)
{
    for (uint32_t i = 0; i < d->n_pair; i++)
        if (same(d->pair[i].open, open)) {
            if (d->pair[i].title + title == 1) d->pair[i].title = 2; /* in both lists */
            return ONR_OK;
        }
    if (!open.n || !close.n) return ONR_OK;
    onr_status st = onr_grow(&d->pair, &d->cap_pair, (uint64_t)d->n_pair + 1, sizeof *d->pair, err);
    if (st != ONR_OK) return st;
    uint32_t at = d->n_pair++; /* longer marks first: '' is not two of ' */
    for (; at > 0 && d->pair[at - 1].open.n < open.n; at--) d->pair[at] = d->pair[at - 1];
    d->pair[at] = (onr_pair){open, close, title};
    sift(d, open.p, open.n, ONR_AT_QUOTE);
    sift(d, close.p, close.n, ONR_AT_QUOTE);
    return ONR_OK;
}

/* Adds a word to a list that several languages share, once. */
static onr_status share(onr_words *l, const uint8_t *p, uint32_t n, onr_error *err)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (same(l->w[i], (onr_word){p, n})) return ONR_OK;
    return add(l, p[0], p, n, err);
}

static onr_status add_word(onr_segdata *d, const onr_segword *s, const uint8_t *p, onr_error *err)
{
    onr_status st = ONR_OK;
    if (!s->n) return ONR_OK;
    if ((s->list == ONR_SEG_ENDER || s->list == ONR_SEG_CLOSER) && p[0] >= 0x80) {
        st = share(s->list == ONR_SEG_ENDER ? &d->ender : &d->closer, p, s->n, err);
    }
    if (s->list == ONR_SEG_NAMING) return share(&d->naming, p, s->n, err);
    if (st != ONR_OK) return st;
    if (s->list == ONR_SEG_ABBREV && s->lang == ONR_EN) {
        uint32_t n = s->n - (p[s->n - 1] == '#' || p[s->n - 1] == '$'); /* without its sign */
        if (n > 1) st = add(&d->abbrev, p[n - 2], p, s->n, err);
        if (st != ONR_OK) return st;
    }
    uint32_t last;
    onr_decode_back(p, s->n, &last);
    /* a bare mark stands behind no predicate */
    if (s->list != ONR_SEG_COMMA || !s->aux || !last) return add(&d->list[s->lang][s->list], p[0], p, s->n, err);
    if (s->aux == ONR_COMMA_NOT) return add(&d->not_after[s->lang], p[last - 1], p, s->n, err);
    st = share(&d->after_end, p + last, s->n - last, err);
    return st == ONR_OK ? add(&d->after[s->lang], p[last - 1], p, s->n, err) : st;
}

/* The byte that PCRE2 finds in each match, nearest to its end; 0: none. */
static uint8_t last_byte(const pcre2_code *code)
{
    uint32_t type = 0, unit = 0;
    if (pcre2_pattern_info(code, PCRE2_INFO_LASTCODETYPE, &type) || type != 1 ||
        pcre2_pattern_info(code, PCRE2_INFO_LASTCODEUNIT, &unit))
        return 0;
    return (uint8_t)unit;
}

/* The bytes with which a match of an anchored pattern may begin; all of them where PCRE2 does not say. */
static void first_bytes(const pcre2_code *code, uint8_t bits[32])
{
    uint32_t type = 0, unit = 0;
    const uint8_t *map = NULL;
    if (!pcre2_pattern_info(code, PCRE2_INFO_FIRSTBITMAP, (void *)&map) && map) {
        memcpy(bits, map, 32);
    } else if (!pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODETYPE, &type) && type == 1 &&
               !pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODEUNIT, &unit) && unit < 256) {
        bits[unit >> 3] = (uint8_t)(1u << (unit & 7));
    } else {
        memset(bits, 0xFF, 32);
    }
}

onr_status onr_segdata_build(const onr_pack *pack, onr_segdata *d, onr_error *err)
{
    onr_status st = ONR_OK;
    d->three[4096] = 0xFF;
    for (uint32_t i = 0; st == ONR_OK && i < pack->n_seg; i++) {
        const onr_segword *s = &pack->seg[i];
        if (s->list == ONR_SEG_ADNOMINAL_LEFT || s->list == ONR_SEG_ADNOMINAL_RIGHT || s->list >= ONR_SEG_WORD0)
            continue;
        const uint8_t *p = pack->str + s->text;
        if (s->list == ONR_SEG_QUOTE_OPEN) {
            /* its closing mark is the next record */
            if (i + 1 == pack->n_seg || pack->seg[i + 1].list != ONR_SEG_QUOTE_CLOSE) continue;
            const onr_segword *c = &pack->seg[i + 1];
            st = add_pair(d, (onr_word){p, s->n}, (onr_word){pack->str + c->text, c->n}, (uint8_t)(s->aux != 0), err);
        } else if (s->list == ONR_SEG_BULLET) {
            st = add(&d->bullets, p[0], p, s->n, err);
        } else if (s->list != ONR_SEG_QUOTE_CLOSE) {
            st = add_word(d, s, p, err);
        }
    }
    for (uint32_t lang = 0; lang < ONR_N_LANG; lang++) {
        const onr_words *l[3] = {&d->list[lang][ONR_SEG_COMMA], &d->list[lang][ONR_SEG_CONJUNCTION], &d->after[lang]};
        for (uint32_t k = 0; k < 3; k++)
            for (uint32_t i = 0; i < l[k]->n; i++) {
                onr_word w = l[k]->w[i];
                uint32_t last = 0; /* of a predicate's comma: the character that it ends in */
                if (k == 2) onr_decode_back(w.p, w.n, &last);
                sift(d, w.p + last, w.n - last, (unsigned)ONR_AT_CLAUSE0 << lang);
            }
    }
    for (uint32_t i = 0; i < d->ender.n; i++) sift(d, d->ender.w[i].p, d->ender.w[i].n, ONR_AT_ENDER);
    for (const char *c = ".!?("; *c; c++) {
        uint8_t b = (uint8_t)*c;
        sift(d, &b, 1, ONR_AT_ENDER);
    }
    if (st == ONR_OK) st = onr_grow(&d->head, &d->cap_head, pack->n_header, sizeof *d->head, err);
    d->n_may = (pack->n_header + 63) / 64;
    if (st == ONR_OK && d->n_may) {
        d->may = onr_alloc((size_t)256 * d->n_may * sizeof *d->may);
        if (!d->may) return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for turn headers");
        memset(d->may, 0, (size_t)256 * d->n_may * sizeof *d->may);
    }
    for (uint32_t i = 0; st == ONR_OK && i < pack->n_header; i++) {
        const onr_header *h = &pack->header[i];
        int k = pcre2_substring_number_from_name(pack->code[h->pcre], (PCRE2_SPTR)(const void *)"speaker");
        onr_head *to = &d->head[d->n_head++];
        memset(to, 0, sizeof *to);
        to->pcre = h->pcre;
        to->speaker = k > 0 ? (uint32_t)k : 0;
        to->role = (uint8_t)h->role;
        to->lang = (uint8_t)h->lang;
        to->upper = (h->flags & ONR_HEADER_UPPER) != 0;
        to->one = (h->flags & ONR_HEADER_ONE) != 0;
        to->han = (h->flags & ONR_HEADER_HAN) != 0;
        to->stage = (uint8_t)(h->flags >> ONR_HEADER_STAGE);
        to->opens = (uint8_t)(h->flags >> ONR_HEADER_OPENS);
        uint8_t first[32] = {0};
        first_bytes(pack->code[h->pcre], first);
        for (uint32_t b = 0; b < 256; b++)
            if (first[b >> 3] >> (b & 7) & 1) d->may[(size_t)b * d->n_may + i / 64] |= 1ull << (i & 63);
        to->last = last_byte(pack->code[h->pcre]);
    }
    return st;
}

void onr_segdata_free(onr_segdata *d)
{
    for (uint32_t lang = 0; lang < ONR_N_LANG; lang++) {
        for (uint32_t i = 0; i < ONR_N_SEG; i++) onr_free(d->list[lang][i].w);
        onr_free(d->after[lang].w);
        onr_free(d->not_after[lang].w);
    }
    onr_free(d->abbrev.w);
    onr_free(d->bullets.w);
    onr_free(d->naming.w);
    onr_free(d->ender.w);
    onr_free(d->closer.w);
    onr_free(d->after_end.w);
    onr_free(d->pair);
    onr_free(d->head);
    onr_free(d->may);
    memset(d, 0, sizeof *d);
}

/* Of eight ASCII bytes those at which something may begin, by their highest bit: not inside a word of letters or
 * digits (*inside: does the byte before stand in one?), nor, unless some word does, with a blank. */
static uint64_t beginnings(uint64_t v, uint8_t blank, uint64_t *inside)
{
    uint64_t letter = (v + (0x80 - 'a') * ONR_ONES) & ~(v + (0x7F - 'z') * ONR_ONES),
             digit = (v + (0x80 - '0') * ONR_ONES) & ~(v + (0x7F - '9') * ONR_ONES),
             ink = v + (0x7F - ' ' + blank) * ONR_ONES, word = (letter | digit) & ONR_HIGH,
             in = word << 8 | *inside << 7;
    *inside = word >> 63;
    return ink & ~(word & in) & ONR_HIGH;
}

#define STEP 64u /* bytes of which all places have room at once */
onr_status onr_find_places(const onr_segdata *d, const uint8_t *p, uint32_t start, uint32_t end, onr_places *out,
                           onr_error *err)
{
    uint32_t n = 0, at = start;
    uint64_t inside = 0, v;
    while (at < end) {
        uint32_t to = end - at > STEP ? at + STEP : end;
        onr_status st = onr_grow(&out->at, &out->cap, (uint64_t)n + STEP, sizeof *out->at, err);
        if (st != ONR_OK) return st;
        while (at < to) {          /* which places are something cannot be foretold: each is written, few are kept */
            memcpy(&v, p + at, 8); /* the padding makes it readable */
            if (!(v & ONR_HIGH) && to - at >= 8) {
                for (uint64_t all = beginnings(v, d->blank, &inside); all; all &= all - 1) {
                    uint32_t i = at + (uint32_t)__builtin_ctzll(all) / 8;
                    uint8_t what = d->two[(unsigned)p[i] << 8 | p[i + 1]] & d->three[4096];
                    out->at[n] = (onr_place){i, what};
                    n += what != 0;
                }
                at += 8;
                continue;
            }
            uint32_t word = (uint32_t)onr_is_word(p[at]);
            uint8_t what = d->two[(unsigned)p[at] << 8 | p[at + 1]] & d->three[onr_low_bits(p + at)];
            out->at[n] = (onr_place){at, what};
            n += (what != 0) & ~((uint32_t)inside & word);
            inside = word;
            at += p[at] >= 0xE0 && p[at] < 0xF0 ? 3 : 1;
        }
    }
    out->n = n;
    return ONR_OK;
}

uint32_t onr_words_at(const onr_words *l, const uint8_t *p, uint32_t at, uint32_t end)
{
    uint32_t best = 0;
    if (at >= end) return 0;
    for (uint32_t i = l->from[p[at]]; i < l->from[p[at] + 1]; i++)
        if (l->w[i].n > best && l->w[i].n <= end - at && p[at + l->w[i].n - 1] == l->w[i].p[l->w[i].n - 1] &&
            onr_word_at(l->w[i], p + at))
            best = l->w[i].n;
    return best;
}

uint32_t onr_words_behind(const onr_words *l, const uint8_t *p, uint32_t begin, uint32_t mark, uint32_t at)
{
    uint32_t best = 0;
    if (mark == begin) return 0;
    for (uint32_t i = l->from[p[mark - 1]]; i < l->from[p[mark - 1] + 1]; i++)
        if (l->w[i].n > best && l->w[i].n <= at - begin && onr_word_at(l->w[i], p + at - l->w[i].n)) best = l->w[i].n;
    return best;
}

uint32_t onr_words_before(const onr_words *l, const uint8_t *p, uint32_t begin, uint32_t at)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < l->n; i++)
        if (l->w[i].n > best && l->w[i].n <= at - begin && p[at - 1] == l->w[i].p[l->w[i].n - 1] &&
            onr_word_at(l->w[i], p + at - l->w[i].n))
            best = l->w[i].n;
    return best;
}
