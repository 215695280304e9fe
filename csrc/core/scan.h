/* Scan: one pass over a stretch of folded text for every literal of an index.
 *
 * An index is a byte trie over the literals of one language and one part (cues or marks), with a filter on the first
 * six (or three, or one) bytes in front. A hit says that a literal stands at a byte; the hits come sorted by position,
 * at one position the longest first. Word-boundary flags are honoured here: the edges of the range count as
 * boundaries, so a range is one sentence. O(bytes + hits + walked trie nodes); a walk is at most ONR_MAX_LITERAL. */
#ifndef ONR_SCAN_H
#define ONR_SCAN_H

#include "fold.h"
#include "pack.h"

typedef struct {
    uint32_t start, end;
} onr_range;
typedef struct {
    uint32_t pos, lit;
} onr_hit; /* folded byte; index of the literal in the pack */
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

typedef struct {
    onr_node *node;
    uint32_t n_node, cap_node;
    uint32_t *order; /* literal indices sorted by text */
    uint32_t n_order;
    uint32_t root[256];   /* node by first byte, or NONE */
    uint64_t six[1024];   /* 65,536 bits: hashes of the first six bytes of literals that have them */
    uint64_t three[1024]; /* ... of the first three bytes of literals of three to five */
    uint8_t one[256];     /* first bytes of literals of one or two */
    uint8_t words_only;   /* every literal that starts with a letter or digit needs a word boundary there */
} onr_index;

/* Builds the index over the literals lit[list[0..n)]. Free with onr_index_free. */
onr_status onr_index_build(onr_index *ix, const onr_literal *lit, const uint8_t *str, const uint32_t *list, uint32_t n,
                           onr_error *err);
void onr_index_free(onr_index *ix);

/* Appends to *hits all literals of the index that stand inside the range. */
onr_status onr_scan(const onr_index *ix, const onr_literal *lit, const uint8_t *str, const onr_folded *f, onr_range r,
                    onr_hits *hits, onr_error *err);

/* A letter or digit of the Latin script or a combining letter byte: what a word boundary is measured against. */
static inline int onr_is_word(uint8_t b)
{
    return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9');
}

#endif
