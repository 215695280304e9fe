/* English: the noun phrase that names who speaks, found from the verb of saying. See resolve_inside.h.
 *
 * Without a parser and without a tagger: the words between the verb and the next boundary (a mark of punctuation, a
 * conjunction) are taken for the phrase unless one of them shows that they are a clause. Which words open a clause,
 * stand between subject and verb, or begin a phrase of time and place is data (en/_segment.toml). The work is bounded:
 * at most REACH bytes to either side of a cue. */
#include "resolve_inside.h"

#include <string.h>

enum { REACH = 400, MAX_WORDS = 14, MAX_PARTS = 12 };

static const onr_range nothing = {ONR_NONE, ONR_NONE};
static const onr_phrase none = {{ONR_NONE, ONR_NONE}, {ONR_NONE, ONR_NONE}};

static uint32_t hash(const uint8_t *p, uint32_t n)
{
    uint32_t h = 2166136261u;
    for (uint32_t i = 0; i < n; i++) h = (h ^ p[i]) * 16777619u;
    return h;
}

onr_status onr_lexicon_build(const onr_pack *pack, uint8_t lang, onr_lexicon *x, onr_error *err)
{
    uint32_t n = 0, slots = 64;
    for (uint32_t i = 0; i < pack->n_seg; i++) n += pack->seg[i].list >= ONR_SEG_WORD0;
    while (slots < 2 * n) slots *= 2;
    x->w = onr_alloc((uint64_t)slots * sizeof *x->w);
    if (!x->w) return onr_fail(err, ONR_NOMEM, -1, 0, "out of memory for a lexicon of %u words", n);
    memset(x->w, 0, slots * sizeof *x->w);
    x->last = slots - 1;
    for (uint32_t i = 0; i < pack->n_seg; i++) {
        const onr_segword *s = &pack->seg[i];
        if (s->list < ONR_SEG_WORD0 || s->lang != lang || !s->n) continue;
        const uint8_t *p = pack->str + s->text;
        uint32_t k = hash(p, s->n) & x->last;
        while (x->w[k].n && (x->w[k].n != s->n || memcmp(x->w[k].p, p, s->n))) k = (k + 1) & x->last;
        x->w[k].p = p;
        x->w[k].n = s->n;
        x->w[k].is |= 1u << (s->list - ONR_SEG_WORD0);
    }
    return ONR_OK;
}

uint32_t onr_lexicon_of(const onr_lexicon *x, const uint8_t *p, uint32_t n)
{
    if (!n) return 0;
    for (uint32_t k = hash(p, n) & x->last; x->w[k].n; k = (k + 1) & x->last)
        if (x->w[k].n == n && !memcmp(x->w[k].p, p, n)) return x->w[k].is;
    return 0;
}

static uint32_t is(const onr_resolver *r, uint32_t a, uint32_t b)
{
    const uint8_t *p = r->f->p;
    uint32_t w = a < b ? onr_lexicon_of(&r->lexicon, p + a, b - a) : 0, i = b;
    if (w || a >= b) return w;
    while (i > a && i + 3 > b && p[i - 1] != '\'') i--; /* he'll, they've */
    return i > a + 1 && p[i - 1] == '\'' ? onr_lexicon_of(&r->lexicon, p + a, i - 1 - a) & ONR_W_PERSON : 0;
}

static int ends_in(const uint8_t *p, uint32_t a, uint32_t b, const char *what)
{
    uint32_t n = (uint32_t)strlen(what);
    return b - a > n + 1 && !memcmp(p + b - n, what, n);
}

/* The length of the quotation mark that ends at, or starts at, the byte; 0: none. An apostrophe is not one. */
static uint32_t mark_before(const uint8_t *p, uint32_t at, uint32_t lo)
{
    if (at > lo && p[at - 1] == '"') return 1;
    if (at >= lo + 2 && p[at - 1] == '\'' && (p[at - 2] == '\'' || memchr(",.?!", p[at - 2], 4))) return 1;
    if (at >= lo + 3 && p[at - 3] == 0xE2 && p[at - 2] == 0x80 && (p[at - 1] == 0x9C || p[at - 1] == 0x9D)) return 3;
    return 0;
}

static uint32_t mark_at(const uint8_t *p, uint32_t at, uint32_t hi)
{
    if (at < hi && (p[at] == '"' || p[at] == '(')) return 1;
    if (at + 1 < hi && p[at] == '\'' && p[at + 1] == '\'') return 2;
    if (at + 3 <= hi && p[at] == 0xE2 && p[at + 1] == 0x80 && (p[at + 2] == 0x9C || p[at + 2] == 0x9D)) return 3;
    return 0;
}

static int is_dash(const uint8_t *p, uint32_t a, uint32_t b)
{
    while (a < b && (p[a] == '-' || (p[a] & 0x80))) a++;
    return a == b;
}

static uint32_t word_back(const uint8_t *p, uint32_t lo, uint32_t end)
{
    uint32_t b = end;
    while (b > lo && p[b - 1] != ' ') b--;
    return b;
}

static uint32_t word_forth(const uint8_t *p, uint32_t at, uint32_t hi)
{
    while (at < hi && p[at] != ' ') at++;
    return at;
}

static uint32_t skip_blanks_back(const uint8_t *p, uint32_t lo, uint32_t at)
{
    while (at > lo && p[at - 1] == ' ') at--;
    return at;
}

/* Does a word of reporting begin in the stretch? */
static int reports(const onr_resolver *r, uint32_t si, onr_range x)
{
    const onr_known *k = &r->known[si];
    for (uint32_t i = onr_seen_from(r, si, x.start); i < k->seen0 + k->n_seen && r->seen[i].at.start < x.end; i++)
        if (onr_in_class(r->pack, &r->pack->mark[r->seen[i].mark], ONR_C_REPORTING)) return 1;
    return 0;
}

/* Does the stretch hold a word that shows a clause: an auxiliary, a pronoun beside other words, a past form, a verb of
 * saying, with `past` also a past form (which right before another verb is a participle: emails released this week)? */
static int is_clause(const onr_resolver *r, uint32_t si, onr_range x, int past)
{
    const uint8_t *p = r->f->p;
    uint32_t words = 0;
    int person = 0;
    for (uint32_t a = x.start; a < x.end;) {
        uint32_t e = word_forth(p, a, x.end), w = is(r, a, e);
        if (w & ONR_W_AUXILIARY) return 1;
        if (w & ONR_W_PERSON) person = 1;
        if (past && words && !onr_bit(r->f->upper, a) && ends_in(p, a, e, "ed") && !w) return 1;
        words++;
        a = e + 1;
    }
    if (person && words > 1) return 1;
    return reports(r, si, x);
}

/* Without conjunctions, adverbs and a day in front: But on Monday the mayor -> the mayor. */
static uint32_t behind_opening(const onr_resolver *r, uint32_t at, uint32_t end)
{
    const uint8_t *p = r->f->p;
    while (at < end) {
        while (at < end && p[at] == ' ') at++;
        uint32_t e = word_forth(p, at, end), w = is(r, at, e);
        int day = 0;
        if (e < end && w & ONR_W_PREPOSITION) {
            uint32_t e2 = word_forth(p, e + 1, end);
            day = e2 < end && is(r, e + 1, e2) & ONR_W_TIME;
            if (day) e = e2;
        }
        if (e >= end || !(day || w & (ONR_W_TIME | ONR_W_BREAK | ONR_W_JOIN | ONR_W_ADVERB))) break;
        if (w & ONR_W_DETERMINER) break;
        at = e + 1;
    }
    return at;
}

/* Does a part between commas only lead in: In a statement, ... Asked about it, ... On Monday, ... */
static int leads_in(const onr_resolver *r, onr_range x)
{
    const uint8_t *p = r->f->p;
    uint32_t at = x.start, e = word_forth(p, at, x.end), w = is(r, at, e);
    if (w & ONR_W_JOIN && e < x.end) {
        at = e + 1;
        e = word_forth(p, at, x.end);
        w = is(r, at, e);
    }
    if (w & (ONR_W_PREPOSITION | ONR_W_BREAK | ONR_W_TIME | ONR_W_ADVERB | ONR_W_JOIN)) return 1;
    return ends_in(p, at, e, "ing") || ends_in(p, at, e, "ed") || ends_in(p, at, e, "ly");
}

/* Where the run of words that ends at `end` begins: behind the nearest mark or word that opens a clause. */
static uint32_t run_start(const onr_resolver *r, uint32_t lo, uint32_t end)
{
    const uint8_t *p = r->f->p;
    uint32_t at = end;
    for (int most = MAX_WORDS; at > lo && most--;) {
        uint32_t e = skip_blanks_back(p, lo, at), b = word_back(p, lo, e), q;
        if (e == lo) break;
        if (at < end) { /* of the last word its end is the end of the phrase */
            if (memchr(",;:!?)", p[e - 1], 6) || mark_before(p, e, lo) || is_dash(p, b, e)) return at;
            if (is(r, b, e) & (ONR_W_BREAK | ONR_W_RELATIVE)) return at;
        }
        for (uint32_t i = e; i > b; i--) /* an opening mark inside the word: "Trump */
            if ((q = mark_at(p, i - 1, e)) != 0) return i - 1 + q;
        at = b;
    }
    return at;
}

/* Capitalized words and names that end at the byte. */
static onr_range name_before(const onr_resolver *r, uint32_t si, uint32_t lo, uint32_t end)
{
    const onr_folded *f = r->f;
    const onr_known *k = &r->known[si];
    onr_range x = nothing;
    for (uint32_t i = onr_name_from(r, si, lo); i < k->name0 + k->n_name && r->name[i].at.start < end; i++)
        if (r->name[i].at.end == end && r->name[i].at.start >= lo) x = r->name[i].at;
    uint32_t at = x.start == ONR_NONE ? end : x.start;
    while (at > lo) {
        uint32_t e = skip_blanks_back(f->p, lo, at), b = word_back(f->p, lo, e), w;
        if (b == e || memchr(",;:!?)\"", f->p[e - 1], 7) || mark_before(f->p, e, lo)) break;
        w = is(r, b, e);
        if (!onr_bit(f->upper, b) || w & (ONR_W_OPENING | ONR_W_BREAK | ONR_W_PREPOSITION | ONR_W_JOIN | ONR_W_TIME)) {
            if (!(w & ONR_W_DETERMINER) || at == end) break;
            return (onr_range){b, end};
        }
        x = (onr_range){b, end};
        at = b;
    }
    return x;
}

/* The noun phrase that ends right before the byte, or none. */
static onr_range phrase_before(const onr_resolver *r, uint32_t si, uint32_t lo, uint32_t end)
{
    const uint8_t *p = r->f->p;
    uint32_t b = word_back(p, lo, end), stop = end;
    if (end <= lo) return nothing;
    if (is(r, b, end) & ONR_W_PERSON) return (onr_range){b, end};
    if (p[end - 1] == ')') { /* Rick Scott (R) */
        while (stop > lo && p[stop - 1] != '(') stop--;
        if (stop <= lo + 2 || end - stop > 40) return nothing;
        stop = skip_blanks_back(p, lo, stop - 1);
    }
    uint32_t a = behind_opening(r, run_start(r, lo, stop), stop);
    /* of two clauses that `and` joins the second */
    for (uint32_t i = a; i + 5 < stop; i++)
        if (!memcmp(p + i, " and ", 5) && is_clause(r, si, (onr_range){a, i}, 1)) a = i + 5;
    onr_range x = {a, stop};
    uint32_t e = word_forth(p, a, stop), w = is(r, a, e), next = e < stop ? e + 1 : e;
    int counted = next < stop && p[next] >= '0' && p[next] <= '9';
    if (is(r, next, word_forth(p, next, stop)) & ONR_W_DETERMINER) counted = 1;
    if (counted && e - a == 5 && !memcmp(p + a, "about", 5)) w = 0; /* about four of ten voters */
    if (a >= stop || w & (ONR_W_PREPOSITION | ONR_W_BREAK | ONR_W_JOIN) || is_clause(r, si, x, 0) ||
        ends_in(p, a, e, "ing"))
        x = name_before(r, si, a < stop ? a : lo, stop);
    return x.start == ONR_NONE ? x : (onr_range){x.start, end};
}

/* The first noun phrase of a clause: a pronoun, or capitalized words and names. */
static onr_range first_phrase(const onr_resolver *r, uint32_t si, uint32_t at, uint32_t end)
{
    const onr_folded *f = r->f;
    const onr_known *k = &r->known[si];
    for (int parts = 0; parts < 4; parts++) { /* lead-ins */
        at = behind_opening(r, at, end);
        uint32_t comma = at;
        while (comma < end && !(f->p[comma] == ',' && f->p[comma + 1] == ' ')) comma++;
        if (comma >= end || !leads_in(r, (onr_range){at, comma})) break;
        at = comma + 2;
    }
    if (at >= end) return nothing;
    uint32_t e = word_forth(f->p, at, end), stop = at;
    if (is(r, at, e) & ONR_W_PERSON) return (onr_range){at, e};
    if (is(r, at, e) & (ONR_W_PREPOSITION | ONR_W_BREAK)) return nothing;
    for (uint32_t a = at; a < end; a = e + 1) {
        e = word_forth(f->p, a, end);
        uint32_t w = is(r, a, e), n = e;
        if (w & ONR_W_AUXILIARY || !(onr_bit(f->upper, a) || w & (ONR_W_DETERMINER | ONR_W_LINK))) break;
        while (n > a && memchr(",;:\"", f->p[n - 1], 4)) n--;
        if (onr_bit(f->upper, a)) stop = n;
        if (n < e) break;
    }
    for (uint32_t i = onr_name_from(r, si, at); i < k->name0 + k->n_name && r->name[i].at.start < end; i++) {
        onr_range x = r->name[i].at;
        if (x.start >= at && x.start <= (stop > at ? stop + 1 : at) && x.end > stop && x.end <= end) stop = x.end;
    }
    return stop > at ? (onr_range){at, stop} : nothing;
}

/* X, an adviser to Y, said: parts between commas before the verb; the subject is the first that leads in nothing. */
static onr_phrase parted(const onr_resolver *r, uint32_t si, uint32_t lo, uint32_t end)
{
    const uint8_t *p = r->f->p;
    onr_range part[MAX_PARTS];
    uint32_t n = 0, from = end;
    /* back to the nearest quotation, dash or stop */
    while (
        from > lo && !memchr(";:", p[from - 1], 2) && !(from < end && mark_before(p, from, lo)) &&
        !(from >= lo + 3 && p[from - 1] == ' ' && p[from - 3] == ' ' && p[from - 2] == '-') &&
        !(from >= lo + 3 && p[from - 3] == 0xE2 && p[from - 2] == 0x80 && p[from - 1] >= 0x93 && p[from - 1] <= 0x95))
        from--;
    while (from < end && p[from] == ' ') from++;
    for (uint32_t at = from, i = from; i <= end; i++)
        if (i == end || (p[i] == ',' && p[i + 1] == ' ')) {
            if (n == MAX_PARTS) return none;
            if (i > at) part[n++] = (onr_range){at, i};
            at = i + 2;
        }
    uint32_t k = 0;
    while (k < n && (leads_in(r, part[k]) || is_clause(r, si, part[k], 1))) k++;
    if (k + 1 >= n) return none;
    part[k].start = behind_opening(r, part[k].start, part[k].end);
    uint32_t e = word_forth(p, part[k].start, part[k].end), words = 1;
    for (uint32_t i = part[k].start; i < part[k].end; i++) words += p[i] == ' ';
    if (words > MAX_WORDS || part[k].start >= part[k].end) return none;
    onr_phrase x = {part[k], {part[k].start, end}};
    /* its chief medical officer, Dr. Strand: the name belongs to the head */
    if (is(r, part[k].start, e) & ONR_W_DETERMINER && k + 2 == n && onr_bit(r->f->upper, part[k + 1].start))
        x.head.end = end;
    return x;
}

/* Is a full stop at the end of the word that of an abbreviation: Sen. M. Jr. */
static int abbreviated(const onr_folded *f, uint32_t a, uint32_t e, uint32_t hi)
{
    return f->p[e - 1] == '.' && onr_bit(f->upper, a) && e - a <= 5 && e + 1 < hi && f->p[e] == ' ' &&
           (onr_bit(f->upper, e + 1) || f->p[e + 1] == '(');
}

/* The byte at which a stretch that holds no comma, stop or quotation ends. */
static uint32_t part_end(const onr_folded *f, uint32_t at, uint32_t hi)
{
    const uint8_t *p = f->p;
    int open = 0;
    while (at < hi) {
        uint32_t e = word_forth(p, at, hi), q = e > at ? mark_before(p, e, at) : 0;
        for (uint32_t i = at; i < e; i++) open |= p[i] == '(';
        if (is_dash(p, at, e)) return at > 0 && p[at - 1] == ' ' ? at - 1 : at;
        if (mark_at(p, at, hi) && p[at] != '(') return at > 0 && p[at - 1] == ' ' ? at - 1 : at;
        if (q) return e - q;
        if (p[e - 1] == ')' && !open) return e - 1;
        if (memchr(",;:?!", p[e - 1], 5)) return p[e - 2] == ')' && !open ? e - 2 : e - 1;
        if (p[e - 1] == '.' && !abbreviated(f, at, e, hi)) return p[e - 2] == ')' && !open ? e - 2 : e - 1;
        at = e < hi ? e + 1 : e;
    }
    return at;
}

/* Does an auxiliary stand in the stretch before a relative? */
static int has_auxiliary(const onr_resolver *r, uint32_t at, uint32_t end)
{
    while (at < end) {
        uint32_t e = word_forth(r->f->p, at, end), w = is(r, at, e);
        if (w & ONR_W_RELATIVE) return 0;
        if (w & ONR_W_AUXILIARY) return 1;
        at = e + 1;
    }
    return 0;
}

/* May a part behind a comma describe the name before it: a broker in Tampa; who sells; 55; president of the club? */
static int describes(const onr_resolver *r, uint32_t si, uint32_t at, uint32_t end)
{
    const uint8_t *p = r->f->p;
    uint32_t e = word_forth(p, at, end), w = is(r, at, e);
    if (at >= end || w & (ONR_W_PERSON | ONR_W_AUXILIARY | ONR_W_JOIN)) return 0;
    if (w & ONR_W_RELATIVE) return 1;
    if (is_clause(r, si, (onr_range){at, e < end ? e : end}, 1)) return 0;
    if (w & ONR_W_DETERMINER) return !has_auxiliary(r, at, end);
    if (p[at] >= '0' && p[at] <= '9') return 1;
    const onr_known *k = &r->known[si];
    for (uint32_t i = onr_name_from(r, si, at); i < k->name0 + k->n_name && r->name[i].at.start < end; i++)
        if (r->name[i].at.start >= at) return !onr_bit(r->f->upper, at) && r->name[i].at.start <= at + 24;
    return 0;
}

/* The noun phrase that begins at the byte; `all`: with every phrase of time and place in it. */
static onr_phrase phrase_at(const onr_resolver *r, uint32_t si, uint32_t at, uint32_t hi, int all)
{
    uint32_t leading = r->l->s[si].start + 24; /* According to X, an adviser, the road is open */
    const onr_folded *f = r->f;
    const uint8_t *p = f->p;
    uint32_t part = part_end(f, at, hi), head = at, a = at, prev = 0;
    if (part <= at) return none;
    uint32_t first = is(r, at, word_forth(p, at, part));
    int person = onr_bit(f->upper, at) && !(first & ONR_W_DETERMINER); /* a name: what follows is not part of it */
    if (!all &&
        first & (ONR_W_BREAK | ONR_W_AUXILIARY | ONR_W_PREPOSITION | ONR_W_RELATIVE | ONR_W_TIME | ONR_W_ADVERB))
        return none;
    while (a < part) {
        uint32_t e = word_forth(p, a, part), w = is(r, a, e), next = e < part ? e + 1 : e,
                 w2 = is(r, next, word_forth(p, next, part));
        if (!all && a > at) {
            if (w & (ONR_W_AUXILIARY | ONR_W_TIME | ONR_W_BREAK | ONR_W_PERSON)) break;
            if (w & ONR_W_RELATIVE && person) break;
            if (w & ONR_W_ADVERB && !(w & ONR_W_DETERMINER)) break;
            if (w & ONR_W_PREPOSITION && !(w & ONR_W_LINK) &&
                (person || !(w2 & ONR_W_DETERMINER || onr_bit(f->upper, next)) || w2 & (ONR_W_TIME | ONR_W_INDEFINITE)))
                break;
            if (person && !onr_bit(f->upper, a) && p[a] != '(' && !(w & ONR_W_LINK) && !(prev & ONR_W_LINK) &&
                !(w & ONR_W_DETERMINER) && !(w & ONR_W_JOIN)) {
                uint32_t n = onr_name_from(r, si, a);
                if (n == r->known[si].name0 + r->known[si].n_name || r->name[n].at.start >= e) break;
            }
            if (w & ONR_W_JOIN && !onr_bit(f->upper, next) && !(w2 & ONR_W_DETERMINER)) break;
            if (w & ONR_W_RELATIVE) { /* one who was present */
                head = part;
                break;
            }
        }
        head = e;
        prev = w;
        a = next;
    }
    if (all) head = part;
    onr_phrase x = {{at, head}, {at, head}};
    uint32_t end = head;
    if (head < part && is(r, head + 1, word_forth(p, head + 1, part)) & ONR_W_RELATIVE) x.whole.end = end = part;
    for (int more = 0; end == part && more < 4; more++) {
        if (end + 2 >= hi || p[end] != ',' || p[end + 1] != ' ') break;
        uint32_t to = part_end(f, end + 2, hi);
        if (!describes(r, si, end + 2, to) || (all && at <= leading && (to >= hi || p[to] != ','))) break;
        /* the provincial spokesperson, Inspector Mhere */
        x.whole.end = end = part = to;
    }
    if (end == part && end + 2 < hi && p[end] == ',' && p[end + 1] == ' ' && first & ONR_W_DETERMINER &&
        onr_bit(f->upper, end + 2) && x.whole.end == head) {
        uint32_t to = part_end(f, end + 2, hi);
        if (to - end < 40 && !is_clause(r, si, (onr_range){end + 2, to}, 1)) x.head.end = x.whole.end = to;
    }
    return x;
}

onr_phrase onr_english_according(const onr_resolver *r, uint32_t si, uint32_t at, onr_range zone)
{
    uint32_t hi = zone.end < at + REACH ? zone.end : at + REACH;
    if (at >= hi || r->f->p[at] != ' ') return none;
    return phrase_at(r, si, at + 1, hi, 1);
}

onr_phrase onr_english_subject(const onr_resolver *r, uint32_t si, onr_range cue, onr_range zone)
{
    const onr_folded *f = r->f;
    const uint8_t *p = f->p;
    uint32_t lo = zone.start + REACH < cue.start ? cue.start - REACH : zone.start,
             hi = zone.end < cue.end + REACH ? zone.end : cue.end + REACH, end, b;
    onr_phrase x = none;
    if (lo > zone.start) /* never inside a word */
        while (lo < cue.start && p[lo] != ' ') lo++;
    end = skip_blanks_back(p, lo, cue.start);
    int quoted = end > lo && mark_before(p, end, lo) != 0, comma = end > lo && p[end - 1] == ',';
    if (quoted || comma || end == lo || (end > lo && memchr("?!", p[end - 1], 2))) { /* "...," said the mayor */
        uint32_t at = cue.end + 1, e = at < hi ? word_forth(p, at, hi) : at, n = e;
        while (n > at && memchr(",.;:\"", p[n - 1], 5)) n--;
        if (cue.end < hi && p[cue.end] == ' ' && at < hi) {
            if (is(r, at, n) & ONR_W_PERSON) {
                if (n < e || e == hi) x = (onr_phrase){{at, n}, {at, n}};
            } else if (onr_bit(f->upper, at) || onr_word_byte(p[at])) {
                x = phrase_at(r, si, at, hi, 0);
                if (x.head.start != ONR_NONE && !quoted) { /* X, an adviser, said the road was open: no inversion */
                    uint32_t q = x.head.end;
                    if (end == lo ||
                        (q < hi && !memchr(",.;:", p[q], 4) &&
                         !(is(r, q + 1, word_forth(p, q + 1, hi)) & (ONR_W_RELATIVE | ONR_W_PREPOSITION | ONR_W_TIME))))
                        x = none;
                }
            }
            if (x.head.start != ONR_NONE) return x;
        }
        if (quoted || end == lo) return none;
    }
    for (int most = 4; end > lo && most--;) { /* has also repeatedly */
        b = word_back(p, lo, end);
        uint32_t is_time = is(r, b, end) & ONR_W_TIME;
        if (!is_time && !(is(r, b, end) & (ONR_W_ADVERB | ONR_W_AUXILIARY)) && !ends_in(p, b, end, "ly")) break;
        end = skip_blanks_back(p, lo, b);
        if (is_time && end > lo + 3 && !memcmp(p + end - 3, " on", 3)) end = skip_blanks_back(p, lo, end - 2);
    }
    if (end == lo) return none;
    b = word_back(p, lo, end);
    uint32_t w = is(r, b, end), first = word_forth(p, cue.start, cue.end);
    int with = ends_in(p, cue.start, first, "ing"); /* he left, saying ... */
    if (p[end - 1] == ',' ? with : (w & ONR_W_JOIN || (with && w & (ONR_W_BREAK | ONR_W_PREPOSITION)))) {
        uint32_t from = lo, i;
        for (i = b; i > lo; i--) /* behind a quotation */
            if (mark_before(p, i, lo) && i < b && (p[i] == ' ' || p[i] == ',')) {
                from = i;
                break;
            }
        while (from < b && (p[from] == ' ' || p[from] == ',')) from++;
        x.head = first_phrase(r, si, from, b);
        x.whole = x.head;
        return x;
    }
    if (p[end - 1] == ',') return parted(r, si, lo, end - 1);
    if (w & ONR_W_RELATIVE) { /* X, who said */
        uint32_t e = skip_blanks_back(p, lo, b);
        if (e > lo && p[e - 1] == ',') e--;
        x.head = phrase_before(r, si, lo, e);
        x.whole = (onr_range){b, end};
        return x;
    }
    x.head = phrase_before(r, si, lo, end);
    x.whole = x.head;
    return x;
}

/* The closed quotation of speech that ends at the byte, or -1; only near ones are looked at. */
static int32_t quote_ending(const onr_resolver *r, uint32_t end)
{
    enum { NEAR = 64 };
    for (uint32_t i = onr_quote_from(r, end), most = NEAR; i > 0 && most; i--, most--) {
        const onr_quote *q = &r->l->q[i - 1];
        if (q->end == end && q->closed && !q->title) return (int32_t)i - 1;
    }
    return -1;
}

static int32_t quote_starting(const onr_resolver *r, uint32_t from, uint32_t to)
{
    uint32_t lo = onr_quote_from(r, from);
    while (lo < r->l->nq && r->l->q[lo].start <= to && (r->l->q[lo].title || !r->l->q[lo].closed)) lo++;
    return lo < r->l->nq && r->l->q[lo].start <= to ? (int32_t)lo : -1;
}

/* Where what is said ends before words of the writer's own: ..., but he also said; ..., which was wrong; ..., citing.
 */
static uint32_t said_until(const onr_resolver *r, uint32_t at, uint32_t end)
{
    const uint8_t *p = r->f->p;
    uint32_t most = at + REACH < end ? at + REACH : end;
    for (uint32_t i = at; i + 3 < most; i++) {
        if (p[i] == ' ' && p[i + 1] == '-' && p[i + 2] == ' ') return i;
        if (p[i] != ',' || p[i + 1] != ' ' ||
            onr_quote_of(r, (onr_range){i, i + 1}) != onr_quote_of(r, (onr_range){at, at}))
            continue;
        uint32_t a = i + 2, e = word_forth(p, a, end), w = is(r, a, e);
        if (w & ONR_W_TRAILING) return i;
        if (!(w & ONR_W_JOIN) || e >= end) continue;
        /* , but he denied it; , and has warned of it; , but said */
        uint32_t next = word_forth(p, e + 1, end);
        if (is(r, e + 1, next) & (ONR_W_PERSON | ONR_W_AUXILIARY) || reports(r, r->si, (onr_range){e + 1, next}))
            return i;
    }
    return end;
}

/* Behind the cue, where the clause begins that it reports: behind place, time and addressee (told the paper on Monday
 * that ...); NONE: what follows is no clause (said in an interview.). */
static uint32_t clause_start(const onr_resolver *r, uint32_t si, onr_range cue, uint32_t end)
{
    enum { NEAR = 64 };
    static const uint8_t that[] = " that ";
    const onr_folded *f = r->f;
    const uint8_t *p = f->p;
    uint32_t n = sizeof that - 1, at = cue.end, most = at + REACH < end ? at + REACH : end,
             edge = part_end(f, at < most ? at + 1 : at, most);
    if (at >= end || p[at] != ' ') return at;
    uint32_t b = at + 1, e = word_forth(p, b, end), w = is(r, b, e);
    int whom = 0;
    for (uint32_t i = cue.start; i < cue.end && !whom; i = word_forth(p, i, cue.end) + 1)
        whom = (is(r, i, word_forth(p, i, cue.end)) & ONR_W_TO_WHOM) != 0;
    if (!whom && !(w & (ONR_W_PREPOSITION | ONR_W_TIME | ONR_W_ADVERB)) && !ends_in(p, b, e, "ly")) return at;
    if (w & ONR_W_BREAK && !(w & ONR_W_PREPOSITION)) return at;
    for (uint32_t i = at; i + n <= edge && i - at <= NEAR; i++)
        if (!memcmp(p + i, that, n)) return i + 1;
    if (whom && !(w & ONR_W_PREPOSITION)) {
        onr_phrase x = phrase_at(r, si, b, most, 0);
        if (is(r, b, e) & ONR_W_PERSON)
            x.head.end = e; /* told it, told us */
        else if (x.head.start == ONR_NONE)
            x.head.end = e;
        at = x.head.end;
        if (at >= end || p[at] != ' ') return at < end && p[at] == ',' ? at : ONR_NONE;
        b = at + 1;
        e = word_forth(p, b, end);
        w = is(r, b, e);
    }
    while (w & ONR_W_TIME && e < end && p[e] == ' ') { /* on Monday he would */
        at = e;
        b = at + 1;
        e = word_forth(p, b, end);
        w = is(r, b, e);
    }
    if (w & ONR_W_PREPOSITION && !(w & ONR_W_LINK)) {
        uint32_t next = e < end ? e + 1 : e, e2 = word_forth(p, next, end), w2 = is(r, next, e2);
        if (w2 & ONR_W_TIME && e2 < end && p[e2] == ' ') return e2;
        return w2 & (ONR_W_INDEFINITE | ONR_W_DETERMINER | ONR_W_TIME) || onr_bit(f->upper, next) ? ONR_NONE : at;
    }
    return at;
}

/* Behind a conjunction that opens a sentence: But the road was open, she said. */
static uint32_t behind_join(const onr_resolver *r, uint32_t at, uint32_t end)
{
    const uint8_t *p = r->f->p;
    uint32_t e = word_forth(p, at, end), stop = e;
    while (stop > at && p[stop - 1] == ',') stop--;
    if (e >= end || !(is(r, at, stop) & ONR_W_JOIN)) return at;
    return e + 1;
}

/* Does an object or a clause follow (denied that ..., denied the report, would not say when), and no time, place or new
 * clause? */
static int is_object(const onr_resolver *r, uint32_t at, uint32_t end)
{
    static const char *const clause[] = {"that", "whether", "if",   "what",  "how",
                                         "why",  "who",     "when", "where", "which"};
    const uint8_t *p = r->f->p;
    if (at >= end || p[at] != ' ') return 0;
    uint32_t e = word_forth(p, at + 1, end), n = e - at - 1;
    for (size_t i = 0; i < sizeof clause / sizeof *clause; i++)
        if (strlen(clause[i]) == n && !memcmp(clause[i], p + at + 1, n)) return 1;
    if (!n || p[e - 1] == ',' || !onr_word_byte(p[at + 1])) return 0;
    return !(is(r, at + 1, e) & (ONR_W_PREPOSITION | ONR_W_JOIN | ONR_W_BREAK | ONR_W_TIME | ONR_W_ADVERB));
}

/* What stands on both sides of an insertion: the road, she said, was open. */
static onr_content_of parted_content(const onr_resolver *r, onr_range zone, uint32_t before, uint32_t behind)
{
    const uint8_t *p = r->f->p;
    uint32_t from = zone.start + REACH < before ? before - REACH : zone.start, to = behind + 1;
    const onr_content_of absent = {nothing, nothing};
    if (behind + 2 >= zone.end || p[behind] != ',' || from > zone.start) return absent;
    /* on Friday, he said, ...; Anna, he said, ...: what leads in or calls somebody is no part of it */
    if (leads_in(r, (onr_range){from, before - 1}) || !memchr(p + from, ' ', before - 1 - from)) return absent;
    while (to < zone.end && p[to] == ' ') to++;
    int32_t quote = quote_starting(r, to, to);
    if (quote >= 0 && r->l->q[quote].end <= zone.end)
        return (onr_content_of){{from, before}, {r->l->q[quote].in_start, r->l->q[quote].in_end}};
    return (onr_content_of){{from, before}, {to, said_until(r, to, zone.end)}};
}

onr_content_of onr_english_content(const onr_resolver *r, const onr_cand *c, int according, int32_t qi, onr_range zone,
                                   onr_range mention, uint32_t *behind)
{
    const onr_content_of absent = {nothing, nothing};
    const onr_folded *f = r->f;
    const uint8_t *p = f->p;
    onr_range core = c->cue;
    *behind = ONR_NONE;
    if (mention.start != ONR_NONE && onr_inside(mention, zone)) {
        if (mention.start < core.start) core.start = mention.start;
        if (mention.start >= core.end && mention.start <= core.end + 2) core.end = mention.end;
    }
    uint32_t before = skip_blanks_back(p, zone.start, core.start), q = mark_before(p, before, zone.start);
    int32_t quote = q ? quote_ending(r, before) : -1;
    /* He called it "a farce," saying it had failed: it is what follows */
    int forward = core.start == c->cue.start && core.end == c->cue.end && c->cue.end + 1 < zone.end &&
                  p[c->cue.end] == ' ' && !memchr(".,;:?!", p[c->cue.end + 1], 6) &&
                  clause_start(r, r->si, c->cue, zone.end) != ONR_NONE;
    if (quote >= 0 && quote != qi && !forward) { /* "...," she said */
        const onr_quote *x = &r->l->q[quote];
        *behind = core.end;
        uint32_t lead = x->start > zone.start ? skip_blanks_back(p, zone.start, x->start) : zone.start;
        if (lead > zone.start && !memchr(",:.?!;", p[lead - 1], 6) && !mark_before(p, lead, zone.start) &&
            !is_dash(p, lead - 1, lead))
            return (onr_content_of){{zone.start, before}, nothing}; /* Teachers "know why," he said */
        return (onr_content_of){{x->in_start, x->in_end}, nothing};
    }
    int comma = before > zone.start && p[before - 1] == ',';
    /* behind the cue only said the mayor, says the mayor */
    int is_insertion = c->kind == ONR_SOURCE && mention.start != ONR_NONE &&
                       (core.end == c->cue.end || c->cue.end - c->cue.start <= 4);
    if (according) { /* ..., according to Y; According to Y, ... */
        uint32_t lead = behind_opening(r, zone.start, core.start);
        if (before > zone.start && lead < core.start && before > lead)
            return (onr_content_of){{behind_join(r, zone.start, before), before}, nothing};
        uint32_t at = core.end;
        if (at + 2 < zone.end && p[at] == ',' && p[at + 1] == ' ') return (onr_content_of){{at + 2, zone.end}, nothing};
        return absent;
    }
    uint32_t gap = c->cue.end;
    while (gap < zone.end && memchr(" ,:", p[gap], 3)) gap++;
    int32_t next = quote_starting(r, c->cue.end, gap);
    if (next < 0 && core.end == c->cue.end && c->cue.end < zone.end && (p[c->cue.end] == ' ' || p[c->cue.end] == ',')) {
        /* a quotation that a comma or colon parts from the words that report it: said on Monday, "..." */
        enum { NEAR = 90 };
        uint32_t to = c->cue.end + NEAR < zone.end ? c->cue.end + NEAR : zone.end;
        next = quote_starting(r, c->cue.end, to);
        if (next >= 0) {
            uint32_t s = r->l->q[next].start;
            if (s < 2 || p[s - 1] != ' ' || !memchr(",:", p[s - 2], 2)) next = -1;
        }
    }
    if (next >= 0 && next != qi) {
        const onr_quote *x = &r->l->q[next];
        uint32_t last = x->in_end > x->in_start ? p[x->in_end - 1] : 0;
        if (x->end >= zone.end || memchr(".,;:?!", p[x->end], 6) || memchr(".,?!", (int)last, 4))
            return (onr_content_of){{x->in_start, x->in_end}, nothing};
    }
    if (comma && core.start > zone.start) { /* the road was open, she said */
        int ended = core.end >= zone.end || memchr(".,;:?!", p[core.end], 6) ||
                    clause_start(r, r->si, (onr_range){c->cue.start, core.end}, zone.end) == ONR_NONE;
        if (ended && core.end < zone.end && p[core.end] == ',' &&
            !is_clause(r, r->si, (onr_range){zone.start + REACH < before ? before - REACH : zone.start, before - 1}, 1))
            return is_insertion ? parted_content(r, zone, before, core.end) : absent; /* the road, she said, was open */
        /* In the end all that stands before is said; else it may lead in: On Monday, he said ... */
        int last = core.end >= zone.end || p[core.end] == '.';
        if (ended && (last || !leads_in(r, (onr_range){zone.start, before - 1})))
            return (onr_content_of){{behind_join(r, zone.start, before), before}, nothing};
    }
    if (c->cue.end < zone.end && p[c->cue.end] == ',') /* , he said, */
        return comma && is_insertion ? parted_content(r, zone, before, core.end) : absent;
    if (core.end > c->cue.end) return absent; /* said the mayor */
    if ((c->kind == ONR_DENIAL || c->kind == ONR_REFUSAL) && !is_object(r, c->cue.end, zone.end)) return absent;
    uint32_t at = clause_start(r, r->si, c->cue, zone.end);
    if (at == ONR_NONE || at >= zone.end) return absent;
    return (onr_content_of){{at, said_until(r, at, zone.end)}, nothing};
}
