/* One normalization segment: a starter before which normalization cuts, and all that may compose with it, move before
 * or vanish behind it. */
#include "fold_inside.h"

#include <string.h>
#include <utf8proc.h>

enum {
    LONGEST = 32, /* code points that one code point can fold to; 18 in Unicode 15 */
    FEW = 24,     /* marks that are sorted by insertion */
    FOLD = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE
};

/* Folds c to its decomposition at out (LONGEST entries) and returns how many it is. Surrogates and whatever utf8proc
 * does not know stay. */
static uint32_t decompose(uint32_t c, uint32_t *out)
{
    utf8proc_int32_t to[LONGEST];
    int last = 0;
    utf8proc_ssize_t n = 0;
    if (c < 0xD800 || c > 0xDFFF)
        n = utf8proc_decompose_char((utf8proc_int32_t)c, to, LONGEST, (utf8proc_option_t)FOLD, &last);
    if (n < 1 || n > LONGEST) {
        out[0] = c;
        return 1;
    }
    for (utf8proc_ssize_t k = 0; k < n; k++) out[k] = (uint32_t)to[k];
    return (uint32_t)n;
}

uint32_t onr_fold_first(uint32_t c)
{
    uint32_t to[LONGEST], kind = onr_fold_class(c) & ONR_FOLD_KIND;
    if (kind == ONR_FOLD_DROP) return 0;
    if (kind != ONR_FOLD_MAP) return c;
    (void)decompose(c, to);
    return to[0];
}

static inline uint32_t ccc(uint32_t c)
{
    return (uint32_t)utf8proc_get_property((utf8proc_int32_t)c)->combining_class;
}

/* Sorts the marks [a, b) of p by combining class, stably. */
static void sort_few(uint32_t *p, uint32_t a, uint32_t b)
{
    for (uint32_t k = a + 1; k < b; k++) {
        uint32_t c = p[k], class = ccc(c), j = k;
        while (j > a && ccc(p[j - 1]) > class) {
            p[j] = p[j - 1];
            j--;
        }
        p[j] = c;
    }
}

/* The same in linear time: a counting sort through to. */
static void sort_many(uint32_t *p, uint32_t a, uint32_t b, uint32_t *to)
{
    uint32_t at[257] = {0};
    for (uint32_t k = a; k < b; k++) at[(ccc(p[k]) & 255) + 1]++;
    for (uint32_t k = 1; k < 257; k++) at[k] += at[k - 1];
    for (uint32_t k = a; k < b; k++) to[at[ccc(p[k]) & 255]++] = p[k];
    memcpy(p + a, to, (size_t)(b - a) * sizeof *p);
}

/* Canonical ordering of out->seg. */
static onr_status sort(onr_folding *w, uint32_t n)
{
    onr_folded *o = w->out;
    for (uint32_t a = 0; a < n;) {
        uint32_t b = a;
        while (b < n && ccc(o->seg[b])) b++;
        if (b - a > FEW) {
            onr_status st = onr_grow(&o->seg2, &o->cap_seg2, b - a, sizeof *o->seg2, w->err);
            if (st != ONR_OK) return st;
            sort_many(o->seg, a, b, o->seg2);
        } else if (b > a + 1) {
            sort_few(o->seg, a, b);
        }
        a = b > a ? b : a + 1;
    }
    return ONR_OK;
}

onr_status onr_fold_segment(onr_folding *w, uint32_t start)
{
    onr_folded *o = w->out;
    uint32_t j = start, m = 0, from = w->n, n, taken = 0, flags = 0;
    uint64_t need;
    onr_status st;
    while (j < w->src_n) {
        uint32_t len, c = onr_decode(w->src + j, &len), class = onr_fold_class(c), kind = class & ONR_FOLD_KIND;
        if (kind == ONR_FOLD_DROP) {
            j += len;
            taken = 2;
            continue;
        }
        if (m && kind != ONR_FOLD_JOIN) break;
        if ((st = onr_grow(&o->seg, &o->cap_seg, (uint64_t)m + LONGEST, sizeof *o->seg, w->err)) != ONR_OK) return st;
        if (!m) flags = class;
        m += decompose(c, o->seg + m);
        taken++;
        j += len;
    }
    if (m > 1) {
        if ((st = sort(w, m)) != ONR_OK) return st;
        m = (uint32_t)utf8proc_normalize_utf32((utf8proc_int32_t *)o->seg, (utf8proc_ssize_t)m,
                                               (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    }
    need = (uint64_t)w->n + (uint64_t)m * 4 + (w->src_n - j) + ONR_FOLD_SLACK;
    if (need > w->room && (st = onr_fold_room(w, need)) != ONR_OK) return st;
    n = w->n;
    for (uint32_t k = 0; k < m; k++) {
        uint32_t c = onr_fold_extra(o->seg[k]);
        if (c == ' ' && n && o->p[n - 1] == ' ') continue; /* a spacing accent after a blank */
        n += onr_encode(c, o->p + n);
    }
    onr_fold_flags(w, flags, from, n);
    /* one character that became another of the same length, or a segment that stays as it was, needs no edit */
    if (n - from != j - start || ((taken > 1 || m > 1) && memcmp(o->p + from, w->src + start, n - from) != 0))
        st = onr_fold_edit(w, start, j - start, from, n - from);
    else
        st = ONR_OK;
    w->n = n;
    w->i = w->closed = j;
    return st;
}
