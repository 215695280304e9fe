/* Whom pronouns and left-out subjects point back to. See resolve_inside.h. */
#include "resolve_inside.h"

#include <string.h>

void onr_held(onr_resolver *r, uint32_t si, onr_range holder, uint8_t kind)
{
    const onr_name *n = onr_name_over(r, si, holder);
    r->past[r->n_past++ % ONR_PAST] = (onr_past){holder, n ? n->has : 0, r->l->s[si].para, kind};
}

/* May the pronoun stand for the holder? One that repeats a word (同省, 该公司) for a name that ends in it; else one of
 * a person for whoever is no body, one of a body for what is no person. */
static int fits(const onr_resolver *r, onr_range word, uint64_t pronoun, onr_range name, uint64_t has)
{
    const uint8_t *p = r->f->p;
    uint64_t body = onr_mask(r->pack, ONR_C_BODY) | onr_mask(r->pack, ONR_C_OUTLET) | onr_mask(r->pack, ONR_C_COUNTRY),
             person = onr_mask(r->pack, ONR_C_TITLE) | onr_mask(r->pack, ONR_C_DESCRIBED);
    if (word.start == ONR_NONE) return 1;
    if (word.end > word.start + 3 && (!memcmp(p + word.start, "同", 3) || !memcmp(p + word.start, "该", 3))) {
        uint32_t n = word.end - word.start - 3;
        if (name.end - name.start > n && !memcmp(p + name.end - n, p + word.start + 3, n)) return 1;
    }
    if (pronoun & onr_mask(r->pack, ONR_C_PRONOUN_PERSON)) return has & person || !(has & body);
    if (pronoun & onr_mask(r->pack, ONR_C_PRONOUN_BODY)) return !(has & person);
    return 1;
}

onr_status onr_antecedent(onr_resolver *r, uint32_t si, onr_range word, onr_who *out, onr_error *err)
{
    const onr_name *n = word.start == ONR_NONE ? NULL : onr_name_over(r, si, word);
    uint64_t pronoun = n ? n->has : 0;
    uint32_t para = r->l->s[si].para, kept = r->n_past < ONR_PAST ? r->n_past : ONR_PAST;
    *out = (onr_who){{ONR_NONE, ONR_NONE}, ONR_HOLDER_UNKNOWN, 0};
    for (uint32_t i = 1; i <= kept; i++) {
        const onr_past *x = &r->past[(r->n_past - i) % ONR_PAST];
        if (x->para != para || (word.start != ONR_NONE && onr_meet(x->at, word))) continue;
        if (!fits(r, word, pronoun, x->at, x->has)) continue;
        *out = (onr_who){x->at, x->kind, 2};
        return ONR_OK;
    }
    /* In Japanese a topic goes on into sentences without one; measured: in Chinese and English this misleads. */
    if (r->l->s[si].lang != ONR_JA || !si || r->l->s[si - 1].para != para || r->l->s[si - 1].lang != r->l->s[si].lang)
        return ONR_OK;
    onr_status st = onr_know(r, si - 1, err);
    if (st != ONR_OK) return st;
    onr_range subject = onr_main_subject(r, si - 1);
    if (subject.start == ONR_NONE) return ONR_OK;
    n = onr_name_over(r, si - 1, subject);
    if (n && n->has & ~onr_pronouns(r->pack) && fits(r, word, pronoun, subject, n->has))
        *out = (onr_who){subject, onr_name_kind(r, n), 2};
    return ONR_OK;
}
