/* See rows.h. */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

/* Grows one column to *cap (already raised); the caller keeps the old capacity on failure. */
static int column(void *pp, uint64_t cap, uint64_t size)
{
    void *old, *p;
    memcpy(&old, pp, sizeof old);
    p = onr_realloc(old, cap * size);
    if (!p) return 0;
    memcpy(pp, &p, sizeof p);
    return 1;
}

#define ONR_COLUMN(f) column(&r->f, cap, sizeof *r->f)

static onr_status full(onr_error *err, const char *what)
{
    return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for the %s table", what);
}

static uint32_t next_cap(uint32_t n)
{
    return n < 64 ? 64 : n + n / 2;
}

static onr_status more_claims(onr_rows *r, onr_error *err)
{
    uint32_t old = r->cap, cap = next_cap(old), bytes = (cap + 7) / 8, old_bytes = (old + 7) / 8;
    if (!(ONR_COLUMN(claim_start) && ONR_COLUMN(claim_end) && ONR_COLUMN(cue_start) && ONR_COLUMN(cue_end) &&
          ONR_COLUMN(holder_start) && ONR_COLUMN(holder_end) && ONR_COLUMN(party_start) && ONR_COLUMN(party_end) &&
          ONR_COLUMN(content_start) && ONR_COLUMN(content_end) && ONR_COLUMN(hedge_start) && ONR_COLUMN(hedge_end) &&
          ONR_COLUMN(mention_start) && ONR_COLUMN(mention_end) && ONR_COLUMN(continued_start) &&
          ONR_COLUMN(continued_end) && ONR_COLUMN(sentence) && ONR_COLUMN(turn) && ONR_COLUMN(rule) &&
          ONR_COLUMN(kind) && ONR_COLUMN(form) && ONR_COLUMN(voice) && ONR_COLUMN(certainty) && ONR_COLUMN(reason) &&
          ONR_COLUMN(channel) && ONR_COLUMN(lang) && ONR_COLUMN(role) && ONR_COLUMN(holder_kind) &&
          ONR_COLUMN(inherited) && column(&r->reasons_at, (uint64_t)cap + 1, sizeof *r->reasons_at)))
        return full(err, "claims");
    for (int v = 0; v < ONR_N_VALID; v++) {
        if (!column(&r->valid[v], bytes, 1)) return full(err, "claims");
        memset(r->valid[v] + old_bytes, 0, bytes - old_bytes);
    }
    r->cap = cap;
    return ONR_OK;
}

static void put_span(onr_rows *r, int valid, int32_t *start, int32_t *end, onr_cps at)
{
    uint32_t i = r->n;
    int on = at.start >= 0;
    start[i] = on ? at.start : 0;
    end[i] = on ? at.end : 0;
    r->valid[valid][i >> 3] = (uint8_t)((r->valid[valid][i >> 3] & ~(1u << (i & 7))) | (uint32_t)on << (i & 7));
}

onr_status onr_rows_claim(onr_rows *r, const onr_claim *c, onr_error *err)
{
    onr_status st = ONR_OK;
    if (r->n == r->cap && (st = more_claims(r, err)) != ONR_OK) return st;
    if (r->n_ground + c->n_grounds > r->cap_ground) {
        uint32_t cap = next_cap(r->cap_ground + c->n_grounds);
        if (!(ONR_COLUMN(ground_reason) && ONR_COLUMN(ground_start) && ONR_COLUMN(ground_end)))
            return full(err, "claims");
        r->cap_ground = cap;
    }
    uint32_t i = r->n;
    r->claim_start[i] = c->claim.start;
    r->claim_end[i] = c->claim.end;
    r->cue_start[i] = c->cue.start;
    r->cue_end[i] = c->cue.end;
    put_span(r, ONR_V_HOLDER, r->holder_start, r->holder_end, c->holder);
    put_span(r, ONR_V_PARTY, r->party_start, r->party_end, c->party);
    put_span(r, ONR_V_CONTENT, r->content_start, r->content_end, c->content);
    put_span(r, ONR_V_HEDGE, r->hedge_start, r->hedge_end, c->hedge);
    put_span(r, ONR_V_MENTION, r->mention_start, r->mention_end, c->mention);
    put_span(r, ONR_V_CONTINUED, r->continued_start, r->continued_end, c->continued);
    r->sentence[i] = c->sentence;
    r->turn[i] = c->turn;
    r->rule[i] = c->rule;
    r->kind[i] = c->kind;
    r->form[i] = c->form;
    r->voice[i] = c->voice;
    r->certainty[i] = c->certainty;
    r->reason[i] = c->reason;
    r->channel[i] = c->channel;
    r->lang[i] = c->lang;
    r->role[i] = c->role;
    r->holder_kind[i] = c->holder_kind;
    r->inherited[i] = c->inherited;
    for (uint32_t g = 0; g < c->n_grounds; g++) {
        r->ground_reason[r->n_ground] = c->grounds[g].reason;
        r->ground_start[r->n_ground] = c->grounds[g].start;
        r->ground_end[r->n_ground++] = c->grounds[g].end;
    }
    if (!i) r->reasons_at[0] = 0;
    r->reasons_at[i + 1] = (int32_t)r->n_ground;
    r->n++;
    return st;
}

onr_status onr_rows_sentence(onr_rows *r, onr_cps at, int32_t turn, int32_t para, uint16_t flags, uint8_t lang,
                             uint8_t role, onr_error *err)
{
    if (r->n_s == r->cap_s) {
        uint32_t cap = next_cap(r->cap_s);
        if (!(ONR_COLUMN(s_start) && ONR_COLUMN(s_end) && ONR_COLUMN(s_turn) && ONR_COLUMN(s_para) &&
              ONR_COLUMN(s_flags) && ONR_COLUMN(s_lang) && ONR_COLUMN(s_role)))
            return full(err, "sentences");
        r->cap_s = cap;
    }
    uint32_t i = r->n_s++;
    r->s_start[i] = at.start;
    r->s_end[i] = at.end;
    r->s_turn[i] = turn;
    r->s_para[i] = para;
    r->s_flags[i] = flags;
    r->s_lang[i] = lang;
    r->s_role[i] = role;
    return ONR_OK;
}

onr_status onr_rows_turn(onr_rows *r, int32_t start, int32_t text, onr_cps name, int32_t given, uint8_t role,
                         onr_error *err)
{
    if (r->n_t == r->cap_t) {
        uint32_t cap = next_cap(r->cap_t);
        if (!(ONR_COLUMN(t_start) && ONR_COLUMN(t_text) && ONR_COLUMN(t_end) && ONR_COLUMN(t_name_start) &&
              ONR_COLUMN(t_name_end) && ONR_COLUMN(t_given) && ONR_COLUMN(t_role)))
            return full(err, "turns");
        r->cap_t = cap;
    }
    uint32_t i = r->n_t++;
    r->t_start[i] = start;
    r->t_text[i] = text;
    r->t_end[i] = start;
    r->t_name_start[i] = name.start;
    r->t_name_end[i] = name.end;
    r->t_given[i] = given;
    r->t_role[i] = role;
    return ONR_OK;
}

onr_status onr_rows_quote(onr_rows *r, onr_cps at, uint8_t depth, uint8_t closed, uint8_t title, onr_error *err)
{
    if (r->n_q == r->cap_q) {
        uint32_t cap = next_cap(r->cap_q);
        if (!(ONR_COLUMN(q_start) && ONR_COLUMN(q_end) && ONR_COLUMN(q_depth) && ONR_COLUMN(q_closed) &&
              ONR_COLUMN(q_title)))
            return full(err, "quotes");
        r->cap_q = cap;
    }
    uint32_t i = r->n_q++;
    r->q_start[i] = at.start;
    r->q_end[i] = at.end;
    r->q_depth[i] = depth;
    r->q_closed[i] = closed;
    r->q_title[i] = title;
    return ONR_OK;
}

onr_status onr_rows_clause(onr_rows *r, onr_cps at, int32_t sentence, onr_error *err)
{
    if (r->n_c == r->cap_c) {
        uint32_t cap = next_cap(r->cap_c);
        if (!(ONR_COLUMN(c_start) && ONR_COLUMN(c_end) && ONR_COLUMN(c_sentence))) return full(err, "clauses");
        r->cap_c = cap;
    }
    uint32_t i = r->n_c++;
    r->c_start[i] = at.start;
    r->c_end[i] = at.end;
    r->c_sentence[i] = sentence;
    return ONR_OK;
}

void onr_rows_free(onr_rows *r)
{
    void *all[] = {
        r->claim_start,     r->claim_end,    r->cue_start,     r->cue_end,      r->holder_start, r->holder_end,
        r->party_start,     r->party_end,    r->content_start, r->content_end,  r->hedge_start,  r->hedge_end,
        r->sentence,        r->turn,         r->rule,          r->kind,         r->form,         r->voice,
        r->certainty,       r->reason,       r->channel,       r->lang,         r->role,         r->holder_kind,
        r->inherited,       r->reasons_at,   r->ground_reason, r->ground_start, r->ground_end,   r->s_start,
        r->s_end,           r->s_turn,       r->s_para,        r->s_flags,      r->s_lang,       r->s_role,
        r->t_start,         r->t_text,       r->t_end,         r->t_name_start, r->t_name_end,   r->t_given,
        r->t_role,          r->q_start,      r->q_end,         r->q_depth,      r->q_closed,     r->q_title,
        r->mention_start,   r->mention_end,  r->c_start,       r->c_end,        r->c_sentence,   r->limit,
        r->continued_start, r->continued_end};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) onr_free(all[i]);
    for (int v = 0; v < ONR_N_VALID; v++) onr_free(r->valid[v]);
    memset(r, 0, sizeof *r);
}
