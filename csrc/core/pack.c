/* See pack.h. Loading checks every offset and index first, then builds indices and compiles patterns. */
#include "pack_inside.h"

#include <string.h>

_Static_assert(sizeof(onr_entry) == 36 && sizeof(onr_literal) == 24 && sizeof(onr_rule) == 136 &&
                   sizeof(onr_cond) == 24 && sizeof(onr_mark) == 36 && sizeof(onr_segword) == 20,
               "records are what python/onrecord/rules/blob.py writes");
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "packs are little-endian and read in place"
#endif

const char *const onr_group_names[ONR_N_GROUP] = {"cue", "holder", "party", "content", "reason", "core"};
static const char *const known_names[ONR_N_CLASS] = {"neg",
                                                     "contrast",
                                                     "allegation",
                                                     "reporting",
                                                     "title",
                                                     "described",
                                                     "pronoun",
                                                     "pronoun.person",
                                                     "pronoun.body",
                                                     "country",
                                                     "outlet",
                                                     "body",
                                                     "addressee",
                                                     "self",
                                                     "polite",
                                                     "thing",
                                                     "anchor.topic",
                                                     "anchor.subject",
                                                     "anchor.according",
                                                     "anchor.agent",
                                                     "anchor.target",
                                                     "anchor.quotative",
                                                     "anchor.oblique",
                                                     "anchor.asked",
                                                     "seg.phrase-end",
                                                     "seg.complement",
                                                     "content-clause",
                                                     "channel.record",
                                                     "channel.spoken",
                                                     "channel.statement",
                                                     "channel.report",
                                                     "reason.security",
                                                     "reason.investigation",
                                                     "reason.diplomacy",
                                                     "reason.other_party",
                                                     "reason.jurisdiction",
                                                     "reason.privacy",
                                                     "reason.deliberation",
                                                     "reason.nature"};

static onr_status bad(onr_error *err, const char *what, uint32_t i)
{
    return onr_fail(err, ONR_BAD_PACK, -1, i, "not a usable rule pack: %s %u is out of bounds; compile the pack anew",
                    what, i);
}

static int str_ok(const onr_pack *p, uint32_t off, uint32_t n)
{
    return off <= p->n_str && n <= p->n_str - off;
}
static int range_ok(uint32_t from, uint32_t n, uint32_t all)
{
    return from <= all && n <= all - from;
}
static int index_ok(uint32_t i, uint32_t all)
{
    return i == ONR_NONE || i < all;
}

static onr_status sections(onr_pack *p, onr_error *err)
{
    static const uint32_t size[ONR_N_SECTIONS] = {1,
                                                  1,
                                                  sizeof(onr_str),
                                                  sizeof(onr_str),
                                                  sizeof(onr_str),
                                                  sizeof(onr_entry),
                                                  sizeof(onr_need),
                                                  sizeof(uint32_t),
                                                  sizeof(onr_literal),
                                                  sizeof(onr_group),
                                                  sizeof(onr_pcre),
                                                  sizeof(onr_rule),
                                                  sizeof(onr_cond),
                                                  sizeof(uint32_t),
                                                  sizeof(onr_mute),
                                                  sizeof(onr_mark),
                                                  sizeof(onr_header),
                                                  sizeof(onr_segword)};
    uint32_t head[4], at[ONR_N_SECTIONS], n[ONR_N_SECTIONS];
    if (p->n < 48 + 8 * ONR_N_SECTIONS || memcmp(p->blob, "ONRPACK", 8))
        return onr_fail(err, ONR_BAD_PACK, -1, 0,
                        "not a rule pack: the first bytes are not ONRPACK, or it is cut short");
    memcpy(head, p->blob, 16);
    if (head[2] != ONR_PACK_FORMAT || head[3] != ONR_N_SECTIONS)
        return onr_fail(err, ONR_BAD_PACK, -1, 8,
                        "a rule pack of format %u with %u sections; this build reads format %u", head[2], head[3],
                        ONR_PACK_FORMAT);
    for (uint32_t i = 0; i < ONR_N_SECTIONS; i++) {
        uint32_t pair[2];
        memcpy(pair, p->blob + 48 + 8 * i, 8);
        if (pair[0] % 4 || pair[0] > p->n || pair[1] > p->n - pair[0] || pair[1] % size[i])
            return bad(err, "section", i);
        at[i] = pair[0];
        n[i] = pair[1] / size[i];
    }
#define ONR_TAKE(field, count, id, type) (p->field = (const type *)(const void *)(p->blob + at[id]), p->count = n[id])
    ONR_TAKE(str, n_str, ONR_S_STR, uint8_t);
    ONR_TAKE(meta, n_meta, ONR_S_META, char);
    ONR_TAKE(kind, n_kind, ONR_S_KIND, onr_str);
    ONR_TAKE(form, n_form, ONR_S_FORM, onr_str);
    ONR_TAKE(cls, n_cls, ONR_S_CLASS, onr_str);
    ONR_TAKE(entry, n_entry, ONR_S_ENTRY, onr_entry);
    ONR_TAKE(need, n_need, ONR_S_NEED, onr_need);
    ONR_TAKE(opening, n_opening, ONR_S_OPENING, uint32_t);
    ONR_TAKE(literal, n_literal, ONR_S_LITERAL, onr_literal);
    ONR_TAKE(group, n_group, ONR_S_GROUP, onr_group);
    ONR_TAKE(pcre, n_pcre, ONR_S_PCRE, onr_pcre);
    ONR_TAKE(rule, n_rule, ONR_S_RULE, onr_rule);
    ONR_TAKE(cond, n_cond, ONR_S_COND, onr_cond);
    ONR_TAKE(over, n_over, ONR_S_OVER, uint32_t);
    ONR_TAKE(mute, n_mute, ONR_S_MUTE, onr_mute);
    ONR_TAKE(mark, n_mark, ONR_S_MARK, onr_mark);
    ONR_TAKE(header, n_header, ONR_S_HEADER, onr_header);
    ONR_TAKE(seg, n_seg, ONR_S_SEG, onr_segword);
#undef ONR_TAKE
    return ONR_OK;
}

static int how_ok(const uint32_t *how, uint32_t n_cls)
{
    for (int i = 0; i < 6; i++)
        if (how[i] > ONR_HOW_ACTOR && (how[i] < ONR_HOW_CLASS0 || how[i] - ONR_HOW_CLASS0 >= n_cls)) return 0;
    return 1;
}

static onr_status check_rules(const onr_pack *p, onr_error *err)
{
    for (uint32_t i = 0; i < p->n_rule; i++) {
        const onr_rule *r = &p->rule[i];
        int block = (r->flags & ONR_RULE_BLOCK) != 0;
        if ((!block && r->kind >= p->n_kind) || !index_ok(r->form, p->n_form) || r->lang >= ONR_N_LANG ||
            r->entry >= p->n_entry || !index_ok(r->first, p->n_entry) || r->mood > ONR_MOOD_QUESTION ||
            r->negated > ONR_NEG_BECOME || (r->negated == ONR_NEG_BECOME && r->neg_kind >= p->n_kind) ||
            !index_ok(r->neg_form, p->n_form) || !range_ok(r->cond0, r->n_cond, p->n_cond) ||
            !range_ok(r->over0, r->n_over, p->n_over) || !range_ok(r->mute0, r->n_mute, p->n_mute) ||
            !how_ok(r->holder, p->n_cls) || !how_ok(r->party, p->n_cls) || r->content > ONR_CONTENT_AUTO ||
            r->certainty > ONR_UNKNOWN || ((r->flags & ONR_RULE_FRAME) && r->first == ONR_NONE))
            return bad(err, "rule", i);
    }
    for (uint32_t i = 0; i < p->n_cond; i++) {
        const onr_cond *c = &p->cond[i];
        if (c->unless > 1 || c->where > ONR_IN_CONTENT || !index_ok(c->cls, p->n_cls) || !index_ok(c->pcre, p->n_pcre))
            return bad(err, "condition", i);
    }
    for (uint32_t i = 0; i < p->n_over; i++)
        if (p->over[i] >= p->n_rule) return bad(err, "over", i);
    for (uint32_t i = 0; i < p->n_mute; i++)
        if (p->mute[i].kind >= p->n_kind || p->mute[i].where > ONR_IN_CONTENT) return bad(err, "mute", i);
    return ONR_OK;
}

static onr_status check(const onr_pack *p, onr_error *err)
{
    if (p->n_kind < ONR_N_KIND || p->n_kind > ONR_MAX_KIND || p->n_cls > ONR_MAX_CLASS || p->n_rule > ONR_MAX_RULES ||
        p->n_form > 200)
        return onr_fail(err, ONR_BAD_PACK, -1, 0,
                        "a rule pack of %u kinds, %u forms, %u classes, %u rules: the limits are %u, 200, %u, %u",
                        p->n_kind, p->n_form, p->n_cls, p->n_rule, ONR_MAX_KIND, ONR_MAX_CLASS, ONR_MAX_RULES);
    const onr_str *names[3] = {p->kind, p->form, p->cls};
    const uint32_t n_names[3] = {p->n_kind, p->n_form, p->n_cls};
    for (int k = 0; k < 3; k++)
        for (uint32_t i = 0; i < n_names[k]; i++)
            if (!str_ok(p, names[k][i].off, names[k][i].n)) return bad(err, "name", i);
    for (uint32_t i = 0; i < p->n_entry; i++) {
        const onr_entry *e = &p->entry[i];
        uint32_t owners = e->what == ONR_ENTRY_NEED ? ONR_N_PART : onr_is_mark(e) ? p->n_mark : p->n_rule;
        if (e->what > ONR_ENTRY_GROUND || !range_ok(e->need0, e->n_need, p->n_need) || e->owner >= owners ||
            e->lang >= ONR_N_LANG || !index_ok(e->pcre, p->n_pcre) || e->dmin > e->dmax || e->dmax > ONR_MAX_LITERAL)
            return bad(err, "entry", i);
    }
    for (uint32_t i = 0; i < p->n_need; i++)
        if (p->need[i].entry >= p->n_entry || p->entry[p->need[i].entry].what != ONR_ENTRY_NEED ||
            p->need[i].low > p->need[i].high)
            return bad(err, "need", i);
    for (uint32_t i = 0; i < p->n_literal; i++) {
        const onr_literal *l = &p->literal[i];
        if (!l->n || l->n > ONR_MAX_LITERAL || !str_ok(p, l->text, l->n) || l->entry >= p->n_entry ||
            !range_ok(l->group0, l->n_group, p->n_group) ||
            ((l->flags & ONR_LIT_ANCHOR) && p->entry[l->entry].pcre == ONR_NONE) ||
            !(l->flags & ONR_LIT_NEED) != (p->entry[l->entry].what != ONR_ENTRY_NEED))
            return bad(err, "literal", i);
        for (uint32_t g = l->group0; g < l->group0 + l->n_group; g++)
            if (p->group[g].name >= ONR_N_GROUP || p->group[g].start > p->group[g].end || p->group[g].end > l->n)
                return bad(err, "group", g);
    }
    for (uint32_t i = 0; i < p->n_pcre; i++)
        if (!str_ok(p, p->pcre[i].text, p->pcre[i].n) ||
            !range_ok(p->pcre[i].opening0, p->pcre[i].n_opening, p->n_opening) ||
            (p->pcre[i].n_opening && !(p->pcre[i].flags & ONR_PCRE_RANGE)))
            return bad(err, "pattern", i);
    for (uint32_t i = 0; i < p->n_mark; i++) {
        const onr_mark *m = &p->mark[i];
        if (m->cls >= p->n_cls || m->lang >= ONR_N_LANG || m->entry >= p->n_entry || m->reach > ONR_REACH_REST ||
            m->certainty > 1 + ONR_UNKNOWN || m->side > ONR_SIDE_RIGHT)
            return bad(err, "mark", i);
    }
    for (uint32_t i = 0; i < p->n_header; i++)
        if (p->header[i].pcre >= p->n_pcre || p->header[i].role > ONR_ROLE_STATEMENT ||
            p->header[i].lang > ONR_LANG_UNKNOWN)
            return bad(err, "header", i);
    for (uint32_t i = 0; i < p->n_seg; i++) {
        const onr_segword *s = &p->seg[i];
        int pattern = s->list == ONR_SEG_ADNOMINAL_LEFT || s->list == ONR_SEG_ADNOMINAL_RIGHT;
        if (s->list >= ONR_N_SEG || s->lang >= ONR_N_LANG ||
            (pattern ? s->text >= p->n_pcre : !str_ok(p, s->text, s->n)))
            return bad(err, "segmenter word", i);
    }
    return check_rules(p, err);
}

static onr_status compile(onr_pack *p, onr_error *err)
{
    p->code = onr_alloc((uint64_t)p->n_pcre * sizeof *p->code);
    if (p->code) memset(p->code, 0, p->n_pcre * sizeof *p->code); /* freed also when half made */
    p->slot = onr_alloc((uint64_t)p->n_pcre * sizeof *p->slot);
    p->fast = onr_alloc(p->n_pcre);
    if (!p->code || !p->slot || !p->fast)
        return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for %u patterns", p->n_pcre);
    p->max_ovector = 1;
    for (uint32_t i = 0; i < p->n_pcre; i++) {
        const onr_pcre *x = &p->pcre[i];
        int code = 0;
        PCRE2_SIZE at = 0;
        uint32_t groups = 0, options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DUPNAMES;
        if (x->flags & ONR_PCRE_ANCHORED) options |= PCRE2_ANCHORED;
        if (x->flags & ONR_PCRE_RANGE) options |= PCRE2_USE_OFFSET_LIMIT;
        if (x->flags & ONR_PCRE_END) options |= PCRE2_ENDANCHORED;
        p->code[i] = pcre2_compile(p->str + x->text, x->n, options, &code, &at, NULL);
        if (!p->code[i]) {
            PCRE2_UCHAR8 why[120];
            pcre2_get_error_message(code, why, sizeof why);
            return onr_fail(err, code == PCRE2_ERROR_HEAP_FAILED ? ONR_NOMEM : ONR_PATTERN, -1, at,
                            "PCRE2 refuses %.*s: %s", (int)(x->n < 80 ? x->n : 80), (const char *)p->str + x->text,
                            (const char *)why);
        }
        p->fast[i] = pcre2_jit_compile(p->code[i], PCRE2_JIT_COMPLETE) == 0;
        p->jit += p->fast[i];
        (void)pcre2_pattern_info(p->code[i], PCRE2_INFO_CAPTURECOUNT, &groups);
        if (groups + 1 > p->max_ovector) p->max_ovector = groups + 1;
        for (uint32_t g = 0; g < ONR_N_GROUP; g++) {
            int k = pcre2_substring_number_from_name(p->code[i], (PCRE2_SPTR)(const void *)onr_group_names[g]);
            p->slot[i][g] = k > 0 ? (uint32_t)k : k == PCRE2_ERROR_NOUNIQUESUBSTRING ? ONR_NONE : 0;
        }
    }
    return ONR_OK;
}

static uint8_t speaks(const onr_rule *r)
{
    uint32_t roles = r->turns & 7, bits = 0;
    if (r->mood != ONR_MOOD_QUESTION) bits |= roles;
    if (r->mood != ONR_MOOD_DECLARATIVE) bits |= roles << 3;
    return (uint8_t)bits;
}

static onr_status build_filters(onr_pack *p, onr_error *err)
{
    p->filter = onr_alloc((uint64_t)p->n_pcre * sizeof *p->filter);
    p->speaks = onr_alloc(p->n_entry);
    if (!p->filter || !p->speaks)
        return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for the filters of %u patterns", p->n_pcre);
    for (uint32_t i = 0; i < p->n_entry; i++) {
        const onr_entry *e = &p->entry[i];
        p->speaks[i] = e->what < ONR_ENTRY_MARK ? speaks(&p->rule[e->owner]) : 0xFF;
    }
    for (uint32_t i = 0; i < p->n_pcre; i++) {
        const onr_pcre *x = &p->pcre[i];
        memset(p->filter[i], x->n_opening ? 0 : 0xFF, sizeof p->filter[i]);
        for (uint32_t k = x->opening0; k < x->opening0 + x->n_opening; k++) {
            uint32_t bit = onr_filter_bit(p->opening[k]);
            p->filter[i][bit >> 6] |= (uint64_t)1 << (bit & 63);
        }
    }
    return ONR_OK;
}

static onr_status build_indices(onr_pack *p, onr_error *err)
{
    onr_status st = ONR_OK;
    uint32_t *list = onr_alloc((uint64_t)(p->n_literal > p->n_entry ? p->n_literal : p->n_entry) * sizeof *list);
    if (!list) return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for the lists of literals");
    for (uint32_t lang = 0; lang < ONR_N_LANG; lang++) {
        for (uint32_t part = 0; part < ONR_N_PART; part++) {
            uint32_t n = 0;
            for (uint32_t i = 0; i < p->n_literal; i++) {
                const onr_entry *e = &p->entry[p->literal[i].entry];
                if (e->lang == lang && onr_part(e) == part) list[n++] = i;
            }
            st = onr_index_build(&p->index[lang][part], p->literal, p->str, list, n, err);
            if (st != ONR_OK) goto done;
            n = 0;
            for (uint32_t i = 0; i < p->n_entry; i++) {
                const onr_entry *e = &p->entry[i];
                if (e->lang == lang && onr_part(e) == part && (e->flags & ONR_ENTRY_SLOW) && e->pcre != ONR_NONE)
                    list[n++] = i;
            }
            if (!n) continue;
            p->slow[lang][part] = onr_alloc(n * sizeof *list);
            if (!p->slow[lang][part]) {
                st = onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for the list of slow patterns");
                goto done;
            }
            memcpy(p->slow[lang][part], list, n * sizeof *list);
            p->n_slow[lang][part] = n;
        }
    }
done:
    onr_free(list);
    return st;
}

static void look_up_classes(onr_pack *p)
{
    for (uint32_t k = 0; k < ONR_N_CLASS; k++) {
        p->known[k] = ONR_NONE;
        for (uint32_t i = 0; i < p->n_cls; i++)
            if (p->cls[i].n == strlen(known_names[k]) && !memcmp(p->str + p->cls[i].off, known_names[k], p->cls[i].n))
                p->known[k] = i;
    }
    for (uint32_t i = 0; i < ONR_N_LANG; i++) p->adnominal[i][0] = p->adnominal[i][1] = ONR_NONE;
    for (uint32_t i = 0; i < p->n_seg; i++) {
        const onr_segword *s = &p->seg[i];
        if (s->list == ONR_SEG_ADNOMINAL_LEFT) p->adnominal[s->lang][0] = s->text;
        if (s->list == ONR_SEG_ADNOMINAL_RIGHT) p->adnominal[s->lang][1] = s->text;
    }
}

onr_status onr_pack_load(const uint8_t *blob, uint64_t n, onr_pack **out, onr_error *err)
{
    onr_status st;
    onr_pack *p = NULL;
    *out = NULL;
    if (n > UINT32_MAX / 2) return onr_fail(err, ONR_LIMIT, -1, 0, "a rule pack of more than 2 GB");
    p = onr_alloc(sizeof *p);
    if (!p) return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for a rule pack");
    memset(p, 0, sizeof *p);
    p->n = (uint32_t)n;
    p->blob = onr_alloc(n + ONR_PAD);
    if (!p->blob) {
        st = onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for a rule pack of %u bytes", p->n);
        goto done;
    }
    memcpy(p->blob, blob, n);
    memset(p->blob + n, 0, ONR_PAD);
    if ((st = sections(p, err)) != ONR_OK || (st = check(p, err)) != ONR_OK || (st = compile(p, err)) != ONR_OK ||
        (st = build_indices(p, err)) != ONR_OK || (st = build_filters(p, err)) != ONR_OK)
        goto done;
    look_up_classes(p);
    st = onr_segdata_build(p, &p->segdata, err);
done:
    if (st != ONR_OK)
        onr_pack_free(p);
    else
        *out = p;
    return st;
}

void onr_pack_free(onr_pack *p)
{
    if (!p) return;
    for (uint32_t i = 0; p->code && i < p->n_pcre; i++) pcre2_code_free(p->code[i]);
    for (int lang = 0; lang < (int)ONR_N_LANG; lang++)
        for (int part = 0; part < ONR_N_PART; part++) {
            onr_index_free(&p->index[lang][part]);
            onr_free(p->slow[lang][part]);
        }
    onr_segdata_free(&p->segdata);
    onr_free(p->code);
    onr_free(p->filter);
    onr_free(p->speaks);
    onr_free(p->fast);
    onr_free(p->slot);
    onr_free(p->blob);
    onr_free(p);
}

const char *onr_pack_meta(const onr_pack *p, uint32_t *n)
{
    *n = p->n_meta;
    return p->meta;
}

uint32_t onr_pack_patterns(const onr_pack *p)
{
    return p->n_pcre;
}
uint32_t onr_pack_jit(const onr_pack *p)
{
    return p->jit;
}

uint32_t onr_pack_pattern_rule(const onr_pack *p, uint32_t pcre)
{
    for (uint32_t i = 0; i < p->n_entry; i++)
        if (p->entry[i].pcre == pcre && p->entry[i].what < ONR_ENTRY_MARK) return p->entry[i].owner;
    for (uint32_t i = 0; i < p->n_rule; i++)
        for (uint32_t k = p->rule[i].cond0; k < p->rule[i].cond0 + p->rule[i].n_cond; k++)
            if (p->cond[k].pcre == pcre) return i;
    return ONR_NONE;
}
