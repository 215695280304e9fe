/* Checks for the C tests: each prints where it failed; report() prints the line that a test runner reads. */
#ifndef ONR_TEST_CHECK_H
#define ONR_TEST_CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int passed, failed;

#define CHECK(x)                                                                                                       \
    do {                                                                                                               \
        if (x) {                                                                                                       \
            passed++;                                                                                                  \
        } else {                                                                                                       \
            failed++;                                                                                                  \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #x);                                                    \
        }                                                                                                              \
    } while (0)

static inline int report(const char *name)
{
    printf("%s: %d passed, %d failed\n", name, passed, failed);
    return failed != 0;
}

/* The whole file, malloc'd; exits where it cannot be read. */
static inline unsigned char *slurp(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    unsigned char *p = NULL;
    if (!f || fseek(f, 0, SEEK_END)) {
        fprintf(stderr, "%s cannot be read; `make c-tests` writes it\n", path);
        exit(2);
    }
    *n = (size_t)ftell(f);
    rewind(f);
    p = malloc(*n + 1);
    if (!p || fread(p, 1, *n, f) != *n) exit(2);
    fclose(f);
    return p;
}

#endif
