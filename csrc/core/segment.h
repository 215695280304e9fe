/* Segment: paragraphs, turns, quotes, sentences, clauses and the language of each sentence of a folded window.
 *
 * All that looks back beyond the window stands in onr_seg_carry; nothing looks ahead beyond what is in the window, and
 * a window always holds a whole section (text between blank lines) or its first 64 KB, so the result does not depend
 * on how many sections a window takes. Spans are folded bytes. Data of the languages (enders, abbreviations, quotes,
 * conjunctions, bullets, headers) come from the pack. Linear in the window. */
#ifndef ONR_SEGMENT_H
#define ONR_SEGMENT_H

#include "fold.h"
#include "pack.h"

#define ONR_MAX_SENTENCE 4096u /* bytes; longer ones are cut at a character, softly at a comma or blank: FORCED */
#define ONR_MAX_DEPTH 8u       /* quotes nested deeper are not seen */

enum {
    ONR_F_QUESTION = 1, /* ends in a question mark or particle */
    ONR_F_QUOTED = 2,   /* stands wholly inside a quote opened before it */
    ONR_F_HEADING = 4,
    ONR_F_FORCED = 8, /* cut at ONR_MAX_SENTENCE */
    ONR_F_BULLET = 16,
    ONR_F_NOTE = 32,  /* a footnote */
    ONR_F_SKIP = 64,  /* site debris: not tagged */
    ONR_F_PARA = 128, /* first sentence of its paragraph */
    ONR_F_TURN = 256, /* first sentence of its turn */
    ONR_F_PIECE = 512 /* a region's edge stands before it: what came before is another line (a translation) */
};

typedef struct {
    uint32_t start, end; /* without the blanks around it */
    uint32_t clause0, n_clause;
    uint32_t turn; /* number of the turn in the document */
    uint32_t para; /* number of the paragraph in the document */
    uint16_t flags;
    uint8_t lang; /* ONR_JA ... ONR_LANG_UNKNOWN */
    uint8_t role; /* of its turn */
} onr_sentence;

typedef struct {
    uint32_t start, end;
} onr_clause;

typedef struct {
    uint32_t start, end;       /* with the marks; end: right after the closing mark, or where the paragraph ends */
    uint32_t in_start, in_end; /* what stands between the marks */
    int32_t parent;            /* index in this window, or -1 */
    uint8_t depth;             /* 0 outermost */
    uint8_t title;             /* 1: 『』《》, so-called “ ” and the like: a name, not speech */
    uint8_t pair;              /* number of its pair of marks in the pack */
    uint8_t closed;            /* 0: no closing mark in its paragraph; such a quote holds nothing: stages ignore it */
} onr_quote;

typedef struct {
    uint32_t start;        /* first byte of the header, or of the text where there is none */
    uint32_t text;         /* first byte after the header */
    uint32_t name, name_n; /* the speaker's name in the header; name_n 0: none */
    uint32_t number;       /* in the document */
    uint32_t given;        /* index of the given turn, or NONE */
    uint8_t role, lang;
    uint8_t opens, one; /* of its header: the stage that it opens, 0 none; 1: it is one paragraph long */
} onr_turn;

/* What a caller knows beforehand, in folded bytes of this window: spans of a reader, and turns of tag_turns. A hint's
 * edges are hard breaks (sentence, paragraph). lang ONR_LANG_UNKNOWN: not known. Sorted, not overlapping. */
typedef struct {
    uint32_t start, end;
    uint16_t flags;
    uint8_t lang;
} onr_hint;
typedef struct {
    uint32_t start;
    uint8_t role;
    uint32_t given;
} onr_given_turn;

typedef struct {
    onr_sentence *s;
    onr_clause *c;
    onr_quote *q;
    onr_turn *t; /* turns that START in this window */
    uint32_t ns, nc, nq, nt, cap_s, cap_c, cap_q, cap_t;
    uint32_t used; /* folded bytes consumed: the next window starts at their source */
} onr_layout;

typedef struct {
    uint32_t turn, para;     /* numbers of the current ones; turn counts from 0 */
    uint32_t turn_sentences; /* sentences of the turn so far */
    uint8_t role, turn_lang; /* of the current turn */
    uint8_t doc_lang;        /* dominant language of the document */
    uint8_t forced_lang;     /* given by the caller for all, or ONR_LANG_UNKNOWN */
    uint8_t mid_para;        /* 1: the window starts inside a section that is longer than a window */
    uint8_t at_break;        /* written by onr_segment: 1: the next window starts at a line that opens a paragraph */
    uint8_t headers;         /* 0: turn headers open no turn (turns were given) */
    uint8_t stage;           /* of the sitting, opened by a header (questions, debate ...); 0: none */
    uint8_t one;             /* 1: the current turn is one paragraph long */
    uint8_t prev_lang;
    uint8_t first;               /* 1: nothing of the document has been seen */
    uint8_t depth;               /* quotes open across the cut of a long section */
    uint8_t open[ONR_MAX_DEPTH]; /* their pair numbers */
} onr_seg_carry;

typedef struct {
    const onr_folded *f;
    const onr_hint *hint;
    uint32_t n_hint;
    const onr_given_turn *given;
    uint32_t n_given; /* those that start in this window */
    int last;         /* the window reaches the end of the text or of a section: everything is complete */
} onr_seg_in;

/* Where not in->last, the sentence that the window cuts off is left for the next one, unless it is the only one. */
onr_status onr_segment(const onr_pack *pack, const onr_seg_in *in, onr_seg_carry *carry, onr_layout *out,
                       onr_error *err);
void onr_layout_free(onr_layout *l);

/* Counts of characters by what they show of the language. */
typedef struct {
    uint64_t kana, han, simplified, traditional, japanese, latin, other;
    uint64_t words;   /* weights of words of Chinese */
    uint64_t marks;   /* ， behind what is not ASCII, and 《 */
    uint32_t last[2]; /* the Han character that is looked at and the one before it */
    uint8_t ended;    /* 1: a sentence, with its end */
} onr_profile;

#endif
