/* Input: every kind of text to UTF-8 windows, the count of code points, what is refused, failing allocations. */
#include "input.h"

#undef NDEBUG
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int passed;
#define RUN(f) (f(), passed++)

static uint32_t state = 12345;
static uint32_t rnd(uint32_t below)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

/* A code point of the given kind of str, all lengths of UTF-8 and lone surrogates among them. */
static uint32_t any(uint8_t kind)
{
    uint32_t r = rnd(10);
    if (r < 4) return rnd(128);
    if (r < 6) return kind == 1 ? 128 + rnd(128) : 128 + rnd(0x780);
    if (kind == 1) return rnd(256);
    if (r < 7) return 0xD800 + rnd(0x800);
    if (r < 9 || kind == 2) return 0x800 + rnd(0xF800);
    return 0x10000 + rnd(0x100000);
}

/* Checks the window against the code points and the index against a plain count. */
static void check(const onr_utf8 *u, const uint32_t *cps, uint32_t n)
{
    uint32_t at = 0, k, len;
    assert(u->n_cp == n);
    for (k = 0; k < n; k++) {
        assert(onr_utf8_cp(u, at) == k && onr_utf8_byte(u, k) == at);
        assert(onr_decode(u->p + at, &len) == cps[k]);
        if (k) {
            uint32_t start, back = onr_decode_back(u->p, at, &start);
            assert(back == cps[k - 1] && start == onr_utf8_byte(u, k - 1));
        }
        at += len;
    }
    assert(at == u->n && onr_utf8_cp(u, at) == n && onr_utf8_byte(u, n) == at);
    for (k = 0; k < ONR_PAD; k++) assert(u->p[u->n + k] == 0 && u->p[-1 - (int)k] == 0);
    assert(u->cp_at[0] == 0);
}

/* The text in an allocation of exactly its size, so that a sanitizer sees each byte too far. */
static onr_text text_of(const uint32_t *cps, uint32_t n, uint8_t kind, void **own)
{
    uint8_t *p = malloc((size_t)n * 4 + 1), *exact;
    uint32_t size = 0;
    assert(p);
    for (uint32_t k = 0; k < n; k++) {
        if (kind == 0)
            size += onr_encode(cps[k], p + size);
        else if (kind == 1)
            p[size++] = (uint8_t)cps[k];
        else if (kind == 2) {
            uint16_t x = (uint16_t)cps[k];
            memcpy(p + size, &x, 2);
            size += 2;
        } else {
            memcpy(p + size, &cps[k], 4);
            size += 4;
        }
    }
    exact = malloc(size ? size : 1);
    assert(exact);
    memcpy(exact, p, size);
    free(p);
    *own = exact;
    return (onr_text){exact, kind == 0 ? size : n, kind};
}

static void windows_of_every_kind(void)
{
    static const uint8_t kinds[] = {0, 1, 2, 4};
    static const uint32_t sizes[] = {4, 5, 7, 63, 64, 65, 127, 128, 1000, 1u << 20};
    onr_utf8 u = {0};
    onr_error err;
    uint32_t cps[400];
    for (uint32_t round = 0; round < 400; round++) {
        uint8_t kind = kinds[round % 4];
        uint32_t n = rnd(400), max = sizes[rnd(10)], seen = 0;
        uint64_t from = 0, next;
        void *own;
        onr_text t;
        for (uint32_t k = 0; k < n; k++) {
            do cps[k] = round % 3 ? any(kind) : 'a' + rnd(26);
            while (kind == 0 && cps[k] >= 0xD800 && cps[k] < 0xE000);
        }
        t = text_of(cps, n, kind, &own);
        while (from < t.n) {
            assert(onr_input_window(&t, from, max, &u, &next, &err) == ONR_OK);
            assert(next > from && u.n <= max);
            if (next < t.n) assert(u.n + 4 > max); /* no less than what fits */
            check(&u, cps + seen, u.n_cp);
            seen += u.n_cp;
            from = next;
        }
        assert(seen == n);
        free(own);
    }
    onr_utf8_free(&u);
}

static void edges_of_sixty_four(void)
{
    onr_utf8 u = {0};
    onr_error err;
    for (uint32_t n = 0; n < 200; n++) {
        uint32_t cps[200];
        void *own;
        uint64_t next;
        for (uint32_t k = 0; k < n; k++) cps[k] = k % 5 == 4 ? 0x3042 : 'x';
        onr_text t = text_of(cps, n, 2, &own);
        assert(onr_input_window(&t, 0, 1000, &u, &next, &err) == ONR_OK && next == n);
        check(&u, cps, n);
        free(own);
    }
    onr_utf8_free(&u);
}

static void lone_halves_stay_two(void)
{
    const uint16_t pair[] = {0xD83D, 0xDE00};
    onr_text t = {pair, 2, 2};
    onr_utf8 u = {0};
    onr_error err;
    uint64_t next;
    assert(onr_input_window(&t, 0, 100, &u, &next, &err) == ONR_OK);
    assert(u.n == 6 && u.n_cp == 2 && !memcmp(u.p, "\xED\xA0\xBD\xED\xB8\x80", 6));
    onr_utf8_free(&u);
}

static void what_is_not_utf8(void)
{
    static const struct {
        const char *bytes;
        uint32_t n, at;
    } bad[] = {{"a\x80", 2, 1},
               {"\xC0\xAF", 2, 0},
               {"\xC1\xBF", 2, 0},
               {"ab\xC3", 3, 2},
               {"\xE3\x81", 2, 0},
               {"\xE0\x9F\xBF", 3, 0},
               {"x\xED\xA0\x80", 4, 1},
               {"\xF0\x8F\xBF\xBF", 4, 0},
               {"\xF4\x90\x80\x80", 4, 0},
               {"\xF5\x80\x80\x80", 4, 0},
               {"12345678\xFF", 9, 8},
               {"\xE3\x81\x82\xE3\x81\x41", 6, 3},
               {"\xC3\xA9\xA9", 3, 2}};
    onr_utf8 u = {0};
    onr_error err;
    uint64_t next;
    for (uint32_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        char *exact = malloc(bad[k].n);
        assert(exact);
        memcpy(exact, bad[k].bytes, bad[k].n);
        onr_text t = {exact, bad[k].n, 0};
        assert(onr_input_window(&t, 0, 1000, &u, &next, &err) == ONR_BAD_INPUT);
        assert(err.code == ONR_BAD_INPUT && err.pos == bad[k].at && strlen(err.text) > 0);
        free(exact);
    }
    onr_text kind3 = {"abc", 3, 3};
    assert(onr_input_window(&kind3, 0, 1000, &u, &next, &err) == ONR_INTERNAL);
    const uint32_t beyond[] = {'a', 0x110000};
    onr_text t = {beyond, 2, 4};
    assert(onr_input_window(&t, 0, 1000, &u, &next, &err) == ONR_BAD_INPUT && err.pos == 1);
    onr_text none = {NULL, 0, 0};
    assert(onr_input_window(&none, 0, 1000, &u, &next, &err) == ONR_OK && u.n == 0 && next == 0);
    check(&u, NULL, 0);
    onr_utf8_free(&u);
}

static void arrays_grow_to_a_limit(void)
{
    uint64_t *p = NULL;
    uint32_t cap = 0;
    onr_error err;
    assert(onr_grow(&p, &cap, 1, 8, &err) == ONR_OK && cap == 16);
    assert(onr_grow(&p, &cap, 16, 8, &err) == ONR_OK && cap == 16);
    p[15] = 7;
    assert(onr_grow(&p, &cap, 17, 8, &err) == ONR_OK && cap == 32 && p[15] == 7);
    assert(onr_grow(&p, &cap, (uint64_t)UINT32_MAX + 1, 8, &err) == ONR_LIMIT && cap == 32 && p[15] == 7);
    onr_free(p);
    assert(onr_fail(&err, ONR_PATTERN, 3, 9, "%0300d", 1) == ONR_PATTERN && strlen(err.text) == sizeof err.text - 1);
    assert(err.rule == 3 && err.pos == 9);
}

static void failing_allocations(void)
{
#ifdef ONR_FAULTS
    uint32_t failed = 0;
    for (uint64_t n = 1;; n++) {
        onr_utf8 u = {0};
        onr_error err = {0};
        onr_text t = {"a \xE3\x81\x82", 5, 0};
        uint64_t next;
        onr_fault_at(n);
        onr_status st = onr_input_window(&t, 0, 100, &u, &next, &err);
        uint64_t count = onr_fault_count();
        onr_fault_at(0);
        if (st == ONR_OK) {
            assert(count == n - 1);
            onr_utf8_free(&u);
            break;
        }
        assert(st == ONR_NOMEM && err.code == ONR_NOMEM && count == n);
        failed++;
        assert(onr_input_window(&t, 0, 100, &u, &next, &err) == ONR_OK && u.n == 5); /* may be used again */
        onr_utf8_free(&u);
    }
    assert(failed == 2);
#endif
}

int main(void)
{
    RUN(windows_of_every_kind);
    RUN(edges_of_sixty_four);
    RUN(lone_halves_stay_two);
    RUN(what_is_not_utf8);
    RUN(arrays_grow_to_a_limit);
    RUN(failing_allocations);
    printf("test_input: %d passed, 0 failed\n", passed);
    return 0;
}
