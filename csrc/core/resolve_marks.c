/* What a sentence holds: its marks, the names made of them, its clauses and quotes. See resolve_inside.h. */
#include "resolve_inside.h"

#include <string.h>

/* Where the speaker names himself (I, we; 我). */
static onr_status selves(onr_resolver *r, uint32_t si, onr_error *err)
{
    onr_known *k = &r->known[si];
    const onr_sentence *s = &r->l->s[si];
    const uint8_t *p = r->f->p;
    k->self0 = r->n_self;
    for (uint32_t i = s->start; s->lang != ONR_JA && i < s->end; i++) {
        if (s->lang == ONR_EN) {
            uint32_t n = p[i] == 'i' ? 1 : p[i] == 'w' && p[i + 1] == 'e' ? 2 : 0;
            if (!n || i + n > s->end || (i + n < s->end && onr_is_word(p[i + n]))) continue;
            if (i > s->start && (onr_is_word(p[i - 1]) || p[i - 1] == '\'')) continue;
        } else if (p[i] != 0xE6 || i + 3 > s->end || memcmp(p + i, "我", 3)) {
            continue;
        }
        onr_status st = onr_grow(&r->self, &r->cap_self, (uint64_t)r->n_self + 1, sizeof *r->self, err);
        if (st != ONR_OK) return st;
        r->self[r->n_self++] = i;
    }
    k->n_self = r->n_self - k->self0;
    return ONR_OK;
}

/* Adds the marks of one part that stand in a sentence, in order; how many they are is in r->marks. */
static onr_status find_marks(onr_resolver *r, uint32_t si, uint32_t part, onr_error *err)
{
    const onr_sentence *s = &r->l->s[si];
    r->marks.n = 0;
    if (s->lang >= ONR_N_LANG) return ONR_OK;
    onr_status st =
        onr_match(r->pack, s->lang, part, ONR_SPEAKS_ANY, r->f, (onr_range){s->start, s->end}, &r->m, &r->marks, err);
    if (st == ONR_OK) st = onr_grow(&r->seen, &r->cap_seen, (uint64_t)r->n_seen + r->marks.n, sizeof *r->seen, err);
    for (uint32_t i = 0; st == ONR_OK && i < r->marks.n; i++) {
        const onr_event *e = &r->marks.e[i];
        onr_range at = e->g[ONR_G_CUE].start != ONR_NONE ? e->g[ONR_G_CUE] : (onr_range){e->start, e->end};
        r->seen[r->n_seen++] = (onr_seen){at, r->pack->entry[e->entry].owner};
    }
    return st;
}

onr_status onr_know(onr_resolver *r, uint32_t si, onr_error *err)
{
    onr_known *k = &r->known[si];
    if (k->loaded) return ONR_OK;
    uint32_t was = ONR_STAGE(ONR_STAGE_MARKS);
    memset(k, 0, sizeof *k);
    k->seen0 = r->n_seen;
    k->name0 = r->n_name;
    onr_status st = find_marks(r, si, ONR_PART_MARKS, err);
    if (st != ONR_OK) return st;
    k->n_seen = r->marks.n;
    for (uint32_t i = k->seen0; i < r->n_seen; i++) k->has |= (uint64_t)1 << r->pack->mark[r->seen[i].mark].cls;
    k->loaded = 1;
    (void)ONR_STAGE(ONR_STAGE_NAMES);
    st = selves(r, si, err);
    if (st == ONR_OK) st = onr_names(r, si, err);
    (void)ONR_STAGE(was);
    return st;
}

onr_status onr_know_grounds(onr_resolver *r, uint32_t si, onr_error *err)
{
    onr_status st = onr_know(r, si, err);
    onr_known *k = &r->known[si];
    uint64_t reasons = onr_masks(r->pack, ONR_C_REASON0, ONR_N_REASON);
    if (st != ONR_OK || k->grounds) return st;
    k->ground0 = r->n_seen;
    if ((st = find_marks(r, si, ONR_PART_GROUNDS, err)) != ONR_OK) return st;
    k->n_ground = r->marks.n;
    k->grounds = 1;
    if (!(k->has & reasons)) return ONR_OK;
    /* some stand among the other marks, as a condition asks for their class: merged from behind, in order */
    uint32_t more = 0, a = k->n_ground, b = k->n_seen;
    for (uint32_t i = 0; i < k->n_seen; i++)
        more += (uint32_t)(reasons >> r->pack->mark[r->seen[k->seen0 + i].mark].cls) & 1;
    st = onr_grow(&r->seen, &r->cap_seen, (uint64_t)r->n_seen + more, sizeof *r->seen, err);
    if (st != ONR_OK) return st;
    r->n_seen += more;
    k->n_ground += more;
    while (more) {
        const onr_seen *other = &r->seen[k->seen0 + b - 1];
        if (!(reasons >> r->pack->mark[other->mark].cls & 1)) {
            b--;
            continue;
        }
        int own = a && r->seen[k->ground0 + a - 1].at.start > other->at.start;
        r->seen[k->ground0 + a + more - 1] = own ? r->seen[k->ground0 + a - 1] : *other;
        if (own) {
            a--;
        } else {
            b--;
            more--;
        }
    }
    return ONR_OK;
}

onr_status onr_classes(onr_resolver *r, uint8_t lang, const uint8_t *text, uint32_t n, uint64_t *has, onr_error *err)
{
    onr_folded view;
    *has = 0;
    if (lang >= ONR_N_LANG || !n) return ONR_OK;
    memset(&view, 0, sizeof view);
    memcpy(&view.p, &text, sizeof text); /* only read */
    view.n = n;
    r->marks.n = 0;
    onr_status st =
        onr_match(r->pack, lang, ONR_PART_MARKS, ONR_SPEAKS_ANY, &view, (onr_range){0, n}, &r->m, &r->marks, err);
    for (uint32_t i = 0; st == ONR_OK && i < r->marks.n; i++)
        *has |= (uint64_t)1 << r->pack->mark[r->pack->entry[r->marks.e[i].entry].owner].cls;
    return st;
}

/* The first mark of [lo, hi) that begins at or behind a place. */
static uint32_t begins_from(const onr_resolver *r, uint32_t lo, uint32_t hi, uint32_t at)
{
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->seen[mid].at.start < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

uint32_t onr_seen_from(const onr_resolver *r, uint32_t si, uint32_t at)
{
    const onr_known *k = &r->known[si];
    return begins_from(r, k->seen0, k->seen0 + k->n_seen, at);
}

uint32_t onr_name_from(const onr_resolver *r, uint32_t si, uint32_t at)
{
    uint32_t lo = r->known[si].name0, hi = lo + r->known[si].n_name;
    while (lo < hi) { /* names come in the order of their ends */
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->name[mid].at.end <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

uint32_t onr_quote_from(const onr_resolver *r, uint32_t at)
{
    uint32_t lo = 0, hi = r->l->nq;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->l->q[mid].start < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* [from - ONR_NEAR, to + ONR_NEAR) inside [lo, hi). */
static onr_few near(uint32_t from, uint32_t to, uint32_t lo, uint32_t hi)
{
    return (onr_few){from - lo > ONR_NEAR ? from - ONR_NEAR : lo, hi - to > ONR_NEAR ? to + ONR_NEAR : hi};
}

onr_few onr_marks_near(const onr_resolver *r, uint32_t si, onr_range at)
{
    uint32_t lo = r->known[si].seen0, hi = lo + r->known[si].n_seen;
    if (hi - lo <= ONR_NEAR) return (onr_few){lo, hi};
    return near(onr_seen_from(r, si, at.start), onr_seen_from(r, si, at.end), lo, hi);
}

onr_few onr_grounds_near(const onr_resolver *r, uint32_t si, onr_range at)
{
    uint32_t lo = r->known[si].ground0, hi = lo + r->known[si].n_ground;
    if (hi - lo <= ONR_NEAR) return (onr_few){lo, hi};
    return near(begins_from(r, lo, hi, at.start), begins_from(r, lo, hi, at.end), lo, hi);
}

onr_few onr_names_near(const onr_resolver *r, uint32_t si, onr_range at)
{
    uint32_t lo = r->known[si].name0, hi = lo + r->known[si].n_name;
    if (hi - lo <= ONR_NEAR) return (onr_few){lo, hi};
    return near(onr_name_from(r, si, at.start), onr_name_from(r, si, at.end), lo, hi);
}

onr_range onr_clause_at(const onr_resolver *r, uint32_t si, uint32_t at)
{
    const onr_sentence *s = &r->l->s[si];
    uint32_t lo = s->clause0, hi = s->clause0 + s->n_clause;
    if (!s->n_clause) return (onr_range){s->start, s->end};
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->l->c[mid].start <= at)
            lo = mid;
        else
            hi = mid;
    }
    return (onr_range){r->l->c[lo].start, r->l->c[lo].end};
}

uint32_t onr_back(const onr_resolver *r, uint32_t at, uint32_t cps, uint32_t edge)
{
    if (!cps) return edge;
    while (at > edge && cps) {
        at--;
        if ((r->f->p[at] & 0xC0) != 0x80) cps--;
    }
    return at;
}

uint32_t onr_forth(const onr_resolver *r, uint32_t at, uint32_t cps, uint32_t edge)
{
    if (!cps) return edge;
    while (at < edge && cps) {
        at++;
        while (at < edge && (r->f->p[at] & 0xC0) == 0x80) at++;
        cps--;
    }
    return at;
}

/* Is the byte a comma, or one of a Japanese text (its last byte is 0x81)? A dash between blanks parts as a comma does.
 */
static int is_pause(const uint8_t *p, uint32_t at, uint32_t end)
{
    if (p[at] == ',') return 1;
    if (p[at] == 0xE3) return at + 2 < end && p[at + 1] == 0x80 && p[at + 2] == 0x81;
    return p[at] == '-' && at + 1 < end && p[at + 1] == ' ' && p[at - 1] == ' ';
}

/* Is [from, to) at most so many code points of one clause, without a comma? An insertion between two commas right
 * behind the mark does not count: "did not, as far as anybody knows, deny". It is short, so the cost is bounded. */
static int reaches(const onr_resolver *r, uint32_t si, uint32_t from, uint32_t to, uint32_t cps, int insertion)
{
    const uint8_t *p = r->f->p;
    uint32_t most = 240, open = ONR_NONE, rest = ONR_NONE;          /* bytes of an insertion; behind it */
    if (to - from > cps * 4 + (insertion ? most + 4 : 0)) return 0; /* a code point is at most four bytes */
    for (uint32_t i = from; i < to && i - from <= most; i++) {
        if (!is_pause(p, i, to)) continue;
        if (open != ONR_NONE) {
            rest = i + (p[i] == 0xE3 ? 3 : 1);
            break;
        }
        open = i;
    }
    if (open == ONR_NONE)
        return onr_clause_at(r, si, from).start == onr_clause_at(r, si, to).start && onr_forth(r, from, cps, to) == to;
    if (!insertion || rest == ONR_NONE || open > from + 1) return 0;
    if (onr_clause_at(r, si, to).start > rest || onr_clause_at(r, si, from).end < open) return 0;
    return onr_forth(r, rest, cps, to) == to && onr_forth(r, from, cps, open) == open;
}

int onr_governs(const onr_resolver *r, uint32_t si, const onr_seen *x, onr_range at)
{
    const onr_mark *m = &r->pack->mark[x->mark];
    uint64_t stop = (uint64_t)m->stop_hi << 32 | m->stop_lo;
    int before = x->at.end <= at.start;
    if (!before && x->at.start < at.end) return 1; /* it stands in the span itself */
    if (m->reach == ONR_REACH_LEFT && before) return 0;
    if ((m->reach == ONR_REACH_RIGHT || m->reach == ONR_REACH_REST) && !before) return 0;
    int free = m->reach == ONR_REACH_SENTENCE || m->reach == ONR_REACH_REST;
    if (m->reach_cp) {
        uint32_t from = before ? x->at.end : at.end, to = before ? at.start : x->at.start;
        if (free ? to - from > m->reach_cp * 4 || onr_forth(r, from, m->reach_cp, to) < to
                 : !reaches(r, si, from, to, m->reach_cp, m->reach == ONR_REACH_RIGHT))
            return 0;
    } else if (!free) {
        onr_range c = onr_clause_at(r, si, at.start);
        if (x->at.start < c.start || x->at.start >= c.end) return 0;
    }
    if (stop & r->known[si].has) {
        uint32_t from = before ? x->at.end : at.end, to = before ? at.start : x->at.start;
        uint32_t end = r->known[si].seen0 + r->known[si].n_seen;
        for (uint32_t i = onr_seen_from(r, si, from); i < end && r->seen[i].at.start < to; i++)
            if (stop >> r->pack->mark[r->seen[i].mark].cls & 1) return 0;
    }
    return 1;
}

/* The last quotation whose inside begins at or before a place, or -1. */
static int32_t last_before(const onr_layout *l, uint32_t at)
{
    uint32_t lo = 0, hi = l->nq;
    while (lo < hi) { /* the first that starts after it */
        uint32_t mid = lo + (hi - lo) / 2;
        if (l->q[mid].in_start <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return (int32_t)lo - 1;
}

int onr_in_title(const onr_resolver *r, onr_range at)
{
    const onr_layout *l = r->l;
    int32_t i = last_before(l, at.start);
    for (int depth = 0; i >= 0 && depth <= (int)ONR_MAX_DEPTH; i = l->q[i].parent, depth++)
        if (l->q[i].title && l->q[i].closed && l->q[i].in_end >= at.end) return 1;
    return 0;
}

int32_t onr_quote_of(const onr_resolver *r, onr_range at)
{
    const onr_layout *l = r->l;
    uint32_t begin = l->s[r->si].start;
    /* An unclosed quote holds what follows it in its own sentence, unless a closed one inside holds it first. */
    int32_t i = last_before(l, at.start), open = i >= 0 ? r->open[i] : -1;
    if (open >= 0 && l->q[open].start < begin) open = -1;
    for (int depth = 0; i >= 0 && depth <= (int)ONR_MAX_DEPTH; i = l->q[i].parent, depth++) {
        const onr_quote *q = &l->q[i];
        if (!q->title && q->closed && q->in_end >= at.end && q->in_start <= at.start) return i > open ? i : open;
    }
    return open;
}

onr_range onr_quote_inside(const onr_resolver *r, int32_t quote)
{
    const onr_quote *q = &r->l->q[quote];
    const onr_sentence *s = &r->l->s[r->si];
    uint32_t a = q->in_start > s->start ? q->in_start : s->start,
             b = q->closed && q->in_end < s->end ? q->in_end : s->end;
    return (onr_range){a, b > a ? b : a};
}
