/* Sentences and clauses of a paragraph. See segment_inside.h. */
#include "segment_inside.h"

#include <string.h>

#define SHORT_QUOTE 80u /* code points: a shorter quotation stays inside its sentence when that goes on behind it */

static uint32_t count_cps(const uint8_t *p, uint32_t a, uint32_t b, uint32_t most)
{
    uint32_t n = 0;
    while (a < b && n <= most) {
        n += (p[a] & 0xC0) != 0x80;
        a++;
    }
    return n;
}

static int is_digit(uint8_t b) { return b >= '0' && b <= '9'; }

/* Does the full stop at `at` end a sentence? */
static int stop_ends(const onr_segdata *d, const onr_folded *f, uint32_t start, uint32_t at, uint32_t end)
{
    const uint8_t *p = f->p;
    uint32_t next = at + 1, k;
    if (next < end && p[next] == '.') return 0;                      /* ...: its last one decides */
    int dots = at > start && p[at - 1] == '.';
    if (onr_bit(f->wide, at) && !dots) return !(next < end && is_digit(p[next])); /* ．in Japanese and Chinese */
    k = next;
    while (k < end && (p[k] == '"' || p[k] == ')' || p[k] == '\'' || p[k] == ']')) k++;
    while (k + 2 < end && p[k] == 0xE2 && p[k + 1] == 0x80 && (p[k + 2] == 0x9D || p[k + 2] == 0x99)) k += 3;
    if (k >= end) return 1;
    if (p[k] != ' ') return k == next && p[k] >= 0xE3 && at > start && p[at - 1] >= 0x80 && !dots;
    uint32_t n = k + 1;
    while (n < end && (p[n] == '"' || p[n] == '(' || p[n] == '[' || p[n] == '\'')) n++;
    while (n + 2 < end && p[n] == 0xE2 && p[n + 1] == 0x80 && (p[n + 2] == 0x9C || p[n + 2] == 0x98)) n += 3;
    if (n < end && p[n] >= 'a' && p[n] <= 'z' && !onr_bit(f->upper, n)) return 0; /* goes on in lower case */
    if (dots) return n < end && (onr_bit(f->upper, n) || p[n] >= 0x80);
    /* an abbreviation, or the initial of a name */
    if (onr_words_before(&d->list[ONR_EN][ONR_SEG_ABBREV], p, start, next)) {
        uint32_t w = onr_words_before(&d->list[ONR_EN][ONR_SEG_ABBREV], p, start, next), b = next - w;
        if (b == start || !onr_is_word(p[b - 1])) return 0;
    }
    if (at > start && p[at - 1] >= 'a' && p[at - 1] <= 'z' && onr_bit(f->upper, at - 1) &&
        (at - 1 == start || p[at - 2] == ' ' || p[at - 2] == '.'))
        return 0; /* J. Smith, U.S. */
    return 1;
}

/* Is there an end of a sentence at `at`? Returns the bytes of the ender (a run of them), 0: no. */
static uint32_t ender_at(const onr_segdata *d, const onr_folded *f, const onr_para *x, uint32_t start, uint32_t at,
                         const onr_seg_carry *carry)
{
    const uint8_t *p = f->p;
    uint8_t b = p[at];
    if (b == '.') return stop_ends(d, f, start, at, x->end) ? 1 : 0;
    if (b == '!' || b == '?') {
        uint32_t e = at + 1;
        while (e < x->end && (p[e] == '!' || p[e] == '?')) e++;
        if (e < x->end && onr_is_word(p[e]) && !onr_bit(f->wide, at)) return 0; /* a?b of an address */
        return e - at;
    }
    uint8_t lang = b >= 0x80 ? (carry->doc_lang == ONR_ZH ? ONR_ZH : ONR_JA) : ONR_EN;
    if (b < 0x80) return 0;
    uint32_t n = onr_words_at(&d->list[lang][ONR_SEG_ENDER], p, at, x->end);
    if (!n) return 0;
    uint32_t e = at + n, m;
    while (e < x->end && ((m = onr_words_at(&d->list[lang][ONR_SEG_ENDER], p, e, x->end)) > 0 || p[e] == '!' || p[e] == '?'))
        e += m ? m : 1;
    return e - at;
}

/* What may close behind an end: brackets and the closing marks of quotations. */
static uint32_t closers_at(const onr_segdata *d, const uint8_t *p, uint32_t at, uint32_t end)
{
    uint32_t e = at;
    while (e < end) {
        uint32_t n = 0;
        for (uint32_t k = 0; !n && k < d->n_pair; k++) {
            onr_word c = d->pair[k].close;
            if (c.n <= end - e && !memcmp(p + e, c.p, c.n)) {
                int both = c.n == d->pair[k].open.n && !memcmp(c.p, d->pair[k].open.p, c.n);
                if (!both || e == at) n = c.n;
            }
        }
        for (uint32_t lang = 0; !n && lang < ONR_N_LANG; lang++) n = onr_words_at(&d->list[lang][ONR_SEG_CLOSER], p, e, end);
        if (!n && p[e] == '"' && (e + 1 == end || p[e + 1] == ' ')) n = 1;
        if (!n) break;
        e += n;
    }
    return e - at;
}

static uint16_t mood(const onr_segdata *d, const uint8_t *p, uint32_t start, uint32_t end, uint8_t lang)
{
    uint32_t e = end;
    while (e > start) { /* behind closing marks */
        uint32_t b, c = onr_decode_back(p, e, &b);
        if (c == '"' || c == ')' || c == ']' || c == 0x201D || c == 0x300D || c == 0x300F || c == ' ') e = b;
        else break;
    }
    if (e > start && (p[e - 1] == '?' || (p[e - 1] == '!' && e - 1 > start && p[e - 2] == '?'))) return ONR_F_QUESTION;
    if (lang < ONR_N_LANG && onr_words_before(&d->list[lang][ONR_SEG_QUESTION_END], p, start, e)) return ONR_F_QUESTION;
    return 0;
}

static uint8_t language_of(const uint8_t *p, uint32_t start, uint32_t end, const onr_para *x, const onr_seg_carry *carry)
{
    onr_profile seen;
    if (carry->forced_lang != ONR_LANG_UNKNOWN) return carry->forced_lang;
    if (x->lang != ONR_LANG_UNKNOWN) return x->lang;
    memset(&seen, 0, sizeof seen);
    onr_profile_text(&seen, p + start, end - start);
    uint8_t lang = onr_language(&seen);
    if (lang != ONR_LANG_UNKNOWN) return lang;
    if (!seen.han && !seen.latin && carry->prev_lang != ONR_LANG_UNKNOWN) return carry->prev_lang;
    if (carry->turn_lang != ONR_LANG_UNKNOWN && carry->turn_lang != ONR_EN) return carry->turn_lang;
    if (carry->prev_lang != ONR_LANG_UNKNOWN && carry->prev_lang != ONR_EN) return carry->prev_lang;
    return carry->doc_lang;
}

static onr_status add(const onr_segdata *d, const onr_folded *f, const onr_para *x, uint32_t start, uint32_t end,
                      uint16_t flags, onr_seg_carry *carry, onr_layout *out, onr_error *err)
{
    const uint8_t *p = f->p;
    start = onr_skip_blanks(p, start, end);
    end = onr_trim_blanks(p, start, end);
    if (start >= end) return ONR_OK;
    onr_status st = onr_grow(&out->s, &out->cap_s, (uint64_t)out->ns + 1, sizeof *out->s, err);
    if (st != ONR_OK) return st;
    onr_sentence *s = &out->s[out->ns];
    memset(s, 0, sizeof *s);
    s->start = start;
    s->end = end;
    s->lang = language_of(p, start, end, x, carry);
    s->flags = (uint16_t)(flags | x->flags | mood(d, p, start, end, s->lang));
    s->turn = carry->turn;
    s->para = carry->para;
    s->role = carry->role;
    if (!carry->turn_sentences++) s->flags |= ONR_F_TURN;
    if (carry->turn_lang == ONR_LANG_UNKNOWN) carry->turn_lang = s->lang;
    carry->prev_lang = s->lang;
    st = onr_clauses(d, f, s, out, err);
    if (st == ONR_OK) out->ns++;
    return st;
}

/* Where to cut a sentence that is too long: at the last comma or blank of its last quarter, else at a character. */
static uint32_t soft_cut(const uint8_t *p, uint32_t start)
{
    uint32_t end = start + ONR_MAX_SENTENCE, at = end;
    while (at > end - ONR_MAX_SENTENCE / 4) {
        at--;
        if (p[at] == ' ' || p[at] == ',') return at + 1;
        if (p[at] == 0x81 && p[at - 1] == 0x80 && p[at - 2] == 0xE3) return at + 1; /* 、 */
    }
    while ((p[end] & 0xC0) == 0x80) end--;
    return end;
}

onr_status onr_sentences(const onr_segdata *d, const onr_folded *f, const onr_para *x, uint32_t q0, onr_seg_carry *carry,
                         onr_layout *out, uint32_t *used, onr_error *err)
{
    const uint8_t *p = f->p;
    uint32_t start = onr_skip_blanks(p, x->start, x->end), at = start, q = q0;
    uint16_t first = ONR_F_PARA;
    int32_t in = -1; /* innermost quote that `at` stands in */
    onr_status st = ONR_OK;
    while (st == ONR_OK && at < x->end) {
        while (q < out->nq && out->q[q].in_start <= at) {
            if (!out->q[q].title) in = (int32_t)q;
            q++;
        }
        while (in >= 0 && out->q[in].in_end <= at) in = out->q[in].parent;
        if (at - start >= ONR_MAX_SENTENCE) {
            uint32_t cut = soft_cut(p, start);
            st = add(d, f, x, start, cut, (uint16_t)(first | ONR_F_FORCED), carry, out, err);
            first = 0;
            start = cut;
            *used = cut;
        }
        uint32_t n = ender_at(d, f, x, start, at, carry);
        if (!n) {
            at++;
            continue;
        }
        uint32_t end = at + n, close = closers_at(d, p, end, x->end), stop = end + close;
        int ends = 1;
        if (in >= 0 && out->q[in].closed) {
            const onr_quote *o = &out->q[in];
            if (end < o->in_end) { /* inside a quotation: only a long one is several sentences */
                ends = count_cps(p, o->in_start, o->in_end, SHORT_QUOTE) > SHORT_QUOTE;
            } else if (stop >= o->end) { /* right before its closing mark */
                ends = stop >= x->end || p[stop] == ' ';
                if (ends && stop + 1 < x->end) {
                    uint32_t k = stop + 1;
                    if (p[k] >= 'a' && p[k] <= 'z' && !onr_bit(f->upper, k)) ends = 0; /* …?" he said */
                }
                for (uint32_t lang = 0; ends && lang < ONR_N_LANG; lang++)
                    if (onr_words_at(&d->list[lang][ONR_SEG_SAYING], p, onr_skip_blanks(p, stop, x->end), x->end)) ends = 0;
            }
        }
        if (ends) {
            uint16_t quoted = in >= 0 && out->q[in].closed && out->q[in].in_start <= start && out->q[in].in_end >= end
                                  ? ONR_F_QUOTED
                                  : 0;
            st = add(d, f, x, start, stop, (uint16_t)(first | quoted), carry, out, err);
            first = 0;
            start = stop;
            *used = stop;
        }
        at = stop > at ? stop : at + 1;
    }
    if (st != ONR_OK) return st;
    if (!x->cut || out->ns == 0) {
        while (st == ONR_OK && x->end - start > ONR_MAX_SENTENCE) {
            uint32_t cut = soft_cut(p, start);
            st = add(d, f, x, start, cut, (uint16_t)(first | ONR_F_FORCED), carry, out, err);
            first = 0;
            start = cut;
        }
        if (st == ONR_OK) st = add(d, f, x, start, x->end, first, carry, out, err);
        *used = x->end;
    }
    return st;
}

onr_status onr_clauses(const onr_segdata *d, const onr_folded *f, onr_sentence *s, onr_layout *out, onr_error *err)
{
    const uint8_t *p = f->p;
    uint32_t start = s->start, at = start;
    const onr_words *comma = s->lang < ONR_N_LANG ? &d->list[s->lang][ONR_SEG_COMMA] : NULL,
                    *conj = s->lang < ONR_N_LANG ? &d->list[s->lang][ONR_SEG_CONJUNCTION] : NULL,
                    *after = s->lang < ONR_N_LANG ? &d->after[s->lang] : NULL;
    s->clause0 = out->nc;
    s->n_clause = 0;
    for (;;) {
        uint32_t cut = 0, next = at + 1;
        if (at < s->end && comma) {
            uint32_t n = onr_words_at(comma, p, at, s->end), m;
            if (n && p[at] == ',' && at + 1 < s->end && is_digit(p[at + 1]) && at > start && is_digit(p[at - 1])) n = 0;
            if (n && p[at] == ':' && at + 1 < s->end && is_digit(p[at + 1])) n = 0;
            if (n && s->lang == ONR_EN && p[at] < 0x80 && at + n < s->end && p[at + n] != ' ') n = 0;
            if (n) cut = next = at + n;
            if (!cut && (m = onr_words_at(after, p, at, s->end)) > 0) cut = next = at + m;
            if (!cut && at > start && (m = onr_words_at(conj, p, at, s->end)) > 0) {
                int word = onr_is_word(p[at]);
                if (!word || (!onr_is_word(p[at - 1]) && (at + m >= s->end || !onr_is_word(p[at + m])))) {
                    cut = at;
                    next = at + m;
                }
            }
        }
        if (at >= s->end) cut = s->end;
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
