/* Scan: one pass over a stretch of folded text for every literal of an index.
 *
 * An index holds the literals of one language and one part (cues or marks) in byte tries, by the length of the
 * literals. Those of nine bytes and more are entered at their ninth byte, those of six to eight at their sixth, those
 * of three to five at their third: a bit set of hashes of the first bytes rules most places out, a hash table gives the
 * node. So a walk begins where a literal is likely, and few are needed. Literals of one or two bytes have a table by
 * their first. A hit says that a literal stands at a byte; the hits come sorted by position, at one position the
 * longest first. Word-boundary flags are honoured here: the edges of the range count as boundaries, so a range is one
 * sentence. O(bytes + hits + walked trie nodes); a walk is at most ONR_MAX_LITERAL. */
#ifndef ONR_SCAN_H
#define ONR_SCAN_H

#include "fold.h"
#include "pack.h"

typedef struct {
    uint32_t start, end;
} onr_range;
/* A literal of the pack and what match needs of it, so that most hits need no look at its record. */
typedef struct {
    uint32_t lit;   /* its index << 2 | ONR_LIT_WORD_L, ONR_LIT_WORD_R */
    uint32_t entry; /* << 2 | ONR_HIT_ANCHOR, ONR_HIT_NEED */
} onr_out;
#define ONR_HIT_ANCHOR 1u
#define ONR_HIT_NEED 2u

typedef struct {
    uint32_t pos; /* folded byte */
    onr_out what;
} onr_hit;
typedef struct {
    onr_hit *h;
    uint32_t n, cap;
} onr_hits;

typedef struct {
    uint32_t child0, n_child; /* nodes, sorted by label */
    uint32_t out0, n_out;     /* literals that end here, in `order` */
    uint32_t depth;           /* bytes from the root */
    uint32_t tail;            /* a leaf: all its literals share this text from `depth` on (STR offset); else NONE */
    uint32_t tail_n;
    uint32_t label;
} onr_node;

/* The literals of one range of lengths, by their first bytes. */
typedef struct {
    uint64_t first; /* as many bytes as the tier has, eight at most */
    uint32_t node;  /* where they are entered; NONE: a free place */
    uint32_t ninth;
} onr_key;
typedef struct {
    onr_key *key;  /* 1 << log2 places, at most half of them taken */
    uint64_t *bit; /* 8 << log2 bits: of the hash of each key two in one word; small, to stay in the first cache */
    uint32_t log2;
} onr_tier;
#define ONR_N_TIER 3

/* What may begin at a place: a literal of a tier; one of one or two bytes; << 1: behind a Latin letter or digit. */
#define ONR_BEGINS 1u
#define ONR_BEGINS_SHORT 4u
#define ONR_BEGINS_WORD 16u /* the byte is such a letter or digit itself */

typedef struct {
    onr_node *node;
    uint32_t n_node, cap_node;
    onr_out *order; /* literals sorted by tier and text */
    uint32_t n_order;
    onr_tier tier[ONR_N_TIER];
    uint32_t root[256];  /* the node of the literals of one or two bytes by their first, or NONE */
    uint8_t begins[256]; /* ONR_BEGINS_* by the first byte */
    uint64_t mid[256];   /* 16,384 bits, of the hashes of the first three bytes of literals that may begin inside a word
                            of Latin letters or digits */
    uint8_t mid_any;     /* one of those is shorter */
} onr_index;

/* Builds the index over the literals lit[list[0..n)]. Free with onr_index_free. */
onr_status onr_index_build(onr_index *ix, const onr_literal *lit, const uint8_t *str, const uint32_t *list, uint32_t n,
                           onr_error *err);
void onr_index_free(onr_index *ix);

/* Appends to *hits all literals of the index that stand inside the range. */
onr_status onr_scan(const onr_index *ix, const uint8_t *str, const onr_folded *f, onr_range r, onr_hits *hits,
                    onr_error *err);

/* A letter or digit of the Latin script or a combining letter byte: what a word boundary is measured against. */
static inline int onr_is_word(uint8_t b)
{
    return ((uint8_t)(b - 'a') < 26) | ((uint8_t)(b - '0') < 10); /* without a branch: it stands in the inner loops */
}

#endif
