/* Match: from hits to events, and PCRE2 where the scan found a reason.
 *
 * An event is one match of one entry (cue, first, then, mark). Of a finite entry it is the longest of its literals at a
 * start, of an open one PCRE2's own match; per entry leftmost and not overlapping, inside one sentence, exactly as a
 * loop of PCRE2 searches over that sentence gives them (oracle.h). Events are sorted by start, then entry. */
#ifndef ONR_MATCH_H
#define ONR_MATCH_H

#include "pack_inside.h"
#include "scan.h"

typedef struct {
    uint32_t start, end, entry;
    onr_range g[ONR_N_GROUP]; /* start ONR_NONE: the group took no part */
} onr_event;

typedef struct {
    onr_event *e;
    uint32_t n, cap;
} onr_events;

#define ONR_LIMIT_HITS 8u /* after so many a rule is switched off for the document */

/* What is known of an entry in the sentence of that epoch. */
typedef struct {
    uint32_t epoch;
    uint32_t at;   /* the next start allowed; of a NEED its first literal */
    uint32_t last; /* of a NEED its last literal */
} onr_slot;

/* What belongs to one thread: match data, limits, cursors, counters. Made for one pack; not shared. */
typedef struct {
    pcre2_match_data *md;
    pcre2_match_context *mc;
    pcre2_jit_stack *stack;
    onr_slot *slot; /* per entry */
    uint32_t now;
    uint32_t *limit;  /* per PCRE pattern: how often it met a limit in this document */
    uint32_t limited; /* whether any did */
    uint64_t work;    /* bytes at which PCRE2 was asked to begin: a work counter for the tests of linearity */
    onr_hits hits;
} onr_matcher;

onr_status onr_matcher_new(const onr_pack *pack, onr_matcher *m, onr_error *err);
void onr_matcher_free(onr_matcher *m);

/* The bit of a sentence by the role of its turn and by whether it is a question; all of them. */
#define ONR_SPEAKS(role, question) (1u << ((role) + ((question) ? 3 : 0)))
#define ONR_SPEAKS_ANY 63u

/* Appends the events of one part (ONR_PART_*) of a language in one sentence. speaks: the bits of ONR_SPEAKS that
 * count; rules that speak in none of them are left out. */
onr_status onr_match(const onr_pack *pack, uint32_t lang, uint32_t part, uint32_t speaks, const onr_folded *f,
                     onr_range sentence, onr_matcher *m, onr_events *out, onr_error *err);

/* 1 if the searched pattern `pcre` matches inside the part of the sentence (look-behind sees the sentence); 0 if not or
 * if it met a limit. */
int onr_search(const onr_pack *pack, uint32_t pcre, const uint8_t *p, onr_range sentence, onr_range part,
               onr_matcher *m);
/* 1 if the pattern, compiled anchored, matches at byte `at` of the sentence. */
int onr_try(const onr_pack *pack, uint32_t pcre, const uint8_t *p, onr_range sentence, uint32_t at, onr_matcher *m);

/* The number of the group `g` (ONR_G_*) that took part in a match of the pattern; 0: none. */
uint32_t onr_group_number(const onr_pack *pack, uint32_t pcre, uint32_t g, const PCRE2_SIZE *ovector);

#endif
