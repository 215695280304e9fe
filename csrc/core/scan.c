/* See scan.h. This is the scalar scan: the oracle of every faster one. */
#include "scan.h"

#include <stdlib.h>
#include <string.h>

static uint64_t load(const uint8_t *p, uint32_t n)
{
    uint64_t v = 0;
    memcpy(&v, p, n); /* little-endian: checked in pack.c */
    return v;
}

static uint32_t hash16(uint64_t v)
{
    return (uint32_t)((v * 0x9E3779B97F4A7C15u) >> 48);
}

static void set_bit(uint64_t *bits, uint32_t i)
{
    bits[i >> 6] |= (uint64_t)1 << (i & 63);
}
static int get_bit(const uint64_t *bits, uint32_t i)
{
    return (int)(bits[i >> 6] >> (i & 63) & 1u);
}

typedef struct {
    const uint8_t *text;
    uint32_t n, lit;
} item;

static int by_text(const void *a, const void *b)
{
    const item *x = a, *y = b;
    uint32_t n = x->n < y->n ? x->n : y->n;
    int c = memcmp(x->text, y->text, n);
    if (c) return c;
    if (x->n != y->n) return x->n < y->n ? -1 : 1;
    return x->lit < y->lit ? -1 : x->lit > y->lit;
}

static onr_status add_node(onr_index *ix, uint32_t label, uint32_t depth, onr_error *err)
{
    onr_status st = onr_grow(&ix->node, &ix->cap_node, (uint64_t)ix->n_node + 1, sizeof *ix->node, err);
    if (st != ONR_OK) return st;
    onr_node *d = &ix->node[ix->n_node++];
    memset(d, 0, sizeof *d);
    d->label = label;
    d->depth = depth;
    d->tail = ONR_NONE;
    return ONR_OK;
}

/* Fills the node at `at` from the sorted items [lo, hi), which share its first `depth` bytes; its children are
 * contiguous. out0 and n_out double as the range of items until the node's turn comes. */
static onr_status fill(onr_index *ix, const item *it, uint32_t at, const uint8_t *str, onr_error *err)
{
    uint32_t lo = ix->node[at].out0, hi = lo + ix->node[at].n_out, depth = ix->node[at].depth, i = lo;
    if (it[lo].n == it[hi - 1].n && !memcmp(it[lo].text, it[hi - 1].text, it[lo].n) && it[lo].n > depth) {
        ix->node[at].tail = (uint32_t)(it[lo].text - str) + depth;
        ix->node[at].tail_n = it[lo].n - depth;
        return ONR_OK;
    }
    while (i < hi && it[i].n == depth) i++;
    ix->node[at].n_out = i - lo;
    ix->node[at].child0 = ix->n_node;
    while (i < hi) {
        uint32_t j = i, label = it[i].text[depth];
        while (j < hi && it[j].text[depth] == label) j++;
        onr_status st = add_node(ix, label, depth + 1, err);
        if (st != ONR_OK) return st;
        ix->node[ix->n_node - 1].out0 = i;
        ix->node[ix->n_node - 1].n_out = j - i;
        ix->node[at].n_child++;
        i = j;
    }
    return ONR_OK;
}

onr_status onr_index_build(onr_index *ix, const onr_literal *lit, const uint8_t *str, const uint32_t *list, uint32_t n,
                           onr_error *err)
{
    onr_status st = ONR_OK;
    item *it = NULL;
    memset(ix, 0, sizeof *ix);
    memset(ix->root, 0xff, sizeof ix->root);
    ix->words_only = 1;
    if (!n) return ONR_OK;
    it = onr_alloc(n * sizeof *it);
    ix->order = onr_alloc(n * sizeof *ix->order);
    if (!it || !ix->order) {
        st = onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for an index of %u literals", n);
        goto done;
    }
    for (uint32_t i = 0; i < n; i++) {
        const onr_literal *l = &lit[list[i]];
        const uint8_t *t = str + l->text;
        it[i] = (item){t, l->n, list[i]};
        if (l->n >= 6)
            set_bit(ix->six, hash16(load(t, 6)));
        else if (l->n >= 3)
            set_bit(ix->three, hash16(load(t, 3)));
        else
            ix->one[t[0]] = 1;
        if (onr_is_word(t[0]) && !(l->flags & ONR_LIT_WORD_L)) ix->words_only = 0;
    }
    qsort(it, n, sizeof *it, by_text);
    for (uint32_t i = 0; i < n; i++) ix->order[i] = it[i].lit;
    ix->n_order = n;
    for (uint32_t i = 0; i < n;) {
        uint32_t j = i, b = it[i].text[0];
        while (j < n && it[j].text[0] == b) j++;
        st = add_node(ix, b, 1, err);
        if (st != ONR_OK) goto done;
        ix->node[ix->n_node - 1].out0 = i;
        ix->node[ix->n_node - 1].n_out = j - i;
        ix->root[b] = ix->n_node - 1;
        i = j;
    }
    for (uint32_t at = 0; at < ix->n_node; at++) {
        st = fill(ix, it, at, str, err);
        if (st != ONR_OK) goto done;
    }
done:
    onr_free(it);
    if (st != ONR_OK) onr_index_free(ix);
    return st;
}

void onr_index_free(onr_index *ix)
{
    onr_free(ix->node);
    onr_free(ix->order);
    ix->node = NULL;
    ix->order = NULL;
    ix->n_node = ix->n_order = 0;
}

static onr_status emit(const onr_index *ix, const onr_literal *lit, const onr_node *d, const uint8_t *p, uint32_t pos,
                       uint32_t len, onr_range r, onr_hits *hits, onr_error *err)
{
    onr_status st = onr_grow(&hits->h, &hits->cap, (uint64_t)hits->n + d->n_out, sizeof *hits->h, err);
    if (st != ONR_OK) return st;
    int left = pos == r.start || !onr_is_word(p[pos - 1]);
    int right = pos + len == r.end || !onr_is_word(p[pos + len]);
    for (uint32_t i = 0; i < d->n_out; i++) {
        uint32_t li = ix->order[d->out0 + i], fl = lit[li].flags;
        if ((!(fl & ONR_LIT_WORD_L) || left) && (!(fl & ONR_LIT_WORD_R) || right))
            hits->h[hits->n++] = (onr_hit){pos, li};
    }
    return ONR_OK;
}

static onr_status walk(const onr_index *ix, const onr_literal *lit, const uint8_t *str, const uint8_t *p, uint32_t pos,
                       onr_range r, onr_hits *hits, onr_error *err)
{
    uint32_t at = ix->root[p[pos]], from = hits->n;
    while (at != ONR_NONE) {
        const onr_node *d = &ix->node[at];
        if (d->depth > r.end - pos) break;
        if (d->tail != ONR_NONE) {
            uint32_t len = d->depth + d->tail_n;
            if (len <= r.end - pos && !memcmp(p + pos + d->depth, str + d->tail, d->tail_n)) {
                onr_status st = emit(ix, lit, d, p, pos, len, r, hits, err);
                if (st != ONR_OK) return st;
            }
            break;
        }
        if (d->n_out) {
            onr_status st = emit(ix, lit, d, p, pos, d->depth, r, hits, err);
            if (st != ONR_OK) return st;
        }
        if (pos + d->depth >= r.end) break;
        uint32_t lo = d->child0, hi = lo + d->n_child, b = p[pos + d->depth];
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            if (ix->node[mid].label < b)
                lo = mid + 1;
            else
                hi = mid;
        }
        at = lo < d->child0 + d->n_child && ix->node[lo].label == b ? lo : ONR_NONE;
    }
    for (uint32_t i = from, j = hits->n; i + 1 < j; i++) { /* longest first */
        j--;
        if (i >= j) break;
        onr_hit t = hits->h[i];
        hits->h[i] = hits->h[j];
        hits->h[j] = t;
    }
    return ONR_OK;
}

onr_status onr_scan(const onr_index *ix, const onr_literal *lit, const uint8_t *str, const onr_folded *f, onr_range r,
                    onr_hits *hits, onr_error *err)
{
    const uint8_t *p = f->p;
    if (!ix->n_order) return ONR_OK;
    for (uint32_t i = r.start; i < r.end; i++) {
        uint8_t b = p[i];
        if ((b & 0xC0) == 0x80) continue; /* literals start at characters */
        if (ix->words_only && onr_is_word(b) && i > r.start && onr_is_word(p[i - 1])) continue;
        if (ix->root[b] == ONR_NONE) continue;
        uint64_t w = load(p + i, 8); /* the padding makes it readable */
        if (!ix->one[b] && !get_bit(ix->six, hash16(w & 0xffffffffffffu)) && !get_bit(ix->three, hash16(w & 0xffffffu)))
            continue;
        onr_status st = walk(ix, lit, str, p, i, r, hits, err);
        if (st != ONR_OK) return st;
    }
    return ONR_OK;
}
