/* Shared by the parts of the segmenter. */
#ifndef ONR_SEGMENT_INSIDE_H
#define ONR_SEGMENT_INSIDE_H

#include "language.h"
#include "pack_inside.h"
#include "segment.h"

/* A line of the window: folded bytes [start, end), and how it is parted from the line before. A run of three or more
 * blanks, and a place inside a line at which a header may stand, part lines too: they join again if no header comes. */
typedef struct {
    uint32_t start, end;
    uint32_t whole_end; /* end of the written line that it is part of */
    uint32_t width;     /* columns, wide characters 2 */
    uint16_t breaks;    /* line breaks before it; 0: a run of blanks, or a header's place */
    uint16_t indent;
    uint8_t hard;   /* a hint's edge or a given turn */
    uint8_t inside; /* cut out of a line: 1 before a speaker in capitals, 2 before a lone Q; no other header opens it */
} onr_line;

typedef struct {
    onr_line *at;
    uint32_t n, cap;
    uint16_t tail; /* line breaks behind the last one */
} onr_lines;

/* A paragraph's text in the window, and what is known of it. */
typedef struct {
    uint32_t start, end;
    uint16_t flags;         /* ONR_F_* of its sentences; ONR_F_HEADING for the whole */
    uint8_t lang;           /* of a hint, or UNKNOWN */
    uint8_t cut;            /* 1: the window ends before the paragraph does */
    uint8_t mid;            /* 1: it began in an earlier window */
    const onr_place *place; /* where something may part it */
    uint32_t n_place, next; /* next: the first of them behind the clauses so far */
    uint32_t q0;            /* its first quotation */
    uint8_t own, own_known; /* the language that it shows as a whole, once somebody asked */
} onr_para;

/* segment_lines.c: the lines of the window. Linear. */
onr_status onr_split_lines(const onr_segdata *d, const onr_seg_in *in, onr_lines *l, onr_error *err);
/* Is there a character of U+3000..U+DFFF or beyond the first plane in [a, b), as Han and kana are? */
int onr_any_cjk(const uint8_t *p, uint32_t a, uint32_t b);
/* Where a speaker in capitals that ends at `end` begins (MS. HAYASE, THE PRESIDENT, DR. McKAY): behind the nearest end,
 * or at `start`; 0: nowhere. Looks at 48 bytes at most. */
uint32_t onr_caps_start(const onr_segdata *d, const onr_folded *f, uint32_t start, uint32_t end);
/* Are all Latin letters of a name, but for a title before it, capitals? */
int onr_all_capitals(const onr_segdata *d, const onr_folded *f, uint32_t start, uint32_t end);
/* Does `next` go on the paragraph of `prev`? `width`: the columns at which its section is wrapped, 0: not wrapped.
 * Turn headers are not its business. */
int onr_line_joins(const onr_segdata *d, const onr_folded *f, const onr_line *prev, const onr_line *next,
                   uint32_t width);
/* The width at which the lines from `i` up to the next blank line are wrapped, 0: not; *end: the first line behind. */
uint32_t onr_section_width(const onr_lines *l, uint32_t i, uint32_t *end);
/* A short line without an end, alone in its paragraph; behind: line breaks behind it. */
int onr_is_heading(const onr_folded *f, const onr_line *l, uint32_t behind);
/* Bytes of the bullet or number that opens a line ("• ", "1. ", "(2) "); 0: none. */
uint32_t onr_bullet(const onr_segdata *d, const onr_folded *f, uint32_t at, uint32_t end);

/* segment_quotes.c: appends the quotes of the paragraph; the ones still open at its end are flagged, or kept in the
 * carry where the paragraph is cut. */
onr_status onr_quotes(const onr_segdata *d, const onr_folded *f, const onr_para *x, onr_seg_carry *carry,
                      onr_layout *out, onr_error *err);

/* segment_sentences.c: appends the sentences of the paragraph, with their clauses; q0: its first quote. *used: the end
 * of the last complete one. */
onr_status onr_sentences(const onr_segdata *d, const onr_folded *f, onr_para *x, uint32_t q0, onr_seg_carry *carry,
                         onr_layout *out, uint32_t *used, onr_error *err);

/* segment_language.c: the language of a sentence, by its own characters (seen), else that of what it goes on in its
 * paragraph, of the paragraph, of its turn, of what came before, of the document. flags: those of the sentence. */
uint8_t onr_sentence_language(const onr_folded *f, uint32_t start, uint32_t end, uint16_t flags, onr_para *x,
                              const onr_seg_carry *carry, const onr_profile *seen);
/* Where a sentence parts into a text and its translation (調査中です / 正在调查): at a stroke, or, of Japanese and
 * Chinese, at a blank, with one language before it and another behind it. Returns the start of the second, *left the
 * end of the first; 0: it does not. Most sentences are not looked at. */
uint32_t onr_parting(const onr_folded *f, uint32_t start, uint32_t end, const onr_profile *seen, uint32_t *left);
/* Is one line Japanese and the other Chinese, beyond doubt? */
int onr_lines_differ(const uint8_t *p, const onr_line *a, const onr_line *b);
/* Does a sentence that ends at `end` end in a mark of its end? Three bytes before it are readable. */
int onr_ends(const uint8_t *p, uint32_t end);

/* segment_clauses.c: appends the clauses of a sentence of the paragraph, which tile it. */
onr_status onr_clauses(const onr_segdata *d, const onr_folded *f, onr_para *x, onr_sentence *s, onr_layout *out,
                       onr_error *err);

static inline uint32_t onr_skip_blanks(const uint8_t *p, uint32_t at, uint32_t end)
{
    while (at < end && p[at] == ' ') at++;
    return at;
}
static inline uint32_t onr_trim_blanks(const uint8_t *p, uint32_t start, uint32_t end)
{
    while (end > start && p[end - 1] == ' ') end--;
    return end;
}
static inline int onr_is_digit(uint8_t b)
{
    return b >= '0' && b <= '9';
}
static inline int onr_is_small(const onr_folded *f, uint32_t at)
{
    return f->p[at] >= 'a' && f->p[at] <= 'z' && !onr_bit(f->upper, at);
}
static inline int onr_is_capital(const onr_folded *f, uint32_t at)
{
    return f->p[at] >= 'a' && f->p[at] <= 'z' && onr_bit(f->upper, at);
}
/* Marks that may stand between an end and the blank behind it. */
static inline int onr_closes(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300F ||
           c == 0x300B || c == 0x3011 || c == 0xBB;
}

#endif
