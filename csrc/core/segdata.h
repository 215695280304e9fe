/* Segmenter data of a pack, laid out for the segmenter. Strings point into the pack's blob.
 *
 * Abbreviations may end in a sign that says when they do not end a sentence: "no.#" before a number only, "u.s.$"
 * unless a word follows that opens sentences (SENTENCE_OPENING); without a sign: never. Of `saying`, Japanese words
 * stand right behind a closing mark; English and Chinese ones anywhere near behind it, those with ^ right behind it. */
#ifndef ONR_SEGDATA_H
#define ONR_SEGDATA_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "pack.h"

typedef struct {
    const uint8_t *p;
    uint32_t n;
} onr_word;

/* A list of words, in the order of their first bytes (`after`, `not_after`: of the bytes before their last characters).
 */
typedef struct {
    onr_word *w;
    uint32_t n, cap;
    uint32_t from[257]; /* per such byte: its first word; the next byte's is behind its last */
} onr_words;

typedef struct {
    onr_word open, close;
    uint8_t title; /* 1 a title, 2 a title that is a quotation inside another quotation (『』) */
} onr_pair;
typedef struct {
    uint32_t pcre;
    uint32_t speaker;
    uint8_t last; /* a byte that each match holds behind its first (:), 0: not known */
    uint8_t role, lang, upper, one, han, stage, opens;
} onr_head; /* speaker: group number, 0 none; the rest is what the flags of onr_header say */

enum { ONR_AT_QUOTE = 1, ONR_AT_ENDER = 2, ONR_AT_CLAUSE0 = 4 /* << language */ };

typedef struct {
    onr_words list[ONR_N_LANG][ONR_N_SEG]; /* COMMA: aux 0 only */
    onr_words after[ONR_N_LANG];           /* strings after which a clause ends (たが、 て、) */
    onr_words not_after[ONR_N_LANG];       /* ... and longer ones after which none does (初めて、) */
    onr_words abbrev;                      /* English abbreviations by their last letter before the full stop */
    onr_words bullets;                     /* of all languages */
    onr_pair *pair;                        /* of all languages, each once */
    uint32_t n_pair, cap_pair;
    onr_words naming;        /* words before a quotation that is no speech (so-called), of all languages */
    onr_words ender, closer; /* of all languages, beyond ASCII */
    onr_words after_end;     /* the last characters of `after`: 、 */
    /* The sieve: what may stand at a place (ONR_AT_*), by its first two bytes (first << 8 | second), and of a character
     * of three bytes or more by the low bits of the second and third, as the first two are one block of kana; the last
     * one is for all other characters. */
    uint8_t two[65536], three[4097];
    uint8_t blank; /* something begins with a blank */
    onr_head *head;
    uint64_t *may; /* for each byte, n_may words: a bit for each header that may begin with it */
    uint32_t n_may;
    uint32_t n_head, cap_head;
} onr_segdata;

/* Is the word at p? Words are short: a call of memcmp costs more. */
static inline int onr_word_at(onr_word w, const uint8_t *p)
{
    for (uint32_t i = 0; i < w.n; i++)
        if (p[i] != w.p[i]) return 0;
    return 1;
}

static inline uint32_t onr_low_bits(const uint8_t *p)
{
    return p[0] >= 0xE0 ? (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F) : 4096;
}

/* Places of a paragraph at which something may part it, in order: what (ONR_AT_*) may stand there. */
typedef struct {
    uint32_t at;
    uint8_t what;
} onr_place;
typedef struct {
    onr_place *at;
    uint32_t n, cap;
} onr_places;

onr_status onr_segdata_build(const onr_pack *pack, onr_segdata *out, onr_error *err);
void onr_segdata_free(onr_segdata *d);
/* One pass over [start, end) for all that quotations, sentences and clauses look for; two bytes behind are readable.
 * Inside a word of Latin letters nothing begins. */
onr_status onr_find_places(const onr_segdata *d, const uint8_t *p, uint32_t start, uint32_t end, onr_places *out,
                           onr_error *err);

/* Length of the longest word of the list that starts at p[at], inside [at, end); 0: none. */
uint32_t onr_words_at(const onr_words *l, const uint8_t *p, uint32_t at, uint32_t end);
/* Length of the longest word of `after` or `not_after` that ends at p[at] with the mark at `mark`; 0: none. */
uint32_t onr_words_behind(const onr_words *l, const uint8_t *p, uint32_t begin, uint32_t mark, uint32_t at);
/* Length of the longest word of the list that ends at p[at], inside [begin, at); 0: none. */
uint32_t onr_words_before(const onr_words *l, const uint8_t *p, uint32_t begin, uint32_t at);

#endif
