/* Content, certainty, grounds and channel of a claim. See resolve_inside.h. */
#include "resolve_inside.h"

#include <string.h>

static const onr_range nothing = {ONR_NONE, ONR_NONE};

/* Without blanks, commas and stops at its ends. */
static onr_range trim(const onr_resolver *r, onr_range x)
{
    if (x.start == ONR_NONE) return x;
    const uint8_t *p = r->f->p;
    while (x.start < x.end) {
        uint32_t n, c = onr_decode(p + x.start, &n);
        if (c != ' ' && c != ',' && c != ':' && c != ';' && c != '.' && c != 0x3001 && c != 0x3002) break;
        x.start += n;
    }
    while (x.end > x.start) {
        uint32_t b, c = onr_decode_back(p, x.end, &b);
        if (c != ' ' && c != ',' && c != ':' && c != ';' && c != '.' && c != '!' && c != '?' && c != 0x3001 &&
            c != 0x3002)
            break;
        x.end = b;
    }
    return x.start < x.end ? x : nothing;
}

static int has_content(uint8_t kind, uint8_t lang)
{
    if (kind == ONR_DENIAL || kind == ONR_REFUSAL) return lang == ONR_EN; /* what stands right behind the verb */
    return kind == ONR_SOURCE || kind == ONR_DEMAND || kind == ONR_WARNING || kind == ONR_CONFIRMATION ||
           kind == ONR_AGREEMENT || kind == ONR_COMMITMENT;
}

/* The sentence of the window in which the byte stands, or the last one before it. */
static uint32_t sentence_at(const onr_resolver *r, uint32_t at)
{
    uint32_t lo = r->si, hi = r->l->ns;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->l->s[mid].start <= at)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

/* The quotation that goes on with what one before the cue began ("It is late," she said. "We will go."): behind the
 * words of reporting in their sentence, or all of what follows that sentence in the paragraph or the next ones of it.
 * Nothing else may report it: behind its end stands nothing of its sentence. */
static onr_range goes_on(const onr_resolver *r, uint32_t behind)
{
    enum { FAR = 300 }; /* bytes of words of reporting */
    const onr_layout *l = r->l;
    const onr_sentence *s = &l->s[r->si];
    const uint8_t *p = r->f->p;
    uint32_t i = onr_quote_from(r, behind), b, n;
    if (i >= l->nq || l->q[i].title || l->q[i].depth || l->q[i].in_start >= l->q[i].in_end) return nothing;
    const onr_quote *q = &l->q[i];
    if (q->start < s->end) {
        uint32_t end = q->start;
        while (end > behind && p[end - 1] == ' ') end--;
        if (q->start - behind > FAR || end <= behind) return nothing;
        uint32_t c = onr_decode_back(p, end, &b);
        if (c != ',' && c != 0x3001) return nothing;
    } else if (r->si + 1 >= l->ns || l->s[r->si + 1].start != q->start || l->s[r->si + 1].para != s->para ||
               s->end - behind > FAR) {
        return nothing;
    }
    const onr_sentence *last = &l->s[sentence_at(r, q->end - 1)];
    if (last->para != s->para) return nothing;
    if (q->closed && q->start >= s->end) { /* a comma shows that who says it follows */
        uint32_t c = onr_decode_back(p, q->in_end, &b);
        if (c == ',' || c == 0x3001) return nothing;
    }
    for (uint32_t at = q->end; q->closed && at < last->end; at += n) {
        uint32_t c = onr_decode(p + at, &n);
        if (c != ' ' && c != '.' && c != 0x3002 && c != ')' && c != 0x201D) return nothing;
    }
    return trim(r, (onr_range){q->in_start, q->in_end});
}

onr_content_of onr_content(onr_resolver *r, const onr_cand *c, onr_range holder, onr_range mention)
{
    const onr_rule *rule = &r->pack->rule[c->rule];
    const onr_sentence *s = &r->l->s[r->si];
    const uint8_t *p = r->f->p;
    onr_range zone = {s->start, s->end};
    const onr_content_of none = {nothing, nothing};
    int left;
    if (c->g[ONR_G_CONTENT].start != ONR_NONE) return (onr_content_of){c->g[ONR_G_CONTENT], nothing};
    if (rule->content == ONR_CONTENT_NONE || (rule->content == ONR_CONTENT_AUTO && !has_content(c->kind, s->lang)))
        return none;
    left = rule->content == ONR_CONTENT_LEFT || (rule->content == ONR_CONTENT_AUTO && s->lang == ONR_JA);
    int32_t qi = onr_quote_of(r, c->match);
    if (qi >= 0) zone = onr_quote_inside(r, qi);
    if (s->lang == ONR_EN && !left) {
        int according = 0;
        for (int i = 0; i < 6 && rule->holder[i] != ONR_HOW_END; i++)
            according |= rule->holder[i] == ONR_HOW_CLASS0 + r->pack->known[ONR_C_ACCORDING];
        uint32_t behind;
        onr_content_of x = onr_english_content(r, c, according, qi, zone, mention, &behind);
        x.at = trim(r, x.at);
        x.continued = behind != ONR_NONE && qi < 0 ? goes_on(r, behind) : trim(r, x.continued);
        return x;
    }
    /* A quotation next to the cue is its content. Quotes are sorted by start; only those of the sentence matter. */
    uint32_t lo = onr_quote_from(r, zone.start), cue = onr_quote_from(r, c->cue.start);
    uint32_t hi = r->l->nq - cue > ONR_NEAR ? cue + ONR_NEAR : r->l->nq;
    if (cue - lo > ONR_NEAR && cue > lo) lo = cue - ONR_NEAR;
    for (uint32_t i = lo; i < hi && r->l->q[i].start < zone.end; i++) {
        const onr_quote *q = &r->l->q[i];
        if (q->title || !q->closed || q->end > zone.end || (int32_t)i == qi) continue;
        onr_range in = {q->in_start, q->in_end};
        if (left ? q->end <= c->cue.start && onr_back(r, c->cue.start, 16, zone.start) <= q->end
                 : q->start >= c->cue.end && onr_forth(r, c->cue.end, 4, zone.end) >= q->start)
            return (onr_content_of){trim(r, in), left && qi < 0 ? goes_on(r, c->cue.end) : nothing};
    }
    if (left) {
        onr_range x = {zone.start, c->cue.start};
        /* what is said, then who says it: 苦情はない、と同店は言う */
        if (s->lang == ONR_JA && c->kind == ONR_SOURCE && holder.start != ONR_NONE && holder.end <= c->cue.start &&
            holder.start >= x.start + 3 && !memcmp(p + holder.start - 3, "と", 3))
            return (onr_content_of){trim(r, (onr_range){x.start, holder.start - 3}), nothing};
        if (holder.start != ONR_NONE && holder.end <= c->cue.start && holder.end > x.start) {
            x.start = holder.end;
            uint32_t n, h = onr_decode(p + x.start, &n); /* the particle that marks the holder */
            if (h >= 0x3041 && h <= 0x309F) x.start += n;
        }
        return (onr_content_of){trim(r, x), nothing};
    }
    return (onr_content_of){trim(r, (onr_range){c->cue.end, zone.end}), nothing};
}

void onr_certainty(const onr_resolver *r, const onr_cand *c, uint8_t *certainty, onr_range *hedge)
{
    onr_few few = onr_marks_near(r, r->si, c->match);
    const onr_rule *rule = &r->pack->rule[c->rule];
    *certainty = ONR_ASSERTED;
    *hedge = nothing;
    for (uint32_t i = few.from; i < few.to; i++) {
        const onr_seen *x = &r->seen[i];
        const onr_mark *m = &r->pack->mark[x->mark];
        if (!m->certainty || m->certainty - 1 <= *certainty || !onr_governs(r, r->si, x, c->cue)) continue;
        /* the content is hedged, not the report */
        if (c->kind == ONR_SOURCE && onr_gap(x->at, c->cue) > 3) continue; /* 似乎在说 */
        *certainty = (uint8_t)(m->certainty - 1);
        *hedge = x->at;
    }
    if (*certainty == ONR_ASSERTED && rule->certainty && c->kind == rule->kind) { /* its own words say so */
        *certainty = (uint8_t)rule->certainty;
        *hedge = c->cue;
    }
}

static uint8_t among(const onr_resolver *r, uint32_t mark, uint32_t known0, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (onr_in_class(r->pack, &r->pack->mark[mark], known0 + i)) return (uint8_t)i;
    return ONR_NIL;
}

uint8_t onr_channel(const onr_resolver *r, const onr_cand *c)
{
    onr_few few = onr_marks_near(r, r->si, c->match);
    uint32_t best = ONR_NONE;
    uint8_t channel = ONR_NIL;
    if (!(r->known[r->si].has & onr_masks(r->pack, ONR_C_CHANNEL0, 4))) return ONR_NIL;
    for (uint32_t i = few.from; i < few.to; i++) {
        uint8_t x = among(r, r->seen[i].mark, ONR_C_CHANNEL0, 4);
        uint32_t gap = onr_gap(r->seen[i].at, c->match);
        if (x == ONR_NIL || gap >= best) continue;
        best = gap;
        channel = x;
    }
    return channel;
}

/* How near to the cue a ground stands, the nearest first: beside it, in the words of the refusal itself, in the
 * sentence before, in the next one. */
static uint32_t nearness(const onr_resolver *r, const onr_cand *c, uint32_t si, onr_range at)
{
    uint32_t far = 2 * ONR_MAX_SENTENCE;
    if (si != r->si) return at.start > c->cue.end ? 2 * far + (at.start - c->cue.end) : far + (c->cue.start - at.end);
    return onr_meet(at, c->cue) ? far - 1 : onr_gap(at, c->cue);
}

onr_status onr_grounds(onr_resolver *r, const onr_cand *c, uint32_t *n, uint8_t *nearest, onr_range *span,
                       onr_error *err)
{
    const onr_rule *rule = &r->pack->rule[c->rule];
    const onr_sentence *s = &r->l->s[r->si];
    const uint32_t here =
        1u << ONR_IN_CLAUSE | 1u << ONR_IN_SENTENCE | 1u << ONR_IN_LEFT | 1u << ONR_IN_RIGHT | 1u << ONR_IN_QUOTE;
    uint32_t best = ONR_NONE;
    *n = 0;
    *nearest = ONR_NIL;
    *span = nothing;
    if (c->kind != ONR_REFUSAL) return ONR_OK;
    int32_t qi = onr_quote_of(r, c->match);
    for (int where = -1; where <= 1; where++) { /* the sentence before, its own, the next one */
        uint32_t si = r->si;
        if (!(rule->reason_in & (where ? 1u << (where < 0 ? ONR_IN_PREV : ONR_IN_NEXT) : here))) continue;
        if (where < 0 ? si == 0 : where > 0 && si + 1 >= r->l->ns) continue;
        si = where < 0 ? si - 1 : si + (uint32_t)where;
        onr_range zone = {r->l->s[si].start, r->l->s[si].end};
        if (where) {
            if (r->l->s[si].para != s->para || r->l->s[si].lang != s->lang) continue;
        } else {
            if (!(rule->reason_in & 1u << ONR_IN_SENTENCE)) {
                if (rule->reason_in & 1u << ONR_IN_CLAUSE)
                    zone = onr_clause_at(r, si, c->cue.start);
                else if (!(rule->reason_in & 1u << ONR_IN_RIGHT))
                    zone.end = c->cue.end;
                else if (!(rule->reason_in & 1u << ONR_IN_LEFT))
                    zone.start = c->cue.start;
            }
            if (qi >= 0) {
                onr_range in = onr_quote_inside(r, qi);
                if (in.start > zone.start) zone.start = in.start;
                if (in.end < zone.end) zone.end = in.end;
            }
        }
        onr_status st = onr_know_grounds(r, si, err);
        if (st != ONR_OK) return st;
        onr_few few = onr_grounds_near(r, si, c->cue);
        st = onr_grow(&r->ground, &r->cap_ground, (uint64_t)*n + few.to - few.from, sizeof *r->ground, err);
        if (st != ONR_OK) return st;
        for (uint32_t i = few.from; i < few.to; i++) {
            const onr_seen *x = &r->seen[i];
            const onr_mark *m = &r->pack->mark[x->mark];
            uint8_t reason = among(r, x->mark, ONR_C_REASON0, ONR_N_REASON);
            if (reason == ONR_NIL || !onr_inside(x->at, zone)) continue;
            /* A mark of a bounded reach is a topic that is a ground only beside the refusal. */
            if (where ? m->reach_cp || (m->reach != ONR_REACH_SENTENCE && m->reach != ONR_REACH_REST)
                      : !onr_governs(r, si, x, c->cue))
                continue;
            onr_cps at = onr_original(r->u, r->f, r->carry->cp0, x->at.start, x->at.end);
            /* one ground for touching marks of one class */
            if (*n && r->ground[*n - 1].reason == reason && at.start <= r->ground[*n - 1].end) {
                if (at.end > r->ground[*n - 1].end) r->ground[*n - 1].end = at.end;
            } else {
                r->ground[(*n)++] = (onr_ground){reason, at.start, at.end};
            }
            uint32_t gap = nearness(r, c, si, x->at);
            if (gap < best) {
                best = gap;
                *nearest = reason;
            }
            if (!where) {
                if (span->start == ONR_NONE) *span = x->at;
                if (x->at.end > span->end) span->end = x->at.end;
            }
        }
    }
    return ONR_OK;
}
