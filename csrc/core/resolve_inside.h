/* Shared by the parts of the resolver. Spans are folded bytes of the window. */
#ifndef ONR_RESOLVE_INSIDE_H
#define ONR_RESOLVE_INSIDE_H

#include "resolve.h"

typedef struct {
    onr_range at;
    uint32_t mark; /* index in pack->mark */
} onr_seen;        /* a mark that stands in a sentence */

typedef struct {
    onr_range at;
    uint64_t has; /* classes of the marks that it is made of */
    uint8_t head; /* 1: a mark ends where the name ends: it can be a subject */
} onr_name;

/* What is known of a sentence; filled when a cue asks. Sorted by start. */
typedef struct {
    uint32_t seen0, n_seen, name0, n_name;
    uint64_t has;
    uint8_t loaded;
} onr_known;

typedef struct {
    onr_range at;  /* start ONR_NONE: nobody found */
    uint8_t kind;  /* ONR_HOLDER_* */
    uint8_t state; /* 0 not looked for, 1 being looked for, 2 found or not */
} onr_who;

typedef struct {
    uint32_t rule;
    onr_range match, cue, core;
    onr_range g[ONR_N_GROUP];
    uint8_t kind, form;
    uint8_t dead;
} onr_cand;

struct onr_resolver {
    const onr_pack *pack;
    onr_matcher m;
    /* of the window */
    const onr_utf8 *u;
    onr_folded *f;
    const onr_layout *l;
    onr_carry *carry;
    onr_known *known; /* per sentence */
    uint32_t cap_known;
    onr_seen *seen;
    uint32_t n_seen, cap_seen;
    onr_name *name;
    uint32_t n_name, cap_name;
    onr_who *quote; /* per quote */
    uint32_t cap_quote;
    /* of the sentence */
    uint32_t si; /* its index in the layout */
    onr_events cues, marks;
    onr_cand *cand;
    uint32_t n_cand, cap_cand;
    onr_ground *ground;
    uint32_t cap_ground;
    onr_claim *claim;
    onr_range *content; /* per claim: folded */
    uint32_t cap_claim, cap_content;
    onr_range last; /* the last holder of the paragraph */
    uint8_t last_kind;
    uint32_t last_para;
};

/* resolve_marks.c: what a sentence holds. */
onr_status onr_know(onr_resolver *r, uint32_t sentence, onr_error *err);
/* Classes of the marks in a stretch of text outside the window (the question, the turn so far). */
onr_status onr_classes(onr_resolver *r, uint8_t lang, const uint8_t *text, uint32_t n, uint64_t *has, onr_error *err);
onr_status onr_names(onr_resolver *r, uint32_t sentence, onr_error *err);
/* 1 if the mark seen governs [at.start, at.end): its reach covers it and no stop class stands between. */
int onr_governs(const onr_resolver *r, uint32_t sentence, const onr_seen *x, onr_range at);
/* The clause of the sentence that holds the byte. */
onr_range onr_clause_at(const onr_resolver *r, uint32_t sentence, uint32_t at);
/* [at - cps, at) and [at, at + cps) inside the range; cps 0: to its edge. */
uint32_t onr_back(const onr_resolver *r, uint32_t at, uint32_t cps, uint32_t edge);
uint32_t onr_forth(const onr_resolver *r, uint32_t at, uint32_t cps, uint32_t edge);
/* The innermost closed quote of speech around the span, or the unclosed one opened in the sentence; -1: none. */
int32_t onr_quote_of(const onr_resolver *r, onr_range at);
/* What the quote holds inside the sentence. */
onr_range onr_quote_inside(const onr_resolver *r, int32_t quote);

/* resolve_gate.c: is the candidate a claim here? 1 yes, 0 no; may change kind and form (negated). */
onr_status onr_gate(onr_resolver *r, onr_cand *c, int *yes, onr_error *err);

/* resolve_overlap.c: kills what others win over. */
void onr_overlaps(onr_resolver *r);

/* resolve_holder.c */
onr_status onr_holder(onr_resolver *r, const onr_cand *c, onr_claim *out, onr_range *holder, onr_error *err);
onr_status onr_party(onr_resolver *r, const onr_cand *c, onr_range holder, onr_range *party, onr_error *err);

/* resolve_fields.c */
onr_range onr_content(onr_resolver *r, const onr_cand *c, onr_range holder);
void onr_certainty(const onr_resolver *r, const onr_cand *c, uint8_t *certainty, onr_range *hedge);
uint8_t onr_channel(const onr_resolver *r, const onr_cand *c);
/* All grounds of a refusal in r->ground, in text order; the class of the nearest (ONR_NIL: none), and what the grounds
 * of its own sentence span. */
onr_status onr_grounds(onr_resolver *r, const onr_cand *c, uint32_t *n, uint8_t *nearest, onr_range *span,
                       onr_error *err);

static inline int onr_inside(onr_range in, onr_range out)
{
    return in.start >= out.start && in.end <= out.end;
}
static inline int onr_meet(onr_range a, onr_range b)
{
    return a.start < b.end && b.start < a.end;
}
static inline uint32_t onr_gap(onr_range a, onr_range b)
{
    return a.end <= b.start ? b.start - a.end : b.end <= a.start ? a.start - b.end : 0;
}
static inline uint64_t onr_mask(const onr_pack *p, uint32_t known)
{
    return p->known[known] == ONR_NONE ? 0 : (uint64_t)1 << p->known[known];
}

#endif
