/* See match.h. */
#include "match.h"

#include <stdlib.h>
#include <string.h>

onr_status onr_matcher_new(const onr_pack *pack, onr_matcher *m, onr_error *err)
{
    memset(m, 0, sizeof *m);
    m->md = pcre2_match_data_create(pack->max_ovector, NULL);
    m->mc = pcre2_match_context_create(NULL);
    m->stack = pack->jit ? pcre2_jit_stack_create(32 * 1024, 256 * 1024, NULL) : NULL;
    m->slot = onr_alloc((uint64_t)pack->n_entry * sizeof *m->slot);
    m->limit = onr_alloc((uint64_t)pack->n_pcre * sizeof *m->limit);
    if (!m->md || !m->mc || (pack->jit && !m->stack) || !m->slot || !m->limit) {
        onr_matcher_free(m);
        return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for a matcher");
    }
    memset(m->slot, 0, pack->n_entry * sizeof *m->slot);
    memset(m->limit, 0, pack->n_pcre * sizeof *m->limit);
    pcre2_set_match_limit(m->mc, 10000);
    pcre2_set_heap_limit(m->mc, 4096);
    if (m->stack) pcre2_jit_stack_assign(m->mc, NULL, m->stack);
    return ONR_OK;
}

void onr_matcher_free(onr_matcher *m)
{
    pcre2_match_data_free(m->md);
    pcre2_match_context_free(m->mc);
    if (m->stack) pcre2_jit_stack_free(m->stack);
    onr_free(m->slot);
    onr_free(m->limit);
    onr_free(m->hits.h);
    memset(m, 0, sizeof *m);
}

/* One call of PCRE2 on the sentence, from byte `at` of it to its byte `end`; 1 and the ovector on a match. `last`: the
 * last byte of it at which a match may begin, for the patterns of entries, else PCRE2_UNSET. */
static int run(const onr_pack *pack, uint32_t pcre, const uint8_t *p, uint32_t base, uint32_t at, PCRE2_SIZE last,
               uint32_t end, onr_matcher *m)
{
    if (m->limit[pcre] >= ONR_LIMIT_HITS) return 0;
    m->work += last == PCRE2_UNSET ? 1 : 1 + last - (at - base);
    ONR_WORK(last == PCRE2_UNSET ? end - at : 1 + last - (at - base));
    (void)pcre2_set_offset_limit(m->mc, last);
    int rc = onr_pcre2(pack, pcre, p + base, end - base, at - base, m->md, m->mc);
    if (rc > 0) return 1;
    if (rc != PCRE2_ERROR_NOMATCH) { /* match, heap or stack limit */
        m->limit[pcre]++;
        m->limited = 1;
    }
    return 0;
}

int onr_try(const onr_pack *pack, uint32_t pcre, const uint8_t *p, onr_range s, uint32_t at, onr_matcher *m)
{
    return run(pack, pcre, p, s.start, at, PCRE2_UNSET, s.end, m);
}

static onr_event *push(onr_events *out, onr_error *err)
{
    if (onr_grow(&out->e, &out->cap, (uint64_t)out->n + 1, sizeof *out->e, err) != ONR_OK) return NULL;
    onr_event *e = &out->e[out->n++];
    memset(e->g, 0xff, sizeof e->g);
    return e;
}

/* The first start that the entry may still take in this sentence. */
static uint32_t *cursor(onr_matcher *m, uint32_t entry, uint32_t start)
{
    onr_slot *x = &m->slot[entry];
    if (x->epoch != m->now) {
        x->epoch = m->now;
        x->at = start;
    }
    return &x->at;
}

/* Several groups may bear one name in alternatives. */
uint32_t onr_group_number(const onr_pack *pack, uint32_t pcre, uint32_t g, const PCRE2_SIZE *o)
{
    uint32_t k = pack->slot[pcre][g];
    PCRE2_SPTR first, last;
    if (k != ONR_NONE) return k;
    int step =
        pcre2_substring_nametable_scan(pack->code[pcre], (PCRE2_SPTR)(const void *)onr_group_names[g], &first, &last);
    for (; step > 0 && first <= last; first += step) {
        k = (uint32_t)first[0] << 8 | first[1];
        if (o[2 * k] != PCRE2_UNSET) return k;
    }
    return 0;
}

/* Narrows [*from, *to], the bytes at which a match of the entry may begin, to what its needs allow; 0 if nothing is
 * left. Knows the needs' first and last literals only: a superset of the starts that can match. */
static int narrow(const onr_pack *pack, const onr_entry *en, const onr_matcher *m, uint32_t *from, uint32_t *to)
{
    for (uint32_t i = en->need0; i < en->need0 + en->n_need; i++) {
        const onr_need *x = &pack->need[i];
        const onr_slot *y = &m->slot[x->entry];
        if (y->epoch != m->now || y->last < x->low) return 0;
        if (y->at > x->high && y->at - x->high > *from) *from = y->at - x->high;
        if (y->last - x->low < *to) *to = y->last - x->low;
    }
    return *from <= *to;
}

/* The first byte at or behind `lo` that no stop of the mask divides from `pos`. The table has the bit of each stop at
 * its last byte; of those of three bytes the others are looked at too. */
static uint32_t behind_stop(const uint8_t *p, uint32_t lo, uint32_t pos, uint32_t mask)
{
    static const uint16_t bit[256] = {
        [','] = 1,   [';'] = 2,    [':'] = 4,    ['.'] = 8,    ['?'] = 16,    ['!'] = 32,
        [0x81] = 64, [0x82] = 128, [0x8C] = 256, [0x8D] = 512, [0x9C] = 1024, [0x9D] = 2048};
    for (uint32_t i = pos; i > lo; i--) {
        uint8_t b = p[i - 1];
        if (!(bit[b] & mask)) continue;
        if (b < 0x80 || (i > lo + 2 && p[i - 2] == 0x80 && p[i - 3] == (b < 0x90 ? 0xE3 : 0xE2))) return i;
    }
    return lo;
}

/* Whether a match of the pattern can begin at a byte, by its openings. */
static int may_begin(const uint64_t *filter, const uint8_t *p)
{
    uint32_t bit = onr_filter_bit((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16);
    return (p[0] & 0xC0) != 0x80 && (filter[bit >> 6] >> (bit & 63) & 1);
}

/* The first byte in [at, to] at which a match of an open entry can begin; beyond `to`: none. Not inside a word of Latin
 * letters or digits: the pattern asserts that. */
static uint32_t next_start(const uint64_t *filter, const uint8_t *p, uint32_t start, uint32_t at, uint32_t to)
{
    while (at <= to) {
        int word = onr_is_word(p[at]);
        if (!(word && at > start && onr_is_word(p[at - 1])) && may_begin(filter, p + at)) break;
        at++;
        while (word && onr_is_word(p[at])) at++;
    }
    return at;
}

int onr_search(const onr_pack *pack, uint32_t pcre, const uint8_t *p, onr_range s, onr_range part, onr_matcher *m)
{
    if (!pack->pcre[pcre].n_opening) return run(pack, pcre, p, s.start, part.start, PCRE2_UNSET, part.end, m);
    for (uint32_t i = part.start; i < part.end; i++)
        if (may_begin(pack->filter[pcre], p + i) && run(pack, pcre, p, s.start, i, i - s.start, part.end, m)) return 1;
    return 0;
}

/* Tries an open entry at every character in [from, to] that its cursor allows: one by one where it is known with what a
 * match begins, as few of them do; else by one call of PCRE2, as a call for each costs more than most tries. */
static onr_status try_open(const onr_pack *pack, uint32_t entry, const uint8_t *p, onr_range s, uint32_t from,
                           uint32_t to, onr_matcher *m, onr_events *out, onr_error *err)
{
    uint32_t *at = cursor(m, entry, s.start), pcre = pack->entry[entry].pcre;
    int listed = pack->pcre[pcre].n_opening > 0;
    if (*at < from) *at = from;
    if (to >= s.end) to = s.end - 1;
    while (*at <= to) {
        uint32_t i = next_start(pack->filter[pcre], p, s.start, *at, to);
        *at = listed && i <= to ? i + 1 : to + 1; /* what lies behind `to` may be the start for a later anchor */
        if (i > to) break;
        if (!run(pack, pcre, p, s.start, i, (listed ? i : to) - s.start, s.end, m)) continue;
        const PCRE2_SIZE *o = pcre2_get_ovector_pointer(m->md);
        if (o[1] <= o[0]) continue;
        onr_event *e = push(out, err);
        if (!e) return err->code;
        e->start = s.start + (uint32_t)o[0];
        e->end = s.start + (uint32_t)o[1];
        e->entry = entry;
        for (uint32_t g = 0; g < ONR_N_GROUP; g++) {
            uint32_t k = onr_group_number(pack, pcre, g, o);
            if (k && o[2 * k] != PCRE2_UNSET)
                e->g[g] = (onr_range){s.start + (uint32_t)o[2 * k], s.start + (uint32_t)o[2 * k + 1]};
        }
        *at = e->end;
    }
    return ONR_OK;
}

static int by_place(const void *a, const void *b)
{
    const onr_event *x = a, *y = b;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    return x->entry < y->entry ? -1 : x->entry > y->entry;
}

/* Few and nearly in order: the events of the literals come so. */
static void sort_events(onr_event *e, uint32_t n)
{
    if (n > 32) {
        qsort(e, n, sizeof *e, by_place);
        return;
    }
    for (uint32_t i = 1; i < n; i++) {
        if (by_place(&e[i - 1], &e[i]) <= 0) continue;
        onr_event x = e[i];
        uint32_t j = i;
        for (; j > 0 && by_place(&e[j - 1], &x) > 0; j--) e[j] = e[j - 1];
        e[j] = x;
    }
}

onr_status onr_match(const onr_pack *pack, uint32_t lang, uint32_t part, uint32_t speaks, const onr_folded *f,
                     onr_range s, onr_matcher *m, onr_events *out, onr_error *err)
{
    uint32_t from = out->n;
    onr_status st = ONR_OK;
    m->hits.n = 0;
    if (++m->now == 0) { /* the epoch counter came round */
        memset(m->slot, 0, pack->n_entry * sizeof *m->slot);
        m->now = 1;
    }
    st = onr_scan(&pack->index[lang][part], pack->str, f, s, &m->hits, err);
    for (uint32_t i = 0; st == ONR_OK && i < m->hits.n; i++) {
        const onr_hit *hit = &m->hits.h[i];
        if (!(hit->what.entry & ONR_HIT_NEED)) continue;
        onr_slot *x = &m->slot[hit->what.entry >> 2];
        if (x->epoch != m->now) x->at = hit->pos;
        x->epoch = m->now;
        x->last = hit->pos;
    }
    for (uint32_t i = 0; st == ONR_OK && i < m->hits.n; i++) {
        const onr_hit *hit = &m->hits.h[i];
        uint32_t pos = hit->pos, entry = hit->what.entry >> 2;
        if ((hit->what.entry & ONR_HIT_NEED) || !(pack->speaks[entry] & speaks)) continue;
        const onr_entry *en = &pack->entry[entry];
        if (hit->what.entry & ONR_HIT_ANCHOR) {
            if (pos < s.start + en->dmin) continue;
            uint32_t lo = pos - s.start > en->dmax ? pos - en->dmax : s.start, hi = pos - en->dmin;
            if (!narrow(pack, en, m, &lo, &hi)) continue;
            if (en->flags >> ONR_STOP_SHIFT) lo = behind_stop(f->p, lo, pos, en->flags >> ONR_STOP_SHIFT);
            if (lo <= hi) st = try_open(pack, entry, f->p, s, lo, hi, m, out, err);
            continue;
        }
        const onr_literal *l = &pack->literal[hit->what.lit >> 2];
        uint32_t *at = cursor(m, entry, s.start);
        if (pos < *at) continue;
        *at = pos + l->n;
        onr_event *e = push(out, err);
        if (!e) {
            st = err->code;
            break;
        }
        e->start = pos;
        e->end = pos + l->n;
        e->entry = entry;
        for (uint32_t g = l->group0; g < l->group0 + l->n_group; g++)
            e->g[pack->group[g].name] = (onr_range){pos + pack->group[g].start, pos + pack->group[g].end};
    }
    for (uint32_t i = 0; st == ONR_OK && i < pack->n_slow[lang][part]; i++)
        if (pack->speaks[pack->slow[lang][part][i]] & speaks)
            st = try_open(pack, pack->slow[lang][part][i], f->p, s, s.start, s.end, m, out, err);
    if (st == ONR_OK && out->n - from > 1) sort_events(out->e + from, out->n - from);
    return st;
}
