/* Shared by the parts of the segmenter. */
#ifndef ONR_SEGMENT_INSIDE_H
#define ONR_SEGMENT_INSIDE_H

#include "language.h"
#include "pack_inside.h"
#include "segment.h"

/* A paragraph's text in the window, and what is known of it. */
typedef struct {
    uint32_t start, end;
    uint32_t line_end; /* `start` up to the first line break in it */
    uint16_t flags;    /* ONR_F_* of its sentences; ONR_F_HEADING for the whole */
    uint8_t lang;      /* of a hint, or UNKNOWN */
    uint8_t cut;       /* 1: the window ends before the paragraph does */
} onr_para;

/* segment_quotes.c: appends the quotes of the paragraph; the ones still open at its end are flagged, or kept in the
 * carry where the paragraph is cut. */
onr_status onr_quotes(const onr_segdata *d, const onr_folded *f, const onr_para *x, onr_seg_carry *carry, onr_layout *out,
                      onr_error *err);
/* segment_sentences.c: appends the sentences of the paragraph, with their clauses; q0: its first quote. *used: the end
 * of the last complete one. */
onr_status onr_sentences(const onr_segdata *d, const onr_folded *f, const onr_para *x, uint32_t q0, onr_seg_carry *carry,
                         onr_layout *out, uint32_t *used, onr_error *err);
onr_status onr_clauses(const onr_segdata *d, const onr_folded *f, onr_sentence *s, onr_layout *out, onr_error *err);

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

#endif
