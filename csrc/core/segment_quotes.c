/* Quotations of a paragraph, nested to depth ONR_MAX_DEPTH. See segment_inside.h. */
#include "segment_inside.h"

#include <string.h>

typedef struct {
    uint32_t quote; /* index in the layout */
    uint8_t pair;
} open_quote;

typedef struct {
    open_quote at[ONR_MAX_DEPTH];
    uint32_t n;
    uint32_t deeper; /* opening marks beyond the depth, not yet closed */
} stack;

static onr_status push(stack *s, uint8_t pair, const onr_pair *how, uint32_t start, uint32_t in, onr_layout *out,
                       uint32_t para_end, onr_error *err)
{
    onr_status st = onr_grow(&out->q, &out->cap_q, (uint64_t)out->nq + 1, sizeof *out->q, err);
    if (st != ONR_OK) return st;
    int32_t parent = s->n ? (int32_t)s->at[s->n - 1].quote : -1;
    out->q[out->nq] = (onr_quote){start, para_end, in, para_end, parent, (uint8_t)s->n, how->title, 0};
    s->at[s->n++] = (open_quote){out->nq++, pair};
    return ONR_OK;
}

static int matches(onr_word w, const uint8_t *p, uint32_t at, uint32_t end)
{
    return w.n <= end - at && !memcmp(p + at, w.p, w.n);
}

/* A mark that opens and closes ("): it opens after a blank, an opening bracket or at the start, unless one is open. */
static int opens_here(const uint8_t *p, uint32_t start, uint32_t at, int is_open)
{
    if (is_open) return 0;
    if (at == start) return 1;
    uint8_t b = p[at - 1];
    return b == ' ' || b == '(' || b == '[' || b == '-' || b == ':' || b == ',' || b >= 0x80;
}

onr_status onr_quotes(const onr_segdata *d, const onr_folded *f, const onr_para *x, onr_seg_carry *carry, onr_layout *out,
                      onr_error *err)
{
    const uint8_t *p = f->p;
    stack s = {.n = 0, .deeper = 0};
    onr_status st = ONR_OK;
    if (carry->mid_para && x->start == 0) /* the ones that the last window left open */
        for (uint32_t i = 0; st == ONR_OK && i < carry->depth; i++)
            if (carry->open[i] < d->n_pair) st = push(&s, carry->open[i], &d->pair[carry->open[i]], 0, 0, out, x->end, err);
    if (x->start == 0 || !x->cut) carry->depth = 0;
    for (uint32_t at = x->start; st == ONR_OK && at < x->end; at++) {
        if (!d->quote_first[p[at]]) continue;
        for (uint32_t k = 0; k < d->n_pair; k++) {
            const onr_pair *pair = &d->pair[k];
            int is_open = 0;
            for (uint32_t i = 0; i < s.n; i++) is_open |= s.at[i].pair == k;
            int both = pair->open.n == pair->close.n && !memcmp(pair->open.p, pair->close.p, pair->open.n);
            if (matches(pair->open, p, at, x->end) && (!both || opens_here(p, x->start, at, is_open))) {
                if (s.n == ONR_MAX_DEPTH)
                    s.deeper++;
                else
                    st = push(&s, (uint8_t)k, pair, at, at + pair->open.n, out, x->end, err);
                at += pair->open.n - 1;
                break;
            }
            if (!matches(pair->close, p, at, x->end)) continue;
            if (s.deeper) {
                s.deeper--;
            } else if (is_open) {
                /* what was opened inside and not closed ends here too, and holds nothing */
                while (s.n) {
                    open_quote o = s.at[--s.n];
                    onr_quote *q = &out->q[o.quote];
                    q->in_end = at;
                    q->end = at + (o.pair == k ? pair->close.n : 0);
                    if (o.pair == k) {
                        q->closed = 1;
                        break;
                    }
                }
            }
            at += pair->close.n - 1;
            break;
        }
    }
    if (x->cut) {
        carry->depth = (uint8_t)s.n;
        for (uint32_t i = 0; i < s.n; i++) carry->open[i] = s.at[i].pair;
    } else {
        carry->depth = 0;
    }
    return st;
}
