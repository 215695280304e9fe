/* English: the noun phrase that names who speaks, found from the verb of saying. See resolve_inside.h.
 *
 * Without a parser and without a tagger: the words between the verb and the next boundary (a mark of punctuation, a
 * conjunction) are taken for the phrase unless one of them shows that they are a clause. Which words open a clause,
 * stand between subject and verb, or begin a phrase of time and place is data (en/_segment.toml). The work is bounded:
 * at most ONR_EN_REACH bytes to either side of a cue. */
#include "resolve_english.h"

#include <string.h>

enum { MAX_WORDS = 14, MAX_PARTS = 12 };

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

uint32_t onr_en_is(const onr_resolver *r, uint32_t a, uint32_t b)
{
    const uint8_t *p = r->f->p;
    uint32_t w = a < b ? onr_lexicon_of(&r->lexicon, p + a, b - a) : 0, i = b;
    if (w || a >= b) return w;
    while (i > a && i + 3 > b && p[i - 1] != '\'') i--; /* he'll, they've */
    return i > a + 1 && p[i - 1] == '\'' ? onr_lexicon_of(&r->lexicon, p + a, i - 1 - a) & ONR_W_PERSON : 0;
}

int onr_en_ends(const uint8_t *p, uint32_t a, uint32_t b, const char *what)
{
    uint32_t n = (uint32_t)strlen(what);
    return b - a > n + 1 && !memcmp(p + b - n, what, n);
}

uint32_t onr_en_mark_before(const uint8_t *p, uint32_t at, uint32_t lo)
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

int onr_en_dash(const uint8_t *p, uint32_t a, uint32_t b)
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

uint32_t onr_en_forth(const uint8_t *p, uint32_t at, uint32_t hi)
{
    while (at < hi && p[at] != ' ') at++;
    return at;
}

uint32_t onr_en_skip_back(const uint8_t *p, uint32_t lo, uint32_t at)
{
    while (at > lo && p[at - 1] == ' ') at--;
    return at;
}

int onr_en_reports(const onr_resolver *r, uint32_t si, onr_range x)
{
    const onr_known *k = &r->known[si];
    for (uint32_t i = onr_seen_from(r, si, x.start); i < k->seen0 + k->n_seen && r->seen[i].at.start < x.end; i++)
        if (onr_in_class(r->pack, &r->pack->mark[r->seen[i].mark], ONR_C_REPORTING)) return 1;
    return 0;
}

int onr_en_clause(const onr_resolver *r, uint32_t si, onr_range x, int past)
{
    const uint8_t *p = r->f->p;
    uint32_t words = 0;
    int person = 0;
    for (uint32_t a = x.start; a < x.end;) {
        uint32_t e = onr_en_forth(p, a, x.end), w = onr_en_is(r, a, e);
        if (w & ONR_W_AUXILIARY) return 1;
        if (w & ONR_W_PERSON) person = 1;
        if (past && words && !onr_bit(r->f->upper, a) && onr_en_ends(p, a, e, "ed") && !w) return 1;
        words++;
        a = e + 1;
    }
    if (person && words > 1) return 1;
    return onr_en_reports(r, si, x);
}

uint32_t onr_en_behind_opening(const onr_resolver *r, uint32_t at, uint32_t end)
{
    const uint8_t *p = r->f->p;
    while (at < end) {
        while (at < end && p[at] == ' ') at++;
        uint32_t e = onr_en_forth(p, at, end), w = onr_en_is(r, at, e);
        int day = 0;
        if (e < end && w & ONR_W_PREPOSITION) {
            uint32_t e2 = onr_en_forth(p, e + 1, end);
            day = e2 < end && onr_en_is(r, e + 1, e2) & ONR_W_TIME;
            if (day) e = e2;
        }
        if (e >= end || !(day || w & (ONR_W_TIME | ONR_W_BREAK | ONR_W_JOIN | ONR_W_ADVERB))) break;
        if (w & ONR_W_DETERMINER) break;
        at = e + 1;
    }
    return at;
}

int onr_en_leads_in(const onr_resolver *r, onr_range x)
{
    const uint8_t *p = r->f->p;
    uint32_t at = x.start, e = onr_en_forth(p, at, x.end), w = onr_en_is(r, at, e);
    if (w & ONR_W_JOIN && e < x.end) {
        at = e + 1;
        e = onr_en_forth(p, at, x.end);
        w = onr_en_is(r, at, e);
    }
    if (w & (ONR_W_PREPOSITION | ONR_W_BREAK | ONR_W_TIME | ONR_W_ADVERB | ONR_W_JOIN)) return 1;
    return onr_en_ends(p, at, e, "ing") || onr_en_ends(p, at, e, "ed") || onr_en_ends(p, at, e, "ly");
}

/* Where the run of words that ends at `end` begins: behind the nearest mark or word that opens a clause. */
static uint32_t run_start(const onr_resolver *r, uint32_t lo, uint32_t end)
{
    const uint8_t *p = r->f->p;
    uint32_t at = end;
    for (int most = MAX_WORDS; at > lo && most--;) {
        uint32_t e = onr_en_skip_back(p, lo, at), b = word_back(p, lo, e), q;
        if (e == lo) break;
        if (at < end) { /* of the last word its end is the end of the phrase */
            if (memchr(",;:!?)", p[e - 1], 6) || onr_en_mark_before(p, e, lo) || onr_en_dash(p, b, e)) return at;
            if (onr_en_is(r, b, e) & (ONR_W_BREAK | ONR_W_RELATIVE)) return at;
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
        uint32_t e = onr_en_skip_back(f->p, lo, at), b = word_back(f->p, lo, e), w;
        if (b == e || memchr(",;:!?)\"", f->p[e - 1], 7) || onr_en_mark_before(f->p, e, lo)) break;
        w = onr_en_is(r, b, e);
        if (!onr_bit(f->upper, b) || w & (ONR_W_OPENING | ONR_W_BREAK | ONR_W_PREPOSITION | ONR_W_JOIN | ONR_W_TIME)) {
            if (!(w & ONR_W_DETERMINER) || at == end) break;
            return (onr_range){b, end};
        }
        x = (onr_range){b, end};
        at = b;
    }
    return x;
}

/* Where a noun phrase ends at a verb in the past that takes an object (handed the consul ...); 0: nowhere. */
static uint32_t verb_inside(const onr_resolver *r, uint32_t at, uint32_t end)
{
    const uint8_t *p = r->f->p;
    uint32_t first = at;
    for (uint32_t e = onr_en_forth(p, at, end); e < end; at = e + 1, e = onr_en_forth(p, at, end)) {
        uint32_t next = onr_en_forth(p, e + 1, end);
        if (at > first && onr_en_ends(p, at, e, "ed") && !onr_bit(r->f->upper, at) &&
            (onr_en_is(r, e + 1, next) & ONR_W_DETERMINER || onr_en_ends(p, e + 1, next, "selves")))
            return at - 1;
    }
    return 0;
}

/* The noun phrase that ends right before the byte, or none. */
static onr_range phrase_before(const onr_resolver *r, uint32_t si, uint32_t lo, uint32_t end)
{
    const uint8_t *p = r->f->p;
    uint32_t b = word_back(p, lo, end), stop = end;
    if (end <= lo) return nothing;
    if (onr_en_is(r, b, end) & ONR_W_PERSON) return (onr_range){b, end};
    if (p[end - 1] == ')') { /* Rick Scott (R) */
        while (stop > lo && p[stop - 1] != '(') stop--;
        if (stop <= lo + 2 || end - stop > 40) return nothing;
        stop = onr_en_skip_back(p, lo, stop - 1);
    }
    uint32_t a = onr_en_behind_opening(r, run_start(r, lo, stop), stop);
    /* of two clauses that `and` joins the second */
    for (uint32_t i = a; i + 5 < stop; i++)
        if (!memcmp(p + i, " and ", 5) && onr_en_clause(r, si, (onr_range){a, i}, 1)) a = i + 5;
    if (a >= lo + 5 && !memcmp(p + a - 4, "who ", 4) && p[a - 5] == ' ') { /* two men who saw the boat told us */
        onr_range who = phrase_before(r, si, lo, onr_en_skip_back(p, lo, a - 4));
        if (who.start != ONR_NONE) return who;
    }
    uint32_t verb = verb_inside(r, a, stop); /* marchers handed the consul a note condemning ... */
    if (verb) end = stop = verb;
    onr_range x = {a, stop};
    uint32_t e = onr_en_forth(p, a, stop), w = onr_en_is(r, a, e), next = e < stop ? e + 1 : e;
    int counted = next < stop && p[next] >= '0' && p[next] <= '9';
    if (onr_en_is(r, next, onr_en_forth(p, next, stop)) & ONR_W_DETERMINER) counted = 1;
    if (counted && e - a == 5 && !memcmp(p + a, "about", 5)) w = 0; /* about four of ten voters */
    if (a >= stop || w & (ONR_W_PREPOSITION | ONR_W_BREAK | ONR_W_JOIN) || onr_en_clause(r, si, x, 0) ||
        onr_en_ends(p, a, e, "ing"))
        x = name_before(r, si, a < stop ? a : lo, stop);
    return x.start == ONR_NONE ? x : (onr_range){x.start, end};
}

/* The first noun phrase of a clause: a pronoun, or capitalized words and names. */
static onr_range first_phrase(const onr_resolver *r, uint32_t si, uint32_t at, uint32_t end)
{
    const onr_folded *f = r->f;
    const onr_known *k = &r->known[si];
    for (int parts = 0; parts < 4; parts++) { /* lead-ins */
        at = onr_en_behind_opening(r, at, end);
        uint32_t comma = at;
        while (comma < end && !(f->p[comma] == ',' && f->p[comma + 1] == ' ')) comma++;
        if (comma >= end || !onr_en_leads_in(r, (onr_range){at, comma})) break;
        at = comma + 2;
    }
    if (at >= end) return nothing;
    uint32_t e = onr_en_forth(f->p, at, end), stop = at;
    if (onr_en_is(r, at, e) & ONR_W_PERSON) return (onr_range){at, e};
    if (onr_en_is(r, at, e) & (ONR_W_PREPOSITION | ONR_W_BREAK)) return nothing;
    for (uint32_t a = at; a < end; a = e + 1) {
        e = onr_en_forth(f->p, a, end);
        uint32_t w = onr_en_is(r, a, e), n = e;
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
        from > lo && !memchr(";:", p[from - 1], 2) && !(from < end && onr_en_mark_before(p, from, lo)) &&
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
    static const uint8_t but[] = " but ";
    for (uint32_t i = 0; i < n; i++) /* both denied it but Kieran, the elder, said */
        for (uint32_t at = part[i].end; at-- > part[i].start + 5;)
            if (!memcmp(p + at - 5, but, 5)) {
                part[i].start = at;
                break;
            }
    uint32_t k = 0;
    while (k < n && (onr_en_leads_in(r, part[k]) || onr_en_clause(r, si, part[k], 1))) k++;
    if (k + 1 >= n) return none;
    part[k].start = onr_en_behind_opening(r, part[k].start, part[k].end);
    uint32_t e = onr_en_forth(p, part[k].start, part[k].end), words = 1;
    for (uint32_t i = part[k].start; i < part[k].end; i++) words += p[i] == ' ';
    if (words > MAX_WORDS || part[k].start >= part[k].end) return none;
    onr_phrase x = {part[k], {part[k].start, end}};
    /* its chief medical officer, Dr. Strand: the name belongs to the head */
    if (onr_en_is(r, part[k].start, e) & ONR_W_DETERMINER && k + 2 == n && onr_bit(r->f->upper, part[k + 1].start))
        x.head.end = end;
    return x;
}

/* Is a full stop at the end of the word that of an abbreviation: Sen. M. Jr. */
static int abbreviated(const onr_folded *f, uint32_t a, uint32_t e, uint32_t hi)
{
    return f->p[e - 1] == '.' && onr_bit(f->upper, a) && e - a <= 5 && e + 1 < hi && f->p[e] == ' ' &&
           (onr_bit(f->upper, e + 1) || f->p[e + 1] == '(');
}

uint32_t onr_en_part_end(const onr_folded *f, uint32_t at, uint32_t hi)
{
    const uint8_t *p = f->p;
    int open = 0;
    while (at < hi) {
        uint32_t e = onr_en_forth(p, at, hi), q = e > at ? onr_en_mark_before(p, e, at) : 0;
        for (uint32_t i = at; i < e; i++) open |= p[i] == '(';
        if (onr_en_dash(p, at, e)) return at > 0 && p[at - 1] == ' ' ? at - 1 : at;
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
        uint32_t e = onr_en_forth(r->f->p, at, end), w = onr_en_is(r, at, e);
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
    uint32_t e = onr_en_forth(p, at, end), w = onr_en_is(r, at, e);
    if (at >= end || w & (ONR_W_PERSON | ONR_W_AUXILIARY | ONR_W_JOIN)) return 0;
    if (w & ONR_W_RELATIVE) return 1;
    if (onr_en_clause(r, si, (onr_range){at, e < end ? e : end}, 1)) return 0;
    if (w & ONR_W_DETERMINER) return !has_auxiliary(r, at, end);
    if (p[at] >= '0' && p[at] <= '9') return 1;
    const onr_known *k = &r->known[si];
    for (uint32_t i = onr_name_from(r, si, at); i < k->name0 + k->n_name && r->name[i].at.start < end; i++)
        if (r->name[i].at.start >= at) return !onr_bit(r->f->upper, at) && r->name[i].at.start <= at + 24;
    return 0;
}

onr_phrase onr_en_phrase_at(const onr_resolver *r, uint32_t si, uint32_t at, uint32_t hi, int all)
{
    uint32_t leading = r->l->s[si].start + 24; /* According to X, an adviser, the road is open */
    const onr_folded *f = r->f;
    const uint8_t *p = f->p;
    uint32_t part = onr_en_part_end(f, at, hi), head = at, a = at, prev = 0;
    if (part <= at) return none;
    uint32_t first = onr_en_is(r, at, onr_en_forth(p, at, part));
    int person = onr_bit(f->upper, at) && !(first & ONR_W_DETERMINER); /* a name: what follows is not part of it */
    if (!all &&
        first & (ONR_W_BREAK | ONR_W_AUXILIARY | ONR_W_PREPOSITION | ONR_W_RELATIVE | ONR_W_TIME | ONR_W_ADVERB))
        return none;
    while (a < part) {
        uint32_t e = onr_en_forth(p, a, part), w = onr_en_is(r, a, e), next = e < part ? e + 1 : e,
                 w2 = onr_en_is(r, next, onr_en_forth(p, next, part));
        if (!all && a > at) {
            if (w & (ONR_W_AUXILIARY | ONR_W_TIME | ONR_W_BREAK | ONR_W_PERSON)) break;
            if (w & ONR_W_RELATIVE && person) break;
            if (w & ONR_W_LINK && onr_en_ends(p, next, onr_en_forth(p, next, part), "ing") && !onr_bit(f->upper, next))
                break; /* accused by a clerk of taking it */
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
    if (head < part && onr_en_is(r, head + 1, onr_en_forth(p, head + 1, part)) & ONR_W_RELATIVE)
        x.whole.end = end = part;
    for (int more = 0; end == part && more < 4; more++) {
        if (end + 2 >= hi || p[end] != ',' || p[end + 1] != ' ') break;
        uint32_t to = onr_en_part_end(f, end + 2, hi);
        if (!describes(r, si, end + 2, to) || (all && at <= leading && (to >= hi || p[to] != ','))) break;
        /* the provincial spokesperson, Inspector Mhere */
        x.whole.end = end = part = to;
    }
    if (end == part && end + 2 < hi && p[end] == ',' && p[end + 1] == ' ' && first & ONR_W_DETERMINER &&
        onr_bit(f->upper, end + 2) && x.whole.end == head) {
        uint32_t to = onr_en_part_end(f, end + 2, hi);
        if (to - end < 40 && !onr_en_clause(r, si, (onr_range){end + 2, to}, 1)) x.head.end = x.whole.end = to;
    }
    return x;
}

onr_phrase onr_english_according(const onr_resolver *r, uint32_t si, uint32_t at, onr_range zone)
{
    uint32_t hi = zone.end < at + ONR_EN_REACH ? zone.end : at + ONR_EN_REACH;
    if (at >= hi || r->f->p[at] != ' ') return none;
    return onr_en_phrase_at(r, si, at + 1, hi, 1);
}

onr_phrase onr_english_subject(const onr_resolver *r, uint32_t si, onr_range cue, onr_range zone)
{
    const onr_folded *f = r->f;
    const uint8_t *p = f->p;
    uint32_t lo = zone.start + ONR_EN_REACH < cue.start ? cue.start - ONR_EN_REACH : zone.start,
             hi = zone.end < cue.end + ONR_EN_REACH ? zone.end : cue.end + ONR_EN_REACH, end, b;
    onr_phrase x = none;
    if (lo > zone.start) /* never inside a word */
        while (lo < cue.start && p[lo] != ' ') lo++;
    end = onr_en_skip_back(p, lo, cue.start);
    if (cue.end + 4 < hi && !memcmp(p + cue.end, " by ", 4)) { /* accused by a former assistant */
        uint32_t at = cue.end + 4, w = onr_en_is(r, at, onr_en_forth(p, at, hi));
        if (!(w & ONR_W_TIME) && (w & ONR_W_DETERMINER || onr_bit(f->upper, at)))
            x = onr_en_phrase_at(r, si, at, hi, 0);
        if (x.head.start != ONR_NONE) return x;
    }
    int quoted = end > lo && onr_en_mark_before(p, end, lo) != 0, comma = end > lo && p[end - 1] == ',';
    if (quoted || comma || end == lo || (end > lo && memchr("?!", p[end - 1], 2))) { /* "...," said the mayor */
        uint32_t at = cue.end + 1, e = at < hi ? onr_en_forth(p, at, hi) : at, n = e;
        while (n > at && memchr(",.;:\"", p[n - 1], 5)) n--;
        if (cue.end < hi && p[cue.end] == ' ' && at < hi) {
            if (onr_en_is(r, at, n) & ONR_W_PERSON) {
                if (n < e || e == hi) x = (onr_phrase){{at, n}, {at, n}};
            } else if (onr_bit(f->upper, at) || onr_word_byte(p[at])) {
                x = onr_en_phrase_at(r, si, at, hi, 0);
                if (x.head.start != ONR_NONE && !quoted) { /* X, an adviser, said the road was open: no inversion */
                    uint32_t q = x.head.end;
                    if (end == lo || (q + 4 <= hi && !memcmp(p + q, " to ", 4)) ||
                        (q < hi && !memchr(",.;:", p[q], 4) &&
                         !(onr_en_is(r, q + 1, onr_en_forth(p, q + 1, hi)) &
                           (ONR_W_RELATIVE | ONR_W_PREPOSITION | ONR_W_TIME))))
                        x = none;
                }
            }
            if (x.head.start != ONR_NONE) return x;
        }
        if (quoted || end == lo) return none;
    }
    for (int most = 4; end > lo && most--;) { /* has also repeatedly */
        b = word_back(p, lo, end);
        uint32_t is_time = onr_en_is(r, b, end) & ONR_W_TIME;
        if (!is_time && !(onr_en_is(r, b, end) & (ONR_W_ADVERB | ONR_W_AUXILIARY)) && !onr_en_ends(p, b, end, "ly"))
            break;
        end = onr_en_skip_back(p, lo, b);
        if (is_time && end > lo + 3 && !memcmp(p + end - 3, " on", 3)) end = onr_en_skip_back(p, lo, end - 2);
    }
    if (end == lo) return none;
    b = word_back(p, lo, end);
    uint32_t w = onr_en_is(r, b, end), first = onr_en_forth(p, cue.start, cue.end);
    int with = onr_en_ends(p, cue.start, first, "ing"); /* he left, saying ... */
    if (p[end - 1] == ',' ? with : (w & ONR_W_JOIN || (with && w & (ONR_W_BREAK | ONR_W_PREPOSITION)))) {
        uint32_t from = lo, i;
        for (i = b; i > lo; i--) /* behind a quotation */
            if (onr_en_mark_before(p, i, lo) && i < b && (p[i] == ' ' || p[i] == ',')) {
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
        uint32_t e = onr_en_skip_back(p, lo, b);
        if (e > lo && p[e - 1] == ',') e--;
        x.head = phrase_before(r, si, lo, e);
        x.whole = (onr_range){b, end};
        return x;
    }
    x.head = phrase_before(r, si, lo, end);
    x.whole = x.head;
    return x;
}
