/* Fold: the matching form of a window, with an exact map back.
 *
 * The form is NFKC_Casefold of Unicode 15 (R5 of chapter 3, as ICU does it: each character's NFKC_CF of
 * DerivedNormalizationProps.txt, then NFC; default ignorables are deleted, the unassigned ones too), then the published
 * extra table (data/fold_extra.txt: the single typographic quotes become ', 〜 becomes ~, dashes become -; the double
 * quotes stay apart from each other), then a run of white space becomes one blank, also at the window's ends, and a run
 * that holds exactly one line break between two Han or kana characters becomes nothing (hard-wrapped records). It is
 * language-free. Linear in the input also on 10^6 combining marks; the scratch grows with the longest segment only.
 *
 * The map: everything between two edits is the same number of bytes in both (what changed there is one character that
 * became one of the same length: a case fold, a tab or a line break that became a blank); an edit is a whole
 * normalization segment or a white-space run. A deleted character belongs to the segment or run before it (at the very
 * start, to the one after). */
#ifndef ONR_FOLD_H
#define ONR_FOLD_H

#include "input.h"

typedef struct {
    uint32_t src, src_n, dst, dst_n;
} onr_edit; /* bytes; sorted by src and by dst; never adjacent pieces of one segment */

/* A white-space run that holds line breaks, or of three or more columns of blanks inside a line (breaks 0: in flattened
 * transcripts a turn header may follow), for segment. dst: where its blank stands in the folded text (or, where the run
 * was deleted, the position of the character after it). */
typedef struct {
    uint32_t dst, src, src_n;
    uint16_t breaks; /* line breaks in it (\r\n is one), capped */
    uint16_t indent; /* columns of blanks after the last line break; U+3000 and a tab count 2, capped */
    uint8_t dropped; /* 1 where the run left no blank */
} onr_brk;

typedef struct {
    uint8_t *p; /* n bytes, ONR_PAD zero bytes before and after */
    uint32_t n, cap;
    onr_edit *edit;
    uint32_t n_edit, cap_edit;
    onr_brk *brk;
    uint32_t n_brk, cap_brk;
    uint64_t *upper,
        *wide; /* a bit per folded byte: came from an upper-case letter / from a full- or half-width form */
    uint32_t cap_bits;
    uint32_t src_n;
    uint32_t edit_hint; /* cursor of the last look-up: makes look-ups in rising order O(1) */
    /* scratch of long segments, owned */
    uint32_t *seg, *seg2;
    uint32_t cap_seg, cap_seg2;
} onr_folded;

/* Folds a window. prev: the code point right before the window in the text (0 at its start): decides whether a line
 * break at the window's start stands between two Han or kana characters. Reuses *out's arrays; free with
 * onr_folded_free. */
onr_status onr_fold(const onr_utf8 *src, uint32_t prev, onr_folded *out, onr_error *err);
void onr_folded_free(onr_folded *f);

/* The source byte at which what stands at folded byte `at` starts; for at == n, the end of the source. */
uint32_t onr_fold_src_start(onr_folded *f, uint32_t at);
/* The source byte at which what stands right before folded byte `at` ends (deleted characters behind it included in
 * their segment); for at == 0, 0. A span [a, b) of the folded text comes from [src_start(a), src_end(b)). */
uint32_t onr_fold_src_end(onr_folded *f, uint32_t at);
/* The folded byte at which what stands at source byte `at` starts (the segment's start inside an edit). */
uint32_t onr_fold_dst(const onr_folded *f, uint32_t at);

static inline int onr_bit(const uint64_t *bits, uint32_t i)
{
    return (int)(bits[i >> 6] >> (i & 63) & 1u);
}

/* True for white space as folding sees it; *is_break for line breaks (LF VT FF CR NEL LS PS). */
int onr_is_space(uint32_t c, int *is_break);
/* True for Han, hiragana and katakana, with 々 〆 〇 ー and iteration marks: the characters between which a line break
 * is dropped. */
int onr_is_cjk(uint32_t c);

#endif
