/* See oracle.h. */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>

struct onr_oracle {
    const onr_pack *pack;
    uint32_t *entry; /* entry numbers */
    pcre2_code **code;
    const onr_literal ***lit; /* per finite entry: its literals, longest first */
    uint32_t *n_lit;
    uint32_t n;
    pcre2_match_data *md;
    pcre2_match_context *mc;
};

typedef struct {
    uint8_t *p;
    uint32_t n, cap;
} text;

static onr_status put(text *t, const void *s, uint32_t n, onr_error *err)
{
    onr_status st = onr_grow(&t->p, &t->cap, (uint64_t)t->n + n, 1, err);
    if (st != ONR_OK) return st;
    memcpy(t->p + t->n, s, n);
    t->n += n;
    return ONR_OK;
}

static onr_status puts_(text *t, const char *s, onr_error *err)
{
    return put(t, s, (uint32_t)strlen(s), err);
}

static int by_length(const void *a, const void *b)
{
    const onr_literal *x = *(const onr_literal *const *)a, *y = *(const onr_literal *const *)b;
    if (x->n != y->n) return x->n > y->n ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* One literal; what is no letter or digit is written as \xhh, so that nothing in it is a pattern. */
static onr_status put_literal(const onr_pack *p, const onr_literal *l, text *t, onr_error *err)
{
    onr_status st = ONR_OK;
    for (uint32_t k = 0; st == ONR_OK && k < l->n; k++) {
        uint8_t b = p->str[l->text + k];
        if (b < 0x80 && !onr_is_word(b)) {
            char hex[8] = {'\\', 'x', "0123456789abcdef"[b >> 4], "0123456789abcdef"[b & 15]};
            st = put(t, hex, 4, err);
        } else {
            st = put(t, &b, 1, err);
        }
    }
    return st;
}

/* The literals as alternatives in their order. Neighbours with the same word boundaries share them: one look-around for
 * each literal of a large entry is more than PCRE2's 64 KB a pattern. */
static onr_status alternation(const onr_pack *p, const onr_literal **lit, uint32_t n, text *t, onr_error *err)
{
    onr_status st = puts_(t, "(?:", err);
    for (uint32_t i = 0, j; st == ONR_OK && i < n; i = j) {
        uint32_t flags = lit[i]->flags;
        if (i) st = puts_(t, "|", err);
        if (st == ONR_OK && (flags & ONR_LIT_WORD_L)) st = puts_(t, "(?<![a-z0-9])", err);
        if (st == ONR_OK) st = puts_(t, "(?:", err);
        for (j = i; st == ONR_OK && j < n && lit[j]->flags == flags; j++) {
            if (j > i) st = puts_(t, "|", err);
            if (st == ONR_OK) st = put_literal(p, lit[j], t, err);
        }
        if (st == ONR_OK) st = puts_(t, ")", err);
        if (st == ONR_OK && (flags & ONR_LIT_WORD_R)) st = puts_(t, "(?![a-z0-9])", err);
    }
    if (st == ONR_OK) st = puts_(t, ")", err);
    return st;
}

static onr_status compile_entry(onr_oracle *o, uint32_t i, text *t, onr_error *err)
{
    const onr_pack *p = o->pack;
    const onr_entry *e = &p->entry[o->entry[i]];
    onr_status st = ONR_OK;
    int code;
    PCRE2_SIZE at;
    t->n = 0;
    if (e->pcre != ONR_NONE) {
        st = put(t, p->str + p->pcre[e->pcre].text, p->pcre[e->pcre].n, err);
    } else {
        uint32_t n = 0;
        for (uint32_t k = 0; k < p->n_literal; k++) n += p->literal[k].entry == o->entry[i];
        o->lit[i] = onr_alloc((n ? n : 1) * sizeof **o->lit);
        if (!o->lit[i]) return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for the oracle");
        for (uint32_t k = 0; k < p->n_literal; k++)
            if (p->literal[k].entry == o->entry[i]) o->lit[i][o->n_lit[i]++] = &p->literal[k];
        if (!n) return ONR_OK;
        qsort(o->lit[i], n, sizeof **o->lit, by_length);
        st = alternation(p, o->lit[i], n, t, err);
    }
    if (st != ONR_OK) return st;
    o->code[i] = pcre2_compile(t->p, t->n, PCRE2_UTF | PCRE2_DUPNAMES, &code, &at, NULL);
    if (!o->code[i])
        return onr_fail(err, ONR_PATTERN, -1, at, "the oracle's pattern of entry %u is refused", o->entry[i]);
    (void)pcre2_jit_compile(o->code[i], PCRE2_JIT_COMPLETE);
    return ONR_OK;
}

onr_status onr_oracle_new(const onr_pack *pack, uint32_t lang, uint32_t part, onr_oracle **out, onr_error *err)
{
    onr_status st = ONR_OK;
    text t = {NULL, 0, 0};
    uint64_t n = pack->n_entry ? pack->n_entry : 1;
    onr_oracle *o = onr_alloc(sizeof *o);
    *out = NULL;
    if (!o) return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for the oracle");
    memset(o, 0, sizeof *o);
    o->pack = pack;
    o->entry = onr_alloc(n * sizeof *o->entry);
    o->code = onr_alloc(n * sizeof *o->code);
    o->lit = onr_alloc(n * sizeof *o->lit);
    o->n_lit = onr_alloc(n * sizeof *o->n_lit);
    o->md = pcre2_match_data_create(pack->max_ovector, NULL);
    o->mc = pcre2_match_context_create(NULL);
    if (!o->entry || !o->code || !o->lit || !o->n_lit || !o->md || !o->mc) {
        st = onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for the oracle");
        goto done;
    }
    memset(o->code, 0, n * sizeof *o->code);
    memset(o->lit, 0, n * sizeof *o->lit);
    memset(o->n_lit, 0, n * sizeof *o->n_lit);
    pcre2_set_match_limit(o->mc, 10000);
    pcre2_set_heap_limit(o->mc, 4096);
    for (uint32_t i = 0; i < pack->n_entry; i++)
        if (pack->entry[i].lang == lang && pack->entry[i].what != ONR_ENTRY_NEED && onr_part(&pack->entry[i]) == part)
            o->entry[o->n++] = i;
    for (uint32_t i = 0; st == ONR_OK && i < o->n; i++) st = compile_entry(o, i, &t, err);
done:
    onr_free(t.p);
    if (st != ONR_OK)
        onr_oracle_free(o);
    else
        *out = o;
    return st;
}

void onr_oracle_free(onr_oracle *o)
{
    if (!o) return;
    for (uint32_t i = 0; i < o->n; i++) {
        if (o->code) pcre2_code_free(o->code[i]);
        if (o->lit) onr_free(o->lit[i]);
    }
    pcre2_match_data_free(o->md);
    pcre2_match_context_free(o->mc);
    onr_free(o->entry);
    onr_free(o->code);
    onr_free(o->lit);
    onr_free(o->n_lit);
    onr_free(o);
}

static int by_place(const void *a, const void *b)
{
    const onr_event *x = a, *y = b;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    return x->entry < y->entry ? -1 : x->entry > y->entry;
}

onr_status onr_oracle_match(onr_oracle *o, const uint8_t *p, onr_range s, onr_events *out, onr_error *err)
{
    const onr_pack *pack = o->pack;
    uint32_t from = out->n;
    for (uint32_t i = 0; i < o->n; i++) {
        uint32_t at = s.start;
        while (o->code[i] && at < s.end) {
            int rc =
                pcre2_match(o->code[i], p + s.start, s.end - s.start, at - s.start, PCRE2_NO_UTF_CHECK, o->md, o->mc);
            if (rc <= 0) break;
            const PCRE2_SIZE *v = pcre2_get_ovector_pointer(o->md);
            onr_status st = onr_grow(&out->e, &out->cap, (uint64_t)out->n + 1, sizeof *out->e, err);
            if (st != ONR_OK) return st;
            onr_event *e = &out->e[out->n++];
            memset(e->g, 0xff, sizeof e->g);
            e->start = s.start + (uint32_t)v[0];
            e->end = s.start + (uint32_t)v[1];
            e->entry = o->entry[i];
            if (pack->entry[e->entry].pcre == ONR_NONE) {
                for (uint32_t k = 0; k < o->n_lit[i]; k++) {
                    const onr_literal *l = o->lit[i][k];
                    if (l->n != e->end - e->start || memcmp(pack->str + l->text, p + e->start, l->n)) continue;
                    for (uint32_t g = l->group0; g < l->group0 + l->n_group; g++)
                        e->g[pack->group[g].name] =
                            (onr_range){e->start + pack->group[g].start, e->start + pack->group[g].end};
                    break;
                }
            } else {
                for (uint32_t g = 0; g < ONR_N_GROUP; g++) {
                    uint32_t k = onr_group_number(pack, pack->entry[e->entry].pcre, g, v);
                    if (k && v[2 * k] != PCRE2_UNSET)
                        e->g[g] = (onr_range){s.start + (uint32_t)v[2 * k], s.start + (uint32_t)v[2 * k + 1]};
                }
            }
            at = e->end > e->start ? e->end : e->end + 1;
        }
    }
    if (out->n - from > 1) qsort(out->e + from, out->n - from, sizeof *out->e, by_place);
    return ONR_OK;
}
