/* See segdata.h. */
#include "input.h"
#include "pack_inside.h"

#include <string.h>

static onr_status add(onr_words *l, const uint8_t *p, uint32_t n, onr_error *err)
{
    onr_status st = onr_grow(&l->w, &l->cap, (uint64_t)l->n + 1, sizeof *l->w, err);
    if (st != ONR_OK || !n) return st;
    l->w[l->n++] = (onr_word){p, n};
    l->first[p[0]] = 1;
    return ONR_OK;
}

static int same(onr_word a, onr_word b)
{
    return a.n == b.n && !memcmp(a.p, b.p, a.n);
}

static onr_status add_pair(onr_segdata *d, onr_word open, onr_word close, uint8_t title, onr_error *err)
{
    for (uint32_t i = 0; i < d->n_pair; i++)
        if (same(d->pair[i].open, open)) return ONR_OK;
    if (!open.n || !close.n) return ONR_OK;
    onr_status st = onr_grow(&d->pair, &d->cap_pair, (uint64_t)d->n_pair + 1, sizeof *d->pair, err);
    if (st != ONR_OK) return st;
    d->pair[d->n_pair++] = (onr_pair){open, close, title};
    d->quote_first[open.p[0]] = d->quote_first[close.p[0]] = 1;
    return ONR_OK;
}

/* Adds a word to a list that several languages share, once. */
static onr_status share(onr_words *l, const uint8_t *p, uint32_t n, onr_error *err)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (same(l->w[i], (onr_word){p, n})) return ONR_OK;
    return add(l, p, n, err);
}

static onr_status add_word(onr_segdata *d, const onr_segword *s, const uint8_t *p, onr_error *err)
{
    onr_status st = ONR_OK;
    if (!s->n) return ONR_OK;
    if ((s->list == ONR_SEG_ENDER || s->list == ONR_SEG_CLOSER) && p[0] >= 0x80) {
        st = share(s->list == ONR_SEG_ENDER ? &d->ender : &d->closer, p, s->n, err);
        if (s->list == ONR_SEG_ENDER) d->stop[p[0]] = 1;
    }
    if (st != ONR_OK) return st;
    if (s->list != ONR_SEG_COMMA || !s->aux) return add(&d->list[s->lang][s->list], p, s->n, err);
    uint32_t last;
    onr_decode_back(p, s->n, &last);
    st = share(&d->after_end, p + last, s->n - last, err);
    return st == ONR_OK ? add(&d->after[s->lang], p, s->n, err) : st;
}

onr_status onr_segdata_build(const onr_pack *pack, onr_segdata *d, onr_error *err)
{
    onr_status st = ONR_OK;
    d->stop['.'] = d->stop['!'] = d->stop['?'] = d->stop['('] = 1;
    for (uint32_t i = 0; st == ONR_OK && i < pack->n_seg; i++) {
        const onr_segword *s = &pack->seg[i];
        if (s->list == ONR_SEG_ADNOMINAL_LEFT || s->list == ONR_SEG_ADNOMINAL_RIGHT) continue;
        const uint8_t *p = pack->str + s->text;
        if (s->list == ONR_SEG_QUOTE_OPEN) {
            /* its closing mark is the next record */
            if (i + 1 == pack->n_seg || pack->seg[i + 1].list != ONR_SEG_QUOTE_CLOSE) continue;
            const onr_segword *c = &pack->seg[i + 1];
            st = add_pair(d, (onr_word){p, s->n}, (onr_word){pack->str + c->text, c->n}, (uint8_t)(s->aux != 0), err);
        } else if (s->list == ONR_SEG_BULLET) {
            st = add(&d->bullets, p, s->n, err);
        } else if (s->list != ONR_SEG_QUOTE_CLOSE) {
            st = add_word(d, s, p, err);
        }
    }
    /* the first bytes of commas and conjunctions, and of the characters in which predicate commas end */
    for (uint32_t lang = 0; lang < ONR_N_LANG; lang++) {
        const onr_words *l[2] = {&d->list[lang][ONR_SEG_COMMA], &d->list[lang][ONR_SEG_CONJUNCTION]};
        for (uint32_t k = 0; k < 2; k++)
            for (uint32_t i = 0; i < l[k]->n; i++) d->clause[lang][l[k]->w[i].p[0]] = 1;
        for (uint32_t i = 0; i < d->after[lang].n; i++) {
            const onr_word *w = &d->after[lang].w[i];
            uint32_t last;
            onr_decode_back(w->p, w->n, &last);
            d->clause[lang][w->p[last]] = 1;
        }
    }
    if (st == ONR_OK) st = onr_grow(&d->head, &d->cap_head, pack->n_header, sizeof *d->head, err);
    for (uint32_t i = 0; st == ONR_OK && i < pack->n_header; i++) {
        const onr_header *h = &pack->header[i];
        int k = pcre2_substring_number_from_name(pack->code[h->pcre], (PCRE2_SPTR)(const void *)"speaker");
        d->head[d->n_head++] = (onr_head){h->pcre, k > 0 ? (uint32_t)k : 0, (uint8_t)h->role, (uint8_t)h->lang,
                                          (uint8_t)(h->flags & ONR_HEADER_UPPER)};
    }
    return st;
}

void onr_segdata_free(onr_segdata *d)
{
    for (uint32_t lang = 0; lang < ONR_N_LANG; lang++) {
        for (uint32_t i = 0; i < ONR_N_SEG; i++) onr_free(d->list[lang][i].w);
        onr_free(d->after[lang].w);
    }
    onr_free(d->bullets.w);
    onr_free(d->ender.w);
    onr_free(d->closer.w);
    onr_free(d->after_end.w);
    onr_free(d->pair);
    onr_free(d->head);
    memset(d, 0, sizeof *d);
}

uint32_t onr_words_at(const onr_words *l, const uint8_t *p, uint32_t at, uint32_t end)
{
    uint32_t best = 0;
    if (at >= end || !l->first[p[at]]) return 0;
    for (uint32_t i = 0; i < l->n; i++)
        if (l->w[i].n > best && l->w[i].n <= end - at && !memcmp(p + at, l->w[i].p, l->w[i].n)) best = l->w[i].n;
    return best;
}

uint32_t onr_words_before(const onr_words *l, const uint8_t *p, uint32_t begin, uint32_t at)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < l->n; i++)
        if (l->w[i].n > best && l->w[i].n <= at - begin && !memcmp(p + at - l->w[i].n, l->w[i].p, l->w[i].n))
            best = l->w[i].n;
    return best;
}
