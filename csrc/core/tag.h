/* Tag: the whole way over one text, window by window. */
#ifndef ONR_TAG_H
#define ONR_TAG_H

#include "resolve.h"

#define ONR_WINDOW 65536u /* bytes of a window */

/* What a reader or caller knows: code points of the text, sorted, not overlapping. flags: ONR_F_*; lang UNKNOWN. */
typedef struct {
    uint64_t start, end;
    uint16_t flags;
    uint8_t lang;
} onr_region;
typedef struct {
    uint64_t start;
    uint8_t role;
} onr_turn_in;

typedef struct {
    onr_text text;
    const onr_region *region;
    uint32_t n_region;
    const onr_turn_in *turn; /* given turns: headers then open none */
    uint32_t n_turn;
    uint8_t lang, role; /* for the whole text; ONR_LANG_UNKNOWN, ONR_NIL: found */
    uint8_t layout;     /* 1: nothing is matched: no claims, but the clauses of each sentence */
    uint8_t cues;   /* 1: cues are looked for, and nothing is made of them: what marks and resolving cost is the rest */
    uint32_t block; /* bytes after which a window may end at a blank line; claims do not depend on it */
    int (*stop)(void *); /* asked once a window; non-zero: ONR_INTERRUPTED */
    void *stop_arg;
} onr_job;

typedef struct onr_tagger onr_tagger; /* scratch of one thread for one pack */
onr_status onr_tagger_new(const onr_pack *pack, onr_tagger **out, onr_error *err);
void onr_tagger_free(onr_tagger *t);

/* Fills *rows (zeroed by the caller, freed by it also on failure). ONR_LIMIT for a text of 2^31 code points or more. */
onr_status onr_tag(onr_tagger *t, const onr_job *job, onr_rows *rows, onr_error *err);

#endif
