/* Quotations of a paragraph, nested to depth ONR_MAX_DEPTH. See segment_inside.h.
 *
 * One pass matches marks by a stack; a second forgets the opening marks that nothing closed, so that they neither hold
 * what follows nor use up depth: they are kept flagged, at the depth where they stand. Single quotation marks (folded
 * to ', like apostrophes) count only where what stands around them shows one, and are dropped where nothing closes. */
#include "segment_inside.h"

#include <string.h>

#define NAME_MAX 36u /* bytes */
#define NAMED 2u     /* while the marks are matched: a word of naming stands before it */
#define STACK 64u    /* opening marks that wait for their closing ones; more are not seen */

typedef struct {
    uint32_t quote; /* index in the layout */
    uint8_t pair;
} open_quote;

typedef struct {
    open_quote at[STACK];
    uint32_t n;
    uint32_t deeper;       /* opening marks beyond the stack, not yet closed */
    uint32_t open_of[256]; /* how many of each pair are open */
} stack;

static onr_status push(stack *s, uint8_t pair, const onr_pair *how, uint32_t start, uint32_t in, onr_layout *out,
                       uint32_t para_end, onr_error *err)
{
    onr_status st = onr_grow(&out->q, &out->cap_q, (uint64_t)out->nq + 1, sizeof *out->q, err);
    if (st != ONR_OK) return st;
    out->q[out->nq] = (onr_quote){start, para_end, in, para_end, -1, 0, how->title == 1, pair, 0};
    s->at[s->n++] = (open_quote){out->nq++, pair};
    s->open_of[pair]++;
    return ONR_OK;
}

static int matches(onr_word w, const uint8_t *p, uint32_t at, uint32_t end)
{
    return w.n <= end - at && onr_word_at(w, p + at);
}

static int is_letter(uint8_t b)
{
    return onr_is_word(b) || b == 0xC3;
}

enum { NEITHER, OPENS, CLOSES };

/* A mark of n bytes that opens and closes: " by what stands around it and by parity, ' only where both sides show it.
 */
static int direction(const uint8_t *p, uint32_t start, uint32_t at, uint32_t n, uint32_t end, int is_open)
{
    uint8_t a = at > start ? p[at - 1] : ' ', b = at + n < end ? p[at + n] : ' ';
    int left =
        a == ' ' || a == '(' || a == '[' || a == '-' || a == ':' || a == ',' || a == '"' || a == '\'' || a >= 0x80;
    int right = b == ' ' || b == '.' || b == ',' || b == ';' || b == ':' || b == '?' || b == '!' || b == ')' ||
                b == ']' || b == '-' || b == '"' || b == '\'' || b >= 0x80;
    if (n == 1 && p[at] == '\'') {
        if (is_open && a != ' ' && right && !(a == 's' && b == ' ')) return CLOSES;
        if (left && b != ' ' && !onr_is_digit(b) && a != '\'' && !(is_letter(a))) return OPENS;
        return NEITHER;
    }
    if (!is_open) return left && !(b == ' ' && at > start && a != ' ') ? OPENS : NEITHER;
    if ((a == ' ' || a == '(' || a == '[') && b != ' ' && at > start && !(a == ' ' && right && b < 0x80)) return OPENS;
    return CLOSES;
}

/* “ written where ” belongs: something of its pair is open, and what follows cannot open a quotation. */
static int meant_to_close(const uint8_t *p, uint32_t at, uint32_t end)
{
    uint32_t len;
    if (at >= end) return 1;
    if (p[at] == ',' || p[at] == '.' || p[at] == ';' || p[at] == '?' || p[at] == '!' || p[at] == ')') return 1;
    if (p[at] < 0xE3) return 0;
    uint32_t c = onr_decode(p + at, &len);
    return c == 0x3001 || c == 0x3002;
}

/* Does a word stand before a quotation that makes it a name, or not meant (so-called, 所谓)? */
static int named(const onr_segdata *d, const uint8_t *p, uint32_t start, uint32_t at)
{
    if (at > start && p[at - 1] == ' ') at--;
    uint32_t n = onr_words_before(&d->naming, p, start, at);
    return n && !(onr_is_word(p[at - n]) && at - n > start && onr_is_word(p[at - n - 1]));
}

static void close_quote(stack *s, uint32_t k, uint32_t at, uint32_t n, onr_layout *out)
{
    /* what was opened inside and not closed ends here too, and holds nothing */
    while (s->n) {
        open_quote o = s->at[--s->n];
        onr_quote *q = &out->q[o.quote];
        s->open_of[o.pair]--;
        q->in_end = at;
        q->end = at + (o.pair == k ? n : 0);
        if (o.pair == k) {
            q->closed = 1;
            break;
        }
    }
}

/* Depths and parents by the closed quotes alone; drops single marks that nothing closed and what is nested too deep. */
static void settle(const onr_segdata *d, uint32_t q0, onr_layout *out, int cut)
{
    uint32_t up[ONR_MAX_DEPTH], n = 0, to = q0;
    for (uint32_t i = q0; i < out->nq; i++) {
        onr_quote q = out->q[i];
        const onr_pair *pair = &d->pair[q.pair];
        while (n && out->q[up[n - 1]].end <= q.start) n--;
        int single = pair->open.n == 1 && pair->open.p[0] == '\'';
        if (single && (q.closed ? q.in_end - q.in_start < 2 : !cut)) continue; /* rock 'n' roll */
        if (n == ONR_MAX_DEPTH) continue;
        q.parent = n ? (int32_t)up[n - 1] : -1;
        q.depth = (uint8_t)n;
        /* what is so called is short; a longer quotation tells something */
        if (q.title == NAMED) q.title = q.closed && q.in_end - q.in_start <= NAME_MAX;
        if (pair->title == 2) q.title = !n || out->q[up[n - 1]].title; /* 『』 inside 「」 is speech */
        out->q[to] = q;
        if (q.closed) up[n++] = to;
        to++;
    }
    out->nq = to;
}

onr_status onr_quotes(const onr_segdata *d, const onr_folded *f, const onr_para *x, onr_seg_carry *carry,
                      onr_layout *out, onr_error *err)
{
    const uint8_t *p = f->p;
    uint32_t q0 = out->nq, n_pair = d->n_pair < 256 ? d->n_pair : 256;
    stack s = {.n = 0, .deeper = 0};
    onr_status st = ONR_OK;
    if (x->mid) /* the ones that the last window left open */
        for (uint32_t i = 0; st == ONR_OK && i < carry->depth; i++)
            if (carry->open[i] < n_pair)
                st = push(&s, carry->open[i], &d->pair[carry->open[i]], x->start, x->start, out, x->end, err);
    carry->depth = 0;
    uint32_t past = x->start; /* behind the last mark */
    for (uint32_t i = 0; st == ONR_OK && i < x->n_place; i++) {
        uint32_t at = x->place[i].at;
        if (at < past || !(x->place[i].what & ONR_AT_QUOTE)) continue;
        for (uint32_t k = 0; k < n_pair; k++) {
            const onr_pair *pair = &d->pair[k];
            int is_open = s.open_of[k] > 0, opens = matches(pair->open, p, at, x->end),
                closes = matches(pair->close, p, at, x->end);
            if (!opens && !closes) continue;
            if (opens && closes) {
                int way = direction(p, x->start, at, pair->open.n, x->end, is_open);
                opens = way == OPENS;
                closes = way == CLOSES;
            } else if (opens && is_open && meant_to_close(p, at + pair->open.n, x->end)) {
                opens = 0;
                closes = 1;
            }
            uint32_t n = opens ? pair->open.n : pair->close.n;
            if (opens) {
                if (s.n == STACK)
                    s.deeper++;
                else if ((st = push(&s, (uint8_t)k, pair, at, at + n, out, x->end, err)) == ONR_OK &&
                         named(d, p, x->start, at))
                    out->q[out->nq - 1].title = NAMED;
            } else if (closes && s.deeper) {
                s.deeper--;
            } else if (closes && is_open) {
                close_quote(&s, k, at, n, out);
            }
            past = at + n;
            break;
        }
    }
    settle(d, q0, out, x->cut);
    return st;
}
