#include "check_run.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SLOTS_PER_THREAD 8 /* files that are worked on ahead of the one whose turn it is */
#define FLUSH_AT 65536     /* bytes of report that are written at once */

struct pool {
    const struct check_plan *plan;
    struct checked *slot;
    size_t slots;
    pthread_mutex_t lock;
    pthread_cond_t done, free;
    size_t next;  /* file that is taken next */
    size_t shown; /* file whose turn it is */
};

struct output {
    const struct check_plan *plan;
    struct report report;
    struct batch batch;
    struct batch_hit *hit;
    size_t hits;
    struct buf text;
    struct check_totals *totals;
    time_t start, said;
};

/* ---- one file ---- */

static bool select_visible(const struct check_plan *plan, struct checked *f) {
    f->n = 0;
    memset(f->count, 0, sizeof f->count);
    for (enum severity s = plan->shown; plan->options.counting && s <= SEV_ERROR; s++) {
        f->count[s] = f->diags.count[s];
    }
    f->visible = arena_array(&f->arena, const struct diag *, f->diags.n + 1);
    for (size_t i = 0; f->visible && i < f->diags.n; i++) {
        const struct diag *d = &f->diags.v[i];
        if (d->severity >= plan->shown && !(plan->known && baseline_has(plan->known, d))) {
            f->visible[f->n++] = d;
            f->count[d->severity]++;
        }
    }
    return f->visible != NULL;
}

static void make_chunk(const struct check_plan *plan, struct checked *f) {
    buf_clear(&f->chunk);
    if (!select_visible(plan, f)) {
        f->failed_memory = true;
    } else if (!plan->quiet) {
        report_file(&plan->report, f->document.path, f->visible, f->n, &f->chunk);
    }
}

static void check_one(const struct check_plan *plan, struct library *l, const char *path, struct checked *f) {
    arena_reset(&f->arena);
    f->path = path;
    f->diags = (struct diags){.arena = &f->arena};
    f->facts = (struct batch_facts){0};
    f->n = 0;
    memset(f->count, 0, sizeof f->count);
    buf_clear(&f->chunk);
    f->failed_memory = !document_read(&f->arena, l, path, &f->document);
    if (f->failed_memory || f->document.file.status != FILE_OK) {
        return;
    }
    f->failed_memory = !check_document(&f->document, &plan->options, &f->score, &f->diags) ||
                       (f->document.form && !batch_gather(&f->arena, f->document.form, &f->score, &f->facts));
    if (!f->failed_memory) {
        make_chunk(plan, f);
    }
}

/* ---- in the order of the files ---- */

static bool flush(struct output *o) {
    size_t at = 0;
    while (at < o->text.n) {
        ssize_t n = write(STDOUT_FILENO, o->text.p + at, o->text.n - at);
        if (n < 0 && errno != EINTR) {
            o->totals->error = errno;
            return false;
        }
        at += n > 0 ? (size_t)n : 0;
    }
    bool failed = o->text.failed;
    buf_clear(&o->text);
    return !failed;
}

/* What the form shares with those before it, as findings of its own. */
static bool add_batch(struct output *o, struct checked *f, size_t index) {
    size_t n = 0;
    if (f->facts.texts + 1 > o->hits) {
        struct batch_hit *v = realloc(o->hit, (f->facts.texts + 1) * sizeof *v);
        if (!v) {
            return false;
        }
        o->hit = v;
        o->hits = f->facts.texts + 1;
    }
    if (!batch_add(&o->batch, index, &f->facts, o->hit, &n)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        struct str other = str_of(o->plan->files->path[o->hit[i].other]);
        if (!check_batch(&f->document, &o->plan->options, o->hit[i].code, o->hit[i].field, other, &f->diags)) {
            return false;
        }
    }
    if (n > 0) {
        make_chunk(o->plan, f);
    }
    return true;
}

static void say_progress(struct output *o, size_t index) {
    time_t now = o->plan->progress ? time(NULL) : o->said;
    if (now != o->said && now > o->start + 1) {
        o->said = now;
        fprintf(stderr, "\r%zu/%zu", index, o->plan->files->n);
    }
}

static bool show(struct output *o, struct checked *f, size_t index, checked_seen *seen, void *context) {
    if (f->failed_memory || !add_batch(o, f, index) || f->failed_memory) {
        return false;
    }
    o->totals->files++;
    o->totals->unreadable += f->document.kind == DOCUMENT_NONE;
    for (enum severity s = SEV_NOTE; s <= SEV_ERROR; s++) {
        o->totals->count[s] += f->count[s];
    }
    report_join(&o->report, buf_str(&f->chunk), &o->text);
    say_progress(o, index);
    return (!seen || seen(context, f)) && (o->text.n < FLUSH_AT || flush(o));
}

/* Full scores throughout are told of at the first form that has them. */
static bool show_all_full(struct output *o, checked_seen *seen, void *context) {
    struct buf chunk = {0};
    char full[32], forms[32];
    snprintf(full, sizeof full, "%zu", o->batch.full);
    snprintf(forms, sizeof forms, "%zu", o->batch.forms);
    struct diag d = {.code = CHECK_BATCH_ALL_FULL, .severity = catalogue(CHECK_BATCH_ALL_FULL)->severity};
    const struct check_options *options = &o->plan->options;
    if (options->overridden && options->overridden[d.code]) {
        d.severity = options->overrides[d.code];
    }
    d.file = str_of(o->plan->files->path[o->batch.first_full]);
    d.arg[0] = str_of(forms);
    d.arg[1] = str_of(full);
    const struct diag *one = &d;
    struct checked all = {.of_batch = true, .visible = &one, .n = 1};
    bool known = o->plan->known && baseline_has(o->plan->known, &d);
    bool visible = d.severity != SEV_OFF && d.severity >= o->plan->shown && !known;
    if (visible) {
        o->totals->count[d.severity]++;
        if (!o->plan->quiet) {
            report_file(&o->report, d.file, &one, 1, &chunk);
            report_join(&o->report, buf_str(&chunk), &o->text);
        }
    }
    bool ok = !chunk.failed;
    buf_free(&chunk);
    return ok && (!visible || !seen || seen(context, &all));
}

/* ---- threads ---- */

static void *work(void *context) {
    struct pool *p = context;
    struct library l = {0};
    pthread_mutex_lock(&p->lock);
    while (p->next < p->plan->files->n) {
        if (p->next >= p->shown + p->slots) {
            pthread_cond_wait(&p->free, &p->lock);
            continue;
        }
        size_t i = p->next++;
        pthread_mutex_unlock(&p->lock);
        struct checked *f = &p->slot[i % p->slots];
        check_one(p->plan, &l, p->plan->files->path[i], f);
        pthread_mutex_lock(&p->lock);
        f->done = true;
        pthread_cond_signal(&p->done);
    }
    pthread_mutex_unlock(&p->lock);
    /* Documents refer to the rule sets until they are shown. */
    pthread_mutex_lock(&p->lock);
    while (p->shown < p->plan->files->n) {
        pthread_cond_wait(&p->free, &p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    library_free(&l);
    return NULL;
}

static bool show_all(struct pool *p, struct output *o, checked_seen *seen, void *context) {
    bool ok = true;
    for (size_t i = 0; i < p->plan->files->n; i++) {
        struct checked *f = &p->slot[i % p->slots];
        pthread_mutex_lock(&p->lock);
        while (!f->done) {
            pthread_cond_wait(&p->done, &p->lock);
        }
        pthread_mutex_unlock(&p->lock);
        ok = ok && show(o, f, i, seen, context);
        pthread_mutex_lock(&p->lock);
        f->done = false;
        p->shown = i + 1;
        pthread_cond_broadcast(&p->free);
        pthread_mutex_unlock(&p->lock);
    }
    return ok;
}

static bool run_threads(struct pool *p, struct output *o, checked_seen *seen, void *context) {
    pthread_t *thread = calloc(p->plan->threads, sizeof *thread);
    size_t started = 0;
    while (thread && started < p->plan->threads && pthread_create(&thread[started], NULL, work, p) == 0) {
        started++;
    }
    bool ok = started > 0 && show_all(p, o, seen, context);
    for (size_t i = 0; thread && i < started; i++) {
        pthread_join(thread[i], NULL);
    }
    free(thread);
    return ok;
}

static bool run_alone(struct pool *p, struct output *o, checked_seen *seen, void *context) {
    struct library l = {0};
    bool ok = true;
    for (size_t i = 0; ok && i < p->plan->files->n; i++) {
        check_one(p->plan, &l, p->plan->files->path[i], &p->slot[0]);
        ok = show(o, &p->slot[0], i, seen, context);
    }
    library_free(&l);
    return ok;
}

static bool run(struct pool *p, struct output *o, checked_seen *seen, void *context) {
    if (!o->plan->quiet) {
        report_begin(&o->report, &o->text);
    }
    bool ok = p->plan->threads > 1 ? run_threads(p, o, seen, context) : run_alone(p, o, seen, context);
    if (ok && batch_all_full(&o->batch)) {
        ok = show_all_full(o, seen, context);
    }
    if (!o->plan->quiet) {
        report_end(&o->report, &o->text);
    }
    if (o->said != o->start) {
        fprintf(stderr, "\r");
    }
    return flush(o) && ok;
}

bool check_run(const struct check_plan *plan, checked_seen *seen, void *context, struct check_totals *totals) {
    struct pool p = {.plan = plan, .slots = plan->threads > 1 ? plan->threads * SLOTS_PER_THREAD : 1};
    struct output o = {.plan = plan, .report = plan->report, .totals = totals, .start = time(NULL)};
    o.said = o.start;
    *totals = (struct check_totals){0};
    p.slot = calloc(p.slots, sizeof *p.slot);
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.done, NULL);
    pthread_cond_init(&p.free, NULL);
    bool ok = p.slot && run(&p, &o, seen, context);
    for (size_t i = 0; p.slot && i < p.slots; i++) {
        arena_free(&p.slot[i].arena);
        buf_free(&p.slot[i].chunk);
    }
    pthread_cond_destroy(&p.free);
    pthread_cond_destroy(&p.done);
    pthread_mutex_destroy(&p.lock);
    free(p.slot);
    free(o.hit);
    buf_free(&o.text);
    batch_free(&o.batch);
    return ok;
}
