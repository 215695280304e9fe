/* Pack: a compiled rule pack.
 *
 * One little-endian blob, made by python/onrecord/rules/blob.py from the TOML sources. A header, a table of sections,
 * the sections. Every record is a struct of uint32_t; every reference is an index or a byte offset into the string
 * section, and onr_pack_load checks each one before anything else looks at it. NONE (0xffffffff) means absent.
 *
 *   header: 8 bytes "ONRPACK\0", u32 format (ONR_PACK_FORMAT), u32 n_sections, 32 bytes sha256 of all that follows
 *           the header, then n_sections times { u32 byte offset from the start of the blob, u32 bytes } (the table is
 *           part of what the hash covers). Sections are 4-byte aligned and stand in the order of onr_section_id.
 *
 * A loaded pack is immutable; all PCRE2 compiling and JIT happens before onr_pack_load returns. Threads share it. */
#ifndef ONR_PACK_H
#define ONR_PACK_H

#include "status.h"

#define ONR_PACK_FORMAT 7u
#define ONR_NONE 0xffffffffu
#define ONR_MAX_CLASS 64u /* mark classes: one bit each */
#define ONR_MAX_KIND 32u
#define ONR_MAX_RULES 32768u
#define ONR_MAX_LITERAL 1024u /* bytes of one literal */
#define ONR_N_LANG 3u

enum { ONR_JA = 0, ONR_ZH = 1, ONR_EN = 2, ONR_LANG_UNKNOWN = 3 };
enum { ONR_ROLE_QUESTION = 0, ONR_ROLE_ANSWER = 1, ONR_ROLE_STATEMENT = 2 };

typedef enum {
    ONR_S_STR = 0, /* bytes: UTF-8 of all strings, folded where they are matched */
    ONR_S_META,    /* JSON for Python only: ids, definitions, `means`, sources */
    ONR_S_KIND,    /* onr_str: names of kinds; the first ten as in onr_kind */
    ONR_S_FORM,    /* onr_str: names of forms */
    ONR_S_CLASS,   /* onr_str: names of mark classes */
    ONR_S_ENTRY,   /* onr_entry: everything that is searched for */
    ONR_S_NEED,    /* onr_need: what matches of open entries hold beside their anchors */
    ONR_S_OPENING, /* u32: three bytes with which a match of a pattern may begin, the first one lowest */
    ONR_S_LITERAL, /* onr_literal */
    ONR_S_GROUP,   /* onr_group: named-group spans of literals */
    ONR_S_PCRE,    /* onr_pcre */
    ONR_S_RULE,    /* onr_rule */
    ONR_S_COND,    /* onr_cond */
    ONR_S_OVER,    /* u32 rule indices: whom a rule wins over */
    ONR_S_MUTE,    /* onr_mute */
    ONR_S_MARK,    /* onr_mark */
    ONR_S_HEADER,  /* onr_header: turn headers */
    ONR_S_SEG,     /* onr_segword: segmenter data */
    ONR_N_SECTIONS
} onr_section_id;

typedef struct {
    uint32_t off, n;
} onr_str;

enum {
    ONR_ENTRY_CUE = 0,
    ONR_ENTRY_FIRST = 1,
    ONR_ENTRY_THEN = 2,
    ONR_ENTRY_MARK = 3,
    ONR_ENTRY_NEED = 4,
    ONR_ENTRY_GROUND = 5 /* a mark of a ground that nothing but refusals asks for */
};
/* The parts of a language, each an index of its own: cues are looked for in each sentence, marks where a cue stands,
 * grounds where something is refused. */
enum { ONR_PART_CUES = 0, ONR_PART_MARKS = 1, ONR_PART_GROUNDS = 2, ONR_N_PART = 3 };
/* One pattern that the scanner looks for. A finite one has all its literals; an open one has `pcre` and its anchor
 * literals: where one stands at byte p, the pattern may start at p - dmax .. p - dmin; its pattern begins with an
 * assertion that it does not start between two Latin letters or digits. What else each of its matches holds is in its
 * needs. A NEED is a set of literals that some of them share; it makes no event. */
typedef struct {
    uint32_t what;  /* ONR_ENTRY_* */
    uint32_t owner; /* index of the rule or mark; of a NEED its part */
    uint32_t lang;
    uint32_t pcre; /* of an open entry, else NONE */
    uint32_t dmin, dmax;
    uint32_t flags; /* ONR_ENTRY_* */
    uint32_t need0, n_need;
} onr_entry;
/* A match that begins at byte s holds a literal of `entry` at s + low .. s + high. */
typedef struct {
    uint32_t entry, low, high;
} onr_need;
#define ONR_ENTRY_LAZY 1u
#define ONR_ENTRY_SLOW 2u /* an open entry without an anchor (slow = true): tried at every character */
/* From this bit on: which stops (, ; : . ? ! 、 。 「 」 “ ”, a bit each) never stand between a match's start and its
 * anchor. */
#define ONR_STOP_SHIFT 8u

#define ONR_LIT_WORD_L 1u /* no letter or digit of the Latin script may stand right before */
#define ONR_LIT_WORD_R 2u /* ... right after */
#define ONR_LIT_ANCHOR 4u /* an anchor of an open entry, not a match by itself */
#define ONR_LIT_NEED 8u   /* of a NEED */
typedef struct {
    uint32_t text, n; /* folded bytes in STR */
    uint32_t entry, flags;
    uint32_t group0, n_group;
} onr_literal;

enum { ONR_G_CUE = 0, ONR_G_HOLDER, ONR_G_PARTY, ONR_G_CONTENT, ONR_G_REASON, ONR_G_CORE, ONR_N_GROUP };
typedef struct {
    uint32_t name, start, end;
} onr_group; /* bytes inside the literal */

#define ONR_PCRE_ANCHORED 1u /* compiled anchored: headers and what follows an adnominal; conditions search */
#define ONR_PCRE_END 2u      /* must end where the part searched ends */
#define ONR_PCRE_RANGE 4u    /* searched, but a match begins in a range: where anchors or openings allow it */
typedef struct {
    uint32_t text, n, flags;
    uint32_t opening0, n_opening; /* none: a match may begin with anything */
} onr_pcre;                       /* named groups: cue holder party content reason core speaker */

#define ONR_RULE_FINITE 1u       /* vetoes an adnominal continuation */
#define ONR_RULE_BLOCK 2u        /* makes no claim and kills what it overlaps (its `over`; none listed: everything) */
#define ONR_RULE_FRAME 4u        /* first and then */
#define ONR_RULE_FRAME_CLAUSE 8u /* both inside one clause; else one sentence */
#define ONR_RULE_BROAD 16u
enum { ONR_MOOD_ANY = 0, ONR_MOOD_DECLARATIVE = 1, ONR_MOOD_QUESTION = 2 };
enum {
    ONR_AT_SENTENCE_START = 1,
    ONR_AT_SENTENCE_END = 2,
    ONR_AT_CLAUSE_START = 4,
    ONR_AT_CLAUSE_END = 8,
    ONR_AT_TURN_START = 16
};
enum { ONR_NEG_KEEP = 0, ONR_NEG_DROP = 1, ONR_NEG_BECOME = 2 };
/* Strategies for holder and party, in order. From ONR_HOW_CLASS0 on: the nearest mark of class (value - CLASS0). */
enum {
    ONR_HOW_END = 0,
    ONR_HOW_TURN = 1,
    ONR_HOW_SUBJECT = 2,
    ONR_HOW_TOPIC = 3,
    ONR_HOW_QUOTE = 4,
    ONR_HOW_UNKNOWN = 5,
    ONR_HOW_DROPPED = 6,
    ONR_HOW_OBJECT = 7, /* party: the noun phrase right behind the cue; in Japanese in the match */
    ONR_HOW_ACTOR = 8,  /* party: the subject of what stands before the cue's clause */
    ONR_HOW_CLASS0 = 16
};
typedef struct {
    uint32_t id;         /* index into META's list of rules; rules stand in the order of their ids, so it is the rank */
    uint32_t kind, form; /* form NONE where the kind has none */
    uint32_t lang;
    uint32_t entry; /* the cue, or `then` */
    uint32_t first; /* the entry of `first`, else NONE */
    uint32_t turns; /* bit 1 << role */
    uint32_t mood, at;
    uint32_t negated, neg_kind, neg_form;
    uint32_t flags;
    uint32_t cond0, n_cond;
    uint32_t over0, n_over;
    uint32_t mute0, n_mute;
    uint32_t reason_in; /* bit mask of 1 << ONR_IN_CLAUSE, SENTENCE, PREV, NEXT, LEFT, RIGHT, QUOTE */
    uint32_t holder[6], party[6];
    uint32_t content;   /* ONR_CONTENT_* */
    uint32_t certainty; /* what its claims have without a hedge in reach: ONR_ASSERTED ... */
} onr_rule;
enum { ONR_CONTENT_NONE = 0, ONR_CONTENT_LEFT = 1, ONR_CONTENT_RIGHT = 2, ONR_CONTENT_AUTO = 3 };

enum {
    ONR_IN_CLAUSE = 0,
    ONR_IN_LEFT,
    ONR_IN_RIGHT,
    ONR_IN_SENTENCE,
    ONR_IN_PREV,
    ONR_IN_NEXT,
    ONR_IN_TURN,
    ONR_IN_QUESTION,
    ONR_IN_QUOTE,
    ONR_IN_CONTENT
};
typedef struct {
    uint32_t unless; /* 0: need, 1: unless */
    uint32_t where;  /* ONR_IN_* */
    uint32_t cls;    /* mark class, or NONE */
    uint32_t pcre;   /* searched, or NONE; exactly one of the two */
    uint32_t within; /* folded code points from the cue, 0: no bound */
    uint32_t first;  /* sentences of the turn, 0: no bound: the condition holds only if the cue stands in one of them;
                        with neither cls nor pcre it stands alone */
} onr_cond;

typedef struct {
    uint32_t kind, where;
} onr_mute; /* where: CLAUSE, SENTENCE, LEFT, RIGHT */

enum { ONR_REACH_CLAUSE = 0, ONR_REACH_LEFT, ONR_REACH_RIGHT, ONR_REACH_SENTENCE, ONR_REACH_REST };
enum { ONR_SIDE_NONE = 0, ONR_SIDE_LEFT = 1, ONR_SIDE_RIGHT = 2 };
typedef struct {
    uint32_t cls;
    uint32_t lang, entry;
    /* What it governs: CLAUSE, its clause; LEFT, RIGHT, what stands on that side in the clause; SENTENCE, REST, the
     * sentence or what follows in it, whatever the clauses. At most reach_cp code points away (0: to the edge). */
    uint32_t reach, reach_cp;
    uint32_t stop_lo, stop_hi; /* classes that end its reach */
    uint32_t certainty;        /* 0 none, else 1 + onr_certainty */
    uint32_t side;             /* where the name stands that an anchor.* mark points to */
} onr_mark;

/* Flags of a header; two of their bytes are numbers of stages, 1-255, 0: none. */
#define ONR_HEADER_UPPER 1u /* the letters of its speaker must be capitals in the original */
#define ONR_HEADER_ONE 2u   /* its turn is one paragraph; the next one is the answer */
#define ONR_HEADER_HAN 4u   /* each match holds a Han character or a kana */
#define ONR_HEADER_STAGE 8  /* shift: the stage in which it holds; 0: in any */
#define ONR_HEADER_OPENS 16 /* shift: the stage that begins with it */
typedef struct {
    uint32_t pcre, role, lang, flags;
} onr_header; /* group `speaker` */

enum {
    ONR_SEG_ENDER = 0,
    ONR_SEG_CLOSER,
    ONR_SEG_ABBREV,
    ONR_SEG_CONJUNCTION,
    ONR_SEG_BULLET,
    ONR_SEG_QUOTE_OPEN,
    ONR_SEG_QUOTE_CLOSE,
    ONR_SEG_COMMA,
    ONR_SEG_QUESTION_END,
    ONR_SEG_ADNOMINAL_RIGHT,
    ONR_SEG_ADNOMINAL_LEFT,
    ONR_SEG_SAYING,
    ONR_SEG_NAMING,
    ONR_SEG_SENTENCE_OPENING,
    ONR_SEG_WORD0, /* from here on: words of the resolver, in the order of ONR_W_* (resolve_inside.h) */
    ONR_SEG_DETERMINER = ONR_SEG_WORD0,
    ONR_SEG_INDEFINITE,
    ONR_SEG_OPENING,
    ONR_SEG_ADVERB,
    ONR_SEG_AUXILIARY,
    ONR_SEG_BREAK,
    ONR_SEG_JOIN,
    ONR_SEG_PREPOSITION,
    ONR_SEG_LINK,
    ONR_SEG_TIME,
    ONR_SEG_RELATIVE,
    ONR_SEG_PERSON,
    ONR_SEG_TO_WHOM,
    ONR_SEG_TRAILING,
    ONR_N_SEG
};
/* text: a folded string; for ADNOMINAL_* an index into PCRE in `text`. Quotes stand in pairs: the n-th OPEN of a
 * language with the n-th CLOSE. `aux`: QUOTE_OPEN: 1 title (『』《》), 0 speech; COMMA: 1 a clause break only after a
 * predicate (、), ONR_COMMA_NOT what ends like one and is none (しかし、). */
#define ONR_COMMA_NOT 2u
typedef struct {
    uint32_t list, lang, text, n, aux;
} onr_segword;

enum {
    ONR_DENIAL = 0,
    ONR_REFUSAL,
    ONR_BLAME,
    ONR_SOURCE,
    ONR_CONFIRMATION,
    ONR_DEMAND,
    ONR_WARNING,
    ONR_PROTEST,
    ONR_AGREEMENT,
    ONR_COMMITMENT,
    ONR_N_KIND
};
enum { ONR_ASSERTED = 0, ONR_PROBABLE, ONR_POSSIBLE, ONR_UNKNOWN };

typedef struct onr_pack onr_pack; /* opaque here; its inside is in pack_inside.h for the stages */

/* Copies the blob, checks it, builds the indices and compiles the patterns. *out is NULL on failure. */
onr_status onr_pack_load(const uint8_t *blob, uint64_t n, onr_pack **out, onr_error *err);
void onr_pack_free(onr_pack *pack);
/* The blob's own META section. */
const char *onr_pack_meta(const onr_pack *pack, uint32_t *n);
/* How many PCRE2 patterns it has, and how many of them JIT compiled. */
uint32_t onr_pack_patterns(const onr_pack *pack);
uint32_t onr_pack_jit(const onr_pack *pack);
/* Which rule a pattern belongs to: its index, or NONE (a mark, a header). */
uint32_t onr_pack_pattern_rule(const onr_pack *pack, uint32_t pcre);

#endif
