/* Oracle: the same events by a plain loop of PCRE2 searches, one pattern after another. For tests and the benchmark:
 * what onr_match gives must equal this. */
#ifndef ONR_ORACLE_H
#define ONR_ORACLE_H

#include "match.h"

typedef struct onr_oracle onr_oracle;

/* Compiles every entry of one language and part, unanchored; a finite one as the alternation of its literals, longest
 * first. */
onr_status onr_oracle_new(const onr_pack *pack, uint32_t lang, uint32_t part, onr_oracle **out, onr_error *err);
void onr_oracle_free(onr_oracle *o);
/* Appends the events of one sentence, sorted as onr_match sorts them. */
onr_status onr_oracle_match(onr_oracle *o, const uint8_t *p, onr_range sentence, onr_events *out, onr_error *err);

#endif
