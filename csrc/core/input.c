#include "input.h"
#include <string.h>
onr_status onr_input_window(const onr_text *t, uint64_t from, uint32_t max, onr_utf8 *o, uint64_t *next, onr_error *err)
{
    uint64_t i = from; uint32_t n = 0, cps = 0;
    uint64_t est = (t->n - from) * 4; if (est > max) est = max;
    uint8_t *raw = o->p ? o->p - ONR_PAD : NULL;
    uint32_t cap = o->cap;
    if (onr_grow(&raw, &cap, est + 2 * ONR_PAD + 8, 1, err)) return err->code;
    o->p = raw + ONR_PAD; o->cap = cap;
    memset(raw, 0, ONR_PAD);
    while (i < t->n) {
        uint32_t c, len;
        if (t->kind == 1) c = ((const uint8_t *)t->data)[i];
        else if (t->kind == 2) c = ((const uint16_t *)t->data)[i];
        else if (t->kind == 4) c = ((const uint32_t *)t->data)[i];
        else c = onr_decode((const uint8_t *)t->data + i, &len);
        uint8_t b[4]; len = onr_encode(c, b);
        if (n + len > max) break;
        memcpy(o->p + n, b, len); n += len; cps++; i += t->kind ? 1 : len;
    }
    memset(o->p + n, 0, ONR_PAD);
    o->n = n; o->n_cp = cps; *next = i;
    if (onr_grow(&o->cp_at, &o->cap_at, n / 64 + 2, 4, err)) return err->code;
    uint32_t k = 0;
    for (uint32_t j = 0; j <= n; j++) { if (j % 64 == 0) o->cp_at[j / 64] = k; if (j < n && (o->p[j] & 0xC0) != 0x80) k++; }
    return ONR_OK;
}
uint32_t onr_utf8_cp(const onr_utf8 *u, uint32_t at)
{
    uint32_t k = u->cp_at[at / 64];
    for (uint32_t j = at & ~63u; j < at; j++) k += (u->p[j] & 0xC0) != 0x80;
    return k;
}
uint32_t onr_utf8_byte(const onr_utf8 *u, uint32_t cp)
{
    uint32_t lo = 0, hi = u->n / 64 + 1;
    if (cp >= u->n_cp) return u->n;
    while (hi - lo > 1) { uint32_t m = (lo + hi) / 2; if (u->cp_at[m] <= cp) lo = m; else hi = m; }
    uint32_t j = lo * 64, k = u->cp_at[lo];
    for (;; j++) if ((u->p[j] & 0xC0) != 0x80) { if (k == cp) return j; k++; }
}
void onr_utf8_free(onr_utf8 *u) { if (u->p) onr_free(u->p - ONR_PAD); onr_free(u->cp_at); memset(u, 0, sizeof *u); }
