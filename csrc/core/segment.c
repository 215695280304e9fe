/* See segment.h: lines to paragraphs and turns; the rest is in segment_lines.c, segment_quotes.c, segment_sentences.c
 * and segment_clauses.c. */
#include "segment_inside.h"

#include <string.h>

#define HEADER_MAX 240u /* bytes of a turn header */

/* What one call works with. */
typedef struct {
    const onr_pack *pack;
    const onr_seg_in *in;
    onr_seg_carry *carry;
    onr_layout *out;
    onr_error *err;
    onr_lines l;
    onr_places places; /* of the paragraph */
    pcre2_match_data *md;
    uint32_t hint, given; /* cursors */
    uint32_t used;
} segmenter;

/* Does header h stand at `at`, the start of a line? Fills *turn. end: how far it may look. */
static int is_header(const segmenter *w, const onr_head *h, const onr_line *line, uint32_t at, uint32_t end,
                     onr_turn *turn)
{
    const onr_folded *f = w->in->f;
    if (h->stage && h->stage != w->carry->stage) return 0;
    int rc = onr_pcre2(w->pack, h->pcre, f->p + at, end - at, 0, w->md, NULL);
    if (rc <= 0) return 0;
    const PCRE2_SIZE *o = pcre2_get_ovector_pointer(w->md);
    if (!o[1]) return 0;
    *turn = (onr_turn){.start = at,
                       .text = onr_skip_blanks(f->p, at + (uint32_t)o[1], line->whole_end),
                       .role = h->role,
                       .lang = h->lang,
                       .opens = h->opens,
                       .one = h->one,
                       .given = ONR_NONE};
    if (h->speaker && (uint32_t)rc > h->speaker && o[2 * h->speaker] != PCRE2_UNSET) {
        turn->name = at + (uint32_t)o[2 * h->speaker];
        turn->name_n = (uint32_t)(o[2 * h->speaker + 1] - o[2 * h->speaker]);
    }
    if (!h->upper) {
        /* "q and a" is no question */
        return line->inside != 1 && !(f->p[at] == 'q' && onr_is_small(f, at) && f->p[at + 1] != ':');
    }
    uint32_t from = turn->name_n ? turn->name : at;
    uint32_t to = turn->name_n ? from + turn->name_n : at + (uint32_t)o[1];
    while (!turn->name_n && to > from && f->p[to - 1] < 0x80 && !onr_is_word(f->p[to - 1])) to--;
    /* a sentence's end inside the name: it begins behind that */
    uint32_t begins = onr_caps_start(&w->pack->segdata, f, from, to);
    if (begins && begins != from) return 0;
    return line->inside != 2 && onr_all_capitals(&w->pack->segdata, f, from, to);
}

/* The first header that stands at `at`, the start of a line. */
static int header(const segmenter *w, const onr_line *line, uint32_t at, onr_turn *turn)
{
    const uint8_t *p = w->in->f->p;
    const onr_segdata *d = &w->pack->segdata;
    uint32_t end = line->whole_end;
    if (at >= end) return 0;
    if (end - at > HEADER_MAX) end = at + HEADER_MAX;
    while (end > at && end < w->in->f->n && (p[end] & 0xC0) == 0x80) end--;
    int colon = memchr(p + at, ':', end - at) != NULL, han = onr_any_cjk(p, at, end);
    /* those of the document's language first: 議員：is not the same in Japanese and Chinese */
    for (int own = 1; own >= 0; own--) {
        for (uint32_t k = 0; k < d->n_may; k++) {
            for (uint64_t bits = d->may[(size_t)p[at] * d->n_may + k]; bits; bits &= bits - 1) {
                const onr_head *h = &d->head[64 * k + (uint32_t)__builtin_ctzll(bits)];
                if ((h->lang == w->carry->doc_lang) != own) continue;
                if (h->han && !han) continue;
                if (h->last == ':' ? !colon : h->last && !memchr(p + at, h->last, end - at)) continue;
                if (is_header(w, h, line, at, end, turn)) return 1;
            }
        }
    }
    return 0;
}

static onr_status open_turn(segmenter *w, onr_turn turn)
{
    onr_seg_carry *carry = w->carry;
    onr_layout *out = w->out;
    onr_status st = onr_grow(&out->t, &out->cap_t, (uint64_t)out->nt + 1, sizeof *out->t, w->err);
    if (st != ONR_OK) return st;
    if (!carry->first) carry->turn++;
    carry->first = 0;
    carry->turn_sentences = 0;
    carry->role = turn.role;
    carry->turn_lang = ONR_LANG_UNKNOWN;
    carry->one = turn.one;
    if (turn.opens) carry->stage = turn.opens;
    turn.number = carry->turn;
    out->t[out->nt++] = turn;
    return ONR_OK;
}

static const onr_hint *hint_at(segmenter *w, uint32_t at)
{
    while (w->hint < w->in->n_hint && w->in->hint[w->hint].end <= at) w->hint++;
    return w->hint < w->in->n_hint && w->in->hint[w->hint].start <= at ? &w->in->hint[w->hint] : NULL;
}

/* The quotations that are open at `used`, where the window leaves the paragraph: the next window opens them again. */
static void leave_quotes(segmenter *w, uint32_t q0)
{
    onr_layout *out = w->out;
    w->carry->depth = 0;
    while (out->nq > q0 && out->q[out->nq - 1].start >= w->used) out->nq--;
    for (uint32_t k = q0; k < out->nq; k++) {
        onr_quote *q = &out->q[k];
        if (q->end <= w->used) continue;
        if (w->carry->depth < ONR_MAX_DEPTH) w->carry->open[w->carry->depth++] = q->pair;
        q->end = q->in_end = w->used > q->in_start ? w->used : q->in_start;
        q->closed = 0;
    }
}

/* The paragraph that line i begins; *next: the line behind it. */
static onr_status paragraph(segmenter *w, uint32_t i, uint32_t width, uint32_t *next)
{
    const onr_folded *f = w->in->f;
    const onr_segdata *d = &w->pack->segdata;
    onr_seg_carry *carry = w->carry, before = *carry;
    onr_layout *out = w->out;
    const onr_line *a = &w->l.at[i];
    const onr_hint *hint = hint_at(w, a->start);
    uint32_t start = onr_skip_blanks(f->p, a->start, a->end), j = i + 1, n = w->l.n;
    uint32_t ns = out->ns, nc = out->nc, nq = out->nq, nt = out->nt, given = w->given;
    int mid = i == 0 && carry->mid_para && !carry->at_break, opened = 0;
    onr_turn turn;
    onr_status st = ONR_OK;
    for (; st == ONR_OK && w->given < w->in->n_given && w->in->given[w->given].start <= a->start; w->given++) {
        turn = (onr_turn){.start = a->start, .text = a->start, .lang = ONR_LANG_UNKNOWN};
        turn.given = w->in->given[w->given].given;
        turn.role = w->in->given[w->given].role;
        st = open_turn(w, turn);
        opened = 1;
        mid = 0;
    }
    int headers = carry->headers && !(hint && hint->flags & (ONR_F_SKIP | ONR_F_NOTE));
    if (st == ONR_OK && headers && !opened && !mid && start < a->end && header(w, a, start, &turn)) {
        st = open_turn(w, turn);
        opened = 1;
        start = turn.text;
        while (j < n && w->l.at[j].start < start) j++;
    }
    if (st == ONR_OK && !opened && !mid && carry->one && carry->turn_sentences && start < a->end) {
        /* behind the one paragraph of a question: the answer, without a header */
        turn = (onr_turn){
            .start = start, .text = start, .given = ONR_NONE, .role = ONR_ROLE_ANSWER, .lang = ONR_LANG_UNKNOWN};
        st = open_turn(w, turn);
        opened = 1;
    }
    if (st == ONR_OK && carry->first && start < a->end) { /* what stands before any header */
        turn = (onr_turn){
            .start = a->start, .text = a->start, .given = ONR_NONE, .role = carry->role, .lang = ONR_LANG_UNKNOWN};
        st = open_turn(w, turn);
    }
    if (st != ONR_OK) return st;
    /* the lines over which it goes on; a header ends it */
    for (; j < n && onr_line_joins(d, f, &w->l.at[j - 1], &w->l.at[j], width); j++) {
        uint32_t s = onr_skip_blanks(f->p, w->l.at[j].start, w->l.at[j].end);
        if (headers && s < w->l.at[j].end && header(w, &w->l.at[j], s, &turn)) break;
    }
    *next = j;
    onr_para x = {.start = start, .end = w->l.at[j - 1].end, .lang = hint ? hint->lang : ONR_LANG_UNKNOWN};
    if (x.start > x.end) x.start = x.end;
    x.mid = (uint8_t)mid;
    x.flags = hint ? hint->flags : 0;
    /* a window ends behind a blank line: what comes next is not in it, but comes */
    uint32_t behind = j < n ? w->l.at[j].breaks : w->l.tail >= 2 ? 1 : 0;
    if (!hint && !mid && !opened && j == i + 1 && onr_is_heading(f, a, behind)) x.flags |= ONR_F_HEADING;
    start = onr_skip_blanks(f->p, x.start, x.end);
    uint32_t bullet = mid ? 0 : onr_bullet(d, f, start, x.end);
    if (bullet) {
        x.start = onr_skip_blanks(f->p, start + bullet, x.end);
        x.flags = (uint16_t)((x.flags & ~ONR_F_HEADING) | ONR_F_BULLET);
    }
    x.cut = (uint8_t)(!w->in->last && j == n);
    if (!mid && onr_skip_blanks(f->p, x.start, x.end) < x.end) carry->para++;
    st = onr_find_places(d, f->p, x.start, x.end, &w->places, w->err);
    x.place = w->places.at;
    x.n_place = w->places.n;
    if (st == ONR_OK) st = onr_quotes(d, f, &x, carry, out, w->err);
    if (st == ONR_OK) st = onr_sentences(d, f, &x, nq, carry, out, &w->used, w->err);
    if (st != ONR_OK || !x.cut) return st;
    carry->at_break = 0;
    if (out->ns > ns) {
        leave_quotes(w, nq);
    } else if (i > 0) { /* nothing of it is complete: the next window begins with it */
        *carry = before;
        carry->at_break = 1;
        carry->depth = 0;
        out->nc = nc;
        out->nq = nq;
        out->nt = nt;
        w->given = given;
        w->used = a->start;
    }
    out->used = w->used;
    return st;
}

onr_status onr_segment(const onr_pack *pack, const onr_seg_in *in, onr_seg_carry *carry, onr_layout *out,
                       onr_error *err)
{
    segmenter w = {.pack = pack, .in = in, .carry = carry, .out = out, .err = err};
    uint32_t width = 0, section = 0, next = 0;
    onr_status st;
    out->ns = out->nc = out->nq = out->nt = 0;
    out->used = in->f->n;
    w.md = pcre2_match_data_create(pack->max_ovector, NULL);
    if (!w.md) return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for match data");
    if (in->last && !carry->mid_para) carry->at_break = 0;
    st = onr_split_lines(&pack->segdata, in, &w.l, err);
    for (uint32_t i = 0; st == ONR_OK && i < w.l.n; i = next) {
        if (i >= section) width = onr_section_width(&w.l, i, &section);
        st = paragraph(&w, i, width, &next);
    }
    if (st == ONR_OK && in->last) carry->at_break = 0;
    for (; st == ONR_OK && w.given < in->n_given && in->given[w.given].start < out->used + (in->last != 0); w.given++) {
        /* given turns without any text behind them */
        onr_turn turn = {
            .start = in->f->n, .text = in->f->n, .given = in->given[w.given].given, .lang = ONR_LANG_UNKNOWN};
        turn.role = in->given[w.given].role;
        st = open_turn(&w, turn);
    }
    pcre2_match_data_free(w.md);
    onr_free(w.l.at);
    onr_free(w.places.at);
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
