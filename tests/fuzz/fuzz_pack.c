/* Any bytes as a compiled pack: refused with a message, or loaded and safe to tag with. */
#include "tag.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char text[] = "The mayor denied the report. We will not comment on that, he said.";
    onr_error err = {0};
    onr_pack *pack = NULL;
    if (onr_pack_load(data, n, &pack, &err) != ONR_OK) {
        if (pack || !err.text[0]) abort();
        return 0;
    }
    onr_tagger *t = NULL;
    onr_rows rows = {0};
    onr_job job = {.text = {text, sizeof text - 1, 0}, .lang = ONR_EN, .role = ONR_NIL};
    if (onr_tagger_new(pack, &t, &err) == ONR_OK) (void)onr_tag(t, &job, &rows, &err);
    onr_rows_free(&rows);
    onr_tagger_free(t);
    onr_pack_free(pack);
    return 0;
}
