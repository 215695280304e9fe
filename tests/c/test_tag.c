/* The whole way without Python: kinds of text, blocks, altered packs, and every allocation failing in turn. */
#include "check.h"

#include "oracle.h"
#include "tag.h"

#define PACK "build/c/pack.blob"

static const char text[] = "The mayor denied the report. For security reasons, we will not comment on that.\n\n"
                           "The coast daily said it and reported it. He has not denied the claim. “The minister "
                           "denied the story”, she said.\n\nIt may be that he denied the report again.\n";

static onr_job job_of(const void *data, uint64_t n, uint8_t kind, uint32_t block)
{
    onr_job job = {.text = {data, n, kind}, .lang = ONR_EN, .role = ONR_NIL, .block = block};
    return job;
}

static int same_rows(const onr_rows *a, const onr_rows *b)
{
    if (a->n != b->n || a->n_s != b->n_s) return 0;
    for (uint32_t i = 0; i < a->n; i++)
        if (a->cue_start[i] != b->cue_start[i] || a->claim_end[i] != b->claim_end[i] || a->rule[i] != b->rule[i] ||
            a->holder_start[i] != b->holder_start[i] || a->reason[i] != b->reason[i])
            return 0;
    return 1;
}

static void kinds_and_blocks(const onr_pack *pack)
{
    onr_error err = {0};
    onr_tagger *t = NULL;
    onr_rows first = {0};
    uint16_t two[512];
    uint32_t four[512], n = 0;
    CHECK(onr_tagger_new(pack, &t, &err) == ONR_OK);
    for (uint32_t i = 0, len; i < sizeof text - 1; i += len, n++) {
        four[n] = onr_decode((const uint8_t *)text + i, &len);
        two[n] = (uint16_t)four[n];
    }
    onr_job job = job_of(text, sizeof text - 1, 0, 0);
    CHECK(onr_tag(t, &job, &first, &err) == ONR_OK);
    CHECK(first.n == 4);
    CHECK(first.n_cp == n);
    for (uint32_t k = 0; k < 6; k++) {
        static const uint32_t blocks[] = {0, 1, 60, 0, 1, 60};
        onr_rows rows = {0};
        job = k < 3 ? job_of(two, n, 2, blocks[k]) : job_of(four, n, 4, blocks[k]);
        CHECK(onr_tag(t, &job, &rows, &err) == ONR_OK);
        CHECK(same_rows(&rows, &first));
        onr_rows_free(&rows);
    }
    job = job_of("\xff\xfe", 2, 0, 0);
    onr_rows rows = {0};
    CHECK(onr_tag(t, &job, &rows, &err) == ONR_BAD_INPUT && err.text[0]);
    onr_rows_free(&rows);
    onr_rows_free(&first);
    onr_tagger_free(t);
}

static int stop(void *arg)
{
    (void)arg;
    return 1;
}

static void interrupted(const onr_pack *pack)
{
    onr_error err = {0};
    onr_tagger *t = NULL;
    onr_rows rows = {0};
    onr_job job = job_of(text, sizeof text - 1, 0, 0);
    job.stop = stop;
    CHECK(onr_tagger_new(pack, &t, &err) == ONR_OK);
    CHECK(onr_tag(t, &job, &rows, &err) == ONR_INTERRUPTED);
    onr_rows_free(&rows);
    onr_tagger_free(t);
}

/* A pack that is cut short or altered is refused, or loads and does no harm; never read out of bounds. */
static void altered_packs(const unsigned char *blob, size_t n, int soak)
{
    onr_error err = {0};
    unsigned char *copy = malloc(n);
    size_t step = soak ? 1 : 97;
    uint32_t refused = 0, tried = 0;
    if (!copy) exit(2);
    for (size_t cut = 0; cut < n; cut += step, tried++) {
        onr_pack *pack = NULL;
        memcpy(copy, blob, cut);
        if (onr_pack_load(copy, cut, &pack, &err) != ONR_OK) refused++;
        onr_pack_free(pack);
    }
    CHECK(refused == tried);
    for (size_t at = 0; at < n; at += step) {
        onr_pack *pack = NULL;
        memcpy(copy, blob, n);
        copy[at] ^= (unsigned char)(1 + at % 255);
        if (onr_pack_load(copy, n, &pack, &err) == ONR_OK) {
            onr_tagger *t = NULL;
            onr_rows rows = {0};
            onr_job job = job_of(text, sizeof text - 1, 0, 0);
            if (onr_tagger_new(pack, &t, &err) == ONR_OK) (void)onr_tag(t, &job, &rows, &err);
            onr_rows_free(&rows);
            onr_tagger_free(t);
        }
        onr_pack_free(pack);
    }
    free(copy);
}

/* Fails the n-th allocation of one whole run, for every n: an error and no leak, or the same rows. */
static void failing_allocations(const unsigned char *blob, size_t n)
{
    uint32_t failures = 0;
    for (uint64_t k = 1; k < 100000; k++) {
        onr_error err = {0};
        onr_pack *pack = NULL;
        onr_tagger *t = NULL;
        onr_rows rows = {0};
        onr_job job = job_of(text, sizeof text - 1, 0, 0);
        onr_fault_at(k);
        onr_status st = onr_pack_load(blob, n, &pack, &err);
        if (st == ONR_OK) st = onr_tagger_new(pack, &t, &err);
        if (st == ONR_OK) st = onr_tag(t, &job, &rows, &err);
        onr_fault_at(0);
        uint32_t claims = rows.n;
        onr_rows_free(&rows);
        onr_tagger_free(t);
        onr_pack_free(pack);
        if (st == ONR_OK) {
            CHECK(claims == 4);
            break; /* the run has fewer than k allocations */
        }
        if (st != ONR_NOMEM || err.code != ONR_NOMEM || !err.text[0]) {
            CHECK(!"an allocation that failed gave another error");
            break;
        }
        failures++;
    }
    CHECK(failures > 40);
}

/* The scan and the plain loop of searches give the same events. */
static void oracle(const onr_pack *pack)
{
    onr_error err = {0};
    onr_utf8 u = {0};
    onr_folded f = {0};
    onr_matcher m = {0};
    onr_oracle *o = NULL;
    onr_text in = {text, sizeof text - 1, 0};
    uint64_t next;
    CHECK(onr_input_window(&in, 0, 65536, &u, &next, &err) == ONR_OK);
    CHECK(onr_fold(&u, 0, &f, &err) == ONR_OK);
    CHECK(onr_matcher_new(pack, &m, &err) == ONR_OK);
    for (uint32_t part = 0; part < 2; part++) {
        onr_events a = {0}, b = {0};
        CHECK(onr_oracle_new(pack, ONR_EN, part, &o, &err) == ONR_OK);
        CHECK(onr_match(pack, ONR_EN, part, ONR_SPEAKS_ANY, &f, (onr_range){0, f.n}, &m, &a, &err) == ONR_OK);
        CHECK(onr_oracle_match(o, f.p, (onr_range){0, f.n}, &b, &err) == ONR_OK);
        CHECK(a.n == b.n && a.n > 3);
        CHECK(a.n == b.n && !memcmp(a.e, b.e, a.n * sizeof *a.e));
        onr_free(a.e);
        onr_free(b.e);
        onr_oracle_free(o);
    }
    onr_matcher_free(&m);
    onr_folded_free(&f);
    onr_utf8_free(&u);
}

int main(int argc, char **argv)
{
    size_t n;
    unsigned char *blob = slurp(PACK, &n);
    onr_error err = {0};
    onr_pack *pack = NULL;
    CHECK(onr_pack_load(blob, n, &pack, &err) == ONR_OK);
    if (pack) {
        kinds_and_blocks(pack);
        interrupted(pack);
        oracle(pack);
    }
    onr_pack_free(pack);
    altered_packs(blob, n, argc > 1 && !strcmp(argv[1], "soak"));
    failing_allocations(blob, n);
    free(blob);
    return report("tag");
}
