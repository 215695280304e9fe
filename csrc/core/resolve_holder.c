/* The holder of a claim. See resolve_inside.h.
 *
 * A named group of the rule wins. Then, for a cue inside a quotation: who stands inside the quotation, else whose
 * quotation it is. Then the rule's strategies in order. */
#include "resolve_inside.h"

#include <string.h>

static const onr_range nobody = {ONR_NONE, ONR_NONE};

/* What kind of holder a span is, by the names that it touches. */
static uint8_t span_kind(const onr_resolver *r, uint32_t si, onr_range at)
{
    const onr_name *n = onr_name_over(r, si, at);
    return n ? onr_name_kind(r, n) : ONR_HOLDER_NAMED;
}

/* Is the name nothing but a pronoun? 同省 is one, though 省 makes it a body as well. */
static int only_pronoun(const onr_resolver *r, uint32_t si, const onr_name *n)
{
    const onr_known *k = &r->known[si];
    uint64_t pronouns = onr_pronouns(r->pack);
    if (!(n->has & pronouns)) return 0;
    for (uint32_t i = onr_seen_from(r, si, n->at.start); i < k->seen0 + k->n_seen && r->seen[i].at.start <= n->at.start;
         i++)
        if (pronouns >> r->pack->mark[r->seen[i].mark].cls & 1 && r->seen[i].at.start == n->at.start &&
            r->seen[i].at.end == n->at.end)
            return 1;
    return 0;
}

/* Does a mark of the class touch the cue? */
static int touches(const onr_resolver *r, uint32_t known, onr_range cue)
{
    const onr_known *k = &r->known[r->si];
    uint64_t mask = onr_mask(r->pack, known);
    if (!(k->has & mask)) return 0;
    onr_few few = onr_marks_near(r, r->si, cue);
    for (uint32_t i = few.from; i < few.to && r->seen[i].at.start < cue.end; i++)
        if (mask >> r->pack->mark[r->seen[i].mark].cls & 1 && onr_meet(r->seen[i].at, cue)) return 1;
    return 0;
}

/* Does the sentence go on politely from the cue, outside quotations? Then somebody speaks; nobody writes so. */
static int polite(const onr_resolver *r, onr_range cue)
{
    const onr_known *k = &r->known[r->si];
    uint64_t mask = onr_mask(r->pack, ONR_C_POLITE);
    if (!(k->has & mask)) return 0;
    onr_few few = onr_marks_near(r, r->si, cue);
    for (uint32_t i = few.from; i < few.to; i++)
        if (mask >> r->pack->mark[r->seen[i].mark].cls & 1 && r->seen[i].at.end > cue.start &&
            onr_quote_of(r, r->seen[i].at) < 0)
            return 1;
    return 0;
}

static int lists(const onr_rule *rule, uint32_t how)
{
    for (int i = 0; i < 6 && rule->holder[i] != ONR_HOW_END; i++)
        if (rule->holder[i] == how) return 1;
    return 0;
}

/* Who speaks inside a quotation: after it (「…」と大臣は述べた; "…," said the minister), else before it. */
static onr_status quote_who(onr_resolver *r, int32_t qi, onr_who *out, onr_error *err)
{
    const onr_quote *q = &r->l->q[qi];
    onr_who *w = &r->quote[qi];
    if (w->state) { /* 1: asked for from inside itself */
        *out = *w;
        return ONR_OK;
    }
    *w = (onr_who){nobody, ONR_HOLDER_UNKNOWN, 1};
    uint32_t a = ONR_NONE, b = ONR_NONE; /* the sentences in which it opens and closes */
    uint32_t lo = 0, hi = r->l->ns;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->l->s[mid].end <= q->start)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < r->l->ns && r->l->s[lo].start <= q->start) a = lo;
    for (hi = r->l->ns; lo < hi;) { /* the first that ends where it does or behind; sentences do not overlap */
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->l->s[mid].end < q->end)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < r->l->ns && r->l->s[lo].start < q->end) b = lo;
    for (int after = 1; after >= 0; after--) {
        uint32_t si = after ? b : a;
        if (si == ONR_NONE || (after && !q->closed)) continue;
        onr_status st = onr_know(r, si, err);
        if (st != ONR_OK) return st;
        const onr_sentence *s = &r->l->s[si];
        onr_range at = {q->start, q->end}, n = nobody;
        if (s->lang == ONR_JA) {
            if (after) {
                /* Only the clause that takes the quotation up; a name there that は or が marks. */
                onr_range zone = {q->end, onr_clause_at(r, si, q->end < s->end ? q->end : s->end - 1).end};
                onr_range end = {zone.end, zone.end};
                n = onr_nearest_anchor(r, si, r->pack->known[ONR_C_SUBJECT], end, zone, -1, 1);
                if (n.start == ONR_NONE) n = onr_nearest_anchor(r, si, r->pack->known[ONR_C_TOPIC], end, zone, -1, 1);
            } else {
                onr_range zone = {s->start, q->start};
                const onr_known *k = &r->known[si]; /* in headlines: 社長「…」 */
                for (uint32_t i = onr_name_from(r, si, q->start - 1);
                     i < k->name0 + k->n_name && r->name[i].at.end == q->start; i++)
                    if (r->name[i].at.end == q->start && r->name[i].head) n = r->name[i].at;
                if (n.start != ONR_NONE) {
                    *w = (onr_who){n, span_kind(r, si, n), 2};
                    *out = *w;
                    return ONR_OK;
                }
                onr_range t = onr_nearest_anchor(r, si, r->pack->known[ONR_C_TOPIC], at, zone, -1, 1);
                n = onr_nearest_anchor(r, si, r->pack->known[ONR_C_SUBJECT], at, zone, -1, 1);
                if (t.start != ONR_NONE && (n.start == ONR_NONE || t.start > n.start)) n = t;
            }
        } else if (after) {
            /* what follows the closing mark up to the end of the clause */
            onr_range zone = {q->end, s->end};
            const onr_known *k = &r->known[si];
            for (uint32_t i = onr_name_from(r, si, q->end); n.start == ONR_NONE && i < k->name0 + k->n_name; i++) {
                const onr_name *x = &r->name[i];
                if (x->at.start < zone.start || onr_is_taken(r, si, x)) continue;
                if (x->at.start > q->end + 40) break;
                for (uint32_t j = onr_seen_from(r, si, q->end);
                     j < k->seen0 + k->n_seen && r->seen[j].at.start <= x->at.end + 24; j++) {
                    const onr_seen *y = &r->seen[j];
                    if (onr_in_class(r->pack, &r->pack->mark[y->mark], ONR_C_REPORTING) && y->at.start >= q->end &&
                        onr_gap(y->at, x->at) <= 24) {
                        n = x->at;
                        break;
                    }
                }
            }
        } else {
            n = onr_positional_subject(r, si, at, (onr_range){s->start, q->start});
        }
        if (n.start != ONR_NONE && n.end <= s->end) {
            const onr_name *x = onr_name_over(r, si, n);
            onr_who who = {n, span_kind(r, si, n), 2}, before = {nobody, 0, 0};
            if (x && only_pronoun(r, si, x) && (st = onr_antecedent(r, si, n, &before, err)) != ONR_OK) return st;
            *out = r->quote[qi] = before.state ? before : who;
            return ONR_OK;
        }
    }
    /* Nobody named: the last holder of the paragraph, where the sentence leaves its subject out. */
    if (a != ONR_NONE && r->known[a].has & onr_mask(r->pack, ONR_C_REPORTING)) {
        onr_who before = {nobody, 0, 0};
        onr_status st = onr_antecedent(r, a, nobody, &before, err);
        if (st != ONR_OK) return st;
        if (before.state) *w = before;
    }
    w->state = 2;
    *out = *w;
    return ONR_OK;
}

static onr_status settle(onr_resolver *r, onr_range at, onr_claim *out, onr_range *holder, onr_error *err)
{
    const onr_name *n = onr_name_over(r, r->si, at);
    if (n && only_pronoun(r, r->si, n)) {
        onr_who before = {nobody, 0, 0};
        onr_status st = onr_antecedent(r, r->si, at, &before, err);
        if (st != ONR_OK) return st;
        *holder = before.state ? before.at : at;
        out->holder_kind = before.state ? before.kind : ONR_HOLDER_DESCRIBED;
        return ONR_OK;
    }
    /* a rule's own group is the noun; what describes it belongs to the holder */
    if (n && n->at.end == at.end && n->at.start < at.start && n->has & onr_mask(r->pack, ONR_C_DESCRIBED))
        at.start = n->at.start;
    if (n && n->at.start == at.start + 3 && !memcmp(r->f->p + at.start, "今", 3)) at.start += 3; /* see stretch_ja */
    *holder = at;
    out->holder_kind = n ? onr_name_kind(r, n) : ONR_HOLDER_NAMED;
    return ONR_OK;
}

/* Japanese: who it is that did what stands before のは: 撤回を迫ったのは、町の協議会だった */
static onr_range cleft(const onr_resolver *r, uint32_t at, onr_range zone)
{
    const uint8_t *p = r->f->p;
    const onr_known *k = &r->known[r->si];
    if (at + 6 > zone.end || (memcmp(p + at, "のは", 6) && memcmp(p + at, "のが", 6))) return nobody;
    at += 6;
    if (at + 3 <= zone.end && !memcmp(p + at, "、", 3)) at += 3;
    for (uint32_t i = k->name0; i < k->name0 + k->n_name; i++)
        if (r->name[i].at.start >= at && r->name[i].at.start <= at + 60 && r->name[i].head) return r->name[i].at;
    uint32_t end = at, n, c;
    while (end < zone.end && onr_is_cjk(c = onr_decode(p + end, &n)) && !(c >= 0x3040 && c <= 0x309F)) end += n;
    return end >= at + 6 ? (onr_range){at, end} : nobody;
}

/* English: whom a rule's strategy names at the cue, and in *mention the words that stand there; *self: it is the
 * speaker (I, we), who is nobody's name. */
static onr_range named_at(const onr_resolver *r, const onr_cand *c, uint32_t how, onr_range zone, onr_range *mention,
                          int *self)
{
    int according = how >= ONR_HOW_CLASS0 && how - ONR_HOW_CLASS0 == r->pack->known[ONR_C_ACCORDING];
    onr_phrase x = {nobody, nobody};
    if (according) x = onr_english_according(r, r->si, c->cue.end, zone);
    if (how == ONR_HOW_SUBJECT) x = onr_english_subject(r, r->si, c->cue, zone);
    if (x.head.start != ONR_NONE && onr_first_person(r, r->si, x.head.start, x.head.end, c->cue) &&
        x.head.end - x.head.start <= 2) {
        x.head = x.whole = nobody;
        *self = 1;
    }
    *mention = x.whole;
    return x.head;
}

/* English: a rule's own group is the noun; what stands around it belongs to the holder. */
static onr_range around(const onr_resolver *r, const onr_cand *c, onr_range zone, onr_range *mention)
{
    onr_range at = c->g[ONR_G_HOLDER];
    onr_phrase x = at.start >= c->cue.end ? onr_english_according(r, r->si, c->cue.end, zone)
                                          : onr_english_subject(r, r->si, c->cue, zone);
    *mention = at;
    if (x.whole.start == ONR_NONE || !onr_meet(x.whole, at)) return at;
    *mention = x.whole;
    return x.head.start != ONR_NONE && onr_meet(x.head, at) ? x.head : at;
}

onr_status onr_holder(onr_resolver *r, const onr_cand *c, onr_claim *out, onr_range *holder, onr_range *mention,
                      onr_error *err)
{
    const onr_rule *rule = &r->pack->rule[c->rule];
    const onr_sentence *s = &r->l->s[r->si];
    int32_t qi = onr_quote_of(r, c->match);
    onr_range all = {s->start, s->end}, zone = all, cue = c->match;
    *holder = *mention = nobody;
    out->inherited = 0;
    out->voice = qi >= 0 ? ONR_VOICE_QUOTED : ONR_VOICE_REPORTED;
    if (qi >= 0) zone = onr_quote_inside(r, qi);
    if (c->g[ONR_G_HOLDER].start != ONR_NONE) {
        onr_range n = *mention = c->g[ONR_G_HOLDER];
        if (s->lang == ONR_EN) n = around(r, c, zone, mention);
        return settle(r, n, out, holder, err);
    }
    int ja = s->lang == ONR_JA, self = 0;
    /* may a subject that no mark names be meant? Not in speech, nor of blame, which needs no accuser */
    int nameless = qi < 0 && s->lang != ONR_EN && (ja ? !polite(r, all) : c->kind != ONR_BLAME);
    if (ja && qi < 0) {
        onr_range who = cleft(r, c->match.end, all);
        *mention = who;
        if (who.start != ONR_NONE) return settle(r, who, out, holder, err);
    }
    /* a verb with which only the speaker speaks of himself; an honorific one, by which the rule also knows the
     * addressee: who is named with it must be a person */
    int humble = ja && qi < 0 && lists(rule, ONR_HOW_TURN) && touches(r, ONR_C_SELF, cue);
    int persons = ja && lists(rule, ONR_HOW_CLASS0 + r->pack->known[ONR_C_ADDRESSEE]);
    uint64_t person = onr_mask(r->pack, ONR_C_TITLE) | onr_mask(r->pack, ONR_C_ADDRESSEE) | onr_pronouns(r->pack);
    for (int i = 0; i < 6 && rule->holder[i] != ONR_HOW_END; i++) {
        uint32_t how = rule->holder[i];
        if (how == ONR_HOW_TURN) self = 1;
        if (humble && how == ONR_HOW_TURN) break;
        if (humble) continue;
        /* the speaker comes before what the rule lists behind "turn", where somebody speaks for himself */
        if (how == ONR_HOW_TURN && qi < 0 && s->role == ONR_ROLE_ANSWER) break;
        if ((how == ONR_HOW_DROPPED || how == ONR_HOW_UNKNOWN) && i && nameless) {
            *holder = *mention = onr_unnamed(r, cue, zone);
            out->holder_kind = ONR_HOLDER_NAMED;
            if (holder->start != ONR_NONE) return ONR_OK;
        }
        if (how == ONR_HOW_UNKNOWN && qi < 0) {
            self = ja && c->kind != ONR_SOURCE && c->kind != ONR_REFUSAL && polite(r, cue);
            if (self) break; /* a speaker, who leaves himself out */
            int mine = 0;    /* a source of the speaker's own is somebody else's words all the same */
            if (s->lang == ONR_EN && c->kind == ONR_SOURCE) named_at(r, c, ONR_HOW_SUBJECT, zone, mention, &mine);
            out->holder_kind = ONR_HOLDER_UNKNOWN;
            return ONR_OK;
        }
        if (how == ONR_HOW_DROPPED && qi < 0) {
            onr_who before = {nobody, 0, 0};
            onr_status st = onr_antecedent(r, r->si, nobody, &before, err);
            if (st != ONR_OK) return st;
            if (!before.state) continue;
            *holder = before.at;
            out->holder_kind = before.kind;
            return ONR_OK;
        }
        int mine = 0;
        onr_range n = s->lang == ONR_EN ? named_at(r, c, how, zone, mention, &mine) : nobody;
        if (mine && c->kind != ONR_SOURCE) { /* I declined; "we deny it": whose quotation it is */
            self = 1;
            break;
        }
        if (n.start == ONR_NONE && how == ONR_HOW_SUBJECT && c->kind == ONR_AGREEMENT && s->lang == ONR_ZH)
            n = onr_joint_zh(r, cue, zone);
        if (n.start == ONR_NONE) n = onr_strategy(r, how, cue, zone);
        if (n.start != ONR_NONE && c->kind == ONR_AGREEMENT && s->lang != ONR_EN) n = onr_with_partners(r, n);
        if (n.start == ONR_NONE && qi < 0 && how - ONR_HOW_CLASS0 == r->pack->known[ONR_C_ADDRESSEE]) {
            out->holder_kind = ONR_HOLDER_ADDRESSEE; /* whom an honorific verb names without a word */
            return ONR_OK;
        }
        if (n.start == ONR_NONE) continue;
        const onr_name *x = persons ? onr_name_over(r, r->si, n) : NULL;
        if (x && !(x->has & person)) continue;
        if (mention->start == ONR_NONE) *mention = n;
        return settle(r, n, out, holder, err);
    }
    *mention = nobody;
    if (qi >= 0) {
        onr_who w;
        onr_status st = quote_who(r, qi, &w, err);
        if (st != ONR_OK) return st;
        *holder = w.at;
        out->holder_kind = w.at.start == ONR_NONE ? ONR_HOLDER_UNKNOWN : w.kind;
        out->inherited = w.at.start != ONR_NONE;
        return ONR_OK;
    }
    if (self) {
        out->holder_kind = ONR_HOLDER_SELF;
        out->voice = ONR_VOICE_OWN;
    } else {
        if (nameless) *holder = *mention = onr_unnamed(r, cue, zone);
        out->holder_kind = holder->start == ONR_NONE ? ONR_HOLDER_UNKNOWN : ONR_HOLDER_NAMED;
    }
    return ONR_OK;
}
