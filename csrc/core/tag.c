/* See tag.h. A window holds whole sections (text between blank lines), or, of a section longer than ONR_WINDOW, as many
 * whole sentences as fit; so nothing that is decided in a window depends on how many sections it takes. */
#include "tag.h"

#include "language.h"
#include "simplify.h"

#include <string.h>

struct onr_tagger {
    const onr_pack *pack;
    onr_resolver *r;
    onr_utf8 u;
    onr_folded f;
    onr_layout l;
    onr_carry carry;
    onr_hint *hint;
    onr_given_turn *given;
    uint32_t cap_hint, cap_given;
};

onr_status onr_tagger_new(const onr_pack *pack, onr_tagger **out, onr_error *err)
{
    onr_tagger *t = onr_alloc(sizeof *t);
    *out = NULL;
    if (!t) return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for a tagger");
    memset(t, 0, sizeof *t);
    t->pack = pack;
    onr_status st = onr_resolver_new(pack, &t->r, err);
    if (st != ONR_OK) {
        onr_free(t);
        return st;
    }
    *out = t;
    return ONR_OK;
}

void onr_tagger_free(onr_tagger *t)
{
    if (!t) return;
    onr_resolver_free(t->r);
    onr_utf8_free(&t->u);
    onr_folded_free(&t->f);
    onr_layout_free(&t->l);
    onr_free(t->hint);
    onr_free(t->given);
    onr_free(t);
}

/* The code point at a unit, and how many units and bytes of UTF-8 it takes. Malformed UTF-8 is one unit here; the
 * window's own check refuses it. */
static uint32_t peek(const onr_text *t, uint64_t i, uint32_t *units, uint32_t *bytes)
{
    uint32_t c;
    *units = 1;
    if (t->kind == 1)
        c = ((const uint8_t *)t->data)[i];
    else if (t->kind == 2)
        c = ((const uint16_t *)t->data)[i];
    else if (t->kind == 4)
        c = ((const uint32_t *)t->data)[i];
    else {
        const uint8_t *p = (const uint8_t *)t->data + i;
        uint32_t need = p[0] < 0xC0 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
        if (need > t->n - i) need = 1;
        c = need == 1 ? p[0] : onr_decode(p, units);
        *units = need;
        *bytes = need;
        return c;
    }
    *bytes = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    return c;
}

/* How many units from `i` on are plain: spaces and what is no blank of any kind, one byte or three each; *bytes grows
 * by theirs, to less than ONR_WINDOW; *ink: not only spaces. It is most of a text, and a loop over it must be short. */
#define ONR_PLAIN(type, wide)                                                                                          \
    for (; k < t->n && n < ONR_WINDOW - 3; k++) {                                                                      \
        uint32_t c = ((const type *)t->data)[k];                                                                       \
        if (c >= ' ' && c < 0x7F)                                                                                      \
            n += 1;                                                                                                    \
        else if (wide && ((c > 0x3000 && c < 0xD800) || (c >= 0x2010 && c < 0x2028)))                                  \
            n += 3;                                                                                                    \
        else                                                                                                           \
            break;                                                                                                     \
        seen |= c != ' ';                                                                                              \
    }
static uint64_t plain(const onr_text *t, uint64_t i, uint32_t *bytes, int *ink)
{
    uint64_t k = i;
    uint32_t n = *bytes;
    int seen = 0;
    if (t->kind == 2) {
        ONR_PLAIN(uint16_t, 1)
    } else if (t->kind == 4) {
        ONR_PLAIN(uint32_t, 1)
    } else {
        ONR_PLAIN(uint8_t, 0)
    }
    *bytes = n;
    *ink = seen;
    return k - i;
}
#undef ONR_PLAIN

/* Where the window that starts at unit `from` ends: after a blank line at or beyond `block` bytes if one comes within
 * ONR_WINDOW, else after the last blank line in it, else (a long section) at ONR_WINDOW; *whole: not cut. */
static uint64_t window_end(const onr_text *t, uint64_t from, uint32_t block, int *whole)
{
    uint64_t i = from, cut = from;
    uint32_t bytes = 0, n, b;
    int breaks = 0, solid = 0;
    *whole = 1;
    while (i < t->n) {
        int is_break = 0;
        int ink;
        uint64_t run = plain(t, i, &bytes, &ink);
        if (ink) {
            breaks = 0;
            solid = 1;
        }
        i += run;
        if (run) continue;
        uint32_t c = peek(t, i, &n, &b);
        if (bytes + b > ONR_WINDOW) {
            if (cut > from) return cut;
            *whole = 0;
            return i;
        }
        bytes += b;
        i += n;
        if (onr_is_space(c, &is_break)) {
            if (is_break && !(c == '\n' && i > from + 1 && n == 1 && t->kind != 0 && peek(t, i - 2, &n, &b) == '\r') &&
                !(c == '\n' && t->kind == 0 && i > from + 1 && ((const uint8_t *)t->data)[i - 2] == '\r'))
                breaks++;
            if (is_break && breaks >= 2 && solid) {
                cut = i;
                if (bytes >= block) return cut;
            }
        } else {
            breaks = 0;
            solid = 1;
        }
    }
    return t->n;
}

/* The code points of the units [from, to), which are no more than the room for them; how many. */
static uint32_t stretch(const onr_text *t, uint64_t from, uint64_t to, uint32_t *cp)
{
    uint32_t n = 0;
    if (t->kind == 1)
        for (; from < to; from++) cp[n++] = ((const uint8_t *)t->data)[from];
    else if (t->kind == 2)
        for (; from < to; from++) cp[n++] = ((const uint16_t *)t->data)[from];
    else if (t->kind == 4)
        for (; from < to; from++) cp[n++] = ((const uint32_t *)t->data)[from];
    while (from < to && (((const uint8_t *)t->data)[from] & 0xC0) == 0x80) from++;
    for (uint32_t units, bytes; from < to; from += units) cp[n++] = peek(t, from, &units, &bytes);
    return n;
}

#define HEAD 512u /* units: of a sample of the text, the first, and then SPOTS stretches of SPOT evenly */
#define SPOTS 32u
#define SPOT 32u
/* The dominant language, which a sample is enough to show. */
static uint8_t language(const onr_text *t)
{
    uint32_t cp[HEAD + SPOTS * SPOT], n;
    uint64_t head = t->n < HEAD ? t->n : HEAD, step = (t->n - head) / SPOTS;
    n = stretch(t, 0, head, cp);
    for (uint64_t k = 0; k < SPOTS && t->n > head; k++) {
        uint64_t i = head + k * step;
        n += stretch(t, i, i + SPOT < t->n ? i + SPOT : t->n, cp + n);
    }
    return onr_dominant_language(cp, n);
}

/* The hints and given turns of this window, in folded bytes. Cursors move on only past what the window has used up. */
static onr_status hints(onr_tagger *t, const onr_job *job, uint32_t *first_region, uint32_t *first_turn,
                        uint32_t *n_hint, uint32_t *n_given, onr_error *err)
{
    uint64_t a = t->carry.cp0, b = a + t->u.n_cp;
    *n_hint = *n_given = 0;
    while (*first_region < job->n_region && job->region[*first_region].end <= a) ++*first_region;
    for (uint32_t i = *first_region; i < job->n_region && job->region[i].start < b; i++) {
        const onr_region *g = &job->region[i];
        onr_status st = onr_grow(&t->hint, &t->cap_hint, (uint64_t)*n_hint + 1, sizeof *t->hint, err);
        if (st != ONR_OK) return st;
        uint64_t s = g->start > a ? g->start - a : 0, e = g->end < b ? g->end - a : b - a;
        uint32_t x = onr_fold_dst(&t->f, onr_utf8_byte(&t->u, (uint32_t)s)),
                 y = onr_fold_dst(&t->f, onr_utf8_byte(&t->u, (uint32_t)e));
        if (x < y) t->hint[(*n_hint)++] = (onr_hint){x, y, g->flags, g->lang};
    }
    while (*first_turn < job->n_turn && job->turn[*first_turn].start < a) ++*first_turn;
    for (uint32_t i = *first_turn; i < job->n_turn && job->turn[i].start < b; i++) {
        onr_status st = onr_grow(&t->given, &t->cap_given, (uint64_t)*n_given + 1, sizeof *t->given, err);
        if (st != ONR_OK) return st;
        uint32_t x = onr_fold_dst(&t->f, onr_utf8_byte(&t->u, (uint32_t)(job->turn[i].start - a)));
        t->given[(*n_given)++] = (onr_given_turn){x, job->turn[i].role, i};
    }
    return ONR_OK;
}

static onr_status store_layout(onr_tagger *t, const onr_job *job, onr_rows *rows, onr_error *err)
{
    const onr_layout *l = &t->l;
    uint64_t cp0 = t->carry.cp0;
    onr_status st = ONR_OK;
    for (uint32_t i = 0; st == ONR_OK && i < l->nt; i++) {
        const onr_turn *x = &l->t[i];
        onr_cps at = onr_original(&t->u, &t->f, cp0, x->start, x->start), name = {-1, -1},
                text = onr_original(&t->u, &t->f, cp0, x->text, x->text);
        if (x->name_n) name = onr_original(&t->u, &t->f, cp0, x->name, x->name + x->name_n);
        int32_t given = -1, start = at.start;
        if (x->given != ONR_NONE) {
            given = (int32_t)x->given;
            start = (int32_t)job->turn[x->given].start;
            text.start = start;
        }
        st = onr_rows_turn(rows, start, text.start, name, given, x->role, err);
    }
    for (uint32_t i = 0; st == ONR_OK && i < l->ns; i++) {
        const onr_sentence *s = &l->s[i];
        onr_cps at = onr_original(&t->u, &t->f, cp0, s->start, s->end);
        st = onr_rows_sentence(rows, at, (int32_t)s->turn, (int32_t)s->para, s->flags, s->lang, s->role, err);
        if (st == ONR_OK && s->turn < rows->n_t) rows->t_end[s->turn] = at.end;
        for (uint32_t k = s->clause0; job->layout && st == ONR_OK && k < s->clause0 + s->n_clause; k++)
            st = onr_rows_clause(rows, onr_original(&t->u, &t->f, cp0, l->c[k].start, l->c[k].end),
                                 (int32_t)(t->carry.sentence + i), err);
    }
    for (uint32_t i = 0; st == ONR_OK && i < l->nq; i++) {
        const onr_quote *q = &l->q[i];
        st =
            onr_rows_quote(rows, onr_original(&t->u, &t->f, cp0, q->start, q->end), q->depth, q->closed, q->title, err);
    }
    return st;
}

static onr_status store_limits(onr_tagger *t, onr_rows *rows, onr_error *err)
{
    const uint32_t *limit = onr_resolver_limits(t->r);
    uint32_t n = onr_pack_patterns(t->pack);
    if (!limit) return ONR_OK;
    rows->limit = onr_alloc(n * sizeof *rows->limit);
    if (!rows->limit) return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for the counts of limits");
    memcpy(rows->limit, limit, n * sizeof *limit);
    rows->n_limit = n;
    return ONR_OK;
}

onr_status onr_tag(onr_tagger *t, const onr_job *job, onr_rows *rows, onr_error *err)
{
    const onr_text *text = &job->text;
    onr_status st = ONR_OK;
    uint64_t unit = 0;
    uint32_t region = 0, turn = 0, prev = 0;
    if (text->n > INT32_MAX)
        return onr_fail(err, ONR_LIMIT, -1, text->n, "a text of %llu code points: the limit is 2,147,483,647; split it",
                        (unsigned long long)text->n);
    (void)ONR_STAGE(ONR_STAGE_ELSE);
    memset(&t->carry, 0, sizeof t->carry);
    onr_resolver_start(t->r, job->cues);
    t->carry.seg.doc_lang = job->lang != ONR_LANG_UNKNOWN ? job->lang : language(text);
    t->carry.seg.forced_lang = job->lang;
    t->carry.seg.prev_lang = ONR_LANG_UNKNOWN;
    t->carry.seg.turn_lang = ONR_LANG_UNKNOWN;
    t->carry.seg.role = job->role == ONR_NIL ? ONR_ROLE_STATEMENT : job->role;
    t->carry.seg.headers = job->n_turn == 0 && job->role == ONR_NIL;
    t->carry.seg.first = 1;
    while (unit < text->n) {
        int whole;
        uint64_t end = window_end(text, unit, job->block ? job->block : ONR_WINDOW, &whole), next;
        onr_text part = {text->data, end, text->kind};
        uint32_t n_hint, n_given;
        if (job->stop && job->stop(job->stop_arg)) return onr_fail(err, ONR_INTERRUPTED, -1, unit, "interrupted");
        if ((st = onr_input_window(&part, unit, ONR_WINDOW, &t->u, &next, err)) != ONR_OK) return st;
        (void)ONR_STAGE(ONR_STAGE_FOLD);
        if ((st = onr_fold(&t->u, prev, &t->f, err)) != ONR_OK) return st;
        (void)ONR_STAGE(ONR_STAGE_SEGMENT);
        if ((st = hints(t, job, &region, &turn, &n_hint, &n_given, err)) != ONR_OK) return st;
        onr_seg_in in = {&t->f, t->hint, n_hint, t->given, n_given, whole};
        if ((st = onr_segment(t->pack, &in, &t->carry.seg, &t->l, err)) != ONR_OK) return st;
        (void)ONR_STAGE(ONR_STAGE_ELSE);
        if ((st = store_layout(t, job, rows, err)) != ONR_OK) return st;
        if (!job->layout) {
            onr_simplify(&t->f, &t->l);
            if ((st = onr_resolve(t->r, &t->u, &t->f, &t->l, &t->carry, rows, err)) != ONR_OK) return st;
        }
        (void)ONR_STAGE(ONR_STAGE_ELSE);
        uint32_t used = whole || t->l.used >= t->f.n ? t->u.n : onr_fold_src_start(&t->f, t->l.used);
        if (!used) used = t->u.n; /* a window without any progress cannot be: a character is at most 4 bytes */
        uint32_t cps = onr_utf8_cp(&t->u, used), at;
        prev = whole ? 0 : onr_decode_back(t->u.p, used, &at);
        t->carry.seg.mid_para = !whole;
        t->carry.sentence += t->l.ns;
        t->carry.cp0 += cps;
        unit += text->kind ? cps : used;
    }
    rows->n_cp = t->carry.cp0;
    rows->work = onr_resolver_work(t->r);
    return store_limits(t, rows, err);
}
