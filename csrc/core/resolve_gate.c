/* The gates of a rule: turn, mood, position, finiteness, negation, need and unless. See resolve_inside.h. */
#include "resolve_inside.h"

#include <string.h>

/* Blanks, punctuation and quotation marks: what may stand between a cue and the edge that it is said to touch. */
static int is_filling(uint32_t c)
{
    if (c < 0x80) return !onr_is_word((uint8_t)c);
    return c == 0xA0 || (c >= 0x2010 && c <= 0x203F) || (c >= 0x3000 && c <= 0x303F && c != 0x3005 && c != 0x3007) ||
           (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF0F) || c == 0xFFFD;
}

static int only_filling(const uint8_t *p, uint32_t a, uint32_t b)
{
    while (a < b) {
        uint32_t n, c = onr_decode(p + a, &n);
        if (!is_filling(c)) return 0;
        a += n;
    }
    return 1;
}

static int at_place(const onr_resolver *r, const onr_cand *c, uint32_t at)
{
    const onr_sentence *s = &r->l->s[r->si];
    const uint8_t *p = r->f->p;
    onr_range in = {s->start, s->end}, left = onr_clause_at(r, r->si, c->match.start),
              right = onr_clause_at(r, r->si, c->match.end - 1);
    int32_t q = onr_quote_of(r, c->match);
    if (q >= 0) in = onr_quote_inside(r, q);
    if (left.start < in.start) left.start = in.start;
    if (right.end > in.end) right.end = in.end;
    if ((at & ONR_AT_SENTENCE_START) && only_filling(p, in.start, c->match.start)) return 1;
    if ((at & ONR_AT_SENTENCE_END) && only_filling(p, c->match.end, in.end)) return 1;
    if ((at & ONR_AT_CLAUSE_START) && only_filling(p, left.start, c->match.start)) return 1;
    if ((at & ONR_AT_CLAUSE_END) && only_filling(p, c->match.end, right.end)) return 1;
    return (at & ONR_AT_TURN_START) && r->carry->in_turn == 0 && only_filling(p, in.start, c->match.start);
}

static int is_adnominal(onr_resolver *r, const onr_cand *c)
{
    const onr_sentence *s = &r->l->s[r->si];
    const uint32_t *how = r->pack->adnominal[s->lang];
    onr_range all = {s->start, s->end}, left = {onr_back(r, c->core.start, 40, s->start), c->core.start};
    if (how[1] != ONR_NONE && onr_try(r->pack, how[1], r->f->p, all, c->core.end, &r->m)) return 1;
    return how[0] != ONR_NONE && onr_search(r->pack, how[0], r->f->p, all, left, &r->m);
}

static int is_negated(const onr_resolver *r, const onr_cand *c)
{
    const onr_known *k = &r->known[r->si];
    int odd = 0;
    if (!(k->has & onr_mask(r->pack, ONR_C_NEG))) return 0;
    onr_few few = onr_marks_near(r, r->si, c->match);
    for (uint32_t i = few.from; i < few.to; i++) {
        const onr_seen *x = &r->seen[i];
        if (!onr_in_class(r->pack, &r->pack->mark[x->mark], ONR_C_NEG) || onr_meet(x->at, c->match)) continue;
        if (onr_governs(r, r->si, x, c->match)) odd ^= 1;
    }
    return odd;
}

/* A class or a pattern inside a part of the sentence `si`; what the cue itself covers does not count. */
static onr_status in_part(onr_resolver *r, uint32_t si, const onr_cond *x, onr_range part, const onr_range *cue,
                          int *yes, onr_error *err)
{
    const onr_sentence *s = &r->l->s[si];
    *yes = 0;
    if (part.start >= part.end) return ONR_OK;
    if (x->pcre != ONR_NONE) {
        onr_memo *m = &r->memo[x->pcre];
        if (m->where != r->window || m->part.start != part.start || m->part.end != part.end)
            *m = (onr_memo){r->window, part,
                            onr_search(r->pack, x->pcre, r->f->p, (onr_range){s->start, s->end}, part, &r->m)};
        *yes = m->yes;
        return ONR_OK;
    }
    onr_status st = onr_know(r, si, err);
    if (st != ONR_OK) return st;
    const onr_known *k = &r->known[si];
    if (x->cls == r->pack->known[ONR_C_CONTENT]) { /* a quotation is a content too */
        for (uint32_t i = onr_quote_from(r, part.start); !*yes && i < r->l->nq && r->l->q[i].start < part.end; i++)
            *yes = r->l->q[i].closed && !r->l->q[i].title;
    }
    if (!(k->has >> x->cls & 1)) return ONR_OK;
    onr_few few = {k->seen0, k->seen0 + k->n_seen};
    if (cue) few = onr_marks_near(r, si, *cue);
    for (uint32_t i = few.from; !*yes && i < few.to; i++) {
        const onr_seen *y = &r->seen[i];
        if (y->at.start >= part.end) break;
        *yes = r->pack->mark[y->mark].cls == x->cls && onr_inside(y->at, part) && !(cue && onr_inside(y->at, *cue));
    }
    return ONR_OK;
}

/* What is asked of a text before the sentence. A turn grows: what was looked at once is not looked at again, so a
 * pattern must stand inside one of its sentences. */
static onr_status in_text(onr_resolver *r, const onr_cond *x, const uint8_t *text, uint32_t n, uint8_t lang,
                          onr_heard *heard, int *yes, onr_error *err)
{
    if (x->pcre != ONR_NONE) {
        onr_memo *m = &r->memo[x->pcre], old = *m;
        uint32_t from = 0, turn = 2 * r->carry->turn + (heard == &r->carry->question_has);
        if (old.where == (r->document | ONR_MEMO_TEXT) && old.part.start == turn && old.part.end <= n)
            from = old.part.end;
        else
            old.yes = 0;
        *m = (onr_memo){r->document | ONR_MEMO_TEXT, {turn, n}, old.yes};
        if (!m->yes && from < n)
            m->yes = onr_search(r->pack, x->pcre, text, (onr_range){0, n}, (onr_range){from, n}, &r->m);
        *yes = m->yes;
        return ONR_OK;
    }
    if (heard->upto < n) {
        uint64_t here = 0;
        onr_status st = onr_classes(r, lang, text + heard->upto, n - heard->upto, &here, err);
        *yes = 0;
        if (st != ONR_OK) return st;
        heard->has |= here;
        heard->upto = n;
    }
    *yes = (int)(heard->has >> x->cls & 1);
    return ONR_OK;
}

static onr_status holds(onr_resolver *r, const onr_cand *c, const onr_cond *x, int *yes, onr_error *err)
{
    const onr_sentence *s = &r->l->s[r->si];
    onr_range part = {s->start, s->end};
    onr_carry *y = r->carry;
    uint32_t si = r->si;
    int32_t q;
    *yes = 0;
    if (x->first && y->in_turn >= x->first) return ONR_OK;
    if (x->cls == ONR_NONE && x->pcre == ONR_NONE) {
        *yes = 1;
        return ONR_OK;
    }
    switch (x->where) {
    case ONR_IN_CLAUSE:
        part = onr_clause_at(r, si, c->cue.start);
        part.end = onr_clause_at(r, si, c->cue.end - 1).end;
        break;
    case ONR_IN_LEFT:
        part = (onr_range){onr_back(r, c->cue.start, x->within, s->start), c->cue.start};
        break;
    case ONR_IN_RIGHT:
        part = (onr_range){c->cue.end, onr_forth(r, c->cue.end, x->within, s->end)};
        break;
    case ONR_IN_QUOTE:
        q = onr_quote_of(r, c->match);
        if (q < 0) return ONR_OK;
        part = onr_quote_inside(r, q);
        break;
    case ONR_IN_CONTENT:
        part = onr_content(r, c, (onr_range){ONR_NONE, ONR_NONE}, (onr_range){ONR_NONE, ONR_NONE}).at;
        if (part.start == ONR_NONE) return ONR_OK;
        break;
    case ONR_IN_PREV:
        if (si == 0 || r->l->s[si - 1].para != s->para) return ONR_OK;
        si--;
        part = (onr_range){r->l->s[si].start, r->l->s[si].end};
        break;
    case ONR_IN_NEXT:
        if (si + 1 >= r->l->ns || r->l->s[si + 1].para != s->para) return ONR_OK;
        si++;
        part = (onr_range){r->l->s[si].start, r->l->s[si].end};
        break;
    case ONR_IN_TURN: {
        onr_status st = in_text(r, x, y->heard, y->n_heard, y->turn_lang, &y->heard_has, yes, err);
        if (st != ONR_OK || *yes) return st;
        break;
    }
    case ONR_IN_QUESTION:
        return in_text(r, x, y->question, y->n_question, y->question_lang, &y->question_has, yes, err);
    default:
        break;
    }
    return in_part(r, si, x, part, si == r->si ? &c->match : NULL, yes, err);
}

onr_status onr_gate(onr_resolver *r, onr_cand *c, int *yes, onr_error *err)
{
    const onr_rule *rule = &r->pack->rule[c->rule];
    const onr_sentence *s = &r->l->s[r->si];
    *yes = 0;
    if (!(rule->turns >> s->role & 1)) return ONR_OK;
    if (rule->mood == ONR_MOOD_DECLARATIVE && (s->flags & ONR_F_QUESTION)) return ONR_OK;
    if (rule->mood == ONR_MOOD_QUESTION && !(s->flags & ONR_F_QUESTION)) return ONR_OK;
    if (rule->at && !at_place(r, c, rule->at)) return ONR_OK;
    if (onr_in_title(r, c->match)) return ONR_OK;
    if ((rule->flags & ONR_RULE_FINITE) && is_adnominal(r, c)) return ONR_OK;
    onr_status st = onr_know(r, r->si, err);
    if (st != ONR_OK) return st;
    if (rule->negated != ONR_NEG_KEEP && !(rule->flags & ONR_RULE_BLOCK) && is_negated(r, c)) {
        if (rule->negated == ONR_NEG_DROP) return ONR_OK;
        c->kind = (uint8_t)rule->neg_kind;
        c->form = rule->neg_form == ONR_NONE ? ONR_NIL : (uint8_t)rule->neg_form;
    }
    for (uint32_t i = rule->cond0; i < rule->cond0 + rule->n_cond; i++) {
        const onr_cond *x = &r->pack->cond[i];
        int it_does;
        st = holds(r, c, x, &it_does, err);
        if (st != ONR_OK) return st;
        if (it_does == (int)x->unless) return ONR_OK;
    }
    *yes = 1;
    return ONR_OK;
}
