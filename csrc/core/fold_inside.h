/* What the files of fold share: the state of one call. */
#ifndef ONR_FOLD_INSIDE_H
#define ONR_FOLD_INSIDE_H

#include "fold.h"
#include "unicode_tables.h"

#define ONR_FOLD_SLACK 64u /* output bytes that stand ready beside one for each byte of the source that is left */

typedef struct {
    const uint8_t *src;
    uint32_t src_n;
    onr_folded *out;
    uint32_t i, n;   /* bytes taken and written; p and bits of *out have room for n + (src_n - i) + SLACK bytes */
    uint32_t closed; /* what ends at this byte of the source is whole: a white-space run or a segment */
    uint64_t room;   /* bytes of output for which there is memory and zeroed bits */
    uint32_t prev;   /* the code point before the window, or 0 */
    onr_error *err;
} onr_folding;

/* Makes room for `need` bytes of output. */
onr_status onr_fold_room(onr_folding *w, uint64_t need);
/* Folds the normalization segment that starts at byte `start`; sets i, n and closed. Linear in its bytes. */
onr_status onr_fold_segment(onr_folding *w, uint32_t start);
/* The first code point of what c alone folds to (without the extra table); 0 for a deleted one. */
uint32_t onr_fold_first(uint32_t c);

static inline onr_status onr_fold_edit(onr_folding *w, uint32_t src, uint32_t src_n, uint32_t dst, uint32_t dst_n)
{
    onr_folded *o = w->out;
    if (o->n_edit == o->cap_edit) {
        onr_status st = onr_grow(&o->edit, &o->cap_edit, (uint64_t)o->n_edit + 1, sizeof *o->edit, w->err);
        if (st != ONR_OK) return st;
    }
    o->edit[o->n_edit++] = (onr_edit){src, src_n, dst, dst_n};
    return ONR_OK;
}

/* Sets or clears the bits [from, to). */
static inline void onr_fold_mark(uint64_t *bits, uint32_t from, uint32_t to, int value)
{
    for (uint32_t k = from; k < to; k++) {
        uint64_t bit = 1ull << (k & 63);
        if (value)
            bits[k >> 6] |= bit;
        else
            bits[k >> 6] &= ~bit;
    }
}

static inline void onr_fold_flags(onr_folding *w, uint32_t class, uint32_t from, uint32_t to)
{
    if (class & ONR_FOLD_UPPER) onr_fold_mark(w->out->upper, from, to, 1);
    if (class & ONR_FOLD_WIDE) onr_fold_mark(w->out->wide, from, to, 1);
}

#endif
