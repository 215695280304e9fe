/* What the parts of the resolver for English share: words of a sentence, where phrases and clauses begin and end. Spans
 * are folded bytes; `lo`, `hi`: how far a look may go. */
#ifndef ONR_RESOLVE_ENGLISH_H
#define ONR_RESOLVE_ENGLISH_H

#include "resolve_inside.h"

enum { ONR_EN_REACH = 400 }; /* bytes to either side of a cue that are looked at */

/* What the lexicon says of the word [a, b): ONR_W_* bits. */
uint32_t onr_en_is(const onr_resolver *r, uint32_t a, uint32_t b);
/* Does the word [a, b) end in it, and is longer? */
int onr_en_ends(const uint8_t *p, uint32_t a, uint32_t b, const char *what);
/* The length of the quotation mark that ends at, or starts at, the byte; 0: none. An apostrophe is not one. */
uint32_t onr_en_mark_before(const uint8_t *p, uint32_t at, uint32_t lo);
/* Is [a, b) a dash? */
int onr_en_dash(const uint8_t *p, uint32_t a, uint32_t b);
/* Where the word at the byte ends. */
uint32_t onr_en_forth(const uint8_t *p, uint32_t at, uint32_t hi);
/* Before the blanks that end at the byte. */
uint32_t onr_en_skip_back(const uint8_t *p, uint32_t lo, uint32_t at);
/* Does a word of reporting begin in the stretch? */
int onr_en_reports(const onr_resolver *r, uint32_t si, onr_range x);
/* Does the stretch hold a word that shows a clause: an auxiliary, a pronoun beside other words, a past form, a verb of
 * saying, with `past` also a past form (which right before another verb is a participle: emails released this week)? */
int onr_en_clause(const onr_resolver *r, uint32_t si, onr_range x, int past);
/* Without conjunctions, adverbs and a day in front: But on Monday the mayor -> the mayor. */
uint32_t onr_en_behind_opening(const onr_resolver *r, uint32_t at, uint32_t end);
/* Does a part between commas only lead in: In a statement, ... Asked about it, ... On Monday, ... */
int onr_en_leads_in(const onr_resolver *r, onr_range x);
/* The byte at which a stretch that holds no comma, stop or quotation ends. */
uint32_t onr_en_part_end(const onr_folded *f, uint32_t at, uint32_t hi);
/* The noun phrase that begins at the byte; `all`: with every phrase of time and place in it. */
onr_phrase onr_en_phrase_at(const onr_resolver *r, uint32_t si, uint32_t at, uint32_t hi, int all);

#endif
