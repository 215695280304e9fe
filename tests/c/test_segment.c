/* The segmenter alone, on data set up by hand: sentences, clauses, quotes, turns, languages; a section longer than its
 * window; hostile texts; every allocation failing in turn. */
#include "check.h"

#include "fold.h"
#include "pack_inside.h"
#include "segment.h"

/* Words of a list, | between them. */
static const struct {
    uint32_t list, lang, aux;
    const char *words;
} lists[] = {
    {ONR_SEG_ENDER, ONR_JA, 0, "。"},
    {ONR_SEG_ENDER, ONR_ZH, 0, "。"},
    {ONR_SEG_ENDER, ONR_EN, 0, "."},
    {ONR_SEG_CLOSER, ONR_EN, 0, ")"},
    {ONR_SEG_ABBREV, ONR_EN, 0, "mr.|ms.|no.#|u.s.$"},
    {ONR_SEG_SENTENCE_OPENING, ONR_EN, 0, "the"},
    {ONR_SEG_CONJUNCTION, ONR_EN, 0, "but"},
    {ONR_SEG_CONJUNCTION, ONR_ZH, 0, "但"},
    {ONR_SEG_BULLET, ONR_JA, 0, "・"},
    {ONR_SEG_BULLET, ONR_EN, 0, "- "},
    {ONR_SEG_COMMA, ONR_EN, 0, ","},
    {ONR_SEG_COMMA, ONR_ZH, 0, ","},
    {ONR_SEG_COMMA, ONR_JA, 1, "が、"},
    {ONR_SEG_QUESTION_END, ONR_JA, 0, "か。"},
    {ONR_SEG_SAYING, ONR_JA, 0, "と"},
    {ONR_SEG_SAYING, ONR_ZH, 0, "说"},
    {ONR_SEG_SAYING, ONR_EN, 0, "asked"},
};
static const struct {
    uint32_t lang, title;
    const char *open, *close;
} pairs[] = {{ONR_JA, 0, "「", "」"},
             {ONR_JA, 1, "『", "』"},
             {ONR_EN, 0, "“", "”"},
             {ONR_EN, 0, "\"", "\""},
             {ONR_EN, 0, "'", "'"}};

static const struct {
    const char *pattern;
    uint32_t role, lang, flags;
} heads[] = {
    {"q(?::|\\.| )", ONR_ROLE_QUESTION, ONR_EN, 0},
    {"(?<speaker>[a-zà-þ][a-zà-þ.'\\- ]{2,40})(?: \\([^)]{1,30}\\))?:", ONR_ROLE_ANSWER, ONR_EN, ONR_HEADER_UPPER},
    {"问:", ONR_ROLE_QUESTION, ONR_ZH, 0},
    {"答:", ONR_ROLE_ANSWER, ONR_ZH, 0},
    {"主席:(?=议案)", ONR_ROLE_STATEMENT, ONR_ZH, 1u << ONR_HEADER_OPENS},
    {"主席:", ONR_ROLE_STATEMENT, ONR_ZH, 2u << ONR_HEADER_OPENS},
    {"议员:", ONR_ROLE_STATEMENT, ONR_ZH, 1u << ONR_HEADER_STAGE},
    {"议员:", ONR_ROLE_QUESTION, ONR_ZH, 2u << ONR_HEADER_STAGE},
    {"追问:", ONR_ROLE_QUESTION, ONR_ZH, ONR_HEADER_ONE}};
#define N_HEADS (sizeof heads / sizeof *heads)

static uint8_t strings[4096];
static onr_segword seg[64];
static onr_header header[N_HEADS];
static pcre2_code *code[N_HEADS];
static uint8_t fast[N_HEADS];
static onr_pack pack;

static void add_word(uint32_t list, uint32_t lang, uint32_t aux, const char *text, size_t n)
{
    memcpy(strings + pack.n_str, text, n);
    seg[pack.n_seg++] = (onr_segword){list, lang, pack.n_str, (uint32_t)n, aux};
    pack.n_str += (uint32_t)n;
}

static void set_up(void)
{
    onr_error err = {0};
    for (uint32_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (const char *w = lists[i].words; *w; w += strcspn(w, "|"), w += *w == '|')
            add_word(lists[i].list, lists[i].lang, lists[i].aux, w, strcspn(w, "|"));
    for (uint32_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        add_word(ONR_SEG_QUOTE_OPEN, pairs[i].lang, pairs[i].title, pairs[i].open, strlen(pairs[i].open));
        add_word(ONR_SEG_QUOTE_CLOSE, pairs[i].lang, pairs[i].title, pairs[i].close, strlen(pairs[i].close));
    }
    for (uint32_t i = 0; i < N_HEADS; i++) {
        int number;
        PCRE2_SIZE where;
        code[i] = pcre2_compile((PCRE2_SPTR)(const void *)heads[i].pattern, PCRE2_ZERO_TERMINATED,
                                PCRE2_UTF | PCRE2_ANCHORED, &number, &where, NULL);
        fast[i] = code[i] && pcre2_jit_compile(code[i], PCRE2_JIT_COMPLETE) == 0;
        CHECK(fast[i]);
        header[i] = (onr_header){i, heads[i].role, heads[i].lang, heads[i].flags};
    }
    pack.str = strings;
    pack.seg = seg;
    pack.header = header;
    pack.n_header = N_HEADS;
    pack.code = code;
    pack.fast = fast;
    pack.max_ovector = 4;
    CHECK(onr_segdata_build(&pack, &pack.segdata, &err) == ONR_OK);
}

/* One text in one window. */
typedef struct {
    onr_utf8 u;
    onr_folded f;
    onr_layout l;
    onr_seg_carry carry;
} run;

static onr_seg_carry fresh(uint8_t lang)
{
    return (onr_seg_carry){.role = ONR_ROLE_STATEMENT,
                           .turn_lang = ONR_LANG_UNKNOWN,
                           .doc_lang = lang,
                           .forced_lang = ONR_LANG_UNKNOWN,
                           .headers = 1,
                           .prev_lang = ONR_LANG_UNKNOWN,
                           .first = 1};
}

static onr_status go(run *r, const char *text, uint32_t n, uint8_t lang, int last)
{
    onr_text t = {text, n, 0};
    onr_error err = {0};
    uint64_t next;
    onr_status st = onr_input_window(&t, 0, n + 4, &r->u, &next, &err);
    if (st == ONR_OK) st = onr_fold(&r->u, 0, &r->f, &err);
    onr_seg_in in = {.f = &r->f, .last = last};
    r->carry = fresh(lang);
    return st == ONR_OK ? onr_segment(&pack, &in, &r->carry, &r->l, &err) : st;
}

static run one(const char *text, uint8_t lang)
{
    run r = {0};
    CHECK(go(&r, text, (uint32_t)strlen(text), lang, 1) == ONR_OK);
    return r;
}

static void end(run *r)
{
    onr_utf8_free(&r->u);
    onr_folded_free(&r->f);
    onr_layout_free(&r->l);
}

/* The folded sentences with | between them; of clauses: / between the clauses of each. */
static const char *show(const run *r, int clauses)
{
    static char out[8192];
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->l.ns; i++) {
        const onr_sentence *s = &r->l.s[i];
        if (i) out[n++] = '|';
        for (uint32_t k = 0; k < s->n_clause; k++) {
            onr_clause c = r->l.c[s->clause0 + k];
            CHECK(c.start == (k ? r->l.c[s->clause0 + k - 1].end : s->start));
            CHECK(k + 1 < s->n_clause || c.end == s->end);
            if (k && clauses) out[n++] = '/';
            memcpy(out + n, r->f.p + c.start, c.end - c.start);
            n += c.end - c.start;
        }
    }
    out[n] = 0;
    return out;
}

static void expect(const char *text, uint8_t lang, const char *want)
{
    run r = one(text, lang);
    const char *got = show(&r, strchr(want, '/') != NULL);
    if (strcmp(got, want)) fprintf(stderr, "got  %s\nwant %s\n", got, want);
    CHECK(!strcmp(got, want));
    CHECK(r.l.used == r.f.n);
    end(&r);
}

static void sentences(void)
{
    expect("", ONR_EN, "");
    expect(" \n\n \t", ONR_EN, "");
    expect("Mr. Marsh left the U.S. in May. The talks ended. See No. 4 below. No. We do not.", ONR_EN,
           "mr. marsh left the u.s. in may.|the talks ended.|see no. 4 below.|no.|we do not.");
    expect("It is in the U.S. The port is not. In the U.S. There it lay. It sank.The ship", ONR_EN,
           "it is in the u.s.|the port is not.|in the u.s. there it lay.|it sank.|the ship");
    expect("He said “No. Not me.” and left. “Why?” Marsh asked. “Why?” It was late.", ONR_EN,
           "he said “no. not me.” and left.|“why?” marsh asked.|“why?”|it was late.");
    expect("「知らない。見ていない。」と述べた。続く。", ONR_JA, "「知らない。見ていない。」と述べた。|続く。");
    expect("「知らない。」町は静かだ。", ONR_JA, "「知らない。」|町は静かだ。");
    expect("“我们反对。”周明远说。他说：“不对。”会议结束。", ONR_ZH, "“我们反对。”周明远说。|他说:“不对。”|会议结束。");
    expect("調べたが、まだ不明だ。", ONR_JA, "調べたが、/まだ不明だ。");
    expect("It came, but nobody saw 1,000 boats but one.", ONR_EN, "it came,/ but nobody saw 1,000 boats /but one.");
}

static void lines(void)
{
    expect(
        "The ministry has looked into the matter that was raised in the\nhouse on Monday and will report to the house "
        "before the end of\nthe month.\n- One\n- Two",
        ONR_EN,
        "the ministry has looked into the matter that was raised in the house on monday and will report to the house "
        "before the end of the month.|one|two");
    expect("　一つ目です\n　二つ目です", ONR_JA, "一つ目です|二つ目です");
    run r = one("Press briefing\n\nHello.\nQ   Why?\nMS. HAYASE:  No.  Q   Again? MR. McKAY: Yes: really.", ONR_EN);
    CHECK(r.l.nt == 5);
    static const uint8_t roles[] = {ONR_ROLE_STATEMENT, ONR_ROLE_QUESTION, ONR_ROLE_ANSWER, ONR_ROLE_QUESTION,
                                    ONR_ROLE_ANSWER};
    for (uint32_t i = 0; i < r.l.nt && i < 5; i++) CHECK(r.l.t[i].role == roles[i] && r.l.t[i].number == i);
    CHECK(r.l.nt == 5 && r.l.t[4].name_n == 9 && !memcmp(r.f.p + r.l.t[4].name, "mr. mckay", 9));
    CHECK(!strcmp(show(&r, 0), "press briefing|hello.|why?|no.|again?|yes: really."));
    CHECK(r.l.ns == 6 && (r.l.s[0].flags & ONR_F_HEADING) && (r.l.s[2].flags & ONR_F_QUESTION) &&
          (r.l.s[3].flags & ONR_F_TURN));
    end(&r);
}

/* Stages of a sitting, questions of one paragraph, names in capitals. */
static void headers(void)
{
    static const struct {
        const char *text, *roles; /* of the turns, a digit each */
        uint8_t lang;
    } cases[] = {
        {"议员：无人主持。\n主席：质询。\n议员：为何？\n主席：议案。\n议员：多谢。\n议员：再谢。", "220222", ONR_ZH},
        {"追问：为何？\n因为。\n\n仍是。\n追问：\n追问：好。\n\n好。", "01001", ONR_ZH},
        {"Q I - MS. É. NÚÑEZ: No. Then the U.S. MS. HAYASE (via phone): Yes. Mr. McKAY: No.", "0111", ONR_EN},
        {"He saw the NATO: no. So did they: no. And M. Then A.: no", "2", ONR_EN},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        run r = one(cases[i].text, cases[i].lang);
        if (r.l.nt != strlen(cases[i].roles)) fprintf(stderr, "%s: %u turns\n", cases[i].text, r.l.nt);
        CHECK(r.l.nt == strlen(cases[i].roles));
        for (uint32_t k = 0; k < r.l.nt && k < strlen(cases[i].roles); k++)
            CHECK(r.l.t[k].role == cases[i].roles[k] - '0' && r.l.t[k].number == k);
        end(&r);
    }
}

static void quotes(void)
{
    run r = one("彼は「『白書』を「後で」読む」と。「閉じない。\n\n「次」です。", ONR_JA);
    static const uint8_t depth[] = {0, 1, 1, 0, 0}, closed[] = {1, 1, 1, 0, 1}, title[] = {0, 1, 0, 0, 0};
    CHECK(r.l.nq == 5);
    for (uint32_t i = 0; i < r.l.nq && i < 5; i++)
        CHECK(r.l.q[i].depth == depth[i] && r.l.q[i].closed == closed[i] && r.l.q[i].title == title[i]);
    CHECK(r.l.nq == 5 && r.l.q[1].parent == 0 && r.l.q[2].parent == 0 && r.l.q[4].parent == -1);
    end(&r);
    r = one("It's the officials' view. 'We deny it,' she said in the '90s, and “they said 'no' twice”.", ONR_EN);
    CHECK(r.l.nq == 3 && r.l.q[0].closed && r.f.p[r.l.q[0].in_start] == 'w' && r.l.q[2].parent == 1);
    end(&r);
}

static void languages(void)
{
    static const struct {
        const char *text;
        uint8_t doc, lang;
    } cases[] = {{"これは日本語です。", ONR_ZH, ONR_JA},
                 {"这是我们的立场。", ONR_JA, ONR_ZH},
                 {"外務省報道官会見。", ONR_JA, ONR_JA},
                 {"捍衞法治。", ONR_ZH, ONR_ZH},
                 {"中方对丰田（トヨタ）的立场没有任何变化，我们将继续密切关注。", ONR_ZH, ONR_ZH},
                 {"The minister left Tokyo.", ONR_JA, ONR_EN},
                 {"OK.", ONR_JA, ONR_JA}};
    for (uint32_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        run r = one(cases[i].text, cases[i].doc);
        if (r.l.ns != 1 || r.l.s[0].lang != cases[i].lang) fprintf(stderr, "%s\n", cases[i].text);
        CHECK(r.l.ns == 1 && r.l.s[0].lang == cases[i].lang);
        end(&r);
    }
    run r = one("承知していますか。はい。", ONR_JA);
    CHECK(r.l.ns == 2 && (r.l.s[0].flags & ONR_F_QUESTION) && !(r.l.s[1].flags & ONR_F_QUESTION));
    end(&r);
}

/* Hints and given turns are hard edges, and given turns switch headers off. */
static void given(void)
{
    const char *text = "Q: One line. More\nof it SPOKEN: by two.";
    run r = one(text, ONR_EN);
    onr_hint hint[] = {{0, 12, ONR_F_SKIP, ONR_JA}, {12, r.f.n, 0, ONR_LANG_UNKNOWN}};
    onr_given_turn turn[] = {{0, ONR_ROLE_QUESTION, 0}, {24, ONR_ROLE_ANSWER, 1}, {24, ONR_ROLE_ANSWER, 2}};
    onr_seg_in in = {.f = &r.f, .hint = hint, .n_hint = 2, .given = turn, .n_given = 3, .last = 1};
    onr_error err = {0};
    r.carry = fresh(ONR_EN);
    r.carry.headers = 0;
    CHECK(onr_segment(&pack, &in, &r.carry, &r.l, &err) == ONR_OK);
    CHECK(!strcmp(show(&r, 0), "q: one line.|more of it|spoken: by two."));
    CHECK(r.l.ns == 3 && (r.l.s[0].flags & ONR_F_SKIP) && r.l.s[0].lang == ONR_JA && r.l.s[2].turn == 2);
    CHECK(r.l.nt == 3 && r.l.t[1].given == 1 && r.l.t[2].given == 2 && r.l.t[2].role == ONR_ROLE_ANSWER);
    end(&r);
}

/* A section longer than the window: what windows of any size give, put together, is what one window gives, as long as
 * it shows 256 bytes behind each end. */
static void windows(void)
{
    static char text[24000];
    uint32_t n = 0;
    for (uint32_t i = 0; n < 20000; i++) {
        n += (uint32_t)snprintf(text + n, sizeof text - n, "%s line %u goes here. It says “%u” to all of them. ",
                                i % 7 == 3 ? "\nMS. HAYASE: The" : "The", i, i);
    }
    run whole = {0}, r = {0};
    CHECK(go(&whole, text, n, ONR_EN, 1) == ONR_OK);
    for (uint32_t size = 700; size < 9000; size += 1171) {
        uint32_t from = 0, seen = 0, turns = 0;
        onr_seg_carry carry = fresh(ONR_EN);
        while (from < n) {
            onr_text t = {text, n, 0};
            onr_error err = {0};
            uint64_t next;
            CHECK(onr_input_window(&t, from, size, &r.u, &next, &err) == ONR_OK);
            int last = next == n;
            CHECK(onr_fold(&r.u, from ? ' ' : 0, &r.f, &err) == ONR_OK);
            onr_seg_in in = {.f = &r.f, .last = last};
            CHECK(onr_segment(&pack, &in, &carry, &r.l, &err) == ONR_OK);
            for (uint32_t i = 0; i < r.l.ns && seen < whole.l.ns; i++, seen++) {
                const onr_sentence *a = &r.l.s[i], *b = &whole.l.s[seen];
                CHECK(a->end - a->start == b->end - b->start && a->turn == b->turn && a->role == b->role);
                CHECK(!memcmp(r.f.p + a->start, whole.f.p + b->start, a->end - a->start) && a->para == b->para);
            }
            turns += r.l.nt;
            CHECK(r.l.used > 0);
            if (!r.l.used) break;
            from = last ? n : from + onr_fold_src_start(&r.f, r.l.used);
            carry.mid_para = 1;
        }
        CHECK(seen == whole.l.ns && turns == whole.l.nt);
    }
    end(&whole);
    end(&r);
}

/* No sentence is longer than its limit, whatever is repeated. That the work is linear is counted:
 * tests/core/test_linear.py
 */
static void hostile(int soak)
{
    static const char *const pieces[] = {"「",   "」",   "「」", "\"",   "'",     "“",    "Q: no\n", "a",   "あ", "\n",
                                         "\n\n", "。",   ".",    "(",    ")",     ". \"", "A:",      "A ",  "A.", ",",
                                         "が、", "。」", "？」", "  \n", "- a\n", "no. ", "「あ。",  "Q   "};
    uint32_t times = soak ? 200000 : 40000;
    char *text = malloc(16u * times + 1);
    if (!text) exit(2);
    for (uint32_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t n = strlen(pieces[i]);
        for (uint32_t k = 0; k < times; k++) memcpy(text + k * n, pieces[i], n);
        text[times * n] = 0;
        run r = one(text, ONR_JA);
        for (uint32_t k = 0; k < r.l.ns; k++) CHECK(r.l.s[k].end - r.l.s[k].start <= ONR_MAX_SENTENCE + 3);
        end(&r);
    }
    free(text);
}

/* Each allocation fails in turn: an error, nothing lost (ASan), and the next call works. */
static void faults(void)
{
    const char *text = "MS. HAYASE: “No,” she said, but smiled. Q: Why?\n\n「はい」と述べたが、続く。";
    for (uint64_t n = 1; n < 200; n++) {
        run r = {0};
        onr_fault_at(n);
        onr_status st = go(&r, text, (uint32_t)strlen(text), ONR_EN, 1);
        onr_fault_at(0);
        CHECK(st == ONR_OK || st == ONR_NOMEM);
        CHECK(go(&r, text, (uint32_t)strlen(text), ONR_EN, 1) == ONR_OK && r.l.ns == 3 && r.l.nq == 2);
        end(&r);
        if (st == ONR_OK) {
            CHECK(n > 8);
            return;
        }
    }
    CHECK(!"the allocations never ended");
}

int main(int argc, char **argv)
{
    (void)argv;
    set_up();
    sentences();
    lines();
    headers();
    quotes();
    languages();
    given();
    windows();
    hostile(argc > 1);
    faults();
    onr_segdata_free(&pack.segdata);
    for (uint32_t i = 0; i < N_HEADS; i++) pcre2_code_free(code[i]);
    return report("segment");
}
