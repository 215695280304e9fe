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

/* Work, counted: how often a basic block of the core was entered, by what the thread was doing. Compiled in only with
 * ONR_FAULTS and the compiler's -fsanitize-coverage=trace-pc, so that no loop can be left out and a release pays
 * nothing; tests of linearity compare counts, never times. Libraries are not seen: what PCRE2 is given to search is
 * added by hand (ONR_WORK, in bytes). Counts are the thread's own. */
enum {
    ONR_STAGE_ELSE = 0, /* input, language, rows of sentences */
    ONR_STAGE_FOLD,
    ONR_STAGE_SEGMENT,
    ONR_STAGE_CUES,
    ONR_STAGE_MARKS,
    ONR_STAGE_NAMES,
    ONR_STAGE_GATES,
    ONR_STAGE_OVERLAPS,
    ONR_STAGE_HOLDER,
    ONR_STAGE_PARTY,
    ONR_STAGE_CONTENT,
    ONR_STAGE_CERTAINTY,
    ONR_STAGE_GROUNDS, /* and channels, order, rows of claims */
    ONR_N_WORK
};
#ifdef ONR_FAULTS
uint32_t onr_work_stage(uint32_t stage); /* what the thread does from now on; returns what it did */
void onr_work_add(uint64_t n);
#define ONR_STAGE(stage) onr_work_stage(stage)
#define ONR_WORK(n) onr_work_add(n)
#else
#define ONR_STAGE(stage) ((void)(stage), 0u)
#define ONR_WORK(n) ((void)0)
#endif
extern const char *const onr_work_names[ONR_N_WORK];
/* Copies the thread's counts since the last call and sets them to 0; returns 0 where nothing is counted. */
int onr_work_take(uint64_t counts[ONR_N_WORK]);

/* Grows an array of *cap items of `size` bytes to at least `need`, doubling. Keeps the old array on failure;
 * ONR_LIMIT for more than UINT32_MAX items. */
onr_status onr_grow_now(void *array_pp, uint32_t *cap, uint64_t need, uint64_t size, onr_error *err);
static inline onr_status onr_grow(void *array_pp, uint32_t *cap, uint64_t need, uint64_t size, onr_error *err)
{
    return need <= *cap ? ONR_OK : onr_grow_now(array_pp, cap, need, size, err);
}

#endif
