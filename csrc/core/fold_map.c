/* The map of a folded window: edits, sorted by both sides; between two of them a byte is a byte. */
#include "fold.h"

/* How many edits begin at folded byte `at` or before it. O(1) from look-up to look-up in rising order, else a binary
 * search. */
static uint32_t edits_to(onr_folded *f, uint32_t at)
{
    uint32_t k = f->edit_hint, lo, hi;
    if (k && f->edit[k - 1].dst > at) {
        lo = 0;
        hi = k - 1;
    } else {
        uint32_t steps = 8;
        while (k < f->n_edit && f->edit[k].dst <= at && --steps) k++;
        if (steps) return f->edit_hint = k;
        lo = k;
        hi = f->n_edit;
    }
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (f->edit[mid].dst <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return f->edit_hint = lo;
}

uint32_t onr_fold_src_start(onr_folded *f, uint32_t at)
{
    uint32_t k = edits_to(f, at);
    const onr_edit *e;
    if (!k) return at;
    e = &f->edit[k - 1];
    if (at - e->dst < e->dst_n) return e->src;
    return e->src + e->src_n + (at - e->dst - e->dst_n);
}

uint32_t onr_fold_src_end(onr_folded *f, uint32_t at)
{
    uint32_t k;
    const onr_edit *e;
    if (!at) return 0;
    k = edits_to(f, at - 1);
    if (!k) return at;
    e = &f->edit[k - 1];
    if (at - 1 - e->dst < e->dst_n) return e->src + e->src_n;
    return e->src + e->src_n + (at - e->dst - e->dst_n);
}

uint32_t onr_fold_dst(const onr_folded *f, uint32_t at)
{
    uint32_t lo = 0, hi = f->n_edit;
    const onr_edit *e;
    while (lo < hi) { /* how many edits begin at source byte `at` or before it */
        uint32_t mid = lo + (hi - lo) / 2;
        if (f->edit[mid].src <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (!lo) return at;
    e = &f->edit[lo - 1];
    if (at - e->src < e->src_n) return e->dst;
    return e->dst + e->dst_n + (at - e->src - e->src_n);
}
