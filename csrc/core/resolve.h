/* Resolve: from events to claims. Conditions, negation, overlaps; then holder, voice, party, content, certainty,
 * grounds and channel of every claim.
 *
 * Works through the sentences of a window in order; what a later window needs stands in the carry. The order is fixed:
 * match; turn, mood, position, finiteness; parity of negation; need and unless; overlaps (block, then `over`, then the
 * longest cue, then the id); mutes; holder, party, content, certainty, grounds. Linear in the sentences; inside one
 * sentence the work is (candidates + marks) log, and pairs only of what overlaps. */
#ifndef ONR_RESOLVE_H
#define ONR_RESOLVE_H

#include "match.h"
#include "rows.h"
#include "segment.h"

#define ONR_HEARD 4096u /* bytes of a turn that later conditions can still see */

/* Mark classes in the first `upto` bytes of a text that was heard. */
typedef struct {
    uint64_t has;
    uint32_t upto;
} onr_heard;

/* All that crosses from one window to the next. Owned by the caller, zeroed at a document's start. */
typedef struct {
    onr_seg_carry seg;
    uint64_t cp0;      /* code points before the window */
    uint32_t sentence; /* number of the window's first sentence in the document */
    uint32_t turn;     /* the turn that `heard` belongs to */
    uint32_t in_turn;  /* sentences of it so far */
    uint8_t turn_role, turn_lang, question_lang;
    uint8_t any_turn; /* 0: no sentence seen yet */
    uint8_t heard[ONR_HEARD + ONR_PAD],
        question[ONR_HEARD + ONR_PAD]; /* folded text of this turn, and of the question before it */
    uint32_t n_heard, n_question;
    onr_heard heard_has, question_has;
} onr_carry;

typedef struct onr_resolver onr_resolver; /* scratch of one thread for one pack; resolve_inside.h */

onr_status onr_resolver_new(const onr_pack *pack, onr_resolver **out, onr_error *err);
void onr_resolver_free(onr_resolver *r);
/* Counts of limits of this document, one a PCRE pattern; NULL: none was met. Reset by onr_resolver_start. */
const uint32_t *onr_resolver_limits(const onr_resolver *r);
uint64_t onr_resolver_work(const onr_resolver *r);
void onr_resolver_start(onr_resolver *r, int cues_only);

/* Appends the claims of the window to *rows. The folded text, the layout and the window must belong together. */
onr_status onr_resolve(onr_resolver *r, const onr_utf8 *u, onr_folded *f, const onr_layout *l, onr_carry *carry,
                       onr_rows *rows, onr_error *err);

/* Code points of the original for a folded span: carry->cp0 and both maps. */
onr_cps onr_original(const onr_utf8 *u, onr_folded *f, uint64_t cp0, uint32_t start, uint32_t end);

#endif
