/* Any bytes as a text: as UTF-8 where they are, else as characters of one or two bytes. */
#include "../c/check.h"

#include "tag.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static onr_pack *pack;
    static onr_tagger *t;
    onr_error err = {0};
    if (!pack) {
        size_t size;
        unsigned char *blob = slurp("build/c/pack.blob", &size);
        if (onr_pack_load(blob, size, &pack, &err) != ONR_OK || onr_tagger_new(pack, &t, &err) != ONR_OK) abort();
        free(blob);
    }
    for (uint8_t kind = 0; kind < 3; kind++) {
        onr_rows rows = {0};
        uint64_t units = kind == 2 ? n / 2 : n;
        onr_job job = {
            .text = {data, units, kind}, .lang = ONR_LANG_UNKNOWN, .role = ONR_NIL, .block = n ? data[0] : 0};
        void *aligned = NULL;
        if (kind == 2) {
            aligned = malloc(n + 2);
            if (!aligned) abort();
            memcpy(aligned, data, n);
            job.text.data = aligned;
        }
        onr_status st = onr_tag(t, &job, &rows, &err);
        if (st != ONR_OK && !(kind == 0 && st == ONR_BAD_INPUT)) abort();
        for (uint32_t i = 0; i < rows.n; i++)
            if (rows.cue_start[i] < rows.claim_start[i] || rows.cue_end[i] > rows.claim_end[i] ||
                rows.claim_end[i] > (int32_t)rows.n_cp)
                abort();
        onr_rows_free(&rows);
        free(aligned);
    }
    (void)passed;
    (void)failed;
    return 0;
}
