#include "status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const onr_work_names[ONR_N_WORK] = {"else",    "fold",      "segment",  "cues",   "marks",
                                                "names",   "gates",     "overlaps", "holder", "party",
                                                "content", "certainty", "grounds"};

#ifdef ONR_FAULTS
#include <stdatomic.h>

static _Atomic uint64_t fault_left, fault_seen; /* test builds only */

void onr_fault_at(uint64_t n)
{
    fault_left = n;
    fault_seen = 0;
}

uint64_t onr_fault_count(void)
{
    return fault_seen;
}

/* One for each thread, so that a count is of its own work alone. */
static _Thread_local uint64_t work[ONR_N_WORK];
static _Thread_local uint32_t working;

/* What -fsanitize-coverage=trace-pc calls at the head of each basic block; itself it must not be counted. */
void __sanitizer_cov_trace_pc(void);
#ifdef __clang__
__attribute__((no_sanitize("coverage")))
#else
__attribute__((no_sanitize_coverage))
#endif
void __sanitizer_cov_trace_pc(void)
{
    work[working]++;
}

uint32_t onr_work_stage(uint32_t stage)
{
    uint32_t was = working;
    working = stage;
    return was;
}

void onr_work_add(uint64_t n)
{
    work[working] += n;
}

int onr_work_take(uint64_t counts[ONR_N_WORK])
{
    memcpy(counts, work, sizeof work);
    memset(work, 0, sizeof work);
    for (uint32_t i = 0; i < ONR_N_WORK; i++)
        if (counts[i]) return 1;
    return 0;
}

static int fault(void)
{
    uint64_t left = fault_left;
    fault_seen++;
    while (left && !atomic_compare_exchange_weak(&fault_left, &left, left - 1)) {}
    return left == 1;
}
#else
int onr_work_take(uint64_t counts[ONR_N_WORK])
{
    memset(counts, 0, ONR_N_WORK * sizeof *counts);
    return 0;
}

static inline int fault(void)
{
    return 0;
}
#endif

onr_status onr_fail(onr_error *err, onr_status code, int32_t rule, uint64_t pos, const char *fmt, ...)
{
    va_list ap;
    err->code = code;
    err->rule = rule;
    err->pos = pos;
    va_start(ap, fmt);
    (void)vsnprintf(err->text, sizeof err->text, fmt, ap);
    va_end(ap);
    return code;
}

void *onr_alloc(uint64_t size)
{
    if (size > SIZE_MAX || fault()) return NULL;
    return malloc(size ? (size_t)size : 1);
}

void *onr_realloc(void *p, uint64_t size)
{
    if (size > SIZE_MAX || fault()) return NULL;
    return realloc(p, size ? (size_t)size : 1);
}

void onr_free(void *p)
{
    free(p);
}

onr_status onr_grow_now(void *array_pp, uint32_t *cap, uint64_t need, uint64_t size, onr_error *err)
{
    void *old, *grown;
    uint64_t n = *cap;
    if (need > UINT32_MAX)
        return onr_fail(err, ONR_LIMIT, -1, need, "an array of %llu items: the limit is 4,294,967,295",
                        (unsigned long long)need);
    n = n * 2 < need ? need : n * 2;
    if (n < 16) n = 16;
    if (n > UINT32_MAX) n = UINT32_MAX;
    memcpy(&old, array_pp, sizeof old);
    grown = onr_realloc(old, n * size);
    if (!grown) return onr_fail(err, ONR_NOMEM, -1, 0, "no memory for %llu bytes", (unsigned long long)(n * size));
    memcpy(array_pp, &grown, sizeof grown);
    *cap = (uint32_t)n;
    return ONR_OK;
}
