/* Lines of a window, and which of them belong to one paragraph. See segment_inside.h. */
#include "segment_inside.h"

#include <string.h>

#define WRAPPED_MAX 140u /* columns: text with longer lines is not hard-wrapped */
#define WRAPPED_MIN 36u  /* columns: nobody wraps more narrowly */
#define LATIN_MIN 56u
#define HEADING_MAX 100u
#define CAPS_MAX 48u /* bytes of a speaker in capitals inside a line */

/* Eight bytes at a time: each that is no continuation byte counts as one column, and each from 0xE1 as two. */
static uint32_t columns(const uint8_t *p, uint32_t a, uint32_t b)
{
    uint64_t n = 0, v;
    for (; b - a >= 8; a += 8) {
        memcpy(&v, p + a, 8);
        uint64_t starts = ~v >> 7 | v >> 6, low = v | v >> 1 | v >> 2 | v >> 3 | v >> 4;
        n += ((starts & ONR_ONES) + (v >> 7 & v >> 6 & v >> 5 & low & ONR_ONES)) * ONR_ONES >> 56;
    }
    for (; a < b; a++) n += (uint32_t)((p[a] & 0xC0) != 0x80) + (uint32_t)(p[a] >= 0xE1);
    return (uint32_t)n;
}

int onr_any_cjk(const uint8_t *p, uint32_t a, uint32_t b)
{
    uint64_t any = 0, v;
    for (; b - a >= 8; a += 8) { /* the bytes from 0xE0 */
        memcpy(&v, p + a, 8);
        v = v & v << 1 & v << 2 & ONR_HIGH;
        if (!v) continue;
        for (uint32_t k = 0; k < 8; k++) any |= p[a + k] >= 0xE3 && p[a + k] != 0xEF;
        if (any) return 1;
    }
    for (; a < b; a++) any |= p[a] >= 0xE3 && p[a] != 0xEF;
    return any != 0;
}

/* Is what stands before `at` an end, behind which a speaker may be named inside a line? Closing marks and dashes are,
 * and so is a full stop; behind a single letter (J., U.S.) it may be: 2. */
static int after_end(const uint8_t *p, uint32_t start, uint32_t at)
{
    uint32_t i, c;
    at = onr_trim_blanks(p, start, at);
    if (at == start) return 1;
    c = onr_decode_back(p, at, &i);
    if (c != '.') return c == '?' || c == '!' || c == '-' || onr_closes(c);
    return i > start && onr_is_word(p[i - 1]) && (i - 1 == start || !onr_is_word(p[i - 2])) ? 2 : 1;
}

static int is_latin(uint32_t c)
{
    return (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c < 0x1F00);
}

/* Is there a capital at `at`, an accented one too? */
static int capital_at(const onr_folded *f, uint32_t at)
{
    uint32_t n;
    return f->p[at] < 0x80 ? onr_is_capital(f, at) : onr_bit(f->upper, at) && is_latin(onr_decode(f->p + at, &n));
}

/* Where the abbreviated title in front of a name at `at` begins (MS., Mr., GEN.); `at`: there is none. */
static uint32_t title_start(const onr_segdata *d, const onr_folded *f, uint32_t start, uint32_t at)
{
    uint32_t end = onr_trim_blanks(f->p, start, at);
    uint32_t n = onr_words_before(&d->list[ONR_EN][ONR_SEG_ABBREV], f->p, start, end);
    if (n < 3 || !onr_is_capital(f, end - n) || (end - n > start && onr_is_word(f->p[end - n - 1]))) return at;
    return end - n;
}

uint32_t onr_caps_start(const onr_segdata *d, const onr_folded *f, uint32_t start, uint32_t end)
{
    const uint8_t *p = f->p;
    uint32_t at = end, found = 0, letters = 0;
    while (at > start && end - at < CAPS_MAX) {
        uint32_t i, c = onr_decode_back(p, at, &i);
        if (c >= 0x80) {
            if (!is_latin(c) || !onr_bit(f->upper, i)) break;
            letters++;
        } else if (c >= 'a' && c <= 'z') {
            if (onr_is_small(f, i) && !(at < end && capital_at(f, at) && (c == 'c' || c == 'e' || c == 'a')))
                break; /* Mc, De, Mac */
            letters++;
        } else if (c != '.' && c != '-' && c != '\'' && c != ' ') {
            break;
        } else if (c == ' ' && letters > 1 && capital_at(f, at)) {
            uint32_t title = title_start(d, f, start, at), before = title;
            while (end - before < CAPS_MAX && (title = title_start(d, f, start, before)) < before)
                before = title;             /* LT. COL. */
            if (before < at) return before; /* a title opens a speech wherever it stands */
            int is_end = after_end(p, start, at);
            if (is_end) found = at;
            if (is_end == 1) return found;
        }
        at = i;
    }
    return at == start && letters > 1 && capital_at(f, at) ? at : found;
}

int onr_all_capitals(const onr_segdata *d, const onr_folded *f, uint32_t start, uint32_t end)
{
    for (uint32_t at = start, n; at < end; at += n) {
        /* the title of Mr. BRANDT does not count */
        if (at == start && (n = onr_words_at(&d->list[ONR_EN][ONR_SEG_ABBREV], f->p, at, end))) continue;
        uint32_t c = onr_decode(f->p + at, &n);
        int small = c < 0x80 ? onr_is_small(f, at) : is_latin(c) && !onr_bit(f->upper, at);
        if (small && !(at + n < end && capital_at(f, at + n))) return 0; /* those of Mc, Mac, De count as such */
    }
    return 1;
}

static onr_status put(onr_lines *l, const onr_folded *f, onr_line *cur, uint32_t end, onr_error *err)
{
    onr_status st = onr_grow(&l->at, &l->cap, (uint64_t)l->n + 1, sizeof *l->at, err);
    if (st != ONR_OK) return st;
    cur->end = end;
    cur->width = columns(f->p, cur->start, end);
    l->at[l->n++] = *cur;
    return ONR_OK;
}

/* A lone Q inside a line that opens a question: behind an end, before a capital, a dash or a run of blanks (`end`). */
static int lone_q(const onr_folded *f, uint32_t start, uint32_t at, uint32_t end, int wide)
{
    const uint8_t *p = f->p;
    if (!onr_is_capital(f, at) || at <= start || p[at - 1] != ' ') return 0;
    if (at + 1 == end) return wide;
    if (p[at + 1] != ' ' || at + 2 >= end || !after_end(p, start, at)) return 0;
    return onr_is_capital(f, at + 2) || p[at + 2] == '-';
}

/* The next colon and the next q of a line; each byte is looked at once for each. */
typedef struct {
    uint32_t colon, q;
} next_marks;

static uint32_t find(const uint8_t *p, int c, uint32_t at, uint32_t end)
{
    const uint8_t *found = at < end ? memchr(p + at, c, end - at) : NULL;
    return found ? (uint32_t)(found - p) : end;
}

/* The nearer of both at or behind `at`, or end. */
static uint32_t next_mark(next_marks *m, const uint8_t *p, uint32_t at, uint32_t end)
{
    if (m->colon < at) m->colon = find(p, ':', at, end);
    if (m->q < at) m->q = find(p, 'q', at, end);
    return m->colon < m->q ? m->colon : m->q;
}

/* The end of the name before the colon at `colon`: in front of a remark in parentheses (via phone), where there is one.
 */
static uint32_t name_end(const uint8_t *p, uint32_t start, uint32_t colon)
{
    if (colon == start || p[colon - 1] != ')') return colon;
    for (uint32_t at = colon - 1; at > start && colon - at < 34; at--)
        if (p[at] == '(') return onr_trim_blanks(p, start, at);
    return colon;
}

/* Adds the line `cur` up to `end`, cut before speakers in capitals inside it. wide: a run of blanks follows. */
static onr_status put_cut(onr_lines *l, const onr_segdata *d, const onr_folded *f, onr_line cur, uint32_t end, int wide,
                          onr_error *err)
{
    const uint8_t *p = f->p;
    onr_status st = ONR_OK;
    next_marks m = {find(p, ':', cur.start, end), find(p, 'q', cur.start, end)};
    for (uint32_t at = next_mark(&m, p, cur.start, end); st == ONR_OK && at < end; at = next_mark(&m, p, at + 1, end)) {
        uint32_t start = 0;
        if (p[at] == ':') {
            uint32_t name = name_end(p, cur.start, at);
            if (name > cur.start && (onr_is_capital(f, name - 1) || p[name - 1] == '.' || p[name - 1] >= 0x80))
                start = onr_caps_start(d, f, cur.start, name);
        } else if (lone_q(f, cur.start, at, end, wide)) {
            start = at;
        }
        if (start <= cur.start) continue;
        st = put(l, f, &cur, start, err);
        cur = (onr_line){.start = start, .inside = (uint8_t)(p[at] == 'q' ? 2 : 1)};
    }
    return st == ONR_OK ? put(l, f, &cur, end, err) : st;
}

onr_status onr_split_lines(const onr_segdata *d, const onr_seg_in *in, onr_lines *l, onr_error *err)
{
    const onr_folded *f = in->f;
    uint32_t b = 0, h = 0, g = 0;
    onr_line cur = {.breaks = 2};
    for (;;) {
        uint32_t edge = f->n, end = f->n;
        /* the next edge of a hint and the next given turn behind the line's start */
        while (h < 2 * in->n_hint && (h % 2 ? in->hint[h / 2].end : in->hint[h / 2].start) <= cur.start) {
            if ((h % 2 ? in->hint[h / 2].end : in->hint[h / 2].start) == cur.start) cur.hard = 1;
            h++;
        }
        while (g < in->n_given && in->given[g].start <= cur.start) {
            if (in->given[g].start == cur.start) cur.hard = 1;
            g++;
        }
        if (h < 2 * in->n_hint) edge = h % 2 ? in->hint[h / 2].end : in->hint[h / 2].start;
        if (g < in->n_given && in->given[g].start < edge) edge = in->given[g].start;
        if (edge < end) end = edge;
        int brk = b < f->n_brk && f->brk[b].dst <= end;
        if (brk) end = f->brk[b].dst > cur.start ? f->brk[b].dst : cur.start;
        onr_status st = put_cut(l, d, f, cur, end, brk && !f->brk[b].breaks, err);
        if (st != ONR_OK) return st;
        uint8_t hard = (uint8_t)(edge <= end && edge < f->n);
        cur = (onr_line){.start = end, .hard = hard};
        if (brk) {
            cur.breaks = f->brk[b].breaks;
            cur.indent = f->brk[b].indent;
            if (!f->brk[b].dropped && end < f->n && f->p[end] == ' ') cur.start++;
            b++;
        }
        if (cur.start >= f->n) {
            l->tail = cur.breaks;
            break;
        }
    }
    for (uint32_t i = l->n; i-- > 0;)
        l->at[i].whole_end =
            i + 1 < l->n && !l->at[i + 1].breaks && !l->at[i + 1].hard ? l->at[i + 1].whole_end : l->at[i].end;
    return ONR_OK;
}

static int ends_sentence(const uint8_t *p, uint32_t a, uint32_t b)
{
    b = onr_trim_blanks(p, a, b);
    while (b > a) {
        uint32_t i, c = onr_decode_back(p, b, &i);
        if (!onr_closes(c)) return c == '.' || c == '!' || c == '?' || c == ':' || c == ';' || c == 0x3002;
        b = i;
    }
    return 0;
}

static int ends_in_comma(const uint8_t *p, uint32_t a, uint32_t b)
{
    uint32_t i, c;
    b = onr_trim_blanks(p, a, b);
    if (b == a) return 0;
    c = onr_decode_back(p, b, &i);
    return c == ',' || c == 0x3001;
}

uint32_t onr_bullet(const onr_segdata *d, const onr_folded *f, uint32_t at, uint32_t end)
{
    const uint8_t *p = f->p;
    uint32_t k = at, n = onr_words_at(&d->bullets, p, at, end);
    if (n && (at + n >= end || p[at + n - 1] == ' ' || p[at + n] == ' ' || p[at] >= 0x80 || p[at + n] >= 0x80))
        return n;
    int open = k < end && p[k] == '(';
    k += (uint32_t)open;
    uint32_t digits = k;
    while (k < end && k < digits + 2 && onr_is_digit(p[k])) k++;
    if (k == digits || k >= end) return 0;
    if (p[k] != ')' && (open || p[k] != '.')) return 0;
    k++;
    if (k >= end || p[k] == ' ') return k - at;
    return onr_bit(f->wide, k - 1) && !onr_is_digit(p[k]) ? k - at : 0; /* １．… ３）… */
}

uint32_t onr_section_width(const onr_lines *l, uint32_t i, uint32_t *end)
{
    uint32_t n = 0, most = 0, second = 0, width = 0;
    for (*end = i; *end < l->n && (*end == i || l->at[*end].breaks < 2 || !l->at[*end].breaks); ++*end) {
        const onr_line *x = &l->at[*end];
        width = *end > i && !x->breaks && !x->hard ? width + 1 + x->width : x->width;
        if (*end + 1 < l->n && !l->at[*end + 1].breaks && !l->at[*end + 1].hard) continue; /* a piece of a line */
        n++;
        if (width > most) {
            second = most;
            most = width;
        } else if (width > second) {
            second = width;
        }
    }
    if (n >= 6 && second < most) most = second; /* one line that could not be broken */
    return n > 1 && most <= WRAPPED_MAX && most >= WRAPPED_MIN ? most : 0;
}

/* Columns of the first word of a line. */
static uint32_t first_word(const uint8_t *p, uint32_t at, uint32_t end)
{
    uint32_t k = at;
    while (k < end && p[k] != ' ') k++;
    return columns(p, at, k);
}

int onr_line_joins(const onr_segdata *d, const onr_folded *f, const onr_line *prev, const onr_line *next,
                   uint32_t width)
{
    const uint8_t *p = f->p;
    uint32_t start = onr_skip_blanks(p, next->start, next->end);
    if (next->hard || next->breaks >= 2) return 0;
    if (!next->breaks) return 1;
    if (start == next->end || onr_bullet(d, f, start, next->end)) return 0;
    int ends = ends_sentence(p, prev->start, prev->end);
    /* set apart; but a whole text may be, and what hangs under a bullet is */
    if (next->indent >= 2 && (next->indent < prev->indent || ends || !width)) return 0;
    if (next->indent >= 2 && next->indent > prev->indent &&
        !onr_bullet(d, f, onr_skip_blanks(p, prev->start, prev->end), prev->end))
        return 0;
    if (!ends && onr_is_small(f, start) && p[start] < 0x80 && prev->width <= WRAPPED_MAX) return 1;
    if (!width || (p[start] >= 0x80 && onr_lines_differ(p, prev, next))) return 0;
    uint32_t used = prev->width + prev->indent;
    if (ends_in_comma(p, prev->start, prev->end)) return 1;
    if (p[start] < 0x80 && prev->end > prev->start && p[prev->end - 1] < 0x80)
        /* broken only because the next word had no room */
        return width >= LATIN_MIN && used + 1 + first_word(p, start, next->end) > width - 2;
    return ends ? used + 4 >= width : used * 5 >= width * 4;
}

int onr_is_heading(const onr_folded *f, const onr_line *l, uint32_t behind)
{
    const uint8_t *p = f->p;
    uint32_t start = onr_skip_blanks(p, l->start, l->end);
    if (!l->width || l->width > HEADING_MAX || !behind) return 0;
    return !ends_sentence(p, start, l->end) && !ends_in_comma(p, start, l->end);
}
