#include "fold_inside.h"

#include <string.h>

int onr_is_space(uint32_t c, int *is_break)
{
    *is_break = (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
    if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

int onr_is_cjk(uint32_t c)
{
    static const uint32_t ranges[][2] = {{0x2E80, 0x2E99}, {0x2E9B, 0x2EF3},   {0x2F00, 0x2FD5},  {0x3005, 0x3007},
                                         {0x3021, 0x3029}, {0x3031, 0x3035},   {0x3038, 0x303C},  {0x3041, 0x3096},
                                         {0x3099, 0x309A}, {0x309D, 0x309F},   {0x30A1, 0x30FA},  {0x30FC, 0x30FF},
                                         {0x31F0, 0x31FF}, {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},  {0xF900, 0xFAFF},
                                         {0xFF66, 0xFF9F}, {0x1AFF0, 0x1B16F}, {0x20000, 0x3FFFD}};
    if (c < 0x2E80) return 0;
    for (uint32_t k = 0; k < sizeof ranges / sizeof *ranges; k++)
        if (c <= ranges[k][1]) return c >= ranges[k][0];
    return 0;
}

onr_status onr_fold_room(onr_folding *w, uint64_t need)
{
    onr_folded *o = w->out;
    uint8_t *raw = o->p ? o->p - ONR_PAD : NULL;
    uint32_t cap_bits = o->cap_bits;
    uint64_t ready = w->room ? w->room / 64 + 2 : 0, words;
    onr_status st;
    if (w->room && need < w->room + w->room / 2) need = w->room + w->room / 2; /* grows seldom while it runs */
    words = need / 64 + 2;
    if ((st = onr_grow(&raw, &o->cap, need + 2 * ONR_PAD, 1, w->err)) != ONR_OK) return st;
    o->p = raw + ONR_PAD;
    if ((st = onr_grow(&o->upper, &cap_bits, words, sizeof *o->upper, w->err)) != ONR_OK) return st;
    cap_bits = o->cap_bits;
    if ((st = onr_grow(&o->wide, &cap_bits, words, sizeof *o->wide, w->err)) != ONR_OK) return st;
    o->cap_bits = cap_bits;
    memset(o->upper + ready, 0, (words - ready) * sizeof *o->upper);
    memset(o->wide + ready, 0, (words - ready) * sizeof *o->wide);
    w->room = need;
    return ONR_OK;
}

/* Plain ASCII words, eight bytes at a time: stops at the first byte beyond ASCII, at a control character and at a run
 * of blanks. A blank is taken only with the character after it, so that none has to be given back. */
static void ascii_words(onr_folding *w)
{
    uint8_t *to = w->out->p;
    uint64_t *upper = w->out->upper;
    uint32_t i = w->i, n = w->n;
    while (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ && i + 8 <= w->src_n) {
        uint64_t x, blank, capital, step;
        memcpy(&x, w->src + i, sizeof x);
        if ((x | ~(x + 0x60 * ONR_ONES)) & ONR_HIGH) break; /* beyond ASCII, or below a blank */
        blank = ~((x ^ 0x20 * ONR_ONES) + 0x7F * ONR_ONES) & ONR_HIGH;
        if (blank & (blank << 8)) break;
        capital = ((x + 0x3F * ONR_ONES) & ~(x + 0x25 * ONR_ONES)) & ONR_HIGH;
        step = 8 - (blank >> 63);
        if (capital) {
            uint64_t bits = ((capital >> 7) * 0x0102040810204080u) >> 56;
            upper[n >> 6] |= bits << (n & 63);
            if ((n & 63) > 56) upper[(n >> 6) + 1] |= bits >> (64 - (n & 63));
            x |= capital >> 2;
        }
        memcpy(to + n, &x, sizeof x);
        i += (uint32_t)step;
        n += (uint32_t)step;
    }
    w->i = i;
    w->n = n;
}

static inline uint32_t capped(uint32_t a, uint32_t by)
{
    return a + by > UINT16_MAX ? UINT16_MAX : a + by;
}

/* A white-space run from byte `start`, deleted characters in it and behind it included. */
static onr_status run(onr_folding *w, uint32_t start)
{
    onr_folded *o = w->out;
    uint32_t j = start, breaks = 0, indent = 0, len, c = 0, next = 0, dst_n, last = 0;
    int is_break, dropped = 0;
    onr_status st;
    for (; j < w->src_n; j += len) {
        c = onr_decode(w->src + j, &len);
        if (!onr_is_space(c, &is_break)) {
            if (c < 0x80 || onr_fold_class(c) != ONR_FOLD_DROP) break;
            continue;
        }
        if (!is_break) {
            indent = capped(indent, c == 0x3000 || c == '\t' ? 2 : 1);
        } else {
            if (c != '\n' || last != '\r') breaks = capped(breaks, 1);
            indent = 0;
        }
        last = c;
    }
    if (breaks == 1 && j < w->src_n && (onr_fold_class(c) & ONR_FOLD_KIND) != ONR_FOLD_JOIN) {
        next = w->prev;
        if (w->n) next = onr_decode_back(o->p, w->n, &len);
        dropped = onr_is_cjk(next) && onr_is_cjk(onr_fold_first(c));
    }
    if (breaks || indent >= 3) {
        if ((st = onr_grow(&o->brk, &o->cap_brk, (uint64_t)o->n_brk + 1, sizeof *o->brk, w->err)) != ONR_OK) return st;
        o->brk[o->n_brk++] = (onr_brk){w->n, start, j - start, (uint16_t)breaks, (uint16_t)indent, (uint8_t)dropped};
    }
    dst_n = dropped ? 0 : 1;
    if (j - start != 1 || dropped)
        if ((st = onr_fold_edit(w, start, j - start, w->n, dst_n)) != ONR_OK) return st;
    if (dst_n) o->p[w->n++] = ' ';
    w->i = w->closed = j;
    return ONR_OK;
}

/* A character that joins what stands before it, or vanishes: takes back the character before it, where that is not
 * whole already, and folds the two together. At the window's start a deleted character goes with what follows. */
static onr_status join(onr_folding *w, uint32_t kind)
{
    onr_folded *o = w->out;
    uint32_t i = w->i, n = w->n;
    if (i == 0) {
        uint32_t j = 0, len, class = kind;
        while (j < w->src_n && (class = onr_fold_class(onr_decode(w->src + j, &len))) == ONR_FOLD_DROP) j += len;
        return j < w->src_n && class == ONR_FOLD_SPACE ? run(w, 0) : onr_fold_segment(w, 0);
    }
    if (w->closed == i) return onr_fold_segment(w, i);
    if (o->n_edit && o->edit[o->n_edit - 1].src + o->edit[o->n_edit - 1].src_n == i) {
        o->n_edit--;
        i = o->edit[o->n_edit].src;
        n = o->edit[o->n_edit].dst;
    } else {
        (void)onr_decode_back(w->src, w->i, &i);
        n -= w->i - i;
    }
    onr_fold_mark(o->upper, n, w->n, 0);
    onr_fold_mark(o->wide, n, w->n, 0);
    w->n = n;
    return onr_fold_segment(w, i);
}

/* One ASCII character in place of the `len` bytes at i. */
static onr_status one(onr_folding *w, uint32_t c, uint32_t class, uint32_t len)
{
    onr_status st = onr_fold_edit(w, w->i, len, w->n, 1);
    if (st != ONR_OK) return st;
    if (class & ONR_FOLD_WIDE) onr_fold_mark(w->out->wide, w->n, w->n + 1, 1);
    if (c - 'A' < 26) {
        onr_fold_mark(w->out->upper, w->n, w->n + 1, 1);
        c += 'a' - 'A';
    }
    w->out->p[w->n++] = (uint8_t)c;
    w->i += len;
    return ONR_OK;
}

/* From a byte below 0x80 to the next one that is not. */
static onr_status ascii(onr_folding *w)
{
    uint8_t c;
    ascii_words(w);
    while (w->i < w->src_n && (c = w->src[w->i]) < 0x80) {
        int is_break;
        if (onr_is_space(c, &is_break)) {
            uint8_t after = w->src[w->i + 1];
            if (c != ' ' || after <= ' ' || after >= 0x80) return run(w, w->i);
        }
        if ((uint8_t)(c - 'A') < 26) {
            w->out->upper[w->n >> 6] |= 1ull << (w->n & 63);
            c = (uint8_t)(c + ('a' - 'A'));
        }
        w->out->p[w->n++] = c;
        w->i++;
    }
    return ONR_OK;
}

/* One character beyond ASCII (or a row of three-byte ones that stay). */
static onr_status wide(onr_folding *w)
{
    const uint8_t *p = w->src;
    uint32_t i = w->i, n = w->n, len, c, class;
    for (;;) { /* the rows of padding make the four-byte copies safe */
        c = onr_decode(p + i, &len);
        class = onr_fold_class(c);
        if (class != ONR_FOLD_COPY) break;
        memcpy(w->out->p + n, p + i, 4);
        i += len;
        n += len;
        if (p[i] < 0x80) {
            w->i = i;
            w->n = n;
            return ONR_OK;
        }
    }
    w->i = i;
    w->n = n;
    switch (class & ONR_FOLD_KIND) {
    case ONR_FOLD_COPY:
        memcpy(w->out->p + n, p + i, 4);
        w->i += len;
        w->n += len;
        onr_fold_flags(w, class, n, w->n);
        return ONR_OK;
    case ONR_FOLD_ONE:
        return one(w, onr_fold_extra(c), class, len);
    case ONR_FOLD_MAP:
        if (c - 0xFF01 < 0x5E) return one(w, c - 0xFEE0, class, len);
        return onr_fold_segment(w, i);
    case ONR_FOLD_SPACE:
        return run(w, i);
    default:
        return join(w, class & ONR_FOLD_KIND);
    }
}

onr_status onr_fold(const onr_utf8 *src, uint32_t prev, onr_folded *out, onr_error *err)
{
    onr_folding w = {.src = src->p, .src_n = src->n, .out = out, .closed = UINT32_MAX, .prev = prev, .err = err};
    onr_status st;
    out->n = out->n_edit = out->n_brk = out->edit_hint = 0;
    out->src_n = src->n;
    st = onr_fold_room(&w, (uint64_t)src->n + ONR_FOLD_SLACK);
    while (st == ONR_OK && w.i < src->n) st = src->p[w.i] < 0x80 ? ascii(&w) : wide(&w);
    if (st != ONR_OK) return st;
    out->n = w.n;
    memset(out->p - ONR_PAD, 0, ONR_PAD);
    memset(out->p + out->n, 0, ONR_PAD);
    return ONR_OK;
}

void onr_folded_free(onr_folded *f)
{
    if (f->p) onr_free(f->p - ONR_PAD);
    onr_free(f->edit);
    onr_free(f->brk);
    onr_free(f->upper);
    onr_free(f->wide);
    onr_free(f->seg);
    onr_free(f->seg2);
    memset(f, 0, sizeof *f);
}
