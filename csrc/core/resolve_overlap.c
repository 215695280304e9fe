/* Overlaps of candidates in one sentence: block, then `over`, then the longest cue, then the id. */
#include "resolve_inside.h"

#include <stdlib.h>

static int wins_over(const onr_pack *p, const onr_rule *a, uint32_t b)
{
    uint32_t lo = a->over0, hi = a->over0 + a->n_over; /* sorted */
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (p->over[mid] < b)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < a->over0 + a->n_over && p->over[lo] == b;
}

static int is_block(const onr_pack *p, const onr_cand *c)
{
    return (p->rule[c->rule].flags & ONR_RULE_BLOCK) != 0;
}

static int by_cue(const void *a, const void *b)
{
    const onr_cand *x = a, *y = b;
    if (x->cue.start != y->cue.start) return x->cue.start < y->cue.start ? -1 : 1;
    if (x->cue.end != y->cue.end) return x->cue.end > y->cue.end ? -1 : 1;
    if (x->match.start != y->match.start) return x->match.start < y->match.start ? -1 : 1;
    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static void block(onr_resolver *r)
{
    const onr_pack *p = r->pack;
    for (uint32_t i = 0; i < r->n_cand; i++) {
        const onr_cand *b = &r->cand[i];
        if (!is_block(p, b)) continue;
        const onr_rule *rule = &p->rule[b->rule];
        /* by their cues' starts: whoever meets it stands near */
        uint32_t from = i > ONR_NEAR ? i - ONR_NEAR : 0;
        for (uint32_t j = from; j < r->n_cand && r->cand[j].cue.start < b->cue.end; j++) {
            onr_cand *c = &r->cand[j];
            if (is_block(p, c) || !onr_meet(b->cue, c->cue)) continue;
            if (!rule->n_over || wins_over(p, rule, c->rule)) c->dead = 1;
        }
    }
    for (uint32_t i = 0; i < r->n_cand; i++)
        if (is_block(p, &r->cand[i])) r->cand[i].dead = 1;
}

/* Silences claims of a kind near the claim without overlapping it. */
static void mute(onr_resolver *r)
{
    const onr_pack *p = r->pack;
    for (uint32_t i = 0; i < r->n_cand; i++) {
        const onr_cand *a = &r->cand[i];
        const onr_rule *rule = &p->rule[a->rule];
        if (a->dead || !rule->n_mute) continue;
        onr_range clause = onr_clause_at(r, r->si, a->cue.start);
        uint32_t from = i > ONR_NEAR ? i - ONR_NEAR : 0, to = r->n_cand - i > ONR_NEAR ? i + ONR_NEAR : r->n_cand;
        for (uint32_t j = from; j < to; j++) {
            onr_cand *b = &r->cand[j];
            if (b->dead || i == j || b->rule == a->rule) continue;
            for (uint32_t k = rule->mute0; k < rule->mute0 + rule->n_mute; k++) {
                const onr_mute *m = &p->mute[k];
                if (m->kind != b->kind) continue;
                int hit = m->where == ONR_IN_LEFT     ? b->cue.end <= a->cue.start
                          : m->where == ONR_IN_RIGHT  ? b->cue.start >= a->cue.end
                          : m->where == ONR_IN_CLAUSE ? b->cue.start >= clause.start && b->cue.start < clause.end
                                                      : 1;
                if (hit) b->dead = 1;
            }
        }
    }
}

static void pack_alive(onr_resolver *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_cand; i++)
        if (!r->cand[i].dead) r->cand[n++] = r->cand[i];
    r->n_cand = n;
}

/* `over`: whoever an overlapping candidate wins over by name goes first, be that one beaten by others or not. */
static void over(onr_resolver *r)
{
    for (uint32_t i = 0; i < r->n_cand; i++) {
        for (uint32_t j = i + 1; j < r->n_cand && r->cand[j].cue.start < r->cand[i].cue.end; j++) {
            onr_cand *a = &r->cand[i], *b = &r->cand[j];
            if (wins_over(r->pack, &r->pack->rule[a->rule], b->rule))
                b->dead = 1;
            else if (wins_over(r->pack, &r->pack->rule[b->rule], a->rule))
                a->dead = 1;
        }
    }
}

static uint32_t length(const onr_cand *c)
{
    return c->cue.end - c->cue.start;
}

/* The longest cue, then the id, of what still overlaps, from left to right. */
static void longest(onr_resolver *r)
{
    for (uint32_t i = 0; i < r->n_cand; i++) {
        onr_cand *a = &r->cand[i];
        for (uint32_t j = i + 1; !a->dead && j < r->n_cand && r->cand[j].cue.start < a->cue.end; j++) {
            onr_cand *b = &r->cand[j];
            if (b->dead) continue;
            if (length(a) > length(b) || (length(a) == length(b) && a->rule < b->rule))
                b->dead = 1;
            else
                a->dead = 1;
        }
    }
}

void onr_overlaps(onr_resolver *r)
{
    if (r->n_cand > 1) qsort(r->cand, r->n_cand, sizeof *r->cand, by_cue);
    block(r);
    pack_alive(r);
    over(r);
    pack_alive(r);
    longest(r);
    pack_alive(r);
    mute(r);
    pack_alive(r);
}
