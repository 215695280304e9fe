/* The party of a claim: whom it is aimed at or concerns. See resolve_inside.h.
 *
 * A named group of the rule wins, then the rule's strategies in order; nobody who is the holder. */
#include "resolve_inside.h"

#include <string.h>

static const onr_range nobody = {ONR_NONE, ONR_NONE};
enum { WORDS = 12, MEMBERS = 4 }; /* of a noun phrase; names that a list joins to the first */

static int begins(const uint8_t *p, uint32_t at, uint32_t end, const char *what)
{
    uint32_t n = (uint32_t)strlen(what);
    return at + n <= end && !memcmp(p + at, what, n);
}

/* English: the words behind the cue up to a preposition (but "of"), a word of the class seg.phrase-end or a mark of
 * punctuation; "and" and "or" go on where a determiner or a capital follows. */
static onr_range object_en(const onr_resolver *r, uint32_t from, uint32_t end)
{
    static const char *const more[] = {"the ", "a ", "an ", "their ", "its ", "his ", "her ", "our ", "all "};
    const uint8_t *p = r->f->p;
    const onr_known *k = &r->known[r->si];
    uint64_t stops = onr_mask(r->pack, ONR_C_OBLIQUE) | onr_mask(r->pack, ONR_C_PHRASE_END);
    uint32_t at = from, last = from, seen = onr_seen_from(r, r->si, from);
    for (int words = 0; words < WORDS && at < end; words++) {
        uint32_t e = at, next;
        while (e < end && (onr_is_word(p[e]) || p[e] == '-' || p[e] == '\'' || (p[e] >= 0x80 && p[e] < 0xE2) ||
                           (p[e] == '.' && e + 1 < end && onr_is_word(p[e + 1]))))
            e++;
        if (e == at) break;
        while (seen < k->seen0 + k->n_seen && r->seen[seen].at.start < at) seen++;
        int stop = 0;
        for (uint32_t i = seen; i < k->seen0 + k->n_seen && r->seen[i].at.start == at; i++)
            stop |= (stops >> r->pack->mark[r->seen[i].mark].cls & 1) != 0;
        if (stop && !(words && begins(p, at, end, "of "))) break;
        next = e + 1;
        if (begins(p, at, end, "and ") || begins(p, at, end, "or ")) {
            int on = next < end && onr_bit(r->f->upper, next);
            for (size_t i = 0; !on && i < sizeof more / sizeof *more; i++) on = begins(p, next, end, more[i]);
            if (!on || !words) break;
        } else if (!begins(p, at, end, "of ")) {
            last = e;
        }
        if (e >= end || p[e] != ' ') break;
        at = next;
    }
    return last > from ? (onr_range){from, last} : nobody;
}

/* English: is it somebody who is to do something, not what is asked for? urged the board to act; urged a truce */
static int bidden(const uint8_t *p, uint32_t at, uint32_t end)
{
    for (uint32_t most = at + 24; at < end && at < most && (onr_is_word(p[at]) || p[at] == ' '); at++)
        if (begins(p, at, end, " to ")) return 1;
    return 0;
}

/* What the name that begins at the byte ends with, a list of names taken whole: 加拿大和美国; NONE where none begins.
 */
static uint32_t names_end(const onr_resolver *r, uint32_t at, uint32_t end)
{
    static const char *const links[] = {"、", "和", "与", "及", "以及", "特别是", "尤其是", "并"};
    const onr_known *k = &r->known[r->si];
    uint32_t last = ONR_NONE;
    int members = 0;
    for (uint32_t i = onr_name_from(r, r->si, at); i < k->name0 + k->n_name && members < MEMBERS; i++) {
        const onr_name *n = &r->name[i];
        if (n->at.end > end) break;
        if (last == ONR_NONE ? n->at.start > at : n->at.start < last) {
            if (last == ONR_NONE) return ONR_NONE;
            continue;
        }
        if (last != ONR_NONE) {
            uint32_t link = last;
            if (begins(r->f->p, link, end, ",")) link++;
            for (size_t j = 0; j < sizeof links / sizeof *links; j++)
                if (begins(r->f->p, link, end, links[j]) && link + strlen(links[j]) == n->at.start) link = n->at.start;
            if (link != n->at.start) break;
        }
        last = n->at.end;
        members++;
    }
    return last;
}

static onr_range object(const onr_resolver *r, const onr_cand *c, onr_range zone)
{
    uint8_t lang = r->l->s[r->si].lang;
    uint32_t from = c->cue.end, end = zone.end;
    if (lang == ONR_JA) { /* stands before its verb, so in what the rule matched: 財務省の所管 */
        const onr_known *k = &r->known[r->si];
        for (uint32_t i = onr_name_from(r, r->si, c->match.start);
             i < k->name0 + k->n_name && r->name[i].at.start < c->match.end; i++)
            if (onr_inside(r->name[i].at, c->match)) return r->name[i].at;
        return nobody;
    }
    while (from < end && r->f->p[from] == ' ') from++;
    if (lang == ONR_EN) {
        onr_range n = object_en(r, from, end);
        return n.start != ONR_NONE && c->kind == ONR_DEMAND && !bidden(r->f->p, n.end, end) ? nobody : n;
    }
    uint32_t last = names_end(r, from, end);
    return last == ONR_NONE ? nobody : (onr_range){from, last};
}

/* A rule's group without blanks at its ends; in Chinese with the rest of a name that it ends in, but for 中方, 各国 and
 * their like, behind which a verb stands. */
static onr_range grouped(const onr_resolver *r, onr_range x, onr_range cue, uint32_t end)
{
    while (x.start < x.end && r->f->p[x.start] == ' ') x.start++;
    while (x.end > x.start && r->f->p[x.end - 1] == ' ') x.end--;
    if (r->l->s[r->si].lang == ONR_ZH && x.end >= x.start + 3 && memcmp(r->f->p + x.end - 3, "方", 3) &&
        memcmp(r->f->p + x.start, "各", 3)) {
        const onr_known *k = &r->known[r->si];
        uint32_t i = onr_name_from(r, r->si, x.end - 1); /* that ends at x.end or behind it */
        if (i < k->name0 + k->n_name && r->name[i].at.start < x.end) {
            uint32_t last = names_end(r, r->name[i].at.start, end);
            if (last != ONR_NONE && (x.start >= cue.end || last <= cue.start)) x.end = last;
        }
    }
    return x.start < x.end ? x : nobody;
}

onr_range onr_party(onr_resolver *r, const onr_cand *c, onr_range holder)
{
    const onr_rule *rule = &r->pack->rule[c->rule];
    const onr_sentence *s = &r->l->s[r->si];
    int32_t qi = onr_quote_of(r, c->match);
    onr_range zone = {s->start, s->end};
    if (c->g[ONR_G_PARTY].start != ONR_NONE) return grouped(r, c->g[ONR_G_PARTY], c->cue, s->end);
    if (qi >= 0) zone = onr_quote_inside(r, qi);
    for (int i = 0; i < 6 && rule->party[i] != ONR_HOW_END; i++) {
        uint32_t how = rule->party[i];
        onr_range n = nobody;
        if (how == ONR_HOW_OBJECT)
            n = object(r, c, zone);
        else if (how == ONR_HOW_SUBJECT && s->lang == ONR_EN)
            n = onr_english_subject(r, r->si, c->cue, zone).head;
        if (n.start == ONR_NONE && how != ONR_HOW_OBJECT) n = onr_strategy(r, how, c->match, zone);
        if (n.start == ONR_NONE || (holder.start != ONR_NONE && onr_meet(n, holder))) continue;
        return n;
    }
    return nobody;
}
