/* See resolve.h: the sweep over the sentences of a window. */
#include "resolve_inside.h"

#include <stdlib.h>
#include <string.h>

onr_status onr_resolver_new(const onr_pack *pack, onr_resolver **out, onr_error *err)
{
    onr_resolver *r = onr_alloc(sizeof *r);
    *out = NULL;
    if (!r) return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for a resolver");
    memset(r, 0, sizeof *r);
    r->pack = pack;
    onr_status st = onr_matcher_new(pack, &r->m, err);
    if (st == ONR_OK) st = onr_lexicon_build(pack, ONR_EN, &r->lexicon, err);
    if (st == ONR_OK && !(r->memo = onr_alloc(pack->n_pcre * sizeof *r->memo)))
        st = onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for a resolver");
    if (st != ONR_OK) {
        onr_resolver_free(r);
        return st;
    }
    memset(r->memo, 0, pack->n_pcre * sizeof *r->memo);
    *out = r;
    return ONR_OK;
}

void onr_resolver_free(onr_resolver *r)
{
    if (!r) return;
    onr_matcher_free(&r->m);
    onr_free(r->lexicon.w);
    onr_free(r->known);
    onr_free(r->seen);
    onr_free(r->name);
    onr_free(r->self);
    onr_free(r->quote);
    onr_free(r->open);
    onr_free(r->memo);
    onr_free(r->cues.e);
    onr_free(r->marks.e);
    onr_free(r->cand);
    onr_free(r->ground);
    onr_free(r->claim);
    onr_free(r->content);
    onr_free(r);
}

void onr_resolver_start(onr_resolver *r, int cues_only)
{
    r->cues_only = cues_only;
    if (r->m.limited) memset(r->m.limit, 0, r->pack->n_pcre * sizeof *r->m.limit);
    r->m.limited = 0;
    r->m.work = 0;
    if (++r->document >= ONR_MEMO_TEXT) {
        memset(r->memo, 0, r->pack->n_pcre * sizeof *r->memo);
        r->document = 1;
    }
}

const uint32_t *onr_resolver_limits(const onr_resolver *r)
{
    return r->m.limited ? r->m.limit : NULL;
}
uint64_t onr_resolver_work(const onr_resolver *r)
{
    return r->m.work;
}

onr_cps onr_original(const onr_utf8 *u, onr_folded *f, uint64_t cp0, uint32_t start, uint32_t end)
{
    uint32_t a = onr_fold_src_start(f, start), b = onr_fold_src_end(f, end);
    if (b < a) b = a;
    return (onr_cps){(int32_t)(cp0 + onr_utf8_cp(u, a)), (int32_t)(cp0 + onr_utf8_cp(u, b))};
}

/* Adds a candidate that passes its gates. */
static onr_status consider(onr_resolver *r, uint32_t rule, const onr_event *e, const onr_event *first, onr_error *err)
{
    const onr_rule *x = &r->pack->rule[rule];
    int yes = 0;
    onr_cand c;
    memset(&c, 0, sizeof c);
    c.rule = rule;
    c.match = (onr_range){e->start, e->end};
    memcpy(c.g, e->g, sizeof c.g);
    for (uint32_t g = 0; first && g < ONR_N_GROUP; g++)
        if (c.g[g].start == ONR_NONE && g != ONR_G_CUE && g != ONR_G_CORE) c.g[g] = first->g[g];
    c.cue = c.g[ONR_G_CUE].start != ONR_NONE ? c.g[ONR_G_CUE] : c.match;
    c.core = c.g[ONR_G_CORE].start != ONR_NONE ? c.g[ONR_G_CORE] : c.cue;
    if (c.cue.start >= c.cue.end) return ONR_OK;
    c.kind = (uint8_t)(x->flags & ONR_RULE_BLOCK ? ONR_NIL : x->kind);
    c.form = x->form == ONR_NONE ? ONR_NIL : (uint8_t)x->form;
    onr_status st = onr_gate(r, &c, &yes, err);
    if (st != ONR_OK || !yes) return st;
    st = onr_grow(&r->cand, &r->cap_cand, (uint64_t)r->n_cand + 1, sizeof *r->cand, err);
    if (st == ONR_OK) r->cand[r->n_cand++] = c;
    return st;
}

static onr_status candidates(onr_resolver *r, onr_error *err)
{
    const onr_pack *p = r->pack;
    r->n_cand = 0;
    for (uint32_t i = 0; i < r->cues.n; i++) {
        const onr_event *e = &r->cues.e[i];
        const onr_entry *en = &p->entry[e->entry];
        onr_status st = ONR_OK;
        if (en->what == ONR_ENTRY_CUE) {
            st = consider(r, en->owner, e, NULL, err);
        } else if (en->what == ONR_ENTRY_THEN) {
            const onr_rule *x = &p->rule[en->owner];
            const onr_event *first = NULL; /* the last `first` before it */
            for (uint32_t j = i, most = 2 * ONR_NEAR; j-- > 0 && most-- && !first;)
                if (r->cues.e[j].entry == x->first && r->cues.e[j].end <= e->start) first = &r->cues.e[j];
            if (first && (x->flags & ONR_RULE_FRAME_CLAUSE) &&
                onr_clause_at(r, r->si, first->start).start != onr_clause_at(r, r->si, e->start).start)
                first = NULL;
            if (first) st = consider(r, en->owner, e, first, err);
        }
        if (st != ONR_OK) return st;
    }
    return ONR_OK;
}

static void widen(onr_cps *all, onr_cps x, onr_cps sentence)
{
    if (x.start < 0 || x.start < sentence.start || x.end > sentence.end) return;
    if (x.start < all->start) all->start = x.start;
    if (x.end > all->end) all->end = x.end;
}

static onr_cps original(onr_resolver *r, onr_range at)
{
    if (at.start == ONR_NONE) return (onr_cps){-1, -1};
    return onr_original(r->u, r->f, r->carry->cp0, at.start, at.end);
}

/* On whose word: a claim of the speaker's that stands in the content of a source claim is that source's. */
static void attribute(onr_resolver *r)
{
    for (uint32_t i = 0; i < r->n_cand; i++) {
        onr_claim *c = &r->claim[i];
        int nobody = c->holder_kind == ONR_HOLDER_UNKNOWN && c->voice == ONR_VOICE_QUOTED;
        if ((c->holder_kind != ONR_HOLDER_SELF && !nobody) || c->kind == ONR_SOURCE) continue;
        uint32_t best = ONR_NONE;
        uint32_t from = i > ONR_NEAR ? i - ONR_NEAR : 0, to = r->n_cand - i > ONR_NEAR ? i + ONR_NEAR : r->n_cand;
        for (uint32_t j = from; j < to; j++) {
            const onr_claim *s = &r->claim[j];
            onr_range in = r->content[j].at;
            if (s->kind != ONR_SOURCE || i == j || s->holder_kind == ONR_HOLDER_SELF) continue;
            if (in.start == ONR_NONE || !onr_inside(r->cand[i].cue, in)) in = r->content[j].continued;
            if (in.start == ONR_NONE || !onr_inside(r->cand[i].cue, in)) continue;
            uint32_t n = in.end - in.start;
            if (n >= best) continue; /* the innermost */
            best = n;
            c->holder = s->holder;
            c->mention = s->mention;
            c->holder_kind = s->holder_kind;
            if (!nobody) c->voice = ONR_VOICE_REPORTED;
            c->inherited = 1;
        }
    }
}

static int earlier(const onr_claim *a, const onr_claim *b)
{
    if (a->claim.start != b->claim.start) return a->claim.start < b->claim.start;
    if (a->claim.end != b->claim.end) return a->claim.end > b->claim.end;
    if (a->kind != b->kind) return a->kind < b->kind;
    return a->rule < b->rule;
}

/* The claims of the sentence in the order of the rows: a merge sort, stable; they come nearly so. `order` has room for
 * twice as many. */
static void in_order(const onr_resolver *r, uint32_t *order)
{
    uint32_t n = r->n_cand, *other = order + n;
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    for (uint32_t width = 1; width < n; width *= 2) {
        for (uint32_t lo = 0; lo < n; lo += 2 * width) {
            uint32_t mid = n - lo > width ? lo + width : n, hi = n - lo > 2 * width ? lo + 2 * width : n, a = lo,
                     b = mid;
            for (uint32_t to = lo; to < hi; to++) {
                int second = a == mid || (b < hi && earlier(&r->claim[order[b]], &r->claim[order[a]]));
                other[to] = second ? order[b++] : order[a++];
            }
        }
        memcpy(order, other, n * sizeof *order);
    }
}

/* Is the stretch what stands inside a quotation, but for marks at its ends? */
static int fills_quote(const onr_resolver *r, onr_range x)
{
    int32_t i = x.start == ONR_NONE ? -1 : onr_quote_of(r, x);
    if (i < 0 || !r->l->q[i].closed || r->l->q[i].title) return 0;
    return x.start <= r->l->q[i].in_start + 6 && x.end + 6 >= r->l->q[i].in_end;
}

static onr_status claims(onr_resolver *r, onr_rows *rows, onr_error *err)
{
    const onr_sentence *s = &r->l->s[r->si];
    const onr_pack *p = r->pack;
    onr_cps whole = original(r, (onr_range){s->start, s->end});
    onr_status st = onr_grow(&r->claim, &r->cap_claim, r->n_cand, sizeof *r->claim, err);
    if (st == ONR_OK) st = onr_grow(&r->content, &r->cap_content, r->n_cand, sizeof *r->content, err);
    if (st != ONR_OK) return st;
    for (uint32_t i = 0; i < r->n_cand; i++) {
        const onr_cand *c = &r->cand[i];
        onr_claim *out = &r->claim[i];
        onr_range holder, mention, party, hedge;
        memset(out, 0, sizeof *out);
        out->kind = c->kind;
        out->form = c->form;
        out->rule = c->rule;
        out->lang = s->lang;
        out->role = s->role;
        out->turn = (int32_t)s->turn;
        out->sentence = (int32_t)(r->carry->sentence + r->si);
        (void)ONR_STAGE(ONR_STAGE_HOLDER);
        if ((st = onr_holder(r, c, out, &holder, &mention, err)) != ONR_OK) return st;
        (void)ONR_STAGE(ONR_STAGE_PARTY);
        party = onr_party(r, c, holder);
        (void)ONR_STAGE(ONR_STAGE_CONTENT);
        r->content[i] = onr_content(r, c, holder, mention);
        /* Careful readers take 「…」と述べた as quoted; in Chinese and English they take he said "..." as a report. */
        if (s->lang == ONR_JA && out->kind == ONR_SOURCE && out->voice == ONR_VOICE_REPORTED &&
            fills_quote(r, r->content[i].at))
            out->voice = ONR_VOICE_QUOTED;
        (void)ONR_STAGE(ONR_STAGE_CERTAINTY);
        onr_certainty(r, c, &out->certainty, &hedge);
        (void)ONR_STAGE(ONR_STAGE_GROUNDS);
        out->channel = onr_channel(r, c);
        out->cue = original(r, c->cue);
        out->holder = original(r, holder);
        out->mention = original(r, mention);
        out->party = original(r, party);
        out->content = original(r, r->content[i].at);
        out->continued = original(r, r->content[i].continued);
        out->hedge = original(r, hedge);
        int passing =
            c->kind == ONR_SOURCE && (p->rule[c->rule].form != ONR_NONE) && out->holder_kind == ONR_HOLDER_UNKNOWN;
        if (holder.start != ONR_NONE && !passing && out->holder_kind != ONR_HOLDER_ADDRESSEE) {
            const onr_name *n = onr_name_over(r, r->si, holder);
            /* an English name needs no mark; a pronoun that stands for nobody is nobody to point back to */
            int english = s->lang == ONR_EN && onr_bit(r->f->upper, holder.start);
            if (s->lang == ONR_EN && n && n->at.end == holder.end && !(n->has & ~onr_pronouns(p))) continue;
            if (out->inherited || n || english) onr_held(r, r->si, holder, out->holder_kind);
        }
    }
    (void)ONR_STAGE(ONR_STAGE_CONTENT);
    attribute(r);
    (void)ONR_STAGE(ONR_STAGE_GROUNDS);
    for (uint32_t i = 0; i < r->n_cand; i++) {
        onr_claim *out = &r->claim[i];
        out->claim = out->cue;
        widen(&out->claim, out->party, whole);
        widen(&out->claim, out->content, whole);
        widen(&out->claim, out->continued, whole);
        uint32_t n = 0;
        onr_range span;
        if ((st = onr_grounds(r, &r->cand[i], &n, &out->reason, &span, err)) != ONR_OK) return st;
        widen(&out->claim, original(r, span), whole);
    }
    uint32_t *order = NULL;
    if (r->n_cand > 1) {
        order = onr_alloc(2 * (uint64_t)r->n_cand * sizeof *order);
        if (!order) return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for the order of %u claims", r->n_cand);
        in_order(r, order);
    }
    for (uint32_t i = 0; st == ONR_OK && i < r->n_cand; i++) {
        uint32_t k = order ? order[i] : i, n;
        onr_claim *out = &r->claim[k];
        onr_range span;
        st = onr_grounds(r, &r->cand[k], &n, &out->reason, &span, err);
        out->grounds = r->ground;
        out->n_grounds = n;
        if (st == ONR_OK) st = onr_rows_claim(rows, out, err);
    }
    onr_free(order);
    return st;
}

/* What later conditions can still see of a turn. */
static void hear(onr_resolver *r, const onr_sentence *s)
{
    onr_carry *y = r->carry;
    if (!y->any_turn || s->turn != y->turn) {
        if (y->any_turn && y->turn_role == ONR_ROLE_QUESTION) {
            memcpy(y->question, y->heard, y->n_heard);
            memset(y->question + y->n_heard, 0, ONR_PAD);
            y->n_question = y->n_heard;
            y->question_lang = y->turn_lang;
            y->question_has = y->heard_has;
        } else if (s->role == ONR_ROLE_QUESTION) {
            y->n_question = 0;
            y->question_has = (onr_heard){0, 0};
        }
        y->n_heard = 0;
        y->heard_has = (onr_heard){0, 0};
        y->in_turn = 0;
        y->turn = s->turn;
        y->any_turn = 1;
        y->turn_role = s->role;
        y->turn_lang = s->lang;
    }
}

static void remember(onr_resolver *r, const onr_sentence *s)
{
    onr_carry *y = r->carry;
    uint32_t n = s->end - s->start, room = ONR_HEARD - y->n_heard;
    y->in_turn++;
    if (n + 1 > room) return; /* what does not fit is not heard */
    if (y->n_heard) y->heard[y->n_heard++] = '\n';
    memcpy(y->heard + y->n_heard, r->f->p + s->start, n);
    y->n_heard += n;
    memset(y->heard + y->n_heard, 0, ONR_PAD);
}

onr_status onr_resolve(onr_resolver *r, const onr_utf8 *u, onr_folded *f, const onr_layout *l, onr_carry *carry,
                       onr_rows *rows, onr_error *err)
{
    onr_status st = onr_grow(&r->known, &r->cap_known, l->ns, sizeof *r->known, err);
    if (st == ONR_OK) st = onr_grow(&r->quote, &r->cap_quote, l->nq, sizeof *r->quote, err);
    if (st == ONR_OK) st = onr_grow(&r->open, &r->cap_open, l->nq, sizeof *r->open, err);
    if (st != ONR_OK) return st;
    if (l->ns) memset(r->known, 0, l->ns * sizeof *r->known);
    if (l->nq) memset(r->quote, 0, l->nq * sizeof *r->quote);
    for (uint32_t i = 0; i < l->nq; i++)
        r->open[i] = !l->q[i].closed && !l->q[i].title ? (int32_t)i : i ? r->open[i - 1] : -1;
    if (++r->window >= ONR_MEMO_TEXT) { /* the numbers came round */
        memset(r->memo, 0, r->pack->n_pcre * sizeof *r->memo);
        r->window = 1;
    }
    r->u = u;
    r->f = f;
    r->l = l;
    r->carry = carry;
    r->n_seen = r->n_name = r->n_self = 0;
    r->n_past = 0;
    for (uint32_t i = 0; i < l->ns; i++) {
        const onr_sentence *s = &l->s[i];
        r->si = i;
        if (s->flags & ONR_F_SKIP) continue;
        hear(r, s);
        if (s->lang < ONR_N_LANG) {
            r->cues.n = 0;
            (void)ONR_STAGE(ONR_STAGE_CUES);
            st = onr_match(r->pack, s->lang, ONR_PART_CUES, ONR_SPEAKS(s->role, s->flags & ONR_F_QUESTION), f,
                           (onr_range){s->start, s->end}, &r->m, &r->cues, err);
            if (st != ONR_OK) return st;
            if (r->cues.n && !r->cues_only) {
                (void)ONR_STAGE(ONR_STAGE_GATES);
                if ((st = candidates(r, err)) != ONR_OK) return st;
                (void)ONR_STAGE(ONR_STAGE_OVERLAPS);
                if (r->n_cand) {
                    onr_overlaps(r);
                    if ((st = claims(r, rows, err)) != ONR_OK) return st;
                }
            }
        }
        (void)ONR_STAGE(ONR_STAGE_ELSE);
        remember(r, s);
    }
    return ONR_OK;
}
