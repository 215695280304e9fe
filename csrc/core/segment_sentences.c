/* Sentences of a paragraph. See segment_inside.h. */
#include "segment_inside.h"

#include <string.h>

#define SHORT_QUOTE 80u /* code points: a shorter quotation or bracket stays inside its sentence when that goes on */
#define RUN 64u         /* bytes of enders, or of closing marks behind them, that are taken together */
#define GLUED 24u       /* bytes of a word beside an end without a blank */
#define MOST_PARTS 4u   /* pieces of a line in several languages */
#define AHEAD 256u /* bytes that a decision may look ahead: where a window cuts a paragraph, ends nearer are left */

static uint32_t count_cps(const uint8_t *p, uint32_t a, uint32_t b, uint32_t most)
{
    uint32_t n = 0;
    while (a < b && n <= most) {
        n += (p[a] & 0xC0) != 0x80;
        a++;
    }
    return n;
}

/* Does a word stand at `at` that opens English sentences more often than it follows an abbreviation inside one? */
static int opens_sentence(const onr_segdata *d, const uint8_t *p, uint32_t at, uint32_t end)
{
    uint32_t e = at;
    while (e < end && e - at < GLUED && onr_is_word(p[e])) e++; /* that's: as that */
    return e > at && onr_words_at(&d->list[ONR_EN][ONR_SEG_SENTENCE_OPENING], p, at, e) == e - at;
}

/* The sign of an abbreviation that ends right before `next` (behind its full stop): 0 none, '.' for one that ends no
 * sentence, '#' before a number only, '$' unless an opening word follows. */
static uint8_t abbreviation(const onr_words *l, const uint8_t *p, uint32_t begin, uint32_t next)
{
    uint8_t sign = 0;
    uint32_t best = 0;
    if (next < begin + 2) return 0;
    for (uint32_t i = l->from[p[next - 2]]; i < l->from[p[next - 2] + 1]; i++) {
        onr_word w = l->w[i];
        uint8_t last = w.p[w.n - 1], s = last == '#' || last == '$' ? last : '.';
        uint32_t n = s == '.' ? w.n : w.n - 1;
        if (n <= best || n > next - begin || !onr_word_at((onr_word){w.p, n}, p + next - n)) continue;
        if (next - n > begin && (onr_is_word(p[next - n - 1]) || p[next - n - 1] == '.')) continue;
        best = n;
        sign = s;
    }
    return sign;
}

/* Does a new sentence stand right behind the ender at `at`, its blank lost with a line break ("It sank.But we know")?
 * Words on both sides, the one before small at its end, the one behind capitalized and followed by a blank or a comma;
 * behind a full stop one that opens sentences or of four letters at least, so that Yahoo.Com and a.B stay whole. */
static int glued(const onr_segdata *d, const onr_folded *f, uint32_t start, uint32_t at, uint32_t end)
{
    const uint8_t *p = f->p;
    uint32_t b = at, e = at + 1, letters = 0;
    if (e >= end || !onr_is_capital(f, e)) return 0;
    while (b > start && at - b < GLUED && (onr_is_small(f, b - 1) || (p[b - 1] == '\'' && b < at))) b--;
    if (at - b < 2 || (b > start && p[b - 1] != ' ' && p[b - 1] != '"' && p[b - 1] != '(' && p[b - 1] != '-' &&
                       !(onr_is_capital(f, b - 1) && (b - 1 == start || p[b - 2] == ' '))))
        return 0;
    while (e < end && e - at < GLUED && (onr_is_capital(f, e) || onr_is_small(f, e) || p[e] == '\'')) {
        letters++;
        e++;
    }
    if (e < end && p[e] != ' ' && p[e] != ',' && !(p[e] == '.' && p[at] != '.' && (e + 1 == end || p[e + 1] == ' ')))
        return 0;
    return p[at] != '.' || letters >= 4 || opens_sentence(d, p, at + 1, end);
}

/* Bytes of the number of a note at `at` ([1], [12]); 0: none. */
static uint32_t note_mark(const uint8_t *p, uint32_t at, uint32_t end)
{
    uint32_t k = at + 1;
    if (at >= end || p[at] != '[') return 0;
    while (k < end && k - at < 4 && onr_is_digit(p[k])) k++;
    return k > at + 1 && k < end && p[k] == ']' ? k + 1 - at : 0;
}

/* Is the letter before `at` one by itself: an initial? Behind a blank, a stop, a bracket, or in text without blanks. */
static int is_initial(const onr_folded *f, uint32_t start, uint32_t at)
{
    const uint8_t *p = f->p;
    if (at == start || !onr_is_capital(f, at - 1)) return 0;
    return at - 1 == start || p[at - 2] == ' ' || p[at - 2] == '.' || p[at - 2] == '(' || p[at - 2] >= 0x80;
}

static int is_katakana(const uint8_t *p, uint32_t at, uint32_t end)
{
    uint32_t len, c = at < end ? onr_decode(p + at, &len) : 0;
    return c >= 0x30A1 && c <= 0x30FA;
}

/* Does the full stop at `at` end a sentence that began at `start`? */
static int stop_ends(const onr_segdata *d, const onr_folded *f, uint32_t start, uint32_t at, uint32_t end)
{
    const uint8_t *p = f->p;
    uint32_t next = at + 1, k = next, len;
    if (next < end && p[next] == '.') return 0; /* ...: its last one decides */
    int dots = at > start && p[at - 1] == '.';
    if (!dots && onr_bit(f->wide, at)) { /* ． in Japanese and Chinese */
        if (next < end && onr_is_digit(p[next])) return 0;
        if (is_initial(f, start, at) && (is_katakana(p, next, end) || (next < end && onr_is_capital(f, next))))
            return 0; /* Ａ．ロウ */
        return next == end || p[next] >= 0x80 || p[next] == ' ' || onr_closes(p[next]) || !onr_is_word(p[next]);
    }
    while (k < end) {
        uint32_t c = onr_decode(p + k, &len);
        if (!onr_closes(c) && (len = note_mark(p, k, end)) == 0) break;
        k += len;
    }
    if (k >= end) return 1;
    if (p[k] != ' ') /* no blank: in Japanese or Chinese text with a plain full stop, or its translation follows */
        return (k > next && p[k] == '(' && k + 1 < end && p[k + 1] >= 0xE3) ||
               (!dots && at > start && (p[k] >= 0xE3 ? p[at - 1] >= 0x80 : k == next && glued(d, f, start, at, end)));
    uint32_t n = k + 1;
    while (n < end) {
        uint32_t c = onr_decode(p + n, &len);
        if (c != '"' && c != '(' && c != '[' && c != '\'' && c != 0x201C) break;
        n += len;
    }
    if (n >= end) return 1;
    if (onr_is_small(f, n) || p[n] == '.' || p[n] == ',') return 0; /* goes on */
    if (dots) return onr_is_capital(f, n) || p[n] >= 0x80;
    /* a number that opens an item: 2. We … */
    uint32_t b = at;
    while (b > start && at - b < 4 && onr_is_digit(p[b - 1])) b--;
    if (b == start && b < at) return 0;
    uint8_t sign = abbreviation(&d->abbrev, p, start, next);
    /* a closing mark stands between; what a bracket holds may be the abbreviation alone: 2:00 [p.m.] Eastern */
    if (k > next && !(sign && (p[next] == ')' || p[next] == ']'))) return 1;
    if (sign == '.') return 0;
    int initial = is_initial(f, start, at);
    if (sign == '#' && !initial) return !onr_is_digit(p[n]);
    if (sign == '$' || initial) { /* at the end of a sentence too: "in the U.S. The …", "Than I. But …" */
        if (initial && p[at - 1] == 'i' && at - 1 > start && p[at - 2] == ' ') return 1;
        return onr_is_capital(f, n) && opens_sentence(d, p, n, end);
    }
    return 1;
}

/* Is there an end of a sentence at `at`? Returns the bytes of the ender (a run of them), 0: no. */
static uint32_t ender_at(const onr_segdata *d, const onr_folded *f, uint32_t start, uint32_t at, uint32_t end)
{
    const uint8_t *p = f->p;
    uint8_t b = p[at];
    uint32_t e, m, para = end;
    if (b == '.') return stop_ends(d, f, start, at, end) ? 1 : 0;
    if (b == '!' || b == '?')
        m = 1;
    else
        m = b >= 0x80 ? onr_words_at(&d->ender, p, at, end) : 0;
    if (!m) return 0;
    e = at + m;
    if (end - at > RUN) end = at + RUN;
    while (e < end && (p[e] == '!' || p[e] == '?' || (m = onr_words_at(&d->ender, p, e, end)) > 0))
        e += p[e] == '!' || p[e] == '?' ? 1 : m;
    if (b < 0x80 && e < end && !onr_bit(f->wide, at)) {
        if (onr_is_word(p[e]) && !(e == at + 1 && glued(d, f, start, at, para))) return 0; /* a?b of an address */
        /* Did he know? the reporter asked */
        if (p[e] == ' ' && at > start && p[at - 1] < 0x80 && e + 1 < para && onr_is_small(f, e + 1)) return 0;
    }
    return e - at;
}

/* Bytes of the closing mark beyond ASCII at `at`, 0: none. */
static uint32_t wide_closer(const onr_segdata *d, const uint8_t *p, uint32_t at, uint32_t end)
{
    if (at >= end || p[at] < 0x80) return 0;
    for (uint32_t k = 0; k < d->n_pair; k++) {
        onr_word c = d->pair[k].close;
        if (c.n <= end - at && onr_word_at(c, p + at)) return c.n;
    }
    return onr_words_at(&d->closer, p, at, end);
}

/* Bytes of what may close behind an end: brackets and the closing marks of quotations; records that are set with a
 * blank before a closing mark (“… 。 ”) too. */
static uint32_t closers_at(const onr_segdata *d, const uint8_t *p, uint32_t at, uint32_t end)
{
    uint32_t e = at, n, most = end - at > RUN ? at + RUN : end;
    while (e < most) {
        uint32_t blank = p[e] == ' ' ? 1 : 0;
        n = wide_closer(d, p, e + blank, end);
        if (n) n += blank;
        if (!n && (p[e] == ')' || p[e] == ']')) n = 1;
        if (!n) n = note_mark(p, e, end);
        if (!n && (p[e] == '"' || p[e] == '\'') && (e == at || e + 1 >= end || !onr_is_word(p[e + 1]))) n = 1;
        if (!n) break;
        e += n;
    }
    return e - at;
}

static uint16_t mood(const onr_segdata *d, const uint8_t *p, uint32_t start, uint32_t end, uint8_t lang)
{
    uint32_t e = end;
    while (e > start) { /* behind closing marks */
        uint32_t b, c = onr_decode_back(p, e, &b);
        if (c != ' ' && !onr_closes(c)) break;
        e = b;
    }
    if (e > start && (p[e - 1] == '?' || (p[e - 1] == '!' && e - 1 > start && p[e - 2] == '?'))) return ONR_F_QUESTION;
    if (lang < ONR_N_LANG && onr_words_before(&d->list[lang][ONR_SEG_QUESTION_END], p, start, e)) return ONR_F_QUESTION;
    return 0;
}

/* Adds a sentence without blanks around it; seen: its profile. */
static onr_status add_one(const onr_segdata *d, const onr_folded *f, onr_para *x, uint32_t start, uint32_t end,
                          uint16_t flags, onr_seg_carry *carry, const onr_profile *seen, onr_layout *out,
                          onr_error *err)
{
    onr_status st = onr_grow(&out->s, &out->cap_s, (uint64_t)out->ns + 1, sizeof *out->s, err);
    if (st != ONR_OK) return st;
    onr_sentence *s = &out->s[out->ns];
    memset(s, 0, sizeof *s);
    s->start = start;
    s->end = end;
    s->lang = onr_sentence_language(f, start, end, flags, x, carry, seen);
    s->flags = (uint16_t)(flags | x->flags | mood(d, f->p, start, end, s->lang));
    s->turn = carry->turn;
    s->para = carry->para;
    s->role = carry->role;
    if (!carry->turn_sentences++) s->flags |= ONR_F_TURN;
    if (carry->turn_lang == ONR_LANG_UNKNOWN) carry->turn_lang = s->lang;
    carry->prev_lang = s->lang;
    st = onr_clauses(d, f, x, s, out, err);
    if (st == ONR_OK) out->ns++;
    return st;
}

/* Is the place inside a closed quotation of the paragraph? */
static int in_quote(const onr_layout *out, uint32_t q0, uint32_t at)
{
    uint32_t low = q0, high = out->nq; /* the last that begins before it, and those around that one */
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (out->q[mid].start < at)
            low = mid + 1;
        else
            high = mid;
    }
    for (int32_t q = low > q0 ? (int32_t)low - 1 : -1; q >= 0; q = out->q[q].parent)
        if (out->q[q].closed && out->q[q].end > at) return 1;
    return 0;
}

/* A Chinese sentence may quote Japanese (他说“ありがとう”，…): if what stands outside its quotations has no kana, that
 * is what shows its language. */
static void outside(const uint8_t *p, uint32_t start, uint32_t end, uint32_t q0, const onr_layout *out,
                    onr_profile *seen)
{
    onr_profile sum, part;
    uint32_t at = start, q = out->nq;
    memset(&sum, 0, sizeof sum);
    while (q > q0 && out->q[q - 1].start >= start) q--;
    for (; at < end; q++) {
        uint32_t stop = end, next = end;
        while (q < out->nq && (out->q[q].parent >= 0 || !out->q[q].closed || out->q[q].end <= at)) q++;
        if (q < out->nq && out->q[q].start < end) {
            stop = out->q[q].start > at ? out->q[q].start : at;
            next = out->q[q].end;
        }
        if (stop > at) onr_text_language(p + at, stop - at, &part);
        if (stop > at && part.kana) return;
        if (stop > at) {
            sum.han += part.han;
            sum.simplified += part.simplified;
            sum.traditional += part.traditional;
            sum.japanese += part.japanese;
            sum.words += part.words;
            sum.marks += part.marks;
            sum.latin += part.latin;
        }
        at = next;
    }
    if (onr_language(&sum) == ONR_ZH) *seen = sum;
}

/* Adds a sentence; of a line in several languages, each. */
static onr_status add(const onr_segdata *d, const onr_folded *f, onr_para *x, uint32_t start, uint32_t end,
                      uint16_t flags, onr_seg_carry *carry, onr_layout *out, onr_error *err)
{
    onr_profile seen;
    memset(&seen, 0, sizeof seen);
    start = onr_skip_blanks(f->p, start, end);
    end = onr_trim_blanks(f->p, start, end);
    if (start >= end) return ONR_OK;
    if (carry->forced_lang == ONR_LANG_UNKNOWN && x->lang == ONR_LANG_UNKNOWN) {
        onr_text_language(f->p + start, end - start, &seen);
        for (uint32_t n = 1; n < MOST_PARTS; n++) {
            uint32_t left, right = onr_parting(f, start, end, &seen, &left);
            if (!right || in_quote(out, x->q0, right)) break;
            onr_text_language(f->p + start, left - start, &seen);
            onr_status st = add_one(d, f, x, start, left, flags, carry, &seen, out, err);
            if (st != ONR_OK) return st;
            start = right;
            flags = (uint16_t)((flags & ~ONR_F_PARA) | ONR_F_PIECE);
            onr_text_language(f->p + start, end - start, &seen);
        }
        if (seen.kana && seen.han && seen.marks) outside(f->p, start, end, x->q0, out, &seen);
        seen.ended = (uint8_t)onr_ends(f->p, end);
    }
    return add_one(d, f, x, start, end, flags, carry, &seen, out, err);
}

/* Where to cut a sentence that is too long: at the last comma or blank of its last quarter, else at a character. */
static uint32_t soft_cut(const uint8_t *p, uint32_t start)
{
    uint32_t end = start + ONR_MAX_SENTENCE, at = end;
    while (at > end - ONR_MAX_SENTENCE / 4) {
        at--;
        if (p[at] == ' ' || p[at] == ',') return at + 1;
        if (p[at] == 0x81 && p[at - 1] == 0x80 && p[at - 2] == 0xE3) return at + 1; /* 、 */
    }
    while ((p[end] & 0xC0) == 0x80) end--;
    return end;
}

static int is_kana(uint32_t c)
{
    return c >= 0x3041 && c <= 0x30FF && c != 0x30FB;
}

/* Chinese behind a closing mark: does one of the words with ^ stand there, or, behind a quotation that opens its
 * sentence, one of the others before the next punctuation (“…。”周明远昨天说)? */
static int chinese_goes_on(const onr_words *saying, const uint8_t *p, uint32_t at, uint32_t end, int anywhere)
{
    uint32_t stop = end - at > 72 ? at + 72 : end, len;
    for (uint32_t k = at; k < stop; k += len) {
        uint32_t c = onr_decode(p + k, &len);
        if (c < 0x2E80 && c != 0xB7) return 0;
        if ((c >= 0x3000 && c <= 0x303F) || is_kana(c)) return 0;
        for (uint32_t i = 0; i < saying->n; i++) {
            onr_word w = saying->w[i];
            int direct = w.p[w.n - 1] == '^';
            w.n -= (uint32_t)direct;
            if (w.n <= end - k && (k == at || (anywhere && !direct)) && onr_word_at(w, p + k)) return 1;
        }
        if (!anywhere) return 0;
    }
    return 0;
}

/* Does the sentence go on at `at`, right behind a quotation or bracket whose last sentence has ended? lead: has_lead()
 * of its opening mark. quote: 0 a bracket, 1 a quotation, 2 one that ended in ? or !. */
static int goes_on(const onr_segdata *d, const onr_folded *f, uint32_t at, uint32_t end, int lead, int quote)
{
    const uint8_t *p = f->p;
    uint32_t len, k = onr_skip_blanks(p, at, end);
    if (k >= end) return 0;
    uint32_t c = onr_decode(p + k, &len);
    if (c == ',' || c == 0x3001 || c == 0x3002 || c == ';' || c == ':') return 1;
    if (c == '-') return 1; /* …?” – he said */
    if (c < 0x80) {
        if (onr_is_small(f, k)) return 1;
        if (quote < 2 || !onr_is_capital(f, k) || p[at] != ' ' || opens_sentence(d, p, k, end)) return 0;
        /* …?” Brandt asked: one of the next words says so */
        for (uint32_t words = 0; words < 4 && k < end; words++) {
            if (words && onr_words_at(&d->list[ONR_EN][ONR_SEG_SAYING], p, k, end)) {
                uint32_t n = onr_words_at(&d->list[ONR_EN][ONR_SEG_SAYING], p, k, end);
                return k + n >= end || !onr_is_word(p[k + n]);
            }
            while (k < end && (onr_is_word(p[k]) || p[k] == '-' || p[k] == '\'')) k++;
            if (k >= end || p[k] != ' ') return 0;
            k++;
        }
        return 0;
    }
    if (onr_words_at(&d->list[ONR_JA][ONR_SEG_SAYING], p, k, end)) return 1;
    if (chinese_goes_on(&d->list[ONR_ZH][ONR_SEG_SAYING], p, k, end, quote && !lead)) return 1;
    if (!quote) return lead;                                         /* the sentence had not ended before the bracket */
    return lead == 2 && (c == 0x300C || c == 0x201C || c == 0x300E); /* 他用“…。”“…。”回答 */
}

/* Does a quotation that opens at `at` stand behind words of its own sentence? 1 behind a colon, a comma or a word of
 * saying (他说：“…”), 2 inside it (他用“…”). */
static int has_lead(const onr_segdata *d, const uint8_t *p, uint32_t begin, uint32_t at)
{
    uint32_t i, c;
    at = onr_trim_blanks(p, begin, at);
    if (at == begin || onr_words_before(&d->ender, p, begin, at)) return 0;
    c = onr_decode_back(p, at, &i);
    if (c == '.' || c == '?' || c == '!' || onr_closes(c)) return 0;
    if (c == ':' || c == ',' || c == 0x3001 || onr_words_before(&d->list[ONR_ZH][ONR_SEG_SAYING], p, begin, at))
        return 1;
    return 2;
}

/* Where the bracket at `at` closes, if it does so within SHORT_QUOTE code points; else 0. */
static uint32_t bracket_end(const uint8_t *p, uint32_t at, uint32_t end)
{
    uint32_t depth = 0, stop = end - at > 4 * SHORT_QUOTE ? at + 4 * SHORT_QUOTE : end;
    for (uint32_t k = at; k < stop; k++) {
        if (p[k] == '(') depth++;
        if (p[k] == ')' && --depth == 0) return count_cps(p, at, k, SHORT_QUOTE) > SHORT_QUOTE ? 0 : k + 1;
    }
    return 0;
}

/* The outermost closed quotation or title around `at`, from the innermost one there. */
static int32_t outermost(const onr_layout *out, int32_t in)
{
    int32_t found = -1;
    for (; in >= 0; in = out->q[in].parent)
        if (out->q[in].closed) found = in;
    return found;
}

onr_status onr_sentences(const onr_segdata *d, const onr_folded *f, onr_para *x, uint32_t q0, onr_seg_carry *carry,
                         onr_layout *out, uint32_t *used, onr_error *err)
{
    const uint8_t *p = f->p;
    uint32_t start = onr_skip_blanks(p, x->start, x->end), at = start, q = q0, bracket = 0, bracket_start = 0,
             place = 0;
    uint16_t first = x->mid ? 0 : ONR_F_PARA;
    int32_t in = -1, known = -1; /* innermost quote that `at` stands in; the one of which the rest was found */
    int short_goes_on = 0, lead = 0;
    onr_status st = ONR_OK;
    x->q0 = q0;
    while (st == ONR_OK && at < x->end) {
        uint32_t limit = x->end - start > ONR_MAX_SENTENCE ? start + ONR_MAX_SENTENCE : x->end;
        while (place < x->n_place && (x->place[place].at < at || !(x->place[place].what & ONR_AT_ENDER))) place++;
        at = place < x->n_place && x->place[place].at < limit ? x->place[place].at : limit;
        if (at >= limit && limit < x->end) {
            uint32_t cut = soft_cut(p, start);
            st = add(d, f, x, start, cut, (uint16_t)(first | ONR_F_FORCED), carry, out, err);
            first = 0;
            *used = start = cut;
            if (at < start) at = start;
            continue;
        }
        if (at >= x->end) break;
        if (p[at] == '(') {
            if (at >= bracket) {
                bracket = bracket_end(p, at, x->end);
                bracket_start = at;
            }
            at++;
            continue;
        }
        uint32_t n = ender_at(d, f, start, at, x->end);
        if (!n) {
            at++;
            continue;
        }
        while (q < out->nq && out->q[q].in_start <= at) {
            if (out->q[q].closed) in = (int32_t)q;
            q++;
        }
        while (in >= 0 && out->q[in].in_end <= at) in = out->q[in].parent;
        uint32_t end = at + n, stop = end + closers_at(d, p, end, x->end);
        if (stop > limit) { /* too long already: cut before it */
            at = limit;
            continue;
        }
        int ends = 1;
        if (at < bracket && bracket_start > start) /* in a short bracket inside a sentence */
            ends = stop >= bracket && !goes_on(d, f, stop, x->end, has_lead(d, p, x->start, bracket_start), 0);
        int32_t o = outermost(out, in);
        if (ends && o >= 0) {
            const onr_quote *quote = &out->q[o];
            if (o != known) {
                uint32_t from = quote->in_end, behind = quote->end + closers_at(d, p, quote->end, x->end);
                int ended = from > quote->in_start && (p[from - 1] == '.' || p[from - 1] == '?' || p[from - 1] == '!' ||
                                                       onr_words_before(&d->ender, p, quote->in_start, from));
                int own = has_lead(d, p, x->start, quote->start);
                known = o;
                if (own || quote->start <= start) lead = own; /* else right behind another of the same sentence */
                short_goes_on =
                    count_cps(p, quote->in_start, from, SHORT_QUOTE) <= SHORT_QUOTE &&
                    (behind < x->end &&
                     (!ended || goes_on(d, f, behind, x->end, lead, p[from - 1] == '?' || p[from - 1] == '!' ? 2 : 1)));
            }
            if (stop >= quote->end)
                ends = !goes_on(d, f, stop, x->end, lead, p[at] == '?' || p[at] == '!' ? 2 : 1);
            else
                ends = !short_goes_on;
        } else if (ends && stop < x->end && end == stop && p[at] != '.') {
            /* なぜ？と: only と and the like right behind a question or exclamation mark */
            uint32_t m =
                p[at] < 0x80 && p[stop] == 0xE3 ? onr_words_at(&d->list[ONR_JA][ONR_SEG_SAYING], p, stop, x->end) : 0;
            if (m) ends = 0;
        }
        if (x->cut && stop + AHEAD > x->end) break; /* what would decide it may stand in the next window */
        if (ends) {
            uint16_t quoted = 0;
            if (o >= 0 && !out->q[o].title && out->q[o].in_start <= start && out->q[o].in_end >= end)
                quoted = ONR_F_QUOTED;
            st = add(d, f, x, start, stop, (uint16_t)(first | quoted), carry, out, err);
            first = 0;
            *used = start = stop;
        }
        at = stop > at ? stop : at + 1;
    }
    if (st != ONR_OK || (x->cut && out->ns)) return st;
    while (st == ONR_OK && x->end - start > ONR_MAX_SENTENCE) {
        uint32_t cut = soft_cut(p, start);
        st = add(d, f, x, start, cut, (uint16_t)(first | ONR_F_FORCED), carry, out, err);
        first = 0;
        start = cut;
    }
    if (st == ONR_OK) st = add(d, f, x, start, x->end, first, carry, out, err);
    *used = x->end;
    return st;
}
