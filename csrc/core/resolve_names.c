/* Names: runs of characters in a sentence that can be a holder or a party, built around marks (titles, bodies,
 * outlets, countries, pronouns, described groups). A name without any such mark is not seen here. */
#include "resolve_inside.h"

#include <string.h>

static uint64_t name_classes(const onr_pack *p)
{
    return onr_mask(p, ONR_C_TITLE) | onr_mask(p, ONR_C_DESCRIBED) | onr_pronouns(p) | onr_mask(p, ONR_C_COUNTRY) |
           onr_mask(p, ONR_C_OUTLET) | onr_mask(p, ONR_C_BODY) | onr_mask(p, ONR_C_ADDRESSEE);
}

/* Marks at which an unmarked run of Han must stop. */
static uint64_t stop_classes(const onr_pack *p)
{
    return onr_mask(p, ONR_C_NEG) | onr_mask(p, ONR_C_CONTRAST) | onr_mask(p, ONR_C_REPORTING) |
           onr_mask(p, ONR_C_ACCORDING) | onr_mask(p, ONR_C_AGENT) | onr_mask(p, ONR_C_TARGET) |
           onr_mask(p, ONR_C_OBLIQUE) | onr_mask(p, ONR_C_TOPIC) | onr_mask(p, ONR_C_COMPLEMENT);
}

static int name_char(uint32_t c, uint8_t lang)
{
    if (c >= 0x4E00 && c <= 0x9FFF) return 1;
    if (c >= 0x3400 && c <= 0x4DBF) return 1;
    if (c == 0x3005 || c == 0x3007 || c == 0x00B7) return 1;
    if (lang == ONR_JA && ((c >= 0x30A1 && c <= 0x30FE))) return 1;
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static uint32_t left_run(const uint8_t *p, uint32_t at, uint32_t edge, uint8_t lang, int most)
{
    while (at > edge && most--) {
        uint32_t b, c = onr_decode_back(p, at, &b);
        if (!name_char(c, lang)) break;
        at = b;
    }
    return at;
}

static uint32_t right_run(const uint8_t *p, uint32_t at, uint32_t edge, uint8_t lang, int most)
{
    while (at < edge && most--) {
        uint32_t n, c = onr_decode(p + at, &n);
        if (!name_char(c, lang) || at + n > edge) break;
        at += n;
    }
    return at;
}

static int begins(const onr_folded *f, uint32_t at, uint32_t edge, const char *what)
{
    uint32_t n = (uint32_t)strlen(what);
    return at + n <= edge && !memcmp(f->p + at, what, n);
}

static int ends(const uint8_t *p, uint32_t at, uint32_t edge, const char *what)
{
    uint32_t n = (uint32_t)strlen(what);
    return at >= edge + n && !memcmp(p + at - n, what, n);
}

static int holds(const uint8_t *p, uint32_t at, uint32_t end, const char *what)
{
    for (uint32_t n = (uint32_t)strlen(what); at + n <= end; at++)
        if (!memcmp(p + at, what, n)) return 1;
    return 0;
}

/* Japanese: what describes a noun that describes somebody: 上流の農家, 転んだ男性, 船に乗っていた女性. */
static uint32_t described_from(const uint8_t *p, uint32_t at, uint32_t lo)
{
    for (int i = 0; i < 2 && ends(p, at, lo, "の"); i++) {
        uint32_t b = left_run(p, at - 3, lo, ONR_JA, 14);
        if (b == at - 3) return at;
        at = b;
    }
    if (!ends(p, at, lo, "た") && !ends(p, at, lo, "る") && !ends(p, at, lo, "だ")) return at;
    uint32_t from = at;
    for (int most = 16; from > lo && most--;) {
        uint32_t b, c = onr_decode_back(p, from, &b);
        if (c == 0x306F || c == 0x304C || c == 0x3082) break; /* は が も */
        if (!name_char(c, ONR_JA) && (c < 0x3041 || c > 0x309F)) break;
        from = b;
    }
    return from;
}

/* Japanese: the whole run of Han, katakana and Latin around the mark; a plural or 側 behind it; の between two names.
 */
static void stretch_ja(const onr_resolver *r, onr_name *x, uint32_t lo, uint32_t hi)
{
    const onr_folded *f = r->f;
    uint32_t mark_end = x->at.end;
    uint32_t mark = x->at.start;
    x->role = left_run(f->p, mark, lo, ONR_JA, 1) == mark; /* 会長, not 海野会長 */
    x->at.start = left_run(f->p, mark, lo, ONR_JA, 40);
    if (mark > x->at.start && begins(f, x->at.start, mark, "今")) x->at.start += 3; /* 今大臣が: just now */
    uint64_t role = onr_mask(r->pack, ONR_C_TITLE) | onr_mask(r->pack, ONR_C_BODY);
    if (x->has & onr_mask(r->pack, ONR_C_DESCRIBED)) {
        x->at.start = described_from(f->p, x->at.start, lo);
    } else if (x->has & role && x->at.start == mark && ends(f->p, mark, lo, "の")) { /* whose: 安全委の担当者 */
        uint32_t of = left_run(f->p, mark - 3, lo, ONR_JA, 14);
        if (of < mark - 3) x->at.start = of;
    }
    x->at.end = right_run(f->p, x->at.end, hi, ONR_JA, 40);
    x->head = x->at.end == mark_end;
    if (begins(f, mark_end, hi, "側") && x->at.end == mark_end + 3) x->head = 1;
    static const char *const plural[] = {"ら", "たち", "など", "さん", "さま"};
    for (size_t i = 0; i < sizeof plural / sizeof *plural; i++)
        if (begins(f, x->at.end, hi, plural[i])) {
            x->at.end += (uint32_t)strlen(plural[i]);
            break;
        }
}

/* English: capitalized words to both sides, a determiner and an adjective or two in front, `of/for/at (the)` + more.
 * last: where the name before it ends; up to there that one has been stretched, and both will be one. */
static void stretch_en(const onr_resolver *r, onr_name *x, uint32_t lo, uint32_t hi, uint32_t last)
{
    const onr_folded *f = r->f;
    for (;;) { /* leftwards */
        uint32_t end = x->at.start;
        if (end < lo + 2 || f->p[end - 1] != ' ' || end <= last) break;
        uint32_t b = end - 1;
        while (b > lo && f->p[b - 1] != ' ' && f->p[b - 1] != ',' && f->p[b - 1] != '"' && f->p[b - 1] != '(') b--;
        uint32_t n = end - 1 - b;
        int ok = n && (onr_bit(f->upper, b) && !(b == lo && n <= 4 && f->p[b] != 'm'));
        int det = (onr_lexicon_of(&r->lexicon, f->p + b, n) & ONR_W_DETERMINER) != 0;
        if (!ok && !det) break;
        x->at.start = b;
    }
    if (x->at.end < last) x->at.end = last;
    for (;;) { /* rightwards */
        uint32_t at = x->at.end;
        if (begins(f, at, hi, "'s ") && at + 3 < hi && onr_bit(f->upper, at + 3)) at += 2;
        if (begins(f, at, hi, " of ") && at + 4 < hi && onr_bit(f->upper, at + 4)) at += 3;
        if (at + 1 >= hi || f->p[at] != ' ') break;
        uint32_t b = at + 1;
        if (onr_bit(f->upper, b)) {
            uint32_t e = b;
            while (e < hi && (onr_word_byte(f->p[e]) || f->p[e] == '-' || f->p[e] == '\'')) e++;
            if (e == b) break;
            x->at.end = e;
            continue;
        }
        break;
    }
    x->head = 1;
}

/* Chinese: Han in front of a title or body that no mark explains, and a personal name behind a title where a verb of
 * saying or another mark follows at once. */
static void stretch_zh(const onr_resolver *r, uint32_t si, onr_name *x, uint32_t lo, uint32_t hi, uint64_t stops)
{
    uint64_t title = onr_mask(r->pack, ONR_C_TITLE) | onr_mask(r->pack, ONR_C_BODY);
    uint32_t next = hi, first = lo;
    onr_few few = onr_marks_near(r, si, x->at);
    for (uint32_t i = few.from; i < few.to; i++) {
        const onr_seen *y = &r->seen[i];
        uint64_t c = (uint64_t)1 << r->pack->mark[y->mark].cls;
        if (!(c & stops)) continue;
        if (y->at.end <= x->at.start && y->at.end > lo) lo = y->at.end;
        if (y->at.start >= x->at.end && y->at.start < next) next = y->at.start;
    }
    /* a personal name behind the title; behind a description only one with a dot in it: 经济学家阿娜·科斯塔 */
    uint32_t e = right_run(r->f->p, x->at.end, next, ONR_ZH, x->has & title ? 5 : 12);
    int named = e == next && e > x->at.end && e < hi && (x->has & title || holds(r->f->p, x->at.end, e, "·"));
    if (x->has & title && !named) {
        e = right_run(r->f->p, x->at.end, next, ONR_ZH, 12);
        named = e == next && e > x->at.end && e < hi && holds(r->f->p, x->at.end, e, "·");
    }
    if (x->has & (title | onr_mask(r->pack, ONR_C_DESCRIBED))) {
        if (x->has & title) x->at.start = left_run(r->f->p, x->at.start, lo, ONR_ZH, 8);
        if (!named && ends(r->f->p, x->at.start, first, "的")) { /* 公司的工程师: whose */
            uint32_t of = x->at.start - 3, from = first;
            for (uint32_t i = few.from; i < few.to; i++) {
                const onr_seen *y = &r->seen[i];
                if (!((uint64_t)1 << r->pack->mark[y->mark].cls & stops)) continue;
                if (y->at.end <= of && y->at.end > from) from = y->at.end;
            }
            uint32_t whose = left_run(r->f->p, of, from, ONR_ZH, 8);
            /* behind a preposition or a verb it is more than a noun: 对港口有权限的局长 */
            if (whose < of && (whose > from || from == first)) x->at.start = whose;
        }
    }
    static const char *const times[] = {"时", "后", "前", "期间"}; /* 会长走出大楼时: no name */
    for (size_t i = 0; named && i < sizeof times / sizeof *times; i++) named = !ends(r->f->p, e, x->at.end, times[i]);
    if (named) x->at.end = e;
    x->head = 1;
}

/* May the two names be one? `の` or `·` or `的` between (only before a title or body), or a short run of Han before
 * one. */
static int joins(const onr_resolver *r, const onr_sentence *s, const onr_name *a, const onr_name *b, uint64_t stops,
                 uint32_t si)
{
    const uint8_t *p = r->f->p;
    uint32_t gap = b->at.start - a->at.end;
    uint64_t head = onr_mask(r->pack, ONR_C_TITLE) | onr_mask(r->pack, ONR_C_BODY) | onr_mask(r->pack, ONR_C_DESCRIBED);
    if (b->at.start <= a->at.end) return 1;
    if (!(b->has & head)) return 0;
    if (s->lang == ONR_JA)
        return (gap == 3 &&
                ((b->role && begins(r->f, a->at.end, s->end, "の")) || begins(r->f, a->at.end, s->end, "・"))) ||
               (gap == 6 && begins(r->f, a->at.end, s->end, "及び"));
    if (s->lang == ONR_EN) {
        static const char *const links[] = {" of ", " for ", " at ", " of the ", " for the ", " at the ", "'s ", " "};
        for (size_t i = 0; i < sizeof links / sizeof *links; i++)
            if (gap == strlen(links[i]) && begins(r->f, a->at.end, s->end, links[i])) return 1;
        return 0;
    }
    if (gap > 18) return 0;
    onr_few few = onr_marks_near(r, si, (onr_range){a->at.end, b->at.start});
    for (uint32_t i = few.from; i < few.to; i++) {
        const onr_seen *y = &r->seen[i];
        if (y->at.start < b->at.start && y->at.end > a->at.end && (stops & (uint64_t)1 << r->pack->mark[y->mark].cls))
            return 0;
    }
    if (gap == 3 && begins(r->f, a->at.end, s->end, "的")) return 1;
    return right_run(p, a->at.end, b->at.start, ONR_ZH, 6) == b->at.start;
}

/* Japanese: where the text of a sentence begins behind a header that opened no turn: ○山田委員 ... */
static uint32_t behind_header(const onr_folded *f, uint32_t start, uint32_t end)
{
    if (!begins(f, start, end, "○")) return start;
    for (uint32_t i = start, most = start + 90; i < end && i < most; i++)
        if (f->p[i] == ' ') return i + 1;
    return start;
}

onr_status onr_names(onr_resolver *r, uint32_t si, onr_error *err)
{
    onr_known *k = &r->known[si];
    const onr_sentence *s = &r->l->s[si];
    uint64_t classes = name_classes(r->pack), stops = stop_classes(r->pack);
    if (!(k->has & classes)) return ONR_OK;
    onr_status st = onr_grow(&r->name, &r->cap_name, (uint64_t)r->n_name + k->n_seen, sizeof *r->name, err);
    if (st != ONR_OK) return st;
    uint32_t from = r->n_name, lo = s->lang == ONR_JA ? behind_header(r->f, s->start, s->end) : s->start;
    for (uint32_t i = k->seen0; i < k->seen0 + k->n_seen; i++) {
        const onr_seen *x = &r->seen[i];
        uint64_t c = (uint64_t)1 << r->pack->mark[x->mark].cls;
        if (!(c & classes) || x->at.start < lo) continue;
        onr_name n = {x->at, c, 0, 0};
        if (s->lang == ONR_JA)
            stretch_ja(r, &n, lo, s->end);
        else if (s->lang == ONR_EN && !(c & (onr_pronouns(r->pack) | onr_mask(r->pack, ONR_C_ADDRESSEE))))
            stretch_en(r, &n, lo, s->end, r->n_name > from ? r->name[r->n_name - 1].at.end : lo);
        else if (s->lang == ONR_ZH && !(c & onr_pronouns(r->pack)))
            stretch_zh(r, si, &n, lo, s->end, stops);
        else
            n.head = 1;
        onr_name *last = r->n_name > from ? &r->name[r->n_name - 1] : NULL;
        if (last && joins(r, s, last, &n, stops, si)) {
            if (n.at.start < last->at.start) last->at.start = n.at.start;
            if (n.at.end >= last->at.end) {
                last->head = n.at.end > last->at.end ? n.head : (uint8_t)(last->head | n.head);
                last->at.end = n.at.end;
            }
            last->has |= n.has;
        } else {
            r->name[r->n_name++] = n;
        }
    }
    k->n_name = r->n_name - from;
    return ONR_OK;
}
