/* The inside of a loaded pack, for the stages. Everything is const after onr_pack_load. */
#ifndef ONR_PACK_INSIDE_H
#define ONR_PACK_INSIDE_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "pack.h"
#include "scan.h"
#include "segdata.h"

/* Classes that the resolver knows by name, looked up once at load; NONE where the pack does not use one. */
enum {
    ONR_C_NEG,
    ONR_C_CONTRAST,
    ONR_C_ALLEGATION,
    ONR_C_REPORTING,
    ONR_C_TITLE,
    ONR_C_DESCRIBED,
    ONR_C_PRONOUN, /* of anybody; of a person; of a body, an outlet or a state */
    ONR_C_PRONOUN_PERSON,
    ONR_C_PRONOUN_BODY,
    ONR_C_COUNTRY,
    ONR_C_OUTLET,
    ONR_C_BODY,
    ONR_C_ADDRESSEE,
    ONR_C_SELF,
    ONR_C_POLITE,
    ONR_C_THING,
    ONR_C_TOPIC,
    ONR_C_SUBJECT,
    ONR_C_ACCORDING,
    ONR_C_AGENT,
    ONR_C_TARGET,
    ONR_C_QUOTATIVE,
    ONR_C_OBLIQUE,
    ONR_C_ASKED,
    ONR_C_PHRASE_END,
    ONR_C_COMPLEMENT,
    ONR_C_CONTENT,
    ONR_C_CHANNEL0, /* record, spoken, statement, report */
    ONR_C_REASON0 =
        ONR_C_CHANNEL0 +
        4, /* security, investigation, diplomacy, other_party, jurisdiction, privacy, deliberation, nature */
    ONR_N_CLASS = ONR_C_REASON0 + 8
};

#define ONR_FILTER 1024u /* bits of the filter of a pattern's openings */

struct onr_pack {
    uint8_t *blob;
    uint32_t n;
    const uint8_t *str;
    uint32_t n_str;
    const char *meta;
    uint32_t n_meta;
    const onr_str *kind, *form, *cls;
    uint32_t n_kind, n_form, n_cls;
    const onr_entry *entry;
    uint32_t n_entry;
    const onr_need *need;
    uint32_t n_need;
    const uint32_t *opening;
    uint32_t n_opening;
    const onr_literal *literal;
    uint32_t n_literal;
    const onr_group *group;
    uint32_t n_group;
    const onr_pcre *pcre;
    uint32_t n_pcre;
    const onr_rule *rule;
    uint32_t n_rule;
    const onr_cond *cond;
    uint32_t n_cond;
    const uint32_t *over;
    uint32_t n_over;
    const onr_mute *mute;
    uint32_t n_mute;
    const onr_mark *mark;
    uint32_t n_mark;
    const onr_header *header;
    uint32_t n_header;
    const onr_segword *seg;
    uint32_t n_seg;

    uint8_t *speaks;   /* per entry: the turns and moods in which its rule speaks (ONR_SPEAKS); all of them for marks */
    pcre2_code **code; /* per PCRE */
    uint64_t (*filter)[ONR_FILTER / 64]; /* per PCRE: the bits of its openings; all bits where it has none */
    uint32_t (*slot)[ONR_N_GROUP]; /* per PCRE: the number of each named group, 0: none, NONE: several of that name */
    uint8_t *fast;                 /* per PCRE: 1, JIT compiled it */
    uint32_t jit;                  /* patterns that JIT compiled */
    uint32_t max_ovector;          /* pairs */
    onr_index index[ONR_N_LANG][ONR_N_PART];
    uint32_t *slow[ONR_N_LANG][ONR_N_PART]; /* open entries without an anchor: tried at every character */
    uint32_t n_slow[ONR_N_LANG][ONR_N_PART];
    uint32_t known[ONR_N_CLASS];       /* class numbers, or NONE */
    uint32_t adnominal[ONR_N_LANG][2]; /* PCRE of left, right; NONE */
    onr_segdata segdata;
};

extern const char *const onr_group_names[ONR_N_GROUP];

static inline int onr_in_class(const onr_pack *p, const onr_mark *m, uint32_t known)
{
    return p->known[known] != ONR_NONE && m->cls == p->known[known];
}

static inline int onr_is_mark(const onr_entry *e)
{
    return e->what == ONR_ENTRY_MARK || e->what == ONR_ENTRY_GROUND;
}

/* The part of its language that an entry belongs to. */
static inline uint32_t onr_part(const onr_entry *e)
{
    if (e->what == ONR_ENTRY_NEED) return e->owner;
    return e->what == ONR_ENTRY_GROUND ? ONR_PART_GROUNDS : e->what == ONR_ENTRY_MARK ? ONR_PART_MARKS : ONR_PART_CUES;
}

/* One call of PCRE2: its result, with the ovector in md. pcre2_match would find the machine code too, but asks much
 * before; that is what most tries cost. */
static inline int onr_pcre2(const onr_pack *p, uint32_t pcre, const uint8_t *text, size_t n, size_t at,
                            pcre2_match_data *md, pcre2_match_context *mc)
{
    return p->fast[pcre] ? pcre2_jit_match(p->code[pcre], text, n, at, 0, md, mc)
                         : pcre2_match(p->code[pcre], text, n, at, PCRE2_NO_UTF_CHECK, md, mc);
}

/* The bit of an opening in a filter. */
static inline uint32_t onr_filter_bit(uint32_t opening)
{
    return opening * 0x9E3779B1u >> 22;
}

#endif
