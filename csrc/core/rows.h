/* Rows: what tagging leaves behind, as malloc'd columns in the Arrow types of the tables.
 *
 * Offsets are int32 code points of the original text, end exclusive. Columns that come in pairs (holder_start and
 * holder_end ...) share one validity bitmap; a value under a cleared bit is 0. Dictionary columns hold indices: kind,
 * form and mark class into the pack's names, rule into its rules, the rest into the enumerations below (ONR_NIL: null).
 * Claims stand in the order of (start, -end, kind, rule). Everything is owned by the onr_rows. */
#ifndef ONR_ROWS_H
#define ONR_ROWS_H

#include "pack.h"

#define ONR_NIL 255u

enum { ONR_VOICE_OWN = 0, ONR_VOICE_QUOTED, ONR_VOICE_REPORTED };
enum { ONR_HOLDER_SELF = 0, ONR_HOLDER_NAMED, ONR_HOLDER_DESCRIBED, ONR_HOLDER_ADDRESSEE, ONR_HOLDER_UNKNOWN };
enum { ONR_CHANNEL_RECORD = 0, ONR_CHANNEL_SPOKEN, ONR_CHANNEL_STATEMENT, ONR_CHANNEL_REPORT };
enum {
    ONR_REASON_SECURITY = 0,
    ONR_REASON_INVESTIGATION,
    ONR_REASON_DIPLOMACY,
    ONR_REASON_OTHER_PARTY,
    ONR_REASON_JURISDICTION,
    ONR_REASON_PRIVACY,
    ONR_REASON_DELIBERATION,
    ONR_REASON_NATURE,
    ONR_N_REASON
};

typedef struct {
    int32_t start, end;
} onr_cps; /* start -1: absent */
typedef struct {
    uint8_t reason;
    int32_t start, end;
} onr_ground;

/* One claim, ready to be stored. */
typedef struct {
    onr_cps claim, cue, holder, mention, party, content, continued, hedge;
    int32_t sentence, turn;
    uint32_t rule; /* index in the pack */
    uint8_t kind, form, voice, certainty, reason, channel, lang, role, holder_kind;
    uint8_t inherited; /* 1: the holder is that of the quote around the cue; for explain */
    const onr_ground *grounds;
    uint32_t n_grounds;
} onr_claim;

enum { ONR_V_HOLDER = 0, ONR_V_PARTY, ONR_V_CONTENT, ONR_V_HEDGE, ONR_V_MENTION, ONR_V_CONTINUED, ONR_N_VALID };

typedef struct {
    /* claims: n rows */
    uint32_t n, cap;
    int32_t *claim_start, *claim_end, *cue_start, *cue_end, *holder_start, *holder_end, *party_start, *party_end,
        *content_start, *content_end, *hedge_start, *hedge_end, *mention_start, *mention_end, *continued_start,
        *continued_end, *sentence, *turn;
    uint32_t *rule;
    uint8_t *kind, *form, *voice, *certainty, *reason, *channel, *lang, *role, *holder_kind, *inherited;
    uint8_t *valid[ONR_N_VALID];
    int32_t *reasons_at; /* n + 1 offsets into the children */
    uint8_t *ground_reason;
    int32_t *ground_start, *ground_end;
    uint32_t n_ground, cap_ground;
    /* sentences */
    uint32_t n_s, cap_s;
    int32_t *s_start, *s_end, *s_turn, *s_para;
    uint16_t *s_flags;
    uint8_t *s_lang, *s_role;
    /* turns */
    uint32_t n_t, cap_t;
    int32_t *t_start, *t_text, *t_end, *t_name_start, *t_name_end, *t_given; /* -1: absent */
    uint8_t *t_role;
    /* quotes (closed and unclosed) */
    uint32_t n_q, cap_q;
    int32_t *q_start, *q_end;
    uint8_t *q_depth, *q_closed, *q_title;
    /* clauses, of a text of which only the layout was asked for; c_sentence: row of its sentence */
    uint32_t n_c, cap_c;
    int32_t *c_start, *c_end, *c_sentence;
    /* rules that met a limit: one count per PCRE pattern of the pack */
    uint32_t *limit;
    uint32_t n_limit;
    uint64_t n_cp, work;
} onr_rows;

onr_status onr_rows_claim(onr_rows *r, const onr_claim *c, onr_error *err);
onr_status onr_rows_sentence(onr_rows *r, onr_cps at, int32_t turn, int32_t para, uint16_t flags, uint8_t lang,
                             uint8_t role, onr_error *err);
onr_status onr_rows_turn(onr_rows *r, int32_t start, int32_t text, onr_cps name, int32_t given, uint8_t role,
                         onr_error *err);
onr_status onr_rows_quote(onr_rows *r, onr_cps at, uint8_t depth, uint8_t closed, uint8_t title, onr_error *err);
onr_status onr_rows_clause(onr_rows *r, onr_cps at, int32_t sentence, onr_error *err);
void onr_rows_free(onr_rows *r);

static inline onr_cps onr_rows_span(const onr_rows *r, int valid, const int32_t *start, const int32_t *end, uint32_t i)
{
    if (!(r->valid[valid][i >> 3] >> (i & 7) & 1)) return (onr_cps){-1, -1};
    return (onr_cps){start[i], end[i]};
}

#endif
