/* The program without a terminal: its standard output, its standard error, and how it ended. */
#ifndef E2E_BATCH_H
#define E2E_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

struct batch {
    int status; /* the exit status, or minus the number of the signal that ended it */
    const char *out, *err;
};

struct batch_options {
    const char *cwd;   /* the folder it starts in: the test's own */
    const char *input; /* a file for its standard input: /dev/null */
    const char *lang;  /* ZIPING_LANG: not set */
    bool closed_pipe;  /* nobody reads its standard output */
};

/* Runs the program named by ZIPING with these arguments to its end, for 20 seconds at most. o may be NULL. */
#define batch_run(o, ...) batch_run_args((o), (const char *const[]){__VA_ARGS__, NULL})
struct batch batch_run_args(const struct batch_options *o, const char *const args[]);

/* What a file was, to see later that nobody has touched it. */
struct untouched {
    const char *path, *bytes;
    size_t n;
    struct stat st;
};

struct untouched remember(const char *path);
#define assert_untouched(u) assert_untouched_at((u), __FILE__, __LINE__)
void assert_untouched_at(const struct untouched *u, const char *file, int line);

/* The text holds this part; prints it otherwise. */
#define assert_has(text, part) assert_has_at((text), (part), __FILE__, __LINE__)
void assert_has_at(const char *text, const char *part, const char *file, int line);
/* How many lines hold it. */
size_t lines_with(const char *text, const char *part);
/* Nothing but printable text and line ends. */
#define assert_clean(text) assert_clean_at((text), __FILE__, __LINE__)
void assert_clean_at(const char *text, const char *file, int line);

#endif
