/* Fold: the form, the map, the bits and the breaks, on windows of every size, on hostile runs and under failing
 * allocations. That the form is NFKC_Casefold is shown by tests/unit/test_fold.py, from the Unicode files. */
#undef NDEBUG
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fold.h"
#include "unicode_tables.h"

static int passed;
#define RUN(f) (f, passed++)

static uint32_t state = 99;
static uint32_t rnd(uint32_t below)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

static void fold_bytes(const void *p, uint64_t n, uint32_t prev, onr_utf8 *u, onr_folded *f)
{
    onr_text t = {p, n, 0};
    onr_error err;
    uint64_t next;
    assert(onr_input_window(&t, 0, 1u << 30, u, &next, &err) == ONR_OK && next == n);
    assert(onr_fold(u, prev, f, &err) == ONR_OK);
}

/* Everything the header says of the edits and of the three look-ups, against a plain walk over the edits. */
static void check(const onr_utf8 *u, onr_folded *f)
{
    uint32_t src = 0, dst = 0, k, b = 0;
    assert(f->src_n == u->n);
    for (k = 0; k < ONR_PAD; k++) assert(f->p[f->n + k] == 0 && f->p[-1 - (int)k] == 0);
    for (k = 0; k <= f->n_edit; k++) {
        onr_edit e = k < f->n_edit ? f->edit[k] : (onr_edit){u->n, 0, f->n, 0};
        assert(e.src >= src && e.dst >= dst && e.src - src == e.dst - dst); /* the same number of bytes between */
        assert(k == f->n_edit || e.src_n > 0);
        for (uint32_t d = 0; d < e.src - src; d++) {
            assert((u->p[src + d] & 0xC0) == (f->p[dst + d] & 0xC0) || u->p[src + d] < 0x80);
            assert(onr_fold_src_start(f, dst + d) == src + d && onr_fold_src_end(f, dst + d + 1) == src + d + 1);
            assert(onr_fold_dst(f, src + d) == dst + d);
        }
        for (uint32_t d = 0; d < e.dst_n; d++) {
            assert(onr_fold_src_start(f, e.dst + d) == e.src);
            assert(onr_fold_src_end(f, e.dst + d + 1) == e.src + e.src_n);
        }
        for (uint32_t d = 0; d < e.src_n; d++) assert(onr_fold_dst(f, e.src + d) == e.dst);
        src = e.src + e.src_n;
        dst = e.dst + e.dst_n;
    }
    assert(src == u->n && dst == f->n);
    assert(onr_fold_src_start(f, f->n) == u->n && onr_fold_src_end(f, 0) == 0 && onr_fold_dst(f, u->n) == f->n);
    /* falling and jumping look-ups say what rising ones say */
    for (k = 0; k < 20 && f->n; k++) {
        uint32_t at = rnd(f->n), x = onr_fold_src_start(f, at), y = onr_fold_src_end(f, at + 1);
        f->edit_hint = 0;
        assert(x == onr_fold_src_start(f, at) && y == onr_fold_src_end(f, at + 1) && x < y);
    }
    for (k = 0; k < f->n_brk; k++) {
        assert(f->brk[k].src >= b && f->brk[k].src_n > 0 && (f->brk[k].breaks || f->brk[k].indent >= 3));
        assert(f->brk[k].dst == onr_fold_dst(f, f->brk[k].src));
        assert(f->brk[k].dropped || f->p[f->brk[k].dst] == ' ');
        b = f->brk[k].src + f->brk[k].src_n;
    }
    for (k = 0; k + 1 < f->n; k++) assert(f->p[k] != ' ' || f->p[k + 1] != ' ');
}

static uint32_t any_cp(void)
{
    static const uint32_t some[] = {' ',    ' ',    '\n',    '\r',    '\t',   0x3000,  0xA0,   0x2028, 0x3042, 0x304B,
                                    0x3099, 0x8A18, 0x9332,  0xFF21,  0xFF0C, 0xFF76,  0xFF9E, 0x2019, 0x301C, 0x301,
                                    0x327,  0x345,  0x200B,  0xFE0F,  0xAD,   0xE0100, 0xC5,   0x130,  0xDF,   0xFDFA,
                                    0xA8,   0x337F, 0x1F600, 0x1D400, 0x1100, 0x1161,  0x11A8, 0xAC00, 'A',    'Z'};
    uint32_t r = rnd(8), c;
    if (r < 4) return some[rnd(sizeof some / sizeof *some)];
    if (r < 7) return rnd(128);
    do c = rnd(0x110000);
    while (c >= 0xD800 && c < 0xE000);
    return c;
}

static void random_texts(uint32_t rounds)
{
    onr_utf8 u = {0};
    onr_folded f = {0};
    uint8_t text[1200];
    for (uint32_t k = 0; k < rounds; k++) {
        uint32_t n = 0, cps = rnd(k % 10 ? 40 : 290);
        for (uint32_t c = 0; c < cps; c++) n += onr_encode(k % 3 ? any_cp() : (uint8_t) "aB c\n"[rnd(5)], text + n);
        fold_bytes(text, n, 0, &u, &f);
        check(&u, &f);
    }
    onr_utf8_free(&u);
    onr_folded_free(&f);
}

/* Each kind of character at each place around the 64th byte, in an ASCII text and in a Japanese one. */
static void edges_of_words(void)
{
    static const char *what[] = {"B",
                                 "  ",
                                 "\n",
                                 "\xC3\x89",
                                 "e\xCC\x81",
                                 "\xEF\xBC\xA1",
                                 "\xE2\x80\x99",
                                 "\xC2\xAD",
                                 "\xEF\xB7\xBA",
                                 "\xE3\x80\x80",
                                 "\xF0\x9D\x90\x80",
                                 "\xE3\x81\x8B\xE3\x82\x99"};
    static const char *became[] = {"b", " ", " ", "\xC3\xA9", "\xC3\xA9", "a", "'", "", NULL, " ", "a", "\xE3\x81\x8C"};
    onr_utf8 u = {0};
    onr_folded f = {0};
    uint8_t text[256];
    for (uint32_t k = 0; k < sizeof what / sizeof *what; k++)
        for (uint32_t at = 50; at < 140; at++)
            for (uint32_t tail = 0; tail < 20; tail += 1 + at % 3) {
                uint32_t n = at, len = (uint32_t)strlen(what[k]);
                memset(text, 'x', sizeof text);
                memcpy(text + n, what[k], len);
                fold_bytes(text, n + len + tail, 0, &u, &f);
                check(&u, &f);
                if (!became[k]) continue;
                len = (uint32_t)strlen(became[k]);
                assert(f.n == at + len + tail && !memcmp(f.p + at, became[k], len));
                for (uint32_t b = 0; b < f.n; b++) {
                    assert(b >= at && b < at + len ? 1 : f.p[b] == 'x');
                    assert(onr_bit(f.upper, b) == (b >= at && b < at + len && (k == 0 || k == 3 || k == 5 || k == 10)));
                    assert(onr_bit(f.wide, b) == (b == at && k == 5));
                }
            }
    onr_utf8_free(&u);
    onr_folded_free(&f);
}

/* Every set of capitals in the eight bytes that are folded at once, at every place against the words of the bits: the
 * kana in front are three bytes each. */
static void capitals(void)
{
    onr_utf8 u = {0};
    onr_folded f = {0};
    uint8_t text[100];
    for (uint32_t set = 0; set < 256; set++)
        for (uint32_t kana = 14; kana < 22; kana++) {
            uint32_t at = 3 * kana, n = at + 8 + set % 9;
            for (uint32_t k = 0; k < kana; k++) memcpy(text + 3 * k, "\xE3\x81\x82", 3);
            memset(text + at, '[', sizeof text - at); /* right behind Z: must stay */
            for (uint32_t k = 0; k < 8; k++) text[at + k] = (uint8_t)((set >> k & 1 ? 'A' : 'a') + (k * 25) / 7);
            fold_bytes(text, n, 0, &u, &f);
            assert(f.n == n && f.n_edit == 0);
            for (uint32_t k = 0; k < n; k++) {
                int capital = text[k] >= 'A' && text[k] <= 'Z';
                assert(onr_bit(f.upper, k) == capital && f.p[k] == (uint8_t)(text[k] + (capital ? 32 : 0)));
            }
        }
    onr_utf8_free(&u);
    onr_folded_free(&f);
}

typedef struct {
    const char *text;
    uint32_t prev;
    const char *folded;
    uint32_t n_brk;
    onr_brk brk;
} brk_case;

static void breaks(void)
{
    static const brk_case cases[] = {
        {"\xE3\x81\x82\n\xE3\x81\x84", 0, "\xE3\x81\x82\xE3\x81\x84", 1, {3, 3, 1, 1, 0, 1}},
        {"\xE3\x81\x82 \r\n\xE3\x80\x80\xE3\x80\x80\xE3\x81\x84", 0, "\xE3\x81\x82\xE3\x81\x84", 1, {3, 3, 9, 1, 4, 1}},
        {"\xE3\x81\x82\n\n\xE3\x81\x84", 0, "\xE3\x81\x82 \xE3\x81\x84", 1, {3, 3, 2, 2, 0, 0}},
        {"\xE3\x81\x82\n\rx", 0, "\xE3\x81\x82 x", 1, {3, 3, 2, 2, 0, 0}},
        {"a\n\t b", 0, "a b", 1, {1, 1, 3, 1, 3, 0}},
        {"a   b", 0, "a b", 1, {1, 1, 3, 0, 3, 0}},
        {"a  b", 0, "a b", 0, {0, 0, 0, 0, 0, 0}},
        {"\n\xE3\x81\x82", 0, " \xE3\x81\x82", 1, {0, 0, 1, 1, 0, 0}},
        {"\n\xE3\x81\x82", 'a', " \xE3\x81\x82", 1, {0, 0, 1, 1, 0, 0}},
        {"\n\xE3\x81\x82", 0x8A18, "\xE3\x81\x82", 1, {0, 0, 1, 1, 0, 1}},
        {"\xE2\x80\x8B\n\xE3\x81\x82", 0x8A18, "\xE3\x81\x82", 1, {0, 0, 4, 1, 0, 1}},
        {"\xE3\x81\x82\n", 0, "\xE3\x81\x82 ", 1, {3, 3, 1, 1, 0, 0}},
        {"\xE3\x81\x82\n\xE3\x82\x99", 0, "\xE3\x81\x82 \xE3\x82\x99", 1, {3, 3, 1, 1, 0, 0}},
    };
    onr_utf8 u = {0};
    onr_folded f = {0};
    for (uint32_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const brk_case *c = &cases[k];
        fold_bytes(c->text, strlen(c->text), c->prev, &u, &f);
        check(&u, &f);
        assert(f.n == strlen(c->folded) && !memcmp(f.p, c->folded, f.n));
        assert(f.n_brk == c->n_brk);
        if (!f.n_brk) continue;
        const onr_brk *b = f.brk;
        assert(b->dst == c->brk.dst && b->src == c->brk.src && b->src_n == c->brk.src_n);
        assert(b->breaks == c->brk.breaks && b->indent == c->brk.indent && b->dropped == c->brk.dropped);
    }
    /* counts at their limit and one past it */
    for (uint32_t n = 65534; n < 65538; n++) {
        char *p = malloc((size_t)n * 2);
        assert(p);
        memset(p, '\n', n);
        memset(p + n, ' ', n);
        fold_bytes(p, (uint64_t)n * 2, 0, &u, &f);
        assert(f.n == 1 && f.n_brk == 1 && f.brk[0].breaks == (n < 65535 ? n : 65535) && f.brk[0].src_n == 2 * n);
        assert(f.brk[0].indent == (n < 65535 ? n : 65535));
        free(p);
    }
    onr_utf8_free(&u);
    onr_folded_free(&f);
}

/* Cut where nothing joins, a text folds to what its pieces fold to. */
static void windows(void)
{
    onr_utf8 u = {0}, part = {0};
    onr_folded whole = {0}, f = {0};
    uint8_t text[1200], joined[4000];
    for (uint32_t k = 0; k < 300; k++) {
        uint32_t n = 0, at = 0, got = 0, prev = 0, len;
        while (n < 900) n += onr_encode(any_cp(), text + n);
        fold_bytes(text, n, 0, &u, &whole);
        while (at < n) {
            uint32_t end = at, c;
            do { /* the cut: between a visible ASCII character and another or a blank: neither joins */
                c = onr_decode(text + end, &len);
                end += len;
            } while (end < n && !(c > ' ' && c < 0x7F && text[end] >= ' ' && text[end] < 0x7F));
            fold_bytes(text + at, end - at, prev, &part, &f);
            check(&part, &f);
            memcpy(joined + got, f.p, f.n);
            got += f.n;
            prev = c;
            at = end;
        }
        assert(got == whole.n && !memcmp(joined, whole.p, got));
    }
    onr_utf8_free(&u);
    onr_utf8_free(&part);
    onr_folded_free(&whole);
    onr_folded_free(&f);
}

/* Runs that a careless implementation takes too much room for, or maps wrongly: a megabyte of each. That the work is
 * linear is counted: tests/core/test_linear.py */
static void hostile_runs(void)
{
    static const char *unit[] = {"\xCC\x81",
                                 "\xCC\x81\xCC\xA7",
                                 "\xC2\xAD",
                                 "\xE2\x80\x8B ",
                                 "\n",
                                 "\xE1\x85\xA1",
                                 "\xEF\xB7\xBA",
                                 "e\xCC\x81\xC2\xAD",
                                 "\xE3\x82\x99",
                                 " \xCC\x81",
                                 "\xC2\xA8",
                                 "\xED\x95\x9C\xE1\x86\xA8",
                                 "\xF3\xA0\x84\x80",
                                 "\xCD\x85",
                                 "\xCD\x84"};
    onr_utf8 u = {0};
    onr_folded f = {0};
    enum { SIZE = 1 << 20 };
    char *p = malloc(SIZE + 16);
    assert(p);
    for (uint32_t k = 0; k < sizeof unit / sizeof *unit; k++) {
        uint32_t len = (uint32_t)strlen(unit[k]), n = 1;
        p[0] = 'a';
        while (n + len <= SIZE) {
            memcpy(p + n, unit[k], len);
            n += len;
        }
        fold_bytes(p, n, 0, &u, &f);
        assert(f.cap_seg <= 4u * SIZE && f.n <= 12u * SIZE);
        assert(onr_fold_src_start(&f, f.n) == n && onr_fold_src_end(&f, f.n) == n);
    }
    free(p);
    onr_utf8_free(&u);
    onr_folded_free(&f);
}

/* A long run of marks is sorted as a short one is. */
static void marks_in_order(void)
{
    static const uint32_t marks[] = {0x301, 0x327, 0x323, 0x338, 0x35C, 0x345, 0x5B0, 0x3099};
    onr_utf8 u = {0};
    onr_folded f = {0};
    for (uint32_t n = 1; n < 80; n++) {
        uint8_t text[400];
        uint32_t at = onr_encode('q', text), seen[8] = {0}, got[8] = {0};
        for (uint32_t k = 0; k < n; k++) {
            uint32_t which = rnd(8);
            if (which == 5) which = 0; /* U+0345 folds to a letter */
            seen[which]++;
            at += onr_encode(marks[which], text + at);
        }
        fold_bytes(text, at, 0, &u, &f);
        check(&u, &f);
        uint32_t last = 0, len;
        for (uint32_t i = 1; i < f.n; i += len) {
            static const uint32_t order[] = {0x338, 0x3099, 0x5B0, 0x327, 0x323, 0x301, 0x35C};
            uint32_t c = onr_decode(f.p + i, &len), rank = 0, which = 0;
            while (order[rank] != c) assert(++rank < 7);
            while (marks[which] != c) which++;
            assert(rank >= last);
            last = rank;
            got[which]++;
        }
        assert(!memcmp(seen, got, sizeof seen));
    }
    onr_utf8_free(&u);
    onr_folded_free(&f);
}

static void failing_allocations(void)
{
#ifdef ONR_FAULTS
    enum { MARKS = 100 };
    char text[3000];
    uint32_t n = 0, failed = 0;
    n += (uint32_t)sprintf(text, "A\n\n");
    for (uint32_t k = 0; k < MARKS; k++) n += (uint32_t)sprintf(text + n, "%s", k % 2 ? "\xCC\x81" : "\xCC\xA7");
    for (uint32_t k = 0; k < 200; k++)
        n += (uint32_t)sprintf(text + n, "\xEF\xB7\xBA"); /* grows to many times its size */
    for (uint32_t k = 0; k < 40; k++) n += (uint32_t)sprintf(text + n, "\xEF\xBC\xA1\n\n");
    onr_utf8 u = {0};
    onr_error err = {0};
    uint64_t next;
    onr_text t = {text, n, 0};
    assert(onr_input_window(&t, 0, 1u << 20, &u, &next, &err) == ONR_OK);
    onr_folded want = {0};
    assert(onr_fold(&u, 0, &want, &err) == ONR_OK);
    for (uint64_t k = 1;; k++) {
        onr_folded f = {0};
        onr_fault_at(k);
        onr_status st = onr_fold(&u, 0, &f, &err);
        onr_fault_at(0);
        if (st != ONR_OK) {
            assert(st == ONR_NOMEM && err.code == ONR_NOMEM);
            failed++;
            assert(onr_fold(&u, 0, &f, &err) == ONR_OK); /* what it holds may be used again */
        }
        assert(f.n == want.n && !memcmp(f.p, want.p, f.n));
        check(&u, &f);
        onr_folded_free(&f);
        if (st == ONR_OK) break;
    }
    assert(failed >= 10); /* buffer, two bit maps, edits, breaks, two of a segment, and some of them growing */
    onr_folded_free(&want);
    onr_utf8_free(&u);
#endif
}

/* The space and Han tests agree with the generated table and with each other. */
static void characters(void)
{
    int is_break;
    uint32_t n_break = 0, c;
    for (c = 0; c < ONR_CODE_POINTS; c++) {
        assert((onr_is_space(c, &is_break) != 0) == (onr_fold_class(c) == ONR_FOLD_SPACE));
        n_break += is_break != 0;
    }
    assert(n_break == 7);
    static const uint32_t yes[] = {0x3005, 0x3006, 0x3007, 0x3042, 0x30A2, 0x30FC, 0x30FD, 0x4E00, 0x9FFF, 0x20000},
                          no[] = {'a', 0x3000, 0x3001, 0x3002, 0x300C, 0x30FB, 0xAC00, 0xFF21, 0x2014, 0x3040};
    for (uint32_t k = 0; k < 10; k++) assert(onr_is_cjk(yes[k]) && !onr_is_cjk(no[k]));
}

int main(int argc, char **argv)
{
    int soak = argc > 1 && !strcmp(argv[1], "soak");
    RUN(characters());
    RUN(breaks());
    RUN(capitals());
    RUN(edges_of_words());
    RUN(marks_in_order());
    RUN(windows());
    RUN(random_texts(soak ? 300000 : 5000));
    RUN(hostile_runs());
    RUN(failing_allocations());
    printf("test_fold: %d passed, 0 failed\n", passed);
    return 0;
}
