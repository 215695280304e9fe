/* Whom a strategy of a rule finds around a cue: what anchors point to, names near by, the subject by position. See
 * resolve_inside.h. */
#include "resolve_inside.h"

#include <string.h>

static const onr_range nobody = {ONR_NONE, ONR_NONE};

uint8_t onr_name_kind(const onr_resolver *r, const onr_name *n)
{
    if (n->has & onr_mask(r->pack, ONR_C_ADDRESSEE)) return ONR_HOLDER_ADDRESSEE;
    if (n->has & onr_mask(r->pack, ONR_C_DESCRIBED)) return ONR_HOLDER_DESCRIBED;
    return ONR_HOLDER_NAMED;
}

const onr_name *onr_name_over(const onr_resolver *r, uint32_t si, onr_range at)
{
    const onr_known *k = &r->known[si];
    for (uint32_t i = onr_name_from(r, si, at.start), most = 4; i < k->name0 + k->n_name && most; i++, most--)
        if (onr_meet(r->name[i].at, at)) return &r->name[i];
    return NULL;
}

/* The noun phrase at the side of an anchor where no mark makes a name: a run of Han, katakana and Latin (a few words in
 * English). For anchors whose noun is somebody beyond doubt. */
static onr_range bare_run(const onr_resolver *r, uint32_t si, const onr_seen *x, int left)
{
    const onr_sentence *s = &r->l->s[si];
    const uint8_t *p = r->f->p;
    uint32_t a, b;
    if (s->lang == ONR_EN) return nobody;
    if (left) {
        a = b = x->at.start;
        for (int most = 24; a > s->start && most; most--) {
            uint32_t i, c = onr_decode_back(p, a, &i);
            if (!(onr_is_cjk(c) && !(c >= 0x3040 && c <= 0x309F)) && !onr_is_word(p[i])) break;
            a = i;
        }
        return a < b ? (onr_range){a, b} : nobody;
    }
    const onr_known *k = &r->known[si];
    uint32_t edge = onr_clause_at(r, si, x->at.start).end;
    for (uint32_t i = onr_seen_from(r, si, x->at.end); i < k->seen0 + k->n_seen && r->seen[i].at.start < edge; i++) {
        const onr_seen *y = &r->seen[i];
        if (onr_in_class(r->pack, &r->pack->mark[y->mark], ONR_C_REPORTING)) edge = y->at.start;
    }
    a = b = x->at.end;
    for (int most = 24; b < edge && most; most--) {
        uint32_t n, c = onr_decode(p + b, &n);
        if (!onr_is_cjk(c) && !onr_is_word(p[b])) break;
        b += n;
    }
    return a < b ? (onr_range){a, b} : nobody;
}

/* The name that an anchor mark points to. */
static onr_range anchored(const onr_resolver *r, uint32_t si, const onr_seen *x, int strict)
{
    const onr_mark *m = &r->pack->mark[x->mark];
    const onr_known *k = &r->known[si];
    const onr_sentence *s = &r->l->s[si];
    /* it touches the mark, or a closing mark of three bytes or a blank parts the two */
    uint32_t from = x->at.start > s->start + 4 ? x->at.start - 4 : s->start;
    for (uint32_t i = onr_name_from(r, si, m->side == ONR_SIDE_LEFT ? from : x->at.end);
         i < k->name0 + k->n_name && r->name[i].at.start <= x->at.end + 3; i++) {
        const onr_name *n = &r->name[i];
        if (m->side == ONR_SIDE_LEFT) {
            /* 」は and 》は close a name too */
            uint32_t e = n->at.end, len, c = e < s->end ? onr_decode(r->f->p + e, &len) : 0;
            if (c == 0x300D || c == 0x300F || c == 0x300B) e += len;
            if (e == x->at.start && n->head) return n->at;
        } else if (n->at.start >= x->at.end && n->at.start <= x->at.end + 3 &&
                   (n->at.start == x->at.end || r->f->p[x->at.end] == ' ' || r->f->p[x->at.end] >= 0xE3)) {
            return n->at;
        }
    }
    return strict ? nobody : bare_run(r, si, x, m->side == ONR_SIDE_LEFT);
}

/* Does the span stand in a quotation that does not hold the cue? What others say in it is not about the cue. */
static int elsewhere(const onr_resolver *r, onr_range at, onr_range cue)
{
    enum { NAME = 60 }; /* bytes: what is quoted and ends with a name is one: “记者协会”宣布 */
    int32_t q = onr_quote_of(r, at);
    if (q < 0) return 0;
    onr_range in = onr_quote_inside(r, q);
    if (r->l->s[r->si].lang == ONR_ZH && at.end == in.end && in.end - in.start <= NAME && r->l->q[q].closed) return 0;
    return !onr_inside(cue, in);
}

onr_range onr_nearest_anchor(const onr_resolver *r, uint32_t si, uint32_t cls, onr_range cue, onr_range zone, int side,
                             int strict)
{
    const onr_known *k = &r->known[si];
    onr_range best = nobody;
    uint32_t gap = ONR_NONE;
    if (cls == ONR_NONE || !(k->has >> cls & 1)) return nobody;
    /* from the cue to the left, then to the right, so that few are nearer than the last one that has a name */
    onr_few few = onr_marks_near(r, si, cue);
    uint32_t right = onr_seen_from(r, si, cue.start + 1);
    for (uint32_t n = 0; n < few.to - few.from; n++) {
        uint32_t i = n < right - few.from ? right - 1 - n : few.from + n;
        const onr_seen *x = &r->seen[i];
        if (r->pack->mark[x->mark].cls != cls || !onr_inside(x->at, zone)) continue;
        if (side < 0 && x->at.end > cue.start) {
            if (i >= right) break;
            continue;
        }
        uint32_t g = onr_gap(x->at, cue) + (x->at.start > cue.start ? 64 : 0); /* the left is preferred */
        if (i < right ? g > gap : g >= gap) continue;
        onr_range name = anchored(r, si, x, strict);
        if (name.start == ONR_NONE || onr_meet(name, cue) || !onr_inside(name, zone) || elsewhere(r, name, cue))
            continue;
        best = name;
        gap = g;
    }
    return best;
}

/* Nearest name that bears a class. */
static onr_range nearest_name(const onr_resolver *r, uint32_t si, uint64_t mask, onr_range cue, onr_range zone)
{
    onr_few few = onr_names_near(r, si, cue);
    onr_range best = nobody;
    uint32_t gap = ONR_NONE;
    for (uint32_t i = few.from; i < few.to; i++) {
        const onr_name *n = &r->name[i];
        uint32_t g = onr_gap(n->at, cue) + (n->at.start > cue.start ? 64 : 0);
        if (!(n->has & mask) || !onr_inside(n->at, zone) || onr_meet(n->at, cue) || g >= gap) continue;
        if (elsewhere(r, n->at, cue)) continue;
        best = n->at;
        gap = g;
    }
    return best;
}

/* Does an oblique or another anchor that takes its noun on the right stand right before the name, or an oblique that
 * takes it on the left right behind it (电视台采访时)? */
static int is_oblique(const onr_resolver *r, uint32_t si, const onr_name *n)
{
    const onr_known *k = &r->known[si];
    uint64_t mask = onr_mask(r->pack, ONR_C_OBLIQUE) | onr_mask(r->pack, ONR_C_TARGET) | onr_mask(r->pack, ONR_C_AGENT);
    if (!(k->has & mask)) return 0;
    enum { LONG = 64 }; /* bytes: no such mark is longer */
    int found = 0;
    for (uint32_t i = onr_seen_from(r, si, n->at.end); i < k->seen0 + k->n_seen && r->seen[i].at.start == n->at.end;
         i++) {
        const onr_mark *m = &r->pack->mark[r->seen[i].mark];
        if (m->side == ONR_SIDE_LEFT && onr_in_class(r->pack, m, ONR_C_OBLIQUE)) return 1;
    }
    for (uint32_t i = onr_seen_from(r, si, n->at.start); i-- > k->seen0;) {
        const onr_seen *x = &r->seen[i];
        const onr_mark *m = &r->pack->mark[x->mark];
        if (n->at.start - x->at.start > LONG) break;
        if (x->at.end > n->at.start) found = 0; /* it is part of a longer word */
        if (x->at.end > n->at.start || !(mask >> m->cls & 1) || m->side == ONR_SIDE_LEFT) continue;
        uint32_t gap = n->at.start - x->at.end;
        if (gap == 0 || (gap == 1 && r->f->p[x->at.end] == ' ')) found = 1;
    }
    return found;
}

int onr_is_taken(const onr_resolver *r, uint32_t si, const onr_name *n)
{
    static const char *const links[] = {"、", "和", "与", "及"};
    const onr_name *first = &r->name[r->known[si].name0];
    for (int most = 4;; most--) {
        if (is_oblique(r, si, n)) return 1;
        if (r->l->s[si].lang != ONR_ZH || n == first || !most || n->at.start != n[-1].at.end + 3) return 0;
        size_t i = 0;
        while (i < sizeof links / sizeof *links && memcmp(r->f->p + n[-1].at.end, links[i], 3)) i++;
        if (i == sizeof links / sizeof *links) return 0;
        n--;
    }
}

int onr_first_person(const onr_resolver *r, uint32_t si, uint32_t a, uint32_t b, onr_range cue)
{
    const onr_known *k = &r->known[si];
    uint32_t n = r->l->s[si].lang == ONR_ZH ? 3 : 1, lo = k->self0, hi = lo + k->n_self;
    while (lo < hi) { /* the first behind b: the nearest to the cue is the likeliest */
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->self[mid] + n <= b)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t most = ONR_NEAR; most && lo-- > k->self0 && r->self[lo] >= a; most--)
        if (!elsewhere(r, (onr_range){r->self[lo], r->self[lo] + n}, cue)) return 1;
    return 0;
}

/* English: a run of capitalized words that ends right before the cue, adverbs aside. */
static onr_range capitals(const onr_resolver *r, onr_range cue, onr_range zone)
{
    enum { WORD = 64 }; /* bytes: a longer one is none */
    const onr_folded *f = r->f;
    uint32_t end = cue.start, start = ONR_NONE, stop = ONR_NONE;
    int skipped = 0;
    while (end > zone.start + 1) {
        uint32_t e = end, b;
        while (e > zone.start && (f->p[e - 1] == ' ' || (start == ONR_NONE && f->p[e - 1] == ','))) e--;
        b = e;
        while (b > zone.start && e - b <= WORD && f->p[b - 1] != ' ' && f->p[b - 1] != '"' && f->p[b - 1] != '(') b--;
        if (b == e || e - b > WORD) break;
        if (onr_bit(f->upper, b) && f->p[e - 1] != '.' && f->p[e - 1] != ',' &&
            !(onr_lexicon_of(&r->lexicon, f->p + b, e - b) & ONR_W_OPENING)) {
            start = b;
            if (stop == ONR_NONE) stop = e;
        } else if (start != ONR_NONE || ++skipped > 2) {
            break;
        }
        end = b;
        if (b > zone.start && f->p[b - 1] != ' ') break;
    }
    return start == ONR_NONE ? nobody : (onr_range){start, stop};
}

onr_range onr_positional_subject(const onr_resolver *r, uint32_t si, onr_range cue, onr_range zone)
{
    const onr_sentence *s = &r->l->s[si];
    onr_few few = onr_names_near(r, si, cue);
    onr_range clause = onr_clause_at(r, si, cue.start), best = nobody;
    uint32_t lo = clause.start > zone.start ? clause.start : zone.start;
    if (s->lang == ONR_ZH) {
        onr_range agent =
            onr_nearest_anchor(r, si, r->pack->known[ONR_C_AGENT], cue, (onr_range){lo, cue.start}, -1, 1);
        if (agent.start != ONR_NONE && agent.end + 3 >= cue.start) return agent; /* 被老板一口回绝 */
    }
    for (int pass = 0; pass < 2; pass++) {
        /* In its own clause the nearest one; in the clauses before, the first of each, from the right. */
        for (uint32_t i = few.from; i < few.to; i++) {
            const onr_name *n = &r->name[i];
            if (n->at.end > cue.start) break;
            if (n->at.start < (pass ? zone.start : lo) || onr_is_taken(r, si, n) || elsewhere(r, n->at, cue)) continue;
            if (pass) {
                onr_range c = onr_clause_at(r, si, n->at.start);
                if (best.start != ONR_NONE && onr_clause_at(r, si, best.start).start == c.start) continue;
            }
            best = n->at;
        }
        if (s->lang == ONR_EN) {
            onr_range caps = capitals(r, cue, (onr_range){lo, cue.start});
            if (caps.start != ONR_NONE && (best.start == ONR_NONE || caps.start >= best.end)) best = caps;
        }
        uint32_t from = pass ? zone.start : lo;
        if (best.start != ONR_NONE && best.end > from) from = best.end;
        if (onr_first_person(r, si, from, cue.start, cue)) return nobody;
        if (best.start != ONR_NONE) return best;
    }
    if (s->lang == ONR_EN) {
        for (uint32_t i = few.from; i < few.to; i++) {
            const onr_name *n = &r->name[i];
            if (n->at.start >= cue.end && n->at.start <= cue.end + 1 && onr_inside(n->at, zone)) return n->at;
        }
        uint32_t b = cue.end + 1, e = b;
        while (e < zone.end && onr_bit(r->f->upper, e)) {
            uint32_t w = e;
            while (w < zone.end && (onr_is_word(r->f->p[w]) || r->f->p[w] >= 0x80 || r->f->p[w] == '-')) w++;
            if (w == e) break;
            best = (onr_range){b, w};
            e = w + 1;
            if (w >= zone.end || r->f->p[w] != ' ') break;
        }
    }
    return best;
}

onr_range onr_joint_zh(const onr_resolver *r, onr_range cue, onr_range zone)
{
    onr_few few = onr_names_near(r, r->si, cue);
    onr_range best = nobody;
    for (uint32_t i = few.from; i < few.to && r->name[i].at.end <= cue.start; i++) {
        const onr_name *n = &r->name[i];
        if (n->at.start < zone.start || elsewhere(r, n->at, cue)) continue;
        int says_on = !memcmp(r->f->p + n->at.end, "就", 3);
        if (n->at.end != cue.start && !says_on) continue;
        /* with whom and where is nobody who agrees (与对方达成, 在白宫签署); by whose consent is (按照双方达成的) */
        static const char *const by[] = {"按照", "根据", "依据"};
        int free = !is_oblique(r, r->si, n);
        for (size_t j = 0; !free && j < sizeof by / sizeof *by; j++)
            free = n->at.start >= zone.start + 6 && !memcmp(r->f->p + n->at.start - 6, by[j], 6);
        if (free || onr_with_partners(r, n->at).start < n->at.start) best = n->at;
    }
    return best;
}

onr_range onr_with_partners(const onr_resolver *r, onr_range at)
{
    static const char *const zh[] = {"、", "和", "与", "及", "以及"}, *const ja[] = {"、", "と", "及び", "や"};
    int is_zh = r->l->s[r->si].lang == ONR_ZH;
    const char *const *links = is_zh ? zh : ja;
    size_t n_links = is_zh ? sizeof zh / sizeof *zh : sizeof ja / sizeof *ja;
    const onr_known *k = &r->known[r->si];
    enum { MOST = 8 }; /* partners */
    uint32_t i = onr_name_from(r, r->si, at.start);
    for (int most = MOST; most && i-- > k->name0; most--) {
        const onr_name *n = &r->name[i];
        size_t j = 0;
        if (n->at.end >= at.start || at.start - n->at.end > 6) break;
        while (j < n_links && (strlen(links[j]) != at.start - n->at.end ||
                               memcmp(r->f->p + n->at.end, links[j], at.start - n->at.end)))
            j++;
        if (j == n_links || (n->has & onr_mask(r->pack, ONR_C_ADDRESSEE))) break;
        at.start = n->at.start;
    }
    return at;
}

static onr_range topic(const onr_resolver *r, uint32_t si, onr_range cue, onr_range zone, int subject)
{
    uint32_t cls = r->pack->known[subject ? ONR_C_SUBJECT : ONR_C_TOPIC];
    onr_range clause = onr_clause_at(r, si, cue.start);
    if (clause.start < zone.start) clause.start = zone.start;
    if (clause.end > zone.end) clause.end = zone.end;
    onr_range n = onr_nearest_anchor(r, si, cls, cue, clause, -1, 1);
    return n.start != ONR_NONE ? n : onr_nearest_anchor(r, si, cls, cue, zone, -1, 1);
}

/* Is the name that ends at the byte followed by が and a comma? Then it is the subject of the sentence, not of a clause
 * in it: 大臣が、政府は正しいと述べた */
static int parted_subject(const onr_resolver *r, uint32_t end, uint32_t edge)
{
    return end + 6 <= edge && !memcmp(r->f->p + end, "が、", 6);
}

/* Japanese: who says it. A subject right before the verb (「…」と大臣が述べた); one that a comma parts from what
 * follows; the topic (社は、被告が知っていたと述べた); the nearest subject. */
static onr_range sayer(const onr_resolver *r, uint32_t si, onr_range cue, onr_range zone)
{
    enum { NEAR = 30 }; /* bytes of an adverb and が */
    onr_few few = onr_names_near(r, si, cue);
    onr_range n = topic(r, si, cue, zone, 1), t;
    int behind = memcmp(r->f->p + cue.start, "と", 3) != 0; /* else a near subject stands in what is said */
    if (n.start != ONR_NONE && behind && n.end + NEAR >= cue.start) return n;
    for (uint32_t i = few.from; i < few.to && r->name[i].at.end <= cue.start; i++) {
        const onr_name *x = &r->name[i];
        if (x->head && onr_inside(x->at, zone) && parted_subject(r, x->at.end, cue.start) && !elsewhere(r, x->at, cue))
            return x->at;
    }
    t = topic(r, si, cue, zone, 0);
    return t.start != ONR_NONE ? t : n;
}

/* Chinese: the run of Han with which the cue's clause, else the sentence begins, behind words of time, up to an adverb,
 * a preposition or the cue: 三名矿工均表示, 昨天，总行也三缄其口 */
static onr_range unnamed_zh(const onr_resolver *r, onr_range cue, onr_range zone)
{
    enum { LEAST = 6, MOST = 30 }; /* bytes */
    const onr_known *k = &r->known[r->si];
    uint64_t stops = onr_mask(r->pack, ONR_C_TOPIC) | onr_mask(r->pack, ONR_C_OBLIQUE) |
                     onr_mask(r->pack, ONR_C_REPORTING) | onr_mask(r->pack, ONR_C_AGENT) |
                     onr_mask(r->pack, ONR_C_TARGET) | onr_mask(r->pack, ONR_C_COMPLEMENT);
    onr_range clause = onr_clause_at(r, r->si, cue.start);
    for (int pass = 0; pass < 2; pass++) {
        uint32_t at = pass ? zone.start : clause.start, end = at, n;
        if (at < zone.start) at = end = zone.start;
        uint32_t edge = pass ? onr_clause_at(r, r->si, at).end : cue.start, stop = cue.start;
        if (edge > cue.start) edge = cue.start;
        for (uint32_t i = k->seen0; i < k->seen0 + k->n_seen && r->seen[i].at.start < edge; i++) {
            const onr_seen *x = &r->seen[i];
            if (x->at.start < at || !(stops >> r->pack->mark[x->mark].cls & 1)) continue;
            if (x->at.start != at) {
                stop = x->at.start;
                break;
            }
            at = x->at.end; /* a word of time in front */
        }
        for (end = at; end < edge && end < stop && onr_is_cjk(onr_decode(r->f->p + end, &n)); end += n)
            ;
        if (end == stop && end >= at + LEAST && end <= at + MOST) return (onr_range){at, end};
    }
    return nobody;
}

/* Japanese: the topic or subject that no mark makes a name, for a verb that somebody must be the subject of: a run of
 * Han, katakana and Latin before the first は outside quotations, or before a が with a comma or quotation mark behind
 * it or the cue at once, and no thing (原因は, 五日は). */
onr_range onr_unnamed(const onr_resolver *r, onr_range cue, onr_range zone)
{
    const onr_known *k = &r->known[r->si];
    if (r->l->s[r->si].lang == ONR_ZH) return unnamed_zh(r, cue, zone);
    uint64_t anchors = onr_mask(r->pack, ONR_C_TOPIC) | onr_mask(r->pack, ONR_C_SUBJECT),
             thing = onr_mask(r->pack, ONR_C_THING);
    for (uint32_t i = k->seen0; i < k->seen0 + k->n_seen && r->seen[i].at.end <= cue.start; i++) {
        const onr_seen *x = &r->seen[i];
        uint32_t n;
        if (!(anchors >> r->pack->mark[x->mark].cls & 1) || !onr_inside(x->at, zone) || elsewhere(r, x->at, cue))
            continue;
        uint32_t c = x->at.end < zone.end ? onr_decode(r->f->p + x->at.end, &n) : 0;
        if (r->pack->mark[x->mark].cls != r->pack->known[ONR_C_TOPIC] && c != 0x3001 && c != 0x300C && c != 0x300E &&
            x->at.end != cue.start)
            continue;
        onr_range run = bare_run(r, r->si, x, 1);
        if (run.start == ONR_NONE || run.end - run.start < 6) continue;
        int is_thing = 0;
        for (uint32_t j = i; j-- > k->seen0 && r->seen[j].at.start >= run.start && !is_thing;)
            is_thing = (thing >> r->pack->mark[r->seen[j].mark].cls & 1) && r->seen[j].at.end == run.end;
        if (!is_thing) return run;
    }
    return nobody;
}

onr_range onr_main_subject(const onr_resolver *r, uint32_t si)
{
    const onr_sentence *s = &r->l->s[si];
    const onr_known *k = &r->known[si];
    onr_range all = {s->start, s->end}, end = {s->end, s->end};
    if (s->lang == ONR_JA) {
        onr_range n = onr_nearest_anchor(r, si, r->pack->known[ONR_C_TOPIC], end, all, -1, 1);
        if (n.start == ONR_NONE) n = onr_nearest_anchor(r, si, r->pack->known[ONR_C_SUBJECT], end, all, -1, 1);
        const onr_name *last = k->n_name ? &r->name[k->name0 + k->n_name - 1] : NULL;
        return n.start == ONR_NONE && last && last->head && last->at.end + 3 >= s->end ? last->at : n; /* …の山川氏。 */
    }
    for (uint32_t i = k->name0, most = ONR_NEAR; i < k->name0 + k->n_name && most; i++, most--)
        if (!onr_is_taken(r, si, &r->name[i]) && !elsewhere(r, r->name[i].at, end)) return r->name[i].at;
    return nobody;
}

/* The subject of what stands before the cue's own clause: the first name of the sentence that no preposition takes; in
 * Japanese the nearest that が or は marks. Who did what the cue objects to: X struck the port, and we ... In Chinese
 * the cue's clause must point back (对此, 这种做法). */
static onr_range actor(const onr_resolver *r, onr_range cue, onr_range zone)
{
    const onr_known *k = &r->known[r->si];
    uint32_t edge = onr_clause_at(r, r->si, cue.start).start;
    onr_range before = {zone.start, edge}, end = {edge, edge};
    if (edge <= zone.start) return nobody;
    if (r->l->s[r->si].lang == ONR_ZH) {
        uint32_t at = edge;
        while (at + 3 <= cue.end && memcmp(r->f->p + at, "此", 3) && memcmp(r->f->p + at, "这", 3)) at++;
        if (at + 3 > cue.end) return nobody;
    }
    if (r->l->s[r->si].lang == ONR_JA) {
        onr_range n = onr_nearest_anchor(r, r->si, r->pack->known[ONR_C_SUBJECT], end, before, -1, 1);
        return n.start != ONR_NONE ? n : onr_nearest_anchor(r, r->si, r->pack->known[ONR_C_TOPIC], end, before, -1, 1);
    }
    for (uint32_t i = onr_names_near(r, r->si, end).from; i < k->name0 + k->n_name && r->name[i].at.end <= edge; i++) {
        const onr_name *n = &r->name[i];
        if (n->at.start < zone.start || n->has & onr_mask(r->pack, ONR_C_ADDRESSEE)) continue;
        if (!onr_is_taken(r, r->si, n) && !elsewhere(r, n->at, cue)) return n->at;
    }
    return nobody;
}

onr_range onr_strategy(const onr_resolver *r, uint32_t how, onr_range cue, onr_range zone)
{
    const onr_pack *p = r->pack;
    if (how == ONR_HOW_TOPIC) return topic(r, r->si, cue, zone, 0);
    if (how == ONR_HOW_SUBJECT)
        return r->l->s[r->si].lang == ONR_JA ? sayer(r, r->si, cue, zone) : onr_positional_subject(r, r->si, cue, zone);
    if (how == ONR_HOW_ACTOR) return actor(r, cue, zone);
    if (how < ONR_HOW_CLASS0) return nobody;
    uint32_t cls = how - ONR_HOW_CLASS0;
    onr_range clause = onr_clause_at(r, r->si, cue.start);
    if (clause.start < zone.start) clause.start = zone.start;
    if (clause.end > zone.end) clause.end = zone.end;
    for (int wide = 0; wide < 2; wide++) {
        onr_range part = wide ? zone : clause, n = nobody;
        if (part.start >= part.end) continue;
        if (cls == p->known[ONR_C_TITLE] || cls == p->known[ONR_C_BODY] || cls == p->known[ONR_C_COUNTRY] ||
            cls == p->known[ONR_C_OUTLET] || cls == p->known[ONR_C_DESCRIBED] || cls == p->known[ONR_C_PRONOUN] ||
            cls == p->known[ONR_C_ADDRESSEE])
            n = nearest_name(r, r->si, (uint64_t)1 << cls, cue, part);
        else
            n = onr_nearest_anchor(r, r->si, cls, cue, part, 0,
                                   cls != p->known[ONR_C_ACCORDING] &&
                                       (cls != p->known[ONR_C_TARGET] || r->l->s[r->si].lang == ONR_ZH));
        if (n.start != ONR_NONE) return n;
    }
    return nobody;
}
