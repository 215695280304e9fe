/* See simplify.h. */
#include "simplify.h"

#include "language.h"

void onr_simplify(onr_folded *f, const onr_layout *l)
{
    for (uint32_t k = 0; k < l->ns; k++) {
        const onr_sentence *s = &l->s[k];
        uint32_t simplified = 0, traditional = 0, n;
        if (s->lang != ONR_ZH) continue;
        for (uint32_t i = s->start; i < s->end; i += n) {
            uint32_t c = onr_decode(f->p + i, &n);
            simplified += onr_han(c) == ONR_HAN_SIMPLIFIED;
            traditional += onr_simple(c) != c;
        }
        if (traditional <= simplified) continue;
        for (uint32_t i = s->start; i < s->end; i += n) {
            uint32_t c = onr_decode(f->p + i, &n), to = n == 3 ? onr_simple(c) : c;
            if (to == c) continue;
            f->p[i] = (uint8_t)(0xE0 | to >> 12);
            f->p[i + 1] = (uint8_t)(0x80 | (to >> 6 & 0x3F));
            f->p[i + 2] = (uint8_t)(0x80 | (to & 0x3F));
        }
    }
}
