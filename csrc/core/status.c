#include "status.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
onr_status onr_fail(onr_error *err, onr_status code, int32_t rule, uint64_t pos, const char *fmt, ...)
{
    va_list ap;
    err->code = code; err->rule = rule; err->pos = pos;
    va_start(ap, fmt); vsnprintf(err->text, sizeof err->text, fmt, ap); va_end(ap);
    return code;
}
void *onr_alloc(uint64_t size) { return malloc(size ? size : 1); }
void *onr_realloc(void *p, uint64_t size) { return realloc(p, size ? size : 1); }
void onr_free(void *p) { free(p); }
onr_status onr_grow(void *pp, uint32_t *cap, uint64_t need, uint64_t size, onr_error *err)
{
    void *old, *p; uint64_t n = *cap;
    if (need <= n) return ONR_OK;
    n = n * 2 < need ? need : n * 2; if (n < 16) n = 16;
    memcpy(&old, pp, sizeof old);
    p = onr_realloc(old, n * size);
    if (!p) return onr_fail(err, ONR_NOMEM, -1, 0, "oom");
    memcpy(pp, &p, sizeof p); *cap = (uint32_t)n; return ONR_OK;
}
