/* Clauses of a sentence: they tile it. See segment_inside.h. */
#include "segment_inside.h"

/* Is there nothing but blanks and opening marks? A clause is more than them. */
static int is_bare(const onr_segdata *d, const uint8_t *p, uint32_t start, uint32_t end)
{
    while (start < end) {
        uint32_t n = p[start] == ' ' || p[start] == '(' || p[start] == '[';
        for (uint32_t k = 0; !n && k < d->n_pair; k++)
            if (d->pair[k].open.n <= end - start && onr_word_at(d->pair[k].open, p + start)) n = d->pair[k].open.n;
        if (!n) return 0;
        start += n;
    }
    return 1;
}

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
    if (n) {
        uint32_t verb = onr_words_behind(&d->after[s->lang], p, start, at, at + n);
        if (verb > onr_words_behind(&d->not_after[s->lang], p, start, at, at + n)) return *next = at + n;
    }
    n = at > start ? onr_words_at(&d->list[s->lang][ONR_SEG_CONJUNCTION], p, at, s->end) : 0;
    if (!n) return 0;
    if (onr_is_word(p[at]) && (onr_is_word(p[at - 1]) || (at + n < s->end && onr_is_word(p[at + n])))) return 0;
    *next = at + n;
    return is_bare(d, p, start, at) ? 0 : at;
}

static onr_status put(uint32_t start, uint32_t end, onr_sentence *s, onr_layout *out, onr_error *err)
{
    onr_status st = onr_grow(&out->c, &out->cap_c, (uint64_t)out->nc + 1, sizeof *out->c, err);
    if (st != ONR_OK) return st;
    out->c[out->nc++] = (onr_clause){start, end};
    s->n_clause++;
    return ONR_OK;
}

onr_status onr_clauses(const onr_segdata *d, const onr_folded *f, onr_para *x, onr_sentence *s, onr_layout *out,
                       onr_error *err)
{
    uint32_t start = s->start, next = start;
    onr_status st = ONR_OK;
    s->clause0 = out->nc;
    s->n_clause = 0;
    for (; st == ONR_OK && x->next < x->n_place && x->place[x->next].at < s->end; x->next++) {
        uint32_t at = x->place[x->next].at;
        if (s->lang >= ONR_N_LANG || at < next || !(x->place[x->next].what >> s->lang & ONR_AT_CLAUSE0)) continue;
        next = at + 1;
        uint32_t cut = clause_cut(d, s, f->p, start, at, &next);
        if (cut <= start) continue;
        st = put(start, cut, s, out, err);
        start = cut;
    }
    if (st == ONR_OK && start < s->end) st = put(start, s->end, s, out, err);
    return st;
}
