/* English: what is reported, on either side of the cue and of the words that name who says it. See resolve_inside.h. */
#include "resolve_english.h"

#include <string.h>

static const onr_range nothing = {ONR_NONE, ONR_NONE};

/* The closed quotation of speech that ends at the byte, or -1; only near ones are looked at. */
static int32_t quote_ending(const onr_resolver *r, uint32_t end)
{
    enum { NEAR = 64 };
    for (uint32_t i = onr_quote_from(r, end), most = NEAR; i > 0 && most; i--, most--) {
        const onr_quote *q = &r->l->q[i - 1];
        if (q->end == end && q->closed && !q->title) return (int32_t)i - 1;
    }
    return -1;
}

static int32_t quote_starting(const onr_resolver *r, uint32_t from, uint32_t to)
{
    uint32_t lo = onr_quote_from(r, from);
    while (lo < r->l->nq && r->l->q[lo].start <= to && (r->l->q[lo].title || !r->l->q[lo].closed)) lo++;
    return lo < r->l->nq && r->l->q[lo].start <= to ? (int32_t)lo : -1;
}

/* Where what is said ends before words of the writer's own: ..., but he also said; ..., which was wrong; ..., citing.
 */
static uint32_t said_until(const onr_resolver *r, uint32_t at, uint32_t end)
{
    const uint8_t *p = r->f->p;
    uint32_t most = at + ONR_EN_REACH < end ? at + ONR_EN_REACH : end;
    for (uint32_t i = at; i + 3 < most; i++) {
        if (p[i] == ' ' && p[i + 1] == '-' && p[i + 2] == ' ') return i;
        if ((p[i] == '.' || p[i] == '?' || p[i] == '!') && p[i + 1] == ' ' && onr_bit(r->f->upper, i + 2)) {
            uint32_t b = i; /* of a sentence inside a quotation; not behind Sen. or M. */
            while (b > at && p[b - 1] != ' ') b--;
            if (i - b > 4 || !onr_bit(r->f->upper, b)) return i;
        }
        if (p[i] != ',' || p[i + 1] != ' ' ||
            onr_quote_of(r, (onr_range){i, i + 1}) != onr_quote_of(r, (onr_range){at, at}))
            continue;
        uint32_t a = i + 2, e = onr_en_forth(p, a, end), w = onr_en_is(r, a, e);
        if (w & ONR_W_TRAILING) return i;
        if (!(w & ONR_W_JOIN) || e >= end) continue;
        /* , but he denied it; , and has warned of it; , but said */
        uint32_t next = onr_en_forth(p, e + 1, end);
        if (onr_en_is(r, e + 1, next) & (ONR_W_PERSON | ONR_W_AUXILIARY) ||
            onr_en_reports(r, r->si, (onr_range){e + 1, next}))
            return i;
    }
    return end;
}

/* Behind the cue, where the clause begins that it reports: behind place, time and addressee (told the paper on Monday
 * that ...); NONE: what follows is no clause (said in an interview.). */
static uint32_t clause_start(const onr_resolver *r, uint32_t si, onr_range cue, uint32_t end)
{
    enum { NEAR = 64 };
    static const uint8_t that[] = " that ";
    const onr_folded *f = r->f;
    const uint8_t *p = f->p;
    uint32_t n = sizeof that - 1, at = cue.end, most = at + ONR_EN_REACH < end ? at + ONR_EN_REACH : end,
             edge = onr_en_part_end(f, at < most ? at + 1 : at, most);
    if (at >= end || p[at] != ' ') return at;
    uint32_t b = at + 1, e = onr_en_forth(p, b, end), w = onr_en_is(r, b, e);
    int whom = 0;
    for (uint32_t i = cue.start; i < cue.end && !whom; i = onr_en_forth(p, i, cue.end) + 1)
        whom = (onr_en_is(r, i, onr_en_forth(p, i, cue.end)) & ONR_W_TO_WHOM) != 0;
    if (!whom && !(w & (ONR_W_PREPOSITION | ONR_W_TIME | ONR_W_ADVERB)) && !onr_en_ends(p, b, e, "ly")) return at;
    if (w & ONR_W_BREAK && !(w & ONR_W_PREPOSITION)) return at;
    for (uint32_t i = at; i + n <= edge && i - at <= NEAR; i++)
        if (!memcmp(p + i, that, n)) return i + 1;
    if (whom && !(w & ONR_W_PREPOSITION)) {
        onr_phrase x = onr_en_phrase_at(r, si, b, most, 0);
        if (onr_en_is(r, b, e) & ONR_W_PERSON)
            x.head.end = e; /* told it, told us */
        else if (x.head.start == ONR_NONE)
            x.head.end = e;
        at = x.head.end;
        if (at >= end || p[at] != ' ') return at < end && p[at] == ',' ? at : ONR_NONE;
        b = at + 1;
        e = onr_en_forth(p, b, end);
        w = onr_en_is(r, b, e);
    }
    while (w & ONR_W_TIME && e < end && p[e] == ' ') { /* on Monday he would */
        at = e;
        b = at + 1;
        e = onr_en_forth(p, b, end);
        w = onr_en_is(r, b, e);
    }
    if (w & ONR_W_PREPOSITION && !(w & ONR_W_LINK)) {
        uint32_t next = e < end ? e + 1 : e, e2 = onr_en_forth(p, next, end), w2 = onr_en_is(r, next, e2);
        if (w2 & ONR_W_TIME && e2 < end && p[e2] == ' ') return e2;
        return w2 & (ONR_W_INDEFINITE | ONR_W_DETERMINER | ONR_W_TIME) || onr_bit(f->upper, next) ? ONR_NONE : at;
    }
    return at;
}

/* Behind a conjunction that opens a sentence: But the road was open, she said. */
static uint32_t behind_join(const onr_resolver *r, uint32_t at, uint32_t end)
{
    const uint8_t *p = r->f->p;
    uint32_t e = onr_en_forth(p, at, end), stop = e;
    while (stop > at && p[stop - 1] == ',') stop--;
    if (e >= end || !(onr_en_is(r, at, stop) & ONR_W_JOIN)) return at;
    return e + 1;
}

/* Does an object or a clause follow (denied that ..., denied the report, would not say when), and no time, place or new
 * clause? */
static int is_object(const onr_resolver *r, uint32_t at, uint32_t end)
{
    static const char *const clause[] = {"that", "whether", "if",   "what",  "how",
                                         "why",  "who",     "when", "where", "which"};
    const uint8_t *p = r->f->p;
    if (at >= end || p[at] != ' ') return 0;
    uint32_t e = onr_en_forth(p, at + 1, end), n = e - at - 1;
    for (size_t i = 0; i < sizeof clause / sizeof *clause; i++)
        if (strlen(clause[i]) == n && !memcmp(clause[i], p + at + 1, n)) return 1;
    if (!n || p[e - 1] == ',' || !onr_word_byte(p[at + 1])) return 0;
    return !(onr_en_is(r, at + 1, e) & (ONR_W_PREPOSITION | ONR_W_JOIN | ONR_W_BREAK | ONR_W_TIME | ONR_W_ADVERB));
}

/* What stands on both sides of an insertion: the road, she said, was open. */
static onr_content_of parted_content(const onr_resolver *r, onr_range zone, uint32_t before, uint32_t behind)
{
    const uint8_t *p = r->f->p;
    uint32_t from = zone.start + ONR_EN_REACH < before ? before - ONR_EN_REACH : zone.start, to = behind + 1;
    const onr_content_of absent = {nothing, nothing};
    if (behind + 2 >= zone.end || p[behind] != ',' || from > zone.start) return absent;
    /* on Friday, he said, ...; Anna, he said, ...: what leads in or calls somebody is no part of it */
    if (onr_en_leads_in(r, (onr_range){from, before - 1}) || !memchr(p + from, ' ', before - 1 - from)) return absent;
    while (to < zone.end && p[to] == ' ') to++;
    int32_t quote = quote_starting(r, to, to);
    if (quote >= 0 && r->l->q[quote].end <= zone.end)
        return (onr_content_of){{from, before}, {r->l->q[quote].in_start, r->l->q[quote].in_end}};
    return (onr_content_of){{from, before}, {to, said_until(r, to, zone.end)}};
}

onr_content_of onr_english_content(const onr_resolver *r, const onr_cand *c, int according, int32_t qi, onr_range zone,
                                   onr_range mention, uint32_t *behind)
{
    const onr_content_of absent = {nothing, nothing};
    const onr_folded *f = r->f;
    const uint8_t *p = f->p;
    onr_range core = c->cue;
    *behind = ONR_NONE;
    if (mention.start != ONR_NONE && onr_inside(mention, zone)) {
        if (mention.start < core.start) core.start = mention.start;
        if (mention.start >= core.end && mention.start <= core.end + 2) core.end = mention.end;
    }
    uint32_t before = onr_en_skip_back(p, zone.start, core.start), q = onr_en_mark_before(p, before, zone.start);
    int32_t quote = q ? quote_ending(r, before) : -1;
    /* He called it "a farce," saying it had failed: it is what follows */
    int forward = core.start == c->cue.start && core.end == c->cue.end && c->cue.end + 1 < zone.end &&
                  p[c->cue.end] == ' ' && !memchr(".,;:?!", p[c->cue.end + 1], 6) &&
                  clause_start(r, r->si, c->cue, zone.end) != ONR_NONE;
    if (quote >= 0 && quote != qi && !forward) { /* "...," she said */
        const onr_quote *x = &r->l->q[quote];
        *behind = core.end;
        uint32_t lead = x->start > zone.start ? onr_en_skip_back(p, zone.start, x->start) : zone.start;
        if (lead > zone.start && !memchr(",:.?!;", p[lead - 1], 6) && !onr_en_mark_before(p, lead, zone.start) &&
            !onr_en_dash(p, lead - 1, lead))
            return (onr_content_of){{zone.start, before}, nothing}; /* Teachers "know why," he said */
        return (onr_content_of){{x->in_start, x->in_end}, nothing};
    }
    int comma = before > zone.start && p[before - 1] == ',';
    /* behind the cue only said the mayor, says the mayor */
    int is_insertion = c->kind == ONR_SOURCE && mention.start != ONR_NONE &&
                       (core.end == c->cue.end || c->cue.end - c->cue.start <= 4);
    if (according) { /* ..., according to Y; According to Y, ... */
        uint32_t lead = onr_en_behind_opening(r, zone.start, core.start);
        if (before > zone.start && lead < core.start && before > lead)
            return (onr_content_of){{behind_join(r, zone.start, before), before}, nothing};
        uint32_t at = core.end;
        if (at + 2 < zone.end && p[at] == ',' && p[at + 1] == ' ') return (onr_content_of){{at + 2, zone.end}, nothing};
        return absent;
    }
    uint32_t gap = c->cue.end;
    while (gap < zone.end && memchr(" ,:", p[gap], 3)) gap++;
    int32_t next = quote_starting(r, c->cue.end, gap);
    if (next < 0 && core.end == c->cue.end && c->cue.end < zone.end && (p[c->cue.end] == ' ' || p[c->cue.end] == ',')) {
        /* a quotation that a comma or colon parts from the words that report it: said on Monday, "..." */
        enum { NEAR = 90 };
        uint32_t to = c->cue.end + NEAR < zone.end ? c->cue.end + NEAR : zone.end;
        next = quote_starting(r, c->cue.end, to);
        if (next >= 0) {
            uint32_t s = r->l->q[next].start;
            if (s < 2 || p[s - 1] != ' ' || !memchr(",:", p[s - 2], 2)) next = -1;
        }
    }
    if (next >= 0 && next != qi) {
        const onr_quote *x = &r->l->q[next];
        uint32_t last = x->in_end > x->in_start ? p[x->in_end - 1] : 0;
        if (x->end >= zone.end || memchr(".,;:?!", p[x->end], 6) || memchr(".,?!", (int)last, 4))
            return (onr_content_of){{x->in_start, x->in_end}, nothing};
    }
    if (comma && core.start > zone.start) { /* the road was open, she said */
        int ended = core.end >= zone.end || memchr(".,;:?!", p[core.end], 6) ||
                    clause_start(r, r->si, (onr_range){c->cue.start, core.end}, zone.end) == ONR_NONE;
        if (ended && core.end < zone.end && p[core.end] == ',' &&
            !onr_en_clause(
                r, r->si,
                (onr_range){zone.start + ONR_EN_REACH < before ? before - ONR_EN_REACH : zone.start, before - 1}, 1))
            return is_insertion ? parted_content(r, zone, before, core.end) : absent; /* the road, she said, was open */
        /* In the end all that stands before is said; else it may lead in: On Monday, he said ... */
        int last = core.end >= zone.end || p[core.end] == '.';
        if (ended && (last || !onr_en_leads_in(r, (onr_range){zone.start, before - 1})))
            return (onr_content_of){{behind_join(r, zone.start, before), before}, nothing};
    }
    if (c->cue.end < zone.end && p[c->cue.end] == ',') /* , he said, */
        return comma && is_insertion ? parted_content(r, zone, before, core.end) : absent;
    if (core.end > c->cue.end) return absent; /* said the mayor */
    if ((c->kind == ONR_DENIAL || c->kind == ONR_REFUSAL) && !is_object(r, c->cue.end, zone.end)) return absent;
    uint32_t at = clause_start(r, r->si, c->cue, zone.end);
    if (at == ONR_NONE || at >= zone.end) return absent;
    return (onr_content_of){{at, said_until(r, at, zone.end)}, nothing};
}
