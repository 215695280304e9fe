/* Clauses of a sentence: they tile it. See segment_inside.h. */
#include "segment_inside.h"

/* Where the clause that goes through `at` ends if it ends here: 0 no; *next: where to look on. */
static uint32_t clause_cut(const onr_segdata *d, const onr_sentence *s, const uint8_t *p, uint32_t start, uint32_t at,
                           uint32_t *next)
{
    uint32_t n = onr_words_at(&d->list[s->lang][ONR_SEG_COMMA], p, at, s->end);
    int digit = at + 1 < s->end && onr_is_digit(p[at + 1]);
    if (n && digit && (p[at] == ':' || (p[at] == ',' && at > start && onr_is_digit(p[at - 1]))))
        n = 0; /* 1,000 10:30 */
    if (n && s->lang == ONR_EN && p[at] < 0x80 && p[at] != ' ' && at + n < s->end && onr_is_word(p[at + n])) n = 0;
    if (n) {
        uint32_t cut = at + n;
        while (cut < s->end && (p[cut] == ' ' || p[cut] == '"' || p[cut] == ')')) cut++; /* …,” he said */
        while (cut + 2 < s->end && p[cut] == 0xE2 && p[cut + 1] == 0x80 && p[cut + 2] == 0x9D) cut += 3;
        while (cut > at + n && p[cut - 1] == ' ') cut--;
        return *next = cut;
    }
    n = onr_words_at(&d->after_end, p, at, s->end);
    if (n && onr_words_before(&d->after[s->lang], p, start, at + n)) return *next = at + n;
    n = at > start ? onr_words_at(&d->list[s->lang][ONR_SEG_CONJUNCTION], p, at, s->end) : 0;
    if (!n) return 0;
    if (onr_is_word(p[at]) && (onr_is_word(p[at - 1]) || (at + n < s->end && onr_is_word(p[at + n])))) return 0;
    *next = at + n;
    return at;
}

onr_status onr_clauses(const onr_segdata *d, const onr_folded *f, onr_sentence *s, onr_layout *out, onr_error *err)
{
    const uint8_t *p = f->p;
    uint32_t start = s->start, at = start;
    s->clause0 = out->nc;
    s->n_clause = 0;
    for (;;) {
        uint32_t cut = 0, next = at + 1;
        if (at < s->end && s->lang < ONR_N_LANG) {
            const unsigned bit = (unsigned)ONR_AT_CLAUSE0 << s->lang;
            /* most bytes: nothing that parts clauses begins here; a Latin word only where a word begins */
            while (at < s->end && (!(d->two[(unsigned)p[at] << 8 | p[at + 1]] & bit) ||
                                   (onr_is_word(p[at]) && at > start && onr_is_word(p[at - 1]))))
                at++;
            if (at >= s->end) continue;
            next = at + 1;
            cut = clause_cut(d, s, p, start, at, &next);
        } else if (at < s->end) {
            next = s->end;
        } else {
            cut = s->end;
        }
        if (cut && cut > start) {
            onr_status st = onr_grow(&out->c, &out->cap_c, (uint64_t)out->nc + 1, sizeof *out->c, err);
            if (st != ONR_OK) return st;
            out->c[out->nc++] = (onr_clause){start, cut};
            s->n_clause++;
            start = cut;
        }
        if (at >= s->end) return ONR_OK;
        at = next;
    }
}
