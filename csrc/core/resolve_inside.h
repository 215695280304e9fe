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
    uint8_t role; /* 1: the mark alone, no name before it (Japanese) */
} onr_name;

/* Words of English by what they do in a phrase; the lists of _segment.toml. */
enum {
    ONR_W_DETERMINER = 1u << 0, /* and adjectives: stand before a noun, or before a name */
    ONR_W_INDEFINITE = 1u << 1, /* a, an, his: in a statement */
    ONR_W_OPENING = 1u << 2,    /* have a capital only because a sentence starts with them */
    ONR_W_ADVERB = 1u << 3,     /* between subject and verb */
    ONR_W_AUXILIARY = 1u << 4,
    ONR_W_BREAK = 1u << 5, /* a clause begins */
    ONR_W_JOIN = 1u << 6,  /* and, but */
    ONR_W_PREPOSITION = 1u << 7,
    ONR_W_LINK = 1u << 8, /* prepositions inside a noun phrase */
    ONR_W_TIME = 1u << 9,
    ONR_W_RELATIVE = 1u << 10,
    ONR_W_PERSON = 1u << 11,  /* pronouns that are a subject alone */
    ONR_W_TO_WHOM = 1u << 12, /* verbs whose addressee follows them */
    ONR_W_TRAILING = 1u << 13 /* behind a comma: what is said ends before them */
};
typedef struct {
    const uint8_t *p; /* in the pack's blob */
    uint32_t n, is;   /* n 0: free */
} onr_lexeme;
typedef struct {
    onr_lexeme *w;
    uint32_t last; /* slots - 1; a power of two less one */
} onr_lexicon;

/* Who is named at a cue: `head` is the name itself, `whole` with what describes it, or the pronoun or relative that
 * stands there (then `head` may be NONE or whom it stands for). */
typedef struct {
    onr_range head, whole;
} onr_phrase;
/* What a claim holds, in one piece or in two that the words of reporting part; start NONE: not there. */
typedef struct {
    onr_range at, continued;
} onr_content_of;
/* How many marks, names, claims or quotations are looked at to each side of a place; what stands farther off has
 * nothing to do with it. Without a bound a sentence of nothing else would cost the square of its length or more.
 * Sentences of the Diet hold more than 64 between a verb and what belongs to it; at 256 no claim of the three archives
 * changes. */
enum { ONR_NEAR = 256 };

/* Indices [from, to). */
typedef struct {
    uint32_t from, to;
} onr_few;

/* What is known of a sentence; filled when a cue asks. Sorted by start. */
typedef struct {
    uint32_t seen0, n_seen, name0, n_name;
    uint32_t self0, n_self;     /* places at which the speaker names himself: I, we, 我; not in Japanese */
    uint32_t ground0, n_ground; /* the marks of grounds, in the same array as the others */
    uint64_t has;
    uint8_t loaded, grounds; /* 1: marks and names are filled in; marks of grounds are */
} onr_known;

typedef struct {
    onr_range at;  /* start ONR_NONE: nobody found */
    uint8_t kind;  /* ONR_HOLDER_* */
    uint8_t state; /* 0 not looked for, 1 being looked for, 2 found or not */
} onr_who;

enum { ONR_PAST = 4 };
/* A holder that later sentences of its paragraph may point back to. */
typedef struct {
    onr_range at;
    uint64_t has; /* classes of its name; 0: no mark made it */
    uint32_t para;
    uint8_t kind;
} onr_past;

/* The last search of a condition's pattern: all claims of a sentence ask the same of it. */
typedef struct {
    uint32_t
        where; /* the number of the window, or of the document with ONR_MEMO_TEXT: part is a turn and bytes of it */
    onr_range part;
    int yes;
} onr_memo;
#define ONR_MEMO_TEXT 0x80000000u

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
    int cues_only; /* of the document: no claims are made */
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
    uint32_t *self;
    uint32_t n_self, cap_self;
    onr_who *quote; /* per quote */
    uint32_t cap_quote;
    int32_t *open; /* per quote: the last unclosed one of speech up to it, -1: none */
    uint32_t cap_open;
    onr_memo *memo;            /* per PCRE pattern: what its last search gave */
    uint32_t window, document; /* numbers of them, for the memos; below ONR_MEMO_TEXT */
    /* of the sentence */
    uint32_t si; /* its index in the layout */
    onr_events cues, marks;
    onr_cand *cand;
    uint32_t n_cand, cap_cand;
    onr_ground *ground;
    uint32_t cap_ground;
    onr_claim *claim;
    onr_content_of *content; /* per claim: folded */
    uint32_t cap_claim, cap_content;
    onr_past past[ONR_PAST]; /* the last holders, a ring */
    uint32_t n_past;         /* of the window so far */
    onr_lexicon lexicon;     /* English */
};

/* resolve_marks.c: what a sentence holds. */
onr_status onr_know(onr_resolver *r, uint32_t sentence, onr_error *err);
/* The same and the marks of grounds, which refusals alone ask for. */
onr_status onr_know_grounds(onr_resolver *r, uint32_t sentence, onr_error *err);
/* Classes of the marks in a stretch of text outside the window (the question, the turn so far). */
onr_status onr_classes(onr_resolver *r, uint8_t lang, const uint8_t *text, uint32_t n, uint64_t *has, onr_error *err);
onr_status onr_names(onr_resolver *r, uint32_t sentence, onr_error *err);
/* The first mark of the sentence that starts at or behind the byte; the first name that ends behind it. Binary. */
uint32_t onr_seen_from(const onr_resolver *r, uint32_t sentence, uint32_t at);
uint32_t onr_name_from(const onr_resolver *r, uint32_t sentence, uint32_t at);
/* The marks and the names around a span, ONR_NEAR to each side; all of them where there are no more than that. */
onr_few onr_marks_near(const onr_resolver *r, uint32_t sentence, onr_range at);
onr_few onr_grounds_near(const onr_resolver *r, uint32_t sentence, onr_range at);
onr_few onr_names_near(const onr_resolver *r, uint32_t sentence, onr_range at);
/* The first quotation of the window that starts at or behind the byte. Binary. */
uint32_t onr_quote_from(const onr_resolver *r, uint32_t at);
/* 1 if the mark seen governs [at.start, at.end): its reach covers it and no stop class stands between. */
int onr_governs(const onr_resolver *r, uint32_t sentence, const onr_seen *x, onr_range at);
/* The clause of the sentence that holds the byte. */
onr_range onr_clause_at(const onr_resolver *r, uint32_t sentence, uint32_t at);
/* [at - cps, at) and [at, at + cps) inside the range; cps 0: to its edge. */
uint32_t onr_back(const onr_resolver *r, uint32_t at, uint32_t cps, uint32_t edge);
uint32_t onr_forth(const onr_resolver *r, uint32_t at, uint32_t cps, uint32_t edge);
/* The innermost closed quote of speech around the span, or the unclosed one opened in the sentence; -1: none. */
int32_t onr_quote_of(const onr_resolver *r, onr_range at);
/* Does the span stand inside a closed title or what is called so only? Nobody says that. */
int onr_in_title(const onr_resolver *r, onr_range at);
/* What the quote holds inside the sentence. */
onr_range onr_quote_inside(const onr_resolver *r, int32_t quote);

/* resolve_gate.c: is the candidate a claim here? 1 yes, 0 no; may change kind and form (negated). */
onr_status onr_gate(onr_resolver *r, onr_cand *c, int *yes, onr_error *err);

/* resolve_overlap.c: kills what others win over. */
void onr_overlaps(onr_resolver *r);

/* resolve_holder.c */
/* *mention: the words of the sentence that name the holder, whole, or stand for it (he, who); NONE: none do. */
onr_status onr_holder(onr_resolver *r, const onr_cand *c, onr_claim *out, onr_range *holder, onr_range *mention,
                      onr_error *err);

/* resolve_strategies.c: spans whose start is NONE where nobody is found. */
/* What one strategy of a rule (ONR_HOW_*) finds for the cue inside the zone. */
/* Chinese: who agrees: the name right before the cue (两国元首达成的共识), else the last one that says on what
 * (双方就…达成). */
onr_range onr_joint_zh(const onr_resolver *r, onr_range cue, onr_range zone);
/* Who does something together with others: the name and those that are coordinated before it. Not in English. */
onr_range onr_with_partners(const onr_resolver *r, onr_range at);
onr_range onr_strategy(const onr_resolver *r, uint32_t how, onr_range cue, onr_range zone);
/* The name of the nearest anchor of a class inside the zone. side: -1 only left of the cue, 0 either; strict: only what
 * marks make a name. */
onr_range onr_nearest_anchor(const onr_resolver *r, uint32_t si, uint32_t cls, onr_range cue, onr_range zone, int side,
                             int strict);
/* The subject by position, for languages without a subject marker: the nearest name left of the cue that no preposition
 * takes, in its clause, then in the clauses before; in English also right of it (said the minister). */
onr_range onr_positional_subject(const onr_resolver *r, uint32_t si, onr_range cue, onr_range zone);
/* The subject of the sentence that no mark makes a name, for a verb that somebody must be the subject of. */
onr_range onr_unnamed(const onr_resolver *r, onr_range cue, onr_range zone);
/* The subject of a whole sentence, where marks show one. */
onr_range onr_main_subject(const onr_resolver *r, uint32_t si);
/* Does an oblique or another anchor that takes its noun on the right stand right before the name, or before the first
 * of a list that it ends (对外国政府、企业和个人)? */
int onr_is_taken(const onr_resolver *r, uint32_t si, const onr_name *n);
/* Does the speaker name himself (I, we; 我) between the two places? Then nobody else is the subject. */
int onr_first_person(const onr_resolver *r, uint32_t si, uint32_t a, uint32_t b, onr_range cue);
/* The name that touches the stretch, or NULL; what kind of holder it is. */
const onr_name *onr_name_over(const onr_resolver *r, uint32_t si, onr_range at);
uint8_t onr_name_kind(const onr_resolver *r, const onr_name *n);

/* resolve_antecedent.c */
/* Keeps a holder of sentence `si` for what points back to it. */
void onr_held(onr_resolver *r, uint32_t si, onr_range holder, uint8_t kind);
/* Whom the pronoun `word` of the sentence stands for, or (word.start NONE) who goes on where a sentence leaves its
 * subject out: the last holder of the paragraph that fits, else in Japanese the topic of the sentence before.
 * out->state 0: nobody. May load the sentence before, so names are to be looked up anew behind it. */
onr_status onr_antecedent(onr_resolver *r, uint32_t si, onr_range word, onr_who *out, onr_error *err);

/* resolve_english.c */
onr_status onr_lexicon_build(const onr_pack *pack, uint8_t lang, onr_lexicon *out, onr_error *err);
/* ONR_W_* of the word; 0: it stands in no list. */
uint32_t onr_lexicon_of(const onr_lexicon *x, const uint8_t *p, uint32_t n);
/* Who speaks at a verb of saying, to either side of it inside the zone; head and whole NONE: nobody found. */
onr_phrase onr_english_subject(const onr_resolver *r, uint32_t si, onr_range cue, onr_range zone);
/* Whom "according to", which ends at the byte, names. */
onr_phrase onr_english_according(const onr_resolver *r, uint32_t si, uint32_t at, onr_range zone);

/* What is reported, on either side of the cue and of the words that name who says it; `according`: of a rule whose cue
 * is a preposition. With marks and blanks at its ends. *behind: of a quotation before the cue, where the words of
 * reporting end; else NONE. */
onr_content_of onr_english_content(const onr_resolver *r, const onr_cand *c, int according, int32_t quote,
                                   onr_range zone, onr_range mention, uint32_t *behind);

/* resolve_party.c */
onr_range onr_party(onr_resolver *r, const onr_cand *c, onr_range holder);

/* resolve_fields.c */
onr_content_of onr_content(onr_resolver *r, const onr_cand *c, onr_range holder, onr_range mention);
void onr_certainty(const onr_resolver *r, const onr_cand *c, uint8_t *certainty, onr_range *hedge);
uint8_t onr_channel(const onr_resolver *r, const onr_cand *c);
/* All grounds of a refusal in r->ground, in text order; the class of the nearest (ONR_NIL: none), and what the grounds
 * of its own sentence span. */
onr_status onr_grounds(onr_resolver *r, const onr_cand *c, uint32_t *n, uint8_t *nearest, onr_range *span,
                       onr_error *err);

static inline int onr_word_byte(uint8_t b)
{
    return onr_is_word(b) || b >= 0x80;
}
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
static inline uint64_t onr_masks(const onr_pack *p, uint32_t known0, uint32_t n)
{
    uint64_t mask = 0;
    for (uint32_t i = 0; i < n; i++) mask |= onr_mask(p, known0 + i);
    return mask;
}
static inline uint64_t onr_pronouns(const onr_pack *p)
{
    return onr_mask(p, ONR_C_PRONOUN) | onr_mask(p, ONR_C_PRONOUN_PERSON) | onr_mask(p, ONR_C_PRONOUN_BODY);
}

#endif
