/* Runs a fuzz target over its corpus, tests/fuzz/corpus/NAME/, as a test: what once went wrong must not do so again. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ziping/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifndef TARGET
#error "TARGET names the fuzz target"
#endif

static void run_file(const char *path) {
    struct arena a = {0};
    struct str bytes;
    assert_int_equal(file_read(path, FILE_LIMIT, &a, &bytes).status, FILE_OK);
    /* A copy of its own, so that reading past its end is noticed. */
    uint8_t *copy = malloc(bytes.n ? bytes.n : 1);
    assert_non_null(copy);
    if (bytes.n > 0) {
        memcpy(copy, bytes.p, bytes.n);
    }
    LLVMFuzzerTestOneInput(copy, bytes.n);
    free(copy);
    arena_free(&a);
}

static void corpus(void **state) {
    char path[512];
    size_t n = 0;
    (void)state;
    DIR *dir = opendir("tests/fuzz/corpus/" TARGET);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));) {
        if (e->d_name[0] != '.') {
            snprintf(path, sizeof path, "tests/fuzz/corpus/" TARGET "/%s", e->d_name);
            run_file(path);
            n++;
        }
    }
    closedir(dir);
    assert_true(n > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(corpus)};
    return cmocka_run_group_tests_name(TARGET, tests, NULL, NULL);
}
