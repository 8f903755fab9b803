/* The journal: what is written comes back, when it is written, and what becomes of damaged ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"
#include "ziping/journal.h"

#define NAME ".form.ini.ziping-journal"
#define NOBODY 65534

static const char content[] = "[form]\n";

static struct journal_base base_of(struct arena *a) {
    return (struct journal_base){
        .path = support_path(a, "form.ini"), .bytes = {content, sizeof content - 1}, .time = 1700000000};
}

static int make_form(void **state) {
    struct arena a = {0};

    (void)state;
    support_write(&a, "form.ini", (struct str){content, sizeof content - 1});
    unlink(support_path(&a, NAME));
    arena_free(&a);
    return 0;
}

static void begin(struct arena *a, struct journal *j) {
    struct journal_base b = base_of(a);
    assert_true(journal_begin(j, &b));
}

static void find(struct arena *a, struct journal_found *found) {
    struct journal_base b = base_of(a);
    journal_find(a, &b, found);
}

static void set(struct journal *j, const char *path, const char *text, int64_t now) {
    assert_true(journal_set(j, str_of(path), str_of(text), now));
}

static void flush(struct journal *j, int64_t now) {
    assert_int_equal(journal_flush(j, now).status, FILE_OK);
}

static void there_and_back(void **state) {
    struct arena a = {0};
    struct journal j;
    struct journal_found found;
    struct stat st;
    char full[PATH_MAX];

    (void)state;
    begin(&a, &j);
    find(&a, &found);
    assert_int_equal(found.state, JOURNAL_NONE);
    set(&j, "header.unit", "科协", 1);
    set(&j, "goal.1.actual", "一\n\t\\二\033[0m\x7f\r", 2);
    set(&j, "total.grade", "", 3);
    flush(&j, 4);
    set(&j, "header.unit", "西城区科协", 5);
    assert_true(journal_typing(&j, STR("total.score"), STR("89."), 6));
    flush(&j, 7);
    find(&a, &found);
    assert_int_equal(found.state, JOURNAL_READ);
    assert_true(found.same_base);
    assert_int_equal(found.time, 1700000000);
    assert_non_null(realpath(support_path(&a, "form.ini"), full));
    assert_text(found.form, full);
    assert_int_equal(found.lost, 0);
    assert_int_equal(found.records, 3);
    assert_text(found.record[0].path, "goal.1.actual");
    assert_text(found.record[0].text, "一\n\t\\二\033[0m\x7f\r");
    assert_text(found.record[1].path, "total.grade");
    assert_text(found.record[1].text, "");
    assert_text(found.record[2].path, "header.unit");
    assert_text(found.record[2].text, "西城区科协");
    assert_text(found.typing.path, "total.score");
    assert_text(found.typing.text, "89.");
    assert_int_equal(stat(support_path(&a, NAME), &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    journal_remove(&j);
    find(&a, &found);
    assert_int_equal(found.state, JOURNAL_NONE);
    arena_free(&a);
}

/* The file as a person reads it; sums worked out apart from the program. */
static void text_of_it(void **state) {
    static const char text[] = "ziping-journal 1\n"
                               "h 10 84fd1cfbd4ad2f83 /f\t0\t0\t\t7\n"
                               "e 12 0c1dc0e4e2e2a3f5 a.b\tx\\ny\\\\z\n";
    struct arena a = {0};
    struct journal_found found;
    struct buf b = {0};
    uint64_t h = JOURNAL_HASH;

    (void)state;
    /* FNV-1a's own test vectors */
    assert_true(journal_hash(JOURNAL_HASH, STR("")) == 0xcbf29ce484222325u);
    assert_true(journal_hash(JOURNAL_HASH, STR("a")) == 0xaf63dc4c8601ec8cu);
    assert_true(journal_hash(JOURNAL_HASH, STR("foobar")) == 0x85944171f73967e8u);
    buf_text(&b, "ziping-journal 1\n");
    h = journal_hash(h, STR("h/f\t0\t0\t\t7"));
    buf_printf(&b, "h 9 %016llx /f\t0\t0\t\t7\n", (unsigned long long)h);
    h = journal_hash(h, STR("ea.b\tx\\ny\\\\z\\x1b"));
    buf_printf(&b, "e 15 %016llx a.b\tx\\ny\\\\z\\x1b\n", (unsigned long long)h);
    journal_parse(&a, buf_str(&b), &found);
    assert_int_equal(found.state, JOURNAL_READ);
    assert_text(found.form, "/f");
    assert_int_equal(found.records, 1);
    assert_text(found.record[0].text, "x\ny\\z\033");
    journal_parse(&a, STR(text), &found); /* wrong lengths and sums */
    assert_int_equal(found.state, JOURNAL_DAMAGED);
    assert_int_equal(found.lost, 3);
    buf_free(&b);
    arena_free(&a);
}

static void typing_ends(void **state) {
    struct arena a = {0};
    struct journal j;
    struct journal_found found;

    (void)state;
    begin(&a, &j);
    assert_true(journal_typing(&j, STR("header.unit"), STR("科"), 1));
    flush(&j, 2);
    set(&j, "header.unit", "科协", 3); /* committed */
    flush(&j, 4);
    find(&a, &found);
    assert_int_equal(found.typing.path.n, 0);
    assert_int_equal(found.records, 1);
    assert_true(journal_typing(&j, STR("header.unit"), STR("科协会"), 5));
    flush(&j, 6);
    find(&a, &found);
    assert_text(found.typing.text, "科协会");
    assert_true(journal_typing(&j, STR(""), STR(""), 7)); /* given up */
    flush(&j, 8);
    find(&a, &found);
    assert_int_equal(found.typing.path.n, 0);
    assert_text(found.record[0].text, "科协");
    assert_int_equal(journal_due(&j, 9), -1);
    assert_true(journal_typing(&j, STR(""), STR(""), 10)); /* nothing new */
    assert_int_equal(journal_due(&j, 11), -1);
    journal_remove(&j);
    arena_free(&a);
}

/* A key every 100 ms for a minute: never more than one writing a second, none later than a second after its key. */
static void times(void **state) {
    struct arena a = {0};
    struct journal j;
    int64_t last = -1000000, oldest = -1;
    int flushes = 0;

    (void)state;
    begin(&a, &j);
    assert_int_equal(journal_due(&j, 5000), -1);
    for (int64_t now = 10000; now < 70000; now += 20) {
        if (now % 100 == 0) {
            char text[32];
            snprintf(text, sizeof text, "%d", (int)now);
            set(&j, "total.score", text, now);
            oldest = oldest < 0 ? now : oldest;
        }
        if (journal_due(&j, now) == 0) {
            assert_true(now - last >= 1000);
            assert_true(now - oldest <= 1000);
            flush(&j, now);
            last = now;
            oldest = -1;
            flushes++;
            assert_int_equal(journal_due(&j, now), -1);
        }
    }
    assert_in_range(flushes, 55, 61);
    flush(&j, 70000);
    /* After a pause the first key waits for those that follow it, half a second. */
    set(&j, "total.score", "a", 100000);
    assert_int_equal(journal_due(&j, 100000), 500);
    assert_int_equal(journal_due(&j, 100400), 100);
    assert_int_equal(journal_due(&j, 200000), 0);
    journal_remove(&j);
    arena_free(&a);
}

/* Nobody can write where the form is: the edits stay, attempts become rarer, and one that succeeds has them all. */
static void refused_for_a_while(void **state) {
    struct arena a = {0};
    struct journal j;
    struct journal_found found;
    const char *folder = support_path(&a, ".");

    (void)state;
    if (geteuid() != 0) {
        skip();
    }
    assert_int_equal(chmod(folder, 0755), 0);
    begin(&a, &j);
    assert_int_equal(seteuid(NOBODY), 0);
    set(&j, "header.unit", "科协", 1000);
    enum file_status first = journal_flush(&j, 2000).status;
    int second = journal_due(&j, 2000);
    set(&j, "total.score", "89", 3000);
    journal_flush(&j, 4000);
    int third = journal_due(&j, 4000);
    for (int64_t i = 0; i < 20; i++) {
        journal_flush(&j, 5000 + i);
    }
    int most = journal_due(&j, 5019);
    assert_int_equal(seteuid(0), 0);
    assert_int_equal(first, FILE_DENIED);
    assert_int_equal(second, 2000);
    assert_int_equal(third, 4000);
    assert_int_equal(most, 30000);
    flush(&j, 100000);
    find(&a, &found);
    assert_int_equal(found.records, 2);
    journal_remove(&j);
    arena_free(&a);
}

static void apart(void **state) {
    struct arena a = {0};
    struct journal j;
    struct journal_found found;
    struct journal_base b = base_of(&a);
    char state_folder[PATH_MAX], long_name[252];

    (void)state;
    assert_true(journal_state_folder(support_path(&a, "state"), "/home/x", state_folder));
    assert_true(str_ends(str_of(state_folder), STR("/state/ziping")));
    char other[PATH_MAX];
    assert_true(journal_state_folder("relative", "/home/x", other));
    assert_string_equal(other, "/home/x/.local/state/ziping");
    assert_false(journal_state_folder(NULL, NULL, other));
    /* A name with no room for more has its journal there. */
    memset(long_name, 'n', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    b.path = support_write(&a, long_name, STR("x"));
    b.state = state_folder;
    assert_true(journal_begin(&j, &b));
    set(&j, "header.unit", "科协", 1);
    flush(&j, 2);
    assert_true(str_starts(str_of(j.name), str_of(state_folder)));
    journal_find(&a, &b, &found);
    assert_int_equal(found.state, JOURNAL_READ);
    assert_text(found.record[0].text, "科协");
    journal_remove(&j);
    journal_find(&a, &b, &found);
    assert_int_equal(found.state, JOURNAL_NONE);
    unlink(b.path);
    assert_int_equal(rmdir(state_folder), 0);
    assert_int_equal(rmdir(support_path(&a, "state")), 0);
    arena_free(&a);
}

/* A journal of an earlier run is not touched until its texts have been taken over. */
static void earlier_run(void **state) {
    struct arena a = {0};
    struct journal j;
    struct journal_found found;

    (void)state;
    begin(&a, &j);
    set(&j, "header.unit", "科协", 1);
    flush(&j, 2);
    journal_close(&j);
    begin(&a, &j);
    set(&j, "total.score", "1", 1);
    assert_int_equal(journal_flush(&j, 2).status, FILE_EXISTS);
    find(&a, &found);
    assert_text(found.record[0].path, "header.unit");
    journal_adopt(&j, found.name.p);
    set(&j, "header.unit", "科协", 3);
    flush(&j, 4);
    find(&a, &found);
    assert_int_equal(found.records, 2);
    journal_remove(&j);
    find(&a, &found);
    assert_int_equal(found.state, JOURNAL_NONE);
    arena_free(&a);
}

/* It grows to a bound: what is superseded goes. A file that was cleared away is made again. */
static void compacted_and_cleared_away(void **state) {
    struct arena a = {0};
    struct journal j;
    struct journal_found found;
    struct stat st;
    struct buf text = {0};

    (void)state;
    begin(&a, &j);
    buf_fill(&text, 'x', 3000);
    off_t most = 0;
    for (int i = 0; i < 200; i++) {
        assert_true(journal_set(&j, STR("goal.1.actual"), str_sub(buf_str(&text), 0, 2000 + (size_t)i), i));
        flush(&j, i);
        assert_int_equal(stat(support_path(&a, NAME), &st), 0);
        most = st.st_size > most ? st.st_size : most;
    }
    assert_in_range(most, 60000, 70000);
    find(&a, &found);
    assert_int_equal(found.record[0].text.n, 2199);
    assert_int_equal(unlink(support_path(&a, NAME)), 0);
    set(&j, "header.unit", "科协", 300);
    flush(&j, 301);
    find(&a, &found);
    assert_int_equal(found.records, 2);
    journal_remove(&j);
    buf_free(&text);
    arena_free(&a);
}

static void after_a_save(void **state) {
    struct arena a = {0};
    struct journal j;
    struct journal_found found;
    struct journal_base b = base_of(&a);

    (void)state;
    begin(&a, &j);
    set(&j, "header.unit", "科协", 1);
    flush(&j, 2);
    b.bytes = STR("saved");
    assert_true(journal_restart(&j, &b));
    find(&a, &found);
    assert_int_equal(found.state, JOURNAL_NONE);
    set(&j, "total.score", "1", 3);
    flush(&j, 4);
    journal_find(&a, &b, &found);
    assert_int_equal(found.records, 1);
    assert_true(found.same_base);
    find(&a, &found);
    assert_false(found.same_base); /* the file has other bytes than those that it builds on */
    journal_remove(&j);
    arena_free(&a);
}

static void refused(void **state) {
    struct arena a = {0};
    struct journal j;
    struct journal_found found;
    const char *name = support_path(&a, NAME);

    (void)state;
    begin(&a, &j);
    set(&j, "header.unit", "科协", 1);
    flush(&j, 2);
    struct str bytes = support_read(&a, name);
    journal_remove(&j);
    support_write(&a, "elsewhere", bytes);
    assert_int_equal(symlink("elsewhere", name), 0);
    find(&a, &found);
    assert_int_equal(found.state, JOURNAL_REFUSED);
    assert_int_equal(found.file.status, FILE_SPECIAL);
    begin(&a, &j); /* nor is a link written through */
    set(&j, "header.unit", "x", 1);
    assert_int_equal(journal_flush(&j, 2).status, FILE_EXISTS);
    journal_close(&j);
    assert_true(str_eq(support_read(&a, support_path(&a, "elsewhere")), bytes));
    unlink(name);
    assert_int_equal(mkfifo(name, 0600), 0);
    find(&a, &found);
    assert_int_equal(found.file.status, FILE_SPECIAL);
    unlink(name);
    support_write(&a, NAME, bytes);
    assert_int_equal(chmod(name, 0622), 0);
    find(&a, &found);
    assert_int_equal(found.file.status, FILE_FOREIGN);
    assert_int_equal(chmod(name, 0600), 0);
    find(&a, &found);
    assert_int_equal(found.state, JOURNAL_READ);
    if (geteuid() == 0) {
        assert_int_equal(chown(name, NOBODY, NOBODY), 0);
        find(&a, &found);
        assert_int_equal(found.file.status, FILE_FOREIGN);
    }
    unlink(name);
    /* Copied beside another form */
    support_write(&a, ".other.ini.ziping-journal", bytes);
    assert_int_equal(chmod(support_path(&a, ".other.ini.ziping-journal"), 0600), 0);
    struct journal_base b = {.path = support_write(&a, "other.ini", STR("x"))};
    journal_find(&a, &b, &found);
    assert_int_equal(found.state, JOURNAL_OF_OTHER);
    arena_free(&a);
}

/* Cut or changed at every byte: what comes back is a prefix of what was written, and the rest is counted. */
static void damaged(void **state) {
    struct arena a = {0};
    struct journal j;
    struct journal_found found;
    static const char *const texts[] = {"一", "二\n二", "三"};

    (void)state;
    begin(&a, &j);
    for (int i = 0; i < 3; i++) {
        char path[32];
        snprintf(path, sizeof path, "goal.%d.actual", i + 1);
        set(&j, path, texts[i], i);
        flush(&j, i);
    }
    struct str bytes = support_read(&a, support_path(&a, NAME));
    journal_remove(&j);
    char *copy = malloc(bytes.n);
    assert_non_null(copy);
    for (size_t way = 0; way < 2 * bytes.n; way++) {
        struct arena scratch = {0};
        size_t at = way / 2, n = way % 2 ? bytes.n : at;
        memcpy(copy, bytes.p, bytes.n);
        copy[at] = (char)(copy[at] ^ (way % 2 ? 1 + at % 255 : 0));
        journal_parse(&scratch, (struct str){copy, n}, &found);
        assert_true(found.state == JOURNAL_READ || found.state == JOURNAL_DAMAGED || found.state == JOURNAL_NEWER);
        assert_true(found.records < 3);
        for (size_t i = 0; i < found.records; i++) {
            assert_text(found.record[i].text, texts[i]);
        }
        /* Every line is either good (header lines and records) or counted, but for a record cut off whole. */
        assert_true(found.state != JOURNAL_READ || way % 2 == 0 || bytes.p[at] == '\n' ||
                    found.records + found.lost >= 3);
        arena_free(&scratch);
    }
    journal_parse(&a, STR("ziping-journal 2\nx\n"), &found);
    assert_int_equal(found.state, JOURNAL_NEWER);
    journal_parse(&a, STR(""), &found);
    assert_int_equal(found.state, JOURNAL_DAMAGED);
    free(copy);
    arena_free(&a);
}

/* Records with sums that hold, and what a form can't take. */
static void senseless_records(void **state) {
    static const struct {
        char type;
        const char *payload;
    } bad[] = {{'e', "a.b\tx\\x00y"}, {'e', "a.b\t\xff"}, {'e', "\tx"},    {'e', "a.b"}, {'e', "a.b\tx\ty"},
               {'e', "a.b\tx\\q"},    {'e', "a\\n.b\tx"}, {'z', "a.b\tx"}, {'h', ""},    {'e', "a.b\tx\\x1"},
               {'t', "a\\x07\tx"},    {'e', "a.b\tx\\"}};
    struct arena a = {0};
    struct journal_found found;
    struct buf b = {0};
    uint64_t h = journal_hash(JOURNAL_HASH, STR("h/f\t0\t0\t\t7"));

    (void)state;
    buf_printf(&b, "ziping-journal 1\nh 9 %016llx /f\t0\t0\t\t7\n", (unsigned long long)h);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        h = journal_hash(journal_hash(h, (struct str){&bad[i].type, 1}), str_of(bad[i].payload));
        buf_printf(&b, "%c %zu %016llx %s\n", bad[i].type, strlen(bad[i].payload), (unsigned long long)h,
                   bad[i].payload);
    }
    h = journal_hash(h, STR("ea.b\tgood"));
    buf_printf(&b, "e 8 %016llx a.b\tgood\n", (unsigned long long)h);
    journal_parse(&a, buf_str(&b), &found);
    assert_int_equal(found.state, JOURNAL_READ);
    assert_int_equal(found.records, 1);
    assert_text(found.record[0].text, "good");
    assert_int_equal(found.lost, sizeof bad / sizeof *bad);
    assert_int_equal(found.typing.path.n, 0);
    buf_free(&b);
    arena_free(&a);
}

#define TEST(test) cmocka_unit_test_setup(test, make_form)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(there_and_back),      TEST(text_of_it), TEST(typing_ends), TEST(times),
        TEST(refused_for_a_while), TEST(apart),      TEST(earlier_run), TEST(compacted_and_cleared_away),
        TEST(after_a_save),        TEST(refused),    TEST(damaged),     TEST(senseless_records)};
    return cmocka_run_group_tests_name("journal", tests, support_folder_make, support_folder_remove);
}
