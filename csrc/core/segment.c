/* See segment.h: lines to paragraphs and turns; the rest is in segment_quotes.c and segment_sentences.c. */
#include "segment_inside.h"

#include <string.h>

/* A line of the window: folded bytes [start, end), and how it is parted from the line before. */
typedef struct {
    uint32_t start, end;
    uint32_t width;   /* columns, wide characters 2 */
    uint16_t breaks;  /* line breaks before it; 0: a run of blanks */
    uint16_t indent;
    uint8_t hard;     /* a hint's edge or a given turn */
} line;

typedef struct {
    line *at;
    uint32_t n, cap;
} lines;

static uint32_t columns(const uint8_t *p, uint32_t a, uint32_t b)
{
    uint32_t n = 0;
    for (; a < b; a++) n += p[a] < 0x80 || (p[a] >= 0xC0 && p[a] < 0xE1) ? 1u : p[a] >= 0xE1 ? 2u : 0u;
    return n;
}

/* Cuts at every line break, run of blanks, hint edge and given turn. */
static onr_status split(const onr_seg_in *in, lines *l, onr_error *err)
{
    const onr_folded *f = in->f;
    uint32_t b = 0, h = 0, g = 0, at = 0;
    line cur = {.breaks = 2};
    for (;;) {
        uint32_t next = f->n, resume = f->n;
        uint16_t breaks = 0, indent = 0;
        uint8_t hard = 0;
        if (b < f->n_brk && f->brk[b].dst < next) {
            next = f->brk[b].dst;
            resume = next + (f->brk[b].dropped ? 0u : 1u);
            breaks = f->brk[b].breaks;
            indent = f->brk[b].indent;
        }
        /* edges of hints: start of h/2, or its end */
        while (h < 2 * in->n_hint) {
            uint32_t edge = h % 2 ? in->hint[h / 2].end : in->hint[h / 2].start;
            if (edge < at || (edge == at && at == cur.start)) {
                if (edge == at) cur.hard = 1;
                h++;
                continue;
            }
            if (edge <= next) {
                if (edge < next) {
                    next = resume = edge;
                    breaks = indent = 0;
                }
                hard = 1;
            }
            break;
        }
        while (g < in->n_given && in->given[g].start <= at) {
            if (in->given[g].start == at) cur.hard = 1;
            g++;
        }
        if (g < in->n_given && in->given[g].start <= next) {
            if (in->given[g].start < next) {
                next = resume = in->given[g].start;
                breaks = indent = 0;
            }
            hard = 1;
        }
        onr_status st = onr_grow(&l->at, &l->cap, (uint64_t)l->n + 1, sizeof *l->at, err);
        if (st != ONR_OK) return st;
        cur.start = at;
        cur.end = next;
        cur.width = columns(f->p, at, next);
        l->at[l->n++] = cur;
        if (next >= f->n) return ONR_OK;
        if (b < f->n_brk && f->brk[b].dst == next) {
            if (f->brk[b].dropped ? 1 : resume > next) {
                breaks = f->brk[b].breaks;
                indent = f->brk[b].indent;
                resume = next + (f->brk[b].dropped ? 0u : 1u);
                b++;
            }
        }
        memset(&cur, 0, sizeof cur);
        cur.breaks = breaks;
        cur.indent = indent;
        cur.hard = hard;
        at = cur.start = resume;
        while (b < f->n_brk && f->brk[b].dst < at) b++;
    }
}

static int ends_sentence(const uint8_t *p, uint32_t a, uint32_t b)
{
    b = onr_trim_blanks(p, a, b);
    while (b > a) {
        uint32_t i, c = onr_decode_back(p, b, &i);
        if (c == '"' || c == ')' || c == 0x201D || c == 0x300D || c == 0x300F || c == ']') {
            b = i;
            continue;
        }
        return c == '.' || c == '!' || c == '?' || c == ':' || c == ';' || c == 0x3002;
    }
    return 0;
}

/* A header at the start of a line: fills *turn. */
static int header(const onr_pack *pack, const onr_folded *f, uint32_t at, uint32_t end, pcre2_match_data *md, onr_turn *turn)
{
    const onr_segdata *d = &pack->segdata;
    if (end - at > 240) end = at + 240;
    while (end > at && (f->p[end] & 0xC0) == 0x80) end--;
    for (uint32_t i = 0; i < d->n_head; i++) {
        const onr_head *h = &d->head[i];
        int rc = pcre2_match(pack->code[h->pcre], f->p + at, end - at, 0, PCRE2_NO_UTF_CHECK, md, NULL);
        if (rc <= 0) continue;
        const PCRE2_SIZE *o = pcre2_get_ovector_pointer(md);
        if (!o[1]) continue;
        turn->start = at;
        turn->text = at + (uint32_t)o[1];
        turn->name = turn->name_n = 0;
        if (h->speaker && o[2 * h->speaker] != PCRE2_UNSET) {
            turn->name = at + (uint32_t)o[2 * h->speaker];
            turn->name_n = (uint32_t)(o[2 * h->speaker + 1] - o[2 * h->speaker]);
        }
        int upper = 1;
        for (uint32_t k = turn->name; h->upper && k < turn->name + turn->name_n; k++)
            if (f->p[k] >= 'a' && f->p[k] <= 'z' && !onr_bit(f->upper, k)) upper = 0;
        if (!upper) continue;
        turn->role = h->role;
        turn->lang = h->lang;
        turn->given = ONR_NONE;
        return 1;
    }
    return 0;
}

static onr_status open_turn(onr_seg_carry *carry, onr_layout *out, onr_turn turn, onr_error *err)
{
    onr_status st = onr_grow(&out->t, &out->cap_t, (uint64_t)out->nt + 1, sizeof *out->t, err);
    if (st != ONR_OK) return st;
    if (!carry->first) carry->turn++;
    carry->first = 0;
    carry->turn_sentences = 0;
    carry->role = turn.role;
    carry->turn_lang = ONR_LANG_UNKNOWN;
    turn.number = carry->turn;
    out->t[out->nt++] = turn;
    return ONR_OK;
}

static const onr_hint *hint_at(const onr_seg_in *in, uint32_t at, uint32_t *cursor)
{
    while (*cursor < in->n_hint && in->hint[*cursor].end <= at) ++*cursor;
    if (*cursor < in->n_hint && in->hint[*cursor].start <= at) return &in->hint[*cursor];
    return NULL;
}

/* Does line k go on the paragraph of the line before it? Only single breaks do: where the line before is full (hard
 * wrapped) and the next is not set apart. widest: of the section. */
static int joins(const onr_pack *pack, const onr_folded *f, const line *prev, const line *next, uint32_t widest)
{
    if (next->hard || next->breaks >= 2) return 0;
    if (!next->breaks) return 1; /* a run of blanks */
    if (next->indent >= 2) return 0;
    uint32_t start = onr_skip_blanks(f->p, next->start, next->end);
    if (onr_words_at(&pack->segdata.bullets, f->p, start, next->end)) return 0;
    if (prev->width > 200 || prev->width < 40) return prev->width < 40 && f->p[start] >= 'a' && f->p[start] <= 'z' &&
                                                      !onr_bit(f->upper, start) && !ends_sentence(f->p, prev->start, prev->end);
    uint32_t full = ends_sentence(f->p, prev->start, prev->end) ? widest * 17 / 20 : widest * 7 / 10;
    return prev->width >= full;
}

static int looks_like_heading(const onr_folded *f, const line *l, const line *next)
{
    uint32_t start = onr_skip_blanks(f->p, l->start, l->end);
    return l->width && l->width <= 100 && !ends_sentence(f->p, start, l->end) && next && next->breaks >= 1;
}

onr_status onr_segment(const onr_pack *pack, const onr_seg_in *in, onr_seg_carry *carry, onr_layout *out, onr_error *err)
{
    const onr_folded *f = in->f;
    const onr_segdata *d = &pack->segdata;
    lines l = {NULL, 0, 0};
    uint32_t used = 0, widest = 0, section = 0, hint_cursor = 0, given = 0;
    pcre2_match_data *md = pcre2_match_data_create(pack->max_ovector, NULL);
    onr_status st = md ? ONR_OK : onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for match data");
    out->ns = out->nc = out->nq = out->nt = 0;
    out->used = f->n;
    if (st == ONR_OK) st = split(in, &l, err);
    for (uint32_t i = 0; st == ONR_OK && i < l.n;) {
        if (i >= section) { /* the widest line up to the next blank line */
            widest = 0;
            do widest = l.at[section].width > widest && l.at[section].width <= 200 ? l.at[section].width : widest;
            while (++section < l.n && l.at[section].breaks < 2);
        }
        line *a = &l.at[i];
        uint32_t start = onr_skip_blanks(f->p, a->start, a->end), j = i + 1;
        onr_turn turn = {0};
        const onr_hint *hint = hint_at(in, a->start, &hint_cursor);
        int mid = i == 0 && carry->mid_para, opened = 0;
        while (given < in->n_given && in->given[given].start <= a->start) {
            turn = (onr_turn){.start = a->start, .text = a->start, .given = in->given[given].given, .role = in->given[given].role};
            st = open_turn(carry, out, turn, err);
            opened = 1;
            given++;
        }
        if (st == ONR_OK && carry->headers && !opened && !mid && start < a->end && !(hint && hint->flags & (ONR_F_SKIP | ONR_F_NOTE)) &&
            header(pack, f, start, a->end, md, &turn)) {
            st = open_turn(carry, out, turn, err);
            opened = 1;
            start = turn.text;
        }
        if (st == ONR_OK && carry->first && start < a->end) { /* what stands before any header */
            turn = (onr_turn){.start = a->start, .text = a->start, .given = ONR_NONE, .role = carry->role};
            st = open_turn(carry, out, turn, err);
        }
        if (st != ONR_OK) break;
        /* the lines that it goes on over; a header ends it */
        while (j < l.n && joins(pack, f, &l.at[j - 1], &l.at[j], widest)) {
            onr_turn ahead;
            uint32_t s = onr_skip_blanks(f->p, l.at[j].start, l.at[j].end);
            if (carry->headers && s < l.at[j].end && header(pack, f, s, l.at[j].end, md, &ahead)) break;
            j++;
        }
        onr_para x = {.start = start, .end = l.at[j - 1].end, .lang = hint ? hint->lang : ONR_LANG_UNKNOWN};
        if (mid) x.start = 0;
        x.flags = hint ? hint->flags : 0;
        if (!hint && j == i + 1 && !opened && looks_like_heading(f, a, j < l.n ? &l.at[j] : NULL)) x.flags |= ONR_F_HEADING;
        uint32_t bullet = mid ? 0 : onr_words_at(&d->bullets, f->p, x.start, x.end);
        if (bullet && x.start + bullet <= x.end && (f->p[x.start + bullet] == ' ' || f->p[x.start] >= 0x80)) {
            x.start = onr_skip_blanks(f->p, x.start + bullet, x.end);
            x.flags |= ONR_F_BULLET;
        }
        x.cut = (uint8_t)(!in->last && j == l.n);
        if (!mid) carry->para++;
        uint32_t q0 = out->nq;
        st = onr_quotes(d, f, &x, carry, out, err);
        if (st == ONR_OK) st = onr_sentences(d, f, &x, q0, carry, out, &used, err);
        if (st == ONR_OK && x.cut) { /* quotations that open behind the cut belong to the next window */
            uint32_t open = 0;
            while (out->nq > q0 && out->q[out->nq - 1].start >= used) out->nq--;
            for (uint32_t k = q0; k < out->nq; k++)
                if (out->q[k].end > used || !out->q[k].closed) open++;
            if (open < carry->depth) carry->depth = (uint8_t)open;
            out->used = used;
        }
        i = j;
    }
    while (st == ONR_OK && given < in->n_given) { /* given turns without any text behind them */
        onr_turn turn = {.start = f->n, .text = f->n, .given = in->given[given].given, .role = in->given[given].role};
        st = open_turn(carry, out, turn, err);
        given++;
    }
    pcre2_match_data_free(md);
    onr_free(l.at);
    return st;
}

void onr_layout_free(onr_layout *l)
{
    onr_free(l->s);
    onr_free(l->c);
    onr_free(l->q);
    onr_free(l->t);
    memset(l, 0, sizeof *l);
}
