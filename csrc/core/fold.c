#include "fold.h"
#include <string.h>
#include <utf8proc.h>
int onr_is_space(uint32_t c, int *b)
{
    *b = c == 10 || c == 11 || c == 12 || c == 13 || c == 0x85 || c == 0x2028 || c == 0x2029;
    return *b || c == 32 || c == 9 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}
int onr_is_cjk(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) || (c >= 0x3400 && c <= 0x9FFF) || c == 0x3005 || c == 0x3006 || c == 0x3007 || (c >= 0x20000 && c < 0x32000) || (c >= 0xF900 && c < 0xFB00);
}
static uint32_t extra(uint32_t c)
{
    if (c == 0x2018 || c == 0x2019) return '\'';
    if (c == 0x301C) return '~';
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return '-';
    return c;
}
static onr_status edit(onr_folded *o, uint32_t s, uint32_t sn, uint32_t d, uint32_t dn, onr_error *err)
{
    if (onr_grow(&o->edit, &o->cap_edit, o->n_edit + 1, sizeof *o->edit, err)) return err->code;
    o->edit[o->n_edit++] = (onr_edit){s, sn, d, dn};
    return ONR_OK;
}
onr_status onr_fold(const onr_utf8 *u, uint32_t prev, onr_folded *o, onr_error *err)
{
    uint8_t *raw = o->p ? o->p - ONR_PAD : NULL; uint32_t cap = o->cap;
    if (onr_grow(&raw, &cap, (uint64_t)u->n * 12 + 2 * ONR_PAD, 1, err)) return err->code;
    o->p = raw + ONR_PAD; o->cap = cap; memset(raw, 0, ONR_PAD);
    uint32_t words = cap / 64 + 2;
    if (o->cap_bits < words) { uint32_t c1 = o->cap_bits, c2 = o->cap_bits; if (onr_grow(&o->upper, &c1, words, 8, err) || onr_grow(&o->wide, &c2, words, 8, err)) return err->code; o->cap_bits = words; }
    memset(o->upper, 0, words * 8); memset(o->wide, 0, words * 8);
    o->n_edit = o->n_brk = 0; o->edit_hint = 0; o->src_n = u->n;
    uint32_t i = 0, n = 0;
    while (i < u->n) {
        uint32_t len, c = onr_decode(u->p + i, &len); int br;
        if (onr_is_space(c, &br)) {
            uint32_t j = i, breaks = 0, ind = 0; int cr = 0;
            while (j < u->n) {
                uint32_t l, d = onr_decode(u->p + j, &l);
                if (!onr_is_space(d, &br)) break;
                if (br) { if (!(d == 10 && cr)) breaks++; ind = 0; } else ind += d == 0x3000 || d == 9 ? 2 : 1;
                cr = d == 13; j += l;
            }
            uint32_t l2, nx = j < u->n ? onr_decode(u->p + j, &l2) : 0, st, pv = i ? onr_decode_back(u->p, i, &st) : prev;
            int drop = breaks == 1 && onr_is_cjk(pv) && onr_is_cjk(nx);
            if (breaks || ind >= 3) {
                if (onr_grow(&o->brk, &o->cap_brk, o->n_brk + 1, sizeof *o->brk, err)) return err->code;
                o->brk[o->n_brk++] = (onr_brk){n, i, j - i, (uint16_t)breaks, (uint16_t)ind, (uint8_t)drop};
            }
            if (drop) { if (edit(o, i, j - i, n, 0, err)) return err->code; }
            else { if (j - i != 1) { if (edit(o, i, j - i, n, 1, err)) return err->code; } o->p[n++] = ' '; }
            i = j; continue;
        }
        if (c < 0x80 && u->p[i + len] < 0x80) {
            if (c >= 'A' && c <= 'Z') { o->upper[n >> 6] |= 1ull << (n & 63); c += 32; }
            o->p[n++] = (uint8_t)c; i++; continue;
        }
        /* segment: this char and following non-starters / ignorables */
        uint32_t j = i, d[8192]; utf8proc_ssize_t m = 0; int bc = 0;
        while (j < u->n) {
            uint32_t l, e = onr_decode(u->p + j, &l);
            const utf8proc_property_t *pr = utf8proc_get_property((utf8proc_int32_t)e);
            if (j > i && !(pr->combining_class || (e >= 0x1160 && e < 0x1200) || e == 0xFF9E || e == 0xFF9F || (pr->category >= 6 && pr->category <= 8))) break;
            if (m > 8000) break;
            if (e >= 0xD800 && e < 0xE000) d[m++] = e;
            else m += utf8proc_decompose_char((utf8proc_int32_t)e, (utf8proc_int32_t *)d + m, 64, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &bc);
            j += l;
        }
        for (utf8proc_ssize_t a = 1; a < m; a++) { uint32_t x = d[a]; uint8_t cc = (uint8_t)utf8proc_get_property((utf8proc_int32_t)x)->combining_class; utf8proc_ssize_t b = a; if (cc) while (b > 0 && utf8proc_get_property((utf8proc_int32_t)d[b-1])->combining_class > cc) { d[b] = d[b-1]; b--; } d[b] = x; }
        if (m > 1) m = utf8proc_normalize_utf32((utf8proc_int32_t *)d, m, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
        uint32_t n0 = n; int same;
        for (utf8proc_ssize_t a = 0; a < m; a++) { uint32_t x = extra(d[a]); if (onr_is_space(x, &br)) { if (n && o->p[n-1]==' ') continue; x = ' '; } n += onr_encode(x, o->p + n); }
        same = n - n0 == j - i && !memcmp(o->p + n0, u->p + i, j - i);
        if (!same) { if (edit(o, i, j - i, n0, n - n0, err)) return err->code;
            if (c >= 0xFF01 && c <= 0xFF60) for (uint32_t k = n0; k < n; k++) o->wide[k >> 6] |= 1ull << (k & 63);
            if (utf8proc_get_property((utf8proc_int32_t)c)->category == UTF8PROC_CATEGORY_LU) for (uint32_t k = n0; k < n; k++) o->upper[k >> 6] |= 1ull << (k & 63); }
        i = j;
    }
    o->n = n; memset(o->p + n, 0, ONR_PAD);
    return ONR_OK;
}
void onr_folded_free(onr_folded *f) { if (f->p) onr_free(f->p - ONR_PAD); onr_free(f->edit); onr_free(f->brk); onr_free(f->upper); onr_free(f->wide); onr_free(f->seg); onr_free(f->seg2); memset(f, 0, sizeof *f); }
/* last edit with dst <= at */
static uint32_t find(const onr_folded *f, uint32_t at)
{
    uint32_t lo = 0, hi = f->n_edit;
    while (lo < hi) { uint32_t m = (lo + hi) / 2; if (f->edit[m].dst <= at) lo = m + 1; else hi = m; }
    return lo;
}
uint32_t onr_fold_src_start(onr_folded *f, uint32_t at)
{
    uint32_t k = find(f, at);
    if (!k) return at;
    const onr_edit *e = &f->edit[k - 1];
    if (at < e->dst + e->dst_n) return e->src;
    return e->src + e->src_n + (at - e->dst - e->dst_n);
}
uint32_t onr_fold_src_end(onr_folded *f, uint32_t at)
{
    if (!at) return 0;
    uint32_t k = find(f, at - 1);
    if (!k) return at;
    const onr_edit *e = &f->edit[k - 1];
    if (at - 1 < e->dst + e->dst_n) return e->src + e->src_n;
    return e->src + e->src_n + (at - e->dst - e->dst_n);
}
uint32_t onr_fold_dst(const onr_folded *f, uint32_t at)
{
    uint32_t lo = 0, hi = f->n_edit;
    while (lo < hi) { uint32_t m = (lo + hi) / 2; if (f->edit[m].src <= at) lo = m + 1; else hi = m; }
    if (!lo) return at;
    const onr_edit *e = &f->edit[lo - 1];
    if (at < e->src + e->src_n) return e->dst;
    return e->dst + e->dst_n + (at - e->src - e->src_n);
}
