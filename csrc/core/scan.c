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

/* The bytes of the keys of the tiers; their literals are no shorter, and shorter than the next key. */
static const uint32_t tier_key[ONR_N_TIER] = {3, 6, 9};
static const uint64_t tier_mask[ONR_N_TIER] = {0xffffffu, 0xffffffffffffu, ~(uint64_t)0};

#if defined __GNUC__
#define ONR_FETCH(p) __builtin_prefetch(p)
#else
#define ONR_FETCH(p) (void)(p)
#endif

static uint64_t hash(uint64_t first, uint32_t ninth)
{
    return (first ^ (uint64_t)ninth << 29) * 0x9E3779B97F4A7C15u;
}

/* The bit of the first three bytes of v in onr_index.mid. */
static uint32_t mid_bit(uint64_t v)
{
    return (uint32_t)(hash(v & 0xffffffu, 0) >> 50);
}
/* The word of a hash in onr_tier.bit, and its two bits there. */
static uint64_t *tier_word(const onr_tier *t, uint64_t h)
{
    return &t->bit[h >> (67 - t->log2)];
}
static uint64_t tier_bits(uint64_t h)
{
    return (uint64_t)1 << (h >> 20 & 63) | (uint64_t)1 << (h >> 26 & 63);
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
    uint32_t n, lit, tier; /* tier 0: of one or two bytes, else the number + 1 */
} item;

static int by_text(const void *a, const void *b)
{
    const item *x = a, *y = b;
    uint32_t n = x->n < y->n ? x->n : y->n;
    if (x->tier != y->tier) return x->tier < y->tier ? -1 : 1;
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

/* The child of a node by its label, or NONE. */
static uint32_t child(const onr_index *ix, const onr_node *d, uint32_t label)
{
    uint32_t lo = d->child0, end = lo + d->n_child, hi = end;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (ix->node[mid].label < label)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < end && ix->node[lo].label == label ? lo : ONR_NONE;
}

/* The place of a key in the table of its tier, or the free one for it. */
static onr_key *place(const onr_tier *t, uint64_t h, uint64_t first, uint32_t ninth)
{
    uint32_t last = (1u << t->log2) - 1, i = (uint32_t)(h >> (64 - t->log2));
    while (t->key[i].node != ONR_NONE && (t->key[i].first != first || t->key[i].ninth != ninth)) i = (i + 1) & last;
    return &t->key[i];
}

/* The tables of a tier, empty, for so many keys. */
static onr_status make_tier(onr_tier *t, uint32_t keys, onr_error *err)
{
    t->log2 = 4;
    while ((uint64_t)1 << t->log2 < 2 * (uint64_t)keys) t->log2++;
    t->key = onr_alloc(((uint64_t)1 << t->log2) * sizeof *t->key);
    t->bit = onr_alloc((uint64_t)1 << t->log2);
    if (!t->key || !t->bit) return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for %u keys of literals", keys);
    memset(t->bit, 0, (size_t)1 << t->log2);
    for (uint32_t i = 0; i < 1u << t->log2; i++) t->key[i].node = ONR_NONE;
    return ONR_OK;
}

/* Behind the items from `i` on that share the key of its tier. */
static uint32_t same_key(const item *it, uint32_t i, uint32_t n)
{
    uint32_t j = i + 1, key = it[i].tier ? tier_key[it[i].tier - 1] : 1;
    while (j < n && it[j].tier == it[i].tier && !memcmp(it[i].text, it[j].text, key)) j++;
    return j;
}

/* The nodes at which the literals are entered, for the sorted items, and what leads there. */
static onr_status enter(onr_index *ix, const item *it, uint32_t n, onr_error *err)
{
    onr_status st = ONR_OK;
    uint32_t keys[ONR_N_TIER + 1] = {0};
    for (uint32_t i = 0; i < n; i = same_key(it, i, n)) keys[it[i].tier]++;
    for (uint32_t t = 0; st == ONR_OK && t < ONR_N_TIER; t++) st = make_tier(&ix->tier[t], keys[t + 1], err);
    for (uint32_t i = 0, j; st == ONR_OK && i < n; i = j) {
        const uint8_t *text = it[i].text;
        uint32_t key = it[i].tier ? tier_key[it[i].tier - 1] : 1, at = ix->n_node;
        j = same_key(it, i, n);
        if ((st = add_node(ix, text[key - 1], key, err)) != ONR_OK) break;
        ix->node[at].out0 = i;
        ix->node[at].n_out = j - i;
        if (!it[i].tier) {
            ix->root[text[0]] = at;
            continue;
        }
        onr_tier *t = &ix->tier[it[i].tier - 1];
        uint64_t first = load(text, key < 8 ? key : 8);
        uint32_t ninth = key > 8 ? text[8] : 0;
        uint64_t h = hash(first, ninth);
        *place(t, h, first, ninth) = (onr_key){first, at, ninth};
        *tier_word(t, h) |= tier_bits(h);
    }
    return st;
}

static onr_out out_of(uint32_t i, const onr_literal *l)
{
    uint32_t kind = l->flags & ONR_LIT_NEED ? ONR_HIT_NEED : l->flags & ONR_LIT_ANCHOR ? ONR_HIT_ANCHOR : 0;
    return (onr_out){i << 2 | (l->flags & (ONR_LIT_WORD_L | ONR_LIT_WORD_R)), l->entry << 2 | kind};
}

onr_status onr_index_build(onr_index *ix, const onr_literal *lit, const uint8_t *str, const uint32_t *list, uint32_t n,
                           onr_error *err)
{
    onr_status st = ONR_OK;
    item *it = NULL;
    memset(ix, 0, sizeof *ix);
    memset(ix->root, 0xff, sizeof ix->root);
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
        it[i] = (item){t, l->n, list[i], 0};
        while (it[i].tier < ONR_N_TIER && l->n >= tier_key[it[i].tier]) it[i].tier++;
        uint8_t how = l->n < tier_key[0] ? ONR_BEGINS | ONR_BEGINS_SHORT : ONR_BEGINS;
        ix->begins[t[0]] |= how;
        if (l->flags & ONR_LIT_WORD_L) continue;
        ix->begins[t[0]] |= (uint8_t)(how << 1);
        if (!onr_is_word(t[0])) continue;
        if (l->n < 3)
            ix->mid_any = 1;
        else
            set_bit(ix->mid, mid_bit(load(t, 3)));
    }
    for (uint32_t b = 0; b < 256; b++)
        if (onr_is_word((uint8_t)b)) ix->begins[b] |= ONR_BEGINS_WORD;
    qsort(it, n, sizeof *it, by_text);
    for (uint32_t i = 0; i < n; i++) ix->order[i] = out_of(it[i].lit, &lit[it[i].lit]);
    ix->n_order = n;
    st = enter(ix, it, n, err);
    for (uint32_t at = 0; st == ONR_OK && at < ix->n_node; at++) st = fill(ix, it, at, str, err);
done:
    onr_free(it);
    if (st != ONR_OK) onr_index_free(ix);
    return st;
}

void onr_index_free(onr_index *ix)
{
    onr_free(ix->node);
    onr_free(ix->order);
    for (uint32_t t = 0; t < ONR_N_TIER; t++) {
        onr_free(ix->tier[t].key);
        onr_free(ix->tier[t].bit);
        ix->tier[t].key = NULL;
        ix->tier[t].bit = NULL;
    }
    ix->node = NULL;
    ix->order = NULL;
    ix->n_node = ix->n_order = 0;
}

static onr_status emit(const onr_index *ix, const onr_node *d, const uint8_t *p, uint32_t pos, uint32_t len,
                       onr_range r, onr_hits *hits, onr_error *err)
{
    onr_status st = onr_grow(&hits->h, &hits->cap, (uint64_t)hits->n + d->n_out, sizeof *hits->h, err);
    if (st != ONR_OK) return st;
    int left = pos == r.start || !onr_is_word(p[pos - 1]);
    int right = pos + len == r.end || !onr_is_word(p[pos + len]);
    for (uint32_t i = 0; i < d->n_out; i++) {
        onr_out o = ix->order[d->out0 + i];
        if ((!(o.lit & ONR_LIT_WORD_L) || left) && (!(o.lit & ONR_LIT_WORD_R) || right))
            hits->h[hits->n++] = (onr_hit){pos, o};
    }
    return ONR_OK;
}

/* The literals at `pos` from the node `at` on. */
static onr_status walk(const onr_index *ix, const uint8_t *str, const uint8_t *p, uint32_t pos, onr_range r,
                       uint32_t at, onr_hits *hits, onr_error *err)
{
    uint32_t most = r.end - pos;
    while (at != ONR_NONE) {
        const onr_node *d = &ix->node[at];
        uint32_t len = d->tail == ONR_NONE ? d->depth : d->depth + d->tail_n;
        if (len > most) break;
        if (d->tail != ONR_NONE &&
            (p[pos + d->depth] != str[d->tail] || memcmp(p + pos + d->depth, str + d->tail, d->tail_n) != 0))
            break;
        if (d->n_out) {
            onr_status st = emit(ix, d, p, pos, len, r, hits, err);
            if (st != ONR_OK) return st;
        }
        if (!d->n_child || len == most) break;
        at = child(ix, d, p[pos + d->depth]);
    }
    return ONR_OK;
}

/* A place where a literal may stand. */
typedef struct {
    uint64_t hash;
    uint32_t pos, tier; /* ONR_N_TIER: of one or two bytes */
    uint32_t node;
} candidate;

/* Walks the candidates. Key, node and text are each a miss of the first cache: all keys are fetched ahead, then all
 * nodes, so that the misses overlap. */
static onr_status settle(const onr_index *ix, const uint8_t *str, const uint8_t *p, candidate *c, uint32_t n,
                         onr_range r, onr_hits *hits, onr_error *err)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint8_t *at = p + c[i].pos;
        uint32_t t = c[i].tier;
        if (t == ONR_N_TIER)
            c[i].node = ix->root[*at];
        else
            c[i].node = place(&ix->tier[t], c[i].hash, load(at, 8) & tier_mask[t], t == 2 ? at[8] : 0)->node;
        if (c[i].node == ONR_NONE) continue;
        ONR_FETCH(&ix->node[c[i].node]);
        c[kept++] = c[i];
    }
    for (uint32_t i = 0, j; i < kept; i = j) {
        uint32_t from = hits->n;
        for (j = i; j < kept && c[j].pos == c[i].pos; j++) {
            onr_status st = walk(ix, str, p, c[j].pos, r, c[j].node, hits, err);
            if (st != ONR_OK) return st;
        }
        for (uint32_t lo = from, hi = hits->n; lo + 1 < hi; lo++) { /* longest first */
            onr_hit t = hits->h[lo];
            hits->h[lo] = hits->h[--hi];
            hits->h[hi] = t;
        }
    }
    return ONR_OK;
}

#define BLOCK 128
/* The places in [from, to) at which a literal may begin by their first byte; how many. Without a branch: which places
 * they are cannot be foretold, and a wrong guess costs as much as ten bytes. */
static uint32_t by_first(const onr_index *ix, const uint8_t *p, uint32_t from, uint32_t to, int word, uint32_t *at)
{
    uint32_t n = 0, behind = word != 0;
    for (uint32_t i = from; i < to; i++) {
        uint32_t b = ix->begins[p[i]];
        at[n] = i;
        n += b >> behind & 1u;
        behind = b >> 4;
    }
    return n;
}

/* Of the n places those at which the first bytes of a literal may stand, with the tiers that they may be of, a bit
 * each, and a bit for a literal of one or two bytes; how many. */
static uint32_t by_hash(const onr_index *ix, const uint8_t *p, uint32_t start, uint32_t *at, uint32_t n, uint8_t *how)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t pos = at[i], b = ix->begins[p[pos]], behind = pos > start && onr_is_word(p[pos - 1]);
        uint64_t w = load(p + pos, 8); /* the padding makes it readable */
        if (behind && b & ONR_BEGINS_WORD && !ix->mid_any && !get_bit(ix->mid, mid_bit(w))) continue;
        uint64_t h[ONR_N_TIER] = {hash(w & tier_mask[0], 0), hash(w & tier_mask[1], 0), hash(w, p[pos + 8])};
        uint32_t pass = (b / ONR_BEGINS_SHORT >> behind & 1u) << ONR_N_TIER;
        for (uint32_t t = 0; t < ONR_N_TIER; t++)
            pass |= (uint32_t) !(~*tier_word(&ix->tier[t], h[t]) & tier_bits(h[t])) << t;
        at[kept] = pos;
        how[kept] = (uint8_t)pass;
        kept += pass != 0;
    }
    return kept;
}

onr_status onr_scan(const onr_index *ix, const uint8_t *str, const onr_folded *f, onr_range r, onr_hits *hits,
                    onr_error *err)
{
    const uint8_t *p = f->p;
    candidate c[BLOCK * (ONR_N_TIER + 1)];
    uint32_t at[BLOCK];
    uint8_t how[BLOCK];
    onr_status st = ONR_OK;
    if (!ix->n_order) return ONR_OK;
    for (uint32_t from = r.start, to; st == ONR_OK && from < r.end; from = to) {
        to = r.end - from > BLOCK ? from + BLOCK : r.end;
        uint32_t many = by_first(ix, p, from, to, from > r.start && onr_is_word(p[from - 1]), at), n = 0;
        many = by_hash(ix, p, r.start, at, many, how);
        for (uint32_t i = 0; i < many; i++) {
            uint64_t w = load(p + at[i], 8);
            if (how[i] >> ONR_N_TIER) c[n++] = (candidate){0, at[i], ONR_N_TIER, 0}; /* shorter literals first */
            for (uint32_t t = 0; t < ONR_N_TIER; t++) {
                if (!(how[i] & 1u << t)) continue;
                uint64_t h = hash(w & tier_mask[t], t == 2 ? p[at[i] + 8] : 0);
                ONR_FETCH(&ix->tier[t].key[h >> (64 - ix->tier[t].log2)]);
                c[n++] = (candidate){h, at[i], t, 0};
            }
        }
        st = settle(ix, str, p, c, n, r, hits, err);
    }
    return st;
}
