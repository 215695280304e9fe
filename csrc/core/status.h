/* Status codes and the error struct that every core function fills last.
 *
 * A core function returns ONR_OK or the reason why it did not do its work; on failure it has filled the onr_error
 * (never NULL) and released everything that it had allocated. No function prints, exits or sets a global. */
#ifndef ONR_STATUS_H
#define ONR_STATUS_H

#include <stdint.h>

typedef enum {
    ONR_OK = 0,
    ONR_NOMEM,     /* an allocation failed */
    ONR_LIMIT,     /* the text or a field is longer than a stated limit */
    ONR_BAD_PACK,  /* a blob that is truncated, altered or foreign */
    ONR_BAD_INPUT, /* bytes that are not UTF-8 */
    ONR_PATTERN,   /* PCRE2 refused a pattern */
    ONR_INTERRUPTED,
    ONR_INTERNAL
} onr_status;

typedef struct {
    onr_status code;
    int32_t rule;   /* index of the rule concerned, or -1 */
    uint64_t pos;   /* byte of the input or of the blob concerned */
    char text[240]; /* a sentence for a person, NUL-terminated */
} onr_error;

/* Fills *err and returns its code: `return onr_fail(err, ONR_LIMIT, -1, pos, "...", ...)`. */
onr_status onr_fail(onr_error *err, onr_status code, int32_t rule, uint64_t pos, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* The core's only allocator, so that a test can fail each allocation in turn. Sizes are in bytes; 0 counts as 1. */
void *onr_alloc(uint64_t size);
void *onr_realloc(void *p, uint64_t size);
void onr_free(void *p);
/* Makes the n-th allocation from now fail (once; 0 switches it off), and counts allocations. For tests; one counter
 * for the process, compiled in only with ONR_FAULTS. */
void onr_fault_at(uint64_t n);
uint64_t onr_fault_count(void);

/* Grows an array of *cap items of `size` bytes to at least `need`, doubling. Keeps the old array on failure;
 * ONR_LIMIT for more than UINT32_MAX items. */
onr_status onr_grow_now(void *array_pp, uint32_t *cap, uint64_t need, uint64_t size, onr_error *err);
static inline onr_status onr_grow(void *array_pp, uint32_t *cap, uint64_t need, uint64_t size, onr_error *err)
{
    return need <= *cap ? ONR_OK : onr_grow_now(array_pp, cap, need, size, err);
}

#endif
